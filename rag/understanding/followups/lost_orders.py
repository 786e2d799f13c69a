# ruff: noqa: E501 - a pattern is read on one line
"""The inventory position without the open orders, however their loss is told: "they may scrap what we have on order"."""

from __future__ import annotations

import re

from rag.understanding.message.masking import Masker
from rag.understanding.message.tidying import tidy

__all__ = ["without_lost_orders"]

_POSITION = re.compile(r"\b(?:inv(?:entory)?\.?|stock) ?pos(?:ition)?\b\.?|\bIP\b", re.IGNORECASE)
_ON_ORDER = r"(?:(?:open|outstanding|pending|existing|running|current|placed|all|these|those|our) (?:of (?:the|our|those|these) )?(?:open |outstanding |purchase )*(?:orders?|pos?\b)|on order|on (?:its|the|their) way|under ?way|in transit|(?:incoming|expected|awaited) (?:goods|deliver\w+|units|shipments?))"
_LOST = (
    r"(?:cancel\w*|scrap\w*|binn?(?:ed|s|ing)?|ditch\w*|axed?|gone|lost|f[ae]ll(?:s|en|ing)? (?:away|through|flat|out)|call(?:s|ed|ing)? off|drop(?:s|ped)?|written off|withdr[ae]w\w*|disappear\w*|vanish\w*|(?:never|not|n't) (?:arriv\w*|com(?:e|es|ing)|show\w*|turn\w* up|deliver\w*)"
    r"|wiped(?: out)?|torn up|void\w*|annul\w*|revok\w*|ignored|ignoring|disregard\w*|excluded|excluding|taken out|stripped out|struck(?: off| out)?|removed|removing|deleted|not count\w*|without|minus|less|ex\b)"
)
_LOSS = re.compile(rf"\b{_ON_ORDER}\b[^.?!;]*\b{_LOST}|\b{_LOST}\b[^.?!;]*\b{_ON_ORDER}", re.IGNORECASE)
#: An order that is only recommended, one of several orders, or another figure beside
_OTHERS = re.compile(
    r"\b(?:recommend\w*|propos\w*|suggest\w*|advis\w*|your order|PO[- ]?\d{3,}|(?<!open )order (?:no\.?|number)|stock-?outs?|oos|run out|order qty|order quantit\w+|re-?order\w*|on hand|cover)\b",
    re.IGNORECASE,
)


def without_lost_orders(question: str, masker: Masker) -> str:
    """The question for the position without the open orders, where a message asks it; `question` where it does not."""
    text = tidy(question)
    if not _POSITION.search(text) or not _LOSS.search(text) or _OTHERS.search(text):
        return question
    names = masker(text).mentions
    products, stores = (dict.fromkeys(m.text for m in names if m.kind == kind) for kind in ("product", "store"))
    if len(products) > 1 or len(stores) > 1:
        return question
    of, at = next(iter(products), "it"), next(iter(stores), "")
    return f"What would be the inventory position of {of}{f' in {at}' if at else ''} if the open order is cancelled?"
