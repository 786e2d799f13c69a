"""Optional columns and tables of what suppliers impose: read, checked with place and mend, absent from older files."""

from __future__ import annotations

import duckdb
import pytest

from data.errors import DataError

SALES = "date,store_id,product_id,units_sold\n" + "".join(f"2026-10-{day:02d},S1,P1,3\n" for day in range(1, 15))
SUPPLIERS = "supplier_id,name,lead_time_days,min_order_value,order_weekdays,delivery_weekdays\n"


def test_all_optional_terms_are_read(shop):
    shop.sales(SALES)
    shop.ingest(
        {
            "products": shop.write("products.csv", "product_id,name,shelf_life_days,lead_time_days\nP1,Milk,9,4\n"),
            "suppliers": shop.write("suppliers.csv", SUPPLIERS + 'U,Dairy,5,250,"Mon, Thu",Friday\n'),
            "price_breaks": shop.write(
                "price_breaks.csv", "product_id,min_quantity,unit_cost\nP1,100,0.9\nP1,500,0.8\n"
            ),
            "deliveries": shop.write(
                "deliveries.csv", "delivery_id,supplier_id,ordered_on,delivered_on\nD1,U,2026-09-01,2026-09-06\n"
            ),
        }
    )
    assert shop.rows("SELECT min_order_value, order_weekdays, delivery_weekdays FROM suppliers") == [
        (250.0, "Mon, Thu", "Friday")
    ]
    assert shop.rows("SELECT shelf_life_days, lead_time_days FROM products WHERE name = 'Milk'") == [(9.0, 4.0)]
    assert shop.rows("SELECT unit_cost FROM price_breaks ORDER BY min_quantity") == [(0.9,), (0.8,)]
    assert shop.rows("SELECT delivered_on - ordered_on FROM deliveries") == [(5,)]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("U,Dairy,5,250,Mondayish Funday,Fri", r'order_weekdays is "Mondayish Funday"; expected weekdays such as Mon'),
        ("U,Dairy,5,250,Mon,8", r'delivery_weekdays is "8"; expected weekdays'),
        ("U,Dairy,5,-1,Mon,Fri", r'min_order_value is "-1"; expected 0 or more'),
        ("U,Dairy,5,much,Mon,Fri", r'min_order_value is "much"; expected a number'),
    ],
)
def test_a_bad_term_is_an_error_with_its_line(shop, row, message):
    with pytest.raises(DataError, match=r"suppliers.csv line 3: " + message):
        shop.ingest(
            {
                "sales": shop.write("sales.csv", SALES),
                "suppliers": shop.write("suppliers.csv", SUPPLIERS + "V,Other,5,,,\n" + row + "\n"),
            }
        )


@pytest.mark.parametrize(
    ("table", "text", "message"),
    [
        ("price_breaks", "product_id,min_quantity,unit_cost\nP1,-5,1\n", r"line 2: min_quantity .* 0 or more"),
        ("price_breaks", "product_id,min_quantity,unit_cost\nP1,5,1\nP1,5,2\n", r"line 3: .*"),
        ("products", "product_id,name,shelf_life_days\nP1,Milk,0\n", r"line 2: shelf_life_days .* 1 or more"),
        ("deliveries", "delivery_id,supplier_id,ordered_on,delivered_on\nD,U,2026-09-01,2027-09-06\n", r"up to today"),
    ],
)
def test_bad_rows_of_the_new_tables_are_refused(shop, table, text, message):
    with pytest.raises(DataError, match=message):
        shop.ingest({"sales": shop.write("sales.csv", SALES), table: shop.write(f"{table}.csv", text)})


def test_tables_written_before_a_column_existed_are_updated_all_the_same(shop):
    shop.sales(SALES)
    shop.ingest({"suppliers": shop.write("suppliers.csv", "supplier_id,name,lead_time_days\nU,Dairy,5\n")})
    path = shop.workspace.table_path("suppliers")
    duckdb.execute(
        f"COPY (SELECT supplier_id, name, lead_time_days FROM read_parquet('{path}')) TO '{path}.old' (FORMAT parquet)"
    )
    path.unlink()
    path.with_name(path.name + ".old").rename(path)
    shop.ingest({"suppliers": shop.write("more.csv", SUPPLIERS + "V,Other,5,10,Tue,\n")}, mode="update")
    assert shop.rows("SELECT supplier_id, order_weekdays FROM suppliers ORDER BY 1") == [("U", None), ("V", "Tue")]


def test_a_delivery_before_its_order_is_told(shop):
    text = "delivery_id,supplier_id,ordered_on,delivered_on\nD,U,2026-09-10,2026-09-06\n"
    report = shop.ingest({"sales": shop.write("sales.csv", SALES), "deliveries": shop.write("deliveries.csv", text)})
    assert any("delivered before it was ordered" in m for m in report.table("deliveries").messages)
