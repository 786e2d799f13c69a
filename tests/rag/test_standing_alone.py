# ruff: noqa: E501 - questions are read on one line
"""A whole question is understood in the middle of a conversation as it is at the start of one."""

from __future__ import annotations

import pytest

from rag.plan import Plan
from rag.understanding import Understander
from rag.understanding.followups.explained import without_explained
from tests.rag.small_world import small_world

BEFORE = (
    "How many Oat Milk 1L will Leeds sell over the next 7 days?",
    "Which of our suppliers is late most often?",
    "Which products in Lyon have excess stock?",
    "What share of the order value goes to Nordic Dairy Ltd?",
    "When does Nordic Dairy Ltd deliver?",
)
WHOLE = (
    "How many different products does Lyon have to order this week?",
    "How many products in Leeds are we under-forecasting by more than 20%?",
    "Is there a note on Nordic Dairy Ltd?",
    "Does any note say that Nordic Dairy Ltd raises its prices?",
    'Who wrote "late lorries come back the next day"?',
    "Why does Green Tea in Lyon have to be ordered, and when does it run out?",
    "Before anything goes off to Nordic Dairy Ltd: what are the payment terms, and what does one order with them cost us?",
    "Finance caps Lyon at 650 dollars. By how much does the full recommended list break the cap?",
    "Which articles at Lyon have excess stock and, at the same time, a stockout probability above 5%?",
    "How much did Lyon turn over in the last 90 days, everything in?",
)


@pytest.fixture(scope="module")
def understander() -> Understander:
    return small_world()


def _shape(plan: Plan) -> tuple[object, ...]:
    return plan.intent, plan.measures, plan.entities, plan.filters, plan.window, plan.among


@pytest.mark.parametrize("question", WHOLE)
def test_a_whole_question_takes_nothing_of_those_before(understander: Understander, question: str) -> None:
    alone = understander.plan(question)
    for before in BEFORE:
        after = understander.plan(question, [{"role": "user", "content": before}])
        assert _shape(after) == _shape(alone), before


@pytest.mark.parametrize(
    "question",
    [
        "And in Lyon?",
        "How many of them does Lyon have on hand?",
        "And how much of it is left?",
        "Does Green Tea sell more than that?",
        "Which of those come from Nordic Dairy Ltd?",
    ],
)
def test_what_points_back_still_does(understander: Understander, question: str) -> None:
    before = [{"role": "user", "content": BEFORE[0]}]
    assert understander.plan(question, before) != understander.plan(question)


def test_a_pronoun_behind_its_name_is_explained() -> None:
    assert "it" not in without_explained("why the rush on [product]? when does it run out?").split()
    assert "them" not in without_explained("what does one order with [supplier] cost, and do we owe them?").split()
    assert "that" in without_explained("does [product] sell more than that?").rstrip("?").split()
    assert "them" in without_explained("in [store], how many of them are left?").split()
