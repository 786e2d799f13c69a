"""Fast full-distribution forecasts for replays: a seasonal level, corrected by pooled boosting.

`SeasonalLevel`: deseasonalised averages of 8, 26 and 52 periods, weighted and shrunk, times a
season index that is known at the time. `PooledDemand`: LightGBM (Poisson) learns over all
series what that level misses; how far to trust it is chosen on the periods just before the
start. Demand is negative binomial around the mean: variance = mean + phi mean^1.5.
Nothing here looks at a period after the origin it forecasts from.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np
import pandas as pd

from forecasting.inventory.replay_data import ReplayData

__all__ = ["DemandModel", "PooledDemand", "SeasonalLevel", "negative_binomial", "season_index"]


class DemandModel(Protocol):
    """Mean demand of the next `horizon` periods (horizon, S), seen from the end of period `t`."""

    phi: float

    def fit(self, data: ReplayData, t: int, horizon: int) -> DemandModel: ...

    def means(self, data: ReplayData, t: int, horizon: int) -> np.ndarray: ...


def season_index(sales: np.ndarray, position: np.ndarray, season: int, prior: float = 0.3) -> np.ndarray:
    """(season,) multiplicative index of the average series, from `sales` (S, t) and their places in the season.

    Each period over the centred mean of a season around it, drawn towards 1 with the weight of
    `prior` periods; places not seen yet are 1.
    """
    count = (~np.isnan(sales)).sum(axis=0)
    total = pd.Series(np.nansum(sales, axis=0) / np.maximum(count, 1))
    trend = total.rolling(season + 1 - season % 2, center=True, min_periods=season // 2 + 1).mean()
    usable = (trend > 0).to_numpy()
    ratio = (total[usable] / trend[usable]).to_numpy()
    place = position[: len(total)][usable]
    sums, counts = np.bincount(place, ratio, season), np.bincount(place, minlength=season)
    return np.where(counts > 0, (sums + prior) / np.maximum(counts + prior, 1e-9), 1.0)


@dataclass
class SeasonalLevel:
    """Level times season; only the spread is learned."""

    phi: float = 0.35

    def fit(self, data: ReplayData, t: int, horizon: int) -> SeasonalLevel:
        """Choose phi so that sums over the horizon had the right spread at 26 past origins, every series alike."""
        ratios = []
        gap = max(horizon // 2, 1)
        for origin in range(t - horizon, max(t - horizon - 26 * gap, 30), -gap):
            mean = self.means(data, origin, horizon)
            window = data.sales[:, origin + 1 : origin + 1 + horizon]
            whole = ~np.isnan(window).any(axis=1)
            expected = mean[:, whole].sum(axis=0)
            error = window[whole].sum(axis=1) - expected
            # Floored, so that products that hardly sell do not decide.
            ratios.append((error**2 - expected) / np.maximum((mean[:, whole] ** 1.5).sum(axis=0), 0.2 * horizon))
        self.phi = float(np.clip(np.concatenate(ratios).mean(), 0.05, 20.0)) if ratios else 0.35
        return self

    def means(self, data: ReplayData, t: int, horizon: int) -> np.ndarray:
        index = season_index(data.sales[:, : t + 1], data.position, data.season)
        level, _ = _levels(data, t, index)
        return level * index[data.position[t + 1 : t + 1 + horizon]][:, None]


#: Weight of a period in each window; days weigh a quarter, so that they do not drown the prior.
_WEIGHTS = {8: 0.8, 26: 0.35, 52: 0.15}


def _mean(values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    count = (~np.isnan(values)).sum(axis=1)
    return np.nansum(values, axis=1) / np.maximum(count, 1), count


def _levels(data: ReplayData, t: int, index: np.ndarray) -> tuple[np.ndarray, dict[int, tuple[np.ndarray, np.ndarray]]]:
    """Weighted level per series (S,), and the deseasonalised means of the last 2 ... 104 periods behind it."""
    start = max(0, t - 103)
    flat = data.sales[:, start : t + 1] / index[data.position[start : t + 1]]
    means = {k: _mean(flat[:, -k:]) for k in (2, 4, 8, 13, 26, 52, 104)}
    weights = _WEIGHTS if data.season == 52 else {k: w / 4 for k, w in _WEIGHTS.items()}
    above = sum(w * means[k][0] * means[k][1] for k, w in weights.items()) + 0.15
    below = sum(w * means[k][1] for k, w in weights.items()) + 0.3
    return np.maximum(above / below, 0.05), means


@dataclass
class PooledDemand:
    """`SeasonalLevel` corrected by gradient boosting over all series; one fit per replay window."""

    phi: float = 0.35
    trees: int = 300
    learning_rate: float = 0.05
    leaves: int = 31
    minimum_rows: int = 50
    half_life: float = 104.0  # periods after which a training row counts half
    held_out: int = 13  # periods before the start on which the share of the correction is chosen
    seed: int = 0
    share: float = 0.5
    _booster: Any = field(default=None, repr=False)
    _cache: dict[int, tuple[np.ndarray, np.ndarray]] = field(default_factory=dict, repr=False)

    def fit(self, data: ReplayData, t: int, horizon: int) -> PooledDemand:
        """Learn from periods 0 .. t. With little history (60 periods) the level alone is used."""
        self._booster, self.share = None, 0.0
        if t < 60:
            return self
        early = self._train(data, t - self.held_out, horizon)
        self.share = self._best_share(data, early, t, horizon)
        self._booster = self._train(data, t, horizon) if self.share > 0 else None
        return self

    def means(self, data: ReplayData, t: int, horizon: int) -> np.ndarray:
        x, base = self._rows(data, t, horizon)
        if self._booster is None:
            return base
        raw = np.stack([self._booster.predict(part, raw_score=True) for part in x])
        return base * np.exp(self.share * raw)

    def _train(self, data: ReplayData, t: int, horizon: int) -> Any:
        import lightgbm

        x, y, base, age = self._training_rows(data, t, horizon)
        settings = {
            "objective": "poisson", "learning_rate": self.learning_rate, "num_leaves": self.leaves,
            "min_data_in_leaf": self.minimum_rows, "feature_fraction": 0.5, "bagging_fraction": 0.6,
            "bagging_freq": 1, "lambda_l2": 10.0, "max_bin": 63, "num_threads": 1, "seed": self.seed,
            "deterministic": True, "verbose": -1,
        }  # fmt: skip
        rows = lightgbm.Dataset(x, y, weight=0.5 ** (age / self.half_life), init_score=np.log(base))
        return lightgbm.train(settings, rows, self.trees)

    def _training_rows(self, data: ReplayData, t: int, horizon: int) -> tuple[np.ndarray, ...]:
        started = np.nan_to_num(data.sales[:, : t + 1]).cumsum(axis=1) > 0
        parts = []
        for origin in range(30, t):
            x, base = self._rows(data, origin, horizon)
            old = started[:, origin - 3]
            for k in range(min(horizon, t - origin)):
                y = data.sales[:, origin + 1 + k]
                known = old & ~np.isnan(y)
                parts.append((x[k][known], y[known], base[k][known], np.full(known.sum(), t - origin, float)))
        return tuple(np.concatenate(column) for column in zip(*parts, strict=True))

    def _best_share(self, data: ReplayData, booster: Any, t: int, horizon: int) -> float:
        """The share of the (log) correction with the least Poisson deviance on the held-out periods.

        Halved towards one half, because 13 periods of one season are a small sample.
        """
        truth, level, raw = [], [], []
        for origin in range(t - self.held_out, t - horizon + 1):
            x, base = self._rows(data, origin, horizon)
            y = data.sales[:, origin + horizon]
            known = ~np.isnan(y)
            truth.append(y[known])
            level.append(base[-1][known])
            raw.append(booster.predict(x[-1][known], raw_score=True))
        y, base, correction = np.concatenate(truth), np.concatenate(level), np.concatenate(raw)
        shares = np.linspace(0, 1, 5)
        loss = [(base * np.exp(s * correction) - y * s * correction).mean() for s in shares]
        return float(0.25 + 0.5 * shares[int(np.argmin(loss))])

    def _rows(self, data: ReplayData, t: int, horizon: int) -> tuple[np.ndarray, np.ndarray]:
        """Features (horizon, S, F) and level times season (horizon, S) at origin `t`; kept, for they never change."""
        found = self._cache.get(t)
        if found is None or len(found[1]) != horizon:
            found = self._cache[t] = features(data, t, horizon)
        return found


def features(data: ReplayData, t: int, horizon: int) -> tuple[np.ndarray, np.ndarray]:
    """What is known at the end of period `t` about each of the next `horizon` periods."""
    season, place = data.season, data.position
    index = season_index(data.sales[:, : t + 1], place, season)
    level, means = _levels(data, t, index)
    recent = data.sales[:, max(0, t - 51) : t + 1]
    zeros = (recent[:, -26:] == 0).sum(axis=1) / np.maximum(means[26][1], 1)
    spread = np.sqrt(np.nanvar(np.where(np.isnan(recent), means[52][0][:, None], recent), axis=1))
    columns = [np.log(level), zeros, spread / level, np.nan_to_num(recent).max(axis=1) / level]
    columns += [np.log((means[k][0] + 0.1) / (level + 0.1)) for k in (4, 8, 13, 26, 52)]
    columns += [np.nan_to_num(recent[:, -k]) / level for k in (1, 2)]
    columns.append(1 - means[8][1] / 8)
    everything = np.zeros(len(level), dtype=int)
    for codes in (everything, *data.groups.values()):
        for short, long in ((4, 26), (13, 52)):
            columns.append(np.log((_pooled(codes, means[short][0]) + 0.3) / (_pooled(codes, means[long][0]) + 0.3)))
    columns += [codes.astype(float) for codes in data.groups.values()]
    columns += _recent(data, t, index, level, means)
    common = np.column_stack(columns)
    rows = [np.column_stack([common, *_year_ago(data, t, t + 1 + k, level, index)]) for k in range(horizon)]
    base = level * index[place[t + 1 : t + 1 + horizon]][:, None]
    return np.stack(rows), base


def _recent(
    data: ReplayData, t: int, index: np.ndarray, level: np.ndarray, means: dict[int, tuple[np.ndarray, np.ndarray]]
) -> list[np.ndarray]:
    """The last eight periods one by one, what the same product, store and category did lately, and the spread."""
    start = max(0, t - 25)
    flat = data.sales[:, start : t + 1] / index[data.position[start : t + 1]]
    columns = [np.log((np.nan_to_num(flat[:, -k]) + 0.3) / (level + 0.3)) for k in range(1, 9)]
    for name in (n for n in _TOLD_APART if n in data.groups):
        codes = data.groups[name]
        usual = _pooled(codes, means[26][0])
        for k in (1, 2, 8):
            columns.append(np.log((_pooled(codes, _mean(flat[:, -k:])[0]) + 0.3) / (usual + 0.3)))
        columns.append(np.log(usual + 0.1))
    columns.append(np.log((means[104][0] + 0.1) / (level + 0.1)))
    tops = np.percentile(np.nan_to_num(flat), [50, 75, 90], axis=1)
    return [*columns, *(np.log((top + 0.3) / (level + 0.3)) for top in tops)]


#: Groups whose own recent weeks are features, one by one.
_TOLD_APART = ("product", "department", "category", "store")


def _year_ago(data: ReplayData, t: int, target: int, level: np.ndarray, index: np.ndarray) -> list[np.ndarray]:
    """Features of the target period: its place in the season, and what happened there one season ago."""
    size, there = len(level), target - data.season
    ago = around = np.full(size, np.nan)
    if there >= 2:
        ago = _mean(data.sales[:, there - 1 : min(there + 2, t + 1)])[0]
        around = _mean(data.sales[:, max(0, there - 13) : min(there + 14, t + 1)])[0]
    place = data.position[target]
    columns = [
        np.full(size, float(target - t)), np.full(size, float(place)), np.full(size, np.log(index[place])),
        np.log((ago + 0.2) / (around + 0.2)), np.log((ago + 0.3) / (level + 0.3)),
    ]  # fmt: skip
    for codes in data.groups.values():
        columns.append(
            np.log((_pooled(codes, np.nan_to_num(ago)) + 0.5) / (_pooled(codes, np.nan_to_num(around)) + 0.5))
        )
    return columns


def _pooled(codes: np.ndarray, values: np.ndarray) -> np.ndarray:
    """Sum over the series of the same code, given back to each of them."""
    return np.bincount(codes, values)[codes]


def negative_binomial(mean: np.ndarray, phi: float, u: np.ndarray) -> np.ndarray:
    """(S, n) inverse CDF at `u` (n,) of a negative binomial with variance mean + phi mean^1.5 (at least 1.02 mean)."""
    mean = np.maximum(mean, 1e-4)
    variance = np.maximum(mean + phi * mean**1.5, 1.02 * mean)
    p = mean / variance
    r = mean * p / (1 - p)
    out = np.empty((len(mean), len(u)))
    for block in np.array_split(np.argsort(mean, kind="stable"), max(1, min(16, len(mean)))):
        most = int(np.ceil((mean[block] + 9 * np.sqrt(variance[block])).max())) + 3
        k = np.arange(1, most)
        steps = np.log((k - 1 + r[block, None]) / k * (1 - p[block, None]))
        log_pmf = np.concatenate([(r[block] * np.log(p[block]))[:, None], steps], axis=1).cumsum(axis=1)
        cdf = np.exp(log_pmf).cumsum(axis=1)
        for i, row in enumerate(block):
            out[row] = np.searchsorted(cdf[i], u)
    return out
