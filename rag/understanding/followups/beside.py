# ruff: noqa: E501 - a pattern is read on one line
"""The time right before, or after, the one spoken of: "and the week before that one?", "a month earlier?", "the previous one?"."""

from __future__ import annotations

import re
from datetime import date, timedelta

from rag.plan import Window
from rag.times.windows import Calendar, make_window
from rag.understanding.message.masking import Masked

__all__ = ["is_beside", "just_beside"]

#: "I plan two weeks ahead, so ...": why it is asked, before it is
_REASON = r"(?:\W*(?:i|we|they|my|our|the) [^?.!]{3,90}?(?:[.!]|,(?= (?:so|then|hence|can|could)\b)) )?"
_ASKED = r"(?:can|could|may|would|will) (?:i|we|you)(?: (?:also|please|just))?(?: (?:have|see|get|do|give|show|tell|run|repeat|add))?(?: (?:me|us))?|(?:i|we)(?: would|['’]?d)?(?: (?:also|just|still))? (?:like|love|need|want)(?: to (?:have|see|know|get))?|(?:do|give|show|tell|repeat|let(?:'s| us) (?:see|do|have|take)|run|now do)(?: (?:me|us))?"
_SAME = r"(?:the )?same(?: (?:again|thing|question|figure|number|query|request|one|figures|numbers|here))?|again|once more|ditto|(?:that|it)(?: again)?(?= (?:for|but|only|just)\b)|move(?: it| that| on)?(?: (?:by|to))?|shift(?: it| that)?(?: (?:by|to))?"
_LEADS = rf"^{_REASON}\W*(?:(?:and|n|&|ok|okay|so|then|now|well|right|but|also|please|pls|{_SAME}|{_ASKED}|what about|how about|what was it|how was it|how many|how much|what|on|for|of|in|during|over|sorry|oops|oh|ah|no|nope|wait|hang on|actually|rather|instead|only|just|my (?:mistake|bad|fault)|not (?:that|this|that one|this one|that (?:day|week|month))|wrong (?:day|week|month|time|dates?)|i (?:mean|meant|need|needed|want|wanted|am after|was after)(?: to know)?|should (?:be|have been)|it is|that is|make (?:it|that)|take)[,.;:!]* )*"
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_UNIT = rf"(?:(?:calendar|whole|full) )?(?P<unit>day|week|month|one|monday (?:to|through|till|until|-) sunday|{'|'.join(_WEEKDAYS)})"
_THAT = r"(?: (?:to |of )?(?:that|it|this|those|these|them)(?: one| day| week| month)?)?"
_BACK = r"before|prior|earlier|previously|preceding"
_ON = r"after|later|afterwards|follow(?:s|ed|ing)|further(?: on| out| ahead)?"
_ENDS = r"(?:,? (?:please|pls|too|as well|also|again|same (?:thing|again|question)|then|though|instead|sorry|i mean|i meant|rather|was meant))*\W*$"
#: "And the week before that one?", "a week earlier?", "what about the week that follows?"
_AFTER_IT = re.compile(
    _LEADS
    + rf"(?:(?P<a>an?|one) |the |just |right |very )*{_UNIT}(?: (?:which|that))? (?:(?:comes?|came|is|was|went|right|just|immediately|directly) )*(?:(?P<back>{_BACK})|(?P<on>{_ON}|next)){_THAT}{_ENDS}"
)
#: "And the preceding week?", "the previous one?"
_BEFORE_IT = re.compile(
    _LEADS
    + rf"(?:(?:the )?(?P<back>previous|preceding|prior|(?<=the )earlier)|(?:the )?(?P<on>following|next|subsequent)) {_UNIT}{_THAT}{_ENDS}"
)


def is_beside(text: str) -> bool:
    """Is `text` no more than the name of a time beside another?"""
    return bool(_AFTER_IT.match(text) or _BEFORE_IT.match(text))


def just_beside(masked: Masked, earlier: Window, calendar: Calendar) -> Window | None:
    """ "And the day after?": the day, week or month that follows or precedes `earlier`; None where none is said."""
    text = masked.spelled
    said = _AFTER_IT.match(text) or _BEFORE_IT.match(text)
    if said is None:
        return None
    to_come = said["on"] == "next" or (said["back"] and earlier.side == "forecast")
    itself = said.re is _BEFORE_IT and said["unit"] != "one" and to_come
    meant = masked.windows[0] if masked.windows and itself else None
    if meant is not None and (meant.start, meant.end) != (earlier.start, earlier.end):
        return None  # "the next week" is that after this one, too
    way = -1 if said["back"] else 1
    unit = "week" if said["unit"].endswith("sunday") and said["unit"] != "sunday" else said["unit"]
    shifted = said.re is _AFTER_IT and said["a"] is not None
    first, last = _shifted(unit, way, earlier) if shifted else _next_to(unit, way, earlier)
    return make_window(first, last, f"{unit} {'before' if way < 0 else 'after'}", calendar)


def _whole_month(window: Window) -> bool:
    return window.start.day == 1 and (window.end + timedelta(1)).day == 1 and window.days <= 31


def _month(day: date) -> tuple[date, date]:
    first = day.replace(day=1)
    return first, (first + timedelta(31)).replace(day=1) - timedelta(1)


def _next_to(unit: str, way: int, earlier: Window) -> tuple[date, date]:
    if unit == "month" or (unit == "one" and _whole_month(earlier)):
        return _month(earlier.start.replace(day=1) - timedelta(1) if way < 0 else _month(earlier.end)[1] + timedelta(1))
    if unit in _WEEKDAYS:
        edge = earlier.start if way < 0 else earlier.end
        apart = (way * (_WEEKDAYS.index(unit) - edge.weekday()) - 1) % 7 + 1
        return edge + timedelta(way * apart), edge + timedelta(way * apart)
    days = {"day": 1, "week": 7}.get(unit, earlier.days)
    if way < 0:
        return earlier.start - timedelta(days), earlier.start - timedelta(1)
    return earlier.end + timedelta(1), earlier.end + timedelta(days)


def _shifted(unit: str, way: int, earlier: Window) -> tuple[date, date]:
    """ "A week earlier": as many days, so much earlier."""
    if unit not in ("day", "week"):
        return _next_to(unit, way, earlier)
    days = timedelta(way * {"day": 1, "week": 7}[unit])
    return earlier.start + days, earlier.end + days
