"""Seasonal naive and seasonal moving average: what a planner would otherwise use.

Both are local and quick (a second for thousands of series), and both take their quantiles
from their own errors on the same series, made at the same distance ahead.
"""

from __future__ import annotations

from math import ceil

import numpy as np

from forecasting.baselines.empirical import finish, row_quantiles, trailing_mean
from forecasting.periods import SEASON
from forecasting.protocol import Frequency, Panel, QuantileForecast
from forecasting.run_tables import DAILY_QUANTILES

__all__ = ["SeasonalMovingAverage", "SeasonalNaive"]

_LEVEL_WINDOW: dict[Frequency, int] = {"daily": 56, "weekly": 13, "monthly": 6}  # periods
_PROFILE_CYCLES = {"daily": 26, "weekly": 3, "monthly": 3}  # seasons that the profile is made of
_ERROR_WINDOW: dict[Frequency, int] = {"daily": 182, "weekly": 78, "monthly": 36}  # periods
_SHRINK_CYCLES = 4.0  # seasons of the pooled profile that are mixed into each series' own


def _demand(panel: Panel) -> np.ndarray:
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

    def __init__(self, levels: tuple[float, ...] = DAILY_QUANTILES) -> None:
        self.levels = levels

    def fit(self, panel: Panel) -> SeasonalNaive:
        """Nothing to learn: the forecast is read off the panel that is predicted."""
        return self

    def predict(self, panel: Panel) -> QuantileForecast:
        demand, H = _demand(panel), panel.horizon
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
            quantiles[:, steps] = point[:, steps, None] + row_quantiles(errors, self.levels)[:, None, :]
        quantiles, mean = finish(quantiles, point)
        return QuantileForecast(self.levels, quantiles, mean, self.name)


class SeasonalMovingAverage:
    """Recent level times a seasonal profile; quantiles from the ratios of past sales to it.

    Ratios, not differences, so that a series that mostly sells nothing keeps its zeros.
    """

    name = "seasonal_average"

    def __init__(self, levels: tuple[float, ...] = DAILY_QUANTILES) -> None:
        self.levels = levels

    def fit(self, panel: Panel) -> SeasonalMovingAverage:
        """Nothing to learn: level and profile are read off the panel that is predicted."""
        return self

    def predict(self, panel: Panel) -> QuantileForecast:
        demand, H = _demand(panel), panel.horizon
        S, T = demand.shape
        season, window = SEASON[panel.frequency], _ERROR_WINDOW[panel.frequency]
        profile = seasonal_profile(demand, season, _PROFILE_CYCLES[panel.frequency])
        phase = np.arange(T + H) % season
        level = _ffill(trailing_mean(demand / profile[:, phase[:T]], _LEVEL_WINDOW[panel.frequency]))
        point = np.nan_to_num(level[:, -1:]) * profile[:, phase[T:]]
        quantiles = np.empty((S, H, len(self.levels)))
        block = min(season, 13)  # steps that share their error quantiles
        for start in range(0, H, block):
            lag = min(start + block, H)
            if lag < T:
                expected = level[:, :-lag] * profile[:, phase[lag:T]]
                usable = expected > 0
                ratio = np.divide(demand[:, lag:], expected, out=np.full(expected.shape, np.nan), where=usable)
                ratio = ratio[:, -window:]
            else:
                ratio = np.full((S, 1), np.nan)
            steps = slice(start, min(start + block, H))
            quantiles[:, steps] = point[:, steps, None] * row_quantiles(ratio, self.levels)[:, None, :]
        quantiles, mean = finish(quantiles, point)
        return QuantileForecast(self.levels, quantiles, mean, self.name)


def seasonal_profile(demand: np.ndarray, season: int, cycles: int) -> np.ndarray:
    """(S, season) seasonal factors with mean 1, each series' own shrunk towards that of all.

    Phase 0 is the phase of column 0. All ones where there are less than two seasons of data.
    """
    S, T = demand.shape
    if 2 * season > T:
        return np.ones((S, season))
    T0 = max(0, T - cycles * season)
    recent = demand[:, T0:]
    phase = np.arange(T0, T) % season
    known = np.isfinite(recent)
    plain = np.where(known, recent, 0.0)
    level = np.divide(plain.sum(1), known.sum(1), out=np.zeros(S), where=known.any(1))
    sums = np.stack([plain[:, phase == k].sum(1) for k in range(season)], axis=1)
    counts = np.stack([known[:, phase == k].sum(1) for k in range(season)], axis=1)
    expected = (counts * level[:, None]).sum(0)
    pooled = np.divide(sums.sum(0), expected, out=np.ones(season), where=expected > 0)
    shrink = _SHRINK_CYCLES * level[:, None]
    bottom = counts * level[:, None] + shrink
    own = np.divide(sums + shrink * pooled, bottom, out=np.ones((S, season)), where=bottom > 0)
    return np.maximum(own / own.mean(axis=1, keepdims=True), 1e-3)
