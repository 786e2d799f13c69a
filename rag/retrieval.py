"""Search over the notes of the workspace and the summaries of one run.

    retriever = Retriever(workspace, run_id)
    retriever.search("late deliveries of hammers", {"kind": "note"}, k=5)   # -> list of Citation

A phrase that stands in a note word for word is found with certainty; otherwise dense and
lexical rankings are fused.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from data.workspace import Workspace
from rag.facts import Citation
from rag.index import DEPTH, Hit, PassageIndex
from rag.notes.index import refresh

if TYPE_CHECKING:
    import numpy as np

    from rag.embedded import Embedder

__all__ = ["Retriever", "flattened"]

#: Words of a phrase from which on a word-for-word hit decides alone.
PHRASE_WORDS = 4
#: Words on end that a question shares with one single note, at least two of them of substance: "closed to lorries".
RUN_WORDS = 3
_SUBSTANCE = re.compile(
    r"\b(?!(?:note|notes|that|this|with|from|what|when|which|have|been|were|there|their|about|will|does|said|says|into|over|next|last|days|week|units)\b)[a-z]{4,}\b"
)


def flattened(text: str) -> str:
    """Letters and digits only, without case and accents: what two writings of a phrase share."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return re.sub(r"[\W_]+", " ", plain).strip()


class Retriever:
    """Both indexes, opened when first used. The notes are looked at again when their file has changed."""

    def __init__(self, workspace: Workspace, run_id: str, embedder: Embedder | None = None) -> None:
        self.workspace, self.run_id = workspace, run_id
        self._embedder = embedder
        self._lock = threading.RLock()
        self._run: PassageIndex | None = None
        self._notes: tuple[int, PassageIndex, list[str]] | None = None

    @property
    def embedder(self) -> Embedder:
        with self._lock:
            if self._embedder is None:
                from rag.embedded import Embedder

                self._embedder = Embedder.load()
            return self._embedder

    @property
    def summaries(self) -> PassageIndex:
        """The index of the run; `IndexMismatch` where it is absent or made for something else."""
        with self._lock:
            if self._run is None:
                folder = self.workspace.runs_dir / self.run_id / "index"
                self._run = PassageIndex.load(folder, self.embedder.fingerprint, self.run_id)
            return self._run

    @property
    def notes(self) -> PassageIndex:
        return self._notes_now()[0]

    def _notes_now(self) -> tuple[PassageIndex, list[str]]:
        path = self.workspace.table_path("notes")
        stamp = path.stat().st_mtime_ns if path.is_file() else 0
        with self._lock:
            if self._notes is None or self._notes[0] != stamp:
                index = refresh(self.workspace.root, self.embedder)
                self._notes = (stamp, index, [flattened(f"{p.title} {p.text}") for p in index.passages])
            return self._notes[1], self._notes[2]

    def search(self, text: str, filters: Mapping[str, Any] | None = None, k: int = 5) -> list[Citation]:
        """The best `k` passages; `filters` as in `PassageIndex.search`, applied before it."""
        wanted = dict(filters or {})
        kinds = wanted.get("kind", ("note", "summary"))
        kinds = (kinds,) if isinstance(kinds, str) else tuple(kinds)
        hits: list[Hit] = []
        if "note" in kinds:
            hits += self._phrase(text, wanted)
        vector = self._vector(text)
        for kind in kinds:
            index = self.notes if kind == "note" else self.summaries
            found = index.search(text, vector, {n: v for n, v in wanted.items() if n != "kind"}, max(k, DEPTH))
            hits += (_sharing_a_run(text, found) if kind == "note" else []) + found[:k]
        seen: dict[str, Hit] = {}
        for hit in hits:
            seen.setdefault(hit.passage.passage_id, hit)
        best = sorted(seen.values(), key=lambda h: (-h.score, h.passage.passage_id))
        return [_citation(hit) for hit in best[:k]]

    def _vector(self, text: str) -> np.ndarray:
        return self.embedder.encode([text])[0]

    def _phrase(self, text: str, filters: Mapping[str, Any]) -> list[Hit]:
        """Passages that hold the whole text, or a quoted part of it, word for word."""
        index, flat = self._notes_now()
        allowed = index.allowed({n: v for n, v in filters.items() if n != "kind"})
        for phrase in [*re.findall(r"[\"“”'‘’«»](.+?)[\"“”'‘’«»]", text), text]:
            wanted = flattened(phrase)
            if len(wanted.split()) < PHRASE_WORDS:
                continue
            rows = [n for n, body in enumerate(flat) if wanted in body and (allowed is None or allowed[n])]
            if rows:
                return [Hit(index.passages[n], 1.0) for n in rows]
        return []


def _sharing_a_run(text: str, hits: list[Hit]) -> list[Hit]:
    """Of `hits`, the one that alone shares the longest run of words with `text`; none where no run is its own."""
    said = flattened(text).split()
    flat = [f" {flattened(f'{h.passage.title} {h.passage.text}')} " for h in hits]
    for length in range(len(said), RUN_WORDS - 1, -1):
        runs = [" ".join(said[i : i + length]) for i in range(len(said) - length + 1)]
        for run in (r for r in runs if len(_SUBSTANCE.findall(r)) > 1):
            sharing = [h for h, body in zip(hits, flat, strict=True) if f" {run} " in body]
            if len(sharing) == 1:
                return [Hit(sharing[0].passage, 1.0)]
    return []


def _citation(hit: Hit) -> Citation:
    p = hit.passage
    return Citation(p.passage_id, p.kind, p.title, p.day, p.text, hit.score, p.note_id)
