"""Suggested follow-ups: derived from the answer, and each of them can really be answered."""

from __future__ import annotations

import pytest

from llm.assistant import Assistant
from llm.followups import LIMIT


@pytest.fixture(scope="module")
def assistant(demo_workspace):
    return Assistant(demo_workspace, writer=None)


@pytest.fixture(scope="module")
def names(assistant):
    """The best-selling series of the demo, its supplier, and another store."""
    with assistant.gatherer.store.connect() as connection:
        row = connection.execute(
            "SELECT p.name, s.name, v.name FROM forecasts f JOIN products p USING (product_id) "
            "JOIN stores s USING (store_id) JOIN suppliers v USING (supplier_id) WHERE f.target = 'sales' "
            "GROUP BY ALL ORDER BY sum(f.mean) DESC LIMIT 1"
        ).fetchone()
        other = connection.execute("SELECT name FROM stores WHERE name <> ? ORDER BY name LIMIT 1", [row[1]]).fetchone()
    return {"product": row[0], "store": row[1], "supplier": row[2], "other": other[0]}


ASKED = (
    "What do I have to order today?",
    "Which products run out within the next 7 days?",
    "How many units of {product} will {store} sell over the next 7 days?",
    "What is the stock of {product} in {store}?",
    "Why should I order {product} in {store}?",
    "What if demand for {product} in {store} rises by 20%?",
    "Top 5 products in {store} by forecast sales next week",
    "Compare {store} and {other} by forecast sales next week",
    "How many units of {product} will be sold next week?",
    "What do I have to order from {supplier}?",
    "What is the lead time of {supplier}?",
    "What do the notes say about {supplier}?",
    "How accurate is the forecast for {product} in {store}?",
    "forecast sales by category next week",
)


@pytest.mark.parametrize("question", ASKED)
def test_every_suggestion_is_answered_when_it_is_asked(assistant, names, question):
    first = assistant.ask(question.format(**names))
    assert first.status == "answered"
    assert 1 <= len(first.suggestions) <= LIMIT
    assert question.format(**names) not in first.suggestions
    history = [{"role": "user", "content": first.question}, {"role": "assistant", "content": first.answer}]
    for suggestion in first.suggestions:
        again = assistant.ask(suggestion, history)
        assert again.status == "answered", f"{suggestion}: {again.answer}"
        assert again.facts, suggestion


def test_how_much_to_order_is_suggested_only_where_something_is(assistant):
    with assistant.gatherer.store.connect() as connection:
        (product, store), *_ = connection.execute(
            "SELECT p.name, s.name FROM replenishment r JOIN products p USING (product_id) "
            "JOIN stores s USING (store_id) WHERE r.order_qty = 0 ORDER BY r.inventory_position DESC LIMIT 1"
        ).fetchall()
    answer = assistant.ask(f"What is the stock of {product} in {store}?")
    assert f"What is the reorder point of {product} in {store}?" in answer.suggestions
    assert all(assistant.ask(suggestion).status == "answered" for suggestion in answer.suggestions)


def test_nothing_is_suggested_where_nothing_was_answered(assistant):
    assert assistant.ask("Who won the chess world championship?").suggestions == ()


def test_an_ambiguous_name_suggests_what_it_could_have_meant(assistant):
    with assistant.gatherer.store.connect() as connection:
        product = connection.execute("SELECT name FROM products WHERE name LIKE 'Greek Yoghurt%' LIMIT 1").fetchone()
    if product is None:
        pytest.skip("the demo world of these sources has no two products of that name")
    answer = assistant.ask("How many units of Greek Yoghurt will be sold next week?")
    assert answer.status == "clarify"
    assert len(answer.suggestions) > 1
    assert all(assistant.ask(reading).status == "answered" for reading in answer.suggestions)
