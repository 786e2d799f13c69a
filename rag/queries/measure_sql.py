"""How each measure is read for one series, and how for a group of them.

Everything is an expression over `held.series s` and a few joined aggregates; the joins
are registered with the query (`TableQuery.join`), once each.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rag.measures import GAPS, MEASURES, Measure
from rag.queries.quantile_levels import GROUP_LEVELS, SERIES_LEVELS, level_terms
from rag.queries.spans import Span

if TYPE_CHECKING:
    from rag.queries.table_query import TableQuery

__all__ = ["Expression", "expression", "wide_column"]

_STATIC = ("stats", "replenishment", "accuracy", "suppliers", "products")

#: Columns of the wide table that are computed from several cells.
_DERIVED = (
    "stock_value", "on_order_value", "expected_lost_value", "arrival_at_once", "product_unit_margin", "protection_days",
    "supplier_protection_days", "lot_extra", "outside_80", "bias_size", "stock_after_order", "position_after_order",
    *GAPS,
)  # fmt: skip

#: What a stretch of time that is sold through leaves, by the expected sales of it.
_LEFT_OF = {
    "stock_left": "greatest(s.on_hand - {sold}, 0)",
    "stock_short": "greatest({sold} - greatest(s.on_hand, 0), 0)",
    "position_left": "s.inventory_position - {sold}",
}

#: Ratios of groups: numerator and denominator are summed over the series that have both.
_RATIOS = {
    "return_rate_pct": "100 * sum(s.returned_365) FILTER (s.sold_365 > 0) / nullif(sum(s.sold_365), 0)",
    "trend_pct_28d": "100 * (sum(s.avg_daily_28d) FILTER (s.avg_daily_before IS NOT NULL) "
    "/ nullif(sum(s.avg_daily_before) FILTER (s.avg_daily_28d IS NOT NULL), 0) - 1)",
    "days_of_cover": "sum(greatest(s.on_hand, 0)) FILTER (s.mean_step IS NOT NULL) "
    "/ nullif(sum(s.mean_step) FILTER (s.on_hand IS NOT NULL), 0) * {period_days}",
}
_TREND = "CASE WHEN {pct} > 5 THEN 'rising' WHEN {pct} < -5 THEN 'falling' WHEN {pct} IS NOT NULL THEN 'flat' END"


@dataclass(frozen=True)
class Expression:
    """SQL of a measure: for one series, for a group, and how many cells went in.

    `column` is the cell's column where the value of one series is one cell of `table`.
    """

    series: str
    group: str
    cells: str
    table: str
    column: str = ""
    how: str = ""  # "interpolated from ...", said to the user
    date: str = ""  # expression of the cell's date, for forecasts and sales


def wide_column(measure: Measure) -> str | None:
    """The column of `held.series` that holds a measure without window, told scale not applied."""
    if measure.id == "product_supplier":
        return "supplier_name"
    if measure.id == "product_category":
        return "category"
    if measure.id == "forecast_model":
        return "model"
    if measure.id in GAPS:
        return GAPS[measure.id]  # known where the level is known
    if measure.table in ("suppliers", "products"):
        return f"{measure.table[:-1]}_{measure.column}"
    return measure.column if measure.table in _STATIC else None


def expression(query: TableQuery, measure: Measure, span: Span | None, level: float | None) -> Expression:
    """The SQL of `measure`, with its joins registered in `query`."""
    if measure.id == "count":
        # A supplier or a category has products; a store has rows, each a product of its own.
        group = "count(DISTINCT s.product_id)" if query.grain in ("supplier", "category") else "count(*)"
        return Expression("1", group, "count(*)", "")
    if measure.grain == "run":
        return Expression("NULL", "NULL", "0", measure.table)
    if measure.table in ("forecasts", "previous_forecasts") and measure.kind != "text":
        return _forecast(query, measure, span or query.forecast_span(), level)
    if measure.id == "promotion_price":
        w = query.join_promotion_prices(span or query.forecast_span())
        group = f"CASE WHEN count(DISTINCT {w}.price) = 1 THEN any_value({w}.price) END"
        return Expression(f"{w}.price", group, f"count({w}.price)", measure.table, measure.column)
    if measure.id == "promotion_days":
        w = query.join_promoted_days(span or query.forecast_span())
        value = f"coalesce({w}.days, 0)"
        group = f"CASE WHEN count(DISTINCT {value}) = 1 THEN any_value({value}) END"
        return Expression(value, group, f"sum({value})", measure.table)
    if measure.table == "sales":
        return _history(query, measure, span or query.history_span())
    if measure.table in ("alerts", "changes", "open_orders", "promotions"):
        return _other(query, measure)
    return _static(query, measure)


def _static(query: TableQuery, measure: Measure) -> Expression:
    if measure.id == "wape_naive":
        w = query.join_naive_accuracy()
        value = f"{w}.wape * {measure.scale!r}"
        return Expression(value, "NULL", f"count({w}.wape)", measure.table, measure.column)
    if measure.table == "accuracy" and measure.target == "returns":
        value = f"s.{measure.id} * {measure.scale!r}"
        return Expression(value, _group(query, measure, value), f"count(s.{measure.id})", measure.table, measure.column)
    if measure.id in GAPS:
        gap = f"s.inventory_position - s.{GAPS[measure.id]}"
        return Expression(gap, f"sum({gap})", f"count({gap})", measure.table)
    column = wide_column(measure)
    value = f"s.{column}" if measure.scale == 1.0 else f"s.{column} * {measure.scale!r}"
    if measure.id == "arrival_at_once" and query.order_day is not None:
        value = f"(s.{column} + {(query.order_day - query.view.as_of).days - 1})"  # ordered so many days later
    group = _group(query, measure, value)
    cell = "" if measure.id in _DERIVED else measure.column
    return Expression(value, group, f"count(s.{column})", measure.table, cell)


def _group(query: TableQuery, measure: Measure, value: str) -> str:
    if measure.id in _RATIOS:
        return _RATIOS[measure.id].format(period_days=query.period_days)
    if measure.id == "trend":
        return _TREND.format(pct=f"({_RATIOS['trend_pct_28d']})")
    if measure.additivity == "sum":
        return f"sum({value})"
    if measure.additivity == "group_table":
        joined = query.join_group_accuracy()
        if measure.id == "outside_80":  # what is not inside
            return f"(1 - any_value({joined}.coverage_80)) * {measure.scale!r}" if joined else "NULL"
        if measure.id == "bias_size":
            return f"abs(any_value({joined}.bias_pct))" if joined else "NULL"
        return f"any_value({joined}.{measure.column}) * {measure.scale!r}" if joined else "NULL"
    if measure.kind == "date":
        return f"min({value})"
    return f"CASE WHEN count(DISTINCT {value}) = 1 THEN any_value({value}) END"


def _forecast(query: TableQuery, measure: Measure, span: Span, level: float | None) -> Expression:
    table = measure.table
    if measure.id.endswith("_quantile"):
        return _quantile(query, measure, span, 0.5 if level is None else level)
    if measure.id == "sales_width":
        low, high = (_quantile(query, MEASURES["sales_quantile"], span, level) for level in (0.1, 0.9))
        return Expression(f"({high.series} - {low.series})", f"({high.group} - {low.group})", "count(*)", high.table)
    if measure.id in ("peak_day", "low_day"):
        w = query.join_extremes(measure.target or "sales", span)
        value = f"{w}.{measure.id}"
        return Expression(value, f"min({value})", f"sum({w}.n)", table, "date")
    if measure.id in _LEFT_OF:  # at the end of the window: all demand from the first day on is gone by then
        first = query.view.first_day or span.start
        w = query.join_forecast("sales", replace(span, start=first))
        value = _LEFT_OF[measure.id].format(sold=f"{w}.v")
        return Expression(value, f"sum({value})", f"sum({w}.n)", table)
    w = query.join_forecast(measure.target or "sales", span, previous=table == "previous_forecasts")
    if measure.id == "expected_net":
        r = query.join_forecast("returns", span)
        value = f"{w}.v - coalesce({r}.v, 0)"
        return Expression(value, f"sum({value})", f"sum({w}.n + coalesce({r}.n, 0))", table)
    if measure.id in _MEANS:
        value = f"{w}.v / {_length(query, measure, span)}"
        return Expression(value, f"sum({value})", f"sum({w}.n)", table)
    return Expression(f"{w}.v", f"sum({w}.v)", f"sum({w}.n)", table, "mean", date=f"{w}.d")


#: Means over a window, and the days of what they are a mean per.
_MEANS = {"expected_daily_sales": 1, "actual_daily_sales": 1, "expected_weekly_sales": 7, "actual_weekly_sales": 7}


def _length(query: TableQuery, measure: Measure, span: Span) -> float:
    """How many days, or weeks, a mean is taken of."""
    days = _MEANS[measure.id]
    if query.view.frequency == "weekly" and days == 7:
        return query.periods(span)  # the first of them may begin days after the window does
    return query.periods(span) if days == 1 else span.days / days


def _quantile(query: TableQuery, measure: Measure, span: Span, level: float) -> Expression:
    if span.days > 1 and not span.from_first_step(query.view):
        return Expression("NULL", "NULL", "0", measure.table, how="paths")
    one = span.start == span.end
    prefix, day = "p" if one else "cum_p", f"DATE '{span.end}'"
    if query.grain == "series":
        terms = level_terms(level, SERIES_LEVELS, prefix)
        w = query.join_quantiles(measure.target or "sales", span)
        column = terms.terms[0][0] if len(terms.terms) == 1 else ""
        return Expression(f"({terms.sql(w)})", "NULL", "count(*)", measure.table, column, terms.how, day)
    terms = level_terms(level, GROUP_LEVELS, prefix)
    joined = query.join_group_forecast(measure.target or "sales", span)
    group = f"any_value({terms.sql(joined)})" if joined else "NULL"
    column = terms.terms[0][0] if len(terms.terms) == 1 else ""
    return Expression("NULL", group, "count(*)", "group_forecasts", column, terms.how, day)


def _history(query: TableQuery, measure: Measure, span: Span) -> Expression:
    w = query.join_sales(span)
    if measure.id.startswith("sales_change"):
        before = query.join_sales(query.second or span)
        now, then = f"coalesce({w}.sold, 0)", f"coalesce({before}.sold, 0)"
        cells = f"sum(coalesce({w}.n, 0) + coalesce({before}.n, 0))"
        if measure.id == "sales_change":
            return Expression(f"({now} - {then})", f"sum({now} - {then})", cells, "sales")
        group = f"100 * (sum({now}) / nullif(sum({then}), 0) - 1)"
        return Expression(f"(100 * ({now} / nullif({then}, 0) - 1))", group, cells, "sales")
    if measure.id == "promotion_share":
        p = query.join_promoted_days(span)
        value = f"100 * coalesce({p}.sold, 0) / nullif({w}.sold, 0)"
        return Expression(value, f"100 * sum(coalesce({p}.sold, 0)) / nullif(sum({w}.sold), 0)", f"sum({w}.n)", "sales")
    if measure.id == "last_sold":
        return Expression(f"{w}.last_sold", f"max({w}.last_sold)", f"count({w}.last_sold)", "sales", "date")
    field = {"actual_returns": "returned", "actual_revenue": "revenue", "oos_days": "gone", "oos_weeks": "gone"}.get(
        measure.id, "sold"
    )
    value, column = f"{w}.{field}", measure.column
    if measure.id in _MEANS:
        value = f"{w}.sold / {_length(query, measure, span)}"
        column = ""
    if field in ("revenue", "gone"):
        column = ""
    return Expression(value, f"sum({value})", f"sum({w}.n)", "sales", column)


def _other(query: TableQuery, measure: Measure) -> Expression:
    if measure.table == "alerts":
        w = query.join_alerts()
        return Expression(f"coalesce({w}.v, 0)", f"sum(coalesce({w}.v, 0))", f"sum(coalesce({w}.v, 0))", "alerts")
    if measure.table == "open_orders":
        w = query.join_open_orders()
        return Expression(f"{w}.due_on", f"min({w}.due_on)", f"count({w}.due_on)", "open_orders", "due_on")
    if measure.table == "promotions":
        w = query.join_promotions()
        value = f"{w}.{measure.column}"
        of_all = "min" if measure.id == "promotion_on" else "max"
        return Expression(value, f"{of_all}({value})", f"count({value})", "promotions")
    w = query.join_changes()
    value = f"{w}.order_qty_now - {w}.order_qty_before" if measure.id == "order_qty_change" else f"{w}.{measure.column}"
    column = "" if measure.id == "order_qty_change" else measure.column
    return Expression(value, f"sum({value})", f"count({w}.order_qty_now)", "changes", column)
