"""What presets share: finding their files, scanning them, and handing over canonical rows."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from data.canonical import commit_folder
from data.consistency import check_consistency
from data.errors import DataError
from data.progress import ProgressCallback
from data.report import IngestError, IngestReport
from data.settings import BusinessSettings, load, read_settings_file, save
from data.sources import open_source
from data.stage import Stage
from data.tables import INPUT_TABLES
from data.workspace import Workspace

__all__ = ["Files", "Preset", "ingest_preset"]


@dataclass(frozen=True)
class Preset:
    """One data set. `files` maps a role to file name patterns, the first that exists is taken."""

    name: str
    title: str
    files: Mapping[str, tuple[str, ...]]
    load: Callable[[Stage, Files, IngestReport], None]
    optional: tuple[str, ...] = ()
    settings: Mapping[str, str] = field(default_factory=dict)  # of [business]: country, currency
    replaces: bool = True  # False: adds to the tables that are there


class Files:
    """The files of a preset, by role, and SQL to scan them."""

    def __init__(self, preset: Preset, path: Path) -> None:
        self.preset = preset
        path = path.expanduser()
        if not path.exists():
            raise DataError(f"{path}: there is no such file or folder")
        self.folder = path if path.is_dir() else path.parent
        self.paths: dict[str, Path] = {}
        main = next(iter(preset.files))
        for role, patterns in preset.files.items():
            found = next((p for pattern in patterns for p in sorted(self.folder.glob(pattern)) if p.is_file()), None)
            if role == main and path.is_file():
                found = path
            if found is not None:
                self.paths[role] = found
            elif role not in preset.optional:
                raise DataError(
                    f"{self.folder}: the preset {preset.name} needs a file {' or '.join(patterns)} for its {role}"
                )

    def __contains__(self, role: str) -> bool:
        return role in self.paths

    def __getitem__(self, role: str) -> Path:
        return self.paths[role]

    def view(self, stage: Stage, role: str, **columns: tuple[str, ...]) -> list[str]:
        """Create the view or table `role` over its file. `columns` gives other spellings of a column:
        `code=("StockCode", "Stock Code")`; without any, columns keep their names. Returns the file's columns."""
        path = self.paths[role]
        present = _scan(stage, path, f"{role}_scan")
        if not columns:
            stage.connection.execute(f"CREATE VIEW {role} AS SELECT * FROM {role}_scan")
            return present
        chosen = []
        by_name = {c.lower().strip(): c for c in present}
        for name, spellings in columns.items():
            match = next((by_name[s.lower()] for s in spellings if s.lower() in by_name), None)
            if match is None:
                raise DataError(
                    f"{path.name}: column {spellings[0]} is missing; the preset {self.preset.name} expects it "
                    f"(the file has {', '.join(present)})"
                )
            chosen.append(f'"{match}" AS {name}')
        stage.connection.execute(f"CREATE VIEW {role} AS SELECT {', '.join(chosen)} FROM {role}_scan")
        return present


def _scan(stage: Stage, path: Path, name: str) -> list[str]:
    where = "'" + str(path).replace("'", "''") + "'"
    suffixes = "".join(path.suffixes).lower()
    if suffixes.endswith((".xlsx", ".xlsm")):
        source = open_source(path)
        import pyarrow as pa

        schema = pa.schema([(c, pa.string()) for c in source.columns] + [("line", pa.int64())])
        reader = pa.RecordBatchReader.from_batches(schema, source.batches())
        stage.connection.register("sheet", reader)
        stage.connection.execute(f"CREATE TABLE {name} AS SELECT * EXCLUDE (line) FROM sheet")
        stage.connection.unregister("sheet")
    elif suffixes.endswith((".parquet", ".pq")):
        stage.connection.execute(f"CREATE VIEW {name} AS SELECT * FROM read_parquet({where})")
    else:
        stage.connection.execute(
            f"CREATE VIEW {name} AS SELECT * FROM read_csv({where}, all_varchar = true, header = true,"
            " encoding = 'utf-8', ignore_errors = false)"
        )
    return [row[0] for row in stage.rows(f"DESCRIBE {name}")]


def ingest_preset(
    workspace: Workspace,
    name: str,
    path: Path | str,
    *,
    on_progress: ProgressCallback | None = None,
) -> IngestReport:
    """Read a published data set from a file or folder, replacing the workspace's tables.

    The report counts what was merged or left out. Raises `DataError` for unknown presets,
    missing files and unusable rows; nothing has changed then.
    """
    import duckdb

    from data.presets.registry import preset

    chosen = preset(name)
    started = time.monotonic()
    files = Files(chosen, Path(path))
    report = IngestReport()
    workspace.create()
    if on_progress is not None:
        on_progress(f"reading {chosen.title}", 0, None)
    with workspace.lock():
        workspace.sweep_staging()
        with workspace.staging(workspace.root) as folder, Stage(folder, skip_bad_rows=False) as stage:
            if not chosen.replaces:
                for table in INPUT_TABLES:
                    if workspace.has_table(table):
                        stage.attach(table, workspace.table_path(table))
            try:
                chosen.load(stage, files, report)
            except duckdb.Error as error:
                raise DataError(f"{files.folder}: {str(error).splitlines()[0][:300]}") from None
            _check(stage, report, chosen)
            commit_folder(workspace, stage.write_tables, drop=_dropped(stage, chosen))
        _save_settings(workspace, chosen)
    report.seconds = time.monotonic() - started
    return report


def _dropped(stage: Stage, preset: Preset) -> list[str]:
    return [t for t in INPUT_TABLES if t not in stage.staged] if preset.replaces else []


def _check(stage: Stage, report: IngestReport, preset: Preset) -> None:
    """The canonical rows that a preset made must pass what any file must pass."""
    for table in list(stage.staged):
        found = report.table(table)
        spec = INPUT_TABLES[table]
        for column in spec.columns:
            limit = f'OR "{column.name}" < {column.minimum}' if column.minimum is not None else ""
            required = f'"{column.name}" IS NULL' if column.required else "false"
            bad = stage.rows(f"SELECT count(*) FROM {table} WHERE {required} {limit}")[0][0]
            if bad:
                raise DataError(f"{preset.title}: {bad:,} rows of {table} have no usable {column.name}")
        key = ", ".join(f'"{k}"' for k in spec.key)
        twice = stage.rows(f"SELECT count(*) FROM (SELECT 1 FROM {table} GROUP BY {key} HAVING count(*) > 1)")[0][0]
        if twice:
            raise DataError(f"{preset.title}: {twice:,} keys ({', '.join(spec.key)}) occur more than once in {table}")
        found.rows_written = int(stage.rows(f"SELECT count(*) FROM {table}")[0][0])
        found.rows_read = max(found.rows_read, found.rows_written)
    if stage.has("sales"):
        check_consistency(stage, report, skip_bad_rows=False)
    if report.problems:
        raise IngestError(report.problems)


def _save_settings(workspace: Workspace, preset: Preset) -> None:
    """Country and currency of the data set, where the user has not said otherwise."""
    present: dict[str, Any] = read_settings_file(workspace).get("business", {})
    missing = {k: v for k, v in preset.settings.items() if k not in present}
    if missing:
        current = asdict(load(workspace, "business", BusinessSettings, environ={}))
        save(workspace, "business", BusinessSettings(**{**current, **missing}))
