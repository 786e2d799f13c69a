"""Calibration of quantiles by moving their levels, on held-out windows.

Where a 90% quantile held only 84% of what came, the distribution is read at a higher level.
For each demand class and step bucket every level gets a shift on the logit scale,

    level' = sigmoid(logit(level) + shift),

the one with the least pinball loss on held-out actuals. For continuous demand that is the
conformal condition (the quantile at level' covers the share `level`; split conformal in
PIT space, Chernozhukov, Wuthrich and Zhu 2021). For counts it is the right one too, where
matching coverage is not: a quantile of whole units always covers more than its level, and
pulling it down to an exact share makes it worse. Moving levels, not units, keeps the zeros of
intermittent demand at zero and never lets quantiles cross.

Small groups lean on the map over all series, and that leans on no shift: the windows of
one backtest share their shocks, so n actuals are worth far fewer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from forecasting.metrics import wql
from forecasting.paths import inverse_cdf

__all__ = ["BUCKETS", "LIMIT", "Calibrator", "pit_interval"]

BUCKETS = (7, 28)  # last step of each bucket but the final, open one
KNOTS = np.array([0.01, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99])
SHIFTS = np.linspace(-2.0, 2.0, 41)  # on the logit scale: 0.9 can become 0.55 or 0.985
MOST_ACTUALS = 15_000  # actuals that a map is fitted to; more are thinned evenly
LIMIT = 0.2  # of a checked shift, on the logit scale: 0.9 can become 0.88 or 0.92
SHARES = (0.0, 0.5, 1.0)  # of the fitted shifts, tried on windows that they were not fitted to
LOWEST, HIGHEST = 0.002, 0.998  # levels are never moved beyond


def _logit(level: np.ndarray) -> np.ndarray:
    return np.log(level / (1 - level))


def _shifted(levels: np.ndarray, shift: np.ndarray) -> np.ndarray:
    """Levels moved on the logit scale; without a shift exactly themselves, or a quantile of zero would be a hair above
    and no longer cover the zeros."""
    return np.where(shift == 0.0, levels, np.clip(1 / (1 + np.exp(-(_logit(levels) + shift))), LOWEST, HIGHEST))


def pit_interval(y: np.ndarray, quantiles: np.ndarray, levels: Sequence[float]) -> tuple[np.ndarray, np.ndarray]:
    """Lower and upper probability integral transform of actuals `y` (...), for reports.

    Equal where the distribution is continuous, apart where it jumps (a mass at zero). NaN where y is.
    """
    grid = np.concatenate([[0.0], np.asarray(levels, float)])
    knots = np.concatenate([np.zeros_like(quantiles[..., :1]), quantiles], axis=-1)
    value = np.nan_to_num(y)[..., None]
    below, upto = (knots < value).sum(-1), (knots <= value).sum(-1)
    right = np.clip(below, 1, len(grid) - 1)
    q0 = np.take_along_axis(knots, (right - 1)[..., None], -1)[..., 0]
    q1 = np.take_along_axis(knots, right[..., None], -1)[..., 0]
    part = np.divide(value[..., 0] - q0, q1 - q0, out=np.zeros(q0.shape), where=q1 > q0)
    smooth = grid[right - 1] + np.clip(part, 0, 1) * (grid[right] - grid[right - 1])
    slope = (quantiles[..., -1] - quantiles[..., -2]) / np.log((1 - grid[-2]) / (1 - grid[-1]))
    slope = np.maximum(slope, 1e-6 + 1e-3 * np.abs(quantiles[..., -1]))
    over = 1 - (1 - grid[-1]) * np.exp(-np.maximum(value[..., 0] - quantiles[..., -1], 0.0) / slope)
    low = np.where(below == len(grid), over, smooth)
    flat = upto > below  # y equals one or more knots
    low = np.where(flat, np.where(below == 0, 0.0, grid[np.clip(below, 0, len(grid) - 1)]), low)
    high = np.where(flat, grid[np.clip(upto - 1, 0, len(grid) - 1)], low)
    unknown = ~np.isfinite(y)
    return np.where(unknown, np.nan, low), np.where(unknown, np.nan, high)


def _best_shifts(actual: np.ndarray, quantiles: np.ndarray, levels: Sequence[float]) -> tuple[np.ndarray, int]:
    """(K,) shift of each knot with the least pinball loss, and the number of known actuals.

    A series counts with the square root of its size: the loss of a best seller does not decide alone.
    """
    known = np.isfinite(actual)
    count = int(known.sum())
    if not count:
        return np.zeros(len(KNOTS)), 0
    y, q = actual[known], quantiles[known]
    thin = slice(None, None, -(-count // MOST_ACTUALS))
    y, q = y[thin], q[thin]
    weight = 1.0 / np.sqrt(q.mean(axis=1) + 1e-2 * max(float(q.mean()), 1e-9))
    total = weight @ y
    shifts = np.empty(len(KNOTS))
    for k, level in enumerate(KNOTS):
        read = inverse_cdf(q, levels, _shifted(np.full(len(SHIFTS), level), SHIFTS))  # (n, shifts)
        # max(l (y - x), (l - 1)(y - x)) = l (y - x) + max(x - y, 0), summed by products with the weights
        loss = level * (total - weight @ read)
        loss += weight @ np.maximum(np.subtract(read, y[:, None], out=read), 0.0, out=read)
        # the flat bottom of a count's loss: of equally good shifts the smallest
        good = loss <= loss.min() * (1 + 5e-4)
        shifts[k] = SHIFTS[good][np.argmin(np.abs(SHIFTS[good]))]
    padded = np.pad(shifts, 1, mode="edge")
    return 0.25 * padded[:-2] + 0.5 * shifts + 0.25 * padded[2:], count


@dataclass
class Calibrator:
    """Shifts per (demand class, step bucket). `strength` is in actuals, `trust` a share."""

    strength: float = 1000.0  # of the map over all series against a class and bucket
    trust: float = 0.9  # of the map over all series against no shift
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
        bucket = _bucket_of(np.arange(actual.shape[1]) % (window or actual.shape[1]) + 1)
        names = _names(classes, len(actual))
        everything, count = _best_shifts(actual, quantiles, levels)
        overall = self.trust * everything * count / (count + 500.0)
        self.maps = {"": overall.tolist()}
        for b in np.unique(bucket):
            steps = bucket == b
            pooled, n = _best_shifts(actual[:, steps], quantiles[:, steps], levels)
            base = self._lean(pooled, n, overall)
            self.maps[f"|{b}"] = base.tolist()
            for name in np.unique(names):
                rows = np.ix_(names == name, steps)
                own, n = _best_shifts(actual[rows], quantiles[rows], levels)
                self.maps[f"{name}|{b}"] = self._lean(own, n, base).tolist()
        return self

    def fit_checked(
        self,
        actual: np.ndarray,
        quantiles: np.ndarray,
        levels: Sequence[float],
        classes: np.ndarray | None,
        window: int,
    ) -> Calibrator:
        """`fit`, but only as much of it as held on windows that it was not fitted to, and never far.

        Every origin's window is read with shifts learnt on the others; of none, half and all of them the share
        with the least WQL is kept. What one window had of bias or shock is no miscalibration, and there it stays
        uncorrected. With a single window there is nothing to check against: the fit within its limit. The
        limit: models learn on after their backtest, and a bias that all its windows had may be gone by then.
        """
        origin = np.arange(actual.shape[1]) // window
        count = int(origin[-1]) + 1 if len(origin) else 0
        self.fit(actual, quantiles, levels, classes, window)
        if count < 2:
            self.maps = self.drawn_back(1.0).maps
            return self
        losses = np.zeros(len(SHARES))
        for k in range(count):
            other, held = origin != k, origin == k
            if not np.nansum(actual[:, held]) > 0:
                continue
            part = Calibrator(self.strength, self.trust)
            part.fit(actual[:, other], quantiles[:, other], levels, classes, window)
            for i, share in enumerate(SHARES):
                moved = part.drawn_back(share).apply(quantiles[:, held], levels, classes)
                losses[i] += float(wql(actual[:, held], moved, levels))
        self.maps = self.drawn_back(SHARES[int(np.argmin(losses))]).maps
        return self

    def drawn_back(self, share: float) -> Calibrator:
        """The same with `share` of every shift, none of them beyond `LIMIT`."""
        maps = {k: np.clip(share * np.asarray(shifts), -LIMIT, LIMIT).tolist() for k, shifts in self.maps.items()}
        return Calibrator(self.strength, self.trust, maps)

    def _lean(self, own: np.ndarray, count: int, base: np.ndarray) -> np.ndarray:
        weight = self.trust * count / (count + self.strength)
        return weight * own + (1 - weight) * base

    def apply(self, quantiles: np.ndarray, levels: Sequence[float], classes: np.ndarray | None = None) -> np.ndarray:
        """(S, H, Q) -> the same shape: every level read at its calibrated place."""
        if not self.maps:
            return quantiles
        names = _names(classes, len(quantiles))
        bucket = _bucket_of(np.arange(1, quantiles.shape[1] + 1))
        grid = np.asarray(levels, float)
        moved = np.empty(quantiles.shape, np.float32)
        for b in np.unique(bucket):
            for name in np.unique(names):
                rows = np.ix_(names == name, bucket == b)
                wanted = _shifted(grid, np.interp(grid, KNOTS, self._map(name, int(b))))
                moved[rows] = inverse_cdf(quantiles[rows], levels, wanted)
        return np.maximum.accumulate(moved, axis=2)

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


def _names(classes: np.ndarray | None, series: int) -> np.ndarray:
    return np.array([""] * series if classes is None else [str(c or "") for c in classes])


def _bucket_of(steps: np.ndarray) -> np.ndarray:
    """Bucket number of 1-based steps."""
    return np.searchsorted(np.asarray(BUCKETS), steps, side="left")
