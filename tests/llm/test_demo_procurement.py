"""What a buyer asks of stock, orders and suppliers in a hurry; every figure is checked against SQL."""

from __future__ import annotations

import pytest

from tests.llm.demo_world import select, value_of


@pytest.fixture(scope="module")
def ordered(connection):
    """(product, store, product_id, store_id) of a recommended order with some days of cover."""
    return select(
        connection,
        "SELECT p.name, s.name, r.product_id, r.store_id FROM replenishment r "
        "JOIN products p USING (product_id) JOIN stores s USING (store_id) "
        "WHERE r.order_qty > 1 AND r.days_of_cover BETWEEN 2 AND 60 AND r.on_hand > 0 "
        "AND abs(r.reorder_point - r.inventory_position) > 1 AND r.protection_mean > 3 "
        "AND (SELECT count(*) FROM products q WHERE contains(lower(q.name), lower(p.name))) = 1 "
        "ORDER BY r.protection_mean DESC LIMIT 1",
    )[0]


def _held(connection, column, ordered):
    sql = f"SELECT {column} FROM replenishment WHERE product_id = ? AND store_id = ?"
    return select(connection, sql, *ordered[2:])[0][0]


@pytest.mark.parametrize(
    ("said", "level"),
    [
        ("Which number of {p} for {s} does demand of the next 7 days have just a 5% chance of going past?", "p95"),
        ("What stock of {p} in {s} leaves only a 10% risk that the next 7 days come in over it?", "p90"),
        ("One chance in ten that we sell more than what, {p} in {s}, next 7 days?", "p90"),
    ],
)
def test_a_level_is_said_as_a_chance_of_going_over(assistant, connection, ordered, said, level):
    sql = f"SELECT cum_{level} FROM forecasts WHERE target = 'sales' AND step = 7 AND product_id = ? AND store_id = ?"
    gold = select(connection, sql, *ordered[2:])[0][0]
    answer = assistant.ask(said.format(p=ordered[0], s=ordered[1]))
    assert value_of(answer, "sales_quantile") == pytest.approx(gold, abs=0.01)


@pytest.mark.parametrize(
    "said",
    [
        "If not one further case of {p} got to {s}, how many days does what is on the shelf keep us going?",
        "not a single pack more of {p} for {s}: for how many days would the stock last?",
    ],
)
def test_nothing_more_comes_in(assistant, connection, ordered, said):
    answer = assistant.ask(said.format(p=ordered[0], s=ordered[1]))
    assert value_of(answer, "days_of_cover") == pytest.approx(_held(connection, "days_of_cover", ordered), abs=0.05)


@pytest.mark.parametrize(
    "said",
    [
        "How far off is {p} at {s} from triggering a purchase?",
        "{p}, {s}: trigger point and the gap to it",
        "At what stock level do we reorder {p} in {s}, and how far away are we?",
    ],
)
def test_the_way_to_the_trigger_level(assistant, connection, ordered, said):
    answer = assistant.ask(said.format(p=ordered[0], s=ordered[1]))
    gold = _held(connection, "inventory_position - reorder_point", ordered)
    assert abs(value_of(answer, "reorder_gap")) == pytest.approx(abs(gold), abs=0.01)


@pytest.mark.parametrize(
    "said",
    [
        "Considering dropping the {p} order at {s}: how big is it, and how long do we last without it?",
        "Skip the order of {p} for {s}. What quantity was it, and for how many days does the stock do?",
    ],
)
def test_an_order_left_out(assistant, connection, ordered, said):
    answer = assistant.ask(said.format(p=ordered[0], s=ordered[1]))
    assert answer.plan.entities.products == (ordered[2],)
    for measure in ("order_qty", "days_of_cover"):
        assert value_of(answer, measure) == pytest.approx(_held(connection, measure, ordered), abs=0.05)


def test_an_order_left_out_of_a_list(assistant, ordered):
    plan = assistant.ask(f"What does {ordered[1]} order in all, leaving out the {ordered[0]} order?").plan
    assert ("product_name", "not in") in [(f.column, f.op) for f in plan.filters]


def test_demand_in_lead_time_and_review(assistant, connection, ordered):
    said = "Lead time and review period of {p} in {s}, and what will sell in the two together?"
    answer = assistant.ask(said.format(p=ordered[0], s=ordered[1]))
    for measure in ("lead_time_days", "review_period_days", "protection_mean"):
        assert value_of(answer, measure) == pytest.approx(_held(connection, measure, ordered), abs=0.05)


@pytest.mark.parametrize(
    ("said", "condition"),
    [
        ("Which product that moves 3 or more a day has slumped the hardest at {s}, in percent?", ">= 3"),
        ("Of products with a daily average above 3, which one fell the most in percent in {s}?", "> 3"),
    ],
)
def test_an_average_is_a_condition_of_a_ranking(assistant, connection, ordered, said, condition):
    plan = assistant.ask(said.format(s=ordered[1])).plan
    assert [f"{f.op} {f.value}" for f in plan.filters if f.column == "avg_daily_28d"] == [condition]
    assert (plan.sort.measure, plan.sort.descending) == ("trend_pct_28d", False)


def test_a_limit_says_nothing_of_the_order(assistant, ordered):
    plan = assistant.ask(f"Of products selling fewer than 9 per day in {ordered[1]}, which has the steepest rise?").plan
    assert plan.sort.descending


@pytest.mark.parametrize(
    "said",
    [
        "Any shipments this week in {s}?",
        "POs landing in {s} this week?",
        "which purchase orders are due this week at {s}?",
        "What is arriving in {s} this week?",
    ],
)
def test_deliveries_of_this_week_are_open_orders(assistant, ordered, said):
    plan = assistant.ask(said.format(s=ordered[1])).plan
    assert "due_on" in {f.column for f in plan.filters}
    assert not {"order_qty", "order_by"} & {f.column for f in plan.filters}


@pytest.mark.parametrize(
    "said", ["which open orders are due next week?", "POs arriving next week", "deliveries to {s} next week?"]
)
def test_due_next_week_begins_with_that_week(assistant, ordered, said):
    plan = assistant.ask(said.format(s=ordered[1])).plan
    assert {f.op for f in plan.filters if f.column == "due_on"} == {">=", "<="}


@pytest.mark.parametrize("said", ["what do we have to spend over the next 7 days?", "order value next 7 days"])
def test_spending_of_a_time_is_of_orders_due_by_then(assistant, connection, said):
    sql = (
        "SELECT sum(order_value) FROM replenishment WHERE order_qty > 0 "
        "AND order_by <= (SELECT max(date)::DATE + 7 FROM sales)"
    )
    assert value_of(assistant.ask(said), "order_value") == pytest.approx(select(connection, sql)[0][0], abs=0.01)


def test_an_order_of_so_many_days_has_no_deadline(assistant, ordered):
    plan = assistant.ask(f"what should I order for the next 14 days in {ordered[1]}?").plan
    assert "order_by" not in {f.column for f in plan.filters}


def test_products_to_order_in_each_store(assistant, connection):
    answer = assistant.ask("how many products to order per store?")
    sql = "SELECT count(*) AS n FROM replenishment WHERE order_qty > 0 GROUP BY store_id ORDER BY n DESC"
    told = sorted((f.value for f in answer.facts if f.measure == "products_counted"), reverse=True)
    assert told == [n for (n,) in select(connection, sql)]


@pytest.mark.parametrize(
    ("said", "column"),
    [
        ("which products have no supplier?", "product_supplier"),
        ("any items without a price?", "product_unit_price"),
        ("how many articles lack a minimum order?", "product_moq"),
    ],
)
def test_products_that_lack_something(assistant, said, column):
    plan = assistant.ask(said).plan
    assert [(f.column, f.op) for f in plan.filters] == [(column, "is null")]


def test_who_delivers_and_on_what_terms(assistant, ordered):
    plan = assistant.ask(f"who supplies {ordered[0]} and what are their terms?").plan
    assert set(plan.measures) == {"product_supplier", "supplier_payment_terms"}
