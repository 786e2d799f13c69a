"""What if another quantity is ordered: at what cost, and where the stock stands with it."""

from __future__ import annotations

from rag.facts import Evidence, Fact
from rag.plan import Scenario
from rag.queries.factbook import amount
from rag.queries.inquiry import Inquiry
from rag.queries.supposing import COUNTED_IN, base_facts, given_number, scenario_fact

__all__ = ["other_quantity"]

_RISKS = frozenset({"expected_lost_units", "stockout_probability", "stockout_date", "days_of_cover"})


def other_quantity(inquiry: Inquiry, scenario: Scenario) -> Evidence:
    """Another quantity at today's cost: pieces times the unit cost, or the recommended order times a factor."""
    if scenario.value is None:
        return inquiry.no_data("The quantity is missing: say how many units.")
    if scenario.relative:
        change = abs(scenario.value)
        given = given_number(inquiry, change * 100.0, "%", "change of the orders") if change < 1 else None
        for base in base_facts(inquiry, ("order_qty", "order_value"), None).values():
            inputs = [base, *([given] if given else [])]
            scenario_fact(inquiry, base, amount(base) * (1.0 + scenario.value), "in the scenario", "times", inputs)
        if _RISKS & set(inquiry.plan.measures):
            inquiry.messages.append("What another order quantity does to stockouts and lost sales is not computed.")
        return inquiry.evidence("answered" if inquiry.book.facts else "no_data")
    given = given_number(inquiry, scenario.value, "units", "quantity in the scenario")
    if scenario.unit == "units ordered":
        return _with_that_order(inquiry, scenario.value, given)
    for cost in base_facts(inquiry, ("product_unit_cost",), None).values():
        inquiry.book.derived(
            amount(cost) * scenario.value,
            cost.unit,
            "cost of that quantity",
            "quantity_cost",
            "unit cost times quantity",
            [cost, *([given] if given else [])],
            subject=cost.subject,
            decimals=2,
        )
    return inquiry.evidence("answered" if inquiry.book.facts else "no_data")


def _with_that_order(inquiry: Inquiry, units: float, given: Fact | None) -> Evidence:
    """Where the stock stands once so many units are ordered: what is counted in a position grows by them."""
    if len(inquiry.scope.ids("product")) != 1:
        return inquiry.no_data("Name the product that is ordered, and the store.")
    told = tuple(m for m in inquiry.plan.measures if m in COUNTED_IN and m != "position_after_order")
    inquiry.plan = inquiry.plan.with_(filters=())
    for base in base_facts(inquiry, told or ("inventory_position",), None).values():
        inputs = [base, *([given] if given else [])]
        scenario_fact(inquiry, base, amount(base) + units, "with that order", "plus the units ordered", inputs)
    base_facts(inquiry, ("reorder_point",), None, asked=False)
    return inquiry.evidence("answered" if inquiry.book.facts else "no_data")
