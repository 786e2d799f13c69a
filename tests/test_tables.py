"""Tables in README and docs are generated, never typed."""

from __future__ import annotations

import json

from benchmarks import record as record_module
from benchmarks import tables


def test_every_table_in_the_documents_is_fresh():
    assert tables.main(["--check"]) == 0


def test_a_table_shows_all_rows_and_the_command(tmp_path, monkeypatch):
    monkeypatch.setattr(record_module, "RESULTS", tmp_path)
    monkeypatch.setattr(tables, "RESULTS", tmp_path)
    path = record_module.record(
        "toy",
        title="Toy",
        columns=["peer", "WQL"],
        rows=[["ours", 0.123456], ["lost", None]],
        command="python -m toy",
        seed=1,
    )
    assert json.loads(path.read_text())["seed"] == 1
    text = tables.refresh("before\n<!-- table: toy -->\ntyped by hand\n<!-- end -->\nafter\n")
    assert "typed by hand" not in text
    assert "| ours | 0.123 |" in text
    assert "| lost | - |" in text
    assert "`python -m toy`" in text
    assert text == tables.refresh(text)
