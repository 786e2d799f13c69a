"""The supplier of the product spoken of, named as who brings it: "if [supplier] took 12 days, what sells there?"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from rag.names.catalogue import Catalogue
from rag.plan import Plan
from rag.understanding.words.waits import told_wait

if TYPE_CHECKING:
    from rag.understanding.turn import Turn

__all__ = ["brought_by_its_supplier"]

#: All that they deliver, rather than the one product
_THEIR_RANGE = re.compile(
    r"\b(?:products|items|articles|lines|skus|everything|anything|range|assortment|all (?:of )?(?:it|them|their|that)"
    r"|(?:their|its) goods|goods (?:of|from|by)|(?:order|buy|get|need|sell) from)\b"
)
_IT = re.compile(r"\b(?:it|its|that|them|this)\b")


def brought_by_its_supplier(turn: Turn, earlier: Plan, catalogue: Catalogue) -> Turn:
    """`turn` of the product before it, where the supplier it names is only said to take so long to bring that."""
    named, text = turn.plan.entities, turn.masked.question.lower()
    one = earlier.entities.products
    if len(one) != 1 or named.products or named.categories or _THEIR_RANGE.search(text):
        return turn
    if told_wait(text, of_a_firm=bool(named.suppliers)) is None:
        return turn
    theirs = named.suppliers == (catalogue.product_supplier.get(one[0]),)
    if not theirs and (named.suppliers or not named.stores or not _IT.search(text)):
        return turn
    return replace(turn, plan=turn.plan.with_(entities=replace(named, products=one, suppliers=())))
