"""Windows of time in words: "tomorrow", "nxt wk", "from 3 to 9 Nov", "first week of December".

    find_windows("sales next 7 days vs last week", calendar)

A grammar, not a model: a date is either understood or it is not. Simple periods (a day,
a week, a month, a holiday) are found first; words around them ("until", "from ... to",
"first half of", "since") then make them longer, shorter or joined. `as_of` is the last
day with sales; "tomorrow" is the day after it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Literal

from rag.plan import Window
from rag.times.apart import a_week_apart, a_year_apart
from rag.times.joins import counted, lengths, of_year, over_by_now, ranges, to_its_end
from rag.times.periods import Period, simple_periods
from rag.times.words import FOLLOWING, NUMBER, PRECEDING, beside_days, numeral, uses_up

__all__ = ["Calendar", "WindowSpan", "beside", "default_window", "find_windows", "make_window", "nth_part"]

Tense = Literal["past", "future"]


@dataclass(frozen=True)
class Calendar:
    """What the run covers. `step_dates` are the forecast dates, in order."""

    as_of: date
    history_start: date
    step_dates: tuple[date, ...]
    frequency: str = "daily"
    events: dict[str, tuple[date, ...]] = field(default_factory=dict)  # lower-case name -> days
    country: str | None = None

    @property
    def horizon_end(self) -> date:
        return self.step_dates[-1] if self.step_dates else self.as_of


@dataclass(frozen=True)
class WindowSpan:
    """A window and where in the text it was said."""

    start: int
    end: int
    window: Window


def make_window(
    start: date, end: date, label: str, calendar: Calendar, side: str | None = None, asked: bool = True
) -> Window:
    """A window with the part of it that the run or the history covers.

    Without a side, days after `as_of` are forecast; a window on both sides is forecast.
    """
    if side is None:
        side = "history" if end <= calendar.as_of else "forecast"
    if side == "history":
        low, high = max(start, calendar.history_start), min(end, calendar.as_of)
    else:
        low, high = max(start, calendar.as_of + timedelta(1)), min(end, calendar.horizon_end)
        if calendar.frequency != "daily" and not any(low <= day <= high for day in calendar.step_dates):
            # A day inside a week or month: the period that holds it answers.
            later = [day for day in calendar.step_dates if day >= low]
            low, high = (later[0], later[0]) if later and start <= calendar.horizon_end else (low, low - timedelta(1))
            end = max(end, high)
    covered = (low, high) if low <= high else (None, None)
    return Window(side, start, end, label, covered[0], covered[1], asked)  # type: ignore[arg-type]


def default_window(calendar: Calendar, side: str = "forecast", whole: bool = False) -> Window:
    """What is meant when nobody said a time: the next, or the last, 7 days; all that is forecast where `whole`."""
    as_of = calendar.as_of
    if side == "history":
        return make_window(as_of - timedelta(6), as_of, "last 7 days", calendar, "history", asked=False)
    days = (calendar.horizon_end - as_of).days if whole else 7
    return make_window(
        as_of + timedelta(1), as_of + timedelta(days), f"next {days} days", calendar, "forecast", asked=False
    )


def find_windows(text: str, calendar: Calendar, tense: Tense | None = None) -> list[WindowSpan]:
    """All windows said in `text` (lower case), in order, not overlapping.

    `tense` decides what a bare "in March", "on Friday" or "this month" means; None lets
    the window itself decide, the future first where the run reaches it.
    """
    periods = _said_once(text, a_year_apart(text, a_week_apart(text, simple_periods(text, calendar, tense))))
    for rule in (of_year, to_its_end, ranges, lengths, _parts, over_by_now, _edges, _next_to, _apart, _added, counted):
        periods = rule(text, periods, calendar)
    spans = []
    for period in periods:
        side = period.side
        if side is None and period.start <= calendar.as_of < period.end:
            side = "history" if tense == "past" else "forecast"
        window = make_window(period.start, period.end, _label(text, period), calendar, side)
        spans.append(WindowSpan(period.at, period.to, window))
    return spans


_EVENT = re.compile(
    r"\s*(?:market|fair|party|parade|concert|sale|run)\b"
)  # "the Christmas market" is an event of its own


def _day_of(period: Period) -> tuple[int, int]:
    return period.start.month, period.start.day


def _end_of(period: Period) -> tuple[int, int]:
    return period.end.month, period.end.day


_BESIDE = re.compile(
    r"[\s,;:()=–-]*(?:(?:(?:and|to|until|till|through|or|plus|on|from|the|i\.e\.?|that is|so|meaning|up|including)\b"
    r"|[&+])[\s,]*)*"
)


#: "Black Friday was on 28 November 2025", "Christmas (25 December 2024)": the day that is said
_ITS_DATE = re.compile(
    r"[\s,(:=]*(?:(?:was|is|fell|falls|will be|took place|happened|being|that is|i\.e\.|on|the|of)\b[\s,(]*)*(?:on )?"
)


_DIGITS = re.compile(r"\d")


def _is_named_day(text: str, period: Period) -> bool:
    """An event or a holiday, rather than a date."""
    said = text[period.at : period.to]
    return period.start == period.end and period.unit in ("day", "holiday") and not re.search(
        r"\d|today|tomorrow|yesterday", said
    )  # fmt: skip


def _said_once(text: str, periods: list[Period]) -> list[Period]:
    """Without what only explains another: "last week (19 to 25 October)", "the weekend, 7 and 8 November"."""
    kept: list[Period] = []
    explained, last = -1, 0  # where a bracket opened that explains the period before it; where that ended
    for period in periods:
        opened = text[: period.at].rfind("(")
        inside = opened >= 0 and ")" not in text[opened : period.at]
        if inside and kept and re.fullmatch(r"[\s,]*", text[kept[-1].to : opened]):
            explained = opened
        again = bool(kept) and period.unit in ("day", "range") and kept[-1].start != kept[-1].end
        again = again and _day_of(period) in (_day_of(kept[-1]), _end_of(kept[-1]))
        again = again and _BESIDE.fullmatch(text[last : period.at]) is not None
        if (
            kept
            and period.unit == "day"
            and _is_named_day(text, kept[-1])
            and _ITS_DATE.fullmatch(text[last : period.at])
        ):
            kept[-1] = replace(kept[-1], start=period.start, end=period.end, to=period.to, side=period.side)
            last = period.to
            continue
        event = period.unit == "holiday" and _EVENT.match(text[period.to :])
        if again and _DIGITS.search(text[period.at : period.to]) and "(" not in text[last : period.at]:
            label = kept[-1].label or text[kept[-1].at : kept[-1].to].strip()  # its figures are no limits
            kept[-1] = replace(kept[-1], to=period.to, label=label)
        if not (again or event or (inside and opened == explained)):
            kept.append(period)
        last = period.to
    dated = [p for p in kept if p.unit in ("day", "range")]
    if dated and any(p.unit == "weekend" for p in kept):
        kept = [p for p in kept if p.unit != "weekend"]
    return kept


def _label(text: str, period: Period) -> str:
    said = re.sub(
        r"^(?:over|in|on|for|during|within|across|of|at|the)\s+", "", text[period.at : period.to].strip(" ,.?")
    )
    return period.label or re.sub(r"^(?:the|a)\s+", "", said)


Rule = Callable[[str, list[Period], Calendar], list[Period]]


_ORDINALS = {
    "first": 1,
    "1st": 1,
    "second": 2,
    "2nd": 2,
    "third": 3,
    "3rd": 3,
    "fourth": 4,
    "4th": 4,
    "last": -1,
    "final": -1,
}
_PART = re.compile(
    r"\b(?:the )?(?:(?P<nth>first|1st|second|2nd|third|3rd|fourth|4th|last|final) (?:(?P<n>" + NUMBER + r") )?"
    r"(?P<what>weeks?|days?|half|weekend|fortnight)"
    r"|(?P<weekend>weekend)|(?P<edge>beginning|start|early(?: part)?|middle|mid|end|late(?: part)?)"
    r"|(?P<rest>rest|remainder)"
    r"|(?P<around>week (?:before|after|of)|days? (?:before|after)))"
    r"(?: days)?(?:[ -](?:of|in))?(?:[ -]the)?[ -]$"
)


def _parts(text: str, periods: list[Period], calendar: Calendar) -> list[Period]:
    """ "first week of December", "end of the month", "rest of next week", "week of 3 March"."""
    done: list[Period] = []
    for period in periods:
        match = _PART.search(text[: period.at])
        cut = _cut(match, period, calendar) if match else None
        if match and cut and cut[0] <= cut[1]:
            period = replace(period, start=cut[0], end=cut[1], at=match.start(), label="", unit="part")
            done = [other for other in done if other.to <= period.at]
        done.append(period)
    return done


def _cut(match: re.Match[str], period: Period, calendar: Calendar) -> tuple[date, date] | None:
    first, last = period.start, period.end
    if match["around"]:
        return _around(match["around"], first, last)
    if period.unit in ("day", "range", "offset"):
        return None
    if match["weekend"]:
        return nth_part(1, "weekend", 1, first, last) if (last - first).days == 6 else None
    if match["rest"]:
        return max(first, calendar.as_of + timedelta(1)), last
    if match["edge"]:
        third = max(1, (last - first).days // 3)
        edge = match["edge"]
        if edge.startswith("m"):
            return first + timedelta(third), last - timedelta(third)
        # "end of the month" alone is a part; "until the end of the month" is made by _edges from its last day
        return (
            (last - timedelta(third - 1), last)
            if edge[0] in "el" and edge[:2] != "ea"
            else (first, first + timedelta(third - 1))
        )
    return nth_part(_ORDINALS[match["nth"]], match["what"], numeral(match["n"]) if match["n"] else 1, first, last)


def _around(words: str, first: date, last: date) -> tuple[date, date]:
    if words.startswith("day"):
        day = first - timedelta(1) if "before" in words else last + timedelta(1)
        return day, day
    if "before" in words:
        return first - timedelta(7), first - timedelta(1)
    if "after" in words:
        return last + timedelta(1), last + timedelta(7)
    if "of" in words:
        monday = first - timedelta(first.weekday())
        return monday, monday + timedelta(6)
    return first, first + timedelta(6)


def nth_part(nth: int, what: str, n: int, first: date, last: date) -> tuple[date, date]:
    """The `nth` stretch (-1: the last) of `n` days, weeks or fortnights, half or weekend of `first` to `last`."""
    if what == "half":
        month = first.day == 1 and 26 < (last - first).days < 31
        middle = first + timedelta(14 if month else ((last - first).days - 1) // 2)  # a month's ends with the 15th
        return (first, middle) if nth == 1 else (middle + timedelta(1), last)
    if what == "weekend":
        saturday = first + timedelta((5 - first.weekday()) % 7)
        return saturday + timedelta(7 * (max(nth, 1) - 1)), saturday + timedelta(7 * (max(nth, 1) - 1) + 1)
    length = n * {"week": 7, "day": 1, "fortnight": 14}[what.rstrip("s")]
    if nth == -1:
        return last - timedelta(length - 1), last
    start = first + timedelta(length * (nth - 1))
    return start, start + timedelta(length - 1)


def _next_to(text: str, periods: list[Period], calendar: Calendar) -> list[Period]:
    """ "In the first week of December, and the week after it": the days beside the period named before."""
    done: list[Period] = []
    for period in periods:
        said = text[period.at : period.to]
        if done and period.unit != "same day" and (cut := beside(said, done[-1].start, done[-1].end)):
            period = replace(period, start=cut[0], end=cut[1], side=None)
        done.append(period)
    return done


_PREVIOUS = re.compile(r"\b(?:previous|preceding|prior|before)\b")


def beside(said: str, first: date, last: date) -> tuple[date, date] | None:
    """First and last day of what `said` calls the days after, or before, `first` to `last`; None if it does not."""
    if match := re.search(FOLLOWING, said):
        return last + timedelta(1), last + timedelta(beside_days(match, (last - first).days + 1))
    if match := re.search(PRECEDING, said):
        return first - timedelta(beside_days(match, (last - first).days + 1)), first - timedelta(1)
    return None


def _apart(text: str, periods: list[Period], calendar: Calendar) -> list[Period]:
    """ "Last 7 days against the previous 7 days" are two periods; "skip tomorrow" is none where another is named."""
    done: list[Period] = []
    for period in periods:
        same = [p for p in done if (p.start, p.end) == (period.start, period.end)]
        if same and period.end <= calendar.as_of and _PREVIOUS.search(text[period.at : period.to]):
            days = timedelta((period.end - period.start).days + 1)
            period = replace(period, start=period.start - days, end=period.end - days)
        done.append(period)
    done = [
        p for n, p in enumerate(done) if (p.start, p.end, p.side) not in {(q.start, q.end, q.side) for q in done[:n]}
    ]
    kept = [p for p in done if not _SKIPPED.search(text[: p.at])]
    return kept or done


_SKIPPED = re.compile(r"\b(?:skip|forget(?: about)?|ignore|leave out|not counting|never mind|disregard)(?: the)? $")
_TOGETHER = re.compile(
    r"\b(?:together|altogether|combined|both days|in total|added (?:up|together)|taken as one|in sum|summed)\b"
)


def _one_day_more(gap: str, before: Period, period: Period) -> bool:
    """ "The 6th plus the 7th": a day is added to those before it, not asked for beside them."""
    return _PLUS.fullmatch(gap) is not None and period.start == period.end and before.unit != "offset"


_PLUS = re.compile(r"\s*(?:plus|\+)\s*(?:the |on )*")


def _added(text: str, periods: list[Period], calendar: Calendar) -> list[Period]:
    """ "Saturday and Sunday together": days on end, taken as one period."""
    together = _TOGETHER.search(text) is not None
    done: list[Period] = []
    for period in periods:
        before = done[-1] if done else None
        gap = text[before.to : period.at] if before else ""
        if (
            before
            and (together or _one_day_more(gap, before, period))
            and re.fullmatch(r"\s*(?:and|&|\+|plus|with|,)?\s*(?:the |on )*", gap)
        ):
            if period.unit == before.unit == "weekday" and (period.start - before.end).days % 7 == 1:
                ahead = (period.start - before.end).days - 1  # "Saturday with Sunday": the Sunday after it
                period = replace(period, start=period.start - timedelta(ahead), end=period.end - timedelta(ahead))
            if period.start == before.end + timedelta(1):
                label = f"{text[before.at : before.to].strip()} and {text[period.at : period.to].strip()}"
                done[-1] = replace(period, start=before.start, at=before.at, side=None, label=label, unit="range")
                continue
        done.append(period)
    return done


_UNTIL = re.compile(
    r"\b(?:(?:from (?:now|today|tomorrow) )?(?:until|till|til|through|thru|up to|by|before|ahead of|to)"
    r"(?: and including)?|between (?:(?:right )?now|this moment) and)"
    r"(?: the)?(?P<end> (?:end|close) of(?: the)?)? $"
)
_SINCE = re.compile(r"\b(?:since|as of|from)(?: the)?(?: start of| beginning of)? $")
_AFTER = re.compile(r"\b(?:after|following|starting|beginning)(?: from| on)?(?: the)? $")
_ON = re.compile(r"^ (?:on|onwards?|and (?:after|later|on)|forward)\b")


_GOES_ON = re.compile(r"\s*(?:to|until|till)\s+(?:19|20)\d\d\b")


def _edges(text: str, periods: list[Period], calendar: Calendar) -> list[Period]:
    """ "until Friday", "by the end of March", "since Monday", "after 5 December"."""
    done: list[Period] = []
    for period in periods:
        head, tail = text[: period.at], text[period.to :]
        until, since = None if uses_up(head) else _UNTIL.search(head), _SINCE.search(head)
        if period.unit in ("offset", "range"):
            pass
        elif (
            until and period.end > calendar.as_of and not (until.group().startswith("by") and period.unit == "weekdays")
        ):
            before = re.match(r"before|ahead", until.group().strip()) is not None
            end = period.start - timedelta(1) if before else period.end
            if end > calendar.as_of:
                start = calendar.as_of + timedelta(1)
                period = replace(
                    period, start=start, end=end, at=until.start(), side="forecast", unit="until", label=""
                )
        elif since and since.group().startswith("from") and period.unit == "year" and _GOES_ON.match(text, period.to):
            pass  # "from 2014 to 2015"
        elif since and since.group().startswith("since") and period.unit == "weekday":
            start = period.start - timedelta(7 if period.start > calendar.as_of else 0)
            period = replace(period, start=start, end=calendar.as_of, at=since.start(), side="history", unit="since")
        elif since and period.start <= calendar.as_of and not since.group().startswith("from t"):
            period = replace(period, end=calendar.as_of, at=since.start(), side="history", unit="since", label="")
        elif (after := _AFTER.search(head)) and period.end > calendar.as_of:
            start = period.end + timedelta(1) if after.group().startswith(("after", "foll")) else period.start
            if start <= calendar.horizon_end:
                period = replace(
                    period, start=start, end=calendar.horizon_end, at=after.start(), unit="after", label=""
                )
        elif since and (on := _ON.match(tail)) and period.start > calendar.as_of:
            end = max(calendar.horizon_end, period.end)
            period = replace(period, end=end, at=since.start(), to=period.to + on.end(), unit="after", label="")
        done.append(period)
    return done
