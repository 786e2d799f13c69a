"""Master data of suppliers and products, and what the workspace holds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from rag.facts import Evidence, Fact, extreme
from rag.glossary import TERMS
from rag.measures import MEASURES, Measure
from rag.plan import ANY_OF, Filter
from rag.queries.comparing import ahead
from rag.queries.conditions import compare, told_value
from rag.queries.inquiry import Inquiry, public_value
from rag.queries.scope import KINDS, placeholders
from rag.queries.values import TOLD_ROWS

__all__ = ["counts_of_master", "define", "describe", "is_master", "is_run", "master"]


def is_master(inquiry: Inquiry) -> bool:
    """Only supplier or only product master data, and nothing that needs stores."""
    measures = inquiry.measures(None, fallback=("count",))
    grains = {m.grain for m in measures}
    if len(grains) != 1 or inquiry.plan.intent not in ("value", "list", "rank", "compare"):
        return False
    (grain,) = grains
    if inquiry.plan.group_by not in (None, grain) or inquiry.scope.ids("store"):
        return False
    return grain in ("supplier", "product") and all(_filterable(f, grain) for f in inquiry.plan.filters)


def _filterable(item: Filter, grain: str) -> bool:
    if item.column == ANY_OF:
        return all(_filterable(part, grain) for part in item.value)
    if item.column in MEASURES:
        return MEASURES[item.column].grain == grain
    return item.column in ("name", "category", "supplier_id", "product_id")


_COMPUTED = {
    "product_supplier": "su.name",
    "product_unit_margin": "(x.unit_price - x.unit_cost)",
    "supplier_protection_days": "(x.lead_time_days + x.review_period_days)",
}


_MADE_OF_TWO = {
    "product_unit_margin": "unit price minus unit cost",
    "supplier_protection_days": "lead time plus review period",
}


def _value_of(wanted: Measure) -> str:
    return _COMPUTED.get(wanted.id, f"x.{wanted.column}")


def _columns(measures: Sequence[Measure]) -> str:
    shown = []
    for n, wanted in enumerate(measures):
        value = _value_of(wanted)
        shown.append(f"{value} * {wanted.scale!r} AS m{n}" if wanted.scale != 1.0 else f"{value} AS m{n}")
    return ", ".join(shown)


def master(inquiry: Inquiry) -> Evidence:
    """Values, lists, rankings and comparisons of master data."""
    measures = inquiry.measures(None)
    kind = measures[0].grain
    rows = _rows(inquiry, kind, measures)
    if not rows:
        return inquiry.no_data(f"There is no {kind} like that in the data.")
    of_all = int(rows[0]["of_all"])  # a limit is told of all that were looked at
    inquiry.coverage = {"checked": of_all, "total": of_all, "skipped": 0, "skipped_reason": ""}
    told: list[list[tuple[str, Fact]]] = [[] for _ in measures]
    for number, row in enumerate(rows):
        for n, wanted in enumerate(measures):
            fact = _fact(inquiry, kind, wanted, row, row[f"m{n}"], number < TOLD_ROWS)
            if fact is not None:
                told[n].append((str(row["name"]), fact))
            elif len(rows) <= TOLD_ROWS:
                inquiry.messages.append(f"The {wanted.label} of {row['name']} is not known.")
        inquiry.rows.append(_public(kind, row, measures))
    if inquiry.plan.intent == "compare" or (
        inquiry.plan.intent == "rank" and len(rows) > 1 and inquiry.plan.limit == 1
    ):
        for n, wanted in enumerate(measures):
            ahead(inquiry, wanted.label, told[n])
    if inquiry.plan.intent == "rank" and len(rows) == 1 and told[0]:
        name, fact = told[0][0]
        descending = inquiry.plan.sort is None or inquiry.plan.sort.descending
        inquiry.book.derived(
            name,
            "",
            extreme(fact.label, descending, place=(inquiry.plan.offset or 0) + 1),
            "winner",
            "max" if descending else "min",
            [fact],
            subject=fact.subject,
        )
    return inquiry.evidence("answered" if inquiry.book.facts else "no_data")


def _rows(inquiry: Inquiry, kind: str, measures: Sequence[Measure]) -> list[dict[str, Any]]:
    plan, (field, key) = inquiry.plan, KINDS[kind]
    parts: list[str] = ["TRUE"]
    parameters: list[Any] = []
    if inquiry.scope.ids(kind):
        parts.append(f"x.{key} IN {placeholders(inquiry.scope.ids(kind))}")
        parameters += inquiry.scope.ids(kind)
    others = [k for k in ("product", "category", "supplier") if k != kind and inquiry.scope.ids(k)]
    if others:
        inner, bound = inquiry.scope.where("p", others)
        parts.append(f"x.{key} IN (SELECT p.{key} FROM products p WHERE {inner})")
        parameters += bound
    for item in plan.filters:
        sql, bound = _condition(inquiry, item, kind)
        parts.append(sql)
        parameters += bound
    order = f"x.name, x.{key}"
    if plan.intent == "rank" or plan.sort:
        descending = plan.sort is None or plan.sort.descending
        n = next((i for i, m in enumerate(measures) if plan.sort and m.id == plan.sort.measure), 0)
        parts.append(f"m{n} IS NOT NULL" if plan.intent == "rank" else "TRUE")
        order = f"m{n} {'DESC' if descending else 'ASC'} NULLS LAST, {order}"
    tail = f" LIMIT {int(plan.limit)}" if plan.limit is not None and plan.intent in ("rank", "list") else ""
    tail += f" OFFSET {int(plan.offset)}" if plan.offset else ""
    join = "LEFT JOIN suppliers su ON su.supplier_id = x.supplier_id" if kind == "product" else ""
    return inquiry.session.rows(
        f"SELECT x.{key} AS id, coalesce(x.name, x.{key}) AS name, count(*) OVER () AS of_all, {_columns(measures)} "
        f"FROM {field} x {join} "
        f"WHERE {' AND '.join(parts)} ORDER BY {order}{tail}",
        parameters,
    )


def _condition(inquiry: Inquiry, item: Any, kind: str) -> tuple[str, list[Any]]:
    if item.column == ANY_OF:
        parts = [_condition(inquiry, part, kind) for part in item.value]
        return f"({' OR '.join(sql for sql, _ in parts)})", [v for _, bound in parts for v in bound]
    if item.column not in MEASURES:
        return compare(f"x.{item.column}", item, "text")
    wanted = MEASURES[item.column]
    column = _value_of(wanted)
    value = told_value(item.value, wanted, inquiry.view.as_of)
    if wanted.scale != 1.0 and isinstance(value, (int, float)):
        value = value / wanted.scale
    return compare(column, type(item)(item.column, item.op, value), wanted.kind)


def _fact(inquiry: Inquiry, kind: str, wanted: Measure, row: dict[str, Any], value: Any, asked: bool) -> Fact | None:
    if value is None:
        return None
    if wanted.id in _MADE_OF_TWO:
        return inquiry.book.add(
            value, wanted.unit, wanted.label, table=KINDS[kind][0], key={KINDS[kind][1]: str(row["id"])},
            measure=wanted.id, operation=_MADE_OF_TWO[wanted.id], subject={kind: str(row["name"])},
            decimals=wanted.decimals, asked=asked, cells=2,
        )  # fmt: skip
    return inquiry.book.cell(
        value,
        wanted.unit,
        wanted.label,
        KINDS[kind][0],
        {KINDS[kind][1]: str(row["id"])},
        wanted.column,
        measure=wanted.id,
        subject={kind: str(row["name"])},
        decimals=wanted.decimals,
        asked=asked,
    )


def _public(kind: str, row: dict[str, Any], measures: Sequence[Measure]) -> dict[str, Any]:
    item = {KINDS[kind][1]: row["id"], "name": row["name"]}
    for n, wanted in enumerate(measures):
        name = {"product_supplier": "supplier"}.get(wanted.id, wanted.column)
        item[name] = public_value(row[f"m{n}"], wanted.scale)
    return item


def counts_of_master(inquiry: Inquiry) -> Evidence | None:
    """ "How many products do we have": counted in the master data; None when the plan asks for more."""
    plan = inquiry.plan
    kind = str(plan.group_by)
    if plan.filters or kind not in KINDS or kind == "category" or inquiry.scope.ids("store"):
        return None
    rows = _rows(inquiry, kind, ()) if kind != "store" else None
    if rows is None:
        rows = inquiry.session.rows("SELECT store_id AS id, coalesce(name, store_id) AS name FROM stores ORDER BY name")
    inquiry.count_fact(len(rows), f"{kind}s" if len(rows) != 1 else kind, table=KINDS[kind][0])
    inquiry.rows = [{KINDS[kind][1]: r["id"], "name": r["name"]} for r in rows]
    inquiry.coverage = {"checked": len(rows), "total": len(rows), "skipped": 0, "skipped_reason": ""}
    return inquiry.evidence()


def is_run(inquiry: Inquiry) -> bool:
    if inquiry.plan.intent == "help":
        return True
    return bool(inquiry.plan.measures) and all(
        MEASURES[m].grain == "run" for m in inquiry.plan.measures if m in MEASURES
    )


def define(inquiry: Inquiry) -> Evidence:
    """What the terms of the plan mean, in the words of the glossary."""
    told = set(inquiry.plan.terms)
    inquiry.messages += [term.text for term in TERMS if term.id in told]
    return inquiry.evidence()


def describe(inquiry: Inquiry) -> Evidence:
    """What the workspace and the run hold: how many of what, from when to when."""
    view, book, plan = inquiry.view, inquiry.book, inquiry.plan
    told = set(plan.measures)
    days: list[tuple[str, date | None, str, str]] = [
        ("data_start", view.history_start, "sales", "date"),
        ("data_end", view.as_of, "sales", "date"),
        ("forecast_end", view.last_day, "forecasts", "date"),
        ("run_created", _created(view.manifest), "manifest", "created_at"),
    ]
    for measure_id, value, table, column in days:
        if value is not None:
            operation = {"data_start": "earliest", "data_end": "latest", "forecast_end": "latest"}.get(measure_id, "")
            book.cell(
                value,
                "",
                MEASURES[measure_id].label,
                table,
                {"run_id": view.run_id},
                column,
                measure=measure_id,
                operation=operation,
                asked=measure_id in told,
            )
    for kind in ("product", "store", "supplier"):
        count = len(view.names.get(kind, {}))
        if count:
            inquiry.count_fact(
                count,
                f"{kind}s" if count > 1 else kind,
                asked=not told and plan.intent == "help",
                table=KINDS[kind][0],
                subject={},
            )
    return inquiry.evidence()


def _created(manifest: dict[str, Any]) -> date | None:
    text = str(manifest.get("created_at") or "")
    try:
        return datetime.fromisoformat(text.replace("Z", "+00:00")).date()
    except ValueError:
        return None
