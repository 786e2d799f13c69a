"""What forecasters consume and produce. S series, T past periods, H future periods, Q levels."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal, Protocol, runtime_checkable

import numpy as np
import pandas as pd

__all__ = ["MODEL_LEVELS", "Forecaster", "Frequency", "Panel", "QuantileForecast"]

Frequency = Literal["daily", "weekly", "monthly"]
#: Levels that models and their blend work at; the run's tables hold `DAILY_QUANTILES`, which are among them.
MODEL_LEVELS = (0.01, 0.05, 0.1, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.7, 0.75, 0.8, 0.9, 0.95, 0.99)


@dataclass
class Panel:
    """A dense panel of one target. All arrays are aligned on `series` and `dates`.

    `y` (S, T) float32, NaN where nothing is known: before launch, after the data ends,
    or a closed day. A period inside the life of a series without a sales row is 0 where
    the source records zeros implicitly, else NaN (`forecasting.panel` decides and says so).
    `available` (S, T) bool is False on stockout days: `y` there is a lower bound of demand.
    Known-future inputs span T + H columns; NaN where not known.
    """

    series: pd.DataFrame  # S rows: store_id, product_id, category, supplier_id, launch_date
    dates: pd.DatetimeIndex  # T past periods
    future_dates: pd.DatetimeIndex  # H future periods
    frequency: Frequency
    target: Literal["sales", "returns"]
    y: np.ndarray
    available: np.ndarray
    price: np.ndarray | None = None  # (S, T + H)
    promo: np.ndarray | None = None  # (S, T + H) 0..1
    events: np.ndarray | None = None  # (S, T + H, E) 0/1 per event name
    event_names: tuple[str, ...] = ()
    related: np.ndarray | None = None  # (S, T): sales, when the target is returns
    settings: dict[str, Any] = field(default_factory=dict)

    @property
    def horizon(self) -> int:
        return len(self.future_dates)


@dataclass
class QuantileForecast:
    """Marginal quantiles and the mean per series and step, non-negative, never crossing."""

    levels: tuple[float, ...]
    quantiles: np.ndarray  # (S, H, Q) float32
    mean: np.ndarray  # (S, H) float32
    model: str  # as told in forecasts.model

    def __post_init__(self) -> None:
        if self.quantiles.shape != (*self.mean.shape, len(self.levels)):
            raise ValueError(
                f"quantiles {self.quantiles.shape} do not fit mean {self.mean.shape} and {len(self.levels)} levels"
            )


@runtime_checkable
class Forecaster(Protocol):
    """Every model, baseline or network, is used through this."""

    name: str

    def fit(self, panel: Panel) -> Forecaster:
        """Learn from all T past periods of the panel; looks at no target after them."""
        ...

    def predict(self, panel: Panel) -> QuantileForecast:
        """Forecast the H future periods of the panel."""
        ...
