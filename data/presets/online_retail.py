"""UCI Online Retail (I and II): invoice lines of a wholesaler, with real names and real dirt.

What is done with the dirt, each counted in the report:

1. exact duplicate lines are kept once;
2. postage, fees, vouchers, samples, tests and manual entries are no products;
3. lines at price 0 or below are stock adjustments (damages, counts), neither sales nor returns;
4. an order line cancelled within a day by the same customer in the same quantity never
   left the warehouse: both lines are left out;
5. every other `C` line is a return on its own day; a negative line without `C` is an adjustment;
6. a product is called by its most frequent description.

One warehouse in the United Kingdom ships everything, so there is one store. On a day with
invoices, a product between its first and last sale without a line sold nothing: a zero row.
"""

from __future__ import annotations

from data.presets.base import Files, Preset
from data.report import IngestReport
from data.stage import Stage

__all__ = ["PRESET"]

#: Codes that are no goods: no digit at all (POST, D, M ...), or one of these.
_NO_GOODS = "NOT regexp_matches(code, '[0-9]') OR regexp_matches(code, '^(C[0-9]+$|TEST|GIFT|ADJUST|BANK|SP1002)')"
_MIN_PAIR_UNITS = 1


def _load(stage: Stage, files: Files, report: IngestReport) -> None:
    _lines(stage, files, report)
    _pairs(stage, report)
    con = stage.connection
    con.execute(
        """CREATE TABLE daily AS
           SELECT moment::DATE AS day, code, sum(units) FILTER (NOT cancel) AS sold,
                  sum(-units) FILTER (cancel) AS returned,
                  sum(units * price) FILTER (NOT cancel) / sum(units) FILTER (NOT cancel) AS price
           FROM kept GROUP BY ALL"""
    )
    con.execute(
        """CREATE TABLE life AS SELECT code, min(day) AS first, max(day) AS last FROM daily
           WHERE sold > 0 GROUP BY code"""
    )
    con.execute(
        """CREATE TABLE grid AS SELECT d.day, l.code FROM (SELECT DISTINCT day FROM daily WHERE sold > 0) AS d
           JOIN life AS l ON d.day >= l.first"""
    )
    stage.add_rows(
        "sales",
        """SELECT g.day, 'UK', g.code, coalesce(d.sold, 0)::DOUBLE, coalesce(d.returned, 0)::DOUBLE, d.price,
                  NULL, NULL, NULL
           FROM grid AS g LEFT JOIN daily AS d USING (day, code)""",
    )
    _products(stage)
    stage.add_rows("stores", "SELECT 'UK', 'UK Warehouse', 'United Kingdom'")
    _tell(stage, files, report)


def _lines(stage: Stage, files: Files, report: IngestReport) -> None:
    """`goods`: the lines that concern products, typed, with what was left out counted."""
    files.view(
        stage,
        "raw",
        invoice=("InvoiceNo", "Invoice"),
        code=("StockCode", "Stock Code"),
        description=("Description",),
        units=("Quantity",),
        moment=("InvoiceDate", "Invoice Date"),
        price=("UnitPrice", "Price", "Unit Price"),
        customer=("CustomerID", "Customer ID"),
        country=("Country",),
    )
    con = stage.connection
    con.execute(
        """CREATE TABLE lines AS SELECT trim(invoice::VARCHAR) AS invoice, upper(trim(code::VARCHAR)) AS code,
           regexp_replace(trim(description::VARCHAR), '\\s+', ' ', 'g') AS description,
           try_cast(units AS BIGINT) AS units,
           coalesce(try_cast(moment::VARCHAR AS TIMESTAMP), try_strptime(moment::VARCHAR, '%m/%d/%Y %H:%M'),
                    try_strptime(moment::VARCHAR, '%d/%m/%Y %H:%M')) AS moment,
           try_cast(price AS DOUBLE) AS price, nullif(customer::VARCHAR, 'NaN') AS customer, country::VARCHAR AS country
           FROM raw"""
    )
    con.execute("CREATE TABLE single AS SELECT DISTINCT * FROM lines")
    con.execute(f"CREATE VIEW judged AS SELECT *, invoice LIKE 'C%' AS cancel, {_NO_GOODS} AS no_goods FROM single")
    con.execute(
        """CREATE TABLE goods AS
           SELECT row_number() OVER (ORDER BY moment, invoice, code, units, price) AS id, * FROM judged
           WHERE NOT no_goods AND price > 0 AND moment IS NOT NULL AND units IS NOT NULL
             AND (cancel AND units < 0 OR NOT cancel AND units > 0)"""
    )
    total, single, unread, fees, adjusted, negative = stage.rows(
        """SELECT (SELECT count(*) FROM lines), count(*),
                  count(*) FILTER (moment IS NULL OR units IS NULL OR price IS NULL OR code IS NULL),
                  count(*) FILTER (no_goods), count(*) FILTER (NOT no_goods AND price <= 0),
                  count(*) FILTER (NOT no_goods AND price > 0
                                   AND (NOT cancel AND units <= 0 OR cancel AND units >= 0))
           FROM judged"""
    )[0]
    report.table("sales").rows_read = total
    report.counts["exact duplicate lines, kept once"] = total - single
    report.counts["lines without a usable date, quantity, price or code, left out"] = unread
    report.counts["postage, fees, vouchers, samples and manual entries, left out"] = fees
    report.counts["stock adjustments at price 0 or below, left out"] = adjusted
    report.counts["negative lines without a C invoice, left out"] = negative


def _pairs(stage: Stage, report: IngestReport) -> None:
    """`kept`: without orders that the same customer cancelled in full within a day."""
    stage.connection.execute(
        f"""CREATE TABLE pairs AS
        WITH numbered AS (
            SELECT *, row_number() OVER (
                PARTITION BY customer, code, abs(units), price, cancel, moment::DATE ORDER BY moment, id) AS n
            FROM goods WHERE customer IS NOT NULL AND abs(units) >= {_MIN_PAIR_UNITS})
        SELECT o.id AS order_id, c.id AS cancel_id
        FROM numbered AS o JOIN numbered AS c
          ON o.customer = c.customer AND o.code = c.code AND o.units = -c.units AND o.price = c.price
         AND o.n = c.n AND NOT o.cancel AND c.cancel
         AND c.moment >= o.moment AND c.moment <= o.moment + INTERVAL 1 DAY
        QUALIFY row_number() OVER (PARTITION BY o.id ORDER BY c.moment) = 1
            AND row_number() OVER (PARTITION BY c.id ORDER BY o.moment DESC) = 1"""
    )
    stage.connection.execute(
        """CREATE TABLE kept AS SELECT * FROM goods WHERE id NOT IN (
           SELECT order_id FROM pairs UNION ALL SELECT cancel_id FROM pairs)"""
    )
    report.counts["order lines cancelled within a day, left out with their cancellation"] = stage.rows(
        "SELECT count(*) FROM pairs"
    )[0][0]


def _products(stage: Stage) -> None:
    """Most frequent description of each code; its latest usual price as `unit_price`."""
    stage.add_rows(
        "products",
        """WITH told AS (SELECT code, description, count(*) AS n FROM goods
                         WHERE description IS NOT NULL AND description <> '' GROUP BY ALL),
           named AS (SELECT code, arg_max(description, (n, description)) AS name FROM told GROUP BY code),
           priced AS (SELECT code, median(price) AS price FROM goods WHERE NOT cancel
                      AND moment >= (SELECT max(moment) FROM goods) - INTERVAL 90 DAY GROUP BY code)
           SELECT l.code, coalesce(n.name, l.code), NULL, NULL, NULL, p.price, NULL, NULL
           FROM life AS l LEFT JOIN named AS n USING (code) LEFT JOIN priced AS p USING (code)""",
    )


def _tell(stage: Stage, files: Files, report: IngestReport) -> None:
    sold, returned, orphans, zeros, named, double = stage.rows(
        """SELECT (SELECT count(*) FROM kept WHERE NOT cancel), (SELECT count(*) FROM kept WHERE cancel),
                  (SELECT count(*) FROM daily AS d LEFT JOIN grid AS g USING (day, code) WHERE g.code IS NULL),
                  (SELECT count(*) FROM sales WHERE units_sold = 0 AND units_returned = 0),
                  (SELECT count(*) FROM products),
                  (SELECT count(*) FROM (SELECT name FROM products GROUP BY name HAVING count(*) > 1))"""
    )[0]
    report.table("sales").files = (files["raw"].name,)
    report.counts["sales lines used"] = sold
    report.counts["return lines used"] = returned
    report.counts["days with returns only before the first sale or without any sale, left out"] = orphans
    report.counts["zero rows added for open days without a line"] = zeros
    report.counts["names borne by more than one code"] = double
    report.messages.append(f"{named:,} products with their real names")


PRESET = Preset(
    name="online-retail",
    title="UCI Online Retail",
    files={"raw": ("online_retail*.parquet", "*[Oo]nline*[Rr]etail*.csv*", "*[Oo]nline*[Rr]etail*.xlsx")},
    load=_load,
    settings={"country": "GB", "currency": "GBP"},
)
