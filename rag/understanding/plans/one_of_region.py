# ruff: noqa: E501 - a pattern is read on one line
""" "Our Galway branch" where the region has several stores: which of them is meant."""

from __future__ import annotations

import re

from rag.names.catalogue import Catalogue
from rag.plan import Ambiguity
from rag.understanding.message.masking import Masked
from rag.understanding.reading import Reading

__all__ = ["NO_REGIONS_RANKED", "one_of_region", "ranks_regions"]

_ONE_STORE = re.compile(
    r"\b(?:the|our|your|my|in|at|for|from) \[region\] (?:store|shop|branch|outlet|location)\b(?! (?:group|network|chain|manager|range))"
)
_OF_A_SET = re.compile(r"\b(?:which|what|each|every|per|best|worst|any|top|all|average|typical)\b[^?.]{0,25}\[region\]")
_MOST = 8  # names


def one_of_region(masked: Masked, reading: Reading, catalogue: Catalogue) -> Ambiguity | None:
    """The stores of a region of which one is spoken of; None where one or all of them are meant."""
    regions = [m for m in masked.mentions if m.kind == "region"]
    set_of_them = _OF_A_SET.search(masked.text) or reading.intent in ("rank", "list")
    if len(regions) != 1 or set_of_them or not _ONE_STORE.search(masked.text):
        return None
    ids = [s for item in regions[0].items for s in catalogue.region_stores.get(item.id, ())]
    names = tuple(catalogue.name("store", i) for i in ids)
    return Ambiguity("store", regions[0].text, names[:_MOST]) if len(ids) > 1 else None


NO_REGIONS_RANKED = "I cannot put regions in order. Ask for the total of one region, or for its stores."
_REGIONS = r"(?:sales |store )?(?:regions?|areas?|territor(?:y|ies)|provinces?|districts?)"
_RANKED = re.compile(
    rf"^\W*(?:and |so |in |for |of )*(?:which|what) (?:of (?:the|our) )?{_REGIONS}\b(?! (?:is|does) \[store\])"
    rf"|\b(?:rank|list|compare|order|sort)(?: me)?(?: all| our| the)* {_REGIONS}\b|\b(?:best|worst|strongest|weakest|biggest|smallest|top(?: \d+| \w+)?|bottom) {_REGIONS}\b|\b(?:by|per|each|every|for each|split by) {_REGIONS}\b"
)


def ranks_regions(masked: Masked, catalogue: Catalogue) -> bool:
    """ "Which region sells the most?": regions side by side, which no plan holds."""
    return bool(_RANKED.search(masked.text)) and not masked.of_kind("region") and bool(catalogue.region_stores)
