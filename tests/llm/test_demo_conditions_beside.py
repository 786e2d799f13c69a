# ruff: noqa: E501 - a question is read on one line
"""A condition beside another one: both hold, one that is denied leaves out, one that nobody knows is asked back about."""

from __future__ import annotations

from datetime import timedelta

import pytest

from rag.understanding.understander import Understander
from tests.llm.demo_world import select, value_of

_LOW = ("return_rate_pct", "<", 12)
_FALLING = ("trend", "=", "falling")
_RISING = ("trend", "=", "rising")
_EXCESS = ("action", "=", "excess")
_RISK = ("stockout_probability", ">=", 20.0)
_URGENT = ("order_now", "expedite")


@pytest.fixture(scope="module")
def understander(connection):
    return Understander.from_connection(connection)


def conditions(plan):
    return {(f.column, f.op, f.value) for f in plan.filters}


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("Which items in {s} show a downward trend despite a return rate under 12%?", {_FALLING, _LOW}),
        ("Which items in {s} are on a falling trend although their return rate is below 12 percent?", {_FALLING, _LOW}),
        ("Which products in {s} have a return rate under 12% yet a falling trend?", {_FALLING, _LOW}),
        (
            "Which products in {s} belong to class A and, at the same time, are erratic?",
            {("abc_class", "=", "A"), ("demand_class", "=", "erratic")},
        ),
        (
            "List what is in class B but difficult to forecast (Z) in {s}.",
            {("abc_class", "=", "B"), ("xyz_class", "=", "Z")},
        ),
        ("Which overstocked products at {s} are growing?", {_EXCESS, _RISING}),
        ("Which class C items in {s} are at risk?", {("abc_class", "=", "C"), _RISK}),
        ("Which products in {s} are running low even though something is on order?", {("on_order", ">", 0), _RISK}),
        ("No overstocked ones please - which products in {s} are class A?", {("abc_class", "=", "A"), ("action", "!=", "excess")}),
        ("Leave out the rising ones: which products in {s} are in class B?", {("abc_class", "=", "B"), ("trend", "!=", "rising")}),
        ("Not the A ones, please: which products in {s} are overstocked?", {("abc_class", "!=", "A"), _EXCESS}),
        ("Which falling products in {s} are due for ordering today?", {_FALLING, ("order_qty", ">", 0), ("action", "in", _URGENT)}),
        ("Which products in {s} are neither class A nor class B?", {("abc_class", "not in", ("A", "B"))}),
        ("Which items in {s} are lumpy or erratic?", {("demand_class", "in", ("lumpy", "erratic"))}),
        ("Which of {s}'s products must be ordered but have no open order?", {("order_qty", ">", 0), ("on_order", "<=", 0)}),
        ("Which products in {s} are neither overstocked nor at risk?", {("action", "!=", "excess"), ("stockout_probability", "<", 20.0)}),
        ("Which products must {s} order that are not urgent?", {("order_qty", ">", 0), ("action", "not in", _URGENT)}),
    ],
)  # fmt: skip
def test_both_conditions_hold(understander, stores, question, wanted):
    plan = understander.plan(question.format(s=stores[0][0]))
    assert plan.intent == "list", plan
    assert conditions(plan) == wanted


@pytest.mark.parametrize(
    "question",
    [
        "Which products in {s} are overstocked but imported?",
        "Which {s} articles are seasonal and in class A?",
        "Which class A products in {s} are overstocked despite being fragile?",
        "Which items in {s} are overstocked despite high returns?",
        "How many class B products in {s} are overstocked or at risk?",
        "Which products are overstocked in {s} and sold out in {t}?",
    ],
)
def test_a_condition_that_no_figure_tells_is_asked_back_about(understander, stores, question):
    plan = understander.plan(question.format(s=stores[0][0], t=stores[1][0]))
    assert plan.intent == "clarify", plan


@pytest.mark.parametrize(
    "question",
    [
        "Which products in {s} are overstocked, but also show their stock value?",
        "Which products of {s} should be ordered soon, but do not need to go out today?",
        "Which product for {s} was due before yesterday and still is not here?",
        "How many products in {s} will be sold out within 14 days?",
    ],
)
def test_what_is_no_condition_of_its_own_is_not_asked_back_about(understander, stores, question):
    plan = understander.plan(question.format(s=stores[0][0]))
    assert plan.intent in ("list", "count"), plan
    assert ("on_hand", "<=", 0) not in conditions(plan)


@pytest.mark.parametrize(
    ("question", "measure", "state"),
    [
        ("Total stock on hand of the overstocked class C products in {s}?", "on_hand", "r.action = 'excess' AND t.abc_class = 'C'"),
        ("Sum of the stock on hand over all falling products in {s}?", "on_hand", "t.trend = 'falling'"),
        ("What was the revenue of the rising products in {s} over the last 90 days?", "revenue_90d", "t.trend = 'rising'"),
    ],
)  # fmt: skip
def test_totals_of_goods_in_a_state(assistant, connection, stores, question, measure, state):
    name, store_id = stores[0]
    wanted = select(
        connection,
        f"SELECT sum({measure}) FROM replenishment r JOIN stats t USING (store_id, product_id) WHERE r.store_id = ? AND {state}",
        store_id,
    )[0][0]
    answer = assistant.ask(question.format(s=name))
    assert value_of(answer, measure) == pytest.approx(wanted, rel=1e-3)


def test_all_stores_but_one_are_summed(assistant, connection, stores):
    name, store_id = stores[-1]
    wanted = select(connection, "SELECT sum(on_hand) FROM replenishment WHERE store_id <> ?", store_id)[0][0]
    answer = assistant.ask(f"Stock on hand in every store except {name}, please.")
    assert any(f.value == pytest.approx(wanted) for f in answer.facts)
    assert not answer.plan.per_series


def test_whole_months_are_compared_as_they_are(assistant, connection, as_of):
    first, second = (
        select(
            connection,
            "SELECT sum(units_sold), min(date)::DATE FROM sales WHERE date_trunc('month', date) = date_trunc('month', ?::DATE) - to_months(?)",
            as_of,
            back,
        )[0]
        for back in (1, 2)
    )
    question = f"Units sold in {first[1]:%B %Y} against {second[1]:%B %Y}, all stores: how big is the gap?"
    answer = assistant.ask(question)
    assert any(f.value == pytest.approx(abs(first[0] - second[0])) for f in answer.facts)


def test_a_part_of_the_month_that_was_spoken_of(turns, assistant, stores, as_of):
    month = as_of.replace(day=1) - timedelta(40)
    then = "and only in the second half of the month?"
    window = turns(assistant, f"How many units did {stores[0][0]} sell in {month:%B %Y}?", then).plan.window
    assert window.start.month == window.end.month == month.month
    assert window.start.day in (15, 16)


def test_what_of_that_is_the_dearest_keeps_to_the_list(turns, assistant, ordered):
    then = "which single line of that is the most expensive?"
    answer = turns(assistant, f"What are the recommended orders for {ordered[0]}?", then)
    assert answer.plan.entities.stores == (ordered[1],)
    assert answer.plan.intent == "rank"


@pytest.mark.parametrize(
    "question",
    [
        "Finance gives me 100 euros for {s}. How far over that would buying everything recommended take me?",
        "The boss grants me 100 euros for {s}. How far above that do the recommended orders land?",
    ],
)
def test_how_far_over_a_budget(assistant, ordered, question):
    answer = assistant.ask(question.format(s=ordered[0]))
    assert any(f.value == pytest.approx(ordered[2] - 100, abs=0.01) for f in answer.facts)
