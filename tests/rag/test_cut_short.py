"""Codes and store numbers that fit nothing whole: asked back where several begin so, unknown where none does."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from rag.names.catalogue import Catalogue, Item
from rag.times.windows import Calendar
from rag.understanding.understander import Understander

AS_OF = date(2025, 11, 19)
CALENDAR = Calendar(AS_OF, date(2023, 1, 1), tuple(AS_OF + timedelta(n) for n in range(1, 29)))
TOYS = {"TOY-101": "Wooden Train Red", "TOY-104": "Wooden Train Blue", "TOY-210": "Marble Run"}
CODES = ("GROC_2_114", "GROC_2_117", "GROC_2_300", "GROC_1_001")


@pytest.fixture(scope="module")
def understander() -> Understander:
    items = [Item("product", code, code) for code in CODES]
    items += [Item("product", code, name) for code, name in TOYS.items()]
    items += [Item("store", str(n), f"Leeds {n}") for n in (37, 39)]
    items += [Item("store", "12", "York 12"), Item("category", "GROC_2", "GROC_2")]
    return Understander(Catalogue(items, CALENDAR), reader=None)


@pytest.mark.parametrize(
    ("question", "intent"),
    [
        ("expected units of GROC_2_11 in Leeds 37 next week?", "clarify"),
        ("stock of TOY-10 at York 12", "clarify"),
        ("stock of TOY-104 at York 12", "value"),
        ("stock of TOY-999 at York 12", "no_data"),
        ("how many GROC_2_118 will Leeds 39 sell tomorrow?", "no_data"),
        ("sales forecast for Leeds 987, next week", "no_data"),
        ("expected sales in York 99 tomorrow?", "no_data"),
        ("expected sales in Leeds 39 tomorrow?", "value"),
        ("expected sales in York 7 days from tomorrow", "value"),
        ("what was sold in York 2024?", "value"),
    ],
)
def test_codes_and_numbers(understander, question, intent):
    assert understander.plan(question).intent == intent


def test_what_a_store_gets_through_in_a_week_is_of_that_week(understander):
    for verb in ("get through", "go through", "burn through"):
        window = understander.plan(f"how many TOY-104 will York 12 {verb} next week, Monday to Sunday?").window
        assert (window.start.weekday(), window.days) == (0, 7)
