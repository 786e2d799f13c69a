# ruff: noqa: E501 - questions are read on one line
"""The same question as different people put it: what is understood stays the same."""

from __future__ import annotations

import pytest

_KEY = ("intent", "measures", "entities", "filters", "sort", "limit", "scenario", "levels", "group_by", "statistic")


def _read(assistant, *messages):
    history = []
    for said in messages[:-1]:
        history += [{"role": "user", "content": said}, {"role": "assistant", "content": ""}]
    return assistant.understander.plan(messages[-1], history)


def _key(plan):
    return [
        (*(getattr(p, k) for k in _KEY), p.window and (p.window.start, p.window.end)) for p in (plan, *plan.also)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("plain", "paraphrases"),
    [
        (
            "Which product in Cork has the highest return rate?",
            ("Just one product in Cork, the one whose return rate beats all others.", "what's nr 1 in return rate at Cork?"),
        ),
        (
            "Which supplier has the highest revenue over the last 90 days?",
            ("revenue of the last 90 days per supplier, n tell me the no 1", "Group the revenue of the last 90 days by supplier and name the winner."),
        ),
        (
            "What are the payment terms of Lowland Distribution?",
            ("By when do we have to pay the bills of Lowland Distribution?", "Within how many days must we settle Lowland Distribution's invoices?"),
        ),
        (
            "My budget for Cork is 300 euros. By how much do all recommended orders there exceed it?",
            ("By how much would I exceed my 300 euros for Cork if I ordered all you recommend there?", "Mail from finance, max is 300 for Cork. Sum of all order proposals there, and how much too much is that?"),
        ),
        (
            "If demand for Greek Yoghurt 500g in Cork rises by 20% next week, how many do we sell?",
            ("They show Greek Yoghurt 500g on television. Suppose that lifts demand in Cork by 20% next week, how many do we sell?", "say Greek Yoghurt 500g sells 20% better in Cork next week because somebody praised it, how many do we sell?"),
        ),
        (
            "If the lead time of Greek Yoghurt 500g goes from 3 to 9 days, how many should Cork order?",
            ("If the lead time of Greek Yoghurt 500g stretches from 3 days to 9, how many should Cork order?",),
        ),
        (
            "On which weekday does Greek Yoghurt 500g sell best in Cork?",
            ("I get extra staff on one weekday only: on which weekday does Greek Yoghurt 500g sell best in Cork?",),
        ),
    ],
)  # fmt: skip
def test_paraphrases_are_read_as_the_plain_question(assistant, plain, paraphrases):
    meant = _key(_read(assistant, plain))
    for said in paraphrases:
        read = _key(_read(assistant, said))
        assert [k[:2] + k[2:9] for k in read] == [k[:2] + k[2:9] for k in meant], said


@pytest.mark.parametrize(
    ("said", "level"),
    [
        ("Which total of Greek Yoghurt 500g in Cork has a 90% probability of not being exceeded over the next 7 days?", 0.9),
        ("Which total of Greek Yoghurt 500g in Cork has a 5% probability of being exceeded over the next 7 days?", 0.95),
        ("Which figure has a 95% chance that demand for Greek Yoghurt 500g in Cork does not go above it in the next 7 days?", 0.95),
        ("We want to be short at most one time in ten. How many units of Dairy is that over the next 7 days?", 0.9),
        ("How many units of Dairy for the next 7 days if we may be left empty no more than one week in twenty?", 0.95),
        ("What total will Dairy stay below one time in ten over the next 7 days?", 0.1),
    ],
)  # fmt: skip
def test_how_often_stock_may_run_short(assistant, said, level):
    assert _read(assistant, said).levels == (level,)


def test_other_shops_leave_out_the_one_that_is_told(assistant):
    shops = {i.id for i in assistant.understander.catalogue.of_kind("store")}
    cork = _read(assistant, "What is the stock value of Cork?").entities.stores
    firm = "Recommended orders from Lowland Distribution"
    for said in (
        f"Cork does its own thing this time, so what do {firm} come to in all the other shops?",
        f"Cork orders by itself. What do {firm} come to in all other shops?",
    ):
        assert set(_read(assistant, said).entities.stores) == shops - set(cork), said
    first = "What will we sell of Dairy over the next 7 days, all shops?"
    for said in ("Please subtract the Cork part and tell me what remains.", "What is left if you deduct Cork?"):
        plan = _read(assistant, first, said)
        assert set(plan.entities.stores) == shops - set(cork), said
        assert plan.entities.categories


@pytest.mark.parametrize(
    "said",
    ["Stock across all stores?", "total on hand, whole chain", "Stock in Sligo right now?", "How many does Sligo have on hand?"],
)  # fmt: skip
def test_a_bare_figure_is_of_the_product_spoken_of(assistant, said):
    first = "How many Greek Yoghurt 500g do we sell in Cork next week?"
    plan = _read(assistant, first, said)
    assert plan.entities.products == _read(assistant, first).entities.products
    assert plan.measures == ("on_hand",)
    for other in (
        "What is the stock value of all our products?",
        "Total revenue of the whole company over the last 90 days?",
    ):
        assert not _read(assistant, first, other).entities.products


@pytest.mark.parametrize(
    "said",
    ["And the 1kg? How many?", "Then I'd like it for size 1kg too, please.", "same q for 1kg"],
)
def test_another_size_asked_in_passing(assistant, said):
    first = "How many Greek Yoghurt 500g do we sell in Cork next week?"
    meant = _read(assistant, "How many Greek Yoghurt 1kg do we sell in Cork next week?")
    assert _read(assistant, first, said).entities == meant.entities


def test_stretches_told_without_their_unit(assistant):
    for said in (
        "What do we expect to sell of Greek Yoghurt 500g in Cork over the next 7 days, and what did the last 7 really bring?",
        "Greek Yoghurt 500g in Cork: sold qty 7 days back + forecast 7 days ahead",
    ):
        plan = _read(assistant, said)
        windows = [w for p in (plan, *plan.also) for w in (p.window, p.second_window) if w is not None]
        assert sorted((w.side, w.days) for w in windows) == [("forecast", 7), ("history", 7)], said
    for said in ("Cork, summer 1999: units sold?", "Unit sales from summer 1999, shop Cork?"):
        assert _read(assistant, said).intent == "no_data", said


def test_a_service_level_beside_its_what_if(assistant):
    plan = _read(
        assistant, "Which service level is set for Greek Yoghurt 500g in Cork, and what if I raised it to 98%?"
    )
    assert plan.scenario.value == 0.98
    assert plan.also[0].measures == ("cycle_service_level",)
    assert not _read(assistant, "Safety stock of Greek Yoghurt 500g in Cork at a service level of 98%?").also


def test_what_only_one_word_tells_is_asked_back(assistant):
    for said in (
        "I forgot the full name, but it's that screws one. How many do you advise for Cork?",
        "how many must I order from the screws one, shop is Cork",
    ):
        assert _read(assistant, said).intent == "clarify", said


def test_the_start_of_the_promotion_spoken_of(assistant):
    first = "Is Greek Yoghurt 500g going on promotion?"
    for said in ("Start date? And stock in Sligo right now?", "which day does it kick off + on hand qty Sligo"):
        assert set(_read(assistant, first, said).measures) == {"promotion_on", "on_hand"}, said
    sold = _read(
        assistant,
        "When does the next promotion of Greek Yoghurt 500g start?",
        "and how many do we sell on that first day?",
    )
    assert sold.measures == ("expected_sales",)
