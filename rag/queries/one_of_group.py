"""Demand of one product changed, in the total of what it belongs to."""

from __future__ import annotations

from dataclasses import replace

from rag.facts import Evidence, Fact
from rag.plan import Scenario
from rag.queries.factbook import amount
from rag.queries.inquiry import Inquiry
from rag.queries.scope import Scope
from rag.queries.spans import Span
from rag.queries.supposing import base_facts, scenario_fact

__all__ = ["one_of_group"]


def one_of_group(
    inquiry: Inquiry, scenario: Scenario, measures: tuple[str, ...], span: Span | None, given: list[Fact], factor: float
) -> Evidence:
    """Totals with as much more or less of the product that the scenario names."""
    own = Scope(replace(inquiry.scope.entities, products=(scenario.unit,)))
    for measure_id, base in base_facts(inquiry, measures, span).items():
        query = inquiry.query("total", span, own)
        column = query.add(measure_id, span)
        value = next((row[column.alias] for row in query.run().rows), None)
        if value is None:
            continue
        part = inquiry.book.add(
            value, base.unit, base.label, measure=measure_id, operation="sum", subject=own.subject(inquiry.view),
            table=base.table, column=base.column, start=base.start, end=base.end, window_label=base.window_label,
            decimals=base.decimals, asked=False,
        )  # fmt: skip
        if scenario.relative:
            change = amount(part) * (factor - 1.0)
        else:
            change = (scenario.value or 0.0) - (0.0 if scenario.added else amount(part))
        inputs = [base, part, *given]
        scenario_fact(inquiry, base, amount(base) + change, "in the scenario", "with one product changed", inputs)
        if inquiry.rows:
            inquiry.rows[0]["scenario"] = round(amount(base) + change, 6)
    return inquiry.evidence("answered" if inquiry.book.facts else "no_data")
