"""Totals by store, product, category, supplier and over all: forecasts and their accuracy.

Means of a total are sums of means. Quantiles are not sums of quantiles: they come from
sample paths in which the series move together as far as they did in the backtest
(`forecasting.dependence`). One-factor-per-level Gaussian copula:

    z = sqrt(total) F + sqrt(store) F_store + sqrt(category) F_cat + sqrt(product) F_prod + sqrt(own) e

each an AR(1) over the steps. Factors are drawn from the seed and the group's name, so that
series may be added chunk by chunk.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from forecasting.backtest import Windows
from forecasting.dependence import Loadings
from forecasting.protocol import QuantileForecast

__all__ = ["LEVELS", "GroupAccuracy", "GroupSums", "group_codes"]

LEVELS = ("store", "product", "category", "supplier", "total")
_COLUMN = {"store": "store_id", "product": "product_id", "category": "category", "supplier": "supplier_id"}
_FACTORS = ("store", "category", "product")
_SHOWN = (0.1, 0.5, 0.9)
_MIN_TOTALS = 20  # known totals below which a level's width is left alone
_WIDTH_LIMITS = (1.0, 2.5)  # never narrower: the next shock is not in the windows that were seen


def group_codes(series: pd.DataFrame) -> dict[str, tuple[np.ndarray, list[str]]]:
    """Per level the group number of each series (-1: none) and the groups' ids, sorted."""
    out: dict[str, tuple[np.ndarray, list[str]]] = {}
    for level in LEVELS:
        if level == "total":
            out[level] = (np.zeros(len(series), dtype=int), ["total"])
            continue
        codes = pd.Categorical(series[_COLUMN[level]])
        out[level] = (np.asarray(codes.codes, dtype=int), [str(c) for c in codes.categories])
    return out


def _ar1(rng: np.random.Generator, shape: tuple[int, ...], rho: float) -> np.ndarray:
    """Standard normal scores (..., H) with AR(1) dependence along the last axis, float32."""
    z = rng.standard_normal(shape, dtype=np.float32)
    for k in range(1, shape[-1]):
        z[..., k] = rho * z[..., k - 1] + np.sqrt(1 - rho**2) * z[..., k]
    return z


def _inverse_cdf(u: np.ndarray, quantiles: np.ndarray, levels: tuple[float, ...]) -> np.ndarray:
    """Values (S, n) at `u` (S, n), each series with its own; tails as in `forecasting.paths.inverse_cdf_weights`."""
    grid = np.asarray(levels)
    Q = len(grid)
    right = np.clip(np.searchsorted(grid, u, side="right"), 1, Q - 1)
    low, high = np.take_along_axis(quantiles, right - 1, 1), np.take_along_axis(quantiles, right, 1)
    value = low + (high - low) * ((u - grid[right - 1]) / (grid[right] - grid[right - 1]))
    rise = np.log((1 - grid[-1]) / np.maximum(1 - u, 1e-6)) / np.log((1 - grid[-2]) / (1 - grid[-1]))
    fall = np.log(grid[0] / np.maximum(u, 1e-6)) / np.log(grid[1] / grid[0])
    value = np.where(u > grid[-1], high + (high - low) * rise, value)
    value = np.where(u < grid[0], low - (high - low) * fall, value)
    return np.maximum(value, 0.0).astype(np.float32)


def _to_mean(mean: np.ndarray, drawn: np.ndarray) -> np.ndarray:
    """(S, 1) factors that bring the paths to the forecast mean; bounded, for medians of zero with a small mean."""
    return np.clip(mean / np.maximum(drawn.mean(axis=1), 1e-9), 0.5, 2.0).astype(np.float32)[:, None]


@dataclass
class GroupSums:
    """Sums of sample paths over groups, filled chunk by chunk.

    `codes` come from all series; `rows` of `add` say which of them a chunk holds.
    """

    codes: dict[str, tuple[np.ndarray, list[str]]]
    horizon: int
    loadings: Loadings
    rho: float
    paths: int = 200
    seed: int = 7
    widths: dict[str, float] = field(default_factory=dict)  # per level: factor on the distance from the median
    _sums: dict[str, np.ndarray] = field(default_factory=dict)  # level -> (G, n, H)
    _means: dict[str, np.ndarray] = field(default_factory=dict)  # level -> (G, H)

    def __post_init__(self) -> None:
        for level, (_, ids) in self.codes.items():
            self._sums[level] = np.zeros((len(ids), self.paths, self.horizon), dtype=np.float32)
            self._means[level] = np.zeros((len(ids), self.horizon))
        self._factor_cache: dict[tuple[str, str], np.ndarray] = {}

    def _factor(self, level: str, name: str) -> np.ndarray:
        """(n, H) scores of one common factor; the same whatever chunk asks."""
        key = (level, name)
        if key not in self._factor_cache:
            rng = np.random.default_rng([self.seed, zlib.crc32(f"{level}|{name}".encode())])
            self._factor_cache[key] = _ar1(rng, (self.paths, self.horizon), self.rho)
        return self._factor_cache[key]

    def _common(self, rows: np.ndarray, step: int) -> np.ndarray:
        """(len(rows), n) part of the scores that comes from common factors, at one step."""
        z = np.sqrt(self.loadings.total) * self._factor("total", "total")[None, :, step]
        z = np.repeat(z, len(rows), axis=0)
        for level in _FACTORS:
            share = getattr(self.loadings, level)
            codes, ids = self.codes[level]
            if share <= 0:
                continue
            here = codes[rows]
            used, place = np.unique(here, return_inverse=True)
            names = [ids[c] if c >= 0 else "" for c in used]
            z += np.sqrt(share) * np.stack([self._factor(level, n)[:, step] for n in names])[place]
        return z

    def add(self, rows: np.ndarray, forecast: QuantileForecast | Windows, weight: np.ndarray | None = None) -> None:
        """Add the series `rows` (positions in `codes`) with their forecast; `weight` (S, H) 0/1 leaves periods out."""
        from scipy.sparse import csr_matrix
        from scipy.special import ndtr

        S = len(rows)
        mean = forecast.mean[:, : self.horizon].astype(float)
        own = _ar1(np.random.default_rng([self.seed, 1, int(rows[0])]), (S, self.paths, self.horizon), self.rho)
        member = {}
        for level, (codes, ids) in self.codes.items():
            here = codes[rows]
            known = np.flatnonzero(here >= 0)
            member[level] = csr_matrix((np.ones(len(known), np.float32), (here[known], known)), shape=(len(ids), S))
        for step in range(self.horizon):
            z = self._common(rows, step) + np.sqrt(self.loadings.own) * own[:, :, step]
            drawn = _inverse_cdf(ndtr(z), forecast.quantiles[:, step], forecast.levels)
            drawn *= _to_mean(mean[:, step], drawn)  # so that paths and means tell the same total
            expected = mean[:, step]
            if weight is not None:
                drawn, expected = drawn * weight[:, step, None], expected * weight[:, step]
            for level, matrix in member.items():
                self._sums[level][:, :, step] += matrix @ drawn
                self._means[level][:, step] += matrix @ expected

    def quantiles(self, level: str) -> tuple[np.ndarray, np.ndarray]:
        """(G, H) means and (G, H, 3) quantiles 0.1, 0.5, 0.9 of one level."""
        return self._means[level], self._shown(level, self._sums[level])

    def _shown(self, level: str, sums: np.ndarray) -> np.ndarray:
        """(G, H, 3) shown quantiles of paths (G, n, H), their distance from the median times the level's width."""
        q = np.moveaxis(np.quantile(sums, _SHOWN, axis=1), 0, -1)
        middle = q[..., 1:2]
        return np.maximum(middle + (q - middle) * self.widths.get(level, 1.0), 0.0)

    def table(self, target: str, dates: pd.DatetimeIndex) -> pd.DataFrame:
        """The `group_forecasts` rows of one target."""
        parts = []
        for level, (_, ids) in self.codes.items():
            mean, daily = self.quantiles(level)
            summed = self._shown(level, np.cumsum(self._sums[level], axis=2))
            G, H = mean.shape
            mean = np.round(mean, 4)
            part = {
                "level": np.repeat(level, G * H),
                "group_id": np.repeat(np.asarray(ids, dtype=object), H),
                "target": np.repeat(target, G * H),
                "date": np.tile(dates.to_numpy(), G),
                "step": np.tile(np.arange(1, H + 1), G),
                "mean": mean.ravel(),
                "cum_mean": np.cumsum(mean, axis=1).ravel(),
            }
            for i, name in enumerate(("p10", "p50", "p90")):
                part[name] = np.round(daily[..., i].ravel(), 4)
                part[f"cum_{name}"] = np.round(summed[..., i].ravel(), 4)
            parts.append(pd.DataFrame(part))
        return pd.concat(parts, ignore_index=True)


@dataclass
class GroupAccuracy:
    """Errors and coverage of totals on the test windows, filled chunk by chunk."""

    codes: dict[str, tuple[np.ndarray, list[str]]]
    window: int
    count: int  # test windows
    loadings: Loadings
    rho: float
    paths: int = 200
    seed: int = 7
    widths: dict[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._sums = [
            GroupSums(self.codes, self.window, self.loadings, self.rho, self.paths, self.seed + w, self.widths)
            for w in range(self.count)
        ]
        self._actual = {level: np.zeros((len(ids), self.window * self.count)) for level, (_, ids) in self.codes.items()}
        self._known = {level: np.zeros_like(a) for level, a in self._actual.items()}

    def add(self, rows: np.ndarray, windows: Windows) -> None:
        """Add the served test windows of the series `rows`; both sides leave out periods without a known actual."""
        known = np.isfinite(windows.actual)
        for w, sums in enumerate(self._sums):
            part = slice(w * self.window, (w + 1) * self.window)
            piece = Windows(
                windows.actual[:, part], windows.mean[:, part], windows.quantiles[:, part], windows.levels, self.window
            )
            sums.add(rows, piece, known[:, part])
        for level, (codes, _) in self.codes.items():
            here = codes[rows]
            np.add.at(self._actual[level], here[here >= 0], np.nan_to_num(windows.actual[here >= 0]))
            np.add.at(self._known[level], here[here >= 0], known[here >= 0])

    def fitted_widths(self) -> dict[str, float]:
        """Per level the factor under which 80% of these totals lie inside (conformal, on validation windows).

        Windows of one backtest share their shocks, so a level with few groups and windows
        leans on 1: weight n / (n + 4) for n groups times windows.
        """
        out = {}
        for level, (_, ids) in self.codes.items():
            pieces = [s.quantiles(level)[1] for s in self._sums]
            if not pieces or not ids:
                continue
            q, y = np.concatenate(pieces, axis=1), self._actual[level]
            known = (self._known[level] > 0) & (q[..., 2] > q[..., 0])
            side = np.where(y > q[..., 1], q[..., 2] - q[..., 1], q[..., 1] - q[..., 0])
            apart = np.abs(y - q[..., 1]) / np.maximum(side, 1e-9)
            if known.sum() < _MIN_TOTALS:
                continue
            blocks = len(ids) * self.count
            fitted = float(np.clip(np.quantile(apart[known], 0.8), *_WIDTH_LIMITS))
            out[level] = round(1.0 + (fitted - 1.0) * blocks / (blocks + 4.0), 4)
        return out

    def table(self, target: str) -> pd.DataFrame:
        """The `group_accuracy` rows of one target; NaN where a group sold nothing in the windows."""
        parts = []
        for level, (_, ids) in self.codes.items():
            pieces = [s.quantiles(level) for s in self._sums]
            if not pieces:
                continue
            mean = np.concatenate([m for m, _ in pieces], axis=1)
            low, high = (np.concatenate([q[..., i] for _, q in pieces], axis=1) for i in (0, 2))
            y, known = self._actual[level], self._known[level] > 0
            sold = np.where(y.sum(axis=1) > 0, y.sum(axis=1), np.nan)
            inside = ((y >= low) & (y <= high) & known).sum(axis=1)
            days = known.sum(axis=1)
            parts.append(
                pd.DataFrame(
                    {
                        "level": level,
                        "group_id": np.asarray(ids, dtype=object),
                        "target": target,
                        "wape": np.abs(y - mean).sum(axis=1) / sold,
                        "bias_pct": 100.0 * (mean - y).sum(axis=1) / sold,
                        "coverage_80": np.where(days > 0, inside / np.maximum(days, 1), np.nan),
                    }
                )
            )
        return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame()
