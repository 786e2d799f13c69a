# ruff: noqa: E501 - a pattern is read on one line
"""Orders told before, of one supplier, shop or category alone: "only Fairhaven - what does it come to?", "leave out all that isn't Skincare, what's left?"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from rag.plan import Plan
from rag.understanding.followups.carrying import KINDS, SINGULAR
from rag.understanding.followups.one_line_less import in_sum_or_number
from rag.understanding.message.tidying import tidy

if TYPE_CHECKING:
    from rag.understanding.turn import Turn

__all__ = ["of_that_alone"]

_ONLY = re.compile(
    r"^\W*(?:(?:and|so|ok|okay|now|then|but|please|right|well|show me|give me|keep|i want|we want|let's|let us|take|make (?:it|that)|for) ?[,.]? ?)*(?:only|just|nothing but)(?: (?:from|by|of|with|for|in|at|the|what is|what comes|those|ones?|lines|orders|stuff))* $",
    re.IGNORECASE,
)
_LEFT = re.compile(
    r"\b(?:what|which|anything|who)(?: \w+)?(?:'s| is| are| does| do| would)?(?: that)? (?:left|remain\w*|leaves?|still there)\b",
    re.IGNORECASE,
)
_LISTED = re.compile(
    r"\b(?:what|which)(?: (?:products?|items?|lines?|goods|articles?))?(?:'s| is| are)?(?: all| exactly)? (?:on (?:it|there|the list|that list|their list)|to (?:be )?order(?:ed)?|do(?:es)? (?:that|it) (?:leave|include))\b|\bwhich (?:products|items|lines|articles)\b",
    re.IGNORECASE,
)
_OF_ORDERS = frozenset({"order_qty", "order_value", "order_by", "count"})


def of_that_alone(turn: Turn, earlier: Plan) -> Plan | None:
    """The sum, number or list of `earlier`, orders, of what the message keeps alone; None where something else is asked."""
    named = turn.masked.mentions
    ordered = bool(earlier.measures) and set(earlier.measures) <= _OF_ORDERS and not earlier.scenario
    set_told = earlier.intent in ("list", "count", "value", "rank") and bool(earlier.filters) and ordered
    if not set_told or len(earlier.entities.products) == 1 or turn.masked.windows or turn.amounts.scenario:
        return None
    fields = {m.kind: many for m in named for many in KINDS if SINGULAR[many] == m.kind and many != "products"}
    text = tidy(turn.masked.question)
    at = min((text.find(m.text) for m in named), default=-1)
    if at < 0 or len(fields) != len(named) or any(m.ambiguous for m in named) or not _ONLY.match(text[:at]):
        return None
    asked, rest = turn.masked.question, text[at:]
    kept = earlier.with_(
        entities=replace(earlier.entities, **{f: getattr(turn.plan.entities, f) for f in fields.values()}),
        also=(), combine=None, question=asked, resolved_question=asked,
    )  # fmt: skip
    if earlier.intent == "rank":
        kept = kept.with_(intent="list", sort=None, limit=None, offset=0)
    if kept.group_by in fields:
        kept = kept.with_(group_by="product")
    if _LEFT.search(rest) or _LISTED.search(rest):  # a list tells what it comes to
        return kept if kept.intent == "list" or _LEFT.search(rest) else kept.with_(intent="list", group_by="product")
    return in_sum_or_number(rest.lower(), kept)
