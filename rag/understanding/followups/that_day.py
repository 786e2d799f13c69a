"""The day of what was told before: "and how many will they sell on that day?" after an event, a date or a note."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from rag.measures import MEASURES, TO_HISTORY
from rag.notes.words import THAT_DAY
from rag.plan import Plan, Window

if TYPE_CHECKING:
    from rag.understanding.turn import Turn

__all__ = ["on_that_day", "told_that_day"]

#: Another day, told by that one
_FROM_THAT_DAY = re.compile(
    r"\b(?:day|date)\b[^?]{0,15}\b(?:week|month|year|before|after|earlier|later)\b"
    r"|\b(?:by|until|till|before|after|since|from|up to|per|each) (?:that|this|the same|its) (?:very )?(?:day|date)\b"
)
_ONE_DAY = ("next_event",)


def _its_day(earlier: Plan) -> Window | None:
    window = earlier.window
    single = window is not None and window.start == window.end
    return window if window is not None and single and (window.asked or earlier.measures == _ONE_DAY) else None


def told_that_day(turn: Turn, earlier: Plan) -> bool:
    """Is a figure asked of the day that was told?"""
    text = turn.masked.text
    if turn.masked.windows or not THAT_DAY.search(text) or _FROM_THAT_DAY.search(text):
        return False
    windowed = any(MEASURES[m].windowed for m in turn.plan.measures if m in MEASURES)
    return windowed and (earlier.intent == "notes" or _its_day(earlier) is not None)


def on_that_day(turn: Turn, plan: Plan, earlier: Plan) -> Plan:
    """`plan`, a merged one, on the day that was told, where it asks for a figure of it."""
    day = _its_day(earlier)
    if day is None or not told_that_day(turn, earlier) or plan.intent not in ("value", "compare", "rank", "list"):
        return plan
    past = day.side == "history"
    measures = tuple(TO_HISTORY.get(m, m) for m in plan.measures) if past else plan.measures
    return plan.with_(measures=measures, window=replace(day, asked=True))
