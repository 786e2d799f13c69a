"""AutoETS, Croston and TSB keep the contract of every model."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from forecasting.baselines import build
from forecasting.protocol import Panel

pytestmark = pytest.mark.slow  # statsforecast compiles itself on first use


@pytest.fixture(scope="module")
def panel():
    rng = np.random.default_rng(0)
    steady = rng.poisson(20 * np.tile([1.0, 1, 1, 1, 1, 2, 0.5], 20))
    rare = np.where(rng.random(140) < 0.2, 3.0, 0.0)
    y = np.stack([steady, rare]).astype(np.float32)
    y[0, 50] = np.nan
    dates = pd.date_range("2024-01-01", periods=147)
    series = pd.DataFrame({"store_id": "S", "product_id": ["A", "B"], "category": None})
    return Panel(series, dates[:140], dates[140:], "daily", "sales", y, np.ones(y.shape, bool))


@pytest.mark.parametrize("name", ["auto_ets", "croston", "tsb"])
def test_quantiles_are_ordered_finite_and_not_negative(panel, name):
    forecast = build(name, 7).fit(panel).predict(panel)
    assert forecast.mean.shape == (2, 7)
    assert np.isfinite(forecast.quantiles).all()
    assert (forecast.quantiles >= 0).all()
    assert (np.diff(forecast.quantiles, axis=-1) >= 0).all()


def test_exponential_smoothing_finds_the_weekly_season(panel):
    mean = build("auto_ets", 7).fit(panel).predict(panel).mean[0]
    np.testing.assert_allclose(mean, 20 * np.array([1.0, 1, 1, 1, 1, 2, 0.5]), rtol=0.25)


def test_croston_finds_the_rate_of_a_rare_product(panel):
    assert 0.2 < build("croston", 7).fit(panel).predict(panel).mean[1].mean() < 1.5  # 0.6 on average


def test_tsb_lets_the_chance_of_a_sale_fall_while_nothing_sells(panel):
    quiet = int(np.argmax(panel.y[1, ::-1] > 0))  # periods since the last sale
    last_sale = panel.y.shape[1] - quiet
    known = {"y": panel.y[:, :last_sale], "available": panel.available[:, :last_sale]}
    past = replace(panel, dates=panel.dates[:last_sale], **known)
    then = build("tsb", 7).fit(past).predict(past).mean[1].mean()
    now = build("tsb", 7).fit(panel).predict(panel).mean[1].mean()
    assert 0.2 < then < 1.5  # 0.6 on average
    assert now == pytest.approx(then * 0.9**quiet, rel=1e-3)
