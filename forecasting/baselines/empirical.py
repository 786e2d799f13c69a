"""Quantiles from a series' own past errors, vectorised over series."""

from __future__ import annotations

import numpy as np

__all__ = ["MIN_ERRORS", "finish", "prior_ratios", "row_quantiles", "trailing_mean"]

#: Known errors below which a series borrows the pooled quantiles of all series.
MIN_ERRORS = 20
PRIOR_LOG_SD = 0.5  # a forecast with nothing known of its errors: about half to double, four times in five


def prior_ratios(levels: tuple[float, ...]) -> np.ndarray:
    """(Q,) ratios of actual to expected where no error is known at all: log-normal, log sd 0.5, median 1."""
    from scipy.special import ndtri

    return np.exp(PRIOR_LOG_SD * ndtri(np.asarray(levels)))


def row_quantiles(values: np.ndarray, levels: tuple[float, ...], prior: np.ndarray | None = None) -> np.ndarray:
    """(S, Q) quantiles of each row's finite values, linear between order statistics.

    A row with fewer than `MIN_ERRORS` values leans on the quantiles of all rows together
    (weight n / MIN_ERRORS on its own), and those lean on `prior`, (Q,) or (S, Q), where all
    rows together have fewer; zeros where there is no prior either.
    """
    ordered = np.sort(np.where(np.isfinite(values), values, np.nan), axis=1)  # NaN sorts last
    count = np.isfinite(ordered).sum(axis=1)
    place = np.asarray(levels)[None, :] * np.maximum(count - 1, 0)[:, None]
    low = np.floor(place).astype(int)
    high = np.minimum(low + 1, np.maximum(count - 1, 0)[:, None])
    a, b = np.take_along_axis(ordered, low, 1), np.take_along_axis(ordered, high, 1)
    own = np.nan_to_num(a + (b - a) * (place - low))
    finite = values[np.isfinite(values)]
    every = np.zeros(len(levels)) if prior is None else prior
    if len(finite):
        pooled = np.quantile(finite[:: max(1, len(finite) // 200_000)], levels)
        share = min(len(finite) / MIN_ERRORS, 1.0) if prior is not None else 1.0
        every = share * pooled + (1.0 - share) * every
    weight = np.minimum(count / MIN_ERRORS, 1.0)[:, None]
    return weight * own + (1.0 - weight) * every


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
