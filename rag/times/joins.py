"""Two times that make one: "from A to B", "two weeks from Monday", "from the 16th to the end of that month"."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from rag.times.periods import Period
from rag.times.words import NUMBER, month_period, numeral

__all__ = ["counted", "lengths", "of_year", "over_by_now", "ranges", "to_its_end"]


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
        elif (
            before is not None and period.unit == before.unit == "weekday" and before.end <= calendar.as_of < period.end
        ):
            ahead = (period.end - before.end).days % 7  # "last Monday to Wednesday": the one after that Monday
            later = replace(period, start=before.end + timedelta(ahead), end=before.end + timedelta(ahead))
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


_DAY_AFTER = re.compile(
    r"(?:\b(?:from|beginning|starting)(?: with| on)? )?"
    r"\b(?:the )?(?:days?|date|morning) (?:right |just |immediately |directly )?(?:after|following)(?: the)? $"
)
_UP_TO = re.compile(
    r"(?:,| and)? ?(?:right |all the way )?(?:up )?(?:to|until|till|through|thru|-)"
    r"(?: and including| and with| including)?(?: the)? "
)


def _from_the_day_after(text: str, periods: list[Period]) -> list[Period]:
    """ "From the day after the 8th up to and including the 17th": without the first of the two days."""
    done: list[Period] = []
    for period in periods:
        first = done[-1] if done else None
        said = _DAY_AFTER.search(text[: first.at]) if first and first.start == first.end else None
        apart = period.start == period.end and first is not None and period.start > first.start
        if first and said and apart and _UP_TO.fullmatch(text[first.to : period.at]):
            start = first.start + timedelta(1)
            done[-1] = replace(period, start=start, at=said.start(), side=None, label="", unit="range")
            continue
        done.append(period)
    return done


def to_its_end(text: str, periods: list[Period], calendar: Any) -> list[Period]:
    """ "From the 16th to the end of that month": the month, or week, that holds the day."""
    done: list[Period] = []
    for period in _from_the_day_after(text, periods):
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


#: How long a stretch is: "ten days", "the fortnight"; "in two weeks from Monday" is a day
_SO_LONG = (
    r"(?:(?P<lead>(?:in|on|by|exactly) )(?!the |those |these |that ))?(?:(?:the|those|these|that|for|over) )*"
    rf"(?:(?P<n>{NUMBER}) (?P<unit>day|week|fortnight|month)s?"
    r"|(?:(?<=\bthe )|(?<=\bthat ))(?:(?:next|coming|full|whole) )*(?P<one>week|fortnight|month)),?"
    r" (?:(?:that|which) )?"
)
_LENGTH = re.compile(
    rf"\b{_SO_LONG}(?:(?P<point>from)|start(?:s|ing)?|begin(?:s|ning)?|commenc(?:es?|ing)|counting from|as of|as from)"
    r"(?: on| with| from)?(?: the)? $"
)


#: "The 7 days up to 31 October": so many days that end with one
_ENDING = re.compile(
    rf"\b(?:during )?{_SO_LONG}"
    r"(?:up to(?: and including)?|until|till|to|end(?:s|ed|ing)?(?: on| with)?)(?: the)? $"
)


def lengths(text: str, periods: list[Period], calendar: Any) -> list[Period]:
    """ "Two weeks from tomorrow", "the fortnight that starts on Monday", "the 7 days up to the 31st"."""
    done: list[Period] = []
    for period in periods:
        said, ended = (pattern.search(text[: period.at]) for pattern in (_LENGTH, _ENDING))
        if period.start == period.end and period.unit != "range":
            if said and not (said["lead"] and said["point"]):
                period = _as_long(period, said, period.start, _last_day(period.start, said), None)
                done = [p for p in done if p.to <= said.start()]
            elif ended and (first := _first_day(period.end, ended)) and _is_stretch(ended, period, first, calendar):
                side = "history" if period.end <= calendar.as_of else None
                period = _as_long(period, ended, first, period.end, side)
                done = [p for p in done if p.to <= ended.start()]
        done.append(period)
    return done


def _as_long(period: Period, said: re.Match[str], first: date, last: date, side: str | None) -> Period:
    return replace(period, start=first, end=last, at=said.start(), side=side or period.side, label="", unit="range")


def _days(said: re.Match[str]) -> int:
    length = {"day": 1, "week": 7, "fortnight": 14, "month": 0}[said["unit"] or said["one"]]
    return max(numeral(said["n"] or "a"), 1) * length


def _last_day(first: date, said: re.Match[str]) -> date:
    months = 0 if _days(said) else max(numeral(said["n"] or "a"), 1)
    start, end = month_period(first.year, first.month + months)
    return min(start + timedelta(first.day - 1), end) - timedelta(1) if months else first + timedelta(_days(said) - 1)


def _first_day(last: date, said: re.Match[str]) -> date | None:
    return last - timedelta(_days(said) - 1) if _days(said) else None


def _is_stretch(said: re.Match[str], period: Period, first: date, calendar: Any) -> bool:
    """Of days that are over, or ahead as a whole: "the 7 days up to Friday" may begin with tomorrow anyway."""
    ahead = first > calendar.as_of and not said["lead"] and re.match(r"(?:in |over |for )?(?:the|those) ", said.group())
    return period.end <= calendar.as_of or bool(ahead)


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


_IN_IT = re.compile(r"(?:'s)?(?:,| -)? ?(?:of |in |during |for )?(?:the )?")
_YEARLY = ("month", "quarter")


def of_year(text: str, periods: list[Period], calendar: Any) -> list[Period]:
    """ "Last year in December": the month of that year; "this October and last October": the second a year back."""
    done: list[Period] = []
    for period in periods:
        before = done[-1] if done else None
        pair = (before, period) if before is not None and _IN_IT.fullmatch(text[before.to : period.at]) else None
        if pair and before and (found := _month_of(text, pair)):
            done[-1] = found
            continue
        twice = [p for p in done if p.unit == period.unit == "month" and p.start == period.start]
        if twice and text[period.at : period.to].strip().startswith("last "):
            period = _moved(period, period.start.year - 1)
        elif twice and text[twice[0].at : twice[0].to].strip().startswith("last "):
            done = [_moved(p, p.start.year - 1) if p is twice[0] else p for p in done]
        done.append(period)
    return done


def _month_of(text: str, pair: tuple[Period, Period]) -> Period | None:
    """One period of a month, or quarter, and a year that is named beside it in words."""
    part = next((p for p in pair if p.unit in _YEARLY), None)
    year = next((p for p in pair if p.unit == "named" and "year" in text[p.at : p.to]), None)
    if part is None or year is None or re.search(r"\d{4}|\b(?:last|this|next) \w", text[part.at : part.to]):
        return None
    at, to = min(part.at, year.at), max(part.to, year.to)
    return replace(_moved(part, year.start.year), at=at, to=to, label=text[at:to].strip())


def _moved(period: Period, year: int) -> Period:
    first, months = period.start, (period.end.year - period.start.year) * 12 + period.end.month - period.start.month
    start = month_period(year, first.month)[0]
    return replace(period, start=start, end=month_period(year, first.month + months)[1], side=None)


#: "The three weeks before last week"
_SO_LONG_BEFORE = re.compile(
    rf"\b(?:in |over |during |for )?(?:the )?(?P<n>{NUMBER}) (?P<unit>day|week)s? "
    r"(?:right |just |directly )?before(?: the)? $"
)
_AFTER_IT = re.compile(r"(?<!week )(?<!weeks )(?<!day )(?<!days )(?<!month )\b(?:after|following)(?: the)? $")


def over_by_now(text: str, periods: list[Period], calendar: Any) -> list[Period]:
    """ "The three weeks before last week", "sold after 15 October": of days that are over."""
    done: list[Period] = []
    for period in periods:
        head = text[: period.at]
        before, after = _SO_LONG_BEFORE.search(head), _AFTER_IT.search(head)
        if before and period.start <= calendar.as_of:
            days = numeral(before["n"]) * (7 if before["unit"] == "week" else 1)
            done = [p for p in done if p.to <= before.start()]
            first, last = period.start - timedelta(max(days, 1)), period.start - timedelta(1)
            period = replace(period, start=first, end=last, at=before.start(), side="history", label="", unit="range")
        elif after and period.end < calendar.as_of and period.unit in ("day", "month", "holiday", "quarter"):
            first = period.end + timedelta(1)
            period = replace(
                period, start=first, end=calendar.as_of, at=after.start(), side="history", label="", unit="since"
            )
        done.append(period)
    return done
