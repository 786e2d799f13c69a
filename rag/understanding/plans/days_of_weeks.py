"""Weekdays beside a week, and days that follow one another."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from datetime import timedelta

from rag.names.catalogue import Catalogue
from rag.plan import Window
from rag.times.windows import make_window
from rag.understanding.message.masking import Masked

__all__ = ["BETWEEN_THEM", "day_by_day", "days_inside", "not_supposed"]

_DAY_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


_MASK = re.compile(r"\[(?:past|future)\]")
#: "If it lands on the 17th instead, ..."
_SUPPOSING = re.compile(r"\b(?:if|when|once|should|in case|suppos\w+|say|because|since|as)\b[^?.,;]*[,;]")


#: "Due on the 10th, comes on the 19th: what is sold between these two dates?"
BETWEEN_THEM = re.compile(
    r"\bin between\b|\bbetween (?:(?:these|those|the|both|them)\b ?)(?:two )?(?:dates|days)?\b(?! \[)"
    r"|\b(?:dates|days) between\b"
)


def _between_them(windows: list[Window], masked: Masked) -> list[Window]:
    """The stretch between two days that are told, and nothing else is."""
    if len(windows) != 2 or not BETWEEN_THEM.search(masked.text):
        return windows
    first, last = windows
    if first.days != 1 or last.days != 1 or first.side != last.side or first.end >= last.start:
        return windows
    whole = [f"{d.day} {d:%B} {d.year}" for d in (first.start, last.end)]
    return [replace(first, end=last.end, covered_end=last.covered_end, label=f"{whole[0]} to {whole[1]}")]


def not_supposed(windows: list[Window], masked: Masked) -> list[Window]:
    """Without a day on which something is only supposed to happen, where the question has a stretch of its own."""
    windows = _between_them(windows, masked)
    marks = [m.start() for m in _MASK.finditer(masked.text)]
    clauses = [m.span() for m in _SUPPOSING.finditer(masked.text)]
    if len(windows) < 2 or len(marks) != len(windows) or not clauses:
        return windows
    asked = [w for w, at in zip(windows, marks, strict=True) if not any(a <= at < b for a, b in clauses)]
    supposed = [w for w in windows if w not in asked]
    plain = all(w.days == 1 for w in supposed) and any(w.days > 1 for w in asked)
    return asked if asked and plain else windows


def days_inside(windows: list[Window], catalogue: Catalogue) -> list[Window]:
    """ "Next week, on Friday or on Sunday?": weekdays beside a week are days of it; the week itself is no window."""
    weeks = [w for w in windows if w.days == 7 and w.label.endswith("week")]
    days = [
        w
        for w in windows
        if w.days <= 6
        and (w.label.lower().removeprefix("on ").split(" ")[0] in _DAY_NAMES or w.label.lower().endswith("weekend"))
    ]
    if len(weeks) != 1 or not days:
        return windows
    week, moved = weeks[0], []
    for w in days:
        day = week.start + timedelta((w.start.weekday() - week.start.weekday()) % 7)
        moved.append(make_window(day, day + timedelta(w.days - 1), w.label, catalogue.calendar))
    return moved


def day_by_day(windows: list[Window], catalogue: Catalogue) -> list[Window]:
    """ "Monday, Tuesday and Wednesday, each day on its own": days on end are one window."""
    ordered = sorted(windows, key=lambda w: w.start)
    if any(b.start != a.end + timedelta(1) or a.side != b.side for a, b in itertools.pairwise(ordered)):
        return windows
    first, last = ordered[0].start, ordered[-1].end
    label = f"{first.day} {first:%B} to {last.day} {last:%B}"
    return [make_window(first, last, label, catalogue.calendar, ordered[0].side)]
