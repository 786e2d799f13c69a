"""Asks every question of a file and scores what comes back."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import Any, Protocol

from llm.evaluation.measures import grounded_numerals, rouge_scores
from llm.evaluation.questions import BoundQuestion
from llm.evaluation.scoring import Names, Score, score

__all__ = ["Asks", "ask_all", "check_file", "echo_answer", "reference_answer"]


class Asks(Protocol):
    """What is evaluated: the assistant, or the plain pipeline it is compared with."""

    def stream(self, question: str, history: Any = None, conversation_id: str | None = None) -> Any:
        """Yields texts, then an object with `to_dict()`."""
        ...


def ask_all(
    assistant: Asks, questions: Sequence[BoundQuestion], names: Names, progress: Callable[[int], None] | None = None
) -> list[dict[str, Any]]:
    """One result per question that is not skipped; an exception of the assistant is a failed question."""
    results = []
    for i, question in enumerate(questions):
        if not question.skipped:
            results.append(_ask_one(assistant, question, names))
        if progress is not None:
            progress(i + 1)
    return results


def _ask_one(assistant: Asks, question: BoundQuestion, names: Names) -> dict[str, Any]:
    conversation = f"evaluation-{question.id}-{time.monotonic_ns()}"
    crashed = ""
    answer: dict[str, Any] = {}
    first_s = whole_s = 0.0
    try:
        for turn in question.turns:
            _listen(assistant, turn, conversation)
        answer, first_s, whole_s = _listen(assistant, question.question, conversation)
    except Exception as problem:  # whatever it is, it is this question that fails, and the report says why
        crashed = f"{type(problem).__name__}: {problem}"
    scored = Score(False, f"raised {crashed}") if crashed else score(question, answer, names)
    return _result(question, answer, scored, first_s, whole_s, names)


def _listen(assistant: Asks, question: str, conversation: str) -> tuple[dict[str, Any], float, float]:
    """(answer object, seconds to the first sentence, seconds to the end)."""
    began = time.perf_counter()
    first = 0.0
    last: Any = None
    for piece in assistant.stream(question, conversation_id=conversation):
        if not first:
            first = time.perf_counter() - began
        last = piece
    return last.to_dict(), first, time.perf_counter() - began


def _result(
    question: BoundQuestion, answer: dict[str, Any], scored: Score, first_s: float, whole_s: float, names: Names
) -> dict[str, Any]:
    text = answer.get("answer") or ""
    grounded, numerals = grounded_numerals(answer, names, " ".join((*question.turns, question.question)))
    sentences = [s for s in answer.get("sentences") or [] if s.get("composer") != "fixed"]  # those of the code itself
    return {
        "id": question.id,
        "tags": list(question.tags),
        "gold_kind": question.gold_kind,
        "turns": list(question.turns),
        "question": question.question,
        "gold": [list(map(_plain, row)) for row in question.gold],
        "reference": question.reference,
        "answer": text,
        "status": answer.get("status"),
        **asdict(scored),
        "numerals": numerals,
        "grounded": grounded,
        "rouge": rouge_scores(text, question.reference) if question.reference and text else None,
        "composer": answer.get("composer"),
        "sentences_by_model": sum(s.get("composer") == "llm" for s in sentences),
        "sentences": len(sentences),
        "first_sentence_s": round(first_s, 4),
        "whole_answer_s": round(whole_s, 4),
        "timings_ms": answer.get("timings_ms"),
        "plan": answer.get("plan"),
        "rows": len(answer.get("rows") or ()),
        "verified": answer.get("verified"),
    }


def _plain(value: Any) -> Any:
    return value if isinstance(value, (int, float, str)) else float(value) if hasattr(value, "as_tuple") else str(value)


def reference_answer(question: BoundQuestion) -> dict[str, Any]:
    """The answer object that gives the reference as its text."""
    status = {"refuse": "refused", "clarify": "clarify"}.get(question.gold_kind, "answered")
    return {"status": status, "answer": question.reference or "", "rows": [], "citations": [], "facts": []}


def echo_answer(question: BoundQuestion) -> dict[str, Any]:
    """The question given back as an answer: it must never pass."""
    return {"status": "answered", "answer": question.question, "rows": [], "citations": [], "facts": []}


def check_file(questions: Sequence[BoundQuestion], names: Names) -> list[str]:
    """Faults of a bound question file: references that fail their own score, echoes that pass."""
    faults = []
    for question in questions:
        if question.skipped:
            continue
        if question.reference is not None:
            own = score(question, reference_answer(question), names)
            if not own.passed:
                faults.append(f"{question.id}: the reference fails its own score: {own.reason}")
        if score(question, echo_answer(question), names).passed:
            faults.append(f"{question.id}: the question given back as an answer passes")
    return faults
