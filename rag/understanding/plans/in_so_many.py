# ruff: noqa: E501 - a pattern is read on one line
"""Lists and counts of what meets its conditions in so many stores: "overstocked in two or more of our shops"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rag.plan import IN_STORES, Filter, GroupBy, Plan
from rag.understanding.words.in_stores import in_stores

if TYPE_CHECKING:
    from rag.understanding.message.masking import Masked

__all__ = ["put_in_so_many"]

#: Conditions on open orders, which are rows of their own
_OF_ORDERS = frozenset({"due_on", "ordered_on", "order_id", "on_order"})
_PAIRS = re.compile(
    r"\b(?:(?:product|item|article|sku)s?[ /x-]*(?:(?:and|by|per|in|at|x) )?(?:store|shop|branch|site|location)(?:e?s)?|(?:store|shop|branch|site|location)(?:e?s)?[ /x-]*(?:(?:and|by|per|x) )?(?:product|item|article|sku)s?)[ -]?(?:pairs?|combinations?|combos?|positions?|lines?|rows?|series)\b|\b(?:pairs|combinations|combos)\b"
)
_DIFFERENT = re.compile(
    r"\b(?:how many|number of|the) (?:different|distinct|unique|separate|individual) (?:products|items|articles|skus)\b|\bhow many (?:products|items|articles|skus) (?:is|are|does|do|would) (?:that|those|they|these|it)\b|\b(?:different|distinct|unique) (?:products|items|articles|skus)\b"
)


def put_in_so_many(plan: Plan, masked: Masked) -> Plan:
    """`plan` with the number of stores in which its conditions have to hold, where the words say one."""
    counts = plan.intent == "count" and plan.filters and plan.group_by in (None, "series", "store")
    if counts and _PAIRS.search(masked.text) and _DIFFERENT.search(masked.text):
        pairs = plan.with_(group_by="series")  # "how many combinations, and how many different products?"
        return plan.with_(group_by="product", also=(pairs,))
    said = in_stores(masked.text)
    limited = plan.intent in ("list", "count") and bool(plan.filters) and not plan.entities.products
    limited = limited and not _OF_ORDERS & {f.column for f in plan.filters}
    if said is None or not limited or plan.group_by in ("alert", "note", "order", "order_line", "day", "weekday"):
        return plan
    group: GroupBy = plan.group_by if plan.group_by in ("supplier", "category") else "product"
    filters = (*plan.filters, Filter(f"{IN_STORES}{group}", said[0], said[1]))  # type: ignore[arg-type]
    return plan.with_(group_by=group, filters=filters, measures=("count",), sort=None)
