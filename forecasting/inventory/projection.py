"""Time-phased stock: open orders on their due dates, demand day by day, lost sales or backorders."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from forecasting.inventory.timeline import Timeline

__all__ = ["days_of_cover", "first_day_used_up", "path_figures", "receipts", "supply"]


def receipts(orders: pd.DataFrame, timeline: Timeline, lead_time_days: np.ndarray, days: int, rows: int) -> np.ndarray:
    """(S, days + 1) units that arrive at the start of day 0 .. days; what comes later is left out.

    A late order (due on or before `as_of`) is expected on day 1. Without a due date it is
    expected one lead time after it was ordered (after `as_of` where that is not known either).
    """
    out = np.zeros((rows, days + 1))
    if len(orders) == 0:
        return out
    row = orders["row"].to_numpy(dtype=int)
    offset = expected_offset(orders, timeline, lead_time_days)
    inside = offset <= days
    np.add.at(out, (row[inside], offset[inside]), orders["quantity"].to_numpy(dtype=float)[inside])
    return out


def expected_offset(orders: pd.DataFrame, timeline: Timeline, lead_time_days: np.ndarray) -> np.ndarray:
    """(orders,) day after `as_of` on which each order is expected, never before day 1."""
    row = orders["row"].to_numpy(dtype=int)
    today = pd.Timestamp(timeline.as_of)
    lead = pd.to_timedelta(np.ceil(lead_time_days[row]), unit="D")
    due = orders["due_on"].where(orders["due_on"].notna(), orders["ordered_on"].fillna(today) + lead)
    return np.maximum((due - today).dt.days.to_numpy(dtype=int), 1)


def supply(on_hand: np.ndarray, arriving: np.ndarray) -> np.ndarray:
    """(S, D + 1) stock on hand plus all that has arrived by each day, before any demand."""
    return np.nan_to_num(on_hand)[:, None] + np.cumsum(arriving, axis=1)


def first_day_used_up(supplied: np.ndarray, cum_mean: np.ndarray) -> np.ndarray:
    """(S,) first day on which supply minus mean demand is 0 or less; 0 where it lasts.

    Day 1 where the stock on hand is used up already. Both inputs are (S, D + 1).
    """
    gone = supplied[:, 1:] - cum_mean[:, 1:] <= 1e-6
    gone[:, 0] |= supplied[:, 0] <= 0
    return np.where(gone.any(axis=1), gone.argmax(axis=1) + 1, 0)


def days_of_cover(on_hand: np.ndarray, cum_mean: np.ndarray, season_days: int) -> np.ndarray:
    """(S,) days that the stock alone lasts at the mean forecast; NaN without demand.

    Linear inside a day; beyond the horizon demand goes on at the mean of its last
    `season_days` (of the whole horizon where those are all zero).
    Example: 10 units at 4 a day last 2.5 days.
    """
    horizon = cum_mean.shape[1] - 1
    start = max(horizon - season_days, 0)
    rate = (cum_mean[:, -1] - cum_mean[:, start]) / max(horizon - start, 1)
    rate = np.where(rate > 1e-9, rate, cum_mean[:, -1] / horizon)
    reached = cum_mean > on_hand[:, None]
    day = np.where(reached.any(axis=1), reached.argmax(axis=1), horizon)
    index = np.arange(len(on_hand))
    before = cum_mean[index, np.maximum(day - 1, 0)]
    step = cum_mean[index, day] - before
    with np.errstate(divide="ignore", invalid="ignore"):
        inside = day - 1 + (on_hand - before) / step
        beyond = horizon + (on_hand - cum_mean[:, -1]) / rate
    cover = np.where(reached.any(axis=1), inside, beyond)
    cover = np.where(on_hand <= 0, 0.0, cover)
    return np.where((rate > 1e-9) & ~np.isnan(on_hand), cover, np.nan)


def path_figures(
    demand: Iterable[np.ndarray],
    until: np.ndarray,
    protection: np.ndarray,
    supplied: np.ndarray,
    returned: np.ndarray | None = None,
    lead: np.ndarray | None = None,
) -> dict[str, np.ndarray]:
    """One pass over daily demand paths (s, n).

    `until` (s, n) or (s, 1): days over which demand is summed on each path (lead time +
    review period). `protection` (s,): days over which a stockout counts. `supplied`
    (s, D + 1). `returned` (s, D) mean daily returns to take off. `lead` as `until`, for the
    fill rate. Lost units on a path are max(0, max over days of cumulative demand minus
    supply): what arrives after the last shortage cannot serve it. Demand never falls and
    supply is constant between deliveries, so only the day before each delivery and the
    last day are compared.
    """
    last_day = np.ceil(protection - 1e-9).astype(int)
    delivered = np.diff(supplied, axis=1) > 0
    summed, at_lead = _Window(until), None if lead is None else _Window(lead)
    cumulative = short = None
    for day, amount in enumerate(demand, start=1):
        if returned is not None:
            amount = np.maximum(amount - returned[:, day - 1, None].astype(amount.dtype), 0.0)
        if cumulative is None or short is None:
            cumulative, short = np.zeros_like(amount), np.full_like(amount, -np.inf)
        cumulative += amount
        for window in (summed, at_lead):
            if window is not None:
                window.add(day, amount, cumulative)
        compared = last_day == day
        if day < delivered.shape[1]:
            compared |= delivered[:, day] & (day < last_day)
        rows = np.flatnonzero(compared)
        if len(rows):
            level = supplied[rows, min(day, supplied.shape[1] - 1), None].astype(amount.dtype)
            short[rows] = np.maximum(short[rows], cumulative[rows] - level)
    if short is None:
        raise ValueError("no day of demand was given")
    backlog = np.maximum(-supplied[:, 0], 0.0)[:, None]
    lost = np.maximum(short, backlog) - backlog
    used_up = (short >= -1e-6).mean(axis=1)
    figures = {
        "summed": summed.total,
        "stockout_probability": np.where(supplied[:, 0] <= 0, 1.0, used_up),
        "expected_lost_units": lost.mean(axis=1, dtype=float),
    }
    if at_lead is not None:
        figures["at_lead"] = at_lead.total
    return figures


class _Window:
    """Demand summed up to `until` days, (s, n) or (s, 1); the part of a day counts in proportion."""

    def __init__(self, until: np.ndarray) -> None:
        self.until = until.astype(np.float32)
        self.first = np.floor(until.min(axis=1)).astype(int)  # whole days that every path of the row contains
        self.last = np.ceil(until.max(axis=1) - 1e-9).astype(int)
        self.total = np.zeros((0, 0), dtype=np.float32)

    def add(self, day: int, amount: np.ndarray, cumulative: np.ndarray) -> None:
        if self.total.size == 0:
            self.total = np.zeros_like(amount)
        rows = np.flatnonzero(self.first == day)
        if len(rows):
            self.total[rows] = cumulative[rows]
        rows = np.flatnonzero((self.first < day) & (day <= self.last))
        if len(rows):
            part = np.minimum(np.maximum(self.until[rows] - np.float32(day - 1), 0.0), 1.0)
            self.total[rows] += amount[rows] * part
