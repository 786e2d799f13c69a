"""Totals: exact means, quantiles that know how series move together, errors per group."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy.stats import norm

from forecasting.backtest import Windows
from forecasting.dependence import Loadings, effective_rho, loadings, normal_scores
from forecasting.groups import GroupAccuracy, GroupSums, group_codes
from forecasting.protocol import QuantileForecast
from forecasting.run_tables import DAILY_QUANTILES


def forecast(S, H, mean=100.0, sd=10.0):
    z = norm.ppf(DAILY_QUANTILES)
    quantiles = np.broadcast_to(mean + sd * z, (S, H, len(z))).astype(np.float32)
    return QuantileForecast(DAILY_QUANTILES, quantiles, np.full((S, H), mean, np.float32), "m")


def series(S):
    return pd.DataFrame(
        {
            "store_id": [f"S{i % 2}" for i in range(S)],
            "product_id": [f"P{i // 2}" for i in range(S)],
            "category": ["Food" if i < S / 2 else None for i in range(S)],
            "supplier_id": None,
        }
    )


def test_every_level_has_its_groups_and_missing_names_have_none():
    codes = group_codes(series(8))
    assert [codes[level][1] for level in ("store", "category", "supplier", "total")] == [
        ["S0", "S1"],
        ["Food"],
        [],
        ["total"],
    ]
    assert (codes["category"][0][4:] == -1).all()


def test_independent_series_spread_with_the_root_of_their_number():
    sums = GroupSums(group_codes(series(64)), 3, Loadings(0.0), 0.0, paths=4000)
    sums.add(np.arange(64), forecast(64, 3))
    mean, q = sums.quantiles("total")
    np.testing.assert_allclose(mean, 6400)
    assert (q[0, :, 2] - q[0, :, 0]).mean() == pytest.approx(2 * 1.2816 * 80, rel=0.1)


def test_series_that_move_together_spread_with_their_number():
    sums = GroupSums(group_codes(series(64)), 3, Loadings(0.9), 0.0, paths=4000)
    sums.add(np.arange(64), forecast(64, 3))
    _, q = sums.quantiles("total")
    expected = 2 * 1.2816 * 10 * np.sqrt(0.9 * 64**2 + 0.1 * 64)
    assert (q[0, :, 2] - q[0, :, 0]).mean() == pytest.approx(expected, rel=0.1)


def test_means_of_groups_are_sums_of_means_whatever_the_chunks():
    codes = group_codes(series(10))
    whole, parts = (GroupSums(codes, 2, Loadings(0.2, 0.1), 0.3) for _ in range(2))
    f = forecast(10, 2)
    whole.add(np.arange(10), f)
    for rows in (np.arange(4), np.arange(4, 10)):
        parts.add(rows, QuantileForecast(f.levels, f.quantiles[rows], f.mean[rows], "m"))
    a, b = (
        whole.table("sales", pd.date_range("2024-01-01", periods=2)),
        parts.table("sales", pd.date_range("2024-01-01", periods=2)),
    )
    np.testing.assert_allclose(a["mean"], b["mean"])
    np.testing.assert_allclose(a["cum_p90"], b["cum_p90"], rtol=0.05)  # own noise is drawn per chunk
    assert a.query("level == 'total' and step == 2")["cum_mean"].item() == pytest.approx(2000.0)
    assert (a["cum_p10"] <= a["cum_p90"]).all()


def test_group_errors_are_those_of_the_totals():
    actual = np.array([[10.0, 20.0], [30.0, np.nan]])
    mean = np.array([[12.0, 20.0], [28.0, 99.0]])
    quantiles = np.stack([mean - 5, mean - 4, mean - 2, mean, mean + 2, mean + 4, mean + 5], axis=-1)
    rows = series(2).assign(store_id="S0")
    accuracy = GroupAccuracy(group_codes(rows), 2, 1, Loadings(0.0), 0.0)
    accuracy.add(np.arange(2), Windows(actual, mean, quantiles, DAILY_QUANTILES, 2))
    table = accuracy.table("sales").set_index(["level", "group_id"])
    total = table.loc[("total", "total")]
    assert total["wape"] == pytest.approx(0.0, abs=1e-6)  # 40 against 40, then 20 against 20
    assert table.loc[("product", "P0"), "wape"] == pytest.approx(0.0, abs=1e-6)
    assert total["coverage_80"] == 1.0


def test_the_dependence_of_known_scores_is_found_again():
    rng = np.random.default_rng(0)
    S, H = 400, 28
    z = rng.standard_normal((S, H))
    for k in range(1, H):
        z[:, k] = 0.6 * z[:, k - 1] + 0.8 * z[:, k]
    assert effective_rho(z, H) == pytest.approx(0.6, abs=0.06)
    assert effective_rho(rng.standard_normal((S, H)), H) < 0.1


def test_the_loadings_of_known_scores_are_found_again():
    rng = np.random.default_rng(1)
    S, N = 120, 300
    store, product = np.arange(S) % 4, np.arange(S) // 4
    z = (
        np.sqrt(0.3) * rng.standard_normal(N)
        + np.sqrt(0.2) * rng.standard_normal((4, N))[store]
        + np.sqrt(0.5) * rng.standard_normal((S, N))
    )
    codes = {"store": store, "category": np.full(S, -1), "product": product}
    found = loadings(z, codes)
    assert found.total + found.store == pytest.approx(0.5, abs=0.08)
    assert found.store > 0.05
    assert found.category == 0.0


def test_normal_scores_of_a_right_forecast_are_standard_normal():
    rng = np.random.default_rng(2)
    f = forecast(50, 40)
    windows = Windows(rng.normal(100, 10, (50, 40)), f.mean, f.quantiles, f.levels, 40)
    z = normal_scores(windows)
    assert abs(z.mean()) < 0.05
    assert z.std() == pytest.approx(1.0, abs=0.1)  # the outermost scores are cut
