"""Sample paths of one series: marginal quantiles joined by a Gaussian copula over the steps.

    dependence = {"rho": 0.4}                       # from forecasting.dependence.effective_rho
    paths = sample_paths(levels, quantiles, mean, dependence, n=400, seed=7)   # (S, n, H)
    sum_quantiles(paths, (0.5, 0.9))                # quantiles of the demand summed from step 1

Quantiles of a sum are not sums of quantiles: a lead time's demand is a sum, so it is read
from paths. All series share one draw of correlated uniforms (common random numbers), and the
first h steps of the draw do not depend on the horizon, so recommendations, what-ifs and the
cumulative columns of a run agree whatever chunk a series is in.

Between levels the marginal is linear, beyond the first and the last level exponential with the
slope of the two outer levels, cut at zero.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np

__all__ = [
    "inverse_cdf",
    "inverse_cdf_weights",
    "match_mean",
    "sample_paths",
    "sum_quantiles",
    "uniforms",
    "window_quantiles",
]


@lru_cache(maxsize=8)
def uniforms(n: int, horizon: int, seed: int, rho: float = 0.0) -> np.ndarray:
    """(n, horizon) uniforms, Latin-hypercube in each step, with AR(1) normal scores of correlation `rho`.

    The first columns do not depend on `horizon`, so a shorter protection period sees the same paths.
    """
    from scipy.stats import norm

    scores = np.empty((n, horizon))
    strata = norm.ppf((np.arange(n) + 0.5) / n)
    for k in range(horizon):
        fresh = strata[np.random.default_rng([seed, k]).permutation(n)]
        mixed = fresh if k == 0 else rho * scores[:, k - 1] + np.sqrt(1.0 - rho**2) * fresh
        # Ranks back to strata: each step keeps exactly the uniform marginal.
        scores[:, k] = strata[np.argsort(np.argsort(mixed, kind="stable"), kind="stable")]
    return norm.cdf(scores)


def inverse_cdf_weights(u: np.ndarray, levels: tuple[float, ...]) -> np.ndarray:
    """(Q, n) weights B with max(quantiles @ B, 0) = inverse CDF at `u` (n,).

    Linear between the levels; beyond them exponential with the slope of the two outer levels:
    above,  x(u) = q_Q + (q_Q - q_{Q-1}) ln((1-l_Q)/(1-u)) / ln((1-l_{Q-1})/(1-l_Q)),
    below,  x(u) = q_1 - (q_2 - q_1) ln(l_1/u) / ln(l_2/l_1), which the caller cuts at zero.
    (A straight line from q_1 to zero would give steady demand of 100 a day days of 20.)
    """
    grid = np.asarray(levels)
    weights = np.zeros((len(grid), len(u)), dtype=np.float32)
    column = np.arange(len(u))
    low, high = u < grid[0], u > grid[-1]
    fall = np.log(grid[0] / np.maximum(u[low], 1e-12)) / np.log(grid[1] / grid[0])
    weights[0, low], weights[1, low] = 1 + fall, -fall
    rise = np.log((1 - grid[-1]) / np.maximum(1 - u[high], 1e-12)) / np.log((1 - grid[-2]) / (1 - grid[-1]))
    weights[-1, high], weights[-2, high] = 1 + rise, -rise
    middle = ~(low | high)
    right = np.clip(np.searchsorted(grid, u[middle], side="right"), 1, len(grid) - 1)
    part = (u[middle] - grid[right - 1]) / (grid[right] - grid[right - 1])
    weights[right - 1, column[middle]] = 1 - part
    weights[right, column[middle]] = part
    return weights


def inverse_cdf(quantiles: np.ndarray, levels: Sequence[float], u: np.ndarray) -> np.ndarray:
    """(..., n): values of the distributions `quantiles` (..., Q) at the probabilities `u` (n,), never negative."""
    return np.maximum(quantiles @ inverse_cdf_weights(np.asarray(u, float), tuple(levels)), 0.0)


def sample_paths(
    levels: Sequence[float],
    quantiles: np.ndarray,
    mean: np.ndarray | None,
    dependence: dict[str, Any] | None,
    n: int,
    seed: int,
) -> np.ndarray:
    """(S, n, H) float32 demand; quantiles (S, H, Q) at `levels`, mean (S, H) or None.

    With `mean`, the paths of each step are moved to have it (`match_mean`); without, the
    marginals are exactly those of the quantiles. `dependence["rho"]` is the AR(1) parameter.
    """
    series, horizon, _ = quantiles.shape
    rho = float(np.clip((dependence or {}).get("rho", 0.0), -0.95, 0.95))
    u = uniforms(n, horizon, seed, rho)
    out = np.empty((series, n, horizon), np.float32)
    for step in range(horizon):
        out[:, :, step] = inverse_cdf(quantiles[:, step], levels, u[:, step])
    return out if mean is None else match_mean(out, mean)


def match_mean(paths: np.ndarray, mean: np.ndarray, limit: float = 1.5) -> np.ndarray:
    """Scale each step of the paths (S, n, H) to its forecast mean (S, H), by at most `limit` either way.

    A factor, not a shift: zeros stay zeros. Beyond the limit mean and quantiles contradict
    each other, and the quantiles, which were calibrated, are believed.
    """
    now = paths.mean(axis=1)
    factor = np.divide(mean, now, out=np.ones_like(now), where=now > 0)
    return paths * np.clip(factor, 1 / limit, limit)[:, None, :].astype(np.float32)


def sum_quantiles(paths: np.ndarray, levels: Sequence[float]) -> np.ndarray:
    """(S, H, Q): quantiles of the demand summed from step 1 to each step."""
    summed = np.cumsum(paths, axis=2)
    return np.moveaxis(np.quantile(summed, np.asarray(levels), axis=1), 0, 2).astype(np.float32)


def window_quantiles(paths: np.ndarray, first: int, last: int, levels: Sequence[float]) -> np.ndarray:
    """(S, Q): quantiles of the demand summed over steps first .. last, 1-based, both included."""
    if not 1 <= first <= last <= paths.shape[2]:
        raise ValueError(f"steps {first} to {last} do not lie within 1 to {paths.shape[2]}")
    total = paths[:, :, first - 1 : last].sum(axis=2)
    return np.quantile(total, np.asarray(levels), axis=1).T.astype(np.float32)
