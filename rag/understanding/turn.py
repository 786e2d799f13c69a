"""One message as it was read by itself, before the conversation is looked at, and what was said before it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from rag.plan import Plan
from rag.understanding.message.masking import Masked
from rag.understanding.reading import Reading
from rag.understanding.words.amounts import Amounts

__all__ = ["Turn", "exchanges"]


@dataclass(frozen=True)
class Turn:
    """One question, read by itself."""

    masked: Masked
    reading: Reading
    amounts: Amounts
    plan: Plan
    rules: Reading = field(default_factory=Reading)  # what the rules alone read
    follows: float = 0.0  # how sure the heads are that it leans on the one before


def exchanges(history: Sequence[Mapping[str, str]]) -> list[tuple[str, str]]:
    """What the user said, each with the answer to it; "" where there is none."""
    found: list[tuple[str, str]] = []
    for turn in history:
        content = str(turn.get("content", ""))
        if turn.get("role") == "user":
            found.append((content, ""))
        elif found:
            found[-1] = (found[-1][0], content)
    return found
