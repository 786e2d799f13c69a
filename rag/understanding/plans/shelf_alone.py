# ruff: noqa: E501 - a pattern is read on one line
"""Which lasts longer by what is on the shelf alone: days of cover, whatever is on its way."""

from __future__ import annotations

import re

from rag.plan import Plan, Sort
from rag.understanding.message.masking import Masked

__all__ = ["put_shelf_alone"]

_ALONE = re.compile(
    r"\b(?:only|just|alone|solely|purely|nothing but)\b[^?.;]{0,40}\b(?:shel(?:f|ves)|on hand|in stock|in the (?:store|shop)|stock)\b|\b(?:shel(?:f|ves)|on hand|stock)\b[^?.;]{0,15}\b(?:alone|only|by itself)\b"
    r"|\b(?:stock|cover|supply|supplies)\b[^?.;]{0,50}\blast\w*\b|\b(?:nothing|without|not counting|ignor\w+|leav\w+ (?:out|aside)|exclud\w+|disregard\w*|forget\w*|apart from|no)\b[^?.;]{0,40}\b(?:in transit|on (?:the|its|their) way|on order|coming|inbound|open (?:purchase )?orders?|deliver(?:y|ies))\b"
)
_LASTS = re.compile(
    r"\blast\w* (?:\w+ ){0,2}?(?:longer|longest)\b|\b(?:longer|longest) (?:to|until)\b|\bbe there longer\b"
)
_GONE = re.compile(
    r"\b(?:gone|empty|out|used up|sold out|finished|dry)\b(?: \w+){0,2} (?:sooner|first|earlier|soonest|faster)\b|\b(?:sooner|first|earlier|soonest|faster)\b[^?.;]{0,15}\b(?:gone|empty|out|used up|sold out|finished|dry)\b|\blast\w* (?:\w+ ){0,2}?(?:shorter|shortest|less long)\b"
)
_GUESSED = frozenset({"inventory_position", "on_hand", "stockout_date", "days_of_cover", "on_order"})


def put_shelf_alone(plan: Plan, masked: Masked) -> Plan:
    """`plan` of the stock that lasts longer, by its days of cover; unchanged where deliveries count as well."""
    if plan.intent not in ("compare", "rank") or not set(plan.measures) <= _GUESSED or not _ALONE.search(masked.text):
        return plan
    lasts, gone = _LASTS.search(masked.text), _GONE.search(masked.text)
    if not (lasts or gone):
        return plan
    filters = tuple(f for f in plan.filters if f.column not in ("on_order", "due_on", "on_hand", "stockout_date"))
    return plan.with_(measures=("days_of_cover",), sort=Sort("days_of_cover", not gone), filters=filters, window=None)
