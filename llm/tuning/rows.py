"""Rows for training: reading, encoding, and batches of rows of like length in a seeded order.

A row is a prompt and the sentence that follows it. Only the sentence carries loss. Batches are padded on the right:
with causal attention the padding then needs no mask.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from data.errors import QuartermasterError

__all__ = ["Batch", "Encoded", "NothingToLearn", "batches", "encode", "encode_rows", "read_rows"]


class NothingToLearn(QuartermasterError, ValueError):
    """No token of the rows carries loss."""


@dataclass(frozen=True)
class Encoded:
    """Token ids of prompt and sentence; loss on ids[start:]."""

    ids: tuple[int, ...]
    start: int

    @property
    def learned(self) -> int:
        return len(self.ids) - self.start


@dataclass(frozen=True)
class Batch:
    """`ids` (B, T) and `labels` (B, T) as lists; labels are -100 where no loss is taken, already shifted by one."""

    ids: list[list[int]]
    labels: list[list[int]]
    learned: int


def encode(tokenizer: Any, prompt: str, text: str | None = None) -> Encoded:
    """Prompt and sentence as the model sees them, in training and in use: `prompt`, a space, the sentence, the end."""
    head = tokenizer(prompt, add_special_tokens=False)["input_ids"]
    if text is None:
        return Encoded(tuple(head), len(head))
    tail = tokenizer(" " + text, add_special_tokens=False)["input_ids"] + [tokenizer.eos_token_id]
    return Encoded((*head, *tail), len(head))


def read_rows(path: Path) -> list[dict[str, Any]]:
    """Rows of a JSONL file with `input` and `output`; errors name the line."""
    rows = []
    try:
        lines = Path(path).read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        raise QuartermasterError(f"there is no {path}; make rows with `python -m llm.instructions`") from None
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            row["input"], row["output"]
        except (ValueError, KeyError, TypeError) as error:
            raise QuartermasterError(f"{path} line {number}: expected JSON with input and output ({error})") from None
        rows.append(row)
    return rows


def encode_rows(tokenizer: Any, rows: Sequence[dict[str, Any]], max_length: int) -> list[Encoded]:
    """Encoded rows, those longer than `max_length` left out; raises when nothing is left to learn."""
    found = [encode(tokenizer, str(r["input"]), str(r["output"]).strip()) for r in rows if str(r["output"]).strip()]
    found = [e for e in found if len(e.ids) <= max_length and e.learned > 1]
    if not found:
        raise NothingToLearn(
            f"none of {len(rows)} rows has a sentence to learn within {max_length} tokens; "
            "check the rows' output and max_length"
        )
    return found


def batches(rows: Sequence[Encoded], batch_tokens: int, seed: int, epoch: int, pad: int) -> Iterator[Batch]:
    """All rows once in a seeded order, in batches of like length of at most `batch_tokens` padded tokens."""
    rng = Random(f"{seed}-{epoch}")  # noqa: S311 - an order, not a secret
    order = list(range(len(rows)))
    rng.shuffle(order)
    chunk = 400  # sorted by length inside a chunk only, so that a batch stays a mixture
    groups: list[list[int]] = []
    for start in range(0, len(order), chunk):
        part = sorted(order[start : start + chunk], key=lambda i: len(rows[i].ids))
        current: list[int] = []
        for index in part:
            if current and len(rows[index].ids) * (len(current) + 1) > batch_tokens:
                groups.append(current)
                current = []
            current.append(index)
        groups.append(current)
    rng.shuffle(groups)
    for group in groups:
        yield _padded([rows[i] for i in group], pad)


def _padded(rows: Sequence[Encoded], pad: int) -> Batch:
    width = max(len(r.ids) for r in rows)
    ids = [[*r.ids, *([pad] * (width - len(r.ids)))] for r in rows]
    labels = []
    for r in rows:
        shifted = [-100] * (r.start - 1) + list(r.ids[r.start :])
        labels.append(shifted + [-100] * (width - len(shifted)))
    return Batch(ids, labels, sum(r.learned for r in rows))
