"""Sets over notes: the suppliers, products or stores of which notes tell a matter, in the order that is asked for."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from rag.facts import Evidence
from rag.notes.sets import SeveralNotes
from rag.queries.inquiry import Inquiry
from rag.queries.noting import note_citation, note_figures, note_rows, public_note
from rag.times.windows import Calendar, find_windows

__all__ = ["of_several_notes"]

_TOLD = 12
#: How the foremost of them is told.
_PLACE = {"first": "comes first", "last": "comes last", "most": "has the most", "least": "has the least"}
#: "17 December 2026", and not "10 days".
_DATED = re.compile(r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b|\d{4}-\d\d-\d\d", re.IGNORECASE)


def of_several_notes(inquiry: Inquiry, wanted: SeveralNotes) -> Evidence | None:
    """The suppliers, products or stores of which notes in scope tell the matter, each once; None where none does.

    With a window, only what takes place in it, or, where a note names no day, was written in it.
    """
    kind, rows = wanted.kind, note_rows(inquiry)
    told = [r for r in rows if r[f"{kind}_id"] and wanted.told.search(f"{r['title']}. {r['body']}")]
    window = inquiry.plan.window
    days = {r["note_id"]: _days(inquiry, r) for r in told}
    if window is not None and window.asked:
        told = [r for r in told if _within(days[r["note_id"]] or ([r["date"]] * 2 if r["date"] else None), window)]
    if not told:
        return None
    told.sort(key=lambda r: r["date"].toordinal() if r["date"] else 0, reverse=True)
    newest: dict[str, dict[str, Any]] = {}
    for row in told:
        newest.setdefault(row[f"{kind}_id"], row)
    measured = [(r, _size(r, days[r["note_id"]], wanted.order)) for r in newest.values()]
    if wanted.order:
        known = [(r, size) for r, size in measured if size is not None]
        falling = wanted.order in ("last", "most")
        unknown = [(r, size) for r, size in measured if size is None]
        measured = sorted(known, key=lambda pair: pair[1], reverse=falling) + unknown
    inquiry.count_fact(len(measured), f"{kind}s" if len(measured) > 1 else kind)
    for number, (row, size) in enumerate(measured[:_TOLD]):
        key, subject = {"note_id": str(row["note_id"])}, {"note": str(row["title"])}
        fields = {"subject": subject, "asked": True}
        inquiry.book.cell(
            row[kind], "", f"{kind} of the note", "notes", key, f"{kind}_id", measure="note_member", **fields
        )
        if wanted.order and size is not None:
            unit = "" if isinstance(size, date) else "%"
            inquiry.book.cell(
                size, unit, _PLACE[wanted.order], "notes", key, "body", measure="note_size", decimals=2,
                subject=subject, asked=not number,
            )  # fmt: skip
        inquiry.rows.append(
            public_note(row) | {f"{kind}_id": row[f"{kind}_id"], "name": row[kind], "title": row["title"]}
        )
        inquiry.citations.append(note_citation(row))
    inquiry.coverage = {"checked": len(rows), "total": len(rows), "skipped": 0, "skipped_reason": ""}
    return inquiry.evidence()


def _days(inquiry: Inquiry, row: dict[str, Any]) -> list[date] | None:
    """First and last day that a note names, apart from its own date."""
    view = inquiry.view
    calendar = Calendar(row["date"] or view.as_of, view.history_start or view.as_of, ())
    found = [s.window for s in find_windows(str(row["body"]).lower(), calendar) if s.window.start != row["date"]]
    spans = [w for w in found if _DATED.search(w.label)]
    return [min(w.start for w in spans), max(w.end for w in spans)] if spans else None


def _within(days: list[date] | None, window: Any) -> bool:
    return days is not None and days[0] <= window.end and window.start <= days[1]


def _size(row: dict[str, Any], days: list[date] | None, order: str) -> Any:
    """What notes are ordered by: the first day they name, or the percentage."""
    if order in ("first", "last"):
        return days[0] if days else None
    return next((value for value, unit, _ in note_figures(str(row["body"])) if unit == "%"), None)
