# ruff: noqa: E501 - a pattern is read on one line
"""Conditions that the heads read: those that nothing in the words speaks of are dropped."""

from __future__ import annotations

import re

from rag.understanding.reading import Reading
from rag.understanding.words.conditions import BELOW_REORDER_POINT, BOUGHT_FROM, LATE
from rag.understanding.words.levels import LATE_IN

__all__ = ["conditions_said"]

#: What has to stand in the words for a condition.
_EVIDENCE = {
    "late_order": LATE,
    "rising": re.compile(
        r"\b(?:ris|grow|grew|increas|climb|gain|trend|accelerat|pick|fast|more|strong|bigger|(?<!piling )(?<!pile )up\b(?!-))"
    ),
    "flat": re.compile(r"\b(?:flat|sideways|steady|stead|stable|constant|unchang|no trend|level|not mov|still)"),
    "out_of_stock": re.compile(r"\b(?:out|empty|zero|0|no|none|nothing|gone|sold|dry|without)\b"),
}


def conditions_said(heads: Reading, rules: Reading, text: str) -> Reading:
    """Conditions that nothing in the words speaks of."""
    unsaid = {
        name for name, said in _EVIDENCE.items() if name in heads.templates - rules.templates and not said.search(text)
    }
    if "runs_out" in rules.templates:  # "which sell out by then?": of those that are not out yet, too
        unsaid |= {"out_of_stock"} & (heads.templates - rules.templates)
    if BOUGHT_FROM.search(text) or BELOW_REORDER_POINT.search(text):
        unsaid |= {"recommended"} - rules.templates
    if heads.measures == ("on_order_value",) and "has_open_order" in rules.templates - heads.templates:
        unsaid |= {"recommended"} - rules.templates  # "whose open orders are worth over 100 euro"
    if _NONE_OPEN.search(text):  # "no open order, but must be ordered": no open one, that is no other order
        unsaid |= {"no_order"} - rules.templates
        heads = heads.with_(templates=heads.templates | (rules.templates & {"recommended", "today"}))
    listed = heads.intent in ("list", "count") and "late_order" not in heads.templates
    if listed and _HAS_ORDER.search(text) and not _NONE_OPEN.search(text):  # "a delivery on order and still at risk"
        heads = heads.with_(templates=heads.templates | (rules.templates & {"has_open_order"}))
    if listed and _DUE_TODAY.search(text):  # "must be ordered today and have a falling trend"
        heads = heads.with_(templates=heads.templates | (rules.templates & {"recommended", "today"}))
    if "today" in rules.templates and _TODAYS.search(text) and heads.intent in ("list", "count", "rank"):
        heads = heads.with_(templates=heads.templates | {"today"})  # "most of today's order value"
    if LATE_IN.search(text):  # "late more than 10% of the time": how often, not which orders
        unsaid |= {"late_order"}
    if unsaid:  # "the latest date to order", "we need to free shelf space"
        heads = heads.with_(templates=heads.templates - unsaid)
    return heads


_DUE_TODAY = re.compile(
    r"\b(?:must|have to|has to|needs? to|should|to|got to) (?:be )?(?:re-?)?order(?:ed)?\b[^?.,;]{0,30}?\b(?:today|now)\b"
    r"|\bdue (?:for|to be) (?:an? )?(?:(?:re-?)?order\w*|purchas\w*|replenish\w*)\b[^?.,;]{0,30}?\b(?:today|now)\b"
)
_TODAYS = re.compile(
    r"\btoday'?s (?:recommended |proposed |total |whole |purchase )*order(?:s|ing|(?: list)? value)?\b"
)
#: "... have a delivery on order", "with goods on their way"
_HAS_ORDER = re.compile(
    r"\b(?:have|has|having|got|with|despite|although there is)(?: already| still)? (?:an? |some |any |at least one |the )?(?:\w+ ){0,2}?(?:on order|on (?:the|its|their) way|in transit|(?:open|pending|outstanding|running) (?:purchase )?(?:orders?|deliver(?:y|ies)|pos?))\b"
)
_NONE_OPEN = re.compile(
    r"\b(?:no|without(?: an?| any)?|not (?:a|one)(?: single)?) (?:open|outstanding|pending) (?:purchase )?(?:orders?|deliver\w+)\b"
    r"|\b(?:nothing|none) (?:is |of (?:it|them) is )?(?:on order|on (?:the|its) way|coming)\b"
)
