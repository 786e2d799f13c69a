"""Model names that settings may use, and how each is built."""

from __future__ import annotations

from collections.abc import Callable

from data.errors import SettingsError
from forecasting.protocol import Forecaster

__all__ = ["MODELS", "build"]


def _seasonal_naive(seed: int, country: str | None) -> Forecaster:
    from forecasting.baselines.seasonal import SeasonalNaive

    return SeasonalNaive()


def _seasonal_average(seed: int, country: str | None) -> Forecaster:
    from forecasting.baselines.seasonal import SeasonalMovingAverage

    return SeasonalMovingAverage()


def _returns_rate(seed: int, country: str | None) -> Forecaster:
    from forecasting.baselines.returns import ReturnsRate

    return ReturnsRate()


def _lightgbm(seed: int, country: str | None) -> Forecaster:
    from forecasting.baselines.gbm import LightGBM

    return LightGBM(seed)


def _lstm(seed: int, country: str | None) -> Forecaster:
    from forecasting.lstm import LSTMForecaster, LSTMSettings

    return LSTMForecaster(LSTMSettings(seed=seed, country=country or None))


MODELS: dict[str, Callable[[int, str | None], Forecaster]] = {
    "seasonal_naive": _seasonal_naive,
    "seasonal_average": _seasonal_average,
    "returns_rate": _returns_rate,
    "lightgbm": _lightgbm,
    "lstm": _lstm,
}


def build(name: str, seed: int, country: str | None = None) -> Forecaster:
    """A new, unfitted model by its name; `SettingsError` gives the names that exist.

    `country`: ISO code of the public holidays, for the models that know them.
    """
    if name not in MODELS:
        raise SettingsError(f"no model is called {name!r}; there are {', '.join(MODELS)}")
    return MODELS[name](seed, country)
