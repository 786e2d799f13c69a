"""Whatever happens during an ingestion, the workspace holds all old tables or all new ones."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import pytest

from data.canonical import commit_folder, commit_tables, to_arrow
from data.errors import DataError, WorkspaceError
from data.ingest import ingest
from data.workspace import Workspace

ROOT = Path(__file__).resolve().parents[2]
_WRITER = """
import sys
from pathlib import Path
from data.ingest import ingest
from data.workspace import Workspace
print("ready", flush=True)
ingest(Workspace(sys.argv[1]), {"sales": Path(sys.argv[2]), "stores": Path(sys.argv[3])}, fresh=True)
"""


def write_sales(path: Path, marker: str, rows: int) -> Path:
    days = pd.date_range("2020-01-01", periods=1_000, freq="D")
    frame = pd.DataFrame({"date": days[[n % 1_000 for n in range(rows)]].astype(str)})
    frame["store_id"], frame["product_id"] = marker, [f"P{n // 1_000}" for n in range(rows)]
    frame["units_sold"] = 1
    frame.to_csv(path, index=False)
    return path


def markers(workspace: Workspace) -> set[tuple[str, ...]]:
    """The stores that sales and stores speak of: one marker, the same in both, when whole."""
    return {tuple(sorted(pd.read_parquet(workspace.table_path(t)).store_id.unique())) for t in ("sales", "stores")}


def test_a_process_killed_at_any_moment_leaves_whole_tables(tmp_path):
    workspace = Workspace(tmp_path / "shop")
    small = write_sales(tmp_path / "old.csv", "OLD", 2_000)
    large = write_sales(tmp_path / "new.csv", "NEW", 150_000)
    for name in ("OLD", "NEW"):
        (tmp_path / f"{name}.csv").write_text(f"store_id,name\n{name},{name}\n")
    ingest(workspace, {"sales": small, "stores": tmp_path / "OLD.csv"})
    killed = 0
    for delay in (0.0, 0.15, 0.4, 0.8):
        with subprocess.Popen(
            [sys.executable, "-c", _WRITER, str(workspace.root), str(large), str(tmp_path / "NEW.csv")],
            cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env={**os.environ, "OMP_NUM_THREADS": "1"},
        ) as process:  # fmt: skip
            assert process.stdout is not None
            assert process.stdout.readline() == b"ready\n"
            time.sleep(delay)
            process.send_signal(signal.SIGKILL)
            killed += process.wait() == -signal.SIGKILL
        assert markers(workspace) in ({("OLD",)}, {("NEW",)})
    assert killed >= 1, "at least one process was killed before it was done"
    ingest(workspace, {"sales": large, "stores": tmp_path / "NEW.csv"}, fresh=True)
    assert markers(workspace) == {("NEW",)}
    assert not list(workspace.root.glob(".staging-*")), "left-overs are swept by the next ingestion"


def test_an_error_while_writing_leaves_the_old_tables(tmp_path):
    workspace = Workspace(tmp_path)
    commit_tables(workspace, {"stores": pd.DataFrame({"store_id": ["S1"], "name": ["Leeds"]})})

    def fail(folder: Path) -> None:
        (folder / "stores.parquet").write_bytes(b"half a file")
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        commit_folder(workspace, fail)
    assert pd.read_parquet(workspace.table_path("stores")).name.tolist() == ["Leeds"]
    assert not list(workspace.root.glob(".staging-*"))


def test_without_an_exchange_in_the_file_system_the_tables_still_change(tmp_path, monkeypatch):
    monkeypatch.setattr("data.canonical._renameat2", lambda: None)
    workspace = Workspace(tmp_path)
    stores = pd.DataFrame({"store_id": ["S1"], "name": ["Leeds"]})
    commit_tables(workspace, {"stores": stores, "products": stores.rename(columns={"store_id": "product_id"})})
    commit_tables(workspace, {"stores": stores.assign(name="York")}, replace_all=True)
    assert pd.read_parquet(workspace.table_path("stores")).name.tolist() == ["York"]
    assert not workspace.has_table("products")


def test_two_writers_at_once_are_refused(tmp_path):
    workspace = Workspace(tmp_path / "shop")
    sales = write_sales(tmp_path / "sales.csv", "S1", 100)
    with workspace.lock(), pytest.raises(WorkspaceError, match="another quartermaster process"):
        ingest(workspace, {"sales": sales})


def test_a_frame_with_a_column_of_its_own_or_the_wrong_kind_is_refused():
    with pytest.raises(DataError, match="table stores has no column city"):
        to_arrow("stores", pd.DataFrame({"store_id": ["S1"], "name": ["Leeds"], "city": ["Leeds"]}))
    frame = pd.DataFrame({"date": ["2026-01-01"], "store_id": ["S"], "product_id": ["P"], "units_sold": ["many"]})
    with pytest.raises(DataError, match="column units_sold: expected number"):
        to_arrow("sales", frame)
