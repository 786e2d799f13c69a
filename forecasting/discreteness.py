"""Coverage of counts: what a forecast in whole units can cover, told beside what it did cover.

The 90% quantile of a product that sells 0, 1 or 2 a day covers more than 90%, however good
it is, because a count jumps over the level. Two figures tell that excess from a forecast
that is too wide:

- `randomised_coverage`: the share inside the interval in probability space. An actual y spans
  (F(y - 1), F(y)) of its forecast distribution F; it counts by the share of that span which lies
  between the levels (Czado, Gneiting and Held 2009, their non-randomised PIT). A right forecast
  has exactly the nominal share, of counts and of quantities alike.
- `expected_coverage`: what the plain coverage would be if every actual were drawn from its own
  forecast. Plain coverage beside it is too wide only where it is higher.

Quantiles come from a smooth curve, so a count y is the interval from y - 0.5 to y + 0.5
(continuity correction), and 0 all below 0.5. Example: 300,000 draws of Poisson(0.7) against their
exact quantiles at 13 levels: plain coverage of the 80% interval 0.966, expected 0.970, randomised 0.785.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from forecasting.metrics import at_level

__all__ = ["cumulative", "expected_coverage", "is_counted", "pit_span", "randomised_coverage"]

_CONTINUITY = 0.5


def is_counted(y: np.ndarray) -> bool:
    """Whether all known values are whole units."""
    known = y[np.isfinite(y)]
    return bool(len(known)) and bool(np.all(known == np.round(known)))


def cumulative(x: np.ndarray, quantiles: np.ndarray, levels: Sequence[float]) -> np.ndarray:
    """P(Y <= x) (N,) of quantiles (N, Q) at `levels`: linear between them, exponential beyond (as in `paths`)."""
    grid = np.asarray(levels, float)
    last = len(grid) - 1
    reached = (quantiles <= x[:, None]).sum(axis=1)  # quantiles at or below x
    right = np.clip(reached, 1, last)[:, None]
    low, high = (np.take_along_axis(quantiles, k, 1)[:, 0] for k in (right - 1, right))
    a, b = grid[right[:, 0] - 1], grid[right[:, 0]]
    part = np.divide(x - low, high - low, out=np.ones(len(x)), where=high > low)
    inside = a + np.clip(part, 0.0, 1.0) * (b - a)
    rise = _slope(quantiles[:, -1] - quantiles[:, -2], (1 - grid[-2]) / (1 - grid[-1]), quantiles[:, -1])
    above = 1 - (1 - grid[-1]) * np.exp(-np.maximum(x - quantiles[:, -1], 0.0) / rise)
    fall = _slope(quantiles[:, 1] - quantiles[:, 0], grid[1] / grid[0], quantiles[:, 0])
    below = grid[0] * np.exp(-np.maximum(quantiles[:, 0] - x, 0.0) / fall)
    out = np.where(reached == 0, below, np.where(reached > last, above, inside))
    return np.where(x < 0, 0.0, out)


def _slope(gap: np.ndarray, ratio: float, size: np.ndarray) -> np.ndarray:
    """Scale of an exponential tail through the two outer quantiles, never zero."""
    return np.maximum(gap / np.log(ratio), 1e-6 + 1e-3 * np.abs(size))


def pit_span(y: np.ndarray, quantiles: np.ndarray, levels: Sequence[float]) -> tuple[np.ndarray, np.ndarray]:
    """F(y - 1) and F(y), each (N,), of counts y (N,) under quantiles (N, Q); their gap is never zero."""
    low = np.where(y <= 0, 0.0, cumulative(y - _CONTINUITY, quantiles, levels))
    high = cumulative(y + _CONTINUITY, quantiles, levels)
    return low, np.maximum(high, low + 1e-12)


def randomised_coverage(
    y: np.ndarray,
    quantiles: np.ndarray,
    levels: Sequence[float],
    mask: np.ndarray | None = None,
    low: float = 0.1,
    high: float = 0.9,
) -> float:
    """Share of counts inside the levels `low` to `high` in probability space; plain coverage of other quantities.

    y (S, H), quantiles (S, H, Q). NaN where nothing is known.
    """
    actual, made = _known(y, quantiles, mask)
    if not len(actual):
        return float("nan")
    if not is_counted(actual):
        inside = (actual >= at_level(made, levels, low)) & (actual <= at_level(made, levels, high))
        return float(inside.mean())
    start, stop = pit_span(actual, made, levels)
    shared = np.clip(np.minimum(stop, high) - np.maximum(start, low), 0.0, None)
    return float((shared / (stop - start)).mean())


def expected_coverage(
    y: np.ndarray,
    quantiles: np.ndarray,
    levels: Sequence[float],
    mask: np.ndarray | None = None,
    low: float = 0.1,
    high: float = 0.9,
) -> float:
    """Plain coverage to expect of whole units drawn from the forecasts; `high - low` of other quantities.

    `y` only says which periods count, and whether they are counts. NaN where nothing is known.
    """
    actual, made = _known(y, quantiles, mask)
    if not len(actual):
        return float("nan")
    if not is_counted(actual):
        return high - low
    first = np.ceil(at_level(made, levels, low) - 1e-9)  # whole units inside the interval
    last = np.floor(at_level(made, levels, high) + 1e-9)
    below = np.where(first <= 0, 0.0, cumulative(first - _CONTINUITY, made, levels))
    upto = cumulative(last + _CONTINUITY, made, levels)
    return float(np.where(last >= first, upto - below, 0.0).mean())


def _known(y: np.ndarray, quantiles: np.ndarray, mask: np.ndarray | None) -> tuple[np.ndarray, np.ndarray]:
    """Known actuals (N,) and their quantiles (N, Q), never negative."""
    use = np.isfinite(y) if mask is None else np.isfinite(y) & mask.astype(bool)
    return y[use].astype(float), np.maximum(quantiles[use].astype(float), 0.0)
