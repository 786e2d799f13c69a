"""VN2 inventory planning challenge: weekly sales with an in-stock flag, opening stock, goods in transit.

An order is placed once a week and arrives after two weeks. Sales of a week out of stock
are censored. The long file (`Store, Product, week, sales, in_stock`) and the published wide
files (one column per week, `... Sales.csv` and `... In Stock.csv`) are both read.
"""

from __future__ import annotations

import re

from data.errors import DataError
from data.presets.base import Files, Preset
from data.report import IngestReport
from data.stage import Stage

__all__ = ["PRESET"]

_LEAD_DAYS, _REVIEW_DAYS = 14, 7  # the challenge's rules


def _load(stage: Stage, files: Files, report: IngestReport) -> None:
    _weeks(stage, files)
    stage.add_rows(
        "sales",
        """SELECT week, store, product, units, NULL, NULL, NULL, in_stock, NULL FROM weeks
           WHERE week >= (SELECT min(w.week) FROM weeks AS w WHERE w.units > 0)""",
    )
    group = "NULL"
    if "master" in files:
        files.view(stage, "master")
        group = "(SELECT any_value('Department ' || Department) FROM master AS m WHERE m.Product::VARCHAR = w.product)"
    stage.add_rows(
        "products",
        f"""SELECT product, 'Product ' || product, {group}, 'VN2', NULL, NULL, NULL, NULL
            FROM (SELECT DISTINCT product FROM weeks) AS w""",
    )
    stage.add_rows("stores", "SELECT DISTINCT store, 'Store ' || store, NULL FROM weeks")
    stage.add_rows("suppliers", f"SELECT 'VN2', 'Central supplier', {_LEAD_DAYS}, 0, {_REVIEW_DAYS}, NULL, NULL, NULL")
    if "state" in files:
        _state(stage, files)
    out = stage.rows("SELECT count(*) FROM sales WHERE NOT in_stock")[0][0]
    report.counts["weeks out of stock (sales are a lower bound of demand)"] = out
    report.table("sales").files = (files["weekly"].name,)


def _weeks(stage: Stage, files: Files) -> None:
    columns = files.view(stage, "weekly")
    if {"week", "sales"} <= {c.lower() for c in columns}:
        flag = "in_stock" if "in_stock" in columns else "NULL"
        stage.connection.execute(
            f"""CREATE VIEW weeks AS SELECT week::DATE AS week, Store::VARCHAR AS store, Product::VARCHAR AS product,
                sales::DOUBLE AS units, {flag}::BOOLEAN AS in_stock FROM weekly"""
        )
        return
    dated = [c for c in columns if re.fullmatch(r"\d{4}-\d{2}-\d{2}", c)]
    if not dated:
        raise DataError(f"{files['weekly'].name}: expected a column week, or one column per week such as 2024-04-08")
    wide = ", ".join(f'"{c}"' for c in dated)
    flag, join = "NULL::BOOLEAN", ""
    if "stock_flags" in files:
        files.view(stage, "stock_flags")
        stage.connection.execute(
            f"""CREATE TABLE flags AS SELECT Store::VARCHAR AS store, Product::VARCHAR AS product, week::DATE AS week,
                lower(flag::VARCHAR) IN ('true', '1') AS flag
                FROM (UNPIVOT (SELECT Store, Product, {wide} FROM stock_flags) ON {wide} INTO NAME week VALUE flag)"""
        )
        flag, join = (
            "f.flag",
            "LEFT JOIN flags AS f ON f.store = w.Store AND f.product = w.Product AND f.week = w.week::DATE",
        )
    stage.connection.execute(
        f"""CREATE TABLE weeks AS SELECT w.week::DATE AS week, w.Store::VARCHAR AS store, w.Product::VARCHAR AS product,
            w.units::DOUBLE AS units, {flag} AS in_stock
            FROM (UNPIVOT (SELECT Store, Product, {wide} FROM weekly) ON {wide} INTO NAME week VALUE units) AS w
            {join}"""
    )


def _state(stage: Stage, files: Files) -> None:
    """Stock at the end of week 0, and what arrives in one and in two weeks."""
    files.view(
        stage,
        "state",
        store=("Store",),
        product=("Product",),
        stock=("End Inventory",),
        one=("In Transit W+1",),
        two=("In Transit W+2",),
    )
    last = "(SELECT max(week) FROM weeks)"
    stage.add_rows("inventory", f"SELECT {last}, store::VARCHAR, product::VARCHAR, stock::DOUBLE FROM state")
    for column, weeks in (("one", 1), ("two", 2)):
        stage.add_rows(
            "open_orders",
            f"""SELECT 'W{weeks}-' || store || '-' || product, 'VN2', store::VARCHAR, product::VARCHAR,
                {column}::DOUBLE, {last} + {7 * weeks - _LEAD_DAYS}, {last} + {7 * weeks}
                FROM state WHERE {column}::DOUBLE > 0""",
        )


PRESET = Preset(
    name="vn2",
    title="VN2 inventory planning challenge",
    files={
        "weekly": ("sales_instock_weekly.parquet", "*Sales.csv*"),
        "master": ("*[Mm]aster.csv*",),
        "state": ("initial_state*.csv*", "*Initial State.csv*"),
        "stock_flags": ("*In Stock.csv*",),
    },
    load=_load,
    optional=("master", "state", "stock_flags"),
    settings={"country": "", "currency": "EUR"},
)
