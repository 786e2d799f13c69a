"""One or more measures of named things, of groups, or of everything."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rag.facts import Evidence, Fact
from rag.measures import PLANNED_PROMOTION, Measure
from rag.queries.coverage import missing, no_promotion, note_coverage, plain_label
from rag.queries.factbook import amount
from rag.queries.inquiry import Inquiry
from rag.queries.sampled import sampled_quantiles
from rag.queries.spans import Span
from rag.queries.table_query import Column, Table

__all__ = ["breakdown", "values"]

#: Rows whose facts the answer has to tell; the table shows the rest.
TOLD_ROWS = 12
#: A total lists its parts as inputs up to this many, else only their number.
LISTED_INPUTS = 60


def values(inquiry: Inquiry) -> Evidence:
    """Run a `value` plan."""
    span = inquiry.span()
    if span is not None and span.empty and any(m.windowed for m in inquiry.measures(span)):
        return inquiry.no_data(span.message)
    measures = inquiry.measures(span)
    grain = breakdown(inquiry, measures)
    if grain == "series" and inquiry.scope.one_series():
        facts = _one(inquiry, measures, span, "series")
    elif grain is None:
        facts = _one(inquiry, measures, span, "total")
    else:
        facts = _many(inquiry, measures, span, grain)
    sampled = sampled_quantiles(inquiry, measures, span)
    if inquiry.plan.difference and grain in (None, "series"):
        _tell_gap(inquiry, [f for f in [*facts, *sampled] if f.asked])
    if not any(f.asked for f in [*facts, *sampled]) and not inquiry.messages:
        inquiry.messages.append(_nothing_told(inquiry, measures))
    return inquiry.evidence("answered" if inquiry.book.facts or _says_something(measures) else "no_data")


def _nothing_told(inquiry: Inquiry, measures: Sequence[Measure]) -> str:
    """What is said where none of several rows has the figure."""
    if measures and measures[0].table == "replenishment" and not inquiry.view.has_stock:
        return f"No inventory was supplied, so there is no {_told_label(measures)}."
    if measures and measures[0].id in PLANNED_PROMOTION:
        return no_promotion(measures[0])
    if measures and measures[0].id in ("order_by", "stockout_date", "due_on"):
        return missing(inquiry, measures[0], {}, "total")
    return f"This run has no figures on {_told_label(measures)}."


def _tell_gap(inquiry: Inquiry, asked: Sequence[Fact]) -> None:
    """ "How many units lie between the expected total and the 90% level?": of two figures of one unit."""
    if len(asked) != 2 or len({(f.unit, tuple(f.subject.items())) for f in asked}) != 1:
        return
    first, second = asked
    if isinstance(first.value, (int, float)) and isinstance(second.value, (int, float)):
        inquiry.book.derived(
            abs(second.value - first.value), first.unit, f"difference between {first.label} and {second.label}",
            "difference", "difference", [first, second], subject=first.subject, start=first.start, end=first.end,
            window_label=first.window_label, decimals=first.decimals,
        )  # fmt: skip


def _told_label(measures: Sequence[Measure]) -> str:
    return plain_label(measures[0]) if measures else "such figure"


def _says_something(measures: Sequence[Measure]) -> bool:
    """A date that is not there is an answer too: it does not run out, no order is due."""
    return any(m.id in ("stockout_date", "order_by", "due_on") or m.id in PLANNED_PROMOTION for m in measures)


def breakdown(inquiry: Inquiry, measures: Sequence[Measure]) -> str | None:
    """The grain of the parts to list; None for one total only."""
    plan, scope = inquiry.plan, inquiry.scope
    if plan.group_by in ("series", "product", "store", "supplier", "category"):
        return plan.group_by
    if plan.per_series or scope.one_series():
        return "series"
    several = [k for k in scope.named() if len(scope.ids(k)) > 1]
    if several:
        if "product" in several or "store" in several:
            with_one = {k for k in scope.named() if k in ("product", "store")} == {"product", "store"}
            return "series" if with_one else several[0]
        return several[0]
    if plan.filters:
        return None
    if "product" in scope.named() and not any(m.windowed or m.grain == "product" for m in measures):
        return "series"
    return None


def _one(inquiry: Inquiry, measures: Sequence[Measure], span: Span | None, grain: str) -> list[Fact]:
    """The values of one series, or of the total."""
    query = inquiry.query(grain, span)
    columns = inquiry.add_measures(query, measures, span)
    query.where(inquiry.plan.filters)
    extra = _range(inquiry, query, measures, span) + _beside(inquiry, query, measures)
    table = query.run()
    row = table.rows[0] if table.rows else None
    if row is None or not row["series_total"]:
        inquiry.messages.append(missing(inquiry, measures[0] if measures else None, None, grain))
        return []
    facts = _tell(inquiry, table, columns, row, grain)
    if grain == "total":
        note_coverage(inquiry, query, columns, row)
        for column in columns:
            if row[column.alias] is None and column.measure.id == "wape_naive":
                inquiry.messages.append(f"The {column.measure.label} is known for one product in one store only.")
            elif row[column.alias] is None and column.level is None:
                _list_parts(inquiry, column.measure, span)
    for column in extra:
        inquiry.book.measured(column, row, grain, asked=False)
    if grain == "series" and _ASSUMED & {m.id for m in measures} and row.get("supplier_name") is None:
        inquiry.messages.append("No supplier was given for it, so the default of the settings is used.")
    inquiry.show(table, columns)
    return facts


#: What the settings give where no supplier does.
_ASSUMED = frozenset({"lead_time_days", "review_period_days", "protection_days"})


def _tell(inquiry: Inquiry, table: Table, columns: Sequence[Column], row: dict, grain: str) -> list[Fact]:
    facts = []
    for column in columns:
        fact = inquiry.book.measured(column, row, grain)
        if fact is not None:
            facts.append(fact)
            _per_day(inquiry, fact, column)
        elif column.expression.how != "paths" and grain == "series":
            inquiry.messages.append(missing(inquiry, column.measure, row, grain))
        if column.expression.how not in ("", "paths") and fact is not None:
            inquiry.messages.append(f"The {fact.label} is {column.expression.how}.")
    return facts


def _per_day(inquiry: Inquiry, fact: Fact, column: Column) -> None:
    """The mean per day of a total, where that is what was asked."""
    wanted, span = column.measure, column.span
    if inquiry.plan.statistic != "daily_mean" or span is None or wanted.id.endswith(("daily_sales", "weekly_sales")):
        return
    if wanted.additivity not in ("sum", "recompute") or not isinstance(fact.value, (int, float)):
        return
    inquiry.book.derived(
        fact.value / max(span.days, 1),
        f"{wanted.unit} per day",
        f"{wanted.label} per day",
        wanted.id,
        "divided by days",
        [fact],
        subject=fact.subject,
        start=fact.start,
        end=fact.end,
        window_label=fact.window_label,
    )


def _range(inquiry: Inquiry, query, measures: Sequence[Measure], span: Span | None) -> list[Column]:
    """The 80% range beside an expected total, where the run has it."""
    ids = [m.id for m in measures]
    if len(ids) != 1 or ids[0] not in ("expected_sales", "expected_returns") or inquiry.plan.filters:
        return []
    window = inquiry.span_for(measures[0], span)
    if window is None or (window.days > 1 and not window.from_first_step(inquiry.view)):
        return []
    quantile = "sales_quantile" if ids[0] == "expected_sales" else "returns_quantile"
    return [query.add(quantile, window, level) for level in (0.1, 0.9)]


#: What a buyer wants beside a stock figure of one series.
_BESIDE = {
    "order_qty": (
        "order_by",
        "product_supplier",
        "order_value",
        "on_hand",
        "action",
        "inventory_position",
        "order_up_to",
    ),
    "days_of_cover": ("on_hand", "stockout_date"),
    "stockout_date": ("on_hand", "days_of_cover"),
    "stockout_probability": ("stockout_date", "on_hand"),
    "on_hand": ("days_of_cover",),
    "action": ("order_qty", "order_by"),
    "order_by": ("order_qty", "product_supplier"),
    "delivery_on": ("order_by", "order_qty"),
    "arrival_at_once": ("lead_time_days",),
    "trend": ("trend_pct_28d",),
    "trend_pct_28d": ("trend",),
    "abc_class": ("revenue_90d",),
    "wape": ("bias_pct", "coverage_80"),
    "bias_pct": ("wape",),
}


def _beside(inquiry: Inquiry, query, measures: Sequence[Measure]) -> list[Column]:
    if query.grain != "series" or not measures:
        return []
    present = {m.id for m in measures}
    wanted = [i for m in measures for i in _BESIDE.get(m.id, ())]
    return [query.add(i) for i in dict.fromkeys(wanted) if i not in present]


def _many(inquiry: Inquiry, measures: Sequence[Measure], span: Span | None, grain: str) -> list[Fact]:
    """The parts, and the total where there is one."""
    query = inquiry.query(grain, span)
    columns = inquiry.add_measures(query, measures, span)
    query.where(inquiry.plan.filters)
    if inquiry.plan.sort:
        query.sort(inquiry.plan.sort.measure, inquiry.plan.sort.descending)
    table = query.run()
    if not table.rows:
        inquiry.messages.append(missing(inquiry, measures[0] if measures else None, None, grain))
        return []
    parts: dict[str, list[Fact]] = {c.alias: [] for c in columns}
    for number, row in enumerate(table.rows):
        for column in columns:
            fact = inquiry.book.measured(column, row, grain, asked=number < TOLD_ROWS)
            if fact is not None:
                parts[column.alias].append(fact)
    inquiry.show(table, columns, _vary(inquiry))
    facts = [f for fs in parts.values() for f in fs]
    return facts + _total(inquiry, measures, span, parts)


def _vary(inquiry: Inquiry) -> str:
    products, stores = inquiry.scope.ids("product"), inquiry.scope.ids("store")
    return "store" if len(products) == 1 and len(stores) != 1 else "product"


def _total(
    inquiry: Inquiry, measures: Sequence[Measure], span: Span | None, parts: dict[str, list[Fact]]
) -> list[Fact]:
    """The value of all parts together; sums name their parts as inputs."""
    together = [m for m in measures if m.additivity in ("sum", "recompute", "group_table")]
    if not together or sum(len(p) for p in parts.values()) < 2:
        return []
    query = inquiry.query("total", span)
    columns = inquiry.add_measures(query, together, span)
    query.where(inquiry.plan.filters)
    table = query.run()
    facts = []
    for column in columns:
        more: dict[str, Any] = {}
        told = next((p for p in parts.values() if p and p[0].measure == column.measure.id), [])
        if column.measure.additivity == "sum" and table.rows:
            whole = table.rows[0][column.alias]
            if whole is not None and abs(whole - sum(amount(f) for f in told)) > 1e-6 * max(1.0, abs(whole)):
                inquiry.messages.append("The total includes what belongs to none of the groups listed.")
            elif len(told) <= LISTED_INPUTS:
                more = {"operation": "sum", "inputs": tuple(f.id for f in told)}
        if table.rows:
            fact = inquiry.book.measured(column, table.rows[0], "total", **more)
            if fact is not None:
                facts.append(fact)
    return facts


#: Parts that a buyer wants to see from one end: does it descend?
_WORST_FIRST = {
    "stockout_probability": True,
    "stockout_date": False,
    "order_by": False,
    "cv": True,
    "lead_time_days": True,
}


def _list_parts(inquiry: Inquiry, measure: Measure, span: Span | None) -> None:
    """A measure that has no value for a group is listed for its parts instead."""
    query = inquiry.query("series", span)
    (column,) = inquiry.add_measures(query, [measure], span)[:1]
    query.where(inquiry.plan.filters)
    if measure.id in _WORST_FIRST:
        query.sort(measure.id, _WORST_FIRST[measure.id])
    table = query.run(not_null=column.alias)
    if not table.rows:
        inquiry.messages.append(missing(inquiry, measure, None, "total"))
        return
    inquiry.show(table, [column], _vary(inquiry))
    if len(table.rows) > TOLD_ROWS and _of_everything(inquiry) and measure.kind != "text":
        inquiry.messages.append(
            f"There is no single {measure.label} for this group: the lowest and the highest are told, "
            "all are in the table."
        )
        ends = sorted(table.rows, key=lambda row: row[column.alias])
        for row in (ends[0], ends[-1]):
            inquiry.book.measured(column, row, "series")
        return
    inquiry.messages.append(f"There is no single {measure.label} for this group, so it is listed for each part.")
    for number, row in enumerate(table.rows):
        if number < LISTED_INPUTS:
            inquiry.book.measured(column, row, "series", asked=number < TOLD_ROWS)


def _of_everything(inquiry: Inquiry) -> bool:
    """Is nothing named but places, and nothing limited?"""
    named = any(inquiry.scope.ids(kind) for kind in ("product", "category", "supplier"))
    return not (named or inquiry.plan.filters or inquiry.plan.per_series)
