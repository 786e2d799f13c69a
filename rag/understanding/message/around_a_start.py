# ruff: noqa: E501 - a pattern is read on one line
"""Days counted back from a day, or from a start that was told: "it goes on offer on 9 April. What in the 7 days before that?"."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from rag.notes.words import FIRST_DAYS_OF_IT, first_days_of_it

__all__ = ["around_the_start"]

_DAY = r"(?:\d{1,2}(?:st|nd|rd|th)?(?: of)? (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* \d{1,2}(?:st|nd|rd|th)?)(?:,? 20\d\d)?"
_THING = r"(?:offer|promo(?:tion)?|campaign|deal|special offer)"
#: "... goes on offer in [store] on 9 April.", "the promotion starts on 9 April."
_STARTS = re.compile(
    rf"\b(?:(?:goes|go|going|is|are|will be|gets put|comes) on (?:an? )?{_THING}|{_THING}\b[^.?!]{{0,60}}?\b(?:starts?|begins?|opens?|is to start))\b[^.?!]{{0,60}}?\b(?:on|from) (?P<day>{_DAY})\b",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    rf"\b(?:the )?(?:last )?(?P<n>\d{{1,2}}) days (?:(?:right|just|directly|immediately|straight) )?(?:before|ahead of|up to|leading up to) (?:the |that |its )?(?:start|beginning|launch|{_THING}|(?:it|that) (?:starts|begins))\b",
    re.IGNORECASE,
)
#: "In the 7 days before 9 April": a stretch of time, and not the day before
_BEFORE_DAY = re.compile(
    rf"\b(?:the|those|all)(?: last)? (?P<n>\d{{1,2}}) days (?:(?:right|just|directly|immediately|straight) )?(?:before|ahead of|up to but not including) (?:the )?(?P<day>{_DAY})\b",
    re.IGNORECASE,
)
_PARTS = re.compile(r"(?P<y>20\d\d)|(?P<d>\d{1,2})|(?P<m>[a-z]{3,})", re.IGNORECASE)
_SOME_YEAR = 2023  # no leap year


def around_the_start(text: str) -> str:
    """`text` with those days said by their dates."""
    return _BEFORE_DAY.sub(_by_dates, _from_the_start(text))


def _by_dates(match: re.Match[str]) -> str:
    found = {k: v for part in _PARTS.finditer(match["day"]) for k, v in part.groupdict().items() if v}
    try:
        day = datetime.strptime(f"{found['d']} {found['m'][:3]} {found.get('y', _SOME_YEAR)}", "%d %b %Y")
    except (KeyError, ValueError):
        return match.group()
    first, last = day - timedelta(int(match["n"])), day - timedelta(1)
    if first.year != last.year and "y" not in found:
        return match.group()
    year = " %Y" if "y" in found else ""
    return f"from {first.day} {first:%B{year}} to {last.day} {last:%B{year}}"


def _from_the_start(text: str) -> str:
    """`text` with its days said from the day itself, where the start of an offer is told before them."""
    told = _STARTS.search(text)
    if told is None:
        return text
    head, tail = text[: told.end()], text[told.end() :]
    tail = _BEFORE.sub(lambda m: f"the {m['n']} days before {told['day']}", tail)
    return head + FIRST_DAYS_OF_IT.sub(lambda m: f"the {first_days_of_it(m.group())} days from {told['day']}", tail)
