"""Which model serves which series, judged on the validation windows.

A blend of the models serves: the mean of their quantiles, weighted by

    weight = (least WQL / WQL) ** SHARPNESS,

without those that would have less than half the weight of the best: 10% behind it is 0.62 of its weight. A few
windows share their shocks: weights or winners that are searched for on them are mostly luck (docs/LOG.md), while
models whose scores differ by no more than such luck are better together than alone. A single model serves a demand
class, or everything, only where it beats the blend there by more than `MARGIN`. The score is WQL, pooled over a
class: never WAPE, which rewards a median that is far too low where demand is intermittent.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from forecasting.backtest import Windows
from forecasting.metrics import wql
from forecasting.protocol import QuantileForecast

__all__ = ["BLEND", "Choice", "blend", "blend_weights", "choose"]

BLEND = "blend"
SHARPNESS = 5.0  # of the weights: what a model's WQL over the best one's is raised to, inverted
MARGIN = 0.05  # of WQL by which one model must beat the blend to serve instead of it
_LEAST = 0.5  # of the best model's weight: what has less, with a WQL 15% behind, is left out
_MIN_POINTS = 50  # known actuals below which a class follows the choice over all series


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


def blend_weights(scores: dict[str, float]) -> dict[str, float]:
    """Weights of the blend from the WQL of each model; empty where all but one are left out.

    Example: scores 0.40, 0.44 and 0.60 are 1, 0.62 and 0.13 of the best one's weight, so 0.62, 0.38 and nothing.
    """
    usable = {n: v for n, v in scores.items() if np.isfinite(v)}
    if not usable:
        return {}
    floor = max(min(usable.values()), 1e-9)
    raw = {n: (floor / max(v, floor)) ** SHARPNESS for n, v in usable.items()}  # 1 for the best
    kept = {n: v for n, v in raw.items() if v >= _LEAST}
    total = sum(kept.values())
    return {n: v / total for n, v in kept.items()} if len(kept) > 1 else {}


def _serving(scores: dict[str, float], usual: str) -> str:
    """The model with the least score where it beats `usual` by more than the margin, else `usual`."""
    best = min(scores, key=scores.__getitem__)
    return best if scores[best] < scores[usual] * (1.0 - MARGIN) else usual


def choose(windows: dict[str, Windows], demand_class: np.ndarray, with_blend: bool = True) -> Choice:
    """Choose on validation windows; `windows` by model name, `demand_class` (S,) as known then.

    Without any known actual the first model is chosen for all. Without a blend the best model of each class serves.
    """
    known = np.isfinite(next(iter(windows.values())).actual)
    names = list(windows)
    if not known.any() or not np.nansum(next(iter(windows.values())).actual) > 0:
        return Choice(names[0])
    candidates = dict(windows)
    scores = {"all": {n: _score(w) for n, w in candidates.items()}}
    weights = blend_weights(scores["all"]) if with_blend else {}
    if weights:
        candidates[BLEND] = _blend_windows(windows, weights)
        scores["all"][BLEND] = _score(candidates[BLEND])
    best = min(scores["all"], key=scores["all"].__getitem__)
    choice = Choice(_serving(scores["all"], BLEND) if weights else best, weights=weights, scores=scores)
    classes = np.array([c or "" for c in demand_class])
    for name in sorted({str(c) for c in classes}):
        rows = classes == name
        if known[rows].sum() < _MIN_POINTS:
            continue
        scored = {n: _score(w, rows) for n, w in candidates.items()}
        if all(np.isfinite(v) for v in scored.values()):
            scores[name or "none"] = scored
            usual = choice.overall if weights else min(scored, key=scored.__getitem__)
            choice.by_class[name] = _serving(scored, usual)
    return choice
