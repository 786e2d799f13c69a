"""Settings of the forecasting stage."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from data.errors import SettingsError
from forecasting.periods import MAX_HORIZON

__all__ = ["ForecastSettings"]


@dataclass(frozen=True)
class ForecastSettings:
    """`[forecast]` of settings.toml. A period is a day, a week or a month, as the data are."""

    horizon: int | None = None  # periods ahead; None: 42 days, 26 weeks or 12 months
    models: tuple[str, ...] = ("seasonal_naive", "seasonal_average", "lightgbm", "lstm")  # candidates for sales
    return_models: tuple[str, ...] = ("seasonal_average", "returns_rate", "lstm")  # candidates for returns
    blend: bool = True  # also try a weighted mean of the best three
    seed: int = 7
    validation_windows: int = 3  # backtest windows that models are chosen on
    test_windows: int = 2  # later windows that accuracy is told of
    chunk_series: int = 5000  # series held in memory at once
    train_series: int = 3000  # series that models are fitted and chosen on, drawn at random where there are more
    group_paths: int = 200  # sample paths behind the quantiles of totals
    training: Literal["fresh", "warm"] = "fresh"  # warm: go on with the served models and newer data
    engine: Literal["local", "ray"] = "local"  # ray: the cluster of RAY_ADDRESS, or this machine's cores
    promotion_threshold: float = 0.0  # fraction of WQL by which a new model must beat the served one
    keep_runs: int = 20  # published runs kept on disk

    def __post_init__(self) -> None:
        if self.horizon is not None and not 1 <= self.horizon <= MAX_HORIZON:
            raise SettingsError(f"horizon is {self.horizon}; expected 1 to {MAX_HORIZON} periods")
        if not self.models:
            raise SettingsError("models is empty; name at least one, such as seasonal_naive")
        for name in ("validation_windows", "test_windows", "chunk_series", "train_series", "group_paths", "keep_runs"):
            if getattr(self, name) < 1:
                raise SettingsError(f"{name} is {getattr(self, name)}; expected 1 or more")
        if not 0.0 <= self.promotion_threshold < 1.0:
            raise SettingsError(f"promotion_threshold is {self.promotion_threshold}; expected 0 to below 1")
