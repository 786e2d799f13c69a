"""Two times that make one: "from A to B", "two weeks from Monday", "from the 16th to the end of that month"."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from rag.times.periods import Period
from rag.times.words import NUMBER, month_period, numeral

__all__ = ["counted", "lengths", "ranges", "to_its_end"]


#: "How did sales change from 2014 to 2015?": two years, not two years long
_CHANGES = re.compile(
    r"\b(?:chang\w*|gr[eo]w\w*|ris\w+|rose|fall\w*|fell|differ\w*|develop\w*|compar\w*|more|less|up|down)\b"
)


def ranges(text: str, periods: list[Period], calendar: Any) -> list[Period]:
    """ "from A to B", "between A and B", "A - B", "A until B" become one period."""
    joined: list[Period] = []
    for period in periods:
        before = joined[-1] if joined else None
        if before is not None and period.unit == "weekday" and period.end <= before.end <= period.end + timedelta(7):
            later = replace(period, start=period.start + timedelta(7), end=period.end + timedelta(7))
        else:
            later = period
        if before is not None and before.end < later.end and period.unit != "offset":
            gap = text[before.to : period.at]
            lead = text[: before.at].rstrip()
            opened = re.search(r"\b(?:from|between)(?: the| on)?$", lead)
            dash = re.fullmatch(
                r"\s*(?:to|until|till|til|through|thru|up to|-|–|—)\s*(?:and including\s*)?(?:the )?"
                r"(?:(?:very )?end of (?:the )?)?",
                gap,
            )
            dash = dash if not (period.unit == before.unit == "year" and _CHANGES.search(text)) else None
            closed = re.fullmatch(r"\s*and\s*(?:the )?", gap) and re.search(r"\bbetween(?: the| on)?$", lead)
            if (dash or closed) and (opened or dash):
                start = lead.rindex(opened.group()) if opened else before.at
                label = f"{text[before.at : before.to]} to {text[period.at : period.to]}"
                joined[-1] = replace(later, start=before.start, at=start, side=None, label=label, unit="range")
                continue
        joined.append(period)
    return joined


_ITS_END = re.compile(
    r"\s*(?:to|until|till|til|through|up to)(?: and including)? (?:the )?(?:very )?(?:end|last day|close)"
    r" of (?:that|the same|the|this) (?P<unit>month|week|year)\b"
)


def to_its_end(text: str, periods: list[Period], calendar: Any) -> list[Period]:
    """ "From the 16th to the end of that month": the month, or week, that holds the day."""
    done: list[Period] = []
    for period in periods:
        if done and period.at < done[-1].to:
            continue  # "the month" of its end is no period of its own
        match = _ITS_END.match(text, period.to)
        if match and period.start == period.end and period.unit not in ("offset", "range"):
            last = _last_of(match["unit"], period.start)
            opened = re.search(r"\bfrom(?: the| on)? ?$", text[: period.at])
            at = opened.start() if opened else period.at
            period = replace(period, end=last, at=at, to=match.end(), side=None, label="", unit="range")
        done.append(period)
    return done


def _last_of(unit: str, day: date) -> date:
    if unit == "week":
        return day + timedelta(6 - day.weekday())
    return month_period(day.year, 12 if unit == "year" else day.month)[1]


_LENGTH = re.compile(
    rf"(?P<lead>\b(?:in|on|by|exactly) )?\b(?:the |for |over )*(?P<n>{NUMBER}) (?P<unit>day|week)s?,? "
    r"(?:from|starting|beginning|counting from|starting from|as of|as from)(?: on| with)?(?: the)? $"
)


#: "The 7 days up to 31 October": so many days that end with one
_ENDING = re.compile(
    rf"\b(?:in |over |for |during )?(?:the )?(?P<n>{NUMBER}) (?P<unit>day|week)s?,? "
    r"(?:up to(?: and including)?|until|till|to|(?:that )?end(?:s|ed|ing)?(?: on| with)?)(?: the)? $"
)


def lengths(text: str, periods: list[Period], calendar: Any) -> list[Period]:
    """ "Two weeks from tomorrow", "the ten days starting Monday", "the 7 days up to the 31st"."""
    done: list[Period] = []
    for period in periods:
        said = _LENGTH.search(text[: period.at])
        if said and not said["lead"] and period.start == period.end and period.unit != "range":
            days = round(numeral(said["n"]) * (7 if said["unit"] == "week" else 1))
            done = [p for p in done if p.to <= said.start()]
            end = period.start + timedelta(max(days, 1) - 1)
            period = replace(period, end=end, at=said.start(), side=None, label="", unit="range")
        ended = _ENDING.search(text[: period.at])
        if ended and period.start == period.end and period.end <= calendar.as_of and period.unit != "range":
            days = round(numeral(ended["n"]) * (7 if ended["unit"] == "week" else 1))
            done = [p for p in done if p.to <= ended.start()]
            start = period.end - timedelta(max(days, 1) - 1)
            period = replace(period, start=start, at=ended.start(), side="history", label="", unit="range")
        done.append(period)
    return done


#: "The two days 3 November plus 4 November", "these 3 days: ...": how many they are
_SO_MANY = re.compile(rf"(?:(?:for|on|in|over|the|these|those|both) )*(?:{NUMBER}) (?:single )?(?:week)?days?")


def counted(text: str, periods: list[Period], calendar: Any) -> list[Period]:
    """Without a number of days right before the days themselves."""
    kept: list[Period] = []
    for n, period in enumerate(periods):
        after = periods[n + 1] if n + 1 < len(periods) else None
        beside = after is not None and re.fullmatch(r"[\s:,(]*(?:of |that is |i\.e\. )?", text[period.to : after.at])
        dated = after is not None and re.search(r"\d", text[after.at : after.to])
        if not (beside and dated and _SO_MANY.fullmatch(text[period.at : period.to].strip())):
            kept.append(period)
    return kept
