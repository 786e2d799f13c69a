# ruff: noqa: E501 - questions and statements are read on one line
"""The whole beside a share of it, units too many, what an order comes to and its units, prices of earlier times."""

from __future__ import annotations

import pytest

from tests.llm.demo_world import select, value_of

_WEEK = "target = 'sales' AND step <= 7"


def _of_dairy(connection, where="true"):
    sql = f"SELECT sum(mean) FROM forecasts JOIN products p USING (product_id) JOIN stores s USING (store_id) WHERE {_WEEK} AND p.category = 'Dairy' AND {where}"
    return select(connection, sql)[0][0]


@pytest.mark.parametrize(
    "words",
    [
        "Dairy volume over the next 7 days in all shops, and the percentage of it that Cork makes up.",
        "Total Dairy sales of the next 7 days and Cork's share of it?",
        "How much Dairy do all our stores sell over the next 7 days, and what share of that falls to Cork?",
    ],
)
def test_a_share_is_told_with_its_whole(assistant, connection, words):
    part, whole = _of_dairy(connection, "s.name = 'Cork'"), _of_dairy(connection)
    told = [f.value for f in assistant.ask(words).facts]
    assert pytest.approx(whole) in told
    assert pytest.approx(100 * part / whole) in told


def test_a_share_of_a_shop_has_the_shop_as_its_whole(assistant, connection):
    part = _of_dairy(connection, "s.name = 'Cork'")
    whole = select(
        connection,
        f"SELECT sum(mean) FROM forecasts JOIN stores s USING (store_id) WHERE {_WEEK} AND s.name = 'Cork'",
    )[0][0]
    answer = assistant.ask("What does Cork sell over the next 7 days, and what percentage of that is Dairy?")
    told = [f.value for f in answer.facts]
    assert pytest.approx(whole) in told
    assert pytest.approx(100 * part / whole) in told


def test_the_share_of_another_shop_after_it(assistant, connection):
    talk = "share of another"
    assistant.ask("Dairy sales of all stores over the next 7 days?", conversation_id=talk)
    assistant.ask("and the percentage of it that Cork accounts for", conversation_id=talk)
    answer = assistant.ask("and the share of it that Sligo accounts for?", conversation_id=talk)
    expected = 100 * _of_dairy(connection, "s.name = 'Sligo'") / _of_dairy(connection)
    assert value_of(answer, "share") == pytest.approx(expected)


@pytest.mark.parametrize(
    "words",
    [
        "How many units of overstock does Dublin have?",
        "overstock in units, Dublin",
        "How many surplus units are lying in Dublin?",
    ],
)
def test_units_too_many_are_not_all_units(assistant, connection, words):
    expected = select(
        connection,
        "SELECT sum(excess_units) FROM replenishment JOIN stores s USING (store_id) WHERE s.name = 'Dublin' AND action = 'excess'",
    )[0][0]
    told = [f.value for f in assistant.ask(words).facts if f.measure == "excess_units"]
    assert pytest.approx(expected) in told


@pytest.mark.parametrize(
    "words",
    [
        "Draw up an order to Highmoor Wholesale for all shops. How many units would be on it, and what would we be invoiced?",
        "What would Highmoor Wholesale bill us for all that you recommend, and how many pieces is that?",
    ],
)
def test_units_and_money_of_an_order(assistant, connection, words):
    units, money = select(
        connection,
        "SELECT sum(order_qty), sum(order_value) FROM replenishment JOIN suppliers v USING (supplier_id) WHERE v.name = 'Highmoor Wholesale'",
    )[0]
    told = [(f.measure, f.value) for f in assistant.ask(words).facts]
    assert ("order_qty", pytest.approx(units)) in told
    assert ("order_value", pytest.approx(money)) in told


def test_the_units_on_the_order_that_was_told(assistant, connection):
    talk = "units on it"
    assistant.ask("What should Cork order from Highmoor Wholesale?", conversation_id=talk)
    units = select(
        connection,
        "SELECT sum(order_qty) FROM replenishment JOIN suppliers v USING (supplier_id) JOIN stores s USING (store_id) WHERE v.name = 'Highmoor Wholesale' AND s.name = 'Cork'",
    )[0][0]
    assert value_of(
        assistant.ask("and how many pieces are on it?", conversation_id=talk), "order_qty"
    ) == pytest.approx(units)


@pytest.mark.parametrize(
    "words",
    [
        "Which products cost more this year than last?",
        "How did the unit cost of Greek Yoghurt 500g develop?",
        "Has the price of Greek Yoghurt 500g risen since spring?",
        "Which of our suppliers has gone up in price since last year?",
    ],
)
def test_prices_of_earlier_times_are_not_held(assistant, words):
    answer = assistant.ask(words)
    assert answer.status == "no_data"
    assert "prices" in answer.answer


def test_a_supposed_rise_of_prices_is_no_history(assistant, connection):
    money = select(
        connection,
        "SELECT sum(order_value) FROM replenishment JOIN suppliers v USING (supplier_id) WHERE v.name = 'Highmoor Wholesale'",
    )[0][0]
    answer = assistant.ask("If the prices of Highmoor Wholesale rose by 5% what would their order cost?")
    assert pytest.approx(1.05 * money) in [f.value for f in answer.facts]


@pytest.mark.parametrize(
    "words", ["Which of Cork's open orders is the biggest?", "Of Cork's open orders, which one is the largest?"]
)
def test_the_orders_of_one_shop(assistant, connection, words):
    number = select(
        connection,
        "SELECT order_id FROM open_orders JOIN stores s USING (store_id) WHERE s.name = 'Cork' GROUP BY order_id ORDER BY sum(quantity) DESC LIMIT 1",
    )[0][0]
    assert number in assistant.ask(words).answer


@pytest.mark.parametrize(
    "words", ["Is any supplier both fast and reliable?", "which vendor is the quickest and most punctual?"]
)
def test_two_virtues_of_suppliers_are_told_of_each(assistant, connection, words):
    rates = [100 * r for (r,) in select(connection, "SELECT on_time_rate FROM suppliers ORDER BY 1")]
    told = sorted(f.value for f in assistant.ask(words).facts if f.measure.endswith("on_time_rate"))
    assert told == pytest.approx(rates)


def test_cheap_suppliers_are_asked_back_about(assistant):
    assert assistant.ask("which supplier is punctual and cheap?").status == "clarify"


def test_shelf_pipeline_and_position(assistant, connection):
    on_hand, on_order, position = select(
        connection,
        "SELECT on_hand, on_order, inventory_position FROM replenishment JOIN stores s USING (store_id) JOIN products p USING (product_id) WHERE s.name = 'Cork' AND p.name = 'Shower Hose 2m'",
    )[0]
    told = [
        f.value
        for f in assistant.ask("Shower Hose 2m, Cork: pipeline quantity, stock on hand, inventory position.").facts
    ]
    assert all(pytest.approx(v) in told for v in (on_hand, on_order, position))


def test_a_category_left_out_at_the_end(assistant, connection):
    names = select(
        connection,
        "SELECT DISTINCT p.name FROM replenishment JOIN products p USING (product_id) WHERE action IN ('order_now', 'expedite') AND p.category <> 'Dairy'",
    )
    answer = assistant.ask("All shops: what has to be ordered today, with the Dairy category left out.")
    assert {r["product"] for r in answer.rows} == {name for (name,) in names}


def test_flagging_is_listing(assistant, connection):
    names = select(
        connection,
        "SELECT DISTINCT p.name FROM replenishment JOIN products p USING (product_id) WHERE stockout_probability > 0.5 AND p.category = 'Dairy'",
    )
    answer = assistant.ask(
        "Please flag the Dairy items that carry a stockout probability above 50% in at least one store."
    )
    assert {r["name"] for r in answer.rows} == {name for (name,) in names}


def test_the_rate_at_which_the_range_held(assistant, connection):
    answer = assistant.ask("Greek Yoghurt 500g Cork, hit rate of the 80% band")
    assert value_of(answer, "coverage_80") == pytest.approx(
        100
        * select(
            connection,
            "SELECT coverage_80 FROM accuracy a JOIN stores s USING (store_id) JOIN products p USING (product_id) WHERE s.name = 'Cork' AND p.name = 'Greek Yoghurt 500g' AND target = 'sales' AND served",
        )[0][0]
    )
