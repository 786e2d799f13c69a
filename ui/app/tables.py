"""Tables on screen: raw values underneath (so that sorting is right), the house's way of writing on top."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    import pandas as pd

    from ui.app.localised import Localised

__all__ = ["Column", "Kind", "empty_grid", "grid", "widths"]

Kind = Literal["text", "words", "number", "money", "percent", "share", "date", "flag"]
_RIGHT = frozenset({"number", "money", "percent", "share"})


@dataclass(frozen=True)
class Column:
    """How one column is headed and written. `share` is a fraction of one, `percent` is in percent already."""

    label: str
    kind: Kind = "text"
    digits: int = 0
    width: int = 110  # pixels


def widths(columns: Mapping[str, Column]) -> list[str | int]:
    return [max(column.width, 8 * len(column.label) + 42) for column in columns.values()]


def empty_grid(columns: Mapping[str, Column]) -> dict[str, Any]:
    """Headers without rows."""
    return {"headers": [column.label for column in columns.values()], "data": [], "metadata": None}


def grid(frame: pd.DataFrame, columns: Mapping[str, Column], local: Localised) -> dict[str, Any]:
    """`columns` of `frame` as a `gr.Dataframe` takes them: values, what is shown for them, alignment."""
    if frame.empty:
        return empty_grid(columns)
    values, shown = [], []
    for name, column in columns.items():
        raw = [None if value is None or value != value else value for value in frame[name].tolist()]
        texts = [_text(value, column, local) for value in raw]
        # Dates and flags sort by their ISO text; numbers stay numbers.
        values.append([_sortable(value, column) for value in raw])
        shown.append(texts)
    styles = ["text-align: right" if column.kind in _RIGHT else "" for column in columns.values()]
    return {
        "headers": [column.label for column in columns.values()],
        "data": [list(row) for row in zip(*values, strict=True)],
        "metadata": {
            "display_value": [list(row) for row in zip(*shown, strict=True)],
            "styling": [styles] * len(frame),
        },
    }


def _sortable(value: Any, column: Column) -> Any:
    if column.kind in _RIGHT:
        return value
    return "" if value is None else str(value)[:10] if column.kind == "date" else str(value)


def _text(value: Any, column: Column, local: Localised) -> str:
    match column.kind:
        case "number":
            return local.number(value, column.digits)
        case "money":
            return local.number(value, 2)
        case "percent":
            return "" if value is None else f"{local.number(value, column.digits)}%"
        case "share":
            return local.percent(value, column.digits)
        case "date":
            return local.date(value)
        case "flag":
            return "yes" if value is True else ""
        case "words":
            return str(value or "").replace("_", " ")
    return "" if value is None else str(value)
