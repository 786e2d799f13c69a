"""Sizes of what-ifs, limits and thresholds, as people put them."""

from __future__ import annotations

import pytest

from rag.understanding.words.amounts import read_amounts
from rag.understanding.words.levels import read_levels
from rag.understanding.words.measures import find_measures


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("if that costs us a quarter of [future]'s demand, what would we sell?", "demand", -0.25),
        ("suppose roadworks take away 30% of the customers", "demand", -0.3),
        ("what would 50 pieces of [product] cost us to buy?", "quantity", 50.0),
        ("double it. what is the bill?", "quantity", 1.0),
        ("imagine [supplier] needing 21 days from now on. what sells in that time?", "lead_time", 21.0),
    ],
)
def test_the_size_of_a_supposition_is_read_from_its_words(text: str, kind: str, value: float) -> None:
    scenario = read_amounts(text).scenario
    assert scenario is not None
    assert (scenario.kind, scenario.value) == (kind, pytest.approx(value))


@pytest.mark.parametrize(
    "text",
    [
        "how many products have a really poor forecast, say a wape above 60%?",
        "which products have a more than 40% chance of running out?",
        "what would [store] sell of [product] [future]?",
        "how much do the recommended orders cost?",
    ],
)
def test_a_limit_is_no_supposition(text: str) -> None:
    assert read_amounts(text).scenario is None


@pytest.mark.parametrize(
    ("text", "limit"),
    [("name the two [category] products that sell the least", 2), ("the 3 that grew most", 3), ("top 5 products", 5)],
)
def test_how_many_rows_are_asked_for(text: str, limit: int) -> None:
    assert read_amounts(text).limit == limit


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("how low and how high? i need the 10%, the 50% and the 90% level.", (0.1, 0.5, 0.9)),
        ("what must we serve so that we are covered in 19 cases out of 20?", (0.95,)),
        ("how long can that wait at the most?", ()),
    ],
)
def test_levels_in_lists_and_in_cases(text: str, levels: tuple[float, ...]) -> None:
    assert read_levels(text)[0] == levels


def test_the_end_of_another_word_is_no_measure() -> None:
    for text in ("per day again?", "please summarise it", "i want to learn it"):
        assert find_measures(text) == []
    assert [f.id for f in find_measures("is there an uptrend?")] == ["trend"]
