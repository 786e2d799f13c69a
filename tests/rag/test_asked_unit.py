"""What was asked for in days, percent, money or as a date is not answered in units."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rag.plan import Entities, Plan, Scenario
from rag.understanding.plans.asked_unit import asked_back_about_the_unit, other_unit


def _plan(question: str, *measures: str) -> Plan:
    return Plan("value", measures=measures, question=question)


@pytest.mark.parametrize(
    ("question", "measure", "sort"),
    [
        ("By how many days is that running behind?", "on_order", "days"),
        ("What percentage lift should I expect?", "expected_sales", "percent"),
        ("How much money is in it?", "on_hand", "money"),
        ("On what date is it?", "expected_sales", "date"),
    ],
)
def test_a_figure_of_another_sort_is_noticed(question, measure, sort):
    plan = _plan(question, measure)
    assert other_unit(plan) == sort
    back = asked_back_about_the_unit(plan, sort)
    assert back.intent == "clarify"
    assert back.measures == ()
    assert back.problem


@pytest.mark.parametrize(
    ("question", "measure"),
    [
        ("How many days does it last?", "days_of_cover"),
        ("How many days late is it?", "days_late"),
        ("By what percentage is it up?", "trend_pct_28d"),
        ("How much money is in it?", "stock_value"),
        ("On what date does it run out?", "stockout_date"),
        ("How many units will we sell over the next ten days?", "expected_sales"),
        ("How long is the lead time?", "lead_time_days"),
    ],
)
def test_a_figure_of_the_sort_is_left_alone(question, measure):
    assert other_unit(_plan(question, measure)) == ""


def test_what_tells_more_than_its_measure_is_left_alone():
    plan = _plan("What percentage of it is that?", "expected_sales")
    assert other_unit(plan) == "percent"
    assert other_unit(replace(plan, share=True)) == ""
    assert other_unit(replace(plan, scenario=Scenario("demand", 0.1, relative=True))) == ""
    assert other_unit(replace(plan, also=(_plan("", "trend_pct_28d"),))) == ""


def test_days_until_something_are_no_cover():
    plan = _plan("How many days do we have until the fair?", "days_of_cover")
    assert other_unit(plan) == "days"
    assert other_unit(replace(plan, entities=Entities(products=("P1",)))) == ""
