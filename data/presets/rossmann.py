"""Kaggle "Rossmann Store Sales": daily turnover of drugstores, with closed days, promotions and holidays.

A closed day is missing, not zero. The one product of every store is its turnover.
"""

from __future__ import annotations

from data.presets.base import Files, Preset
from data.report import IngestReport
from data.stage import Stage

__all__ = ["PRESET"]

_HOLIDAYS = "CASE StateHoliday WHEN 'a' THEN 'Public holiday' WHEN 'b' THEN 'Easter' WHEN 'c' THEN 'Christmas' END"


def _load(stage: Stage, files: Files, report: IngestReport) -> None:
    names = ("Store", "Date", "Sales", "Open", "Promo", "StateHoliday", "SchoolHoliday")
    files.view(stage, "train", **{n: (n,) for n in names})
    con = stage.connection
    con.execute(
        """CREATE VIEW days AS SELECT Store::VARCHAR AS store, Date::DATE AS day, Sales::DOUBLE AS sales,
           coalesce(Open::INT, 1) = 1 AS open, Promo::INT = 1 AS promo, StateHoliday, SchoolHoliday::INT = 1 AS school
           FROM train"""
    )
    stage.add_rows("sales", "SELECT day, store, 'turnover', sales, NULL, NULL, promo, NULL, NULL FROM days WHERE open")
    stage.add_rows("products", "SELECT 'turnover', 'Turnover', NULL, NULL, NULL, NULL, NULL, NULL")
    region = "NULL"
    if "store" in files:
        files.view(stage, "store", Store=("Store",), StoreType=("StoreType",))
        region = "(SELECT any_value('type ' || StoreType) FROM store s WHERE s.Store::VARCHAR = d.store)"
    stage.add_rows("stores", f"SELECT store, 'Store ' || store, {region} FROM (SELECT DISTINCT store FROM days) AS d")
    holiday = f"SELECT DISTINCT day, {_HOLIDAYS} AS name, store FROM days WHERE StateHoliday IN ('a', 'b', 'c')"
    school = "SELECT DISTINCT day, 'School holiday', store FROM days WHERE school"
    stage.add_rows("events", f"SELECT * FROM ({holiday} UNION ALL {school})")
    closed, odd = stage.rows("SELECT count(*) FILTER (NOT open), count(*) FILTER (NOT open AND sales > 0) FROM days")[0]
    sales = report.table("sales")
    sales.files = (files["train"].name,)
    sales.rows_read = stage.rows("SELECT count(*) FROM train")[0][0]
    report.counts["days on which a store was closed, left out"] = closed
    if odd:
        report.counts["closed days with turnover, left out"] = odd


PRESET = Preset(
    name="rossmann",
    title="Rossmann Store Sales",
    files={"train": ("train*.parquet", "train*.csv", "train*.csv.gz"), "store": ("store.csv*",)},
    load=_load,
    optional=("store",),
    settings={"country": "DE", "currency": "EUR"},
)
