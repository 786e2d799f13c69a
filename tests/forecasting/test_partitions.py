"""Partitions: the same tables whatever the engine, and also when a worker dies half-way."""

from __future__ import annotations

import os
import signal
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from data.errors import QuartermasterError
from forecasting.panel import PanelSource
from forecasting.partitions import ForecastTask, LocalEngine, RayEngine, travelling
from forecasting.pipeline import run
from forecasting.runstore import RunStore
from forecasting.served import Team
from forecasting.settings import ForecastSettings
from tests.forecasting.world import small_world

HORIZON = 14
QUICK = ForecastSettings(
    models=("seasonal_average",), return_models=("seasonal_average",), horizon=HORIZON, chunk_series=3
)


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    return small_world(tmp_path_factory.mktemp("partitions"))


@pytest.fixture(scope="module")
def task(world):
    panel = PanelSource(world).panel("sales", HORIZON)
    team = Team("sales", QUICK, QUICK.models).train(panel)
    return ForecastTask({"sales": travelling(team)}, paths=20, seed=1)


def partitions():
    return [np.arange(start, min(start + 2, 8)) for start in range(0, 8, 2)]


def local(world, task):
    source = PanelSource(world)
    return list(LocalEngine(lambda target, rows: source.panel(target, HORIZON, rows)).map(task, partitions()))


@dataclass(frozen=True)
class DiesOnce:
    """A task whose worker kills itself on the second partition, the first time."""

    task: ForecastTask
    marker: Path

    def __call__(self, panel_of, rows):
        if rows[0] == 2 and not self.marker.exists():
            self.marker.write_text(str(os.getpid()))
            os.kill(os.getpid(), signal.SIGKILL)
        return self.task(panel_of, rows)


@dataclass(frozen=True)
class Fails:
    """A task that cannot be done."""

    def __call__(self, panel_of, rows):
        raise ValueError("no such partition")


def test_the_local_engine_yields_every_partition_in_order(world, task):
    done = local(world, task)
    assert [rows.tolist() for rows, _ in done] == [rows.tolist() for rows in partitions()]
    assert sum(len(part["sales"].table) for _, part in done) == 8 * HORIZON


def test_a_travelling_team_leaves_the_progress_of_this_process_behind(world):
    panel = PanelSource(world).panel("sales", HORIZON)
    team = Team("sales", QUICK, QUICK.models, progress=lambda share: None).train(panel)
    light = travelling(team)
    assert light.progress is None
    assert light.validated is None
    assert team.progress is not None
    assert np.array_equal(light.forecast(panel)[0].quantiles, team.forecast(panel)[0].quantiles)


def test_without_ray_the_error_says_what_to_install(world, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "ray", None)
    with pytest.raises(QuartermasterError, match=r"pip install .quartermaster\[ray\]"):
        RayEngine(world, HORIZON)


@pytest.fixture
def two_workers(world):
    pytest.importorskip("ray", reason='Ray is not installed: pip install "quartermaster[ray]"')
    engine = RayEngine(world, HORIZON, cores=2)
    yield engine
    engine.close()


@pytest.mark.filterwarnings("ignore")
def test_ray_gives_the_same_forecasts_when_one_of_two_workers_is_killed(world, task, two_workers, tmp_path):
    marker = tmp_path / "killed"
    done = list(two_workers.map(DiesOnce(task, marker), partitions()))
    assert marker.exists()
    for (rows, mine), (same, theirs) in zip(done, local(world, task), strict=True):
        assert rows.tolist() == same.tolist()
        pd.testing.assert_frame_equal(mine["sales"].table, theirs["sales"].table)
    with pytest.raises(QuartermasterError, match="series 0 to 1 failed on a Ray worker: no such partition"):
        list(two_workers.map(Fails(), partitions()))


@pytest.mark.filterwarnings("ignore")
def test_a_run_on_ray_writes_the_tables_of_a_local_run(world, two_workers, tmp_path):
    other = small_world(tmp_path / "other")
    run(world, settings=QUICK)
    run(other, settings=replace(QUICK, engine="ray"))
    for name in ("forecasts", "accuracy", "backtest", "replenishment", "group_forecasts"):
        query = f"SELECT * FROM {name} ORDER BY ALL"
        ours, theirs = (RunStore(w).connect().execute(query).df() for w in (world, other))
        pd.testing.assert_frame_equal(ours, theirs)
