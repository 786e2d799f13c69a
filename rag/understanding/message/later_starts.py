# ruff: noqa: E501 - a pattern is read on one line
"""Days after a day that is left out: "leaving tomorrow out, the six days after it", "the coming week without its first day".

Each is said anew by its own two ends. Read apart, the day that is left out would be the time that is asked about.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from rag.plan import Window
from rag.times.windows import Calendar, find_windows
from rag.understanding.message.stretches import DAY
from rag.understanding.message.wordings.parts import COUNT
from rag.understanding.words.numbers import number

__all__ = ["from_later_days"]

_ONE_DAY = rf"(?:the day after tomorrow|the day after|{DAY})"
_LEAVING = r"(?:leav\w+ (?:out|aside)|leav\w+|not counting|without(?: counting)?|w/o|skip(?:ping)?|exclud\w+|excl\.?|ignor\w+|disregard\w+|except(?: for)?|apart from|forget(?: about)?|but not|minus|less|set(?:ting)? aside|never mind)"
_SO_MANY = rf"(?P<n>{COUNT}|an?) (?P<u>days?|weeks?|fortnights?)"
#: "The six days after tomorrow"; "six days after tomorrow" may be one day
_AFTER_DAY = re.compile(
    rf"\b(?:the|those|these|all)(?: next| first| whole)? {_SO_MANY}(?: right| directly| immediately| straight)? (?:after|following|that follow|which follow|beyond) (?P<day>{_ONE_DAY})"
)
#: "Six days from the day after tomorrow on", "from the day after tomorrow for six days"
_FROM_DAY = re.compile(
    rf"\b(?:from|starting|beginning|as of|as from|counting from)(?: on| with| from)? (?P<day>{_ONE_DAY})(?: on| onwards?)?,? (?:and )?(?:for|over)(?: the)?(?: next)? {_SO_MANY}\b"
)
_WITHOUT_DAY = re.compile(rf"[,;(]?\s*\b{_LEAVING} (?P<day>{_ONE_DAY})(?: (?:out|aside|off|away))?\s*\)?[,;:]?")
_AFTER_IT = re.compile(
    rf"\b(?:(?:only|just|then|and) )*(?:the|those|these|all)(?: next| first| whole)? {_SO_MANY}(?: (?:right|directly|immediately|straight))? (?:after(?: (?:it|that|this|tomorrow))?|following(?: (?:it|that))?|(?:that|which) follow(?: it)?|thereafter|afterwards)\b"
    rf"|\b(?:the )?(?:following|next|subsequent) (?P<n2>{COUNT}) (?P<u2>days|weeks)\b(?: after (?:it|that))?"
)
#: "The next 7 days without tomorrow", "next week except for its first two days"
_WHOLE = rf"(?:the )?(?:next|coming|following) (?:(?:{COUNT}) (?:days|weeks)|week|month|fortnight)"
_END_OF_IT = (
    rf"(?:the |its |that week's )?(?P<which>first|last)(?: (?P<k>{COUNT}))? days?(?: of (?:it|them|those|that))?"
)
_CUT = re.compile(
    rf"\b(?P<whole>{_WHOLE}),? (?:but )?\(?{_LEAVING} (?:for )?(?:(?P<day>{_ONE_DAY})|{_END_OF_IT})(?: out| aside)?\)?(?=\s*(?:[?.,;:!)]|$|\w))"
)


def from_later_days(text: str, calendar: Calendar) -> str:
    """`text`, in lower case, with such days from their first to their last; as it was where they cannot be told."""
    if calendar.frequency != "daily" or not re.search(r"\b(?:days?|week|weeks|month|fortnight)\b", text):
        return text
    text = _CUT.sub(lambda m: _cut(m, calendar), text)
    text = _after_one_left_out(text, calendar)
    text = _AFTER_DAY.sub(lambda m: _stretch(m, m["n"], m["u"], _day(m["day"], calendar), 1), text)
    return _FROM_DAY.sub(lambda m: _stretch(m, m["n"], m["u"], _day(m["day"], calendar), 0), text)


def _day(said: str, calendar: Calendar) -> date | None:
    """The one day that some words name."""
    windows = [s.window for s in find_windows(said, calendar)]
    return windows[0].start if len(windows) == 1 and windows[0].days == 1 else None


def _after_one_left_out(text: str, calendar: Calendar) -> str:
    gone = _WITHOUT_DAY.search(text)
    stretch = _AFTER_IT.search(text, gone.end()) if gone else None
    day = _day(gone["day"], calendar) if gone else None
    if gone is None or stretch is None or day is None:
        return text
    asked = _stretch(stretch, stretch["n"] or stretch["n2"], stretch["u"] or stretch["u2"], day, 1)
    before = text[: gone.start()].rstrip()
    return f"{before} {text[gone.end() : stretch.start()].strip()} {asked}{text[stretch.end() :]}".strip()


def _stretch(match: re.Match[str], count: str, unit: str, day: date | None, later: int) -> str:
    if day is None:
        return match.group()
    length = int(number(count)) * {"d": 1, "w": 7, "f": 14}[unit[0]]
    return _said(day + timedelta(later), day + timedelta(later + length - 1))


def _cut(match: re.Match[str], calendar: Calendar) -> str:
    """A stretch without the days at one of its ends; whole where what is left out lies inside."""
    found = [s.window for s in find_windows(match["whole"], calendar)]
    if len(found) != 1:
        return match.group()
    whole = found[0]
    if match["which"]:
        count = int(number(match["k"])) if match["k"] else 1
        first = match["which"] == "first"
        start, end = whole.start + timedelta(count * first), whole.end - timedelta(count * (not first))
    else:
        ends = _without_a_day(whole, _day(match["day"], calendar))
        if ends is None:
            return match.group()
        start, end = ends
    return _said(start, end) if start <= end else match.group()


def _without_a_day(whole: Window, day: date | None) -> tuple[date, date] | None:
    if day == whole.start:
        return whole.start + timedelta(1), whole.end
    return (whole.start, whole.end - timedelta(1)) if day == whole.end else None


def _said(first: date, last: date) -> str:
    start, end = (f"{d.day} {d:%B %Y}".lower() for d in (first, last))
    return f"on {start}" if first == last else f"from {start} to {end}"
