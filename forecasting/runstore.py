"""The run store: staging, atomic publish, views, rollback.

    store = RunStore(workspace)
    staging = store.begin()                     # runs/.staging-<run_id>
    ...                                         # tables and manifest.json are written there
    run_id = store.publish(staging)             # one rename, then CURRENT is replaced
    con = store.connect()                       # views of the served run and of the input tables

A reader sees the old run or the new one, never a mixture: a run folder is complete before
it gets its name, and `CURRENT` is replaced by one rename after that.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from data.errors import WorkspaceError
from data.tables import INPUT_TABLES
from data.workspace import Workspace, atomic_write_text
from forecasting.run_tables import RUN_TABLES
from forecasting.views import create_view, materialise

if TYPE_CHECKING:
    import duckdb

__all__ = ["RunStore", "new_run_id"]

_RUN_ID = re.compile(r"\d{8}T\d{6}-\d{6}")
_STAGING = ".staging-"
_SORT_ORDER = {"forecasts": ("product_id", "store_id", "target", "date"), "sales": ("product_id", "store_id", "date")}


def new_run_id(after: str | None = None) -> str:
    """A run id from the UTC time to the microsecond; sorts by time and is later than `after`."""
    while True:
        run_id = datetime.now(UTC).strftime("%Y%m%dT%H%M%S-%f")
        if after is None or run_id > after:
            return run_id
        if after[:8] > run_id[:8]:  # the clock was set back: stay sortable all the same
            day, micro = after.rsplit("-", 1)
            return f"{day}-{int(micro) + 1:06d}"


class RunStore:
    """The published runs of one workspace. Safe to share between threads; each `connect` is a cursor of its own."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self._lock = threading.Lock()
        self._open: dict[tuple[Any, ...], duckdb.DuckDBPyConnection] = {}

    # -- writing -------------------------------------------------------------------------------

    def begin(self) -> Path:
        """A staging folder for a new run; its run id is `run_id_of(staging)`. Hold the workspace lock."""
        self.workspace.create()
        existing = self._folders()
        run_id = new_run_id(existing[-1] if existing else None)
        staging = self.workspace.runs_dir / f"{_STAGING}{run_id}"
        staging.mkdir()
        return staging

    @staticmethod
    def run_id_of(staging: Path) -> str:
        """The id that the run in a staging folder (or a run folder) has or will have."""
        run_id = staging.name.removeprefix(_STAGING)
        if not _RUN_ID.fullmatch(run_id):
            raise WorkspaceError(f"{staging} is not a run folder")
        return run_id

    def write_manifest(self, staging: Path, manifest: dict[str, Any]) -> None:
        """Write manifest.json; `run_id` is added. May be called again until the run is published."""
        whole = {"run_id": self.run_id_of(staging), **manifest}
        atomic_write_text(staging / "manifest.json", json.dumps(whole, indent=1, default=str, allow_nan=False) + "\n")

    def publish(self, staging: Path, serve: bool = True) -> str:
        """Give the staging folder its name and, with `serve`, make it the served run."""
        run_id = self.run_id_of(staging)
        missing = [t for t in RUN_TABLES if not (staging / f"{t}.parquet").is_file()]
        if not (staging / "manifest.json").is_file():
            missing.append("manifest.json")
        if missing:
            raise WorkspaceError(f"run {run_id} lacks {', '.join(missing)}; it was not published")
        for path in staging.rglob("*"):  # the files reach the disk before the name does
            if path.is_file():
                _sync(path)
        os.rename(staging, self.workspace.runs_dir / run_id)
        _sync(self.workspace.runs_dir)
        if serve:
            self.workspace.set_current_run(run_id)
        return run_id

    def discard(self, staging: Path) -> None:
        """Remove a staging folder that will not be published."""
        self.run_id_of(staging)
        shutil.rmtree(staging, ignore_errors=True)

    def rollback(self, run_id: str | None = None) -> str:
        """Serve `run_id` again, or by default the run before the served one. Returns its id."""
        served = self.workspace.current_run()
        if run_id is None:
            if served is None:
                raise WorkspaceError("no run has been published yet; there is nothing to roll back")
            run_id = self.manifest(served).get("previous_run")
            if not run_id or not self.folder(run_id).is_dir():
                raise WorkspaceError(f"run {served} has no earlier run to roll back to; name one of list_runs")
        self.manifest(run_id)
        self.workspace.set_current_run(run_id)
        return run_id

    def prune(self, keep: int) -> list[str]:
        """Remove all but the newest `keep` runs; the served run and its predecessor always stay."""
        served = self.workspace.current_run()
        kept = {served, self.manifest(served).get("previous_run") if served else None}
        gone = [r for r in self._folders()[: -keep or None] if r not in kept]
        for run_id in gone:
            shutil.rmtree(self.folder(run_id), ignore_errors=True)
        return gone

    # -- reading -------------------------------------------------------------------------------

    def folder(self, run_id: str) -> Path:
        """The folder of a run (it may not exist); ids of any other form are refused."""
        if not _RUN_ID.fullmatch(run_id):
            raise WorkspaceError(f"{run_id!r} is not a run id; ids look like 20250131T060000-000000")
        return self.workspace.runs_dir / run_id

    def _folders(self) -> list[str]:
        if not self.workspace.runs_dir.is_dir():
            return []
        return sorted(
            p.name
            for p in self.workspace.runs_dir.iterdir()
            if _RUN_ID.fullmatch(p.name) and (p / "manifest.json").is_file()
        )

    def served(self) -> str:
        """The served run id; an error that names the mend where there is none."""
        run_id = self.workspace.current_run()
        if run_id is None:
            raise WorkspaceError(f"no run has been published in {self.workspace.root}; start one: quartermaster run")
        return run_id

    def manifest(self, run_id: str | None = None) -> dict[str, Any]:
        """The manifest of a run, by default the served one."""
        run_id = run_id or self.served()
        path = self.folder(run_id) / "manifest.json"
        try:
            return json.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            known = ", ".join(self._folders()[-5:]) or "none"
            raise WorkspaceError(f"there is no run {run_id}; the latest runs are {known}") from None
        except json.JSONDecodeError as error:
            raise WorkspaceError(f"{path} is damaged ({error}); roll back to another run") from None

    def list_runs(self) -> list[dict[str, Any]]:
        """Manifests of all complete runs, oldest first, each with `served`."""
        served = self.workspace.current_run()
        return [{**self.manifest(r), "served": r == served} for r in self._folders()]

    def connect(
        self,
        run_id: str | None = None,
        *,
        folder: Path | None = None,
        in_memory: tuple[str, ...] = (),
    ) -> duckdb.DuckDBPyConnection:
        """A cursor with a view for every input table, run table and `previous_<table>`.

        `run_id`: by default the served run. `folder`: a staging folder instead, for work
        before publishing. `in_memory`: tables to hold in memory, sorted by series and date
        (about 250 MB per million forecast rows). The underlying database is shared between
        calls and opened again when an input file has changed; close the cursor when done.
        """
        if folder is None:
            run_id = run_id or self.served()
            folder = self.folder(run_id)
            if not (folder / "manifest.json").is_file():
                self.manifest(run_id)  # raises with the runs that exist
        key = (str(folder), tuple(in_memory), self._data_state())
        with self._lock:
            con = self._open.get(key)
            if con is None:
                for old in [k for k in self._open if k[:2] == key[:2]]:
                    del self._open[old]  # its cursors stay valid until they are closed
                con = self._open[key] = self._database(folder, in_memory)
                while len(self._open) > 4:
                    del self._open[next(iter(self._open))]
            return con.cursor()

    def close(self) -> None:
        """Forget the shared databases; open cursors stay valid."""
        with self._lock:
            self._open.clear()

    def _data_state(self) -> tuple[int, ...]:
        paths = (self.workspace.table_path(t) for t in INPUT_TABLES)
        return tuple(p.stat().st_mtime_ns if p.is_file() else 0 for p in paths)

    def _database(self, folder: Path, in_memory: tuple[str, ...]) -> duckdb.DuckDBPyConnection:
        import duckdb

        con = duckdb.connect(":memory:")
        previous = self._previous_folder(folder)
        for name, spec in INPUT_TABLES.items():
            create_view(con, name, spec, self.workspace.table_path(name))
        for name, spec in RUN_TABLES.items():
            create_view(con, name, spec, folder / f"{name}.parquet")
            create_view(con, f"previous_{name}", spec, previous and previous / f"{name}.parquet")
        for name in in_memory:
            if name not in INPUT_TABLES and name not in RUN_TABLES:
                raise WorkspaceError(f"no table is called {name!r}")
            materialise(con, name, _SORT_ORDER.get(name, ()))
        # From here on the connection reads this workspace only, and no statement can widen that.
        con.execute(f"SET allowed_directories = ['{str(self.workspace.root).replace(chr(39), chr(39) * 2)}']")
        con.execute("SET enable_external_access = false")
        con.execute("SET lock_configuration = true")
        return con

    def _previous_folder(self, folder: Path) -> Path | None:
        try:
            previous = json.loads((folder / "manifest.json").read_text(encoding="utf-8")).get("previous_run")
        except FileNotFoundError:  # a staging folder before its manifest: what is served now comes before it
            previous = self.workspace.current_run()
        return self.folder(previous) if previous else None


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
