"""Purchase orders: drafted, edited, approved or rejected with a reason, exported, never ordered twice."""

from __future__ import annotations

import csv
import io
import json
from datetime import date

import numpy as np
import openpyxl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.errors import QuartermasterError
from data.workspace import Workspace
from forecasting.inventory import recommend
from forecasting.inventory.order_export import export, neutralise, to_csv, to_excel, to_pdf
from forecasting.inventory.purchase_orders import OrderBook, OrderError

TODAY = date(2024, 3, 4)
PRODUCTS = pd.DataFrame(
    {"product_id": ["p0", "p1"], "name": ['=HYPERLINK("http://x")', "Crème Brûlée “XL”"], "unit_cost": [2.0, None]}
)


@pytest.fixture
def book(tmp_path) -> OrderBook:
    return OrderBook(Workspace(tmp_path).create())


@pytest.fixture
def table(world) -> pd.DataFrame:
    return recommend(world(rate=[10.0, 10.0, 10.0], on_hand=[100.0, 50.0, 900.0]))


def draft(book, table):
    return book.draft(table, PRODUCTS, run_id="20240303T000000-000000", today=TODAY)


def test_a_draft_holds_the_recommended_lines_of_its_supplier(book, table):
    (order,) = draft(book, table)
    assert order.order_id == "PO-20240304-0001"
    assert [(line.product_id, line.quantity) for line in order.lines] == [("p0", 20.0), ("p1", 70.0)]
    assert order.lines[0].order_by == "2024-03-04"
    assert order.lines[0].due_on == "2024-03-09"
    assert order.value == 40.0  # the second line has no cost
    assert book.get(order.order_id) == order


def test_a_new_draft_replaces_the_old_one_of_the_same_supplier(book, table):
    draft(book, table)
    draft(book, table)
    assert len(book.orders()) == 1


def test_an_approved_order_counts_as_open_and_is_not_ordered_again(book, table):
    (order,) = draft(book, table)
    book.approve(order.order_id, by="Kim")
    requests = book.open_requests()
    assert requests.quantity.tolist() == [20.0, 70.0]
    assert requests.due_on.tolist() == [pd.Timestamp("2024-03-09")] * 2
    assert draft(book, table) == []
    # Once the user's own open orders have it, the recommendation has it too, and it is not taken off twice.
    assert book.open_requests(known=[order.order_id]).empty
    assert len(book.draft(table, PRODUCTS, today=TODAY, open_order_ids=[order.order_id])) == 1


def test_a_request_that_the_users_own_table_has_under_another_id_is_not_counted_twice(book, table):
    (order,) = draft(book, table)
    book.approve(order.order_id)
    today = pd.Timestamp.now()
    theirs = pd.DataFrame(
        {"order_id": ["ERP-7"], "store_id": ["S1"], "product_id": ["p0"], "quantity": [20.0], "ordered_on": [today]}
    )
    assert book.open_requests(open_orders=theirs).product_id.tolist() == ["p1"]
    older = theirs.assign(ordered_on=today - pd.Timedelta(days=30))
    assert book.open_requests(open_orders=older).product_id.tolist() == ["p0", "p1"]


def test_only_what_was_approved_after_the_run_is_taken_off_its_recommendations(book, table):
    (order,) = draft(book, table)
    book.approve(order.order_id)
    later_run = "29990101T000000-000000"
    again = book.draft(table, PRODUCTS, run_id=later_run, today=TODAY)
    assert again[0].units == 90.0  # that run has counted the approved order as on order already


def test_a_received_order_is_no_longer_open(book, table):
    (order,) = draft(book, table)
    with pytest.raises(OrderError, match="approved"):
        book.receive(order.order_id)
    book.approve(order.order_id)
    assert book.receive(order.order_id).status == "received"
    assert book.open_requests().empty


def test_edits_decisions_and_reasons_are_kept(book, table):
    (order,) = draft(book, table)
    book.edit(order.order_id, line=0, quantity=24, by="Kim")
    rejected = book.reject(order.order_id, reason="price under negotiation", by="Lou")
    again = book.get(order.order_id)
    assert again == rejected
    assert again.status == "rejected"
    assert again.reason == "price under negotiation"
    assert [h["what"] for h in again.history] == ["edit", "rejected"]
    assert again.lines[0].quantity == 24.0
    assert again.lines[0].recommended == 20.0
    with pytest.raises(OrderError, match="rejected"):
        book.approve(order.order_id)


@pytest.mark.parametrize("quantity", [-1.0, np.nan, np.inf])
def test_impossible_quantities_are_refused(book, table, quantity):
    (order,) = draft(book, table)
    with pytest.raises(OrderError, match="quantity"):
        book.edit(order.order_id, 0, quantity)


def test_rejecting_needs_a_reason_and_ids_cannot_leave_the_folder(book, table):
    (order,) = draft(book, table)
    with pytest.raises(OrderError, match="why"):
        book.reject(order.order_id, reason="  ")
    for bad in ("../../etc/passwd", "PO-20240304-0001/../x", ""):
        with pytest.raises(OrderError, match="purchase order"):
            book.get(bad)
    with pytest.raises(OrderError, match="no purchase order"):
        book.get("PO-20240304-0999")


def test_an_empty_order_cannot_be_approved(book, table):
    (order,) = draft(book, table)
    for line in range(2):
        book.edit(order.order_id, line, 0)
    with pytest.raises(OrderError, match="orders nothing"):
        book.approve(order.order_id)


def test_a_damaged_file_is_an_error_with_its_name(book, table):
    (order,) = draft(book, table)
    (book.folder / f"{order.order_id}.json").write_text("{", encoding="utf-8")
    with pytest.raises(OrderError, match="damaged"):
        book.get(order.order_id)


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1+1", "\u00a0=1", "|calc", "%0A", "＝1"]
)
def test_cells_that_a_spreadsheet_would_run_are_neutralised(text):
    assert neutralise(text) == f"'{text}"


@given(st.text(max_size=20))
def test_neutralised_text_never_starts_a_formula_and_keeps_its_content(text):
    safe = neutralise(text)
    assert safe.endswith(text)
    assert not safe.lstrip(" \u00a0\ufeff\u200b").startswith(("=", "+", "-", "@", "\t", "\r"))


def test_csv_excel_and_pdf_hold_the_order_without_formulas(book, table):
    (order,) = draft(book, table)
    rows = list(csv.reader(io.StringIO(to_csv(order).decode("utf-8-sig"))))
    assert rows[1][4] == '\'=HYPERLINK("http://x")'
    assert rows[2][4] == "Crème Brûlée “XL”"
    assert rows[1][5] == "20.0"
    sheet = openpyxl.load_workbook(io.BytesIO(to_excel(order))).active
    assert sheet["E2"].data_type == "s"
    assert sheet["E2"].value.startswith("'=")
    assert sheet["F2"].value == 20
    assert sheet["H4"].value == 40
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    pdf = to_pdf(order)
    assert pdf.startswith(b"%PDF")
    assert len(pdf) > 1000


def test_unknown_formats_are_refused(book, table):
    (order,) = draft(book, table)
    assert export(order, "csv") == to_csv(order)
    with pytest.raises(QuartermasterError, match="csv, xlsx, pdf"):
        export(order, "docx")


def test_files_are_plain_json(book, table):
    (order,) = draft(book, table)
    raw = json.loads((book.folder / f"{order.order_id}.json").read_text(encoding="utf-8"))
    assert raw["value"] == 40.0
    assert raw["lines"][0]["product_id"] == "p0"
