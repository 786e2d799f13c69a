# ruff: noqa: E501 - a pattern is read on one line
"""Weeks and months in order: "the best month of 2025", "in which of the last 8 weeks did we sell least"."""

from __future__ import annotations

import re
from datetime import date, timedelta

from rag.measures import TO_HISTORY
from rag.names.catalogue import Catalogue
from rag.plan import GroupBy, Plan, Sort, Window
from rag.times.windows import make_window
from rag.times.words import NUMBER, numeral
from rag.understanding.message.masking import Masked
from rag.understanding.message.tidying import tidy
from rag.understanding.words.amounts import ORDINALS

__all__ = ["put_ranked_weeks"]

_NOT_A_TIME = r"(?!next|last|this|that|coming|past|previous|following|each|every|per|a|the|one)"
_UNIT = r"(?:calendar |sales |whole |full |complete |single |selling )*(?P<{}>week|month)"
_HIGH = r"busiest|strongest|best(?:[- ]selling)?|biggest|highest|top|peak|largest|most|heaviest|record"
_LOW = r"quietest|slowest|weakest|lowest|smallest|worst|calmest|fewest|least|poorest"
_SUPER = rf"(?:(?P<low{{0}}>{_LOW})|(?:{_HIGH}))"
_ASKED = [
    re.compile(p)
    for p in (
        rf"\b(?:in |on |of )?(?:which|what) {_UNIT.format('unit')}\b(?! (?:do|does|did) (?:you|they) )[^?.]{{0,80}}\b{_SUPER.format('a')}\b",
        rf"\b{_SUPER.format('a')} (?:{_NOT_A_TIME}\w+ )?{_UNIT.format('unit')}\b(?! (?:ago|ahead|before|after|end))",
        rf"\b{_UNIT.format('unit')} (?:with|of|that had|that has|when we had) (?:the |our )?{_SUPER.format('a')}\b",
        rf"\bin which of (?:them|those|these)\b[^?.]{{0,60}}\b{_SUPER.format('a')}\b",
        rf"\b(?:in )?which of (?:the|those|these|our) (?:(?:last|past|next|previous) )?(?:\w+ )?(?P<unit>week|month)s\b[^?.]{{0,60}}\b{_SUPER.format('a')}\b",
    )
]
_WEEKS = re.compile(r"\b(?P<unit>week|month)s\b")
_LAST = re.compile(
    rf"\b(?:last|past|previous) (?P<n>{NUMBER}) (?:complete |whole |full |calendar |entire )*(?P<unit>week|month)s\b"
)
_EVER = re.compile(r"\b(?:ever|all[- ]time|on record|of all times?|in (?:our|the|its) (?:whole )?history)\b")
_PLACE = re.compile(r"\b(?P<o>second|third|fourth|fifth|2nd|3rd|4th|5th)[ -](?:\w+)")
_OF_UNITS = {
    "expected_sales", "actual_sales", "expected_daily_sales", "actual_daily_sales", "actual_revenue", "revenue_90d",
    "expected_returns", "actual_returns", "peak_day", "low_day", "peak_weekday", "trend", "trend_pct_28d", "expected_weekly_sales",
    "actual_weekly_sales",
}  # fmt: skip
_MONTHS_BACK = 12  # where no time is named


#: "Week by week", "weekly totals", "broken down by month"
_IN_ORDER = re.compile(
    r"\b(?P<a>week|month)(?: by |-by-)(?:week|month)\b|\b(?P<b>week|month)ly (?:totals?|figures?|breakdown|split|numbers|values|buckets|view|sums?)\b"
    r"|\b(?:broken? down|split|grouped|listed?|breakdown|totals?|figures?|numbers?) (?:up )?(?:by|per|for each|for every) (?P<c>week|month)\b|\bfor each (?:of the )?(?P<d>week|month)\b(?! day)"
)


def _put_in_order(plan: Plan, masked: Masked, catalogue: Catalogue) -> Plan:
    """`plan` as one figure for each week or month of its time, in their order."""
    said, window = _IN_ORDER.search(masked.spelled), plan.window
    fits = plan.intent in ("value", "list") and not (plan.filters or plan.scenario or plan.levels or plan.second_window)
    if said is None or not fits or window is None or not window.asked or not set(plan.measures) <= _OF_UNITS:
        return plan
    unit: GroupBy = "week" if "week" in said.groups() else "month"
    if window.days < (14 if unit == "week" else 56) or catalogue.calendar.frequency == "monthly":
        return plan
    measure = next((m for m in plan.measures if m.endswith(("returns", "revenue"))), "expected_sales")
    measure = TO_HISTORY.get(measure, measure) if window.side == "history" else measure
    return plan.with_(
        intent="list", measures=(measure,), statistic="total", group_by=unit, sort=None, limit=None, per_series=False
    )


def put_ranked_weeks(plan: Plan, masked: Masked, catalogue: Catalogue) -> Plan:
    """`plan` as a ranking of weeks or months, or as each of them, where that is asked for; unchanged otherwise."""
    said = next((m for p in _ASKED if (m := p.search(masked.spelled))), None)
    calendar = catalogue.calendar
    fits = plan.intent in ("value", "rank", "list", "compare") and set(plan.measures) <= _OF_UNITS
    if said is None or not fits or plan.filters or plan.scenario or plan.levels or calendar.frequency == "monthly":
        return _put_in_order(plan, masked, catalogue) if said is None else plan
    groups = said.groupdict()
    unit = groups.get("unit") or (m["unit"] if (m := _WEEKS.search(tidy(masked.question).lower())) else "")
    if not unit:
        return plan
    window = _window(masked, catalogue, unit)
    least = 7 if unit == "week" else 28
    if window is not None and window.days < 2 * least:
        return plan  # "the best day of that week"
    if window is None and masked.tense == "future" and calendar.step_dates and unit == "week":
        window = make_window(calendar.step_dates[0], calendar.horizon_end, "the forecast", calendar)
    window = window or _last_year(catalogue)
    measure = next((m for m in plan.measures if m.endswith("returns")), "expected_sales")
    if window.side == "history":
        measure = "actual_revenue" if any("revenue" in m for m in plan.measures) else TO_HISTORY.get(measure, measure)
    place = _PLACE.search(said.group())
    return plan.with_(
        intent="rank", measures=(measure,), statistic="total", group_by=unit, window=window, second_window=None,
        sort=Sort(measure, not groups.get("lowa")), limit=1, offset=ORDINALS.get(place["o"], 0) if place else 0,
        per_series=False, share=False, difference=False,
    )  # fmt: skip


def _window(masked: Masked, catalogue: Catalogue, unit: str) -> Window | None:
    """The stretch that is named; "the last 8 complete weeks" end with a Sunday."""
    calendar = catalogue.calendar
    last = _LAST.search(tidy(masked.question).lower())
    if last and last["unit"] == unit and not (unit == "week" and calendar.frequency == "weekly"):
        n = int(numeral(last["n"]))
        if unit == "week":
            sunday = calendar.as_of - timedelta((calendar.as_of.weekday() + 1) % 7)
            return make_window(sunday - timedelta(7 * n - 1), sunday, f"last {n} complete weeks", calendar)
        first = _months_back(calendar.as_of + timedelta(1), n)
        end = (calendar.as_of + timedelta(1)).replace(day=1) - timedelta(1)
        return make_window(first, end, f"last {n} complete months", calendar)
    if _EVER.search(masked.spelled):
        return make_window(calendar.history_start, calendar.as_of, "all days on record", calendar, "history")
    wide = [w for w in masked.windows if w.days > 7]
    return max(wide, key=lambda w: w.days, default=None)


def _last_year(catalogue: Catalogue) -> Window:
    calendar = catalogue.calendar
    first = max(_months_back(calendar.as_of + timedelta(1), _MONTHS_BACK), calendar.history_start)
    return make_window(first, calendar.as_of, "last 12 months", calendar)


def _months_back(day: date, months: int) -> date:
    month = day.year * 12 + day.month - 1 - months
    return date(month // 12, month % 12 + 1, 1)
