"""Goods called by words that several share, in the short hand of the trade, and what moved the other way."""

from __future__ import annotations

import pytest

from tests.llm.demo_world import select

_HOSES = "name LIKE 'Shower Hose%'"


@pytest.mark.parametrize(
    "words",
    [
        "Which of our shower hoses is expected to sell the most over the next 7 days?",
        "out of all the shower hoses, which one will sell best in the next 7 days?",
        "which shower hose sells most over the next 7 days?",
        "Among the shower hoses, which is forecast to sell the most over the next 7 days?",
    ],
)
def test_the_first_of_a_kind(assistant, connection, words):
    units = dict(
        select(
            connection,
            "SELECT p.name, sum(f.mean) FROM forecasts f JOIN products p USING (product_id) "
            f"WHERE f.target = 'sales' AND f.step <= 7 AND p.{_HOSES} GROUP BY 1",
        )
    )
    answer = assistant.ask(words)
    assert answer.status == "answered"
    assert {r["name"] for r in answer.rows} == set(units)
    best = max(units, key=units.get)
    assert answer.answer.index(best) == min(answer.answer.index(n) for n in units if n in answer.answer)


@pytest.mark.parametrize(
    "words", ["How many shower hoses will we sell next week?", "which shop sells the most shower hoses?"]
)
def test_one_of_a_kind_is_asked_back(assistant, words):
    assert assistant.ask(words).status == "clarify"


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("adj spanner 250", "Adjustable Spanner 250mm"),
        ("bike chain 10 speed", "Bicycle Chain 10 Speed"),
        ("sml striped t-shirt", "Striped T-Shirt Small"),
        ("lge navy polo shirt", "Polo Shirt Navy Large"),
        ("t-shirt small", "Striped T-Shirt Small"),
    ],
)
def test_short_words_for_whole_ones(assistant, connection, said, name):
    (wanted,) = select(connection, "SELECT product_id FROM products WHERE name = ?", name)
    assert assistant.understander.plan(f"how many {said} will we sell in Cork next week?").entities.products == wanted


@pytest.mark.parametrize("words", ["and the hand saw, same question", "and the screwdriver set, same q please"])
def test_another_thing_that_several_are_is_never_the_one_before(assistant, words):
    assistant.ask("How many Claw Hammer 16oz will Cork sell next week?", conversation_id=words)
    assert assistant.ask(words, conversation_id=words).status == "clarify"


@pytest.mark.parametrize(
    "words", ["ok same but which grew most", "and which rose the most?", "now the biggest climbers", "same, but gained"]
)
def test_the_other_way_after_a_change(assistant, connection, words):
    asked = "Which class A products lost the most last week compared with the week before? Top 3 please"
    first = assistant.ask(asked, conversation_id=words)
    other = assistant.ask(words, conversation_id=words)
    of_class = {
        n
        for (n,) in select(connection, "SELECT name FROM products JOIN stats USING (product_id) WHERE abc_class = 'A'")
    }
    changes = [r["sales_change"] for r in other.rows]
    assert len(first.rows) == len(other.rows) == 3
    assert {r["name"] for r in (*first.rows, *other.rows)} <= of_class
    assert changes == sorted(changes, reverse=True)
    assert changes[-1] >= max(r["sales_change"] for r in first.rows)
