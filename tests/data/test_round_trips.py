"""Whatever a table holds comes back the same through any format and dialect."""

from __future__ import annotations

import csv
import datetime as dt
import io
import tempfile
from pathlib import Path

import pandas as pd
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.csv_source import CsvSource
from data.ingest import ingest
from data.workspace import Workspace

_ID = st.text("abcXYZ0189 -_.'\"éß€,;|", min_size=1, max_size=8).map(lambda t: " ".join(t.split())).filter(bool)
_DAYS = st.dates(dt.date(2000, 1, 1), dt.date(2026, 10, 31))
_UNITS = st.one_of(st.integers(0, 10**9).map(float), st.floats(0, 1e9, allow_subnormal=False))
_ROWS = st.lists(st.tuples(_DAYS, _ID, _ID, _UNITS), min_size=1, max_size=12, unique_by=lambda row: row[:3])


def read_back(folder: Path, path: Path) -> list[tuple]:
    workspace = Workspace(folder / "workspace")
    ingest(workspace, {"sales": path}, today=dt.date(2026, 11, 1), skip_bad_rows=True)
    frame = pd.read_parquet(workspace.table_path("sales"))
    return sorted(zip(frame.date, frame.store_id, frame.product_id, frame.units_sold, strict=True))


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
@given(rows=_ROWS, delimiter=st.sampled_from(",;\t|"), parquet=st.booleans())
def test_sales_survive_the_way_in(rows, delimiter, parquet):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if parquet:
            path = folder / "sales.parquet"
            pd.DataFrame(rows, columns=["date", "store_id", "product_id", "units_sold"]).to_parquet(path)
        else:
            text = io.StringIO()
            writer = csv.writer(text, delimiter=delimiter)
            writer.writerow(["date", "store_id", "product_id", "units_sold"])
            writer.writerows([(d.isoformat(), s, p, repr(u)) for d, s, p, u in rows])
            path = folder / "sales.csv"
            path.write_text(text.getvalue(), encoding="utf-8", newline="")
        assert read_back(folder, path) == sorted(rows)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(cells=st.lists(st.lists(st.text("ab,;\"'\n é", max_size=6), min_size=3, max_size=3), min_size=1, max_size=20))
def test_cells_and_line_numbers_are_those_of_the_file(cells):
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "cells.csv"
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n", quoting=csv.QUOTE_ALL)
        writer.writerow(["one", "two", "three"])
        expected, line = [], 2
        for row in cells:
            writer.writerow(row)
            expected.append((*row, line))
            line += 1 + sum(cell.count("\n") for cell in row)
        path.write_text(text.getvalue(), encoding="utf-8", newline="")
        found = [tuple(r.values()) for batch in CsvSource(path, delimiter=",").batches() for r in batch.to_pylist()]
        assert found == expected
