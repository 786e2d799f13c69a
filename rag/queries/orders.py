"""Draft purchase orders, and the orders that are open."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from rag.facts import Evidence, Fact
from rag.measures import MEASURES
from rag.plan import Filter, Plan, Window
from rag.queries.coverage import missing, set_coverage
from rag.queries.inquiry import Inquiry, public_value
from rag.queries.order_lines import no_open_orders, tell_late
from rag.queries.order_rows import due_within, open_rows
from rag.queries.values import TOLD_ROWS, values

__all__ = ["draft_order", "is_open_orders", "open_orders"]

_LINE = ("order_qty", "product_unit_cost", "order_value", "order_by", "action")


def draft_order(inquiry: Inquiry) -> Evidence:
    """Order lines of everything recommended in the scope, with totals per supplier."""
    plan = inquiry.plan
    filters = plan.filters or ()
    if not any(f.column == "order_qty" for f in filters):
        filters = (*filters, Filter("order_qty", ">", 0))
    inquiry.plan = replace(plan, filters=filters)
    query = inquiry.query("series")
    columns = [query.add(i) for i in _LINE]
    query.where(filters)
    query.order.append("supplier_name NULLS LAST")
    table = query.run()
    set_coverage(inquiry, ["order_qty"])
    if not table.rows:
        if not inquiry.coverage["checked"]:
            return inquiry.no_data(missing(inquiry, MEASURES["order_qty"], None, "series"))
        inquiry.messages.append("No order is recommended here.")
        return inquiry.evidence()
    _totals(inquiry)
    inquiry.count_fact(len(table.rows), "order lines" if len(table.rows) > 1 else "order line")
    _per_supplier(inquiry, table.rows)
    if any(r[columns[2].alias] is None for r in table.rows):
        inquiry.messages.append("Some lines have no order value, because the unit cost is not known.")
    for number, row in enumerate(table.rows[:60]):
        for column in columns[:1] if number >= TOLD_ROWS else columns[:4]:
            inquiry.book.measured(column, row, "series", asked=False)
    inquiry.show(table, columns)
    return inquiry.evidence()


def _totals(inquiry: Inquiry) -> None:
    query = inquiry.query("total")
    columns = [query.add("order_qty"), query.add("order_value")]
    query.where(inquiry.plan.filters)
    for row in query.run().rows:
        for column in columns:
            inquiry.book.measured(column, row, "total", label=f"total {column.measure.label}")


def _per_supplier(inquiry: Inquiry, rows: list[dict[str, Any]]) -> None:
    names = list(dict.fromkeys(str(r["supplier_name"]) for r in rows if r["supplier_name"]))
    if len(names) == 1:
        inquiry.book.cell(
            names[0],
            "",
            "supplier",
            "suppliers",
            {"supplier_id": str(rows[0]["supplier_id"])},
            "name",
            measure="product_supplier",
            subject=inquiry.scope.subject(inquiry.view),
            asked=False,
        )
        return
    query = inquiry.query("supplier")
    columns = [query.add("order_qty"), query.add("order_value")]
    query.where(inquiry.plan.filters)
    for row in query.run().rows:
        for column in columns:
            inquiry.book.measured(column, row, "supplier", asked=False)


_WHICH_ORDER = re.compile(
    r"\b(?:which|what) (?:po|purchase order|order)\b(?! (?:value|quantity|size))"
    r"|\b(?:order|po|purchase order) (?:number|no|id|ref\w*)\b",
    re.I,
)


_WHEN_PLACED = re.compile(r"\b(?:placed|ordered|sent|raised|issued)\b", re.IGNORECASE)


def is_open_orders(inquiry: Inquiry) -> bool:
    plan = inquiry.plan
    if "due_on" in plan.measures or any(f.column == "due_on" for f in plan.filters):
        return plan.intent in ("value", "list", "count", "rank", "compare")
    against_new = set(plan.measures) == {"on_order", "order_qty"}  # two sums, not the orders one by one
    return "on_order" in plan.measures and plan.intent == "value" and not (plan.group_by or plan.filters or against_new)


def open_orders(inquiry: Inquiry) -> Evidence:
    """What is on order and when it comes; late ones are said to be late."""
    plan = inquiry.plan
    arriving = _arriving(plan)
    summed = _sums_lines(plan)
    by_lines = arriving or summed
    others = tuple(m for m in plan.measures if m != "due_on" and not (by_lines and m == "on_order"))
    if plan.intent == "value" and others:
        inquiry.plan = replace(plan, measures=others)
        values(inquiry)
        inquiry.plan = plan
    rows = open_rows(inquiry)
    inquiry.coverage = {"checked": len(rows), "total": len(rows), "skipped": 0, "skipped_reason": ""}
    if not rows:
        return no_open_orders(inquiry)
    if plan.intent == "count":
        number = len({r["order_id"] for r in rows})
        inquiry.count_fact(number, "open orders" if number > 1 else "open order")
        if number != len(rows):
            inquiry.count_fact(len(rows), "order lines")
    owing = plan.intent in ("list", "count") and plan.group_by == "supplier"
    if owing:
        _suppliers_of(inquiry, rows)
    told = plan.intent != "count" and not by_lines and not owing
    if told and plan.intent == "value" and len(rows) > TOLD_ROWS and not _EACH_DAY.search(plan.question):
        told = False  # of a whole shop: how many orders, and what comes next
        _summary(inquiry, rows)
    shown = rows if by_lines or plan.intent == "count" else rows[:60]
    quantities = [_order_facts(inquiry, row, asked=number < TOLD_ROWS and told) for number, row in enumerate(shown)]
    if summed or (plan.intent == "count" and "on_order" in plan.measures):
        _units_of(inquiry, quantities)
    if arriving and plan.window is not None:
        _due_in(inquiry, quantities, plan.window)
    tell_late(inquiry, rows)
    if owing:
        rows = _by_supplier(rows)
    inquiry.rows = [{k: public_value(v) for k, v in row.items()} for row in rows]
    return inquiry.evidence()


_EACH_DAY = re.compile(r"\b(?:when|dates?|days?|arriv\w*|due|eta|each|every|list|which)\b", re.IGNORECASE)


def _summary(inquiry: Inquiry, rows: list[dict[str, Any]]) -> None:
    """The number of orders and lines, and the first delivery that is not late."""
    subject = inquiry.scope.subject(inquiry.view)
    orders = len({r["order_id"] for r in rows})
    inquiry.count_fact(orders, "open orders" if orders > 1 else "open order")
    inquiry.count_fact(len(rows), "order lines")
    ahead = [r["due_on"] for r in rows if r["due_on"] is not None and not r["late"]]
    if ahead:
        inquiry.book.derived(
            min(ahead), "", MEASURES["first_due"].label, "first_due", "earliest of those not late", subject=subject,
            table="open_orders", key=inquiry.scope.key(), column="due_on", cells=len(ahead),
        )  # fmt: skip


_HOW_MANY = re.compile(r"\bhow (?:many|much)\b", re.IGNORECASE)


def _sums_lines(plan: Plan) -> bool:
    """Units of the order lines due by a day: a product's other open orders are not among them."""
    dated = "on_order" in plan.measures and any(f.column == "due_on" for f in plan.filters)
    return dated and (plan.intent == "value" or (plan.intent == "list" and bool(_HOW_MANY.search(plan.question))))


def _arriving(plan: Plan) -> bool:
    """ "How many units come in next week?": what is due in those days, rather than all that is on order."""
    return due_within(plan) and plan.intent == "value" and "on_order" in plan.measures


def _units_of(inquiry: Inquiry, quantities: list[Fact]) -> None:
    """Units of all the orders that were counted."""
    units = sum(float(f.value) for f in quantities if isinstance(f.value, (int, float)))
    inquiry.book.derived(
        units, "units", "units on order", "on_order", "sum", quantities,
        subject=inquiry.scope.subject(inquiry.view), decimals=0,
    )  # fmt: skip


def _due_in(inquiry: Inquiry, quantities: list[Fact], window: Window) -> None:
    due = sum(float(f.value) for f in quantities if isinstance(f.value, (int, float)))
    inquiry.book.derived(
        due, "units", "units due to arrive", "on_order", "sum", quantities,
        subject=inquiry.scope.subject(inquiry.view), start=window.start, end=window.end,
        window_label=window.label, decimals=0,
    )  # fmt: skip


def _suppliers_of(inquiry: Inquiry, rows: list[dict[str, Any]]) -> None:
    """Which suppliers the open orders are with."""
    names = list(dict.fromkeys(str(r["supplier"]) for r in rows if r["supplier"]))
    inquiry.count_fact(len(names), "suppliers" if len(names) != 1 else "supplier")
    for name in names[:TOLD_ROWS] if inquiry.plan.intent == "list" else []:
        inquiry.book.add(
            name, "", "supplier of the open orders", measure="product_supplier", table="suppliers",
            key={"name": name}, column="name", subject={"supplier": name},
        )  # fmt: skip


def _by_supplier(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """One row per supplier: lines, units and the first day due."""
    grouped: dict[str, dict[str, Any]] = {}
    for row in rows:
        one = grouped.setdefault(
            str(row["supplier"]), {"name": row["supplier"], "lines": 0, "quantity": 0.0, "due_on": row["due_on"]}
        )
        one["lines"] += 1
        one["quantity"] += float(row["quantity"] or 0)
    return list(grouped.values())


def _order_facts(inquiry: Inquiry, row: dict[str, Any], asked: bool) -> Fact:
    key = {k: str(row[k]) for k in ("order_id", "store_id", "product_id")}
    subject = {"product": str(row["name"]), "store": str(row["store"])}
    book = inquiry.book
    quantity = book.cell(
        row["quantity"],
        "units",
        "open order",
        "open_orders",
        key,
        "quantity",
        measure="open_order_quantity",
        subject=subject,
        asked=False,
        decimals=0,
    )
    named = bool(_WHICH_ORDER.search(inquiry.plan.question))
    book.cell(
        row["order_id"], "", "order number", "open_orders", key, "order_id",
        measure="order_id", subject=subject, asked=named,
    )  # fmt: skip
    if row["ordered_on"] is not None:
        told = asked or bool(inquiry.plan.entities.products)
        placed = told and bool(_WHEN_PLACED.search(inquiry.plan.question))
        book.cell(
            row["ordered_on"], "", "date of the order", "open_orders", key, "ordered_on",
            measure="ordered_on", subject=subject, asked=placed,
        )  # fmt: skip
    if row["due_on"] is not None:
        label = "delivery was due" if row["late"] else "delivery due"
        book.cell(
            row["due_on"], "", label, "open_orders", key, "due_on", measure="due_on", subject=subject, asked=asked
        )
    if row["supplier"]:
        book.cell(
            row["supplier"],
            "",
            "supplier",
            "open_orders",
            key,
            "supplier_id",
            measure="product_supplier",
            subject=subject,
            asked=False,
        )
    return quantity
