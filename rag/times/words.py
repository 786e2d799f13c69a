# ruff: noqa: E501 - a pattern is read on one line
"""The words that times are made of: numerals, months, weekdays, and the patterns of them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from datetime import date, timedelta

__all__ = [
    "BEFORE_A_DATE",
    "DAYS",
    "FOLLOWING",
    "MONTH",
    "MONTHS",
    "NUMBER",
    "ORDINAL_END",
    "PRECEDING",
    "UNTIL",
    "WEEKDAY",
    "WEEKDAYS_OF_A_WEEK",
    "WEEKS",
    "WEEK_FROM_TO",
    "WHOLE_HISTORY",
    "YEAR",
    "beside_as_of",
    "beside_days",
    "days_on_end",
    "free_matches",
    "in_year",
    "month_number",
    "month_period",
    "numeral",
    "uses_up",
    "weekdays_of",
]

#: "How many does it get through next week?": uses up in that week, not until its end
_USED_UP = re.compile(
    r"\b(?:how (?:many|much)|what (?:quantity|number|amount))\b[^?.;]*"
    r"\b(?:get|gets|got|getting|go|goes|went|going|gone|burn|burns|burnt|burned|work|works|worked|churn|churns|plough|ploughs|rattle|rattles|sell|sells|sold|run|runs|ran) through(?: in)?(?: the)? $"
)


def uses_up(head: str) -> bool:
    """Does what stands before a time end in a verb of using up ("get through", "burn through")?"""
    return _USED_UP.search(head) is not None


_NUMERALS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "twenty": 20,
    "twenty one": 21, "twenty-one": 21, "twenty eight": 28, "twenty-eight": 28, "thirty": 30, "sixty": 60, "ninety": 90,
    "couple": 2, "couple of": 2, "a couple": 2, "a couple of": 2, "few": 3, "a few": 3, "dozen": 12, "half a": 0,
}  # fmt: skip
_SPELLED = "|".join(sorted(map(re.escape, _NUMERALS), key=len, reverse=True))
NUMBER = rf"(?:\d+|(?<![a-z])(?:{_SPELLED})(?![a-z]))"  # not the ten of "often"
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_LONG = ("uary", "ruary", "ch", "il", "", "e", "y", "ust", "(?:t(?:ember)?|ember)", "ober", "ember", "ember")
MONTH = "(?:" + "|".join(f"{m}(?:{rest})?" if rest else m for m, rest in zip(MONTHS, _LONG, strict=True)) + r")\b\.?"
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY_REST = ("day", "s(?:day)?", "nesday", "(?:rs?(?:day)?)", "day", "urday", "day")
WEEKDAY = "(?:" + "|".join(f"{d}(?:{rest})?" for d, rest in zip(DAYS, _DAY_REST, strict=True)) + r")\b"
#: What stands before a date in figures without a year ("on 12/5", "between 12/1 and 12/7"), as lookbehinds.
BEFORE_A_DATE = (
    r"(?<=\b(?:on|by|to|of|at|vs|in) )|(?<=\b(?:for|and) )|(?<=\b(?:from|till|thru|this|next) )|(?<=\b(?:until|after|since) )"
    r"|(?<=\bbefore )|(?<=\bthrough )|(?<=\bbetween )|(?<=\bstarting )|(?<=\bbeginning )|(?<=\bending )|(?<=day )"
    r"|(?<=\b(?:mon|tue|wed|thu|fri|sat|sun) )|(?<=tomorrow )|(?<=[-,\]] )|(?<=[-(])"
)
WHOLE_HISTORY = (
    r"\b(?:over |in |across |for |during |taking )?(?:the |our |its |all (?:of )?(?:the |our )?)?(?:whole|full|entire|complete) (?:sales )?(?:history|data ?set)\b"
    r"|\ball (?:of )?(?:the |our )?(?:sales )?history\b|\b(?:of )?all time\b|\bsince (?:the (?:start|beginning) of (?:the )?(?:data|history|records?)|records began)\b"
    r"|\bsince we (?:keep|kept|have kept|have been keeping|started keeping|began keeping|hold|have) (?:records?|data|the data|count|books|track)\b|\bever(?= (?:sold|sell|had|made)\b)"
)
YEAR = r"(?:19|20|21)\d\d"
ORDINAL_END = r"(?:st|nd|rd|th)?"
UNTIL = r"\s*(?:to|until|till|through|thru|and|&|\+|/|-|–)\s*"

_COMES = r"(?:that |which )?(?:(?:comes?|came|follow(?:s|ing)?|coming|right|directly|straight|just|immediately|went) )*"
_SPOKEN_OF = r"(?:it|that|those|these|them|this)\b(?: one)?(?! (?:delivery|order|week|month))"
_LENGTH = rf"(?:the )?(?:(?P<n>{NUMBER}) )?(?P<unit>days?|weeks?|fortnights?)"
#: A stretch right after, or before, one that was named: "the 7 days after those", "against the 28 before".
FOLLOWING = rf"\b(?:in |over |for )?(?:{_LENGTH}|the (?P<n2>{NUMBER})) {_COMES}(?:after|following) {_SPOKEN_OF}"
PRECEDING = (
    rf"\b(?:in |over |for )?(?:{_LENGTH}|the (?P<n2>{NUMBER})) {_COMES}(?:before|prior(?: to)?|preceding|previous to)"
    rf"(?: {_SPOKEN_OF})?(?=\s*(?:[?.,!;()-]|$|in\b|at\b|for\b|and\b|up\b|down\b|more\b|less\b))"
)


def beside_days(match: re.Match[str], as_long: int = 1) -> int:
    """Days of a stretch named by `FOLLOWING` or `PRECEDING`; of "the one before it" `as_long`."""
    found = match.groupdict()
    if not found.get("unit") and found.get("n2") in (None, "one"):
        return as_long
    count = numeral(found.get("n") or found.get("n2") or "a")
    return count * {"w": 7, "f": 14}.get((found.get("unit") or "d")[0], 1)


def beside_as_of(match: re.Match[str], as_of: date, way: int) -> tuple[date, date]:
    """ "The 7 days after those": beside the next, or the last, as many days, until it is known beside what."""
    days = beside_days(match)
    if way > 0:
        return as_of + timedelta(1 + days), as_of + timedelta(2 * days)
    return as_of - timedelta(2 * days - 1), as_of - timedelta(days)


def numeral(word: str) -> int:
    word = word.strip()
    return int(word) if word.isdigit() else _NUMERALS.get(word, 1)


def in_year(days: list[date], year: str | None) -> list[date]:
    """Those of `days` that lie in `year`; the last of them moved there where none does, all where no year is said."""
    if not year:
        return days
    return [d for d in days if d.year == int(year)] or [days[-1].replace(year=int(year), day=min(days[-1].day, 28))]


def month_number(word: str) -> int:
    return MONTHS.index(word[:3]) + 1


def month_period(year: int, month: int) -> tuple[date, date]:
    """First and last day of a month; months may run past twelve or below one."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    after = date(year + month // 12, month % 12 + 1, 1)
    return date(year, month, 1), after - timedelta(1)


#: Weeks from the one of `as_of`; 1 where nothing else is said.
WEEKS = {"last": -1, "past": -1, "previous": -1, "this": 0}
_TO = r"(?: ?[-–] ?| (?:to|through|till|until|and|thru) )"
#: "Monday to Friday of next week"
WEEKDAYS_OF_A_WEEK = (
    rf"\b(?:from |between )?(?P<from>{WEEKDAY}){_TO}(?P<to>{WEEKDAY}),? "
    r"(?:of |in )?(?:the )?(?P<w>next|this|last|past|previous|coming|following) week\b"
)
#: "last week, Monday until Sunday", "next week (Mon-Fri)"
WEEK_FROM_TO = (
    r"\b(?:the )?(?P<w>next|this|last|past|previous|coming|following) (?:whole |full )?week(?: ?[,:(–-]+ ?| )"
    rf"(?:so |meaning |meant |(?:i|we) (?:mean|meant|am talking|am thinking),? |(?:that|which) is,? |that's |as in |namely |i\.e\.,? |ie |of |the days |from )*(?P<from>{WEEKDAY}){_TO}(?:and including )?(?P<to>{WEEKDAY})\b\)?"
)


def weekdays_of(match: re.Match[str], monday: date) -> tuple[date, date]:
    """The days that `WEEKDAYS_OF_A_WEEK` names in the week of `monday`."""
    first, last = (next(n for n, d in enumerate(DAYS) if match[end].startswith(d)) for end in ("from", "to"))
    return monday + timedelta(first), monday + timedelta(max(first, last))


def free_matches(pattern: re.Pattern[str], text: str, taken: list[bool]) -> Iterator[re.Match[str]]:
    """Matches where nothing was read yet; one that runs into what was read is looked for behind its start."""
    at = 0  # "black friday on 28 november": the date behind the event's name
    while match := pattern.search(text, at):
        free = not any(taken[match.start() : match.end()])
        at = max(match.end(), match.start() + 1) if free else match.start() + 1
        if free:
            yield match


def days_on_end(day: date, days: Collection[date]) -> tuple[date, date]:
    """First and last of the days on end that `day` is one of, such as the two of Christmas."""
    first = last = day
    while first - timedelta(1) in days:
        first -= timedelta(1)
    while last + timedelta(1) in days:
        last += timedelta(1)
    return first, last
