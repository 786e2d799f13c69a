"""Hand-written phrasings with their plans, by family."""

from __future__ import annotations

__all__ = ["corpus_words"]


def corpus_words() -> frozenset[str]:
    return frozenset()
