# ruff: noqa: E501 - a pattern is read on one line
"""The time spoken of, a year earlier or later: "and in that same month one year before?", "same week last year?"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from rag.names.catalogue import Catalogue
from rag.plan import Plan, Window
from rag.times.windows import make_window
from rag.understanding.compose import compose

if TYPE_CHECKING:
    from rag.understanding.turn import Turn

__all__ = ["a_year_beside"]

_STRETCH = (
    r"(?:months?|weeks?|days?|dates?|weekday|period|time(?: span| of (?:the )?year)?|stretch|span|quarter|season)"
)
_SAME = rf"(?:(?:the|that|this|these|those) )?(?:very |exact |exactly the )?same {_STRETCH}"
_AWAY = r"(?:exactly |just |right )?(?:a|one|1) (?:whole |full )?year (?P<way>earlier|before|prior|previously|ago|back|later|after|on)(?: (?:that|it|this|then))?"
_BESIDE = r"the year (?P<way2>before|prior|earlier|after|that followed)(?: (?:that|it|this))?"
_NAMED = r"(?:the )?(?P<way3>last|previous|preceding|prior|past|following|next) year"
_MONTH = r"(?:january|february|march|april|may|june|july|august|september|october|november|december)(?: \d{4})?"
_LEADS = r"^\W*(?:(?:and|so|ok|okay|now|then|but|or|what|how|about|was|it|is|that|how many|how much|compared|compare|against|versus|vs|with|to|in|for|on|over|did|they|we|sell|sold)[,.]? )*"
#: "In that same month one year earlier", "the same week of last year", "July the year before"
_SAME_TIME = re.compile(
    rf"(?<=than )(?:(?:it|they|that) (?:was|were|did) )?(?:{_AWAY.replace('<way>', '<way4>')}|{_BESIDE.replace('<way2>', '<way5>')})|\b(?:(?:in|on|over|during|for|within) )?{_SAME},?(?: (?:but|only|of|in|from|just|the))* (?:{_AWAY}|{_BESIDE}|{_NAMED})\b"
    rf"|\b(?:in |over |during |for )?{_MONTH},?(?: (?:of|in|but))? (?:{_AWAY.replace('<way>', '<way6>')}|{_BESIDE.replace('<way2>', '<way7>')})"
)
#: "And a year earlier?", "what was it the year before?"
_BARE = re.compile(rf"{_LEADS}(?P<said>{_AWAY}|{_BESIDE})(?:,? (?:then|please|too|as well|instead))*\W*$")
_LATER = ("later", "after", "on", "that followed", "following", "next")


def a_year_beside(turn: Turn, plans: Sequence[Plan], catalogue: Catalogue) -> Turn:
    """`turn` with the time that was last spoken of, moved by a year, where it says so."""
    spelled = turn.masked.spelled
    same = _SAME_TIME.search(spelled)
    said = same or _BARE.match(spelled)
    spoken = next((p.window for p in reversed(plans) if p.window is not None and p.window.asked), None)
    if said is None or spoken is None or len(turn.masked.windows) > 1:
        return turn
    way = next(
        (
            said[g]
            for g in ("way", "way2", "way3", "way4", "way5", "way6", "way7")
            if g in said.re.groupindex and said[g]
        ),
        "",
    )
    part = (said.start(), said.end()) if same else said.span("said")
    if turn.masked.windows and turn.masked.windows[0].label not in spelled[part[0] : part[1]]:
        return turn  # "in May, against the same time a year earlier": a time of its own
    of_a_month = any(said[g] for g in ("way6", "way7") if g in said.re.groupindex)
    spoken = turn.masked.windows[0] if turn.masked.windows and of_a_month else spoken
    first, last = _moved(spoken, 1 if way in _LATER else -1)
    label = f"{first.day} {first:%B} to {last.day} {last:%B %Y}" if first != last else f"{first.day} {first:%B %Y}"
    window = make_window(first, last, label, catalogue.calendar)
    mask = "[past]" if window.side == "history" else "[future]"
    text = f"{spelled[: part[0]]}{mask}{spelled[part[1] :]}"
    tense = turn.masked.tense or ("past" if window.side == "history" else None)
    masked = replace(turn.masked, windows=(window,), text=text, spelled=text, tense=tense)
    return replace(turn, masked=masked, plan=compose(masked, turn.reading, turn.amounts, catalogue))


def _moved(window: Window, years: int) -> tuple[date, date]:
    """First and last day a year away: of whole weeks the same weekdays, of all else the same dates."""
    if window.start.weekday() == 0 and window.days % 7 == 0 and window.start.day != 1:
        return window.start + timedelta(364 * years), window.end + timedelta(364 * years)
    whole = (window.end + timedelta(1)).day == 1  # to the end of a February, too
    last = _same_date(window.end + timedelta(1), years) - timedelta(1) if whole else _same_date(window.end, years)
    return _same_date(window.start, years), last


def _same_date(day: date, years: int) -> date:
    return day.replace(year=day.year + years, day=28 if (day.month, day.day) == (2, 29) else day.day)
