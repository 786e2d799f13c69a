"""How commands print: results to stdout (text or JSON), diagnostics to stderr."""

from __future__ import annotations

import json
import math
import sys
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    import pandas as pd

    from data.workspace import Workspace

__all__ = ["JsonOption", "WorkspaceOption", "emit", "emit_table", "open_workspace", "plain", "records"]

WorkspaceOption = Annotated[
    Path, typer.Option("--workspace", "-w", envvar="QM_WORKSPACE", help="The workspace folder.", show_default=True)
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]
DEFAULT_WORKSPACE = Path("workspace")


def open_workspace(path: Path, needs_run: bool = False) -> Workspace:
    """The workspace at `path`; with `needs_run`, an error that names the mend when no run is served."""
    from data.errors import WorkspaceError
    from data.workspace import Workspace

    workspace = Workspace(path)
    if needs_run and workspace.current_run() is None:
        raise WorkspaceError(
            f"{workspace.root} has no published run; call `quartermaster run --workspace {path}` "
            "(or `quartermaster demo-data` first, to try it on made data)"
        )
    return workspace


def plain(value: Any) -> Any:
    """A JSON-ready copy: dates as ISO text, NaN and NaT as null, numpy scalars as Python's."""
    if isinstance(value, dict):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, (list, tuple, set)):
        return [plain(v) for v in value]
    if hasattr(value, "item") and not hasattr(value, "__len__"):
        value = value.item()
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if value is None or isinstance(value, (str, int, float, bool)):
        return value
    if str(value) == "NaT":
        return None
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time().isoformat() == "00:00:00" else value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows of a frame as JSON-ready objects."""
    return [plain(row) for row in frame.to_dict("records")]


def emit(value: Any, as_json: bool, text: str | None = None) -> None:
    """Print `value` as JSON, or `text` for people."""
    if as_json or text is None:
        print(json.dumps(plain(value), ensure_ascii=False, indent=2))
    else:
        print(text)


def emit_table(frame: pd.DataFrame, as_json: bool, title: str = "") -> None:
    """Print a frame as a JSON list or as an aligned table with its row count."""
    if as_json:
        print(json.dumps(records(frame), ensure_ascii=False, indent=2))
        return
    from rich.console import Console
    from rich.table import Table

    table = Table(title=title or None, caption=f"{len(frame)} rows", title_justify="left", caption_justify="left")
    for column in frame.columns:
        numeric = frame[column].dtype.kind in "if"
        table.add_column(str(column), justify="right" if numeric else "left", overflow="fold")
    for row in frame.itertuples(index=False):
        table.add_row(*(_cell(value) for value in row))
    width = None if sys.stdout.isatty() else 200
    Console(width=width).print(table)


def _cell(value: Any) -> str:
    value = plain(value)
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:,.1f}".removesuffix(".0")
    return str(value)
