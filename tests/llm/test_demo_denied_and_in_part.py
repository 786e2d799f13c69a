# ruff: noqa: E501 - questions and statements are read on one line
"""What a question denies or leaves out, counts told whole and in part, and figures of speech for a level."""

from __future__ import annotations

import pytest

from tests.llm.demo_world import select

_CORK = "(SELECT store_id FROM stores WHERE name = 'Cork')"
_TODAY = "('order_now', 'expedite')"


def _one(connection, sql):
    return select(connection, sql)[0][0]


@pytest.mark.parametrize(
    ("words", "condition"),
    [
        ("How many class A products in Cork aren't in class X?", "abc_class = 'A' AND xyz_class <> 'X'"),
        ("Of our class A lines in Cork, how many are not X class?", "abc_class = 'A' AND xyz_class <> 'X'"),
        ("How many products in class A but not X are in Cork?", "abc_class = 'A' AND xyz_class <> 'X'"),
        ("How many products in Cork have a class other than A?", "abc_class <> 'A'"),
        ("How many products of Cork are neither X nor Y?", "xyz_class = 'Z'"),
        ("How many products in Cork sit outside class Z?", "xyz_class <> 'Z'"),
        ("How many lines in Cork are anything but smooth?", "demand_class <> 'smooth'"),
        ("How many products in Cork do not have lumpy demand?", "demand_class <> 'lumpy'"),
    ],
)
def test_classes_that_are_denied(assistant, connection, words, condition):
    count = _one(connection, f"SELECT count(*) FROM stats WHERE store_id = {_CORK} AND {condition}")
    assert f" {count} " in assistant.ask(words).answer


@pytest.mark.parametrize(
    ("words", "condition"),
    [
        ("How many lines in Cork carry an action other than OK?", "action <> 'ok'"),
        ("How many lines in Cork do not say expedite?", "action <> 'expedite'"),
        ("How many products in Cork don't have to be ordered today?", f"action NOT IN {_TODAY}"),
        ("How many products in Cork are not due for ordering today?", f"action NOT IN {_TODAY}"),
    ],
)
def test_actions_that_are_denied(assistant, connection, words, condition):
    count = _one(connection, f"SELECT count(*) FROM replenishment WHERE store_id = {_CORK} AND {condition}")
    text = assistant.ask(words).answer
    assert text.startswith(f"{count} ") or f" {count} " in text


@pytest.mark.parametrize("word", ["exept", "execpt", "excludng", "whitout", "appart from", "othr than", "exluding"])
def test_slips_in_words_that_leave_out(assistant, word):
    plan = assistant.understander.plan(f"total order value of everything recommended {word} Cork")
    cork = next(i.id for i in assistant.understander.catalogue.of_kind("store") if i.name == "Cork")
    assert plan.entities.stores
    assert cork not in plan.entities.stores
    plan = assistant.understander.plan(f"{word.capitalize()} Cork, how many units will we sell next week?")
    assert plan.entities.stores
    assert cork not in plan.entities.stores


@pytest.mark.parametrize("added", [" (no {})", ", so no {} please", " (not from {})"])
def test_left_out_in_brackets_and_at_the_end(assistant, added):
    catalogue = assistant.understander.catalogue
    gone = catalogue.of_kind("category")[0]
    plan = assistant.understander.plan("Top four products by revenue over the last 90 days" + added.format(gone.name))
    assert plan.entities.categories
    assert gone.id not in plan.entities.categories


@pytest.mark.parametrize(
    ("words", "whole", "part"),
    [
        ("How many products are overstocked in all, and how many of those are in Cork?", "SELECT count(DISTINCT product_id) FROM replenishment WHERE action = 'excess'", f"SELECT count(*) FROM replenishment WHERE action = 'excess' AND store_id = {_CORK}"),
        ("How many alerts are open, and how many of them in Cork?", "SELECT count(*) FROM alerts", f"SELECT count(*) FROM alerts WHERE store_id = {_CORK}"),
        ("How many alerts are there, of which how many in Cork?", "SELECT count(*) FROM alerts", f"SELECT count(*) FROM alerts WHERE store_id = {_CORK}"),
        ("How many class A products are there in Cork and how many of those are X?", f"SELECT count(*) FROM stats WHERE abc_class = 'A' AND store_id = {_CORK}", f"SELECT count(*) FROM stats WHERE abc_class = 'A' AND xyz_class = 'X' AND store_id = {_CORK}"),
    ],
)  # fmt: skip
def test_counts_whole_and_in_part(assistant, connection, words, whole, part):
    text = assistant.ask(words).answer
    assert all(f" {_one(connection, sql)} " in text for sql in (whole, part))


@pytest.mark.parametrize(
    "words",
    [
        "Put Cork and Sligo in one basket: how many units will they sell next week?",
        "How many units do Cork and Sligo sell next week as a pair?",
        "In one sum please: next week's sales of Cork and Sligo",
    ],
)
def test_two_places_in_one_basket(assistant, words):
    plan = assistant.understander.plan(words)
    assert (plan.intent, len(plan.entities.stores)) == ("value", 2)


@pytest.mark.parametrize(
    ("words", "kind", "value"),
    [
        ("It will rain. Knock 25% off, what remains?", "demand", -0.25),
        ("take a good 20% off, how many then?", "demand", -0.2),
        ("knock 25% off the price, what do we sell?", "promotion", None),
        ("a promotion with 25% off, what then?", "promotion", None),
    ],
)
def test_percent_taken_off_expected_sales(assistant, words, kind, value):
    first = assistant.ask("What will Cork sell of Unsalted Butter 250g over the next 7 days?", conversation_id=words)
    assert first.status == "answered"
    plan = assistant.ask(words, conversation_id=words).plan
    assert (plan.scenario.kind, plan.scenario.value) == (kind, value)


def test_where_we_stand_and_the_level_filled_up_to(assistant):
    assistant.ask("How much Unsalted Butter 250g should I order for Cork?", conversation_id="stand")
    plan = assistant.ask("Where do we stand now, and the level you're topping up to?", conversation_id="stand").plan
    assert "order_up_to" in plan.measures
    told = assistant.ask("Show me where we stand and the level you fill up to.", conversation_id="stand").plan
    assert set(told.measures) == {"inventory_position", "order_up_to"}


def test_stacks_that_are_enough_so_many_times(assistant):
    first = "What will Cork sell of Unsalted Butter 250g over the next 14 days?"
    for number, words in enumerate(
        (
            "I want a stack that would be enough 95 times out of 100. How tall is the stack?",
            "What pile would do in 19 cases out of 20?",
        )
    ):
        assistant.ask(first, conversation_id=f"stack{number}")
        assert assistant.ask(words, conversation_id=f"stack{number}").plan.levels == (0.95,)


def test_the_one_weekday(assistant):
    plan = assistant.understander.plan(
        "I can staff the Unsalted Butter 250g shelf in Cork one weekday only. Which one, judging by sales?"
    )
    assert plan.measures == ("peak_weekday",)


@pytest.mark.parametrize(
    "words", ["How many critical alerts are there outside Cork?", "critical alerts besides Cork, how many?"]
)
def test_places_that_are_left_out(assistant, connection, words):
    count = _one(connection, f"SELECT count(*) FROM alerts WHERE severity = 'critical' AND store_id <> {_CORK}")
    assert f" {count} " in assistant.ask(words).answer


def test_recommended_orders_of_other_suppliers_stay_recommended(assistant):
    plan = assistant.understander.plan("How many recommended orders are not from Lowland Distribution?")
    assert any((f.column, f.op) == ("order_qty", ">") for f in plan.filters)
