"""Rows from elsewhere, and what is said when a package or a place is missing."""

from __future__ import annotations

import builtins
import datetime as dt
import importlib
import sqlite3

import pytest

from data.connectors import is_address, masked, open_address
from data.errors import DataError

DAYS = [dt.date(2026, 9, 1) + dt.timedelta(days=n) for n in range(20)]


@pytest.fixture
def without(monkeypatch):
    """Make a package look as if it were not installed."""
    real = importlib.import_module

    def hide(package: str):
        def importing(name, *args):
            if name == package:
                raise ImportError(name)
            return real(name, *args)

        monkeypatch.setattr(importlib, "import_module", importing)

    return hide


@pytest.mark.parametrize(
    ("address", "package", "command"),
    [
        ("s3://bucket/sales.csv", "s3fs", 'pip install "s3fs'),
        ("memory://sales.csv", "fsspec", 'pip install "fsspec'),
        ("sqlite:///shop.db#sales", "sqlalchemy", 'pip install "sqlalchemy'),
        ("mongodb://reader:geheim@db/shop#sales", "pymongo", 'pip install "pymongo'),
    ],
)
def test_a_missing_package_is_an_error_with_the_command_that_installs_it(without, address, package, command):
    without(package)
    with pytest.raises(DataError) as caught:
        open_address(address, "sales")
    assert command in str(caught.value)
    assert "geheim" not in str(caught.value)


def test_passwords_never_show():
    assert masked("postgresql://reader:geheim@db/shop?token=abc#sales") == "postgresql://reader:***@db/shop#sales"
    assert is_address("s3://bucket/x")
    assert not is_address("C:/sales.csv")


def test_an_object_store_is_read_through_fsspec(shop):
    fsspec = pytest.importorskip("fsspec")
    with fsspec.open("memory://lake/sales.csv", "w") as remote:
        remote.write("date,store_id,product_id,units_sold\n" + "".join(f"{d},S1,P1,1\n" for d in DAYS))
    report = shop.ingest({"sales": "memory://lake/sales.csv"})
    assert report.table("sales").rows_written == 20
    with pytest.raises(DataError, match="cannot be read"):
        shop.ingest({"sales": "memory://lake/nothing.csv"})


def test_a_database_is_read_by_table_or_by_query(shop):
    pytest.importorskip("sqlalchemy")
    path = shop.folder / "shop.db"
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE sales (date TEXT, store_id TEXT, product_id TEXT, units_sold REAL)")
        database.executemany("INSERT INTO sales VALUES (?, 'S1', 'P1', 2)", [(d.isoformat(),) for d in DAYS])
    assert shop.ingest({"sales": f"sqlite:///{path}"}).table("sales").rows_written == 20
    query = "SELECT date AS day, store_id, product_id, 2 * units_sold AS qty FROM sales"
    shop.ingest({"sales": f"sqlite:///{path}#{query}"})
    assert shop.rows("SELECT sum(units_sold) FROM sales") == [(80.0,)]
    with pytest.raises(DataError, match="nothing"):
        shop.ingest({"sales": f"sqlite:///{path}#nothing"})


def test_the_connectors_module_imports_without_any_extra(monkeypatch):
    import data.connectors

    real = builtins.__import__

    def guarded(name, *args, **kwargs):
        assert name.split(".")[0] not in {"fsspec", "sqlalchemy", "pymongo", "s3fs"}
        return real(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", guarded)
    importlib.reload(data.connectors)
