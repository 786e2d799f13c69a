"""The command line: quick help, JSON everywhere, one-line errors, exit codes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time

import pytest

from tests.conftest import ROOT


def call(*arguments: str, workspace=None, **environment: str) -> subprocess.CompletedProcess:
    env = {**os.environ, **environment}
    env.pop("QM_WORKSPACE", None)
    where = ["--workspace", str(workspace.root)] if workspace is not None else []
    command = [sys.executable, "-m", "ui.cli", *arguments, *where]
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env=env, timeout=240, check=False)


def test_help_uses_little_processor_time_and_names_every_group():
    def cost() -> float:
        before = os.times()
        done = call("--help")
        after = os.times()
        assert done.returncode == 0
        for command in (
            "demo-data",
            "ingest",
            "run",
            "ask",
            "serve",
            "whatif",
            "replenishment",
            "alerts",
            "notes",
            "users",
        ):
            assert command in done.stdout
        return after.children_user + after.children_system - before.children_user - before.children_system

    assert min(cost() for _ in range(3)) < 0.5  # seconds of processor time: other load does not count


@pytest.mark.parametrize(
    "arguments",
    [
        ("runs",),
        ("tables",),
        ("alerts", "--severity", "critical"),
        ("replenishment",),
        ("whatif", "demand", "0.2", "--relative"),
        ("notes", "list"),
        ("users", "list"),
    ],
)
def test_every_reading_command_prints_json_or_a_table(demo_workspace, arguments):
    machine = call(*arguments, "--json", workspace=demo_workspace)
    assert machine.returncode == 0, machine.stderr
    assert isinstance(json.loads(machine.stdout), list)
    human = call(*arguments, workspace=demo_workspace)
    assert human.returncode == 0, human.stderr
    assert human.stdout.strip()


def test_a_forecast_is_printed_for_one_series(demo_workspace):
    from ui.boards import Boards
    from ui.services import Services

    series = Boards(Services(demo_workspace)).series().iloc[0]
    done = call("forecast", series.store_id, series.product_id, "--horizon", "7", "--json", workspace=demo_workspace)
    rows = json.loads(done.stdout)
    assert [row["step"] for row in rows] == list(range(1, 8))
    assert all(row["p10"] <= row["p50"] <= row["p90"] for row in rows)


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("run",), 1, "sales"),
        (("ask", "hello"), 1, "no published run"),
        (("forecast", "S1", "P1"), 1, "no published run"),
        (("rollback",), 1, "no published run"),
        (("ingest", "no-such-file.csv"), 1, "no-such-file.csv"),
        (("frobnicate",), 2, "frobnicate"),
        (("forecast", "S1"), 2, "PRODUCT_ID"),
    ],
)
def test_errors_are_one_line_with_the_mend_and_never_a_traceback(tmp_path, arguments, code, said):
    from data.workspace import Workspace

    done = call(*arguments, workspace=Workspace(tmp_path / "empty"))
    assert done.returncode == code, done.stderr
    assert said.lower() in done.stderr.lower()
    assert "Traceback" not in done.stderr + done.stdout


def test_an_unexpected_fault_is_logged_and_told_in_one_line(tmp_path, monkeypatch):
    from ui.cli.application import _report_fault

    monkeypatch.setenv("QM_LOG", str(tmp_path / "error.log"))
    assert _report_fault(ZeroDivisionError("boom")) == 3
    assert "ZeroDivisionError: boom" in (tmp_path / "error.log").read_text()


def test_serving_beyond_localhost_without_users_is_refused(demo_workspace):
    start = time.monotonic()
    done = call("serve", "--host", "0.0.0.0", workspace=demo_workspace)  # noqa: S104
    assert done.returncode == 1
    assert "refusing to serve" in done.stderr
    assert time.monotonic() - start < 60
