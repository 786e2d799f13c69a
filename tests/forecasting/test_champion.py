"""Champion and challenger, warm starts, what is kept beside a run, and the schedule."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import numpy as np
import pandas as pd
import pytest

from data.errors import DataError, QuartermasterError, SettingsError
from forecasting.champion import decide, load_team
from forecasting.panel import PanelSource
from forecasting.pipeline import run
from forecasting.posted import forecast_history
from forecasting.runstore import RunStore
from forecasting.scheduling import cron_text, loop, next_time, systemd_text
from forecasting.settings import ForecastSettings
from tests.forecasting.world import small_world

SETTINGS = ForecastSettings(models=("seasonal_average", "lightgbm"), return_models=("returns_rate",), horizon=14)


def test_the_challenger_must_win_by_the_threshold():
    assert decide(0.300, 0.293, 0.02, "r").promoted
    assert not decide(0.300, 0.297, 0.02, "r").promoted
    assert not decide(0.300, 0.300, 0.0, "r").promoted
    assert not decide(0.300, float("nan"), 0.0, "r").promoted
    assert decide(float("nan"), 0.5, 0.0, "r").promoted


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    workspace = small_world(tmp_path_factory.mktemp("champion"), days=240)
    run(workspace, settings=SETTINGS)
    return workspace


def forecasts(workspace):
    return RunStore(workspace).connect().execute("SELECT * FROM forecasts ORDER BY ALL").df()


def test_the_same_data_again_keep_the_champion_and_its_forecasts(world):
    before = forecasts(world)
    first = world.current_run()
    run(world, settings=SETTINGS)
    manifest = RunStore(world).manifest()
    decision = manifest["decision"]["sales"]
    assert not decision["promoted"]
    assert decision["champion_run"] == first == manifest["previous_run"]
    assert decision["champion_wql"] == pytest.approx(decision["challenger_wql"])
    pd.testing.assert_frame_equal(before, forecasts(world), rtol=1e-5)
    changes = RunStore(world).connect().execute("SELECT * FROM changes").df()
    assert len(changes) == 8
    parts = changes[[c for c in changes if c.startswith("from_")]].sum(axis=1)
    np.testing.assert_allclose(parts, changes["order_qty_now"] - changes["order_qty_before"], atol=1e-6)


def test_a_warm_start_trains_nothing_anew_and_learns_the_new_days(world):
    sales = pd.read_parquet(world.table_path("sales"))
    more = sales[sales["date"] > sales["date"].max() - pd.Timedelta(days=7)].copy()
    more["date"] = (pd.to_datetime(more["date"]) + pd.Timedelta(days=7)).dt.date
    pd.concat([sales, more]).to_parquet(world.table_path("sales"))
    run(world, settings=replace(SETTINGS, training="warm"))
    manifest = RunStore(world).manifest()
    assert manifest["as_of"] == "2024-07-07"
    assert manifest["decision"]["sales"]["reason"].startswith("warm start")
    assert forecasts(world)["date"].min() == pd.Timestamp("2024-07-08")


def test_saved_models_refuse_a_longer_horizon(world):
    panel = PanelSource(world).panel("sales", 60)
    folder = RunStore(world).folder(world.current_run()) / "model" / "sales"
    with pytest.raises(QuartermasterError, match="reach 14"):
        load_team(folder, "served", SETTINGS, panel, None)


def test_a_longer_horizon_than_the_champion_reaches_is_served_by_the_new_models(world):
    run(world, settings=replace(SETTINGS, horizon=21))
    manifest = RunStore(world).manifest()
    assert manifest["horizon"] == 21
    assert manifest["decision"]["sales"]["promoted"]
    assert "no champion to beat" in manifest["decision"]["sales"]["reason"]


def test_nothing_in_a_run_folder_can_run_code_when_it_is_read(world):
    suffixes = {p.suffix for p in world.runs_dir.rglob("*") if p.is_file()}
    assert suffixes <= {".json", ".parquet", ".safetensors", ".txt"}


def posted(days=60, level=10.0):
    dates = pd.date_range("2024-05-02", periods=days)
    weekday = np.array([1.0, 0.9, 0.9, 1.0, 1.2, 1.6, 0.6])[dates.dayofweek]
    return pd.DataFrame({"date": dates, "units_sold": np.round(level * weekday)})


def test_a_posted_history_is_forecast_by_the_served_models(world):
    table = forecast_history(world, posted(), "S0", "NEW", 7)
    assert table["step"].tolist() == list(range(1, 8))
    assert table["date"].min() == pd.Timestamp("2024-07-01")
    assert table["mean"].mean() == pytest.approx(10.3, rel=0.35)
    assert (table["p10"] <= table["p90"]).all()
    assert (table["product_id"] == "NEW").all()


def test_a_posted_weekly_history_is_forecast_too(world):
    weekly = pd.DataFrame({"date": pd.date_range("2023-07-03", periods=40, freq="7D"), "units_sold": 70.0})
    table = forecast_history(world, weekly, "S0", "NEW", 4)
    assert table["mean"].tolist() == pytest.approx([70.0] * 4)
    assert (table["model"] == "seasonal_average").all()


@pytest.mark.parametrize(
    ("history", "horizon", "message"),
    [
        (posted(13), 7, "at least 14"),
        (posted(), 91, "1 to 90"),
        (posted().drop(columns="units_sold"), 7, "lacks units_sold"),
        (pd.concat([posted(), posted()]), 7, "more than once"),
        (posted().assign(units_sold=-1.0), 7, "missing or negative"),
    ],
)
def test_a_bad_posted_history_is_refused_with_the_reason(world, history, horizon, message):
    with pytest.raises(DataError, match=message):
        forecast_history(world, history, "S0", "NEW", horizon)


def test_the_schedule_is_printed_for_cron_and_systemd(world):
    line = cron_text(world, "05:30", "sunday", python="/usr/bin/python3")
    assert line.startswith("30 5 * * 0 cd ")
    assert line.endswith("\n")
    assert "-m ui.cli run" in line
    unit = systemd_text(world, "5:05", "monday")
    assert "OnCalendar=Mon *-*-* 05:05:00" in unit
    for bad in ("25:00", "5", "ab:cd"):
        with pytest.raises(SettingsError, match="HH:MM"):
            cron_text(world, bad)
    with pytest.raises(SettingsError, match="weekday"):
        cron_text(world, "05:30", "someday")


def test_the_next_time_is_later_today_or_on_the_next_such_day():
    now = datetime(2024, 6, 30, 6, 0)  # a Sunday
    assert next_time(now, "07:00") == datetime(2024, 6, 30, 7, 0)
    assert next_time(now, "05:00") == datetime(2024, 7, 1, 5, 0)
    assert next_time(now, "05:00", "sunday") == datetime(2024, 7, 7, 5, 0)


def test_the_loop_goes_on_after_a_run_that_failed(world):
    clock = [datetime(2024, 6, 30, 6, 0)]
    calls = []

    def job(workspace):
        calls.append(clock[0])
        if len(calls) == 1:
            raise DataError("no sales")

    def sleep(seconds):
        clock[0] = clock[0] + pd.Timedelta(seconds=seconds)

    assert loop(world, "05:30", job, times=2, now=lambda: clock[0], sleep=sleep) == 1
    assert [c.day for c in calls] == [1, 2]
