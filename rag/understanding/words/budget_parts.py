# ruff: noqa: E501 - a pattern is read on one line
"""A budget as a part of what the orders cost: "I get only 70% of the money that they need", "half of the sum is approved"."""

from __future__ import annotations

import re

from rag.plan import Scenario
from rag.understanding.words.supposed_orders import Result

__all__ = ["part_of_the_money"]

_PARTS = {
    "half": 0.5, "a third": 1 / 3, "one third": 1 / 3, "two thirds": 2 / 3, "a quarter": 0.25, "one quarter": 0.25,
    "three quarters": 0.75, "a fifth": 0.2, "four fifths": 0.8, "three fifths": 0.6, "two fifths": 0.4,
}  # fmt: skip
_SIZE = rf"(?:(?P<p>\d{{1,2}}(?:\.\d+)?) ?(?:%|percent|per cent|pct)|(?P<f>{'|'.join(_PARTS)}))"
_MONEY = r"(?:money|cash|budget|funds?|sum|amount|costs?|bill|price|total|value|order value|euros?|pounds|dollars|spend(?:ing)?)"
_GIVEN = re.compile(
    r"\b(?:give[ns]?|gave|gets?|got|get|allow(?:s|ed)?|grant(?:s|ed)?|approve[sd]?|release[sd]?|fund(?:s|ed)?|have|has|had|afford|available|spend|pay|pays|paid|cover(?:s|ed)?|budget|authori[sz]e[sd]?|sign(?:s|ed)? off|only|just|cap(?:s|ped)?|limit(?:s|ed)?)\b"
)
_OF_ORDERS = re.compile(
    r"\b(?:recommend\w*|propos\w*|suggest\w*|(?:purchase )?orders?|ordering|to order|replenish\w*|order list|shopping list|order value|buy\w*|need\w*)\b"
)
#: "... of the money that the orders need", "the orders cost 2,000, I get 60% of that"
_OF_IT = re.compile(
    rf"{_SIZE}(?: of (?:(?:the|that|this|its|their|all|our|my|what|necessary|needed|required|whole|total|full|recommended|order) )*(?:{_MONEY}\b|(?:that|this|it|what (?:the|these|those|all|they|it|we|i|you))\b)| (?:budget|money|cash|funds|funding)\b)"
)
_WHAT_THEN = re.compile(
    r"\b(?:how much|what|how many euros)\b[^?]*\b(?:have|missing|short\w*|lack\w*|left|get|gap|spend|there|amount|available|need|uncovered|be|is)\b|\bshortfall\b|\bmissing\b"
)
_NO_BUDGET = re.compile(
    r"\b(?:demand|sales|sell|sold|revenue|units? sold|lead[ -]?time|prices? (?:rise|go|fall)|cut|reduc\w+|stock|on hand|forecast)\b|\b(?:which|what) (?:share|percentage|part|suppliers?|stores?|products?|categor\w+)\b|\bhow many (?:suppliers|stores|products|orders|lines)\b"
)


def part_of_the_money(text: str) -> Result:
    """A budget that is a fraction of the cost of the recommended orders."""
    said = _OF_IT.search(text)
    if said is None or not _GIVEN.search(text) or not _OF_ORDERS.search(text) or not _WHAT_THEN.search(text):
        return None
    if _NO_BUDGET.search(text):
        return None
    value = float(said["p"]) / 100 if said["p"] else _PARTS[said["f"]]
    return Scenario("budget", round(value, 6), relative=True, unit="fraction"), said
