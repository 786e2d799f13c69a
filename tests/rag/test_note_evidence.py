"""Clauses that only notes can answer are told by the notes themselves, and nothing else is sent there."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from rag.names.catalogue import Catalogue, Item
from rag.notes.words import NoteWords, first_days_of_it, stem
from rag.times.windows import Calendar
from rag.understanding import Understander

AS_OF = date(2025, 11, 19)
NOTES = (
    ("Lyon: unloading rules. Receiving is short of people: 3 hours for unloading each morning.", {"store": "S2"}),
    ("Fuel surcharge of our carriers. Diesel became more expensive. Transport costs more from next quarter.", {}),
    ("Orders with Nordic Dairy Ltd go through their portal; phone orders are not accepted.", {"supplier": "V1"}),
    ("Product safety notice. Batch Z604 of Oat Milk 1L must not be sold.", {"product": "P1"}),
    ("Green Tea changes its box. The packaging uses less plastic. The barcode did not change.", {"product": "P2"}),
)  # fmt: skip


@pytest.fixture(scope="module")
def understander() -> Understander:
    items = [Item("product", "P1", "Oat Milk 1L"), Item("product", "P2", "Green Tea")]
    items += [Item("store", "S1", "Leeds"), Item("store", "S2", "Lyon"), Item("supplier", "V1", "Nordic Dairy Ltd")]
    steps = tuple(AS_OF + timedelta(n) for n in range(1, 57))
    about = {f"N{n}": about for n, (_, about) in enumerate(NOTES)}
    catalogue = Catalogue(
        items, Calendar(AS_OF, date(2023, 1, 1), steps), note_about=about, note_words=NoteWords.read(NOTES)
    )
    return Understander(catalogue)


@pytest.mark.parametrize(
    "question",
    [
        "how long does the driver have for unloading in the morning in Lyon",
        "By how much does transport get dearer because of the diesel price?",
        "Somebody is asking about batch Z604. Which of our products was that?",
        "Does the packaging of Green Tea contain less plastic, and did the barcode change?",
    ],
)
def test_what_a_note_tells_in_words_that_figures_never_need_is_asked_of_the_notes(
    understander: Understander, question: str
) -> None:
    assert understander.plan(question).intent == "notes"


@pytest.mark.parametrize(
    "question",
    [
        "How many Green Tea will Lyon sell next week?",
        "how much stock of Oat Milk 1L is in Leeds each morning on average",
        "What do all orders from Nordic Dairy Ltd cost, and when are they due?",
        "Which product in Lyon sells more than the others?",
    ],
)
def test_figures_stay_figures_though_notes_use_some_of_the_words(understander: Understander, question: str) -> None:
    assert understander.plan(question).intent not in ("notes", "no_data", "refuse")


def test_a_figure_beside_a_clause_that_notes_tell_has_both(understander: Understander) -> None:
    plan = understander.plan(
        "How long is there for unloading each morning in Lyon, and how many units sold there yesterday?"
    )
    assert plan.measures == ("actual_sales",)
    assert "unloading" in plan.note_query


def test_a_matter_that_no_note_about_it_mentions_is_not_answered_from_the_notes(understander: Understander) -> None:
    plan = understander.plan("Know a good pizzeria with a terrace near Lyon?")
    assert plan.intent in ("no_data", "refuse")


def test_the_best_note_is_of_what_is_named_and_common_words_do_not_count() -> None:
    words = NoteWords.read(NOTES)
    assert words.best({stem("unloading"): 9.0}, {"store": ["S2"]}) == [stem("unloading")]
    assert words.best({stem("unloading"): 9.0}, {"store": ["S1"]}) == []
    many = NoteWords.read([("delivery was late", {"store": "S1"})] * 30)
    assert many.best({"delivery": 5.0}, {}) == []


@pytest.mark.parametrize(
    ("said", "days"),
    [
        ("in the first 6 days of the campaign", 6),
        ("over its first two weeks", 14),
        ("the first week of it", 7),
        ("in the ten days starting with that date", 10),
        ("over the 10 days of that offer", None),
        ("in the next 10 days", None),
    ],
)
def test_the_first_days_of_what_a_note_dates(said, days):
    assert first_days_of_it(said) == days
