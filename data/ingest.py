"""Ingestion: files in, validated canonical tables out, all of them or none.

    ingest(Workspace("shop"), {"sales": Path("sales.csv"), "products": Path("items.xlsx")})

Rows stream through DuckDB on disk, so memory stays small whatever the size of the file. A
bad row is an error that names its line; with `skip_bad_rows` it is set aside in
`rejected.csv` and counted. The tables are swapped in at the very end.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

import pyarrow as pa

from data.canonical import commit_folder
from data.columns import guess_table, match_columns
from data.connectors import is_address, open_address
from data.consistency import check_consistency
from data.errors import DataError
from data.progress import Progress, ProgressCallback, progress
from data.report import IngestError, IngestReport, TableReport
from data.sources import Source, excel_sheets, open_source, preview
from data.stage import Stage
from data.tables import INPUT_TABLES
from data.validation import Problem, learn_style, staging_query
from data.workspace import Workspace

__all__ = ["IngestError", "IngestReport", "ingest", "preview", "tables_in"]

Files = Mapping[str, "Path | str | Source | Sequence[Path | str | Source]"]
Mode = Literal["replace", "update"]
_SAMPLE_ROWS = 2_000
_READABLE = (".csv", ".tsv", ".txt", ".parquet", ".xlsx", ".xlsm", ".gz", ".bz2", ".xz")


def ingest(
    workspace: Workspace,
    files: Files | Path | str,
    *,
    skip_bad_rows: bool = False,
    mapping: Mapping[str, str] | None = None,
    mode: Mode = "replace",
    fresh: bool = False,
    today: dt.date | None = None,
    on_progress: ProgressCallback | None = None,
) -> IngestReport:
    """Read `files` into the workspace's tables and report what was found.

    `files` is {table: file, or list of files}, one file, or a folder of files named like
    the tables. `mapping` is {"units_sold": "qty"} or {"sales.units_sold": "qty"}, with
    "=text" for a fixed text. `mode="update"` keeps old rows whose key is not in the new
    file; `fresh=True` drops the tables that are not given. `today` (default: the clock)
    bounds dates that must have happened. Raises `IngestError` or another `DataError`;
    nothing has changed then.
    """
    started = time.monotonic()
    import duckdb

    wanted = tables_in(files)
    report = IngestReport()
    workspace.create()
    try:
        _ingest(workspace, wanted, report, skip_bad_rows, mapping or {}, mode, fresh, today, on_progress)
    except duckdb.Error as error:
        first = str(error).splitlines()[0][:300]
        raise DataError(f"{', '.join(wanted)}: could not be staged: {first}. Nothing was changed") from error
    report.seconds = time.monotonic() - started
    return report


def _ingest(
    workspace: Workspace, wanted: dict[str, list[Source]], report: IngestReport, skip_bad_rows: bool,
    mapping: Mapping[str, str], mode: Mode, fresh: bool, today: dt.date | None, on_progress: ProgressCallback | None,
) -> None:  # fmt: skip
    """Stage, judge, check and commit; every exit but the last leaves the old tables."""
    with workspace.lock():
        workspace.sweep_staging()
        with workspace.staging(workspace.root) as folder, Stage(folder, skip_bad_rows) as stage:
            for table, sources in wanted.items():
                own = _own_mapping(table, mapping, alone=len(wanted) == 1)
                _stage_table(stage, report.table(table), sources, own, today or dt.date.today(), on_progress)
            for table in wanted:
                stage.judge_keys(report.table(table))
                if mode == "update" and workspace.has_table(table):
                    stage.keep_old_rows(table, workspace.table_path(table), report.table(table))
            for table in INPUT_TABLES:
                if table not in wanted and not fresh and workspace.has_table(table):
                    stage.attach(table, workspace.table_path(table))
            check_consistency(stage, report, skip_bad_rows)
            if report.problems and not skip_bad_rows:
                raise IngestError(report.problems)
            _refuse_nothing(report, wanted)
            rejected = stage.write_rejected(workspace.root / "rejected.csv") if skip_bad_rows else None
            report.rejected_path = rejected
            commit_folder(workspace, stage.write_tables, drop=[t for t in INPUT_TABLES if fresh and t not in wanted])


def tables_in(files: Files | Path | str) -> dict[str, list[Source]]:
    """Open every file and say which table it is. Raises `DataError` for unknown names and files."""
    if isinstance(files, (str, Path)):
        return _discover(Path(files).expanduser())
    found: dict[str, list[Source]] = {}
    for table, given in files.items():
        if table not in INPUT_TABLES:
            raise DataError(f"no table is called {table}; there are {', '.join(INPUT_TABLES)}")
        items: list[Any] = list(given) if isinstance(given, (list, tuple)) else [given]
        for item in items:
            found.setdefault(table, []).append(_open(item, table))
    if not found:
        raise DataError("no files were given; expected at least a sales file")
    return _ordered(found)


def _open(item: Path | str | Source, table: str) -> Source:
    """A source as it is, an address through its connector, anything else as a file."""
    if isinstance(item, str) and is_address(item):
        return open_address(item, table)
    if isinstance(item, (str, Path)):
        return open_source(Path(item).expanduser(), table)
    return item


def _discover(path: Path) -> dict[str, list[Source]]:
    """Tables in a folder, a workbook with sheets named like tables, or a single file."""
    if not path.exists():
        raise DataError(f"{path}: there is no such file or folder")
    parts = sorted(p for p in path.iterdir() if p.suffix.lower() in _READABLE) if path.is_dir() else [path]
    found: dict[str, list[Source]] = {}
    for part in parts:
        if part.suffix.lower() in (".xlsx", ".xlsm"):
            named = [t for t in INPUT_TABLES if t in {s.strip().lower() for s in excel_sheets(part)}]
            for table in named:
                found.setdefault(table, []).append(open_source(part, table))
            if named:
                continue
        source = open_source(part)
        guess = guess_table(part.name.split(".")[0], source.columns)
        if guess is None and not path.is_dir():
            raise DataError(
                f"{part.name}: which table this is cannot be told from its name or its columns "
                f"({', '.join(source.columns)}); say so with TABLE={part.name}"
            )
        if guess is not None:
            found.setdefault(guess, []).append(source)
    if not found:
        raise DataError(f"{path}: no file there is named like a table ({', '.join(INPUT_TABLES)})")
    return _ordered(found)


def _ordered(found: dict[str, list[Source]]) -> dict[str, list[Source]]:
    return {table: found[table] for table in INPUT_TABLES if table in found}


def _stage_table(
    stage: Stage, report: TableReport, sources: Sequence[Source], mapping: Mapping[str, str],
    today: dt.date, on_progress: ProgressCallback | None,
) -> None:  # fmt: skip
    spec = INPUT_TABLES[report.table]
    for source in sources:
        name = _name_of(source, report.table)
        report.files = (*report.files, name)
        match = match_columns(spec, source.columns, name, mapping)
        first, batches = _peek(source)
        style = learn_style(spec, match, first)
        query, checks = staging_query(spec, match, style, today, "incoming", source.columns)
        stage.place_words[name] = source.place_word
        rows = stage.load(report.table, name, _reader(source, batches, f"reading {name}", on_progress), query)
        report.rows_read += rows
        if not rows and not source.malformed:
            raise DataError(f"{name} has a header but no rows; expected one row per {', '.join(spec.key)}")
        report.messages += [f"{name}: column {theirs} is read as {ours}" for ours, theirs in match.assumed]
        if match.ignored:
            report.messages.append(f"{name}: not used: {', '.join(match.ignored)}")
        report.messages += [f"{name}: {message}" for message in style.messages]
        report.problems += stage.problems(report.table, name, checks, source.place_word)
        report.problems += _malformed(stage, source, name, report.table)
        report.rows_read += len(source.malformed)


def _own_mapping(table: str, mapping: Mapping[str, str], alone: bool) -> dict[str, str]:
    """The entries of `mapping` for this table: `sales.price`, or `price` where the table has it."""
    names = INPUT_TABLES[table].names
    return {k: v for k, v in mapping.items() if k.startswith(f"{table}.") or ("." not in k and (alone or k in names))}


def _name_of(source: Source, table: str) -> str:
    """What messages call the source: its file name, or the table it is read for."""
    path = getattr(source, "path", None)
    return path.name if path is not None else table


def _peek(source: Source) -> tuple[dict[str, list[str]], Iterator[pa.RecordBatch]]:
    """(cells of the first rows by column, all batches): the sample costs no second read."""
    batches = source.batches()
    head = next(batches, None)
    if head is None:
        return {}, iter(())
    sample = {c: [v for v in head.column(i)[:_SAMPLE_ROWS].to_pylist() if v] for i, c in enumerate(source.columns)}

    def again() -> Iterator[pa.RecordBatch]:
        yield head
        yield from batches

    return sample, again()


def _reader(
    source: Source, batches: Iterator[pa.RecordBatch], label: str, on_progress: ProgressCallback | None
) -> pa.RecordBatchReader:
    """The batches as a stream with columns f0, f1 ... and line."""
    names = [f"f{n}" for n in range(len(source.columns))] + ["line"]
    schema = pa.schema([(n, pa.string()) for n in names[:-1]] + [("line", pa.int64())])

    def renamed() -> Iterator[pa.RecordBatch]:
        bar: Progress[None] = progress(None, label, on_progress, unit="row")
        with bar:
            for batch in batches:
                yield pa.RecordBatch.from_arrays(batch.columns, schema=schema)
                bar.advance(len(batch))

    return pa.RecordBatchReader.from_batches(schema, renamed())


def _malformed(stage: Stage, source: Source, name: str, table: str) -> list[Problem]:
    """Lines with too few or too many fields."""
    if not source.malformed:
        return []
    first = source.malformed[0]
    stage.reject(name, table, [(m.line, f"has {m.fields} fields, not {m.expected}", m.text) for m in source.malformed])
    finding = f"the line has {first.fields} field{'s' if first.fields != 1 else ''}"
    return [
        Problem(name, first.line, finding, f"{first.expected}, as in the header", len(source.malformed),
                source.place_word, table)
    ]  # fmt: skip


def _refuse_nothing(report: IngestReport, wanted: Mapping[str, Any]) -> None:
    """A table of which every row was bad is an error, also when bad rows are skipped."""
    for table in wanted:
        found = report.table(table)
        if found.rows_written == 0:
            first = f"; first: {found.problems[0]}" if found.problems else ""
            raise DataError(f"{', '.join(found.files) or table}: not one usable row of {found.rows_read:,}{first}")
