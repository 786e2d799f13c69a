"""What changed since the previously served run: orders with their causes, forecasts, stock, accuracy."""

from __future__ import annotations

from typing import Any

from rag.facts import Evidence, Fact
from rag.measures import MEASURES
from rag.queries.coverage import missing
from rag.queries.factbook import amount
from rag.queries.inquiry import Inquiry, public_value
from rag.queries.spans import Span

__all__ = ["changed", "is_change"]

_CHANGE = ("order_qty_change", "order_qty_before", "expected_sales_before")
_CAUSES = {
    "from_forecast": "change because of the forecast",
    "from_stock": "change because of the stock",
    "from_open_orders": "change because of open orders",
    "from_lead_time": "change because of the lead time",
    "from_policy": "change because of the policy",
}


def is_change(inquiry: Inquiry) -> bool:
    return any(m in _CHANGE for m in inquiry.plan.measures)


def changed(inquiry: Inquiry) -> Evidence:
    """The present figure always; the previous one, the difference and the causes where there is a previous run."""
    asked = set(inquiry.plan.measures)
    forecast = asked & {"expected_sales_before", "expected_sales"} and not asked & {
        "order_qty_change",
        "order_qty_before",
    }
    return _forecast(inquiry) if forecast else _orders(inquiry)


def _no_previous(inquiry: Inquiry) -> bool:
    if inquiry.view.previous_run is None:
        inquiry.messages.append("There is no previous run to compare with.")
        return True
    return False


def _forecast(inquiry: Inquiry) -> Evidence:
    """Expected sales now and before, over the same days as far as both runs have them."""
    span = inquiry.span_for(MEASURES["expected_sales"], inquiry.span())
    if span is None or span.empty:
        return inquiry.no_data(span.message if span else "")
    grain = "series" if inquiry.scope.one_series() else "total"
    now = _value(inquiry, "expected_sales", span, grain)
    if now is None:
        return inquiry.no_data(missing(inquiry, MEASURES["expected_sales"], None, grain))
    inquiry.rows = [{"name": now.label, "mean": public_value(now.value)}]
    if _no_previous(inquiry):
        return inquiry.evidence()
    common = _common(inquiry, span)
    if common is None:
        inquiry.messages.append("The previous run has no forecast for these days.")
        return inquiry.evidence()
    current = now if common == span else _value(inquiry, "expected_sales", common, grain)
    before = _value(inquiry, "expected_sales_before", common, grain)
    if before is None or current is None:
        inquiry.messages.append("The previous run has no forecast for these days.")
        return inquiry.evidence()
    if common != span:
        inquiry.messages.append("The previous run covers a part of these days; the two are compared on that part.")
    _difference(inquiry, current, before)
    inquiry.rows[0]["mean_before"] = public_value(before.value)
    return inquiry.evidence()


def _value(inquiry: Inquiry, measure_id: str, span: Span, grain: str) -> Fact | None:
    query = inquiry.query(grain, span)
    column = query.add(measure_id, span)
    rows = query.run().rows
    return inquiry.book.measured(column, rows[0], grain) if rows else None


def _common(inquiry: Inquiry, span: Span) -> Span | None:
    row = inquiry.session.row(
        "SELECT min(date) AS first, max(date) AS last FROM previous_forecasts "
        "WHERE target = 'sales' AND date BETWEEN ? AND ?",
        [span.start, span.end],
    )
    if not row or row["first"] is None:
        return None
    if (row["first"], row["last"]) == (span.start, span.end):
        return span
    return Span("forecast", row["first"], row["last"], span.label)


def _difference(inquiry: Inquiry, now: Fact, before: Fact) -> None:
    gap = amount(now) - amount(before)
    fields: dict[str, Any] = {
        "subject": now.subject,
        "start": now.start,
        "end": now.end,
        "window_label": now.window_label,
    }
    inquiry.book.derived(gap, now.unit, f"change of {now.label}", "difference", "difference", [now, before], **fields)
    if before.value:
        inquiry.book.derived(
            100.0 * gap / amount(before),
            "%",
            f"change of {now.label} in percent",
            "ratio",
            "difference over the previous",
            [now, before],
            asked=False,
            **fields,
        )


def _orders(inquiry: Inquiry) -> Evidence:
    """Recommended quantities now and before, with the causes of the difference."""
    grain = "series" if inquiry.scope.one_series() else "total"
    query = inquiry.query(grain)
    now = query.add("order_qty")
    query.where(inquiry.plan.filters)
    table = query.run()
    fact = inquiry.book.measured(now, table.rows[0], grain) if table.rows else None
    if fact is None:
        return inquiry.no_data(missing(inquiry, MEASURES["order_qty"], table.rows[0] if table.rows else None, grain))
    inquiry.show(table, [now])
    if _no_previous(inquiry):
        return inquiry.evidence()
    rows = _rows(inquiry)
    if not rows:
        inquiry.messages.append("The recommended orders here are the same as in the previous run.")
        return inquiry.evidence()
    _totals(inquiry, rows, fact, grain)
    inquiry.rows = [{k: public_value(v) for k, v in row.items()} for row in rows]
    return inquiry.evidence()


def _rows(inquiry: Inquiry) -> list[dict[str, Any]]:
    where, parameters = inquiry.scope.where()
    causes = ", ".join(f"c.{c}" for c in _CAUSES)
    return inquiry.session.rows(
        "SELECT c.store_id, c.product_id, s.product_name AS name, s.store_name AS store, c.order_qty_before, "
        f"c.order_qty_now, {causes} FROM changes c JOIN held.series s "
        f"ON s.store_id = c.store_id AND s.product_id = c.product_id WHERE {where} "
        "ORDER BY abs(coalesce(c.order_qty_now, 0) - coalesce(c.order_qty_before, 0)) DESC, name, store",
        parameters,
    )


def _totals(inquiry: Inquiry, rows: list[dict[str, Any]], now: Fact, grain: str) -> None:
    book, one = inquiry.book, grain == "series" and len(rows) == 1
    key = (
        {"store_id": str(rows[0]["store_id"]), "product_id": str(rows[0]["product_id"])} if one else inquiry.scope.key()
    )
    fields: dict[str, Any] = {"subject": now.subject}
    origin = {"table": "changes", "key": key} | ({} if one else {"operation": "sum", "cells": len(rows)})

    def total(column: str) -> float:
        return sum(float(r[column] or 0) for r in rows)

    before = book.add(
        total("order_qty_before"),
        "units",
        MEASURES["order_qty_before"].label,
        column="order_qty_before",
        measure="order_qty_before",
        **fields,
        **origin,
    )
    changed_now = book.add(
        total("order_qty_now"),
        "units",
        MEASURES["order_qty"].label,
        column="order_qty_now",
        measure="order_qty",
        asked=False,
        **fields,
        **origin,
    )
    book.derived(
        amount(changed_now) - amount(before),
        "units",
        MEASURES["order_qty_change"].label,
        "order_qty_change",
        "difference",
        [changed_now, before],
        **fields,
    )
    for column, label in _CAUSES.items():
        if any(r[column] is not None for r in rows) and total(column):
            book.add(total(column), "units", label, column=column, measure=column, **fields, **origin)
    if len(rows) > 1:
        inquiry.count_fact(
            sum(r["order_qty_now"] != r["order_qty_before"] for r in rows), "changed order lines", asked=False
        )
