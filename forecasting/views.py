"""DuckDB views over Parquet files: every column of the contract, in its type, NULL where not known.

A table whose file is absent gives an empty view with all its columns, so that a query
never has to ask what a user supplied. Columns a file has beyond the contract are kept, last.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from data.errors import WorkspaceError
from data.tables import Column, TableSpec

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

__all__ = ["TableWriter", "arrow_schema", "create_view", "materialise", "view_sql", "write_table"]

#: Free text is trimmed on reading; ids are trimmed once, on ingestion, so that filters on them stay cheap.
_TRIMMED = frozenset({"name", "category", "region", "title", "channel", "payment_terms"})
_FLOATS = frozenset({"FLOAT", "DOUBLE"})
_ROW_GROUP = 50_000  # rows; small enough that a filter on a sorted key skips most groups


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _expression(column: Column, file_type: str | None) -> str:
    """SQL of one contract column, given the type it has in the file (None: not there)."""
    name = _quoted(column.name)
    if file_type is None:
        return f"CAST(NULL AS {column.sql_type}) AS {name}"
    value = name
    if file_type in _FLOATS:  # NaN would spread through every sum
        value = f"CASE WHEN isnan({name}) THEN NULL ELSE {name} END"
    if file_type != column.sql_type:
        value = f"CAST({value} AS {column.sql_type})"
    if column.kind == "text" and column.name in _TRIMMED:
        value = f"trim({value})"
    return name if value == name else f"{value} AS {name}"


def view_sql(spec: TableSpec, path: Path | None, file_types: dict[str, str]) -> str:
    """The SELECT behind a view; `file_types` maps the file's columns to their DuckDB types."""
    items = [_expression(c, file_types.get(c.name)) for c in spec.columns]
    if path is None:
        return f"SELECT {', '.join(items)} WHERE false"
    items += [_quoted(name) for name in file_types if name not in spec.names]
    return f"SELECT {', '.join(items)} FROM read_parquet({_literal(str(path))})"


def create_view(con: duckdb.DuckDBPyConnection, name: str, spec: TableSpec, path: Path | None) -> None:
    """Create view `name` of `spec` over the Parquet file at `path`; an absent file gives an empty view."""
    types: dict[str, str] = {}
    if path is not None and path.is_file():
        try:
            rows = con.execute("SELECT name, type, duckdb_type FROM parquet_schema(?)", [str(path)]).fetchall()
        except Exception as error:
            raise WorkspaceError(f"{path} is not readable as Parquet ({error}); ingest or run again") from None
        types = {n: str(d) for n, t, d in rows[1:] if t is not None}
    else:
        path = None
    con.execute(f"CREATE OR REPLACE VIEW {_quoted(name)} AS {view_sql(spec, path, types)}")


def materialise(con: duckdb.DuckDBPyConnection, name: str, order: Sequence[str] = ()) -> None:
    """Replace view `name` by an in-memory table of the same content, sorted by `order`."""
    keys = f" ORDER BY {', '.join(_quoted(k) for k in order)}" if order else ""
    held = _quoted(f"__{name}")
    con.execute(f"CREATE TABLE {held} AS SELECT * FROM {_quoted(name)}{keys}")
    con.execute(f"DROP VIEW {_quoted(name)}")
    con.execute(f"ALTER TABLE {held} RENAME TO {_quoted(name)}")


def arrow_schema(spec: TableSpec) -> pa.Schema:
    """The Arrow schema a table is written with."""
    import pyarrow as pa

    types = {
        "text": pa.string(),
        "date": pa.date32(),
        "number": pa.float64(),
        "integer": pa.int64(),
        "bool": pa.bool_(),
    }
    return pa.schema([(c.name, types[c.kind]) for c in spec.columns])


def _schema_of(frame: pd.DataFrame, spec: TableSpec) -> pa.Schema:
    """The contract's columns, then the further columns of `frame` (numbers as doubles, the rest as text)."""
    import pyarrow as pa

    schema = arrow_schema(spec)
    for name in frame.columns:
        if name not in spec.names:
            numeric = frame[name].dtype.kind in "fiu"
            schema = schema.append(pa.field(name, pa.float64() if numeric else pa.string()))
    return schema


def _arrow_table(frame: pd.DataFrame, schema: pa.Schema) -> pa.Table:
    import pyarrow as pa

    arrays = []
    for field in schema:
        if field.name not in frame:
            arrays.append(pa.nulls(len(frame), field.type))
            continue
        values = frame[field.name]
        if field.type == pa.date32() and values.dtype.kind == "M":
            values = values.astype("datetime64[s]")
            arrays.append(pa.array(values.to_numpy(), mask=values.isna().to_numpy()).cast(pa.date32()))
        elif field.type == pa.date32():
            arrays.append(pa.array([None if pd.isna(v) else v for v in values], type=field.type))
        else:
            arrays.append(pa.array(values, type=field.type, from_pandas=True))  # NaN becomes NULL
    return pa.Table.from_arrays(arrays, schema=schema)


class TableWriter:
    """Writes one run table in pieces, so that no table has to fit into memory.

    Use as a context manager; a table that nothing was written to still gets its file. Columns
    beyond the contract are kept, as the first piece has them.
    """

    def __init__(self, folder: Path, spec: TableSpec) -> None:
        self.spec = spec
        self.rows = 0
        self._path = folder / f"{spec.name}.parquet"
        self._schema: pa.Schema | None = None
        self._writer: Any = None

    def _open(self, schema: pa.Schema) -> None:
        import pyarrow.parquet as pq

        self._schema = schema
        self._writer = pq.ParquetWriter(self._path, schema, compression="zstd")

    def write(self, frame: pd.DataFrame) -> None:
        if not len(frame):
            return
        if self._writer is None:
            self._open(_schema_of(frame, self.spec))
        self._writer.write_table(_arrow_table(frame, self._schema), row_group_size=_ROW_GROUP)
        self.rows += len(frame)

    def __enter__(self) -> TableWriter:
        return self

    def __exit__(self, *_: object) -> None:
        if self._writer is None:
            self._open(arrow_schema(self.spec))
        self._writer.close()


def write_table(folder: Path, spec: TableSpec, frame: pd.DataFrame) -> int:
    """Write `frame` as `<spec.name>.parquet` in `folder`; missing columns become NULL. Returns the row count."""
    with TableWriter(folder, spec) as writer:
        writer.write(frame)
    return writer.rows
