"""What a period without a sales row means.

1. Before the first sale of a series: not yet launched. Unknown (NaN).
2. The source writes zeros itself (some rows have 0 units, or hardly any row is missing):
   a missing row is unknown. A series whose rows end `DISCONTINUED` periods or more before
   `as_of` is discontinued: zero from there on, so that every model forecasts nothing for it.
3. The source writes only what was sold (invoice lines): a missing row is zero, except
   4. a period in which the whole store sold nothing while it normally does: closed. Unknown,
      so that a holiday does not count as missing demand; but a weekday on which the store is
      always closed stays zero, because nothing will be sold on it next week either.
5. A row with `in_stock` false: the sales are a lower bound of demand (`available` is False).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from forecasting.protocol import Frequency

__all__ = ["DISCONTINUED", "FillRule", "closed_periods", "fill"]

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


def closed_periods(sold: np.ndarray, frequency: Frequency) -> np.ndarray:
    """Periods (n_stores, T) on which a store was closed out of the ordinary.

    `sold` (n_stores, T) is True where the store has any sales row. Weekly and monthly data
    have no such periods: a store is not closed for a week without it being news.
    """
    closed = np.zeros_like(sold)
    if frequency != "daily":
        return closed
    T = sold.shape[1]
    recent = np.arange(T) >= T - 365
    weekday = np.arange(T) % 7
    for s in range(sold.shape[0]):
        first = int(sold[s].argmax())
        regular = np.zeros(T, dtype=bool)
        for d in range(7):
            days = (weekday == d) & recent & (np.arange(T) >= first)
            if days.any() and 1.0 - sold[s, days].mean() >= _ALWAYS_CLOSED:
                regular |= weekday == d
        other = ~regular & (np.arange(T) >= first)
        if other.any() and sold[s, other].mean() >= _NORMALLY_OPEN:
            closed[s] = ~sold[s] & other
    return closed


def fill(units: np.ndarray, closed: np.ndarray, rule: FillRule, frequency: Frequency) -> np.ndarray:
    """`y` (S, T) from `units` (S, T; NaN where there is no row) under the rules above.

    `closed` (S, T) marks the closed periods of each series' store.
    """
    T = units.shape[1]
    has_row = ~np.isnan(units)
    y = units.copy()
    column = np.arange(T)
    if rule.writes_zeros:
        last = np.where(has_row.any(1), T - 1 - has_row[:, ::-1].argmax(1), -1)
        gone = (T - 1 - last) >= DISCONTINUED[frequency]
        y[gone[:, None] & (column[None, :] > last[:, None])] = 0.0
    else:
        y[~has_row] = 0.0
        y[closed & ~has_row] = np.nan
    positive = np.nan_to_num(units) > 0
    launch = np.where(positive.any(1), positive.argmax(1), T)
    y[column[None, :] < launch[:, None]] = np.nan
    return y
