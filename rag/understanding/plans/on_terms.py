"""Suppliers by their payment terms: "which are on prepayment?", "what do the orders on 14 days net come to?"."""

from __future__ import annotations

import re

from rag.names.catalogue import Catalogue, name_key
from rag.plan import Filter, Plan
from rag.understanding.message.masking import Masked

__all__ = ["on_terms"]

_SETS = ("list", "rank", "count")
_TERMS = "supplier_payment_terms"
_PAID = re.compile(r"\b(?:pay|paid|payment|terms|suppliers?|vendors?|invoices?)\b", re.IGNORECASE)
#: "On which terms are they, and what do their orders come to?": the terms are asked for
_WHICH_TERMS = re.compile(
    r"\b(?:which|what)(?: (?:are|is))?(?: (?:the|their|its|our))?(?: payment)? (?:terms|conditions)\b", re.IGNORECASE
)


def on_terms(plan: Plan, masked: Masked, catalogue: Catalogue) -> tuple[Plan, list[Filter]]:
    """`plan`, and its condition on the payment terms that are said, the longest of them; none where they are asked for.

    Where a figure is summed over the suppliers on those terms, the terms are told nowhere else.
    """
    figures = tuple(m for m in plan.measures if m != _TERMS)
    summed = plan.intent == "value" and bool(figures) and not _WHICH_TERMS.search(masked.question)
    by_supplier = _TERMS in plan.measures or plan.group_by == "supplier"
    if plan.entities.suppliers or not (plan.intent in _SETS or summed):
        return plan, []
    if not (by_supplier or _PAID.search(masked.question)):
        return plan, []
    asked = f" {name_key(masked.question)} "
    said = [t for t in catalogue.payment_terms if f" {name_key(t)} " in asked]
    longest = [t for t in said if not any(name_key(t) in name_key(o) and t != o for o in said)]
    if not longest:
        return plan, []
    return (plan.with_(measures=figures) if summed else plan), [Filter(_TERMS, "in", tuple(longest))]
