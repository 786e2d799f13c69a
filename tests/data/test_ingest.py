"""Ingestion of good files: formats, dialects, names of columns, and what the report says."""

from __future__ import annotations

import datetime as dt
import gzip

import pandas as pd
import pytest

from data.canonical import arrow_schema
from data.errors import DataError
from data.ingest import preview
from data.tables import INPUT_TABLES

HEADER = "date,store_id,product_id,units_sold\n"
DAYS = [dt.date(2026, 9, 1) + dt.timedelta(days=n) for n in range(20)]
PLAIN = HEADER + "".join(f"{day},S1,P1,{n}\n" for n, day in enumerate(DAYS))


def test_a_plain_file_becomes_canonical_tables(shop):
    import pyarrow.parquet as pq

    report = shop.sales(PLAIN)
    assert report.as_of == DAYS[-1]
    assert (report.series, report.frequency, report.rows_rejected) == (1, "daily", 0)
    assert shop.rows("SELECT sum(units_sold), count(price) FROM sales") == [(190.0, 0)]
    assert shop.rows("SELECT product_id, name FROM products") == [("P1", "P1")]
    for table in ("sales", "products", "stores"):
        made, wanted = pq.read_schema(shop.workspace.table_path(table)), arrow_schema(INPUT_TABLES[table])
        assert (made.names, made.types) == (wanted.names, wanted.types)
    assert "20 rows" in str(report)
    assert "1 product is not described and is called by its id (P1)" in str(report)
    assert not list(shop.workspace.root.glob(".staging-*"))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("sales.csv.gz", gzip.compress(PLAIN.encode())),
        ("sales.csv", b"\xef\xbb\xbf" + PLAIN.encode()),
        ("sales.csv", PLAIN.encode("utf-16")),
        ("sales.csv", PLAIN.replace(",", ";").encode()),
        ("sales.tsv", PLAIN.replace(",", "\t").encode()),
        ("sales.csv", PLAIN.replace("\n", "\r\n").encode()),
        ("sales.csv", PLAIN.replace("\n", "\n\n").encode()),
        ("sales.csv", PLAIN.replace("P1", '"P1"').encode()),
        ("sales.csv", PLAIN.strip().encode()),
    ],
    ids=["gzip", "bom", "utf-16", "semicolon", "tab", "crlf", "blank lines", "quotes", "no last newline"],
)
def test_usual_ways_to_write_a_file_give_the_same_table(shop, name, content):
    report = shop.ingest({"sales": shop.write(name, content)})
    assert report.table("sales").rows_written == 20
    assert shop.rows("SELECT sum(units_sold), min(store_id), min(product_id) FROM sales") == [(190.0, "S1", "P1")]


def test_decimal_commas_grouping_and_currency_signs_are_read(shop):
    german = "Datum;Filiale;Artikel;Menge;Preis\n"
    german += "".join(f"{d:%d.%m.%Y};S1;P1;1.234,5;€ 2,50\n" for d in DAYS)
    report = shop.sales(german)
    assert shop.rows("SELECT DISTINCT units_sold, price FROM sales") == [(1234.5, 2.5)]
    assert "numbers are read with a decimal comma" in str(report)
    assert "date is read as day.month.year" in str(report)
    english = HEADER.strip() + ",price\n" + "".join(f'{d},S1,P1,"1,234",$2.50\n' for d in DAYS)
    assert "read as grouping: 1,234 is 1234" in str(shop.sales(english))
    assert shop.rows("SELECT DISTINCT units_sold, price FROM sales") == [(1234.0, 2.5)]


@pytest.mark.parametrize(
    ("form", "told"),
    [("%d/%m/%Y", "day/month/year"), ("%m/%d/%Y", "month/day/year"), ("%Y%m%d", "yearmonthday"), ("%d-%b-%y", "day")],
)
def test_date_formats_are_told_apart_by_all_dates_and_reported(shop, form, told):
    report = shop.sales(HEADER + "".join(f"{d.strftime(form)},S1,P1,1\n" for d in DAYS))
    assert shop.rows("SELECT min(date), max(date) FROM sales") == [(DAYS[0], DAYS[-1])]
    assert told in str(report)


def test_usual_column_names_are_understood_and_told(shop):
    report = shop.sales(PLAIN.replace("date,store_id,product_id,units_sold", "Day,Shop,SKU,Qty"))
    assert "column SKU is read as product_id" in str(report)
    assert report.table("sales").rows_written == 20


def test_a_mapping_names_columns_and_fixed_values(shop):
    content = "when,thing,howmany\n" + "".join(f"{d},P1,2\n" for d in DAYS)
    mapping = {"date": "when", "product_id": "thing", "sales.units_sold": "howmany", "store_id": "=Main"}
    shop.sales(content, mapping=mapping)
    assert shop.rows("SELECT DISTINCT store_id, units_sold FROM sales") == [("Main", 2.0)]


def test_ids_stay_text_and_names_are_trimmed(shop):
    sales = shop.write("sales.csv", HEADER + "".join(f"{d},007,  0010 ,1\n" for d in DAYS))
    products = shop.write("products.csv", "product_id,name,category\n0010,  Oat   Milk 1L ,NA\n")
    shop.ingest({"sales": sales, "products": products})
    assert shop.rows("SELECT DISTINCT store_id, product_id FROM sales") == [("007", "0010")]
    assert shop.rows("SELECT name, category FROM products") == [("Oat Milk 1L", "NA")]


def test_parquet_and_excel_give_the_same_as_csv(shop):
    frame = pd.DataFrame({"date": pd.to_datetime(DAYS), "store_id": 1, "product_id": 2.0, "units_sold": range(20)})
    frame["price"] = [None, 2.5] * 10
    parquet, excel = shop.folder / "sales.parquet", shop.folder / "sales.xlsx"
    frame.to_parquet(parquet)
    frame.to_excel(excel, index=False)
    results = []
    for path in (parquet, excel):
        shop.ingest({"sales": path})
        results.append(shop.rows("SELECT date, store_id, product_id, units_sold, price FROM sales ORDER BY ALL"))
    assert results[0] == results[1]
    assert results[0][0] == (DAYS[0], "1", "2", 0.0, None)


def test_a_workbook_with_sheets_named_like_tables_is_a_whole_data_set(shop):
    path = shop.folder / "shop.xlsx"
    with pd.ExcelWriter(path) as writer:
        pd.DataFrame({"date": DAYS, "store_id": "S1", "product_id": "P1", "units_sold": 1}).to_excel(
            writer, sheet_name="sales", index=False
        )
        pd.DataFrame({"product_id": ["P1"], "name": ["Nails"]}).to_excel(writer, sheet_name="Products", index=False)
        pd.DataFrame({"anything": [1]}).to_excel(writer, sheet_name="Scratch", index=False)
    report = shop.ingest(path)
    assert {t.table for t in report.tables} == {"sales", "products", "stores"}
    assert shop.rows("SELECT name FROM products") == [("Nails",)]


def test_a_folder_is_read_by_file_names_and_several_files_make_one_table(shop):
    shop.write("sales_2025.csv", HEADER + "".join(f"{d.replace(year=2025)},S1,P1,1\n" for d in DAYS))
    shop.write("sales_2026.csv", PLAIN)
    shop.write("stores.csv", "store_id,name,region\nS1,Leeds,North\n")
    shop.write("readme.txt", "no table at all\njust words\n")
    report = shop.ingest(shop.folder)
    assert report.table("sales").files == ("sales_2025.csv", "sales_2026.csv")
    assert report.table("sales").rows_written == 40
    assert shop.rows("SELECT name FROM stores") == [("Leeds",)]


def test_a_single_file_of_unknown_name_is_told_by_its_columns(shop):
    stock = "as_of,store_id,product_id,on_hand\n2026-09-20,S1,P1,-3\n"
    shop.sales(PLAIN)
    shop.ingest(shop.write("export.csv", stock))
    assert shop.rows("SELECT on_hand FROM inventory") == [(-3.0,)], "negative stock on hand is a backorder"
    with pytest.raises(DataError, match=r"which table this is cannot be told.*TABLE=odd\.csv"):
        shop.ingest(shop.write("odd.csv", "a,b\n1,2\n"))


def test_updating_keeps_old_rows_whose_key_is_not_in_the_new_file(shop):
    shop.sales(PLAIN)
    later = HEADER + "2026-09-20,S1,P1,99\n2026-09-21,S1,P1,5\n"
    report = shop.sales(later, mode="update")
    assert shop.rows("SELECT count(*), sum(units_sold) FROM sales") == [(21, 190.0 - 19 + 99 + 5)]
    assert "2 rows new or replaced, 19 kept from before" in str(report)


def test_replacing_one_table_leaves_the_others_and_fresh_drops_them(shop):
    stores = shop.write("stores.csv", "store_id,name\nS1,Leeds\nS2,York\n")
    shop.ingest({"sales": shop.write("sales.csv", PLAIN), "stores": stores})
    shop.sales(PLAIN.replace("P1", "P2"))
    assert shop.rows("SELECT count(*) FROM stores") == [(2,)]
    assert shop.rows("SELECT list(product_id ORDER BY product_id) FROM products") == [(["P1", "P2"],)]
    shop.sales(PLAIN, fresh=True)
    assert shop.rows("SELECT name FROM stores") == [("S1",)]


def test_sales_by_channel_are_added_up(shop):
    content = HEADER.strip() + ",channel,price\n"
    content += "".join(f"{d},S1,P1,3,web,2.0\n{d},S1,P1,1,shop,4.0\n" for d in DAYS)
    report = shop.sales(content)
    assert shop.rows("SELECT DISTINCT units_sold, price, channel FROM sales") == [(4.0, 2.5, None)]
    assert "40 rows of 2 channels were added up to 20 rows" in str(report)


def test_dates_out_of_order_are_sorted_and_counted(shop):
    lines = [f"{d},S1,P1,1\n" for d in DAYS]
    lines[3], lines[9] = lines[9], lines[3]
    report = shop.sales(HEADER + "".join(lines))
    assert "2 rows out of date order, now sorted" in str(report)


def test_missing_days_are_counted_and_not_filled(shop):
    report = shop.sales(HEADER + "".join(f"{d},S1,P1,1\n" for d in DAYS if d.weekday() != 6))
    assert "periods without a row" in str(report)
    assert report.table("sales").rows_written == sum(d.weekday() != 6 for d in DAYS)


@pytest.mark.parametrize(("step", "told"), [(7, "weekly"), (30, "monthly")])
def test_the_frequency_is_detected(shop, step, told):
    weeks = [dt.date(2024, 1, 1) + dt.timedelta(days=step * n) for n in range(20)]
    if told == "monthly":
        weeks = [dt.date(2024 + n // 12, n % 12 + 1, 1) for n in range(20)]
    assert shop.sales(HEADER + "".join(f"{d},S1,P1,1\n" for d in weeks)).frequency == told


def test_a_spare_part_that_sells_now_and_then_is_still_daily(shop):
    rare = "".join(f"{DAYS[n]},S1,P2,1\n" for n in (0, 7, 14))
    assert shop.sales(PLAIN + rare).frequency == "daily"


def test_unknown_links_and_old_stock_are_remarked(shop):
    files = {
        "sales": shop.write("sales.csv", PLAIN),
        "products": shop.write("products.csv", "product_id,name,supplier_id\nP1,Nails,V9\n"),
        "inventory": shop.write("inventory.csv", "as_of,store_id,product_id,on_hand\n2026-07-01,S1,P1,4\n"),
    }
    text = str(shop.ingest(files))
    assert "1 row with a supplier_id that suppliers does not have (such as V9)" in text
    assert "stock on hand is of 2026-07-01, sales end on 2026-09-20" in text


def test_a_preview_shows_the_first_rows_as_they_are(shop):
    frame = preview(shop.write("sales.csv", PLAIN))
    assert list(frame.columns) == ["date", "store_id", "product_id", "units_sold"]
    assert len(frame) == 20
    assert frame.units_sold.iloc[3] == "3"


def test_percentages_and_booleans_are_read(shop):
    sales = HEADER.strip() + ",on_promo,in_stock\n" + "".join(f"{d},S1,P1,1,yes,0\n" for d in DAYS)
    suppliers = "supplier_id,name,lead_time_days,on_time_rate\nV1,Halden & Sons,5,93%\n"
    shop.ingest({"sales": shop.write("sales.csv", sales), "suppliers": shop.write("suppliers.csv", suppliers)})
    assert shop.rows("SELECT DISTINCT on_promo, in_stock FROM sales") == [(True, False)]
    assert shop.rows("SELECT on_time_rate FROM suppliers") == [(pytest.approx(0.93),)]


def test_progress_is_told_to_the_interface(shop):
    heard = []
    shop.sales(PLAIN, on_progress=lambda label, done, total: heard.append((label, done)))
    assert heard[0] == ("reading sales.csv", 0.0)
