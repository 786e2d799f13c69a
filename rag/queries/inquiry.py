"""The state of one question while it is answered, and what every kind of answer shares."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Literal, Protocol

from rag.facts import Citation, Evidence, Fact
from rag.measures import MEASURES, TO_HISTORY, Measure
from rag.plan import Plan
from rag.queries.factbook import FactBook
from rag.queries.scope import Scope
from rag.queries.spans import Span, default_span, month_span, resolve_span
from rag.queries.table_query import Column, Table, TableQuery
from rag.queries.view import RunView, Session

__all__ = ["Inquiry", "NoteSearch", "public_rows", "public_value"]

Status = Literal["answered", "clarify", "refused", "no_data"]

#: Tables whose column names the rows keep; windowed measures are named by their id.
_OWN_COLUMNS = ("stats", "replenishment", "accuracy", "suppliers", "products")
_SUPPLIER_ONLY = {
    "lead_time_days": "supplier_lead_time_days",
    "review_period_days": "supplier_review_period_days",
    "protection_days": "supplier_protection_days",
}


_ISO_DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")


class NoteSearch(Protocol):
    """What finds passages; `rag.retrieval` has the real one."""

    def search(self, text: str, filters: Mapping[str, Any] | None = None, k: int = 5) -> list[Citation]: ...


@dataclass
class Inquiry:
    """Plan, scope, facts, rows and messages of one question."""

    plan: Plan
    view: RunView
    session: Session
    search: NoteSearch | None = None
    rows: list[dict[str, Any]] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)
    coverage: dict[str, Any] = field(default_factory=dict)
    absent: bool = False  # an input table that would tell it was never supplied

    def __post_init__(self) -> None:
        self.scope = Scope(self.plan.entities)
        self.book = FactBook(self.view, self.scope)

    def evidence(self, status: Status = "answered") -> Evidence:
        """Everything gathered, as the writer gets it; the days that messages name are facts too."""
        if status == "answered" and self.absent and not any(f.asked for f in self.book.facts):
            status = "no_data"  # the input that would tell it was never supplied
        known = {f.value for f in self.book.facts}
        for text in dict.fromkeys(_ISO_DAY.findall(" ".join(self.messages))):
            if (day := date.fromisoformat(text)) not in known:
                self.book.add(
                    day, "", "limit of the data", measure="limit_day", operation="read from the run", asked=False
                )
        return Evidence(
            status,
            tuple(self.book.facts),
            tuple(self.rows),
            tuple(self.citations),
            self.coverage,
            tuple(dict.fromkeys(self.messages)),
            tuple(self.session.sql),
            self.view.run_id,
            self.view.as_of,
            self.view.currency,
        )

    def no_data(self, *messages: str) -> Evidence:
        """Our subject, but nothing to show: no facts, no rows, only what is missing."""
        self.book.facts.clear()
        self.rows.clear()
        self.coverage = {}
        self.messages = [*messages, *self.messages]
        return self.evidence("no_data")

    def rescope(self, scope: Scope) -> None:
        """Take other entities, before any fact was added."""
        self.scope = self.book.scope = scope
        self.plan = replace(self.plan, entities=scope.entities)

    # -- the plan, made fit for the run ------------------------------------------------
    def span(self) -> Span | None:
        """The covered part of the plan's window; its message is noted once."""
        if self.plan.window is None:
            return None
        span = resolve_span(self.view, self.plan.window)
        if span.message and not span.empty and span.message not in self.messages:
            self.messages.append(span.message)
        return span

    def measures(self, span: Span | None, fallback: Sequence[str] = ("expected_sales",)) -> list[Measure]:
        """The plan's measures, with the side of the window deciding between forecast and history."""
        ids = list(self.plan.measures) or list(fallback)
        asked_side = span.side if span is not None and self.plan.window and self.plan.window.asked else None
        ids = [_fit(i, asked_side) for i in ids]
        if self.plan.statistic == "daily_mean":
            daily = {"expected_sales": "expected_daily_sales", "actual_sales": "actual_daily_sales"}
            ids = [daily.get(i, i) for i in ids]
        if self.plan.levels and not any(i.endswith("_quantile") for i in ids):
            ids.append("returns_quantile" if ids == ["expected_returns"] else "sales_quantile")
        if set(self.scope.named()) == {"supplier"} and self.plan.group_by in (None, "supplier"):
            ids = [_SUPPLIER_ONLY.get(i, i) for i in ids]
        return [MEASURES[i] for i in dict.fromkeys(ids) if i in MEASURES]

    def span_for(self, measure: Measure, span: Span | None) -> Span | None:
        """The plan's window where it is on the measure's side, else the default of that side."""
        if not measure.windowed:
            return None
        if measure.table == "promotions" and span is not None and not span.empty:
            return span  # promotions are known of the past and of days to come
        side: Literal["forecast", "history"] = "history" if measure.table == "sales" else "forecast"
        if measure.id.endswith("_weekly_sales") and not (self.plan.window and self.plan.window.asked):
            return month_span(self.view, side)
        if span is not None and span.side == side and not span.empty:
            return span
        return default_span(self.view, side)

    # -- queries ---------------------------------------------------------------------
    def query(self, grain: str, span: Span | None = None, scope: Scope | None = None) -> TableQuery:
        asked = self.plan.window
        ahead = asked is not None and asked.asked and asked.side == "forecast" and asked.start == asked.end
        order_day = asked.start if asked is not None and ahead else None
        before = resolve_span(self.view, self.plan.second_window) if self.plan.second_window else None
        return TableQuery(self.session, scope or self.scope, grain, span, order_day=order_day, second=before)

    def add_measures(self, query: TableQuery, measures: Iterable[Measure], span: Span | None) -> list[Column]:
        """Add measures, quantiles once per level asked for."""
        columns = []
        for wanted in measures:
            if wanted.id.endswith("_quantile"):
                levels = self.plan.levels or (0.9,)
                columns += [query.add(wanted.id, self.span_for(wanted, span), level) for level in levels]
            else:
                columns.append(query.add(wanted.id, self.span_for(wanted, span)))
        return columns

    def show(self, table: Table, columns: Sequence[Column] | None = None, vary: str = "") -> None:
        rows = public_rows(table.rows, table.grain, columns or table.columns, vary)
        if table.grain == "total":
            named = ", ".join(self.scope.subject(self.view).values())
            rows = [{"name": named or "all", **row} for row in rows]
        self.rows.extend(rows)

    def count_fact(self, value: int, label: str, asked: bool = True, **fields: Any) -> Fact:
        """How many rows; `cells` is the number of rows counted."""
        whole: dict[str, Any] = {"subject": self.scope.subject(self.view), "decimals": 0, "cells": value} | fields
        days = next((f.value for f in self.plan.filters if f.column == "on_promotion"), None)
        if days is not None:
            whole = {"start": days[0], "end": days[1]} | whole
        operation = whole.pop("operation", "count")
        return self.book.derived(value, "", label, "count", operation, asked=asked, **whole)


def _fit(measure_id: str, side: str | None) -> str:
    if side == "history":
        return TO_HISTORY.get(measure_id, measure_id)
    if side == "forecast":
        return {v: k for k, v in TO_HISTORY.items()}.get(measure_id, measure_id)
    return measure_id


def public_value(value: Any, scale: float = 1.0) -> Any:
    """A cell as JSON takes it: dates as ISO text, fractions as stored."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return round(value / scale, 6)
    return value


def column_name(column: Column, columns: Sequence[Column]) -> str:
    """The table's own column name where it is clear, else the measure's id."""
    wanted = column.measure
    if column.level is not None:
        return f"{'returns_' if wanted.target == 'returns' else ''}p{column.level * 100:g}".replace(".", "_")
    if wanted.id in ("expected_sales", "expected_returns"):
        means = [c for c in columns if c.measure.id in ("expected_sales", "expected_returns")]
        return "mean" if len(means) == 1 else wanted.id
    if wanted.id in ("product_supplier", "product_category"):
        return wanted.id.removeprefix("product_")
    if wanted.table in _OWN_COLUMNS:
        return wanted.column
    return wanted.id


def public_rows(
    rows: Sequence[Mapping[str, Any]], grain: str, columns: Sequence[Column], vary: str = ""
) -> list[dict[str, Any]]:
    """Rows of the answer: ids, `name`, the other names, then the measures.

    `vary`: the kind that tells series rows apart ("store" where one product is asked for).
    """
    public = []
    for row in rows:
        item: dict[str, Any] = {}
        if grain == "series":
            item |= {"store_id": row["store_id"], "product_id": row["product_id"]}
            item["name"] = row[f"{vary or 'product'}_name"]
            item |= {"product": row["product_name"], "store": row["store_name"], "supplier": row["supplier_name"]}
        elif grain == "category":
            item["name"] = row["category"]
        elif grain != "total":
            item |= {f"{grain}_id": row[f"{grain}_id"], "name": row[f"{grain}_name"]}
        for column in columns:
            item.setdefault(column_name(column, columns), public_value(row[column.alias], column.measure.scale))
        public.append(item)
    return public
