"""Presets: small files in each publisher's layout, and the real samples where they are at hand."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from data.errors import DataError
from data.presets import PRESETS, ingest_preset

pytestmark = pytest.mark.filterwarnings("error")


def csv(shop, name: str, frame: pd.DataFrame):
    frame.to_csv(shop.folder / name, index=False)
    return shop.folder / name


def days(count: int, start: str = "2015-06-01") -> list[str]:
    return [str(d.date()) for d in pd.date_range(start, periods=count)]


def test_unknown_presets_and_missing_files_are_named(shop):
    with pytest.raises(DataError, match="no preset is called rosman; did you mean rossmann"):
        ingest_preset(shop.workspace, "rosman", shop.folder)
    with pytest.raises(DataError, match=r"the preset rossmann needs a file train\*\.parquet"):
        ingest_preset(shop.workspace, "rossmann", shop.folder)
    with pytest.raises(DataError, match="there is no such file or folder"):
        ingest_preset(shop.workspace, "m5", shop.folder / "nowhere")


def test_a_file_with_other_columns_is_refused_and_nothing_changes(shop):
    path = csv(shop, "train.csv", pd.DataFrame({"date": days(3), "shop": 1, "item": 1, "sales": 2}))
    with pytest.raises(DataError, match=r"train\.csv: column store is missing"):
        ingest_preset(shop.workspace, "store-item", path)
    assert not shop.workspace.has_table("sales")
    bad = csv(shop, "train.csv", pd.DataFrame({"date": days(3), "store": 1, "item": 1, "sales": ["1", "2", "x"]}))
    with pytest.raises(DataError, match="x"):
        ingest_preset(shop.workspace, "store-item", bad)


def test_rossmann_closed_days_are_missing_and_not_zero(shop):
    frame = pd.DataFrame({"Store": 1, "DayOfWeek": 1, "Date": days(14), "Sales": 100, "Customers": 9, "Open": 1,
                          "Promo": 0, "StateHoliday": "0", "SchoolHoliday": 0})  # fmt: skip
    frame.loc[6, ["Sales", "Open"]] = 0
    frame.loc[7, ["Promo", "SchoolHoliday", "StateHoliday"]] = [1, 1, "b"]
    csv(shop, "train.csv", frame)
    csv(shop, "store.csv", pd.DataFrame({"Store": [1], "StoreType": ["c"], "Assortment": ["a"]}))
    report = ingest_preset(shop.workspace, "rossmann", shop.folder)
    assert shop.rows("SELECT count(*), min(units_sold), sum(on_promo::INT) FROM sales") == [(13, 100.0, 1)]
    assert report.counts["days on which a store was closed, left out"] == 1
    assert shop.rows("SELECT name, store_id FROM events ORDER BY 1") == [("Easter", "1"), ("School holiday", "1")]


def test_m5_wide_files_get_dates_prices_and_launches(shop):
    calendar = pd.DataFrame({"date": days(8, "2015-12-21"), "d": [f"d_{n}" for n in range(1, 9)],
                             "wm_yr_wk": [1] * 4 + [2] * 4, "event_name_1": [None] * 4 + ["Christmas"] + [None] * 3,
                             "event_name_2": None, "snap_CA": 0, "snap_TX": [1] + [0] * 7, "snap_WI": 0})  # fmt: skip
    csv(shop, "calendar.csv", calendar)
    csv(shop, "sell_prices.csv", pd.DataFrame({"store_id": "TX_1", "item_id": ["A_1_001", "A_1_001", "A_1_002"],
                                               "wm_yr_wk": [1, 2, 2], "sell_price": [2.5, 2.75, 9.0]}))  # fmt: skip
    wide = pd.DataFrame({"id": ["x", "y"], "item_id": ["A_1_001", "A_1_002"], "store_id": "TX_1"})
    for n in range(1, 9):
        wide[f"d_{n}"] = [0 if n == 5 else n, 0 if n <= 5 else n]
    csv(shop, "sales_train_evaluation.csv", wide)
    report = ingest_preset(shop.workspace, "m5", shop.folder)
    assert shop.rows("SELECT count(*), sum(units_sold), max(price) FROM sales WHERE product_id = 'A_1_001'") == [
        (7, 31.0, 2.75)
    ], "Christmas Day is left out"
    assert shop.rows("SELECT min(date) FROM sales WHERE product_id = 'A_1_002'") == [(dt.date(2015, 12, 26),)]
    assert report.counts["days before the first price of an item (not launched), left out"] == 4
    assert ("SNAP", "TX_1") in shop.rows("SELECT name, store_id FROM events")


def test_favorita_transfers_places_and_negative_sales(shop):
    frame = pd.DataFrame({"id": range(8), "date": days(4, "2017-08-10") * 2, "store_nbr": [1] * 4 + [2] * 4,
                          "item_nbr": 7, "unit_sales": [1.5, 2, -1, 4, 5, 6, 7, 8],
                          "onpromotion": ["False", "True"] * 4})  # fmt: skip
    csv(shop, "train.csv", frame)
    csv(shop, "items.csv", pd.DataFrame({"item_nbr": [7], "family": ["DAIRY"], "class": [1], "perishable": [1]}))
    csv(shop, "stores.csv", pd.DataFrame({"store_nbr": [1, 2], "city": ["Quito", "Loja"], "state": ["P", "L"],
                                          "type": "D", "cluster": 1}))  # fmt: skip
    csv(shop, "holidays_events.csv", pd.DataFrame(
        [("2017-08-10", "Holiday", "National", "Ecuador", "Grito", True),
         ("2017-08-11", "Transfer", "National", "Ecuador", "Traslado Grito", False),
         ("2017-08-12", "Holiday", "Local", "Loja", "Fundacion", False),
         ("2017-08-13", "Work Day", "National", "Ecuador", "Recupero", False)],
        columns=["date", "type", "locale", "locale_name", "description", "transferred"]))  # fmt: skip
    report = ingest_preset(shop.workspace, "favorita", shop.folder)
    assert shop.rows("SELECT name, store_id FROM events ORDER BY date") == [
        ("Traslado Grito", None),
        ("Fundacion", "2"),
    ]
    assert shop.rows("SELECT sum(units_sold), sum(units_returned) FROM sales") == [(33.5, 1.0)]
    assert shop.rows("SELECT name, category FROM products") == [("Item 7", "DAIRY")]
    assert shop.rows("SELECT name FROM stores ORDER BY 1") == [("Loja 2",), ("Quito 1",)]
    assert report.counts["rows with negative sales, taken as returns"] == 1


def test_vn2_wide_files_with_flags_stock_and_transit(shop):
    weeks = ["2024-03-25", "2024-04-01", "2024-04-08"]
    base = {"Store": [0, 0], "Product": [126, 182]}
    csv(
        shop,
        "Week 0 - 2024-04-08 - Sales.csv",
        pd.DataFrame({**base, weeks[0]: [0, 3], weeks[1]: [2, 1], weeks[2]: [4, 0]}),
    )
    csv(shop, "Week 0 - In Stock.csv", pd.DataFrame({**base, weeks[0]: [True, True], weeks[1]: [True, False],
                                                     weeks[2]: [True, True]}))  # fmt: skip
    csv(shop, "Week 0 - 2024-04-08 - Initial State.csv", pd.DataFrame(
        {**base, "End Inventory": [3, 1], "In Transit W+1": [0, 5], "In Transit W+2": [2, 0]}))  # fmt: skip
    report = ingest_preset(shop.workspace, "vn2", shop.folder)
    assert shop.rows("SELECT in_stock FROM sales WHERE product_id = '182' ORDER BY date") == [
        (True,),
        (False,),
        (True,),
    ]
    assert shop.rows("SELECT product_id, on_hand FROM inventory ORDER BY 1") == [("126", 3.0), ("182", 1.0)]
    assert shop.rows("SELECT product_id, quantity, ordered_on, due_on FROM open_orders ORDER BY 1") == [
        ("126", 2.0, dt.date(2024, 4, 8), dt.date(2024, 4, 22)),
        ("182", 5.0, dt.date(2024, 4, 1), dt.date(2024, 4, 15)),
    ]
    assert shop.rows("SELECT lead_time_days, review_period_days FROM suppliers") == [(14.0, 7.0)]
    assert report.counts["weeks out of stock (sales are a lower bound of demand)"] == 1


def retail_lines() -> pd.DataFrame:
    """Invoice lines with every kind of dirt once."""
    columns = ["Invoice", "StockCode", "Description", "Quantity", "InvoiceDate", "Price", "Customer ID", "Country"]
    sale, nails = "2010-03-01 09:00:00", "BOX OF NAILS"
    return pd.DataFrame(
        [
            ("1", "22041", nails, 10, sale, 2.0, 5, "United Kingdom"),
            ("1", "22041", nails, 10, sale, 2.0, 5, "United Kingdom"),  # exact duplicate
            ("2", "22041", nails, 4, "2010-03-03 10:00:00", 3.0, 6, "France"),
            ("2", "22041", " box  of nails?", 1, "2010-03-03 10:00:00", 3.0, 7, "France"),
            ("3", "POST", "POSTAGE", 1, sale, 18.0, 5, "United Kingdom"),  # no product
            ("4", "22041", "damages", -3, "2010-03-02 09:00:00", 0.0, None, "United Kingdom"),  # adjustment
            ("5", "22041", nails, 500, "2010-03-03 11:00:00", 2.0, 8, "United Kingdom"),  # ordered and
            ("C6", "22041", nails, -500, "2010-03-03 11:20:00", 2.0, 8, "United Kingdom"),  # cancelled
            ("C7", "22041", nails, -2, "2010-03-05 09:00:00", 2.0, 5, "United Kingdom"),  # a return
            ("8", "84970", "GLASS JAR", 6, "2010-03-05 12:00:00", 1.5, 9, "United Kingdom"),
            ("A9", "B", "Adjust bad debt", 1, sale, -99.0, None, "United Kingdom"),
        ],
        columns=columns,
    )


def test_online_retail_dirt_is_counted_and_returns_fall_on_their_day(shop):
    path = csv(shop, "online_retail_II.csv", retail_lines())
    report = ingest_preset(shop.workspace, "online-retail", path)
    assert shop.rows(
        "SELECT date, units_sold, units_returned, price FROM sales WHERE product_id = '22041' ORDER BY 1"
    ) == [
        (dt.date(2010, 3, 1), 10.0, 0.0, 2.0),
        (dt.date(2010, 3, 3), 5.0, 0.0, 3.0),
        (dt.date(2010, 3, 5), 0.0, 2.0, None),
    ], "open days only; the damage of 2 March is no sale and opens no day"
    assert shop.rows("SELECT name FROM products ORDER BY 1") == [("BOX OF NAILS",), ("GLASS JAR",)]
    told = report.counts
    assert told["exact duplicate lines, kept once"] == 1
    assert told["postage, fees, vouchers, samples and manual entries, left out"] == 2
    assert told["stock adjustments at price 0 or below, left out"] == 1
    assert told["order lines cancelled within a day, left out with their cancellation"] == 1
    assert (told["sales lines used"], told["return lines used"]) == (4, 1)
    assert 'currency = "GBP"' in shop.workspace.settings_path.read_text()


def test_every_line_of_online_retail_is_accounted_for(shop):
    frame = retail_lines()
    told = ingest_preset(shop.workspace, "online-retail", csv(shop, "online_retail_II.csv", frame)).counts
    left_out = sum(v for k, v in told.items() if "left out" in k and "cancelled" not in k and "days" not in k)
    pairs = told["order lines cancelled within a day, left out with their cancellation"]
    used = told["sales lines used"] + told["return lines used"]
    assert used + left_out + 2 * pairs + told["exact duplicate lines, kept once"] == len(frame)


def test_a_supplier_history_adds_lead_times_to_what_is_there(shop):
    sales = "date,store_id,product_id,units_sold\n" + "".join(f"{d},S1,P1,1\n" for d in days(10))
    shop.sales(sales)
    history = pd.DataFrame({"Vendor": ["Acme", "Acme", "Acme", "Slow"],
                            "PO Sent to Vendor Date": ["1-Jan-15", "1/2/15", "Date Not Captured", "9-Jan-15"],
                            "Scheduled Delivery Date": "11-Jan-15",
                            "Delivered to Client Date": "12-Jan-15"})  # fmt: skip
    report = ingest_preset(shop.workspace, "supplier-orders", csv(shop, "history.csv", history))
    assert shop.rows("SELECT name, lead_time_days, on_time_rate FROM suppliers ORDER BY 1") == [
        ("Acme", 10.5, 0.0), ("Slow", 3.0, 0.0)
    ]  # fmt: skip
    assert shop.rows("SELECT count(*) FROM sales") == [(10,)]
    assert report.counts["deliveries without an order or delivery date, left out"] == 1


# The real samples, where they are beside the checkout.


@pytest.mark.datasets
@pytest.mark.parametrize(
    ("name", "folder", "rows", "series"),
    [
        ("rossmann", "rossmann", 75_597, 100),
        ("favorita", "favorita", 114_048, 1_782),
        ("vn2", "vn2", None, 599),
        ("store-item", "store_item/train.parquet", 913_000, 500),
    ],
)
def test_real_samples_become_tables(shop, datasets, name, folder, rows, series):
    report = ingest_preset(shop.workspace, name, datasets / folder)
    assert report.series == series
    assert rows is None or report.table("sales").rows_written == rows
    assert shop.rows(
        "SELECT min(units_sold) >= 0, count(DISTINCT (date, store_id, product_id)) = count(*) FROM sales"
    ) == [(True, True)]


@pytest.mark.datasets
def test_store_item_begins_as_published(shop, datasets):
    path = shop.folder / "train.parquet"
    frame = pd.read_parquet(datasets / "store_item" / "train.parquet")
    frame[frame.store == 1].to_parquet(path)
    ingest_preset(shop.workspace, "store-item", path)
    first = shop.rows("SELECT units_sold FROM sales WHERE store_id = '1' AND product_id = '1' ORDER BY date LIMIT 5")
    assert [row[0] for row in first] == [13, 11, 14, 13, 10]


@pytest.mark.datasets
def test_online_retail_has_real_names_and_returns(shop, datasets):
    frame = pd.read_parquet(datasets / "online_retail" / "online_retail_2009_2010.parquet")
    path = shop.folder / "online_retail.parquet"
    frame[frame.InvoiceDate < "2010-02-01"].to_parquet(path)
    report = ingest_preset(shop.workspace, "online-retail", path)
    products, named, returned = shop.rows(
        "SELECT count(*), count(*) FILTER (name <> product_id), (SELECT sum(units_returned) FROM sales) FROM products"
    )[0]
    assert products >= 1_000
    assert named >= 0.99 * products
    assert returned > 0
    assert report.counts["stock adjustments at price 0 or below, left out"] > 0


@pytest.mark.datasets
def test_m5_items_begin_with_their_first_price(shop, datasets):
    frame = pd.read_parquet(datasets / "m5" / "foods3_tx3_daily.parquet")
    path = shop.folder / "few_daily.parquet"
    frame[frame.item_id.isin(sorted(frame.item_id.unique())[:40])].to_parquet(path)
    ingest_preset(shop.workspace, "m5", path)
    assert shop.rows(
        """SELECT count(*) FROM (SELECT product_id, min(date) AS first FROM sales GROUP BY 1) AS s
           JOIN sales USING (product_id) WHERE date = first AND price IS NULL"""
    ) == [(0,)]


def test_every_preset_is_described():
    for name, preset in PRESETS.items():
        assert preset.name == name
        assert preset.title
        assert preset.files
