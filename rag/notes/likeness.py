"""How much alike a question and a note are, sentence by sentence and without the names.

A question for notes shares few words with them: "what do we offer the customer in its place?" and "ask what else to
take". Names would make every sentence on a product like every question on it, so they are taken out of both.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from rag.embedded import Embedder
    from rag.passages import Passage

__all__ = ["NotesLikeness"]

_KINDS = ("product", "store", "supplier")
_KEPT = 4096  # passages whose sentences' vectors are kept
_MASK = re.compile(r"\[([a-z]+)(?: [a-z]+)?\]")
_SENTENCE = re.compile(r"(?<=[.!?;])\s+|\n+")


class NotesLikeness:
    """Cosines of a text and the nearest sentence, or two on end, of passages; `name`: of a kind and an id."""

    def __init__(self, embedder: Embedder, name: Callable[[str, str], str]) -> None:
        self.embedder, self.name = embedder, name
        self._vectors = lru_cache(maxsize=_KEPT)(self._embedded)

    def __call__(self, text: str, passages: Iterable[Passage]) -> list[float]:
        """-1 to 1 for each passage. Masks and names of what the passages are about are taken out of `text`."""
        passages = list(passages)
        if not passages:
            return []
        plain = _MASK.sub(lambda m: f"the {m[1]}" if m[1] in _KINDS else "then", text)
        for passage in passages:
            plain = self._unnamed(plain, passage)
        vector = self.embedder.encode([plain])[0]
        return [float((self._vectors(p) @ vector).max()) for p in passages]

    def _embedded(self, passage: Passage) -> np.ndarray:
        """(N, D) of the sentences of a passage, each alone and with the one before it."""
        text = self._unnamed(f"{passage.title}. {passage.text}", passage)
        said = [s for s in _SENTENCE.split(text) if s.strip()]
        return self.embedder.encode([*said, *(f"{a} {b}" for a, b in pairwise(said))])

    def _unnamed(self, text: str, passage: Passage) -> str:
        for kind in _KINDS:
            if id := getattr(passage, f"{kind}_id"):
                text = re.sub(re.escape(self.name(kind, id)), f"the {kind}", text, flags=re.IGNORECASE)
        return text
