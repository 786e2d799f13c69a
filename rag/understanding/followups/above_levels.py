# ruff: noqa: E501 - a pattern is read on one line
"""How far the stock is from a level told before: "how many units are we above that point?", "are we below it, and by how much?"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rag.plan import Plan
from rag.understanding.followups.carrying import KINDS

if TYPE_CHECKING:
    from rag.understanding.turn import Turn

__all__ = ["from_that_level"]

_IT = r"(?:that|it|this|the)(?: (?:re-?order(?:ing)? |order |safety |stock )?(?:point|level|line|mark|threshold|limit|minimum|stock|figure|number|value|quantity))?"
_SIDE = r"(?:above|below|over|under|beyond|short of|shy of|away from|off|past|clear of)"
_FROM_IT = re.compile(
    rf"\bhow (?:many|much|far)\b[^?.]{{0,60}}\b{_SIDE} {_IT}(?=\W|$)"
    rf"|\b{_SIDE} {_IT}\b[^?]{{0,25}}\bby how (?:many|much)\b|\bby how (?:many|much)\b[^?.]{{0,60}}\b{_SIDE} {_IT}(?=\W|$)"
    rf"|\b(?:distance|gap|difference|margin|buffer|room|headroom|lead)\b[^?.]{{0,20}}\b(?:to|from|above|over|against|between) {_IT}(?=\W|$)"
)
_WITH_ORDERS = re.compile(
    r"\b(?:stock|on hand|in hand|there|in store|have|inventory)\b[^?:;]{0,25}(?:\b(?:plus|and|with|together with|including|added to)\b|\+|&)[^?:;]{0,30}\b(?:on order|ordered|open orders?|coming|on (?:the|its) way|outstanding|in transit)\b"
    r"|\bon order\b[^?:;]{0,10}\b(?:plus|and|with)\b[^?:;]{0,10}\b(?:on hand|in stock|stock)\b"
)
#: What a level is held against where nothing else is said
_HELD = {"reorder_point": "inventory_position", "order_up_to": "inventory_position", "safety_stock": "on_hand"}
_STOCK = ("inventory_position", "on_hand", "on_order")


def from_that_level(turn: Turn, earlier: Plan) -> Plan | None:
    """The level of `earlier` beside the stock that it is held against; None where that is not asked for."""
    level = earlier.measures[0] if len(earlier.measures) == 1 else ""
    text = turn.masked.text
    if level not in _HELD or not _one(earlier) or not _FROM_IT.search(text) or turn.amounts.scenario:
        return None
    if any(getattr(turn.plan.entities, k) not in ((), getattr(earlier.entities, k)) for k in KINDS):
        return None
    own = set(turn.plan.measures) - {"expected_sales", "count", level}
    stock = "inventory_position" if _WITH_ORDERS.search(text) else next((m for m in _STOCK if m in own), _HELD[level])
    if turn.masked.windows or (own and not own & set(_STOCK) and not turn.reading.weak):
        return None
    asked = turn.masked.question
    first = earlier.with_(question=asked, resolved_question=asked, also=())
    return first.with_(combine="difference", also=(first.with_(measures=(stock,)),))


def _one(plan: Plan) -> bool:
    """One figure, of one product in one store."""
    single = len(plan.entities.products) == len(plan.entities.stores) == 1
    return single and plan.intent == "value" and not (plan.scenario or plan.also or plan.levels or plan.share)
