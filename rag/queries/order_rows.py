"""The open order lines that a plan means, as rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from rag.measures import MEASURES, ORDER_LINE
from rag.plan import Filter, Plan
from rag.queries.conditions import compare, told_value
from rag.queries.inquiry import Inquiry
from rag.queries.scope import Scope

__all__ = ["OF_WHOLE", "Line", "due_within", "is_order_lines", "open_rows"]

Line = dict[str, Any]
#: Limits on what the lines of one order come to.
OF_WHOLE = frozenset({"open_units", "open_value", "open_lines"})


def is_order_lines(inquiry: Inquiry) -> bool:
    return bool(inquiry.plan.measures) and inquiry.plan.measures[0] in ORDER_LINE


def open_rows(inquiry: Inquiry, scope: Scope | None = None, filters: Sequence[Filter] | None = None) -> list[Line]:
    """The open order lines of the scope that meet the plan's filters, by due date."""
    plan = inquiry.plan
    where, parameters = (scope or inquiry.scope).where()
    parts = [where]
    filters = plan.filters if filters is None else filters
    if due_within(plan) and plan.window is not None and filters is plan.filters:
        parts.append("o.due_on BETWEEN ? AND ?")
        parameters += [plan.window.start, plan.window.end]
    for item in filters:
        if item.column in OF_WHOLE:
            continue  # of an order as a whole: `rag.queries.order_lines`
        query = inquiry.query("series")
        if item.column in ("due_on", "ordered_on"):
            value = told_value(item.value, MEASURES[item.column], inquiry.view.as_of)
            sql, bound = compare(f"o.{item.column}", Filter(item.column, item.op, value), "date")
        elif item.column == "order_id" and item.op == "=":
            sql, bound = "regexp_matches(o.order_id, ?, 'i')", [_whole_number(str(item.value))]
        elif item.column == "order_id":
            sql, bound = compare("o.order_id", item, "text")
        else:
            query.where([item])
            sql, bound = query.conditions[0].sql, list(query.conditions[0].parameters)
        parts.append(sql)
        parameters += bound
    ordered = plan.intent == "rank" and not is_order_lines(inquiry)
    descending = ordered and plan.sort is not None and plan.sort.descending
    tail = f" LIMIT {int(plan.limit)}" if ordered and plan.limit is not None else ""
    tail += f" OFFSET {int(plan.offset)}" if ordered and plan.offset else ""
    return inquiry.session.rows(
        "SELECT o.order_id, o.store_id, o.product_id, coalesce(s.product_name, o.product_id) AS name, "
        "coalesce(s.store_name, o.store_id) AS store, coalesce(u.name, s.supplier_name) AS supplier, o.quantity, "
        "o.ordered_on, o.due_on, coalesce(o.due_on < ?, FALSE) AS late, s.category, "
        "o.quantity * s.product_unit_cost AS value FROM open_orders o "
        "LEFT JOIN held.series s ON s.store_id = o.store_id AND s.product_id = o.product_id "
        "LEFT JOIN suppliers u ON u.supplier_id = o.supplier_id "
        f"WHERE {' AND '.join(parts)} "
        f"ORDER BY o.due_on {'DESC' if descending else 'ASC'} NULLS LAST, o.order_id, name{tail}",
        [inquiry.view.as_of, *parameters],
    )


def _whole_number(said: str) -> str:
    """A pattern of the order ids that are meant: "23714" is PO-23714, but neither PO-123714 nor PO-237140."""
    return rf"(^|[^0-9]){re.escape(said)}$" if said[:1].isdigit() else rf"^{re.escape(said)}$"


def due_within(plan: Plan) -> bool:
    """Is the time that was said that of the deliveries?"""
    window = plan.window
    asked = window is not None and window.asked and window.side == "forecast"
    return asked and not any(MEASURES[m].windowed for m in plan.measures if m in MEASURES)
