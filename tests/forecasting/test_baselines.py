"""One contract for every model, then what is particular to each."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from data.errors import DataError, SettingsError
from forecasting.baselines import MODELS, build
from forecasting.baselines.empirical import row_quantiles, trailing_mean
from forecasting.baselines.gbm import LightGBM
from forecasting.metrics import at_level
from forecasting.panel import PanelSource, at_origin, select
from forecasting.protocol import MODEL_LEVELS, Forecaster, Panel
from forecasting.run_tables import DAILY_QUANTILES
from tests.forecasting.world import small_world

QUICK = ("seasonal_naive", "seasonal_average", "lightgbm")


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    return PanelSource(small_world(tmp_path_factory.mktemp("baselines")))


@pytest.fixture(scope="module")
def panels(source):
    return {target: source.panel(target, 14) for target in ("sales", "returns")}


def panel_of(y, horizon=7, frequency="daily"):
    y = np.asarray(y, np.float32)
    step = {"daily": "D", "weekly": "7D", "monthly": "MS"}[frequency]
    dates = pd.date_range("2024-01-01", periods=y.shape[1] + horizon, freq=step)
    series = pd.DataFrame({"store_id": "S", "product_id": [f"P{i}" for i in range(len(y))], "category": None})
    return Panel(series, dates[: y.shape[1]], dates[y.shape[1] :], frequency, "sales", y, np.ones(y.shape, bool))


def checked(forecast, panel):
    S, H = len(panel.series), panel.horizon
    assert forecast.mean.shape == (S, H)
    assert forecast.quantiles.shape == (S, H, len(forecast.levels))
    assert np.isfinite(forecast.quantiles).all()
    assert np.isfinite(forecast.mean).all()
    assert (forecast.quantiles >= 0).all()
    assert (np.diff(forecast.quantiles, axis=-1) >= 0).all()


@pytest.mark.parametrize("name", [*QUICK, "returns_rate"])
def test_every_model_keeps_the_contract(panels, name):
    panel = panels["returns" if name == "returns_rate" else "sales"]
    model = build(name, 7)
    assert isinstance(model, Forecaster)
    forecast = model.fit(panel).predict(panel)
    checked(forecast, panel)
    assert forecast.levels == MODEL_LEVELS
    assert set(DAILY_QUANTILES) <= set(MODEL_LEVELS)
    assert forecast.model == name
    again = build(name, 7).fit(panel).predict(panel)
    np.testing.assert_array_equal(forecast.quantiles, again.quantiles)


@pytest.mark.parametrize("name", [*QUICK, "returns_rate"])
def test_no_forecast_moves_when_the_future_is_spoilt(source, name):
    target = "returns" if name == "returns_rate" else "sales"
    clean, spoilt = source.panel(target, 14), source.panel(target, 14)
    origin = clean.y.shape[1] - 20
    for values in (spoilt.y, spoilt.related):
        if values is not None:
            values[:, origin:] = 1e4
    spoilt.available[:, origin:] = False
    a, b = (at_origin(p, origin, 14) for p in (clean, spoilt))
    np.testing.assert_array_equal(build(name, 7).fit(a).predict(a).mean, build(name, 7).fit(b).predict(b).mean)


@pytest.mark.parametrize("name", ["seasonal_naive", "seasonal_average"])
def test_a_series_without_any_history_is_forecast_as_zero(name):
    panel = panel_of(np.full((2, 40), np.nan))
    assert (build(name, 7).fit(panel).predict(panel).mean == 0).all()


def test_an_unknown_model_gives_the_names_that_exist():
    with pytest.raises(SettingsError, match="seasonal_naive"):
        build("oracle", 7)
    assert {"seasonal_naive", "seasonal_average", "lightgbm", "lstm", "auto_ets", "croston", "tsb"} <= set(MODELS)


def test_the_seasonal_naive_repeats_the_last_week():
    y = np.tile([1.0, 2, 3, 4, 5, 6, 7], 6)[None]
    y[0, -7:] = [11, 12, 13, 14, 15, 16, 17]
    forecast = build("seasonal_naive", 7).predict(panel_of(y, 10))
    np.testing.assert_array_equal(forecast.mean[0], [11, 12, 13, 14, 15, 16, 17, 11, 12, 13])


def test_a_stockout_in_the_last_week_is_looked_past():
    panel = panel_of(np.tile([1.0, 2, 3, 4, 5, 6, 7], 6)[None])
    panel.y[0, -3] = 0.0
    panel.available[0, -3] = False
    forecast = build("seasonal_naive", 7).predict(panel)
    np.testing.assert_array_equal(forecast.mean[0], [1, 2, 3, 4, 5, 6, 7])


def test_the_seasonal_average_finds_level_and_weekdays():
    rng = np.random.default_rng(0)
    shape = np.array([1.0, 1, 1, 1, 1, 2, 0.5])
    y = rng.poisson(20 * np.tile(shape, 40), (3, 280))
    forecast = build("seasonal_average", 7).predict(panel_of(y, 7))
    np.testing.assert_allclose(forecast.mean.mean(0), 20 * shape, rtol=0.15)


def test_intermittent_demand_keeps_its_zeros():
    rng = np.random.default_rng(0)
    y = np.where(rng.random((4, 280)) < 0.2, 3.0, 0.0)
    forecast = build("seasonal_average", 7).predict(panel_of(y, 7))
    assert (at_level(forecast.quantiles, forecast.levels, 0.5) == 0).all()
    assert (at_level(forecast.quantiles, forecast.levels, 0.95) > 0).all()


def test_boosted_trees_see_a_promotion_that_lies_ahead(source):
    panel = source.panel("sales", 14)
    model = LightGBM(7).fit(panel)
    quiet, loud = source.panel("sales", 14), source.panel("sales", 14)
    quiet.promo[:, -14:], quiet.price[:, -14:] = 0.0, 5.0
    loud.promo[:, -14:], loud.price[:, -14:] = 1.0, 4.0
    assert model.predict(loud).mean.sum() > 1.1 * model.predict(quiet).mean.sum()


def test_boosted_trees_come_back_from_their_files_and_forecast_other_series(panels, tmp_path):
    panel = panels["sales"]
    model = LightGBM(7).fit(panel)
    model.save(tmp_path)
    part = select(panel, np.array([1, 3]))
    np.testing.assert_array_equal(LightGBM.load(tmp_path).predict(part).quantiles, model.predict(part).quantiles)
    np.testing.assert_allclose(model.predict(part).mean, model.predict(panel).mean[[1, 3]])
    assert {p.suffix for p in tmp_path.iterdir()} == {".txt", ".json"}


def test_boosted_trees_say_when_a_history_is_too_short():
    with pytest.raises(DataError, match="too few"):
        build("lightgbm", 7).fit(panel_of(np.ones((2, 40))))


def test_returns_follow_sales_at_their_lag_and_rate():
    rng = np.random.default_rng(3)
    sold = rng.poisson(50, (6, 300)).astype(float)
    back = np.zeros_like(sold)
    back[:, 5:] = rng.binomial(sold[:, :-5].astype(int), 0.1)
    panel = panel_of(back, 14)
    panel.target, panel.related = "returns", sold.astype(np.float32)
    model = build("returns_rate", 7).fit(panel)
    assert model.profile.argmax() == 5
    assert model.predict(panel).mean.mean() == pytest.approx(5.0, rel=0.1)


def test_row_quantiles_are_those_of_numpy_where_there_are_enough_values():
    rng = np.random.default_rng(1)
    values = rng.normal(size=(5, 60))
    values[2, :10] = np.nan
    expected = np.nanquantile(values, DAILY_QUANTILES, axis=1).T
    np.testing.assert_allclose(row_quantiles(values, DAILY_QUANTILES), expected)


def test_a_row_without_values_takes_the_quantiles_of_all():
    values = np.array([[1.0, 2, 3, 4], [np.nan] * 4])
    np.testing.assert_allclose(row_quantiles(values, (0.5,))[1], [2.5])


def test_where_no_error_is_known_the_range_is_wide_and_around_the_forecast():
    for name in ("seasonal_naive", "seasonal_average"):
        forecast = build(name, 7).fit(panel_of(np.full((1, 5), 8.0))).predict(panel_of(np.full((1, 5), 8.0)))
        assert (at_level(forecast.quantiles, forecast.levels, 0.1) < 0.75 * forecast.mean).all()
        assert (at_level(forecast.quantiles, forecast.levels, 0.9) > 1.5 * forecast.mean).all()


def test_the_trailing_mean_skips_what_is_unknown():
    np.testing.assert_allclose(trailing_mean(np.array([[1.0, np.nan, 3.0, 5.0]]), 2), [[1, 1, 3, 4]])
