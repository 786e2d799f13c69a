"""Days and weekdays: day by day, the busiest and the quietest day, the pattern of the week."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from rag.facts import Evidence, Fact, extreme
from rag.measures import MEASURES, Measure
from rag.plan import Window
from rag.queries.coverage import missing
from rag.queries.factbook import amount
from rag.queries.inquiry import Inquiry
from rag.queries.spans import Span, default_span, resolve_span

__all__ = ["DAY_NAMES", "DAY_VALUES", "daily_rows", "is_timeline", "measure_and_span", "timeline"]

DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_EXTREMES = ("peak_day", "low_day")
_PAST = {
    "expected_returns": "actual_returns",
    "actual_returns": "actual_returns",
    "actual_revenue": "actual_revenue",
}
#: Days whose figures the answer has to tell.
_TOLD_DAYS = 14
#: History behind a weekday pattern when no window was named.
_PATTERN_DAYS = 364  # whole weeks

DAY_VALUES = {
    "expected_sales": "sum(mean) FILTER (target = 'sales')",
    "expected_returns": "sum(mean) FILTER (target = 'returns')",
    "expected_net": "sum(CASE WHEN target = 'sales' THEN mean ELSE -mean END)",
    "expected_sales_before": "sum(mean) FILTER (target = 'sales')",
    "actual_sales": "sum(units_sold)",
    "actual_returns": "sum(units_returned)",
    "actual_revenue": "sum(units_sold * coalesce(x.price, s.product_unit_price))",
}
_DAILY = {
    "expected_daily_sales": "expected_sales",
    "actual_daily_sales": "actual_sales",
    "expected_weekly_sales": "expected_sales",
    "actual_weekly_sales": "actual_sales",
    "peak_day": "expected_sales",
    "low_day": "expected_sales",
    "peak_weekday": "actual_sales",
}


def is_timeline(inquiry: Inquiry) -> bool:
    """Whether the plan asks about days rather than about things."""
    plan = inquiry.plan
    if plan.group_by in ("day", "weekday") or plan.statistic in ("by_day", *_EXTREMES):
        return True
    asked = set(plan.measures)
    if asked & set(_EXTREMES):
        return plan.intent == "value" or plan.group_by is None
    return (
        "peak_weekday" in asked
        and plan.intent == "value"
        and not (inquiry.scope.one_series() or plan.group_by or plan.per_series)
    )


def timeline(inquiry: Inquiry) -> Evidence:
    """Answer a plan about days."""
    plan = inquiry.plan
    weekday = plan.group_by == "weekday" or "peak_weekday" in plan.measures
    wanted, span = measure_and_span(inquiry, weekday)
    if span.empty:
        return inquiry.no_data(span.message)
    rows = daily_rows(inquiry, wanted, span)
    if not rows:
        return inquiry.no_data(missing(inquiry, wanted, None, "total"))
    inquiry.coverage = {"checked": len(rows), "total": len(rows), "skipped": 0, "skipped_reason": ""}
    if weekday:
        return _weekdays(inquiry, wanted, span, rows)
    extremes = [m for m in plan.measures if m in _EXTREMES] or [
        plan.statistic for _ in (1,) if plan.statistic in _EXTREMES
    ]
    if extremes:
        return _extremes(inquiry, wanted, span, rows, extremes)
    return _days(inquiry, wanted, span, rows)


def measure_and_span(inquiry: Inquiry, weekday: bool) -> tuple[Measure, Span]:
    """What is told of each day, and the days; the last year of sales for a pattern of the week."""
    plan = inquiry.plan
    span = inquiry.span()
    ids = [_DAILY.get(m.id, m.id) for m in inquiry.measures(span)]
    if span is not None and span.side == "history" and plan.window and plan.window.asked:
        ids = [i.replace("expected", "actual") for i in ids]
    found = next(
        (MEASURES[i] for i in ids if i in DAY_VALUES), MEASURES["actual_sales" if weekday else "expected_sales"]
    )
    if weekday and not (plan.window and plan.window.asked):
        found = MEASURES[_PAST.get(found.id, "actual_sales")]
        end = inquiry.view.as_of
        window = Window("history", end - timedelta(days=_PATTERN_DAYS - 1), end, "the last year")
        return found, replace(resolve_span(inquiry.view, window), message="")
    if span is not None and span.empty:
        return found, span
    return found, inquiry.span_for(found, span) or default_span(inquiry.view, "forecast")


def daily_rows(inquiry: Inquiry, wanted: Measure, span: Span) -> list[dict[str, Any]]:
    """One row per day: `date`, `v`, `n` cells."""
    where, parameters = inquiry.scope.where()
    table = {"sales": "sales", "previous_forecasts": "previous_forecasts"}.get(wanted.table, "held.forecast")
    value, used = DAY_VALUES[wanted.id], ""
    if wanted.table != "sales" and wanted.id != "expected_net":
        used = f" AND x.target = '{wanted.target}'"
    return inquiry.session.rows(
        f"SELECT x.date AS date, {value} AS v, count(*) AS n FROM {table} x "
        "JOIN held.series s ON s.store_id = x.store_id AND s.product_id = x.product_id "
        f"WHERE x.date BETWEEN ? AND ? AND {where}{used} GROUP BY x.date HAVING v IS NOT NULL ORDER BY x.date",
        [span.start, span.end, *parameters],
    )


def _day_fact(inquiry: Inquiry, wanted: Measure, row: dict[str, Any], asked: bool) -> Fact:
    day: date = row["date"]
    key = inquiry.scope.key() | {"date": day.isoformat()}
    if wanted.target:
        key["target"] = wanted.target
    single = row["n"] == 1
    return inquiry.book.cell(
        row["v"],
        wanted.unit,
        wanted.label,
        wanted.table,
        key,
        wanted.column,
        measure=wanted.id,
        subject=inquiry.scope.subject(inquiry.view),
        start=day,
        end=day,
        window_label=f"{day:%A}",
        asked=asked,
        decimals=wanted.decimals,
        operation="" if single else "sum",
        cells=0 if single else row["n"],
    )


def _days(inquiry: Inquiry, wanted: Measure, span: Span, rows: list[dict[str, Any]]) -> Evidence:
    plan = inquiry.plan
    if plan.intent == "count" and _CLOSED_TOO.search(plan.question):
        rows = _with_days_closed(rows, span)
    if plan.intent in ("rank", "list", "count"):
        rows = _picked(inquiry, rows)
    facts = [_day_fact(inquiry, wanted, row, number < _TOLD_DAYS) for number, row in enumerate(rows)]
    if plan.intent == "count":
        periods = {"weekly": "weeks", "monthly": "months"}.get(inquiry.view.frequency, "days")
        inquiry.count_fact(len(rows), periods)
    if plan.intent == "value" and len(facts) > 1:
        inquiry.book.derived(
            sum(amount(f) for f in facts),
            wanted.unit,
            wanted.label,
            wanted.id,
            "sum",
            facts,
            subject=facts[0].subject,
            start=span.start,
            end=span.end,
            window_label=span.label,
        )
    if plan.intent == "rank" and len(rows) == 1:
        _winner(inquiry, rows[0]["date"], wanted, facts[0], plan.sort is None or plan.sort.descending)
    inquiry.rows = _public(wanted, rows)
    return inquiry.evidence()


#: "On how many of the last 28 calendar days did we sell none?": days without a row are days without a sale
_CLOSED_TOO = re.compile(r"\bcalendar days?\b|\b(?:closed|shut)\b", re.IGNORECASE)


def _with_days_closed(rows: list[dict[str, Any]], span: Span) -> list[dict[str, Any]]:
    if span.start is None or span.end is None:
        return rows
    held, first = {r["date"] for r in rows}, span.start
    days = (first + timedelta(n) for n in range((span.end - first).days + 1))
    return sorted([*rows, *({"date": d, "v": 0.0, "n": 0} for d in days if d not in held)], key=lambda r: r["date"])


def _public(wanted: Measure, rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    column = "mean" if wanted.id in ("expected_sales", "expected_returns") else wanted.column or wanted.id
    return [
        {
            "name": r["date"].isoformat(),
            "date": r["date"].isoformat(),
            "weekday": f"{r['date']:%A}",
            column: round(float(r["v"]), 6),
        }
        for r in rows
    ]


def _picked(inquiry: Inquiry, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Filter, sort and cut the days as the plan says."""
    plan = inquiry.plan
    for item in plan.filters:
        test = _TESTS.get(item.op)
        if item.column in MEASURES and test and isinstance(item.value, (int, float)):
            rows = [r for r in rows if test(r["v"], item.value)]
    if plan.intent == "rank" or plan.sort:
        descending = plan.sort is None or plan.sort.descending
        rows = sorted(rows, key=lambda r: (-r["v"] if descending else r["v"], r["date"]))
    stop = None if plan.limit is None else plan.offset + plan.limit
    return rows[plan.offset : stop]


_TESTS = {
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    "=": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
}


def _extremes(
    inquiry: Inquiry, wanted: Measure, span: Span, rows: list[dict[str, Any]], extremes: Sequence[str]
) -> Evidence:
    """The day with the highest or lowest figure; the earlier one of equals."""
    shown = []
    for which in extremes:
        sign = -1 if which == "peak_day" else 1
        row = min(rows, key=lambda r: (sign * r["v"], r["date"]))
        shown.append(row)
        side = {"sales": " (actual)"}.get(wanted.table, "")
        amount = _day_fact(inquiry, wanted, row, asked=False)
        inquiry.book.derived(
            row["date"],
            "",
            MEASURES[which].label + side,
            which,
            f"day of the {'highest' if sign < 0 else 'lowest'}",
            [amount],
            subject=amount.subject,
            start=span.start,
            end=span.end,
            window_label=span.label,
            cells=len(rows),
        )
    inquiry.rows = _public(wanted, shown)
    return inquiry.evidence()


def _winner(inquiry: Inquiry, value: Any, wanted: Measure, fact: Fact, descending: bool) -> None:
    label = extreme(wanted.label, descending, place=inquiry.plan.offset + 1)
    inquiry.book.derived(value, "", label, "winner", "max" if descending else "min", [fact], subject=fact.subject)


def _of_certain_weekdays(
    inquiry: Inquiry, wanted: Measure, span: Span, rows: list[dict[str, Any]], means: Sequence[Fact]
) -> None:
    """What the weekdays that are asked about come to, in all and, where they are several, per day."""
    subject = inquiry.scope.subject(inquiry.view)
    subject |= {"weekday": means[0].subject["weekday"] if len(means) == 1 else " and ".join(_names(means))}
    total = sum(r["v"] for r in rows)
    common = {"start": span.start, "end": span.end, "window_label": span.label, "subject": subject, "cells": len(rows)}
    if inquiry.plan.sort:
        return  # "more on Fridays or on Saturdays?"
    in_all = inquiry.plan.statistic == "total"
    inquiry.book.derived(
        total, wanted.unit, wanted.label, wanted.id, "sum over the days", means, asked=in_all, **common
    )
    if len(means) > 1 and rows:
        mean = total / len(rows)
        inquiry.book.derived(
            mean,
            means[0].unit,
            means[0].label,
            means[0].measure,
            "mean over the days",
            means,
            asked=not in_all,
            **common,
        )


def _share_of_weekdays(
    inquiry: Inquiry, wanted: Measure, span: Span, rows: list[dict[str, Any]], of_all: float
) -> None:
    """ "What percentage went out on Saturdays and Sundays?" """
    sum_of_them = inquiry.book.facts[-1]
    inquiry.book.derived(
        100 * sum(r["v"] for r in rows) / of_all, "%", f"share of the {wanted.label} of all days", "share", "share",
        [sum_of_them], subject=sum_of_them.subject, start=span.start, end=span.end, window_label=span.label,
        cells=len(rows),
    )  # fmt: skip


def _names(means: Sequence[Fact]) -> list[str]:
    return [str(f.subject["weekday"]) for f in means]


def _weekdays(inquiry: Inquiry, wanted: Measure, span: Span, rows: list[dict[str, Any]]) -> Evidence:
    """The mean per weekday, best first unless the plan sorts otherwise."""
    plan = inquiry.plan
    means = []
    chosen = next((f.value for f in plan.filters if f.column == "weekday"), DAY_NAMES)
    of_all = sum(r["v"] for r in rows)
    rows = [r for r in rows if DAY_NAMES[r["date"].weekday()] in chosen]
    for number, name in enumerate(DAY_NAMES):
        values = [r["v"] for r in rows if r["date"].weekday() == number]
        if values:
            means.append({"name": name, "v": sum(values) / len(values), "n": len(values), "number": number})
    if plan.intent == "rank" or "peak_weekday" in plan.measures or plan.sort:
        descending = plan.sort is None or plan.sort.descending
        means.sort(key=lambda r: (-r["v"] if descending else r["v"], r["number"]))
    shown = means[plan.offset : None if plan.limit is None else plan.offset + plan.limit]
    subject = inquiry.scope.subject(inquiry.view)
    asked = "peak_weekday" not in plan.measures or plan.group_by == "weekday"
    summed = chosen is not DAY_NAMES and plan.statistic == "total"
    facts = [
        inquiry.book.derived(
            r["v"],
            f"{wanted.unit} per day",
            f"mean {wanted.label}",
            wanted.id,
            "mean over the days",
            table=wanted.table,
            key=inquiry.scope.key() | {"weekday": r["name"], "date": f"{span.start}..{span.end}"},
            column=wanted.column,
            subject=subject | {"weekday": r["name"]},
            start=span.start,
            end=span.end,
            window_label=span.label,
            cells=r["n"],
            asked=asked and not summed,
        )
        for r in shown
    ]
    if chosen is not DAY_NAMES:
        _of_certain_weekdays(inquiry, wanted, span, rows, facts)
        if plan.share and of_all:
            _share_of_weekdays(inquiry, wanted, span, rows, of_all)
    elif plan.intent == "rank" and len(facts) == 1:
        _winner(inquiry, shown[0]["name"], wanted, facts[0], plan.sort is None or plan.sort.descending)
    elif facts and (not asked or len(facts) == 1):
        inquiry.book.derived(
            shown[0]["name"],
            "",
            "best weekday" if not asked else "weekday",
            "peak_weekday",
            "max",
            facts,
            subject=subject,
            start=span.start,
            end=span.end,
            window_label=span.label,
        )
    inquiry.rows = [
        {"name": r["name"], "weekday": r["name"], wanted.column or wanted.id: round(r["v"], 6)} for r in shown
    ]
    return inquiry.evidence()
