"""A picture of a backtest: actuals, forecast means and 80% intervals at every origin."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from forecasting.backtest import Windows
from forecasting.metrics import at_level
from forecasting.protocol import Panel

__all__ = ["plot_backtest"]

BEFORE = 90  # periods of history shown before the first origin


def plot_backtest(panel: Panel, windows: dict[str, Windows], path: Path, rows: np.ndarray | None = None) -> None:
    """Write a PNG: all series together, then up to five single ones (the biggest, evenly down to the smallest)."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    first = next(iter(windows.values()))
    periods = first.actual.shape[1]
    start = panel.y.shape[1] - periods
    rows = _chosen(panel) if rows is None else rows
    figure, axes = pyplot.subplots(len(rows) + 1, 1, figsize=(11, 2.6 * (len(rows) + 1)), squeeze=False)
    shown = slice(max(start - BEFORE, 0), panel.y.shape[1])
    dates, future = panel.dates[shown], panel.dates[start:]
    demand = np.where(panel.available, panel.y, np.nan)
    for axis, row in zip(axes[:, 0], [None, *rows], strict=True):
        actual = np.nansum(demand[:, shown], axis=0) if row is None else demand[row, shown]
        axis.plot(dates, actual, color="black", linewidth=0.8, label="actual")
        for colour, (name, w) in enumerate(windows.items()):
            known = np.isfinite(w.actual)
            mean = np.where(known, w.mean, 0.0).sum(axis=0) if row is None else w.mean[row]
            axis.plot(future, mean, color=f"C{colour}", linewidth=1.2, label=name)
            if row is not None:
                low, high = (at_level(w.quantiles[row], w.levels, level) for level in (0.1, 0.9))
                axis.fill_between(future, low, high, color=f"C{colour}", alpha=0.15, linewidth=0)
        for origin in range(start, panel.y.shape[1], first.window):
            axis.axvline(panel.dates[origin], color="grey", linewidth=0.5, linestyle=":")
        axis.set_title(_title(panel, row), fontsize=9, loc="left")
        axis.tick_params(labelsize=8)
    axes[0, 0].legend(fontsize=8, ncol=len(windows) + 1)
    figure.tight_layout()
    figure.savefig(path, dpi=110)
    pyplot.close(figure)


def _chosen(panel: Panel) -> np.ndarray:
    """Up to five rows, evenly over the series ordered by what they sold."""
    order = np.argsort(-np.nansum(panel.y, axis=1), kind="stable")
    return order[np.unique(np.linspace(0, len(order) - 1, min(5, len(order))).astype(int))]


def _title(panel: Panel, row: int | None) -> str:
    if row is None:
        return f"all {len(panel.series)} series, {panel.target} per period"
    series = panel.series.iloc[row]
    return f"store {series.store_id}, product {series.product_id}, 80% interval"
