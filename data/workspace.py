"""The workspace: one folder that holds all state.

    workspace/settings.toml
    workspace/data/<table>.parquet     validated input tables
    workspace/runs/<run_id>/...        immutable published runs
    workspace/CURRENT                  id of the served run, replaced atomically

Everything is written beside its place and renamed into it, so a killed process leaves
either the old file or the new one, never half of one.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from data.errors import WorkspaceError
from data.tables import INPUT_TABLES

__all__ = ["Workspace", "atomic_write_text"]


def atomic_write_text(path: Path, text: str) -> None:
    """Write `text` to `path` so that a reader sees the old or the new content, whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


class Workspace:
    """Paths and locks of one workspace folder; creates nothing until asked to."""

    def __init__(self, root: str | os.PathLike[str]) -> None:
        self.root = Path(root).expanduser().resolve()

    def __repr__(self) -> str:
        return f"Workspace({str(self.root)!r})"

    @property
    def settings_path(self) -> Path:
        return self.root / "settings.toml"

    @property
    def data_dir(self) -> Path:
        return self.root / "data"

    @property
    def runs_dir(self) -> Path:
        return self.root / "runs"

    @property
    def current_path(self) -> Path:
        return self.root / "CURRENT"

    def table_path(self, table: str) -> Path:
        """Where the Parquet file of an input table lives (it may not exist)."""
        if table not in INPUT_TABLES:
            raise WorkspaceError(f"no input table is called {table!r}; there are {', '.join(INPUT_TABLES)}")
        return self.data_dir / f"{table}.parquet"

    def has_table(self, table: str) -> bool:
        return self.table_path(table).is_file()

    def create(self) -> Workspace:
        for folder in (self.root, self.data_dir, self.runs_dir):
            folder.mkdir(parents=True, exist_ok=True)
        return self

    def current_run(self) -> str | None:
        """The served run id, or None when nothing has been published yet."""
        try:
            run_id = self.current_path.read_text(encoding="utf-8").strip()
        except FileNotFoundError:
            return None
        return run_id or None

    def set_current_run(self, run_id: str) -> None:
        if not (self.runs_dir / run_id / "manifest.json").is_file():
            raise WorkspaceError(f"run {run_id} is not complete in {self.runs_dir}; nothing was changed")
        atomic_write_text(self.current_path, run_id + "\n")

    @contextmanager
    def staging(self, parent: Path) -> Iterator[Path]:
        """A scratch folder inside `parent`, on the same file system, removed on any exit.

        The caller renames it, or files in it, into place. Left-overs of killed processes
        start with `.staging-`; `sweep_staging` removes them.
        """
        parent.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix=".staging-", dir=parent))
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def sweep_staging(self) -> int:
        """Remove what killed processes left behind; call only while holding the lock."""
        swept = 0
        for parent in (self.root, self.data_dir, self.runs_dir):
            for folder in parent.glob(".staging-*"):
                shutil.rmtree(folder, ignore_errors=True)
                swept += 1
        return swept

    @contextmanager
    def lock(self) -> Iterator[None]:
        """One writer at a time. The kernel releases the lock of a killed process."""
        self.root.mkdir(parents=True, exist_ok=True)
        with open(self.root / ".lock", "w", encoding="utf-8") as stream:
            try:
                fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise WorkspaceError(
                    f"another quartermaster process is writing to {self.root}; wait for it to end, then try again"
                ) from None
            yield
