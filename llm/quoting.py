"""Sentences about notes: whom a note is about, and what it says, word for word. Notes are quoted, never retold."""

from __future__ import annotations

import re
from datetime import date

from llm.briefs import Brief, fixed
from llm.telling import tell, tell_date
from rag.facts import Evidence, Fact

__all__ = ["about_notes", "is_of_note", "plain_dates", "quotations", "set_of_notes"]

_ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
#: Notes that are quoted, and characters of each.
_QUOTED = 3
_LONGEST = 900


def plain_dates(message: str) -> str:
    """ISO dates of a sentence in the told style."""

    def told(match: re.Match[str]) -> str:
        try:
            return tell_date(date(int(match[1]), int(match[2]), int(match[3])))
        except ValueError:
            return match[0]

    return _ISO.sub(told, message)


def is_of_note(fact: Fact) -> bool:
    """Whether a fact describes a note; those are told here and not as values."""
    return fact.measure.startswith("note_")


def about_notes(evidence: Evidence) -> list[Brief]:
    """`The note "Late deliveries" of 3 March 2025 is about the supplier Nordic Foods and the product Oat Milk.`"""
    notes: dict[str, dict[str, Fact]] = {}
    for fact in evidence.facts:
        if is_of_note(fact) and fact.measure != "note_figure" and "note" in fact.subject:
            notes.setdefault(fact.subject["note"], {}).setdefault(fact.measure, fact)
    found = []
    for title, parts in list(notes.items())[:_QUOTED]:
        named = [(kind, parts[f"note_{kind}"]) for kind in ("supplier", "product", "store") if f"note_{kind}" in parts]
        if not named:
            continue
        about = " and ".join(f"the {kind} {fact.value}" for kind, fact in named)
        when = parts.get("note_date")
        dated = f" of {tell_date(when.value)}" if when is not None and isinstance(when.value, date) else ""
        names = (title, *(str(fact.value) for _, fact in named))
        found.append(fixed(f'The note "{title}"{dated} is about {about}.', names, tuple(parts.values())))
    return found


def set_of_notes(evidence: Evidence) -> list[Brief]:
    """`Notes tell of it for 2 suppliers: Nordic Foods and Alpine Tools.`, or which of them comes first."""
    members = [f for f in evidence.facts if f.measure == "note_member"]
    sizes = {f.subject["note"]: f for f in evidence.facts if f.measure == "note_size"}
    counted = next((f for f in evidence.facts if f.operation == "count"), None)
    if not members or counted is None:
        return []
    names = [str(f.value) for f in members]
    found = []
    if sizes:
        said = [f"{f.value} ({tell(sizes[f.subject['note']])})" for f in members if f.subject["note"] in sizes]
        place = next(iter(sizes.values())).label
        text = f"{said[0]} {place}." + (f" The others: {_joined(said[1:])}." if said[1:] else "")
        found.append(fixed(text, tuple(names), (*members, *sizes.values())))
    kind = counted.label
    listed = f"Notes tell of it for {tell(counted)} {kind}: {_joined(names)}."
    return [*found, fixed(listed, tuple(names), (counted, *members))]


def _joined(parts: list[str]) -> str:
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def quotations(evidence: Evidence) -> list[Brief]:
    """The text of the notes that the answer rests on, shortened at a sentence where it is long."""
    found = []
    for citation in [c for c in evidence.citations if c.kind == "note"][:_QUOTED]:
        dated = f" of {tell_date(citation.date)}" if citation.date else ""
        text = _shortened(" ".join(citation.text.split()))
        facts = tuple(f for f in evidence.facts if is_of_note(f) and f.subject.get("note") == citation.title)
        found.append(fixed(f'The note "{citation.title}"{dated} says: "{text}"', (citation.title,), facts))
    return found


def _shortened(text: str) -> str:
    if len(text) <= _LONGEST:
        return text
    cut = text[:_LONGEST]
    end = max(cut.rfind(". "), cut.rfind("! "), cut.rfind("? "))
    return (cut[: end + 1] if end > _LONGEST // 2 else cut.rsplit(" ", 1)[0]) + " …"
