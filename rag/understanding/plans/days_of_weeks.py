"""Weekdays beside a week, and days that follow one another."""

from __future__ import annotations

import itertools
from datetime import timedelta

from rag.names.catalogue import Catalogue
from rag.plan import Window
from rag.times.windows import make_window

__all__ = ["day_by_day", "days_inside"]

_DAY_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


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
