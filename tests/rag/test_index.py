"""The passage index: filters before search, stable ids, upsert and delete, refusing what does not fit."""

from __future__ import annotations

import json

import numpy as np
import pytest

from rag.embedded import Embedder
from rag.index import FLAT_UP_TO, RRF_K, RRF_WEIGHT, IndexMismatch, PassageIndex, _vector_index, stable_id, tokens
from rag.passages import Passage


class CountingEmbedder:
    """Bag-of-letters vectors: cheap, deterministic, and it counts what it embeds."""

    fingerprint, dimension = "letters", 26

    def __init__(self):
        self.embedded = 0

    def encode(self, texts, batch_size=64):
        self.embedded += len(texts)
        rows = np.array([[t.lower().count(chr(97 + i)) for i in range(26)] for t in texts], np.float32).reshape(-1, 26)
        return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-6)


def note(number, text, **about):
    return Passage(f"note:{number}#0", "note", "note", f"Title {number}", text, "2024-01-01", f"N{number}", **about)


TEXTS = [
    "hammers arrive late",
    "milk price rises",
    "the port is on strike",
    "recall of hammers",
    "new oat drinks listed",
]


@pytest.fixture
def passages():
    return [note(n, t, supplier_id=f"V{n % 2}", product_id=f"P{n}") for n, t in enumerate(TEXTS)]


@pytest.fixture
def embedder():
    return CountingEmbedder()


def titles(hits):
    return [h.passage.note_id for h in hits]


def test_filters_are_applied_before_the_search_so_a_rare_entity_is_still_found(embedder):
    many = [note(n, "hammers arrive late from the port", supplier_id="V0") for n in range(300)]
    rare = note(999, "yearly contract about flour", supplier_id="V9")
    index = PassageIndex.build([*many, rare], embedder, "r1")
    vector = embedder.encode(["hammers late port"])[0]
    assert "N999" not in titles(index.search("hammers late port", vector, k=5))
    assert titles(index.search("hammers late port", vector, {"supplier_id": "V9"}, k=5)) == ["N999"]


@pytest.mark.parametrize("mode", ["hybrid", "dense", "bm25"])
def test_every_mode_keeps_to_the_filters(passages, embedder, mode):
    index = PassageIndex.build(passages, embedder, "r1")
    vector = embedder.encode(["hammers"])[0]
    hits = index.search("hammers", vector, {"supplier_id": ("V1",), "kind": "note"}, k=5, mode=mode)
    assert hits
    assert all(h.passage.supplier_id == "V1" for h in hits)
    assert index.search("hammers", vector, {"supplier_id": "none"}, mode=mode) == []
    with pytest.raises(KeyError, match="no filter"):
        index.search("hammers", vector, {"colour": "red"})


def test_fused_scores_are_the_cosine_and_the_reciprocal_ranks_of_both_searches(passages, embedder):
    index = PassageIndex.build(passages, embedder, "r1")
    vector = embedder.encode([passages[3].searchable])[0]
    best = index.search("recall hammers", vector, k=1)[0]
    assert best.passage.note_id == "N3"
    assert best.score == pytest.approx(vector @ vector + RRF_WEIGHT * 2 / (RRF_K + 1))


def test_a_changed_note_is_embedded_anew_others_are_kept_and_deleted_ones_are_gone(passages, embedder):
    index = PassageIndex.build(passages, embedder, "r1")
    before = embedder.embedded
    changed = [*passages[1:4], note(4, "the strike is over"), note(7, "a fresh note on nails")]
    updated = index.updated(changed, embedder)
    assert embedder.embedded == before + 2
    vector = embedder.encode(["hammers arrive late"])[0]
    assert "N0" not in titles(updated.search("hammers arrive late", vector, k=10))
    assert titles(updated.search("fresh nails", embedder.encode(["fresh nails"])[0], k=1)) == ["N7"]
    assert updated.updated(changed, embedder) is updated


def test_a_saved_index_gives_the_same_hits_and_no_pickle_is_written(passages, embedder, tmp_path):
    index = PassageIndex.build(passages, embedder, "run-1")
    index.save(tmp_path / "index")
    loaded = PassageIndex.load(tmp_path / "index", "letters", "run-1")
    vector = embedder.encode(["late hammers"])[0]
    for mode in ("hybrid", "dense", "bm25"):
        assert loaded.search("late hammers", vector, k=4, mode=mode) == index.search(
            "late hammers", vector, k=4, mode=mode
        )
    files = [p for p in (tmp_path / "index").rglob("*") if p.is_file()]
    assert {p.suffix for p in files} <= {".json", ".npy", ".parquet", ".faiss"}
    for path in files:
        if path.suffix == ".npy":
            np.load(path, allow_pickle=False)


@pytest.mark.parametrize(
    ("fingerprint", "owner", "what"), [("other", "run-1", "embedder"), ("letters", "run-2", "run")]
)
def test_an_index_of_another_run_or_embedder_is_refused(passages, embedder, tmp_path, fingerprint, owner, what):
    PassageIndex.build(passages, embedder, "run-1").save(tmp_path)
    with pytest.raises(IndexMismatch, match=f"made for {what}.*quartermaster run"):
        PassageIndex.load(tmp_path, fingerprint, owner)


def test_a_missing_or_damaged_index_is_named_with_its_mend(passages, embedder, tmp_path):
    with pytest.raises(IndexMismatch, match="there is no index"):
        PassageIndex.load(tmp_path / "none", "letters", "run-1")
    PassageIndex.build(passages, embedder, "run-1").save(tmp_path)
    manifest = json.loads((tmp_path / "manifest.json").read_text())
    (tmp_path / "manifest.json").write_text(json.dumps({**manifest, "count": 3}))
    with pytest.raises(IndexMismatch, match="incomplete"):
        PassageIndex.load(tmp_path, "letters", "run-1")


def test_an_empty_index_can_be_kept_and_searched(embedder, tmp_path):
    PassageIndex.build([], embedder, "notes").save(tmp_path)
    assert PassageIndex.load(tmp_path, "letters", "notes").search("x", np.zeros(26, np.float32)) == []


def test_ids_are_stable_and_fit_63_bits():
    assert stable_id("note:N1#0") == stable_id("note:N1#0")
    assert stable_id("note:N1#0") != stable_id("note:N1#1")
    assert all(0 <= stable_id(f"series:{n}") < 2**63 for n in range(1000))


def test_words_are_folded_over_case_accents_and_plurals():
    assert tokens("The Deliveries of Crème boxes were LATE") == ["delivery", "creme", "boxe", "late"]
    assert tokens("delivery box") != []
    assert tokens("hammers") == tokens("Hammer")


def test_many_vectors_get_an_inverted_file_that_removes_and_filters():
    import faiss

    rng = np.random.default_rng(3)
    few = rng.standard_normal((100, 8)).astype(np.float32)
    assert isinstance(_vector_index(few, np.arange(100, dtype=np.int64)), faiss.IndexIDMap2)
    n = FLAT_UP_TO + 1
    many = rng.standard_normal((n, 8)).astype(np.float32)
    many /= np.linalg.norm(many, axis=1, keepdims=True)
    index = _vector_index(many, np.arange(n, dtype=np.int64))
    assert isinstance(index, faiss.IndexIVFFlat)
    exact = np.argmax(many @ many[:50].T, axis=0)
    _, found = index.search(many[:50], 1)
    assert (found[:, 0] == exact).mean() > 0.95
    index.remove_ids(np.array([0], dtype=np.int64))
    assert index.search(many[:1], 1)[1][0, 0] != 0


def test_the_real_embedder_finds_meaning_without_shared_words():
    embedder = Embedder.load()
    passages = [note(0, "The harbour workers walked out"), note(1, "Yoghurt is sold cheaper in June")]
    index = PassageIndex.build(passages, embedder, "r1")
    vector = embedder.encode(["strike at the port"])[0]
    assert titles(index.search("strike at the port", vector, k=1, mode="dense")) == ["N0"]
