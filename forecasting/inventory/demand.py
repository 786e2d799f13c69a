"""Sample paths of demand, day by day, for chunks of series.

A path set is built so that recommendations, what-ifs and summed quantiles agree: every
series uses the same correlated uniforms (common random numbers), whatever chunk it is in.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from forecasting.inventory.inputs import InventoryInputs
from forecasting.paths import inverse_cdf_weights, uniforms

__all__ = ["daily_demand", "inverse_cdf_weights", "lead_time_draws", "uniforms"]


def daily_demand(inputs: InventoryInputs, rows: np.ndarray, days: float, n: int, seed: int) -> Iterator[np.ndarray]:
    """Yields (len(rows), n) float32 demand of day 1, 2, ... up to `days`."""
    timeline = inputs.timeline
    lengths = np.diff(timeline.ends, prepend=0)
    given = None
    if inputs.path_source is not None:
        given = np.moveaxis(np.asarray(inputs.path_source(rows, n, seed), dtype=np.float32), 2, 0)
    quantiles = inputs.quantiles[rows]
    steps = timeline.steps_for(days)
    # Rounded up, so that chunks of different lengths share one draw; its first columns are the same.
    u = uniforms(n, -(-max(len(steps), len(lengths)) // 64) * 64, seed, _rho(inputs.dependence))
    for position, step in enumerate(steps):
        if given is not None:
            demand = given[step]
        else:
            demand = np.maximum(quantiles[:, step] @ inverse_cdf_weights(u[:, position], inputs.levels), 0.0)
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
