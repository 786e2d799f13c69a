"""Quantiles from a series' own past errors, vectorised over series."""

from __future__ import annotations

import numpy as np

__all__ = ["MIN_ERRORS", "finish", "row_quantiles", "trailing_mean"]

#: Known errors below which a series borrows the pooled quantiles of all series.
MIN_ERRORS = 20


def row_quantiles(values: np.ndarray, levels: tuple[float, ...], pooled: bool = True) -> np.ndarray:
    """(S, Q) quantiles of each row's finite values, linear between order statistics.

    Rows with fewer than `MIN_ERRORS` values lean on the quantiles of all rows together
    (weight n / MIN_ERRORS on their own); `pooled` False leaves rows without values NaN.
    """
    ordered = np.sort(np.where(np.isfinite(values), values, np.nan), axis=1)  # NaN sorts last
    count = np.isfinite(ordered).sum(axis=1)
    place = np.asarray(levels)[None, :] * np.maximum(count - 1, 0)[:, None]
    low = np.floor(place).astype(int)
    high = np.minimum(low + 1, np.maximum(count - 1, 0)[:, None])
    a, b = np.take_along_axis(ordered, low, 1), np.take_along_axis(ordered, high, 1)
    own = a + (b - a) * (place - low)
    if not pooled:
        return own
    finite = values[np.isfinite(values)]
    every = np.quantile(finite[:: max(1, len(finite) // 200_000)], levels) if len(finite) else np.zeros(len(levels))
    weight = np.minimum(count / MIN_ERRORS, 1.0)[:, None]
    return np.where(count[:, None] > 0, weight * np.nan_to_num(own) + (1 - weight) * every, every)


def trailing_mean(values: np.ndarray, window: int) -> np.ndarray:
    """(S, T) mean of the known values in the `window` columns up to and including each; NaN where none is."""
    known = np.isfinite(values)
    total = np.cumsum(np.where(known, values, 0.0), axis=1, dtype=np.float64)
    count = np.cumsum(known, axis=1)
    total[:, window:] -= total[:, :-window].copy()
    count[:, window:] -= count[:, :-window].copy()
    return np.divide(total, count, out=np.full(values.shape, np.nan), where=count > 0)


def finish(quantiles: np.ndarray, mean: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Non-negative, sorted along the levels, finite, float32."""
    quantiles = np.sort(np.maximum(np.nan_to_num(quantiles), 0.0), axis=-1)
    return quantiles.astype(np.float32), np.maximum(np.nan_to_num(mean), 0.0).astype(np.float32)
