# ruff: noqa: E501 - a pattern is read on one line
"""Is one product on promotion: "is it on offer next week?", "is the first one on promotion tomorrow?"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rag.plan import Filter, Plan
from rag.understanding.followups.of_ranked import placed_at
from rag.understanding.words.amounts import ORDINALS

__all__ = ["on_promotion_or_not", "whether_on_promotion"]

_WHETHER = re.compile(
    r"^\W*(?:(?:and|so|ok|okay|but|then|also|please|tell me|can you tell me|do you know)[, ]+)*(?:(?:if|whether) )?(?:is|are|will|does)\b(?! (?:there|we|you)\b)[^?.;]{0,70}"
    r"\b(?:on|in) (?:an? |any )?(?:special |planned )?(?:promo(?:tion)?s?|offer|special|deal|discount)\b"
)
_NTH = re.compile(r"\bthe (?:very )?(?P<nth>first|top|second|third|fourth|fifth)(?: one| product| item| article)?\b")


def whether_on_promotion(plan: Plan, plans: Sequence[Plan]) -> Plan:
    """The stores in which the one product is on promotion in a time to come; without a time, when it is next."""
    text = " ".join(plan.question.lower().split())
    if plan.also or plan.intent in ("clarify", "refuse", "notes", "whatif", "explain") or not _WHETHER.search(text):
        return plan
    if "promo_uplift_pct" in plan.measures:
        return plan  # "does putting it on offer pay off?": what it brings
    entities, among = replace(plan.entities, notes=()), None
    said, last = _NTH.search(text), plans[-1] if plans else None
    if said and last is not None and last.intent == "rank" and last.group_by == "product":
        place = 0 if said["nth"] == "top" else ORDINALS.get(said["nth"], 0)
        among = placed_at(last, place)
        entities = replace(last.entities, products=())
    elif len(entities.products) != 1:
        return plan
    base = Plan(
        "value", entities=entities, among=among, question=plan.question, resolved_question=plan.resolved_question
    )
    window = plan.window
    if window is None or not window.asked or window.side != "forecast" or window.covered_start is None:
        return base.with_(measures=("promotion_on", "running_promotion_until"))
    days = (window.covered_start, window.covered_end)
    return base.with_(
        intent="list", measures=("expected_sales",), window=window, group_by="product" if entities.stores else "store",
        filters=(Filter("on_promotion", "in", days),),
    )  # fmt: skip


def on_promotion_or_not(plan: Plan) -> Plan:
    """What a next message goes on from: after "is it on promotion?" the product, on promotion or not."""
    of_one = len(plan.entities.products) == 1 or plan.among is not None
    asked = plan.intent == "list" and [f.column for f in plan.filters] == ["on_promotion"] and of_one
    return (
        plan.with_(intent="value", filters=(), group_by=None)
        if asked and _WHETHER.search(plan.question.lower())
        else plan
    )
