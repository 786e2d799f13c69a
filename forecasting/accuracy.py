"""The `accuracy` table: every model on every series, from the test windows of the backtest."""

from __future__ import annotations

import numpy as np
import pandas as pd

from forecasting.backtest import Windows
from forecasting.metrics import at_level, per_series
from forecasting.periods import SEASON
from forecasting.protocol import Panel

__all__ = ["accuracy_rows", "backtest_rows", "merge_served"]

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


def backtest_rows(panel: Panel, windows: Windows, served: np.ndarray, origins: tuple[int, ...]) -> pd.DataFrame:
    """The `backtest` rows of what is served: one per series and period of the test windows, `actual` NaN where
    unknown or out of stock. `windows` (S, N) lie at `origins`, the periods known at each."""
    periods = np.concatenate([np.arange(o, o + windows.window) for o in origins])
    series, steps = len(panel.series), np.tile(np.arange(1, windows.window + 1), len(origins))
    frame = {
        "store_id": np.repeat(panel.series["store_id"].to_numpy(object), len(periods)),
        "product_id": np.repeat(panel.series["product_id"].to_numpy(object), len(periods)),
        "target": panel.target,
        "date": np.tile(np.asarray(panel.dates)[periods], series),
        "step": np.tile(steps, series),
        "actual": windows.actual.ravel(),
        "mean": windows.mean.ravel(),
    }
    for level in (0.1, 0.5, 0.9):
        frame[f"p{round(level * 100)}"] = at_level(windows.quantiles, windows.levels, level).ravel()
    return pd.DataFrame({**frame, "model": np.repeat(served, len(periods))})


def merge_served(windows: dict[str, Windows], served: np.ndarray) -> Windows:
    """The test windows of what is served: each series from its own model."""
    first = next(iter(windows.values()))
    out = Windows(first.actual, first.mean.copy(), first.quantiles.copy(), first.levels, first.window)
    for name, w in windows.items():
        rows = served == name
        out.mean[rows], out.quantiles[rows] = w.mean[rows], w.quantiles[rows]
    return out
