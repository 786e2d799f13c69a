"""Days that a question points at after they were told: "up to that day", "by then"."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

from rag.plan import Window
from rag.times.windows import Calendar, make_window
from rag.understanding.message.masking import Masked

__all__ = ["by_that_day", "up_to_that_day"]

_THROUGH_THAT_DAY = re.compile(
    r"\b(?:through|until|till|up to|up until|to)(?: and including)?(?: the end of)?"
    r" (?:that|this|the same|said) (?:day|date|evening)\b"
)
_BY_THAT_DAY = re.compile(r"\b(?:by|until|till|before|up to|on) (?:that|this|the same|said) (?:day|date)\b|\bby then\b")

_WOULD_BE = re.compile(r"\b(?:would|will)\b[^?]*\bif\b|\b(?:if|suppos\w+|imagine|assum\w+)\b[^?]*\b(?:would|will)\b")


def up_to_that_day(asked: Masked, whole: Masked, calendar: Calendar) -> Masked:
    """ "The lorry comes on 5 November. How many will they sell from tomorrow up to that day?": both ends."""
    ahead = [w for w in whole.windows if w.side == "forecast"]
    ends = [w for w in ahead if w.label not in ("tomorrow", "today")]
    if not _THROUGH_THAT_DAY.search(asked.text) or len(ends) != 1:
        return asked
    others = [w for w in ahead if w is not ends[0]]
    first = others[0].start if others else calendar.as_of + timedelta(1)
    label = f"{first.day} {first:%B} to {ends[0].end.day} {ends[0].end:%B}"
    return replace(asked, windows=(make_window(first, ends[0].end, label, calendar),))


def by_that_day(asked: str, windows: tuple[Window, ...], calendar: Calendar) -> tuple[Window, ...]:
    """ "I am away after 5 November. What has to be ordered by that day?": the day itself, not the time after it.

    What would be, were something so, is of no past time that is told beside.
    """
    if _WOULD_BE.search(asked):
        windows = tuple(w for w in windows if w.side == "forecast")
    if len(windows) != 1 or not windows[0].label.startswith(("after ", "from ")) or not _BY_THAT_DAY.search(asked):
        return windows
    day = windows[0].start - timedelta(windows[0].label.startswith("after "))
    return (make_window(day, day, f"{day.day} {day:%B}", calendar),)
