"""Weeks and months in order: the best month of a year, the weakest of the last eight weeks."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from rag.facts import Evidence, Fact, extreme
from rag.measures import Measure
from rag.queries.coverage import missing
from rag.queries.inquiry import Inquiry
from rag.queries.spans import Span
from rag.queries.timeline import daily_rows, measure_and_span

__all__ = ["calendar_periods", "is_calendar_periods"]


@dataclass
class _Period:
    """A week, from Monday to Sunday, or a calendar month, with the sum of its days."""

    first: date
    last: date
    days: list[dict[str, Any]] = field(default_factory=list)

    @property
    def total(self) -> float:
        return float(sum(row["v"] for row in self.days))

    def name(self, unit: str) -> str:
        if unit == "month":
            return f"{self.first:%B %Y}"
        return f"Week of {self.first.day} {self.first:%B %Y}"


def is_calendar_periods(inquiry: Inquiry) -> bool:
    return inquiry.plan.group_by in ("week", "month")


def calendar_periods(inquiry: Inquiry) -> Evidence:
    """The whole weeks or months of the plan's window, ranked by the sum of their days.

    A week or a month that the window holds only in part is not compared; where it holds none in whole, all are.
    """
    plan, unit = inquiry.plan, str(inquiry.plan.group_by)
    wanted, span = measure_and_span(inquiry, weekday=False)
    if span.empty or span.start is None or span.end is None:
        return inquiry.no_data(span.message)
    rows = daily_rows(inquiry, wanted, span)
    found = _own_weeks(inquiry, rows, span) if unit == "week" else None
    found = _periods(rows, unit) if found is None else found
    first, last = span.start, span.end
    whole = [p for p in found if first <= p.first and p.last <= last]
    found = whole or found
    if not found:
        return inquiry.no_data(missing(inquiry, wanted, None, "total"))
    inquiry.coverage = {"checked": len(found), "total": len(found), "skipped": 0, "skipped_reason": ""}
    descending = plan.sort is None or plan.sort.descending
    if plan.intent == "rank":
        found.sort(key=lambda p: (-p.total if descending else p.total, p.first))
    shown = found[plan.offset : None if plan.limit is None else plan.offset + plan.limit]
    facts = [_fact(inquiry, wanted, period, unit) for period in shown]
    if plan.intent == "rank" and len(shown) == 1:
        label = extreme(wanted.label, descending, place=plan.offset + 1)
        common = {"subject": inquiry.scope.subject(inquiry.view), "start": span.start, "end": span.end}
        value = shown[0].name(unit)
        inquiry.book.derived(value, "", label, "winner", "max" if descending else "min", facts, **common)
    inquiry.rows = [
        {"name": p.name(unit), unit: p.name(unit), wanted.column or wanted.id: round(p.total, 6)} for p in shown
    ]
    return inquiry.evidence()


def _own_weeks(inquiry: Inquiry, rows: list[dict[str, Any]], span: Span) -> list[_Period] | None:
    """The rows of weekly data; stretches of seven days where "the next 4 weeks" are told one by one; else None."""
    if inquiry.view.frequency == "weekly":
        return [_Period(r["date"], r["date"], [r]) for r in rows]
    if inquiry.plan.intent == "rank" or span.start is None or span.days % 7 or span.start.weekday() == 0:
        return None
    starts = [span.start + timedelta(n) for n in range(0, span.days, 7)]
    weeks = [_Period(first, first + timedelta(6)) for first in starts]
    for row in rows:
        weeks[(row["date"] - span.start).days // 7].days.append(row)
    return [week for week in weeks if week.days]


def _periods(rows: list[dict[str, Any]], unit: str) -> list[_Period]:
    found: dict[date, _Period] = {}
    for row in rows:
        first, last = _bounds(row["date"], unit)
        found.setdefault(first, _Period(first, last)).days.append(row)
    return [found[first] for first in sorted(found)]


def _bounds(day: date, unit: str) -> tuple[date, date]:
    if unit == "week":
        monday = day - timedelta(day.weekday())
        return monday, monday + timedelta(6)
    first = day.replace(day=1)
    return first, (first + timedelta(31)).replace(day=1) - timedelta(1)


def _fact(inquiry: Inquiry, wanted: Measure, period: _Period, unit: str) -> Fact:
    name = period.name(unit)
    return inquiry.book.derived(
        period.total,
        wanted.unit,
        wanted.label,
        wanted.id,
        "sum over the days",
        table=wanted.table,
        key=inquiry.scope.key() | {"date": f"{period.first}..{period.last}"},
        column=wanted.column,
        subject=inquiry.scope.subject(inquiry.view) | {unit: name},
        start=period.first,
        end=period.last,
        window_label=name,
        cells=len(period.days),
    )
