"""Sample paths: marginals, sums, determinism."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import norm

from forecasting.paths import match_mean, sample_paths, sum_quantiles, window_quantiles

LEVELS = (0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99)


def _normal_forecast(series: int = 3, steps: int = 10, mean: float = 100.0, sd: float = 10.0) -> np.ndarray:
    return np.broadcast_to(mean + sd * norm.ppf(LEVELS), (series, steps, len(LEVELS))).astype(np.float32)


def test_every_step_of_the_paths_has_the_quantiles_it_was_given() -> None:
    q = _normal_forecast()
    paths = sample_paths(LEVELS, q, None, {"rho": 0.5}, n=2000, seed=1)
    assert paths.shape == (3, 2000, 10)
    told = np.quantile(paths, [0.1, 0.5, 0.9], axis=1)
    np.testing.assert_allclose(told[:, 0, 0], q[0, 0, [2, 4, 6]], rtol=0.01)
    np.testing.assert_allclose(told[:, 1, 9], q[1, 9, [2, 4, 6]], rtol=0.01)


@pytest.mark.parametrize("rho", [0.0, 0.6])
def test_sums_spread_as_an_ar1_process_does(rho: float) -> None:
    steps = 10
    paths = sample_paths(LEVELS, _normal_forecast(steps=steps), None, {"rho": rho}, n=4000, seed=2)
    k = np.arange(1, steps)
    expected = 10.0 * np.sqrt(steps + 2 * ((steps - k) * rho**k).sum())
    assert paths[0].sum(axis=1).std() == pytest.approx(expected, rel=0.08)


def test_quantiles_of_a_sum_are_not_sums_of_quantiles() -> None:
    q = _normal_forecast()
    summed = sum_quantiles(sample_paths(LEVELS, q, None, {"rho": 0.2}, 1000, 3), (0.5, 0.9))
    assert summed[0, 9, 1] < q[0, :, 6].sum()
    assert summed[0, 9, 0] == pytest.approx(1000, rel=0.01)


def test_the_same_seed_gives_the_same_paths_and_chunks_agree() -> None:
    q = np.random.default_rng(0).gamma(2.0, 2.0, (6, 5, 9)).cumsum(axis=2).astype(np.float32)
    whole = sample_paths(LEVELS, q, None, {"rho": 0.4}, 200, 7)
    parts = [sample_paths(LEVELS, q[rows], None, {"rho": 0.4}, 200, 7) for rows in (slice(0, 2), slice(2, 6))]
    np.testing.assert_allclose(whole, np.concatenate(parts), rtol=1e-6)
    assert not np.allclose(whole, sample_paths(LEVELS, q, None, {"rho": 0.4}, 200, 8))


def test_the_first_steps_do_not_depend_on_the_horizon() -> None:
    q = _normal_forecast()
    long, short = (sample_paths(LEVELS, q[:, :h], None, {"rho": 0.4}, 100, 7) for h in (10, 4))
    np.testing.assert_array_equal(long[:, :, :4], short)


def test_paths_are_scaled_to_the_mean_within_a_limit_and_zeros_stay() -> None:
    paths = np.array([[[0.0], [2.0]]], np.float32)
    np.testing.assert_allclose(match_mean(paths, np.array([[1.3]]))[0, :, 0], [0.0, 2.6], rtol=1e-6)
    np.testing.assert_allclose(match_mean(paths, np.array([[9.0]]))[0, :, 0], [0.0, 3.0], rtol=1e-6)
    assert (match_mean(np.zeros((1, 2, 1), np.float32), np.array([[1.0]])) == 0).all()


def test_demand_is_never_negative_and_the_tail_goes_beyond_the_last_level() -> None:
    q = np.tile(np.array([0, 0, 0, 0, 0, 1, 2, 3, 5], np.float32), (1, 4, 1))
    paths = sample_paths(LEVELS, q, None, None, 1000, 5)
    assert paths.min() == 0.0
    assert paths.max() > 5.0


def test_a_window_inside_the_horizon_is_summed_from_the_same_paths() -> None:
    paths = sample_paths(LEVELS, _normal_forecast(), None, {"rho": 0.3}, 500, 1)
    by_hand = np.quantile(paths[:, :, 2:6].sum(axis=2), 0.9, axis=1)
    np.testing.assert_allclose(window_quantiles(paths, 3, 6, (0.9,))[:, 0], by_hand, rtol=1e-6)
    with pytest.raises(ValueError, match="1 to 10"):
        window_quantiles(paths, 3, 11, (0.9,))
