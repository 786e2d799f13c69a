"""Model names that settings may use, and how each is built."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from data.errors import SettingsError
from forecasting.protocol import Forecaster

__all__ = ["MODELS", "build", "load_model"]


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


def _statistical(name: str) -> Callable[[int, str | None], Forecaster]:
    def make(seed: int, country: str | None) -> Forecaster:
        from forecasting.baselines import statistical

        return getattr(statistical, name)()

    return make


MODELS: dict[str, Callable[[int, str | None], Forecaster]] = {
    "seasonal_naive": _seasonal_naive,
    "seasonal_average": _seasonal_average,
    "returns_rate": _returns_rate,
    "lightgbm": _lightgbm,
    "lstm": _lstm,
    "auto_ets": _statistical("AutoETS"),
    "croston": _statistical("Croston"),
    "tsb": _statistical("TSB"),
}


def load_model(name: str, folder: Path) -> Forecaster:
    """A model from the files that its `save` wrote."""
    if name == "lstm":
        from forecasting.lstm import LSTMForecaster

        return LSTMForecaster.load(folder)
    if name == "lightgbm":
        from forecasting.baselines.gbm import LightGBM

        return LightGBM.load(folder)
    raise SettingsError(f"model {name!r} keeps no files of its own")


def build(name: str, seed: int, country: str | None = None) -> Forecaster:
    """A new, unfitted model by its name; `SettingsError` gives the names that exist.

    `country`: ISO code of the public holidays, for the models that know them.
    """
    if name not in MODELS:
        raise SettingsError(f"no model is called {name!r}; there are {', '.join(MODELS)}")
    return MODELS[name](seed, country)
