"""What an auditor asks: limits in money and percent, how late orders are, parts of sums, figures side by side."""

from __future__ import annotations

import pytest

from tests.llm.demo_world import select, value_of


def _figures(answer):
    return [float(f.value) for f in answer.facts if isinstance(f.value, (int, float))]


def _shows(answer, *values):
    return all(any(v == pytest.approx(float(value), abs=0.06) for v in _figures(answer)) for value in values)


def _names(answer):
    return {row["name"].strip() for row in answer.rows}


@pytest.fixture(scope="module")
def busy_store(connection):
    """(name, id) of the store with the most recommended orders of goods that fall."""
    return select(
        connection,
        "SELECT s.name, store_id FROM replenishment JOIN stats USING (store_id, product_id) "
        "JOIN stores s USING (store_id) "
        "WHERE order_qty > 0 GROUP BY ALL ORDER BY count(*) FILTER (trend = 'falling') DESC, 2 LIMIT 1",
    )[0]


@pytest.fixture(scope="module")
def late_days(connection, as_of):
    """Days that the order that is awaited longest is late."""
    return select(connection, "SELECT max(?::DATE - due_on::DATE) FROM open_orders", as_of)[0][0]


@pytest.mark.parametrize(
    ("words", "condition"),
    [
        ("were underestimated by over 10%", "bias_pct < -10"),
        ("did we predict too low by more than 12 percent", "bias_pct < -12"),
        ("are over-forecast by at least 10%", "bias_pct >= 10"),
        ("have a bias of more than 12% in either direction", "abs(bias_pct) > 12"),
        ("were over- or under-forecast by more than 10 percent", "abs(bias_pct) > 10"),
    ],
)
def test_a_bias_has_two_directions(assistant, connection, busy_store, words, condition):
    name, store = busy_store
    gold = select(
        connection,
        "SELECT trim(p.name) FROM accuracy JOIN products p USING (product_id) "
        f"WHERE served AND target = 'sales' AND store_id = ? AND {condition}",
        store,
    )
    assert _names(assistant.ask(f"Which products in {name} {words}?", [])) == {row[0] for row in gold}


def test_the_most_under_forecast_lies_furthest_below_zero(assistant, connection, busy_store):
    name, store = busy_store
    gold = select(
        connection,
        "SELECT trim(p.name) FROM accuracy JOIN products p USING (product_id) "
        "WHERE served AND target = 'sales' AND store_id = ? ORDER BY bias_pct LIMIT 1",
        store,
    )
    assert gold[0][0] in assistant.ask(f"Which product do we underestimate the most in {name}?", []).answer


@pytest.mark.parametrize(
    ("words", "condition"),
    [
        ("hold more than 200 euro, on hand times unit cost", "on_hand * unit_cost > 200"),
        ("tie up at least EUR 150 in stock", "on_hand * unit_cost >= 150"),
        ("with excess stock hold over €100 at cost", "action = 'excess' AND on_hand * unit_cost > 100"),
        ("have stock worth less than 60 euros", "on_hand * unit_cost < 60"),
        ("do you want to order for more than 100 euro the line", "order_qty > 0 AND order_value > 100"),
    ],
)
def test_a_limit_in_money_speaks_of_the_sum_that_is_meant(assistant, connection, busy_store, words, condition):
    name, store = busy_store
    gold = select(
        connection,
        f"SELECT trim(p.name) FROM replenishment JOIN products p USING (product_id) WHERE store_id = ? AND {condition}",
        store,
    )
    assert _names(assistant.ask(f"Which products in {name} {words}?", [])) == {row[0] for row in gold}


@pytest.mark.parametrize(
    ("question", "op", "before"),
    [
        ("How many units are on open order lines that are late by more than {n} days?", "<", 1),
        ("Order lines with a delivery date over {n} days in the past, not received yet: how many units?", "<", 1),
        ("Units on order that were due more than {n} days ago and never came: how many?", "<", 1),
        ("How many units are on open orders that are at least {n} days overdue?", "<=", 0),
    ],
)
def test_days_of_lateness_are_no_days_of_cover(assistant, connection, as_of, late_days, question, op, before):
    n = late_days - before
    units = select(
        connection,
        f"SELECT sum(quantity) FROM open_orders WHERE due_on::DATE {op} ?::DATE - CAST(? AS INT)",
        as_of,
        n,
    )[0][0]
    assert units > 0
    assert _shows(assistant.ask(question.format(n=n), []), units)


@pytest.mark.parametrize(
    "question",
    [
        "Open orders: how many are there, how many lines, how many units, and what are they worth at unit cost?",
        "Number of open purchase orders, of order lines on them, their units and their value at cost?",
    ],
)
def test_figures_of_open_orders_side_by_side(assistant, connection, question):
    gold = select(
        connection,
        "SELECT count(DISTINCT order_id), count(*), sum(quantity), sum(quantity * unit_cost) "
        "FROM open_orders JOIN products USING (product_id)",
    )[0]
    assert _shows(assistant.ask(question, []), *gold)


@pytest.mark.parametrize(
    "question",
    [
        "Which supplier's open order has the earliest due date?",
        "From which vendor is the open order that we have been waiting for longest?",
        "Which supplier is behind the open order that is overdue the longest?",
    ],
)
def test_whose_order_is_awaited_longest(assistant, connection, question):
    gold = select(
        connection,
        "SELECT DISTINCT trim(s.name) FROM open_orders JOIN suppliers s USING (supplier_id) "
        "WHERE due_on = (SELECT min(due_on) FROM open_orders)",
    )
    answer = assistant.ask(question, [])
    assert {f.value for f in answer.facts if f.measure == "order_supplier"} <= {row[0] for row in gold}
    assert any(row[0] in answer.answer for row in gold)


@pytest.mark.parametrize(
    ("then", "column"),
    [
        ("worth at unit cost?", "sum(quantity * unit_cost)"),
        ("and in euro?", "sum(quantity * unit_cost)"),
        ("number of lines?", "count(*)"),
        ("how many pieces?", "sum(quantity)"),
    ],
)
def test_a_short_message_stays_with_the_order_that_was_told(assistant, connection, turns, then, column):
    order, gold = select(
        connection,
        f"SELECT order_id, {column} FROM open_orders JOIN products USING (product_id) "
        "GROUP BY 1 HAVING count(*) > 1 ORDER BY count(*) DESC, 1 LIMIT 1",
    )[0]
    assert _shows(turns(assistant, f"show me {order}", then), gold)


@pytest.mark.parametrize(
    ("question", "condition"),
    [
        ("What should {store} order although its sales are falling?", "order_qty > 0 AND trend = 'falling'"),
        ("Which products do you propose for {store} despite a declining trend?", "order_qty > 0 AND trend = 'falling'"),
        ("What in {store} needs no order even though demand is rising?", "order_qty <= 0 AND trend = 'rising'"),
    ],
)
def test_two_conditions_said_against_each_other(assistant, connection, busy_store, question, condition):
    name, store = busy_store
    gold = select(
        connection,
        "SELECT trim(p.name) FROM replenishment JOIN stats USING (store_id, product_id) "
        f"JOIN products p USING (product_id) WHERE store_id = ? AND {condition}",
        store,
    )
    assert _names(assistant.ask(question.format(store=name), [])) == {row[0] for row in gold}


@pytest.mark.parametrize(
    ("question", "part", "whole"),
    [
        ("Of our capital in stock, what share lies in overstocked goods?", "excess", "on_hand * unit_cost"),
        ("What percentage of the value of our inventory sits in excess lines?", "excess", "on_hand * unit_cost"),
        ("Of all units on hand, which percentage is overstocked?", "excess", "on_hand"),
        ("What percentage of all product lines is overstocked?", "excess", "1"),
    ],
)
def test_the_part_of_a_sum_that_meets_a_condition(assistant, connection, question, part, whole):
    gold = select(
        connection,
        f"SELECT 100.0 * sum({whole}) FILTER (action = ?) / sum({whole}) "
        "FROM replenishment JOIN products USING (product_id)",
        part,
    )[0][0]
    assert _shows(assistant.ask(question, []), gold)


@pytest.mark.parametrize(
    "question",
    [
        "On how many percent of the back-test days did sales of {product} in {store} land inside?",
        "{product} in {store}: in what share of the tested days were actual sales within the band?",
        "In what percentage of the backtest days did {product} in {store} stay between your two limits?",
    ],
)
def test_how_often_the_band_held(assistant, connection, question):
    product, store, gold = select(
        connection,
        "SELECT trim(p.name), s.name, 100 * coverage_80 FROM accuracy a JOIN products p USING (product_id) "
        "JOIN stores s USING (store_id) WHERE served AND target = 'sales' AND coverage_80 BETWEEN 0.1 AND 0.95 "
        "AND (SELECT count(*) FROM products o WHERE lower(trim(o.name)) = lower(trim(p.name))) = 1 "
        "ORDER BY store_id, product_id LIMIT 1",
    )[0]
    assert _shows(assistant.ask(question.format(product=product, store=store), []), gold)


@pytest.fixture(scope="module")
def padded(connection):
    """(product, store, what is lacking, what minimum and packs add) of an order that is larger than the need."""
    return select(
        connection,
        "SELECT trim(p.name), s.name, order_up_to - inventory_position, "
        "order_qty - (order_up_to - inventory_position) FROM replenishment JOIN products p USING (product_id) "
        "JOIN stores s USING (store_id) WHERE order_qty > 0 AND order_up_to - inventory_position > 1 "
        "AND order_qty - (order_up_to - inventory_position) > 2 "
        "AND (SELECT count(*) FROM products o WHERE lower(trim(o.name)) = lower(trim(p.name))) = 1 "
        "ORDER BY store_id, product_id LIMIT 1",
    )[0]


@pytest.mark.parametrize(
    "question",
    [
        "What is the recommended order quantity of {product} for {store} made up of?",
        "{product} for {store}: how many of the order do we really need, and how many come from the pack size?",
        "Of the order of {product} for {store}, how much is true shortage and how much does the minimum add?",
    ],
)
def test_what_an_order_quantity_is_made_of(assistant, padded, question):
    product, store, lacking, added = padded
    answer = assistant.ask(question.format(product=product, store=store), [])
    assert _shows(answer, added)
    assert abs(value_of(answer, "order_up_to_gap")) == pytest.approx(lacking, abs=0.06)


@pytest.mark.parametrize(
    "question",
    [
        "{product} in {store}: probability (in %) of a stockout in the protection period, and units we stand to lose.",
        "How big is the risk of {product} running out in {store}, and how many sales would we lose?",
    ],
)
def test_the_chance_of_running_out_beside_what_is_lost(assistant, connection, question):
    product, store, chance, lost = select(
        connection,
        "SELECT trim(p.name), s.name, 100 * stockout_probability, expected_lost_units FROM replenishment "
        "JOIN products p USING (product_id) JOIN stores s USING (store_id) "
        "WHERE stockout_probability BETWEEN 0.1 AND 0.9 AND expected_lost_units > 1 "
        "AND (SELECT count(*) FROM products o WHERE lower(trim(o.name)) = lower(trim(p.name))) = 1 "
        "ORDER BY store_id, product_id LIMIT 1",
    )[0]
    assert _shows(assistant.ask(question.format(product=product, store=store), []), chance, lost)


def test_a_level_and_how_far_we_are_below_it(assistant, connection, padded):
    product, store = padded[:2]
    answer = assistant.ask(f"{product}, {store}: reorder point, and by how many units are we under it?", [])
    level = select(
        connection,
        "SELECT reorder_point FROM replenishment JOIN products p USING (product_id) JOIN stores s USING (store_id) "
        "WHERE trim(p.name) = ? AND s.name = ?",
        product,
        store,
    )[0][0]
    assert value_of(answer, "reorder_point") == pytest.approx(level)
    assert not any(f.measure == "difference" for f in answer.facts)


@pytest.mark.parametrize(
    ("words", "having"),
    [
        ("are worth more than 100 euro at cost", "sum(quantity * unit_cost) > 100"),
        ("have more than two lines", "count(*) > 2"),
        ("are for at least 20 units", "sum(quantity) >= 20"),
    ],
)
def test_limits_on_an_order_as_a_whole(assistant, connection, words, having):
    gold = select(
        connection,
        f"SELECT order_id FROM open_orders JOIN products USING (product_id) GROUP BY 1 HAVING {having}",
    )
    assert _names(assistant.ask(f"Which open orders {words}?", [])) == {row[0] for row in gold}


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        (
            "What is an open order worth on average, at unit cost?",
            "sum(quantity * unit_cost) / count(DISTINCT order_id)",
        ),
        ("Average value per open order line at cost?", "sum(quantity * unit_cost) / count(*)"),
    ],
)
def test_the_mean_worth_of_open_orders(assistant, connection, question, figure):
    gold = select(connection, f"SELECT {figure} FROM open_orders JOIN products USING (product_id)")[0][0]
    assert _shows(assistant.ask(question, []), gold)


def test_how_many_orders_are_open_and_how_many_of_them_late(assistant, connection, as_of):
    gold = select(
        connection,
        "SELECT count(DISTINCT order_id), count(DISTINCT order_id) FILTER (due_on::DATE < ?) FROM open_orders",
        as_of,
    )[0]
    answer = assistant.ask("How many purchase orders are open, and how many of those are overdue?", [])
    assert _shows(answer, *gold)


def test_most_added_by_minimum_orders_is_the_largest(assistant, connection, padded):
    store = padded[1]
    gold = select(
        connection,
        "SELECT trim(p.name) FROM replenishment JOIN products p USING (product_id) JOIN stores s USING (store_id) "
        "WHERE s.name = ? AND order_qty > 0 "
        "ORDER BY order_qty - greatest(order_up_to - inventory_position, 0) DESC LIMIT 1",
        store,
    )[0][0]
    plan = assistant.ask(f"Which product in {store} has the biggest extra from minimum orders and packs?", [])
    assert gold in plan.answer


@pytest.mark.parametrize(
    ("words", "condition"),
    [
        ("What percentage of the recommended order value of {store} goes to products with falling sales?", "falling"),
        ("Of what you recommend to order for {store} in euro, what share goes to goods with a rising trend?", "rising"),
    ],
)
def test_the_part_of_the_orders_with_a_trend(assistant, connection, busy_store, words, condition):
    name, store = busy_store
    gold = select(
        connection,
        "SELECT 100.0 * sum(order_value) FILTER (trend = ?) / sum(order_value) "
        "FROM replenishment JOIN stats USING (store_id, product_id) WHERE store_id = ? AND order_qty > 0",
        condition,
        store,
    )[0][0]
    assert _shows(assistant.ask(words.format(store=name), []), gold)
