"""Lists, rankings and counts over all rows that meet the filters."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rag.facts import NOTHING_MEETS, Evidence, extreme
from rag.measures import MEASURES, Measure
from rag.plan import IN_STORES, Filter
from rag.queries.coverage import missing, set_coverage
from rag.queries.inquiry import Inquiry
from rag.queries.spans import Span
from rag.queries.table_query import Column, Table
from rag.queries.values import TOLD_ROWS

__all__ = ["counts", "lists", "rankings"]

_GRAINS = ("series", "product", "store", "supplier", "category")
#: Rows of a list that get facts; the others are in the table only.
FACT_ROWS = 60
#: Rows of a ranking when nobody said how many.
DEFAULT_LIMIT = 10

#: Columns that a list of stock rows shows beside what was asked.
_ORDER_COLUMNS = ("order_qty", "order_value", "order_by", "action", "on_hand")
_STOCK_COLUMNS = ("on_hand", "days_of_cover", "stockout_date", "stockout_probability", "action")


#: A group ranked by how many of its products meet the conditions.
_COUNTED = {"measure": "products_counted", "unit": "products", "label": "number of products", "operation": "count"}


def list_grain(inquiry: Inquiry) -> str:
    """What a row is: as the plan says, else a product in a store."""
    return inquiry.plan.group_by if inquiry.plan.group_by in _GRAINS else "series"


def _row_grain(inquiry: Inquiry, measures: Sequence[Measure]) -> str:
    """Lists at product level over several stores show each store where the values live in stores."""
    grain = list_grain(inquiry)
    if grain != "product" or any(f.column.startswith(IN_STORES) for f in inquiry.plan.filters):
        return grain
    touched = [*measures, *(MEASURES[f.column] for f in inquiry.plan.filters if f.column in MEASURES)]
    touched = [m for m in touched if m.id != "count"]
    windowed = any(m.windowed or m.id in ("revenue_90d", "avg_daily_7d", "avg_daily_28d") for m in touched)
    return "product" if windowed or all(m.grain == "product" for m in touched) else "series"


def lists(inquiry: Inquiry) -> Evidence:
    """Every row that meets the filters."""
    span = inquiry.span()
    measures = inquiry.measures(span, fallback=_fallback(inquiry))
    if span is not None and span.empty and any(m.windowed for m in measures):
        return inquiry.no_data(span.message)
    grain = _row_grain(inquiry, measures)
    query = inquiry.query(grain, span)
    columns = inquiry.add_measures(query, measures, span)
    shown = [*columns, *(query.add(i) for i in _companions(inquiry, measures))]
    query.where(inquiry.plan.filters)
    if inquiry.plan.sort:
        query.sort(inquiry.plan.sort.measure, inquiry.plan.sort.descending)
    else:
        _natural_order(query, measures)
    present = "" if inquiry.plan.filters else columns[0].alias
    table = query.run(inquiry.plan.limit, inquiry.plan.offset, present)
    _cover(inquiry, measures)
    if not table.rows:
        return _nothing(inquiry, measures)
    _tell_rows(inquiry, table, columns, shown)
    _totals(inquiry, measures, span)
    return inquiry.evidence()


def _fallback(inquiry: Inquiry) -> tuple[str, ...]:
    named = [f.column for f in inquiry.plan.filters if f.column in MEASURES and f.column != "action"]
    if any(f.column == "action" for f in inquiry.plan.filters) and not named:
        return ("action",)
    return tuple(dict.fromkeys(named)) or ("expected_sales",)


def _companions(inquiry: Inquiry, measures: Sequence[Measure]) -> list[str]:
    ids = {m.id for m in measures} | {f.column for f in inquiry.plan.filters}
    if ids & {"order_qty", "order_value", "order_by"}:
        return [i for i in _ORDER_COLUMNS if i not in {m.id for m in measures}]
    if ids & {"stockout_date", "days_of_cover", "stockout_probability", "action", "on_hand"}:
        return [i for i in _STOCK_COLUMNS if i not in {m.id for m in measures}]
    return []


def _natural_order(query, measures: Sequence[Measure]) -> None:
    """Soonest first where there is a date, else largest first."""
    wanted = measures[0]
    if wanted.kind == "date" or wanted.id == "days_of_cover":
        query.sort(wanted.id, descending=False)
    elif wanted.kind == "number" and wanted.id != "count":
        query.order.append(f"{query.columns[0].alias} DESC NULLS LAST")


def _cover(inquiry: Inquiry, measures: Sequence[Measure]) -> None:
    ids = [m.id for m in measures if not m.windowed] + [f.column for f in inquiry.plan.filters if f.column in MEASURES]
    set_coverage(inquiry, [i for i in dict.fromkeys(ids) if not MEASURES[i].windowed][:3])


def _nothing(inquiry: Inquiry, measures: Sequence[Measure]) -> Evidence:
    inquiry.count_fact(0, "rows that meet the conditions", asked=False)
    wanted = measures[0]
    if wanted.table == "replenishment" and not inquiry.view.has_stock:
        return inquiry.no_data(missing(inquiry, wanted, None, "series"))
    if not inquiry.plan.filters:
        return inquiry.no_data(missing(inquiry, wanted, None, "series"))
    checked = inquiry.coverage.get("checked", 0)
    if not checked and inquiry.coverage.get("total"):
        return inquiry.no_data(f"None could be checked: {inquiry.coverage['skipped_reason']}.")
    inquiry.messages.append(NOTHING_MEETS)
    return inquiry.evidence()


def _tell_rows(inquiry: Inquiry, table: Table, columns: Sequence[Column], shown: Sequence[Column]) -> None:
    """The count, then the facts of each row: what was asked first, the rest beside it."""
    many = table.total > TOLD_ROWS
    inquiry.count_fact(table.total, _row_words(table.grain, table.total), asked=True)
    if table.grain == "series" and len({r["product_id"] for r in table.rows}) != len(table.rows):
        products = len({r["product_id"] for r in table.rows})
        inquiry.count_fact(products, "products", asked=False, operation="count of different products")
    for number, row in enumerate(table.rows[:FACT_ROWS]):
        for column in shown:
            if column.measure.id == "count":
                continue  # the names are what was asked for
            told = column in columns and number < TOLD_ROWS and not (many and column is not columns[0])
            inquiry.book.measured(column, row, table.grain, asked=told)
    one = inquiry.scope.ids("product")
    vary = "store" if len(one) == 1 and len(inquiry.scope.ids("store")) != 1 else "product"
    inquiry.show(table, shown, vary)


def _row_words(grain: str, count: int) -> str:
    words = {"series": "product in a store", "category": "category"}.get(grain, grain)
    if count == 1:
        return words
    return {"series": "products in stores", "category": "categories"}.get(grain, f"{grain}s")


def _totals(inquiry: Inquiry, measures: Sequence[Measure], span: Span | None, asked: bool = False) -> None:
    """Sums over the whole list, for what adds up."""
    together = [m for m in measures if m.additivity == "sum" and m.id != "count"]
    if any(m.id == "order_qty" for m in measures) and not any(m.id == "order_value" for m in measures):
        together.append(MEASURES["order_value"])
    if not together or inquiry.plan.limit is not None:
        return
    query = inquiry.query("total", span)
    columns = inquiry.add_measures(query, together, span)
    query.where(inquiry.plan.filters)
    for row in query.run().rows:
        for column in columns:
            inquiry.book.measured(column, row, "total", asked=asked, label=f"total {column.measure.label}")


def counts(inquiry: Inquiry) -> Evidence:
    """How many rows meet the filters; of series, also how many products that are."""
    plan = inquiry.plan
    measures = inquiry.measures(None, fallback=("count",))
    _cover(inquiry, measures)
    grain = list_grain(inquiry)
    query = inquiry.query("series" if not _groupwise(inquiry, grain) else grain, inquiry.span())
    query.where(plan.filters)
    table = query.run()
    if not inquiry.coverage.get("checked") and inquiry.coverage.get("total") and plan.filters:
        return inquiry.no_data(f"None could be checked: {inquiry.coverage['skipped_reason']}.")
    if query.grain != "series":
        inquiry.count_fact(len(table.rows), _row_words(grain, len(table.rows)))
        inquiry.show(table, query.columns)
        return inquiry.evidence()
    if plan.group_by == "series":
        inquiry.count_fact(len(table.rows), _line_words(inquiry, len(table.rows)))
    else:
        _count_series(inquiry, table, grain)
    _totals(inquiry, [MEASURES[m] for m in plan.measures if m in MEASURES], inquiry.span(), asked=True)
    inquiry.show(table, query.columns, "store" if grain == "store" else "product")
    if plan.share:
        _share_of_all(inquiry, table, grain)
    return inquiry.evidence()


def _line_words(inquiry: Inquiry, count: int) -> str:
    """A product in a store is a line of an order only where orders are spoken of."""
    said = {*inquiry.plan.measures, *(f.column for f in inquiry.plan.filters)}
    idle = {Filter("action", "=", v) for v in ("excess", "ok")} & set(inquiry.plan.filters)  # nothing is ordered
    if said & {"order_qty", "order_value", "order_by", "on_order", "due_on", *(() if idle else ("action",))}:
        return "order lines" if count != 1 else "order line"
    return _row_words("series", count)


def _groupwise(inquiry: Inquiry, grain: str) -> bool:
    windowed = any(f.column in MEASURES and MEASURES[f.column].windowed for f in inquiry.plan.filters)
    return grain != "series" and (windowed or not inquiry.plan.filters)


def _count_series(inquiry: Inquiry, table: Table, grain: str) -> None:
    """The number of different things first, then of product-store rows where that differs."""
    rows = len(table.rows)
    key = {"category": "category"}.get(grain, f"{grain}_id")
    if grain != "series":
        different = len({r[key] for r in table.rows if r.get(key)})
        inquiry.count_fact(
            different, _row_words(grain, different), operation=f"count of different {grain}s", cells=rows
        )
        if different != rows:
            inquiry.count_fact(rows, _row_words("series", rows), asked=False)
        return
    products = len({r["product_id"] for r in table.rows})
    stores = len(inquiry.scope.ids("store"))
    if products == rows or stores == 1:
        inquiry.count_fact(rows, _row_words("product", rows))
        return
    inquiry.count_fact(products, _row_words("product", products), operation="count of different products", cells=rows)
    inquiry.count_fact(rows, _row_words("series", rows))


def _share_of_all(inquiry: Inquiry, table: Table, grain: str) -> None:
    total = inquiry.coverage.get("total") or 0
    if total:
        counted = inquiry.count_fact(len(table.rows), "products in stores", asked=False)
        whole = inquiry.count_fact(total, "products in stores in all", asked=False)
        inquiry.book.derived(
            100.0 * len(table.rows) / total,
            "%",
            "share of all",
            "share",
            "share",
            [counted, whole],
            subject=inquiry.scope.subject(inquiry.view),
        )


def rankings(inquiry: Inquiry) -> Evidence:
    """The first rows by a measure: "top 5", "worst", "second highest"."""
    plan, span = inquiry.plan, inquiry.span()
    measures = inquiry.measures(span)
    sorted_by = MEASURES.get(plan.sort.measure, measures[0]) if plan.sort else measures[0]
    sorted_by = next(
        (m for m in measures if m.id.replace("actual", "expected") == sorted_by.id.replace("actual", "expected")),
        sorted_by,
    )
    if span is not None and span.empty and sorted_by.windowed:
        return inquiry.no_data(span.message)
    descending = plan.sort.descending if plan.sort else True
    grain, best = _rank_grain(inquiry, sorted_by)
    query = inquiry.query(grain, span)
    query.keep_best = best
    (first, *_) = inquiry.add_measures(query, [sorted_by], span)
    query.order.append(f"{first.alias} {'DESC' if descending else 'ASC'} NULLS LAST")
    columns = [first, *(c for c in inquiry.add_measures(query, measures, span) if c is not first)]
    query.where(plan.filters)
    limit = DEFAULT_LIMIT if plan.limit is None else plan.limit
    table = query.run(limit, plan.offset, first.alias)
    _cover(inquiry, [sorted_by])
    if not table.rows:
        return _no_rank(inquiry, sorted_by, grain)
    _tell_ranking(inquiry, table, columns, descending)
    return inquiry.evidence()


def _rank_grain(inquiry: Inquiry, sorted_by: Measure) -> tuple[str, str]:
    """(row grain, grain whose best row is kept). Measures without a group value rank series."""
    plan, scope = inquiry.plan, inquiry.scope
    grain = plan.group_by if plan.group_by in _GRAINS else ""
    if not grain:
        one_product = len(scope.ids("product")) == 1
        grain = "store" if one_product else "product"
    if grain in ("product", "store") and len(scope.ids(grain)) == 1:
        grain = "store" if grain == "product" else "product"
    if sorted_by.grain in ("supplier", "product") and grain == "series":
        grain = sorted_by.grain
    fixed = {"product": "store", "store": "product"}.get(grain)
    if fixed and len(scope.ids(fixed)) == 1:
        return "series", ""
    no_value = sorted_by.additivity == "none" and sorted_by.grain == "series"
    if grain != "series" and (no_value or not _group_has_value(inquiry, sorted_by, grain)):
        return "series", grain
    return grain, ""


def _group_has_value(inquiry: Inquiry, sorted_by: Measure, grain: str) -> bool:
    if sorted_by.additivity != "group_table":
        return True
    return inquiry.query(grain).join_group_accuracy() is not None


def _no_rank(inquiry: Inquiry, sorted_by: Measure, grain: str) -> Evidence:
    if inquiry.plan.filters and inquiry.coverage.get("checked"):
        inquiry.messages.append(NOTHING_MEETS)
        return inquiry.evidence()
    return inquiry.no_data(missing(inquiry, sorted_by, None, grain))


def _tell_ranking(inquiry: Inquiry, table: Table, columns: Sequence[Column], descending: bool) -> None:
    one_product = len(inquiry.scope.ids("product")) == 1
    vary = "store" if one_product or inquiry.plan.group_by == "store" else "product"
    for number, row in enumerate(table.rows):
        for column in columns:
            counted = _COUNTED if column.measure.id == "count" else {}
            inquiry.book.measured(column, row, table.grain, asked=number < TOLD_ROWS, **counted)
    inquiry.show(table, columns, vary)
    first = inquiry.book.facts[0] if inquiry.book.facts else None
    if first is not None and len(table.rows) == 1:
        name = inquiry.rows[0].get("name", "")
        place = (inquiry.plan.offset or 0) + 1
        inquiry.book.derived(
            name,
            "",
            extreme(first.label, descending, isinstance(first.value, date), place),
            "winner",
            "max" if descending else "min",
            [first],
            subject=first.subject,
            asked=True,
        )
