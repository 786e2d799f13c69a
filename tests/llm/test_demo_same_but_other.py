"""The same in another size or colour, places after a list, leads between two figures, times that are supposed."""

from __future__ import annotations

import pytest

from tests.llm.demo_world import expected_units, select

_MONDAY = "(SELECT 8 - isodow(max(date)::DATE) FROM sales)"


@pytest.mark.parametrize(
    ("first", "then", "meant"),
    [
        ("Hand Saw 400mm", "the same saw in 550mm?", "Hand Saw 550mm"),
        ("Hand Saw 400mm", "and that one, but in 550mm?", "Hand Saw 550mm"),
        ("Polo Shirt Navy Medium", "same shirt, but in large?", "Polo Shirt Navy Large"),
        ("Greek Yoghurt 500g", "what about it in 1kg?", "Greek Yoghurt 1kg"),
        ("Washers M8 100 Pack", "same thing in M10?", "Washers M10 100 Pack"),
    ],
)
def test_the_same_in_another_size(assistant, turns, first, then, meant):
    answer = turns(assistant, f"How much {first} does Cork have?", then)
    assert {r["product"] for r in answer.rows} == {meant}
    assert {r["store"] for r in answer.rows} == {"Cork"}


@pytest.mark.parametrize("then", ["the same saw in 700mm?", "and in size 700mm?", "that one in 700mm?"])
def test_a_size_that_nobody_has(assistant, turns, then):
    answer = turns(assistant, "How much Hand Saw 400mm does Cork have?", then)
    assert answer.status == "no_data"
    assert "Hand Saw 700mm" in answer.answer


@pytest.mark.parametrize("then", ["the same in Dublin?", "and the same saw in Dublin?", "that one in Dublin?"])
def test_the_same_in_another_store(assistant, turns, then):
    answer = turns(assistant, "How much Hand Saw 400mm does Cork have?", then)
    assert {(r["product"], r["store"]) for r in answer.rows} == {("Hand Saw 400mm", "Dublin")}


@pytest.mark.parametrize(
    ("then", "place"),
    [
        ("who comes last?", -1),
        ("which store brings up the rear?", -1),
        ("and who is at the bottom?", -1),
        ("which one comes second?", 1),
        ("and third place?", 2),
        ("who's in the lead?", 0),
    ],
)
def test_places_after_every_store(assistant, connection, turns, then, place):
    names = [
        name
        for (name,) in select(
            connection,
            "SELECT s.name FROM forecasts f JOIN stores s USING (store_id) WHERE f.target = 'sales'"
            f" AND step BETWEEN {_MONDAY} AND {_MONDAY} + 6 GROUP BY s.name ORDER BY sum(mean) DESC",
        )
    ]
    answer = turns(assistant, "How many units will each store sell next week?", then)
    assert [r["name"] for r in answer.rows] == [names[place]]


@pytest.mark.parametrize(
    "then",
    [
        "By how many units is Dublin in front?",
        "and how far behind is Cork?",
        "how big is the lead?",
        "by what margin is Dublin ahead?",
        "by how much does Dublin beat Cork?",
    ],
)
def test_the_lead_of_one_of_two(assistant, connection, turns, then):
    answer = turns(assistant, "What will Cork sell of Hand Saw 400mm in the next 7 days?", "And Dublin?", then)
    cork, dublin = (expected_units(connection, s, "TOO-103") for s in ("S01", "S04"))
    told = [f.value for f in answer.facts if f.operation == "difference"]
    assert [abs(v) for v in told] == [pytest.approx(abs(dublin - cork), rel=0.01)]


@pytest.mark.parametrize(
    "then",
    ["how many more will Dublin sell next month?", "how many more do we need to order in Dublin?"],
)
def test_a_question_of_its_own_is_no_lead(assistant, turns, then):
    answer = turns(assistant, "What will Cork sell of Hand Saw 400mm in the next 7 days?", "And Dublin?", then)
    assert not [f for f in answer.facts if f.operation == "difference"]


@pytest.mark.parametrize(
    "then",
    [
        "Suppose it took them 12 days. What would we sell in that time?",
        "say it takes 12 days: how many do we sell until then?",
    ],
)
def test_as_long_as_it_is_supposed_to_take(assistant, connection, turns, then):
    answer = turns(assistant, "How long do they take to deliver Hand Saw 400mm to Cork?", then)
    units = expected_units(connection, "S01", "TOO-103", steps=12)
    assert any(f.value == pytest.approx(units, rel=0.01) for f in answer.facts)


def test_a_lead_time_that_is_supposed(assistant, turns):
    plan = turns(assistant, "lead time of Hand Saw 400mm in Cork?", "if it were 20 days, what should we order?").plan
    assert plan.scenario is not None
    assert (plan.scenario.kind, plan.scenario.value, plan.entities.products) == ("lead_time", 20, ("TOO-103",))


def test_one_figure_told_twice_is_no_sum(assistant, connection, turns):
    answer = turns(assistant, "how many Hand Saw 400mm has Cork?", "and in total?", "and that in all stores?")
    units = select(connection, "SELECT sum(on_hand) FROM replenishment WHERE product_id = 'TOO-103'")[0][0]
    assert units in [f.value for f in answer.facts]
    assert not [f for f in answer.facts if f.operation == "sum" and f.value != units]
