"""Bad input: each kind gets its message with file, line, finding and expectation, and changes nothing."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from data.errors import DataError
from data.ingest import IngestError

HEADER = "date,store_id,product_id,units_sold\n"
DAYS = [dt.date(2026, 9, 1) + dt.timedelta(days=n) for n in range(20)]
LINES = [f"{day},S1,P1,{n}\n" for n, day in enumerate(DAYS)]
PLAIN = HEADER + "".join(LINES)


def broken(line: int, text: str) -> str:
    """The plain file with one line (the header is line 1) replaced."""
    lines = [HEADER, *LINES]
    lines[line - 1] = text + "\n"
    return "".join(lines)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (broken(12, "2026-09-11,S1,P1,n/a"), 'sales.csv line 12: units_sold is "n/a"; expected a number (1 such row)'),
        (broken(5, "2026-09-04,S1,P1,"), "sales.csv line 5: units_sold is empty; expected a number"),
        (broken(5, "2026-09-04,S1,,4"), "sales.csv line 5: product_id is empty; expected a text"),
        (broken(5, "2026-09-04,S1,P1,-4"), 'line 5: units_sold is "-4"; expected 0 or more; returns go to'),
        (broken(5, "2026-09-04,S1,P1,inf"), 'line 5: units_sold is "inf"; expected a number'),
        (broken(5, "2026-02-30,S1,P1,4"), 'line 5: date is "2026-02-30"; expected a date'),
        (broken(5, "sometime,S1,P1,4"), 'line 5: date is "sometime"; expected a date'),
        (broken(5, "2026-12-24,S1,P1,4"), 'line 5: date is "2026-12-24"; expected a date up to today (2026-11-01)'),
        (broken(5, "1926-09-04,S1,P1,4"), 'line 5: date is "1926-09-04"; expected a date since 1970-01-01'),
        (broken(5, "2026-09-04,S1,P1"), "line 5: the line has 3 fields; expected 4, as in the header"),
        (broken(5, "2026-09-04,S1,P1,4,5"), "line 5: the line has 5 fields; expected 4"),
        (
            broken(5, "2026-09-01,S1,P1,4"),
            "line 5: the key date=2026-09-01, store_id=S1, product_id=P1 is already in line 2; expected one row per",
        ),
    ],
)
def test_each_fault_is_an_error_with_its_line_and_nothing_changes(shop, content, message):
    shop.sales(PLAIN)
    before = shop.workspace.table_path("sales").read_bytes()
    with pytest.raises(IngestError) as caught:
        shop.sales(content)
    assert message in str(caught.value)
    assert "Nothing was changed" in str(caught.value)
    assert "\n" not in str(caught.value)
    assert shop.workspace.table_path("sales").read_bytes() == before
    assert not list(shop.workspace.root.glob(".staging-*"))


def test_repeated_faults_are_counted_with_their_first_line(shop):
    lines = [*LINES]
    for n in (3, 8, 12):
        lines[n] = lines[n].rsplit(",", 1)[0] + ",n/a\n"
    lines[15] = "2026-09-16,S1,P1,-1\n"
    with pytest.raises(IngestError) as caught:
        shop.sales(HEADER + "".join(lines))
    text = str(caught.value)
    assert text.startswith('sales.csv line 5: units_sold is "n/a"; expected a number (3 such rows, first at line 5)')
    assert "1 more kind of fault in 1 row (" in text
    assert [p.count for p in caught.value.problems] == [3, 1]


def test_skipped_rows_are_set_aside_with_file_line_and_reason(shop):
    content = HEADER + "".join(LINES[:10]) + "\n2026-09-11,S1,P1,oops\n2026-09-12,S1\n" + "".join(LINES[12:])
    report = shop.sales(content, skip_bad_rows=True)
    assert report.table("sales").rows_written == 18
    assert report.rows_rejected == 2
    rejected = report.rejected_path.read_text().splitlines()
    assert rejected[0] == "file,line,reason,row"
    assert rejected[1] == "sales.csv,13,units_sold: expected a number,2026-09-11;S1;P1;oops"
    assert rejected[2].startswith('sales.csv,14,"has 2 fields, not 4"')
    assert json.loads(json.dumps(report.to_dict()))["rows_rejected"] == 2
    shop.sales(PLAIN, skip_bad_rows=True)
    assert not (shop.workspace.root / "rejected.csv").exists(), "a clean file leaves no old list behind"


def test_of_duplicate_keys_the_first_row_is_kept_when_skipping(shop):
    shop.sales(PLAIN + "2026-09-01,S1,P1,77\n", skip_bad_rows=True)
    assert shop.rows("SELECT units_sold FROM sales WHERE date = DATE '2026-09-01'") == [(0.0,)]


def test_line_numbers_hold_behind_line_breaks_in_cells(shop):
    notes = 'note_id,title,body,date\nN1,"A","one\ntwo\nthree",2026-01-01\nN2,B,plain,2026-01-02\nN3,C,text,soon\n'
    shop.sales(PLAIN)
    with pytest.raises(IngestError, match=r'notes\.csv line 6: date is "soon"'):
        shop.ingest({"notes": shop.write("notes.csv", notes)})


def test_line_numbers_hold_in_a_long_file_with_malformed_lines(shop):
    lines = [f"2026-0{1 + n % 9}-0{1 + n % 7},S{n // 63},P{n},1" for n in range(120_000)]
    lines[70_000] = "too,short"
    lines[110_000] = lines[110_000][:-1] + "many"
    with pytest.raises(IngestError) as caught:
        shop.sales(HEADER + "\n".join(lines))
    found = {p.line for p in caught.value.problems}
    assert found == {70_002, 110_002}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "sales.csv is empty; expected a header line"),
        ("\n\n", "sales.csv is empty"),
        (HEADER, "sales.csv has a header but no rows"),
        (
            "date,store_id,product_id,unit_sold\n2026-09-01,S1,P1,1\n",
            "column units_sold is missing for table sales; nearest in the file: unit_sold (say which with --map units",
        ),
        ("date,product_id,units_sold\n2026-09-01,P1,1\n", "--map store_id==S1"),
        ("x,y\n1,2\n", "columns date, store_id, product_id, units_sold are missing"),
    ],
)
def test_files_without_a_usable_table_are_refused(shop, content, message):
    with pytest.raises(DataError) as caught:
        shop.sales(content)
    assert message in str(caught.value)
    assert not shop.workspace.has_table("sales")


def test_wrong_kinds_of_file_are_refused_by_name(shop):
    for name, content, message in [
        ("sales.csv", b"\x00\x01\x02\x03", "is not a text file"),
        ("sales.parquet", b"not parquet at all", "is not a Parquet file"),
        ("sales.xlsx", b"not a workbook", "is not an Excel workbook"),
        ("sales.xls", b"\xd0\xcf\x11\xe0", "save it as .xlsx"),
        ("sales.pdf", b"%PDF-1.4", "files ending in .pdf are not read"),
        ("sales.csv.gz", b"no gzip", "cannot be decompressed"),
    ]:
        with pytest.raises(DataError, match=message.replace(".", r"\.")):
            shop.ingest({"sales": shop.write(name, content)})
    with pytest.raises(DataError, match="there is no such file"):
        shop.ingest({"sales": shop.folder / "missing.csv"})
    with pytest.raises(DataError, match="no table is called sale"):
        shop.ingest({"sale": shop.write("sales.csv", PLAIN)})


def test_a_wrong_mapping_is_refused(shop):
    with pytest.raises(DataError, match="no column unit_sold; did you mean units_sold"):
        shop.sales(PLAIN, mapping={"unit_sold": "units_sold"})
    with pytest.raises(DataError, match=r"sales\.csv: no column is called qty; the file has date"):
        shop.sales(PLAIN, mapping={"units_sold": "qty"})


def test_mixed_frequencies_are_an_error_or_set_aside(shop):
    daily = [dt.date(2026, 6, 1) + dt.timedelta(days=n) for n in range(100)]
    content = HEADER + "".join(f"{d},S1,P{p},1\n" for p in range(4) for d in daily)
    content += "".join(f"{d},S1,P9,7\n" for d in daily[::7])
    with pytest.raises(IngestError, match="store S1, product P9 has weekly rows while most series are daily"):
        shop.sales(content)
    report = shop.sales(content, skip_bad_rows=True)
    assert shop.rows("SELECT count(*) FROM sales WHERE product_id = 'P9'") == [(0,)]
    assert report.rows_rejected == len(daily[::7])


def test_weeks_that_begin_on_different_days_are_an_error(shop):
    weeks = [dt.date(2026, 1, 5) + dt.timedelta(days=7 * n) for n in range(20)]
    content = HEADER + "".join(f"{d},S1,P1,1\n{d + dt.timedelta(days=2)},S1,P2,1\n" for d in weeks)
    with pytest.raises(DataError, match=r"different weekdays \(Monday, Wednesday\)"):
        shop.sales(content)


def test_a_file_of_bad_rows_only_is_an_error_even_when_skipping(shop):
    with pytest.raises(DataError, match="not one usable row of 2"):
        shop.sales(HEADER + "2026-09-01,S1,P1,x\n2026-09-02,S1,P1,y\n", skip_bad_rows=True)


def test_other_tables_need_sales_first(shop):
    with pytest.raises(DataError, match="there are no sales"):
        shop.ingest({"stores": shop.write("stores.csv", "store_id,name\nS1,Leeds\n")})


def test_one_bad_table_keeps_all_others_out(shop):
    files = {
        "sales": shop.write("sales.csv", PLAIN),
        "suppliers": shop.write("suppliers.csv", "supplier_id,name,lead_time_days\nV1,Halden,soon\n"),
    }
    with pytest.raises(IngestError, match=r'suppliers\.csv line 2: lead_time_days is "soon"'):
        shop.ingest(files)
    assert not shop.workspace.has_table("sales")


def test_limits_of_a_column_are_told(shop):
    shop.sales(PLAIN)
    text = "supplier_id,name,lead_time_days,on_time_rate\nV1,Halden,4,1.7\n"
    with pytest.raises(IngestError, match=r'on_time_rate is "1\.7"; expected 1 or less'):
        shop.ingest({"suppliers": shop.write("suppliers.csv", text)})


def test_cells_in_another_encoding_are_still_read(shop):
    names = "product_id,name\nP1,Café\n".encode("cp1252")
    shop.ingest({"sales": shop.write("sales.csv", PLAIN), "products": shop.write("products.csv", names)})
    assert shop.rows("SELECT name FROM products") == [("Café",)]


def test_text_that_looks_like_sql_is_only_text(shop):
    nasty = "P'); DROP TABLE sales; --"
    shop.sales(PLAIN.replace("P1", f'"{nasty}"'))
    assert shop.rows("SELECT DISTINCT product_id FROM sales") == [(nasty,)]
