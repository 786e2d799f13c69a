# ruff: noqa: E501 - questions and queries are read on one line
"""What is easily taken for something else: two limits of two figures, sizes that are not in the range, what is left out."""

from __future__ import annotations

import pytest

from tests.llm.demo_world import select, value_of


def _names(answer):
    return {row["name"].strip() for row in answer.rows}


def _numbers(answer):
    return [float(f.value) for f in answer.facts if isinstance(f.value, (int, float))]


@pytest.fixture(scope="module")
def line_limits(connection):
    """Units and euros of which many recommended lines are below the one and above the other."""
    units, money = select(
        connection, "SELECT median(order_qty), median(order_value) FROM replenishment WHERE order_qty > 0"
    )[0]
    return int(units), int(money)


@pytest.mark.parametrize(
    "words",
    [
        "How many recommended order lines, all stores together, are for fewer than {n} pieces but cost more than {eur} euros?",
        "How many of the suggested order lines in all stores cost over {eur} euros although they are for under {n} units?",
    ],
)
def test_units_and_money_are_two_limits(assistant, connection, line_limits, words):
    units, money = line_limits
    gold = select(
        connection,
        "SELECT count(*) FROM replenishment WHERE order_qty > 0 AND order_qty < ? AND order_value > ?",
        units,
        money,
    )[0][0]
    answer = assistant.ask(words.format(n=units, eur=money), [])
    assert value_of(answer, "count") == gold
    assert f"quantity below {units}" in answer.answer


@pytest.mark.parametrize(
    ("words", "condition"),
    [
        ("a WAPE above 40% and are over-forecast by more than 5%", "wape > 0.4 AND bias_pct > 5"),
        ("a WAPE above 35% and a forecast that is too low", "wape > 0.35 AND bias_pct < 0"),
    ],
)
def test_an_error_and_its_sign_are_two_limits(assistant, connection, words, condition):
    gold = select(
        connection,
        "SELECT trim(p.name) FROM accuracy JOIN products p USING (product_id) JOIN stores s USING (store_id) "
        f"WHERE served AND target = 'sales' AND trim(s.name) = 'Cork' AND {condition}",
    )
    assert _names(assistant.ask(f"Which products in Cork have {words}?", [])) == {row[0] for row in gold}


def test_limits_of_two_times_are_both_met(assistant, connection, as_of):
    gold = select(
        connection,
        "WITH sold AS (SELECT product_id, sum(units_sold) AS n FROM sales JOIN stores s USING (store_id) "
        "WHERE trim(s.name) = 'Dublin' AND date::DATE > ?::DATE - 28 GROUP BY 1), "
        "ahead AS (SELECT product_id, sum(mean) AS n FROM forecasts JOIN stores s USING (store_id) "
        "WHERE trim(s.name) = 'Dublin' AND target = 'sales' AND step <= 7 GROUP BY 1) "
        "SELECT trim(name) FROM sold JOIN ahead USING (product_id) JOIN products USING (product_id) "
        "WHERE sold.n > 60 AND ahead.n < 30",
        as_of,
    )
    asked = "Which products in Dublin sold more than 60 units in the last 28 days and will sell fewer than 30 units in the next 7 days?"
    assert _names(assistant.ask(asked, [])) == {row[0] for row in gold}


@pytest.mark.parametrize(
    ("said", "near"),
    [
        ("Shower Hose 3m", "Shower Hose 2m"),
        ("Greek Yoghurt 750g", "Greek Yoghurt 500g"),
        ("Polo Shirt Navy Small", "Polo Shirt Navy Medium"),
        ("Bicycle Chain 12 Speed", "Bicycle Chain 10 Speed"),
    ],
)
def test_a_size_that_is_not_in_the_range_is_told(assistant, said, near):
    answer = assistant.ask(f"How many {said} are on hand in Cork?", [])
    assert answer.status == "no_data"
    assert said in answer.answer
    assert near in answer.answer
    assert not answer.facts


@pytest.mark.parametrize(
    "words",
    [
        "What do the recommended orders come to, all stores, except those with {supplier}?",
        "What is the value of all recommended orders that don't go to {supplier}?",
        "What do all recommended orders cost that do not come from {supplier}?",
    ],
)
def test_a_supplier_that_is_left_out(assistant, connection, words):
    supplier, id = select(
        connection,
        "SELECT trim(s.name), supplier_id FROM replenishment JOIN suppliers s USING (supplier_id) WHERE order_qty > 0 "
        "GROUP BY ALL ORDER BY sum(order_value) DESC LIMIT 1",
    )[0]
    gold = select(
        connection, "SELECT sum(order_value) FROM replenishment WHERE order_qty > 0 AND supplier_id <> ?", id
    )[0][0]
    told = _numbers(assistant.ask(words.format(supplier=supplier), []))
    assert any(n == pytest.approx(gold, abs=0.01) for n in told)


@pytest.mark.parametrize("words", ["neither rising nor falling", "not falling and not rising"])
def test_what_moves_neither_way_is_flat(assistant, connection, words):
    gold = select(
        connection,
        "SELECT trim(p.name) FROM stats JOIN products p USING (product_id) JOIN stores s USING (store_id) "
        "WHERE trim(s.name) = 'Dublin' AND trend = 'flat'",
    )
    assert _names(assistant.ask(f"Which products in Dublin are {words}?", [])) == {row[0] for row in gold}


def test_one_or_the_other_but_not_both_is_asked_back(assistant):
    asked = "Which products in Cork have less than 3 days of cover or a stockout probability above 40%, but not both?"
    assert assistant.ask(asked, []).status == "clarify"


@pytest.mark.parametrize("words", ["although you recommend no order", "and for which no order is recommended"])
def test_no_order_is_a_condition(assistant, connection, words):
    gold = select(
        connection,
        "SELECT trim(p.name) FROM replenishment JOIN products p USING (product_id) JOIN stores s USING (store_id) "
        "WHERE trim(s.name) = 'Cork' AND days_of_cover < 10 AND order_qty = 0",
    )
    answer = assistant.ask(f"Which products in Cork have less than 10 days of cover {words}?", [])
    assert _names(answer) == {row[0] for row in gold}


def test_what_is_there_and_what_comes_are_added(assistant, connection, turns):
    product, store, position = select(
        connection,
        "SELECT trim(p.name), trim(s.name), inventory_position FROM replenishment JOIN products p USING (product_id) "
        "JOIN stores s USING (store_id) WHERE on_hand > 0 AND on_order > 0 ORDER BY order_value DESC NULLS LAST, 1, 2 LIMIT 1",
    )[0]
    for second in ("and together with what is on its way?", "ok, that plus everything ordered but not here yet"):
        answer = turns(assistant, f"How many {product} are on hand in {store}?", second)
        assert value_of(answer, "inventory_position") == pytest.approx(position)


def test_units_only_after_an_amount_of_money(assistant, connection, turns):
    gold = select(connection, "SELECT sum(order_qty) FROM replenishment WHERE order_qty > 0")[0][0]
    answer = turns(
        assistant,
        "What do all recommended orders for Cork cost?",
        "And for all stores? Number of units only, never mind the money",
    )
    assert float(gold) in _numbers(answer)
