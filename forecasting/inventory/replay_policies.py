"""The policies that a replay compares. Each sees the state, and sales up to the last period; none sees the future.

| name | order |
|---|---|
| quantile | newsvendor on the stock at arrival, over demand paths with lost sales on the way (ours) |
| seasonal_average | 13-period seasonal moving average, up to lead time + 2 review periods (organisers' benchmark) |
| buyers_rule | the average of the last four weeks, times lead time + review + a week: how many buyers order |
| z_sigma | the same forecast over lead time + review, plus z sigma sqrt(L + R) |
| foresight | knows the demand; what no policy can beat by much |
| none | orders nothing |
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from forecasting.inventory.demand_models import DemandModel, negative_binomial, season_index
from forecasting.inventory.replay_data import ReplayData, Terms

__all__ = ["POLICIES", "Policy", "Quantile", "SeasonalAverage", "State", "seasonal_average"]


@dataclass(frozen=True)
class State:
    """Before period t + 1: stock (S,), and what arrives before periods t + 1 .. t + lead (S, lead)."""

    t: int
    on_hand: np.ndarray
    arriving: np.ndarray

    @property
    def position(self) -> np.ndarray:
        return self.on_hand + self.arriving.sum(axis=1)


Policy = Callable[[ReplayData, State, Terms], np.ndarray]


@dataclass
class Quantile:
    """Order so that the stock on arrival meets the demand of the periods it covers with the cost-optimal chance.

    Demand paths run from now to the arrival, sales lost on the way are lost; then the
    quantile of (demand covered - stock on arrival) at shortage / (shortage + overage).
    A unit left over is held for longer than one period when it was one too many, so
    overage = `periods_held` x holding; 1.75 was chosen on windows before those reported.
    """

    model: DemandModel
    paths: int = 300
    periods_held: float = 1.75
    seed: int = 1

    def __call__(self, data: ReplayData, state: State, terms: Terms) -> np.ndarray:
        horizon = terms.lead + terms.review
        mean = self.model.means(data, state.t, horizon)
        stock = np.repeat(state.on_hand[:, None], self.paths, axis=1).astype(float)
        for k in range(terms.lead):
            stock = np.maximum(stock + state.arriving[:, k, None] - self._draw(mean[k], k), 0.0)
        covered = sum(self._draw(mean[k], k) for k in range(terms.lead, horizon))
        need = np.sort(covered - stock, axis=1)
        overage = terms.holding * self.periods_held * terms.review
        ratio = terms.shortage / (terms.shortage + overage)
        rank = np.ceil(self.paths * np.broadcast_to(ratio, len(need)) - 1e-9).astype(int) - 1
        return np.maximum(need[np.arange(len(need)), np.clip(rank, 0, self.paths - 1)], 0.0)

    def _draw(self, mean: np.ndarray, step: int) -> np.ndarray:
        order = np.random.default_rng([self.seed, step]).permutation(self.paths)
        return negative_binomial(mean, self.model.phi, (order + 0.5) / self.paths)


def seasonal_average(data: ReplayData, t: int, horizon: int, window: int = 13) -> np.ndarray:
    """(horizon, S) seasonal moving average: deseasonalised mean of the last `window` periods, season put back."""
    index = season_index(data.sales[:, : t + 1], data.position, data.season, prior=0.0)
    flat = data.sales[:, max(0, t - window + 1) : t + 1] / index[data.position[max(0, t - window + 1) : t + 1]]
    count = (~np.isnan(flat)).sum(axis=1)
    level = np.nansum(flat, axis=1) / np.maximum(count, 1)
    return level * index[data.position[t + 1 : t + 1 + horizon]][:, None]


@dataclass
class SeasonalAverage:
    """Up to `safety` review periods more than lead time + review period of the seasonal moving average."""

    safety: float = 1.0

    def __call__(self, data: ReplayData, state: State, terms: Terms) -> np.ndarray:
        cover = terms.lead + terms.review * (1 + self.safety)
        horizon = int(np.ceil(cover))
        weight = np.clip(cover - np.arange(horizon), 0, 1)
        level = weight @ seasonal_average(data, state.t, horizon)
        return np.maximum(np.round(level - state.position), 0.0)


def buyers_rule(data: ReplayData, state: State, terms: Terms) -> np.ndarray:
    """Up to the average of the last four weeks times lead time + review period + one week (the rule of `saved_26w`)."""
    week = 1 if data.season == 52 else 7
    past = data.sales[:, max(0, state.t - 4 * week + 1) : state.t + 1]
    average = np.nansum(past, axis=1) / np.maximum((~np.isnan(past)).sum(axis=1), 1)
    return np.maximum(np.round(average * (terms.lead + terms.review + week) - state.position), 0.0)


def z_sigma(data: ReplayData, state: State, terms: Terms) -> np.ndarray:
    """Seasonal average over lead time + review period, plus z sigma sqrt(L + R) at the critical ratio."""
    from scipy.stats import norm

    periods = terms.lead + terms.review
    past = data.sales[:, max(0, state.t - 51) : state.t + 1]
    seen = (~np.isnan(past)).sum(axis=1) > 1
    sigma = np.zeros(len(past))
    sigma[seen] = np.nanstd(past[seen], axis=1)
    level = seasonal_average(data, state.t, periods).sum(axis=0)
    level += norm.ppf(terms.critical_ratio) * sigma * np.sqrt(periods)
    return np.maximum(np.ceil(level - state.position - 1e-9), 0.0)


def foresight(data: ReplayData, state: State, terms: Terms) -> np.ndarray:
    """Exactly what will be sold in the periods the order covers."""
    stock = state.on_hand.astype(float)
    last = data.demand.shape[1]
    for k in range(terms.lead):
        coming = data.demand[:, state.t + 1 + k] if state.t + 1 + k < last else 0.0
        stock = np.maximum(stock + state.arriving[:, k] - coming, 0.0)
    first = state.t + 1 + terms.lead
    return np.maximum(data.demand[:, first : first + terms.review].sum(axis=1) - stock, 0.0)


def none(data: ReplayData, state: State, terms: Terms) -> np.ndarray:
    """Nothing."""
    return np.zeros(len(state.on_hand))


#: The policies that need no fitting, by name.
POLICIES: dict[str, Policy] = {
    "seasonal_average": SeasonalAverage(),
    "buyers_rule": buyers_rule,
    "z_sigma": z_sigma,
    "foresight": foresight,
    "none": none,
}
