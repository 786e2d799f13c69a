"""Which place a thing takes in a ranking: "at which place does the tape stand by expected units?" """

from __future__ import annotations

from rag.facts import Evidence
from rag.measures import MEASURES
from rag.queries.coverage import missing
from rag.queries.inquiry import Inquiry
from rag.queries.scope import KINDS

__all__ = ["is_placing", "placing"]


def is_placing(inquiry: Inquiry) -> bool:
    return inquiry.plan.measures[:1] == ("place",)


def placing(inquiry: Inquiry) -> Evidence:
    """The place, 1 for the first, of the one thing that is named among all of its kind in the rest of the scope."""
    plan, kind, span = inquiry.plan, str(inquiry.plan.group_by), inquiry.span()
    sort = plan.sort
    if sort is None or sort.measure == "place" or kind not in KINDS or len(inquiry.scope.ids(kind)) != 1:
        return inquiry.no_data("Say what is to be placed, and by which figure.")
    wanted = MEASURES[sort.measure]
    if span is not None and span.empty and wanted.windowed:
        return inquiry.no_data(span.message)
    scope = inquiry.scope.without(kind)
    grain = "series" if {kind} | set(scope.named()) >= {"product", "store"} else kind
    query = inquiry.query(grain, span, scope)
    column = query.add(wanted.id, inquiry.span_for(wanted, span))
    query.order.append(f"{column.alias} {'DESC' if sort.descending else 'ASC'} NULLS LAST")
    table = query.run(None, 0, column.alias)
    key = "category" if kind == "category" else f"{kind}_id"
    at = next((n for n, row in enumerate(table.rows) if str(row[key]) == inquiry.scope.ids(kind)[0]), None)
    if at is None:
        return inquiry.no_data(missing(inquiry, wanted, None, grain))
    value = inquiry.book.measured(column, table.rows[at], grain)
    if value is None:
        return inquiry.no_data(missing(inquiry, wanted, None, grain))
    noun = {"category": "categories"}.get(kind, f"{kind}s")
    fact = inquiry.book.derived(
        at + 1,
        "",
        f"place among {len(table.rows):,} {noun} by {value.label}",
        "place",
        "rank",
        [value],
        subject=value.subject,
        start=value.start,
        end=value.end,
        window_label=value.window_label,
        decimals=0,
        cells=len(table.rows),
    )
    inquiry.rows = [{"name": ", ".join(value.subject.values()) or "all", "place": fact.value, wanted.id: value.value}]
    inquiry.coverage = {"checked": len(table.rows), "total": len(table.rows), "skipped": 0, "skipped_reason": ""}
    return inquiry.evidence()
