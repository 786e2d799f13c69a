# ruff: noqa: E501 - questions and statements are read on one line
"""Who has it, whose goods, who comes out on top: questions by the part that somebody plays."""

from __future__ import annotations

import pytest

from tests.llm.demo_world import expected_units, select, value_of


def _after(question):
    return [{"role": "user", "content": question}, {"role": "assistant", "content": ""}]


@pytest.fixture(scope="module")
def partly_gone(connection):
    """A product that some stores have and others do not: its name, and the names of those that have it."""
    rows = select(
        connection,
        "SELECT p.name, list(s.name) FILTER (i.on_hand > 0), list(s.name) FILTER (i.on_hand <= 0) FROM inventory i "
        "JOIN products p USING (product_id) JOIN stores s USING (store_id) GROUP BY 1 ORDER BY 1",
    )
    return next((name, set(have), set(none)) for name, have, none in rows if have and none)


@pytest.mark.parametrize(
    "words",
    [
        "which branch still has {p}?",
        "Who's got any {p} left?",
        "In which of our shops is there still some {p}?",
        "A lady at the till asks for {p}: where can she, I mean which store can I send her to, to buy it?",
    ],
)
def test_the_stores_that_have_it(assistant, partly_gone, words):
    name, have, _ = partly_gone
    assert {r["name"] for r in assistant.ask(words.format(p=name)).rows} == have


def test_the_stores_that_have_none(assistant, partly_gone):
    name, _, none = partly_gone
    answer = assistant.ask(f"Which of our branches don't have any {name}?")
    assert {r["name"] for r in answer.rows} == none


@pytest.mark.parametrize(
    "words",
    [
        "Taking all lines together, summed over every product, whose goods do we lose the most sales on?",
        "Adding up the expected lost sales of all items, whose articles cost us the most units?",
    ],
)
def test_whose_goods_are_those_of_a_supplier(assistant, connection, words):
    worst = select(
        connection,
        "SELECT s.name FROM replenishment r JOIN suppliers s USING (supplier_id) GROUP BY 1 ORDER BY sum(expected_lost_units) DESC LIMIT 1",
    )[0][0]
    assert assistant.ask(words).rows[0]["name"] == worst


@pytest.mark.parametrize(
    ("words", "order"),
    [
        ("I look at our suppliers: which is least likely to show up on the agreed day?", "ASC"),
        ("Of our vendors I want to praise the one most likely to be here on the promised date. Who is that?", "DESC"),
        ("who keeps us waiting most often?", "ASC"),
        ("which supplier is most likely to come late?", "ASC"),
    ],
)
def test_likely_to_come_on_time(assistant, connection, words, order):
    name = select(connection, f"SELECT name FROM suppliers ORDER BY on_time_rate {order}, name LIMIT 1")[0][0]
    assert assistant.ask(words).rows[0]["name"] == name


@pytest.mark.parametrize("words", ["And Dublin? Who comes out ahead?", "what about Dublin, which store wins?"])
def test_two_stores_side_by_side(assistant, connection, words):
    answer = assistant.ask(words, history=_after("How many Washers M8 100 Pack will Cork sell over the next 7 days?"))
    product = select(connection, "SELECT product_id FROM products WHERE name = 'Washers M8 100 Pack'")[0][0]
    told = [f.value for f in answer.facts if f.measure == "expected_sales"]
    for store in ("Cork", "Dublin"):
        store_id = select(connection, "SELECT store_id FROM stores WHERE name = ?", store)[0][0]
        assert any(v == pytest.approx(expected_units(connection, store_id, product), abs=0.06) for v in told)


def test_units_of_the_lot_beside_its_bill(assistant):
    answer = assistant.ask(
        "so how many units is the whole lot and whats the bill", history=_after("What must we order for Cork?")
    )
    assert {"order_qty", "order_value"} <= {f.measure for f in answer.facts}


def test_a_weekday_that_says_who_works_is_no_time(assistant, connection):
    answer = assistant.ask(
        "Our Sunday girl says Cork is out of Washers M8 100 Pack. How many are on hand, how many on order?"
    )
    sql = "SELECT on_hand, on_order FROM replenishment JOIN stores USING (store_id) JOIN products USING (product_id) WHERE stores.name = 'Cork' AND products.name = 'Washers M8 100 Pack'"
    on_hand, on_order = select(connection, sql)[0]
    assert (value_of(answer, "on_hand"), value_of(answer, "on_order")) == (on_hand, on_order)


@pytest.mark.parametrize("total", ["the two-week total, not of a single day", "the 14-day total, not of single days"])
def test_a_level_of_the_total_of_some_weeks(assistant, total):
    words = "90% level of demand of {t}: Washers M8 100 Pack in Cork, starting tomorrow"
    plan = assistant.understander.plan(words.format(t=total))
    assert (plan.window.days, plan.statistic, plan.measures) == (14, "total", ("sales_quantile",))


def test_a_purse_is_a_budget(assistant):
    answer = assistant.ask(
        "Cork's kitty has 50 in it. What do all recommended orders there cost, and how far over the kitty is that?"
    )
    scenario = answer.plan.scenario
    assert (scenario.kind, scenario.value) == ("budget", 50)


@pytest.mark.parametrize(
    "words",
    [
        "Delivery takes 12 days instead of 5: how many Washers M8 100 Pack would go through the till in Cork in those 12 days?",
        "I plan Washers M8 100 Pack for Cork on a lead time of 12 days. How many go over the counter in those 12 days?",
    ],
)
def test_what_goes_over_the_counter_is_sold(assistant, connection, words):
    ids = [
        select(connection, f"SELECT {k}_id FROM {k}s WHERE name = ?", n)[0][0]
        for k, n in (("store", "Cork"), ("product", "Washers M8 100 Pack"))
    ]
    told = value_of(assistant.ask(words), "expected_sales")
    assert told == pytest.approx(expected_units(connection, *ids, steps=12), abs=0.06)
