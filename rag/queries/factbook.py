"""Facts of one answer, numbered in the order in which they are told (f1, f2, ...)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from rag.facts import Fact
from rag.measures import GAPS, MEASURES
from rag.queries.scope import KINDS, Scope
from rag.queries.table_query import Column
from rag.queries.view import RunView

__all__ = ["FactBook", "amount", "row_subject"]

_KEY_OF_GRAIN = {
    "product": ("product_id",),
    "store": ("store_id",),
    "supplier": ("supplier_id",),
    "category": ("category",),
    "series": ("store_id", "product_id"),
    "total": (),
}
_NAME_OF_GRAIN = {
    "product": ("product",),
    "store": ("store",),
    "supplier": ("supplier",),
    "category": ("category",),
    "series": ("product", "store"),
    "total": (),
}


def row_subject(grain: str, row: Mapping[str, Any], scope: Scope, view: RunView) -> dict[str, str]:
    """What a row is said of: the scope's names, narrowed by the row's own."""
    subject = dict(scope.subject(view))
    for kind in _NAME_OF_GRAIN[grain]:
        value = row.get("category" if kind == "category" else f"{kind}_name")
        if value is not None:
            subject[kind] = str(value)
    if grain == "series":  # one product in one store says all
        subject = {k: v for k, v in subject.items() if k in ("product", "store")}
    return subject


def amount(fact: Fact) -> float:
    """The value of a fact that is a number; `TypeError` for a date or a text."""
    if isinstance(fact.value, (int, float)):
        return float(fact.value)
    raise TypeError(f"{fact.label} is {fact.value!r}, not a number")


#: How what is computed from several cells is made.
_OPERATIONS = {
    "stock_value": "stock on hand times unit cost",
    "on_order_value": "units on order times unit cost",
    "expected_lost_value": "expected lost units times unit price",
    "arrival_at_once": "the day of the order plus the lead time",
    "product_unit_margin": "unit price minus unit cost",
    "supplier_protection_days": "lead time plus review period",
    "outside_80": "100% minus the share inside the 80% range",
    "bias_size": "bias without its sign",
    "oos_days": "count of days out of stock",
    "oos_weeks": "count of weeks out of stock",
    "promotion_days": "count of days on promotion",
    "promotion_share": "units sold on promotion days divided by all units sold",
    "sales_change": "units sold minus those of the earlier time",
    "sales_change_pct": "units sold against those of the earlier time",
    "sales_width": "90% level minus 10% level",
    "stock_left": "stock on hand minus expected sales, at least 0",
    "stock_short": "expected sales minus stock on hand, at least 0",
    "position_left": "inventory position minus expected sales",
    "stock_after_order": "stock on hand plus recommended order",
    "position_after_order": "inventory position plus recommended order",
    "lot_extra": "order quantity minus what is missing to the order-up-to level",
}


class FactBook:
    """Collects facts; every method returns the fact it added."""

    def __init__(self, view: RunView, scope: Scope) -> None:
        self.view, self.scope = view, scope
        self.facts: list[Fact] = []

    def add(self, value: float | str | date | None, unit: str, label: str, **fields: Any) -> Fact:
        """A fact as it is; `unit` "currency" becomes the currency of the settings."""
        unit = unit.replace("currency", self.view.currency)
        fact = Fact(f"f{len(self.facts) + 1}", value, unit, label, run_id=self.view.run_id, **fields)
        self.facts.append(fact)
        return fact

    def cell(
        self, value: Any, unit: str, label: str, table: str, key: Mapping[str, str], column: str, **fields: Any
    ) -> Fact:
        return self.add(value, unit, label, table=table, key=dict(key), column=column, **fields)

    def derived(
        self,
        value: Any,
        unit: str,
        label: str,
        measure: str,
        operation: str,
        inputs: Sequence[Fact] = (),
        **fields: Any,
    ) -> Fact:
        """A fact computed from others (`inputs`) or from many cells (`cells` and the SQL of the answer)."""
        ids = tuple(f.id for f in inputs)
        return self.add(value, unit, label, measure=measure, operation=operation, inputs=ids, **fields)

    def measured(
        self, column: Column, row: Mapping[str, Any], grain: str, asked: bool = True, **more: Any
    ) -> Fact | None:
        """The fact of one measure in one result row; None where the value is NULL."""
        value = row.get(column.alias)
        if value is None:
            return None
        wanted, span = column.measure, column.span
        fields: dict[str, Any] = {
            "measure": wanted.id,
            "decimals": wanted.decimals,
            "asked": asked,
            "subject": row_subject(grain, row, self.scope, self.view),
            "level": column.level,
        }
        if span is not None:
            fields |= {"start": span.start, "end": span.end, "window_label": span.label}
        fields |= self._origin(column, row, grain) | more
        label = wanted.label
        if column.level is not None:
            label = (
                f"{round(column.level * 100, 1):g}% quantile of {'returns' if wanted.target == 'returns' else 'demand'}"
            )
        unit = fields.pop("unit", wanted.unit)
        return self.add(value, unit, fields.pop("label", label), **fields)

    def _origin(self, column: Column, row: Mapping[str, Any], grain: str) -> dict[str, Any]:
        """Table, key and column of a cell; the operation and the number of cells of anything else."""
        wanted, found, span = column.measure, column.expression, column.span
        key = self._key(row, grain)
        of = f"{wanted.grain}_id"
        if wanted.grain in ("supplier", "product") and row.get(of):
            cell = {"table": f"{wanted.grain}s", "key": {of: str(row[of])}, "column": found.column}
            return cell | ({"operation": _OPERATIONS[wanted.id], "cells": 2} if wanted.id in _OPERATIONS else {})
        if wanted.target:
            key["target"] = wanted.target
        if wanted.id == "wape_naive":
            key["model"] = "seasonal_naive"
        if column.level is not None and span is not None:
            key["date"] = str(span.end)
            return self._grouped(column, key, grain) if grain != "series" else self._quantile(column, key)
        if grain == "series" and span is None and found.column:
            return {"table": found.table, "key": key, "column": found.column}
        if grain == "series" and span is not None and span.start == span.end and found.column and wanted.kind != "date":
            return {"table": found.table, "key": key | {"date": str(span.start)}, "column": found.column}
        if wanted.id == "sales_width" and span is not None:
            table = "forecasts" if grain == "series" else "group_forecasts"
            key |= {"date": str(span.end)}
            return {"table": table, "key": key, "column": "", "operation": _OPERATIONS[wanted.id], "cells": 2}
        if grain != "series" and wanted.additivity == "group_table":
            return self._grouped(column, key, grain)
        return self._aggregated(column, row, key, grain)

    def _key(self, row: Mapping[str, Any], grain: str) -> dict[str, str]:
        key = self.scope.key() if grain != "series" else {}
        for name in _KEY_OF_GRAIN[grain]:
            if row.get(name) is not None:
                key[name] = str(row[name])
        return key

    def _quantile(self, column: Column, key: dict[str, str]) -> dict[str, Any]:
        found = column.expression
        if found.column:
            return {"table": found.table, "key": key, "column": found.column}
        return {"table": found.table, "key": key, "column": "", "operation": found.how or "quantile", "cells": 2}

    def _grouped(self, column: Column, key: dict[str, str], grain: str) -> dict[str, Any]:
        table = "group_forecasts" if column.level is not None else "group_accuracy"
        level = grain if grain != "total" else next((k for k in KINDS if KINDS[k][1] in key), "total")
        group = key.get(KINDS[level][1], "total") if level in KINDS else "total"
        whole = {"level": level, "group_id": group} | {k: v for k, v in key.items() if k in ("target", "date")}
        found = column.expression
        if column.measure.id == "outside_80":
            inside = {"table": table, "key": whole, "column": "coverage_80"}
            return inside | {"operation": _OPERATIONS["outside_80"], "cells": 1}
        if column.measure.id == "bias_size":
            return {
                "table": table,
                "key": whole,
                "column": "bias_pct",
                "operation": _OPERATIONS["bias_size"],
                "cells": 1,
            }
        if column.level is not None and not found.column:
            return {"table": table, "key": whole, "column": "", "operation": found.how or "quantile", "cells": 2}
        return {"table": table, "key": whole, "column": found.column or column.measure.column}

    def _aggregated(self, column: Column, row: Mapping[str, Any], key: dict[str, str], grain: str) -> dict[str, Any]:
        wanted, span = column.measure, column.span
        operation = {"recompute": "ratio of sums", "mean": "mean"}.get(wanted.additivity, "sum")
        if wanted.kind == "date":
            operation = {"peak_day": "day of the highest", "low_day": "day of the lowest", "last_sold": "latest"}.get(
                wanted.id, "earliest"
            )
        elif wanted.kind == "text" or (wanted.additivity == "none" and grain != "series"):
            operation = "the same for all"
        elif wanted.id.endswith("_daily_sales"):
            operation = "sum divided by days"
        elif wanted.id.endswith("_weekly_sales"):
            operation = "sum divided by weeks"
        elif wanted.id == "expected_net":
            operation = "sales minus returns"
        elif wanted.id in GAPS:
            operation = f"inventory position minus {MEASURES[GAPS[wanted.id]].label}"
        elif wanted.id in _OPERATIONS:
            operation = _OPERATIONS[wanted.id]
        elif wanted.id == "order_qty_change":
            operation = "difference"
        cells = int(row.get(f"n_{column.alias}") or 0)
        if grain == "series" and span is not None:
            cells = span.days if self.view.frequency == "daily" else cells
        if span is not None:
            key = key | {"date": f"{span.start}..{span.end}"}
        table = column.expression.table or wanted.table
        return {"table": table, "key": key, "column": wanted.column, "operation": operation, "cells": cells}
