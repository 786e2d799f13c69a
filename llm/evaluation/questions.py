"""Question files: reading, binding to a workspace, skipping. Format: README of the evaluation files."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from data.errors import DataError

__all__ = ["GOLD_KINDS", "BoundQuestion", "Question", "bind", "bind_all", "met_needs", "read_questions"]

GOLD_KINDS = ("number", "set", "choice", "text", "refuse", "clarify")

#: What each need looks for: (table, column) pairs that must hold at least one value.
NEEDS: dict[str, tuple[tuple[str, str], ...]] = {
    "supplier": (("suppliers", "supplier_id"), ("products", "supplier_id")),
    "returns": (("sales", "units_returned"),),
    "price": (("products", "unit_cost"), ("stats", "revenue_90d")),
    "inventory": (("inventory", "on_hand"),),
    "notes": (("notes", "body"),),
    "category": (("products", "category"),),
}
MAX_NAMES = 20  # in a reference, then "and N more"
_KEYS = {"id", "tags", "needs", "bind", "turns", "question", "gold_sql", "gold_kind", "tolerance", "must_mention",
         "reference"}  # fmt: skip


@dataclass(frozen=True)
class Question:
    """One line of a question file, before binding."""

    id: str
    tags: tuple[str, ...]
    question: str
    gold_kind: str
    needs: tuple[str, ...] = ()
    bind: str | None = None
    turns: tuple[str, ...] = ()
    gold_sql: str | None = None
    tolerance: float = 0.01
    must_mention: tuple[str, ...] = ()
    reference: str | None = None


@dataclass(frozen=True)
class BoundQuestion:
    """A question with its placeholders filled from one workspace; `gold` is rows of values."""

    id: str
    tags: tuple[str, ...]
    question: str
    turns: tuple[str, ...]
    gold_kind: str
    gold: tuple[tuple[Any, ...], ...] = ()
    tolerance: float = 0.01
    must_mention: tuple[str, ...] = ()
    reference: str | None = None
    skipped: str = ""  # why, when it cannot be asked of this workspace
    values: dict[str, str] = field(default_factory=dict)


def read_questions(path: Path) -> list[Question]:
    """The questions of a JSONL file; `DataError` with the line of anything unknown or missing."""
    questions: list[Question] = []
    for number, line in enumerate(Path(path).read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            raw = json.loads(line)
            questions.append(_question(raw))
        except (ValueError, KeyError, TypeError) as problem:
            raise DataError(f"{Path(path).name} line {number}: {problem}; see the format of question files") from None
    repeated = {q.id for q in questions if sum(o.id == q.id for o in questions) > 1}
    if repeated:
        raise DataError(f"{Path(path).name}: these ids occur more than once: {', '.join(sorted(repeated))}")
    return questions


def _question(raw: dict[str, Any]) -> Question:
    unknown = set(raw) - _KEYS
    if unknown:
        raise ValueError(f"unknown keys {', '.join(sorted(unknown))}")
    if raw["gold_kind"] not in GOLD_KINDS:
        raise ValueError(f"gold_kind {raw['gold_kind']!r} is not one of {', '.join(GOLD_KINDS)}")
    if not raw["tags"]:
        raise ValueError("tags is empty; its first entry is the kind")
    missing = set(raw.get("needs") or ()) - set(NEEDS)
    if missing:
        raise ValueError(f"unknown needs {', '.join(sorted(missing))}")
    return Question(
        raw["id"],
        tuple(raw["tags"]),
        raw["question"],
        raw["gold_kind"],
        tuple(raw.get("needs") or ()),
        raw.get("bind"),
        tuple(raw.get("turns") or ()),
        raw.get("gold_sql"),
        float(raw.get("tolerance") or 0.01),
        tuple(raw.get("must_mention") or ()),
        raw.get("reference"),
    )


def met_needs(connection: Any) -> set[str]:
    """The needs that this workspace meets: their columns hold at least one value."""

    def holds(table: str, column: str) -> bool:
        import duckdb

        try:
            rows = connection.execute(f'SELECT 1 FROM "{table}" WHERE "{column}" IS NOT NULL LIMIT 1').fetchall()
        except duckdb.Error:  # the table or column is absent
            return False
        return bool(rows)

    return {need for need, columns in NEEDS.items() if all(holds(*c) for c in columns)}


def bind_all(connection: Any, questions: Sequence[Question]) -> list[BoundQuestion]:
    met = met_needs(connection)
    return [bind(connection, question, met) for question in questions]


def bind(connection: Any, question: Question, met: set[str]) -> BoundQuestion:
    """Fill one question; `DataError` where the file itself is wrong."""
    lacking = [need for need in question.needs if need not in met]
    if lacking:
        return _skip(question, f"needs {', '.join(lacking)}")
    values: dict[str, str] = {}
    if question.bind:
        names, rows = _run(connection, question, question.bind)
        if not rows:
            return _skip(question, "nothing in this workspace fits")
        if len(rows) > 1:
            raise DataError(f"question {question.id}: bind returned {len(rows)} rows; expected one (add LIMIT 1)")
        if any(v is None for v in rows[0]):
            return _skip(question, "bind returned NULL")
        values = {name: told(value) for name, value in zip(names, rows[0], strict=True)}
    gold: tuple[tuple[Any, ...], ...] = ()
    if question.gold_sql:
        _, found = _run(connection, question, _fill(question, question.gold_sql, values, sql=True))
        gold = tuple(tuple(v for v in row if v is not None) for row in found)
        gold = tuple(row for row in gold if row)
        if not gold:
            return _skip(question, "the gold is empty")
    reference = question.reference
    if reference is not None:
        reference = _fill(question, reference, {**values, "gold": gold_text(gold)} if gold else values)
    return BoundQuestion(
        question.id,
        question.tags,
        _fill(question, question.question, values),
        tuple(_fill(question, t, values) for t in question.turns),
        question.gold_kind,
        gold,
        question.tolerance,
        tuple(_fill(question, m, values) for m in question.must_mention),
        reference,
        values=values,
    )


def _skip(question: Question, why: str) -> BoundQuestion:
    return BoundQuestion(question.id, question.tags, question.question, (), question.gold_kind, skipped=why)


def _run(connection: Any, question: Question, sql: str) -> tuple[list[str], list[tuple[Any, ...]]]:
    import duckdb

    try:
        result = connection.execute(sql)
        return [d[0] for d in result.description], result.fetchall()
    except duckdb.Error as problem:
        first = str(problem).splitlines()[0]
        raise DataError(f"question {question.id}: its SQL does not run here: {first}") from None


def _fill(question: Question, text: str, values: dict[str, str], sql: bool = False) -> str:
    """Replace `{name}` for the names of `values` only; what is left over is an error of the file."""

    def put(match: re.Match[str]) -> str:
        name = match[1]
        if name not in values:
            raise DataError(f"question {question.id}: nothing binds the placeholder {{{name}}}")
        return values[name].replace("'", "''") if sql else values[name]

    return re.sub(r"\{(\w+)\}", put, text)


def told(value: Any) -> str:
    """A bound value as text: whole numbers without a fraction, dates in ISO form."""
    if isinstance(value, (datetime, date)):
        return value.isoformat()[:10]
    if isinstance(value, (float, Decimal)) and not isinstance(value, bool):
        return str(int(value)) if value == int(value) else str(value)
    return str(value)


def gold_text(gold: tuple[tuple[Any, ...], ...]) -> str:
    """`{gold}` of a reference: values in order; numbers to one decimal, without a final .0."""
    values = [v for row in gold for v in row]
    texts = []
    for value in values:
        if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
            rounded = f"{float(value):.1f}"
            texts.append(rounded.removesuffix(".0"))
        else:
            texts.append(told(value))
    if len(texts) > MAX_NAMES:
        texts = [*texts[:MAX_NAMES], f"and {len(texts) - MAX_NAMES} more"]
    return ", ".join(texts)
