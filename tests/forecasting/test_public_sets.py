"""The public data sets as panels, and the network on one of them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from benchmarks.datasets_loaders import SETS, cut, load
from forecasting import metrics
from forecasting.lstm import LSTMForecaster, LSTMSettings
from forecasting.panel import select
from tests.forecasting.seeded_panel import seeded_panel

pytestmark = pytest.mark.datasets

SHAPES = {
    "store_item": (500, 1096),
    "m5": (823, 750),
    "rossmann": (100, 942),
    "online_retail": (500, 373),
    "vn2": (599, 157),
}


@pytest.mark.parametrize("name", sorted(SETS))
def test_each_set_loads_as_a_dense_panel_with_a_regular_calendar(name: str, datasets: Path) -> None:
    panel, spec = load(name)
    assert panel.y.shape == SHAPES[name]
    steps = np.diff(panel.dates.to_numpy())
    assert (steps == steps[0]).all()
    assert not panel.series.duplicated(["store_id", "product_id"]).any()
    past, truth, mask = cut(panel, panel.y.shape[1] - spec.horizon, spec.horizon)
    assert past.horizon == truth.shape[1] == mask.shape[1] == spec.horizon
    assert not np.isnan(truth[mask]).any()


def test_a_cut_holds_nothing_after_its_end_but_known_inputs() -> None:
    panel = seeded_panel(periods=100)
    past, truth, _ = cut(panel, 80, 10)
    assert past.y.shape[1] == 80
    assert past.promo is not None
    assert past.promo.shape[1] == 90
    np.testing.assert_array_equal(truth, panel.y[:, 80:90])
    past.y[:] = -1.0
    assert (panel.y != -1.0).any(), "the cut must own its history"
    with pytest.raises(ValueError, match="does not fit"):
        cut(panel, 95, 10)


def test_december_is_foreseen_from_last_years_december(datasets: Path) -> None:
    """The seasonal naive is 20% off in December of store-item; the yearly season decides."""
    torch.set_num_threads(1)
    full, spec = load("store_item")
    full = select(full, np.arange(0, 500, 10))
    panel, truth, mask = cut(full, full.y.shape[1] - spec.horizon, spec.horizon)
    forecast = LSTMForecaster(LSTMSettings(steps=60, hidden=32)).fit(panel).predict(panel)
    naive = np.tile(panel.y[:, -7:], 4)
    assert metrics.wape(truth, forecast.mean, mask) < 0.6 * metrics.wape(truth, naive, mask)
    assert abs(metrics.bias_pct(truth, forecast.mean, mask)) < 5
    low, high = (metrics.at_level(forecast.quantiles, forecast.levels, level) for level in (0.1, 0.9))
    assert 0.6 < metrics.interval_coverage(truth, low, high, mask) < 0.95  # of a network of 60 steps
