"""CSV as a stream of text cells with line numbers: any size, any usual delimiter and encoding.

pyarrow parses block by block, so memory does not grow with the file. A line with too few
or too many fields is set aside with its number instead of ending the read.
"""

from __future__ import annotations

import bz2
import codecs
import csv
import gzip
import io
import lzma
from bisect import insort
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv

from data.errors import DataError

__all__ = ["CsvSource", "Malformed", "sniff"]

_SNIFF_BYTES = 1 << 20
_BLOCK_BYTES = 4 << 20
_MULTILINE_BYTES = 256 << 20  # files above this are read without line breaks inside quotes
_DELIMITERS = (",", ";", "\t", "|")
_OPENERS = {".gz": gzip.open, ".bz2": bz2.open, ".xz": lzma.open}
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


@dataclass(frozen=True)
class Dialect:
    """How the file is written."""

    encoding: str
    delimiter: str
    header: tuple[str, ...]


@dataclass(frozen=True, order=True)
class Malformed:
    """A line whose number of fields is wrong."""

    line: int
    fields: int
    expected: int
    text: str


@dataclass
class CsvSource:
    """Text cells of one file. `malformed` fills up while `batches()` is read."""

    path: Path
    delimiter: str | None = None
    encoding: str | None = None
    place_word: str = "line"
    malformed: list[Malformed] = field(default_factory=list)
    blank_lines: int = 0

    def __post_init__(self) -> None:
        self.dialect = sniff(self.path, self.delimiter, self.encoding)

    @property
    def columns(self) -> list[str]:
        return _unique(self.dialect.header)

    def batches(self) -> Iterator[pa.RecordBatch]:
        """Record batches with every column of the header as text, and `line` (int64)."""
        multiline = self.path.stat().st_size <= _MULTILINE_BYTES
        self.malformed.clear()
        self.blank_lines = 0
        with _open(self.path) as stream:
            reader = self._reader(stream, multiline)
            good, bad = 0, 0  # rows yielded so far, malformed rows already counted into line numbers
            breaks = 0  # line breaks inside cells so far
            while True:
                try:
                    batch = reader.read_next_batch()
                except StopIteration:
                    return
                except pa.ArrowInvalid as error:
                    raise DataError(
                        f"{self.path.name}: cannot be read as CSV after line {good + len(self.malformed) + breaks + 1}:"
                        f" {_first_line(error)}; check the quotation marks there"
                    ) from None
                batch = _valid_text(batch)
                rows, bad = self._row_numbers(good, len(batch), bad)
                good += len(batch)
                lines, breaks = _add_breaks(batch, rows, breaks) if multiline else (rows, breaks)
                yield pa.RecordBatch.from_arrays([*batch.columns, lines], names=[*self.columns, "line"])

    def _reader(self, stream: IO[bytes], multiline: bool) -> pacsv.CSVStreamingReader:
        dialect = self.dialect

        def set_aside(row: pacsv.InvalidRow) -> str:
            insort(self.malformed, Malformed(row.number, row.actual_columns, row.expected_columns, row.text))
            return "skip"

        try:
            return pacsv.open_csv(
                stream,
                read_options=pacsv.ReadOptions(
                    use_threads=False, block_size=_BLOCK_BYTES, encoding=dialect.encoding,
                    column_names=self.columns, skip_rows=1,
                ),
                parse_options=pacsv.ParseOptions(
                    delimiter=dialect.delimiter, newlines_in_values=multiline, ignore_empty_lines=False,
                    invalid_row_handler=set_aside,
                ),
                convert_options=pacsv.ConvertOptions(
                    column_types={c: pa.string() for c in self.columns}, check_utf8=False,
                    strings_can_be_null=False,
                ),
            )  # fmt: skip
        except pa.ArrowInvalid as error:
            raise DataError(f"{self.path.name}: cannot be read as CSV: {_first_line(error)}") from None

    def _row_numbers(self, before: int, count: int, bad: int) -> tuple[pa.Array, int]:
        """Row numbers in the file (the header is 1) of `count` good rows, malformed ones counted in."""
        import numpy as np

        numbers = np.arange(before + 2 + bad, before + 2 + bad + count, dtype=np.int64)
        for item in self.malformed[bad:]:
            if count and item.line <= numbers[-1]:
                numbers[np.searchsorted(numbers, item.line) :] += 1
                bad += 1
            else:
                break
        return pa.array(numbers), bad


def sniff(path: Path, delimiter: str | None = None, encoding: str | None = None) -> Dialect:
    """Encoding, delimiter and header from the first megabyte. Raises `DataError` for an empty file."""
    with _open(path) as stream:
        try:
            head = stream.read(_SNIFF_BYTES)
        except (OSError, EOFError, lzma.LZMAError) as error:
            raise DataError(f"{path.name}: cannot be decompressed: {error}; write the file again") from None
    if not head.strip():
        raise DataError(f"{path.name} is empty; expected a header line and rows below it")
    if b"\x00" in head and not head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise DataError(f"{path.name} is not a text file; expected CSV, Parquet (.parquet) or Excel (.xlsx)")
    encoding = encoding or _encoding(head)
    text = codecs.getincrementaldecoder(encoding)(errors="replace").decode(head).lstrip("\ufeff")
    first = text.splitlines()[0] if text.splitlines() else ""
    chosen = delimiter or max(_DELIMITERS, key=lambda d: _count_outside_quotes(first, d))
    header = next(csv.reader(io.StringIO(text), delimiter=chosen), [])
    names = tuple(name.strip() or f"column_{n + 1}" for n, name in enumerate(header))
    return Dialect(encoding, chosen, names)


def _open(path: Path) -> IO[bytes]:
    opener = _OPENERS.get(path.suffix.lower())
    return opener(path, "rb") if opener else path.open("rb")  # type: ignore[operator, return-value]


def _encoding(head: bytes) -> str:
    for mark, name in _BOMS:
        if head.startswith(mark):
            return name
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)  # a character cut off at the end is no error
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _count_outside_quotes(line: str, delimiter: str) -> int:
    return sum(part.count(delimiter) for part in line.split('"')[::2])


def _unique(names: tuple[str, ...]) -> list[str]:
    seen: dict[str, int] = {}
    out = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        out.append(name if seen[name] == 1 else f"{name}_{seen[name]}")
    return out


def _valid_text(batch: pa.RecordBatch) -> pa.RecordBatch:
    """The batch with cells that are not valid UTF-8 read as Windows-1252."""
    try:
        batch.validate(full=True)
    except pa.ArrowInvalid:
        columns = []
        for column in batch.columns:
            cells = column.cast(pa.binary()).to_pylist() if not pa.types.is_binary(column.type) else column.to_pylist()
            columns.append(pa.array([None if c is None else _decode(c) for c in cells], pa.string()))
        return pa.RecordBatch.from_arrays(columns, names=batch.schema.names)
    return batch


def _decode(cell: bytes) -> str:
    try:
        return cell.decode("utf-8")
    except UnicodeDecodeError:
        return cell.decode("cp1252", errors="replace")


def _add_breaks(batch: pa.RecordBatch, rows: pa.Array, before: int) -> tuple[pa.Array, int]:
    """Physical lines: row numbers plus the line breaks inside the cells of earlier rows."""
    inside = None
    for column in batch.columns:
        found = pc.count_substring(column, "\n")
        inside = found if inside is None else pc.add(inside, found)
    if inside is None or (total := pc.sum(inside).as_py() or 0) == 0:
        return (pc.add(rows, before) if before else rows), before
    running = pc.subtract(pc.cumulative_sum(inside.cast(pa.int64())), inside.cast(pa.int64()))
    return pc.add(pc.add(rows, running), before), before + total


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0][:200]
