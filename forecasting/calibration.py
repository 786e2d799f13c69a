"""Conformal calibration of quantiles by moving their levels.

Where a 90% quantile held only 84% of what came, the distribution is read at a higher level:
for each demand class and step bucket the map level -> level' is the empirical quantile of
the probability integral transform (PIT) of held-out actuals (split conformal prediction in
PIT space; Chernozhukov, Wuthrich and Zhu 2021). Moving levels, not units, keeps zero
quantiles of intermittent demand at zero and never lets quantiles cross.

Small groups lean on the map over all series, and that leans on the identity: the windows of
one backtest share their shocks, so n actuals are worth far fewer.

Example: PITs uniform on [0.1, 0.9] (too wide a forecast) move level 0.9 to 0.82.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

__all__ = ["BUCKETS", "Calibrator", "pit_interval", "read_levels"]

BUCKETS = (7, 14, 28)  # last step of each bucket but the final, open one
KNOTS = np.array([0.01, 0.025, 0.05, 0.1, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.7, 0.75, 0.8, 0.9, 0.95, 0.975, 0.99])
LOWEST, HIGHEST = 0.002, 0.998  # levels are never moved beyond


def _tail(grid: np.ndarray, quantiles: np.ndarray) -> np.ndarray:
    """(...) slope of the exponential upper tail, units per unit of -ln(1 - level)."""
    gap = np.log((1 - grid[-2]) / (1 - grid[-1]))
    return np.maximum(quantiles[..., -1] - quantiles[..., -2], 0.0) / gap


def read_levels(quantiles: np.ndarray, levels: Sequence[float], wanted: np.ndarray) -> np.ndarray:
    """Values of the distributions (..., Q) at `wanted` (..., W) levels, broadcast over the leading axes.

    Linear between levels; below the first linear to zero at level 0; above the last
    exponential with the slope of the last two levels, as the sample paths have it.
    """
    grid = np.concatenate([[0.0], np.asarray(levels, float)])
    knots = np.concatenate([np.zeros_like(quantiles[..., :1]), quantiles], axis=-1)
    wanted = np.broadcast_to(wanted, (*quantiles.shape[:-1], wanted.shape[-1]))
    right = np.clip(np.searchsorted(grid, wanted, side="right"), 1, len(grid) - 1)
    low, high = np.take_along_axis(knots, right - 1, -1), np.take_along_axis(knots, right, -1)
    share = (wanted - grid[right - 1]) / (grid[right] - grid[right - 1])
    inside = low + (high - low) * np.minimum(share, 1.0)
    beyond = np.log((1 - grid[-1]) / np.maximum(1 - wanted, 1e-9))
    tail = quantiles[..., -1:] + _tail(grid, quantiles)[..., None] * np.maximum(beyond, 0.0)
    return np.where(wanted > grid[-1], tail, inside).astype(np.float32)


def pit_interval(y: np.ndarray, quantiles: np.ndarray, levels: Sequence[float]) -> tuple[np.ndarray, np.ndarray]:
    """(..., ) lower and upper PIT of actuals `y`: equal where the distribution is continuous,
    apart where it jumps (a mass at zero). NaN where y is."""
    grid = np.concatenate([[0.0], np.asarray(levels, float)])
    knots = np.concatenate([np.zeros_like(quantiles[..., :1]), quantiles], axis=-1)
    value = np.nan_to_num(y)[..., None]
    below, upto = (knots < value).sum(-1), (knots <= value).sum(-1)

    def at(index: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        index = np.clip(index, 0, len(grid) - 1)
        return grid[index], np.take_along_axis(knots, index[..., None], -1)[..., 0]

    (l0, q0), (l1, q1) = at(below - 1), at(below)
    gap = q1 - q0
    part = np.divide(value[..., 0] - q0, gap, out=np.zeros_like(q0, dtype=float), where=gap > 0)
    smooth = l0 + np.clip(part, 0, 1) * (l1 - l0)
    slope = np.maximum(_tail(grid, quantiles), 1e-6 + 1e-3 * np.abs(quantiles[..., -1]))
    over = 1 - (1 - grid[-1]) * np.exp(-np.maximum(value[..., 0] - quantiles[..., -1], 0.0) / slope)
    flat = upto > below  # y equals one or more knots
    first, last = grid[np.clip(below, 0, len(grid) - 1)], grid[np.clip(upto - 1, 0, len(grid) - 1)]
    low = np.where(flat, np.where(below == 0, 0.0, first), np.where(below == len(grid), over, smooth))
    high = np.where(flat, last, low)
    unknown = ~np.isfinite(y)
    return np.where(unknown, np.nan, low), np.where(unknown, np.nan, high)


def _empirical_levels(low: np.ndarray, high: np.ndarray) -> tuple[np.ndarray, int]:
    """(K,) level' for each knot: the knot-quantile of the PITs, ties spread evenly over their interval."""
    known = np.isfinite(low)
    low, high = low[known], high[known]
    if not len(low):
        return KNOTS.copy(), 0
    grid = np.linspace(0.0, 1.0, 401)
    width = np.maximum(high - low, 1e-9)
    share = np.zeros(len(grid))
    for start in range(0, len(low), 100_000):
        part = slice(start, start + 100_000)
        share += np.clip((grid[:, None] - low[None, part]) / width[None, part], 0.0, 1.0).sum(axis=1)
    share = np.maximum.accumulate(share / len(low))
    return np.interp(KNOTS, share + 1e-9 * np.arange(len(grid)), grid), len(low)


@dataclass
class Calibrator:
    """Level maps per (demand class, step bucket). `strength` and `spread` are pseudo-counts of actuals."""

    strength: float = 400.0  # a class and bucket against the map over all series
    trust: float = 0.9  # of the map over all series against the identity
    maps: dict[str, list[float]] = field(default_factory=dict)

    def fit(
        self,
        actual: np.ndarray,
        quantiles: np.ndarray,
        levels: Sequence[float],
        classes: np.ndarray | None = None,
        window: int | None = None,
    ) -> Calibrator:
        """actual (S, N) with NaN where unknown or censored, quantiles (S, N, Q), classes (S,) of text.

        `window`: steps per origin when N holds several origins side by side.
        """
        low, high = pit_interval(actual, quantiles, levels)
        bucket = _bucket_of(np.arange(actual.shape[1]) % (window or actual.shape[1]) + 1)
        names = np.full(len(actual), "", object) if classes is None else np.array([c or "" for c in classes], object)
        everything, count = _empirical_levels(low, high)
        trust = self.trust * count / (count + 200.0)
        overall = trust * everything + (1 - trust) * KNOTS
        self.maps = {"": overall.tolist()}
        for b in np.unique(bucket):
            steps = bucket == b
            pooled, n = _empirical_levels(low[:, steps], high[:, steps])
            base = self._lean(pooled, n, overall, 4 * self.strength)
            self.maps[f"|{b}"] = base.tolist()
            for name in np.unique(names):
                rows = names == name
                own, n = _empirical_levels(low[np.ix_(rows, steps)], high[np.ix_(rows, steps)])
                self.maps[f"{name}|{b}"] = self._lean(own, n, base, self.strength).tolist()
        return self

    def _lean(self, own: np.ndarray, count: int, base: np.ndarray, strength: float) -> np.ndarray:
        weight = self.trust * count / (count + strength)
        return weight * own + (1 - weight) * base

    def apply(self, quantiles: np.ndarray, levels: Sequence[float], classes: np.ndarray | None = None) -> np.ndarray:
        """(S, H, Q) -> the same shape: every level read at its calibrated place."""
        if not self.maps:
            return quantiles
        names = np.full(len(quantiles), "", object) if classes is None else np.array([c or "" for c in classes], object)
        bucket = _bucket_of(np.arange(1, quantiles.shape[1] + 1))
        moved = np.empty(quantiles.shape, np.float32)
        for b in np.unique(bucket):
            steps = np.flatnonzero(bucket == b)
            for name in np.unique(names):
                rows = np.flatnonzero(names == name)
                wanted = np.clip(np.interp(levels, KNOTS, self._map(name, int(b))), LOWEST, HIGHEST)
                part = quantiles[np.ix_(rows, steps)]
                moved[np.ix_(rows, steps)] = read_levels(part, levels, wanted)
        return np.maximum.accumulate(np.maximum(moved, 0.0), axis=2)

    def _map(self, name: str, bucket: int) -> list[float]:
        while bucket >= 0:
            for key in (f"{name}|{bucket}", f"|{bucket}"):
                if key in self.maps:
                    return self.maps[key]
            bucket -= 1  # a horizon beyond the calibrated one uses the last bucket
        return self.maps[""]

    def to_json(self) -> dict[str, Any]:
        return {"strength": self.strength, "trust": self.trust, "maps": self.maps}

    @classmethod
    def from_json(cls, raw: dict[str, Any]) -> Calibrator:
        return cls(**raw)


def _bucket_of(steps: np.ndarray) -> np.ndarray:
    """Bucket number of 1-based steps."""
    return np.searchsorted(np.asarray(BUCKETS), steps, side="left")
