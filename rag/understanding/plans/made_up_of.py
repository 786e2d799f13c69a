# ruff: noqa: E501 - a pattern is read on one line
"""A figure with the figures that it is the sum of: "how long is the protection period, and which two parts has it?"."""

from __future__ import annotations

import re

from rag.plan import Plan
from rag.understanding.message.masking import Masked
from rag.understanding.message.tidying import tidy

__all__ = ["part_of_point", "put_parts_of"]

_PARTS = {
    "protection_days": ("lead_time_days", "review_period_days"),
    "reorder_point": ("protection_mean", "safety_stock"),
    "inventory_position": ("on_hand", "on_order"),
    "order_qty": ("order_up_to_gap", "lot_extra"),
}
_MADE_UP = re.compile(
    r"\b(?:made (?:up )?(?:of|from|out of)|mak(?:e|es) (?:it|that|this) up|(?:is|are|was) it made up\b|compos(?:ed|ition)|consist\w*|compris\w*|built (?:up )?(?:of|from)|put together|adds? up (?:from|out of)|derived from|come(?:s)? from which)\b"
    r"|\b(?:which|what|its|the|two|both|each of the|into|of the|by)(?: two| single| different)? (?:parts?|pieces|components?|elements|ingredients|building blocks|constituents|addends|summands)\b(?! (?:of the )?(?:stores?|order|number))"
    r"|\b(?:split|breaks? (?:it |that |this )?down|broken down|breakdown|divide\w*|decompos\w*)\b(?! by (?:store|shop|product|day|week|category|supplier))"
    r"|\b(?:lead time|review)(?: (?:part|share|portion|component))\b"
)

_DEMAND = re.compile(r"\b(?:demand|units?|sell\w*|sales|sold|quantity)\b")


#: "How much of it is real need, and how much is there because of full packs?"
_NEED = re.compile(
    r"\b(?:real|really|true|truly|actual|actually|genuine|genuinely|net|pure|own)(?:ly)?\b[^?.;]{0,25}\b(?:need\w*|short\w*|requir\w*|lack\w*|missing|gap|demand)\b|\b(?:short of|missing|lack\w*|shortfall|shortage|gap|need)\b"
)
_LOTS = re.compile(
    r"\b(?:pack(?:s|aging)?|pack sizes?|minimum|moq|multiples?|case sizes?|full (?:cases?|boxes|cartons?|trays?)|lot sizes?|round\w*)\b"
)
_OF_ORDER = frozenset(
    {"order_qty", "lot_extra", "order_up_to_gap", "product_moq", "product_order_multiple", "order_value", "order_by"}
)


def _need_and_lots(plan: Plan, said: str) -> bool:
    """Is an order asked for in the two parts that it has: what is lacking, and what minimum and packs add?"""
    own = bool({"order_qty", "lot_extra", "order_up_to_gap"} & {*plan.measures}) or _MADE_UP.search(said) is not None
    if plan.measures == ("count",) and re.search(r"\b(?:orders?|ordered|recommend\w*|propos\w*)\b", said):
        own = True  # "how many of the order do we really need?" counts no products
    told = plan.measures == ("count",) or set(plan.measures) <= _OF_ORDER
    one = bool(plan.entities.products) and bool(plan.measures) and told and own
    two = len(re.findall(r"\bhow (?:many|much)\b|\bwhat(?:'s| is)?\b|\bpart\b", said)) > 1 or _MADE_UP.search(said)
    return bool(one and two and _NEED.search(said) and _LOTS.search(said))


#: "How much of the reorder point is expected demand, and over how many days?"
_PART_OF_POINT = re.compile(
    r"\bhow (?:much|many)(?: units| pieces)?(?: of| out of) (?:it|that|this|those|them|the|its|these)\b[^?.]{0,60}?\b(?:expected|forecast\w*|normal|plain|ordinary|average|mean|safety|buffer|demand|sales|reserve)\b"
    r"|\b(?:which|what)(?: (?:part|share|portion|bit))(?: of (?:it|that|this|them|(?:the|its) re-?order \w+(?: (?:of|for) [^?]{2,60}?)?))? (?:is|are|comes from|covers|stands for)\b[^?.]{0,40}\b(?:demand|sales|safety|buffer|reserve)\b"
)
_POINT = re.compile(r"\bre-?order(?:ing)? (?:point|level)s?\b|\brop\b")
_IN_PERCENT = re.compile(r"%|\bper ?cent|\bshare\b")
_SO_MANY_DAYS = re.compile(r"\b(?:how many|number of|which|what) (?:days|period|time|stretch)\b|\bhow long\b")
_NOT_OURS = frozenset({"order_qty", "order_value", "on_hand", "inventory_position", "on_order", "actual_sales"})


def part_of_point(said: str) -> tuple[str, ...]:
    """The measures that words ask for, where they ask what part of a reorder point is demand or safety stock."""
    asked = _PART_OF_POINT.search(said)
    if asked is None:
        return ()
    days = ("protection_days",) if _SO_MANY_DAYS.search(said[asked.end() :]) else ()
    return ("reorder_point", *_PARTS["reorder_point"], *days)


def put_parts_of(plan: Plan, masked: Masked) -> Plan:
    """`plan` of one figure with its parts beside it, where the words ask what it is made of; unchanged otherwise."""
    plain = plan.intent in ("value", "explain") and plan.scenario is None and not (plan.share or plan.group_by)
    counts = plan.intent == "count" and not plan.scenario and bool(plan.entities.stores)
    if (plain or counts) and _need_and_lots(plan, tidy(masked.question).lower()):
        return plan.with_(
            intent="value",
            measures=("order_qty", *_PARTS["order_qty"]),
            difference=False,
            sort=None,
            filters=(),
            group_by=None,
        )
    whole = next((m for m in _PARTS if m in plan.measures), "")
    said = tidy(masked.question).lower()
    own = (plain or (plan.share and not _IN_PERCENT.search(said))) and not _NOT_OURS & {*plan.measures}
    point = part_of_point(said) if own and not plan.scenario and _POINT.search(said) else ()
    if point:
        return plan.with_(
            intent="value", measures=point, window=None, levels=(), difference=False, sort=None, share=False
        )
    if not plain or not whole or not _MADE_UP.search(said):
        return plan
    guessed = {"protection_mean"} if whole == "protection_days" and not _DEMAND.search(said) else set()
    if not set(plan.measures) <= {whole, *_PARTS[whole], *guessed}:
        return plan
    return plan.with_(intent="value", measures=(whole, *_PARTS[whole]), difference=False, sort=None)
