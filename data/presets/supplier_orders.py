"""Delivery history of purchase orders: real lead times become the suppliers table.

The layout is the public SCMS delivery history (`Vendor`, `PO Sent to Vendor Date`,
`Scheduled Delivery Date`, `Delivered to Client Date`; dates are text with gaps). A lead
time is order to delivery; on time means delivered by the scheduled day.
"""

from __future__ import annotations

from data.presets.base import Files, Preset
from data.report import IngestReport
from data.stage import Stage

__all__ = ["PRESET"]

_MIN_DELIVERIES = 1


def _load(stage: Stage, files: Files, report: IngestReport) -> None:
    files.view(
        stage,
        "history",
        vendor=("Vendor", "Supplier"),
        ordered=("PO Sent to Vendor Date", "Order Date"),
        promised=("Scheduled Delivery Date", "Promised Date"),
        delivered=("Delivered to Client Date", "Delivered Date", "Delivery Date"),
    )
    con = stage.connection
    dates = ", ".join(
        f"coalesce(try_strptime({c}::VARCHAR, '%d-%b-%y'), try_strptime({c}::VARCHAR, '%m/%d/%y'),"
        f" try_cast({c}::VARCHAR AS TIMESTAMP))::DATE AS {c}"
        for c in ("ordered", "promised", "delivered")
    )
    con.execute(
        f"""CREATE TABLE history_rows AS
            SELECT regexp_replace(trim(vendor), '\\s+', ' ', 'g') AS vendor, {dates} FROM history"""
    )
    con.execute(
        "CREATE VIEW timed AS SELECT *, delivered - ordered AS lead FROM history_rows WHERE delivered >= ordered"
    )
    other = "AND vendor NOT IN (SELECT supplier_id FROM suppliers)" if stage.has("suppliers") else ""
    stage.add_rows(
        "suppliers",
        f"""WITH punctual AS (SELECT vendor, avg((delivered <= promised)::INT) AS rate FROM history_rows
                              WHERE delivered IS NOT NULL AND promised IS NOT NULL GROUP BY vendor)
            SELECT vendor, vendor, round(avg(lead), 1), round(stddev_samp(lead), 1), NULL, NULL,
                   round(any_value(rate), 3), NULL
            FROM timed LEFT JOIN punctual USING (vendor) WHERE vendor <> '' {other}
            GROUP BY vendor HAVING count(*) >= {_MIN_DELIVERIES}""",
    )
    total, undated, negative, vendors = stage.rows(
        """SELECT count(*), count(*) FILTER (ordered IS NULL OR delivered IS NULL),
                  count(*) FILTER (delivered < ordered), count(DISTINCT vendor) FROM history_rows"""
    )[0]
    report.counts["deliveries read"] = total
    report.counts["deliveries without an order or delivery date, left out"] = undated
    report.counts["deliveries before their order, left out"] = negative
    timed = stage.rows("SELECT count(DISTINCT vendor) FROM timed")[0][0]
    report.messages.append(f"{timed:,} of {vendors:,} vendors have a lead time")
    if not stage.has("sales"):
        report.messages.append("this history has no sales; bring in a sales file before the first run")


PRESET = Preset(
    name="supplier-orders",
    title="Supplier delivery history",
    files={"history": ("scms_delivery_history.csv*", "*.csv*")},
    load=_load,
    replaces=False,
)
