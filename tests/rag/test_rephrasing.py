# ruff: noqa: E501 - a wording is read on one line
"""Foreign, formal and roundabout wordings are put into the usual ones; everything else stays as it was."""

from __future__ import annotations

import pytest

from rag.understanding.message.rephrasing import put_plainly
from rag.understanding.message.set_aside import without_what_is_set_aside


@pytest.mark.parametrize(
    ("said", "plain"),
    [
        ("how much pieces do we need", "how many pieces do we need"),
        ("what number of units went out", "how many units went out"),
        ("sales in the three weeks which come", "sales in the next three weeks"),
        ("units of the latest 14-day period", "units of the last 14 days"),
        ("the most recent six days against the previous six", "the last six days against the six days before that"),
        ("tomorrow and after tomorrow", "tomorrow and the day after tomorrow"),
        ("tomorrow and the day after tomorrow", "tomorrow and the day after tomorrow"),
        ("March, the 3rd to the 9th", "from 3 to 9 March"),
        ("in three days' time", "three days from now"),
        ("the deviation standard", "the standard deviation"),
        ("the security stock", "the safety stock"),
        ("the lower end at 5% and the upper end at 95%", "P5 and P95"),
        ("was due earlier than 4 May", "was due before 4 May"),
        ("earlier than 5 days", "earlier than 5 days"),
        ("it will not last 4 days", "it will cover less than 4 days"),
        ("the last 4 days", "the last 4 days"),
        ("who is the runner up", "who is the runner-up"),
        ("Were demand for it to rise by a fifth, what then?", "if demand for it rise by a fifth, what then?"),
        ("Were there any returns to speak of, and where?", "Were there any returns to speak of, and where?"),
        ("top 5 days of cover", "top 5 products by days of cover"),
        ("all what we need in the five days to come", "everything that we need in the next five days"),
        ("what went per day last month, against what goes in the six to come", "what went per day last month, against what goes in the next six days"),
        ("the month just ended", "last month"),
        ("which of them lets us wait longest", "which of them takes longest to deliver"),
        ("with how many sold units on Friday must we reckon", "how many units will be sold on Friday"),
        ("where do the most umbrellas lie", "where is there the most stock of umbrellas"),
        ("where does most glue lie", "where is there most stock of glue"),
        ("eighty-five percent availability", "85% availability"),
        ("a service degree of ninety percent", "a service level of 90%"),
        ("Should the order be rescinded, when is it gone?", "Should the order be not placed, when is it gone?"),
        ("the open order was withdrawn", "the open order was withdrawn"),
        ("thu, fri and sat", "Thursday to Saturday"),
        ("mon and wed", "Monday and Wednesday"),
        ("which of Monday, Tuesday and Wednesday", "which of Monday, Tuesday and Wednesday"),
        ("No truck comes for 9 days. What goes in that time?", "No truck comes for 9 days. What goes over the next 9 days?"),
        ("We sold 5 over 9 days. How many came back in that time?", "We sold 5 over 9 days. How many came back in that time?"),
        ("We can move 6 of it from A to B. What is left?", "if we move 6 of it from A to B. What is left?"),
        ("my boss limits us to 700 for it", "my boss gives me a budget of 700 for it"),
        ("He grants us for Leeds 500 euros in all", "He grants us 500 euros for Leeds in all"),
        ("the pot for Leeds has 700", "my budget for Leeds is 700"),
        ("whose three bills", "which three suppliers' bills"),
        ("it profits most while it is on offer", "it profits most from a promotion"),
    ],
)  # fmt: skip
def test_a_wording_is_put_plainly(said, plain):
    assert put_plainly(said) == plain


def test_why_somebody_asks_is_no_question_and_leaves_its_place():
    said = "We're deciding which lines to drop in Toys. What sells least there?"
    assert without_what_is_set_aside(said) == "in Toys: What sells least there?"
    said = "I am writing the monthly report. What did we sell?"
    assert without_what_is_set_aside(said) == "What did we sell?"
    said = "I am thinking of you."
    assert without_what_is_set_aside(said) == said


def test_what_is_known_already_is_no_question_and_leaves_its_place():
    said = "I know what sells best in Cork, no need for that. Which one comes second?"
    assert without_what_is_set_aside(said) == "in Cork: Which one comes second?"
