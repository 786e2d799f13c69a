"""What-ifs on purchase prices: by percent, by an amount per unit, or as a note tells."""

from __future__ import annotations

import re

from rag.facts import Evidence
from rag.plan import Scenario
from rag.queries.factbook import amount
from rag.queries.inquiry import Inquiry
from rag.queries.supposing import base_facts, given_number, scenario_fact

__all__ = ["price"]

#: "How much do we save?"
_SAVED = re.compile(r"\bsav(?:e|es|ed|ing|ings)\b|\bhow much (?:more|less|cheaper|dearer)\b", re.IGNORECASE)
_MONEY = ("order_value", "stock_value", "product_unit_cost")


def price(inquiry: Inquiry, scenario: Scenario) -> Evidence:
    """Purchase prices times a factor: what is bought stays the same, what it costs scales."""
    if scenario.value is None:
        return inquiry.no_data("The size of the change is missing: say by how many percent prices change.")
    asked = tuple(m.id for m in inquiry.measures(None) if m.id in _MONEY) or ("order_value",)
    if scenario.added:
        return _price_by_money(inquiry, scenario.value, asked)
    by = "told by the cited note" if scenario.unit == "note" else "given in the question"
    given = given_number(inquiry, abs(scenario.value) * 100.0, "%", "change of prices", by)
    for base in base_facts(inquiry, asked, None).values():
        value = amount(base) * (1.0 + scenario.value)
        fact = scenario_fact(inquiry, base, value, "at the new prices", "times", [base, *([given] if given else [])])
        if not inquiry.plan.difference and _SAVED.search(inquiry.plan.question):
            inquiry.book.derived(
                value - amount(base), base.unit, f"change of {base.label}", "difference", "difference", [fact, base],
                subject=base.subject, decimals=base.decimals,
            )  # fmt: skip
    return inquiry.evidence("answered" if inquiry.book.facts else "no_data")


def _price_by_money(inquiry: Inquiry, more: float, asked: tuple[str, ...]) -> Evidence:
    """So much money more, or less, per unit: on the unit cost, and on each recommended unit."""
    given = given_number(inquiry, abs(more), inquiry.view.currency, "change of the unit cost")
    units = base_facts(inquiry, ("order_qty",), None, asked=False).get("order_qty") if "order_value" in asked else None
    for base in base_facts(inquiry, tuple(m for m in asked if m != "stock_value"), None).values():
        inputs = [base, *(f for f in (given, units) if f is not None)]
        extra = more if base.measure == "product_unit_cost" else more * amount(units) if units is not None else 0.0
        fact = scenario_fact(inquiry, base, amount(base) + extra, "at the new prices", "plus units times money", inputs)
        if not inquiry.plan.difference:
            inquiry.book.derived(
                extra, base.unit, f"change of {base.label}", "difference", "difference", [fact, base],
                subject=base.subject, decimals=base.decimals,
            )  # fmt: skip
    return inquiry.evidence("answered" if inquiry.book.facts else "no_data")
