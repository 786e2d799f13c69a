"""Rolling origins: what every model would have said on earlier days, and what came.

The windows lie at the end of the history, newest last:

    |--------- training ---------|-- validation --|---- test ----| as_of
                                 ^       ^        ^       ^
                             origins of validation  origins of test

Models are fitted on what lies before the first origin, chosen and calibrated on the
validation windows, and their accuracy is told from the test windows only.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from forecasting.panel import actuals_after, at_origin
from forecasting.periods import SEASON
from forecasting.protocol import Forecaster, Frequency, Panel, QuantileForecast

__all__ = ["Origins", "Windows", "backtest", "plan_origins", "side_by_side"]

_WINDOW: dict[Frequency, int] = {"daily": 28, "weekly": 8, "monthly": 3}  # scored periods of one window
_MIN_HISTORY = 4  # periods before the first origin


@dataclass(frozen=True)
class Origins:
    """Periods known at each origin; `window` is how many periods after it are scored."""

    validation: tuple[int, ...]
    test: tuple[int, ...]
    window: int

    @property
    def every(self) -> tuple[int, ...]:
        return tuple(sorted({*self.validation, *self.test}))

    @property
    def first(self) -> int:
        """Periods that a model may be fitted on for the backtest."""
        return self.every[0] if self.every else 0


def plan_origins(T: int, frequency: Frequency, horizon: int, validation: int, test: int) -> Origins:
    """Where to cut `T` periods. Short histories get fewer and shorter windows: at most half is held out
    while two seasons stay before the first origin, at most a third otherwise; none below six periods."""
    window = min(horizon, _WINDOW[frequency])
    while True:
        total = window * (validation + test)
        left = T - total
        roomy = left >= 2 * SEASON[frequency] and total <= T / 2
        if roomy or total <= T / 3:
            break
        if validation + test > 2:
            validation, test = max(1, validation - 1), max(1, test - 1)
        elif window > 1:
            window -= 1
        else:
            break
    if T - window * (validation + test) < _MIN_HISTORY:
        return Origins((), (), window)
    cuts = [T - window * k for k in range(validation + test, 0, -1)]
    return Origins(tuple(cuts[:validation]), tuple(cuts[validation:]), window)


@dataclass
class Windows:
    """Forecasts and actuals of one or more backtest windows side by side: (S, N), (S, N, Q)."""

    actual: np.ndarray  # NaN where unknown, out of stock or closed
    mean: np.ndarray
    quantiles: np.ndarray
    levels: tuple[float, ...]
    window: int

    def of(self, rows: np.ndarray) -> Windows:
        return Windows(self.actual[rows], self.mean[rows], self.quantiles[rows], self.levels, self.window)


def backtest(model: Forecaster, panel: Panel, origins: tuple[int, ...], window: int) -> list[QuantileForecast]:
    """What a fitted model says at each origin about the next `window` periods."""
    return [model.predict(at_origin(panel, origin, window)) for origin in origins]


def side_by_side(panel: Panel, origins: tuple[int, ...], window: int, forecasts: list[QuantileForecast]) -> Windows:
    """The windows of `origins` joined along the periods."""
    return Windows(
        np.concatenate([actuals_after(panel, o, window) for o in origins], axis=1),
        np.concatenate([f.mean for f in forecasts], axis=1),
        np.concatenate([f.quantiles for f in forecasts], axis=1),
        forecasts[0].levels,
        window,
    )
