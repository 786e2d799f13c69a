"""The staging database of one ingestion: a DuckDB file inside the staging folder.

Every table being read is `new_<table>`: the contract's columns plus where each row came
from (`file`, `line`) and what is wrong with it (`fault`). Tables that stay as they are
come in as views, so that checks across tables see one whole data set.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from data.report import TableReport
from data.tables import INPUT_TABLES
from data.validation import Check, Problem, quoted
from data.workspace import atomic_write_text

__all__ = ["Stage"]

_MEMORY_LIMIT = "1500MB"
_KEY_FAULT = 120  # fault number of a row whose key an earlier row has


class Stage:
    """Holds the tables of one ingestion until they are written."""

    def __init__(self, folder: Path, skip_bad_rows: bool) -> None:
        self.folder = folder
        self.skip_bad_rows = skip_bad_rows
        self.staged: list[str] = []
        self.place_words: dict[str, str] = {}  # file -> "line" or "row"
        self.attached: list[str] = []
        self.connection = duckdb.connect(str(folder / "staging.duckdb"))
        spill = str(folder / "spill").replace("'", "''")
        self.connection.execute(f"SET memory_limit = '{_MEMORY_LIMIT}'")
        self.connection.execute(f"SET temp_directory = '{spill}'")
        self.connection.execute("SET preserve_insertion_order = false")
        self.connection.execute("CREATE TABLE rejected (file VARCHAR, line BIGINT, reason VARCHAR, row_text VARCHAR)")

    def __enter__(self) -> Stage:
        return self

    def __exit__(self, *_: object) -> None:
        self.connection.close()
        (self.folder / "staging.duckdb").unlink(missing_ok=True)

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        return self.connection.execute(sql, list(values)).fetchall()

    def has(self, table: str) -> bool:
        return table in self.staged or table in self.attached

    def load(self, table: str, file: str, reader: pa.RecordBatchReader, query: str) -> int:
        """Stream one file through `query` (see `staging_query`) into `new_<table>`; returns its rows."""
        target = f"new_{table}"
        if table not in self.staged:
            self._create(table)
        self.connection.register("incoming", reader)
        try:
            self.connection.execute(f"INSERT INTO {target} SELECT *, ? AS file FROM ({query})", [file])
        finally:
            self.connection.unregister("incoming")
        return int(self.rows(f"SELECT count(*) FROM {target} WHERE file = ?", [file])[0][0])

    def _create(self, table: str) -> None:
        columns = ", ".join(f"{quoted(c.name)} {c.sql_type}" for c in INPUT_TABLES[table].columns)
        self.connection.execute(
            f"CREATE TABLE new_{table} ({columns}, line BIGINT, fault TINYINT, fault_value VARCHAR, row_text VARCHAR,"
            f" file VARCHAR)"
        )
        self.connection.execute(f"CREATE VIEW {table} AS SELECT * FROM new_{table} WHERE fault IS NULL")
        self.staged.append(table)

    def attach(self, table: str, path: Path) -> None:
        """A table that this ingestion does not change."""
        self.connection.execute(f"CREATE VIEW {table} AS {self._old(table, path)}")
        self.attached.append(table)

    def _old(self, table: str, path: Path) -> str:
        """SELECT of a written table in the contract's columns; those it was written without are NULL."""
        source = "read_parquet('" + str(path).replace("'", "''") + "')"
        there = {row[0] for row in self.rows(f"DESCRIBE SELECT * FROM {source}")}
        columns = [
            quoted(c.name) if c.name in there else f"NULL::{c.sql_type} AS {quoted(c.name)}"
            for c in INPUT_TABLES[table].columns
        ]
        return f"SELECT {', '.join(columns)} FROM {source}"

    def problems(self, table: str, file: str, checks: Sequence[Check], place_word: str) -> list[Problem]:
        """The faults of one file, grouped by check, in the order of their first lines."""
        target = f"new_{table}"
        found = self.rows(
            f"SELECT fault, count(*), min(line), arg_min(coalesce(fault_value, ''), line) FROM {target}"
            f" WHERE fault IS NOT NULL AND file = ? GROUP BY fault ORDER BY min(line)",
            [file],
        )
        if found:
            reason = " ".join(
                f"WHEN {n} THEN '{_plain(f'{c.column}: expected {c.expected}')}'" for n, c in enumerate(checks)
            )
            self.connection.execute(
                f"INSERT INTO rejected SELECT file, line, CASE fault {reason} END, row_text FROM {target}"
                f" WHERE fault IS NOT NULL AND file = ?",
                [file],
            )
        problems = []
        for fault, count, line, value in found:
            check = checks[fault]
            shown = f'"{value[:60]}"' if value else "empty"
            problems.append(
                Problem(
                    file, line, f"{check.column} is {shown}", check.expected, count, place_word, table, check.column
                )
            )
        return problems

    def judge_keys(self, report: TableReport) -> None:
        """Add up channels of sales; then of rows with the same key keep the first and fault the others."""
        table, spec = report.table, INPUT_TABLES[report.table]
        if table == "sales":
            self._add_up_channels(report)
        key = ", ".join(quoted(k) for k in spec.key)
        same = " AND ".join(f"n.{quoted(k)} IS NOT DISTINCT FROM d.{quoted(k)}" for k in spec.key)
        self.connection.execute(
            f"CREATE OR REPLACE TEMP TABLE twice AS SELECT {key}, min((file, line)) AS first"
            f" FROM {table} GROUP BY {key} HAVING count(*) > 1"
        )
        if self.rows("SELECT count(*) FROM twice")[0][0]:
            self.connection.execute(
                f"UPDATE new_{table} AS n SET fault = {_KEY_FAULT},"
                f" fault_value = concat_ws('|', d.first[1], d.first[2]::VARCHAR)"
                f" FROM twice AS d WHERE {same} AND n.fault IS NULL AND (n.file, n.line) <> d.first"
            )
            report.problems.append(self._key_problem(table, spec.key))
        report.rows_written = int(self.rows(f"SELECT count(*) FROM {table}")[0][0])
        report.rows_rejected = report.rows_read - report.rows_written

    def _key_problem(self, table: str, key: Sequence[str]) -> Problem:
        shown = ", ".join(f"coalesce({quoted(k)}::VARCHAR, '')" for k in key)
        self.connection.execute(
            f"INSERT INTO rejected SELECT file, line, 'the key is already there', concat_ws(';', {shown})"
            f" FROM new_{table} WHERE fault = {_KEY_FAULT}"
        )
        count = self.rows(f"SELECT count(*) FROM new_{table} WHERE fault = {_KEY_FAULT}")[0][0]
        file, line, first, *values = self.rows(
            f"SELECT file, line, fault_value, {', '.join(quoted(k) for k in key)} FROM new_{table}"
            f" WHERE fault = {_KEY_FAULT} ORDER BY file, line LIMIT 1"
        )[0]
        named = ", ".join(f"{k}={v}" for k, v in zip(key, values, strict=True))
        before = first.rsplit("|", 1)
        word = self.place_words.get(file, "line")
        where = f"{word} {before[1]}" if before[0] == file else f"{before[0]} {word} {before[1]}"
        return Problem(file, line, f"the key {named} is already in {where}", f"one row per {', '.join(key)}", count,
                       word, table)  # fmt: skip

    def _add_up_channels(self, report: TableReport) -> None:
        """Sales given per channel become one row per day, store and product."""
        channels = self.rows("SELECT count(DISTINCT channel) FROM sales")[0][0]
        if channels < 2:
            return
        before = self.rows("SELECT count(*) FROM sales")[0][0]
        twice = self.rows(
            "SELECT count(*) FROM"
            " (SELECT 1 FROM sales GROUP BY date, store_id, product_id, channel HAVING count(*) > 1)"
        )
        if twice[0][0]:
            return  # the same channel twice: a duplicate like any other
        self.connection.execute(
            """CREATE TABLE added AS
            SELECT date, store_id, product_id, sum(units_sold) AS units_sold, sum(units_returned) AS units_returned,
                   coalesce(sum(price * units_sold) / nullif(sum(units_sold) FILTER (price IS NOT NULL), 0),
                            avg(price)) AS price,
                   bool_or(on_promo) AS on_promo, bool_or(in_stock) AS in_stock,
                   CASE WHEN count(DISTINCT channel) = 1 THEN min(channel) END AS channel,
                   min(line) AS line, NULL::TINYINT AS fault, NULL::VARCHAR AS fault_value, NULL::VARCHAR AS row_text,
                   min(file) AS file
            FROM sales GROUP BY date, store_id, product_id"""
        )
        self.connection.execute("DELETE FROM new_sales WHERE fault IS NULL")
        self.connection.execute("INSERT INTO new_sales SELECT * FROM added")
        self.connection.execute("DROP TABLE added")
        after = self.rows("SELECT count(*) FROM sales")[0][0]
        report.rows_read -= before - after
        report.messages.append(f"{before:,} rows of {channels} channels were added up to {after:,} rows")

    def keep_old_rows(self, table: str, path: Path, report: TableReport) -> None:
        """Update: rows of the old table whose key the new file does not have."""
        spec = INPUT_TABLES[table]
        same = " AND ".join(f"n.{quoted(k)} IS NOT DISTINCT FROM o.{quoted(k)}" for k in spec.key)
        columns = ", ".join(quoted(c) for c in spec.names)
        new = report.rows_written
        self.connection.execute(
            f"INSERT INTO new_{table} ({columns}, file) SELECT {columns}, 'before' FROM ({self._old(table, path)}) AS o"
            f" WHERE NOT EXISTS (SELECT 1 FROM new_{table} AS n WHERE n.fault IS NULL AND {same})"
        )
        report.rows_written = int(self.rows(f"SELECT count(*) FROM {table}")[0][0])
        report.messages.append(f"{new:,} rows new or replaced, {report.rows_written - new:,} kept from before")

    def add_rows(self, table: str, select: str) -> int:
        """Insert rows made by `select`; the table may be new or attached.

        Columns come in the contract's order; the last ones may be left out and are NULL then.
        """
        spec = INPUT_TABLES[table]
        columns = ", ".join(quoted(c) for c in spec.names)
        if table not in self.staged:
            kept = table in self.attached
            if kept:
                self.connection.execute(f"ALTER VIEW {table} RENAME TO old_{table}")
                self.attached.remove(table)
            self._create(table)
            if kept:
                self.connection.execute(
                    f"INSERT INTO new_{table} ({columns}, file) SELECT {columns}, 'before' FROM old_{table}"
                )
        before = self.rows(f"SELECT count(*) FROM new_{table}")[0][0]
        given = ", ".join(quoted(c) for c in spec.names[: len(self.rows(f"DESCRIBE {select}"))])
        self.connection.execute(f"INSERT INTO new_{table} ({given}, file) SELECT *, 'made' FROM ({select})")
        return int(self.rows(f"SELECT count(*) FROM new_{table}")[0][0] - before)

    def reject(self, file: str, table: str, rows: Sequence[tuple[int, str, str]]) -> None:
        self.connection.executemany(
            "INSERT INTO rejected VALUES (?, ?, ?, ?)", [(file, line, reason, text) for line, reason, text in rows]
        )

    def write_rejected(self, path: Path) -> Path | None:
        """`rejected.csv` with file, line, reason and the row; no file when nothing was rejected."""
        rows = self.rows("SELECT file, line, reason, row_text FROM rejected ORDER BY file, line LIMIT 1000000")
        if not rows:
            path.unlink(missing_ok=True)
            return None
        text = io.StringIO()
        writer = csv.writer(text)
        writer.writerow(["file", "line", "reason", "row"])
        writer.writerows(rows)
        atomic_write_text(path, text.getvalue())
        return path

    def write_tables(self, folder: Path) -> None:
        """Write every staged table as canonical Parquet, sorted for reading by series."""
        for table in self.staged:
            spec = INPUT_TABLES[table]
            columns = ", ".join(quoted(c) for c in spec.names)
            series_first = sorted(spec.key, key=lambda k: k in ("date", "as_of"))
            order = ", ".join(quoted(k) for k in series_first)
            where = str(folder / f"{table}.parquet").replace("'", "''")
            self.connection.execute(
                f"COPY (SELECT {columns} FROM {table} ORDER BY {order}) TO '{where}' (FORMAT parquet, COMPRESSION zstd)"
            )


def _plain(text: str) -> str:
    return text.replace("'", "''")
