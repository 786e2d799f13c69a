"""Passages: what is cut where, what a summary says, and when a hash changes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from forecasting.runstore import RunStore
from rag.passages import CHUNK_CHARACTERS, chunks, note_passages, run_passages
from tests.rag.small_run import PRODUCTS, STORES, make_small_workspace, series


@pytest.fixture(scope="module")
def connection(tmp_path_factory):
    return RunStore(make_small_workspace(tmp_path_factory.mktemp("passages") / "w")).connect()


def test_a_table_is_never_cut_and_a_heading_stays_with_what_follows():
    table = "| item | price |\n|---|---|\n" + "\n".join(f"| part {n} | {n}.50 |" for n in range(200))
    body = "# Price list\n\nValid from May.\n\n## Parts\n\n" + table + "\n\nAll prices without tax."
    pieces = chunks(body)
    holding = [p for p in pieces if "| part 0 |" in p]
    assert len(holding) == 1
    assert "| part 199 |" in holding[0]
    assert "## Parts" in holding[0]
    assert pieces[0].startswith("# Price list\nValid from May.")
    assert "All prices without tax." in pieces[-1]


def test_long_text_is_cut_between_sentences_and_nothing_is_lost():
    sentences = [f"Sentence number {n} is about the delivery of goods in week {n}." for n in range(120)]
    pieces = chunks(" ".join(sentences))
    assert all(len(p) <= CHUNK_CHARACTERS for p in pieces)
    assert " ".join(pieces).split() == " ".join(sentences).split()
    assert all(p.endswith(".") for p in pieces)


def test_an_empty_note_is_one_empty_piece():
    assert chunks("  \n\n ") == [""]


def test_every_note_piece_carries_title_date_and_what_it_is_about(connection):
    passages = {p.passage_id: p for p in note_passages(connection)}
    recall = passages["note:N3#0"]
    assert recall.searchable.startswith("Recall of Claw Hammer (2024-03-02). ")
    assert (recall.supplier_id, recall.product_id, recall.note_id) == ("V2", "P3", "N3")
    assert len({p.note_id for p in passages.values()}) == 5


def test_a_run_has_a_summary_of_every_series_product_store_category_and_supplier(connection):
    passages = run_passages(connection)
    by_level: dict[str, list] = {}
    for passage in passages:
        by_level.setdefault(passage.level, []).append(passage)
    assert len(by_level["series"]) == len(series())
    assert {p.product_id for p in by_level["product"]} == set(PRODUCTS)
    assert {p.store_id for p in by_level["store"]} == set(STORES)
    assert {p.title for p in by_level["category"]} == {"Drinks", "Hardware", "Baking"}
    assert {p.supplier_id for p in by_level["supplier"]} == {"V1", "V2", "V3"}
    assert len({p.passage_id for p in passages}) == len(passages)
    assert len(run_passages(connection, most_series=3)) == len(passages) - len(series()) + 3


def test_a_summary_says_the_figures_of_the_run(connection):
    passage = next(p for p in run_passages(connection) if p.passage_id == "series:S1|P1")
    total, low, high = connection.execute(
        "SELECT cum_mean, cum_p10, cum_p90 FROM forecasts "
        "WHERE store_id = 'S1' AND product_id = 'P1' AND target = 'sales' AND step = 7"
    ).fetchone()
    assert f"{total:,.1f} units expected over the next 7 days (80% range {low:,.1f} to {high:,.1f})" in passage.text
    assert "Oat Milk 1L in Leeds" in passage.searchable
    assert not any(c.isdigit() for c in passage.searchable.replace("1L", ""))


def test_the_hash_follows_every_field(connection):
    passage = note_passages(connection)[0]
    assert passage.content_hash == replace(passage).content_hash
    for field in ("title", "text", "date", "supplier_id", "note_id"):
        assert replace(passage, **{field: "another"}).content_hash != passage.content_hash
