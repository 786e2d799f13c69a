"""The `accuracy` table: every model on every series, from the test windows of the backtest."""

from __future__ import annotations

import numpy as np
import pandas as pd

from forecasting.backtest import Windows
from forecasting.metrics import per_series
from forecasting.periods import SEASON
from forecasting.protocol import Panel

__all__ = ["accuracy_rows", "merge_served"]

_FIGURES = (
    "wape",
    "mase",
    "rmse",
    "mae",
    "mape",
    "bias_pct",
    "direction_accuracy",
    "coverage_80",
    "wql",
)


def accuracy_rows(panel: Panel, windows: dict[str, Windows], served: np.ndarray, known_before: int) -> pd.DataFrame:
    """One row per series and model; `served` is True on exactly one row of each series.

    `windows`: test windows by model, empty where the history is too short for any: then each
    series has one row, of its served model, without figures. MASE's scale is the error of the
    seasonal naive (season 7, 52 or 12) over the first `known_before` periods.
    """
    keys = {
        "store_id": panel.series["store_id"].to_numpy(object),
        "product_id": panel.series["product_id"].to_numpy(object),
        "target": panel.target,
    }
    if not windows:
        return pd.DataFrame({**keys, "model": served, **dict.fromkeys(_FIGURES, np.nan), "served": True})
    history = np.where(panel.available, panel.y, np.nan)[:, :known_before]
    parts = []
    for name, w in windows.items():
        figures = per_series(w.actual, w.mean, w.quantiles, w.levels, history, SEASON[panel.frequency])
        parts.append(
            pd.DataFrame({**keys, "model": name, **{k: figures[k] for k in _FIGURES}, "served": served == name})
        )
    return pd.concat(parts, ignore_index=True)


def merge_served(windows: dict[str, Windows], served: np.ndarray) -> Windows:
    """The test windows of what is served: each series from its own model."""
    first = next(iter(windows.values()))
    out = Windows(first.actual, first.mean.copy(), first.quantiles.copy(), first.levels, first.window)
    for name, w in windows.items():
        rows = served == name
        out.mean[rows], out.quantiles[rows] = w.mean[rows], w.quantiles[rows]
    return out
