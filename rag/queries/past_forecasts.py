"""What had been forecast for days that are past, beside what was sold: the served model's backtest, day by day."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from rag.facts import Evidence
from rag.measures import MEASURES, PAST_FORECAST
from rag.queries.inquiry import Inquiry
from rag.queries.spans import Span, default_span

__all__ = ["is_past_forecasts", "past_forecasts"]


def is_past_forecasts(inquiry: Inquiry) -> bool:
    return inquiry.plan.measures[:1] == (PAST_FORECAST,)


def past_forecasts(inquiry: Inquiry) -> Evidence:
    """Forecast, sales and bias of the scope in the window, as far as the backtest reaches; days out of stock left out.

    The bias is forecast minus sales over sales, of the totals.
    """
    where, parameters = inquiry.scope.where()
    source = (
        "FROM backtest x JOIN held.series s ON s.store_id = x.store_id AND s.product_id = x.product_id "
        f"WHERE x.target = 'sales' AND x.actual IS NOT NULL AND {where}"
    )
    known = inquiry.session.row(
        f"SELECT min(x.date)::DATE AS first, max(x.date)::DATE AS last {source}", parameters, keep=False
    )
    if known["first"] is None:
        return inquiry.no_data("No backtest of this was made: there are too few sales to test a forecast on.")
    span = _span(inquiry)
    reach = f"The backtest reaches from {known['first']} to {known['last']}."
    if span.empty or span.end < known["first"] or span.start > known["last"]:  # type: ignore[operator]
        return inquiry.no_data(span.message or reach)
    cut = replace(span, start=max(span.start, known["first"]), end=min(span.end, known["last"]))  # type: ignore[type-var]
    if cut != span:
        inquiry.messages.append(reach)
    days = [cut.start, cut.end]
    if inquiry.plan.group_by in ("product", "store", "category", "supplier"):
        _rows(inquiry, source, parameters, days, str(inquiry.plan.group_by))
    row = inquiry.session.row(
        "SELECT sum(x.mean) AS forecast, sum(x.actual) AS sold, count(*) AS n "
        + source
        + " AND x.date BETWEEN ? AND ?",
        [*parameters, *days],
    )
    if not row["n"]:
        return inquiry.no_data(reach)
    _tell(inquiry, row, cut)
    return inquiry.evidence()


def _span(inquiry: Inquiry) -> Span:
    span = inquiry.span()
    return span if span is not None and span.side == "history" else default_span(inquiry.view, "history")


def _tell(inquiry: Inquiry, row: dict[str, Any], span: Span) -> None:
    book, wanted, sales = inquiry.book, MEASURES[PAST_FORECAST], MEASURES["actual_sales"]
    when: dict[str, Any] = {"start": span.start, "end": span.end, "window_label": span.label}
    when |= {"subject": inquiry.scope.subject(inquiry.view), "table": "backtest", "cells": int(row["n"])}
    key = inquiry.scope.key() | {"target": "sales", "date": f"{span.start}..{span.end}"}
    then = book.derived(row["forecast"], wanted.unit, wanted.label, wanted.id, "sum", key=key, column="mean", **when)
    sold = book.derived(row["sold"], sales.unit, sales.label, sales.id, "sum", key=key, column="actual", **when)
    if row["sold"]:
        gap = 100.0 * (row["forecast"] / row["sold"] - 1.0)
        book.derived(
            gap, "%", "bias", "bias_pct", "forecast minus sales over sales", [then, sold], **(when | {"table": ""})
        )


def _rows(inquiry: Inquiry, source: str, parameters: list[Any], days: list[Any], group: str) -> None:
    """Rows of the table, the largest gap between forecast and sales first."""
    name = "s.category" if group == "category" else f"s.{group}_name"
    found = inquiry.session.rows(
        f"SELECT {name} AS name, sum(x.mean) AS forecast_then, sum(x.actual) AS sold {source} "
        f"AND x.date BETWEEN ? AND ? GROUP BY {name} ORDER BY abs(sum(x.mean) - sum(x.actual)) DESC, name",
        [*parameters, *days],
    )
    inquiry.rows.extend({k: round(v, 6) if isinstance(v, float) else v for k, v in row.items()} for row in found)
