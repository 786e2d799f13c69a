"""Fixtures of the data tests: a small demo world, and a way to write a file and ingest it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import duckdb
import pytest

from data.demo import DemoTruth, make_demo
from data.ingest import ingest
from data.workspace import Workspace

TODAY = dt.date(2026, 11, 1)


@pytest.fixture(scope="session")
def small_world(tmp_path_factory: pytest.TempPathFactory) -> tuple[Workspace, DemoTruth]:
    """Two stores, fourteen products, sixteen months; read-only."""
    workspace = Workspace(tmp_path_factory.mktemp("world"))
    return workspace, make_demo(workspace, seed=11, stores=2, products=14, months=16)


@pytest.fixture(scope="session")
def default_world(tmp_path_factory: pytest.TempPathFactory) -> tuple[Workspace, DemoTruth]:
    """The demo world as `make demo` makes it; read-only."""
    workspace = Workspace(tmp_path_factory.mktemp("default"))
    return workspace, make_demo(workspace)


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    return Shop(tmp_path)


class Shop:
    """An empty workspace and a folder for the files that go into it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.workspace = Workspace(folder / "workspace")

    def write(self, name: str, content: str | bytes, encoding: str = "utf-8") -> Path:
        path = self.folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return path

    def ingest(self, files=None, **options):
        options.setdefault("today", TODAY)
        return ingest(self.workspace, files, **options)

    def sales(self, content: str, name: str = "sales.csv", **options):
        return self.ingest({"sales": self.write(name, content)}, **options)

    def rows(self, sql: str) -> list[tuple]:
        """SQL over the tables by name."""
        connection = duckdb.connect()
        for path in self.workspace.data_dir.glob("*.parquet"):
            connection.execute(f"CREATE VIEW {path.stem} AS SELECT * FROM read_parquet('{path}')")
        return connection.execute(sql).fetchall()
