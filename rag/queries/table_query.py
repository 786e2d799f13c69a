"""One query: measures of series or of groups of them, filtered, sorted, limited, over all rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from rag.measures import Measure, measure
from rag.plan import IN_STORES, Filter
from rag.queries.conditions import Condition, condition
from rag.queries.joins import Joins
from rag.queries.measure_sql import Expression, expression
from rag.queries.scope import Scope
from rag.queries.spans import Span, default_span
from rag.queries.view import Session

__all__ = ["GRAINS", "Column", "Table", "TableQuery"]

Grain = Literal["series", "product", "store", "supplier", "category", "total"]

#: Key column and naming columns of each grain.
GRAINS: dict[str, tuple[str, str]] = {
    "product": (
        "s.product_id",
        "any_value(s.product_name) AS product_name, any_value(s.category) AS category, "
        "any_value(s.supplier_id) AS supplier_id, any_value(s.supplier_name) AS supplier_name",
    ),
    "store": ("s.store_id", "any_value(s.store_name) AS store_name"),
    "supplier": ("s.supplier_id", "any_value(s.supplier_name) AS supplier_name"),
    "category": ("s.category", ""),
    "total": ("", ""),
}
_SERIES = "s.store_id, s.product_id, s.product_name, s.store_name, s.supplier_id, s.supplier_name, s.category"


@dataclass(frozen=True)
class Column:
    """A measure in the result: `alias` holds the told value, `n_<alias>` the number of cells."""

    alias: str
    measure: Measure
    expression: Expression
    span: Span | None
    level: float | None


@dataclass
class Table:
    """The result. `total` is the number of rows before limit and offset."""

    grain: str
    columns: tuple[Column, ...]
    rows: list[dict[str, Any]]
    sql: int  # index of its statement in the session
    total: int = 0


@dataclass
class TableQuery:
    """Builds the SQL from measures, then runs it once."""

    session: Session
    scope: Scope
    grain: str = "series"
    span: Span | None = None
    columns: list[Column] = field(default_factory=list)
    conditions: list[Condition] = field(default_factory=list)
    order: list[str] = field(default_factory=list)
    order_day: date | None = None  # of an order that is not placed yet; None: the first day ahead
    second: Span | None = None  # the earlier time of a change
    keep_best: str = ""  # grain whose best series row is kept, for measures that have no group value

    def __post_init__(self) -> None:
        self.view = self.session.view
        self._joins = Joins(self.view, self.scope, self.grain)
        self.period_days = {"daily": 1, "weekly": 7, "monthly": 30.4375}[self.view.frequency]

    # -- what measure_sql asks for ---------------------------------------------------
    def forecast_span(self) -> Span:
        return self.span if self.span and self.span.side == "forecast" else default_span(self.view, "forecast")

    def history_span(self) -> Span:
        return self.span if self.span and self.span.side == "history" else default_span(self.view, "history")

    def periods(self, span: Span) -> int:
        """Steps in a window: days for daily data."""
        if self.view.frequency == "daily":
            return max(span.days, 1)
        table = "held.forecast" if span.side == "forecast" else "sales"
        row = self.session.row(
            f"SELECT count(DISTINCT date) AS n FROM {table} WHERE date BETWEEN ? AND ?", [span.start, span.end], False
        )
        return max(int(row["n"]), 1)

    def join_forecast(self, target: str, span: Span, previous: bool = False) -> str:
        return self._joins.forecast(target, span, previous)

    def join_extremes(self, target: str, span: Span) -> str:
        return self._joins.extremes(target, span)

    def join_quantiles(self, target: str, span: Span) -> str:
        return self._joins.quantiles(target, span)

    def join_group_forecast(self, target: str, span: Span) -> str | None:
        return self._joins.group_forecast(target, span)

    def join_group_accuracy(self) -> str | None:
        return self._joins.group_accuracy()

    def join_sales(self, span: Span) -> str:
        return self._joins.sales(span)

    def join_alerts(self, where: str = "TRUE", parameters: tuple[Any, ...] = ()) -> str:
        return self._joins.alerts(where, parameters)

    def join_changes(self) -> str:
        return self._joins.changes()

    def join_open_orders(self) -> str:
        return self._joins.open_orders()

    def join_naive_accuracy(self) -> str:
        return self._joins.naive_accuracy()

    def join_promotions(self) -> str:
        return self._joins.promotions(self.period_days)

    def join_promotion_prices(self, span: Span) -> str:
        return self._joins.promotion_prices(span)

    def join_promoted_days(self, span: Span) -> str:
        return self._joins.promoted_days(span)

    # -- building ---------------------------------------------------------------------
    def add(self, measure_id: str, span: Span | None = None, level: float | None = None) -> Column:
        """Add a measure; the same one twice is one column."""
        wanted = measure(measure_id)
        span = span or self._span_of(wanted)
        for column in self.columns:
            if (column.measure.id, column.span, column.level) == (wanted.id, span, level):
                return column
        found = expression(self, wanted, span, level)
        column = Column(f"m{len(self.columns)}", wanted, found, span, level)
        self.columns.append(column)
        return column

    def _span_of(self, wanted: Measure) -> Span | None:
        if not wanted.windowed:
            return None
        return self.history_span() if wanted.table == "sales" else self.forecast_span()

    def where(self, filters: Sequence[Filter]) -> None:
        """Add filters; each is applied to series or to groups, as its measure demands."""
        spread = [f for f in filters if f.column.startswith(IN_STORES)]
        for item in filters:
            if item not in spread:
                self.conditions.append(condition(self, item, of_series=bool(spread)))
        self.conditions += [self._in_so_many_stores(f) for f in spread]

    def _in_so_many_stores(self, item: Filter) -> Condition:
        """The things that meet the conditions so far in so many stores."""
        key = GRAINS[item.column.removeprefix(IN_STORES)][0]
        found, parameters = self.keys()
        found = found.replace("SELECT s.store_id, s.product_id", f"SELECT {key}", 1)
        sql = f"{key} IN ({found} GROUP BY {key} HAVING count(DISTINCT s.store_id) {item.op} ?)"
        return Condition(sql, (*parameters, int(item.value)))

    def sort(self, measure_id: str, descending: bool, level: float | None = None) -> Column:
        column = self.add(measure_id, level=level)
        self.order.append(f"{column.alias} {'DESC' if descending else 'ASC'} NULLS LAST")
        return column

    # -- running ----------------------------------------------------------------------
    def run(self, limit: int | None = None, offset: int = 0, not_null: str = "") -> Table:
        """Run it. `not_null`: alias of a column without which a row is left out."""
        sql, parameters = self._sql(not_null)
        rows = self.session.rows(f"{sql}{self._tail(limit, offset)}", parameters)
        total = int(rows[0]["row_total"]) if rows else 0
        return Table(self.grain, tuple(self.columns), rows, len(self.session.sql) - 1, total)

    def keys(self) -> tuple[str, list[Any]]:
        """(SQL, parameters) of the stores and products of the series that the filters leave."""
        where, scoped = self.scope.where()
        held = " AND ".join([where, *(c.sql for c in self.conditions)])
        sql = f"SELECT s.store_id, s.product_id FROM held.series s {' '.join(self._joins.sql)} WHERE {held}"
        return sql, [*self._joins.parameters, *scoped, *(p for c in self.conditions for p in c.parameters)]

    def _tail(self, limit: int | None, offset: int) -> str:
        tail = f" LIMIT {int(limit)}" if limit is not None else ""
        return tail + (f" OFFSET {int(offset)}" if offset else "")

    def _sql(self, not_null: str) -> tuple[str, list[Any]]:
        where, scoped = self.scope.where()
        before = [c for c in self.conditions if not c.on_groups]
        after = [c for c in self.conditions if c.on_groups]
        key, names = GRAINS.get(self.grain, ("", ""))
        grouped = self.grain != "series"
        items = [i for i in ((key, names) if grouped else (_SERIES,)) if i]
        for c in self.columns:
            items.append(f"{c.expression.group if grouped else c.expression.series} AS {c.alias}")
            items.append(f"{c.expression.cells if grouped else '1'} AS n_{c.alias}")
        items.append("count(*) AS series_total" if grouped else "1 AS series_total")
        inner = f"SELECT {', '.join(items)} FROM held.series s {' '.join(self._joins.sql)}"
        inner += f" WHERE {' AND '.join([where, *(c.sql for c in before)])}"
        parameters = [*self._joins.parameters, *scoped, *(p for c in before for p in c.parameters)]
        if grouped and key:
            inner += f" AND {key} IS NOT NULL GROUP BY {key}"
        outer = [c.sql for c in after] + ([f"{not_null} IS NOT NULL"] if not_null else [])
        parameters += [p for c in after for p in c.parameters]
        sql = f"SELECT *, count(*) OVER () AS row_total FROM ({inner}) g"
        if self.keep_best and self.order:
            best = GRAINS[self.keep_best][0].removeprefix("s.")
            ranked = (
                f"*, row_number() OVER (PARTITION BY {best} ORDER BY {', '.join([*self.order, *self._ties()])}) AS pick"
            )
            condition_ = f" WHERE {' AND '.join(outer)}" if outer else ""
            sql = "SELECT *, count(*) OVER () AS row_total FROM "
            sql += f"(SELECT {ranked} FROM ({inner}) g{condition_}) h WHERE pick = 1"
        elif outer:
            sql += f" WHERE {' AND '.join(outer)}"
        order = [*self.order, *self._ties()]
        return sql + (f" ORDER BY {', '.join(order)}" if order else ""), parameters

    def _ties(self) -> list[str]:
        """A fixed order of rows that the sort leaves equal."""
        return {
            "series": ["product_name", "product_id", "store_name", "store_id"],
            "product": ["product_name", "product_id"],
            "store": ["store_name", "store_id"],
            "supplier": ["supplier_name", "supplier_id"],
            "category": ["category"],
        }.get(self.grain, [])
