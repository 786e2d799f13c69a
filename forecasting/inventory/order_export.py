"""Purchase orders as CSV, Excel and PDF. Text that a spreadsheet would run as a formula is neutralised."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

from data.errors import QuartermasterError

if TYPE_CHECKING:
    from forecasting.inventory.purchase_orders import PurchaseOrder

__all__ = ["export", "neutralise", "to_csv", "to_excel", "to_pdf"]

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%", "＝", "＋", "－", "＠")
_HEADINGS = (
    "Order", "Supplier", "Store", "Product", "Name", "Quantity", "Unit cost", "Value", "Order by", "Due on", "Reason",
)  # fmt: skip
_ALIGNED = ("LEFT", "LEFT", "LEFT", "RIGHT", "RIGHT", "RIGHT", "LEFT", "LEFT")
_LATIN = {"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "...", "€": "EUR "}


def neutralise(text: str) -> str:
    """`text`, led by an apostrophe where a spreadsheet would read it as a formula or a command.

    Leading spaces do not help an attacker: " =1+1" is caught too. Example: "=HYPERLINK(...)" -> "'=HYPERLINK(...)".
    """
    bare = text.lstrip(" \u00a0\ufeff\u200b")
    return f"'{text}" if bare.startswith(_FORMULA_STARTS) else text


def _rows(order: PurchaseOrder) -> list[list[Any]]:
    """One row per line; text neutralised, numbers left numbers."""
    return [
        [
            neutralise(order.order_id), neutralise(order.supplier), neutralise(line.store_id),
            neutralise(line.product_id), neutralise(line.name), line.quantity, line.unit_cost, line.value,
            line.order_by, line.due_on, neutralise(line.reason),
        ]
        for line in order.lines
    ]  # fmt: skip


def to_csv(order: PurchaseOrder) -> bytes:
    """UTF-8 with a byte order mark, so that Excel reads accents; RFC 4180 line ends."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(_HEADINGS)
    writer.writerows(["" if v is None else v for v in row] for row in _rows(order))
    return stream.getvalue().encode("utf-8-sig")


def to_excel(order: PurchaseOrder) -> bytes:
    """One sheet; strings are written as strings, never as formulas or links."""
    import xlsxwriter

    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(stream, options) as book:
        bold, money = book.add_format({"bold": True}), book.add_format({"num_format": "#,##0.00"})
        sheet = book.add_worksheet("Purchase order")
        sheet.write_row(0, 0, _HEADINGS, bold)
        rows = _rows(order)
        for i, row in enumerate(rows, start=1):
            for j, value in enumerate(row):
                if isinstance(value, str):
                    sheet.write_string(i, j, value)
                elif value is not None:
                    sheet.write_number(i, j, value, money if j in (6, 7) else None)
        last = len(rows) + 1
        sheet.write_string(last, 6, f"Total {order.currency}", bold)
        sheet.write_number(last, 7, order.value, money)
        sheet.set_column(3, 4, 26)
        sheet.set_column(10, 10, 80)
    return stream.getvalue()


def to_pdf(order: PurchaseOrder) -> bytes:
    """A4, one table; characters beyond Latin-1 are replaced because the built-in fonts have no others."""
    from fpdf import FPDF

    pdf = FPDF(orientation="landscape")
    pdf.set_title(_latin(f"Purchase order {order.order_id}"))
    pdf.add_page()
    pdf.set_font("helvetica", style="B", size=14)
    pdf.cell(0, 10, _latin(f"Purchase order {order.order_id} ({order.status})"), new_x="LMARGIN", new_y="NEXT")
    pdf.set_font("helvetica", size=10)
    pdf.cell(
        0,
        6,
        _latin(f"Supplier: {order.supplier}   Created: {order.created_at[:16].replace('T', ' ')} UTC"),
        new_x="LMARGIN",
        new_y="NEXT",
    )
    pdf.ln(3)
    pdf.set_font("helvetica", size=8)
    headings = ("Store", "Product", "Name", "Quantity", "Unit cost", "Value", "Order by", "Due on")
    with pdf.table(col_widths=(18, 26, 70, 20, 20, 24, 24, 24), text_align=_ALIGNED) as table:
        table.row(headings)
        for line in order.lines:
            cost = "" if line.unit_cost is None else f"{line.unit_cost:,.2f}"
            value = "" if line.value is None else f"{line.value:,.2f}"
            cells = (
                line.store_id,
                line.product_id,
                line.name,
                f"{line.quantity:,.10g}",
                cost,
                value,
                line.order_by,
                line.due_on,
            )
            table.row([_latin(str(c)) for c in cells])
    pdf.ln(2)
    pdf.set_font("helvetica", style="B", size=10)
    total = f"Total: {order.units:,.10g} units, {order.value:,.2f} {order.currency}"
    pdf.cell(0, 8, _latin(total), new_x="LMARGIN", new_y="NEXT")
    return bytes(pdf.output())


def _latin(text: str) -> str:
    for character, plain in _LATIN.items():
        text = text.replace(character, plain)
    return text.encode("latin-1", "replace").decode("latin-1")


def export(order: PurchaseOrder, form: str) -> bytes:
    """The order as `csv`, `xlsx` or `pdf`."""
    writers = {"csv": to_csv, "xlsx": to_excel, "pdf": to_pdf}
    if form not in writers:
        raise QuartermasterError(f"orders are exported as {', '.join(writers)}, not {form!r}")
    return writers[form](order)
