# ruff: noqa: E501 - a pattern is read on one line
"""Figures of certain weekdays: "on Tuesdays over the last eight weeks", "on an average Saturday", "every Friday in May"."""

from __future__ import annotations

import re
from datetime import timedelta

from rag.measures import TO_HISTORY
from rag.names.catalogue import Catalogue
from rag.plan import EACH_ITS_OWN, Filter, GroupBy, Plan, Sort, Window
from rag.times.windows import find_windows, make_window
from rag.times.words import DAYS, NUMBER, numeral
from rag.understanding.message.masking import Masked
from rag.understanding.message.tidying import tidy

__all__ = ["put_certain_weekdays"]

_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_USUAL = r"(?:average|normal|typical|usual|ordinary|regular|(?<!\bi )(?<!\bwe )mean)"
_SAID = re.compile(
    rf"\b(?P<many>{_DAY}s)\b|\b(?:an?|the|our|per|your) {_USUAL} (?P<usual>{_DAY}|weekend)\b|\b{_USUAL} (?P<bare>{_DAY})\b"
    rf"|\b(?P<each>(?:every|each|per|all) (?:{_DAY}|weekend))s?\b|\b(?:on|at|over|during|in)(?: the)? (?P<plural>weekends)\b|\b(?P<part>weekends?(?:'s)? (?:sales )?(?:share|percentage|proportion|part|portion)s?)\b|\b(?P<habit>on an? (?:{_DAY}|weekend))\b"
)
_HABIT = re.compile(r"\b(?:usually|normally|typically|generally|as a rule|on average|in general|average)\b")
#: "Over the last eight of them", "the last 6 Saturdays"
_LAST = re.compile(
    rf"\b(?:last|past|previous|most recent) (?P<n>{NUMBER}) (?:of (?:them|those|these)\b|{_DAY}s\b)|\b(?P<m>{NUMBER}) (?:most recent|last|latest) {_DAY}s\b"
)
_NEXT = re.compile(rf"\b(?:next|coming|following) (?P<n>{NUMBER}) (?:of (?:them|those|these)\b|{_DAY}s\b)")
_OF_UNITS = {
    "expected_sales", "actual_sales", "expected_daily_sales", "actual_daily_sales", "expected_returns", "actual_returns",
    "avg_daily_28d", "avg_daily_7d", "peak_weekday", "actual_revenue", "revenue_90d", "peak_day",
}  # fmt: skip
_OR = re.compile(rf"{_DAY}s?\b[^?.]{{0,12}}\b(?:or|vs|than|against|compared)\b[^?.]{{0,12}}{_DAY}|\bwhich of\b")
_GROUPS = ("store", "supplier", "category")
_NO_RANKING = (
    "I cannot rank by the sales of certain weekdays. "
    "Ask for the weekdays of one product or store, or for the products whose best weekday that is."
)
_TOTAL = re.compile(r"\b(?:total|altogether|in all|in sum|together|add\w* up)\b")


def put_certain_weekdays(plan: Plan, masked: Masked, catalogue: Catalogue) -> Plan:
    """`plan` as the figure of the weekdays that are said, where a single date is not meant."""
    calendar = catalogue.calendar
    if plan.intent == "rank" and plan.group_by in _GROUPS and any(f.column == "peak_weekday" for f in plan.filters):
        return plan.with_(intent="no_data", problem=_NO_RANKING, measures=(), window=None, filters=())
    units = set(plan.measures) <= _OF_UNITS and plan.intent in ("value", "compare", "rank")
    if calendar.frequency != "daily" or not units or plan.filters or plan.scenario or plan.levels:
        return plan
    text = masked.spelled
    days = _weekdays(text)
    if not days:
        return plan
    if (own := _of_each_group(plan, text)) is not None:
        window = _window(text, masked, catalogue)
        measure = "actual_revenue" if "evenue" in " ".join(plan.measures) else "actual_sales"
        measure = "expected_sales" if window is not None and window.side == "forecast" else measure
        return own.with_(
            measures=(measure,), window=window, filters=(Filter("weekday", "in", days),),
            sort=Sort(measure, plan.sort is None or plan.sort.descending),
        )  # fmt: skip
    if plan.intent == "rank" and plan.group_by not in ("day", "weekday", None):
        return plan.with_(intent="no_data", problem=_NO_RANKING, measures=(), window=None)
    window = _window(text, masked, catalogue)
    measure = next((m for m in plan.measures if m.endswith("returns")), "expected_sales")
    if window is None or window.side == "history":
        measure = "actual_revenue" if "evenue" in " ".join(plan.measures) else TO_HISTORY.get(measure, measure)
    compared = len(days) > 1 and (plan.intent in ("compare", "rank") or _OR.search(text))
    return plan.with_(
        intent="rank" if compared else "value",
        measures=(measure,),
        statistic="total" if _TOTAL.search(text) or plan.share else "daily_mean",
        group_by="weekday",
        window=window,
        second_window=None,
        sort=Sort(measure) if compared else None,
        limit=None,
        per_series=False,
        filters=(Filter("weekday", "in", days),),
    )


_SHARE = re.compile(r"\b(?:share|part|percent\w*|per cent|proportion|fraction|portion)\b|%")
_KINDS: tuple[tuple[GroupBy, str], ...] = (("store", "stores"), ("supplier", "suppliers"), ("category", "categories"))


def _of_each_group(plan: Plan, text: str) -> Plan | None:
    """ "Does [store] or [store] make the larger part of its sales on weekends?": each of its own sales."""
    if not (plan.share or _SHARE.search(text)):
        return None
    several: GroupBy | None = next((kind for kind, field in _KINDS if len(getattr(plan.entities, field)) > 1), None)
    group = plan.group_by if plan.group_by in (*_GROUPS, "product") else several
    ranked = plan.intent in ("rank", "compare")
    if group is None or not (ranked or plan.per_series):
        return None
    limit = plan.limit or (1 if plan.intent == "compare" else None)
    return plan.with_(
        intent="rank", group_by=group, share=True, share_of=EACH_ITS_OWN, per_series=False, difference=False,
        second_window=None, statistic="total", limit=limit if ranked else None,
    )  # fmt: skip


def _weekdays(text: str) -> tuple[str, ...]:
    """The weekdays spoken of in general, in the order of the week."""
    found: set[int] = set()
    for match in _SAID.finditer(text):
        said = match.groupdict()
        if said["habit"] and not _HABIT.search(text):
            continue  # "on a Saturday" may be the next one
        words = match.group()
        found |= {5, 6} if "weekend" in words else {DAYS.index(m[:3]) for m in re.findall(_DAY, words)}
    return tuple(_NAMES[number] for number in sorted(found))


def _window(text: str, masked: Masked, catalogue: Catalogue) -> Window | None:
    """The stretch of time that is named; None for the usual one."""
    calendar = catalogue.calendar
    last, ahead = _LAST.search(text), _NEXT.search(text)
    if last:
        weeks = numeral(last["n"] or last["m"])
        return make_window(calendar.as_of - timedelta(7 * weeks - 1), calendar.as_of, f"last {weeks} weeks", calendar)
    if ahead:
        weeks = numeral(ahead["n"])
        first = calendar.as_of + timedelta(1)
        return make_window(first, first + timedelta(7 * weeks - 1), f"next {weeks} weeks", calendar)
    wide = next((w for w in masked.windows if w.days > 1 and "weekend" not in w.label), None)
    return wide or _told_beside(masked, catalogue)


def _told_beside(masked: Masked, catalogue: Catalogue) -> Window | None:
    """ "What do they sell on a normal Tuesday? Take the last six weeks.": the stretch that another sentence tells."""
    said = find_windows(tidy(masked.question).lower(), catalogue.calendar)
    return next((s.window for s in said if s.window.side == "history" and s.window.days > 7), None)
