"""AutoETS, Croston and TSB through statsforecast, one fit per series.

Slow beside the others (statsforecast compiles itself for a minute on first use), so they
are not in the default set; name them in `[forecast] models`.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from data.errors import QuartermasterError
from forecasting.baselines.empirical import finish, prior_ratios, row_quantiles
from forecasting.baselines.seasonal import demand_of
from forecasting.periods import SEASON
from forecasting.protocol import MODEL_LEVELS, Panel, QuantileForecast

__all__ = ["TSB", "AutoETS", "Croston"]

_HISTORY = {"daily": 365, "weekly": 156, "monthly": 60}  # periods that are fitted
_ERRORS = {"daily": 182, "weekly": 78, "monthly": 36}  # periods that quantiles of Croston and TSB are read from


def _long(panel: Panel) -> pd.DataFrame:
    """statsforecast's long format; unknown periods take the mean of their neighbours, and no series is empty."""
    demand = demand_of(panel)[:, -_HISTORY[panel.frequency] :]
    frame = pd.DataFrame(demand.T).interpolate(limit_direction="both").fillna(0.0)
    S, T = demand.shape
    return pd.DataFrame(
        {"unique_id": np.repeat(np.arange(S), T), "ds": np.tile(np.arange(T), S), "y": frame.to_numpy().T.ravel()}
    )


def _models() -> Any:
    try:
        from statsforecast import models
    except ImportError:
        raise QuartermasterError("statsforecast is not installed; pip install statsforecast") from None
    return models


def _forecast(panel: Panel, model: Any, level: Any) -> pd.DataFrame:
    from statsforecast import StatsForecast

    made = StatsForecast(models=[model], freq=1, n_jobs=1).forecast(df=_long(panel), h=panel.horizon, level=level)
    return made.sort_values(["unique_id", "ds"])


def _width(q: float) -> float:
    """Width in percent of the central interval that quantile `q` bounds; whole widths as int, as columns name them."""
    width = round(abs(200 * q - 100), 6)
    return int(width) if width == int(width) else width


class AutoETS:
    """Exponential smoothing with automatic choice of its form; quantiles are those of the model's own intervals."""

    name = "auto_ets"

    def __init__(self, levels: tuple[float, ...] = MODEL_LEVELS) -> None:
        self.levels = levels

    def fit(self, panel: Panel) -> AutoETS:
        """Every series is fitted when it is forecast."""
        return self

    def predict(self, panel: Panel) -> QuantileForecast:
        season = SEASON[panel.frequency] if panel.frequency != "weekly" else 1  # 52 is beyond ETS
        widths = {q: _width(q) for q in self.levels}
        made = _forecast(
            panel, _models().AutoETS(season_length=season, alias="ets"), sorted({w for w in widths.values() if w})
        )
        shape = (len(panel.series), panel.horizon)
        names = {q: "ets" if w == 0 else f"ets-{'lo' if q < 0.5 else 'hi'}-{w}" for q, w in widths.items()}
        columns = [made[names[q]].to_numpy().reshape(shape) for q in self.levels]
        mean = made["ets"].to_numpy().reshape(shape)
        quantiles, mean = finish(np.stack(columns, axis=-1), mean)
        return QuantileForecast(self.levels, quantiles, mean, self.name)


class _Intermittent:
    """A flat rate from statsforecast; quantiles are those of the recent sales, moved to that rate."""

    name = ""

    def __init__(self, levels: tuple[float, ...] = MODEL_LEVELS) -> None:
        self.levels = levels

    def fit(self, panel: Panel) -> _Intermittent:
        """Every series is fitted when it is forecast."""
        return self

    def _model(self) -> Any:
        raise NotImplementedError

    def predict(self, panel: Panel) -> QuantileForecast:
        made = _forecast(panel, self._model(), None)
        mean = made["rate"].to_numpy().reshape(len(panel.series), panel.horizon)
        recent = demand_of(panel)[:, -_ERRORS[panel.frequency] :]
        level = np.nanmean(np.where(np.isfinite(recent).any(1, keepdims=True), recent, 0.0), axis=1)
        ratio = np.divide(recent, level[:, None], out=np.full(recent.shape, np.nan), where=level[:, None] > 0)
        spread = row_quantiles(ratio, self.levels, prior_ratios(self.levels))
        quantiles, mean = finish(mean[:, :, None] * np.nan_to_num(spread)[:, None, :], mean)
        return QuantileForecast(self.levels, quantiles, mean, self.name)


class Croston(_Intermittent):
    """Croston's method, bias-corrected (Syntetos and Boylan 2001)."""

    name = "croston"

    def _model(self) -> Any:
        return _models().CrostonSBA(alias="rate")


class TSB(_Intermittent):
    """Teunter, Syntetos and Babai 2011: the chance of a sale falls while nothing sells."""

    name = "tsb"

    def _model(self) -> Any:
        return _models().TSB(alpha_d=0.1, alpha_p=0.1, alias="rate")
