# ruff: noqa: E501 - questions are read on one line
"""A budget is read from a sum, who or what allows no more, and how the orders stand to it, in any wording."""

from __future__ import annotations

import pytest

from rag.understanding.message.budgets import with_the_budget_told
from rag.understanding.words.amounts import read_amounts


@pytest.mark.parametrize(
    ("text", "money"),
    [
        ("There is 1700 left in the pot for Leeds. What do the orders cost and what remains?", 1700),
        ("700 is all I may spend with Harrow Ltd. What do the orders come to, and what is left?", 700),
        ("My wallet for the lot is 400: is that enough for every order you advise?", 400),
        ("An amount of 900 has been made available for Leeds. By how much do your orders exceed it?", 900),
        ("my boss limits us to 700 for it, how much too much are the orders", 700),
        ("For Leeds the boss gives only 1400. All you advise to order there costs how much, and how much lacks me?", 1400),
        ("Cost of all orders for Leeds, and how far over the EUR 2,000 limit?", 2000),
        ("All that you advise together, and against the 900 from finance, how much is missing?", 900),
        ("They cut me to 900 euros. What do all orders cost, and by how much am I over?", 900),
        ("900 is the ceiling for Leeds. Cost of the orders, and the overshoot?", 900),
        ("By what amount do the orders for Leeds go beyond the £350 head office freed up, and what do they cost?", 350),
        ("Leeds capped at 1,150 this round. Total of your proposed orders? Amount over?", 1150),
        ("leeds, cap 800: every recommended order, over by how much?", 800),
        ("only got 1.5k for Leeds, short by?", 1500),
        ("If head office lets us have 2,400 dollars at most for those, how far over are we?", 2400),
        ("What extra sum must I ask the board for, with 650 euros granted, to place all your orders?", 650),
    ],
)  # fmt: skip
def test_the_money_that_is_allowed(text: str, money: float) -> None:
    scenario = read_amounts(with_the_budget_told(text).lower()).scenario
    assert scenario is not None
    assert (scenario.kind, scenario.value, scenario.relative) == ("budget", money, False)


@pytest.mark.parametrize(
    "text",
    [
        "Which orders are over 300 euros?",
        "How much do all orders over 500 euros cost together?",
        "What would we sell if the price fell to 12 euros, and how much more is that?",
        "In 95 cases out of 100, what demand do I have to cover?",
        "How much more than the 40 units on hand do I have to order for Leeds?",
        "Which suppliers have orders worth more than 1,000 euros?",
        "What is left of the 480 units we ordered?",
        "How do you get to 190 of the Brass Hinge 60mm in Leeds? What demand does it have to cover?",
    ],
)
def test_a_number_beside_orders_is_no_budget(text: str) -> None:
    assert with_the_budget_told(text) == text


def test_what_is_asked_is_put_plainly() -> None:
    assert with_the_budget_told("Finance caps Leeds at 900 euros. By how much do the orders break it?") == (
        "for Leeds the budget is 900 euros. how much short are we with the orders ?".replace(" ?", "?")
    )
    assert with_the_budget_told("I have 900 euros for Leeds. What remains after all the orders?").endswith(
        "how much of the budget is left after all the orders?"
    )
