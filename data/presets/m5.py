"""M5 (Walmart): daily unit sales per item and store, with weekly prices and a calendar of events.

Two layouts are read: one row per item and day (`item_id, store_id, date, sales, sell_price`),
and the published wide file (`d_1`, `d_2`, ... with `calendar.csv` and `sell_prices.csv`).
Before its first priced week an item is not launched: those zeros are left out. On
Christmas Day the stores are closed: those zeros are left out too.
"""

from __future__ import annotations

from data.errors import DataError
from data.presets.base import Files, Preset
from data.report import IngestReport
from data.stage import Stage

__all__ = ["PRESET"]


def _load(stage: Stage, files: Files, report: IngestReport) -> None:
    columns = files.view(stage, "sales_file")
    con = stage.connection
    if "calendar" in files:
        files.view(stage, "calendar")
    if "d_1" in columns:
        _long_from_wide(stage, files, columns)
    else:
        price = "sell_price::DOUBLE" if "sell_price" in columns else "NULL::DOUBLE"
        con.execute(
            f"""CREATE VIEW days AS SELECT item_id, store_id, date::DATE AS day, sales::DOUBLE AS units,
                CASE WHEN isnan({price}) THEN NULL ELSE {price} END AS price FROM sales_file"""
        )
    con.execute(
        """CREATE TABLE launched AS SELECT item_id, store_id, min(day) AS launch FROM days
           WHERE price IS NOT NULL OR units > 0 GROUP BY ALL"""
    )
    con.execute(
        """CREATE VIEW kept AS SELECT d.* FROM days AS d JOIN launched AS l USING (item_id, store_id)
           WHERE d.day >= l.launch AND NOT (month(d.day) = 12 AND day(d.day) = 25 AND d.units = 0)"""
    )
    stage.add_rows("sales", "SELECT day, store_id, item_id, units, NULL, price, NULL, NULL, NULL FROM kept")
    stage.add_rows(
        "products",
        """SELECT DISTINCT item_id, item_id, regexp_replace(item_id, '_[^_]*$', ''), NULL, NULL, NULL, NULL, NULL
           FROM kept""",
    )
    stage.add_rows("stores", "SELECT DISTINCT store_id, store_id, split_part(store_id, '_', 1) FROM kept")
    _counts(stage, files, report)
    if "calendar" in files:
        _events(stage)


def _long_from_wide(stage: Stage, files: Files, columns: list[str]) -> None:
    if "calendar" not in files:
        raise DataError(f"{files.folder}: the wide M5 file needs calendar.csv beside it, for the dates of d_1, d_2 ...")
    days = ", ".join(f'"{c}"' for c in columns if c.startswith("d_"))
    price = "NULL::DOUBLE"
    join = ""
    if "prices" in files:
        files.view(stage, "prices")
        price = "p.sell_price::DOUBLE"
        join = "LEFT JOIN prices AS p ON p.item_id = w.item_id AND p.store_id = w.store_id AND p.wm_yr_wk = c.wm_yr_wk"
    stage.connection.execute(
        f"""CREATE TABLE days AS SELECT w.item_id, w.store_id, c.date::DATE AS day, w.units::DOUBLE AS units,
            {price} AS price
            FROM (UNPIVOT (SELECT item_id, store_id, {days} FROM sales_file) ON {days} INTO NAME d VALUE units) AS w
            JOIN calendar AS c ON c.d = w.d {join}"""
    )


def _counts(stage: Stage, files: Files, report: IngestReport) -> None:
    total, early, closed, unpriced = stage.rows(
        """SELECT (SELECT count(*) FROM days),
                  (SELECT count(*) FROM days AS d LEFT JOIN launched AS l USING (item_id, store_id)
                   WHERE l.launch IS NULL OR d.day < l.launch),
                  (SELECT count(*) FROM days AS d JOIN launched AS l USING (item_id, store_id)
                   WHERE d.day >= l.launch AND month(d.day) = 12 AND day(d.day) = 25 AND d.units = 0),
                  (SELECT count(*) FROM kept WHERE price IS NULL)"""
    )[0]
    sales = report.table("sales")
    sales.files, sales.rows_read = (files["sales_file"].name,), total
    report.counts["days before the first price of an item (not launched), left out"] = early
    report.counts["zeros on Christmas Day (closed), left out"] = closed
    report.counts["days kept without a price"] = unpriced


def _events(stage: Stage) -> None:
    """Calendar events everywhere, food-stamp days in the stores of their state; the future ones as well."""
    columns = {row[0] for row in stage.rows("DESCRIBE calendar")}
    parts = [
        f"SELECT date::DATE AS day, {name} AS name, NULL::VARCHAR AS store_id FROM calendar WHERE {name} <> ''"
        for name in ("event_name_1", "event_name_2")
        if name in columns
    ]
    for state in ("CA", "TX", "WI"):
        if f"snap_{state}" in columns:
            parts.append(
                f"SELECT c.date::DATE, 'SNAP', s.store_id FROM calendar AS c, stores AS s"
                f" WHERE c.snap_{state}::INT = 1 AND s.store_id LIKE '{state}\\_%' ESCAPE '\\'"
            )
    inside = "day BETWEEN (SELECT min(date) FROM sales) AND (SELECT max(date) FROM sales) + 120"
    stage.add_rows("events", f"SELECT DISTINCT * FROM ({' UNION ALL '.join(parts)}) WHERE {inside}")


PRESET = Preset(
    name="m5",
    title="M5 Walmart",
    files={
        "sales_file": ("*daily.parquet", "sales_train_evaluation.csv*", "sales_train_validation.csv*", "*.parquet"),
        "calendar": ("calendar.csv*",),
        "prices": ("sell_prices.csv*",),
    },
    load=_load,
    optional=("calendar", "prices"),
    settings={"country": "US", "currency": "USD"},
)
