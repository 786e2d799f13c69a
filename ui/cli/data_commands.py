"""Commands that bring data in: demo-data, ingest, status."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ui.cli.output import DEFAULT_WORKSPACE, JsonOption, WorkspaceOption, emit, emit_table, open_workspace

__all__ = ["register"]


def register(app: typer.Typer) -> None:
    app.command("demo-data")(demo_data)
    app.command("ingest")(ingest)
    app.command("tables")(tables)


def demo_data(
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
    seed: Annotated[int, typer.Option(help="Another seed makes another world.")] = 7,
    stores: Annotated[int, typer.Option(min=1, max=50)] = 4,
    products: Annotated[int, typer.Option(min=4, max=400)] = 40,
    months: Annotated[int, typer.Option(min=6, max=120, help="Length of the history.")] = 30,
    json: JsonOption = False,
) -> None:
    """Make a seeded demo world: sales, stock, suppliers, promotions, notes."""
    from data.demo import make_demo
    from data.errors import WorkspaceError

    target = open_workspace(workspace)
    if target.has_table("sales"):
        raise WorkspaceError(f"{target.root} holds sales already; choose another folder with --workspace")
    make_demo(target.create(), seed=seed, stores=stores, products=products, months=months)
    text = f"made a demo world in {target.root}; next: quartermaster run --workspace {workspace}"
    emit({"workspace": str(target.root), "seed": seed}, json, text)


def ingest(
    files: Annotated[
        list[str],
        typer.Argument(help="Files or one folder; TABLE=FILE says which table a file is; with --preset what it takes."),
    ],
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
    preset: Annotated[
        str | None,
        typer.Option(
            help="store-item, rossmann, favorita, m5, online-retail, vn2: read a public data set as it comes."
        ),
    ] = None,
    skip_bad_rows: Annotated[bool, typer.Option(help="Set bad rows aside in rejected.csv and count them.")] = False,
    map: Annotated[
        list[str] | None, typer.Option(help="COLUMN=NAME IN THE FILE, or TABLE.COLUMN=...; repeatable.")
    ] = None,
    update: Annotated[bool, typer.Option(help="Keep old rows whose key is not in the new files.")] = False,
    fresh: Annotated[bool, typer.Option(help="Drop the tables that are not given.")] = False,
    json: JsonOption = False,
) -> None:
    """Read CSV, Parquet or Excel into the workspace: all tables or none, faults with line numbers."""
    from data.errors import DataError

    target = open_workspace(workspace)
    if preset is not None:
        from data.presets import ingest_preset

        if len(files) != 1:
            raise DataError(f"--preset {preset} takes one file or folder, not {len(files)}")
        report = ingest_preset(target, preset, Path(files[0]))
    else:
        from data.ingest import ingest as ingest_files

        report = ingest_files(
            target,
            _sources(files),
            skip_bad_rows=skip_bad_rows,
            mapping=dict(_pair(item, "--map") for item in map or []),
            mode="update" if update else "replace",
            fresh=fresh,
        )
    emit(report.to_dict(), json, str(report))


def _sources(files: list[str]) -> dict[str, list[str]] | Path:
    """One file or folder as it is; TABLE=FILE (or TABLE=ADDRESS) pairs as a mapping."""
    from data.errors import DataError

    if len(files) == 1 and "=" not in files[0]:
        return Path(files[0])
    sources: dict[str, list[str]] = {}
    for item in files:
        if "=" not in item:
            raise DataError(f"several files: say which table each is, such as sales={item}")
        table, file = _pair(item, "file")
        sources.setdefault(table, []).append(file)
    return sources


def _pair(item: str, what: str) -> tuple[str, str]:
    name, separator, value = item.partition("=")
    if not separator or not name or not value:
        raise typer.BadParameter(f"{what} {item!r}: expected NAME=VALUE")
    return name, value


def tables(workspace: WorkspaceOption = DEFAULT_WORKSPACE, json: JsonOption = False) -> None:
    """What the workspace holds: rows of each input table."""
    import pandas as pd

    from ui.services import Services

    emit_table(pd.DataFrame(Services(open_workspace(workspace)).tables()), json, "input tables")
