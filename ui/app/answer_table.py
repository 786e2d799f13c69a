"""The table and the chart under an answer: the answer's own rows, in a buyer's words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ui.app.tables import Column

if TYPE_CHECKING:
    import pandas as pd
    from plotly.graph_objects import Figure

    from ui.app.localised import Localised

__all__ = ["answer_chart", "answer_columns", "answer_frame"]

SHOWN_BARS = 12  # bars of a chart; the table has the rest
_IDS = ("store_id", "product_id", "supplier_id", "run_id", "note_id")
_WIDE = {"name": 230, "body": 420, "reason": 420, "message": 420, "supplier": 170, "title": 230}
#: Columns of rows that are not measures, or that a measure's name would not say.
_KNOWN = {
    "name": Column("Name"),
    "date": Column("Date", "date"),
    "order_id": Column("Order"),
    "quantity": Column("Quantity (units)", "number"),
    "ordered_on": Column("Ordered on", "date"),
    "due_on": Column("Due on", "date"),
    "late": Column("Late", "flag"),
    "order_by": Column("Order by", "date"),
    "stockout_date": Column("Runs out", "date"),
    "scenario": Column("Under the change", "number", 1),
}
_SHOWN_FOR = {"stockout_date": "days_of_cover"}  # a date is drawn as the days until it
_CHARTED = ("list", "rank", "compare", "value", "whatif")


def answer_frame(answer: dict[str, Any]) -> pd.DataFrame:
    """The rows of an answer; empty where it has none worth a table (one row says what the text says)."""
    import pandas as pd

    rows = answer.get("rows") or []
    return pd.DataFrame(rows if len(rows) > 1 or (answer.get("plan") or {}).get("intent") == "explain" else [])


def answer_columns(frame: pd.DataFrame, answer: dict[str, Any]) -> dict[str, Column]:
    """Headings with units; ids only where no name stands beside them."""
    asked = _asked(answer)
    chosen: dict[str, Column] = {}
    for name in frame.columns:
        repeated = name != "name" and "name" in frame and frame[name].equals(frame["name"])
        if ("name" in frame and name in _IDS) or repeated:
            continue
        known = _KNOWN.get(name) or _of_measure(asked.get(name, name), frame[name], answer) or _plain(name, frame[name])
        chosen[name] = Column(known.label, known.kind, known.digits, _WIDE.get(name, max(110, 9 * len(known.label))))
    return chosen


def _asked(answer: dict[str, Any]) -> dict[str, str]:
    """Which measure a column of the rows holds: `mean` may be sales, returns or a day's mean."""
    from rag.measures import MEASURES

    measures = [m for m in (answer.get("plan") or {}).get("measures", []) if m in MEASURES]
    return {MEASURES[m].column: m for m in measures}


def _of_measure(name: str, values: Any, answer: dict[str, Any]) -> Column | None:
    from rag.measures import MEASURES

    measure = MEASURES.get(name)
    if measure is None:
        return None
    label = measure.label[0].upper() + measure.label[1:]
    if measure.kind == "date":
        return Column(label, "date")
    if measure.kind == "text":
        return Column(label, "words")
    if measure.unit == "%":
        return Column(label, "share" if measure.scale != 1.0 else "percent", 1)
    if measure.unit == "currency":
        return Column(f"{label} ({answer.get('currency') or ''})", "money")
    return Column(f"{label} ({measure.unit})" if measure.unit else label, "number", _digits(values))


def _plain(name: str, values: Any) -> Column:
    label = name[0].upper() + name[1:].replace("_", " ")
    if values.dtype.kind in "if":
        return Column(label, "number", _digits(values))
    return Column(label, "words" if name in ("action", "kind", "severity") else "text")


def _digits(values: Any) -> int:
    known = values.dropna()
    return 0 if known.empty or (known == known.round()).all() else 1


def answer_chart(frame: pd.DataFrame, answer: dict[str, Any], local: Localised) -> Figure | None:
    """Bars of the asked measure by name, or a line by day; None where a picture would say nothing."""
    from ui.app.charts import bars, line

    if len(frame) < 2 or (answer.get("plan") or {}).get("intent") not in _CHARTED:
        return None
    columns = answer_columns(frame, answer)
    name = _charted_column(frame, columns, answer)
    if name is None:
        return None
    heading, scale = columns[name].label, 100.0 if columns[name].kind == "share" else 1.0
    if "date" in frame:
        return line(frame["date"], frame[name] * scale, heading, local)
    shown = frame[frame[name].notna()].head(SHOWN_BARS)
    several = "store" in shown and shown["store"].nunique() > 1
    labels = shown["name"] + (", " + shown["store"] if several else "")
    more = f" (first {len(shown)} of {len(frame)})" if len(frame) > len(shown) else ""
    return bars(labels, shown[name] * scale, heading + more, local)


def _charted_column(frame: pd.DataFrame, columns: dict[str, Column], answer: dict[str, Any]) -> str | None:
    """The measure that was asked for, else the first column of figures with more than one value."""
    if "name" not in frame:
        return None
    figures = [c for c, column in columns.items() if column.kind in ("number", "money", "percent", "share")]
    asked = [c for c in figures if c in _asked(answer) or c in {_SHOWN_FOR.get(m) for m in _asked(answer).values()}]
    varied = [c for c in figures if frame[c].nunique() > 1]
    return next(iter([*(c for c in asked if c in varied), *varied]), None)
