"""Forecasts of a history that somebody posts: a product the served run does not know.

The served run's models forecast it as one more series of the workspace: with the category
and price of the product where the catalogue has it, with the store's events and holidays.
A history of another frequency than the workspace's is forecast by the seasonal average.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from data.errors import DataError, QuartermasterError
from data.settings import BusinessSettings, load
from data.workspace import Workspace
from forecasting.baselines import build
from forecasting.champion import load_team
from forecasting.forecast_table import forecast_rows
from forecasting.inventory import InventorySettings
from forecasting.missing import FillRule, fill
from forecasting.periods import MAX_HORIZON, Calendar, detect_frequency
from forecasting.protocol import Panel, QuantileForecast
from forecasting.runstore import RunStore
from forecasting.settings import ForecastSettings

if TYPE_CHECKING:
    import duckdb

__all__ = ["MIN_PERIODS", "forecast_history"]

MIN_PERIODS = 14
_PRIOR_RHO = 0.3  # dependence over the steps where no run tells it


def forecast_history(
    workspace: Workspace, history: pd.DataFrame, store_id: str, product_id: str, horizon: int
) -> pd.DataFrame:
    """The `forecasts` rows of a posted history, target sales.

    `history` has the columns date, units_sold and optionally price, on_promo; a period
    without a row is unknown. Raises `DataError` for fewer than 14 periods, repeated dates,
    negative units or a horizon outside 1 to 90.
    """
    frame = _checked(history, horizon)
    store = RunStore(workspace)
    served = workspace.current_run()
    panel = _panel(frame, store.connect() if served else None, store_id, product_id, horizon)
    forecast, names, rho = _forecast(workspace, store, served, panel)
    inventory = load(workspace, "inventory", InventorySettings)
    return forecast_rows(panel, forecast, names, rho, inventory.paths, inventory.seed)


def _checked(history: pd.DataFrame, horizon: int) -> pd.DataFrame:
    if not 1 <= horizon <= MAX_HORIZON:
        raise DataError(f"horizon is {horizon}; expected 1 to {MAX_HORIZON} periods")
    missing = [c for c in ("date", "units_sold") if c not in history]
    if missing:
        raise DataError(f"the history lacks {', '.join(missing)}; expected date and units_sold for each period")
    frame = history.assign(date=pd.to_datetime(history["date"])).sort_values("date", ignore_index=True)
    repeated = frame["date"][frame["date"].duplicated()]
    if len(repeated):
        raise DataError(f"the history has {repeated.iloc[0].date()} more than once; expected one row per period")
    units = pd.to_numeric(frame["units_sold"], errors="coerce")
    if units.isna().any() or (units < 0).any():
        raise DataError("the history has units_sold that are missing or negative; expected numbers from 0 up")
    if len(frame) < MIN_PERIODS:
        raise DataError(f"the history has {len(frame)} periods; at least {MIN_PERIODS} are needed")
    return frame.assign(units_sold=units.astype(float))


def _panel(
    frame: pd.DataFrame, con: duckdb.DuckDBPyConnection | None, store_id: str, product_id: str, horizon: int
) -> Panel:
    """A panel of the one series."""
    dates = frame["date"].to_numpy("datetime64[D]")
    calendar = Calendar(detect_frequency(dates), dates[0].item(), dates[-1].item())
    past, future = calendar.past, calendar.future(horizon)
    at = calendar.position(dates)
    units = np.full((1, len(past)), np.nan, np.float32)
    units[0, at] = frame["units_sold"]
    y = fill(units, np.zeros(units.shape, bool), FillRule(True, 1.0, 1.0), calendar.frequency)
    known = _catalogue(con, product_id)
    price = None
    if "price" in frame and frame["price"].notna().any():
        row = np.full(len(past) + horizon, np.nan)
        row[at] = frame["price"].to_numpy(float)
        price = pd.Series(row).ffill().bfill().to_numpy(np.float32)[None]
    promo = None
    if "on_promo" in frame and frame["on_promo"].notna().any():
        promo = np.zeros((1, len(past) + horizon), np.float32)
        promo[0, at] = frame["on_promo"].fillna(False).astype(float)
    series = pd.DataFrame(
        {
            "store_id": [store_id],
            "product_id": [product_id],
            "category": [known.get("category")],
            "supplier_id": [known.get("supplier_id")],
            "launch_date": [frame["date"].iloc[0]],
            "last_sale": [frame["date"].iloc[-1]],
            "unit_price": [known.get("unit_price")],
        }
    )
    return Panel(series, past, future, calendar.frequency, "sales", y, np.ones(y.shape, bool), price, promo)


def _catalogue(con: duckdb.DuckDBPyConnection | None, product_id: str) -> dict[str, object]:
    if con is None:
        return {}
    rows = con.execute(
        "SELECT category, supplier_id, unit_price FROM products WHERE product_id = ?", [product_id]
    ).fetchall()
    return dict(zip(("category", "supplier_id", "unit_price"), rows[0], strict=True)) if rows else {}


def _forecast(
    workspace: Workspace, store: RunStore, served: str | None, panel: Panel
) -> tuple[QuantileForecast, np.ndarray, float]:
    """Forecast, serving model and dependence: by the served run's models, else by the seasonal average."""
    settings = load(workspace, "forecast", ForecastSettings)
    country = load(workspace, "business", BusinessSettings).country or None
    if served is not None:
        folder: Path = store.folder(served) / "model" / "sales"
        try:
            team = load_team(folder, "served", settings, panel, country)
            forecast, names = team.forecast(panel)
            return forecast, names, team.rho
        except QuartermasterError:
            pass  # another frequency or a longer horizon than the run's; the model column says who answered
    model = build("seasonal_average", settings.seed, country).fit(panel)
    return model.predict(panel), np.array([model.name], dtype=object), _PRIOR_RHO
