# ruff: noqa: E501 - queries are read on one line
"""Shares whose part and whole are said in many ways, conditions joined, open orders counted, sales against a forecast."""

from __future__ import annotations

import pytest

from tests.llm.demo_world import select


def _one(connection, sql, *parameters):
    return connection.execute(sql, list(parameters)).fetchone()


def _percents(answer):
    return [f.value for f in answer.facts if f.measure == "share" and f.asked]


def _figures(answer):
    return [f.value for f in answer.facts if f.asked and isinstance(f.value, (int, float))]


def _near(value):
    return pytest.approx(value, rel=1e-3)


@pytest.fixture(scope="module")
def store(connection):
    """(name, id) of the store with the most recommended orders."""
    return _one(
        connection,
        "SELECT s.name, store_id FROM replenishment JOIN stores s USING (store_id) WHERE order_qty > 0 "
        "GROUP BY ALL ORDER BY count(*) DESC, store_id LIMIT 1",
    )


@pytest.fixture(scope="module")
def supplier(connection):
    """(name, id) of a supplier with orders recommended for several stores and open orders, late ones among them."""
    return _one(
        connection,
        "SELECT u.name, supplier_id FROM open_orders JOIN suppliers u USING (supplier_id) GROUP BY ALL "
        "HAVING count(*) FILTER (due_on::DATE < (SELECT max(date)::DATE FROM sales)) BETWEEN 1 AND count(*) - 1 "
        "ORDER BY count(*) DESC, supplier_id LIMIT 1",
    )


# -- shares ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "question",
    [
        "Of the money tied up in overstocked lines, what share lies in {store}?",
        "What percentage of the overstocked stock value is in {store}?",
    ],
)
def test_the_whole_of_a_share_meets_the_condition_that_is_said_of_it(assistant, connection, store, question):
    wanted = _one(
        connection,
        "SELECT 100 * sum(on_hand * unit_cost) FILTER (store_id = ?) / sum(on_hand * unit_cost) FROM replenishment "
        "JOIN products USING (product_id) WHERE action = 'excess'",
        store[1],
    )[0]
    assert _percents(assistant.ask(question.format(store=store[0]))) == [_near(wanted)]


def test_the_part_of_a_suppliers_orders_that_goes_to_a_store(assistant, connection):
    name, supplier_id, store, store_id = _one(
        connection,
        "SELECT u.name, supplier_id, any_value(s.name), store_id FROM replenishment r JOIN suppliers u USING (supplier_id) "
        "JOIN stores s USING (store_id) WHERE order_qty > 0 GROUP BY supplier_id, u.name, store_id "
        "ORDER BY sum(order_value) DESC LIMIT 1",
    )
    wanted = _one(
        connection,
        "SELECT 100 * sum(order_value) FILTER (store_id = ?) / sum(order_value) FROM replenishment "
        "WHERE supplier_id = ? AND order_qty > 0",
        store_id, supplier_id,
    )[0]  # fmt: skip
    answer = assistant.ask(f"What share of the order value recommended for {name} is destined for {store}?")
    assert _percents(answer) == [_near(wanted)]


@pytest.mark.parametrize(
    ("question", "part", "whole"),
    [
        ("What percentage of our product-store combinations is out of stock?", "on_hand <= 0", "TRUE"),
        ("Of the overstocked products, how many percent have a falling trend?", "action = 'excess' AND trend = 'falling'", "action = 'excess'"),
        ("What share of the product-store pairs has lumpy demand? Leave out those without a class.", "demand_class = 'lumpy'", "demand_class IS NOT NULL"),
        ("Of the class B products, what share is overstocked?", "abc_class = 'B' AND action = 'excess'", "abc_class = 'B'"),
    ],
)  # fmt: skip
def test_shares_of_rows_under_a_condition(assistant, connection, question, part, whole):
    wanted = _one(
        connection,
        f"SELECT 100.0 * count(*) FILTER ({part}) / count(*) FILTER ({whole}) "
        "FROM replenishment JOIN stats USING (store_id, product_id)",
    )[0]
    assert _percents(assistant.ask(question)) == [_near(wanted)]


def test_each_group_by_its_own_whole(assistant, connection):
    ranked = select(
        connection,
        "SELECT s.name, 100 * sum(on_hand * unit_cost) FILTER (action = 'excess') / sum(on_hand * unit_cost) AS v "
        "FROM replenishment JOIN products USING (product_id) JOIN stores s USING (store_id) GROUP BY ALL ORDER BY v DESC",
    )
    for question in (
        "Which store has the largest share of its own stock value in overstocked items?",
        "As a percentage of its own stock value, which shop has most lying in overstocked products?",
    ):
        answer = assistant.ask(question)
        assert answer.rows[0]["name"] == ranked[0][0], question
        assert _percents(answer)[0] == _near(ranked[0][1])
    first, last = ranked[0][0], ranked[-1][0]
    answer = assistant.ask(f"Does {last} or {first} have the bigger part of its own stock value in overstocked items?")
    assert [r["name"] for r in answer.rows] == [first]


def test_the_weekend_share_of_each_store(assistant, connection):
    ranked = select(
        connection,
        "SELECT s.name, 100.0 * sum(units_sold) FILTER (isodow(date) >= 6) / sum(units_sold) AS v FROM sales "
        "JOIN stores s USING (store_id) WHERE date::DATE > (SELECT max(date)::DATE FROM sales) - 56 GROUP BY ALL ORDER BY v DESC",
    )
    answer = assistant.ask("Over the last 8 weeks, which store made the highest share of its unit sales on weekends?")
    assert answer.rows[0]["name"] == ranked[0][0]
    assert answer.rows[0]["share_pct"] == _near(ranked[0][1])
    each = assistant.ask("Weekend share of sales for each store over the last 8 weeks")
    assert {r["name"]: r["share_pct"] for r in each.rows} == {n: _near(v) for n, v in ranked}


@pytest.mark.parametrize(
    "question",
    [
        "What share of the revenue of the last 90 days do our top 4 products make up together?",
        "The four products with the highest revenue of the last 90 days: what percentage of all revenue do they account for?",
    ],
)
def test_what_the_first_few_make_up_together(assistant, connection, question):
    wanted = _one(
        connection,
        "WITH g AS (SELECT product_id, sum(revenue_90d) AS v FROM stats GROUP BY ALL) "
        "SELECT 100 * (SELECT sum(v) FROM (SELECT v FROM g ORDER BY v DESC LIMIT 4)) / (SELECT sum(v) FROM g)",
    )[0]
    answer = assistant.ask(question)
    assert [f.value for f in answer.facts if f.measure == "share_together"] == [_near(wanted)]


def test_two_shares_with_wholes_of_their_own(assistant, connection, store):
    category = _one(connection, "SELECT category FROM products GROUP BY ALL ORDER BY count(*) DESC, category LIMIT 1")[
        0
    ]
    first, second = _one(
        connection,
        "WITH v AS (SELECT on_hand * unit_cost AS m, category = ? AS c, store_id = ? AS s FROM replenishment "
        "JOIN products USING (product_id)) "
        "SELECT 100 * sum(m) FILTER (c) / sum(m), 100 * sum(m) FILTER (c AND s) / sum(m) FILTER (c) FROM v",
        category, store[1],
    )  # fmt: skip
    answer = assistant.ask(
        f"Stock value in percent: {category} as a share of the company, {store[0]} as a share of {category}"
    )
    assert _percents(answer) == [_near(first), _near(second)]


def test_a_share_of_nothing_that_is_said_is_no_hundred_percent(assistant):
    assert assistant.ask("what share of sales is it?").status != "answered"


# -- conditions joined ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "where"),
    [
        ("How many products in {store} are not sold out yet but have under 21 days of cover?", "store_id = ? AND on_hand > 0 AND days_of_cover < 21"),
        ("In {store}, how many products still have some stock but fewer than 21 days of cover?", "store_id = ? AND on_hand > 0 AND days_of_cover < 21"),
        ("How many products in {store} have less than 25 days of cover and no recommended order?", "store_id = ? AND order_qty <= 0 AND days_of_cover < 25"),
        ("How many recommended order lines in {store} are for products with over 15 days of cover?", "store_id = ? AND order_qty > 0 AND days_of_cover > 15"),
        ("Number of order lines recommended for {store} whose quantity is equal to the minimum order quantity?", "store_id = ? AND order_qty > 0 AND order_qty = moq"),
        ("How many order lines for {store} are at exactly the MOQ? Skip products with a minimum of one piece.", "store_id = ? AND order_qty > 0 AND order_qty = moq AND moq > 1"),
    ],
)  # fmt: skip
def test_conditions_that_hold_at_once(assistant, connection, store, question, where):
    wanted = _one(
        connection, f"SELECT count(*) FROM replenishment JOIN products USING (product_id) WHERE {where}", store[1]
    )[0]
    answer = assistant.ask(question.format(store=store[0]))
    assert next(f.value for f in answer.facts if f.measure == "count") == wanted


def test_what_is_on_order_beside_what_is_recommended_is_of_all_goods(assistant, connection, store):
    wanted = _one(connection, "SELECT sum(on_order), sum(order_qty) FROM replenishment WHERE store_id = ?", store[1])
    answer = assistant.ask(
        f"How many units are on order for {store[0]}, and how many do you recommend to order on top?"
    )
    assert set(wanted) <= set(_figures(answer))


def test_second_and_third_place(assistant, connection):
    ranked = select(
        connection,
        "SELECT p.name FROM replenishment JOIN products p USING (product_id) GROUP BY product_id, p.name "
        "ORDER BY sum(on_hand * unit_cost) DESC LIMIT 3",
    )
    answer = assistant.ask("Rank the products by stock value: which ones are in second and third place?")
    assert [r["name"] for r in answer.rows] == [name for (name,) in ranked[1:]]


# -- open orders ----------------------------------------------------------------------------------


def test_orders_and_lines_that_we_have_open(assistant, connection, supplier):
    orders, lines = _one(
        connection, "SELECT count(DISTINCT order_id), count(*) FROM open_orders WHERE supplier_id = ?", supplier[1]
    )
    answer = assistant.ask(f"How many orders do we have open with {supplier[0]} and how many lines are on them?")
    assert {orders, lines} <= set(_figures(answer))
    answer = assistant.ask(f"How many order lines have we still open with {supplier[0]}, late or not?")
    assert lines in _figures(answer)


def test_how_many_of_the_orders_told_are_late(assistant, connection, supplier):
    lines, orders = _one(
        connection,
        "SELECT count(*), count(DISTINCT order_id) FROM open_orders WHERE supplier_id = ? "
        "AND due_on::DATE < (SELECT max(date)::DATE FROM sales)",
        supplier[1],
    )
    first = f"How many order lines are open with {supplier[0]}?"
    for then, wanted in (("How many of them are overdue?", lines), ("and how many orders of those are late?", orders)):
        assistant.ask(first, conversation_id=then)
        answer = assistant.ask(then, conversation_id=then)
        assert _figures(answer)[:1] == [wanted], then
        assert len(answer.plan.parts()) == 1


@pytest.mark.parametrize(
    "question",
    [
        "How much revenue do we stand to lose in {store} for want of stock?",
        "Expected lost sales of {store} in money, please",
    ],
)
def test_lost_sales_in_money(assistant, connection, store, question):
    wanted = _one(
        connection,
        "SELECT sum(expected_lost_units * unit_price) FROM replenishment JOIN products USING (product_id) WHERE store_id = ?",
        store[1],
    )[0]
    assert _near(wanted) in _figures(assistant.ask(question.format(store=store[0])))


@pytest.mark.parametrize(("noun", "counted"), [("order lines", "*"), ("orders", "DISTINCT order_id")])
def test_the_late_share_of_what_is_open_with_a_supplier(assistant, connection, supplier, noun, counted):
    wanted = _one(
        connection,
        f"SELECT 100.0 * count({counted}) FILTER (due_on::DATE < (SELECT max(date)::DATE FROM sales)) / count({counted}) "
        "FROM open_orders WHERE supplier_id = ?",
        supplier[1],
    )[0]
    answer = assistant.ask(f"What percentage of the {noun} that we have open with {supplier[0]} is overdue?")
    assert _percents(answer) == [_near(wanted)]


def test_what_largest_means_is_told_after_it(assistant, connection):
    wanted = _one(
        connection,
        "SELECT order_id FROM open_orders JOIN products USING (product_id) GROUP BY ALL "
        "ORDER BY sum(quantity * unit_cost) DESC LIMIT 1",
    )[0]
    assert (
        wanted in assistant.ask("Which of our open purchase orders is the biggest? Measured in money, please.").answer
    )


# -- suppositions, restatements and times ---------------------------------------------------------


@pytest.mark.parametrize(
    "said",
    ["Suppose head office limits all orders to 1,000 euro.", "Say management caps our recommended orders at EUR 1000."],
)
def test_a_cap_on_orders_is_a_budget(assistant, connection, said):
    total = _one(connection, "SELECT sum(order_value) FROM replenishment WHERE order_qty > 0")[0]
    answer = assistant.ask(f"{said} By how much do the recommended orders exceed the cap?")
    assert any(f.measure == "shortfall" and f.value == _near(total - 1000) for f in answer.facts)


def test_a_heading_names_no_product(assistant, store):
    answer = assistant.ask(f"Sanity check. {store[0]} loses 10% of next week's demand. How many units are left?")
    assert answer.status == "answered"
    assert "10% less demand" in answer.answer


def test_the_same_in_other_words_is_no_second_question(assistant, connection):
    wanted = _one(
        connection,
        "SELECT group_id FROM group_accuracy WHERE level = 'category' AND target = 'sales' ORDER BY bias_pct LIMIT 1",
    )[0]
    answer = assistant.ask(
        "Which category is under-forecast the most, in other words, where are we too low by the most?"
    )
    assert [r["name"] for r in answer.rows] == [wanted]
    assert len(answer.plan.parts()) == 1


@pytest.mark.parametrize(
    ("question", "of_forecast"),
    [
        ("By how many percent does the forecast for {store} for the next 14 days deviate from what was sold in the last 14 days?", False),
        ("For {store}, set the sales of the last 14 days beside the forecast for the next 14 days. What percentage higher or lower is the forecast?", False),
        ("By what percentage do the sales of {store} in the last 14 days differ from the forecast for the next 14 days?", True),
    ],
)  # fmt: skip
def test_a_forecast_against_sales_of_another_time_in_percent(assistant, connection, store, question, of_forecast):
    sold = _one(
        connection,
        "SELECT sum(units_sold) FROM sales WHERE store_id = ? AND date::DATE > (SELECT max(date)::DATE FROM sales) - 14",
        store[1],
    )[0]
    ahead = _one(
        connection, "SELECT sum(mean) FROM forecasts WHERE target = 'sales' AND step <= 14 AND store_id = ?", store[1]
    )[0]
    wanted = 100 * (sold / ahead - 1) if of_forecast else 100 * (ahead / sold - 1)
    answer = assistant.ask(question.format(store=store[0]))
    told = [f.value for f in answer.facts if f.measure == "change_pct"]
    assert told
    assert abs(told[0]) == _near(abs(wanted))
