"""All that comes in during some days: "what's arriving this week?", "deliveries tomorrow"."""

from __future__ import annotations

import re

from rag.plan import Plan
from rag.understanding.message.masking import Masked
from rag.understanding.plans.order_ranking import of_lines

__all__ = ["coming_in"]

_ALL_THAT_COMES = re.compile(
    r"^\W*(?:(?:and|so|ok|please|hi|hello|show me|tell me|the|our|all)\b[\s,]*)*"
    r"(?:what(?:'s|s)?(?! day| date| time| products?| items?| articles?| suppliers?| stores?)\b"
    r"|(?:is )?anything\b|deliver(?:y|ies)\b|arrivals\b|incoming\b|inbound\b|shipments\b)"
)


def coming_in(plan: Plan, masked: Masked) -> Plan | None:
    """The products, and the number of lines and units, that come in those days; None where that is not asked."""
    window = plan.window
    ahead = window is not None and window.asked and window.side == "forecast"
    of_deliveries = plan.intent in ("list", "value") and "due_on" in plan.measures
    if not ahead or not of_deliveries or set(plan.measures) - {"due_on", "on_order"} or plan.entities.products:
        return None
    dated = all(f.column == "due_on" for f in plan.filters)
    if not dated or plan.limit or plan.sort or not _ALL_THAT_COMES.match(masked.text):
        return None
    amounts = of_lines(plan, ("open_lines", "open_units"), plan.filters)
    return of_lines(plan, ("open_units",), plan.filters, "list", "product").with_(also=(amounts,))
