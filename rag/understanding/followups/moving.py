# ruff: noqa: E501 - a pattern is read on one line
"""How a follow-up moves the time of the question before: "for 14?", "the day after", "only the first ten days of it"."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from rag.plan import Filter, Window
from rag.times.windows import Calendar, beside, make_window, nth_part
from rag.times.words import NUMBER, numeral
from rag.understanding.message.masking import Masked

__all__ = ["BARE_DAYS", "DEADLINES", "moved", "moved_deadline", "part_of_it", "so_long"]

BARE_DAYS = re.compile(
    r"^(?:and |ok |then |now |so |right,? |what about |how about |make (?:it|that) |if (?:you|we|i) (?:only |just )?(?:take|took|look at|use|count|go by) )*(?:only |just )?(?:for |over |in )?(?:the )?(?:next |last |past )?(?P<n>\d{1,2}|two|three|four|five|six|seven|ten|twelve|fourteen|twenty-one|twenty-eight|thirty)(?: days?)?(?: then| instead| please)?[ ?.!]*$"
)


def so_long(days: int, earlier: Window, calendar: Calendar) -> Window:
    """ "And for 14?" after seven days: as many, beginning, or ending, with the same day."""
    if earlier.side == "forecast":
        first, last = earlier.start, earlier.start + timedelta(days - 1)
    else:
        first, last = earlier.end - timedelta(days - 1), earlier.end
    return make_window(first, last, f"{days} days", calendar)


DEADLINES = ("stockout_date", "order_by", "due_on")


def moved_deadline(condition: Filter, window: Window) -> Filter:
    """ "And if you look 14 days ahead?": a deadline moves with the time that is asked about."""
    dated = condition.column in DEADLINES and condition.op in ("<", "<=") and isinstance(condition.value, date)
    return replace(condition, value=window.end) if dated else condition


#: "And the same day a week before?" after a day
_SAME_DAY = re.compile(
    r"\bsame (?:week)?day\b[^?]{0,12}\bweek (?P<way>before|earlier|prior|ago|later|after)\b"
    r"|\bsame (?:week)?day\b[^?]{0,12}\b(?P<way2>last|previous|prior|preceding) week\b"
)


_OF_THOSE = re.compile(r"\bof (?:these|those|them|that|it|which)\b")


def moved(text: str, window: Window, earlier: Window, calendar: Calendar) -> Window:
    """ "And in the 7 days after those?": beside the window of the question before."""
    same_day = _SAME_DAY.search(text) if earlier.start == earlier.end else None
    if same_day:
        day = earlier.start + timedelta(7 if (same_day["way"] or "") in ("later", "after", "following", "next") else -7)
        return make_window(day, day, f"{day.day} {day:%B}", calendar)
    dated = re.search(r"\d", window.label)  # "from 9 to 11 November, how many of it?" is no day of those before
    within = window.days <= 3 and earlier.days == 7 and not dated and _OF_THOSE.search(text)
    if within and not earlier.start <= window.start <= window.end <= earlier.end:
        shift = timedelta((earlier.start - window.start).days // 7 * 7)
        for weeks in (0, 7):
            first, last = window.start + shift + timedelta(weeks), window.end + shift + timedelta(weeks)
            if earlier.start <= first and last <= earlier.end:
                return make_window(first, last, window.label, calendar)
    cut = beside(text, earlier.start, earlier.end)
    return make_window(cut[0], cut[1], window.label, calendar) if cut else window


#: "Only the first ten days of it?", "and in the first 7 of those?"
_PART_OF_IT = re.compile(
    rf"\b(?:the |its )?(?P<nth>first|last|second)(?: (?P<n>{NUMBER}))?(?: (?P<what>days?|weeks?|half))?"
    r"(?= (?:of|in) (?:it|that|this|those|them|these|that (?:month|time|stretch|period))\b| already\b| only\b| alone\b|\s*[?.!]*$)"
)


#: "The second one of those two weeks alone", "just week two of them", "of those two weeks only the latter"
_ONE_OF_ITS = re.compile(
    rf"\b(?P<nth>first|1st|second|2nd|third|3rd|fourth|4th|last|latter|later|final|earlier|former)(?: (?:one|part))? (?:of|from|out of|in) (?:the|those|these|them|that)(?: (?P<of>{NUMBER}))? (?P<what>weeks|halves|days)\b"
    rf"|\b(?:of|from|out of) (?:the|those|these)(?: (?:{NUMBER}))? (?P<what2>weeks|halves|days)\b,? (?:(?:what about|just|only|is|show me|give me|tell me) )*(?:the )?(?P<nth2>first|second|third|fourth|last|latter|later|final|earlier|former)\b"
    r"|\b(?P<what3>week) (?:number |no\.? ?)?(?P<n3>[1-4]|one|two|three|four)\b(?= (?:of|in) (?:it|that|this|those|them|these)\b| only\b| alone\b| by itself\b| on its own\b|\s*[?.!,]*$)"
    r"|\b(?:the|its|only|just) (?P<nth4>first|second|third|fourth|last|latter|later|final|earlier|other|back|front) (?P<what4>week|half|seven days)\b(?= (?:by itself|on its own|alone|separately|of (?:it|that|this|those|them|these))\b|[^?]{0,25}\b(?:alone|only|by itself|on its own|separately)\b)"
)
_NTHS = {
    "first": 1, "1st": 1, "earlier": 1, "former": 1, "front": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3,
    "fourth": 4, "4th": 4, "last": -1, "latter": -1, "later": -1, "final": -1, "other": -1, "back": -1,
}  # fmt: skip


_NUMBERED_WEEK = re.compile(r"week [1-4]$")


def _dated(cut: tuple[date, date]) -> str:
    return f"{cut[0].day} {cut[0]:%B} to {cut[1].day} {cut[1]:%B %Y}"


def _one_of_its(text: str, earlier: Window) -> tuple[date, date] | None:
    """First and last day of the week, half or day of the window before that is meant; None where none is."""
    said = _ONE_OF_ITS.search(text)
    if said is None:
        return None
    what = next(said[g] for g in ("what", "what2", "what3", "what4") if said[g])
    nth = numeral(said["n3"]) if said["n3"] else _NTHS[next(said[g] for g in ("nth", "nth2", "nth4") if said[g])]
    what = {"halves": "half", "seven days": "week"}.get(what, what)
    return nth_part(nth, what, 1, earlier.start, earlier.end)


def part_of_it(masked: Masked, earlier: Window, calendar: Calendar) -> Window | None:
    """The part of the window before that is said; None where none is, or where it is no part."""
    numbered = [w for w in masked.windows if _NUMBERED_WEEK.match(w.label)]  # "just week 2 of it": of that stretch
    if earlier.days < 2 or len(masked.windows) > len(numbered):
        return None
    text = masked.spelled
    if (cut := _one_of_its(text, earlier)) is not None and earlier.start <= cut[0] <= cut[1] <= earlier.end:
        return make_window(*cut, _dated(cut), calendar)
    said = _PART_OF_IT.search(text)
    if said is None or not (said["what"] or (said["n"] and said["n"] != "one")):  # "the first one" may be any thing
        return None
    cut = nth_part(
        {"first": 1, "second": 2, "last": -1}[said["nth"]],
        said["what"] or "days",
        numeral(said["n"]) if said["n"] else 1,
        earlier.start,
        earlier.end,
    )
    if not earlier.start <= cut[0] <= cut[1] <= earlier.end:
        return None
    return make_window(*cut, f"{said.group()} of {earlier.label}", calendar)
