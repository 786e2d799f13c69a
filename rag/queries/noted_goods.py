"""Figures of the goods that notes tell something of: "which product was delisted, and how many are left of it?"."""

from __future__ import annotations

import re
from dataclasses import replace

from rag.notes.sets import told_matter
from rag.queries.inquiry import Inquiry
from rag.queries.noting import cite_note, note_rows
from rag.queries.scope import Scope

__all__ = ["take_goods_told_of"]

_MOST = 5  # of more it is not told row by row
#: The goods are asked for, and not the firm or the shop.
_WHICH_ONE = re.compile(
    r"\b(?:which|what)\b(?: one)?"
    r"(?! (?:of (?:our |the |all )*)?(?:stores?|shops?|branch\w*|suppliers?|vendors?|notes?)\b)"
    r"[^?.;,]{0,60}?\b(?:is|was|has|have|had|were|are|been|did|do|does|got|gets)\b"
    r"|\bone of (?:our|the) [^?.;]{3,60}[.,;] which one\b",
    re.IGNORECASE,
)
_OF_IT = re.compile(r"[,.?;] ?(?:and )?(?:how (?:many|much)|what|which one)\b|\band (?:how (?:many|much)|what)\b", re.I)


def take_goods_told_of(inquiry: Inquiry) -> bool:
    """Put the products that notes tell one matter of in place of the category or store; whether there are any."""
    plan = inquiry.plan
    matter = told_matter(plan.note_query) or told_matter(plan.question)
    if plan.entities.products or matter is None or plan.intent != "value":
        return False
    asked = _WHICH_ONE.search(plan.question)
    if asked is None or not _OF_IT.search(plan.question, asked.start()):
        return False
    inquiry.rescope(Scope(replace(plan.entities, stores=())))  # "recalled, and how many do we have in Dublin?"
    told = [r for r in note_rows(inquiry) if r["product_id"] and matter.search(f"{r['title']}. {r['body']}")]
    products = tuple(dict.fromkeys(r["product_id"] for r in told))
    if not 1 <= len(products) <= _MOST:
        inquiry.rescope(Scope(plan.entities))
        return False
    for row in told[:_MOST]:
        cite_note(inquiry, row)
    inquiry.rescope(Scope(replace(plan.entities, products=products, categories=())))
    return True
