"""Asked in a few quick words: a supplier after "frm", a month to come, what has gone, the order that nobody places."""

from __future__ import annotations

import pytest

from tests.llm.demo_world import select


@pytest.mark.parametrize("said", ["frm {}", "from {}"])
def test_a_word_after_from_is_the_supplier_of_that_name(assistant, connection, said):
    name, supplier = select(
        connection,
        "SELECT name, supplier_id FROM suppliers s JOIN replenishment r USING (supplier_id) WHERE order_qty > 0 "
        "AND (SELECT count(*) FROM suppliers o WHERE contains(lower(o.name), lower(split_part(s.name, ' ', 1)))) = 1 "
        "GROUP BY ALL ORDER BY count(*) DESC, name LIMIT 1",
    )[0]
    plan = assistant.ask(f"full list of suggested buys {said.format(name.split()[0].lower())} for cork").plan
    assert plan.entities.suppliers == (supplier,)
    assert len(plan.entities.stores) == 1


@pytest.mark.parametrize("month", ["this coming march", "the upcoming march", "coming summer"])
def test_a_month_to_come_is_never_one_that_has_been(assistant, month):
    assert assistant.ask(f"How many units should Cork sell in {month}?").status == "no_data"


@pytest.mark.parametrize(
    "question",
    [
        "Hello! Have we entirely run out of anything?",
        "is there anything that we have fully sold out of",
        "have we totally run out of anything at all?",
    ],
)
def test_what_has_run_out_is_a_part_of_the_range_or_asked_back_about(assistant, connection, question):
    gone = {row[0] for row in select(connection, "SELECT DISTINCT product_id FROM replenishment WHERE on_hand <= 0")}
    answer = assistant.ask(question)
    assert answer.status in ("answered", "clarify")
    if answer.status == "answered":
        assert {row["product_id"] for row in answer.rows} == gone


def test_in_pieces_is_a_count_and_no_damage(assistant):
    plan = assistant.ask("how much are we going to sell tomorrow in pieces, all shops together?").plan
    assert (plan.intent, plan.measures) == ("value", ("expected_sales",))
    assert assistant.ask("A carton arrived in pieces, how do we claim that?").plan.intent == "notes"


@pytest.mark.parametrize(
    "question",
    [
        "Assume we order nothing else from now on. Count the products in Cork that run out within 14 days.",
        "How many products in Cork will run out within 14 days, supposing we do not place any other orders?",
    ],
)
def test_that_nothing_more_is_ordered_is_what_running_out_supposes(assistant, question):
    plain = assistant.ask("How many products in Cork run out within 14 days?")
    answer = assistant.ask(question)
    assert (answer.plan.intent, answer.plan.filters) == (plain.plan.intent, plain.plan.filters)
    assert len(answer.rows) == len(plain.rows)


def test_how_much_dearer_a_supplier_gets_and_from_when_a_letter_tells(assistant, connection):
    supplier, note = select(
        connection,
        "SELECT s.name, note_id FROM notes n JOIN suppliers s USING (supplier_id) "
        "WHERE n.title LIKE 'Price letter from%' ORDER BY n.note_id DESC LIMIT 1",
    )[0]
    first = assistant.ask(f"How much pricier is {supplier} becoming?", conversation_id="dearer")
    then = assistant.ask("and from when?", conversation_id="dearer")
    assert [answer.rows[0]["note_id"] for answer in (first, then)] == [note, note]


def test_by_how_much_all_orders_overshoot_the_money_given(assistant, ordered):
    store, _, worth = ordered
    answer = assistant.ask(
        f"Management gave me 50 euros for {store}. What would all recommended orders cost, "
        "and by how much does it overshoot the budget?"
    )
    assert answer.plan.scenario.kind == "budget"
    assert any(f.value is not None and abs(float(f.value) - (worth - 50)) < 0.01 for f in answer.facts if f.unit)
