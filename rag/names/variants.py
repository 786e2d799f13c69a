"""Goods of a category that are told by their colour or size: "black t-shirts" are those shirts, not all of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rag.names.catalogue import Catalogue, Item, name_key
from rag.names.mentions import Mention

__all__ = ["COLOURS", "of_its_variant"]

COLOURS = (
    r"white|black|red|blue|green|yellow|gr[ea]y|brown|pink|purple|orange|silver|gold(?:en)?|beige|turquoise|chrome"
)
_VARIANT = rf"(?:{COLOURS}|navy|striped|small|medium|large|mini)"
_BEFORE = re.compile(rf"\b(?P<said>{_VARIANT}(?: {_VARIANT})?) $", re.IGNORECASE)
#: "T-shirts in black"; "t-shirts black" before the end of what is said
_AFTER = re.compile(
    rf" (?:in (?:the )?)?(?P<said>{_VARIANT})"
    r"(?=\s*(?:$|[?.,!;:]| (?:in|at|do|does|did|will|are|is|on|for|next|last)\b))",
    re.IGNORECASE,
)


def of_its_variant(text: str, mentions: Sequence[Mention], catalogue: Catalogue) -> list[Mention]:
    """`mentions` with products in the place of a category that is told with a colour or size of some of its goods."""
    return [_narrowed(text, m, catalogue) if m.kind == "category" and not m.ambiguous else m for m in mentions]


def _narrowed(text: str, one: Mention, catalogue: Catalogue) -> Mention:
    before, after = _BEFORE.search(text[: one.start]), _AFTER.match(text, one.end)
    for said, start, end in (
        (before, before.start() if before else 0, one.end),
        (after, one.start, after.end() if after else 0),
    ):
        items = _having(name_key(said["said"]).split(), one.items[0], catalogue) if said else ()
        if items:
            return replace(one, start=start, end=end, text=text[start:end], kind="product", items=items, exact=False)
    return one


def _having(words: list[str], category: Item, catalogue: Catalogue) -> tuple[Item, ...]:
    """The goods of a category whose names have all the words; none where all of them have."""
    goods = [i for i in catalogue.of_kind("product") if catalogue.product_category.get(i.id) == category.id]
    found = tuple(i for i in goods if set(words) <= set(name_key(i.name).split()))
    return found if len(found) < len(goods) else ()
