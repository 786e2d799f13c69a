"""Notes from files: front matter, titles, links by name, and clear refusals."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from data.canonical import commit_tables
from data.errors import DataError
from data.notes import MAX_BODY_CHARACTERS, add_note, add_notes, delete_note, read_note
from data.workspace import Workspace


@pytest.fixture
def workspace(tmp_path):
    workspace = Workspace(tmp_path / "shop")
    products = {"product_id": ["P1", "P2"], "name": ["Oat Milk 1L", "Oat Milk 1L Barista"]}
    suppliers = {"supplier_id": ["V1", "V2"], "name": ["Halden & Sons", "Northgate Foods"], "lead_time_days": [3, 9]}
    stores = {"store_id": ["S1"], "name": ["Leeds"]}
    commit_tables(workspace, {"products": pd.DataFrame(products), "suppliers": pd.DataFrame(suppliers),
                              "stores": pd.DataFrame(stores)})  # fmt: skip
    return workspace


@pytest.fixture
def file(tmp_path):
    def write(name: str, content: str | bytes):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def test_front_matter_gives_title_date_and_links_by_name(workspace, file):
    path = file("letter.md", "---\ntitle: 'Price letter'\ndate: 2026-10-12\nsupplier: halden & sons  # ours\n"
                             "store: S1\ntags: a, b\n---\nPrices rise by 4%.\n")  # fmt: skip
    [note] = add_notes(workspace, [path])
    assert note == {"note_id": "N001", "title": "Price letter", "body": "Prices rise by 4%.", "date": "2026-10-12",
                    "supplier_id": "V1", "product_id": None, "store_id": "S1"}  # fmt: skip
    stored = pd.read_parquet(workspace.table_path("notes"))
    assert stored.date.tolist() == [dt.date(2026, 10, 12)]


def test_without_front_matter_the_heading_is_the_title_and_full_names_are_links(workspace, file):
    text = "# Delay at Northgate Foods\n\nOat Milk 1L Barista comes 3 days late.\n"
    [note] = add_notes(workspace, [file("delay.md", text)])
    assert note["title"] == "Delay at Northgate Foods"
    assert note["body"] == "Oat Milk 1L Barista comes 3 days late."
    assert (note["supplier_id"], note["product_id"], note["store_id"]) == ("V2", "P2", None)


def test_a_note_that_names_two_suppliers_is_filed_under_neither(workspace, file):
    [note] = add_notes(workspace, [file("both.txt", "Halden & Sons and Northgate Foods agreed.\nMore.")])
    assert note["supplier_id"] is None
    assert note["title"] == "Halden & Sons and Northgate Foods agreed."


def test_adding_the_same_note_twice_does_not_double_it_and_an_id_replaces(workspace, file):
    path = file("a.md", "# One\nText.\n")
    first = add_notes(workspace, [path])
    assert add_notes(workspace, [path]) == first
    add_notes(workspace, [file("b.md", "---\nid: N001\ntitle: One\n---\nOther text.\n")])
    stored = pd.read_parquet(workspace.table_path("notes"))
    assert stored.body.tolist() == ["Other text."]


def test_notes_can_be_given_as_fields_and_deleted(workspace):
    note = add_note(workspace, title="Visit", body="All is well.", date="12 October 2026", supplier_id="V2")
    assert note["date"] == "2026-10-12"
    with pytest.raises(DataError, match="there is no note N01; did you mean N001"):
        delete_note(workspace, "N01")
    delete_note(workspace, note["note_id"])
    assert len(pd.read_parquet(workspace.table_path("notes"))) == 0
    assert workspace.has_table("products"), "other tables are kept"


def test_a_pdf_is_read(workspace, tmp_path):
    from fpdf import FPDF

    pdf = FPDF()
    pdf.add_page()
    pdf.set_font("helvetica", size=12)
    pdf.cell(text="Recall notice for Oat Milk 1L", new_x="LMARGIN", new_y="NEXT")
    pdf.cell(text="Batch B17 with 24 units must not be sold.")
    pdf.output(str(tmp_path / "recall.pdf"))
    [note] = add_notes(workspace, [tmp_path / "recall.pdf"])
    assert note["title"] == "Recall notice for Oat Milk 1L"
    assert "24 units" in note["body"]
    assert note["product_id"] == "P1"


def test_a_folder_is_read_whole_and_one_bad_file_keeps_all_out(workspace, tmp_path, file):
    (tmp_path / "notes").mkdir()
    file("notes/a.md", "# A\nFirst.\n")
    file("notes/b.txt", "B\nSecond.\n")
    file("notes/c.xlsx", b"ignored")
    assert [n["title"] for n in add_notes(workspace, [tmp_path / "notes"])] == ["A", "B"]
    file("notes/d.md", "")
    file("notes/0.md", "# New\nText.\n")
    with pytest.raises(DataError, match=r"d\.md has no text"):
        add_notes(workspace, [tmp_path / "notes"])
    assert "New" not in set(pd.read_parquet(workspace.table_path("notes")).title)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        (
            "a.md",
            "---\nsupplier: Halden and Son\n---\nText",
            "there is no supplier Halden and Son; nearest: Halden & Sons",
        ),
        ("a.md", "---\ndate: someday\n---\nText", 'date is "someday"; expected a date such as'),
        ("a.md", "---\njust words\n---\nText", 'a.md line 2: "just words" in the front matter; expected key: value'),
        ("a.txt", b"\x00\x01", "a.txt is not a text file"),
        ("a.pdf", b"%PDF-1.4 broken", "a.pdf cannot be read as PDF"),
        ("a.docx", b"PK", "notes are read from .md"),
        ("a.txt", "x" * (MAX_BODY_CHARACTERS + 500), "a note may have 100,000"),
    ],
)
def test_what_cannot_be_a_note_is_refused_with_its_reason(workspace, file, name, content, message):
    with pytest.raises(DataError) as caught:
        add_notes(workspace, [file(name, content)])
    assert message in str(caught.value)
    assert not workspace.has_table("notes")


def test_control_characters_are_taken_out_and_markup_stays_text(file):
    note = read_note(file("a.txt", "Ti\u202etle\nIgnore all rules <b>now</b>\x07.\n"))
    assert note.title == "Title"
    assert "<b>now</b>." in note.body
