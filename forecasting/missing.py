"""What a period without a sales row means.

1. Before the first sale of a series: not yet launched. Unknown (NaN).
2. The source writes zeros itself (some rows have 0 units, or hardly any row is missing):
   a missing row is unknown. A series whose rows end `DISCONTINUED` periods or more before
   `as_of` is discontinued: zero from there on, so that every model forecasts nothing for it;
   but what came after the end is no actual to judge a forecast by (`ended`).
3. The source writes only what was sold (invoice lines): a missing row is zero, except
   4. a day without any row of the store while it normally has some: closed. Unknown, so that
      a holiday does not count as missing demand.
5. A weekday on which the store is always closed is zero, because nothing will be sold on it
   next week either; a day of the year on which it was closed every year (`closed_ahead`) is
   forecast as zero.
6. A row with `in_stock` false: the sales are a lower bound of demand (`available` is False).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from forecasting.protocol import Frequency

__all__ = ["DISCONTINUED", "Closures", "FillRule", "closed_ahead", "closures", "ended", "fill"]

DISCONTINUED: dict[Frequency, int] = {"daily": 28, "weekly": 8, "monthly": 3}  # periods without a row
_ZERO_SHARE = 0.001  # rows with 0 units from which a source is taken to write its zeros
_DENSE_SHARE = 0.98  # rows per period of life from which it does not matter
_ALWAYS_CLOSED = 0.9  # share of a weekday's dates without any sale in the last year
_NORMALLY_OPEN = 0.8  # share of the other days on which a store sells something


@dataclass(frozen=True)
class FillRule:
    """How missing rows are read; told in the manifest."""

    writes_zeros: bool
    zero_share: float
    coverage: float  # rows per period between a series' first and last row

    @classmethod
    def of(cls, rows: int, zero_rows: int, periods_of_life: int) -> FillRule:
        zero_share = zero_rows / max(rows, 1)
        coverage = rows / max(periods_of_life, 1)
        return cls(zero_share >= _ZERO_SHARE or coverage >= _DENSE_SHARE, zero_share, coverage)

    def __str__(self) -> str:
        if self.writes_zeros:
            return "the sales table writes its zeros: a period without a row is unknown"
        return "the sales table writes only what was sold: a period without a row is zero, unless the store was closed"


@dataclass(frozen=True)
class Closures:
    """Days without any row of a store, (n_stores, T) each: always on that weekday, or out of the ordinary."""

    regular: np.ndarray
    other: np.ndarray


def closures(sold: np.ndarray, frequency: Frequency) -> Closures:
    """When stores were closed. `sold` (n_stores, T) is True where the store has any sales row.

    Weekly and monthly data have no such periods: a store is not closed for a week without
    it being news.
    """
    regular, other = np.zeros_like(sold), np.zeros_like(sold)
    if frequency != "daily":
        return Closures(regular, other)
    T = sold.shape[1]
    column = np.arange(T)
    for s in range(sold.shape[0]):
        alive = column >= int(sold[s].argmax())
        for d in range(7):
            days = (column % 7 == d) & (column >= T - 365) & alive
            if days.any() and 1.0 - sold[s, days].mean() >= _ALWAYS_CLOSED:
                regular[s] |= (column % 7 == d) & alive & ~sold[s]
        usual = ~regular[s] & alive
        if usual.any() and sold[s, usual].mean() >= _NORMALLY_OPEN:
            other[s] = ~sold[s] & usual
    return Closures(regular, other)


def closed_ahead(closed: np.ndarray, past: pd.DatetimeIndex, future: pd.DatetimeIndex) -> np.ndarray:
    """(n_stores, H) future days whose day of the year was closed, out of the ordinary, in every year before."""
    key = past.month * 100 + past.day
    return np.stack(
        [
            closed[:, key == day.month * 100 + day.day].all(axis=1)
            if (key == day.month * 100 + day.day).any()
            else np.zeros(len(closed), dtype=bool)
            for day in future
        ],
        axis=1,
    )


def ended(units: np.ndarray, rule: FillRule, frequency: Frequency) -> np.ndarray:
    """(S,) number of periods before a discontinued series ended; NaN for a series that goes on."""
    T = units.shape[1]
    has_row = ~np.isnan(units)
    length = np.where(has_row.any(1), T - has_row[:, ::-1].argmax(1), 0)
    gone = rule.writes_zeros & (T - length >= DISCONTINUED[frequency])
    return np.where(gone, length, np.nan)


def fill(
    units: np.ndarray,
    closed: np.ndarray,
    rule: FillRule,
    frequency: Frequency,
    regular: np.ndarray | None = None,
) -> np.ndarray:
    """`y` (S, T) from `units` (S, T; NaN where there is no row) under the rules above.

    `closed`, `regular` (S, T) mark the closures of each series' store (`Closures.other`, `.regular`).
    """
    T = units.shape[1]
    has_row = ~np.isnan(units)
    y = units.copy()
    column = np.arange(T)
    if rule.writes_zeros:
        y[column[None, :] >= ended(units, rule, frequency)[:, None]] = 0.0  # never where it is NaN
    else:
        y[~has_row] = 0.0
        y[closed & ~has_row] = np.nan
    if regular is not None:
        y[regular & ~has_row] = 0.0
    positive = np.nan_to_num(units) > 0
    launch = np.where(positive.any(1), positive.argmax(1), T)
    y[column[None, :] < launch[:, None]] = np.nan
    return y
