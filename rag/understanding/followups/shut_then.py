# ruff: noqa: E501 - a pattern is read on one line
"""A total told before, less the days on which a store is supposed to be shut: "we stay closed on that Sunday, what is left of it?"."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from rag.measures import MEASURES
from rag.plan import Plan, Window
from rag.times.windows import Calendar, make_window

if TYPE_CHECKING:
    from rag.understanding.turn import Turn

__all__ = ["shut_for_a_part", "shut_within"]

_SHUT = re.compile(
    r"\b(?:shut|closed?|closes|closing|not open(?:ed)?|do(?:es)? not open|stays? away|public holiday|strike|no (?:trade|trading|sales)|sells? nothing|lose the)\b"
)
_IF_SHUT = re.compile(
    r"\b(?:if|suppose|supposing|assum\w+|imagine|in case|when|with|provided)\b[^?.]{0,60}\b(?:shut|closed?|closes|closing|not open(?:ed)?)\b[^?.]{0,15}\[future\]"
)
_LEFT = re.compile(
    r"\b(?:left|remain\w*|rest|still|then|total|sum|instead|without (?:it|that day)|come to|new (?:total|figure|number|forecast)|(?:how (?:many|much)|what)\b[^?]*\b(?:week|month|period|days|stretch))\b"
)
_LOST = re.compile(
    r"\b(?:los[et]|losing|lost|miss(?:es|ing|ed)?|forgo\w*|give up|giving up|less|fewer|drop\w*|cost us|short)\b"
)
_BOTH = re.compile(r"\b(?:and what|and how many|how many of|both)\b[^?]*\b(?:left|remain\w*)\b")
_A_WEEK = timedelta(7)


def shut_for_a_part(turn: Turn, earlier: Plan, calendar: Calendar) -> Plan | None:
    """`earlier` and the days in it on which nothing is sold, with what is left; None where no such thing is supposed."""
    text, whole = turn.masked.text, earlier.window
    total = earlier.intent == "value" and len(earlier.measures) == 1 and earlier.statistic == "total"
    if not total or whole is None or whole.side != "forecast" or earlier.also or earlier.group_by or earlier.scenario:
        return None
    summed = MEASURES[earlier.measures[0]].windowed and MEASURES[earlier.measures[0]].additivity == "sum"
    if not summed or not _SHUT.search(text) or len(turn.masked.windows) != 1 or turn.amounts.levels:
        return None
    named = turn.plan.entities
    known = earlier.entities.stores
    if named.products or named.suppliers or named.categories or (known and named.stores not in ((), known)):
        return None
    part = _inside(turn.masked.windows[0], whole, calendar)
    if part is None or not (_LEFT.search(text) or _LOST.search(text)):
        return None
    asked = turn.masked.question
    first = earlier.with_(question=asked, resolved_question=asked, also=(), levels=())
    gone = first.with_(window=part, entities=replace(first.entities, stores=named.stores or known))
    if _LOST.search(text) and not _LEFT.search(_LOST.sub(" ", text)):
        return gone
    if gone.entities != first.entities:
        return first.with_(combine="difference", also=(gone,))
    open_days = [first.with_(window=w) for w in _around(part, whole, calendar)]
    return open_days[0] if len(open_days) == 1 else open_days[0].with_(combine="sum", also=(open_days[1],))


def shut_within(turn: Turn, plan: Plan, calendar: Calendar) -> Plan | None:
    """ "How many will they sell next week if they stay shut on Sunday?": the other days; None where nothing is so."""
    windows, text = turn.masked.windows, turn.masked.text
    if len(windows) != 2 or any(w.side != "forecast" for w in windows) or not _IF_SHUT.search(text):
        return None
    whole, part = sorted(windows, key=lambda w: -w.days)
    plain = plan.intent in ("value", "whatif", "compare") and not (plan.also or plan.group_by or plan.scenario)
    single = len(plan.measures) == 1 and plan.measures[0] in MEASURES and MEASURES[plan.measures[0]].windowed
    if not plain or not single or MEASURES[plan.measures[0]].additivity != "sum" or _LOST.search(text):
        return None
    if (gone := _inside(part, whole, calendar)) is None:
        return None
    kept = plan.with_(intent="value", statistic="total", second_window=None, sort=None, levels=(), difference=False)
    open_days = [kept.with_(window=w) for w in _around(gone, whole, calendar)]
    return open_days[0] if len(open_days) == 1 else open_days[0].with_(combine="sum", also=(open_days[1],))


def _around(part: Window, whole: Window, calendar: Calendar) -> list[Window]:
    """The days of `whole` before and after those of `part`."""
    day = timedelta(1)
    ends = ((whole.start, part.start - day), (part.end + day, whole.end))
    return [make_window(a, b, _label(a, b), calendar) for a, b in ends if a <= b]


def _label(first: date, last: date) -> str:
    return f"{first.day} {first:%B %Y}" if first == last else f"{first.day} {first:%B} to {last.day} {last:%B %Y}"


def _inside(part: Window, whole: Window, calendar: Calendar) -> Window | None:
    """The days of `part` as days of `whole`: "the Sunday" is the one in the week that was spoken of."""
    first, last = part.start, part.end
    if part.days < 7 and whole.days <= 7:
        while first < whole.start:
            first, last = first + _A_WEEK, last + _A_WEEK
        while last > whole.end:
            first, last = first - _A_WEEK, last - _A_WEEK
    if not (whole.start <= first <= last <= whole.end) or (first, last) == (whole.start, whole.end):
        return None
    return make_window(first, last, _label(first, last), calendar)
