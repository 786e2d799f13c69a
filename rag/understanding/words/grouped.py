# ruff: noqa: E501 - a pattern is read on one line
"""What a question lists, counts or ranks: products, stores, suppliers, categories, days, alerts, notes."""

from __future__ import annotations

import re

from rag.understanding.words.patterns import COMPILED_GROUPS

__all__ = ["LIST_EACH", "NAMES_OF", "TOGETHER", "alerts_by", "group_of"]

_NOUNS = {
    "store": "stores?|shops?|branch(?:es)?|outlets?|locations?|sites?",
    "supplier": "suppliers?|vendors?",
    "category": "categor(?:y|ies)|departments?",
    "product": "products?|items?|skus?|articles?|goods",
}
_ALERT = r"(?:alerts?|warnings?|alarms?|red flags?)\b"
_BEFORE = (
    r"\b(?:which|what|how many|number of|list|show(?: me)?|name|any|are there|the|all|our|with which|from which|whose)"
    r"(?: of)?(?: (?:the|our|my|all|any|different|single|\d+|two|three|five|ten))*(?: \[category\]| \[supplier\])? "
)
_PER = r"\b(?:per|by|each|every|by each|for each|for every|in each|across (?:the |our |all )*)(?: the| our)? ?"
#: "Which store": what stands first is what is asked for; "alerts for products in [store]" are alerts.
_ASKED = [(group, re.compile(rf"{_BEFORE}(?:{nouns})\b(?! alerts?)[^?]*\b{_ALERT}")) for group, nouns in _NOUNS.items()]
_EACH = [(group, re.compile(rf"{_PER}(?:{nouns})\b")) for group, nouns in _NOUNS.items()]


def alerts_by(text: str) -> str:
    """The group that a masked question about alerts counts or lists; "" where it asks for the alerts themselves."""
    if not re.search(rf"\b{_ALERT}", text):
        return ""
    for group, pattern in _EACH:
        if pattern.search(text):
            return group
    hits = [(m.start(), group) for group, pattern in _ASKED if (m := pattern.search(text))]
    return min(hits)[1] if hits else ""


#: "Where do we have too much? The names of the products, no matter in which store."
NAMES_OF = re.compile(
    r"\bnames? of (?:the |all |those |our )?(?:[\w-]+ )?(?P<g>products|items|articles|skus|goods|stores|shops|branches|suppliers|vendors|categories)\b"
    r"|\b(?:products?|items?|articles?|skus?) names?\b(?= only)|\b(?:just|only) (?:the )?(?:product|item|article|sku) names?\b"
)


#: "Where have we overdone it? List each product that ...": the rows that are wanted, whatever was asked before
LIST_EACH = re.compile(
    r"[.?!;:] +(?:(?:please|so|just|and|then),? )*(?:list|name|give me|show me|tell me|write down) (?:each|every|all)(?: of)?(?: the| our| my)? (?P<g>products?|items?|articles?|skus?|suppliers?|vendors?|stores?|shops?)\b"
)


#: "How many will [store] and [store] sell together?": one figure of both
TOGETHER = re.compile(
    r"^(?!.*\b(?:each|apiece|either|respectively|separately|apart|per (?:store|shop|branch|category|supplier|product)|by (?:store|shop|branch|category|supplier|product))\b).*\b(?:(?:taken |put |counted |added )?together|combined|jointly|between them|summed(?: up)?|added up|as one|in sum|in total|in all|altogether|all told)\b"
)


#: "For every shop. Which supplier gets the largest total?": the shops are where, not what is asked for
_EVERYWHERE = re.compile(
    r"\b(?:for|in|at|across|of|over|from) (?:each and )?(?:every|each) (?:single )?(?:store|shop|branch|outlet)\b"
    r"(?=\s*[,.;:?]|(?: (?:is|are|was|were|gets?|goes|go|went|has|have|being|counted|together|taken|added|combined)\b))"
)
#: "Adding up what is lost on every line, whose goods ...?": the lines are what is added up
_ADDED_UP = re.compile(
    r"\b(?:add(?:ing|ed)?|sum(?:ming|med)?|total(?:l?ing|l?ed)?|tot(?:ting|ted)|tak(?:ing|en)|counting|putting|lumping)\b[^?.;:]{0,60}?\b(?:of|over|for|across|from|on) (?:all|every|each)(?: of)?(?: (?:the|our|their|its|single))* (?:lines?|products?|items?|articles?|skus?|goods)\b(?=[,:;.]? (?:\w+ ){0,3}?(?:which|what|who|whose)\b)"
)
_END = r"(?:most|highest|largest|biggest|least|fewest|lowest|smallest)"
#: "How many units go to the supplier with the most?"
_WITH_THE_MOST = re.compile(
    rf"\bthe (?:one )?(?P<g>supplier|vendor|category) (?:with|that|which|who) (?:\w+ ){{0,2}}?(?:the )?{_END}\b"
)
_WHICH_ONE = re.compile(
    rf"\b(?:which|what) (?:one )?(?:supplier|vendor|category|product|item|article)\b|{_WITH_THE_MOST.pattern}"
)


def group_of(text: str) -> str:
    """The group of a masked question; "" where it asks for one value."""
    if named := NAMES_OF.search(text) or LIST_EACH.search(text):
        said = f"{(named['g'] or 'products').rstrip('s')}s"
        return next((group for group, nouns in _NOUNS.items() if re.fullmatch(nouns, said)), "product")
    text = _ADDED_UP.sub(lambda m: " " * len(m.group()), text)
    text = _EVERYWHERE.sub(lambda m: " " * len(m.group()), text) if _WHICH_ONE.search(text) else text
    if with_most := _WITH_THE_MOST.search(text):
        return "supplier" if with_most["g"] in ("supplier", "vendor") else with_most["g"]
    hits = [(m.start(), name) for name, pattern in COMPILED_GROUPS if (m := pattern.search(text))]
    hits = [hit for hit in hits if hit[1] != "note" or "[note]" not in text]
    if not hits:
        return ""
    counted = re.search(
        r"\b(?:top|bottom|best|worst|first)? ?(?:\d{1,2}|two|three|four|five|ten) (?:\w+ )?(products?|items?|skus?|articles?|stores?|shops?|suppliers?|vendors?|categories)\b",
        text,
    )
    if counted:
        word = counted[1]
        return (
            "store"
            if word.startswith(("store", "shop"))
            else "supplier"
            if word.startswith(("sup", "ven"))
            else "category"
            if word.startswith("cat")
            else "product"
        )
    specific = [hit for hit in hits if hit[1] != "product"] if min(hits)[1] != "product" else hits
    group = min(specific or hits)[1]
    return alerts_by(text) or group if group == "alert" else group
