"""What every what-if is made of: the figure as it is, the number that was given, and what it makes of the figure."""

from __future__ import annotations

from rag.facts import Fact
from rag.measures import MEASURES
from rag.queries.coverage import missing
from rag.queries.inquiry import Inquiry
from rag.queries.recomputed import tell_difference
from rag.queries.spans import Span

__all__ = ["COUNTED_IN", "base_facts", "given_number", "scenario_fact"]

#: What an open order counts towards: without it there is as much less.
COUNTED_IN = ("on_order", "inventory_position", "position_after_order", "reorder_gap", "order_up_to_gap")


def given_number(
    inquiry: Inquiry, value: float | None, unit: str, label: str, by: str = "given in the question"
) -> Fact | None:
    """The number that the question itself, or a cited note, gave; it may be repeated in the answer."""
    if value is None:
        return None
    return inquiry.book.add(
        value,
        unit,
        label,
        measure="scenario_input",
        operation=by,
        subject=inquiry.scope.subject(inquiry.view),
        asked=False,
    )


def base_facts(
    inquiry: Inquiry, measure_ids: tuple[str, ...], span: Span | None, asked: bool = True
) -> dict[str, Fact]:
    """Today's values of the scope, by measure."""
    grain = "series" if inquiry.scope.one_series() else "total"
    query = inquiry.query(grain, span)
    columns = [query.add(i, inquiry.span_for(MEASURES[i], span)) for i in dict.fromkeys(measure_ids)]
    query.where(inquiry.plan.filters)
    table = query.run()
    facts: dict[str, Fact] = {}
    for column in columns:
        row = table.rows[0] if table.rows else {}
        fact = inquiry.book.measured(column, row, grain, asked=asked) if row else None
        if fact is not None:
            facts[column.measure.id] = fact
        elif asked:
            inquiry.messages.append(missing(inquiry, column.measure, row or None, grain))
    if table.rows and not inquiry.rows:
        inquiry.show(table, columns)
    return facts


def scenario_fact(inquiry: Inquiry, base: Fact, value: float, words: str, operation: str, inputs: list[Fact]) -> Fact:
    then = inquiry.book.derived(
        value,
        base.unit,
        f"{base.label} {words}",
        "scenario_value",
        operation,
        inputs,
        subject=base.subject,
        start=base.start,
        end=base.end,
        window_label=base.window_label,
        decimals=base.decimals,
        key={"measure": base.measure},
    )
    tell_difference(inquiry, base, then)
    return then
