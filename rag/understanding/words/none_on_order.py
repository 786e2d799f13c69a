# ruff: noqa: E501 - a pattern is read on one line
"""Goods of which nothing is on order, as a condition: "runs out next week and has not been ordered yet"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.plan import Filter

__all__ = ["with_none_on_order"]

_TO_BE_ORDERED = re.compile(
    r"\b(?:should|must|have to|has to|need\w*|recommend\w*|suggest\w*|propos\w*|due|to (?:re-?)?order|to be (?:re-?)?ordered|(?:re-?)?order (?:today|now))\b"
)
_NONE_ON_ORDER = re.compile(
    r"\b(?:nothing|none|no units|not anything|no (?:open )?(?:purchase )?orders?)\b(?: \w+){0,3}? (?:on order|on (?:the|its) way|open|coming|ordered)\b"
    r"|\b(?:not|n't) (?:yet |already )?(?:on order|on (?:the|its|their) way|ordered)(?: yet| already)?\b(?! today)|\bnot been ordered(?: yet)?\b(?! today)"
    r"|\b(?:nothing|none|no (?:new )?(?:purchase )?orders?)(?: (?:of|for) (?:it|them|those|these|that|this))?(?: (?:has|have|had|is|are|was|were))?(?: (?:yet|already|so far|ever))?(?: been)? (?:on order|ordered|placed|sent(?: off)?|raised|open|under way|on (?:its|the|their) way|coming)\b"
    r"|\bwithout (?:anything|something|a single \w+|any (?:units|pieces|goods|stock|deliver\w+|orders?))(?: \w+){0,2} (?:on order|ordered|open|coming|to come|placed|under way|on (?:its|the|their) way)\b"
    r"|\b(?:not|n't)(?: yet| already| so far)?(?: been)? re-?ordered\b(?! today)"
    r"|\b(?:without|lacking|not (?:on|in|covered by)|n't (?:on|in|covered by)) (?:(?:an?|any|a single|one) )?open (?:purchase )?orders?\b|\bno open (?:purchase )?orders?\b|\bnothing (?:is )?(?:coming|ordered|under way)\b"
)
#: "... if nothing new is ordered", "taken alone, without open orders": no condition on a row
_IF_NONE = re.compile(
    r"\b(?:if|when|assuming|suppose|supposing|provided|as long as|in case|(?:(?<=^)|(?<=[.,;:!?] ))should)\b[^?,]{0,25}\b(?:nothing|none|no)\b|\b(?:alone|by itself|on its own|taken)\b[^?]{0,15}\bwithout (?:any |the )?(?:open |purchase )*orders?\b"
)


def with_none_on_order(filters: Sequence[Filter], text: str) -> list[Filter]:
    """`filters` of a set with that condition, where a masked text says it; what is not ordered needs no order for it."""
    if not _NONE_ON_ORDER.search(text) or _IF_NONE.search(text):
        return list(filters)
    of_new = () if _TO_BE_ORDERED.search(text) else ("order_qty", "order_by")
    gone_by = ("on_order", "due_on", *of_new)
    return [*(f for f in filters if f.column not in gone_by), Filter("on_order", "<=", 0)]
