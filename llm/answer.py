"""The answer object: what `ask` returns, on the command line, over HTTP and in the chat alike."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

from rag.facts import Citation, Evidence, Fact, Status
from rag.plan import Plan

__all__ = ["Answer", "Sentence", "evidence_parts", "text_of"]

Composer = Literal["llm", "fallback"]


@dataclass(frozen=True)
class Sentence:
    """One sentence of an answer. `composer`: `llm`, `fallback` (its rendering), or `fixed` (worded by the code)."""

    text: str
    composer: Literal["llm", "fallback", "fixed"]
    attempts: int = 0
    problems: tuple[str, ...] = ()  # of the attempts that were thrown away
    opens: bool = False  # begins a part of the answer that stands on a line of its own

    def to_dict(self) -> dict[str, Any]:
        return {
            "text": self.text,
            "composer": self.composer,
            "attempts": self.attempts,
            "problems": list(self.problems),
        }


def text_of(sentences: Sequence[Sentence]) -> str:
    """The sentences as one text; each part of a longer answer on a line of its own."""
    lines = [f"{chr(10) if s.opens and n else ' '}{s.text}" for n, s in enumerate(sentences)]
    return "".join(lines).strip()


@dataclass(frozen=True)
class Answer:
    """Text, facts, citations, rows, coverage, plan and timings of one answer.

    `composer` is `llm` when the model wrote every sentence that was not worded by the code, and at least one.
    """

    question: str
    answer: str
    status: Status
    facts: tuple[Fact, ...] = ()
    claims: tuple[dict[str, Any], ...] = ()
    citations: tuple[Citation, ...] = ()
    rows: tuple[dict[str, Any], ...] = ()
    coverage: dict[str, Any] = field(default_factory=dict)
    plan: Plan | None = None
    verified: bool = True
    composer: Composer = "fallback"
    timings_ms: dict[str, float] = field(default_factory=dict)
    run_id: str = ""
    model: dict[str, Any] = field(default_factory=dict)
    sentences: tuple[Sentence, ...] = ()
    messages: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()
    sql: tuple[str, ...] = ()
    as_of: date | None = None
    currency: str = "EUR"
    data_hash: str = ""
    conversation_id: str = ""
    history: tuple[Mapping[str, str], ...] = ()

    @property
    def resolved_question(self) -> str:
        return (self.plan.resolved_question if self.plan else "") or self.question

    def to_dict(self) -> dict[str, Any]:
        """The public object, JSON-ready: dates as ISO text, missing values as null, never NaN."""
        return {
            "question": self.question,
            "resolved_question": self.resolved_question,
            "answer": self.answer,
            "status": self.status,
            "facts": [plain(f.to_dict()) for f in self.facts],
            "claims": [plain(c) for c in self.claims],
            "citations": [plain(c.to_dict()) for c in self.citations],
            "rows": [plain(r) for r in self.rows],
            "coverage": plain(self.coverage),
            "plan": plain(self.plan.to_dict()) if self.plan else None,
            "verified": self.verified,
            "composer": self.composer,
            "timings_ms": plain(self.timings_ms),
            "run_id": self.run_id,
            "model": plain(self.model),
            "sentences": [s.to_dict() for s in self.sentences],
            "messages": list(self.messages),
            "suggestions": list(self.suggestions),
            "sql": list(self.sql),
            "as_of": self.as_of.isoformat() if self.as_of else None,
            "currency": self.currency,
            "data_hash": self.data_hash,
            "conversation_id": self.conversation_id,
        }


def plain(value: Any) -> Any:
    """Any gathered value as JSON knows it."""
    if isinstance(value, Mapping):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(v) for v in value]
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if isinstance(value, bool) or value is None or isinstance(value, (str, int)):
        return value
    if hasattr(value, "item"):
        return plain(value.item())
    try:
        number = float(value)
    except (TypeError, ValueError):
        return str(value)
    return number if math.isfinite(number) else None


def evidence_parts(evidence: Evidence) -> dict[str, Any]:
    """The fields of an answer that come from the evidence as they are."""
    return {
        "status": evidence.status,
        "facts": evidence.facts,
        "citations": evidence.citations,
        "rows": evidence.rows,
        "coverage": dict(evidence.coverage),
        "run_id": evidence.run_id,
        "messages": evidence.messages,
        "sql": evidence.sql,
        "as_of": evidence.as_of,
        "currency": evidence.currency,
    }
