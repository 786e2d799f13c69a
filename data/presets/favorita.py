"""Kaggle "Store Sales" / Corporación Favorita: stores × product families, daily, some of it in kilograms.

Both published layouts are read: `family`, `sales`, `onpromotion` (a count) and `item_nbr`,
`unit_sales` (negative = returned), `onpromotion` (true or false).
"""

from __future__ import annotations

from data.errors import DataError
from data.presets.base import Files, Preset
from data.report import IngestReport
from data.stage import Stage

__all__ = ["PRESET"]

_TRUTHY = "lower({0}::VARCHAR) NOT IN ('0', '0.0', 'false', '')"


def _load(stage: Stage, files: Files, report: IngestReport) -> None:
    item = _rows(stage, files, "train")
    promo = f"CASE WHEN promo IS NOT NULL THEN {_TRUTHY.format('promo')} END"
    stage.add_rows(
        "sales",
        f"""SELECT date::DATE, store::VARCHAR, item, greatest(units::DOUBLE, 0),
            CASE WHEN (SELECT min(units::DOUBLE) FROM train) < 0 THEN greatest(-units::DOUBLE, 0) END,
            NULL, {promo}, NULL, NULL FROM train""",
    )
    negative = stage.rows("SELECT count(*) FROM train WHERE units::DOUBLE < 0")[0][0]
    if negative:
        report.counts["rows with negative sales, taken as returns"] = negative
    _products(stage, files, item)
    _stores(stage, files)
    if "holidays" in files:
        _events(stage, files, report)
    if "test" in files:
        _rows(stage, files, "test")
        stage.add_rows(
            "promotions",
            f"SELECT date::DATE, store::VARCHAR, item, NULL, coalesce({promo}, false) FROM test"
            " WHERE date::DATE > (SELECT max(date) FROM sales)",
        )
    report.table("sales").files = (files["train"].name,)


def _rows(stage: Stage, files: Files, role: str) -> str:
    """The view `role` with date, store, item, units, promo; returns what an item is: family or item_nbr."""
    columns = [c.lower() for c in files.view(stage, f"{role}")]
    con = stage.connection
    item = "item_nbr" if "item_nbr" in columns else "family"
    units = next((c for c in ("sales", "unit_sales") if c in columns), "NULL")
    promo = next((c for c in ("onpromotion", "promotion_active") if c in columns), "NULL")
    if item not in columns or (role == "train" and units == "NULL"):
        raise DataError(f"{files[role].name}: expected the columns date, store_nbr, family or item_nbr, and sales")
    con.execute(f"DROP VIEW {role}")
    con.execute(
        f"CREATE VIEW {role} AS SELECT date, store_nbr AS store, {item}::VARCHAR AS item, {units} AS units,"
        f" {promo} AS promo FROM {role}_scan"
    )
    return item


def _products(stage: Stage, files: Files, item: str) -> None:
    category = "NULL"
    if item == "item_nbr" and "items" in files:
        files.view(stage, "items", item_nbr=("item_nbr",), family=("family",))
        category = "(SELECT any_value(family) FROM items i WHERE i.item_nbr::VARCHAR = t.item)"
    name = "item" if item == "family" else "'Item ' || item"
    stage.add_rows(
        "products",
        f"SELECT item, {name}, {category}, NULL, NULL, NULL, NULL, NULL FROM (SELECT DISTINCT item FROM train) AS t",
    )


def _stores(stage: Stage, files: Files) -> None:
    """Several stores share a city, so their number stays in the name."""
    if "shops" not in files:
        stage.add_rows("stores", "SELECT DISTINCT store::VARCHAR, 'Store ' || store, NULL FROM train")
        return
    files.view(stage, "shops", nbr=("store_nbr",), city=("city",), state=("state",))
    stage.add_rows(
        "stores",
        """SELECT t.store, coalesce(s.city || ' ', 'Store ') || t.store, s.state
           FROM (SELECT DISTINCT store::VARCHAR AS store FROM train) AS t
           LEFT JOIN shops AS s ON s.nbr::VARCHAR = t.store""",
    )


def _events(stage: Stage, files: Files, report: IngestReport) -> None:
    """Holidays where they are celebrated: a transferred one counts on the day it was moved to."""
    names = ("date", "type", "locale", "locale_name", "description", "transferred")
    files.view(stage, "holidays", **{n: (n,) for n in names})
    celebrated = f"type <> 'Work Day' AND NOT ({_TRUTHY.format('transferred')})"
    place = "NULL::VARCHAR AS store"
    join = ""
    if "shops" in files:
        place = "s.nbr::VARCHAR AS store"
        join = """LEFT JOIN shops AS s ON (h.locale = 'Local' AND s.city = h.locale_name)
                  OR (h.locale = 'Regional' AND s.state = h.locale_name)"""
    stage.add_rows(
        "events",
        f"""SELECT DISTINCT date::DATE, description, store FROM (
            SELECT h.*, {place} FROM holidays AS h {join} WHERE {celebrated})
            WHERE locale = 'National' OR store IS NOT NULL""",
    )
    skipped = stage.rows(f"SELECT count(*) FROM holidays WHERE NOT ({celebrated})")[0][0]
    report.counts["holidays moved to another day or worked, left out"] = skipped


PRESET = Preset(
    name="favorita",
    title="Favorita Store Sales",
    files={
        "train": ("train.csv", "train.csv.gz", "sales*.parquet", "train*.parquet"),
        "shops": ("stores.csv*",),
        "holidays": ("holidays_events.csv*",),
        "test": ("test*.csv*",),
        "items": ("items.csv*",),
    },
    load=_load,
    optional=("shops", "holidays", "test", "items"),
    settings={"country": "EC", "currency": "USD"},
)
