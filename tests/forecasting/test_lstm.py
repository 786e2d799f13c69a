"""The LSTM forecaster as a user sees it: protocol, leakage, storage, cold start, frequencies."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import torch

from data.errors import DataError
from forecasting import metrics
from forecasting.lstm import LSTMForecaster, LSTMSettings, ModelError
from forecasting.protocol import Forecaster, Panel
from tests.forecasting.seeded_panel import seeded_panel

TINY = LSTMSettings(hidden=24, steps=60, batch_size=64, learning_rate=1e-2)


@pytest.fixture(scope="module")
def trained() -> tuple[LSTMForecaster, Panel]:
    torch.set_num_threads(1)
    panel = seeded_panel(series=18, periods=300)
    return LSTMForecaster(TINY).fit(panel), panel


def test_the_forecast_has_the_shape_and_order_of_the_protocol(trained) -> None:
    model, panel = trained
    assert isinstance(model, Forecaster)
    forecast = model.predict(panel)
    assert forecast.mean.shape == (18, 14)
    assert forecast.quantiles.shape == (18, 14, len(forecast.levels))
    assert (np.diff(forecast.quantiles, axis=2) >= 0).all()
    assert (forecast.quantiles >= 0).all()
    assert (forecast.mean >= 0).all()
    assert {0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95} <= set(forecast.levels)


def test_it_learns_the_weekly_season_better_than_the_last_mean(trained) -> None:
    model, panel = trained
    truth = seeded_panel(series=18, periods=314).y[:, 300:]
    forecast = model.predict(panel)
    flat = np.repeat(np.nanmean(panel.y[:, -28:], axis=1)[:, None], 14, axis=1)
    assert metrics.wape(truth, forecast.mean) < 0.85 * metrics.wape(truth, flat)
    assert abs(metrics.bias_pct(truth, forecast.mean)) < 12


def test_two_fits_with_one_seed_agree_and_another_seed_differs() -> None:
    panel = seeded_panel(series=6, periods=120)
    settings = replace(TINY, steps=5)
    first, second = (LSTMForecaster(settings).fit(panel).predict(panel) for _ in range(2))
    np.testing.assert_array_equal(first.quantiles, second.quantiles)
    other = LSTMForecaster(settings, seed=99).fit(panel).predict(panel)
    assert not np.array_equal(first.quantiles, other.quantiles)


def test_changing_the_data_after_the_cutoff_moves_no_forecast() -> None:
    from forecasting.panel import at_origin

    whole, corrupt = seeded_panel(series=6, periods=160), seeded_panel(series=6, periods=160)
    corrupt.y[:, 130:] = 777.0
    corrupt.available[:, 130:] = True
    settings = replace(TINY, steps=5)
    forecasts = []
    for panel in (whole, corrupt):
        past = at_origin(panel, 130, 14)
        forecasts.append(LSTMForecaster(settings).fit(past).predict(past))
    np.testing.assert_array_equal(forecasts[0].quantiles, forecasts[1].quantiles)
    np.testing.assert_array_equal(forecasts[0].mean, forecasts[1].mean)


def test_a_saved_model_forecasts_the_same(trained, tmp_path: Path) -> None:
    model, panel = trained
    model.save(tmp_path / "model")
    assert sorted(p.name for p in (tmp_path / "model").iterdir()) == ["lstm.json", "lstm.safetensors"]
    again = LSTMForecaster.load(tmp_path / "model").predict(panel)
    np.testing.assert_array_equal(model.predict(panel).quantiles, again.quantiles)


def test_a_missing_or_damaged_model_says_so(trained, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="train again"):
        LSTMForecaster.load(tmp_path / "nowhere")
    trained[0].save(tmp_path)
    (tmp_path / "lstm.safetensors").write_bytes(b"cut off")
    with pytest.raises(ModelError, match="train again"):
        LSTMForecaster.load(tmp_path)
    with pytest.raises(ModelError, match="not trained"):
        LSTMForecaster().predict(trained[1])


def test_a_weekly_model_of_a_version_with_other_tokens_asks_for_training(tmp_path: Path) -> None:
    import json

    panel = seeded_panel(series=6, periods=110, horizon=8, frequency="weekly")
    LSTMForecaster(replace(TINY, steps=2)).fit(panel).save(tmp_path)
    LSTMForecaster.load(tmp_path).predict(panel)
    about = json.loads((tmp_path / "lstm.json").read_text())
    del about["patch"]
    (tmp_path / "lstm.json").write_text(json.dumps(about))
    with pytest.raises(ModelError, match="train again"):
        LSTMForecaster.load(tmp_path)


def test_a_chunk_of_series_is_forecast_with_series_it_never_saw(trained) -> None:
    model, _ = trained
    other = seeded_panel(series=5, periods=300, seed=11)
    other.series["product_id"] = [f"new{i}" for i in range(5)]
    forecast = model.predict(other)
    level = np.nanmean(other.y[:, -56:], axis=1)
    assert np.isfinite(forecast.quantiles).all()
    assert np.all(forecast.mean.mean(axis=1) < 3 * level + 1)


def test_a_product_without_history_takes_the_level_of_its_category(trained) -> None:
    model, panel = trained
    y, available = panel.y.copy(), panel.available.copy()
    y[1], y[-1] = np.nan, np.nan  # one of "fast", one of "slow"
    cold = model.predict(replace(panel, y=y, available=available))
    fast = np.nanmean(panel.y[2:14])
    assert 0.3 * fast < cold.mean[1].mean() < 3 * fast
    assert cold.mean[-1].mean() < 0.3 * cold.mean[1].mean()


def test_a_shorter_horizon_is_fine_and_a_longer_one_is_an_error(trained) -> None:
    model, panel = trained
    short = replace(panel, future_dates=panel.future_dates[:5], price=panel.price[:, :305], promo=panel.promo[:, :305])
    assert model.predict(short).mean.shape == (18, 5)
    long = seeded_panel(series=18, periods=300, horizon=20)
    with pytest.raises(ModelError, match="reaches 14 periods"):
        model.predict(long)


def test_another_frequency_is_an_error_and_an_empty_panel_too(trained) -> None:
    with pytest.raises(ModelError, match="weekly"):
        trained[0].predict(seeded_panel(frequency="weekly"))
    empty = seeded_panel()
    empty.y[:] = np.nan
    with pytest.raises(DataError, match="no known demand"):
        LSTMForecaster(TINY).fit(empty)


@pytest.mark.parametrize(
    ("frequency", "periods", "horizon"), [("weekly", 110, 8), ("monthly", 40, 6), ("daily", 20, 7)]
)
def test_weekly_monthly_and_short_histories_train(frequency: str, periods: int, horizon: int) -> None:
    panel = seeded_panel(series=6, periods=periods, horizon=horizon, frequency=frequency)
    forecast = LSTMForecaster(replace(TINY, steps=5)).fit(panel).predict(panel)
    assert np.isfinite(forecast.quantiles).all()


def test_horizons_of_one_and_of_ninety_work() -> None:
    for horizon in (1, 90):
        panel = seeded_panel(series=4, periods=200, horizon=horizon)
        assert LSTMForecaster(replace(TINY, steps=3)).fit(panel).predict(panel).mean.shape == (4, horizon)


def test_a_warm_start_keeps_the_weights_and_takes_new_products(trained) -> None:
    model, _ = trained
    before = model.networks[0].product.weight.detach().clone()
    newer = seeded_panel(series=21, periods=310)
    warm = LSTMForecaster(replace(TINY, steps=3, training={"learning_rate": 1e-9}))
    warm.networks, warm.layout = list(model.networks), model.layout
    warm.fit(newer, warm=True)
    rows = [warm.layout.names["product_id"].index(f"p{i}") + 1 for i in range(6)]
    old = [model.layout.names["product_id"].index(f"p{i}") + 1 for i in range(6)]
    torch.testing.assert_close(warm.networks[0].product.weight[rows], before[old], atol=1e-4, rtol=0)


def test_an_update_moves_the_weights_a_little_and_leaves_the_layout(trained, tmp_path: Path) -> None:
    trained[0].save(tmp_path)
    model = LSTMForecaster.load(tmp_path)
    layout, before = model.layout, model.networks[0].encoder.weight_ih_l0.detach().clone()
    model.update(seeded_panel(series=18, periods=305), steps=3)
    moved = (model.networks[0].encoder.weight_ih_l0.detach() - before).abs().max()
    assert 0 < float(moved) < 0.1
    assert model.layout == layout


def test_an_update_with_much_newer_data_trains_anew_and_with_little_does_not(tmp_path: Path) -> None:
    settings = replace(TINY, steps=3)
    model = LSTMForecaster(settings).fit(seeded_panel(series=6, periods=160))
    model.save(tmp_path)
    network = model.networks[0]
    model.update(seeded_panel(series=6, periods=170))
    assert model.networks[0] is network
    assert model.seen == 170
    later = LSTMForecaster.load(tmp_path)
    newer = seeded_panel(series=6, periods=260)
    fresh = LSTMForecaster(settings).fit(newer).predict(newer)
    np.testing.assert_array_equal(later.update(newer).predict(newer).quantiles, fresh.quantiles)


def test_many_partitions_forecast_what_one_does(trained, monkeypatch) -> None:
    model, panel = trained
    whole = model.predict(panel)
    partitions = LSTMForecaster._partitions
    monkeypatch.setattr(LSTMForecaster, "_partitions", lambda self, panel: partitions(self, panel, size=5))
    parts = model.predict(panel)
    np.testing.assert_allclose(parts.quantiles, whole.quantiles, rtol=1e-4, atol=1e-4)
    np.testing.assert_allclose(parts.mean, whole.mean, rtol=1e-4, atol=1e-4)


def test_returns_are_a_target_with_sales_as_a_companion() -> None:
    sales = seeded_panel(series=6, periods=120)
    returned = np.random.default_rng(0).binomial(np.nan_to_num(sales.y).astype(int), 0.1).astype(np.float32)
    panel = replace(sales, target="returns", related=sales.y, y=np.where(np.isfinite(sales.y), returned, np.nan))
    forecast = LSTMForecaster(replace(TINY, steps=30)).fit(panel).predict(panel)
    assert forecast.mean.mean() == pytest.approx(float(np.nanmean(panel.y)), rel=0.5)


def test_more_series_than_are_trained_on_are_all_forecast() -> None:
    panel = seeded_panel(series=12, periods=120)
    model = LSTMForecaster(replace(TINY, steps=3, max_series=4)).fit(panel)
    assert model.predict(panel).mean.shape == (12, 14)


def test_importing_the_forecaster_does_not_import_torch() -> None:
    import subprocess
    import sys

    code = "import sys, forecasting.lstm; sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_dates_of_the_panel_may_have_any_unit() -> None:
    panel = seeded_panel(series=4, periods=100)
    panel = replace(panel, dates=pd.DatetimeIndex(panel.dates.astype("datetime64[us]")))
    assert LSTMForecaster(replace(TINY, steps=2)).fit(panel).predict(panel).mean.shape == (4, 14)
