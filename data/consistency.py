"""Checks that need more than one row: order of dates, frequency, ids across tables, freshness."""

from __future__ import annotations

import datetime as dt

from data.errors import DataError
from data.frequency import detect_frequency
from data.report import IngestReport, count_of
from data.stage import Stage
from data.validation import Problem

__all__ = ["check_consistency"]

_WEEKDAYS = ("", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_EXACT_ORDER_ROWS = 20_000_000  # above this, dates out of order are counted in a sample of series
_STALE_STOCK_DAYS = 7


def check_consistency(stage: Stage, report: IngestReport, skip_bad_rows: bool) -> None:
    """Look at the staged data set as a whole; adds problems and messages to the report."""
    if not stage.has("sales"):
        raise DataError("there are no sales; give a sales file first (columns date, store_id, product_id, units_sold)")
    if "sales" in stage.staged and stage.rows("SELECT count(*) FROM sales")[0][0]:
        _count_disorder(stage, report)
        _check_frequency(stage, report, skip_bad_rows)
    elif stage.rows("SELECT count(*) FROM sales")[0][0]:
        report.frequency = detect_frequency(stage.connection, "sales").frequency
    _make_missing_rows(stage, report)
    _check_links(stage, report)
    row = stage.rows("SELECT max(date), count(DISTINCT (store_id, product_id)) FROM sales")[0]
    report.as_of, report.series = row
    if report.as_of:
        _check_freshness(stage, report, report.as_of)


def _count_disorder(stage: Stage, report: IngestReport) -> None:
    """Rows whose date lies before that of an earlier line of the same series; they are sorted."""
    total = stage.rows("SELECT count(*) FROM sales")[0][0]
    sampled = "" if total <= _EXACT_ORDER_ROWS else "AND hash(store_id, product_id) % 50 = 0"
    count = stage.rows(
        f"""SELECT count(*) FROM (
            SELECT date < lag(date) OVER (PARTITION BY store_id, product_id ORDER BY file, line) AS back
            FROM sales WHERE file NOT IN ('before', 'made') {sampled}) WHERE back"""
    )[0][0]
    if count:
        part = " (in a sample of the series)" if sampled else ""
        report.table("sales").messages.append(f"{count_of(count, 'row')} out of date order, now sorted{part}")


def _check_frequency(stage: Stage, report: IngestReport, skip_bad_rows: bool) -> None:
    finding = detect_frequency(stage.connection, "sales")
    report.frequency = finding.frequency
    sales = report.table("sales")
    sales.messages += finding.messages
    if len(finding.weekdays) > 1:
        days = ", ".join(_WEEKDAYS[d] for d in finding.weekdays)
        file, line = _first_line(stage, "isodow(date) <> ?", [finding.weekdays[0]])
        raise DataError(
            f"{file} line {line}: weekly sales are dated on different weekdays ({days}); expected the same weekday "
            "for every week. Nothing was changed"
        )
    if finding.mixed:
        _set_aside_others(stage, report, finding.others, finding.frequency, skip_bad_rows)
    if finding.gaps:
        sales.messages.append(
            f"{finding.gaps:,} {finding.frequency} periods without a row inside the life of a series: "
            "they are taken as missing, not as zero, unless the file never has zeros"
        )


def _set_aside_others(
    stage: Stage, report: IngestReport, others: tuple[tuple[str, str, str], ...], main: str, skip_bad_rows: bool
) -> None:
    """Series of another frequency than most: an error, or their rows are rejected."""
    store, product, frequency = others[0]
    file, line = _first_line(stage, "store_id = ? AND product_id = ?", [store, product])
    stage.connection.execute("CREATE OR REPLACE TEMP TABLE odd (store_id VARCHAR, product_id VARCHAR)")
    stage.connection.executemany("INSERT INTO odd VALUES (?, ?)", [o[:2] for o in others])
    among = "(store_id, product_id) IN (SELECT (store_id, product_id) FROM odd)"
    rows = stage.rows(f"SELECT count(*) FROM sales WHERE {among}")[0][0]
    sales = report.table("sales")
    sales.problems.append(
        Problem(file, line, f"store {store}, product {product} has {frequency} rows while most series are {main}"
                f" ({len(others)} such series)", "one frequency in all series", rows, table="sales", column="date")
    )  # fmt: skip
    if skip_bad_rows:
        stage.connection.execute(
            f"INSERT INTO rejected SELECT file, line, 'date: expected the frequency of the other series', NULL"
            f" FROM sales WHERE {among}"
        )
        stage.connection.execute(f"UPDATE new_sales SET fault = 121 WHERE fault IS NULL AND {among}")
        sales.rows_written -= rows
        sales.rows_rejected += rows


def _first_line(stage: Stage, condition: str, values: list[object]) -> tuple[str, int | None]:
    rows = stage.rows(f"SELECT file, line FROM sales WHERE {condition} ORDER BY file, line LIMIT 1", values)
    return rows[0] if rows else ("sales", None)


def _make_missing_rows(stage: Stage, report: IngestReport) -> None:
    """Products and stores that are sold, stocked or ordered but not described: their id becomes their name."""
    for table, key in (("products", "product_id"), ("stores", "store_id")):
        used = [t for t in ("sales", "inventory", "open_orders", "promotions") if stage.has(t)]
        every = " UNION ".join(f"SELECT {key} FROM {t}" for t in used)
        known = f"SELECT {key} FROM {table}" if stage.has(table) else f"SELECT NULL::VARCHAR AS {key}"
        missing = (
            f"SELECT DISTINCT {key} FROM ({every}) WHERE {key} IS NOT NULL"
            f" AND {key} NOT IN (SELECT {key} FROM ({known}) WHERE {key} IS NOT NULL)"
        )
        examples = [r[0] for r in stage.rows(f"{missing} ORDER BY 1 LIMIT 3")]
        if not examples:
            continue
        nothing = ", ".join(f"NULL AS {c}" for c in _columns(table) if c not in (key, "name"))
        made = stage.add_rows(table, f"SELECT {key}, {key} AS name, {nothing} FROM ({missing})")
        found = report.table(table)
        found.rows_written = int(stage.rows(f"SELECT count(*) FROM {table}")[0][0])
        if not found.files:
            found.rows_read = found.rows_written
        shown = ", ".join(examples) + (" ..." if made > len(examples) else "")
        are = (
            "is not described and is called by its id" if made == 1 else "are not described and are called by their id"
        )
        found.messages.append(f"{count_of(made, table[:-1])} {are} ({shown})")


def _columns(table: str) -> tuple[str, ...]:
    from data.tables import INPUT_TABLES

    return INPUT_TABLES[table].names


def _check_links(stage: Stage, report: IngestReport) -> None:
    """Ids that lead nowhere are told; they are left as they are, and joins find nothing."""
    links = (
        ("products", "supplier_id", "suppliers"), ("open_orders", "supplier_id", "suppliers"),
        ("price_breaks", "product_id", "products"), ("deliveries", "supplier_id", "suppliers"),
        ("notes", "supplier_id", "suppliers"), ("notes", "product_id", "products"), ("notes", "store_id", "stores"),
        ("events", "store_id", "stores"),
    )  # fmt: skip
    for table, key, target in links:
        if not stage.has(table):
            continue
        known = f"SELECT {key} FROM {target}" if stage.has(target) else f"SELECT NULL::VARCHAR AS {key} WHERE false"
        rows = stage.rows(
            f"SELECT count(*), min({key}) FROM {table} WHERE {key} IS NOT NULL AND {key} NOT IN ({known})"
        )
        count, example = rows[0]
        if count:
            report.table(table).messages.append(
                f"{count_of(count, 'row')} with a {key} that {target} does not have (such as {example})"
            )


def _check_freshness(stage: Stage, report: IngestReport, as_of: dt.date) -> None:
    """Do stock, orders and plans fit the last day of sales?"""
    if stage.has("inventory"):
        day = stage.rows("SELECT max(as_of) FROM inventory")[0][0]
        if day and abs((day - as_of).days) > _STALE_STOCK_DAYS:
            report.messages.append(
                f"stock on hand is of {day.isoformat()}, sales end on {as_of.isoformat()}: orders will be wrong by the"
                " sales in between; give a stock file of the last day of sales"
            )
    if stage.has("open_orders"):
        count = stage.rows("SELECT count(*) FROM open_orders WHERE ordered_on > due_on")[0][0]
        if count:
            report.table("open_orders").messages.append(f"{count:,} open orders are due before they were placed")
    if stage.has("deliveries"):
        count = stage.rows("SELECT count(*) FROM deliveries WHERE delivered_on < ordered_on")[0][0]
        if count:
            report.table("deliveries").messages.append(
                f"{count_of(count, 'row')} delivered before it was ordered; they are left out of lead times"
            )
    if stage.has("promotions"):
        count = stage.rows("SELECT count(*) FROM promotions WHERE date > ?", [as_of])[0][0]
        if not count:
            report.table("promotions").messages.append("no promotion lies after the last day of sales")
    if stage.attached and "sales" in stage.staged and "products" in stage.attached:
        shared = stage.rows(
            "SELECT count(*) FROM (SELECT DISTINCT product_id FROM sales) JOIN products USING (product_id)"
        )
        if not shared[0][0]:
            report.messages.append("none of the products from before occurs in these sales; to start over, use --fresh")
