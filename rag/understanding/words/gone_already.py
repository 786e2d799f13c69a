# ruff: noqa: E501 - a pattern is read on one line
"""What is out of stock already, left out of a list: "what runs out in [store]? leave out whatever is empty there already"."""

from __future__ import annotations

import re

from rag.plan import Filter, Plan

__all__ = ["LEAVES", "without_the_gone"]

LEAVES = r"(?:leav(?:e|ing) (?:out|aside|off|away)|set(?:ting)? aside|skip(?:ping)?|ignor(?:e|ing)|forget(?: about)?|drop(?:ping)?|exclud(?:e|ing)|disregard(?:ing)?|omit(?:ting)?|without|except(?: for)?|not counting|not including|apart from|other than|hide|minus)"
_GONE = r"(?:gone|empty|sold out|out of stock|at zero|stocked out|(?:has|have|had|are|is) (?:already |now )?(?:run |ran )?out|ran out)"
_STILL_THERE = re.compile(
    r"\bstill (?:has|have|had|got|holds?) (?:in stock|on hand|on the shel\w+|stock|some)\b|\b(?:that|which) (?:is|are) still (?:in stock|on hand|there)\b"
    r"|\bstill (?:has|have|holds?)\b[^?]{0,25}\bin stock\b"
    rf"|\b{LEAVES}\b[^?.;]{{0,45}}?\b{_GONE}(?! (?:by|within|before|in \[future|soon|first)\b)"
    r"|\b(?:not|n't) (?:already |yet |currently )?(?:gone|empty|sold out|out of stock|at zero)(?: already| yet| now| today)\b"
)
_RUN_OUT = {"stockout_date", "stockout_probability", "days_of_cover", "expected_lost_units"}


def without_the_gone(plan: Plan, text: str) -> Plan:
    """`plan`, a list of what runs out, without what is out already, where the message says so."""
    if plan.intent not in ("list", "rank", "count") or not _STILL_THERE.search(text):
        return plan
    runs_out = {*plan.measures[:1], *(f.column for f in plan.filters)} & _RUN_OUT
    if not runs_out:
        return plan
    return plan.with_(filters=(*(f for f in plan.filters if f.column != "on_hand"), Filter("on_hand", ">", 0)))
