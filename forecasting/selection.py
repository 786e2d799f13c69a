"""Which model serves which series: the best per demand class on the validation windows.

A blend (weighted mean of the quantiles of up to three models, weights on a coarse grid)
competes as one more model. The score is WQL, pooled over a class: never WAPE, which
rewards a median that is far too low where demand is intermittent.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import product

import numpy as np

from forecasting.backtest import Windows
from forecasting.metrics import wql
from forecasting.protocol import QuantileForecast

__all__ = ["BLEND", "Choice", "blend", "choose"]

BLEND = "blend"
_GRID = 4  # blend weights are multiples of 1/4
_MIN_POINTS = 50  # known actuals below which a class follows the choice over all series
_BLEND_OF = 3


@dataclass
class Choice:
    """The outcome of a selection; goes into the manifest."""

    overall: str
    by_class: dict[str, str] = field(default_factory=dict)
    weights: dict[str, float] = field(default_factory=dict)  # of the blend
    scores: dict[str, dict[str, float]] = field(default_factory=dict)  # class ("all" too) -> model -> WQL

    def served(self, demand_class: np.ndarray) -> np.ndarray:
        """(S,) model name of each series; a class never met follows the overall choice."""
        return np.array([self.by_class.get(c or "", self.overall) for c in demand_class], dtype=object)

    def needed(self, names: np.ndarray) -> set[str]:
        """Models that have to forecast so that `names` can be served."""
        wanted = set(names.tolist())
        return (wanted - {BLEND}) | (set(self.weights) if BLEND in wanted else set())


def blend(forecasts: dict[str, QuantileForecast], weights: dict[str, float]) -> QuantileForecast:
    """Weighted mean of quantiles and means. All forecasts must have the same levels."""
    parts = [(forecasts[name], w) for name, w in weights.items() if w > 0]
    levels = parts[0][0].levels
    if any(f.levels != levels for f, _ in parts):
        raise ValueError("a blend needs forecasts with the same quantile levels")
    quantiles = sum(w * f.quantiles for f, w in parts)
    mean = sum(w * f.mean for f, w in parts)
    return QuantileForecast(levels, np.asarray(quantiles, np.float32), np.asarray(mean, np.float32), BLEND)


def _blend_windows(windows: dict[str, Windows], weights: dict[str, float]) -> Windows:
    first = next(iter(windows.values()))
    mean = sum(w * windows[n].mean for n, w in weights.items())
    quantiles = sum(w * windows[n].quantiles for n, w in weights.items())
    return Windows(first.actual, np.asarray(mean), np.asarray(quantiles), first.levels, first.window)


def _score(windows: Windows, rows: np.ndarray | slice = slice(None)) -> float:
    return float(wql(windows.actual[rows], windows.quantiles[rows], windows.levels))


def _best_blend(windows: dict[str, Windows]) -> dict[str, float]:
    """Weights of the best blend of two or three models; empty where none beats its best member."""
    ranked = sorted(windows, key=lambda n: _score(windows[n]))[:_BLEND_OF]
    best: tuple[float, dict[str, float]] = (_score(windows[ranked[0]]), {})
    for parts in product(range(_GRID + 1), repeat=len(ranked)):
        if sum(parts) != _GRID or max(parts) == _GRID:
            continue
        weights = {n: p / _GRID for n, p in zip(ranked, parts, strict=True) if p}
        score = _score(_blend_windows(windows, weights))
        if score < best[0]:
            best = (score, weights)
    return best[1]


def choose(windows: dict[str, Windows], demand_class: np.ndarray, with_blend: bool = True) -> Choice:
    """Choose on validation windows; `windows` by model name, `demand_class` (S,) as known then.

    Without any known actual the first model is chosen for all.
    """
    known = np.isfinite(next(iter(windows.values())).actual)
    names = list(windows)
    if not known.any() or not np.nansum(next(iter(windows.values())).actual) > 0:
        return Choice(names[0])
    candidates = dict(windows)
    weights = _best_blend(windows) if with_blend and len(windows) > 1 else {}
    if weights:
        candidates[BLEND] = _blend_windows(windows, weights)
    scores = {"all": {n: _score(w) for n, w in candidates.items()}}
    choice = Choice(min(scores["all"], key=scores["all"].__getitem__), weights=weights, scores=scores)
    classes = np.array([c or "" for c in demand_class])
    for name in sorted(set(classes)):
        rows = classes == name
        if known[rows].sum() < _MIN_POINTS:
            continue
        scored = {n: _score(w, rows) for n, w in candidates.items()}
        if all(np.isfinite(v) for v in scored.values()):
            scores[name or "none"] = scored
            choice.by_class[name] = min(scored, key=scored.__getitem__)
    return choice
