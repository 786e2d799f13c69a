"""Periods: the calendar of daily, weekly and monthly data. A step is one period.

The past of a workspace is the unbroken run of periods that ends on `as_of`, its last day
with sales; the future is the run that follows it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from forecasting.protocol import Frequency

__all__ = [
    "DEFAULT_HORIZON",
    "MAX_HORIZON",
    "SEASON",
    "YEAR",
    "Calendar",
    "detect_frequency",
]

SEASON: dict[Frequency, int] = {"daily": 7, "weekly": 52, "monthly": 12}  # periods in the main season
YEAR: dict[Frequency, int] = {"daily": 365, "weekly": 52, "monthly": 12}
DEFAULT_HORIZON: dict[Frequency, int] = {"daily": 42, "weekly": 26, "monthly": 12}
MAX_HORIZON = 90
_WEEKLY_GAP, _MONTHLY_GAP = 4.0, 20.0  # median days between two dates from which data are weekly, monthly


def detect_frequency(dates: np.ndarray) -> Frequency:
    """From the distinct dates of the sales: the median gap decides, so that closed days do not."""
    if len(dates) < 2:
        return "daily"
    gap = float(np.median(np.diff(np.sort(dates.astype("datetime64[D]")).astype(np.int64))))
    if gap < _WEEKLY_GAP:
        return "daily"
    return "weekly" if gap < _MONTHLY_GAP else "monthly"


@dataclass(frozen=True)
class Calendar:
    """The periods of one workspace: `past` ends on `as_of`."""

    frequency: Frequency
    first: date
    as_of: date

    @property
    def past(self) -> pd.DatetimeIndex:
        count = int(self.position(np.array([self.as_of], dtype="datetime64[D]"))[0]) + 1
        return self._run(1 - count, count)

    def future(self, horizon: int) -> pd.DatetimeIndex:
        """The `horizon` periods after `as_of`."""
        return self._run(1, horizon)

    def _run(self, start: int, count: int) -> pd.DatetimeIndex:
        last = pd.Timestamp(self.as_of)
        offsets = range(start, start + count)
        if self.frequency == "monthly":
            at_end = last.is_month_end
            days = [last + pd.DateOffset(months=k) for k in offsets]
            return pd.DatetimeIndex([d + pd.offsets.MonthEnd(0) for d in days] if at_end else days)
        days_per = 7 if self.frequency == "weekly" else 1
        return pd.DatetimeIndex(last + pd.to_timedelta(np.arange(start, start + count) * days_per, unit="D"))

    def position(self, dates: np.ndarray) -> np.ndarray:
        """Column of each date, counted from the first past period; negative before it.

        A date inside a week belongs to the period whose date is the last one not after it;
        a date in a month belongs to that month's period.
        """
        days = np.asarray(dates, dtype="datetime64[D]")
        if self.frequency == "monthly":
            first = np.datetime64(self.first, "M").astype(np.int64)
            return days.astype("datetime64[M]").astype(np.int64) - first
        if self.frequency == "weekly":
            span = (np.datetime64(self.as_of, "D") - np.datetime64(self.first, "D")).astype(np.int64)
            since = (days - np.datetime64(self.as_of, "D")).astype(np.int64)
            return np.floor_divide(since, 7) + -(-span // 7)
        return (days - np.datetime64(self.first, "D")).astype(np.int64)
