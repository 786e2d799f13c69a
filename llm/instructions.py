"""Instruction rows: evidence in, sentence out. First version: synthetic rows."""

from __future__ import annotations

from random import Random
from typing import Any

__all__ = ["row_of", "synthetic_rows"]

INSTRUCTION = "Write one sentence for a buyer that says every line, with its value as it stands, and nothing else."


def row_of(brief: Any, text: str, **more: Any) -> dict[str, Any]:
    """One row; `told` and `names` are what the sentence has to hold, `roles` those of `told`."""
    from llm.briefs import prompt

    asked = prompt(brief)
    lines = brief.lines
    names = [*brief.subject.values(), *brief.items]
    if brief.kind in ("rank", "compare"):
        names += [line.label for line in lines if line.role not in ("winner", "difference")]
    return {
        "instruction": INSTRUCTION, "input": asked, "output": text, "kind": brief.kind,
        "told": [line.text for line in lines], "roles": [line.role for line in lines], "names": names, **more,
        "messages": [{"role": "user", "content": asked}, {"role": "assistant", "content": text}],
    }  # fmt: skip


def synthetic_rows(n: int, seed: int, split: str = "train") -> list[dict[str, Any]]:
    """`n` different rows from random facts."""
    from llm.phrasing import sample_sentences
    from llm.tuning.evaluation import judge

    rng = Random(f"{seed}-{split}")
    rows: list[dict[str, Any]] = []
    seen: set[str] = set()
    while len(rows) < n:
        for text, _, brief in sample_sentences(rng, 64):
            row = row_of(brief, text, split=split, source="synthetic")
            if row["input"] in seen:
                continue
            if not judge(row, text)["exact"]:
                DROPPED.append((row, judge(row, text)))
                continue
            seen.add(row["input"])
            rows.append(row)
    return rows[:n]


DROPPED: list = []
