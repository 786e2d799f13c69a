"""What was told held beside something else: another time, another shop, a group of the list, the money of a loss."""

from __future__ import annotations

from datetime import timedelta

import pytest

from llm.assistant import Assistant
from rag.understanding.understander import Understander
from tests.llm.demo_world import select, value_of

_SOLD = "SELECT sum(units_sold) FROM sales WHERE store_id = ? AND date BETWEEN ? AND ?"


@pytest.fixture(scope="module")
def assistant(demo_workspace):
    return Assistant(demo_workspace, writer=None)


@pytest.fixture(scope="module")
def understander(connection):
    return Understander.from_connection(connection)


@pytest.fixture(scope="module")
def item(connection):
    """(product, its id) of an item with different days of cover in the first two stores, and a plain name."""
    return select(
        connection,
        "SELECT p.name, p.product_id FROM products p JOIN replenishment r USING (product_id) "
        "WHERE r.days_of_cover IS NOT NULL AND r.store_id IN (SELECT store_id FROM stores ORDER BY store_id LIMIT 2) "
        "AND (SELECT count(*) FROM products q WHERE contains(lower(q.name), lower(p.name))) = 1 "
        "GROUP BY ALL HAVING count(*) = 2 AND max(r.days_of_cover) > 1.2 * min(r.days_of_cover) ORDER BY 2 LIMIT 1",
    )[0]


@pytest.mark.parametrize(
    ("unit", "then"),
    [
        ("week", "Is that up or down on the week before, and by how much?"),
        ("week", "and compared with the previous week: more or less?"),
        ("month", "Was it more than the month before?"),
    ],
)
def test_a_figure_against_the_time_right_before(turns, assistant, connection, stores, unit, then):
    name, store_id = stores[0]
    answer = turns(assistant, f"How many units did {name} sell last {unit}?", then)
    first, second = answer.plan, answer.plan.also[0]
    assert first.combine == "difference"
    assert first.window.end == second.window.start - timedelta(1)
    told = [f.value for f in answer.facts if f.measure == "actual_sales"]
    for plan, value in zip((first, second), told, strict=False):
        assert value == select(connection, _SOLD, store_id, plan.window.start, plan.window.end)[0][0]


@pytest.mark.parametrize(
    "then", ["has {b} got more days of cover?", "does {b} have a longer cover for it? both please"]
)
def test_another_shop_with_more_of_it(turns, assistant, connection, stores, item, then):
    (a, a_id), (b, b_id) = stores[:2]
    answer = turns(assistant, f"How many days of cover does {a} have of {item[0]}?", then.format(b=b))
    assert answer.plan.intent == "compare"
    assert set(answer.plan.entities.stores) == {a_id, b_id}
    sql = "SELECT days_of_cover FROM replenishment WHERE product_id = ?  AND store_id IN (?, ?)"
    wanted = sorted(v for (v,) in select(connection, sql, item[1], a_id, b_id))
    told = sorted(f.value for f in answer.facts if f.measure == "days_of_cover")
    assert told[0] == pytest.approx(wanted[0], abs=0.1)
    assert told[-1] == pytest.approx(wanted[-1], abs=0.1)


def test_another_shop_with_more_of_something_else_is_asked_about_that(understander, stores, item):
    history = [{"role": "user", "content": f"How many {item[0]} will {stores[0][0]} sell next week?"}]
    plan = understander.plan(f"does {stores[1][0]} have more in stock?", history)
    assert plan.measures[:1] == ("on_hand",)


@pytest.mark.parametrize(
    "then", ["and how high does it come to for {p}?", "what would that figure come to in the {b} shop?"]
)
def test_what_it_comes_to_is_the_figure_told(understander, stores, item, then):
    other = "Washers M10" if item[0].startswith("Washers M8") else item[0]
    history = [{"role": "user", "content": f"What is the forecast error (WAPE) of {other} in {stores[0][0]}?"}]
    plan = understander.plan(then.format(p=item[0], b=stores[1][0]), history)
    assert plan.measures == ("wape",)


@pytest.mark.parametrize("days", ["last seven", "past 7", "last seven days"])
def test_a_daily_average_over_fewer_days(understander, stores, item, days):
    said = f"On average over the last 28 days, how many {item[0]} did {stores[0][0]} sell per day?"
    history = [{"role": "user", "content": said}]
    assert understander.plan(f"and if you take only the {days}?", history).measures == ("avg_daily_7d",)


@pytest.mark.parametrize("then", ["how many of those are from {s}?", "and out of these, how many come from {s}?"])
def test_things_of_a_list_are_counted(turns, assistant, connection, then):
    sql = (
        "SELECT t.name, r.store_id, u.name, r.supplier_id, count(*) FROM replenishment r "
        "JOIN stores t USING (store_id) JOIN suppliers u ON u.supplier_id = r.supplier_id "
        "WHERE order_qty > 0 GROUP BY ALL ORDER BY 5 DESC, 2, 4 LIMIT 1"
    )
    store, _, supplier, _, many = select(connection, sql)[0]
    answer = turns(assistant, f"What should {store} order?", then.format(s=supplier))
    assert answer.plan.intent == "count"
    assert value_of(answer, "count") == many


@pytest.mark.parametrize(
    "asked",
    [
        ["Value the sales we expect to lose at the selling price. Which product would lose us the most?"],
        ["What are our expected lost sales in money?", "With which product do we lose most?"],
        ["With which product do we lose the most money for want of stock?"],
    ],
)
def test_the_largest_loss_in_money_comes_first(turns, assistant, connection, asked):
    answer = turns(assistant, *asked)
    plan = next(p for p in answer.plan.parts() if p.intent == "rank")
    assert plan.measures == ("expected_lost_value",)
    assert plan.sort.descending
    sql = (
        "SELECT p.name FROM replenishment r JOIN products p USING (product_id) "
        "GROUP BY p.product_id, p.name ORDER BY sum(r.expected_lost_units * p.unit_price) DESC NULLS LAST LIMIT 1"
    )
    assert select(connection, sql)[0][0] in answer.answer


@pytest.mark.parametrize(
    "asked",
    [
        "For my report: what does our managing director take home, and was she given a bonus?",
        "did he get a pay rise this year?",
        "How much do cashiers earn?",
    ],
)
def test_pay_of_persons_is_held_nowhere(assistant, asked):
    assert assistant.ask(asked).status in ("no_data", "refused")


@pytest.mark.parametrize("firm", ["Halvorsen & Sons Trading", "Corvo Imports", "Mibrand Supplies Ltd"])
def test_a_firm_that_nobody_knows_is_not_left_out(assistant, firm):
    said = f"I am uneasy about our dependence on {firm}. What share of the open orders is with them?"
    assert assistant.ask(said).status == "no_data"


@pytest.mark.parametrize("how", ["goods on their way", "a delivery on order", "an open order"])
def test_an_open_order_and_a_risk_are_both_conditions(understander, how):
    plan = understander.plan(f"Which products have {how} and still a stockout risk above 50%?")
    assert {f.column for f in plan.filters} == {"on_order", "stockout_probability"}


@pytest.mark.parametrize(
    "asked",
    [
        "Can you find out when {s} will be closed? What does the note say?",
        "When does {s} shut down according to the notes?",
        "My colleague asked when {s} is closed over the holidays. Is there a note?",
    ],
)
def test_when_a_supplier_closes_is_no_supposition(understander, connection, asked):
    (supplier,) = select(connection, "SELECT name FROM suppliers ORDER BY supplier_id LIMIT 1")[0]
    plan = understander.plan(asked.format(s=supplier))
    assert plan.intent == "notes"
    assert plan.scenario is None


@pytest.mark.parametrize("said", ["My pot for {s} is down to 2500 euro", "I am left with 2500 euros for {s}"])
def test_a_purse_that_is_down_to_something(understander, connection, said):
    (supplier,) = select(connection, "SELECT name FROM suppliers ORDER BY supplier_id LIMIT 1")[0]
    plan = understander.plan(f"{said.format(s=supplier)}: what do your orders with them cost, and how much is left?")
    assert plan.scenario is not None
    assert (plan.scenario.kind, plan.scenario.value) == ("budget", 2500)


@pytest.mark.parametrize("then", ["which of them is gone first?", "and what is empty first, on which day?"])
def test_the_first_of_what_runs_out(turns, assistant, connection, stores, then):
    name, store_id = stores[0]
    answer = turns(assistant, f"What runs out in {name} in the next 14 days?", then)
    sql = "SELECT min(stockout_date)::DATE FROM replenishment WHERE store_id = ?"
    day = select(connection, sql, store_id)[0][0]
    assert f"{day.day} {day:%B %Y}" in answer.answer


@pytest.mark.parametrize(
    ("said", "offset"), [("no. 2 seller", 1), ("number two product", 1), ("no. 3 item", 2), ("number 3 seller", 2)]
)
def test_a_seller_by_its_number(understander, stores, said, offset):
    plan = understander.plan(f"what will be the {said} in {stores[0][0]} next week, i know the no. 1 already")
    assert (plan.intent, plan.limit, plan.offset) == ("rank", 1, offset)
    assert not plan.entities.products


@pytest.mark.parametrize(
    "said", ["reacts better to an offer", "responds more to a leaflet", "is more sensitive to a deal"]
)
def test_which_of_two_responds_to_an_offer(understander, connection, said):
    a, b = (n for (n,) in select(connection, "SELECT name FROM products ORDER BY product_id LIMIT 2"))
    plan = understander.plan(f"Which of the two {said}, {a} or {b}?")
    assert plan.measures == ("promo_uplift_pct",)
