"""Sizes of what-ifs, limits and thresholds, as people put them."""

from __future__ import annotations

import pytest

from rag.understanding.amounts import read_amounts


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("if that costs us a quarter of [future]'s demand, what would we sell?", "demand", -0.25),
        ("suppose roadworks take away 30% of the customers", "demand", -0.3),
        ("there is 1700 left in the pot for [store]. what do the orders cost and what remains?", "budget", 1700.0),
        ("700 is all i may spend with [supplier]. what do the orders come to, and what is left?", "budget", 700.0),
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
