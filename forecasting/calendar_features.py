"""What is known of any date in advance: weekday, season, place in the month, holidays."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from data.errors import SettingsError
from forecasting.protocol import Frequency

__all__ = ["SEASONS", "Season", "calendar_features", "harmonics_for", "holiday_events"]

YEAR_DAYS = 365.2425  # mean length of the Gregorian year


class Season:
    """Season lengths of one frequency, in periods."""

    def __init__(self, week: int, year: int, patch: int, patches: int, near: tuple[int, int]) -> None:
        self.week = week  # periods after which the short season repeats (1: there is none)
        self.year = year  # periods after which the year repeats; a multiple of `week`
        self.patch = patch  # periods that enter the encoder as one token
        self.patches = patches  # tokens of context
        self.near = near  # half widths of the windows around last year's period: whole weeks, or a weekday counts twice

    @property
    def context(self) -> int:
        """Periods of history that the encoder sees."""
        return self.patch * self.patches


#: 364 = 52 weeks keeps the weekday; tokens of one week give half a year of context in 26 steps.
SEASONS: dict[Frequency, Season] = {
    "daily": Season(week=7, year=364, patch=7, patches=16, near=(10, 3)),
    "weekly": Season(week=1, year=52, patch=4, patches=13, near=(1, 0)),
    "monthly": Season(week=1, year=12, patch=1, patches=24, near=(1, 0)),
}


def harmonics_for(years: float) -> int:
    """How many harmonics of the year `years` of history can carry.

    Below a year and a half the time of the year is only another name for the date: a network
    that sees it learns the trend of its training months and extrapolates it.
    """
    return 0 if years < 1.5 else 2 if years < 2.5 else 4


def calendar_features(
    dates: pd.DatetimeIndex, frequency: Frequency, harmonics: int = 4
) -> tuple[np.ndarray, list[str]]:
    """(T, F) float32 features of the dates alone, and their names; all within [-1, 1].

    Daily data: weekday one-hot, harmonics of the year, day of the month, the first and
    last days of the month (pay days). Weekly and monthly data: the harmonics of the year.
    """
    columns: dict[str, np.ndarray] = {}
    phase = (dates.dayofyear.to_numpy() - 1) / YEAR_DAYS
    for k in range(1, harmonics + 1):
        columns[f"year_sin{k}"] = np.sin(2 * np.pi * k * phase)
        columns[f"year_cos{k}"] = np.cos(2 * np.pi * k * phase)
    if frequency == "daily":
        weekday = dates.dayofweek.to_numpy()
        for day in range(7):
            columns[f"weekday{day}"] = (weekday == day).astype(float)
        days = dates.days_in_month.to_numpy()
        place = (dates.day.to_numpy() - 1) / days
        columns["month_sin"], columns["month_cos"] = np.sin(2 * np.pi * place), np.cos(2 * np.pi * place)
        columns["month_start"] = (dates.day.to_numpy() <= 3).astype(float)
        columns["month_end"] = (days - dates.day.to_numpy() < 3).astype(float)
    if frequency == "monthly":
        columns["trading_days"] = (dates.days_in_month.to_numpy() - 30) / 2.0
    if not columns:
        return np.zeros((len(dates), 0), np.float32), []
    return np.stack(list(columns.values()), axis=1).astype(np.float32), list(columns)


def holiday_events(
    dates: pd.DatetimeIndex, frequency: Frequency, country: str | None
) -> tuple[np.ndarray, tuple[str, ...]]:
    """(T, E) 0/1 per public holiday of `country` (ISO code), and the names; empty without a country.

    A weekly or monthly period carries a holiday when the holiday falls inside it.
    Raises SettingsError for a country that the `holidays` package does not know.
    """
    if not country or not len(dates):
        return np.zeros((len(dates), 0), np.float32), ()
    import holidays

    years = range(dates[0].year, dates[-1].year + 2)
    try:
        table = holidays.country_holidays(country, years=years)
    except NotImplementedError as error:
        raise SettingsError(f'country "{country}" has no holiday calendar; expected an ISO code such as GB') from error
    names = sorted({_plain(name) for name in table.values()})
    position = {name: i for i, name in enumerate(names)}
    flags = np.zeros((len(dates), len(names)), np.float32)
    for day, name in table.items():
        row = _period_of(pd.Timestamp(day), dates, frequency)
        if row is not None:
            flags[row, position[_plain(name)]] = 1.0
    kept = np.asarray(flags.any(axis=0))
    return flags[:, kept], tuple(n for n, keep in zip(names, kept, strict=True) if keep)


def _plain(name: str) -> str:
    """`Christmas Day (observed)` and `Christmas Day` share one effect."""
    return name.split("(")[0].split(";")[0].strip()


def _period_of(day: pd.Timestamp, dates: pd.DatetimeIndex, frequency: Frequency) -> int | None:
    row = int(dates.searchsorted(day, side="right")) - 1
    if row < 0:
        return None
    gap = (day - dates[row]).days
    limit = {"daily": 1, "weekly": 7, "monthly": 31}[frequency]
    return row if gap < limit else None


def distance_to_event(flags: np.ndarray, reach: int = 4) -> np.ndarray:
    """(T, 2) closeness to the next and the last event: 1 on the day, falling to 0 at `reach` periods."""
    any_event = flags.any(axis=1) if flags.size else np.zeros(len(flags), bool)
    out = np.zeros((len(flags), 2), np.float32)
    for gap in range(reach):
        value = 1.0 - gap / reach
        ahead = np.roll(any_event, -gap)
        ahead[len(ahead) - gap :] = False
        back = np.roll(any_event, gap)
        back[:gap] = False
        out[:, 0] = np.maximum(out[:, 0], value * ahead)
        out[:, 1] = np.maximum(out[:, 1], value * back)
    return out


def event_union(parts: Sequence[np.ndarray], periods: int) -> np.ndarray:
    """Columns of several (T, E) event arrays side by side; (T, 0) when there are none."""
    kept = [p for p in parts if p is not None and p.size]
    return np.concatenate(kept, axis=1) if kept else np.zeros((periods, 0), np.float32)
