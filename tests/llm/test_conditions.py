"""Conditions in words: what a list or a sum says of the rows that it was made of."""

from __future__ import annotations

from datetime import date

import pytest

from llm.conditions import condition_words
from rag.plan import Filter, Plan

URGENT = ("order_now", "expedite")


@pytest.mark.parametrize(
    ("filters", "words"),
    [
        ((Filter("order_qty", ">", 0),), "should be ordered"),
        ((Filter("order_qty", ">", 0), Filter("action", "in", URGENT)), "must be ordered today"),
        ((Filter("order_qty", ">", 0), Filter("action", "not in", URGENT)), "should be ordered but not today"),
        ((Filter("action", "=", "excess"),), "with excess stock"),
        ((Filter("order_by", "<=", date(2026, 11, 7)),), "with an order date by 7 November 2026"),
        ((Filter("due_on", "<", date(2026, 11, 7)),), "with a delivery due before 7 November 2026"),
        ((Filter("trend", "!=", "rising"),), "without trend rising"),
        ((Filter("product_name", "not in", ("Green Tea",)),), "except Green Tea"),
        (
            (Filter("order_qty", ">", 0), Filter("product_name", "not in", ("Green Tea",))),
            "should be ordered except Green Tea",
        ),
    ],
)
def test_a_condition_says_what_was_selected_and_not_its_opposite(filters: tuple[Filter, ...], words: str) -> None:
    assert condition_words(Plan("list", filters=filters), 2) == words
