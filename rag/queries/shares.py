"""What part of a whole: a value over the value of the wider set."""

from __future__ import annotations

from collections.abc import Sequence

from rag.facts import Evidence, Fact, extreme
from rag.measures import MEASURES
from rag.plan import COMPANY, EACH_ITS_OWN, EVERYWHERE, Filter
from rag.queries.coverage import missing, set_coverage
from rag.queries.factbook import amount
from rag.queries.inquiry import Inquiry
from rag.queries.scope import Scope
from rag.queries.spans import Span
from rag.queries.values import TOLD_ROWS

__all__ = ["shares", "wider"]


def shares(inquiry: Inquiry) -> Evidence:
    """Value over total; with a grouping, every group's part of the total."""
    span = inquiry.span()
    wanted = inquiry.measures(span)[0]
    if wanted.id == "expected_daily_sales":
        wanted = MEASURES["expected_sales"]
    if span is not None and span.empty and wanted.windowed:
        return inquiry.no_data(span.message)
    if wanted.additivity != "sum" or wanted.kind != "number":
        return inquiry.no_data(f"A share of {wanted.label} has no meaning: it does not add up.")
    if inquiry.plan.group_by in _GROUPS and inquiry.plan.share_of == EACH_ITS_OWN:
        return _each_of_its_own(inquiry, wanted.id, span)
    if inquiry.plan.group_by in _GROUPS:
        return _by_group(inquiry, wanted.id, span)
    return _part(inquiry, wanted.id, span)


_GROUPS = ("product", "store", "supplier", "category")


def wider(scope: Scope) -> Scope:
    """Without what was named most narrowly: the product, else category or supplier, else the store."""
    if scope.ids("product"):
        return scope.without("product", "category", "supplier")
    inner = [k for k in ("category", "supplier") if scope.ids(k)]
    return scope.without(*inner) if inner else scope.without("store")


#: What is left out of the scope to get the whole, by the kind that is said to be the whole.
_PARTS_OF = {
    "product": ("store",),
    "category": ("product",),
    "supplier": ("product", "category"),
    "store": ("product", "category", "supplier"),
}


def _whole(inquiry: Inquiry) -> Scope:
    scope, kind = inquiry.scope, inquiry.plan.share_of
    if kind == EVERYWHERE:
        return scope.without("store")
    if kind == COMPANY:
        return scope.without("store", *_PARTS_OF["store"])
    parts = [k for k in _PARTS_OF.get(kind, ()) if scope.ids(k)]
    if not parts and kind in _PARTS_OF and kind != "store" and scope.ids("store"):
        parts = ["store"]  # "of what is recommended for [supplier], how much goes to [store]?"
    return scope.without(*parts) if parts and kind in _PARTS_OF and scope.ids(kind) else wider(scope)


_ORDERS = {"order_qty", "order_by", "action"}


def _of_orders(inquiry: Inquiry, measure_id: str) -> bool:
    """ "What part of what must be ordered today is dairy?": the conditions say which orders, of the whole as well."""
    filters = inquiry.plan.filters
    named = any(inquiry.scope.ids(k) for k in ("product", "category", "supplier"))
    plain = all((f.column, f.op, f.value) == ("order_qty", ">", 0) for f in filters)
    ordered = measure_id in ("order_qty", "order_value") and all(f.column in _ORDERS for f in filters)
    return bool(filters) and ordered and (named or plain)


def _total(
    inquiry: Inquiry, measure_id: str, span: Span | None, scope: Scope, filters: Sequence[Filter], asked: bool
) -> Fact | None:
    grain = "series" if scope.one_series() else "total"
    query = inquiry.query(grain, span, scope)
    column = query.add(measure_id, inquiry.span_for(MEASURES[measure_id], span))
    query.where(filters)
    table = query.run()
    if not table.rows:
        return None
    own, inquiry.book.scope = inquiry.book.scope, scope
    try:
        if measure_id == "count":
            counted = int(table.rows[0][column.alias] or 0)
            one = len(scope.ids("store")) == 1
            words = (
                ("product" if one else "product in a store")
                if counted == 1
                else "products"
                if one
                else "products in stores"
            )
            return inquiry.count_fact(counted, words, asked=asked, subject=scope.subject(inquiry.view))
        return inquiry.book.measured(column, table.rows[0], grain, asked=asked)
    finally:
        inquiry.book.scope = own


def _part(inquiry: Inquiry, measure_id: str, span: Span | None) -> Evidence:
    plan = inquiry.plan
    also = plan.whole_filters or (plan.filters if _of_orders(inquiry, measure_id) else ())
    narrowed = any(f not in also for f in plan.filters)
    part = _total(inquiry, measure_id, span, inquiry.scope, plan.filters, True)
    of_measure = plan.share_of if plan.share_of in MEASURES else ""
    whole_scope = inquiry.scope if narrowed or of_measure else _whole(inquiry)
    told = bool(of_measure) or measure_id != "count"  # a share is told with its whole
    whole = _total(inquiry, of_measure or measure_id, span, whole_scope, also, told)
    if part is None or whole is None or not whole.value:
        return inquiry.no_data(missing(inquiry, MEASURES[measure_id], None, "total"))
    if whole_scope == inquiry.scope and not (narrowed or of_measure):
        return inquiry.no_data("I did not understand which part of the whole is meant.")
    of_rows = "share of the products" + ("" if len(whole_scope.ids("store")) == 1 else " in stores")
    share = _share(inquiry, part, whole, label=of_rows if measure_id == "count" else "")
    inquiry.rows = [
        {"name": ", ".join(part.subject.values()) or "all", measure_id: part.value, "share_pct": share.value}
    ]
    return inquiry.evidence()


def _share(inquiry: Inquiry, part: Fact, whole: Fact, asked: bool = True, label: str = "") -> Fact:
    of = ", ".join(whole.subject.values()) or "all"
    return inquiry.book.derived(
        100.0 * amount(part) / amount(whole),
        "%",
        label or f"share of the {whole.label}" + (f" of {of}" if part.measure == whole.measure else ""),
        "share",
        "share",
        [part, whole],
        subject=part.subject,
        start=part.start,
        end=part.end,
        window_label=part.window_label,
        asked=asked,
    )


def _things(whole: Fact) -> str:
    return "products in stores" if whole.measure == "count" else whole.label


def _each_of_its_own(inquiry: Inquiry, measure_id: str, span: Span | None) -> Evidence:
    """Every group's part that meets the conditions, over the same group's whole; the largest share first."""
    plan = inquiry.plan
    tables, columns = [], []
    for filters in ((*plan.filters,), plan.whole_filters):
        query = inquiry.query(str(plan.group_by), span)
        columns.append(query.add(measure_id, inquiry.span_for(MEASURES[measure_id], span)))
        query.where(filters)
        tables.append(query.run())
    key = "category" if plan.group_by == "category" else f"{plan.group_by}_id"
    met = {row[key]: row for row in tables[0].rows}
    found: list[tuple[Fact, Fact]] = []
    for row in tables[1].rows:
        whole = inquiry.book.measured(columns[1], row, tables[1].grain, asked=False)
        part = (
            inquiry.book.measured(columns[0], met[row[key]], tables[0].grain, asked=False) if row[key] in met else None
        )
        if whole is None or not whole.value:
            continue
        if part is None:
            part = inquiry.book.derived(
                0, whole.unit, whole.label, measure_id, "none", [whole], subject=whole.subject, asked=False
            )
        found.append((part, whole))
    if not found:
        return inquiry.no_data(missing(inquiry, MEASURES[measure_id], None, "total"))
    set_coverage(inquiry, [measure_id, *(f.column for f in plan.filters if f.column in MEASURES)][:3])
    down = plan.sort is None or plan.sort.descending
    found.sort(key=lambda x: amount(x[0]) / amount(x[1]), reverse=down)
    shown = found[plan.offset : None if plan.limit is None else plan.offset + plan.limit]
    told = []
    for number, (part, whole) in enumerate(shown):
        share = _share(inquiry, part, whole, number < TOLD_ROWS, f"share of its own {_things(whole)}")
        told.append(share)
        inquiry.rows.append(
            {"name": part.subject.get(str(plan.group_by), ""), measure_id: part.value, "share_pct": share.value}
        )
    if plan.limit == 1 and told:
        inquiry.book.derived(
            inquiry.rows[0]["name"], "", extreme(told[0].label, down, place=plan.offset + 1), "winner",
            "max" if down else "min", [told[0]], subject=told[0].subject,
        )  # fmt: skip
    return inquiry.evidence()


def _by_group(inquiry: Inquiry, measure_id: str, span: Span | None) -> Evidence:
    plan = inquiry.plan
    whole = _total(inquiry, measure_id, span, inquiry.scope, plan.whole_filters, False)
    if whole is None or not whole.value:
        return inquiry.no_data(missing(inquiry, MEASURES[measure_id], None, "total"))
    query = inquiry.query(str(plan.group_by), span)
    column = query.add(measure_id, inquiry.span_for(MEASURES[measure_id], span))
    query.where(plan.filters)
    query.order.append(f"{column.alias} {'ASC' if plan.sort and not plan.sort.descending else 'DESC'} NULLS LAST")
    table = query.run(plan.limit, plan.offset, column.alias)
    inquiry.show(table)
    set_coverage(inquiry, [measure_id])
    parts: list[Fact] = []
    for number, row in enumerate(table.rows):
        part = inquiry.book.measured(column, row, table.grain, asked=False)
        if part is not None:
            share = _share(inquiry, part, whole, asked=number < TOLD_ROWS)
            inquiry.rows[number]["share_pct"] = share.value
            parts.append(part)
    if plan.limit and len(parts) > 1:
        _together(inquiry, parts, whole)
    return inquiry.evidence()


def _together(inquiry: Inquiry, parts: list[Fact], whole: Fact) -> None:
    """The part of the whole that the ranked ones have in sum."""
    of = ", ".join(whole.subject.values()) or "all"
    total = sum(amount(part) for part in parts)
    inquiry.book.derived(
        100.0 * total / amount(whole), "%", f"share of the first {len(parts)} in the {whole.label} of {of}",
        "share_together", "share", [*parts, whole], subject=whole.subject, start=whole.start, end=whole.end,
        window_label=whole.window_label,
    )  # fmt: skip
