# ruff: noqa: E501 - a pattern is read on one line
"""What is out of stock already, left out of a list: "what runs out in [store]? leave out whatever is empty there already"."""

from __future__ import annotations

import re

from rag.plan import Filter, Plan

__all__ = ["LEAVES", "leaves_the_gone", "without_the_gone"]

LEAVES = r"(?:leav(?:e|ing) (?:out|aside|off|away)|set(?:ting)? aside|skip(?:ping)?|ignor(?:e|ing)|forget(?: about)?|drop(?:ping)?|exclud(?:e|ing)|disregard(?:ing)?|omit(?:ting)?|without|except(?: for)?|not counting|not including|apart from|other than|hide|minus)"
_GONE = r"(?:gone|empty|sold out|out of stock|at zero|stocked out|(?:has|have|had|are|is) (?:already |now )?(?:run |ran )?out|ran out)"
_STILL_THERE = re.compile(
    r"\bstill (?:has|have|had|got|holds?) (?:in stock|on hand|on the shel\w+|stock|some)\b|\b(?:that|which|who) (?:is|are) (?:still|not yet) (?:in stock|on hand|there|(?:gone|empty|sold out|out of stock|at zero))\b|\b(?:products|items|articles|those|ones|goods) (?:still|currently) in stock\b"
    r"|\bstill (?:has|have|holds?)\b[^?]{0,25}\bin stock\b"
    rf"|\b{LEAVES}\b[^?.;]{{0,45}}?\b{_GONE}(?! (?:by|within|before|in \[future|soon|first)\b)"
    rf"|\b(?:do not|don'?t|no need to|never) (?:count|include|consider|show|list|mention|bother with|take)\b[^?.;]{{0,45}}?\b{_GONE}(?! (?:by|within|before|in \[future|soon|first)\b)"
    r"|\b(?:products|items|articles|those|ones|goods|lines|what|everything|anything|that|which)(?: in \[?\w+\]?)? (?:still )?(?:with|has|have|having|that (?:still )?(?:has|have)) (?:still )?(?:some(?:thing)?|any(?:thing)?|at least one(?: unit| piece)?)(?: (?:stock|units?|pieces?))? (?:left|on hand|in stock|on the shel\w+|there)\b"
    r"|\bonly (?:those |the |ones |items |products |articles |what |that |which |are |is |still )*(?:with (?:any |some )?stock|in stock|on hand|on the shel\w+)\b|\b(?:in[- ]stock|stocked) (?:items|products|ones|articles) only\b|\b(?:products|items|articles|those|ones)(?: in \[?\w+\]?)? (?:with|that (?:still )?have) (?:some |any )?stock(?: left)?(?=[ ,]*(?:[?.;:]|$|,))"
    r"|\b(?:products|items|articles|those|ones|goods|the|what) (?:with|at|on|that (?:are|have)|which (?:are|have)|having) (?:zero|0|no|nothing|none|empty|gone|sold out|out of stock)(?: stock| units| pieces| left| in stock| on hand)* (?:is|are|stays?|should be|must be|does|do|need|shall)(?: not|n't)? (?:out|excluded|left out|omitted|count|not wanted|included|listed|of interest|interesting|interest)\b"
    r"|\b(?:not|n't) (?:already |yet |currently )?(?:gone|empty|sold out|out of stock|at zero)(?: already| yet| now| today)\b"
)
_RUN_OUT = {"stockout_date", "stockout_probability", "days_of_cover", "expected_lost_units"}


def leaves_the_gone(sentence: str) -> bool:
    """ "Ignore whatever is at zero already.": a sentence that asks nothing, and limits the question after it."""
    return _STILL_THERE.search(sentence.lower()) is not None


def without_the_gone(plan: Plan, text: str) -> Plan:
    """`plan`, a list of what runs out, without what is out already, where the message says so."""
    if plan.intent not in ("list", "rank", "count") or not _STILL_THERE.search(text):
        return plan
    runs_out = {*plan.measures[:1], *(f.column for f in plan.filters)} & _RUN_OUT
    if not runs_out:
        return plan
    return plan.with_(filters=(*(f for f in plan.filters if f.column != "on_hand"), Filter("on_hand", ">", 0)))
