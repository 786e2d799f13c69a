"""One published run, opened for questions: a cursor, the names, the calendar, and two held tables.

`held.series` has one wide row per (store, product) with everything that needs no window;
`held.forecast` is the narrow part of `forecasts` that sums are made of, sorted by series.
Both live in the in-memory database of the connection, so a question reads no file twice.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from forecasting.run_tables import RUN_TABLES

if TYPE_CHECKING:
    import duckdb

__all__ = ["RunView", "Session", "open_view"]

#: Columns of the wide table that come from each run table, in the run table's own names.
_STATS = tuple(n for n in RUN_TABLES["stats"].names if n not in ("store_id", "product_id"))
_STOCK = tuple(n for n in RUN_TABLES["replenishment"].names if n not in ("store_id", "product_id", "supplier_id"))
_ACCURACY = ("wape", "mase", "rmse", "mae", "mape", "bias_pct", "direction_accuracy", "coverage_80", "wql", "model")
_PRODUCT = ("unit_cost", "unit_price", "moq", "order_multiple")
_SUPPLIER = (
    "lead_time_days",
    "lead_time_sd_days",
    "review_period_days",
    "order_cost",
    "on_time_rate",
    "payment_terms",
)
_KEYS = (
    ("product", "products", "product_id"),
    ("store", "stores", "store_id"),
    ("supplier", "suppliers", "supplier_id"),
)


@dataclass
class RunView:
    """What is known of the run before any question. Safe to share between threads."""

    connection: duckdb.DuckDBPyConnection
    run_id: str
    manifest: dict[str, Any]
    as_of: date
    first_day: date | None  # of the forecasts
    last_day: date | None
    history_start: date | None
    horizon: int  # steps
    currency: str
    names: dict[str, dict[str, str]]
    frequency: str = "daily"
    previous_run: str | None = None
    has_stock: bool = False
    inventory_settings: Any = None  # forecasting.inventory.InventorySettings; None: its defaults
    lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def name(self, kind: str, id: str | None) -> str:
        """The name of an id; the id itself where it has none."""
        if id is None:
            return ""
        return self.names.get(kind, {}).get(id, id)

    def session(self) -> Session:
        """A cursor of its own for one question."""
        with self.lock:
            return Session(self, self.connection.cursor())


@dataclass
class Session:
    """The queries of one question, kept so that the user can open them."""

    view: RunView
    cursor: duckdb.DuckDBPyConnection
    sql: list[str] = field(default_factory=list)

    def rows(self, sql: str, parameters: list[Any] | tuple[Any, ...] = (), keep: bool = True) -> list[dict[str, Any]]:
        """Rows as dictionaries: plain floats, dates as `date`, nothing is NaN."""
        result = self.cursor.execute(sql, list(parameters))
        columns = [d[0] for d in result.description]
        if keep:
            self.sql.append(_shown(sql, parameters))
        return [{c: _plain(v) for c, v in zip(columns, row, strict=True)} for row in result.fetchall()]

    def row(self, sql: str, parameters: list[Any] | tuple[Any, ...] = (), keep: bool = True) -> dict[str, Any]:
        """The first row; an empty dictionary where there is none."""
        rows = self.rows(sql, parameters, keep)
        return rows[0] if rows else {}

    def close(self) -> None:
        self.cursor.close()


def _shown(sql: str, parameters: Any) -> str:
    text = " ".join(sql.split())
    return f"{text} -- {', '.join(repr(str(p)) for p in parameters)}" if parameters else text


def _plain(value: Any) -> Any:
    if isinstance(value, float) and value != value:
        return None
    if type(value).__name__ == "Decimal":
        return float(value)
    if hasattr(value, "hour"):  # a timestamp where a date is meant
        return value.date()
    return value


def open_view(
    connection: duckdb.DuckDBPyConnection, run_id: str, manifest: dict[str, Any] | None = None, currency: str = "EUR"
) -> RunView:
    """Prepare the held tables of a connection that has the run's views, and read the calendar."""
    manifest = manifest or {}
    as_of = _as_of(connection, manifest)
    held = connection.execute("SELECT count(*) FROM duckdb_schemas() WHERE schema_name = 'held'").fetchone()
    if not (held and held[0]):
        _hold(connection, as_of)
    first, last, horizon = connection.execute(
        "SELECT min(date), max(date), coalesce(max(step), 0) FROM held.forecast WHERE target = 'sales'"
    ).fetchone() or (None, None, 0)
    start = connection.execute("SELECT min(date) FROM sales").fetchone()
    names = {
        kind: dict(connection.execute(f"SELECT {key}, coalesce(name, {key}) FROM {table}").fetchall())
        for kind, table, key in _KEYS
    }
    categories = connection.execute("SELECT DISTINCT category FROM products WHERE category IS NOT NULL").fetchall()
    names["category"] = {c: c for (c,) in categories}
    stock = connection.execute("SELECT count(*) FROM held.series WHERE on_hand IS NOT NULL").fetchone()
    return RunView(
        connection,
        run_id,
        manifest,
        as_of,
        first,
        last,
        start[0] if start else None,
        int(horizon or 0),
        currency,
        names,
        _frequency(first, last, int(horizon or 0), manifest),
        manifest.get("previous_run"),
        bool(stock and stock[0]),
    )


def _as_of(connection: duckdb.DuckDBPyConnection, manifest: dict[str, Any]) -> date:
    if manifest.get("as_of"):
        return date.fromisoformat(str(manifest["as_of"])[:10])
    row = connection.execute("SELECT max(date) FROM sales").fetchone()
    if row and row[0]:
        return row[0]
    row = connection.execute("SELECT min(date) FROM forecasts").fetchone()
    return (row[0] if row and row[0] else date.today()) - timedelta(days=1)


def _frequency(first: date | None, last: date | None, horizon: int, manifest: dict[str, Any]) -> str:
    if manifest.get("frequency"):
        return str(manifest["frequency"])
    if not (first and last) or horizon < 2:
        return "daily"
    step = (last - first).days / (horizon - 1)
    return "daily" if step < 2 else "weekly" if step < 15 else "monthly"


def _hold(connection: duckdb.DuckDBPyConnection, as_of: date) -> None:
    """Create `held.forecast` and `held.series` in one transaction."""
    connection.execute("BEGIN")
    try:
        connection.execute("CREATE SCHEMA held")
        connection.execute(
            "CREATE TABLE held.keys AS "
            "SELECT *, row_number() OVER (ORDER BY product_id, store_id)::INTEGER AS sid FROM "
            "(SELECT store_id, product_id FROM stats UNION SELECT store_id, product_id FROM replenishment "
            "UNION SELECT DISTINCT store_id, product_id FROM forecasts)"
        )
        connection.execute(
            "CREATE TABLE held.forecast AS "
            "SELECT k.sid, store_id, product_id, target, step::INTEGER AS step, date, mean "
            "FROM forecasts JOIN held.keys k USING (store_id, product_id) ORDER BY k.sid, target, date"
        )
        connection.execute(_SERIES_SQL, {"as_of": as_of})
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


def _listed(alias: str, columns: tuple[str, ...], prefix: str = "") -> str:
    return ", ".join(f"{alias}.{c} AS {prefix}{c}" for c in columns)


_SERIES_SQL = f"""
CREATE TABLE held.series AS
WITH served AS (
  SELECT * FROM accuracy WHERE target = 'sales' AND served
  QUALIFY row_number() OVER (PARTITION BY store_id, product_id ORDER BY model) = 1
), returned AS (
  SELECT store_id, product_id, wape AS returns_wape, mae AS returns_mae, bias_pct AS returns_bias_pct
  FROM accuracy WHERE target = 'returns' AND served
  QUALIFY row_number() OVER (PARTITION BY store_id, product_id ORDER BY model) = 1
), sold AS (
  SELECT store_id, product_id,
    sum(units_sold) FILTER (date > $as_of::DATE - 365 AND units_returned IS NOT NULL) AS sold_365,
    sum(units_returned) FILTER (date > $as_of::DATE - 365) AS returned_365,
    sum(units_sold) FILTER (date > $as_of::DATE - 56 AND date <= $as_of::DATE - 28) / 28 AS before_28
  FROM sales WHERE date > $as_of::DATE - 365 AND date <= $as_of::DATE GROUP BY ALL
), pace AS (
  SELECT store_id, product_id, avg(mean) AS mean_step FROM held.forecast WHERE target = 'sales' GROUP BY ALL
)
SELECT k.sid, k.store_id, k.product_id, coalesce(p.name, k.product_id) AS product_name,
  coalesce(st.name, k.store_id) AS store_name, st.region, p.category,
  coalesce(r.supplier_id, p.supplier_id) AS supplier_id,
  coalesce(su.name, r.supplier_id, p.supplier_id) AS supplier_name,
  {_listed("p", _PRODUCT, "product_")}, {_listed("su", _SUPPLIER, "supplier_")},
  {_listed("t", _STATS)}, {_listed("r", _STOCK)}, {_listed("a", _ACCURACY)},
  returned.returns_wape, returned.returns_mae, returned.returns_bias_pct,
  sold.sold_365, sold.returned_365, pace.mean_step, greatest(r.on_hand, 0) * p.unit_cost AS stock_value,
  r.on_order * p.unit_cost AS on_order_value, r.expected_lost_units * p.unit_price AS expected_lost_value,
  p.unit_price - p.unit_cost AS product_unit_margin,
  $as_of::DATE + 1 + ceil(r.lead_time_days)::INTEGER AS arrival_at_once,
  r.lead_time_days + r.review_period_days AS protection_days, 1 - a.coverage_80 AS outside_80,
  abs(a.bias_pct) AS bias_size,
  su.lead_time_days + su.review_period_days AS supplier_protection_days,
  CASE WHEN r.order_qty > 0 THEN greatest(r.order_qty - greatest(r.order_up_to - r.inventory_position, 0), 0) END
    AS lot_extra,
  greatest(r.on_hand, 0) + r.order_qty AS stock_after_order,
  r.inventory_position + r.order_qty AS position_after_order,
  CASE WHEN t.trend_pct_28d > -100 THEN t.avg_daily_28d / (1 + t.trend_pct_28d / 100) ELSE sold.before_28 END
    AS avg_daily_before
FROM held.keys k
LEFT JOIN products p USING (product_id) LEFT JOIN stores st USING (store_id)
LEFT JOIN stats t USING (store_id, product_id) LEFT JOIN replenishment r USING (store_id, product_id)
LEFT JOIN served a USING (store_id, product_id) LEFT JOIN returned USING (store_id, product_id)
LEFT JOIN sold USING (store_id, product_id)
LEFT JOIN pace USING (store_id, product_id)
LEFT JOIN suppliers su ON su.supplier_id = coalesce(r.supplier_id, p.supplier_id)
ORDER BY k.product_id, k.store_id
"""
