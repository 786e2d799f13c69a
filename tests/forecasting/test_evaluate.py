"""Rolling-origin evaluation: origins, leakage, tables, stock outcome, command."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from data.errors import DataError
from forecasting import metrics
from forecasting.evaluate import Evaluation, evaluate, main, stock_outcome, tables_as_text
from forecasting.protocol import Panel, QuantileForecast
from tests.forecasting.seeded_panel import seeded_panel

LEVELS = (0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95)
QUICK = Evaluation(models=("seasonal_naive", "seasonal_average"), origins=2, horizon=7)


class _Recorder:
    """Forecasts the last value and keeps what it was shown."""

    name = "recorder"

    def __init__(self) -> None:
        self.fitted: list[int] = []
        self.seen: list[Panel] = []

    def fit(self, panel: Panel) -> _Recorder:
        self.fitted.append(panel.y.shape[1])
        return self

    def predict(self, panel: Panel) -> QuantileForecast:
        self.seen.append(panel)
        last = np.repeat(np.nan_to_num(panel.y[:, -1:]), panel.horizon, axis=1).astype(np.float32)
        return QuantileForecast(LEVELS, np.repeat(last[..., None], len(LEVELS), axis=2), last, self.name)


def test_each_origin_sees_only_the_periods_before_it() -> None:
    panel, model = seeded_panel(periods=120), _Recorder()
    evaluate(panel, replace(QUICK, models=("lstm",), origins=3), make=lambda name: model)
    assert [p.y.shape[1] for p in model.seen] == [99, 106, 113]
    assert model.fitted == [99]


def test_with_refit_the_model_is_fitted_at_every_origin() -> None:
    model = _Recorder()
    evaluate(seeded_panel(periods=120), replace(QUICK, models=("lstm",), refit=True), make=lambda name: model)
    assert model.fitted == [106, 113]


def test_corrupting_the_future_moves_no_forecast_of_the_first_origin() -> None:
    panel, other = seeded_panel(periods=120), seeded_panel(periods=120)
    other.y[:, 106:] = 500.0
    a, b = (evaluate(p, QUICK) for p in (panel, other))
    for model in QUICK.models:
        np.testing.assert_array_equal(a.windows[model].mean[:, :7], b.windows[model].mean[:, :7])
        np.testing.assert_array_equal(a.windows[model].quantiles[:, :7], b.windows[model].quantiles[:, :7])


def test_the_table_over_all_is_the_metric_of_the_windows() -> None:
    panel = seeded_panel(periods=120)
    report = evaluate(panel, QUICK)
    w = report.windows["seasonal_naive"]
    figures = report.tables["all"]["all"]["seasonal_naive"]
    assert figures["wape"] == pytest.approx(metrics.wape(w.actual, w.mean))
    assert figures["wql"] == pytest.approx(metrics.wql(w.actual, w.quantiles, w.levels))
    assert set(report.tables) == {"all", "demand_class", "abc_class"}
    counted = sum(models["seasonal_naive"]["series"] for models in report.tables["demand_class"].values())
    assert counted == len(panel.series)


def test_a_stockout_period_is_not_scored() -> None:
    panel = seeded_panel(periods=120)
    assert np.isnan(evaluate(panel, QUICK).windows["seasonal_naive"].actual[~panel.available[:, 106:]]).all()


def test_stock_outcome_of_the_docstring() -> None:
    outcome = stock_outcome(np.array([10.0, 4.0]), np.array([8.0, 6.0]))
    assert outcome["cost_per_unit"] == pytest.approx(2.4 / 14)
    assert outcome["in_stock_rate"] == 0.5


def test_a_perfect_forecast_costs_nothing_and_is_always_in_stock() -> None:
    demand = np.array([3.0, 0.0, 7.0])
    assert stock_outcome(demand, demand) == {"cost_per_unit": 0.0, "in_stock_rate": 1.0}


def test_too_short_a_history_and_an_unknown_model_say_what_to_do() -> None:
    with pytest.raises(DataError, match="fewer origins"):
        evaluate(seeded_panel(periods=20), replace(QUICK, origins=3))
    with pytest.raises(DataError, match="there are"):
        Evaluation(models=("prophet9000",))


def test_the_command_writes_a_report_and_a_plot(demo_workspace, tmp_path: Path, capsys) -> None:
    out, plot = tmp_path / "report.json", tmp_path / "plot.png"
    command = (
        f"--workspace {demo_workspace.root} --models seasonal_naive --origins 2 --horizon 14 --out {out} --plot {plot}"
    )
    assert main(command.split()) == 0
    report = json.loads(out.read_text())
    figures = report["tables"]["all"]["all"]["seasonal_naive"]
    assert 0 < figures["wql"] < 2
    assert len(report["about"]["origins"]) == 2
    assert plot.read_bytes().startswith(b"\x89PNG")
    assert "seasonal_naive" in capsys.readouterr().out


def test_the_command_tells_a_missing_workspace_in_one_line(tmp_path: Path, capsys) -> None:
    assert main(["--workspace", str(tmp_path / "nothing")]) == 1
    captured = capsys.readouterr()
    assert captured.err.count("\n") == 1
    assert "Traceback" not in captured.err


def test_the_text_table_has_a_line_per_group_and_model() -> None:
    report = evaluate(seeded_panel(periods=120), QUICK)
    text = tables_as_text(report)
    assert text.count("seasonal_naive") == sum(len(g) for g in report.tables.values())
