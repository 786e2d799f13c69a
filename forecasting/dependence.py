"""How forecast errors hang together: over the steps of a series, and between series.

Both are read from the backtest. An actual's place in its forecast distribution (its PIT)
becomes a normal score z; how much wider sums of z are than independence would have it says
how strongly they are correlated. Sums of independent draws would be far too narrow: a
forecast that is too low on Monday is mostly too low on Tuesday, and in the other stores too.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from forecasting.backtest import Windows
from forecasting.calibration import pit_interval

__all__ = ["Loadings", "effective_rho", "loadings", "normal_scores"]

_SUM_STEPS = 14  # steps of the sums that the dependence over time is fitted to: a usual protection period
_MAX_RHO = 0.95
_MIN_SCORES = 200  # scores below which nothing can be estimated
_PRIOR_RHO = 0.3  # told then
_MAX_SHARE = 0.9  # of the variance that series may have in common


def normal_scores(windows: Windows) -> np.ndarray:
    """(S, N) normal score of every actual in its forecast; NaN where there is no actual.

    Where the distribution jumps (many zeros) the middle of the jump is taken.
    """
    from scipy.special import ndtri

    low, high = pit_interval(windows.actual, windows.quantiles, windows.levels)
    return ndtri(np.clip((low + high) / 2, 0.002, 0.998))  # NaN stays NaN


def _ar1_inflation(rho: float, n: int) -> float:
    """Variance of a sum of n AR(1) scores over that of n independent ones."""
    k = np.arange(1, n)
    return float(1 + 2 * ((1 - k / n) * rho**k).sum())


def effective_rho(scores: np.ndarray, window: int) -> float:
    """The AR(1) parameter under which two-week sums spread as they did in the backtest.

    `scores` (S, k * window). Not the correlation of neighbouring days: a level that is
    wrong for weeks shows in sums, and that is what a lead time is.
    """
    n = min(_SUM_STEPS, window)
    if n < 2 or np.isfinite(scores).sum() < _MIN_SCORES:
        return _PRIOR_RHO
    sums, squares = [], []
    for start in range(0, scores.shape[1] - n + 1, window):
        part = scores[:, start : start + n]
        whole = np.isfinite(part).all(axis=1)
        sums.append(part[whole].sum(axis=1))
        squares.append((part[whole] ** 2).mean(axis=1))
    total, each = np.concatenate(sums), np.concatenate(squares)
    if len(total) < 10 or each.mean() <= 0:
        return _PRIOR_RHO
    ratio = float((total**2).mean() / (n * each.mean()))
    low, high = 0.0, _MAX_RHO
    for _ in range(40):
        middle = (low + high) / 2
        low, high = (middle, high) if _ar1_inflation(middle, n) < ratio else (low, middle)
    return round((low + high) / 2, 3)


@dataclass(frozen=True)
class Loadings:
    """Shares of the score variance that series have in common; the rest is a series' own."""

    total: float = 0.1  # with every series
    store: float = 0.0  # further, with the series of the same store
    category: float = 0.0  # further, with the series of the same category
    product: float = 0.0  # further, with the same product in other stores

    @property
    def own(self) -> float:
        return max(0.0, 1.0 - self.total - self.store - self.category - self.product)


def _pair_correlation(scores: np.ndarray, codes: np.ndarray, size: np.ndarray) -> float | None:
    """Mean correlation of two different series of the same group, from the spread of group sums.

    E[(sum w z)^2] = sum E[w^2 z^2] + sum over pairs E[w w' z z']; pooled over groups and periods.
    `size` (S,) weighs a series by its spread in units, because that is what it adds to a total.
    """
    known = np.isfinite(scores) & (codes >= 0)[:, None]
    weight = np.where(known, size[:, None], 0.0)
    z = np.where(known, scores, 0.0) * weight
    groups = int(codes.max(initial=-1)) + 1
    if groups == 0:
        return None
    rows = codes >= 0
    sums, squares, weights, weights2 = (np.zeros((groups, scores.shape[1])) for _ in range(4))
    for into, values in ((sums, z), (squares, z**2), (weights, weight), (weights2, weight**2)):
        np.add.at(into, codes[rows], values[rows])
    pairs = float((weights**2 - weights2).sum())
    variance = float(squares.sum()) / max(float(weights2.sum()), 1e-12)
    if known.sum() < _MIN_SCORES or pairs <= 1e-9 or variance <= 0:
        return None
    return float((sums**2 - squares).sum() / pairs / variance)


def loadings(scores: np.ndarray, codes: dict[str, np.ndarray], size: np.ndarray | None = None) -> Loadings:
    """Loadings from the backtest scores (S, N); `codes` (S,) per level, -1 where a series has no group;
    `size` (S,) the spread of each series in units (default: all alike)."""
    if np.isfinite(scores).sum() < _MIN_SCORES:
        return Loadings()
    size = np.ones(len(scores)) if size is None else size
    everyone = _pair_correlation(scores, np.zeros(len(scores), dtype=int), size)
    total = float(np.clip(everyone or 0.0, 0.0, _MAX_SHARE))
    left = _MAX_SHARE - total

    def more(level: str, base: float) -> float:
        together = _pair_correlation(scores, codes[level], size)
        return float(np.clip((together or 0.0) - base, 0.0, None))

    store = min(more("store", total), left)
    category = min(more("category", total), left - store)
    product = min(more("product", total + category), left - store - category)
    return Loadings(*(round(v, 4) for v in (total, store, category, product)))
