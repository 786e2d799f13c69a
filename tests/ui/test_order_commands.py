"""Replay, what-if and purchase orders from the command line, as a buyer types them."""

from __future__ import annotations

import json
import shutil

import numpy as np
import pandas as pd
import pytest

from data.workspace import Workspace
from tests.ui.test_cli import call


@pytest.fixture
def copied(demo_workspace, tmp_path) -> Workspace:
    shutil.copytree(demo_workspace.root, tmp_path / "shop", symlinks=True)
    return Workspace(tmp_path / "shop")


def test_a_replay_goes_on_through_a_file_of_later_weeks(tmp_path):
    rng = np.random.default_rng(5)
    weeks = pd.date_range("2023-01-02", periods=60, freq="7D")
    rows = [(s, p, w, float(rng.poisson(4)), True) for s in (1, 2) for p in (3, 4) for w in weeks]
    table = pd.DataFrame(rows, columns=["Store", "Product", "week", "sales", "in_stock"])
    (tmp_path / "game").mkdir()
    table[table["week"] <= weeks[50]].to_parquet(tmp_path / "game" / "sales_instock_weekly.parquet")
    table[table["week"] > weeks[50]].to_csv(tmp_path / "later.csv", index=False)
    options = ("--start", str(weeks[50].date()), "--actuals", str(tmp_path / "later.csv"))
    done = call("replay", str(tmp_path / "game"), "--preset", "vn2", *options, "--json")
    assert done.returncode == 0, done.stderr
    made = json.loads(done.stdout)
    assert made["windows"] == 1
    assert made["mean_cost"]["foresight"] <= made["mean_cost"]["quantile"]
    assert "later.csv: 9 weeks, 2023-12-25 to 2024-02-19, follow the history" in done.stderr
    without = call("replay", str(tmp_path / "game"), "--start", str(weeks[50].date()))
    assert without.returncode == 1
    assert "later periods can be given with --actuals FILE" in without.stderr


def test_a_negative_change_is_a_value_and_an_unknown_store_an_error(demo_workspace):
    fewer = call("whatif", "demand", "-0.2", "--relative", "--json", workspace=demo_workspace)
    assert fewer.returncode == 0, fewer.stderr
    rows = json.loads(fewer.stdout)
    today, scenario = (sum(row[f"expected_sales_{side}"] or 0 for row in rows) for side in ("today", "scenario"))
    assert scenario == pytest.approx(0.8 * today, rel=1e-4)
    for arguments, words in (
        (("demand", "0.1", "--store-id", "NOPE"), "no product in a store has store NOPE"),
        (("budget", "-5"), "a budget is 0 or more"),
        (("lead_time", "nan"), "needs a finite number"),
    ):
        done = call("whatif", *arguments, workspace=demo_workspace)
        assert (done.returncode, words in done.stderr) == (1, True), done.stderr


def test_an_order_goes_from_draft_to_received(copied):
    drafts = json.loads(call("orders", "draft", "--json", workspace=copied).stdout)
    order = drafts[0]["order_id"]
    edited = json.loads(call("orders", "edit", order, "1", "48", "--json", workspace=copied).stdout)
    assert edited[0]["lines"][0]["quantity"] == 48
    wrong = call("orders", "edit", order, "999", "48", workspace=copied)
    assert (wrong.returncode, "there is no line 999" in wrong.stderr) == (1, True)
    assert call("orders", "receive", order, workspace=copied).returncode == 1  # a draft has not been ordered
    assert call("orders", "approve", order, workspace=copied).returncode == 0
    received = json.loads(call("orders", "receive", order, "--json", workspace=copied).stdout)
    assert received[0]["status"] == "received"
