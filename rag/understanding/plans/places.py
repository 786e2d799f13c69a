# ruff: noqa: E501 - a pattern is read on one line
"""Which place a thing takes: "what rank does the tape have by units?", "where does Cork come among our shops?" """

from __future__ import annotations

import re

from rag.measures import MEASURES
from rag.plan import Plan, Sort
from rag.understanding.message.masking import Masked

__all__ = ["listed_in_one_store", "put_place"]

_PLACE = re.compile(
    r"\b(?:at |in |on )?(?:which|what) (?:place|rank|spot|number|position(?! (?:you|we|is left)))\b(?! (?:of|is the))[^?]{0,80}\b(?:stands?|ranks?|is|have|has|comes?|holds?|takes?|sits?|lands?|get|gets|occup\w+)\b"
    r"|\b(?:where|how (?:high|low|far (?:up|down)|well)?) ?(?:does|do|would|will|did) (?:\[\w+\](?: in \[store\])?|it|that|this(?: one| product| store)?)(?: \w+)? (?:rank|stand(?! to )|come(?! from)|place|land|finish)\b"
    r"|\bhow does (?:\[\w+\](?: in \[store\])?|it) rank\b|\b(?:rank|place) (?:of|that) \[\w+\]"
)
_FROM_BELOW = re.compile(r"\bfrom (?:the )?(?:bottom|below|end)\b|\b(?:slowest|worst|weakest|lowest|least)\b")
_WITHIN = re.compile(
    r"\d ?(?:%|percent) (?:probability|certainty|confidence|chance)|\bbetween (?:which|what)\b|\b(?:lower|upper|low|high) (?:and|or|figure|end|bound)\b"
)
_FIELDS = {"product": "products", "store": "stores", "supplier": "suppliers", "category": "categories"}


def put_place(plan: Plan, masked: Masked) -> Plan:
    """`plan` as the place of the one thing that is named, by its first figure; unchanged where none is asked for."""
    if not _PLACE.search(masked.text) or plan.intent not in ("value", "rank", "list", "compare") or plan.scenario:
        return plan
    if plan.levels or _WITHIN.search(masked.question.lower()):
        return plan  # "where will the total land with 80% probability?"
    named = [
        kind for kind in ("product", "category", "supplier", "store") if len(getattr(plan.entities, _FIELDS[kind])) == 1
    ]
    measure = next((m for m in plan.measures if m in MEASURES and MEASURES[m].kind == "number" and m != "count"), "")
    if not named or not measure or plan.levels:
        return plan
    return plan.with_(
        intent="value", measures=("place",), group_by=named[0], sort=Sort(measure, not _FROM_BELOW.search(masked.text)),
        limit=None, offset=0, filters=(), share=False, difference=False, per_series=False, statistic="total",
        second_window=None,
    )  # fmt: skip


def listed_in_one_store(plan: Plan) -> Plan:
    """ "What is piling up in Cork, where do we have too much?": a list of that store is one of its products."""
    also = tuple(listed_in_one_store(p) for p in plan.also)
    in_category = plan.intent == "rank" and bool(plan.entities.categories)  # "within [category] in Cork, where ..."
    rows = plan.intent == "list" or in_category
    one = rows and plan.group_by == "store" and len(plan.entities.stores) == 1
    if one and not plan.entities.products:
        return plan.with_(group_by="product", also=also)
    return plan.with_(also=also) if also != plan.also else plan
