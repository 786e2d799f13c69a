"""Sweeps and the published reference set-ups."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import torch

from data.errors import DataError, SettingsError
from forecasting.experiment import Sweep, main, parse_choice, run_sweep
from forecasting.lstm import LSTMSettings
from forecasting.reference_setups import PRESETS, run_preset
from tests.forecasting.seeded_panel import seeded_panel

TINY = LSTMSettings(hidden=8, steps=3, batch_size=16)


def _store_item(path: Path, days: int = 300) -> Path:
    rng = np.random.default_rng(0)
    dates = pd.date_range("2013-01-01", periods=days)
    weekly = 20 + 8 * np.sin(2 * np.pi * dates.dayofweek.to_numpy() / 7)
    rows = [pd.DataFrame({"date": dates, "store": 1, "item": item, "sales": rng.poisson(weekly)}) for item in (1, 2)]
    pd.concat(rows).to_parquet(path)
    return path


def test_a_grid_runs_every_combination_and_logs_each(tmp_path: Path) -> None:
    sweep = Sweep((parse_choice("hidden=4,8"), parse_choice("dropout=0.0,0.2")), horizon=7, windows=1, base=TINY)
    results = run_sweep(seeded_panel(series=6, periods=100, horizon=7), sweep, tmp_path)
    assert len(results) == 4
    assert [r["wql"] for r in results] == sorted(r["wql"] for r in results)
    lines = [json.loads(line) for line in (tmp_path / "trials.jsonl").read_text().splitlines()]
    assert {(r["settings"]["hidden"], r["settings"]["dropout"]) for r in lines} == {
        (4, 0.0),
        (4, 0.2),
        (8, 0.0),
        (8, 0.2),
    }
    assert list(tmp_path.glob("trial_000/events.out.tfevents*"))


def test_a_range_is_searched_with_optuna_within_its_limits(tmp_path: Path) -> None:
    pytest.importorskip("optuna")
    sweep = Sweep((parse_choice("learning_rate=0.001:0.02"),), trials=2, horizon=7, windows=1, base=TINY)
    results = run_sweep(seeded_panel(series=6, periods=100, horizon=7), sweep, tmp_path)
    assert all(0.001 <= r["settings"]["learning_rate"] <= 0.02 for r in results)


def test_the_last_window_is_never_looked_at(tmp_path: Path) -> None:
    sweep = Sweep((parse_choice("hidden=4"),), horizon=7, windows=1, base=TINY)
    panel, corrupt = (seeded_panel(series=6, periods=100, horizon=7) for _ in range(2))
    corrupt.y[:, -7:] = 1e4
    a, b = (run_sweep(p, sweep, tmp_path / n)[0]["wql"] for p, n in ((panel, "a"), (corrupt, "b")))
    assert a == b


def test_a_failing_trial_is_recorded_and_the_sweep_goes_on(tmp_path: Path) -> None:
    sweep = Sweep((parse_choice("clip=1.0"), parse_choice("average_decay=2.0,0.9")), horizon=7, windows=1, base=TINY)
    results = run_sweep(seeded_panel(series=6, periods=100, horizon=7), sweep, tmp_path)
    assert "average_decay" in results[-1]["failed"]
    assert "wql" in results[0]


def test_an_unknown_setting_names_the_nearest_and_a_range_needs_trials() -> None:
    with pytest.raises(SettingsError, match="did you mean hidden"):
        parse_choice("hiden=4")
    with pytest.raises(SettingsError, match="trials"):
        Sweep((parse_choice("dropout=0.0:0.5"),))
    with pytest.raises(SettingsError, match="expected hidden"):
        parse_choice("hidden=many")


@pytest.mark.parametrize("name", sorted(PRESETS))
def test_each_published_setup_trains_and_reports_what_its_authors_told(name: str, tmp_path: Path) -> None:
    torch.set_num_threads(1)
    setup = replace(PRESETS[name], epochs=1, series=1, hidden=16)
    result = run_preset(setup, _store_item(tmp_path / "train.parquet"), out=tmp_path / "logs")
    scores = result["scores"]["sales"]
    assert 0 < scores["scaled_mse"] < 1
    assert 0 < scores["mape"] < 2
    assert ("sales+attention" in result["scores"]) == (name == "b")
    assert list((tmp_path / "logs").rglob("events.out.tfevents*"))


def test_the_published_setups_are_as_described() -> None:
    a, b, c = (PRESETS[n] for n in "abc")
    assert (a.window, a.horizon, a.hidden) == (30, 1, 64)
    assert (b.window, b.features, b.horizon, b.hidden, b.dense) == (14, 7, 7, 128, (64, 32))
    assert (c.window, c.hidden, c.dense, c.dropout, c.twins) == (30, 50, (25,), 0.2, True)


def test_no_training_window_of_a_setup_reaches_into_the_test_days(tmp_path: Path) -> None:
    from forecasting.reference_setups import _matrix, _read, _windows

    table = _matrix(_read(_store_item(tmp_path / "t.parquet")), "sales", 1)
    other = table.copy()
    other.iloc[240:] = 999.0
    x, y, late, _ = _windows(PRESETS["b"], table)
    x2, y2, late2, _ = _windows(PRESETS["b"], other)
    np.testing.assert_array_equal(late, late2)
    np.testing.assert_array_equal(x[~late], x2[~late])
    np.testing.assert_array_equal(y[~late], y2[~late])


def test_a_missing_file_or_column_is_told_in_one_line(tmp_path: Path, capsys) -> None:
    with pytest.raises(DataError, match="does not exist"):
        run_preset(PRESETS["a"], tmp_path / "none.parquet")
    pd.DataFrame({"date": []}).to_csv(tmp_path / "x.csv", index=False)
    with pytest.raises(DataError, match="item, sales, store"):
        run_preset(PRESETS["a"], tmp_path / "x.csv")
    assert main(["--preset", "a"]) == 1
    assert capsys.readouterr().err.startswith("--preset needs --data")
