"""Accuracy measures against hand-worked numbers, a slow loop and invariants."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from forecasting import metrics

Y = np.array([[2.0, 0.0, 4.0]])
F = np.array([[1.0, 1.0, 5.0]])


def test_hand_worked_numbers_of_the_docstring() -> None:
    assert metrics.wape(Y, F) == pytest.approx(0.5)
    assert metrics.bias_pct(Y, F) == pytest.approx(100 / 6)
    assert metrics.mae(Y, F) == pytest.approx(1.0)
    assert metrics.rmse(Y, F) == pytest.approx(1.0)
    assert metrics.mape(Y, F) == pytest.approx((1 / 2 + 1 / 4) / 2)


def test_pinball_weighs_under_forecasts_with_the_level() -> None:
    assert metrics.pinball(np.array(10.0), np.array(8.0), 0.9) == pytest.approx(1.8)
    assert metrics.pinball(np.array(8.0), np.array(10.0), 0.9) == pytest.approx(0.2)


def test_wql_of_one_level_by_hand() -> None:
    # pinball at 0.9: 0.9*1, 0.1*1, 0.1*1 = 1.1; 2 * 1.1 / 6
    assert metrics.wql(Y, F[..., None], (0.9,), at=(0.9,)) == pytest.approx(2.2 / 6)


def test_mase_divides_by_the_seasonal_naive_of_the_history() -> None:
    history = np.array([[1.0, 5.0, 3.0, 5.0]])  # season 2: |3-1|, |5-5| -> 1
    assert metrics.mase(Y, F, history, season=2) == pytest.approx([1.0])
    # RMSSE, season 1: gaps 4, -2, 2 -> mean square 8
    assert metrics.rmsse(Y, F, history, season=1) == pytest.approx([1 / np.sqrt(8)])


def test_direction_counts_moves_away_from_the_last_level() -> None:
    last = np.array([2.0])  # actual moves: tie, down, up; forecasts: down, down, up
    assert metrics.direction_accuracy(Y, F, last) == pytest.approx(1.0)
    assert metrics.direction_accuracy(Y, np.array([[1.0, 3.0, 1.0]]), last) == pytest.approx(0.0)


def test_coverage_counts_both_ends_of_the_interval() -> None:
    assert metrics.interval_coverage(Y, Y, Y) == 1.0
    assert metrics.interval_coverage(Y, np.full((1, 3), 1.0), np.full((1, 3), 3.0)) == pytest.approx(1 / 3)


def test_a_masked_or_unknown_period_does_not_count() -> None:
    y = np.array([[2.0, np.nan, 4.0]])
    assert metrics.wape(y, F) == pytest.approx(2 / 6)
    assert metrics.wape(y, F, mask=np.array([[1, 1, 0]])) == pytest.approx(0.5)


def test_nothing_sold_gives_nan_not_an_error() -> None:
    zero = np.zeros((2, 3))
    assert np.isnan(metrics.wape(zero, zero))
    assert np.isnan(metrics.mase(zero, zero, np.zeros((2, 9)), 7)).all()


def test_vectorised_wql_equals_a_slow_loop() -> None:
    rng = np.random.default_rng(0)
    y = rng.poisson(3.0, (4, 5)).astype(float)
    y[1, 2] = np.nan
    levels = (0.1, 0.5, 0.9)
    q = np.sort(rng.gamma(2.0, 2.0, (4, 5, 3)), axis=2)
    losses = []
    for k, level in enumerate(levels):
        total = 0.0
        for s in range(4):
            for h in range(5):
                if np.isfinite(y[s, h]):
                    gap = y[s, h] - q[s, h, k]
                    total += level * gap if gap > 0 else (level - 1) * gap
        losses.append(2 * total / np.nansum(y))
    assert metrics.wql(y, q, levels, at=levels) == pytest.approx(np.mean(losses))


positive = st.floats(0, 1e4, allow_nan=False, width=32)


@settings(max_examples=40, deadline=None)
@given(arrays(np.float64, (3, 4), elements=positive), arrays(np.float64, (3, 4), elements=positive))
def test_wql_at_the_median_alone_is_the_wape_of_the_median(y: np.ndarray, f: np.ndarray) -> None:
    np.testing.assert_allclose(metrics.wql(y, f[..., None], (0.5,), at=(0.5,)), metrics.wape(y, f), rtol=1e-9)


@settings(max_examples=40, deadline=None)
@given(arrays(np.float64, (3, 4), elements=st.floats(1, 1e3)), st.floats(0.01, 100))
def test_wape_does_not_depend_on_the_unit(y: np.ndarray, factor: float) -> None:
    f = y[::-1]
    np.testing.assert_allclose(metrics.wape(y, f), metrics.wape(factor * y, factor * f), rtol=1e-6, atol=1e-12)


def test_pooled_wape_is_the_volume_weighted_mean_of_the_series() -> None:
    rng = np.random.default_rng(1)
    y, f = rng.gamma(2.0, 3.0, (5, 7)), rng.gamma(2.0, 3.0, (5, 7))
    own = metrics.wape(y, f, axis=1)
    assert metrics.wape(y, f) == pytest.approx(np.average(own, weights=y.sum(axis=1)))


def test_a_level_between_two_levels_is_interpolated() -> None:
    q = np.array([[[1.0, 3.0]]])
    assert metrics.at_level(q, (0.4, 0.6), 0.5) == pytest.approx(2.0)
    assert metrics.at_level(q, (0.4, 0.6), 0.9) == pytest.approx(3.0)
    assert metrics.at_level(q, (0.4, 0.6), 0.1) == pytest.approx(1.0)


def test_summary_and_per_series_agree_where_there_is_one_series() -> None:
    rng = np.random.default_rng(2)
    y, history = rng.poisson(5, (1, 10)).astype(float), rng.poisson(5, (1, 60)).astype(float)
    levels = (0.1, 0.5, 0.9)
    q = np.sort(rng.gamma(5.0, 1.0, (1, 10, 3)), axis=2)
    whole = metrics.summary(y, q[..., 1], q, levels, history, 7)
    own = metrics.per_series(y, q[..., 1], q, levels, history, 7)
    for name, values in own.items():
        assert whole[name] == pytest.approx(values[0], nan_ok=True), name
