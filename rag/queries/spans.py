"""Windows against what the run and the history really hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from rag.plan import Window
from rag.queries.view import RunView

__all__ = ["Span", "default_span", "month_span", "resolve_span"]


@dataclass(frozen=True)
class Span:
    """The covered part of a window, both ends included; `None` dates when nothing is covered."""

    side: Literal["forecast", "history"]
    start: date | None
    end: date | None
    label: str
    message: str = ""  # what is not covered, in words
    whole: bool = True

    @property
    def empty(self) -> bool:
        return self.start is None or self.end is None

    @property
    def days(self) -> int:
        return 0 if self.start is None or self.end is None else (self.end - self.start).days + 1

    def from_first_step(self, view: RunView) -> bool:
        return self.side == "forecast" and self.start is not None and self.start == view.first_day


def default_span(view: RunView, side: Literal["forecast", "history"]) -> Span:
    """The next seven days, or the last seven; for weekly and monthly data the next or last period."""
    days = {"daily": 7, "weekly": 7, "monthly": 31}[view.frequency]
    if side == "history":
        return resolve_span(
            view, Window("history", view.as_of - timedelta(days=days - 1), view.as_of, f"last {days} days")
        )
    start = view.first_day or view.as_of + timedelta(days=1)
    return resolve_span(view, Window("forecast", start, start + timedelta(days=days - 1), f"next {days} days"))


def month_span(view: RunView, side: Literal["forecast", "history"]) -> Span:
    """The next, or the last, four weeks: what "an average week" is taken of where nobody said."""
    end = view.as_of if side == "history" else view.as_of + timedelta(days=28)
    label = f"{'last' if side == 'history' else 'next'} 28 days"
    return resolve_span(view, Window(side, end - timedelta(days=27), end, label))


def resolve_span(view: RunView, window: Window) -> Span:
    """Cut the window to the data and say what was cut."""
    if window.side == "forecast":
        first, last, what = view.first_day, view.last_day, "forecasts"
    else:
        first, last, what = view.history_start, view.as_of, "sales history"
    if first is None or last is None or window.end < first or window.start > last:
        return Span(window.side, None, None, window.label, _outside(what, first, last, window), False)
    start, end = max(window.start, first), min(window.end, last)
    if (start, end) == (window.start, window.end):
        return Span(window.side, start, end, window.label)
    return Span(
        window.side,
        start,
        end,
        window.label,
        f"The window {_words(window.start, window.end)} is covered from {start.isoformat()} to {end.isoformat()} only; "
        f"the {what} reach from {first.isoformat()} to {last.isoformat()}.",
        False,
    )


def _outside(what: str, first: date | None, last: date | None, window: Window) -> str:
    if first is None or last is None:
        return f"There are no {what} in this run."
    return (
        f"{_words(window.start, window.end)} is outside the data: "
        f"the {what} reach from {first.isoformat()} to {last.isoformat()}."
    )


def _words(start: date, end: date) -> str:
    return start.isoformat() if start == end else f"{start.isoformat()} to {end.isoformat()}"
