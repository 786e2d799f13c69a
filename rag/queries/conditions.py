"""Filters of a plan as bound SQL conditions on series or on groups."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from rag.measures import MEASURES, Measure
from rag.plan import ANY_OF, BESIDE, ELSEWHERE, NOWHERE, Filter
from rag.queries.measure_sql import wide_column
from rag.queries.scope import placeholders

if TYPE_CHECKING:
    from rag.queries.table_query import TableQuery

__all__ = ["ALERT_COLUMNS", "Condition", "UnknownFilter", "compare", "condition", "told_value"]

ALERT_COLUMNS = ("kind", "severity", "value", "threshold", "message", "alert_id")
_NAMED = {"name": "product_name", "product": "product_name", "store": "store_name", "supplier": "supplier_name"}
_OTHER = (
    "store_id",
    "product_id",
    "supplier_id",
    "category",
    "region",
    "product_name",
    "store_name",
    "supplier_name",
    "model",
)
_SIMPLE = {"=", "!=", "<", "<=", ">", ">="}


class UnknownFilter(ValueError):
    """A filter on something that the tables do not have."""


@dataclass(frozen=True)
class Condition:
    """`sql` with `parameters` bound in order; `measure_id` names what has to be known of a row."""

    sql: str
    parameters: tuple[Any, ...]
    on_groups: bool = False
    measure_id: str = ""


def condition(query: TableQuery, item: Filter, of_series: bool = False) -> Condition:
    """The condition of one filter, on series where `of_series` says so; raises `UnknownFilter`."""
    if item.column == ANY_OF:
        return _any_of(query, item, of_series)
    if item.column in MEASURES and item.column != "count":
        return _on_measure(query, item, MEASURES[item.column], of_series)
    if item.column in ALERT_COLUMNS:
        sql, parameters = compare(f"a.{item.column}", item, "text")
        w = query.join_alerts(sql, tuple(parameters))
        return Condition(f"{w}.v > 0", ())
    if item.column == "on_promotion":
        return _promoted(item)
    if item.column.startswith(BESIDE):
        return _beside(query, item)
    if item.column.startswith((ELSEWHERE, NOWHERE)):
        return _of_other_rows(query, item)
    column = _NAMED.get(item.column, item.column)
    if column not in _OTHER:
        raise UnknownFilter(f"no column is called {item.column!r}")
    sql, parameters = compare(f"s.{column}", item, "text")
    return Condition(sql, tuple(parameters))


def _any_of(query: TableQuery, item: Filter, of_series: bool) -> Condition:
    """One of several filters is enough; of series, unless all of them speak of groups."""
    parts = [condition(query, f, of_series) for f in item.value]
    on_groups = all(p.on_groups for p in parts)
    if not on_groups and any(p.on_groups for p in parts):
        parts = [condition(query, f, of_series=True) for f in item.value]
    either = " OR ".join(f"({p.sql})" for p in parts)
    return Condition(f"coalesce({either}, FALSE)", tuple(v for p in parts for v in p.parameters), on_groups)


def _promoted(item: Filter, row: str = "s") -> Condition:
    """On promotion on at least one of the days from the first to the last of the filter's value."""
    first, last = item.value  # type: ignore[misc]
    found = (
        f"EXISTS (SELECT 1 FROM promotions x WHERE x.on_promo AND x.store_id = {row}.store_id "
        f"AND x.product_id = {row}.product_id AND x.date BETWEEN ? AND ?)"
    )
    return Condition(found if item.op == "in" else f"NOT {found}", (first, last))


_KEY_OF_GRAIN = {"store": "store_id", "supplier": "supplier_id", "category": "category", "product": "product_id"}


#: The first delivery that is due of another row
_DUE = "(SELECT min(o.due_on) FROM open_orders o WHERE o.store_id = e.store_id AND o.product_id = e.product_id)"


def _of_other_row(query: TableQuery, item: Filter) -> tuple[str, list[Any]]:
    """The condition of a filter on another row of the wide table, called `e`."""
    if item.column == "on_promotion":
        promoted = _promoted(item, "e")
        return promoted.sql, list(promoted.parameters)
    name = item.column
    column = _DUE if name == "due_on" else wide_column(MEASURES[name]) if name in MEASURES else None
    if column is None:
        raise UnknownFilter(f"no column of another row is called {name!r}")
    wanted = MEASURES[name]
    value = column if column is _DUE else f"e.{column}" if wanted.scale == 1.0 else f"e.{column} * {wanted.scale!r}"
    return compare(value, Filter(name, item.op, told_value(item.value, wanted, query.view.as_of)), wanted.kind)


def _beside(query: TableQuery, item: Filter) -> Condition:
    """The same thing in one of the places that are named, where it meets the filters beside their names."""
    listed, _, place = item.column.removeprefix(BESIDE).partition(".")
    names = [str(v).lower() for v in item.value if not isinstance(v, Filter)]
    met = [_of_other_row(query, f) for f in item.value if isinstance(f, Filter)]
    key = _KEY_OF_GRAIN[listed]
    there = " AND ".join([f"lower(e.{place}_name) IN {placeholders(names)}", *(sql for sql, _ in met)])
    found = f"EXISTS (SELECT 1 FROM held.series e WHERE e.{key} = s.{key} AND {there})"
    parameters = (*names, *(v for _, values in met for v in values))
    return Condition(found if item.op == "in" else f"NOT {found}", parameters)


def _of_other_rows(query: TableQuery, item: Filter) -> Condition:
    """The same product in at least one other store meets it; or no row of the same group does."""
    nowhere = item.column.startswith(NOWHERE)
    group, _, name = item.column.removeprefix(NOWHERE).rpartition(".")
    sql, parameters = _of_other_row(query, Filter(name, item.op, item.value))
    other = "e.product_id = s.product_id AND e.store_id <> s.store_id"
    if nowhere:
        key = _KEY_OF_GRAIN[group]
        other = f"e.{key} = s.{key}"
        for kind in ("store", "supplier"):  # as far as the question goes
            if kind != group and (ids := query.scope.ids(kind)):
                other += f" AND e.{kind}_id IN {placeholders(ids)}"
                parameters = [*ids, *parameters]
    found = f"EXISTS (SELECT 1 FROM held.series e WHERE {other} AND {sql})"
    return Condition(f"NOT {found}" if nowhere else found, tuple(parameters))


def _on_measure(query: TableQuery, item: Filter, wanted: Measure, of_series: bool) -> Condition:
    on_groups = not of_series and _groupwise(query.grain, wanted, item)
    column = query.add(wanted.id)
    value = column.alias if on_groups else column.expression.series
    if isinstance(item.value, str) and item.value.startswith("@"):  # another measure of the same row
        other = query.add(item.value[1:])
        if item.op not in _SIMPLE:
            raise UnknownFilter(f"no condition is called {item.op!r}")
        second = other.alias if on_groups else other.expression.series
        return Condition(f"({value} {item.op} {second})", (), on_groups, wanted.id)
    bound = Filter(item.column, item.op, told_value(item.value, wanted, query.view.as_of))
    sql, parameters = compare(value, bound, wanted.kind)
    return Condition(f"({sql})", tuple(parameters), on_groups, wanted.id)


def _groupwise(grain: str, wanted: Measure, item: Filter) -> bool:
    """Whether a filter speaks of the group's value or of each series in it.

    Stock lives in stores: "which products run low" means low somewhere. Sales are summed:
    "which products sell more than 500" means all stores together.
    """
    if grain in ("series", "total"):
        return False
    if wanted.windowed or wanted.additivity == "group_table" or wanted.id in ("revenue_90d", "alert_count"):
        return True
    if wanted.id in ("avg_daily_7d", "avg_daily_28d"):
        return True
    if wanted.id == "trend" and item.op == "=" and grain != "product":
        return True  # "which categories are falling?": as a whole
    return wanted.additivity == "sum" and item.op in (">", ">=") and bool(item.value)


def told_value(value: Any, wanted: Measure, as_of: date) -> Any:
    """The value of a filter in the unit that people are told; dates may be text or days from `as_of`."""
    if isinstance(value, (list, tuple, set, frozenset)):
        return tuple(told_value(v, wanted, as_of) for v in value)
    if wanted.kind == "date" and not isinstance(value, date):
        if isinstance(value, (int, float)):
            return as_of + timedelta(days=int(value))
        return date.fromisoformat(str(value)[:10]) if value is not None else None
    if wanted.scale == 100.0 and isinstance(value, (int, float)) and 0 < abs(value) < 1:
        return value * 100.0  # said as a fraction
    return value


def compare(value: str, item: Filter, kind: str) -> tuple[str, list[Any]]:
    """`value op ?`; text is compared without case. An empty `in` holds for nothing."""
    given = item.value
    if item.op in ("is null", "is not null"):
        return f"{value} {item.op.upper()}", []
    if item.op == "contains":
        return f"contains(lower({value}), lower(?))", [str(given)]
    text = kind == "text"
    left = f"lower({value})" if text else value
    if item.op in ("in", "not in"):
        items = list(given) if isinstance(given, (list, tuple, set, frozenset)) else [given]
        if not items:
            return ("FALSE" if item.op == "in" else "TRUE"), []
        return f"{left} {item.op.upper()} {placeholders(items)}", [str(v).lower() if text else v for v in items]
    if item.op not in _SIMPLE:
        raise UnknownFilter(f"no condition is called {item.op!r}")
    return f"{left} {item.op} ?", [str(given).lower() if text else given]
