"""Two or more things, periods or measures side by side, with the difference and who is ahead."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from rag.facts import Evidence, Fact
from rag.measures import Measure
from rag.queries.coverage import missing
from rag.queries.factbook import amount
from rag.queries.inquiry import Inquiry
from rag.queries.spans import Span, resolve_span
from rag.queries.values import TOLD_ROWS, values

__all__ = ["ahead", "compares"]


def compares(inquiry: Inquiry) -> Evidence:
    """Run a `compare` plan."""
    plan = inquiry.plan
    span = inquiry.span()
    measures = inquiry.measures(span)
    if span is not None and span.empty and any(m.windowed for m in measures):
        return inquiry.no_data(span.message)
    if plan.second_window is not None:
        return _periods(inquiry, measures, span)
    grain = _grain(inquiry)
    if grain:
        return _things(inquiry, measures, span, grain)
    if len(measures) > 1:
        return _measures(inquiry, measures, span)
    return values(inquiry)


def _grain(inquiry: Inquiry) -> str:
    """What is compared: the kind with several names; series where both products and stores vary."""
    scope, plan = inquiry.scope, inquiry.plan
    several = [k for k in scope.named() if len(scope.ids(k)) > 1]
    if {"product", "store"} <= set(several):
        return "series"
    if several:
        return several[0]
    return plan.group_by if plan.group_by in ("series", "product", "store", "supplier", "category") else ""


def _things(inquiry: Inquiry, measures: Sequence[Measure], span: Span | None, grain: str) -> Evidence:
    scope = inquiry.scope
    fixed = {"product": "store", "store": "product"}.get(grain)
    rows_are = "series" if fixed and len(scope.ids(fixed)) == 1 else grain
    query = inquiry.query(rows_are, span)
    columns = inquiry.add_measures(query, measures, span)
    query.where(inquiry.plan.filters)
    table = query.run()
    if not table.rows:
        return inquiry.no_data(missing(inquiry, measures[0], None, rows_are))
    inquiry.show(table, columns, grain if rows_are == "series" and grain != "series" else "")
    order = {id: n for n, id in enumerate(scope.ids(grain) if grain != "series" else ())}
    key = "category" if grain == "category" else f"{grain}_id"
    if order:
        pairs = sorted(zip(table.rows, inquiry.rows, strict=True), key=lambda p: order.get(p[0][key], len(order)))
        table.rows, inquiry.rows = [p[0] for p in pairs], [p[1] for p in pairs]
    for column in columns:
        told = []
        for number, row in enumerate(table.rows):
            fact = inquiry.book.measured(column, row, rows_are, asked=number < TOLD_ROWS)
            if fact is None:
                name = inquiry.rows[number]["name"]
                inquiry.messages.append(f"The {column.measure.label} of {name} is not known.")
            else:
                told.append((str(inquiry.rows[number]["name"]), fact))
        ahead(inquiry, column.measure.label, told)
    inquiry.coverage = {
        "checked": len(table.rows),
        "total": max(len(order), len(table.rows)),
        "skipped": max(0, len(order) - len(table.rows)),
        "skipped_reason": "",
    }
    return inquiry.evidence("answered" if inquiry.book.facts else "no_data")


_TIMES = re.compile(
    r"\btimes (?:as|more|the|what)\b|\bhow many times\b|\bratio\b|\bfactor\b|\bmultiple of\b", re.IGNORECASE
)


def ahead(inquiry: Inquiry, label: str, told: Sequence[tuple[str, Fact]]) -> None:
    """The winner, and for two numbers their difference and ratio."""
    numbers = [(n, f) for n, f in told if isinstance(f.value, (int, float)) and not isinstance(f.value, bool)]
    dates = [(n, f) for n, f in told if hasattr(f.value, "isoformat")]
    comparable = numbers if len(numbers) >= 2 else dates
    if len(comparable) < 2:
        return
    descending = inquiry.plan.sort is None or inquiry.plan.sort.descending
    pick = max if descending else min
    name, best = pick(comparable, key=_value_of)
    facts = [f for _, f in comparable]
    if sum(f.value == best.value for f in facts) > 1:
        inquiry.messages.append(
            f"The {label} is the same for {' and '.join(n for n, f in comparable if f.value == best.value)}."
        )
    else:
        inquiry.book.derived(
            name,
            "",
            f"{_ahead_word(bool(numbers[1:]), descending)} {label}",
            "winner",
            "max" if descending else "min",
            facts,
            subject={},
            start=best.start,
            end=best.end,
            window_label=best.window_label,
            asked=True,
        )
    if len(numbers) == 2:
        _difference(inquiry, label, numbers)


def _ahead_word(numbers: bool, descending: bool) -> str:
    if numbers:
        return "higher" if descending else "lower"
    return "later" if descending else "earlier"


def _value_of(pair: tuple[str, Fact]) -> Any:
    return pair[1].value


def _difference(inquiry: Inquiry, label: str, two: Sequence[tuple[str, Fact]]) -> None:
    """The higher minus the lower, and in percent of the lower."""
    (_, low), (_, high) = sorted(two, key=_value_of)
    asked = inquiry.plan.difference
    gap = amount(high) - amount(low)
    inquiry.book.derived(
        gap,
        high.unit,
        f"difference in {label}",
        "difference",
        "difference",
        [high, low],
        asked=asked,
        start=high.start,
        end=high.end,
        window_label=high.window_label,
        decimals=high.decimals,
    )
    if _TIMES.search(inquiry.plan.question) and amount(low) > 0:
        inquiry.book.derived(
            amount(high) / amount(low),
            "times",
            f"ratio in {label}",
            "times",
            "higher over lower",
            [high, low],
            decimals=2,
        )
    if _PERCENT.search(inquiry.plan.question) and high.unit != "%":
        _in_percent(inquiry, label, [f for _, f in two])
    elif low.value and high.unit != "%" and amount(low) > 0:
        inquiry.book.derived(
            100.0 * gap / amount(low),
            "%",
            f"difference in {label} relative to the lower",
            "ratio",
            "difference over the lower",
            [high, low],
            asked=False,
        )


_PERCENT = re.compile(r"%|\bper ?cent\b|\bpercentage\b|\bpct\b|\brelative\b", re.IGNORECASE)


def _in_percent(inquiry: Inquiry, label: str, two: Sequence[Fact]) -> None:
    """The change from the earlier period to the later, or how much the higher is over the lower; asked for."""
    first, last = sorted(two, key=lambda f: (f.start or inquiry.view.as_of, amount(f)))
    if not amount(first):
        return
    periods = (first.start, first.end) != (last.start, last.end)
    inquiry.book.derived(
        100.0 * (amount(last) - amount(first)) / amount(first),
        "%",
        f"change of {label}" if periods else f"difference in {label} relative to the lower",
        "change_pct" if periods else "relative_difference",
        "difference over the earlier" if periods else "difference over the lower",
        [last, first],
        subject=last.subject if periods else {},
        asked=True,
    )


def _periods(inquiry: Inquiry, measures: Sequence[Measure], span: Span | None) -> Evidence:
    """The same scope in two windows; each takes forecasts or history as it lies."""
    plan = inquiry.plan
    second = resolve_span(inquiry.view, plan.second_window) if plan.second_window else None
    if second is not None and second.message:
        inquiry.messages.append(second.message)
    ids = [m.id for m in measures]
    pairs = [(s, _sided(ids, s.side)) for s in (span, second) if s is not None]
    told: list[tuple[str, Fact]] = []
    for part, (measure_id) in pairs:
        if part.empty:
            continue
        query = inquiry.query("series" if inquiry.scope.one_series() else "total", part)
        column = query.add(measure_id, part, (plan.levels or (0.9,))[0] if measure_id.endswith("_quantile") else None)
        query.where(plan.filters)
        table = query.run()
        fact = inquiry.book.measured(column, table.rows[0], query.grain) if table.rows else None
        if fact is not None:
            told.append((part.label, fact))
            inquiry.rows.append(
                {
                    "name": part.label,
                    "start": str(part.start),
                    "end": str(part.end),
                    measure_id: round(amount(fact), 6),
                }
            )
    if not told:
        return inquiry.no_data(*(p.message for p, _ in pairs if p.message))
    if len(told) == 2:
        _change(inquiry, told)
    return inquiry.evidence()


def _sided(ids: Sequence[str], side: str) -> str:
    """The measure for a side: forecast versus actual is the same thing on two sides."""
    wanted = ids[0]
    if side == "history":
        return next((i for i in ids if i.startswith("actual")), wanted.replace("expected", "actual"))
    return next((i for i in ids if i.startswith("expected")), wanted.replace("actual", "expected"))


def _change(inquiry: Inquiry, told: Sequence[tuple[str, Fact]]) -> None:
    """Which period is higher, by how much, and per day where the periods are not alike."""
    facts = [f for _, f in told]
    step = {"weekly": 7, "monthly": 31}.get(inquiry.view.frequency, 1)  # days of a period of the data
    lengths = {-(-((f.end - f.start).days + 1) // step) for f in facts if f.start and f.end}
    compared = told
    if len(lengths) > 1 and not _as_many_months(facts):
        compared = [(label, _daily(inquiry, fact)) for label, fact in told]
        inquiry.messages.append("The two periods differ in length, so they are compared per day.")
    ahead(inquiry, compared[0][1].label, compared)


def _as_many_months(facts: Sequence[Fact]) -> bool:
    """Are all of them as many whole months? October and September are compared as they are."""
    spans = [(f.start, f.end + timedelta(1)) for f in facts if f.start and f.end]
    whole = len(spans) == len(facts) and all(start.day == end.day == 1 for start, end in spans)
    return whole and len({12 * (end.year - start.year) + end.month - start.month for start, end in spans}) == 1


def _daily(inquiry: Inquiry, fact: Fact) -> Fact:
    days = (fact.end - fact.start).days + 1 if fact.start and fact.end else 1
    return inquiry.book.derived(
        amount(fact) / days,
        f"{fact.unit} per day",
        f"{fact.label} per day",
        fact.measure,
        "divided by days",
        [fact],
        subject=fact.subject,
        start=fact.start,
        end=fact.end,
        window_label=fact.window_label,
    )


def _measures(inquiry: Inquiry, measures: Sequence[Measure], span: Span | None) -> Evidence:
    """Several measures of one thing, such as the past mean against the expected one."""
    grain = "series" if inquiry.scope.one_series() else "total"
    query = inquiry.query(grain, span)
    columns = inquiry.add_measures(query, measures, span)
    query.where(inquiry.plan.filters)
    table = query.run()
    if not table.rows:
        return inquiry.no_data(missing(inquiry, measures[0], None, grain))
    told = []
    for column in columns:
        fact = inquiry.book.measured(column, table.rows[0], grain)
        if fact is None:
            inquiry.messages.append(missing(inquiry, column.measure, table.rows[0], grain))
        else:
            told.append((fact.label, fact))
    inquiry.show(table, columns)
    units = {_per_day(f) for _, f in told}
    if len(told) == 2 and len(units) == 1:
        ahead(inquiry, "value", told)
    return inquiry.evidence("answered" if told else "no_data")


def _per_day(fact: Fact) -> str:
    """Units in which facts can be compared: sales per day are units per day whatever they are called."""
    return "units per day" if "daily" in fact.measure else fact.unit
