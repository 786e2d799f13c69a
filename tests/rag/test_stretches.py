# ruff: noqa: E501 - a wording is read on one line
"""Two ends of one stretch of days are one time; what is said of the asking itself limits nothing."""

from __future__ import annotations

import pytest

from rag.understanding.message.courtesies import without_courtesies
from rag.understanding.message.stretches import as_one_stretch, from_end_to_end
from rag.understanding.message.tidying import tidy


@pytest.mark.parametrize(
    ("said", "plain"),
    [
        ("starting on Tuesday and ending on Friday", "from Tuesday to Friday"),
        ("since 3 March up to and including 9 March", "from 3 March to 9 March"),
        ("commencing with 2026-03-03, finishing at 2026-03-09", "from 2026-03-03 to 2026-03-09"),
        ("between the second and the eleventh of May", "from 2 to 11 May"),
        ("from the 4th till the twenty-first of June", "from 4 to 21 June"),
        ("on the third of April", "on 3 April"),
        ("3 March to 9 March, both days included", "3 March to 9 March"),
        ("a third of March sales", "a third of March sales"),
        ("starting with the oat milk", "starting with the oat milk"),
        ("running low since Monday", "running low since Monday"),
    ],
)
def test_the_ends_of_a_stretch(said, plain):
    assert from_end_to_end(said) == plain


def test_a_whole_week_said_by_its_ends_is_that_week():
    assert tidy("next week, from Monday to and with Sunday, how many?") == "next week, how many?"
    assert tidy("in the whole calendar month that comes after this one") == "in next month"


@pytest.mark.parametrize(
    ("said", "plain"),
    [
        ("May I ask how many we have?", "how many we have?"),
        ("Could I perhaps know which of them are late?", "which of them are late?"),
        ("Might I trouble you for the lead time?", "give me the lead time?"),
        ("How many are there, if you don't mind?", "How many are there?"),
        ("the number, without any table, of late orders", "the number of late orders"),
        ("How many are late? No essay please.", "How many are late?"),
        ("Which products are without an order?", "Which products are without an order?"),
        ("How many sold in May?", "How many sold in May?"),
        ("A list, please.", "A list, please."),
    ],
)
def test_courtesies_say_nothing_of_the_matter(said, plain):
    assert without_courtesies(said) == plain


@pytest.mark.parametrize(
    ("said", "plain"),
    [
        ("thu, fri and sat", "Thursday to Saturday"),
        ("mon and wed", "Monday and Wednesday"),
        ("which of Monday, Tuesday and Wednesday", "which of Monday, Tuesday and Wednesday"),
        ("No truck comes for 9 days. What goes in that time?", "No truck comes for 9 days. What goes over the next 9 days?"),
        ("We sold 5 over 9 days. How many came back in that time?", "We sold 5 over 9 days. How many came back in that time?"),
    ],
)  # fmt: skip
def test_days_in_a_row_and_a_time_taken_up_again_are_one_stretch(said, plain):
    assert as_one_stretch(said) == plain
