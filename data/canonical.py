"""Canonical Parquet: the one form in which input tables rest, and their all-or-nothing replacement.

Every column of the contract is present in the contract's order and type; what is unknown
is NULL. The folder `data/` is exchanged as a whole, so a reader, or a process killed at
any moment, finds either all the old tables or all the new ones.
"""

from __future__ import annotations

import ctypes
import os
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from data.errors import DataError
from data.tables import INPUT_TABLES, Kind, TableSpec
from data.workspace import Workspace

__all__ = ["ARROW_TYPES", "arrow_schema", "commit_folder", "commit_tables", "to_arrow", "write_parquet"]

ARROW_TYPES: dict[Kind, pa.DataType] = {
    "text": pa.string(),
    "date": pa.date32(),
    "number": pa.float64(),
    "integer": pa.int64(),
    "bool": pa.bool_(),
}
_AT_FDCWD, _RENAME_EXCHANGE = -100, 2  # linux/fcntl.h, linux/fs.h


def arrow_schema(spec: TableSpec) -> pa.Schema:
    return pa.schema([pa.field(c.name, ARROW_TYPES[c.kind]) for c in spec.columns])


def to_arrow(table: str, frame: pd.DataFrame) -> pa.Table:
    """`frame` in the contract's columns, types and order (sorted by key); absent columns are NULL.

    Raises `DataError` for a column that the contract does not know or cannot hold.
    """
    spec = INPUT_TABLES[table]
    unknown = [c for c in frame.columns if c not in spec.names]
    if unknown:
        raise DataError(f"table {table} has no column {unknown[0]}; it has {', '.join(spec.names)}")
    arrays = []
    for column in spec.columns:
        kind = ARROW_TYPES[column.kind]
        if column.name not in frame:
            arrays.append(pa.nulls(len(frame), kind))
            continue
        try:
            arrays.append(_array(frame[column.name], column.kind))
        except (pa.ArrowException, ValueError, TypeError) as error:
            raise DataError(f"table {table}, column {column.name}: expected {column.kind}: {error}") from None
    made = pa.Table.from_arrays(arrays, schema=arrow_schema(spec))
    return made.sort_by([(key, "ascending") for key in spec.key]) if len(frame) else made


def _array(values: pd.Series, kind: Kind) -> pa.Array:
    missing = values.isna()
    if kind == "text":
        text = values.astype(object).where(~missing, None).map(lambda v: None if v is None else str(v).strip())
        return pa.array(text, pa.string(), from_pandas=True)
    if kind == "date":
        return pa.array(pd.to_datetime(values).dt.date.where(~missing, None), pa.date32(), from_pandas=True)
    return pa.array(values, ARROW_TYPES[kind], from_pandas=True)


def write_parquet(data: pa.Table | pd.DataFrame, path: Path) -> None:
    """Write a new file; the same content gives the same bytes."""
    table = data if isinstance(data, pa.Table) else pa.Table.from_pandas(data, preserve_index=False)
    pq.write_table(table.replace_schema_metadata(None), path, compression="zstd")


def commit_tables(workspace: Workspace, tables: dict[str, pd.DataFrame], replace_all: bool = False) -> None:
    """Validate the types of `tables` and make them the workspace's, all at once.

    The caller holds `workspace.lock()`. With `replace_all`, tables not named are removed;
    otherwise they stay as they are.
    """

    def write(folder: Path) -> None:
        for table, frame in tables.items():
            write_parquet(to_arrow(table, frame), folder / workspace.table_path(table).name)

    commit_folder(workspace, write, drop=[t for t in INPUT_TABLES if t not in tables] if replace_all else ())


def commit_folder(workspace: Workspace, write: Callable[[Path], Any], drop: Iterable[str] = ()) -> None:
    """Let `write` put new table files into a staged copy of `data/`, then exchange the two.

    Tables that `write` does not touch are kept (as links, not copies), except those in
    `drop`. Anything raised by `write` leaves `data/` as it was.
    """
    workspace.create()
    with workspace.staging(workspace.root) as staged:
        new = staged / "data"
        new.mkdir()
        write(new)
        for old in workspace.data_dir.iterdir():
            if old.name.startswith(".") or (new / old.name).exists() or old.stem in set(drop):
                continue
            _link(old, new / old.name)
        for file in new.iterdir():
            _flush(file)
        _exchange(new, workspace.data_dir)


def _link(old: Path, new: Path) -> None:
    if old.is_dir():
        shutil.copytree(old, new)
        return
    try:
        os.link(old, new)
    except OSError:  # a file system without hard links
        shutil.copy2(old, new)


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _renameat2() -> Callable[..., int] | None:
    """The system call that swaps two names, where the C library has it."""
    return getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)


def _exchange(new: Path, target: Path) -> None:
    """Swap two folders in one step of the file system; `new` holds the old content afterwards."""
    renameat2 = _renameat2()
    if renameat2 is not None:
        done = renameat2(_AT_FDCWD, os.fsencode(new), _AT_FDCWD, os.fsencode(target), _RENAME_EXCHANGE)
        if done == 0:
            return
    # Not Linux, or a file system without exchange: every file is replaced whole, one after the
    # other, and the removals come last, so no single table is ever missing or half-written.
    names = {file.name for file in new.iterdir()}
    for name in sorted(names):
        os.replace(new / name, target / name)
    for file in target.iterdir():
        if file.name not in names and not file.name.startswith("."):
            file.unlink()
