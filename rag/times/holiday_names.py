"""Days that people call by name: Christmas, Easter, Black Friday, and a country's holidays."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from typing import Any

__all__ = ["HOLIDAYS", "holiday"]


def _easter(year: int) -> date:
    from dateutil.easter import easter

    return easter(year)


def _nth(year: int, month: int, weekday: int, n: int) -> date:
    """The n-th `weekday` (Monday is 0) of a month; n = -1 is the last."""
    if n > 0:
        first = date(year, month, 1)
        return first + timedelta((weekday - first.weekday()) % 7 + 7 * (n - 1))
    last = date(year + month // 12, month % 12 + 1, 1) - timedelta(1)
    return last - timedelta((last.weekday() - weekday) % 7)


#: name -> rule; the rule is (month, day), or a function of the year.
_RULES = {
    "christmas eve": (12, 24),
    "xmas eve": (12, 24),
    "christmas day": (12, 25),
    "christmas": (12, 25),
    "xmas": (12, 25),
    "boxing day": (12, 26),
    "new year's eve": (12, 31),
    "new years eve": (12, 31),
    "nye": (12, 31),
    "new year's day": (1, 1),
    "new years day": (1, 1),
    "new year": (1, 1),
    "valentine's day": (2, 14),
    "valentines day": (2, 14),
    "valentines": (2, 14),
    "halloween": (10, 31),
    "st patrick's day": (3, 17),
    "st nicholas": (12, 6),
    "bastille day": (7, 14),
    "independence day": (7, 4),
    "good friday": lambda y: _easter(y) - timedelta(2),
    "easter sunday": _easter,
    "easter monday": lambda y: _easter(y) + timedelta(1),
    "easter": _easter,
    "ascension day": lambda y: _easter(y) + timedelta(39),
    "whit monday": lambda y: _easter(y) + timedelta(50),
    "pentecost": lambda y: _easter(y) + timedelta(49),
    "thanksgiving": lambda y: _nth(y, 11, 3, 4),
    "black friday": lambda y: _nth(y, 11, 3, 4) + timedelta(1),
    "cyber monday": lambda y: _nth(y, 11, 3, 4) + timedelta(4),
    "mother's day": lambda y: _nth(y, 5, 6, 2),
    "mothers day": lambda y: _nth(y, 5, 6, 2),
    "father's day": lambda y: _nth(y, 6, 6, 3),
    "fathers day": lambda y: _nth(y, 6, 6, 3),
    "labour day": (5, 1),
    "labor day": lambda y: _nth(y, 9, 0, 1),
    "memorial day": lambda y: _nth(y, 5, 0, -1),
    "super bowl": lambda y: _nth(y, 2, 6, 2),
}

HOLIDAYS: tuple[str, ...] = tuple(sorted(_RULES, key=len, reverse=True))


def holiday(name: str, year: int, country: str | None = None) -> date | None:
    """The day of that name in that year; the country's own holidays come second."""
    rule: Any = _RULES.get(name)
    if callable(rule):
        return rule(year)
    if rule is not None:
        return date(year, rule[0], rule[1])
    return _country_days(country, year).get(name) if country else None


@lru_cache(maxsize=64)
def _country_days(country: str, year: int) -> dict[str, date]:
    import holidays

    try:
        days = holidays.country_holidays(country, years=year, language="en_US")
    except (NotImplementedError, KeyError):
        return {}
    return {part.strip().lower(): day for day, names in days.items() for part in names.split(";")}
