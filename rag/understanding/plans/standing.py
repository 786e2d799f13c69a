# ruff: noqa: E501 - a pattern is read on one line
"""How a thing stands against one of its own levels: "where do we stand against the reorder point?"."""

from __future__ import annotations

import re

from rag.plan import Plan
from rag.understanding.message.masking import Masked

__all__ = ["put_standing"]

_LEVEL = r"(?:(?:the|its|our|their|that|this|his) )?(?P<level{n}>re-?order(?:ing)? (?:point|level)|rop|order(?:ing)? (?:point|trigger)|safety (?:stock|buffer)|order[- ]up[- ]to(?: level)?|target level)\b"
_STANDS = re.compile(
    r"\b(?:where|how)(?: (?:exactly|currently|now|then))? (?:do|does|are|is|did|'s)\b[^?.;]{0,70}?\b(?:against|relative to|in relation to|compared? (?:to|with)|versus|vs\.?|next to|with respect to) "
    + _LEVEL.replace("{n}", "")
    + r"|\bhow (?:far|close|near)(?: off| away)?\b[^?.;]{0,60}?\b(?:from|to|off) "
    + _LEVEL.replace("{n}", "2")
    + r"|\b(?:above|over|below|under) or (?:above|over|below|under|at) "
    + _LEVEL.replace("{n}", "3")
    + r"|\b(?:(?:inventory|stock) )?position(?: of \[product\])?,? (?:against|versus|vs\.?|relative to|compared (?:to|with)|next to) "
    + _LEVEL.replace("{n}", "5")
    + r"|^\W*(?:and |so |but |now )*(?:is|are|do|does|has|have)\b[^?.;]{0,70}?\b(?:above|over|below|under|beneath) "
    + _LEVEL.replace("{n}", "4")
    + r"|"
    + _LEVEL.replace("{n}", "6")
    + r"[^?;]{0,80}?\b(?:by )?how (?:far|much|many)(?: units| pieces)?(?: (?:are|is|do|does|we|they|it))* (?:above|below|over|under|beneath|short of) (?:it|that|this)\b"
)
_OF_MANY = re.compile(
    r"\b(?:which|what|how many|list|show|all|any) (?:of )?(?:the |our |my )?(?:products|items|articles|skus|lines|stores|shops|ones)\b"
)
_AGAINST = {
    "safety": ("on_hand", "safety_stock"),
    "up to": ("inventory_position", "order_up_to", "order_up_to_gap"),
    "point": ("inventory_position", "reorder_point", "reorder_gap"),
}


#: "At what level is an order triggered, and how many units are left until then?"
_TRIGGER = re.compile(
    r"\btrigger(?:s|ed|ing)?\b[^?.;]{0,20}\b(?:re-?)?(?:orders?|ordering|purchas\w*|buy\w*|replenish\w*)\b|\b(?:re-?)?(?:orders?|ordering|purchas\w*|buy\w*|replenish\w*)\b[^?.;]{0,50}\btrigger(?:s|ed|ing)?\b"
    r"|\btrigger (?:level|point|stock|line|mark)\b|\bre-?order(?:ing)? (?:point|level|line|mark)\b|\brop\b"
    r"|\b(?:level|point|stock|mark|figure|how many)\b[^?.;]{0,20}\b(?:do|does|would|will|must|should) (?:we|you|they|i|\[store\])(?: have to)? (?:re-?order|order again|buy again)\b"
)
_AWAY = re.compile(
    r"\b(?:how (?:far|close|near)|how (?:many|much)(?! (?:days|weeks|products|items|orders)))\b[^?;]{0,60}?\b(?:away|off|left|until|till|before|short|from|to go|above|below|over|under|missing)\b"
    r"|\b(?:distance|gap|headroom|margin|room|leeway|how far off)\b"
)
_OF_LEVELS = frozenset(
    {
        "reorder_point",
        "inventory_position",
        "on_hand",
        "on_order",
        "order_qty",
        "wape",
        "expected_sales",
        "order_by",
        "action",
    }
)


def _asks_the_way_to_it(plan: Plan, text: str) -> bool:
    """Is the level at which an order falls due asked for, or meant, and how far that is?"""
    if not set(plan.measures) <= _OF_LEVELS or len(plan.entities.products) != 1:
        return False
    return _TRIGGER.search(text) is not None and _AWAY.search(text) is not None


def put_standing(plan: Plan, masked: Masked) -> Plan:
    """`plan` with the position, the level and what lies between; unchanged where no such thing is asked of one thing."""
    said = _STANDS.search(masked.text)
    far = said is None and _asks_the_way_to_it(plan, masked.text)
    if (
        (said is None and not far)
        or plan.intent not in ("value", "compare", "explain", "list")
        or _OF_MANY.search(masked.text)
    ):
        return plan
    if plan.scenario or plan.levels or len(plan.entities.products) > 1 or masked.windows:
        return plan
    groups = said.groupdict().values() if said else ("reorder point",)
    level = next(g for g in groups if g)
    kind = "safety" if level.startswith("safety") else "up to" if re.search("up|target", level) else "point"
    return plan.with_(
        intent="value", measures=_AGAINST[kind], filters=(), sort=None, limit=None, group_by=None, share=False,
        difference=False, per_series=False, statistic="total", window=None, second_window=None,
    )  # fmt: skip
