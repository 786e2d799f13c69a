# ruff: noqa: E501 - a wording is read on one line
"""Questions as other people put them: waits, lacking money, chances of having enough, what a promotion brings."""

from __future__ import annotations

import pytest

from rag.plan import Filter
from rag.understanding import Understander
from rag.understanding.message.rephrasing import put_plainly
from tests.rag.small_world import AS_OF, asked, small_world


@pytest.fixture(scope="module")
def understander() -> Understander:
    return small_world()


@pytest.mark.parametrize(
    "question",
    [
        "Harrow Tools LT 12 days not 5: Hand Saw 400mm sold at Leeds over those 12 days?",
        "Delivery of Hand Saw 400mm takes 12 days as of today, not 5 any more. What will Leeds sell of it in such a wait?",
        "so Harrow Tools now 12 days for Hand Saw 400mm, before was 5. in these 12 days how many does Leeds sell",
        "The lead time of Hand Saw 400mm went from 5 up to 12 days. What does Leeds sell over these 12 days?",
    ],
)
def test_sales_while_a_later_delivery_is_waited_for(understander, question):
    plan = asked(understander, question)
    assert (plan.measures, plan.entities.products, plan.scenario) == (("expected_sales",), ("P3",), None)
    assert plan.window is not None
    assert (plan.window.end - AS_OF).days == 12


def test_a_longer_lead_time_is_still_a_supposition(understander):
    plan = asked(
        understander, "With a lead time of 12 days instead of 5, what would we order of Hand Saw 400mm in Leeds?"
    )
    assert plan.scenario is not None


@pytest.mark.parametrize(
    "complaint",
    [
        "Nothing works at Harrow Tools these days",
        "We only have trouble with Harrow Tools",
        "Harrow Tools drives me mad",
    ],
)
def test_a_complaint_about_a_supplier_leaves_what_is_spoken_of(understander, complaint):
    plan = asked(understander, "Sales of Hand Saw 400mm in Leeds, next 7 days?", complaint, "And in the next 12 days?")
    assert (plan.entities.products, plan.entities.suppliers) == (("P3",), ())


@pytest.mark.parametrize(
    ("question", "level"),
    [
        ("How many Green Tea does Leeds need for a 90% chance of not running out next week?", 0.9),
        ("How much Green Tea in Leeds so that we get through next week with a 95% chance without selling out?", 0.95),
        ("How many pairs of Green Tea for Leeds next week if I accept a 10% chance of running out?", 0.9),
    ],
)
def test_the_chance_of_having_enough(understander, question, level):
    plan = asked(understander, question)
    assert plan.levels == (level,)


@pytest.mark.parametrize(
    ("question", "severity"),
    [
        ("What is the number of alerts with grade warning in Leeds?", "warning"),
        ("how much alerts has Leeds that are info ones", "info"),
        ("How many alerts of severity critical has Leeds?", "critical"),
    ],
)
def test_alerts_of_a_grade(understander, question, severity):
    assert Filter("severity", "=", severity) in asked(understander, question).filters


@pytest.mark.parametrize(
    "question",
    [
        "Which Dairy products in Leeds have a best weekday other than Saturday?",
        "dairy, leeds, all articles where best day of week is not saturday",
        "Which Dairy products in Leeds don't peak on Sat?",
    ],
)
def test_any_weekday_but_one(understander, question):
    assert Filter("peak_weekday", "!=", "Saturday") in asked(understander, question).filters


@pytest.mark.parametrize(
    "question",
    [
        "I'm thinking of putting Green Tea into the next campaign. What effect in percent does a promotion have on it?",
        "We plan the leaflet and I'd like to put Green Tea in it. What percent extra does a promotion bring for it?",
        "if we put green tea in action, sales are normally how much percent higher",
    ],
)
def test_what_a_promotion_brings(understander, question):
    plan = asked(understander, question)
    assert (plan.measures, plan.entities.products) == (("promo_uplift_pct",), ("P2",))


@pytest.mark.parametrize(
    "question",
    [
        "Which articles in Leeds nobody bought in the last 28 days?",
        "What has Leeds not sold a single piece of in the last 4 weeks?",
        "Which products found no buyers in Leeds in the last 28 days?",
    ],
)
def test_what_nobody_bought(understander, question):
    plan = asked(understander, question)
    assert (plan.intent, plan.filters) == ("list", (Filter("actual_sales", "<=", 0),))


def test_empty_and_not_on_order(understander):
    plan = asked(understander, "Which articles are empty in Leeds but nothing is on order?")
    assert {f.column for f in plan.filters} == {"on_hand", "on_order"}


def test_two_firms_are_compared_by_what_is_said(understander):
    late = asked(understander, "Who is later with deliveries, Nordic Dairy Ltd or Harrow Tools?")
    assert late.measures == ("supplier_on_time_rate",)
    assert asked(understander, "Who is better, Nordic Dairy Ltd or Harrow Tools?").intent == "clarify"


@pytest.mark.parametrize(
    ("said", "plain"),
    [
        ("orders sent before the day is over", "orders sent today"),
        ("Tomorrow and the six days after it: what sells?", "the next 7 days: what sells?"),
        ("last wk (Mon 29 Dec - Sun 4 Jan)", "from 29 Dec to 4 Jan"),
        ("the period beginning tomorrow and ending on 31 May inclusive", "from tomorrow to 31 May"),
        ("which day from Monday to Sunday is best?", "which weekday is best?"),
        ("I don't want to forget anything for Leeds: please list the orders", "please list the orders for Leeds"),
        ("The coffee is terrible. What is out of stock?", "What is out of stock?"),
        ("Sorry, wrong pack. The other", "Sorry, wrong one. The other"),
        ("what's out within 10 days without new orders?", "what's out within 10 days?"),
        ("til where do u fill it up", "up to what level do we fill it"),
        ("And Leeds alone, how much is it there?", "And Leeds alone?"),
        ("the category I asked for first", "the first category"),
        ("So it is finished on which date?", "So when does it run out?"),
        ("What is the date on which its stock will be used up?", "when does its stock run out?"),
        ("The delay is how many days?", "how many days is The delay?"),
        ("everything what comes from York", "everything that comes from York"),
        ("Which of them are bought from Harrow Tools?", "Which of them come from Harrow Tools?"),
        ("Which of them are bought from Harrow Tools today?", "Which of them are bought from Harrow Tools today?"),
        ("the economic lot to order according to Wilson", "the EOQ to order"),
        ("which needs more time to get our stuff here?", "which has the longer lead time?"),
        ("assume that takes 25% off Tools there, what then?", "assume demand for Tools there falls by 25%, what then?"),
        ("Where do we lose the most sales in York? The three worst products", "for which three products do we lose the most sales in York"),
        ("Once more the black: when is it gone?", "again the black one: when is it gone?"),
    ],
)  # fmt: skip
def test_said_in_the_usual_words(said, plain):
    assert put_plainly(said) == plain
