"""A second time that is told by the first: "the same weekday a week earlier", "in 2014, and the year before"."""

from __future__ import annotations

import re
from datetime import date, timedelta

from rag.times.periods import Period
from rag.times.words import DAYS, WEEKDAY

__all__ = ["a_week_apart", "a_year_apart"]

#: "Yesterday, and the same weekday a week earlier"
_SAME_DAY = re.compile(
    r"\b(?:on )?(?:the )?same (?:week)?day (?:(?:of|in) )?"
    r"(?:(?:a|one|the) week (?P<way>earlier|before|ago|prior|later|after)"
    r"|(?:the )?(?:last|previous|prior|preceding) week|the week before)"
)


#: "How many tomorrow, and how many the day after?"
_NEXT_DAY = re.compile(r"\b(?:on )?the (?:day after|following day)(?=\s*(?:[?.,!]|$))")


#: "Black Friday against the Friday before"
_WEEKDAY_BESIDE = re.compile(
    rf"\b(?:on )?the (?P<wd>{WEEKDAY}) (?P<way>before|earlier|prior|after)"
    r"(?: (?:that|it))?(?=\s*(?:[?.,!;]|$|in\b|for\b|at\b))"
)


def _weekday_beside(text: str, periods: list[Period]) -> list[Period]:
    said = _WEEKDAY_BESIDE.search(text)
    days = [p for p in periods if said and p.to <= said.start() and p.start == p.end]
    if said is None or not days:
        return periods
    day, wanted = days[-1].start, DAYS.index(said["wd"][:3])
    ahead = said["way"] == "after"
    apart = ((wanted - day.weekday()) if ahead else (day.weekday() - wanted)) % 7 or 7
    day += timedelta(apart if ahead else -apart)
    return _in_place(Period(day, day, said.start(), said.end(), "same day", None), periods)


def a_week_apart(text: str, periods: list[Period]) -> list[Period]:
    """With the day a week from, or right after, a single day that is named before it."""
    periods = _weekday_beside(text, periods)
    said = _SAME_DAY.search(text) or _NEXT_DAY.search(text)
    days = [p for p in periods if said and p.to <= said.start() and p.start == p.end]
    if said is None or not days:
        return periods
    later = said.groupdict().get("way") in ("later", "after")
    start = days[-1].start + timedelta(1 if said.re is _NEXT_DAY else 7 if later else -7)
    return _in_place(Period(start, start, said.start(), said.end(), "same day", None), periods)


#: "How much in 2014, and the year before?"
_YEAR_BEFORE = re.compile(
    r"\b(?:the )?(?:year (?P<way>before|earlier|prior|after|later)(?: (?:that|it))?"
    r"|(?P<way2>previous|preceding|prior|following|next) year)\b"
)


def _whole_year(period: Period) -> bool:
    return period.start.day == period.start.month == 1 and (period.end - period.start).days in (364, 365)


def a_year_apart(text: str, periods: list[Period]) -> list[Period]:
    """With the calendar year before, or after, one that is named."""
    said = _YEAR_BEFORE.search(text)
    years = [p for p in periods if said and p.to <= said.start() and _whole_year(p)]
    if said is None or not years:
        return periods
    later = (said["way"] or said["way2"]) in ("after", "later", "following", "next")
    year = years[-1].start.year + (1 if later else -1)
    beside = Period(date(year, 1, 1), date(year, 12, 31), said.start(), said.end(), "year", None, str(year))
    return _in_place(beside, periods)


def _in_place(beside: Period, periods: list[Period]) -> list[Period]:
    """`periods` with `beside` in the order of the text, less what was read from the same words."""
    kept = [p for p in periods if p.to <= beside.at or p.at >= beside.to]
    return sorted([*kept, beside], key=lambda p: p.at)
