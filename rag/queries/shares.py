"""What part of a whole: a value over the value of the wider set."""

from __future__ import annotations

from rag.facts import Evidence, Fact
from rag.measures import MEASURES
from rag.plan import COMPANY, EVERYWHERE
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
    if inquiry.plan.group_by in ("product", "store", "supplier", "category"):
        return _by_group(inquiry, wanted.id, span)
    return _part(inquiry, wanted.id, span)


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
    return scope.without(*parts) if parts and scope.ids(kind) else wider(scope)


_ORDERS = {"order_qty", "order_by", "action"}


def _of_orders(inquiry: Inquiry, measure_id: str) -> bool:
    """ "What part of what must be ordered today is dairy?": the conditions say which orders, of the whole as well."""
    filters = inquiry.plan.filters
    named = any(inquiry.scope.ids(k) for k in ("product", "category", "supplier"))
    plain = all((f.column, f.op, f.value) == ("order_qty", ">", 0) for f in filters)
    ordered = measure_id in ("order_qty", "order_value") and all(f.column in _ORDERS for f in filters)
    return bool(filters) and ordered and (named or plain)


def _total(
    inquiry: Inquiry, measure_id: str, span: Span | None, scope: Scope, filtered: bool, asked: bool
) -> Fact | None:
    grain = "series" if scope.one_series() else "total"
    query = inquiry.query(grain, span, scope)
    column = query.add(measure_id, inquiry.span_for(MEASURES[measure_id], span))
    if filtered:
        query.where(inquiry.plan.filters)
    table = query.run()
    if not table.rows:
        return None
    own, inquiry.book.scope = inquiry.book.scope, scope
    try:
        return inquiry.book.measured(column, table.rows[0], grain, asked=asked)
    finally:
        inquiry.book.scope = own


def _part(inquiry: Inquiry, measure_id: str, span: Span | None) -> Evidence:
    of_orders = _of_orders(inquiry, measure_id)
    filtered = bool(inquiry.plan.filters) and not of_orders
    part = _total(inquiry, measure_id, span, inquiry.scope, True, True)
    of_measure = inquiry.plan.share_of if inquiry.plan.share_of in MEASURES else ""
    whole_scope = inquiry.scope if filtered or of_measure else _whole(inquiry)
    whole = _total(inquiry, of_measure or measure_id, span, whole_scope, of_orders, bool(of_measure))
    if part is None or whole is None or not whole.value:
        return inquiry.no_data(missing(inquiry, MEASURES[measure_id], None, "total"))
    share = _share(inquiry, part, whole)
    inquiry.rows = [
        {"name": ", ".join(part.subject.values()) or "all", measure_id: part.value, "share_pct": share.value}
    ]
    return inquiry.evidence()


def _share(inquiry: Inquiry, part: Fact, whole: Fact, asked: bool = True) -> Fact:
    of = ", ".join(whole.subject.values()) or "all"
    return inquiry.book.derived(
        100.0 * amount(part) / amount(whole),
        "%",
        f"share of the {whole.label}" + (f" of {of}" if part.measure == whole.measure else ""),
        "share",
        "share",
        [part, whole],
        subject=part.subject,
        start=part.start,
        end=part.end,
        window_label=part.window_label,
        asked=asked,
    )


def _by_group(inquiry: Inquiry, measure_id: str, span: Span | None) -> Evidence:
    plan = inquiry.plan
    whole = _total(inquiry, measure_id, span, inquiry.scope, False, False)
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
