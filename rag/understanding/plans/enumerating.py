"""All the figures that a message counts up, in the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rag.measures import SOLD_THROUGH
from rag.plan import Plan
from rag.understanding.plans.projecting import NOTHING_COMES
from rag.understanding.words.counted_up import counted_up

if TYPE_CHECKING:
    from rag.understanding.message.masking import Masked

__all__ = ["with_counted_up"]

_MOST_FIGURES = 6


def with_counted_up(plan: Plan, masked: Masked) -> Plan:
    """With every figure that the message counts up, whichever of them was read."""
    plain = plan.intent in ("value", "explain") and plan.statistic == "total" and not (plan.group_by or plan.share)
    if not plain or plan.scenario or plan.levels or plan.second_window:
        return plan
    worth = {"on_hand", "product_unit_cost", "product_unit_price"} if "stock_value" in plan.measures else set()
    worth |= {f.column for f in plan.filters if f.column == "supplier_payment_terms"}  # a condition, and no figure
    said = NOTHING_COMES.sub(" ", masked.text) if set(plan.measures) & set(SOLD_THROUGH) else masked.text
    more = [m for m in counted_up(said, masked.question) if m not in plan.measures and m not in worth]
    return plan.with_(measures=(*plan.measures, *more)) if len(plan.measures) + len(more) <= _MOST_FIGURES else plan
