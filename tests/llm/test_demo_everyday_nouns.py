"""Everyday nouns beside what is asked about name nothing, and goods that nobody sells stay unknown beside ours."""

from __future__ import annotations

import pytest

from tests.llm.demo_world import expected_units, select, value_of


@pytest.mark.parametrize(
    "question",
    [
        "Freezer only holds so many tubs, so I plan ahead: how many {product} will {store} sell over the next 7 days?",
        "With oven season starting, how many {product} will {store} sell over the next 7 days?",
        "Freezer is full, how many {product} will {store} sell over the next 7 days?",
        "How many {product} will {store} sell to oven people over the next 7 days?",
    ],
)
def test_a_noun_that_tells_a_reason_or_a_setting_names_no_goods(assistant, connection, sold, question):
    product, product_id, store, store_id = sold
    answer = assistant.ask(question.format(product=product, store=store))
    assert answer.status == "answered"
    expected = expected_units(connection, store_id, product_id)
    assert value_of(answer, "expected_sales") == pytest.approx(expected, rel=0.01)


@pytest.mark.parametrize(
    "question",
    [
        "{product} in {store} - physical plus pipeline, what's the inventory position?",
        "{product}, {store} - on hand plus freezer, whats the inventory position?",
    ],
)
def test_a_noun_beside_a_figure_names_no_goods(assistant, connection, sold, question):
    product, product_id, store, store_id = sold
    answer = assistant.ask(question.format(product=product, store=store))
    position = "SELECT inventory_position FROM replenishment WHERE store_id = ? AND product_id = ?"
    assert value_of(answer, "inventory_position") == select(connection, position, store_id, product_id)[0][0]


@pytest.mark.parametrize(
    "question",
    [
        "For oven planning I need the expected {category} demand in {store} over the next 7 days",
        "Total {category} demand in {store} over the next 7 days for freezer scheduling",
        "For freezer capacity: total {category} demand in {store} over the next 7 days?",
    ],
)
def test_what_a_figure_is_for_names_no_goods(assistant, connection, sold, question):
    _, product_id, store, store_id = sold
    category = select(connection, "SELECT category FROM products WHERE product_id = ?", product_id)[0][0]
    answer = assistant.ask(question.format(category=category, store=store))
    sql = (
        "SELECT sum(mean) FROM forecasts JOIN products USING (product_id) "
        "WHERE target = 'sales' AND step <= 7 AND store_id = ? AND category = ?"
    )
    expected = select(connection, sql, store_id, category)[0][0]
    assert value_of(answer, "expected_sales") == pytest.approx(expected, rel=0.01)


@pytest.mark.parametrize("verb", ["brace", "steel", "prepare"])
def test_to_brace_oneself_is_to_expect(assistant, connection, sold, verb):
    product, _, store, _ = sold
    one = assistant.ask(f"How many {product} should {store} {verb} itself to get back next week?")
    other = assistant.ask(f"How many {product} will {store} get back next week?")
    assert value_of(one, "expected_returns") == value_of(other, "expected_returns")


def test_a_festival_of_goods_is_no_category(assistant, stores):
    plan = assistant.understander.plan(
        f"Our street in {stores[0][0]} fills up when the food festival is on. When is it?"
    )
    assert "do not know" not in (plan.problem or "")


@pytest.mark.parametrize(
    "question",
    [
        "{product} is gone, so how many ovens do we have in {store}?",
        "Did umbrellas sell better than {product} last week in {store}?",
        "{store}: how many freezers and how many {product} will we sell tomorrow?",
        "{product} or umbrellas, which sells more in {store}?",
        "Freezers in {store}: how many are left?",
    ],
)
def test_goods_that_nobody_sells_are_told_beside_ours(assistant, sold, question):
    product, _, store, _ = sold
    answer = assistant.ask(question.format(product=product, store=store))
    assert answer.status == "no_data"
    assert "do not know" in answer.to_dict()["answer"]
