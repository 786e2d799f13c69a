"""Inputs of a published run, from the views of the run store alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from data.errors import DataError
from forecasting.inventory.inputs import InventoryInputs

if TYPE_CHECKING:
    import duckdb

__all__ = ["load_inputs"]


def load_inputs(connection: duckdb.DuckDBPyConnection, manifest: Mapping[str, Any] | None = None) -> InventoryInputs:
    """Inputs of a published run from the views of `RunStore.connect`.

    `manifest` gives `dependence` and `frequency`, so that the sample paths are those of the
    run; without it steps are taken as independent.
    """
    manifest = manifest or {}
    levels = (0.05, 0.10, 0.25, 0.50, 0.75, 0.90, 0.95)
    sales = connection.execute(
        "SELECT store_id, product_id, date, step, mean, p05, p10, p25, p50, p75, p90, p95 FROM forecasts "
        "WHERE target = 'sales' ORDER BY store_id, product_id, step"
    ).df()
    if sales.empty:
        raise DataError("the run has no sales forecasts; start one: quartermaster run")
    horizon = int(sales["step"].max())
    if (
        len(sales) % horizon
        or (sales["step"].to_numpy() != np.tile(np.arange(1, horizon + 1), len(sales) // horizon)).any()
    ):
        raise DataError("the forecasts of the run do not all reach the same horizon; start a new run")
    series = sales.loc[sales["step"] == 1, ["store_id", "product_id"]].reset_index(drop=True)
    returned = connection.execute(
        "SELECT store_id, product_id, step, mean FROM forecasts WHERE target = 'returns'"
    ).df()
    tables: dict[str, Any] = {
        name: connection.execute(f"SELECT * FROM {name}").df()
        for name in ("inventory", "open_orders", "products", "suppliers")
    }
    as_of = connection.execute("SELECT max(date)::DATE FROM sales").fetchall()[0][0]
    last = connection.execute(
        "SELECT store_id, product_id, max(date) FILTER (WHERE units_sold > 0) AS last FROM sales GROUP BY ALL"
    ).df()
    last_sale = series.merge(last, on=["store_id", "product_id"], how="left")["last"].to_numpy("datetime64[D]")
    shape = (len(series), horizon)
    return InventoryInputs.from_tables(
        series=series,
        as_of=as_of,
        dates=pd.DatetimeIndex(sales["date"].iloc[:horizon]),
        frequency=str(manifest.get("frequency") or _frequency(sales["date"].iloc[:horizon])),
        mean=sales["mean"].to_numpy("float32").reshape(shape),
        levels=levels,
        quantiles=sales[[f"p{round(100 * q):02d}" for q in levels]].to_numpy("float32").reshape(*shape, len(levels)),
        dependence=manifest.get("dependence"),
        returns_mean=_on_grid(returned, series, horizon),
        last_sale=last_sale,
        **tables,
    )


def _on_grid(frame: pd.DataFrame, series: pd.DataFrame, horizon: int) -> np.ndarray | None:
    if frame.empty:
        return None
    row = pd.MultiIndex.from_frame(series).get_indexer(pd.MultiIndex.from_frame(frame[["store_id", "product_id"]]))
    inside = (row >= 0) & (frame["step"] <= horizon).to_numpy()
    out = np.zeros((len(series), horizon), dtype=np.float32)
    out[row[inside], frame["step"].to_numpy()[inside] - 1] = frame["mean"].to_numpy()[inside]
    return out


def _frequency(dates: pd.Series) -> str:
    gap = pd.DatetimeIndex(dates).to_series().diff().median()
    if pd.isna(gap) or gap <= pd.Timedelta(days=3):
        return "daily"
    return "weekly" if gap <= pd.Timedelta(days=14) else "monthly"
