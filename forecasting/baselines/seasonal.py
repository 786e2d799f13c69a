"""Seasonal naive and seasonal moving average: what a planner would otherwise use.

Both are local and quick (a second for thousands of series), and both take their quantiles
from their own errors on the same series, made at the same distance ahead.
"""

from __future__ import annotations

from math import ceil

import numpy as np
import pandas as pd

from forecasting.baselines.empirical import finish, prior_ratios, row_quantiles, trailing_mean
from forecasting.periods import SEASON
from forecasting.protocol import MODEL_LEVELS, Frequency, Panel, QuantileForecast

__all__ = ["SeasonalMovingAverage", "SeasonalNaive", "demand_of"]

_LEVEL_WINDOW: dict[Frequency, int] = {"daily": 56, "weekly": 13, "monthly": 6}  # periods
_PROFILE_CYCLES = {"daily": 26, "weekly": 3, "monthly": 3}  # seasons that the profile is made of
_ERROR_WINDOW: dict[Frequency, int] = {"daily": 182, "weekly": 78, "monthly": 36}  # periods
_SHRINK_CYCLES = 4.0  # seasons of the pooled profile that are mixed into each series' own


def demand_of(panel: Panel) -> np.ndarray:
    """(S, T) sales where they tell demand, NaN elsewhere."""
    return np.where(panel.available, panel.y, np.nan).astype(np.float64)


def _ffill(values: np.ndarray) -> np.ndarray:
    """Known values carried forward along the rows; NaN before the first."""
    place = np.where(np.isfinite(values), np.arange(values.shape[1])[None, :], -1)
    place = np.maximum.accumulate(place, axis=1)
    carried = np.take_along_axis(values, np.maximum(place, 0), axis=1)
    return np.where(place >= 0, carried, np.nan)


class SeasonalNaive:
    """The last known value of the same season: the same weekday for daily data, last year's
    period for weekly and monthly data. Always in the table."""

    name = "seasonal_naive"

    def __init__(self, levels: tuple[float, ...] = MODEL_LEVELS) -> None:
        self.levels = levels

    def fit(self, panel: Panel) -> SeasonalNaive:
        """Nothing to learn: the forecast is read off the panel that is predicted."""
        return self

    def predict(self, panel: Panel) -> QuantileForecast:
        demand, H = demand_of(panel), panel.horizon
        S, T = demand.shape
        season = SEASON[panel.frequency] if 2 * SEASON[panel.frequency] <= T else 1
        window = _ERROR_WINDOW[panel.frequency]
        carried = np.stack([_ffill(demand[:, k::season])[:, -1] for k in range(season)], axis=1)  # by phase
        point = carried[:, (T + np.arange(H)) % season]
        level = trailing_mean(demand, window)[:, -1:]
        point = np.where(np.isfinite(point), point, np.where(np.isfinite(level), level, 0.0))
        quantiles = np.empty((S, H, len(self.levels)))
        for cycle in range(1, ceil(H / season) + 1):
            lag = cycle * season
            errors = (demand[:, lag:] - demand[:, :-lag])[:, -window:] if lag < T else np.full((S, 1), np.nan)
            steps = slice((cycle - 1) * season, min(cycle * season, H))
            usual = np.maximum(np.nan_to_num(level), point.mean(axis=1, keepdims=True))
            prior = usual * (prior_ratios(self.levels) - 1.0)[None]
            quantiles[:, steps] = point[:, steps, None] + row_quantiles(errors, self.levels, prior)[:, None, :]
        quantiles, mean = finish(quantiles, point)
        return QuantileForecast(self.levels, quantiles, mean, self.name)


class SeasonalMovingAverage:
    """Recent level times a seasonal profile; quantiles from the ratios of past sales to it.

    Ratios, not differences, so that a series that mostly sells nothing keeps its zeros. The
    profile of all series is learnt by `fit`, so that forecasts do not depend on which
    series are forecast together; each series' own profile is mixed with it.
    """

    name = "seasonal_average"

    def __init__(self, levels: tuple[float, ...] = MODEL_LEVELS) -> None:
        self.levels = levels
        self._pooled: np.ndarray | None = None

    def fit(self, panel: Panel) -> SeasonalMovingAverage:
        """Learn the profile of all series together."""
        self._pooled = pooled_profile(demand_of(panel), _phases(panel), panel.frequency)
        return self

    def predict(self, panel: Panel) -> QuantileForecast:
        demand, H = demand_of(panel), panel.horizon
        S, T = demand.shape
        season, window = SEASON[panel.frequency], _ERROR_WINDOW[panel.frequency]
        phase = _phases(panel)
        pooled = self._pooled
        if pooled is None or len(pooled) != season:
            pooled = pooled_profile(demand, phase, panel.frequency)
        profile = own_profile(demand, phase, pooled, panel.frequency)
        level = _ffill(trailing_mean(demand / profile[:, phase[:T]], _LEVEL_WINDOW[panel.frequency]))
        point = np.nan_to_num(level[:, -1:]) * profile[:, phase[T:]]
        quantiles = np.empty((S, H, len(self.levels)))
        block = min(season, 13)  # steps that share their error quantiles
        for start in range(0, H, block):
            lag = min(start + block, H)
            ratio = np.full((S, 1), np.nan)
            if lag < T:
                expected = level[:, :-lag] * profile[:, phase[lag:T]]
                ratio = np.divide(demand[:, lag:], expected, out=np.full(expected.shape, np.nan), where=expected > 0)
            steps = slice(start, min(start + block, H))
            spread = row_quantiles(ratio[:, -window:], self.levels, prior_ratios(self.levels))
            quantiles[:, steps] = point[:, steps, None] * spread[:, None, :]
        quantiles, mean = finish(quantiles, point)
        return QuantileForecast(self.levels, quantiles, mean, self.name)


def _phases(panel: Panel) -> np.ndarray:
    """(T + H,) place of each period in the season, the same for panels that begin on other dates."""
    dates = pd.DatetimeIndex(panel.dates.append(panel.future_dates))
    if panel.frequency == "daily":
        return dates.dayofweek.to_numpy()
    if panel.frequency == "monthly":
        return dates.month.to_numpy() - 1
    return np.minimum((dates.dayofyear.to_numpy() - 1) // 7, SEASON["weekly"] - 1)


def _profile_sums(
    demand: np.ndarray, phase: np.ndarray, frequency: Frequency
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Sums and counts per place in the season (S, season), and the level (S,), of the last few seasons."""
    season, T = SEASON[frequency], demand.shape[1]
    first = max(0, T - _PROFILE_CYCLES[frequency] * season)
    recent, phase = demand[:, first:], phase[first:T]
    known = np.isfinite(recent)
    plain = np.where(known, recent, 0.0)
    level = np.divide(plain.sum(1), known.sum(1), out=np.zeros(len(demand)), where=known.any(1))
    sums = np.stack([plain[:, phase == k].sum(1) for k in range(season)], axis=1)
    counts = np.stack([known[:, phase == k].sum(1) for k in range(season)], axis=1)
    return sums, counts, level


def pooled_profile(demand: np.ndarray, phase: np.ndarray, frequency: Frequency) -> np.ndarray:
    """(season,) seasonal factors of all series together; ones where there are less than two seasons of data."""
    if 2 * SEASON[frequency] > demand.shape[1]:
        return np.ones(SEASON[frequency])
    sums, counts, level = _profile_sums(demand, phase, frequency)
    expected = (counts * level[:, None]).sum(0)
    return np.divide(sums.sum(0), expected, out=np.ones(len(expected)), where=expected > 0)


def own_profile(demand: np.ndarray, phase: np.ndarray, pooled: np.ndarray, frequency: Frequency) -> np.ndarray:
    """(S, season) seasonal factors with mean 1, each series' own shrunk towards `pooled`."""
    S, T = demand.shape
    if 2 * len(pooled) > T:
        return np.broadcast_to(pooled / pooled.mean(), (S, len(pooled)))
    sums, counts, level = _profile_sums(demand, phase, frequency)
    shrink = _SHRINK_CYCLES * level[:, None]
    bottom = counts * level[:, None] + shrink
    own = np.divide(sums + shrink * pooled, bottom, out=np.ones((S, len(pooled))), where=bottom > 0)
    return np.maximum(own / own.mean(axis=1, keepdims=True), 1e-3)
