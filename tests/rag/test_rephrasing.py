# ruff: noqa: E501 - a wording is read on one line
"""Foreign, formal and roundabout wordings are put into the usual ones; everything else stays as it was."""

from __future__ import annotations

import pytest

from rag.understanding.message.courtesies import without_courtesies
from rag.understanding.message.rephrasing import put_plainly
from rag.understanding.message.set_aside import without_what_is_set_aside
from rag.understanding.message.talk import without_talk


@pytest.mark.parametrize(
    ("said", "plain"),
    [
        ("how much pieces do we need", "how many pieces do we need"),
        ("wich 3 teas have the shortest cover", "which 3 teas have the shortest cover"),
        ("by what amount?", "by how much?"),
        ("which runs out first in Leeds, and when?", "which runs out first in Leeds and on what day?"),
        ("one chance in twenty of running out", "one in twenty chance of running out"),
        ("which deliveries are due this week", "which open orders are due in the next 7 days"),
        ("which orders should I place this week", "which orders should I place this week"),
        ("purchase orders arriving at Leeds", "open orders arriving at Leeds"),
        ("purchase orders due to be sent today", "purchase orders due to be sent today"),
        ("who supplies it and what are their terms", "who supplies it and what are their payment terms"),
        ("sellers of Leeds, going back 21 days", "sellers of Leeds, over the last 21 days"),
        ("42 days back: units sold", "over the last 42 days: units sold"),
        ("what did we sell 3 days back?", "what did we sell 3 days back?"),
        ("lines open there, on time or late?", "lines open there, late or not?"),
        ("Are they late or on time?", "Are they late or on time?"),
        ("the contractual delivery time", "the lead time"),
        ("Leeds might lend York 6 of them. What has each then?", "if Leeds lend York 6 of them. What has each then?"),
        (
            "say a radio ad boosts the oat milk in Leeds by 10%, what then?",
            "say demand for the oat milk in Leeds rises by 10%, what then?",
        ),
        (
            "if the firm pushes up prices by 10%, what does it cost?",
            "if the firm pushes up prices by 10%, what does it cost?",
        ),
        ("Whoops, the other one", "sorry, the other one"),
        ("what number of units went out", "how many units went out"),
        ("sales in the three weeks which come", "sales in the next three weeks"),
        ("units of the latest 14-day period", "units of the last 14 days"),
        ("the most recent six days against the previous six", "the last six days against the six days before that"),
        ("tomorrow and after tomorrow", "tomorrow and the day after tomorrow"),
        ("tomorrow and the day after tomorrow", "tomorrow and the day after tomorrow"),
        ("March, the 3rd to the 9th", "from 3 to 9 March"),
        ("in three days' time", "three days from now"),
        ("the deviation standard", "the standard deviation"),
        ("the lower and the upper quartile", "the 25th and 75th percentile"),
        ("the lower quartile of our products", "the lower quartile of our products"),
        ("twelve lines, and of those how many are late", "twelve lines, and how many of those are late"),
        ("to what level do we refill when we order", "to what level do we refill"),
        ("the security stock", "the safety stock"),
        ("the lower end at 5% and the upper end at 95%", "P5 and P95"),
        ("was due earlier than 4 May", "was due before 4 May"),
        ("earlier than 5 days", "earlier than 5 days"),
        ("it will not last 4 days", "it will cover less than 4 days"),
        ("the last 4 days", "the last 4 days"),
        ("who is the runner up", "who is the runner-up"),
        ("Were demand for it to rise by a fifth, what then?", "if demand for it rise by a fifth, what then?"),
        ("Were there any returns to speak of, and where?", "Were there any returns to speak of, and where?"),
        ("who returns the tape at the highest rate", "which one has the highest return rate of the tape"),
        ("which shop will be the next one without tape", "which shop will be the next to run out of tape"),
        ("All have late orders. Who has the most of them?", "All have late orders. Who has the most late orders?"),
        ("twenty-five per cent above it", "25 percent above it"),
        ("units sold in 5 days past and in the 5 to come", "units sold in the last 5 days and in the next 5 days"),
        ("the last 7 days against the 7 to come", "the last 7 days against in the next 7 days"),
        ("12% short of our prognosis", "12% short of our forecast"),
        ("how many they are?", "how many are they?"),
        ("how many they sell", "how many they sell"),
        ("put the shops in the window", "put the shops in the window"),
        ("put the shops in a row by revenue", "rank the shops by revenue"),
        ("what is overdue, leave it out", "not counting what is overdue"),
        ("Please narrow that list down to the items of class A", "Please only those items of class A"),
        ("who will bring up the rear", "who will sell the least"),
        ("the average worked out over the last week", "the average over the last week"),
        ("top 5 days of cover", "top 5 products by days of cover"),
        ("sales drop by fifteen percent", "sales drop by 15 percent"),
        ("a twenty-five percent cut", "a 25 percent cut"),
        ("the last but one", "second to last"),
        ("by what margin?", "by how much?"),
        ("Sought are the products without stock", "give me the products without stock"),
        ("which benefit, or profit, do we make from it", "which benefit, or profit, do we make from it"),
        ("articles that profit the most from promotions", "articles that benefit the most from promotions"),
        ("no quantity whatsoever is on order", "nothing is on order"),
        ("Till when can I let the order rest?", "by when must i place the order?"),
        ("if we stretch it to ten days", "within the next ten days"),
        ("which four in Cork are gone", "which four products in Cork are gone"),
        ("out of that lot", "out of those"),
        ("how many of that lot were recalled", "how many of that lot were recalled"),
        ("all what we need in the five days to come", "everything that we need over the next five days"),
        ("what went per day last month, against what goes in the six to come", "what went per day last month, against what goes in the next six days"),
        ("the month just ended", "last month"),
        ("which of them lets us wait longest", "which of them takes longest to deliver"),
        ("with how many sold units on Friday must we reckon", "how many units will be sold on Friday"),
        ("where do the most umbrellas lie", "where is there the most stock of umbrellas"),
        ("where does most glue lie", "where is there most stock of glue"),
        ("eighty-five percent availability", "85 percent availability"),
        ("a service degree of ninety percent", "a service level of 90 percent"),
        ("Should the order be rescinded, when is it gone?", "Should the order be not placed, when is it gone?"),
        ("the open order was withdrawn", "the open order was withdrawn"),
        ("We can move 6 of it from A to B. What is left?", "if we move 6 of it from A to B. What is left?"),
        ("He grants us for Leeds 500 euros in all", "He grants us 500 euros for Leeds in all"),
        ("whose three bills", "which three suppliers' bills"),
        ("it profits most while it is on offer", "it benefits most from a promotion"),
    ],
)  # fmt: skip
def test_a_wording_is_put_plainly(said, plain):
    assert put_plainly(said) == plain


@pytest.mark.parametrize(
    "said",
    [
        "What are the sales of Cleansing Wipes 3 x 25 Pack next week?",
        "How much is the demand for Wood Screws 4 x 50mm in Cork next week?",
        "What is the forecast for Tap Connector 15mm x 3m?",
    ],
)
def test_a_size_is_no_factor(said):
    assert put_plainly(said) == said


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


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("My feet hurt, don't send me a list: how many are left?", "how many are left?"),
        ("The fridge packed in and I'm soaked. When is it sold out?", "When is it sold out?"),
        ("Fair enough. And the others?", "And the others?"),
        ("I'm fed up with Oat Milk, when is it gone?", "I'm fed up with Oat Milk, when is it gone?"),
        ("My back room is full, what do I have too much of?", "My back room is full, what do I have too much of?"),
        ("I am tired.", "I am tired."),
        (
            "The till was stuck all last week. What went out in it?",
            "The till was stuck all last week. What went out in it?",
        ),
    ],
)
def test_talk_is_left_out_unless_it_names_something(said, asked):
    at = said.find("Oat Milk")
    assert without_talk(said, [(at, at + 8)] if at >= 0 else []) == asked


@pytest.mark.parametrize(
    ("said", "rest"),
    [
        ("need a quick no. - stock of tape in Cork?", "stock of tape in Cork?"),
        ("Hi, one more question: stock of tape in Cork?", "stock of tape in Cork?"),
        ("need a no. 3 ranking of the stores", "need a no. 3 ranking of the stores"),
        ("Two figures please: stock and sales of tape", "Two figures please: stock and sales of tape"),
    ],
)
def test_that_something_is_asked_is_no_part_of_it(said, rest):
    assert without_courtesies(said) == rest


@pytest.mark.parametrize(
    ("said", "rest"),
    [
        ("The boss is in a bad mood, so: what is the stock of tape?", "what is the stock of tape?"),
        ("My cousin wants to know: sales of tape next week?", "sales of tape next week?"),
        ("I want this for every shop: stock of tape", "I want this for every shop: stock of tape"),
        ("We are away next week: how many sold in stock?", "We are away next week: how many sold in stock?"),
        ("It is about Cork this time: stock of tape?", "It is about Cork this time: stock of tape?"),
    ],
)
def test_what_is_told_before_a_colon(said, rest):
    assert without_what_is_set_aside(said) == rest
