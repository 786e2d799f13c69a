# ruff: noqa: E501 - a pattern is read on one line
"""Simple periods in words: one day, week, month, quarter, holiday, or "next 10 days".

`rag.times.windows` joins and cuts them. Patterns are tried in order; a stretch of text belongs to the first that takes it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from rag.times.holiday_names import HOLIDAYS, holiday
from rag.times.seasons import season
from rag.times.words import (
    BEFORE_A_DATE,
    DAYS,
    FOLLOWING,
    MONTH,
    MONTHS,
    NUMBER,
    ORDINAL_END,
    PRECEDING,
    UNTIL,
    WEEK_FROM_TO,
    WEEKDAY,
    WEEKDAYS_OF_A_WEEK,
    WEEKS,
    WHOLE_HISTORY,
    YEAR,
    beside_as_of,
    days_on_end,
    free_matches,
    in_year,
    month_number,
    month_period,
    numeral,
    weekdays_of,
)

__all__ = ["Period", "simple_periods"]


@dataclass(frozen=True)
class Period:
    """Days from `start` to `end`, said at text[at:to]. `unit` is the kind of words."""

    start: date
    end: date
    at: int
    to: int
    unit: str
    side: str | None = None
    label: str = ""


def _month_back(day: date, months: int) -> date:
    first, last = month_period(day.year, day.month - months)
    return min(first + timedelta(day.day - 1), last)


class _Scope:
    """The calendar and tense that a pattern's handler needs."""

    def __init__(self, calendar: Any, tense: str | None) -> None:
        self.calendar, self.tense, self.as_of = calendar, tense, calendar.as_of

    def choose(self, earlier: tuple[date, date], later: tuple[date, date]) -> tuple[date, date]:
        """Of the last and the next occurrence, the one that is meant."""
        if self.tense == "past":
            return earlier
        if self.tense == "future" or later[0] <= self.calendar.horizon_end:
            return later
        return earlier if earlier[1] >= self.calendar.history_start else later

    def yearless(self, of_year: Callable[[int], tuple[date, date] | None]) -> tuple[date, date] | None:
        """The occurrence that is meant of something that comes every year."""
        found = [p for y in range(self.as_of.year - 2, self.as_of.year + 3) if (p := of_year(y))]
        earlier = [p for p in found if p[0] <= self.as_of]
        later = [p for p in found if p[1] > self.as_of]
        if not earlier or not later:
            return next(iter(later or earlier), None)
        if earlier[-1] == later[0]:  # it is running
            return later[0]
        return self.choose(earlier[-1], later[0])

    def week(self, shift: int) -> tuple[date, date]:
        """Monday to Sunday; 1 is the first whole week after as_of, 0 the one that holds it, -1 the last whole one."""
        if shift < 0 and self.as_of.weekday() == 6:
            shift += 1  # the week that ends with as_of is whole
        monday = self.as_of - timedelta(self.as_of.weekday()) + timedelta(7 * shift)
        return monday, monday + timedelta(6)

    def date(self, day: str, month: str, year: str | None) -> tuple[date, date] | None:
        number = month_number(month)

        def of_year(y: int) -> tuple[date, date] | None:
            try:
                return (date(y, number, int(day)),) * 2
            except ValueError:
                return None

        return of_year(int(year)) if year else self.yearless(of_year)


Found = tuple[date, date] | None


def _next_n(m: re.Match[str], s: _Scope) -> Found:
    return _ahead(s.as_of, numeral(m["n"]), m["unit"])


def _ahead(as_of: date, n: int, unit: str) -> tuple[date, date]:
    if unit.startswith("month"):
        return as_of + timedelta(1), max(_month_back(as_of, -n), as_of + timedelta(1))
    days = n * {"d": 1, "w": 7, "f": 14, "q": 91, "y": 365}[unit[:1] or "d"]
    return as_of + timedelta(1), as_of + timedelta(max(days, 1))


def _last_n(m: re.Match[str], s: _Scope) -> Found:
    n, unit = numeral(m["n"]), m["unit"]
    if unit.startswith("month"):
        return _month_back(s.as_of, n) + timedelta(1), s.as_of
    if unit.startswith("y"):
        return _month_back(s.as_of, 12 * n) + timedelta(1), s.as_of
    days = n * {"d": 1, "w": 7, "f": 14, "q": 91}[unit[:1] or "d"]
    return s.as_of - timedelta(days - 1), s.as_of


def _named(m: re.Match[str], s: _Scope) -> Found:
    """ "next week", "last month", "this quarter", "coming year"."""
    which, unit = m["which"], m["unit"]
    coming = which in ("coming", "upcoming", "following")
    if coming and unit in ("week", "month", "fortnight"):
        return _ahead(s.as_of, 30, "d") if unit == "month" else _ahead(s.as_of, 1, unit)
    if coming and unit == "weekend" and s.as_of.weekday() < 5:
        return _shifted(unit, 0, s)  # of a Tuesday: the one that is next to come
    shift = (
        0 if which in ("this", "current") else -1 if which in ("last", "previous", "past", "prior", "preceding") else 1
    )
    return _shifted(unit, shift, s)


def _shifted(unit: str, shift: int, s: _Scope) -> Found:
    as_of = s.as_of
    if unit == "week":
        return s.week(shift)
    if unit == "weekend":
        monday = s.week(0)[0]
        saturday = monday + timedelta(5)
        if (shift == 1 and as_of.weekday() < 5) or shift == 1 or (shift == 0 and as_of.weekday() == 6):
            saturday += timedelta(7)
        elif shift == -1 and as_of.weekday() < 6:
            saturday -= timedelta(7)
        return saturday, saturday + timedelta(1)
    if unit == "month":
        if shift == -1 and month_period(as_of.year, as_of.month)[1] == as_of:
            return month_period(as_of.year, as_of.month)
        return month_period(as_of.year, as_of.month + shift)
    if unit == "quarter":
        first = 3 * ((as_of.month - 1) // 3) + 1 + 3 * shift
        return month_period(as_of.year, first)[0], month_period(as_of.year, first + 2)[1]
    if unit == "fortnight":
        return _ahead(as_of, 1, "f") if shift >= 0 else (as_of - timedelta(13), as_of)
    return date(as_of.year + shift, 1, 1), date(as_of.year + shift, 12, 31)


def _weekday(m: re.Match[str], s: _Scope) -> Found:
    index = DAYS.index(m["wd"][:3])
    which = m["which"] or ""
    ahead = (index - s.as_of.weekday() - 1) % 7 + 1
    behind = (s.as_of.weekday() - index) % 7
    later, earlier = s.as_of + timedelta(ahead), s.as_of - timedelta(behind)
    if "last" in which or "previous" in which or "past" in which:
        return earlier, earlier
    if "next" in which and later <= s.week(0)[1]:
        later += timedelta(7)
    if which or s.tense != "past":
        return later, later
    return earlier, earlier


def _weekday_in(m: re.Match[str], s: _Scope) -> Found:
    """ "Friday next week", "Monday of last week"."""
    week = s.week(WEEKS.get(m["which"], 1))
    day = week[0] + timedelta(DAYS.index(m["wd"][:3])) if week else None
    return (day, day) if day else None


def _weekday_ago(m: re.Match[str], s: _Scope) -> Found:
    """ "Tuesday two weeks ago": so many weeks before the last one."""
    behind = (s.as_of.weekday() - DAYS.index(m["wd"][:3])) % 7
    return (s.as_of - timedelta(behind + 7 * numeral(m["n"])),) * 2


def _day_range(m: re.Match[str], s: _Scope) -> Found:
    first = s.date(m["d1"], m["mon"], m["y"])
    last = s.date(m["d2"], m["mon"], m["y"])
    return (first[0], last[1]) if first and last and first[0] <= last[1] else None


def _iso(m: re.Match[str], s: _Scope) -> Found:
    try:
        return (date(int(m["y"]), int(m["m"]), int(m["d"])),) * 2
    except ValueError:
        return None


def _numeric(m: re.Match[str], s: _Scope) -> Found:
    day, month = int(m["a"] or m["a2"]), int(m["b"] or m["b2"])
    if (month > 12 >= day) or (s.calendar.country == "US" and day <= 12):
        day, month = month, day  # 3/14 can only be the American order
    year = str(int(m["y"]) + (2000 if len(m["y"]) == 2 else 0)) if m["y"] else None
    return s.date(str(day), MONTHS[month - 1], year) if 1 <= month <= 12 and 1 <= day <= 31 else None


def _month(m: re.Match[str], s: _Scope) -> Found:
    number = month_number(m["mon"])
    if m["y"]:
        return month_period(int(m["y"]), number)
    if m["which"]:
        ahead = m["which"] == "next" or m["which"].endswith("coming")
        year = s.as_of.year + (ahead and number <= s.as_of.month)
        year -= m["which"] == "last" and month_period(year, number)[1] > s.as_of
        return month_period(year, number)
    return s.yearless(lambda year: month_period(year, number))


def _quarter(m: re.Match[str], s: _Scope) -> Found:
    q = int(m["q"])

    def of_year(year: int) -> tuple[date, date]:
        return month_period(year, 3 * q - 2)[0], month_period(year, 3 * q)[1]

    return of_year(int(m["y"])) if m["y"] else s.yearless(of_year)


def _iso_week(m: re.Match[str], s: _Scope) -> Found:
    def of_year(year: int) -> Found:
        try:
            monday = date.fromisocalendar(year, int(m["w"]), 1)
        except ValueError:
            return None
        return monday, monday + timedelta(6)

    return of_year(int(m["y"])) if m["y"] else s.yearless(of_year)


def _holiday(m: re.Match[str], s: _Scope) -> Found:
    name, week = m["hol"], m["week"]

    def of_year(year: int) -> Found:
        day = holiday(name, year, s.calendar.country)
        if day is None:
            return None
        return (day - timedelta(day.weekday()), day + timedelta(6 - day.weekday())) if week else (day, day)

    return of_year(int(m["y"])) if m["y"] else s.yearless(of_year)


def _event(m: re.Match[str], s: _Scope) -> Found:
    days = in_year(sorted(s.calendar.events[m["event"]]), m["y"])
    later, earlier = [d for d in days if d > s.as_of], [d for d in days if d <= s.as_of]
    nearest = earlier[-1:] if s.tense == "past" or not later else later[:1]
    return days_on_end(nearest[0], days) if nearest else None


def _of_the_month(m: re.Match[str], s: _Scope) -> Found:
    for shift in (0, 1, 2):
        first, last = month_period(s.as_of.year, s.as_of.month + shift)
        day = first + timedelta(int(m["d"]) - 1)
        if day <= last and day > s.as_of:
            return day, day
    return None


def _day_words(m: re.Match[str], s: _Scope) -> Found:
    shift = {"day after tomorrow": 2, "day before yesterday": -1, "tomorrow": 1, "yesterday": 0, "today": 0}[m["word"]]
    return (s.as_of + timedelta(shift),) * 2


def _week_from(m: re.Match[str], s: _Scope) -> Found:  # seven days from that day, or the week that holds it
    found = s.date(m["d"], m["mon"], m["y"])
    first = found and found[0] - timedelta(found[0].weekday() if re.search(r"\bweek of\b", m.group()) else 0)
    return (first, first + timedelta(6)) if first else None


def _bare_n(m: re.Match[str], s: _Scope) -> Found:
    """ "[product], [store], 14 days": a span by itself, where nothing before it makes it a measure or a limit."""
    if m["n"] in ("a", "an") and m["unit"].startswith("day"):
        return None  # "it sells three a day"
    alone = re.search(r"(?:^|[\],:;/]) *$", m.string[: m.start()])
    return _next_n(m, s) if alone else None


def _point(m: re.Match[str], s: _Scope) -> Found:
    days = numeral(m["n"]) * (7 if m["unit"].startswith("w") else 1 if m["unit"].startswith("d") else 30)
    day = s.as_of + timedelta(-days if m["dir"] in ("ago", "back") else days)
    return day, day


def _named_week(m: re.Match[str], s: _Scope) -> Found:
    return s.week(WEEKS.get(m["w"] or m["w2"] or m["w3"], 1))


_UNIT = r"(?P<unit>days?|weeks?|months?|fortnights?|quarters?|years?)\b"
_AHEAD = r"(?:next|coming|upcoming|following|nearest)"
_BACK = r"(?:last|past|previous|prior|recent|trailing|preceding)"
_EDGES = ("end", "rest", "start", "beginning", "half", "remainder", "middle", "close")
_PART_OF = "(?:" + "|".join(f"(?<={edge} of{the} )" for edge in _EDGES for the in ("", " the")) + ")"
Handler = Callable[[re.Match[str], _Scope], Found]
_PATTERNS: tuple[tuple[str, str, str | None, Any], ...] = (
    # unit, pattern, side, handler
    ("day", rf"(?P<y>{YEAR})[-/.](?P<m>\d{{1,2}})[-/.](?P<d>\d{{1,2}})\b", None, _iso),
    ("day", rf"\b(?P<a>\d{{1,2}})[./-](?P<b>\d{{1,2}})[./-](?P<y>\d{{4}}|\d{{2}})\b|(?:\b{WEEKDAY},? |{BEFORE_A_DATE}|^)(?P<a2>\d{{1,2}})/(?P<b2>\d{{1,2}})\b(?![/\d%]| ?(?:inch|in\b|mm|of\b))", None, _numeric),
    ("offset", r"\btomorrow ?(?:and|&|plus|\+) ?(?:on )?(?:the )?day after(?: (?:tomorrow|that|it))?\b", "forecast", lambda m, s: (s.as_of + timedelta(1), s.as_of + timedelta(2))),
    ("week", rf"\b(?:the )?week (?:that )?(?:starts?|starting|begins?|beginning|commencing|of|from)(?: on)?(?: the)? (?:{WEEKDAY},? )?(?:the )?(?P<d>\d{{1,2}}){ORDINAL_END}(?: of)?[ -](?P<mon>{MONTH})(?:,?[ -](?P<y>{YEAR}))?", None, _week_from),
    ("range", WHOLE_HISTORY, "history", lambda m, s: (s.calendar.history_start, s.as_of)),
    ("week", r"\b(?:the )?week after (?:it|that)\b(?! (?:delivery|order))", "forecast", lambda m, s: s.week(2)),
    ("offset", FOLLOWING, None, lambda m, s: beside_as_of(m, s.as_of, 1)),
    ("offset", PRECEDING, None, lambda m, s: beside_as_of(m, s.as_of, -1)),
    *(("range", said, None, lambda m, s: weekdays_of(m, s.week(WEEKS.get(m["w"], 1))[0])) for said in (WEEKDAYS_OF_A_WEEK, WEEK_FROM_TO)),
    ("week", r"\b(?:from )?mon(?:day)? (?:to|through|thru|until|till|-) sun(?:day)? (?:of )?(?P<w>last|next|this) week\b|\b(?P<w2>coming|next|last|this) mon(?:day)?[ -](?:to|through|till|until)[ -]sun(?:day)?(?: week)?\b|\b(?:the )?(?P<w3>last|past|previous|next|coming) (?:full|whole|complete|entire) week(?:,? (?:from )?mon(?:day)? ?(?:to|through|till|until|-) ?sun(?:day)?)?\b", None, _named_week),
    ("day", r"\b(?:by |until |till |at |around )?(?:about )?(?:this|the same) time next (?P<unit>week|month)\b", "forecast", lambda m, s: (s.as_of + timedelta(7 if m["unit"] == "week" else 30),) * 2),
    ("range", r"\b(?:on )?(?:the )?(?:next week'?s? weekend|weekend of next week)\b", "forecast", lambda m, s: (s.week(1)[0] + timedelta(5), s.week(1)[1])),
    ("offset", rf"\b(?:stretch|extend|widen|make|change|switch)\w* (?:it|that|this)(?: out)?(?: to| for)? (?P<n>{NUMBER})[ -](?P<unit>days?|weeks?)\b", "forecast", _next_n),
    ("range", rf"\bweekend (?:of|on)(?: the)? (?P<d1>\d{{1,2}}){ORDINAL_END}(?: of)?(?: {MONTH})? (?:and|to|-) (?:the )?(?P<d2>\d{{1,2}}){ORDINAL_END}(?: of)? (?P<mon>{MONTH})(?:,? (?P<y>{YEAR}))?", None, _day_range),
    ("range", rf"\b(?:from |between |on )?(?:the )?(?:{WEEKDAY},? )?(?:the )?(?P<d1>\d{{1,2}}){ORDINAL_END}{UNTIL}(?:{WEEKDAY},? )?(?:the )?(?P<d2>\d{{1,2}}){ORDINAL_END}(?: of)? (?P<mon>{MONTH})(?:,? (?P<y>{YEAR}))?", None, _day_range),
    ("range", rf"\b(?:from |between )?(?P<mon>{MONTH}) (?P<d1>\d{{1,2}}){ORDINAL_END}{UNTIL}(?:the )?(?P<d2>\d{{1,2}}){ORDINAL_END}(?!\d| (?:of )?{MONTH})(?:,? (?P<y>{YEAR}))?", None, _day_range),
    ("day", rf"\b(?:{WEEKDAY},? )?(?:on )?(?:the )?(?P<d>\d{{1,2}}){ORDINAL_END}(?: of)?[ -](?P<mon>{MONTH})(?:,?[ -](?P<y>{YEAR}))?", None, lambda m, s: s.date(m["d"], m["mon"], m["y"])),
    ("day", rf"\b(?:{WEEKDAY},? )?(?P<mon>{MONTH}) (?:the )?(?P<d>\d{{1,2}}){ORDINAL_END}\b(?!\d)(?:,? (?P<y>{YEAR}))?", None, lambda m, s: s.date(m["d"], m["mon"], m["y"])),
    ("quarter", rf"\bq(?P<q>[1-4])(?: (?:of )?(?P<y>{YEAR}))?\b", None, _quarter),
    ("week", rf"\b(?:calendar )?(?:week|kw|cw|wk)(?: number| no\.?)? ?(?P<w>[1-5]?\d)\b(?: (?:of )?(?P<y>{YEAR}))?(?! ?%)", None, _iso_week),
    ("day", r"\b(?:the )?(?P<word>day after tomorrow|day before yesterday|tomorrow|yesterday|today)\b", None, _day_words),
    ("offset", rf"\b(?:the )?{_AHEAD} (?P<n>{NUMBER})[ -]{_UNIT}(?: (?:ahead|out))?", "forecast", _next_n),
    ("offset", rf"\b(?:the )?{_AHEAD} (?P<n>\d+)(?P<unit>)(?=[?.,!;:)]|$| \(| (?:in|for|at|and|or|vs|against|please|there|only|did|do|does|will|was|were|of \[)\b)", "forecast", _next_n),
    ("offset", rf"\b(?:the )?{_BACK} (?P<n>\d+)(?P<unit>)(?=[?.,!;:)]|$| \(| (?:in|for|at|and|or|vs|against|please|there|only|did|do|does|will|was|were|of \[)\b)", "history", _last_n),
    ("offset", rf"\b(?:the )?(?P<n>{NUMBER}) {_AHEAD} (?P<unit>days|weeks|months|weekends|fortnights)\b", "forecast", _next_n),
    ("offset", rf"\b(?:the |these )?(?:{_BACK}|looking back(?: over)?(?: the)?) (?P<n>{NUMBER})[ -]{_UNIT}", "history", _last_n),
    ("offset", rf"\b(?:the )?(?P<n>{NUMBER}) {_BACK} {_UNIT}", "history", _last_n),
    ("offset", rf"\b(?:in |for |over )?(?:the )?(?P<n>{NUMBER})[ -](?P<unit>days?|weeks?|months?) from (?:now|today|tomorrow) (?:on|onwards?)\b", "forecast", _next_n),
    ("day", rf"\b(?:on )?(?P<wd>{WEEKDAY}),? (?P<n>a|one|two|three|four|\d) weeks? ago\b", "history", _weekday_ago),
    ("offset", rf"\b(?P<n>{NUMBER})[ -](?P<unit>days?|weeks?|months?)(?:'?s?)? (?P<dir>ago|back(?= ?(?:[?.,!]|$))|from (?:now|today|tomorrow)|hence)\b", None, _point),
    ("offset", rf"\b(?:(?:with)?in|over|for|during|across|inside)(?: the| those| these)?(?: space of| course of)?(?: next)? (?P<n>{NUMBER})[ -](?P<unit>days?|weeks?|months?|fortnights?)\b(?! of cover| cover| or (?:more|less))", "forecast", _next_n),
    ("offset", rf"\b(?P<n>{NUMBER})[ -](?P<unit>day|week|month)s?(?:[ -]ahead)?[ -](?=forecast|outlook|demand|view|projection|horizon)", "forecast", _next_n),
    ("offset", rf"\b(?P<n>{NUMBER})[ -](?P<unit>days?|weeks?|months?)'? (?:worth|supply) of\b", "forecast", _next_n),
    ("offset", rf"\b(?P<n>{NUMBER})[ -](?P<unit>days|weeks|months) (?:ahead|out|forward|to come|from here|in front of us|lying ahead|that follow|after today)\b", "forecast", _next_n),
    ("offset", rf"\b(?:the |those |these )?first (?P<n>{NUMBER}) (?P<unit>days?|weeks?)\b(?! (?:of|in))", "forecast", _next_n),
    ("year", rf"\b(?!(?:an?|one|1) )(?P<n>{NUMBER}) years (?:ago|back|earlier)\b", "history", lambda m, s: (date(s.as_of.year - numeral(m["n"]), 1, 1), date(s.as_of.year - numeral(m["n"]), 12, 31))),
    ("week", r"\b(?:the )?week after next(?: week)?\b", "forecast", lambda m, s: s.week(2)),
    ("week", r"\b(?:the )?week before last(?: week)?\b", "history", lambda m, s: tuple(d - timedelta(7) for d in _shifted("week", -1, s) or ())),  # type: ignore[arg-type, return-value]
    ("month", r"\b(?:the )?month after next\b", "forecast", lambda m, s: month_period(s.as_of.year, s.as_of.month + 2)),
    ("day", rf"\b(?:on )?(?P<wd>{WEEKDAY}),? (?:of )?(?P<which>this|next|last|previous) week\b", None, _weekday_in),
    ("offset", rf"\b(?:make (?:it|that)|change (?:it|that) to|try|rather|better|go for|extend (?:it |that )?to|instead(?: of that)?,?) (?:the )?(?:next )?(?P<n>{NUMBER}) (?P<unit>days?|weeks?|months?)\b", "forecast", lambda m, s: _ahead(s.as_of, numeral(m["n"]), m["unit"])),
    ("offset", r"\b(?:the )?(?P<unit>week|month|fortnight) ahead\b", "forecast", lambda m, s: _ahead(s.as_of, 30, "d") if m["unit"] == "month" else _ahead(s.as_of, 1, m["unit"])),
    ("named", r"\b(?:(?:so far|to date) )?(?:in |over |for )?(?:the )?(?P<which>next|coming|upcoming|following|this|current|last|previous|past|prior|preceding) (?:(?:full|whole|complete|entire|calendar) )?(?P<unit>weekend|week|month|quarter|year|fortnight)\b(?!ly)", None, _named),
    ("to_date", r"\b(?:(?P<unit>year|month|week|quarter)[ -]to[ -]date|(?P<u2>[ymw])td)\b", "history", None),  # type: ignore[arg-type]
    ("holiday", r"\b(?P<hol>" + "|".join(map(re.escape, HOLIDAYS)) + rf")\b(?: (?P<week>week))?(?:,? (?P<y>{YEAR}))?", None, _holiday),
    ("month", rf"\b(?:(?P<which>next|last|(?:this |the |next )?(?:coming|upcoming)|this) )?(?P<mon>(?!may\b|mar\b|dec\b|sun\b){MONTH}|(?:(?<=in )|(?<=for )|(?<=of )|(?<=during )|(?<=since )|(?<=before )|(?<=after )|(?<=until )|(?<=next )|(?<=last )|(?<=this )|(?<=coming )|(?<=and )|(?<=to )|(?<=vs ))(?:may(?! (?:have|be|not|well|need|want|also)\b)|mar|dec)\b\.?|may(?= (?:19|20|21)\d\d))(?:,? (?P<y>{YEAR}))?", None, _month),
    ("season", rf"\b(?:(?P<which>(?:this |the |next )?(?:coming|upcoming)|this|next|last|previous) )?(?P<season>spring|summer|autumn|fall|winter)(?:(?: of)?,? (?P<y>{YEAR})|(?P<before> before last))?(?=$|[ ?.,!:;)])(?<=\w)", None, season),
    ("weekday", rf"\b(?:on )?(?:(?P<which>this coming|this|next|last|previous|past|coming) )?(?P<wd>{WEEKDAY})(?!s)", None, _weekday),
    ("day", r"\b(?:on )?the (?P<d>[12]?\d|3[01])(?:st|nd|rd|th)\b(?! (?:percentile|quantile|best|worst|most|least|top|\w+est)\b)", None, _of_the_month),
    ("weekend", r"\b(?:the |at the |on the )?weekend\b", None, lambda m, s: _shifted("weekend", -1 if s.tense == "past" else 0, s)),
    ("part", rf"{_PART_OF}(?P<unit>week|month|quarter|year)\b", None, lambda m, s: _shifted(m["unit"], 0, s)),
    ("year", rf"(?:(?<=in )|(?<=during )|(?<=for )|(?<=of )|(?<=year )|(?:(?<=^)|(?<=[.?!] )|(?<=and )|(?<=about ))(?=(?:19|20)\d\d (?:then|instead|please)\b|(?:19|20)\d\d\s*\?)|(?<=back at )|(?<=back to )|(?<=look at )|(?<=looking at )|(?<=look up )|(?<=looking up )|(?<=check )|(?<=take )|(?<=show )|(?<=year: )|(?<=from )|(?<=(?:19|20)\d\d (?:to|vs) )|(?<=(?:19|20)\d\d and )|(?<=against )|(?<=(?:of|in) all )|(?<=calendar year ))(?P<y>{YEAR})\b(?! ?(?:units|eur|€|\$|pounds))", None, lambda m, s: (date(int(m["y"]), 1, 1), date(int(m["y"]), 12, 31))),
    ("range", r"(?<!'s )\b(?:the )?(?:full|whole|entire|complete) (?:forecast )?(?:horizon|forecast(?![^?]*\b(?:next|coming|\d)))\b", "forecast", lambda m, s: (s.as_of + timedelta(1), s.calendar.horizon_end)),
    ("offset", rf"\b(?P<n>{NUMBER})[ -]?(?P<unit>days?|weeks?)\b(?! (?:of|cover|lead|late|old|left|or|ago))", "forecast", _bare_n),
)  # fmt: skip
_COMPILED = [(unit, re.compile(pattern), side, handler) for unit, pattern, side, handler in _PATTERNS]


def simple_periods(text: str, calendar: Any, tense: str | None) -> list[Period]:
    """Periods said in `text` (lower case), in order of their place."""
    scope = _Scope(calendar, tense)
    taken = [False] * (len(text) + 1)
    found: list[Period] = []
    patterns = list(_COMPILED)
    if calendar.events:
        names = "|".join(sorted(map(re.escape, calendar.events), key=len, reverse=True))
        patterns.insert(0, ("day", re.compile(rf"\b(?P<event>{names})\b(?:,? (?P<y>{YEAR}))?"), None, _event))
    for unit, pattern, side, handler in patterns:
        for match in free_matches(pattern, text, taken):
            period = _ytd(match, scope) if unit == "to_date" else handler(match, scope)
            if not period:
                continue
            found.append(Period(period[0], period[1], match.start(), match.end(), unit, side))
            taken[match.start() : match.end()] = [True] * (match.end() - match.start())
    return sorted(found, key=lambda period: period.at)


def _ytd(m: re.Match[str], s: _Scope) -> Found:
    unit = m["unit"] or {"y": "year", "m": "month", "w": "week"}[m["u2"]]
    first = {"year": date(s.as_of.year, 1, 1), "month": s.as_of.replace(day=1), "week": s.week(0)[0]}.get(unit)
    return (first or (_shifted("quarter", 0, s) or (s.as_of,))[0]), s.as_of
