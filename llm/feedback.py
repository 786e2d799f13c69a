"""Thumbs and corrections, kept with the whole answer object in `feedback.jsonl` of the workspace.

    record(workspace, answer=answer.to_dict(), rating=-1, comment="it is 240", correction="Order 240 units ...")
    read(workspace)

One line per entry, appended whole: a killed process leaves no half line that a reader would trip over. A correction
becomes training material only after its numbers have been checked against the answer's facts (`checked`).
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from data.errors import QuartermasterError
from data.workspace import Workspace

__all__ = ["FeedbackError", "checked", "feedback_path", "read", "record", "summary"]

MAX_TEXT = 2000  # characters of a comment or a correction
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069]")


class FeedbackError(QuartermasterError, ValueError):
    """Feedback that cannot be kept."""


def feedback_path(workspace: Workspace) -> Path:
    return workspace.root / "feedback.jsonl"


def record(
    workspace: Workspace,
    answer: Mapping[str, Any],
    rating: int,
    comment: str = "",
    user: str = "",
    correction: str = "",
) -> str:
    """Append one entry and return its id. `rating` is +1 or -1; `correction` is the answer as it should have been."""
    if rating not in (1, -1):
        raise FeedbackError(f"rating is {rating!r}; expected 1 (good) or -1 (bad)")
    if not isinstance(answer, Mapping) or not answer.get("question") or "answer" not in answer:
        raise FeedbackError("feedback needs the answer object that it is about: question, answer, facts, plan")
    entry = {
        "when": datetime.now(UTC).isoformat(timespec="seconds"),
        "rating": rating,
        "comment": _clean(comment),
        "correction": _clean(correction),
        "user": _clean(user)[:200],
        "answer": dict(answer),
    }
    text = json.dumps(entry, ensure_ascii=False, default=str, allow_nan=False)
    entry_id = hashlib.sha256(text.encode()).hexdigest()[:16]
    _append(feedback_path(workspace), f'{{"id": "{entry_id}", {text[1:]}\n')
    return entry_id


def _clean(text: str) -> str:
    return " ".join(_CONTROL.sub("", str(text)).split())[:MAX_TEXT]


def _append(path: Path, line: str) -> None:
    """One write under a lock, behind a complete last line, and onto the disk."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab+") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        size = stream.seek(0, os.SEEK_END)
        if size:
            stream.seek(size - 1)
            if stream.read(1) != b"\n":  # left by a killed process
                line = "\n" + line
        stream.write(line.encode("utf-8"))
        stream.flush()
        os.fsync(stream.fileno())


def read(workspace: Workspace) -> list[dict[str, Any]]:
    """All whole entries, oldest first; a damaged line is left out."""
    try:
        lines = feedback_path(workspace).read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return []
    entries = []
    for line in lines:
        try:
            entry = json.loads(line)
        except ValueError:
            continue
        if isinstance(entry, dict) and isinstance(entry.get("answer"), dict):
            entries.append(entry)
    return entries


def checked(entry: Mapping[str, Any]) -> list[str]:
    """Problems of a correction: numbers and dates in it that no fact of its answer holds. Empty: it may be learned."""
    from llm.evaluation.measures import grounded_numerals
    from llm.evaluation.scoring import Names

    answer = dict(entry["answer"])
    corrected = str(entry.get("correction") or "")
    if not corrected:
        return ["there is no correction"]
    names = tuple(str(r["name"]) for r in answer.get("rows") or () if r.get("name"))
    facts = [{k: v for k, v in f.items() if k != "id"} for f in answer.get("facts") or ()]
    told = {"answer": corrected, "facts": facts, "coverage": answer.get("coverage"), "run_id": answer.get("run_id")}
    grounded, total = grounded_numerals(told, Names(products=names), str(answer.get("question") or ""))
    return [] if grounded == total else [f"{total - grounded} of {total} values are in no fact of the answer"]


def summary(workspace: Workspace) -> dict[str, Any]:
    """Counts for a board: entries, thumbs up, corrections, and how many of them may be learned."""
    entries = read(workspace)
    corrected = [e for e in entries if e.get("correction")]
    return {
        "entries": len(entries),
        "thumbs_up": sum(e.get("rating") == 1 for e in entries),
        "corrections": len(corrected),
        "usable_corrections": sum(not checked(e) for e in corrected),
    }
