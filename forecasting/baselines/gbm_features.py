"""Features of the boosted trees: one row per (series, origin, step), gathered from running sums.

Nothing from the origin on is read but what is known beforehand: calendar, price, promotion,
events. Levels are told relative to the series' own scale, so that one model fits all.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from forecasting.protocol import Frequency, Panel

__all__ = ["CATEGORICAL", "GBMFeatures"]

_WINDOWS: dict[Frequency, tuple[int, ...]] = {
    "daily": (7, 28, 91, 364),
    "weekly": (2, 4, 13, 52),
    "monthly": (2, 3, 6, 12),
}
_CYCLE: dict[Frequency, int] = {"daily": 7, "weekly": 1, "monthly": 1}  # distance of the recent values looked at
_YEAR_LAG: dict[Frequency, int] = {"daily": 364, "weekly": 52, "monthly": 12}  # keeps the weekday
_RECENT = 4
_SCALE_WINDOW = 2  # index into _WINDOWS
CATEGORICAL = ("store", "category", "event")


@dataclass
class _Sums:
    """Running sums over the columns, NaN-aware, with one leading zero column."""

    total: np.ndarray
    count: np.ndarray

    @classmethod
    def of(cls, values: np.ndarray) -> _Sums:
        known = np.isfinite(values)
        pad = ((0, 0), (1, 0))
        return cls(
            np.pad(np.cumsum(np.where(known, values, 0.0), axis=1, dtype=np.float64), pad),
            np.pad(np.cumsum(known, axis=1), pad),
        )

    def mean(self, s: np.ndarray, start: np.ndarray, stop: np.ndarray) -> np.ndarray:
        """Mean of columns [start, stop) of rows `s`; NaN where nothing is known there."""
        last = self.total.shape[1] - 1
        a, b = np.clip(start, 0, last), np.clip(stop, 0, last)
        n = self.count[s, b] - self.count[s, a]
        return np.divide(self.total[s, b] - self.total[s, a], n, out=np.full(len(s), np.nan), where=n > 0)


class GBMFeatures:
    """Feature rows of one panel. `codes` (from the panel it was fitted on) number stores and categories."""

    def __init__(self, panel: Panel, codes: dict[str, list[str]] | None = None) -> None:
        self.panel = panel
        self.frequency = panel.frequency
        self.demand = np.where(panel.available, panel.y, np.nan).astype(np.float64)
        self.sums = _Sums.of(self.demand)
        self.sold = _Sums.of(np.where(np.isfinite(self.demand), self.demand > 0, np.nan))
        self.promo_sums = None if panel.promo is None else _Sums.of(panel.promo)
        self.price_sums = None if panel.price is None else _Sums.of(panel.price)
        self.codes = codes or {
            "store": sorted(panel.series["store_id"].astype(str).unique()),
            "category": sorted(panel.series["category"].dropna().astype(str).unique()),
        }
        self.store = pd.Categorical(panel.series["store_id"].astype(str), self.codes["store"]).codes
        self.category = pd.Categorical(panel.series["category"].astype(object), self.codes["category"]).codes
        self.dates = pd.DatetimeIndex(panel.dates.append(panel.future_dates))
        self.event = self._event_ids()

    def _event_ids(self) -> np.ndarray | None:
        """(S, T + H) number of the first event of each period, 0 for none."""
        if self.panel.events is None:
            return None
        some = self.panel.events.any(axis=2)
        return np.where(some, self.panel.events.argmax(axis=2) + 1, 0).astype(np.int16)

    def scale(self, s: np.ndarray, o: np.ndarray) -> np.ndarray:
        """Level of the series at the origin, never zero: units per period."""
        window = _WINDOWS[self.frequency][_SCALE_WINDOW]
        level = self.sums.mean(s, o - window, o)
        longer = self.sums.mean(s, np.zeros_like(o), o)
        return np.maximum(np.nan_to_num(np.where(level > 0, level, longer)), 0.02)

    def rows(self, s: np.ndarray, o: np.ndarray, h: np.ndarray) -> tuple[pd.DataFrame, np.ndarray]:
        """Features of series `s` at origins `o` for the periods `o + h` (h from 0), and the scales (N,)."""
        t = o + h
        scale = self.scale(s, o)
        out: dict[str, np.ndarray] = {"step": h, "log_scale": np.log(scale)}
        for window in _WINDOWS[self.frequency]:
            out[f"mean_{window}"] = self.sums.mean(s, o - window, o) / scale
        out["share_sold"] = self.sold.mean(s, o - _WINDOWS[self.frequency][2], o)
        out["age"] = np.log1p(self.sums.count[s, o])
        self._recent(out, s, o, h, scale)
        self._year(out, s, o, t)
        self._calendar(out, t)
        self._known(out, s, o, t)
        out["store"], out["category"] = self.store[s], self.category[s]
        return pd.DataFrame(out).astype(np.float32), scale

    def _recent(
        self, out: dict[str, np.ndarray], s: np.ndarray, o: np.ndarray, h: np.ndarray, scale: np.ndarray
    ) -> None:
        """The last values of the same weekday (daily) or the last values (weekly, monthly)."""
        cycle = _CYCLE[self.frequency]
        values = []
        for j in range(_RECENT):
            column = o + h - cycle * (h // cycle + 1 + j)
            inside = column >= 0
            values.append(np.where(inside, self.demand[s, np.maximum(column, 0)], np.nan) / scale)
            if j < 2:
                out[f"recent_{j}"] = values[-1]
        stacked = np.stack(values)
        known = np.isfinite(stacked).sum(axis=0)
        out["recent_mean"] = np.where(known > 0, np.nansum(stacked, axis=0) / np.maximum(known, 1), np.nan)

    def _year(self, out: dict[str, np.ndarray], s: np.ndarray, o: np.ndarray, t: np.ndarray) -> None:
        """Last year's way from the same origin to the same period: what the season did then."""
        lag = _YEAR_LAG[self.frequency]
        near, base = (3, 28) if self.frequency == "daily" else (1, 4)
        then = self.sums.mean(s, t - lag - near, t - lag + near + 1)
        before = self.sums.mean(s, o - lag - base, o - lag)
        seen = t - lag - near >= 0
        out["year_ratio"] = np.where(seen & (before > 0), then / np.where(before > 0, before, 1.0), np.nan)
        column = t - lag
        same = self.demand[s, np.clip(column, 0, self.demand.shape[1] - 1)]
        out["year_same"] = np.where((column >= 0) & (then > 0), same / np.where(then > 0, then, 1.0), np.nan)

    def _calendar(self, out: dict[str, np.ndarray], t: np.ndarray) -> None:
        days = self.dates
        if self.frequency == "daily":
            out["weekday"] = days.dayofweek.to_numpy()[t]
            out["day"] = days.day.to_numpy()[t]
        out["day_of_year"] = days.dayofyear.to_numpy()[t]

    def _known(self, out: dict[str, np.ndarray], s: np.ndarray, o: np.ndarray, t: np.ndarray) -> None:
        last = len(self.dates) - 1
        if self.promo_sums is not None and self.panel.promo is not None:
            out["promo"] = self.panel.promo[s, t]
            out["promo_before"] = self.promo_sums.mean(s, t - 3, t)
            out["promo_recent"] = self.promo_sums.mean(s, o - 28, o)
        if self.price_sums is not None and self.panel.price is not None:
            usual = self.price_sums.mean(s, o - _WINDOWS[self.frequency][2], o)
            out["price_ratio"] = self.panel.price[s, t] / np.where(usual > 0, usual, np.nan)
        if self.event is not None:
            out["event"] = self.event[s, t]
            out["event_next"] = (self.event[s, np.minimum(t + 1, last)] > 0) * 1.0
            out["event_in_2"] = (self.event[s, np.minimum(t + 2, last)] > 0) * 1.0
            out["event_before"] = (self.event[s, np.maximum(t - 1, 0)] > 0) * 1.0
