# ruff: noqa: E501 - questions and queries are read on one line
"""The demo world: what is steady and what is not, those that do not, days after a day, what a whole line costs."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.llm.demo_world import select


def _names(answer):
    return {r["name"] for r in answer.rows}


# -- steadiness -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "order"),
    [
        ("What is the least stable line at {s}?", "DESC"),
        ("which article in {s} is the least consistent", "DESC"),
        ("Which item of {s} varies the most from day to day?", "DESC"),
        ("{s}: the most steady product is which?", "ASC"),
        ("Which product in {s} fluctuates least?", "ASC"),
        ("least volatile article in {s}?", "ASC"),
    ],
)
def test_the_least_steady_varies_most(assistant, connection, words, order):
    ((store,),) = select(connection, "SELECT name FROM stores ORDER BY store_id LIMIT 1")
    ((value,),) = select(
        connection,
        f"SELECT cv FROM stats JOIN stores s USING (store_id) WHERE s.name = ? AND cv IS NOT NULL ORDER BY cv {order} LIMIT 1",
        store,
    )
    answer = assistant.ask(words.format(s=store))
    assert answer.rows[0]["cv"] == pytest.approx(value, abs=1e-4)


def test_the_steadiest_few_are_no_both_ends(assistant):
    assert len(assistant.ask("which products in Cork are the steadiest, top 3").rows) == 3


@pytest.mark.parametrize(
    ("words", "order"),
    [
        ("Which supplier has the steadiest lead times?", "ASC"),
        ("Whose delivery times vary the least?", "ASC"),
        ("Which vendor has the least stable lead time?", "DESC"),
    ],
)
def test_steady_lead_times_spread_little(assistant, connection, words, order):
    ((name,),) = select(connection, f"SELECT name FROM suppliers ORDER BY lead_time_sd_days {order}, name LIMIT 1")
    assert assistant.ask(words).rows[0]["name"] == name


# -- those that do not ----------------------------------------------------------------------------


def test_those_that_are_not_rising(assistant, connection):
    ((store, store_id),) = select(connection, "SELECT name, store_id FROM stores ORDER BY store_id LIMIT 1")
    expected = select(
        connection,
        "SELECT p.name FROM stats JOIN products p USING (product_id) WHERE store_id = ? AND trend != 'rising'",
        store_id,
    )
    answer = assistant.ask(f"Most lines in {store} are rising. Which ones aren't?")
    assert _names(answer) == {name for (name,) in expected}


def test_those_without_an_open_order(assistant, connection):
    ((store, store_id),) = select(connection, "SELECT name, store_id FROM stores ORDER BY store_id LIMIT 1")
    expected = select(
        connection,
        "SELECT p.name FROM inventory i JOIN products p USING (product_id) WHERE i.store_id = ? AND NOT EXISTS "
        "(SELECT 1 FROM open_orders o WHERE o.store_id = i.store_id AND o.product_id = i.product_id)",
        store_id,
    )
    answer = assistant.ask(f"Nearly all our products in {store} have an open order, which don't?")
    assert _names(answer) == {name for (name,) in expected}


def test_suppliers_that_need_no_order_today(assistant, connection):
    need = "SELECT DISTINCT p.supplier_id FROM replenishment r JOIN products p USING (product_id) WHERE r.action IN ('order_now', 'expedite')"
    expected = select(connection, f"SELECT name FROM suppliers WHERE supplier_id NOT IN ({need})")
    answer = assistant.ask("Many of our suppliers must get an order today. Which ones don't?")
    assert _names(answer) == {name for (name,) in expected}


def test_what_cannot_be_turned_round_is_not_told_the_wrong_way(assistant):
    assert assistant.ask("Most products react to a promotion. Which ones don't?").status == "no_data"


# -- orders after a day ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        "Which recommended orders have an order-by date later than {d}?",
        "Which orders can wait until after {d}?",
        "Which of the proposed orders must be placed after {d}?",
    ],
)
def test_orders_after_a_day(assistant, connection, as_of, words):
    day = as_of + timedelta(4)
    expected = select(
        connection,
        "SELECT DISTINCT p.name FROM replenishment JOIN products p USING (product_id) WHERE order_qty > 0 AND order_by::DATE > ?",
        day,
    )
    answer = assistant.ask(words.format(d=f"{day.day} {day:%B}"))
    assert _names(answer) == {name for (name,) in expected}


def test_orders_no_earlier_than_a_day(assistant, connection, as_of):
    day = as_of + timedelta(4)
    expected = select(
        connection,
        "SELECT DISTINCT p.name FROM replenishment JOIN products p USING (product_id) WHERE order_qty > 0 AND order_by::DATE >= ?",
        day,
    )
    answer = assistant.ask(f"Which recommended orders have a deadline no earlier than {day.day} {day:%B}?")
    assert _names(answer) == {name for (name,) in expected}


# -- of orders ------------------------------------------------------------------------------------


def test_each_line_of_a_proposal_has_its_cost(assistant, connection):
    ((store, store_id),) = select(
        connection,
        "SELECT s.name, store_id FROM replenishment JOIN stores s USING (store_id) WHERE order_qty > 0 GROUP BY 1, 2 ORDER BY count(*) DESC LIMIT 1",
    )
    expected = select(
        connection,
        "SELECT p.name FROM replenishment JOIN products p USING (product_id) WHERE store_id = ? AND order_qty > 0 AND order_value > 40",
        store_id,
    )
    answer = assistant.ask(f"In your purchase suggestion for {store}, which items come to over 40 euros each?")
    assert _names(answer) == {name for (name,) in expected}


@pytest.mark.parametrize(
    "words",
    [
        "Whom must we send an order to today?",
        "Who do I have to order from today?",
        "Whom should I e-mail orders today?",
    ],
)
def test_who_is_written_to_today(assistant, connection, words):
    expected = select(
        connection,
        "SELECT DISTINCT v.name FROM replenishment JOIN products p USING (product_id) JOIN suppliers v ON v.supplier_id = p.supplier_id "
        "WHERE order_qty > 0 AND action IN ('order_now', 'expedite')",
    )
    assert _names(assistant.ask(words)) == {name for (name,) in expected}


def test_what_the_lorries_bring(assistant, connection, as_of):
    ((supplier, due, units),) = select(
        connection,
        "SELECT s.name, due_on::DATE, sum(quantity) FROM open_orders JOIN suppliers s USING (supplier_id) WHERE due_on::DATE > ? "
        "GROUP BY 1, 2 ORDER BY 3 DESC, 1 LIMIT 1",
        as_of,
    )
    answer = assistant.ask(
        f"The {supplier} lorries are due on {due.day} {due:%B}. Taken together, how many pieces is that?"
    )
    assert units in {f.value for f in answer.facts}


# -- gone, and the first few ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        "Gaps on the shelves in {s} and people complain. Which lines have we nothing left of?",
        "shelves with gaps, {s}. tell me what products weve got nowt left of",
    ],
)
def test_nothing_left(assistant, connection, words):
    ((store, store_id),) = select(
        connection,
        "SELECT s.name, store_id FROM inventory JOIN stores s USING (store_id) WHERE on_hand <= 0 ORDER BY store_id LIMIT 1",
    )
    expected = select(
        connection,
        "SELECT p.name FROM inventory JOIN products p USING (product_id) WHERE on_hand <= 0 AND store_id = ?",
        store_id,
    )
    assert _names(assistant.ask(words.format(s=store))) == {name for (name,) in expected}


def test_which_three_are_three(assistant):
    answer = assistant.ask(
        "I look for the products that react strongest to an offer in Cork - which three get the slot?"
    )
    assert len(answer.rows) == 3


def test_who_reckons_is_no_product(assistant, sold):
    product, _, store, _ = sold
    answer = assistant.ask(f"Gary reckons we have 3 {product} in {store}. How many are there?")
    assert answer.status == "answered"


def test_a_firm_that_nobody_knows_stays_unknown(assistant):
    assert assistant.ask("Quillfeather says delivery is late. What is open from them?").status == "no_data"
