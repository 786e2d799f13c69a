"""Holidays and events that are still to come: the next one, or all of a stretch of time."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from rag.facts import Evidence
from rag.queries.inquiry import Inquiry
from rag.queries.scope import placeholders

__all__ = ["coming_events", "is_events"]

_TOLD = 10


def is_events(inquiry: Inquiry) -> bool:
    return "next_event" in inquiry.plan.measures


def coming_events(inquiry: Inquiry) -> Evidence:
    """The events after the last day of sales, with their days; of the stores that are named and of all stores."""
    plan = inquiry.plan
    if not inquiry.session.row("SELECT count(*) AS n FROM events", keep=False)["n"]:
        return inquiry.no_data("No holidays or events were supplied.")
    rows = _rows(inquiry)
    of = ", ".join(inquiry.scope.subject(inquiry.view).values())
    place = f" for {of}" if of else ""
    if not rows:
        return inquiry.no_data(f"No holiday or event is known{place} {_when(inquiry)}.")
    if plan.intent == "value":
        rows = [r for r in rows if r["date"] == rows[0]["date"]]
    for row in rows:
        inquiry.book.cell(
            row["name"], "", "event", "events", {"date": row["date"].isoformat()}, "name", measure="event",
            start=row["date"], end=row["date"], subject=inquiry.scope.subject(inquiry.view), asked=False,
        )  # fmt: skip
    inquiry.rows = [{"name": r["name"], "date": r["date"].isoformat()} for r in rows]
    inquiry.coverage = {"checked": len(rows), "total": len(rows), "skipped": 0, "skipped_reason": ""}
    inquiry.messages.append(
        _sentence(rows, place, plan.intent, _when(inquiry), plan.window is not None and plan.window.asked)
    )
    return inquiry.evidence()


def _rows(inquiry: Inquiry) -> list[dict[str, Any]]:
    """One row per day and name, the nearest first."""
    first, last = _bounds(inquiry)
    stores = inquiry.scope.ids("store")
    local = f"AND (store_id IS NULL OR store_id IN {placeholders(stores)}) " if stores else ""
    until = "AND date <= ? " if last else ""
    return inquiry.session.rows(
        f"SELECT DISTINCT date::DATE AS date, name FROM events WHERE name IS NOT NULL AND date >= ? {until}{local}"
        "ORDER BY date, name",
        [first, *([last] if last else []), *stores],
    )


def _bounds(inquiry: Inquiry) -> tuple[date, date | None]:
    window = inquiry.plan.window
    tomorrow = inquiry.view.as_of + timedelta(days=1)
    if window is None or not window.asked:
        return tomorrow, None
    if window.side == "history":
        return window.start, window.end  # "when was the book fair?"
    return max(window.start, tomorrow), window.end


def _when(inquiry: Inquiry) -> str:
    first, last = _bounds(inquiry)
    return f"from {_day(first)} to {_day(last)}" if last else f"after {_day(inquiry.view.as_of)}"


def _sentence(rows: list[dict[str, Any]], place: str, intent: str, when: str, named: bool) -> str:
    if intent == "value" and named:
        names = " and ".join(r["name"] for r in rows)
        return f"{names}: {_day(rows[0]['date'])}."
    if intent == "value":
        names = " and ".join(r["name"] for r in rows)
        return f"The next event{place} is {names} on {_day(rows[0]['date'])}."
    told = "; ".join(f"{r['name']} on {_day(r['date'])}" for r in rows[:_TOLD])
    more = " The table has the rest." if len(rows) > _TOLD else ""
    return f"Events{place} {when}: {told}.{more}"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
