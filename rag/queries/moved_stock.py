"""What-ifs on the stock on hand: units moved to another store, units that are no longer there."""

from __future__ import annotations

from rag.facts import Evidence
from rag.plan import Scenario
from rag.queries.coverage import missing
from rag.queries.factbook import amount
from rag.queries.inquiry import Inquiry
from rag.queries.supposing import base_facts, given_number, scenario_fact

__all__ = ["taken", "transfer"]


def transfer(inquiry: Inquiry, scenario: Scenario) -> Evidence:
    """Units moved from one store to another: what each has on hand afterwards."""
    stores, products = inquiry.plan.entities.stores, inquiry.scope.ids("product")
    if scenario.value is None or len(stores) != 2 or len(products) != 1:
        return inquiry.no_data("Name one product, how many units, and the two stores of the transfer.")
    query = inquiry.query("series")
    column = query.add("on_hand")
    table = query.run()
    given = given_number(inquiry, scenario.value, "units", "units moved")
    giver = stores[1] if scenario.unit == "from the second" else stores[0]
    for row in sorted(table.rows, key=lambda r: r["store_id"] != giver):
        base = inquiry.book.measured(column, row, "series")
        if base is None:
            inquiry.messages.append(missing(inquiry, column.measure, row, "series"))
            continue
        moved = -scenario.value if row["store_id"] == giver else scenario.value
        if amount(base) + moved < 0:
            inquiry.messages.append(f"{base.subject['store']} does not have that many.")
            continue
        operation = "on hand minus the units moved" if moved < 0 else "on hand plus the units moved"
        inputs = [base, *([given] if given else [])]
        scenario_fact(inquiry, base, amount(base) + moved, "after the transfer", operation, inputs)
    inquiry.show(table, [column])
    return inquiry.evidence("answered" if inquiry.book.facts else "no_data")


def taken(inquiry: Inquiry, scenario: Scenario) -> Evidence:
    """Units that are no longer there: what is on hand without them."""
    if scenario.value is None:
        return inquiry.no_data("The quantity is missing: say how many units.")
    given = given_number(inquiry, scenario.value, "units", "units taken away")
    for base in base_facts(inquiry, ("on_hand",), None).values():
        if amount(base) < scenario.value:
            inquiry.messages.append("There are not that many on hand.")
            continue
        inputs = [base, *([given] if given else [])]
        scenario_fact(
            inquiry, base, amount(base) - scenario.value, "in the scenario", "on hand minus the units", inputs
        )
    return inquiry.evidence("answered" if inquiry.book.facts else "no_data")
