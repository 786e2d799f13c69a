"""The run from end to end on a small world: every table, every row, nothing half-made."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from data.errors import DataError, QuartermasterError, WorkspaceError
from forecasting.pipeline import run
from forecasting.run_tables import RUN_TABLES
from forecasting.runstore import RunStore
from forecasting.settings import ForecastSettings
from tests.forecasting.world import small_world

ROOT = Path(__file__).resolve().parents[2]
QUICK = ForecastSettings(
    models=("seasonal_naive", "seasonal_average"), return_models=("seasonal_average", "returns_rate"), horizon=14
)


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    workspace = small_world(tmp_path_factory.mktemp("run"))
    told: list[tuple[str, float]] = []
    run(workspace, settings=QUICK, progress=lambda step, share: told.append((step, share)))
    workspace.told = told
    return workspace


@pytest.fixture
def con(world):
    return RunStore(world).connect()


def one(con, sql):
    return con.execute(sql).fetchall()[0][0]


def test_every_series_has_its_rows_in_every_table(con):
    assert one(con, "SELECT count(*) FROM forecasts") == 8 * 14 * 2
    assert one(con, "SELECT count(DISTINCT (store_id, product_id, target, date)) FROM forecasts") == 8 * 14 * 2
    assert one(con, "SELECT count(*) FROM stats") == 8
    assert one(con, "SELECT count(*) FROM replenishment") == 8
    assert one(con, "SELECT count(DISTINCT level) FROM group_forecasts") == 5
    assert one(con, "SELECT count(*) FROM group_accuracy WHERE target = 'sales'") == 2 + 4 + 2 + 1 + 1
    assert one(con, "SELECT count(*) FROM changes") == 0


def test_no_number_is_nan_or_infinite_and_dates_follow_as_of(con):
    for name, spec in RUN_TABLES.items():
        for column in spec.columns:
            if column.kind == "number":
                bad = one(con, f'SELECT count(*) FROM {name} WHERE isnan("{column.name}") OR isinf("{column.name}")')
                assert bad == 0, f"{name}.{column.name}"
    assert one(con, "SELECT bool_and(date = DATE '2024-06-30' + step::INT) FROM forecasts")


def test_the_backtest_shows_past_actuals_beside_what_the_served_model_said(con):
    assert one(con, "SELECT count(DISTINCT (store_id, product_id, target)) FROM backtest") == 16
    assert one(con, "SELECT bool_and(date <= DATE '2024-06-30' AND p10 <= p50 AND p50 <= p90) FROM backtest")
    wrong = (
        "SELECT count(*) FROM backtest b JOIN sales s USING (store_id, product_id, date) "
        "WHERE b.target = 'sales' AND b.actual <> s.units_sold"
    )
    assert one(con, wrong) == 0
    ours = (
        "SELECT store_id, product_id, sum(abs(mean - actual)) / nullif(sum(actual), 0) AS wape FROM backtest "
        "WHERE target = 'sales' AND actual IS NOT NULL GROUP BY ALL"
    )
    apart = f"SELECT max(abs(a.wape - b.wape)) FROM accuracy a JOIN ({ours}) b USING (store_id, product_id) "
    assert one(con, apart + "WHERE a.served AND a.target = 'sales'") < 1e-4


def test_the_served_model_of_accuracy_is_the_model_of_the_forecasts(con):
    served = (
        "SELECT store_id, product_id, target, count(*) AS n, any_value(model) AS model "
        "FROM accuracy WHERE served GROUP BY ALL"
    )
    assert one(con, f"SELECT bool_and(n = 1) AND count(*) = 16 FROM ({served})")
    both = f"forecasts f JOIN ({served}) a USING (store_id, product_id, target)"
    differ = f"SELECT count(*) FROM {both} WHERE f.model <> a.model"
    assert one(con, differ) == 0
    assert one(con, "SELECT count(*) FROM forecasts WHERE model IS NULL") == 0
    assert (
        one(con, "SELECT min(n) FROM (SELECT count(*) AS n FROM accuracy GROUP BY store_id, product_id, target)") >= 2
    )


def test_quantiles_never_cross_and_sums_are_sums(con):
    assert one(
        con,
        "SELECT bool_and(p05 <= p10 AND p10 <= p25 AND p25 <= p50 AND p50 <= p75 AND p75 <= p90 AND p90 <= p95 "
        "AND p05 >= 0 AND cum_p50 <= cum_p90 AND cum_p90 <= cum_p95) FROM forecasts",
    )
    gap = (
        "SELECT max(abs(cum_mean - total)) FROM (SELECT cum_mean, sum(mean) OVER "
        "(PARTITION BY store_id, product_id, target ORDER BY step) AS total FROM forecasts)"
    )
    assert one(con, gap) < 1e-3
    assert one(con, "SELECT bool_and(abs(cum_p90 - p90) < 0.05 * p90 + 0.5) FROM forecasts WHERE step = 1")
    # A quantile of a sum lies well inside the sum of the quantiles.
    inside = (
        "SELECT bool_and(c < 0.98 * s) FROM (SELECT max(cum_p95) AS c, sum(p95) AS s FROM forecasts "
        "WHERE target = 'sales' GROUP BY store_id, product_id)"
    )
    assert one(con, inside)


def test_group_means_are_the_sums_of_their_series(con):
    gap = (
        "SELECT max(abs(g.mean - f.mean)) FROM group_forecasts g "
        "JOIN (SELECT store_id, target, date, sum(mean) AS mean FROM forecasts GROUP BY ALL) f "
        "ON g.group_id = f.store_id AND g.target = f.target AND g.date = f.date "
        "WHERE g.level = 'store'"
    )
    assert one(con, gap) < 0.01


def test_the_reorder_point_is_the_cumulative_quantile_at_the_end_of_the_protection_period(con):
    rows = con.execute(
        "SELECT r.reorder_point, f.cum_p95, f.cum_mean, r.protection_mean FROM replenishment r "
        "JOIN forecasts f ON f.store_id = r.store_id AND f.product_id = r.product_id AND f.target = 'sales' "
        "AND f.step = r.lead_time_days + r.review_period_days WHERE r.cycle_service_level = 0.95"
    ).fetchall()
    assert len(rows) == 8
    for reorder_point, cum_p95, cum_mean, protection_mean in rows:
        assert protection_mean == pytest.approx(cum_mean, rel=1e-3)
        assert reorder_point == pytest.approx(cum_p95, rel=0.02)


def test_the_manifest_says_what_the_run_was_made_of(world):
    manifest = RunStore(world).manifest()
    assert manifest["as_of"] == "2024-06-30"
    assert manifest["horizon"] == 14
    assert manifest["previous_run"] is None
    assert manifest["decision"]["sales"]["reason"] == "the first run"
    assert set(manifest["models"]) == {"sales", "returns"}
    assert 0 <= manifest["dependence"]["sales"]["rho"] <= 0.95
    assert {"data_hash", "code_version", "library_versions", "seed", "paths", "seconds", "metrics"} <= set(manifest)
    shares = [share for _, share in world.told]
    assert shares == sorted(shares)
    assert shares[-1] <= 1.0


def test_the_index_hook_sees_the_run_before_it_is_published(tmp_path):
    workspace = small_world(tmp_path, days=120, products=2)
    seen = {}

    def hook(staging, con):
        seen["served"] = workspace.current_run()
        seen["run_id"] = RunStore.run_id_of(staging)
        seen["rows"] = one(con, "SELECT count(*) FROM forecasts")
        (staging / "index").mkdir()
        (staging / "index" / "passages.json").write_text("[]")

    run_id = run(workspace, settings=QUICK, build_index=hook)
    assert seen == {"served": None, "run_id": run_id, "rows": 4 * 14 * 2}
    assert (workspace.runs_dir / run_id / "index" / "passages.json").is_file()


def test_a_failure_in_the_last_step_leaves_the_served_run_and_no_rubbish(world):
    served = world.current_run()

    def hook(staging, con):
        raise QuartermasterError("the index could not be built")

    with pytest.raises(QuartermasterError, match="index"):
        run(world, settings=QUICK, build_index=hook)
    assert world.current_run() == served
    assert sorted(p.name for p in world.runs_dir.iterdir()) == [served]


def test_two_runs_at_once_are_refused(world):
    with world.lock(), pytest.raises(WorkspaceError, match="another quartermaster process"):
        run(world, settings=QUICK)


def test_without_sales_the_run_says_how_to_bring_them(tmp_path):
    from data.workspace import Workspace

    with pytest.raises(DataError, match="quartermaster ingest"):
        run(Workspace(tmp_path))


def test_chunks_and_a_sample_for_training_give_the_same_forecasts(world, tmp_path):
    from dataclasses import replace

    other = small_world(tmp_path)
    run(other, settings=replace(QUICK, chunk_series=3))
    a, b = (
        RunStore(w).connect().execute("SELECT * EXCLUDE (model) FROM forecasts ORDER BY ALL").df()
        for w in (world, other)
    )
    pd.testing.assert_frame_equal(a, b, rtol=1e-4)
    run(other, settings=replace(QUICK, train_series=4, chunk_series=3))
    assert one(RunStore(other).connect(), "SELECT count(*) FROM forecasts") == 8 * 14 * 2


def test_a_short_history_is_forecast_all_the_same(tmp_path):
    workspace = small_world(tmp_path, days=5, products=2)
    run(workspace, settings=QUICK)
    con = RunStore(workspace).connect()
    assert one(con, "SELECT count(*) FROM forecasts WHERE mean IS NULL") == 0
    assert one(con, "SELECT count(*) FROM accuracy WHERE served AND target = 'sales'") == 4


def test_sales_alone_are_enough(tmp_path):
    from data.workspace import Workspace

    workspace = Workspace(tmp_path).create()
    dates = pd.date_range("2023-01-02", periods=80, freq="7D").date
    units = np.random.default_rng(0).poisson(20, 80).astype(float)
    pd.DataFrame({"date": dates, "store_id": "S", "product_id": "P", "units_sold": units}).to_parquet(
        workspace.table_path("sales")
    )
    run(workspace, settings=ForecastSettings(models=("seasonal_average",), horizon=8))
    con = RunStore(workspace).connect()
    assert one(con, "SELECT count(*) FROM forecasts") == 8
    assert one(con, "SELECT max(date) - min(date) FROM forecasts") in (49, pd.Timedelta(days=49))
    row = con.execute("SELECT on_hand, order_qty, reason FROM replenishment").fetchall()[0]
    assert row[0] is None
    assert row[1] is None
    assert row[2]


KILLED = """
import sys
sys.path.insert(0, {root!r})
from data.workspace import Workspace
from forecasting.pipeline import run
from tests.forecasting.test_pipeline import QUICK
print("ready", flush=True)
run(Workspace({workspace!r}), settings=QUICK)
"""


def test_a_process_killed_at_any_moment_leaves_the_served_run_whole(tmp_path):
    workspace = small_world(tmp_path, days=120, products=2)
    store = RunStore(workspace)
    start = time.perf_counter()
    served = run(workspace, settings=QUICK)
    usual = time.perf_counter() - start
    rng = random.Random(5)
    code = KILLED.format(root=str(ROOT), workspace=str(workspace.root))
    kept = 0
    for _ in range(10):
        process = subprocess.Popen(
            [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(rng.uniform(0.0, usual))
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        now = workspace.current_run()
        kept += now == served
        served = now
        con = store.connect()
        assert store.manifest()["run_id"] == served
        assert one(con, "SELECT count(*) FROM forecasts") == 4 * 14 * 2
        assert one(con, "SELECT count(*) FROM replenishment") == 4
    assert kept >= 3  # most were killed before they had published
    again = run(workspace, settings=QUICK)
    assert workspace.current_run() == again
    assert not list(workspace.runs_dir.glob(".staging-*"))
