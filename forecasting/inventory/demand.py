"""Sample paths of demand, day by day, for chunks of series.

A path set is built so that recommendations, what-ifs and summed quantiles agree: every
series uses the same correlated uniforms (common random numbers), whatever chunk it is in.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import numpy as np

from forecasting.inventory.inputs import InventoryInputs

__all__ = ["daily_demand", "inverse_cdf_weights", "lead_time_draws", "uniforms"]


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
    """(Q, n) weights B with `quantiles @ B` = inverse CDF at `u` (n,).

    Linear between the levels, linear to 0 below the first, exponential above the last
    (the slope of the last two levels): x(u) = q_Q + (q_Q - q_{Q-1}) ln((1-l_Q)/(1-u)) / ln((1-l_{Q-1})/(1-l_Q)).
    """
    grid = np.asarray(levels)
    weights = np.zeros((len(grid), len(u)), dtype=np.float32)
    column = np.arange(len(u))
    low, high = u < grid[0], u > grid[-1]
    weights[0, low] = u[low] / grid[0]
    tail = np.log((1 - grid[-1]) / np.maximum(1 - u[high], 1e-12)) / np.log((1 - grid[-2]) / (1 - grid[-1]))
    weights[-1, high] = 1 + tail
    weights[-2, high] = -tail
    middle = ~(low | high)
    right = np.clip(np.searchsorted(grid, u[middle], side="right"), 1, len(grid) - 1)
    part = (u[middle] - grid[right - 1]) / (grid[right] - grid[right - 1])
    weights[right - 1, column[middle]] = 1 - part
    weights[right, column[middle]] = part
    return weights


def daily_demand(inputs: InventoryInputs, rows: np.ndarray, days: float, n: int, seed: int) -> Iterator[np.ndarray]:
    """Yields (len(rows), n) float32 demand of day 1, 2, ... up to `days`."""
    timeline = inputs.timeline
    lengths = np.diff(timeline.ends, prepend=0)
    given = None
    if inputs.path_source is not None:
        given = np.moveaxis(np.asarray(inputs.path_source(rows, n, seed), dtype=np.float32), 2, 0)
    quantiles = inputs.quantiles[rows]
    for position, step in enumerate(timeline.steps_for(days)):
        if given is not None:
            demand = given[step]
        else:
            u = uniforms(n, position + 1 if position >= len(lengths) else len(lengths), seed, _rho(inputs.dependence))
            demand = quantiles[:, step] @ inverse_cdf_weights(u[:, position], inputs.levels)
        share = np.float32(1.0 / lengths[step])
        for _ in range(int(lengths[step])):
            yield demand if lengths[step] == 1 else demand * share


def lead_time_draws(mean: np.ndarray, sd: np.ndarray, n: int, seed: int) -> np.ndarray:
    """(S, n) lead times in days: stratified gamma draws of that mean and standard deviation, in an order
    that is independent of the demand paths; capped at mean + 4 sd."""
    from scipy.stats import gamma

    pairs, inverse = np.unique(np.column_stack([mean, sd]), axis=0, return_inverse=True)
    grid = (np.random.default_rng([seed, 10_007]).permutation(n) + 0.5) / n
    draws = np.empty((len(pairs), n))
    for i, (m, s) in enumerate(pairs):
        if s <= 0 or m <= 0:
            draws[i] = m
            continue
        raw = np.minimum(gamma.ppf(grid, (m / s) ** 2, scale=s**2 / m), m + 4 * s)
        draws[i] = raw * (m / raw.mean())
    return draws[inverse.reshape(-1)]


def _rho(dependence: Any) -> float:
    if isinstance(dependence, dict):
        return float(np.clip(dependence.get("rho", 0.0), -0.95, 0.95))
    return 0.0
