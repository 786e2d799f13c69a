"""Search over notes and summaries: exact phrases, filters, and notes added after publishing."""

from __future__ import annotations

import shutil
import time

import pandas as pd
import pytest

from data.tables import INPUT_TABLES
from data.workspace import Workspace
from forecasting.runstore import RunStore
from forecasting.views import write_table
from rag.embedded import Embedder
from rag.index import IndexMismatch, build_index, refresh_notes
from rag.retrieval import WORD_FOR_WORD, Retriever, flattened
from tests.rag.small_run import make_small_workspace, notes


@pytest.fixture(scope="module")
def embedder():
    return Embedder.load()


@pytest.fixture(scope="module")
def built(tmp_path_factory, embedder):
    made = make_small_workspace(tmp_path_factory.mktemp("retrieval") / "w", previous=False)
    store = RunStore(made)
    build_index(store.folder(store.served()), store.connect(), embedder)
    return made


@pytest.fixture
def workspace(tmp_path, built):
    """A copy that a test may change."""
    shutil.copytree(built.root, tmp_path / "w")
    return Workspace(tmp_path / "w")


@pytest.fixture
def retriever(workspace, embedder):
    return Retriever(workspace, RunStore(workspace).served(), embedder)


def add_note(workspace, note_id, title, body, **about):
    row = {"note_id": note_id, "date": pd.Timestamp("2024-03-13"), "title": title, "body": body, **about}
    write_table(workspace.data_dir, INPUT_TABLES["notes"], pd.concat([notes(), pd.DataFrame([row])], ignore_index=True))


def test_a_phrase_that_stands_in_a_note_is_found_whatever_its_case_and_marks(retriever):
    for phrase in (
        "return the batch to the supplier",
        "RETURN THE BATCH, to the supplier!",
        "the drop test in 98% of cases",
    ):
        found = retriever.search(phrase, {"kind": "note"}, 3)
        assert flattened(phrase) in flattened(found[0].text)
        assert found[0].score == WORD_FOR_WORD


def test_a_quoted_part_of_a_question_is_looked_up_word_for_word(retriever):
    found = retriever.search('which note says "Containers wait for 12 days at the port"?', {"kind": "note"}, 1)
    assert found[0].note_id == "N2"
    assert found[0].title == "Port strike delays Northern Tools"


def test_meaning_finds_a_note_without_its_words(retriever):
    assert retriever.search("dock workers stopped, shipments are held up", {"kind": "note"}, 1)[0].note_id == "N2"


def test_filters_narrow_to_what_a_note_is_about(retriever):
    found = retriever.search("what should I know", {"kind": "note", "supplier_id": "V1"}, 5)
    assert [c.note_id for c in found] == ["N1"]


def test_summaries_are_found_beside_notes(retriever):
    found = retriever.search("best sellers in Lyon", {"kind": "summary"}, 3)
    assert found[0].title.startswith("Best sellers")
    assert "Lyon" in found[0].title


def test_a_note_added_after_publishing_is_found_within_five_seconds_and_a_deleted_one_is_gone(workspace, retriever):
    assert retriever.search("glass jars break", {"kind": "note"}, 1)[0].note_id != "N9"
    started = time.process_time()  # of this process: a busy machine does not fail the test
    add_note(workspace, "N9", "Broken jars", "Glass jars of honey break on the new pallets.")
    refresh_notes(workspace, retriever.embedder)
    assert retriever.search("glass jars break", {"kind": "note"}, 1)[0].note_id == "N9"
    assert time.process_time() - started < 5
    write_table(workspace.data_dir, INPUT_TABLES["notes"], notes())
    assert "N9" not in {c.note_id for c in retriever.search("glass jars break", {"kind": "note"}, 10)}


def test_an_index_of_another_run_is_not_served(workspace, embedder):
    run_id = RunStore(workspace).served()
    other = workspace.runs_dir / "20200101T000000-000000"
    other.mkdir()
    (workspace.runs_dir / run_id / "index").rename(other / "index")
    with pytest.raises(IndexMismatch, match="made for run"):
        Retriever(workspace, other.name, embedder).search("x", {"kind": "summary"})
    assert Retriever(workspace, other.name, embedder).search("late deliveries", {"kind": "note"}, 1)


def test_a_workspace_without_notes_searches_to_nothing(tmp_path, embedder):
    made = make_small_workspace(tmp_path / "w", previous=False)
    made.table_path("notes").unlink()
    assert Retriever(made, RunStore(made).served(), embedder).search("anything at all", {"kind": "note"}) == []
