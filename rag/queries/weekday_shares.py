"""What part of its own sales each store, category, supplier or product makes on certain weekdays."""

from __future__ import annotations

from typing import Any

from rag.facts import Evidence, extreme
from rag.measures import Measure
from rag.plan import EACH_ITS_OWN
from rag.queries.coverage import missing
from rag.queries.inquiry import Inquiry
from rag.queries.spans import Span
from rag.queries.timeline import DAY_NAMES, DAY_VALUES, measure_and_span
from rag.queries.values import TOLD_ROWS

__all__ = ["is_weekday_shares", "weekday_shares"]

_KEYS = {
    "store": ("s.store_id", "s.store_name"),
    "product": ("s.product_id", "s.product_name"),
    "supplier": ("s.supplier_id", "s.supplier_name"),
    "category": ("s.category", "s.category"),
}


def is_weekday_shares(inquiry: Inquiry) -> bool:
    plan = inquiry.plan
    of_days = any(f.column == "weekday" for f in plan.filters)
    return plan.share and plan.share_of == EACH_ITS_OWN and of_days and plan.group_by in _KEYS


def weekday_shares(inquiry: Inquiry) -> Evidence:
    """The share of each group, the largest first unless the plan sorts otherwise."""
    plan, group = inquiry.plan, str(inquiry.plan.group_by)
    wanted, span = measure_and_span(inquiry, True)
    if span.empty:
        return inquiry.no_data(span.message)
    chosen = next(f.value for f in plan.filters if f.column == "weekday")
    sums: dict[str, list[Any]] = {}
    for row in _by_day(inquiry, wanted, span, group):
        own = sums.setdefault(str(row["key"]), [row["name"], 0.0, 0.0, 0])
        own[1] += row["v"] if DAY_NAMES[row["date"].weekday()] in chosen else 0.0
        own[2] += row["v"]
        own[3] += row["n"]
    found = [(key, *own) for key, own in sums.items() if own[2]]
    if not found:
        return inquiry.no_data(missing(inquiry, wanted, None, "total"))
    down = plan.sort is None or plan.sort.descending
    found.sort(key=lambda x: (-x[2] / x[3] if down else x[2] / x[3], str(x[1])))
    inquiry.coverage = {"checked": len(found), "total": len(found), "skipped": 0, "skipped_reason": ""}
    shown = found[plan.offset : None if plan.limit is None else plan.offset + plan.limit]
    told = []
    for number, (key, name, part, whole, cells) in enumerate(shown):
        when: dict[str, Any] = {"start": span.start, "end": span.end, "window_label": span.label}
        when["subject"] = inquiry.scope.subject(inquiry.view) | {group: str(name)}
        at = inquiry.scope.key() | {_KEYS[group][0].removeprefix("s."): key, "date": f"{span.start}..{span.end}"}
        both = [
            inquiry.book.derived(
                value, wanted.unit, wanted.label, wanted.id, "sum over the days", table=wanted.table, key=at,
                column=wanted.column, cells=cells, asked=False, decimals=wanted.decimals, **when,
            )
            for value in (part, whole)
        ]  # fmt: skip
        told.append(
            inquiry.book.derived(
                100.0 * part / whole, "%", f"share of its own {wanted.label}", "share", "share", both,
                asked=number < TOLD_ROWS, **when,
            )
        )  # fmt: skip
        inquiry.rows.append({"name": name, wanted.id: round(part, 6), "share_pct": round(100.0 * part / whole, 6)})
    if plan.limit == 1 and told:
        inquiry.book.derived(
            inquiry.rows[0]["name"], "", extreme(told[0].label, down, place=plan.offset + 1), "winner",
            "max" if down else "min", [told[0]], subject=told[0].subject,
        )  # fmt: skip
    return inquiry.evidence()


def _by_day(inquiry: Inquiry, wanted: Measure, span: Span, group: str) -> list[dict[str, Any]]:
    """One row per day and group: `date`, `key`, `name`, `v`, `n` cells."""
    where, parameters = inquiry.scope.where()
    table = "sales" if wanted.table == "sales" else "held.forecast"
    used = "" if wanted.table == "sales" or wanted.id == "expected_net" else f" AND x.target = '{wanted.target}'"
    key, name = _KEYS[group]
    return inquiry.session.rows(
        f"SELECT x.date AS date, {key} AS key, any_value({name}) AS name, {DAY_VALUES[wanted.id]} AS v, "
        f"count(*) AS n FROM {table} x "
        "JOIN held.series s ON s.store_id = x.store_id AND s.product_id = x.product_id "
        f"WHERE x.date BETWEEN ? AND ? AND {where}{used} AND {key} IS NOT NULL "
        f"GROUP BY x.date, {key} HAVING v IS NOT NULL ORDER BY x.date, {key}",
        [span.start, span.end, *parameters],
    )
