# ruff: noqa: E501 - a query is read on one line
"""Talk as buyers talk: short messages, each going on from what was told."""

from __future__ import annotations

import pytest

from tests.llm.demo_world import select


@pytest.mark.parametrize("judgement", ["which shop is worst", "and which store is the worst then?"])
def test_a_judgement_is_by_the_figure_that_was_told(turns, assistant, connection, sold, judgement):
    product, product_id, *_ = sold
    sql = "SELECT s.name FROM replenishment JOIN stores s USING (store_id) WHERE product_id = ? ORDER BY days_of_cover LIMIT 1"
    answer = turns(assistant, f"days of cover of {product}", judgement)
    assert answer.rows[0]["name"] == select(connection, sql, product_id)[0][0]


def test_the_part_of_one_store_in_a_sum_told_by_store(turns, assistant, connection, sold):
    store, store_id = sold[2:]
    sql = "SELECT 100 * sum(on_hand * unit_cost) FILTER (store_id = ?) / sum(on_hand * unit_cost) FROM inventory JOIN products USING (product_id)"
    answer = turns(assistant, "stock value by store", f"share of {store}")
    assert answer.rows[0]["share_pct"] == pytest.approx(select(connection, sql, store_id)[0][0], rel=0.01)


def test_a_question_back_that_was_not_answered_is_left(turns, assistant, sold):
    product, product_id, store, _ = sold
    talk = (f"stock of {product} in {store}", "do they have the adjustable spanner as well?")
    assert turns(assistant, *talk).status == "clarify"
    assert turns(assistant, *talk, "lead time?").plan.entities.products == (product_id,)


def test_a_figure_told_place_by_place(turns, assistant, connection, sold):
    product, product_id, *_ = sold
    answer = turns(assistant, f"how many {product} are left", "where?")
    held = dict(select(connection, "SELECT store_id, on_hand FROM inventory WHERE product_id = ?", product_id))
    assert {row["store_id"]: row["on_hand"] for row in answer.rows} == held


def test_what_was_told_is_not_told_again(turns, assistant, sold):
    product, _, store, _ = sold
    answer = turns(assistant, f"stock of {product} in {store}", "could the neighbours use it?")
    assert answer.status in ("clarify", "no_data", "refused")


def test_a_draft_of_what_is_due_today(turns, assistant, connection):
    supplier, due = select(
        connection,
        "SELECT s.name, sum(order_qty) FILTER (action IN ('order_now', 'expedite')) AS due "
        "FROM replenishment JOIN products USING (product_id) JOIN suppliers s ON s.supplier_id = products.supplier_id WHERE order_qty > 0 "
        "GROUP BY ALL HAVING due < sum(order_qty) ORDER BY due DESC LIMIT 1",
    )[0]
    assert turns(assistant, f"ok draft today's order for {supplier}").plan.intent == "draft_order"
    for talk in (
        (f"draft today's order for {supplier}",),
        (f"what must I order today from {supplier}?", "ok draft that"),
    ):
        assert sum(row["order_qty"] for row in turns(assistant, *talk).rows) == due


def test_two_months_against_each_other_in_their_order(turns, assistant):
    answer = turns(assistant, "how did September go?", "versus August?")
    first, second = (f.value for f in answer.facts if f.measure == "actual_sales")
    assert ("up" if second > first else "down") in answer.answer


def test_what_is_merely_left_out(turns, assistant, connection, sold):
    store, store_id = sold[2:]
    sql = "SELECT p.name FROM replenishment JOIN products p USING (product_id) WHERE store_id = ? AND action = 'excess' ORDER BY 1"
    names = [name for (name,) in select(connection, sql, store_id)]
    answer = turns(assistant, f"what is overstocked in {store}?", f"leave out {names[0]}")
    assert {row["product"] for row in answer.rows} == set(names[1:])


def test_a_list_whose_limit_was_not_understood_is_asked_back(assistant):
    assert assistant.ask("anything that has gone wobbly?").status != "answered"


def test_money_of_what_was_told(turns, assistant, connection, sold):
    product, product_id, *_ = sold
    sql = "SELECT sum(on_hand * unit_cost) FROM inventory JOIN products USING (product_id) WHERE product_id = ?"
    answer = turns(assistant, f"how many {product} are left", "what do they cost us in all")
    assert f"{select(connection, sql, product_id)[0][0]:,.2f}" in answer.answer
