"""Seasons in words: "the summer of 2025", "last winter", "since the summer"."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from rag.times.words import month_period

__all__ = ["season"]

_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
#: A season by itself: without such a word it is a word like others
_OF_TIME = re.compile(r"\b(?:since|during|over|throughout)(?: the)? $|\b(?:in|of) the $")


def season(m: re.Match[str], scope: Any) -> tuple[date, date] | None:
    """Meteorological seasons."""
    said = _OF_TIME.search(m.string[: m.start()])
    if not (m["which"] or m["y"] or m["before"]) and said is None:
        return None
    first = _SEASONS[m["season"]]

    def of_year(year: int) -> tuple[date, date]:
        return month_period(year, first)[0], month_period(year, first + 2)[1]

    if not (m["which"] or m["y"] or m["before"]) and said is not None:
        begun = [p for y in (-2, -1, 0) if (p := of_year(scope.as_of.year + y))[0] <= scope.as_of]
        return begun[-1] if said.group().startswith("since") else scope.yearless(of_year)
    if m["before"]:
        over = [p for y in (-3, -2, -1, 0) if (p := of_year(scope.as_of.year + y))[1] <= scope.as_of]
        return over[-2]
    year = int(m["y"]) if m["y"] else scope.as_of.year
    if not m["y"] and m["which"] in ("last", "previous") and month_period(year, first + 2)[1] > scope.as_of:
        year -= 1
    ahead = m["which"] == "next" or str(m["which"]).endswith("coming")
    if not m["y"] and ahead and month_period(year, first)[0] <= scope.as_of:
        year += 1
    return of_year(year)
