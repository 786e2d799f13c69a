"""How likely it is that more, or fewer, units are sold than a number that is named."""

from __future__ import annotations

from statistics import NormalDist

from rag.facts import Evidence
from rag.measures import MEASURES
from rag.plan import Window
from rag.queries.factbook import amount
from rag.queries.inquiry import Inquiry
from rag.queries.quantile_levels import GROUP_LEVELS, SERIES_LEVELS
from rag.queries.sampled import window_quantiles
from rag.queries.spans import Span, default_span, resolve_span
from rag.queries.supposing import base_facts, given_number
from rag.queries.timeline import daily_rows

__all__ = ["chances", "is_chance"]

_MEASURES = ("chance_above", "chance_below", "reached_on", "gap_to_number")
#: Nothing is told to be surer than this: the run holds no level beyond 5 and 95%.
_SUREST = 0.99
_GRID = tuple(n / 100 for n in range(2, 99))


def is_chance(inquiry: Inquiry) -> bool:
    return inquiry.plan.measures[:1] in [(m,) for m in _MEASURES]


def chances(inquiry: Inquiry) -> Evidence:
    """The probability of the plan's limit in its window, read between the quantiles of the total.

    Between two quantiles the level is linear on the normal scale, as `quantile_levels.level_terms` reads them.
    """
    counted = next((f.value for f in inquiry.plan.filters if f.column == "on_hand"), None)
    if counted is not None:
        return _against_the_count(inquiry, float(counted))
    limit = next((f.value for f in inquiry.plan.filters if f.column == "expected_sales"), None)
    if not isinstance(limit, (int, float)):
        return inquiry.no_data("Say how many units, and I tell how likely it is to sell more or fewer.")
    if inquiry.plan.measures[0] == "reached_on":
        return _reached(inquiry, float(limit))
    span = inquiry.span()
    if span is None or (span.side != "forecast" and not span.empty):
        span = default_span(inquiry.view, "forecast")
    if span.empty:
        return inquiry.no_data(span.message)
    if inquiry.plan.measures[0] == "gap_to_number":
        return _gap_to_number(inquiry, float(limit), span)
    levels, values = _quantiles(inquiry, span)
    if len(values) < 2:
        return inquiry.no_data(*(inquiry.messages or ["The quantiles of this group are not held."]))
    below = _level_of(float(limit), levels, values)
    above = inquiry.plan.measures[0] == "chance_above"
    wanted = MEASURES[inquiry.plan.measures[0]]
    subject = inquiry.scope.subject(inquiry.view)
    inquiry.book.facts.clear()
    given = given_number(inquiry, float(limit), "units", "limit")
    inquiry.book.derived(
        100 * (1 - below if above else below),
        "%",
        f"{wanted.label} {limit:,g} units",
        wanted.id,
        "level of the limit between the quantiles of the total",
        [given] if given else [],
        table="forecasts",
        key=inquiry.scope.key() | {"target": "sales", "date": f"{span.start}..{span.end}"},
        subject=subject,
        start=span.start,
        end=span.end,
        window_label=span.label,
        decimals=0,
        cells=len(values),
    )
    inquiry.rows = [{"name": ", ".join(subject.values()) or "all", wanted.id: round(1 - below if above else below, 4)}]
    return inquiry.evidence()


def _gap_to_number(inquiry: Inquiry, said: float, span: Span) -> Evidence:
    """The expected sales, and how far they are above or below the number that was said."""
    inquiry.plan = inquiry.plan.with_(filters=())
    (expected,) = base_facts(inquiry, ("expected_sales",), span).values()
    given = given_number(inquiry, said, "units", "number that was said")
    gap = amount(expected) - said
    inquiry.book.derived(
        gap, "units", f"expected sales against {said:,g} units", "gap_to_number", "difference",
        [expected, given] if given else [expected], subject=expected.subject, start=span.start, end=span.end,
        window_label=span.label,
    )  # fmt: skip
    inquiry.rows = [
        {"name": ", ".join(expected.subject.values()) or "all", "mean": expected.value, "difference": round(gap, 4)}
    ]
    return inquiry.evidence()


def _against_the_count(inquiry: Inquiry, counted: float) -> Evidence:
    """The stock on record, and how far it is above or below what was counted."""
    inquiry.plan = inquiry.plan.with_(filters=())
    stock = base_facts(inquiry, ("on_hand",), None).get("on_hand")
    if stock is None:
        return inquiry.no_data(*inquiry.messages[:1])
    given = given_number(inquiry, counted, "units", "number that was counted")
    gap = amount(stock) - counted
    inquiry.book.derived(
        gap, "units", f"stock on hand against the {counted:,g} units counted", "gap_to_number", "difference",
        [stock, given] if given else [stock], subject=stock.subject, decimals=0,
    )  # fmt: skip
    return inquiry.evidence()


def _reached(inquiry: Inquiry, limit: float) -> Evidence:
    """The first day by which the expected sales from tomorrow on come to `limit` units in all."""
    view, wanted = inquiry.view, MEASURES["expected_sales"]
    if view.first_day is None or view.last_day is None:
        return inquiry.no_data("There are no forecasts in this run.")
    span = resolve_span(view, Window("forecast", view.first_day, view.last_day, "the forecast"))
    total, rows = 0.0, daily_rows(inquiry, wanted, span)
    subject = inquiry.scope.subject(view)
    for number, row in enumerate(rows, 1):
        total += row["v"]
        if total >= limit:
            given = given_number(inquiry, limit, "units", "limit")
            inquiry.book.derived(
                row["date"],
                "",
                f"day by which {limit:,g} units are expected to be sold",
                "reached_on",
                "first day on which the sum of the days reaches the limit",
                [given] if given else [],
                table="forecasts",
                key=inquiry.scope.key() | {"target": "sales", "date": f"{span.start}..{row['date']}"},
                subject=subject,
                cells=number,
            )
            inquiry.rows = [{"name": ", ".join(subject.values()) or "all", "reached_on": row["date"].isoformat()}]
            return inquiry.evidence()
    return inquiry.no_data(
        f"The forecast reaches to {view.last_day.isoformat()}, and fewer are expected to be sold by then."
    )


def _quantiles(inquiry: Inquiry, span: Span) -> tuple[tuple[float, ...], list[float]]:
    """Levels and the quantiles of the window's total; of sample paths where none are stored."""
    one = inquiry.scope.one_series()
    levels = SERIES_LEVELS if one else GROUP_LEVELS
    query = inquiry.query("series" if one else "total", span)
    columns = [query.add("sales_quantile", span, level) for level in levels]
    table = query.run()
    if table.rows:
        held = [table.rows[0].get(c.alias) for c in columns]
        if all(v is not None for v in held):
            return levels, [float(v) for v in held]  # type: ignore[arg-type]
    found = window_quantiles(inquiry, "sales", span, _GRID)
    return (_GRID, list(found)) if found is not None else ((), [])


def _level_of(limit: float, levels: tuple[float, ...], values: list[float]) -> float:
    """The level whose quantile is `limit`; beyond the outermost ones their slope is kept."""
    scale = NormalDist()
    pairs = [(v, scale.inv_cdf(lv)) for v, lv in zip(values, levels, strict=True)]
    at = next((n for n, (v, _) in enumerate(pairs) if v >= limit), len(pairs) - 1)
    (low, z_low), (high, z_high) = pairs[max(at - 1, 0)], pairs[max(at, 1)]
    if high <= low:
        z = z_high if limit >= high else z_low
    else:
        z = z_low + (limit - low) / (high - low) * (z_high - z_low)
    return min(max(scale.cdf(z), 1 - _SUREST), _SUREST)
