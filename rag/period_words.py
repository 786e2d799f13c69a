"""The words that times are made of: numerals, months, weekdays, and the patterns of them."""

from __future__ import annotations

import re
from datetime import date, timedelta

__all__ = [
    "DAYS",
    "MONTH",
    "MONTHS",
    "NUMBER",
    "ORDINAL_END",
    "UNTIL",
    "WEEKDAY",
    "YEAR",
    "month_number",
    "month_period",
    "numeral",
]

_NUMERALS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "twenty": 20,
    "twenty one": 21, "twenty-one": 21, "twenty eight": 28, "twenty-eight": 28, "thirty": 30, "sixty": 60, "ninety": 90,
    "couple": 2, "couple of": 2, "a couple": 2, "a couple of": 2, "few": 3, "a few": 3, "dozen": 12, "half a": 0,
}  # fmt: skip
NUMBER = r"(?:\d+|" + "|".join(sorted(map(re.escape, _NUMERALS), key=len, reverse=True)) + ")"
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_LONG = ("uary", "ruary", "ch", "il", "", "e", "y", "ust", "(?:t(?:ember)?|ember)", "ober", "ember", "ember")
MONTH = "(?:" + "|".join(f"{m}(?:{rest})?" if rest else m for m, rest in zip(MONTHS, _LONG, strict=True)) + r")\b\.?"
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY_REST = ("day", "s(?:day)?", "nesday", "(?:rs?(?:day)?)", "day", "urday", "day")
WEEKDAY = "(?:" + "|".join(f"{d}(?:{rest})?" for d, rest in zip(DAYS, _DAY_REST, strict=True)) + r")\b"
YEAR = r"(?:19|20|21)\d\d"
ORDINAL_END = r"(?:st|nd|rd|th)?"
UNTIL = r"\s*(?:to|until|till|through|thru|and|-|–)\s*"


def numeral(word: str) -> int:
    word = word.strip()
    return int(word) if word.isdigit() else _NUMERALS.get(word, 1)


def month_number(word: str) -> int:
    return MONTHS.index(word[:3]) + 1


def month_period(year: int, month: int) -> tuple[date, date]:
    """First and last day of a month; months may run past twelve or below one."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    after = date(year + month // 12, month % 12 + 1, 1)
    return date(year, month, 1), after - timedelta(1)
