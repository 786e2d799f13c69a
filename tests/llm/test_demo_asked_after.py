# ruff: noqa: E501 - a question is read on one line
"""Goods that nobody sells, what is still owed, later orders too, limits of days and of goods, told in other words."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.llm.demo_world import select, value_of


@pytest.fixture(scope="module")
def supplier(connection):
    """(name, units) of the supplier with the most units on order."""
    return select(
        connection,
        "SELECT v.name, sum(r.on_order) FROM replenishment r JOIN products p USING (product_id) JOIN suppliers v ON v.supplier_id = p.supplier_id "
        "GROUP BY ALL ORDER BY 2 DESC LIMIT 1",
    )[0]


def _limits(plan):
    return [(f.column, f.op, f.value) for f in plan.filters]


@pytest.mark.parametrize(
    "said",
    [
        "A lady is asking for Grumbleford Solar Lanterns. Any left in {s}?",
        "Customer on the phone looking for Grumbleford Solar Lanterns. What's the stock in {s}?",
        "Somebody just asked about the Grumbleford Solar Lantern. Is it in stock in {s}?",
        "My neighbour needs twenty Grumbleford Solar Lanterns. Can {s} help, how many are on hand?",
        "Two customers enquired after Grumbleford Solar Lanterns today. Anything left at {s}?",
        "We got a complaint about Grumbleford Solar Lanterns. How many are in stock in {s}?",
        "People keep asking for Grumbleford Solar Lanterns! How much will {s} sell next week?",
        "Grumbleford Solar Lanterns - any left in {s}?",
        "a lady is asking for grumbleford solar lanterns. any left in {s}?",
    ],
)
def test_goods_that_somebody_asks_for_are_what_is_asked_about(assistant, stores, said):
    answer = assistant.ask(said.format(s=stores[0][0]))
    assert answer.status == "no_data"
    assert "solar lantern" in answer.plan.problem.lower()


@pytest.mark.parametrize(
    "said",
    [
        "I'm having lunch with Sarah Jones today. How much stock do we have in {s}?",
        "Sarah Jones wants to know. How many units are on hand in {s}?",
        "Jane Miller called about the weather. How many units are on hand in {s}?",
    ],
)
def test_people_are_no_goods(assistant, connection, stores, said):
    name, store_id = stores[0]
    units = select(connection, "SELECT sum(on_hand) FROM replenishment WHERE store_id = ?", store_id)[0][0]
    assert value_of(assistant.ask(said.format(s=name)), "on_hand") == pytest.approx(units)


@pytest.mark.parametrize(
    "said",
    [
        "{v} still owes us goods on open orders. How many units altogether, for all stores?",
        "We are still waiting on goods from {v}. How many units in all?",
        "There are open orders with {v}. How many units altogether?",
        "{v} has not delivered everything yet. How many units are missing in total?",
        "Goods are on their way from {v}. How many units?",
        "How many pieces are we owed by {v}?",
        "What quantity remains to be delivered by {v}?",
        "How much has {v} left to deliver?",
        "How much is {v} still to deliver?",
    ],
)
def test_what_is_still_to_be_delivered(assistant, supplier, said):
    name, units = supplier
    assert value_of(assistant.ask(said.format(v=name)), "on_order") == pytest.approx(units)


@pytest.mark.parametrize(
    "said",
    [
        "give me all products with a recommended order in {s}, also those that dont have to go out today",
        "All products with a recommended order in {s}, including those that need not go out today.",
        "Every recommended order at {s}, even those not due today.",
        "Which products have a recommended order for {s}, also the ones which can wait?",
        "list recommended orders {s}, incl. not urgent ones",
        "All order proposals for {s}, both the ones for today and the ones that can wait.",
        "Recommended orders for {s}, those that needn't go out today as well",
        "What must be ordered today in {s}? Also those that can wait please.",
    ],
)
def test_the_later_orders_too(assistant, stores, said):
    plan = assistant.ask(said.format(s=stores[0][0])).plan
    assert (plan.intent, _limits(plan)) == ("list", [("order_qty", ">", 0)])


@pytest.mark.parametrize(
    "said",
    [
        "Which products in {s} have a recommended order that does not have to go out today?",
        "Which products have a recommended order in {s} but not today?",
    ],
)
def test_the_later_orders_alone(assistant, stores, said):
    plan = assistant.ask(said.format(s=stores[0][0])).plan
    assert ("action", "not in", ("order_now", "expedite")) in _limits(plan)


@pytest.mark.parametrize(
    "said",
    [
        "{s}. List the products that have zero on order right now.",
        "Which products at {s} have 0 units on order?",
        "{s}: products with an on-order quantity of zero",
        "Products in {s} whose on-order quantity is 0",
    ],
)
def test_zero_on_order(assistant, stores, said):
    plan = assistant.ask(said.format(s=stores[0][0])).plan
    assert (plan.intent, _limits(plan)) == ("list", [("on_order", "<=", 0)])


@pytest.mark.parametrize(
    "said",
    [
        "For {s} I want the products where you recommend an order and the last day to place it is {d} or before. Which are these?",
        "Orders for {s} with an order-by date of {d} or earlier",
        "Which products in {s} must be ordered on {d} or sooner?",
        "{s}: what to order, latest order day not after {d}",
    ],
)
def test_until_a_day(assistant, as_of, stores, said):
    day = as_of + timedelta(7)
    plan = assistant.ask(said.format(s=stores[0][0], d=f"{day.day} {day:%B %Y}")).plan
    assert (plan.intent, _limits(plan)) == ("list", [("order_qty", ">", 0), ("order_by", "<=", day)])


@pytest.mark.parametrize(
    ("said", "times"),
    [
        ("Let's play it through: next week at {s}, {p} does double your forecast. What would that come to in units?", 2.0),
        ("Thought experiment: {p} makes three times your forecast at {s} next week. How many units?", 3.0),
        ("Let's think it through: if {p} does half your forecast next week in {s}, how many units is that?", 0.5),
        ("What would that be in units if {p} did twice your forecast at {s} next week?", 2.0),
    ],
)  # fmt: skip
def test_a_multiple_of_the_forecast(assistant, sold, said, times):
    product, _, store, _ = sold
    plan = assistant.ask(said.format(p=product, s=store)).plan
    assert (plan.scenario.kind, plan.scenario.value) == ("demand", pytest.approx(times - 1))
    assert plan.measures == ("expected_sales",)


@pytest.mark.parametrize(
    "said",
    [
        "What would be the amount saved by not placing the order of {p} for {s}, and what's the danger in doing so?",
        "How much would we save by skipping the order of {p} for {s}?",
        "How much money is saved if we don't place the order of {p} for {s}?",
    ],
)
def test_what_an_order_left_out_saves(assistant, connection, said):
    product, store, value = select(
        connection,
        "SELECT p.name, s.name, r.order_value FROM replenishment r JOIN products p USING (product_id) JOIN stores s USING (store_id) "
        "WHERE r.order_qty > 0 AND (SELECT count(*) FROM products o WHERE o.name = p.name) = 1 ORDER BY r.order_value DESC LIMIT 1",
    )[0]
    assert value_of(assistant.ask(said.format(p=product, s=store)), "order_value") == pytest.approx(value)


@pytest.mark.parametrize(
    "said",
    [
        "I have the feeling you're always too optimistic on some products in {s}. On which one is the bias in percent the highest on the plus side?",
        "You forecast too high for some items in {s}. For which one is the bias percent highest?",
    ],
)
def test_which_one_of_those_told_before(assistant, stores, said):
    plan = assistant.ask(said.format(s=stores[0][0])).plan
    assert (plan.intent, plan.group_by, plan.sort.measure, plan.sort.descending) == (
        "rank",
        "product",
        "bias_pct",
        True,
    )


@pytest.mark.parametrize(
    "said",
    [
        "List the products where any of our stores, even if it's only one, is sitting on excess stock.",
        "Which products are in excess in at least one store, even if only one?",
    ],
)
def test_even_if_it_is_only_one(assistant, connection, said):
    answer = assistant.ask(said)
    sql = "SELECT DISTINCT p.name FROM replenishment r JOIN products p USING (product_id) WHERE r.action = 'excess'"
    assert answer.plan.limit is None
    assert {row["product"] if "product" in row else row["name"] for row in answer.rows} <= {
        n for (n,) in select(connection, sql)
    }


@pytest.mark.parametrize(
    "said",
    [
        "Which supplier is the one with the most delays?",
        "Which of our suppliers has the most delays?",
        "Which supplier causes us the most delays?",
        "The vendor with the most missed delivery dates, which is it?",
        "who has the most delays",
    ],
)
def test_the_most_delays(assistant, said):
    plan = assistant.ask(said).plan
    assert (plan.intent, plan.sort.measure, plan.sort.descending) == ("rank", "supplier_on_time_rate", False)


def test_the_fewest_delays(assistant):
    plan = assistant.ask("Which supplier has the fewest delays?").plan
    assert (plan.intent, plan.sort.measure, plan.sort.descending) == ("rank", "supplier_on_time_rate", True)


def test_the_most_delays_now_are_overdue_orders(assistant):
    assert assistant.ask("Which supplier has the most delays right now?").plan.measures == ("open_orders",)


@pytest.mark.parametrize(
    "said",
    [
        "Which stores have more than 35 products?",
        "Which suppliers have fewer than 20 articles?",
        "Which stores have more than 5 overstocked products?",
        "which categories hold at least 10 products",
    ],
)
def test_so_many_goods_are_no_units(assistant, said):
    assert assistant.ask(said).status == "clarify"


def test_so_many_units_are(assistant):
    plan = assistant.ask("Which stores sell more than 100 units next week?").plan
    assert _limits(plan) == [("expected_sales", ">", 100)]
