"""Facts and evidence: what was gathered for a plan, each value with its source cell."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

__all__ = ["NOTHING_MEETS", "Citation", "Evidence", "Fact", "extreme", "ranked"]

#: The message of a list without rows; the writer names the conditions.
NOTHING_MEETS = "Nothing meets these conditions."

Status = Literal["answered", "clarify", "refused", "no_data"]


@dataclass(frozen=True)
class Fact:
    """One value that may be told.

    `measure` is the role: the id in `rag.measures.MEASURES` (or a derived role such as
    `difference`, `share`, `count`, `winner`, `scenario_value`, `coverage`).
    `level` is set for quantiles. `subject` maps entity kinds to the names it is said of
    ({"product": "Oat Milk 1L", "store": "Leeds"}; an absent kind means all of them).
    `value` is as told (percentages already times 100), never rounded. A derived value has
    `operation` and `inputs` (fact ids) instead of a cell.
    `asked` marks what the question asked for: the answer is incomplete without it.
    """

    id: str
    value: float | str | date | None
    unit: str
    label: str
    table: str = ""
    key: dict[str, str] = field(default_factory=dict)
    column: str = ""
    run_id: str = ""
    measure: str = ""
    level: float | None = None
    subject: dict[str, str] = field(default_factory=dict)
    start: date | None = None  # the window that the value is about, both ends included
    end: date | None = None
    window_label: str = ""  # "next 7 days"
    decimals: int = 1
    operation: str = ""
    inputs: tuple[str, ...] = ()
    asked: bool = True
    cells: int = 0  # how many cells a derived value was computed from, where `inputs` does not list them

    def to_dict(self) -> dict[str, Any]:
        """The public fact object of the answer contract, with the derivation where there is one."""
        value = self.value.isoformat() if isinstance(self.value, date) else self.value
        public: dict[str, Any] = {
            "id": self.id,
            "value": value,
            "unit": self.unit,
            "label": self.label,
            "table": self.table,
            "key": dict(self.key),
            "column": self.column,
            "run_id": self.run_id,
        }
        if self.operation:
            public["operation"] = self.operation
            public["inputs"] = list(self.inputs)
            if self.cells:
                public["cells"] = self.cells
        if self.level is not None:
            public["level"] = self.level
        if self.start is not None and self.end is not None:
            public["start"], public["end"] = self.start.isoformat(), self.end.isoformat()
        return public


_ORDINALS = ("second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")


def ranked(superlative: str, place: int) -> str:
    """`highest` of the first, `second-highest` of the next, `highest (place 12)` beyond the tenth."""
    if place < 2:
        return superlative
    return f"{_ORDINALS[place - 2]}-{superlative}" if place < 11 else f"{superlative} (place {place})"


def extreme(label: str, descending: bool, dated: bool = False, place: int = 1) -> str:
    """What the first (or the one at `place`) of a ranking has: the highest or lowest figure, the latest day."""
    most, least = ("latest", "earliest") if dated else ("highest", "lowest")
    return f"{ranked(most if descending else least, place)} {label}"


@dataclass(frozen=True)
class Citation:
    """A passage that an answer rests on."""

    passage_id: str
    kind: Literal["note", "summary"]
    title: str
    date: date | None
    text: str
    score: float = 0.0
    note_id: str = ""

    def to_dict(self) -> dict[str, Any]:
        return {
            "passage_id": self.passage_id,
            "kind": self.kind,
            "title": self.title,
            "date": self.date.isoformat() if self.date else None,
            "text": self.text,
            "score": round(self.score, 4),
            "note_id": self.note_id,
        }


@dataclass(frozen=True)
class Evidence:
    """All that an answer may say. `rows` is the complete set, never a sample.

    `coverage` is {"checked": n, "total": n, "skipped": n, "skipped_reason": "..."};
    `messages` are sentences of the system itself (part of a window beyond the horizon,
    an old run), already in words; numbers in them are facts too.
    """

    status: Status
    facts: tuple[Fact, ...] = ()
    rows: tuple[dict[str, Any], ...] = ()
    citations: tuple[Citation, ...] = ()
    coverage: dict[str, Any] = field(default_factory=dict)
    messages: tuple[str, ...] = ()
    sql: tuple[str, ...] = ()  # the queries behind the numbers, for the user to open
    run_id: str = ""
    as_of: date | None = None
    currency: str = "EUR"
    timings_ms: dict[str, float] = field(default_factory=dict)
    parts: tuple[Evidence, ...] = ()  # of each question, where a message has several

    def fact(self, id: str) -> Fact:
        for fact in self.facts:
            if fact.id == id:
                return fact
        raise KeyError(id)
