"""A sheet with one row per product (stock, lead time, supplier, cost), as buyers keep them.

It has no dates and so no sales: products, suppliers and stock are added to the tables that
are there. The layout is the public "supply chain data" sheet with `SKU`, `Supplier name`,
`Stock levels`, `Lead time`, `Price`, `Manufacturing costs`, `Location`.
"""

from __future__ import annotations

from data.presets.base import Files, Preset
from data.report import IngestReport
from data.stage import Stage

__all__ = ["PRESET"]


def _load(stage: Stage, files: Files, report: IngestReport) -> None:
    files.view(
        stage,
        "sheet",
        sku=("SKU",),
        kind=("Product type",),
        price=("Price",),
        cost=("Manufacturing costs",),
        stock=("Stock levels",),
        lead=("Lead time",),
        supplier=("Supplier name",),
        location=("Location",),
    )
    con = stage.connection
    con.execute(
        """CREATE TABLE sheet_rows AS SELECT trim(sku) AS sku, trim(kind) AS kind, try_cast(price AS DOUBLE) AS price,
           try_cast(cost AS DOUBLE) AS cost, try_cast(stock AS DOUBLE) AS stock, try_cast(lead AS DOUBLE) AS lead,
           trim(supplier) AS supplier, trim(location) AS location FROM sheet WHERE trim(sku) <> ''"""
    )
    known = {t: stage.has(t) for t in ("products", "suppliers", "stores", "inventory")}

    def new(table: str, key: str, column: str) -> str:
        return f"{column} NOT IN (SELECT {key} FROM {table})" if known[table] else "true"

    stage.add_rows(
        "suppliers",
        f"""SELECT supplier, supplier, round(avg(lead), 1), round(stddev_samp(lead), 1), NULL, NULL, NULL, NULL
            FROM sheet_rows WHERE supplier <> '' AND {new("suppliers", "supplier_id", "supplier")} GROUP BY supplier""",
    )
    stage.add_rows(
        "products",
        f"""SELECT sku, any_value(upper(kind[1]) || kind[2:] || ' ' || sku), any_value(kind), any_value(supplier),
            round(any_value(cost), 2), round(any_value(price), 2), NULL, NULL
            FROM sheet_rows WHERE {new("products", "product_id", "sku")} GROUP BY sku""",
    )
    stage.add_rows(
        "stores",
        f"""SELECT DISTINCT location, location, NULL FROM sheet_rows
            WHERE location <> '' AND {new("stores", "store_id", "location")}""",
    )
    day = "(SELECT max(date) FROM sales)" if stage.has("sales") else "current_date"
    clash = f"AND ({day}, location, sku) NOT IN (SELECT (as_of, store_id, product_id) FROM inventory)"
    stage.add_rows(
        "inventory",
        f"""SELECT {day}, location, sku, sum(stock) FROM sheet_rows WHERE stock IS NOT NULL
            {clash if known["inventory"] else ""} GROUP BY ALL""",
    )
    total = stage.rows("SELECT count(*) FROM sheet_rows")[0][0]
    report.counts["rows of the sheet"] = total
    if not stage.has("sales"):
        report.messages.append("the sheet has no sales by date; bring in a sales file before the first run")


PRESET = Preset(
    name="sku-sheet",
    title="SKU sheet",
    files={"sheet": ("supply_chain_data.csv", "*.csv", "*.xlsx")},
    load=_load,
    replaces=False,
)
