"""Coverage of counts: a right forecast of whole units has the nominal share only in probability space."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from forecasting.discreteness import cumulative, expected_coverage, is_counted, pit_span, randomised_coverage
from forecasting.metrics import at_level, interval_coverage

LEVELS = (0.01, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99)


def forecast(distribution, shape):
    """The exact quantiles of a distribution, the same for every period."""
    return np.broadcast_to(distribution.ppf(LEVELS), (*shape, len(LEVELS)))


def plain(y, q):
    return float(interval_coverage(y, at_level(q, LEVELS, 0.1), at_level(q, LEVELS, 0.9)))


def test_a_smooth_curve_is_inverted_at_and_between_and_beyond_its_levels():
    normal = stats.norm(100, 10)
    quantiles = forecast(normal, (5,))
    x = np.array([normal.ppf(0.1), normal.ppf(0.45), normal.ppf(0.5), normal.ppf(0.995), normal.ppf(0.004)])
    assert np.allclose(cumulative(x, quantiles, LEVELS), [0.1, 0.45, 0.5, 0.995, 0.004], atol=0.004)
    assert cumulative(np.array([-1.0]), quantiles[:1], LEVELS) == 0.0


@pytest.mark.parametrize("rate", [6.0, 15.0, 40.0])
def test_a_right_forecast_of_counts_has_the_nominal_randomised_share(rate):
    distribution = stats.nbinom(3, 3 / (3 + rate))
    y = distribution.rvs((200, 100), random_state=1).astype(float)
    smooth = stats.gamma(3 * 1.0, scale=(rate / 3) * 1.0)  # the curve that the counts are drawn around
    drawn = np.round(smooth.rvs(y.shape, random_state=2))
    q = forecast(smooth, y.shape)
    assert randomised_coverage(drawn, q, LEVELS) == pytest.approx(0.8, abs=0.02)
    assert plain(drawn, q) == pytest.approx(expected_coverage(drawn, q, LEVELS), abs=0.02)


def test_few_units_cover_more_than_their_level_and_are_expected_to():
    exact = stats.poisson(0.7)
    y = exact.rvs((300, 100), random_state=1).astype(float)
    q = forecast(exact, y.shape)  # 0 up to 0.4, then 1, 2 from 0.9
    assert plain(y, q) > 0.95
    assert expected_coverage(y, q, LEVELS) == pytest.approx(plain(y, q), abs=0.01)
    assert randomised_coverage(y, q, LEVELS) == pytest.approx(0.8, abs=0.02)


def test_a_forecast_that_is_too_wide_is_seen_as_such():
    y = stats.poisson(5).rvs((200, 100), random_state=1).astype(float)
    wide = forecast(stats.norm(5, 6), y.shape)
    assert randomised_coverage(y, wide, LEVELS) > 0.93
    narrow = forecast(stats.norm(5, 1), y.shape)
    assert randomised_coverage(y, narrow, LEVELS) < 0.5


def test_quantities_that_are_not_whole_units_are_left_as_they_are():
    y = stats.norm(50, 5).rvs((100, 50), random_state=1)
    q = forecast(stats.norm(50, 5), y.shape)
    assert not is_counted(y)
    assert is_counted(np.array([1.0, 2.0, np.nan]))
    assert randomised_coverage(y, q, LEVELS) == plain(y, q)
    assert expected_coverage(y, q, LEVELS) == pytest.approx(0.8)


def test_the_span_of_a_count_is_its_probability():
    exact = stats.poisson(4)
    y = np.arange(1.0, 9.0)
    start, stop = pit_span(y, forecast(stats.norm(4, 2), y.shape), LEVELS)
    assert np.all(stop > start)
    assert np.allclose(start[1:], stop[:-1])
    assert np.allclose(stop - start, exact.pmf(y), atol=0.04)


def test_unknown_periods_do_not_count_and_nothing_known_is_nan():
    y = np.array([[1.0, np.nan, 3.0]])
    q = np.broadcast_to(stats.poisson(2).ppf(LEVELS), (1, 3, len(LEVELS)))
    assert np.isfinite(randomised_coverage(y, q, LEVELS))
    none = np.zeros((1, 3), bool)
    assert np.isnan(randomised_coverage(y, q, LEVELS, none))
    assert np.isnan(expected_coverage(y, q, LEVELS, none))
