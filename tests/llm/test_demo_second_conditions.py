# ruff: noqa: E501 - queries are read on one line
"""What stands beside a condition or a figure in the demo world: another store, another superlative, a price, another time."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.llm.demo_world import select, value_of


def _names(answer):
    return {r["name"] for r in answer.rows}


def _kept(connection, store_id):
    """Products of a store, wherever the run knows them from."""
    return {
        n
        for (n,) in select(
            connection,
            "SELECT DISTINCT p.name FROM (SELECT store_id, product_id FROM stats UNION SELECT store_id, product_id "
            "FROM replenishment) JOIN products p USING (product_id) WHERE store_id = ?",
            store_id,
        )
    }


@pytest.fixture(scope="module")
def pair(connection, stores):
    """((name, id), (name, id)) of two stores of which the first keeps something that the second does not."""
    kept = {id: _kept(connection, id) for _, id in stores}
    return next((a, b) for a in stores for b in stores if kept[a[1]] - kept[b[1]] and kept[a[1]] & kept[b[1]])


# -- assortments ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "question",
    [
        "Which products do we sell in {a} but not in {b}?",
        "what does {a} keep that {b} doesn't?",
        "which items from {a} are missing in {b}?",
        "what's lacking in {b} that {a} has?",
    ],
)
def test_what_one_store_keeps_and_another_does_not(assistant, connection, pair, question):
    (a, a_id), (b, b_id) = pair
    answer = assistant.ask(question.format(a=a, b=b))
    assert answer.status == "answered"
    assert _names(answer) == _kept(connection, a_id) - _kept(connection, b_id)


def test_what_two_stores_have_in_common(assistant, connection, pair):
    (a, a_id), (b, b_id) = pair
    wanted = _kept(connection, a_id) & _kept(connection, b_id)
    assert _names(assistant.ask(f"which articles do {a} and {b} both stock?")) == wanted
    assert value_of(assistant.ask(f"how many products do {b} and {a} have in common?"), "count") == len(wanted)


def test_a_condition_that_holds_in_one_store_and_not_in_the_other(assistant, connection, pair):
    (a, a_id), (b, b_id) = pair
    found = [
        {n for (n,) in select(connection, "SELECT p.name FROM replenishment JOIN products p USING (product_id) WHERE store_id = ? AND order_qty > 0", id)}
        for id in (a_id, b_id)
    ]  # fmt: skip
    assert _names(assistant.ask(f"what do we have to order for {a} but not for {b}?")) == found[0] - found[1]


def test_what_a_store_does_not_have_is_out_of_stock_there(assistant, connection, stores):
    name, id = next(
        (n, i)
        for n, i in stores
        if select(connection, "SELECT 1 FROM replenishment WHERE store_id = ? AND on_hand <= 0", i)
    )
    gone = {n for (n,) in select(connection, "SELECT p.name FROM replenishment JOIN products p USING (product_id) WHERE store_id = ? AND on_hand <= 0", id)}  # fmt: skip
    assert _names(assistant.ask(f"which items do we not have in {name}?")) == gone


def test_every_product_of_two_stores_side_by_side_is_not_told(assistant, pair):
    (a, _), (b, _) = pair
    assert assistant.ask(f"which articles sell better in {a} than in {b}?").status == "no_data"


# -- two superlatives -----------------------------------------------------------------------------


def test_two_superlatives_are_two_rankings(assistant, connection, stores):
    name, id = stores[0]
    answer = assistant.ask(f"which product has the highest stock and the lowest sales in {name}?")
    (most,) = select(connection, "SELECT p.name FROM replenishment JOIN products p USING (product_id) WHERE store_id = ? ORDER BY on_hand DESC, p.name LIMIT 1", id)[0]  # fmt: skip
    ranked = {p.sort.measure: p.sort.descending for p in answer.plan.parts()}
    assert ranked["on_hand"] is True
    assert ranked["expected_sales"] is False
    assert ranked["days_of_cover"] is True
    assert most in answer.answer


def test_two_superlatives_of_suppliers(assistant, connection):
    answer = assistant.ask("which vendor has the longest lead time and the lowest on-time rate?")
    for column, end in (("lead_time_days", "DESC"), ("on_time_rate", "ASC")):
        best = {n for (n,) in select(connection, f"SELECT name FROM suppliers WHERE {column} = (SELECT {column} FROM suppliers ORDER BY 1 {end} LIMIT 1)")}  # fmt: skip
        assert any(name in answer.answer for name in best)


# -- prices ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "column", "op"),
    [
        ("which articles cost more than {v} euros?", "unit_cost", ">"),
        ("which items sell for less than {v} euros?", "unit_price", "<"),
        ("products priced over {v} euros", "unit_price", ">"),
        ("how many products cost us under {v} euros?", "unit_cost", "<"),
    ],
)
def test_what_a_piece_costs_is_no_worth_of_an_order(assistant, connection, question, column, op):
    (middle,) = select(connection, f"SELECT round(quantile_cont({column}, 0.6)) FROM products")[0]
    value = int(middle)
    wanted = {n for (n,) in select(connection, f"SELECT name FROM products WHERE {column} {op} ?", value)}
    answer = assistant.ask(question.format(v=value))
    assert wanted
    assert _names(answer) == wanted


def test_a_price_beside_nothing_on_order(assistant, connection):
    (value,) = select(connection, "SELECT round(quantile_cont(unit_cost, 0.6)) FROM products")[0]
    rows = select(
        connection,
        "SELECT DISTINCT p.name FROM replenishment r JOIN products p USING (product_id) WHERE p.unit_cost > ? AND r.on_order <= 0",
        int(value),
    )
    answer = assistant.ask(f"which products cost more than {int(value)} euros and have nothing on order?")
    assert _names(answer) == {n for (n,) in rows}


def test_how_prices_varied_is_not_known(assistant):
    for question in ("whose prices swing the most?", "which articles have the most stable prices?"):
        assert assistant.ask(question).status == "no_data", question


# -- late orders, minimum orders ------------------------------------------------------------------


def test_who_has_the_most_late_orders_is_a_number_of_orders(assistant, connection, as_of):
    late = select(connection, "SELECT u.name, count(DISTINCT order_id) AS n FROM open_orders o JOIN suppliers u USING (supplier_id) WHERE o.due_on::DATE < ? GROUP BY 1 ORDER BY n DESC, 1", as_of)  # fmt: skip
    for question in ("who is behind with the most orders?", "which vendor has the most overdue orders?"):
        answer = assistant.ask(question)
        assert answer.rows[0]["name"] == late[0][0], question
        assert value_of(answer, "open_orders") == late[0][1]
        assert "late" in answer.answer


def test_the_largest_minimum_order_belongs_to_a_product(assistant, connection):
    (most,) = select(connection, "SELECT max(moq) FROM products")[0]
    firms = {n for (n,) in select(connection, "SELECT u.name FROM products p JOIN suppliers u USING (supplier_id) WHERE moq = ?", most)}  # fmt: skip
    answer = assistant.ask("which supplier has the highest minimum order quantity?")
    assert value_of(answer, "product_moq") == most
    assert any(name in answer.answer for name in firms)


def test_the_largest_pack(assistant, connection):
    (most,) = select(connection, "SELECT max(order_multiple) FROM products")[0]
    assert value_of(assistant.ask("what comes in the biggest packs?"), "product_order_multiple") == most


# -- the past -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "question",
    [
        "how much did we spend last month?",
        "how much have I bought from {firm} so far?",
        "when was the latest delivery from {firm}?",
    ],
)
def test_what_was_bought_and_delivered_is_not_known(assistant, connection, question):
    (firm,) = select(connection, "SELECT name FROM suppliers ORDER BY 1 LIMIT 1")[0]
    answer = assistant.ask(question.format(firm=firm))
    assert answer.status == "no_data"
    assert not answer.facts


def test_a_change_is_told_of_both_stretches(assistant, connection, as_of):
    sums = [
        select(connection, "SELECT sum(units_sold) FROM sales WHERE date::DATE BETWEEN ? AND ?", a, b)[0][0]
        for a, b in ((as_of - timedelta(27), as_of), (as_of - timedelta(55), as_of - timedelta(28)))
    ]
    answer = assistant.ask("change in units sold against the 28 days before")
    told = [f.value for f in answer.facts if f.measure == "actual_sales"]
    assert all(any(v == pytest.approx(s) for v in told) for s in sums)
    assert assistant.ask("did revenue change compared with last week?").status == "clarify"


# -- another store for what was told ---------------------------------------------------------------


def test_what_another_store_has_of_the_goods_that_were_told(turns, assistant, connection, pair):
    (b, _), (a, a_id) = pair
    first = f"top 3 sellers in {b} next week"
    three = _names(assistant.ask(first))
    for second in (f"does {a} have those?", f"do we keep them in {a} as well?"):
        answer = turns(assistant, first, second)
        held = dict(select(connection, "SELECT p.name, on_hand FROM replenishment JOIN products p USING (product_id) WHERE store_id = ?", a_id))  # fmt: skip
        assert {r["name"]: r["on_hand"] for r in answer.rows} == {n: held[n] for n in three if n in held}, second


def test_goods_of_a_list_in_another_store(turns, assistant, connection, stores):
    (a, a_id), (b, b_id) = stores[:2]
    sql = "SELECT p.name FROM replenishment JOIN products p USING (product_id) WHERE store_id = ? AND action = 'excess'"
    here, there = ({n for (n,) in select(connection, sql, id)} for id in (a_id, b_id))
    answer = turns(assistant, f"which products are overstocked in {a}?", f"are they overstocked in {b} too?")
    assert _names(answer) == here & there


# -- goods and matters that nobody knows ------------------------------------------------------------


def test_goods_that_nobody_sells_are_not_told_as_others(assistant, sold, stores):
    product, store = sold[0], stores[0][0]
    for question in (
        f"any hammocks left in {store}?",
        f"We have run out of {product}, do you have any hammocks?",
        f"forecast for {product} plus cherry cake",
    ):
        assert assistant.ask(question).status == "no_data", question


def test_a_note_on_another_matter_answers_no_yes_or_no_question(assistant, connection):
    rows = select(connection, "SELECT s.name FROM stores s WHERE EXISTS (SELECT 1 FROM notes n WHERE n.store_id = s.store_id) AND NOT EXISTS (SELECT 1 FROM notes n WHERE n.store_id = s.store_id AND regexp_matches(lower(concat(n.title, ' ', n.body)), 'clos|shut|holiday')) ORDER BY 1 LIMIT 1")  # fmt: skip
    if not rows:
        pytest.skip("every store has a note on a closure")
    answer = assistant.ask(f"does {rows[0][0]} close at Christmas?")
    assert answer.status == "no_data"
    assert not answer.citations


# -- ends whose noun another figure resembles --------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "status"),
    [
        ("which items are overstocked and expensive?", "clarify"),
        ("which products have neither sales nor stock?", "clarify"),
        ("which articles sell on weekends only?", "clarify"),
        ("which suppliers do we have more than 4 open orders with?", "clarify"),
        ("which product has the most suppliers?", "no_data"),
        ("what is our oldest stock?", "no_data"),
    ],
)
def test_what_no_figure_tells_is_not_told_by_one_that_sounds_alike(assistant, question, status):
    assert assistant.ask(question).status == status


def test_more_sold_than_there_is_has_less_stock_than_sales(assistant, connection, stores):
    name, id = stores[0]
    wanted = {
        n
        for (n,) in select(
            connection,
            "SELECT p.name FROM (SELECT product_id, sum(mean) AS v FROM forecasts WHERE target = 'sales' AND step <= 7 AND store_id = ? "
            "GROUP BY 1) JOIN replenishment r USING (product_id) JOIN products p USING (product_id) WHERE r.store_id = ? AND r.on_hand < v",
            id, id,
        )
    }  # fmt: skip
    assert _names(assistant.ask(f"which products do we sell more of in {name} than we have in stock?")) == wanted
