# ruff: noqa: E501 - a question is read on one line
"""Places and goods that head a message, staying without something, caps on spending, what is expected to come or to sell."""

from __future__ import annotations

import pytest

from tests.llm.demo_world import select


@pytest.fixture(scope="module")
def series(connection):
    """(product, store, probability in percent, expected units in a week) of the likeliest stockout that is not sure."""
    return select(
        connection,
        "SELECT p.name, s.name, 100 * r.stockout_probability FROM replenishment r JOIN products p USING (product_id) "
        "JOIN stores s USING (store_id) WHERE r.stockout_probability BETWEEN 0.02 AND 0.98 "
        "ORDER BY r.stockout_probability DESC, 1 LIMIT 1",
    )[0]


@pytest.fixture(scope="module")
def spending(connection):
    """(store, cost of its recommended orders) of the store that orders most."""
    return select(
        connection,
        "SELECT s.name, sum(r.order_value) FROM replenishment r JOIN stores s USING (store_id) "
        "WHERE r.order_qty > 0 GROUP BY 1 ORDER BY 2 DESC LIMIT 1",
    )[0]


@pytest.fixture(scope="module")
def late_order(connection):
    """(order, supplier, day it was placed) of an open order with one supplier."""
    return select(
        connection,
        "SELECT o.order_id, v.name FROM open_orders o JOIN suppliers v USING (supplier_id) "
        "GROUP BY 1, 2 ORDER BY 1 LIMIT 1",
    )[0]


def _text(answer):
    return answer.to_dict()["answer"]


@pytest.mark.parametrize(
    "question",
    [
        "Mullingar branch. Next week. Units?",
        "Calling from the Tralee shop. How many units will we sell tomorrow?",
        "Units sold last week - Athlone outlet",
        "Letterkenny - overstocked items?",
        "Marmalade. How many units do we have left?",
        "Bakery. Units tomorrow?",
        "The Ennis branch rang. How many units will they sell tomorrow?",
        "Store: Ballina. What has to be ordered?",
    ],
)
def test_what_is_unknown_at_the_head_of_a_message_is_told(assistant, question):
    answer = assistant.ask(question)
    assert answer.status == "no_data"
    assert "do not know" in _text(answer)


@pytest.mark.parametrize(
    "question",
    [
        "Our competitor opened a Galway shop. How many units will we sell tomorrow?",
        "How many units will we sell tomorrow? Thanks, Aoife",
        "I am Anna from purchasing. How many units will we sell tomorrow?",
        "Head office. How many units will we sell tomorrow?",
    ],
)
def test_who_asks_and_what_is_told_beside_is_no_place_of_ours(assistant, question):
    assert assistant.ask(question).status == "answered"


@pytest.mark.parametrize(
    "question",
    [
        "How great is the danger, in percent, of {store} standing there without {product}?",
        "What are the odds that {store} finds itself without {product}?",
        "How likely is it that {store} remains without {product}?",
    ],
)
def test_to_stay_without_something_is_to_run_out_of_it(assistant, series, question):
    product, store, _ = series
    plan = assistant.understander.plan(question.format(product=product, store=store))
    assert plan.measures[:1] == ("stockout_probability",)
    assert plan.entities.products
    assert not plan.filters


def test_a_sum_without_something_leaves_it_out(assistant, series):
    product, store, _ = series
    plan = assistant.understander.plan(f"How do the sales of {store} stand without {product}?")
    assert not plan.entities.products
    assert plan.filters


@pytest.mark.parametrize(
    "question",
    [
        "Spending at {store} is capped at {cap} euros. By how much do the recommended orders exceed that?",
        "Finance allows {store} {cap} euros. What is the overrun if we place everything recommended?",
        "By how much do the recommended orders for {store} overshoot {cap} euros?",
    ],
)
def test_a_cap_is_a_budget(assistant, spending, question):
    store, cost = spending
    plan = assistant.understander.plan(question.format(store=store, cap=100))
    assert plan.scenario is not None
    assert (plan.scenario.kind, plan.scenario.value) == ("budget", 100)
    assert f"{cost - 100:,.2f}" in _text(assistant.ask(question.format(store=store, cap=100)))


@pytest.mark.parametrize(
    "question", ["{order}: who is it from and what day?", "Which firm sends {order}, and on what date is it here?"]
)
def test_two_facts_of_an_order(assistant, late_order, question):
    order, supplier = late_order
    plan = assistant.understander.plan(question.format(order=order))
    assert set(plan.measures) >= {"order_supplier", "first_due"}
    assert supplier in _text(assistant.ask(question.format(order=order)))


@pytest.mark.parametrize(
    ("question", "measure"),
    [
        ("Over the coming week, what are we expecting {store} to shift of {product}?", "expected_sales"),
        ("What do we expect {store} to get through of {product} next week?", "expected_sales"),
        ("What are we expecting to arrive of {product} in {store} next week?", "on_order"),
        ("What do we expect to receive of {product} in {store} next week?", "on_order"),
    ],
)
def test_what_is_expected_to_sell_or_to_come(assistant, series, question, measure):
    product, store, _ = series
    plan = assistant.understander.plan(question.format(product=product, store=store))
    assert plan.measures[0] == measure


def test_how_long_works_go_on_is_no_cover(assistant, series):
    _, store, _ = series
    assert "days_of_cover" not in assistant.understander.plan(f"How long will the works in {store} go on?").measures
    assert "days_of_cover" in assistant.understander.plan(f"How long will the stock in {store} go on for?").measures
