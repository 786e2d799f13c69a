# ruff: noqa: E501 - a question is read on one line
"""Things called by what a note tells of them, and questions for notes that no rule knows by its words."""

from __future__ import annotations

import pytest

from rag.understanding.words.amounts import read_amounts
from tests.llm.demo_world import select, value_of


def _note(connection, words):
    """(note id, product, supplier) of the one note with these words."""
    sql = "SELECT note_id, product_id, supplier_id FROM notes WHERE body LIKE ?"
    found = select(connection, sql, f"%{words}%")
    assert len(found) == 1, words
    return found[0]


@pytest.mark.parametrize(
    "question",
    [
        "Some supplier had its computers fail and could not ship. Who was that, and what do all your recommended orders with them cost?",
        "I heard one of our vendors stood still because of an IT failure; which one is it and what would we pay for everything you recommend from them?",
    ],
)
def test_a_supplier_called_by_a_note(assistant, connection, question):
    note, _, supplier = _note(connection, "computer failure stopped dispatch")
    answer = assistant.ask(question)
    assert answer.plan.entities.suppliers == (supplier,)
    assert [c.note_id for c in answer.citations] == [note]
    sql = "SELECT sum(order_value) FROM replenishment WHERE supplier_id = ?"
    assert value_of(answer, "order_value") == pytest.approx(select(connection, sql, supplier)[0][0], abs=0.01)


@pytest.mark.parametrize(
    "question",
    [
        "A batch of something was pulled from the shelves. Which product was that and how many of it are left in all shops?",
        "One of our products had a lot withdrawn by the supplier, which one is it, and how much of it do we have on hand in total?",
        "there's a note about a spanner that was recalled, which one was it n whats the total stock of it",
    ],
)
def test_a_product_called_by_a_note(assistant, connection, question):
    note, product, _ = _note(connection, "withdrew one batch")
    answer = assistant.ask(question)
    assert answer.plan.entities.products == (product,)
    assert note in [c.note_id for c in answer.citations]
    sql = "SELECT sum(on_hand) FROM replenishment WHERE product_id = ?"
    assert select(connection, sql, product)[0][0] in [f.value for f in answer.facts if f.measure == "on_hand"]


def test_a_product_of_a_titled_note(assistant, connection):
    title, product = select(
        connection, "SELECT title, product_id FROM notes WHERE product_id IS NOT NULL ORDER BY note_id LIMIT 1"
    )[0]
    answer = assistant.ask(
        f'Look at the note "{title}". Which product is it about, and how many of it are in stock altogether?'
    )
    assert answer.plan.entities.products == (product,)
    sql = "SELECT sum(on_hand) FROM replenishment WHERE product_id = ?"
    assert select(connection, sql, product)[0][0] in [f.value for f in answer.facts if f.measure == "on_hand"]


@pytest.mark.parametrize(
    "question",
    [
        "One of our products sold best last week. Which one was it?",
        "One of our shops is expected to sell the most tomorrow. Which one is it?",
        "Which supplier takes longest to deliver, and what do we order from them?",
    ],
)
def test_what_figures_tell_is_not_asked_of_notes(assistant, question):
    assert not assistant.ask(question).citations


def test_whose_price_rise_is_the_steepest(assistant, connection):
    answer = assistant.ask("A few suppliers want higher prices. Whose increase is the steepest?")
    told = select(connection, "SELECT u.name FROM notes n JOIN suppliers u USING (supplier_id) WHERE n.body LIKE '%ist prices rise by%' OR n.body LIKE '%they deliver costs%'")  # fmt: skip
    assert {row["name"] for row in answer.rows} >= {name for (name,) in told}


@pytest.mark.parametrize(
    "text",
    ["raise the freight budget", "what is the weight limit", "we often budget", "someone has money"],
)
def test_a_number_is_a_word_of_its_own(text):
    assert read_amounts(text).scenario is None


@pytest.mark.parametrize(
    "question",
    [
        "What is the main cause why people bring back the {p}?",
        "What are customers sending the {p} back for?",
    ],
)
def test_reasons_of_returns_are_in_notes(assistant, connection, question):
    note, product, _ = _note(connection, "The return rate over the last year is")
    name = select(connection, "SELECT name FROM products WHERE product_id = ?", product)[0][0]
    answer = assistant.ask(question.format(p=name))
    assert answer.citations[0].note_id == note


def test_reasons_of_returns_after_another_figure(turns, assistant, connection):
    note, product, _ = _note(connection, "The return rate over the last year is")
    name, firm = select(
        connection,
        "SELECT p.name, u.name FROM products p JOIN suppliers u USING (supplier_id) WHERE product_id = ?",
        product,
    )[0]
    then = f"what do customers send the {name} back for?"
    answer = turns(assistant, f"What is the lead time of {firm}?", then)
    assert answer.citations[0].note_id == note


def test_a_line_of_what_is_ordered_from_a_supplier_called_by_a_note(turns, assistant, connection):
    _, _, supplier = _note(connection, "computer failure stopped dispatch")
    first = "Some supplier had its computers fail and could not ship. Who was that, and what do you recommend to order from them?"
    answer = turns(assistant, first, "which line of that is the dearest?")
    dearest = select(
        connection,
        "SELECT p.name FROM replenishment r JOIN products p USING (product_id) WHERE r.supplier_id = ? "
        "ORDER BY order_value DESC LIMIT 1",
        supplier,
    )[0][0]
    assert answer.rows[0]["name"] == dearest
    assert not answer.citations
