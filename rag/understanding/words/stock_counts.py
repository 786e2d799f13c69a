# ruff: noqa: E501 - a pattern is read on one line
"""A count made in the store, said beside the stock on record: "we found 40 pieces, how many is that short of the books?"."""

from __future__ import annotations

import re

from rag.understanding.words.numbers import NUMBER, number

__all__ = ["ON_RECORD", "counted_units", "names_the_record", "tells_a_count"]

_COUNTED = re.compile(
    r"\b(?:(?:re)?count(?:ed|s|ing)?|stock-? ?tak(?:e|ing)|inventory|tally|tallied|found|find|finds|see|saw|turned up|came up with|come up with|come to|came to|got to|arrived? at|there (?:are|were|is))\b"
    rf"[^.?!\d]{{0,70}}?(?<![\d.,])(?P<n>(?!one\b|a\b|an\b){NUMBER})(?! ?(?:%|percent|per cent|days?|weeks?|months?|years?|hours?|stores?|shops?|euros?|eur|€|pounds?|dollars?)|-)"
    rf"|(?<![\d.,])\b(?P<n2>(?!one\b|a\b|an\b){NUMBER})(?: (?:units?|pieces|pcs|packs|of (?:it|them|those)|\[product\]|on (?:the |our )?(?:shelf|shelves)|in (?:stock|\[store\]|the (?:shop|store|back))|of))* (?:were|was|are|have been|got|being) (?:actually |really |physically )?(?:counted|found|there)\b"
)
_A_COUNT = re.compile(
    r"\b(?:re)?count(?:ed|s|ing)?\b|\bstock-? ?tak\w+|\btall(?:y|ied)\b|\bfound\b|\bphysically\b|\binventory (?:check|count)\b"
)
_GAP = re.compile(
    r"\b(?:how (?:many|much|far|big|large)|by how (?:many|much)|what|is (?:there|that|it))\b[^?]{0,60}\b(?:short|missing|lack\w*|less|fewer|more|over|above|below|under|off|too (?:many|few|much|little)|gap|differen\w+|differs?|deviat\w*|discrepanc\w*|variance|shortfall|shortage|surplus|shrink\w*|gone)\b"
    r"|\bby how (?:many|much)(?: units| pieces)?\W*$|\b(?:difference|diff|gap|discrepancy|variance|deviation|shortfall)\b"
)
ON_RECORD = re.compile(
    r"\b(?:books?|systems?|records?|recorded|ledgers?|computer|screen|on paper|software|database|erp|sap|you (?:have|say|show|think|hold|list|carry)|your (?:figure|number|stock|count|records?)|(?:stock|figure|number|on hand|inventory|quantity) (?:that )?(?:you|the system|we) (?:hold|show|have|carry|list)s?"
    r"|should (?:be|have been|have)|ought to (?:be|have)|supposed to (?:be|have)|(?:stock )?on hand|theoretical\w*|recorded stock)\b"
)
_OTHER_MATTERS = re.compile(
    r"\[future\]|\[past\]|\b(?:order(?:ed|s|ing)?|sold|sell|sales|forecast|demand|price|cost|budget|delivered|damaged|broken|stolen|reserved)\b"
)


#: "The system says more.", "Your books disagree."
_RECORD_SAYS = re.compile(
    r"^\W*(?:(?:and|but|so|while|yet|now),? )*(?:(?:the|our|your|my|this) )?(?:books?|systems?|records?|ledgers?|computer|screen|software|database|erp|sap|inventory|figures?|number|stock|count|you)\b[^?]{0,30}"
    r"\b(?:say|tell|show|claim|think|has|have|hold|list|carr|disagree|differ|is|are|want|reckon|know)\w*\b(?: (?:there (?:is|are|should be)|it is|it to be|that|me|us|otherwise|differently|something|somewhat|a bit|a lot|rather|other|quite|slightly|clearly))*"
    r"(?: (?:more|less|fewer|other(?:wise)?|different(?:ly)?|higher|lower|else|another (?:number|figure)|a different (?:number|figure)))?\W*$"
)


def names_the_record(sentence: str) -> bool:
    """Does a sentence, which asks nothing and tells no number, say that the books have another figure?"""
    return _RECORD_SAYS.match(sentence.lower()) is not None and not re.search(r"\d", sentence)


def tells_a_count(sentence: str) -> bool:
    """Does a sentence, which asks nothing, tell how many were counted?"""
    text = sentence.lower()
    return bool(_A_COUNT.search(text) and _COUNTED.search(text)) and not _OTHER_MATTERS.search(text)


def counted_units(text: str) -> float | None:
    """The number that was counted, where the gap to the stock on record is asked for; None otherwise."""
    if not _A_COUNT.search(text) or not _GAP.search(text) or _OTHER_MATTERS.search(text):
        return None
    said = _COUNTED.search(text)
    return float(number(said["n"] or said["n2"])) if said else None
