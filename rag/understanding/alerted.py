"""Alerts of what: "which suppliers have a critical alert", "alerts per store", "how many products have one"."""

from __future__ import annotations

import re

__all__ = ["alerts_by"]

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
