"""What is on order held against what should be ordered: "compare the open orders of a store with those you propose"."""

from __future__ import annotations

import re

from rag.plan import Plan
from rag.understanding.message.masking import Masked
from rag.understanding.words.measures import find_measures

__all__ = ["put_open_and_new"]

_BOTH = frozenset({"on_order", "order_qty"})
_AGAINST = re.compile(
    r"\b(?:compar\w+|against|versus|vs|as opposed to|in relation to|next to|alongside|side by side)\b"
)
_OF_EACH = re.compile(r"\b(?:which|each|every|per|list)\b")


def put_open_and_new(plan: Plan, masked: Masked) -> Plan:
    """`plan` with the units of both, none of which is a condition on the other."""
    text = masked.text
    if plan.intent not in ("value", "list", "compare", "rank") or not _AGAINST.search(text) or _OF_EACH.search(text):
        return plan
    if not {f.id for f in find_measures(text)} >= _BOTH:
        return plan
    filters = tuple(f for f in plan.filters if f.column not in _BOTH)
    return plan.with_(
        intent="value", measures=("on_order", "order_qty"), filters=filters, group_by=None, sort=None, limit=None
    )
