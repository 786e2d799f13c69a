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
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from data.workspace import Workspace
from rag.facts import Citation
from rag.index import DEPTH, Hit, PassageIndex
from rag.notes.index import refresh
from rag.notes.likeness import NotesLikeness
from rag.notes.words import Named

if TYPE_CHECKING:
    import numpy as np

    from rag.embedded import Embedder

__all__ = ["Retriever", "flattened"]

#: Words of a phrase from which on a word-for-word hit decides alone.
PHRASE_WORDS = 4
#: Words on end that a question shares with one single note, at least two of them of substance: "closed to lorries".
RUN_WORDS = 3
#: What a note must hold as it was said: "2 September 2026", "6.6%", "J645".
_LITERAL = re.compile(
    r"\b\d{1,2}(?:st|nd|rd|th)? (?:january|february|march|april|may|june|july|august|september|october"
    r"|november|december)\b"
    r"|\b\d+(?:\.\d+)? ?(?:%|percent)|\b[a-z]{1,3}-?\d{2,}\b",
    re.IGNORECASE,
)
#: The score of a hit word for word: above any other.
WORD_FOR_WORD = 3.0
#: Of the first few notes each sentence is looked at, in collections of so many passages, or where no more are found.
FEW, SMALL = 8, 2000
_SUBSTANCE = re.compile(
    r"\b(?!(?:note|notes|that|this|with|from|what|when|which|have|been|were|there|their|about|will|does|said|says|into|over|next|last|days|week|units)\b)[a-z]{4,}\b"
)


def flattened(text: str) -> str:
    """Letters and digits only, without case and accents: what two writings of a phrase share."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return re.sub(r"[\W_]+", " ", plain).strip()


class Retriever:
    """Both indexes, opened when first used. The notes are looked at again when their file has changed.

    `name` tells the name of a kind and an id; without it names stay in what is compared sentence by sentence.
    """

    def __init__(
        self,
        workspace: Workspace,
        run_id: str,
        embedder: Embedder | None = None,
        name: Callable[[str, str], str] | None = None,
    ) -> None:
        self.workspace, self.run_id = workspace, run_id
        self._name = name or (lambda kind, id: id)
        self._likeness: NotesLikeness | None = None
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
            about = {n: v for n, v in wanted.items() if n != "kind"}
            # a list of best sellers and the store it is of are as near as each other: words decide between summaries
            found = index.search(text, vector, about, max(k, DEPTH), "hybrid" if kind == "note" else "ranks")
            if kind == "note":
                hits += _sharing_a_run(text, found)
                if len(index) <= SMALL or len(found) <= FEW:
                    found = self._by_sentences(text, found[:FEW]) + found[FEW:]
            hits += found[:k]
        seen: dict[str, Hit] = {}
        for hit in hits:
            seen.setdefault(hit.passage.passage_id, hit)
        best = sorted(seen.values(), key=lambda h: (-h.score, h.passage.passage_id))
        return [_citation(hit) for hit in best[:k]]

    @property
    def _alike(self) -> NotesLikeness:
        with self._lock:
            if self._likeness is None:
                self._likeness = NotesLikeness(self.embedder, self._name)
            return self._likeness

    def nearest_note(self, text: str, named: Named = ()) -> float:
        """Cosine of a masked text and the nearest sentence of the notes about what is named; -1 where there is none."""
        vector = self._vector(text)
        filters = [{f"{kind}_id": ids} for kind, ids in named if ids] or [{}]
        hits = [h for f in filters for h in self.notes.search(text, vector, f, 5)]
        return max(self._alike(text, (h.passage for h in hits)), default=-1.0)

    def notes_on(self, text: str, kind: str, among: tuple[str, ...] = ()) -> list[tuple[float, str, str]]:
        """(cosine, note id, id of its product, store or supplier) of the notes about one, the nearest sentence first.

        `among`: ids that come into question. Of several notes those that hold the dates, percentages and codes of the
        text come alone.
        """
        index, flat = self._notes_now()
        allowed = [bool(id) and (not among or id in among) for id in (getattr(p, f"{kind}_id") for p in index.passages)]
        for said in _LITERAL.findall(text):
            wanted = f" {flattened(said)} "
            holding = [ok and wanted in f" {body} " for ok, body in zip(allowed, flat, strict=True)]
            allowed = holding if any(holding) else allowed
        ids = tuple(dict.fromkeys(p.passage_id for p, ok in zip(index.passages, allowed, strict=True) if ok))
        hits = index.search(text, self._vector(text), {"passage_id": ids}, FEW) if ids else []
        alike = self._alike(text, (h.passage for h in hits))
        found = [
            (score, h.passage.note_id, getattr(h.passage, f"{kind}_id")) for score, h in zip(alike, hits, strict=True)
        ]
        return sorted(found, reverse=True)

    def _vector(self, text: str) -> np.ndarray:
        return self.embedder.encode([text])[0]

    def _by_sentences(self, text: str, hits: list[Hit]) -> list[Hit]:
        """The best first where the nearest sentence of each counts as well."""
        alike = self._alike(text, (h.passage for h in hits))
        scored = [Hit(h.passage, h.score + more) for h, more in zip(hits, alike, strict=True)]
        return sorted(scored, key=lambda h: (-h.score, h.passage.passage_id))

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
                return [Hit(index.passages[n], WORD_FOR_WORD) for n in rows]
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
                return [Hit(sharing[0].passage, WORD_FOR_WORD)]
    return []


def _citation(hit: Hit) -> Citation:
    p = hit.passage
    return Citation(p.passage_id, p.kind, p.title, p.day, p.text, hit.score, p.note_id)
