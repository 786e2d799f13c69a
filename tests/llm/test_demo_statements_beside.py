# ruff: noqa: E501 - questions and statements are read on one line
"""What is told beside a question (errands, meetings, moods, signatures) changes nothing of what is understood."""

from __future__ import annotations

import pytest

from tests.llm.demo_world import select, value_of

_QUESTIONS = (
    "How many Greek Yoghurt 500g will Cork sell next week?",
    "What did Dublin sell last week, in units, all products together?",
    "Which products have to be ordered today in Limerick?",
    "What is the stock value of Sligo?",
    "Which supplier has the longest lead time?",
    "What is the WAPE of Shower Hose 2m in Cork?",
    "Anything in Dublin with a stockout probability above 50%? Name them all.",
    "Which three products brought in the most revenue over the last 90 days?",
    "What would Cork sell of Greek Yoghurt 500g over the next 7 days if demand rose by 20%?",
    "Which Dairy products are on promotion next week?",
)
_BEFORE = (
    "We had the auditors in yesterday and they want this figure. ",
    "I was asked this at the sales meeting on Monday: ",
    "Preparing for the supplier talks tomorrow. ",
    "The delivery van is late once more, but that's another story. ",
    "Just double-checking a number that somebody sent me: ",
    "Quick one before I order: ",
    "For my monthly stock report: ",
    "Our director visits us on Thursday and I want to be prepared. ",
    "I'm off on holiday from Friday, so before that: ",
    "I'm doing the budget for next year. ",
    "A supplier is on the phone, need an answer fast. ",
    "Since the regional meeting is tomorrow, ",
    "Money is tight this quarter. ",
    "The stocktake on Saturday was a mess. ",
)
_AFTER = (
    " The board meets on Thursday.",
    " It's for a slide in tomorrow's presentation.",
    "\n\nBest regards,\nMarta Weber, purchasing",
    " Thanks a lot, the area manager is coming tomorrow.",
)


def _plan_of(plan):
    """What of a plan decides on its answer."""
    parts = (plan, *plan.also)
    return [
        (
            p.intent, p.measures, p.entities, p.window and (p.window.start, p.window.end), p.filters, p.sort, p.limit,
            p.scenario, p.group_by, p.statistic, p.share,
        )
        for p in parts
    ]  # fmt: skip


@pytest.mark.parametrize("statement", [*_BEFORE, *_AFTER])
def test_a_statement_beside_a_question_changes_nothing(assistant, statement):
    understander = assistant.understander
    changed = []
    for question in _QUESTIONS:
        said = question + statement if statement in _AFTER else statement + question
        if _plan_of(understander.plan(said)) != _plan_of(understander.plan(question)):
            changed.append(said)
    assert not changed


@pytest.mark.parametrize("question", _QUESTIONS)
def test_a_message_in_capitals_is_read(assistant, question):
    understander = assistant.understander
    assert _plan_of(understander.plan(question.upper())) == _plan_of(understander.plan(question))


def test_the_time_of_a_plan_or_an_event_is_that_of_sales(assistant, connection):
    day = select(connection, "SELECT max(date) FROM sales")[0][0]
    saturday = next(d for d in range(1, 8) if (day.toordinal() + d) % 7 == 6)
    for said in ("We have a street fair on Saturday.", "I'm planning this Saturday."):
        plan = assistant.understander.plan(f"{said} How many Greek Yoghurt 500g will Cork sell?")
        assert plan.window is not None
        assert plan.window.start == plan.window.end
        assert plan.window.start.toordinal() == day.toordinal() + saturday


def test_a_size_before_a_question_is_kept(assistant):
    plan = assistant.understander.plan("Small: how many Striped T-Shirt does Dublin sell next week?")
    assert plan.question.startswith("Small")
    assert "small" in assistant.understander.read(plan.question).masked.plain.lower()


@pytest.mark.parametrize("words", ["My boss wants only class A.", "Only Dairy, please.", "Suppose demand doubles."])
def test_what_limits_or_supposes_is_kept(assistant, words):
    question = "Which products will Cork sell most of next week?"
    assert _plan_of(assistant.understander.plan(f"{words} {question}")) != _plan_of(
        assistant.understander.plan(question)
    )


def test_the_earliest_of_three_is_told_first(assistant, connection):
    names = ("Greek Yoghurt 500g", "Shower Hose 2m", "Unsalted Butter 250g Organic")
    rows = select(
        connection,
        "SELECT p.name, stockout_date FROM replenishment JOIN products p USING (product_id) JOIN stores s USING (store_id)"
        f" WHERE s.name = 'Dublin' AND p.name IN {names} AND stockout_date IS NOT NULL ORDER BY 2",
    )
    assert len({day for _, day in rows}) == 3
    answer = assistant.ask(f"Which of {names[0]}, {names[1]} and {names[2]} runs out first in Dublin?").answer
    places = [answer.index(name) for name, _ in rows]
    assert places == sorted(places)
    assert "earliest" in answer


def test_figures_without_one_value_are_told_from_end_to_end(assistant, connection):
    low, high = select(
        connection,
        "SELECT min(lead_time_days), max(lead_time_days) FROM replenishment JOIN stores s USING (store_id) WHERE s.name = 'Cork'",
    )[0]
    answer = assistant.ask("lead time in Cork?")
    assert {f.value for f in answer.facts if f.measure == "lead_time_days"} == {low, high}
    assert value_of(answer, "lead_time_days") == low
