"""Where rows come from: CSV, Parquet or Excel files, or batches made by a connector.

A source has `columns`, a `place_word` ("line" of a text file, "row" of a table) and
`batches()`: Arrow batches with every column as text and an int64 column `line`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

import pyarrow as pa

from data.csv_source import CsvSource, Malformed
from data.errors import DataError

__all__ = [
    "ExcelSource",
    "FrameSource",
    "ParquetSource",
    "RowSource",
    "Source",
    "excel_sheets",
    "open_source",
    "preview",
]

_CSV = (".csv", ".tsv", ".txt", ".psv")
_COMPRESSED = (".gz", ".bz2", ".xz")
_EXCEL = (".xlsx", ".xlsm")
_BATCH_ROWS = 50_000


class Source(Protocol):
    """One table's worth of rows."""

    place_word: str
    malformed: list[Malformed]

    @property
    def columns(self) -> Sequence[str]: ...

    def batches(self) -> Iterator[pa.RecordBatch]: ...


@dataclass
class ParquetSource:
    """A Parquet file or a folder of them; every cell as text, so that all sources are judged alike."""

    path: Path
    place_word: str = "row"
    malformed: list[Malformed] = field(default_factory=list)

    def __post_init__(self) -> None:
        import pyarrow.dataset as ds

        try:
            self._dataset = ds.dataset(self.path, format="parquet")
            self._schema = self._dataset.schema
        except (pa.ArrowInvalid, OSError) as error:
            raise DataError(f"{self.path.name}: is not a Parquet file: {str(error).splitlines()[0][:160]}") from None

    @property
    def columns(self) -> Sequence[str]:
        return self._schema.names

    def batches(self) -> Iterator[pa.RecordBatch]:
        line = 1
        for batch in self._dataset.to_batches(batch_size=_BATCH_ROWS, use_threads=False):
            cells = [_as_text(column) for column in batch.columns]
            lines = pa.array(range(line, line + len(batch)), pa.int64())
            line += len(batch)
            yield pa.RecordBatch.from_arrays([*cells, lines], names=[*self.columns, "line"])


@dataclass
class ExcelSource:
    """One sheet of a workbook; `line` is the row number that Excel shows."""

    path: Path
    sheet: str | None = None
    place_word: str = "row"
    malformed: list[Malformed] = field(default_factory=list)

    def __post_init__(self) -> None:
        book = _open_workbook(self.path)
        try:
            self.sheet = self.sheet or book.sheetnames[0]
            rows = book[self.sheet].iter_rows(values_only=True)
            self._skip, header = 0, None
            for row in rows:  # blank rows above the header are usual in workbooks
                self._skip += 1
                if any(cell is not None for cell in row):
                    header = row
                    break
        finally:
            book.close()
        if header is None:
            raise DataError(f"{self.path.name}, sheet {self.sheet}, is empty; expected a header row and rows below it")
        self._header = [str(c).strip() if c is not None else f"column_{n + 1}" for n, c in enumerate(header)]

    @property
    def columns(self) -> Sequence[str]:
        return self._header

    def batches(self) -> Iterator[pa.RecordBatch]:
        book = _open_workbook(self.path)
        try:
            rows = book[self.sheet].iter_rows(min_row=self._skip + 1, values_only=True)
            yield from _row_batches(self._header, rows, first_line=self._skip + 1)
        finally:
            book.close()


@dataclass
class RowSource:
    """Rows from a connector (a database cursor, documents)."""

    names: Sequence[str]
    rows: Iterable[Sequence[Any]]
    place_word: str = "row"
    malformed: list[Malformed] = field(default_factory=list)

    @property
    def columns(self) -> Sequence[str]:
        return self.names

    def batches(self) -> Iterator[pa.RecordBatch]:
        yield from _row_batches(self.names, self.rows, first_line=1)


class FrameSource(RowSource):
    """A pandas frame, for callers inside the program."""

    def __init__(self, frame: Any) -> None:
        values = frame.astype(object).where(frame.notna(), None)
        super().__init__([str(c) for c in frame.columns], values.itertuples(index=False, name=None))


def open_source(path: Path, table: str | None = None) -> Source:
    """The source for a file by its ending; of a workbook, the sheet called like the table, else the first."""
    if not path.exists():
        raise DataError(f"{path}: there is no such file")
    suffixes = [s.lower() for s in path.suffixes]
    last = suffixes[-1] if suffixes else ""
    kind = suffixes[-2] if last in _COMPRESSED and len(suffixes) > 1 else last
    if path.is_dir() or kind in (".parquet", ".pq"):
        return ParquetSource(path)
    if path.stat().st_size == 0:
        raise DataError(f"{path.name} is empty; expected a header line and rows below it")
    if kind in _EXCEL:
        sheets = {s.strip().lower(): s for s in excel_sheets(path)}
        return ExcelSource(path, sheets.get((table or "").lower()))
    if kind == ".xls":
        raise DataError(f"{path.name} is an old Excel file (.xls); save it as .xlsx or .csv, then try again")
    if kind in _CSV or last in _COMPRESSED or not suffixes:
        return CsvSource(path)
    raise DataError(f"{path.name}: files ending in {last} are not read; expected .csv, .csv.gz, .parquet or .xlsx")


def excel_sheets(path: Path) -> list[str]:
    book = _open_workbook(path)
    try:
        return list(book.sheetnames)
    finally:
        book.close()


def preview(path: Path, rows: int = 20) -> Any:
    """The first rows of a file as they are (a pandas frame of text), before any check."""
    source = open_source(Path(path))
    for batch in source.batches():
        return batch.slice(0, rows).to_pandas().drop(columns="line")
    import pandas as pd

    return pd.DataFrame(columns=list(source.columns))


def _open_workbook(path: Path) -> Any:
    import zipfile

    import openpyxl

    try:
        return openpyxl.load_workbook(path, read_only=True, data_only=True)
    except (zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        raise DataError(f"{path.name}: is not an Excel workbook (.xlsx): {error}") from None


def _row_batches(names: Sequence[str], rows: Iterable[Sequence[Any]], first_line: int) -> Iterator[pa.RecordBatch]:
    cells: list[list[str | None]] = [[] for _ in names]
    lines: list[int] = []
    for line, row in enumerate(rows, first_line):
        if all(value is None for value in row):
            continue
        for n, column in enumerate(cells):
            column.append(_cell_text(row[n]) if n < len(row) else None)
        lines.append(line)
        if len(lines) >= _BATCH_ROWS:
            yield _batch(names, cells, lines)
            cells, lines = [[] for _ in names], []
    if lines:
        yield _batch(names, cells, lines)


def _batch(names: Sequence[str], cells: list[list[str | None]], lines: list[int]) -> pa.RecordBatch:
    arrays = [pa.array(c, pa.string()) for c in cells] + [pa.array(lines, pa.int64())]
    return pa.RecordBatch.from_arrays(arrays, names=[*names, "line"])


def _cell_text(value: Any) -> str | None:
    """A value as a person would type it: whole numbers without `.0`, dates in ISO form."""
    if value is None:
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        if value != value:
            return None
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(sep=" ")
    if isinstance(value, dt.date):
        return value.isoformat()
    return str(value)


def _as_text(column: pa.Array) -> pa.Array:
    """A Parquet column as text; NaN is missing, whole floats lose their `.0`."""
    import pyarrow.compute as pc

    kind = column.type
    if pa.types.is_dictionary(kind):
        column, kind = column.dictionary_decode(), column.type.value_type
    if pa.types.is_string(kind) or pa.types.is_large_string(kind):
        return column.cast(pa.string())
    if pa.types.is_timestamp(kind):
        day = pc.floor_temporal(column, unit="day")
        if pc.all(pc.equal(day, column)).as_py() is not False:
            return column.cast(pa.date32(), safe=False).cast(pa.string())
        return column.cast(pa.timestamp("s"), safe=False).cast(pa.string())
    if pa.types.is_floating(kind):
        wide = pc.if_else(pc.is_nan(column), None, column).cast(pa.float64())
        whole = pc.and_(pc.equal(pc.floor(wide), wide), pc.less(pc.abs(wide), 1e15))
        if pc.all(whole).as_py() is not False:
            return wide.cast(pa.int64(), safe=False).cast(pa.string())
        return wide.cast(pa.string())
    try:
        return column.cast(pa.string())
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError):
        return pa.array([None if v is None else str(v) for v in column.to_pylist()], pa.string())
