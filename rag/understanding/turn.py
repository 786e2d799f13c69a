"""One message as it was read by itself, before the conversation is looked at."""

from __future__ import annotations

from dataclasses import dataclass, field

from rag.plan import Plan
from rag.understanding.message.masking import Masked
from rag.understanding.reading import Reading
from rag.understanding.words.amounts import Amounts

__all__ = ["Turn"]


@dataclass(frozen=True)
class Turn:
    """One question, read by itself."""

    masked: Masked
    reading: Reading
    amounts: Amounts
    plan: Plan
    rules: Reading = field(default_factory=Reading)  # what the rules alone read
    follows: float = 0.0  # how sure the heads are that it leans on the one before
