"""The passage index: MiniLM vectors in FAISS, BM25 beside it, filters applied before the search.

    index = PassageIndex.build(passages, embedder, owner=run_id)
    index.save(folder); PassageIndex.load(folder, embedder.fingerprint, owner=run_id)
    index.search("late hammers", vector, filters={"supplier_id": "V2"}, k=5)

Ids are 63 bits of a hash of the passage id, so they are stable over rebuilds. A folder
carries the id of its run and the fingerprint of its embedder and serves no other.
"""

from __future__ import annotations

import importlib
import json
import logging
import math
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from data.errors import QuartermasterError
from data.workspace import atomic_write_text
from rag.passages import Passage, passage_columns

if TYPE_CHECKING:
    from rag.embedded import Embedder

__all__ = [
    "DEPTH",
    "FILTERS",
    "Hit",
    "IndexMismatch",
    "PassageIndex",
    "build_index",
    "refresh_notes",
    "stable_id",
    "tokens",
]

RRF_K = 60  # Cormack, Clarke and Buettcher 2009, Reciprocal Rank Fusion
#: Weight of the reciprocal ranks beside the cosine: the same nDCG within 0.02 from 5 to 20 on five judged collections.
RRF_WEIGHT = 8.0
#: Hits that each of the two searches gives to the fusion.
DEPTH = 50
#: Exact search of this many 384-wide vectors takes about 5 ms on one core. Above it an inverted
#: file; not HNSW, because HNSW in FAISS cannot remove vectors, and notes are deleted.
FLAT_UP_TO = 50_000
FORMAT = 1
FILTERS = ("kind", "level", "note_id", "product_id", "store_id", "supplier_id", "category", "passage_id")


class IndexMismatch(QuartermasterError):
    """The index belongs to another run, another embedder or another format."""


@dataclass(frozen=True)
class Hit:
    passage: Passage
    score: float


def stable_id(passage_id: str) -> int:
    """63-bit id of a passage id."""
    return int.from_bytes(blake2b(passage_id.encode("utf-8"), digest_size=8).digest(), "big") >> 1


def tokens(text: str) -> list[str]:
    """Words without case and accents, plurals folded (the S-stemmer of Harman 1991); stop words left out."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return [_singular(w) for w in re.findall(r"[^\W_]+", plain) if w not in _STOP]


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies") and not word.endswith(("eies", "aies")):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith("es") and not word.endswith(("aes", "ees", "oes")):
        return word[:-1]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("us", "ss")):
        return word[:-1]
    return word


_STOP = frozenset(
    word
    for line in (
        "a an and are as at be been but by can could did do does for from had has have how i",
        "if in into is it its me my no not of on or our shall she should so some such",
        "than that the their them then there these they this",
        "to us was we were what when where which who why will with would you your any about",
    )
    for word in line.split()
)


@dataclass
class PassageIndex:
    """Passages with their vectors (N, D) float32 of length one. Read-only use is thread-safe."""

    passages: list[Passage]
    vectors: np.ndarray
    owner: str
    fingerprint: str
    _faiss: Any = None
    _bm25: Any = None
    _places: dict[str, dict[str, list[int]]] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        self.ids = np.array([stable_id(p.passage_id) for p in self.passages], dtype=np.int64)
        if len(set(self.ids.tolist())) != len(self.ids):
            raise ValueError("two passages have the same id")
        self._row = {int(i): n for n, i in enumerate(self.ids)}
        if self._faiss is None:
            self._faiss = _vector_index(self.vectors, self.ids)
        if self._bm25 is None:
            self._bm25 = _bm25(self.passages)

    def __len__(self) -> int:
        return len(self.passages)

    # -- making -----------------------------------------------------------------------
    @classmethod
    def build(
        cls, passages: Sequence[Passage], embedder: Embedder, owner: str, known: PassageIndex | None = None
    ) -> PassageIndex:
        """Embed passages; texts that `known` has already (same text, same embedder) are taken from it."""
        kept: dict[str, np.ndarray] = {}
        if known is not None and known.fingerprint == embedder.fingerprint:
            kept = {p.searchable: v for p, v in zip(known.passages, known.vectors, strict=True)}
        new = list(dict.fromkeys(p.searchable for p in passages if p.searchable not in kept))
        kept |= dict(zip(new, embedder.encode(new), strict=True))
        vectors = np.array([kept[p.searchable] for p in passages], dtype=np.float32)
        return cls(list(passages), vectors.reshape(len(passages), embedder.dimension), owner, embedder.fingerprint)

    def updated(self, passages: Sequence[Passage], embedder: Embedder) -> PassageIndex:
        """The index of exactly these passages: changed ones embedded anew, missing ones gone."""
        if {p.passage_id: p.content_hash for p in passages} == {p.passage_id: p.content_hash for p in self.passages}:
            return self
        return PassageIndex.build(passages, embedder, self.owner, self)

    # -- searching --------------------------------------------------------------------
    def search(
        self,
        text: str,
        vector: np.ndarray | None,
        filters: Mapping[str, Any] | None = None,
        k: int = 5,
        mode: str = "hybrid",
    ) -> list[Hit]:
        """The best `k` passages that meet the filters. `mode`: hybrid, ranks, dense or bm25.

        "ranks" sums the reciprocal ranks in both searches; "hybrid" adds the cosine to `RRF_WEIGHT` times that sum.
        """
        allowed = self.allowed(filters)
        if not len(self) or (allowed is not None and not allowed.any()):
            return []
        depth = max(DEPTH, k)
        rankings = []
        if mode != "bm25" and vector is not None:
            rankings.append(self._dense(vector, allowed, depth))
        if mode != "dense":
            rankings.append(self._lexical(text, allowed, depth))
        scores: dict[int, float] = {}
        for ranking in rankings:
            for rank, row in enumerate(ranking, 1):
                scores[row] = scores.get(row, 0.0) + 1.0 / (RRF_K + rank)
        if mode == "hybrid" and vector is not None and scores:
            near = self.vectors[list(scores)] @ np.asarray(vector, dtype=np.float32).ravel()
            scores = {row: RRF_WEIGHT * s + float(c) for (row, s), c in zip(scores.items(), near, strict=True)}
        best = sorted(scores.items(), key=lambda item: (-item[1], self.passages[item[0]].passage_id))
        return [Hit(self.passages[row], score) for row, score in best[:k]]

    def allowed(self, filters: Mapping[str, Any] | None) -> np.ndarray | None:
        """(N,) bool of the passages that meet all filters; None when there is no filter. `KeyError` for others."""
        mask: np.ndarray | None = None
        for name, wanted in (filters or {}).items():
            if name not in FILTERS:
                raise KeyError(f"no filter is called {name!r}; there are {', '.join(FILTERS)}")
            values = [wanted] if isinstance(wanted, str) else list(wanted)
            found = np.zeros(len(self), dtype=bool)
            rows = self._rows_with(name)
            for value in values:
                found[rows.get(value, [])] = True
            mask = found if mask is None else mask & found
        return None if mask is not None and len(mask) and mask.all() else mask

    def _rows_with(self, name: str) -> dict[str, list[int]]:
        """Row numbers by value of one filter, made when first needed."""
        if name not in self._places:
            places: dict[str, list[int]] = {}
            for number, passage in enumerate(self.passages):
                places.setdefault(getattr(passage, name), []).append(number)
            self._places[name] = places
        return self._places[name]

    def _dense(self, vector: np.ndarray, allowed: np.ndarray | None, depth: int) -> list[int]:
        faiss: Any = importlib.import_module("faiss")  # its stubs lack the keywords of the search parameters

        query = np.ascontiguousarray(vector, dtype=np.float32).reshape(1, -1)
        selector = None if allowed is None else faiss.IDSelectorBatch(self.ids[allowed])
        parameters: Any = None
        if isinstance(self._faiss, faiss.IndexIVF):  # with a filter few are left, so all lists are looked at
            probes = self._faiss.nprobe if selector is None else self._faiss.nlist
            parameters = faiss.SearchParametersIVF(sel=selector, nprobe=probes)
        elif selector is not None:
            parameters = faiss.SearchParameters(sel=selector)
        _, found = self._faiss.search(query, min(depth, len(self)), params=parameters)
        return [self._row[int(i)] for i in found[0] if i >= 0]

    def _lexical(self, text: str, allowed: np.ndarray | None, depth: int) -> list[int]:
        words = [w for w in tokens(text) if w in self._bm25.vocab_dict]
        if not words:
            return []
        scores = self._bm25.get_scores(words)
        if allowed is not None:
            scores = np.where(allowed, scores, 0.0)
        take = min(depth, len(scores))
        best = np.argpartition(-scores, take - 1)[:take] if take < len(scores) else np.arange(len(scores))
        best = best[scores[best] > 0]
        return [int(i) for i in best[np.lexsort((best, -scores[best]))]]

    # -- keeping ----------------------------------------------------------------------
    def save(self, folder: Path) -> None:
        """Write vectors, passages, BM25 and manifest; the manifest comes last."""
        import faiss
        import pyarrow as pa
        import pyarrow.parquet as pq

        folder.mkdir(parents=True, exist_ok=True)
        faiss.write_index(self._faiss, str(folder / "vectors.faiss"))
        np.save(folder / "vectors.npy", self.vectors, allow_pickle=False)
        columns = {name: [getattr(p, name) for p in self.passages] for name in passage_columns()}
        schema = pa.schema([(name, pa.string()) for name in passage_columns()])
        pq.write_table(pa.table(columns, schema=schema), folder / "passages.parquet", compression="zstd")
        if len(self):
            self._bm25.save(folder / "bm25", allow_pickle=False, show_progress=False)
        manifest = {
            "format": FORMAT,
            "owner": self.owner,
            "embedder": self.fingerprint,
            "count": len(self),
            "dimension": int(self.vectors.shape[1]),
            "kind": type(self._faiss).__name__,
        }
        atomic_write_text(folder / "manifest.json", json.dumps(manifest, indent=1) + "\n")

    @classmethod
    def load(cls, folder: Path, fingerprint: str, owner: str) -> PassageIndex:
        """Open a saved index; `IndexMismatch` unless it was made for this owner and embedder."""
        import faiss
        import pyarrow.parquet as pq

        manifest = _manifest(folder)
        for name, wanted, found in (
            ("format", FORMAT, manifest.get("format")),
            ("run", owner, manifest.get("owner")),
            ("embedder", fingerprint, manifest.get("embedder")),
        ):
            if wanted != found:
                raise IndexMismatch(
                    f"the index in {folder} was made for {name} {str(found)[:24]}, not {str(wanted)[:24]}; "
                    "build it again: quartermaster run"
                )
        rows = pq.read_table(folder / "passages.parquet").to_pylist()
        passages = [Passage(**row) for row in rows]
        vectors = np.load(folder / "vectors.npy", allow_pickle=False)
        if len(passages) != manifest["count"] or vectors.shape != (manifest["count"], manifest["dimension"]):
            raise IndexMismatch(f"the index in {folder} is incomplete; build it again: quartermaster run")
        lexical = None
        if passages:
            lexical = _bm25s().BM25.load(folder / "bm25", load_corpus=False, allow_pickle=False, show_progress=False)
        return cls(
            passages, vectors, owner, fingerprint, faiss.read_index(str(folder / "vectors.faiss")), lexical or _bm25([])
        )


def _manifest(folder: Path) -> dict[str, Any]:
    try:
        return json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise IndexMismatch(f"there is no index in {folder}; build it: quartermaster run") from None
    except json.JSONDecodeError as error:
        raise IndexMismatch(f"the index in {folder} is damaged ({error}); build it again: quartermaster run") from None


def _vector_index(vectors: np.ndarray, ids: np.ndarray) -> Any:
    """Exact search for what fits it, an inverted file above `FLAT_UP_TO`."""
    import faiss

    n, width = vectors.shape
    if n <= FLAT_UP_TO:
        index = faiss.IndexIDMap2(faiss.IndexFlatIP(width))
        if n:
            index.add_with_ids(vectors, ids)
        return index
    lists = int(4 * math.sqrt(n))
    quantiser = faiss.IndexFlatIP(width)
    inverted = faiss.IndexIVFFlat(quantiser, width, lists, faiss.METRIC_INNER_PRODUCT)
    inverted.cp.seed = 7
    sample = np.random.default_rng(7).permutation(n)[: 40 * lists]
    inverted.train(vectors[sample])
    inverted.add_with_ids(vectors, ids)
    inverted.nprobe = max(16, lists // 16)
    return inverted


def _bm25s() -> Any:
    """bm25s, without the debug lines that it writes by itself."""
    import bm25s

    logging.getLogger("bm25s").setLevel(logging.WARNING)
    return bm25s


def _bm25(passages: Sequence[Passage]) -> Any:
    bm25s = _bm25s()
    index = bm25s.BM25(k1=1.2, b=0.75)  # Robertson and Zaragoza 2009
    index.vocab_dict = {}
    if passages:
        index.index([tokens(p.searchable) or ["-"] for p in passages], show_progress=False)
    return index


def build_index(run_folder: Path, connection: Any, embedder: Embedder | None = None) -> PassageIndex:
    """Index the summaries of a run into `<run_folder>/index`, and bring the notes up to date.

    Called by the pipeline on a staging folder, before the run is published.
    """
    from rag.embedded import Embedder
    from rag.notes.index import refresh
    from rag.passages import run_passages

    embedder = embedder or Embedder.load()
    run_id = run_folder.name.removeprefix(".staging-")
    index = PassageIndex.build(run_passages(connection), embedder, run_id)
    index.save(run_folder / "index")
    refresh(run_folder.parent.parent, embedder, connection)
    return index


def refresh_notes(workspace: Any, embedder: Embedder | None = None) -> PassageIndex:
    """Index notes that were added, changed or deleted since the last call."""
    from rag.notes.index import refresh

    return refresh(workspace.root, embedder)
