"""The network and its windows: monotone quantiles, masks, leakage, and that it can learn."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from forecasting.history_levels import take
from forecasting.lstm import LSTMForecaster, LSTMSettings
from forecasting.network import Dropout, NetworkSettings
from forecasting.training import TrainingSettings, holdout_cutoffs, loss_of, to_tensors, validation_batches
from forecasting.window_features import WindowFeatures
from tests.forecasting.seeded_panel import seeded_panel


@pytest.fixture(autouse=True)
def _one_thread():
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


def _network(features: WindowFeatures, **changes):
    torch.manual_seed(0)
    return LSTMForecaster(LSTMSettings(hidden=16, dropout=0.0, **changes))._network(features, seed=0)


def _batch(features: WindowFeatures, size: int = 8):
    rng = np.random.default_rng(0)
    series = rng.integers(0, features.series, size)
    return to_tensors(features.batch(series, rng.integers(70, features.past - features.horizon, size)))


@pytest.mark.parametrize("changes", [{}, {"attention": True}, {"decoder": "mlp"}])
def test_quantiles_never_cross_whatever_the_weights(changes: dict) -> None:
    features = WindowFeatures(seeded_panel())
    network = _network(features, **changes)
    with torch.no_grad():
        for weight in network.parameters():
            weight.add_(torch.randn_like(weight))
        log_mean, quantiles = network.eval()(_batch(features))
    assert log_mean.shape == (8, 14)
    assert quantiles.shape == (8, 14, len(network.settings.levels))
    assert (quantiles.diff(dim=2) >= 0).all()


def test_a_tiny_network_overfits_one_batch() -> None:
    features = WindowFeatures(seeded_panel(intermittent=0))
    network, batch = _network(features), _batch(features)
    optimizer = torch.optim.Adam(network.parameters(), lr=0.02)
    levels, settings = torch.tensor(network.settings.levels), TrainingSettings()
    losses = []
    for _ in range(80):
        pinball, deviance = loss_of(*network(batch), batch, levels, features.typical, settings)
        optimizer.zero_grad()
        (pinball + deviance).backward()
        optimizer.step()
        losses.append(float(pinball.detach()))
    assert losses[-1] < 0.5 * losses[0]


def test_the_loss_equals_a_slow_loop_over_windows_steps_and_levels() -> None:
    rng = np.random.default_rng(1)
    levels = torch.tensor([0.1, 0.5, 0.9])
    y, known = rng.poisson(4.0, (2, 3)).astype(np.float32), np.array([[1, 1, 0], [1, 0, 1]], np.float32)
    censored = np.array([[0, 0, 1], [0, 0, 0]], np.float32)
    q = np.sort(rng.gamma(2.0, 0.5, (2, 3, 3)), axis=2).astype(np.float32)
    scale = np.array([2.0, 4.0], np.float32)
    arrays = {"target": y, "known": known, "censored": censored, "scale": scale}
    batch = {k: torch.from_numpy(v) for k, v in arrays.items()}
    settings = TrainingSettings(volume_power=0.5)
    pinball, deviance = loss_of(torch.zeros(2, 3), torch.from_numpy(q), batch, levels, 1.0, settings)
    total, weight, mean = 0.0, 0.0, 0.0
    for b in range(2):
        w = scale[b] ** 0.5
        for h in range(3):
            value = y[b, h] / scale[b]
            weight += w * known[b, h]
            mean += w * known[b, h]  # exp(0) - y * 0
            for k, level in enumerate((0.1, 0.5, 0.9)):
                gap = value - q[b, h, k]
                total += w * known[b, h] * max(level * gap, (level - 1) * gap)
                total += w * censored[b, h] * max(level * gap, 0.0)
    assert float(pinball) == pytest.approx(2 * total / (3 * weight), rel=1e-5)
    assert float(deviance) == pytest.approx(mean / weight, rel=1e-5)


def test_a_stockout_only_pulls_quantiles_that_lie_below_what_was_sold() -> None:
    batch = {
        "target": torch.tensor([[3.0, 3.0]]),
        "known": torch.zeros(1, 2),
        "censored": torch.ones(1, 2),
        "scale": torch.ones(1),
    }
    quantiles = torch.tensor([[[1.0], [9.0]]], requires_grad=True)
    pinball, _ = loss_of(torch.zeros(1, 2), quantiles, batch, torch.tensor([0.5]), 1.0, TrainingSettings())
    pinball.backward()
    assert quantiles.grad is not None
    assert quantiles.grad[0, 0, 0] < 0
    assert quantiles.grad[0, 1, 0] == 0


@pytest.mark.parametrize("frequency", ["daily", "weekly", "monthly"])
def test_no_input_of_a_window_changes_when_the_data_after_its_cutoff_do(frequency: str) -> None:
    panel = seeded_panel(frequency=frequency, periods=240)
    other = seeded_panel(frequency=frequency, periods=240)
    cutoff = 180
    other.y[:, cutoff:] = 1000.0
    other.available[:, cutoff:] = True
    layout = WindowFeatures(panel).layout
    series, at = np.arange(12), np.full(12, cutoff)
    a, b = (WindowFeatures(p, layout).batch(series, at) for p in (panel, other))
    for name in ("future", "scale"):
        np.testing.assert_array_equal(getattr(a, name), getattr(b, name), err_msg=name)
    # levels of groups weigh the series by their size in the whole panel, so the panel is cut there
    a, b = (WindowFeatures(_cut(p, cutoff), layout).batch(series, at) for p in (panel, other))
    for name in ("tokens", "future", "ratios", "static", "scale"):
        np.testing.assert_array_equal(getattr(a, name), getattr(b, name), err_msg=name)


def _cut(panel, end: int):
    from benchmarks.datasets_loaders import cut

    return cut(panel, end, 14)[0]


def test_stockout_and_unknown_periods_do_not_enter_the_level() -> None:
    panel = seeded_panel(intermittent=0)
    lower = seeded_panel(intermittent=0)
    lower.y[~lower.available] = 0.0
    series, at = np.arange(12), np.full(12, 240)
    a, b = (WindowFeatures(p).batch(series, at) for p in (panel, lower))
    np.testing.assert_allclose(a.scale, b.scale, rtol=1e-6)


def test_the_same_weekday_level_reads_the_same_weekdays() -> None:
    from forecasting.history_levels import RunningLevels

    values = np.arange(70, dtype=float)[None, :] % 7 + 1.0
    levels = RunningLevels(values, np.ones_like(values), np.full((1, 1), 4.0), 0.0)
    same = np.exp(levels.log_same_phase(4, 7))
    for t in (56, 60, 63):
        expected = (4 * values[0, t - 7] + levels.expanding[0, t - 6]) / 5  # one pseudo-week at the expanding mean
        assert same[0, t] == pytest.approx(expected, rel=1e-5)


def test_running_means_equal_a_slow_loop() -> None:
    from forecasting.history_levels import RunningLevels

    rng = np.random.default_rng(3)
    values, mask = rng.poisson(3.0, (2, 40)).astype(float), (rng.random((2, 40)) > 0.3).astype(float)
    levels = RunningLevels(values * mask, mask, np.full((1, 1), 2.0), 0.0, prior_periods=3.0)
    got = levels.mean(7, shrink=2.0)
    for r in range(2):
        for t in (0, 5, 20, 40):
            expanding = ((values * mask)[r, :t].sum() + 6.0) / (mask[r, :t].sum() + 3.0)
            low = max(t - 7, 0)
            expected = ((values * mask)[r, low:t].sum() + 2 * expanding) / (mask[r, low:t].sum() + 2)
            assert got[r, t] == pytest.approx(expected)


def test_settings_refuse_levels_that_do_not_rise() -> None:
    with pytest.raises(ValueError, match="levels must rise"):
        NetworkSettings(1, 1, 1, 1, 1, 1, 1, levels=(0.5, 0.1))


def test_dropout_keeps_the_mean_drops_its_share_and_does_nothing_when_not_training() -> None:
    torch.manual_seed(5)
    layer, values = Dropout(0.1), torch.full((301, 1003), 2.0)
    out = layer(values)
    dropped = (out == 0).float().mean(dim=0)
    assert float(dropped.mean()) == pytest.approx(26 / 256, abs=0.002)
    assert float(dropped.max()) < 0.25  # every column: no byte of a drawn word is special
    assert float(out.mean()) == pytest.approx(2.0, abs=0.01)
    assert layer.eval()(values) is values


def test_a_look_takes_all_series_or_as_many_as_it_may_at_both_ends() -> None:
    features = WindowFeatures(seeded_panel())
    cutoffs = holdout_cutoffs(features, TrainingSettings())
    assert len(cutoffs) > 1
    everything = validation_batches(features, cutoffs, TrainingSettings())
    assert sum(len(b["scale"]) for b in everything) == 2 * features.series
    few = validation_batches(features, cutoffs, TrainingSettings(check_windows=features.series))
    assert sum(len(b["scale"]) for b in few) == features.series


def test_values_are_looked_up_as_by_two_indices_with_columns_clipped() -> None:
    rng = np.random.default_rng(4)
    table, rows, columns = rng.random((5, 9)), rng.integers(0, 5, (20, 1)), rng.integers(-4, 14, (20, 6))
    np.testing.assert_array_equal(take(table, rows, columns), table[rows, np.clip(columns, 0, 8)])
    np.testing.assert_array_equal(take(table.T, rows, columns), table.T[rows, np.clip(columns, 0, 4)])
