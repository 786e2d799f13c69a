# ruff: noqa: E501 - queries are read on one line
"""Overviews of a product, a store, a supplier, a category and the whole chain: every part against its table."""

from __future__ import annotations

import pytest

from tests.llm.demo_world import select, value_of


def _one(connection, sql, *parameters):
    return connection.execute(sql, list(parameters)).fetchone()


def _values(answer, measure):
    return [f.value for f in answer.facts if f.measure == measure]


@pytest.mark.parametrize(
    "words",
    [
        "How is {s} doing?",
        "brief me on {s} please",
        "Give me a short overview of the {s} store",
        "what should I know about {s} before my visit?",
        "Any problems in {s}?",
        "What is the situation in {s}?",
        "quick update on {s}, thanks",
    ],
)
def test_of_a_store(assistant, connection, words):
    store, name = _one(connection, "SELECT store_id, name FROM stores ORDER BY name DESC LIMIT 1")
    answer = assistant.ask(words.format(s=name))
    due = _one(
        connection,
        "SELECT count(*), sum(order_value) FROM replenishment WHERE store_id = ? AND order_qty > 0 AND action IN ('order_now', 'expedite')",
        store,
    )
    assert due[0] in _values(answer, "count")
    assert any(value == pytest.approx(due[1], abs=0.01) for value in _values(answer, "order_value"))
    critical = _one(connection, "SELECT count(*) FROM alerts WHERE store_id = ? AND severity = 'critical'", store)[0]
    assert critical in _values(answer, "count")
    worst = _one(connection, "SELECT max(stockout_probability) FROM replenishment WHERE store_id = ?", store)[0]
    assert max(_values(answer, "stockout_probability")) == pytest.approx(100 * worst, abs=0.05)
    sales = _one(
        connection,
        "SELECT sum(mean) FROM forecasts WHERE target = 'sales' AND step <= 7 AND store_id = ?",
        store,
    )[0]
    assert value_of(answer, "expected_sales") == pytest.approx(sales, abs=0.05)


@pytest.mark.parametrize(
    "words", ["Tell me about {p} in {s}", "{p} at {s}: overview", "how is {p} doing in {s} at the moment?"]
)
def test_of_a_product_in_a_store(assistant, connection, sold, words):
    name, product, store, store_id = sold
    answer = assistant.ask(words.format(p=name, s=store))
    held = _one(
        connection,
        "SELECT on_hand, order_qty, stockout_probability FROM replenishment WHERE product_id = ? AND store_id = ?",
        product,
        store_id,
    )
    assert value_of(answer, "on_hand") == held[0]
    assert value_of(answer, "order_qty") == held[1]
    assert value_of(answer, "stockout_probability") == pytest.approx(100 * held[2], abs=0.05)


@pytest.mark.parametrize("words", ["Brief me on {v}", "what do we know about {v}?", "status update on {v} please"])
def test_of_a_supplier(assistant, connection, words):
    supplier, name, rate = _one(
        connection, "SELECT supplier_id, name, on_time_rate FROM suppliers ORDER BY name DESC LIMIT 1"
    )
    answer = assistant.ask(words.format(v=name))
    assert value_of(answer, "supplier_on_time_rate") == pytest.approx(100 * rate, abs=0.05)
    due = _one(
        connection,
        "SELECT count(*) FROM replenishment WHERE supplier_id = ? AND order_qty > 0 AND action IN ('order_now', 'expedite')",
        supplier,
    )[0]
    assert due in _values(answer, "count") or not due


@pytest.mark.parametrize(
    "words",
    [
        "What needs my attention today?",
        "give me the highlights",
        "Summarise the week ahead",
        "Good morning! Anything urgent?",
    ],
)
def test_of_everything(assistant, connection, words):
    answer = assistant.ask(words)
    due = _one(
        connection,
        "SELECT count(*) FROM replenishment WHERE order_qty > 0 AND action IN ('order_now', 'expedite')",
    )[0]
    assert answer.status == "answered"
    assert due in _values(answer, "count")
    assert len(answer.plan.parts()) >= 4


def test_of_what_was_spoken_of(assistant, turns, connection, sold):
    name, product, store, store_id = sold
    answer = turns(assistant, f"How many {name} are on hand in {store}?", "and how is it doing in general?")
    assert (answer.plan.entities.products, answer.plan.entities.stores) == ((product,), (store_id,))
    assert {"expected_sales", "on_hand"} <= set(answer.plan.measures)
    names = [n for (n,) in select(connection, "SELECT name FROM stores ORDER BY name LIMIT 2")]
    again = turns(assistant, f"How is {names[0]} doing?", f"and how is {names[1]} doing?")
    assert len(again.plan.parts()) >= 4


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("How many units of {c} will {a} sell next week?", "and how does {b} look?"),
        ("How many units of {c} will {a} sell next week?", "what about {b}?"),
    ],
)
def test_a_figure_is_carried_on_and_no_overview(assistant, turns, connection, first, then):
    a, b = [n for (n,) in select(connection, "SELECT name FROM stores ORDER BY name LIMIT 2")]
    category = _one(connection, "SELECT category FROM products GROUP BY 1 ORDER BY 1 LIMIT 1")[0]
    plan = turns(assistant, first.format(c=category, a=a), then.format(b=b)).plan
    assert (plan.measures, plan.also) == (("expected_sales",), ())


@pytest.mark.parametrize(
    "words",
    ["How is {s} doing for staff?", "what is going on with the weather in {s}?", "tell me about the mayor of {s}"],
)
def test_what_is_not_held_gets_no_overview(assistant, connection, words):
    name = _one(connection, "SELECT name FROM stores ORDER BY name LIMIT 1")[0]
    answer = assistant.ask(words.format(s=name))
    assert answer.status in ("no_data", "refused")
    assert not _values(answer, "order_value")


def test_each_part_of_an_overview_stands_on_a_line_of_its_own(assistant, connection):
    name = _one(connection, "SELECT name FROM stores ORDER BY name DESC LIMIT 1")[0]
    answer = assistant.ask(f"How is {name} doing?")
    lines = answer.answer.split("\n")
    assert len(lines) >= 4
    assert sum(s.opens for s in answer.sentences[1:]) == len(lines) - 1
    assert "\n" not in assistant.ask(f"How many units will {name} sell tomorrow?").answer
