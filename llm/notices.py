"""Facts that an answer has beside its evidence: its conditions, the span of the data, the age of the run."""

from __future__ import annotations

from datetime import date
from typing import Any

from llm.evaluation.reading import find_dates
from rag.facts import Evidence, Fact
from rag.plan import ANY_OF, Plan

__all__ = ["age_notice", "condition_facts", "span_facts"]


def age_notice(evidence: Evidence, today: date, stale_after_days: int) -> tuple[str, tuple[Fact, ...]]:
    """The announcement of an old run and the facts in it; empty for a fresh run or an answer without figures."""
    if evidence.status != "answered" or evidence.as_of is None:
        return "", ()
    days = (today - evidence.as_of).days
    if days <= stale_after_days:
        return "", ()
    from llm.telling import tell_date

    age = Fact("age", float(days), "days", "age of the forecasts", measure="age", operation="today - as_of",
               run_id=evidence.run_id, decimals=0, asked=False)  # fmt: skip
    until = Fact("as_of", evidence.as_of, "", "last day with sales", measure="as_of", table="sales", column="date",
                 run_id=evidence.run_id, operation="max", asked=False)  # fmt: skip
    return f"These forecasts are {days:,} days old (sales up to {tell_date(evidence.as_of)}).", (age, until)


def condition_facts(plan: Plan, run_id: str) -> tuple[Fact, ...]:
    """The limits of a list ("by 7 November", "below 5 days"): they come from the question, and are told with it."""
    found = []
    said = (f for part in plan.parts() for f in part.filters)
    each = (one for f in said for one in (f.value if f.column == ANY_OF else (f,)))
    for i, condition in enumerate(each, 1):
        value = condition.value
        if isinstance(value, bool) or not isinstance(value, (int, float, date)):
            continue
        told = float(value) if isinstance(value, (int, float)) else value
        found.append(Fact(f"condition{i}", told, "", f"condition on {condition.column}", measure="condition",
                          operation=condition.op, run_id=run_id, asked=False))  # fmt: skip
    return tuple(found)


def span_facts(view: Any, texts: tuple[str, ...]) -> tuple[Fact, ...]:
    """First and last days of sales and forecasts, as far as the texts name them."""
    named = {f.day for text in texts for f in find_dates(text)}
    cells = (
        ("history_start", view.history_start, "sales", "min"),
        ("as_of", view.as_of, "sales", "max"),
        ("forecast_start", view.first_day, "forecasts", "min"),
        ("forecast_end", view.last_day, "forecasts", "max"),
    )
    return tuple(
        Fact(
            name,
            day,
            "",
            name.replace("_", " "),
            table,
            {},
            "date",
            view.run_id,
            name,
            operation=operation,
            asked=False,
        )
        for name, day, table, operation in cells
        if day is not None and (day.year, day.month, day.day) in named
    )
