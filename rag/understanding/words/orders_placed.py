# ruff: noqa: E501 - a pattern is read on one line
"""A what-if on an order of so many units: "what if I order 12 units?", "with 40 more ordered, where is the position?"."""

from __future__ import annotations

import re

from rag.plan import Scenario
from rag.understanding.words.numbers import IF, NUMBER, number
from rag.understanding.words.supposed_orders import Result

__all__ = ["ORDERED", "placed"]

#: The unit of such a scenario: what is asked is where the stock stands with it, and not what it costs
ORDERED = "units ordered"
_N = rf"(?P<n{{i}}>(?!one\b|an?\b){NUMBER})"
_OF = r"(?: ?(?:more|extra|additional|further|units?|pieces|pcs|packs|of (?:it|them|those|these|that)|of|the|\[product\]))*"
_PLACED = re.compile(
    rf"\b(?:i|we|you|they|he|she|\[store\])(?: (?:would|will|should|do|only|just|now|did|were to|went ahead and|go ahead and|also|then|simply))* (?:re-?)?(?:order(?:ed|s)?|buy|bought|place (?:an order (?:for|of)))(?: (?:only|just|exactly|another|a further|an extra|about))* {_N.format(i=1)}(?! ?(?:%|percent|per cent|days?|weeks?|months?|products?|items?|stores?|suppliers?|euros?|eur|pounds?|dollars?|times?)){_OF}"
    rf"|\b(?:after|with|by|upon|once|when|if|given) (?:i am |we are )?(?:an order (?:of|for)|ordering|placing an order (?:of|for)|buying)(?: (?:only|just|exactly|another|about))* {_N.format(i=2)}(?! ?(?:%|percent|days?|weeks?|products?|items?|stores?|euros?|eur|pounds?|dollars?)){_OF}"
    rf"|\b(?:with|if|once|when) {_N.format(i=3)}(?: (?:more|extra|additional|further))?(?: (?:units|pieces|pcs))?(?: (?:were|are|was|got))? (?:more )?ordered\b"
)
_STANDS = re.compile(
    r"\b(?:position|stock|on hand|stand\w*|have|reorder (?:point|level)|order[- ]up[- ]to|enough|where (?:are|am|is|would)|be at|get to|bring|then|left)\b"
)
_OTHER_MATTERS = re.compile(
    r"\b(?:cost\w*|price\w*|euros?|money|pay|bill|spend|budget|days?|long|last|lasts|until|run\w* out|stock-?outs?|risk|chance|probab\w+|arriv\w+|deliver\w*|lead[ -]?time|sell|sold|sales|demand|forecast|minimum|moq|allowed|multiple|packs?|rounded?)\b|\[future\]|\[past\]"
)
_BARE = re.compile(
    r"^\W*(?:(?:and|so|ok|okay|then|now|but|well|what|what happens|happens)[ ,]*)*(?:if|when|suppose|say|imagine)\b[^?]*\??\W*$"
)


def placed(text: str) -> Result:
    """So many units ordered, and nothing else changed."""
    said = _PLACED.search(text)
    if said is None or not (IF.search(text) or re.search(r"\b(?:after|with|once|when)\b", text)):
        return None
    rest = text[: said.start()] + text[said.end() :]
    if _OTHER_MATTERS.search(rest) or not (_BARE.match(text) or _STANDS.search(rest)):
        return None
    return Scenario("quantity", number(said["n1"] or said["n2"] or said["n3"]), unit=ORDERED), said
