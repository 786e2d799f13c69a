"""Alerts: how many, which, and where most of them are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from rag.facts import Evidence
from rag.queries.conditions import ALERT_COLUMNS, compare
from rag.queries.inquiry import Inquiry, public_value
from rag.queries.values import TOLD_ROWS, values

__all__ = ["alert_reasons", "alerts", "is_alerts"]

#: Alerts told in their own words.
TOLD_MESSAGES = 3

_SEVERITY = "CASE a.severity WHEN 'critical' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END"
_GROUPS = {
    "product": ("s.product_id", "s.product_name"),
    "store": ("s.store_id", "s.store_name"),
    "supplier": ("s.supplier_id", "s.supplier_name"),
    "category": ("s.category", "s.category"),
}
_FROM = "FROM alerts a LEFT JOIN held.series s ON s.store_id = a.store_id AND s.product_id = a.product_id"


def is_alerts(inquiry: Inquiry) -> bool:
    plan = inquiry.plan
    if plan.group_by == "alert" or "alert_count" in plan.measures:
        return True
    return any(f.column in ("severity", "kind", "alert_id") for f in plan.filters)


def alerts(inquiry: Inquiry) -> Evidence:
    """Count, list or rank alerts; a grouping counts them per group."""
    where, parameters = _where(inquiry)
    plan = inquiry.plan
    by_size = plan.intent == "rank" and plan.group_by == "alert" and plan.sort is not None
    group: str | None = plan.group_by if plan.group_by in _GROUPS else None
    if plan.intent == "rank" and group is None and not by_size:
        group = "store"
    several = next((k for k in inquiry.scope.named() if len(inquiry.scope.ids(k)) > 1), None)
    if plan.intent == "compare" or (plan.intent == "value" and several):
        group = group or several or "store"
    rows = inquiry.session.rows(
        f"SELECT a.alert_id, a.kind, a.severity, a.store_id, a.product_id, "
        "coalesce(s.product_name, a.product_id) AS name, "
        f"coalesce(s.store_name, a.store_id) AS store, a.value, a.threshold, a.message {_FROM} WHERE {where} "
        f"ORDER BY {_SEVERITY}, name, store, a.alert_id",
        parameters,
    )
    inquiry.coverage = {"checked": len(rows), "total": len(rows), "skipped": 0, "skipped_reason": ""}
    if group:
        return _per_group(inquiry, group, where, parameters)
    if by_size:
        return _by_size(inquiry, rows)
    inquiry.count_fact(len(rows), "alerts" if len(rows) != 1 else "alert", table="alerts")
    _by_severity(inquiry, rows)
    for number, row in enumerate(rows[:60]):
        _fact(inquiry, row, asked=plan.intent == "list" and number < TOLD_ROWS)
    if inquiry.scope.ids("product") or len(rows) == 1:
        for row in rows[:TOLD_MESSAGES]:
            _message(inquiry, row)
    inquiry.rows = [{k: public_value(v) for k, v in row.items()} for row in rows]
    return inquiry.evidence()


def _by_size(inquiry: Inquiry, rows: Sequence[dict[str, Any]]) -> Evidence:
    """The alerts of one kind that go furthest, in their own words; one level with the last that is told is told too."""
    plan = inquiry.plan
    descending = plan.sort is None or plan.sort.descending
    sized = sorted(rows, key=_size, reverse=descending)
    told = sized[plan.offset :][: plan.limit or TOLD_ROWS]
    if told:
        told += [r for r in sized[plan.offset + len(told) :] if _size(r) == _size(told[-1])]
    for row in told[:TOLD_ROWS]:
        _message(inquiry, row)
    inquiry.rows = [{k: public_value(v) for k, v in row.items()} for row in told]
    if not told:
        inquiry.count_fact(0, "alerts", table="alerts")
    return inquiry.evidence()


def _size(row: dict[str, Any]) -> float:
    """How far the alert goes: units too many, or what was measured, whatever its sign."""
    value, threshold = float(row["value"] or 0), float(row["threshold"] or 0)
    return value - threshold if row["kind"] == "excess" else abs(value)


def alert_reasons(inquiry: Inquiry) -> Evidence:
    """Why there is an alert: what it says, and the other figures that were asked for."""
    plan = inquiry.plan
    found = alerts(inquiry)
    others = tuple(m for m in plan.measures if m != "alert_count")
    if not others:
        return found
    shown, coverage = inquiry.rows, inquiry.coverage
    filters = tuple(f for f in plan.filters if f.column not in ALERT_COLUMNS)
    inquiry.plan = replace(plan, intent="value", measures=others, filters=filters, group_by=None)
    values(inquiry)
    inquiry.plan, inquiry.rows, inquiry.coverage = plan, shown, coverage
    return inquiry.evidence()


def _message(inquiry: Inquiry, row: dict[str, Any]) -> None:
    """The alert in its own words; its numbers are those of its message."""
    subject = {"product": str(row["name"]), "store": str(row["store"])}
    key = {"alert_id": str(row["alert_id"])}
    inquiry.book.cell(str(row["message"]), "", "message of the alert", "alerts", key, "message",
                      measure="alert_message", subject=subject, asked=False)  # fmt: skip
    for column in ("value", "threshold"):
        if row[column] is not None:
            inquiry.book.cell(float(row[column]), "", f"{column} of the alert", "alerts", key, column,
                              measure=f"alert_{column}", subject=subject, asked=False)  # fmt: skip
    inquiry.messages.append(str(row["message"]))


def _where(inquiry: Inquiry) -> tuple[str, list[Any]]:
    where, parameters = inquiry.scope.where()
    parts = [where]
    of_series = []
    for item in inquiry.plan.filters:
        if item.column not in ALERT_COLUMNS:
            of_series.append(item)
            continue
        kind = "number" if item.column in ("value", "threshold") else "text"
        sql, bound = compare(f"a.{item.column}", item, kind)
        parts.append(sql)
        parameters += bound
    if of_series:
        query = inquiry.query("series")
        query.where(of_series)
        sql, bound = query.keys()
        parts.append(f"(a.store_id, a.product_id) IN ({sql})")
        parameters += bound
    return " AND ".join(parts), parameters


def _by_severity(inquiry: Inquiry, rows: Sequence[dict[str, Any]]) -> None:
    chosen = next((f for f in inquiry.plan.filters if f.column == "severity"), None)
    if chosen is not None and chosen.op == "=":
        return
    for severity in ("critical", "warning", "info"):
        count = sum(r["severity"] == severity for r in rows)
        if count:
            inquiry.count_fact(
                count, f"{severity} alerts", asked=chosen is not None, table="alerts", key={"severity": severity}
            )


def _fact(inquiry: Inquiry, row: dict[str, Any], asked: bool) -> None:
    inquiry.book.cell(
        str(row["kind"]).replace("_", " "),
        "",
        f"{row['severity']} alert",
        "alerts",
        {"alert_id": str(row["alert_id"])},
        "kind",
        measure="alert_kind",
        subject={"product": str(row["name"]), "store": str(row["store"])},
        asked=asked,
    )


def _per_group(inquiry: Inquiry, group: str, where: str, parameters: list[Any]) -> Evidence:
    """Alerts per store, product, supplier or category, most first."""
    plan = inquiry.plan
    key, name = _GROUPS[group]
    direction = "ASC" if plan.sort is not None and not plan.sort.descending else "DESC"
    tail = f" LIMIT {int(plan.limit)}" if plan.limit is not None else ""
    tail += f" OFFSET {int(plan.offset)}" if plan.offset else ""
    rows = inquiry.session.rows(
        f"SELECT {key} AS id, any_value({name}) AS name, count(*) AS alerts {_FROM} WHERE {where} "
        f"AND {key} IS NOT NULL GROUP BY {key} ORDER BY alerts {direction}, name{tail}",
        parameters,
    )
    if not rows and plan.intent not in ("list", "count"):
        inquiry.count_fact(0, "alerts", table="alerts")
    column = "category" if group == "category" else f"{group}_id"
    listed = plan.intent in ("list", "count") and not plan.per_series
    if listed:  # "which products have an alert": how many, and their names
        many = "categories" if group == "category" else f"{group}s"
        inquiry.count_fact(len(rows), group if len(rows) == 1 else many, table="alerts")
    facts = [
        inquiry.count_fact(
            row["alerts"],
            "alerts" if row["alerts"] != 1 else "alert",
            asked=n < TOLD_ROWS and not listed,
            table="alerts",
            key={column: str(row["id"])},
            subject=inquiry.scope.without(group).subject(inquiry.view) | {group: str(row["name"])},
        )
        for n, row in enumerate(rows)
    ]
    if facts and (len(facts) == 1 or plan.intent == "compare") and plan.intent in ("rank", "compare"):
        inquiry.book.derived(
            rows[0]["name"],
            "",
            "most alerts" if direction == "DESC" else "fewest alerts",
            "winner",
            "max" if direction == "DESC" else "min",
            facts,
        )
    inquiry.rows = [{column: r["id"], "name": r["name"], "alert_count": r["alerts"]} for r in rows]
    return inquiry.evidence()
