"""Conformal level maps: coverage, zeros, crossing, storage."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import norm, poisson

from forecasting.calibration import LIMIT, Calibrator, pit_interval
from forecasting.metrics import at_level, coverage, wql
from forecasting.paths import inverse_cdf

LEVELS = (0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95)


def _normal(rng: np.random.Generator, spread_told: float, series: int = 300, steps: int = 28):
    centre = rng.uniform(50, 100, (series, 1))
    y = centre + 10 * rng.standard_normal((series, steps))
    quantiles = centre[..., None] + spread_told * norm.ppf(LEVELS)[None, None, :]
    return y, np.broadcast_to(quantiles, (series, steps, len(LEVELS))).copy()


@pytest.mark.parametrize("told", [7.5, 15.0])
def test_a_forecast_that_is_too_narrow_or_too_wide_covers_as_told_afterwards(told: float) -> None:
    rng = np.random.default_rng(1)
    y, q = _normal(rng, told)
    fresh, fresh_q = _normal(rng, told)
    moved = Calibrator().fit(y, q, LEVELS).apply(fresh_q, LEVELS)
    for level in (0.1, 0.5, 0.9):
        assert coverage(fresh, at_level(moved, LEVELS, level)) == pytest.approx(level, abs=0.03)


def test_a_calibrated_forecast_is_hardly_moved() -> None:
    y, q = _normal(np.random.default_rng(2), 10.0)
    moved = Calibrator().fit(y, q, LEVELS).apply(q, LEVELS)
    assert np.abs(moved - q).max() < 2.0


def test_the_pits_of_a_calibrated_forecast_are_uniform() -> None:
    y, _ = _normal(np.random.default_rng(3), 10.0)
    grid = np.linspace(0.01, 0.99, 99)
    q = y.mean(axis=1)[:, None, None] + 10.2 * norm.ppf(grid)[None, None, :]
    low, high = pit_interval(y, np.broadcast_to(q, (*y.shape, 99)), grid)
    np.testing.assert_allclose(low, high)
    np.testing.assert_allclose(np.quantile(low, [0.1, 0.5, 0.9]), [0.1, 0.5, 0.9], atol=0.02)


def test_a_zero_gets_the_whole_mass_at_zero() -> None:
    q = np.array([[[0.0, 0.0, 0.0, 1.0, 2.0, 3.0, 4.0]]])
    low, high = pit_interval(np.array([[0.0]]), q, LEVELS)
    assert (low[0, 0], high[0, 0]) == (0.0, 0.25)
    low, high = pit_interval(np.array([[1.5]]), q, LEVELS)
    assert low[0, 0] == high[0, 0] == pytest.approx(0.625)
    assert np.isnan(pit_interval(np.array([[np.nan]]), q, LEVELS)[0][0, 0])


def test_intermittent_demand_keeps_its_zero_quantiles_and_covers_at_the_top() -> None:
    rng = np.random.default_rng(4)
    rate = rng.uniform(0.1, 0.6, (400, 1))
    y = rng.poisson(np.broadcast_to(rate, (400, 28))).astype(float)
    told = poisson.ppf(np.asarray(LEVELS)[None, None, :], 0.5 * rate[..., None])  # too low by half
    q = np.broadcast_to(told, (400, 28, len(LEVELS))).astype(float)
    moved = Calibrator().fit(y, q, LEVELS).apply(q, LEVELS)
    assert (moved[..., 0] == 0).all()
    before = abs(coverage(y, at_level(q, LEVELS, 0.9)) - 0.9)
    assert abs(coverage(y, at_level(moved, LEVELS, 0.9)) - 0.9) <= before


def test_without_a_shift_quantiles_stay_as_they_are_to_the_last_bit() -> None:
    rng = np.random.default_rng(11)
    q = np.sort(np.maximum(rng.normal(0.0, 3.0, (20, 5, len(LEVELS))), 0.0), axis=2).astype(np.float32)
    assert (q == 0).any()
    none = Calibrator(maps={"": [0.0] * 13})
    np.testing.assert_array_equal(none.apply(q, LEVELS), q)  # a hair above zero would no longer cover the zeros


def test_each_class_gets_its_own_map_and_an_unknown_class_the_common_one() -> None:
    rng = np.random.default_rng(5)
    narrow, wide = _normal(rng, 7.0), _normal(rng, 16.0)
    y, q = np.concatenate([narrow[0], wide[0]]), np.concatenate([narrow[1], wide[1]])
    classes = np.array(["smooth"] * 300 + ["lumpy"] * 300)
    calibrator = Calibrator().fit(y, q, LEVELS, classes)
    spread = {}
    for name, told in (("smooth", narrow[1]), ("lumpy", wide[1]), ("never met", narrow[1])):
        moved = calibrator.apply(told[:1], LEVELS, np.array([name]))
        spread[name] = float((moved[0, 0, 5] - moved[0, 0, 1]) / (told[0, 0, 5] - told[0, 0, 1]))
    assert spread["smooth"] > 1.15 > spread["never met"] > spread["lumpy"]
    assert spread["lumpy"] < 0.8


def test_quantiles_never_cross_or_fall_below_zero() -> None:
    rng = np.random.default_rng(6)
    y = rng.gamma(1.0, 3.0, (50, 28))
    q = np.sort(rng.gamma(1.0, 2.0, (50, 28, len(LEVELS))), axis=2)
    moved = Calibrator().fit(y, q, LEVELS).apply(q, LEVELS)
    assert (np.diff(moved, axis=2) >= 0).all()
    assert (moved >= 0).all()


def test_one_window_of_one_series_moves_almost_nothing() -> None:
    q = np.tile(np.asarray([5.0, 6, 8, 10, 12, 14, 15]), (1, 7, 1))
    moved = Calibrator().fit(np.full((1, 7), 30.0), q, LEVELS).apply(q, LEVELS)
    assert np.abs(moved - q).max() < 1.0


def test_a_calibrator_survives_json() -> None:
    y, q = _normal(np.random.default_rng(7), 5.0, series=40)
    calibrator = Calibrator().fit(y, q, LEVELS, np.array(["smooth"] * 40))
    again = Calibrator.from_json(calibrator.to_json())
    np.testing.assert_array_equal(
        calibrator.apply(q, LEVELS, np.array(["smooth"] * 40)), again.apply(q, LEVELS, np.array(["smooth"] * 40))
    )


def test_reading_at_the_own_levels_gives_the_quantiles_back() -> None:
    q = np.array([[[1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0]]])
    np.testing.assert_allclose(inverse_cdf(q, LEVELS, np.asarray(LEVELS)), q, rtol=1e-5)
    # exponential tail: one more halving of 1 - level adds the same step
    assert inverse_cdf(q, LEVELS, np.array([0.975]))[0, 0, 0] == pytest.approx(8.0, rel=1e-5)


def test_whole_units_are_not_pulled_below_their_quantile() -> None:
    """A count's quantile covers more than its level; that is no reason to lower it."""
    rng = np.random.default_rng(8)
    rate = rng.uniform(0.5, 3.0, (400, 1))
    y = rng.poisson(np.broadcast_to(rate, (400, 28))).astype(float)
    q = np.broadcast_to(poisson.ppf(np.asarray(LEVELS)[None, None, :], rate[..., None]), (400, 28, 7)).astype(float)
    moved = Calibrator().fit(y, q, LEVELS).apply(q, LEVELS)
    assert np.abs(moved - q).mean() < 0.1
    assert wql(y, moved, LEVELS) < 1.005 * wql(y, q, LEVELS)


def _windows(rng: np.random.Generator, shocks: tuple[float, ...], spread_told: float):
    """Windows of 28 steps side by side, each moved as a whole by its shock."""
    y, q = _normal(rng, spread_told, steps=28 * len(shocks))
    return y + np.repeat(shocks, 28)[None, :], q


def test_what_only_one_window_had_is_not_taken_for_miscalibration() -> None:
    y, q = _windows(np.random.default_rng(5), (9.0, -9.0), 10.0)
    plain = Calibrator().fit(y, q, LEVELS, None, 28)
    checked = Calibrator().fit_checked(y, q, LEVELS, None, 28)
    assert np.abs(plain.maps[""]).max() > 0.2
    assert np.abs(checked.maps[""]).max() == 0.0


def test_what_all_windows_had_is_corrected_within_the_limit() -> None:
    y, q = _windows(np.random.default_rng(6), (0.0, 0.0, 0.0), 12.0)
    plain = Calibrator().fit(y, q, LEVELS, None, 28)
    checked = Calibrator().fit_checked(y, q, LEVELS, None, 28)
    assert np.abs(plain.maps[""]).max() > 0.2
    for key, shifts in plain.maps.items():
        np.testing.assert_allclose(checked.maps[key], np.clip(shifts, -LIMIT, LIMIT))


def test_a_single_window_is_fitted_within_the_limit() -> None:
    y, q = _windows(np.random.default_rng(7), (12.0,), 10.0)
    shifts = np.concatenate(list(Calibrator().fit_checked(y, q, LEVELS, None, 28).maps.values()))
    assert np.abs(shifts).max() == LIMIT
