"""Inputs of a published run, from the views of the run store alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from data.errors import DataError
from forecasting.inventory.inputs import InventoryInputs
from forecasting.inventory.settings import InventorySettings
from forecasting.run_tables import DAILY_QUANTILES

if TYPE_CHECKING:
    import duckdb

__all__ = ["load_inputs", "load_previous_inputs", "settings_of"]

_TABLES = ("inventory", "open_orders", "products", "suppliers", "price_breaks", "deliveries")


def load_inputs(connection: duckdb.DuckDBPyConnection, manifest: Mapping[str, Any] | None = None) -> InventoryInputs:
    """Inputs of a published run from the views of `RunStore.connect`.

    `manifest` gives `as_of`, `frequency` and `dependence`, so that the sample paths are those
    of the run; without it steps are taken as independent.
    """
    manifest = manifest or {}
    grid = _forecasts(connection, "forecasts")
    last = connection.execute(
        "SELECT store_id, product_id, max(date) FILTER (WHERE units_sold > 0) AS last FROM sales GROUP BY ALL"
    ).df()
    last_sale = grid.series.merge(last, on=["store_id", "product_id"], how="left")["last"].to_numpy("datetime64[D]")
    tables: dict[str, Any] = {name: connection.execute(f"SELECT * FROM {name}").df() for name in _TABLES}
    if settings_of(manifest).lead_times == "told":
        tables["deliveries"] = None
    approved = _approved(connection)
    if len(approved):
        tables["open_orders"] = pd.concat([tables["open_orders"], approved], ignore_index=True)
    return InventoryInputs.from_tables(
        **grid.keywords(manifest, connection), last_sale=last_sale, dependence=_dependence(manifest), **tables
    )


def _approved(connection: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """What the run counted as on order beyond the open orders: approved requests, due one lead time from now."""
    return connection.execute(
        "WITH theirs AS (SELECT store_id, product_id, sum(quantity) AS units FROM open_orders GROUP BY ALL) "
        "SELECT 'approved' AS order_id, r.supplier_id, r.store_id, r.product_id, "
        "r.on_order - coalesce(t.units, 0) AS quantity FROM replenishment r LEFT JOIN theirs t "
        "ON t.store_id = r.store_id AND t.product_id = r.product_id WHERE r.on_order > coalesce(t.units, 0) + 1e-6"
    ).df()


def load_previous_inputs(
    connection: duckdb.DuckDBPyConnection, manifest: Mapping[str, Any] | None = None
) -> InventoryInputs | None:
    """Inputs of the run before, from the views `previous_*`; None where there is none.

    Stock, the sum of open orders and lead times are those of its replenishment table; MOQ and
    multiple, which are not in it, are today's. `manifest` is that run's.
    """
    manifest = manifest or {}
    grid = _forecasts(connection, "previous_forecasts", required=False)
    if grid is None:
        return None
    table = connection.execute(
        "SELECT store_id, product_id, supplier_id, on_hand, on_order, lead_time_days, review_period_days FROM "
        "previous_replenishment"
    ).df()
    extra = connection.execute("SELECT * FROM previous_replenishment").df()
    table["lead_time_sd_days"] = extra.get("lead_time_sd_days", pd.Series(0.0, index=table.index))
    keys = ["store_id", "product_id"]
    words = grid.keywords(manifest, None)
    as_of = words["as_of"]
    stock = table.loc[table["on_hand"].notna(), [*keys, "on_hand"]].assign(as_of=as_of)
    orders = table.loc[table["on_order"] > 0, [*keys, "supplier_id"]].assign(
        quantity=table["on_order"], order_id="previous", ordered_on=as_of, due_on=as_of
    )
    inputs = InventoryInputs.from_tables(
        **words,
        dependence=_dependence(manifest),
        inventory=stock,
        open_orders=orders,
        products=connection.execute("SELECT * FROM products").df(),
        suppliers=connection.execute("SELECT * FROM suppliers").df(),
        price_breaks=connection.execute("SELECT * FROM price_breaks").df(),
    )
    known = inputs.series.merge(table, on=keys, how="left")
    for name in ("lead_time_days", "lead_time_sd_days", "review_period_days"):
        inputs.terms[name] = known[name].to_numpy(float)
    inputs.terms[["order_weekdays", "delivery_weekdays"]] = None  # in the lead times of that run already
    return inputs


def settings_of(manifest: Mapping[str, Any]) -> InventorySettings:
    """The inventory settings that a run was made with; today's defaults for what its manifest lacks."""
    written = (manifest.get("settings") or {}).get("inventory") or {}
    known = {f.name for f in fields(InventorySettings)}
    return InventorySettings(**{k: v for k, v in written.items() if k in known})


@dataclass
class _Grid:
    series: pd.DataFrame
    dates: pd.DatetimeIndex
    mean: np.ndarray
    quantiles: np.ndarray
    returns_mean: np.ndarray | None

    def keywords(self, manifest: Mapping[str, Any], connection: duckdb.DuckDBPyConnection | None) -> dict[str, Any]:
        frequency = str(manifest.get("frequency") or _frequency(self.dates))
        if manifest.get("as_of"):
            as_of = date.fromisoformat(str(manifest["as_of"])[:10])
        elif connection is not None:
            as_of = connection.execute("SELECT max(date)::DATE FROM sales").fetchall()[0][0]
        else:
            as_of = (pd.DatetimeIndex([self.dates[0]]) - _STEP[frequency])[0].date()
        return {
            "series": self.series,
            "as_of": as_of,
            "dates": self.dates,
            "frequency": frequency,
            "mean": self.mean,
            "levels": DAILY_QUANTILES,
            "quantiles": self.quantiles,
            "returns_mean": self.returns_mean,
        }


_STEP: dict[str, Any] = {
    "daily": pd.Timedelta(days=1),
    "weekly": pd.Timedelta(days=7),
    "monthly": pd.DateOffset(months=1),
}


def _forecasts(connection: duckdb.DuckDBPyConnection, view: str, required: bool = True) -> Any:
    """The forecasts of a view as arrays; None (or an error) where it is empty."""
    names = [f"p{round(100 * q):02d}" for q in DAILY_QUANTILES]
    sales = connection.execute(
        f"SELECT store_id, product_id, date, step, mean, {', '.join(names)} FROM {view} "
        "WHERE target = 'sales' ORDER BY store_id, product_id, step"
    ).df()
    if sales.empty:
        if not required:
            return None
        raise DataError("the run has no sales forecasts; start one: quartermaster run")
    horizon = int(sales["step"].max())
    count = len(sales) // horizon
    steps = sales["step"].to_numpy()
    if len(sales) % horizon or (steps != np.tile(np.arange(1, horizon + 1), count)).any():
        raise DataError("the forecasts of the run do not all reach the same horizon; start a new run")
    returned = connection.execute(f"SELECT store_id, product_id, step, mean FROM {view} WHERE target = 'returns'").df()
    series = sales.loc[sales["step"] == 1, ["store_id", "product_id"]].reset_index(drop=True)
    return _Grid(
        series,
        pd.DatetimeIndex(sales["date"].iloc[:horizon]),
        sales["mean"].to_numpy("float32").reshape(count, horizon),
        sales[names].to_numpy("float32").reshape(count, horizon, len(names)),
        _on_grid(returned, series, horizon),
    )


def _dependence(manifest: Mapping[str, Any]) -> Any:
    """The dependence of sales: per target in a manifest, or given plainly."""
    found = manifest.get("dependence") or {}
    return found.get("sales", found)


def _on_grid(frame: pd.DataFrame, series: pd.DataFrame, horizon: int) -> np.ndarray | None:
    if frame.empty:
        return None
    row = pd.MultiIndex.from_frame(series).get_indexer(pd.MultiIndex.from_frame(frame[["store_id", "product_id"]]))
    inside = (row >= 0) & (frame["step"] <= horizon).to_numpy()
    out = np.zeros((len(series), horizon), dtype=np.float32)
    out[row[inside], frame["step"].to_numpy()[inside] - 1] = frame["mean"].to_numpy()[inside]
    return out


def _frequency(dates: pd.DatetimeIndex) -> str:
    gap = pd.Series(dates).diff().median()
    if pd.isna(gap) or gap <= pd.Timedelta(days=3):
        return "daily"
    return "weekly" if gap <= pd.Timedelta(days=14) else "monthly"
