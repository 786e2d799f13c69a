"""Which model serves: weights of the blend, the margin, classes, and what happens without actuals."""

from __future__ import annotations

import numpy as np
import pytest

from forecasting.backtest import Windows
from forecasting.metrics import wql
from forecasting.selection import BLEND, MARGIN, blend_weights, choose

LEVELS = (0.1, 0.5, 0.9)
ACTUAL = np.random.default_rng(5).gamma(4.0, 5.0, (30, 16))


def _windows(factor: float | np.ndarray, noise: float = 0.0, seed: int = 0) -> Windows:
    """Forecasts that are `factor` times what came, give or take `noise`."""
    wobble = np.random.default_rng(seed).lognormal(0.0, noise, ACTUAL.shape) if noise else 1.0
    mean = ACTUAL * factor * wobble
    return Windows(ACTUAL, mean, np.stack([0.8 * mean, mean, 1.2 * mean], axis=2), LEVELS, 8)


def test_weights_fall_with_the_score_and_leave_out_what_is_far_behind() -> None:
    weights = blend_weights({"a": 0.40, "b": 0.44, "c": 0.60, "d": 1.2})
    assert weights == pytest.approx({"a": 0.617, "b": 0.383}, abs=0.001)
    assert weights["b"] / weights["a"] == pytest.approx((0.40 / 0.44) ** 5)


def test_one_model_far_ahead_of_all_others_is_no_blend() -> None:
    assert blend_weights({"a": 0.2, "b": 0.4}) == {}
    assert blend_weights({"a": 0.2}) == {}
    assert blend_weights({"a": float("nan")}) == {}


def test_scores_that_cannot_be_told_apart_share_the_weight() -> None:
    assert blend_weights({"a": 0.0, "b": 0.0}) == {"a": 0.5, "b": 0.5}


def test_two_models_with_errors_of_their_own_are_served_as_a_blend() -> None:
    windows = {"a": _windows(1.0, 0.3, seed=2), "b": _windows(1.0, 0.3, seed=3)}
    choice = choose(windows, np.array(["smooth"] * 30))
    assert choice.overall == BLEND
    assert choice.by_class == {"smooth": BLEND}
    assert choice.scores["all"][BLEND] < min(choice.scores["all"]["a"], choice.scores["all"]["b"])
    mean = sum(w * windows[n].quantiles for n, w in choice.weights.items())
    assert choice.scores["all"][BLEND] == pytest.approx(float(wql(ACTUAL, mean, LEVELS)))


def test_a_class_is_served_by_one_model_only_where_it_beats_the_blend_by_the_margin() -> None:
    classes = np.array(["smooth"] * 20 + ["lumpy"] * 10)
    rows = (classes == "lumpy")[:, None]
    ahead = {"a": _windows(np.where(rows, 1.2, 1.3)), "b": _windows(np.where(rows, 1.35, 1.24))}
    choice = choose(ahead, classes)
    assert choice.by_class["lumpy"] == "a"
    assert choice.scores["lumpy"]["a"] < (1 - MARGIN) * choice.scores["lumpy"][BLEND]
    level = {"a": _windows(1.3), "b": _windows(np.where(rows, 1.31, 1.3))}
    assert choose(level, classes).by_class["lumpy"] == BLEND


def test_without_a_blend_every_class_is_served_by_its_best_model() -> None:
    classes = np.array(["smooth"] * 20 + ["lumpy"] * 10)
    rows = (classes == "lumpy")[:, None]
    windows = {"a": _windows(np.where(rows, 1.2, 1.1)), "b": _windows(np.where(rows, 1.18, 1.3))}
    choice = choose(windows, classes, with_blend=False)
    assert (choice.overall, choice.weights) == ("a", {})
    assert choice.by_class == {"smooth": "a", "lumpy": "b"}
    assert list(choice.served(np.array(["lumpy", None, "new"]))) == ["b", "a", "a"]


def test_without_known_actuals_the_first_model_serves_all() -> None:
    windows = {"a": _windows(1.0), "b": _windows(2.0)}
    for w in windows.values():
        w.actual = np.full(ACTUAL.shape, np.nan)
    assert choose(windows, np.array(["smooth"] * 30)).overall == "a"
