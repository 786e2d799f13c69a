"""The first day of the next promotion as the time of a question: "how many will they sell on that first day?"."""

from __future__ import annotations

from datetime import date

from rag.plan import Window
from rag.queries.inquiry import Inquiry

__all__ = ["take_promotion_day"]


def take_promotion_day(inquiry: Inquiry) -> str:
    """Make that day the window of the plan; what is told where no promotion is planned, else ""."""
    grain = "series" if inquiry.scope.one_series() else "total"
    query = inquiry.query(grain)
    column = query.add("promotion_on")
    rows = query.run().rows
    day = rows[0][column.alias] if rows else None
    last = inquiry.view.last_day
    if not isinstance(day, date):
        return "No promotion is planned for that."
    if last is None or day > last:
        return f"The next promotion begins on {day.day} {day:%B %Y}, after the last day of the forecast."
    inquiry.plan = inquiry.plan.with_(window=Window("forecast", day, day, f"{day.day} {day:%B %Y}", day, day))
    return ""
