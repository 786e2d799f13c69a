"""A promotion as the time of a question: its first day, or all its days ("how many will they sell during it?")."""

from __future__ import annotations

from datetime import date, timedelta

from rag.plan import Window
from rag.queries.inquiry import Inquiry

__all__ = ["take_promotion_days"]


def take_promotion_days(inquiry: Inquiry) -> str:
    """Make those days the window of the plan; what is told where no promotion is planned, else ""."""
    first, last = _days(inquiry)
    reach = inquiry.view.last_day
    if first is None or last is None:
        running = "running" if inquiry.plan.promotion_time == "running" else "planned"
        return f"No promotion is {running} for that."
    if reach is None or first > reach:
        return f"The next promotion begins on {first.day} {first:%B %Y}, after the last day of the forecast."
    label = f"{first.day} {first:%B %Y}" + ("" if first == last else f" to {last.day} {last:%B %Y}")
    inquiry.plan = inquiry.plan.with_(window=Window("forecast", first, last, label, first, min(last, reach)))
    return ""


def _days(inquiry: Inquiry) -> tuple[date | None, date | None]:
    """The first and the last day that are meant."""
    query = inquiry.query("series" if inquiry.scope.one_series() else "total")
    columns = [query.add(m) for m in ("promotion_on", "promotion_until", "running_promotion_until")]
    rows = query.run().rows
    told = [rows[0][c.alias] for c in columns] if rows else []
    first, last, running = (d if isinstance(d, date) else None for d in told or (None, None, None))
    if inquiry.plan.promotion_time == "running":
        return (inquiry.view.as_of + timedelta(1) if running else None), running
    return first, first if inquiry.plan.promotion_time == "first day" else last
