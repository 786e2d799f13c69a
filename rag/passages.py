"""Passages: short texts that can be found by words, made from a run and from notes.

A summary passage says in English what the run knows of one thing (a product in a store, a
product, a store, a category, a supplier) or lists a top ten; a note passage is a piece of a
note with its title and date, tables kept whole.

    passages = run_passages(connection) + note_passages(connection)
"""

from __future__ import annotations

import datetime
import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    import duckdb

__all__ = ["Passage", "chunks", "note_passages", "passage_columns", "run_passages"]

#: Characters of a note passage; a table or sentence that is longer stays whole. MiniLM reads
#: 256 word pieces, which is about 1,000 characters of English.
CHUNK_CHARACTERS = 800
#: Product-store summaries per run. Numbers are answered by typed queries over all rows; these
#: passages only help to find things by words, so the best-selling series are enough.
MOST_SERIES = 3000
TOP = 10


@dataclass(frozen=True)
class Passage:
    """One text with what it is about; an empty id means that it is not about one."""

    passage_id: str
    kind: Literal["note", "summary"]
    level: str  # "note", "series", "product", "store", "category", "supplier", "top"
    title: str
    text: str
    date: str = ""  # ISO
    note_id: str = ""
    product_id: str = ""
    store_id: str = ""
    supplier_id: str = ""
    category: str = ""
    words: str = ""  # what a summary is found by: its names and states, without the figures

    @property
    def searchable(self) -> str:
        """What is embedded and indexed: a note passage carries its title and date, a summary its words."""
        return f"{self.title} ({self.date}). {self.text}" if self.kind == "note" else self.words

    @property
    def content_hash(self) -> str:
        """Changes with anything that is searched or shown."""
        whole = "\x1f".join(str(v) for v in asdict(self).values())
        return hashlib.blake2b(whole.encode("utf-8"), digest_size=16).hexdigest()

    @property
    def day(self) -> datetime.date | None:
        return datetime.date.fromisoformat(self.date) if self.date else None


def passage_columns() -> tuple[str, ...]:
    return tuple(f.name for f in fields(Passage))


# -- notes ---------------------------------------------------------------------------------


def note_passages(connection: duckdb.DuckDBPyConnection) -> list[Passage]:
    """Every note in pieces, in the order of the notes table."""
    rows = connection.execute(
        "SELECT note_id, date, title, body, supplier_id, product_id, store_id FROM notes ORDER BY note_id"
    ).fetchall()
    passages = []
    for note_id, day, title, body, supplier, product, store in rows:
        for number, text in enumerate(chunks(body or "")):
            passages.append(
                Passage(
                    f"note:{note_id}#{number}",
                    "note",
                    "note",
                    title or "",
                    text,
                    day.isoformat() if day else "",
                    note_id,
                    product or "",
                    store or "",
                    supplier or "",
                )
            )
    return passages


def chunks(body: str, size: int = CHUNK_CHARACTERS) -> list[str]:
    """Pieces of about `size` characters, cut between blocks or sentences, never inside a table.

    Example: a paragraph, a Markdown table of 2,000 characters and a paragraph give three
    pieces, the middle one the whole table.
    """
    pieces: list[str] = []
    current = ""
    for block in _blocks(body):
        for part in [block] if _is_table(block) else _sentences(block, size):
            if current and len(current) + len(part) + 1 > size:
                pieces.append(current)
                current = ""
            current = f"{current}\n{part}" if current else part
    if current:
        pieces.append(current)
    return pieces or [""]


def _blocks(body: str) -> list[str]:
    """Paragraphs and tables, in order; a heading stays with what follows it."""
    blocks: list[str] = []
    heading = ""
    for raw in re.split(r"\n\s*\n", body.replace("\r\n", "\n")):
        for block in _split_tables(raw.strip("\n")):
            if not block.strip():
                continue
            if re.fullmatch(r"#{1,6} .*", block.strip()):
                heading = f"{heading}\n{block.strip()}".strip()
                continue
            blocks.append(f"{heading}\n{block}".strip() if heading else block)
            heading = ""
    return [*blocks, heading] if heading else blocks


def _split_tables(block: str) -> list[str]:
    """Table lines and other lines of one block, apart."""
    parts: list[list[str]] = []
    for line in block.split("\n"):
        table = line.lstrip().startswith("|")
        if parts and (parts[-1][0].lstrip().startswith("|")) == table:
            parts[-1].append(line)
        else:
            parts.append([line])
    return ["\n".join(p) for p in parts]


def _is_table(block: str) -> bool:
    return any(line.lstrip().startswith("|") for line in block.split("\n"))


def _sentences(block: str, size: int) -> list[str]:
    if len(block) <= size:
        return [block]
    parts: list[str] = []
    for sentence in re.split(r"(?<=[.!?;:])\s+", block):
        if parts and len(parts[-1]) + len(sentence) + 1 <= size:
            parts[-1] += f" {sentence}"
        else:
            parts.append(sentence)
    return parts


# -- the run -------------------------------------------------------------------------------


def run_passages(connection: duckdb.DuckDBPyConnection, most_series: int = MOST_SERIES) -> list[Passage]:
    """Summaries of the run, from the views of `RunStore.connect`."""
    rows = _series_rows(connection)
    passages = [_series(r) for r in rows[:most_series]]
    for level, key, name in (
        ("product", "product_id", "product"),
        ("store", "store_id", "store"),
        ("category", "category", "category"),
        ("supplier", "supplier_id", "supplier"),
    ):
        groups: dict[str, list[dict[str, Any]]] = {}
        for row in rows:
            if row[key]:
                groups.setdefault(row[key], []).append(row)
        passages += [_group(level, id, members[0][name] or id, members) for id, members in sorted(groups.items())]
    return passages + _top_lists(rows)


def _series_rows(connection: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    """One row per series, best sellers first."""
    result = connection.execute(
        """
        WITH week AS (
          SELECT store_id, product_id, sum(mean) FILTER (step <= 7) AS next_7, min(date) AS first
          FROM forecasts WHERE target = 'sales' GROUP BY ALL
        ), seventh AS (
          SELECT store_id, product_id, cum_p10, cum_p90 FROM forecasts WHERE target = 'sales' AND step = 7
        )
        SELECT w.store_id, w.product_id, coalesce(st.name, w.store_id) AS store,
          coalesce(p.name, w.product_id) AS product, p.category, p.supplier_id, su.name AS supplier, w.next_7, w.first,
          q.cum_p10, q.cum_p90, t.avg_daily_28d, t.trend, t.trend_pct_28d, t.return_rate_pct,
          r.on_hand, r.days_of_cover, r.stockout_date, r.order_qty, r.order_value, r.order_by, r.action
        FROM week w LEFT JOIN seventh q USING (store_id, product_id)
        LEFT JOIN products p USING (product_id) LEFT JOIN stores st USING (store_id)
        LEFT JOIN stats t USING (store_id, product_id) LEFT JOIN replenishment r USING (store_id, product_id)
        LEFT JOIN suppliers su ON su.supplier_id = p.supplier_id
        ORDER BY w.next_7 DESC NULLS LAST, w.product_id, w.store_id
        """
    )
    names = [d[0] for d in result.description]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


def _n(value: Any) -> str:
    """A number as people read it: one decimal, no trailing zero."""
    return "unknown" if value is None else f"{value:,.1f}".removesuffix(".0")


def _series(row: dict[str, Any]) -> Passage:
    parts = [f"{row['product']} in {row['store']}: {_n(row['next_7'])} units expected over the next 7 days"]
    if row["cum_p10"] is not None:
        parts[0] += f" (80% range {_n(row['cum_p10'])} to {_n(row['cum_p90'])})"
    if row["avg_daily_28d"] is not None:
        trend = f", {row['trend']}" if row["trend"] else ""
        parts.append(f"{_n(row['avg_daily_28d'])} a day over the last 28 days{trend}")
    if row["on_hand"] is not None:
        cover = f", {_n(row['days_of_cover'])} days of cover" if row["days_of_cover"] is not None else ""
        parts.append(f"stock {_n(row['on_hand'])}{cover}")
    if row["stockout_date"] is not None:
        parts.append(f"runs out on {row['stockout_date'].isoformat()}")
    if row["order_qty"]:
        parts.append(
            f"order {_n(row['order_qty'])}" + (f" by {row['order_by'].isoformat()}" if row["order_by"] else "")
        )
    elif row["action"] == "excess":
        parts.append("overstocked")
    return Passage(
        f"series:{row['store_id']}|{row['product_id']}",
        "summary",
        "series",
        f"{row['product']} in {row['store']}",
        "; ".join(parts) + ".",
        words=_states(row),
        product_id=row["product_id"],
        store_id=row["store_id"],
        supplier_id=row["supplier_id"] or "",
        category=row["category"] or "",
    )


def _states(row: dict[str, Any]) -> str:
    """Names and states of a series in words."""
    words = [f"{row['product']} in {row['store']}", row["category"] or "", row["supplier"] or ""]
    words.append(f"{row['trend']} demand" if row["trend"] else "")
    words.append(
        {"excess": "overstocked", "order_now": "order now", "expedite": "expedite, urgent"}.get(row["action"], "")
    )
    words.append("runs out" if row["stockout_date"] else "")
    return ", ".join(w for w in words if w)


def _total(rows: Iterable[dict[str, Any]], column: str) -> float:
    return sum(r[column] or 0.0 for r in rows)


def _group(level: str, id: str, name: str, rows: Sequence[dict[str, Any]]) -> Passage:
    due = [r for r in rows if r["order_qty"]]
    urgent = sum(r["action"] in ("order_now", "expedite") for r in rows)
    excess = sum(r["action"] == "excess" for r in rows)
    products = len({r["product_id"] for r in rows})
    what = {"product": f"{len(rows)} stores", "store": f"{products} products"}.get(level, f"{products} products")
    text = (
        f"{level.capitalize()} {name} ({what}): {_n(_total(rows, 'next_7'))} units expected over the next 7 days, "
        f"{_n(_total(rows, 'avg_daily_28d'))} a day over the last 28 days."
    )
    if due:
        text += f" Orders recommended: {_n(_total(due, 'order_qty'))} units in {len(due)} lines, {urgent} urgent."
    if excess:
        text += f" Overstocked: {excess}."
    about = {"product": "product_id", "store": "store_id", "category": "category", "supplier": "supplier_id"}[level]
    more = (
        {"supplier_id": rows[0]["supplier_id"] or "", "category": rows[0]["category"] or ""}
        if level == "product"
        else {}
    )
    states = [f"{level} {name}", "expected sales and stock"]
    states += ["orders recommended"] if due else []
    states += ["overstocked products"] if excess else []
    return Passage(f"{level}:{id}", "summary", level, name, text, words=", ".join(states), **{about: id, **more})


def _top_lists(rows: Sequence[dict[str, Any]]) -> list[Passage]:
    """Top tens over all stores and per store."""
    stores = sorted({(r["store_id"], r["store"]) for r in rows})
    passages = _tops("", "all stores", _by_product(rows))
    for store_id, store in stores:
        passages += _tops(store_id, store, [r for r in rows if r["store_id"] == store_id])
    return passages


def _by_product(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    merged: dict[str, dict[str, Any]] = {}
    for row in rows:
        item = merged.setdefault(row["product_id"], {**row, "next_7": 0.0, "order_value": 0.0, "trend_pct_28d": None})
        item["next_7"] += row["next_7"] or 0.0
        item["order_value"] += row["order_value"] or 0.0
        if row["days_of_cover"] is not None:
            item["days_of_cover"] = min(row["days_of_cover"], item["days_of_cover"] or row["days_of_cover"])
    return list(merged.values())


def _tops(store_id: str, place: str, rows: Sequence[dict[str, Any]]) -> list[Passage]:
    lists = (
        ("next_7", True, "Best sellers by expected sales over the next 7 days"),
        ("order_value", True, "Largest recommended orders by value"),
        ("days_of_cover", False, "Fewest days of cover"),
        ("trend_pct_28d", True, "Fastest rising over the last 28 days, percent"),
    )
    passages = []
    for column, descending, title in lists:
        known = [r for r in rows if r[column]]
        known.sort(key=lambda r: (-r[column] if descending else r[column], r["product"]))
        if known:
            items = ", ".join(f"{r['product']} {_n(r[column])}" for r in known[:TOP])
            passages.append(
                Passage(
                    f"top:{column}:{store_id or 'all'}",
                    "summary",
                    "top",
                    f"{title}, {place}",
                    f"{title}, {place}: {items}.",
                    store_id=store_id,
                    words=f"{title}, {place}: {', '.join(r['product'] for r in known[:3])}",
                )
            )
    return passages
