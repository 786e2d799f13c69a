"""Accuracy measures with masks. Arrays are (S, H); an actual that is NaN is left out.

y actual, f forecast, m 0/1 mask. Pooled measures divide sums by sums, so they are dominated
by what sells. Every function returns NaN where its denominator is zero.

Example: y = (2, 0, 4), f = (1, 1, 5): WAPE = 3 / 6 = 0.5, bias = (7 - 6) / 6 = +16.7 %.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

__all__ = [
    "WQL_LEVELS",
    "bias_pct",
    "coverage",
    "direction_accuracy",
    "interval_coverage",
    "mae",
    "mape",
    "mase",
    "naive_scale",
    "per_series",
    "pinball",
    "rmse",
    "rmsse",
    "summary",
    "wape",
    "wql",
]

#: Levels over which the weighted quantile loss is averaged in every table.
WQL_LEVELS = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)


def _ratio(top: np.ndarray | float, bottom: np.ndarray | float) -> np.ndarray:
    top, bottom = np.asarray(top, float), np.asarray(bottom, float)
    return np.divide(top, bottom, out=np.full(np.broadcast(top, bottom).shape, np.nan), where=bottom > 0)


def _mask(y: np.ndarray, mask: np.ndarray | None) -> np.ndarray:
    known = np.isfinite(y)
    return known if mask is None else known & mask.astype(bool)


def _sum(values: np.ndarray, mask: np.ndarray, axis: int | None) -> np.ndarray:
    return np.where(mask, values, 0.0).sum(axis=axis)


def mae(y: np.ndarray, f: np.ndarray, mask: np.ndarray | None = None, axis: int | None = None) -> np.ndarray:
    """Mean absolute error, units per period."""
    m = _mask(y, mask)
    return _ratio(_sum(np.abs(y - f), m, axis), m.sum(axis=axis))


def rmse(y: np.ndarray, f: np.ndarray, mask: np.ndarray | None = None, axis: int | None = None) -> np.ndarray:
    """Root mean squared error, units per period."""
    m = _mask(y, mask)
    return np.sqrt(_ratio(_sum((y - f) ** 2, m, axis), m.sum(axis=axis)))


def wape(y: np.ndarray, f: np.ndarray, mask: np.ndarray | None = None, axis: int | None = None) -> np.ndarray:
    """Pooled absolute error over pooled actuals: sum |y - f| / sum |y|, a fraction of one."""
    m = _mask(y, mask)
    return _ratio(_sum(np.abs(y - f), m, axis), _sum(np.abs(y), m, axis))


def mape(y: np.ndarray, f: np.ndarray, mask: np.ndarray | None = None, axis: int | None = None) -> np.ndarray:
    """Mean of |y - f| / |y| over the periods with y > 0, a fraction of one."""
    m = _mask(y, mask) & (np.nan_to_num(y) > 0)
    safe = np.where(m, y, 1.0)
    return _ratio(_sum(np.abs(y - f) / safe, m, axis), m.sum(axis=axis))


def bias_pct(y: np.ndarray, f: np.ndarray, mask: np.ndarray | None = None, axis: int | None = None) -> np.ndarray:
    """100 * (sum f - sum y) / sum y: positive is over-forecasting."""
    m = _mask(y, mask)
    return 100.0 * _ratio(_sum(f - y, m, axis), _sum(y, m, axis))


def naive_scale(history: np.ndarray, season: int, squared: bool = False) -> np.ndarray:
    """(S,) mean |y_t - y_{t-season}| (or its square) over the history (S, T), NaN-aware."""
    if history.shape[1] <= season:
        return np.full(history.shape[0], np.nan)
    gap = history[:, season:] - history[:, :-season]
    m = np.isfinite(gap)
    values = gap**2 if squared else np.abs(gap)
    return _ratio(_sum(values, m, 1), m.sum(axis=1))


def mase(y: np.ndarray, f: np.ndarray, history: np.ndarray, season: int, mask: np.ndarray | None = None) -> np.ndarray:
    """(S,) MAE over the in-sample MAE of the seasonal naive (Hyndman and Koehler 2006); state `season`."""
    return _ratio(mae(y, f, mask, axis=1), naive_scale(history, season))


def rmsse(
    y: np.ndarray, f: np.ndarray, history: np.ndarray, season: int = 1, mask: np.ndarray | None = None
) -> np.ndarray:
    """(S,) RMSE over the in-sample RMSE of the (seasonal) naive; season 1 is the M5 competition's."""
    return _ratio(rmse(y, f, mask, axis=1), np.sqrt(naive_scale(history, season, squared=True)))


def direction_accuracy(
    y: np.ndarray, f: np.ndarray, last: np.ndarray, mask: np.ndarray | None = None, axis: int | None = None
) -> np.ndarray:
    """Share of periods in which forecast and actual move the same way from `last` (S,), ties left out.

    `last` is the level before the forecast (mean of the last season), so noise of one day does not decide.
    """
    up = np.sign(y - last[:, None])
    m = _mask(y, mask) & np.isfinite(up) & (up != 0)
    return _ratio(_sum((np.sign(f - last[:, None]) == up).astype(float), m, axis), m.sum(axis=axis))


def pinball(y: np.ndarray, q: np.ndarray, level: float) -> np.ndarray:
    """Quantile loss max(level * (y - q), (level - 1) * (y - q)); at 0.5 it is half the absolute error."""
    gap = y - q
    return np.maximum(level * gap, (level - 1.0) * gap)


def wql(
    y: np.ndarray,
    quantiles: np.ndarray,
    levels: Sequence[float],
    mask: np.ndarray | None = None,
    axis: int | None = None,
    at: Sequence[float] = WQL_LEVELS,
) -> np.ndarray:
    """Mean over `at` of 2 * sum pinball / sum |y|. quantiles (S, H, Q) at `levels`, interpolated at `at`.

    Invariant: at the single level 0.5 it equals the WAPE of the median.
    """
    m = _mask(y, mask)
    total = _sum(np.abs(y), m, axis)
    losses = [2.0 * _sum(pinball(y, at_level(quantiles, levels, a), a), m, axis) for a in at]
    return _ratio(np.mean(losses, axis=0), total)


def at_level(quantiles: np.ndarray, levels: Sequence[float], level: float) -> np.ndarray:
    """(S, H) the quantile at `level`, linear between the two nearest levels, flat outside them."""
    grid = np.asarray(levels, float)
    right = int(np.clip(np.searchsorted(grid, level - 1e-9), 0, len(grid) - 1))
    if abs(grid[right] - level) < 1e-9 or right == 0 or level > grid[-1]:
        return quantiles[..., right]
    share = (level - grid[right - 1]) / (grid[right] - grid[right - 1])
    return quantiles[..., right - 1] * (1 - share) + quantiles[..., right] * share


def coverage(
    y: np.ndarray, quantile: np.ndarray, mask: np.ndarray | None = None, axis: int | None = None
) -> np.ndarray:
    """Share of actuals at or below one quantile (S, H)."""
    m = _mask(y, mask)
    return _ratio(_sum((y <= quantile).astype(float), m, axis), m.sum(axis=axis))


def interval_coverage(
    y: np.ndarray,
    low: np.ndarray,
    high: np.ndarray,
    mask: np.ndarray | None = None,
    axis: int | None = None,
) -> np.ndarray:
    """Share of actuals within [low, high], both ends included."""
    m = _mask(y, mask)
    return _ratio(_sum(((y >= low) & (y <= high)).astype(float), m, axis), m.sum(axis=axis))


def summary(
    y: np.ndarray,
    mean: np.ndarray,
    quantiles: np.ndarray,
    levels: Sequence[float],
    history: np.ndarray,
    season: int,
    mask: np.ndarray | None = None,
) -> dict[str, float]:
    """The pooled figures of one table row. MASE and RMSSE are means over the series that have them."""
    last = _recent_level(history, season)
    scaled = mase(y, mean, history, season, mask)
    squared = rmsse(y, mean, history, 1, mask)
    out = {
        "wape": wape(y, mean, mask),
        "wape_median": wape(y, at_level(quantiles, levels, 0.5), mask),
        "wql": wql(y, quantiles, levels, mask),
        "mase": np.nanmean(scaled) if np.isfinite(scaled).any() else np.nan,
        "rmsse": np.nanmean(squared) if np.isfinite(squared).any() else np.nan,
        "rmse": rmse(y, mean, mask),
        "mae": mae(y, mean, mask),
        "mape": mape(y, mean, mask),
        "bias_pct": bias_pct(y, mean, mask),
        "direction_accuracy": direction_accuracy(y, mean, last, mask),
        "coverage_80": interval_coverage(y, at_level(quantiles, levels, 0.1), at_level(quantiles, levels, 0.9), mask),
        "coverage_p90": coverage(y, at_level(quantiles, levels, 0.9), mask),
    }
    return {k: float(v) for k, v in out.items()}


def per_series(
    y: np.ndarray,
    mean: np.ndarray,
    quantiles: np.ndarray,
    levels: Sequence[float],
    history: np.ndarray,
    season: int,
    mask: np.ndarray | None = None,
) -> dict[str, np.ndarray]:
    """The same figures per series, each (S,), with the column names of the `accuracy` table."""
    last = _recent_level(history, season)
    low, high = at_level(quantiles, levels, 0.1), at_level(quantiles, levels, 0.9)
    return {
        "wape": wape(y, mean, mask, 1),
        "mase": mase(y, mean, history, season, mask),
        "rmse": rmse(y, mean, mask, 1),
        "mae": mae(y, mean, mask, 1),
        "mape": mape(y, mean, mask, 1),
        "bias_pct": bias_pct(y, mean, mask, 1),
        "direction_accuracy": direction_accuracy(y, mean, last, mask, 1),
        "coverage_80": interval_coverage(y, low, high, mask, 1),
        "wql": wql(y, quantiles, levels, mask, 1),
    }


def _recent_level(history: np.ndarray, season: int) -> np.ndarray:
    """(S,) mean of the last season (at least 7 periods) of the history."""
    recent = history[:, -max(season, 7) :]
    known = np.isfinite(recent)
    return _ratio(_sum(recent, known, 1), known.sum(axis=1))
