"""A count made in the store against the stock on record: "we found 40 pieces, how many is that short of the books?"."""

from __future__ import annotations

from rag.plan import Filter, Plan
from rag.understanding.message.masking import Masked
from rag.understanding.words.stock_counts import ON_RECORD, counted_units

__all__ = ["against_the_count"]


def against_the_count(plan: Plan, masked: Masked, of_stock: bool = False) -> Plan | None:
    """The stock on hand of one product in one store against what was counted; None where that is not asked.

    `of_stock`: the message before told the stock, so it needs no "books".
    """
    one = len(plan.entities.products) == 1 and len(plan.entities.stores) == 1
    counted = counted_units(masked.text) if one and plan.scenario is None else None
    if counted is None or not (of_stock or ON_RECORD.search(masked.text)) or plan.intent in ("refuse", "clarify"):
        return None
    return Plan(
        "value", measures=("gap_to_number",), entities=plan.entities, filters=(Filter("on_hand", ">=", counted),),
        question=masked.question, resolved_question=masked.question, confidence=plan.confidence,
    )  # fmt: skip
