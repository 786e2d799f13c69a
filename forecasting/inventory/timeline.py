"""From forecast steps to calendar days.

Lead times are days; a forecast step is a day, a week or a month. Step k covers the days
after the end of step k-1 up to its own date; demand inside a step is spread evenly.
Beyond the horizon the last season of steps is repeated (7 days, 4 weeks, 12 months, or
the whole horizon where that is shorter): the documented rule for a protection period that
is longer than the forecast.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

__all__ = ["SEASON", "Timeline", "at_days"]

#: Steps that are repeated beyond the horizon, by frequency.
SEASON = {"daily": 7, "weekly": 4, "monthly": 12}


@dataclass(frozen=True)
class Timeline:
    """The steps of one forecast on a grid of days after `as_of`.

    `ends` (H,) is the day offset of each step's last day; the first step starts on day 1.
    """

    as_of: date
    ends: np.ndarray
    frequency: str

    @classmethod
    def of(cls, as_of: date, dates: pd.DatetimeIndex, frequency: str) -> Timeline:
        ends = (pd.DatetimeIndex(dates) - pd.Timestamp(as_of)).days.to_numpy().astype(int)
        if len(ends) == 0 or ends[0] < 1 or (np.diff(ends) < 1).any():
            raise ValueError("forecast dates must be after as_of and ascending")
        return cls(as_of, ends, frequency)

    @property
    def horizon_days(self) -> int:
        return int(self.ends[-1])

    def steps_for(self, days: float) -> np.ndarray:
        """Indices of the steps that reach `days`, the last season repeated beyond the horizon."""
        horizon = len(self.ends)
        lengths = np.diff(self.ends, prepend=0)
        inside = int(np.searchsorted(self.ends, days - 1e-9)) + 1
        if inside <= horizon:
            return np.arange(inside)
        steps, reached = list(range(horizon)), int(self.ends[-1])
        season = min(SEASON.get(self.frequency, 7), horizon)
        k = 0
        while reached < days:
            step = horizon - season + k % season
            steps.append(step)
            reached += int(lengths[step])
            k += 1
        return np.array(steps)

    def day_weights(self, steps: np.ndarray) -> np.ndarray:
        """(K, D) share of each step's demand that falls on each day; identity for daily data."""
        lengths = np.diff(self.ends, prepend=0)[steps]
        weights = np.zeros((len(steps), int(lengths.sum())), dtype=np.float32)
        start = 0
        for k, length in enumerate(lengths):
            weights[k, start : start + length] = 1.0 / length
            start += int(length)
        return weights

    def cumulative(self, values: np.ndarray, days: float) -> np.ndarray:
        """Cumulative demand (..., D + 1) at the end of day 0, 1, ... D, with D >= `days`, from (..., H) steps."""
        steps = self.steps_for(days)
        taken = values[..., steps]
        daily = taken if self.frequency == "daily" else taken @ self.day_weights(steps)
        shape = (*daily.shape[:-1], daily.shape[-1] + 1)
        out = np.zeros(shape, dtype=np.result_type(values.dtype, np.float32))
        np.cumsum(daily, axis=-1, out=out[..., 1:])
        return out

    def day(self, offset: int) -> date:
        return (pd.Timestamp(self.as_of) + pd.Timedelta(days=int(offset))).date()


def at_days(cumulative: np.ndarray, days: np.ndarray) -> np.ndarray:
    """Cumulative demand at fractional `days` (S,) or (S, n), linear between day ends.

    `cumulative` is (S, D + 1) or (S, n, D + 1); days beyond D are read at D.
    """
    last = cumulative.shape[-1] - 1
    days = np.clip(days, 0, last)
    low = np.floor(days).astype(np.int64)
    high = np.minimum(low + 1, last)
    part = (days - low).astype(cumulative.dtype)
    if cumulative.ndim == 3 and days.ndim == 1:
        shape = (*cumulative.shape[:2], 1)
        low, high = (np.broadcast_to(i[:, None, None], shape) for i in (low, high))
        below = np.take_along_axis(cumulative, low, -1)[..., 0]
        if not part.any():
            return below
        above = np.take_along_axis(cumulative, high, -1)[..., 0]
        return below + (above - below) * part[:, None]
    below = np.take_along_axis(cumulative, low[..., None], -1)[..., 0]
    above = np.take_along_axis(cumulative, high[..., None], -1)[..., 0]
    return below + (above - below) * part
