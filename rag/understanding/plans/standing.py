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
)
_OF_MANY = re.compile(
    r"\b(?:which|what|how many|list|show|all|any) (?:of )?(?:the |our |my )?(?:products|items|articles|skus|lines|stores|shops|ones)\b"
)
_AGAINST = {
    "safety": ("on_hand", "safety_stock"),
    "up to": ("inventory_position", "order_up_to", "order_up_to_gap"),
    "point": ("inventory_position", "reorder_point", "reorder_gap"),
}


def put_standing(plan: Plan, masked: Masked) -> Plan:
    """`plan` with the position, the level and what lies between; unchanged where no such thing is asked of one thing."""
    said = _STANDS.search(masked.text)
    if said is None or plan.intent not in ("value", "compare", "explain", "list") or _OF_MANY.search(masked.text):
        return plan
    if plan.scenario or plan.levels or len(plan.entities.products) > 1 or masked.windows:
        return plan
    level = next(g for g in (said["level"], said["level2"], said["level3"], said["level4"], said["level5"]) if g)
    kind = "safety" if level.startswith("safety") else "up to" if re.search("up|target", level) else "point"
    return plan.with_(
        intent="value", measures=_AGAINST[kind], filters=(), sort=None, limit=None, group_by=None, share=False,
        difference=False, per_series=False, statistic="total", window=None, second_window=None,
    )  # fmt: skip
