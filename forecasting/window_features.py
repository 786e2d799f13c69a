"""Windows of a panel as arrays for the network, built for a whole batch at a time.

A window is (series s, cutoff t): periods < t are history, periods t .. t + H - 1 are to be
forecast. Every value of a window except its target comes from periods < t or from inputs
known in advance (calendar, price, promotion, events).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from forecasting.calendar_features import SEASONS, calendar_features, distance_to_event, event_union, holiday_events
from forecasting.history_levels import RunningLevels, event_effects, take
from forecasting.panel_groups import Layout, PanelGroups
from forecasting.protocol import Panel

__all__ = ["Batch", "WindowFeatures"]

SHORT, RECENT, LONG = 1, 4, 13  # widths of the running levels, in weeks (daily) or periods


@dataclass
class Batch:
    """Arrays of B windows. Targets are in units; the network works in multiples of `scale`."""

    tokens: np.ndarray  # (B, P, Ft) history, one token per patch
    future: np.ndarray  # (B, H, Ff) per step
    ratios: np.ndarray  # (B, H, Fr) log ratios that a multiplicative forecast would use
    static: np.ndarray  # (B, Fs)
    codes: np.ndarray  # (B, 3) store, product, category
    scale: np.ndarray  # (B,) level of the window, units per period
    target: np.ndarray  # (B, H) units, 0 where unknown
    known: np.ndarray  # (B, H) 1 where the target counts
    censored: np.ndarray  # (B, H) 1 where the target is a lower bound


class WindowFeatures:
    """Precomputes causal levels of a panel; `batch` gathers windows from them."""

    def __init__(self, panel: Panel, layout: Layout | None = None, groups: PanelGroups | None = None) -> None:
        """`layout` and `groups` come from the whole panel when `panel` is one partition of it."""
        self.panel = panel
        self.season = SEASONS[panel.frequency]
        self.layout = layout or Layout.of(panel)
        self.groups = groups or PanelGroups(panel, self.layout)
        self.series, self.past = panel.y.shape
        self.horizon = panel.horizon
        self.length = self.past + self.horizon
        self.typical, self.floor = self.layout.typical, 0.005 * self.layout.typical
        self.codes = self.layout.codes(panel.series)
        self._history()
        self._known_future()

    # -- history -----------------------------------------------------------------------------
    def _history(self) -> None:
        panel, pad = self.panel, ((0, 0), (0, self.horizon))
        observed = np.isfinite(panel.y)
        usable = observed & panel.available
        self.y = np.pad(np.where(observed, panel.y, 0.0).astype(np.float32), pad)
        self.mask = np.pad(usable, pad).astype(np.float32)
        self.censored = np.pad(observed & ~panel.available, pad).astype(np.float32)
        self.related = None
        if self.layout.related and panel.related is not None:
            self.related = np.pad(np.nan_to_num(panel.related).astype(np.float32), pad)
        any_seen = observed.any(axis=1)
        self.first = np.where(any_seen, observed.argmax(axis=1), self.past)  # first period with a value
        seen = self.y * self.mask
        prior = self.groups.sibling_level(panel.series)
        self.own = RunningLevels(seen, self.mask, prior, self.floor)
        week, year = max(self.season.week, 1), self.season.year
        yearly = self.own.mean(year, shrink=week)
        # the scale of a window: eight weeks, leaning on the year where there is little
        width = 8 * week if week > 1 else max(year // 4, 3)
        self.scale_width = width
        scale = self.own.mean(width, shrink=max(width / 8, 1.0), base=yearly)
        self.scale = np.maximum(scale, self.floor).astype(np.float32)
        self.own_year = np.log(yearly + self.floor).astype(np.float32)
        zero = RunningLevels((seen <= 0) * self.mask, self.mask, np.full((1, 1), 0.5), 1e-3)
        self.zero_recent, self.zero_year = (zero.mean(w).astype(np.float32) for w in (width, year))
        square = RunningLevels(seen**2, self.mask, prior**2, self.floor**2)
        spread = np.maximum(square.mean(width) - self.own.mean(width) ** 2, 0.0)
        self.variation = np.log1p(np.sqrt(spread) / self.scale).astype(np.float32)
        self.quiet = self._quiet(seen)
        self.seen_count = np.log1p(np.cumsum(np.pad(self.mask, ((0, 0), (1, 0))), axis=1)).astype(np.float32)

    def _quiet(self, seen: np.ndarray) -> np.ndarray:
        """(S, L + 1) how surprising the present run of zeros is: sales missed at the rate before it, log1p.

        A product that sold daily and is silent for two weeks has most likely been discontinued.
        """
        known = np.cumsum(self.mask, axis=1)
        sold = np.cumsum((seen > 0) * self.mask, axis=1)
        at_sale = np.maximum.accumulate(np.where(seen > 0, known, 0.0), axis=1)  # known periods up to the last sale
        rate = (sold + 0.5) / (at_sale + 1.0)
        return np.pad(np.log1p((known - at_sale) * np.minimum(rate, 1.0)), ((0, 0), (1, 0))).astype(np.float32)

    # -- known future ------------------------------------------------------------------------
    def _known_future(self) -> None:
        panel = self.panel
        dates = pd.DatetimeIndex(panel.dates.append(panel.future_dates))
        self.calendar, self.calendar_names = calendar_features(dates, panel.frequency, self.layout.harmonics)
        self._years_ago(dates)
        holidays, _ = holiday_events(dates, panel.frequency, self.layout.country)
        self.event_row, rows = np.zeros(self.series, np.int64), [holidays]
        if panel.events is not None and panel.events.size:
            keys = np.array([hash(np.asarray(row, np.float32).tobytes()) for row in panel.events])  # a row at a time
            _, first, self.event_row = np.unique(keys, return_index=True, return_inverse=True)
            rows = [event_union([holidays, panel.events[i]], self.length) for i in first]
        self.event_any = np.stack([r.any(axis=1) if r.size else np.zeros(self.length) for r in rows]).astype(np.float32)
        self.event_near = np.stack([distance_to_event(r) for r in rows])
        self._effects(rows)
        self._prices_and_promotions()

    def _years_ago(self, dates: pd.DatetimeIndex) -> None:
        """Index of the same date one and two years before each period; negative before the data begin.

        The date, not 52 weeks: months and holidays keep their place, and the windows around it are whole
        weeks. Where the horizon is longer than a year, the years before that, so that nothing reaches
        past the cutoff.
        """
        season = self.season
        self.first_year = -(-(self.horizon + max(season.near)) // season.year)
        index = np.arange(self.length)
        self.years_ago = []
        for years in (self.first_year, self.first_year + 1):
            gap = pd.TimedeltaIndex(dates - (dates - pd.DateOffset(years=years)))
            back = np.round(gap.to_numpy() / np.timedelta64(1, "D"))
            periods = {"daily": back, "weekly": np.round(back / 7), "monthly": np.full(len(index), 12.0 * years)}
            self.years_ago.append(index - periods[self.panel.frequency].astype(np.int64))

    def _effects(self, rows: list[np.ndarray]) -> None:
        """Learnt effect of each event on the total; up to three events of one period are added."""
        self.effect_of = [
            event_effects(self.groups.total_day, self.groups.total_known, r, self.season.week) if r.size else None
            for r in rows
        ]
        width = max((e.shape[0] for e in self.effect_of if e is not None), default=0)
        self.effects = np.zeros((len(rows), width + 1, self.length + 1), np.float32)  # the last one is "none"
        self.event_codes = np.full((len(rows), self.length, 3), width, np.int64)
        for i, (row, effect) in enumerate(zip(rows, self.effect_of, strict=True)):
            if effect is None:
                continue
            self.effects[i, : effect.shape[0]] = effect
            slot = np.cumsum(row > 0, axis=1) - 1
            day, event = np.nonzero((row > 0) & (slot < 3))
            self.event_codes[i, day, slot[day, event]] = event

    def _prices_and_promotions(self) -> None:
        panel = self.panel
        self.promo = None
        if self.layout.promo:
            given = np.zeros(self.y.shape) if panel.promo is None else panel.promo
            self.promo = np.nan_to_num(given).astype(np.float32)
            on = self.promo[:, : self.length] * self.mask
            off = (1.0 - self.promo) * self.mask
            base = self.own.expanding
            during = (np.cumsum(self.y * on, 1) + 4.0 * base[:, 1:]) / (np.cumsum(on, 1) + 4.0)
            outside = (np.cumsum(self.y * off, 1) + 4.0 * base[:, 1:]) / (np.cumsum(off, 1) + 4.0)
            lift = np.log(np.maximum(during, self.floor) / np.maximum(outside, self.floor))
            self.promo_days = np.pad(np.cumsum(self.promo, 1), ((0, 0), (1, 0)))
            self.lift = np.pad(lift, ((0, 0), (1, 0))).astype(np.float32)
        self.price = None
        if self.layout.price:
            given = np.full(self.y.shape, np.nan) if panel.price is None else panel.price
            known = np.nan_to_num(given) > 0
            logs = np.where(known, np.log(np.where(known, given, 1.0)), 0.0)
            overall = RunningLevels(logs, known.astype(np.float32), np.zeros((1, 1)), 0.0, prior_periods=1e-6)
            self.price = logs.astype(np.float32)
            self.price_known = known.astype(np.float32)
            self.price_usual = overall.mean(self.season.year, shrink=1e-6).astype(np.float32)
            self.price_recent = overall.mean(RECENT * max(self.season.week, 1), shrink=1e-6).astype(np.float32)
            middle = np.where(self.price_usual[:, self.past] != 0, self.price_usual[:, self.past], np.nan)
            categories = self.codes[:, 2]
            centre = {c: _nanmedian(middle[categories == c]) for c in np.unique(categories)}
            self.price_rank = np.nan_to_num(middle - np.array([centre[c] for c in categories])).astype(np.float32)

    # -- batches -----------------------------------------------------------------------------
    def batch(self, series: np.ndarray, cutoff: np.ndarray, steps: np.ndarray | None = None) -> Batch:
        """Windows of `series` (B,) at `cutoff` (B,), 0 < cutoff <= T; `steps` (B, H') 0-based, all by default."""
        s, t = series[:, None], cutoff[:, None]
        ahead = t + (np.arange(self.horizon)[None, :] if steps is None else steps)
        day = np.minimum(ahead, self.length - 1)  # (B, H')
        scale = take(self.scale, series, cutoff)
        ratios = self._ratios(s, t, day)
        return Batch(
            tokens=self._tokens(s, t, scale),
            future=self._future(s, t, day),
            ratios=ratios,
            static=self._static(series, cutoff, scale),
            codes=self.codes[series],
            scale=scale,
            target=take(self.y, s, day),
            known=take(self.mask, s, day) * (ahead < self.length),
            censored=take(self.censored, s, day),
        )

    def _levels(self, s: np.ndarray) -> list[tuple[np.ndarray, RunningLevels]]:
        """Rows and running levels of the series itself, of everything, and of each of its groups."""
        return [(s, self.own), *((codes[s], level) for codes, level in self.groups.levels(self.panel.series))]

    def _tokens(self, s: np.ndarray, t: np.ndarray, scale: np.ndarray) -> np.ndarray:
        """(B, P, Ft): demand, mask, promotion of each period of a patch, level a year before, season."""
        patch, patches = self.season.patch, self.season.patches
        index = t - patch * patches + np.arange(patch * patches)[None, :]  # (B, P * p)
        inside = (index >= 0).astype(np.float32)
        mask = take(self.mask, s, index) * inside
        value = np.log1p(take(self.y, s, index) / scale[:, None]) * mask
        parts = [value, mask]
        if self.promo is not None:
            parts.append(take(self.promo, s, index) * inside)
        if self.related is not None:
            parts.append(np.log1p(take(self.related, s, index) / scale[:, None]) * inside)
        tokens = [p.reshape(len(s), patches, patch) for p in parts]
        ends = t - patch * np.arange(patches - 1, -1, -1)[None, :]  # (B, P) index after each patch
        width = max(self.season.week, 1)
        for rows, level in self._levels(s)[:2]:
            logs, valid = level.log_mean(width)
            now = take(logs, rows, ends) - take(logs, rows, t)
            ago = take(logs, rows, ends - self.season.year) - take(logs, rows, t - self.season.year)
            ok = take(valid, rows, ends - self.season.year) * take(valid, rows, t - self.season.year)
            tokens.extend(np.clip(x, -3, 3)[..., None] for x in (now, ago * ok, ok))
        middle = np.clip(ends - patch // 2 - 1, 0, self.length - 1)
        tokens.append(self.calendar[middle][..., : 2 * min(self.layout.harmonics, 2)])
        tokens.append(np.clip(take(self.event_any, self.event_row[s], middle), 0, 1)[..., None])
        return np.concatenate(tokens, axis=2).astype(np.float32)

    def _ratios(self, s: np.ndarray, t: np.ndarray, day: np.ndarray) -> np.ndarray:
        """(B, H, Fr) log ratios whose sum is a multiplicative forecast: level, season of the year, weekday, lift."""
        named: dict[str, np.ndarray] = {}
        week = max(self.season.week, 1)
        names = ("own", "all", *self.layout.groups)
        for name, (rows, level) in zip(names, self._levels(s), strict=True):
            self._year_ratios(named, name, rows, level, t, day)
            recent = take(level.log_mean(RECENT * week)[0], rows, t)
            base = np.log(take(self.scale, s, t)) if name == "own" else take(level.log_mean(8 * week)[0], rows, t)
            named[f"{name}.level"] = recent - base
            if self.season.week > 1:
                last = day - week * ((day - t) // week)  # newest same weekday used: last - week
                for weeks in (4, 52) if name == "own" else (8, 52):
                    same, usual = level.log_same_phase(weeks, week), level.log_mean(weeks * week)[0]
                    named[f"{name}.weekday{weeks}"] = take(same, rows, last) - take(usual, rows, t)
        if self.layout.events:
            codes = self.event_codes[self.event_row[s], day]  # (B, H, 3)
            named["event"] = self.effects[self.event_row[s][..., None], codes, t[..., None]].sum(axis=2)
        if self.promo is not None:
            named["promo"] = take(self.promo, s, day) * take(self.lift, s, t)
        self.ratio_names = tuple(named)
        return np.stack(np.broadcast_arrays(*(np.clip(v, -3, 3) for v in named.values())), axis=2).astype(np.float32)

    def _year_ratios(
        self,
        named: dict[str, np.ndarray],
        name: str,
        rows: np.ndarray,
        level: RunningLevels,
        t: np.ndarray,
        day: np.ndarray,
    ) -> None:
        """How the days around the same day of last year stood to the weeks before last year's cutoff."""
        season, week = self.season, max(self.season.week, 1)
        base, ok_base = level.log_mean(RECENT * week)
        for half in season.near[:1] if name == "own" else season.near:
            near, ok_near = level.log_mean(2 * half + 1)
            total, valid = np.zeros(day.shape, np.float32), np.zeros(day.shape, np.float32)
            for ago in self.years_ago:
                then, start = ago[day] + half + 1, ago[t]
                ok = take(ok_near, rows, then) * take(ok_base, rows, start) * (start > RECENT * week)
                total += ok * (take(near, rows, then) - take(base, rows, start))
                valid += ok
            named[f"{name}.year{half}"] = total / np.maximum(valid, 1.0)
        named[f"{name}.has_year"] = np.minimum(valid, 1.0)
        if season.week > 1 and name == "all":
            around, of_day = level.log_mean(week)[0], level.log_mean(1)[0]
            then = day - self.first_year * season.year  # whole weeks ago: the same weekday
            gap = take(of_day, rows, then + 1) - take(around, rows, then + week // 2 + 1)
            named["all.year_day"] = gap * named["all.has_year"]

    def ratio_prior(self) -> np.ndarray:
        """(Fr,) weights of a plain multiplicative forecast: where the network begins. Call after `batch`."""
        wide, narrow = (f"year{half}" for half in self.season.near)
        own = {"own.level": 0.6, f"own.{wide}": 0.15, "own.weekday4": 0.25, "own.weekday52": 0.35}
        everything = {f"all.{narrow}": 0.4, f"all.{wide}": 0.1, "all.level": 0.1, "all.weekday52": 0.25}
        prior = own | everything | {"event": 0.8, "promo": 0.7}
        share = {narrow: 0.25, "weekday52": 0.1}
        for group in self.layout.groups:
            prior |= {f"{group}.{kind}": weight / len(self.layout.groups) for kind, weight in share.items()}
        return np.array([prior.get(name, 0.0) for name in self.ratio_names], np.float32)

    def _future(self, s: np.ndarray, t: np.ndarray, day: np.ndarray) -> np.ndarray:
        """(B, H, Ff): calendar, distance to events, promotion around the day, price against usual, step."""
        step = (day - t).astype(np.float32)
        parts = [self.calendar[day], self.event_near[self.event_row[s], day]]
        extra = [step / 30.0, np.sqrt(step / 30.0)]
        if self.promo is not None:
            for shift in (-1, 0, 1):
                extra.append(take(self.promo, s, day + shift))
        if self.price is not None:
            known = take(self.price_known, s, day)
            for usual in (self.price_usual, self.price_recent):
                extra.append(known * np.clip(take(self.price, s, day) - take(usual, s, t), -1.5, 1.5))
        parts.append(np.stack(np.broadcast_arrays(*extra), axis=2))
        return np.concatenate(parts, axis=2).astype(np.float32)

    def _static(self, s: np.ndarray, t: np.ndarray, scale: np.ndarray) -> np.ndarray:
        """(B, Fs): size, recent levels against the scale, zeros, variation, age, growth on the year."""
        week, year = max(self.season.week, 1), self.season.year
        log_scale = np.log(scale + self.floor)
        out = [(log_scale - np.log(self.typical)) / 2.0]
        for width in (SHORT * week, RECENT * week, LONG * week):
            out.append(np.clip(take(self.own.log_mean(width)[0], s, t) - log_scale, -3, 3))
        out.append(np.clip(take(self.own_year, s, t) - log_scale, -3, 3))
        out += [take(a, s, t) for a in (self.zero_recent, self.zero_year, self.variation, self.quiet)]
        out.append(take(self.seen_count, s, t) / 8.0)
        out.append(np.log1p(np.maximum(t - self.first[s], 0)) / 8.0)
        for rows, level in self._levels(s):
            logs, valid = level.log_mean(RECENT * week)
            ok = take(valid, rows, t) * take(valid, rows, t - year) * (t > year)
            out.append(np.clip(ok * (take(logs, rows, t) - take(logs, rows, t - year)), -2, 2))
            out.append(ok)
            short = level.log_mean(SHORT * week)[0]
            out.append(np.clip(take(short, rows, t) - take(logs, rows, t), -2, 2))
        if self.promo is not None:
            recent = take(self.promo_days, s, t) - take(self.promo_days, s, t - self.scale_width)
            out += [recent / self.scale_width, take(self.lift, s, t)]
        if self.price is not None:
            out.append(np.clip(self.price_rank[s], -2, 2))
        return np.stack(out, axis=1).astype(np.float32)


def _nanmedian(values: np.ndarray) -> float:
    known = values[np.isfinite(values)]
    return float(np.median(known)) if len(known) else 0.0
