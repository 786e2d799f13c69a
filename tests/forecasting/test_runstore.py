"""The run store: typed views, atomic publishing, rollback."""

from __future__ import annotations

import threading

import duckdb
import numpy as np
import pandas as pd
import pytest

from data.errors import WorkspaceError
from data.tables import INPUT_TABLES
from data.workspace import Workspace
from forecasting.run_tables import RUN_TABLES
from forecasting.runstore import RunStore, new_run_id
from forecasting.views import write_table


@pytest.fixture
def store(tmp_path):
    return RunStore(Workspace(tmp_path / "it's a workspace").create())


def publish(store, mean=1.0, previous=None):
    staging = store.begin()
    forecasts = pd.DataFrame(
        {
            "store_id": ["S1", "S1"],
            "product_id": ["P1", "P1"],
            "target": "sales",
            "date": pd.to_datetime(["2024-01-01", "2024-01-02"]),
            "step": [1, 2],
            "mean": [mean, np.nan],
        }
    )
    for name, spec in RUN_TABLES.items():
        write_table(staging, spec, forecasts if name == "forecasts" else pd.DataFrame())
    store.write_manifest(staging, {"previous_run": previous})
    return store.publish(staging)


def test_every_view_has_every_contract_column_in_its_type_even_without_a_file(store):
    publish(store)
    con = store.connect()
    tables = {**INPUT_TABLES, **RUN_TABLES, **{f"previous_{n}": s for n, s in RUN_TABLES.items()}}
    for name, spec in tables.items():
        described = con.execute(f"DESCRIBE {name}").fetchall()
        assert [(row[0], row[1]) for row in described] == [(c.name, c.sql_type) for c in spec.columns], name


def test_nan_is_told_as_null_and_names_are_trimmed(store):
    frame = pd.DataFrame({"product_id": [1, 2], "name": ["  Oat Milk 1L ", "Rope"], "unit_cost": [np.nan, 2.5]})
    frame.to_parquet(store.workspace.table_path("products"))
    publish(store)
    rows = store.connect().execute("SELECT product_id, name, unit_cost FROM products ORDER BY 1").fetchall()
    assert rows == [("1", "Oat Milk 1L", None), ("2", "Rope", 2.5)]
    assert store.connect().execute("SELECT mean FROM forecasts ORDER BY step").fetchall() == [(1.0,), (None,)]


def test_publishing_serves_the_new_run_and_shows_the_old_one_as_previous(store):
    first = publish(store, 1.0)
    second = publish(store, 2.0, previous=first)
    con = store.connect()
    assert second > first
    assert con.execute("SELECT mean FROM forecasts WHERE step = 1").fetchone() == (2.0,)
    assert con.execute("SELECT mean FROM previous_forecasts WHERE step = 1").fetchone() == (1.0,)
    assert [r["served"] for r in store.list_runs()] == [False, True]


def test_rollback_serves_the_run_before_and_refuses_what_is_not_there(store):
    first = publish(store)
    with pytest.raises(WorkspaceError, match="no earlier run"):
        store.rollback()
    publish(store, previous=first)
    assert store.rollback() == first == store.served()
    for bad in ("../../etc", "20250101T000000-000000"):
        with pytest.raises(WorkspaceError):
            store.rollback(bad)
    assert store.served() == first


def test_a_run_that_lacks_a_table_is_not_published(store):
    first = publish(store)
    staging = store.begin()
    store.write_manifest(staging, {})
    with pytest.raises(WorkspaceError, match="lacks forecasts"):
        store.publish(staging)
    assert store.served() == first


def test_without_a_run_the_error_names_the_command_that_makes_one(store):
    with pytest.raises(WorkspaceError, match="quartermaster run"):
        store.connect()


def test_a_connection_cannot_read_files_outside_the_workspace(store, tmp_path):
    publish(store)
    outside = tmp_path / "secret.csv"
    outside.write_text("a\n1\n")
    con = store.connect()
    with pytest.raises(duckdb.Error):
        con.execute("SELECT * FROM read_csv(?)", [str(outside)]).fetchall()
    with pytest.raises(duckdb.Error):
        con.execute("SET enable_external_access = true")


def test_an_input_file_that_changes_is_seen_by_the_next_connection(store):
    publish(store)
    path = store.workspace.table_path("stores")
    pd.DataFrame({"store_id": ["S1"], "name": ["Leeds"]}).to_parquet(path)
    assert store.connect().execute("SELECT name, region FROM stores").fetchall() == [("Leeds", None)]
    pd.DataFrame({"store_id": ["S1"], "name": ["Lyon"], "region": ["FR"]}).to_parquet(path)
    assert store.connect().execute("SELECT name, region FROM stores").fetchall() == [("Lyon", "FR")]


def test_threads_read_at_the_same_time(store):
    publish(store)
    seen: list[object] = []

    def read():
        for _ in range(20):
            seen.append(store.connect().execute("SELECT count(*) FROM forecasts").fetchone())

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == [(2,)] * 80


def test_tables_held_in_memory_give_the_same_rows(store):
    publish(store)
    held = store.connect(in_memory=("forecasts",)).execute("SELECT * FROM forecasts").fetchall()
    assert held == store.connect().execute("SELECT * FROM forecasts").fetchall()


def test_run_ids_sort_by_time_and_never_repeat():
    ids = [new_run_id()]
    for _ in range(50):
        ids.append(new_run_id(ids[-1]))
    assert ids == sorted(set(ids))
    assert new_run_id("29990101T000000-000007") == "29990101T000000-000008"


def test_pruning_keeps_the_served_run_and_the_one_before(store):
    ids = [publish(store)]
    for _ in range(3):
        ids.append(publish(store, previous=ids[-1]))
    store.rollback(ids[1])
    assert store.prune(1) == [ids[2]]
    assert [r["run_id"] for r in store.list_runs()] == [ids[0], ids[1], ids[3]]
