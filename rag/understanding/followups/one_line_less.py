# ruff: noqa: E501 - a pattern is read on one line
"""A list of orders, or a draft, without one of its lines: "leave out the most expensive line", "without the biggest one?"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rag.plan import Filter, GroupBy, Plan, Sort

if TYPE_CHECKING:
    from rag.understanding.turn import Turn

__all__ = ["ORDERED", "in_sum_or_number", "leaves_one_out", "without_one_line"]

_LESS = re.compile(
    r"\b(?:leave|leaving|take|taking|strike|cut|cross|drop|dropping|remove|removing|skip|skipping|scrap|delete|kick|without|minus|except(?:ing)?|excluding|but not)(?: out| off| away)? the (?:single )?"
    r"(?:(?P<dear>most expensive|dearest|costliest|priciest|most valuable)|(?P<cheap>cheapest|least expensive)|(?P<big>biggest|largest)|(?P<small>smallest))(?: single)?(?: (?:order line|line|one|order|item|product|article|position|row)| of (?:them|those|these))?\b"
)
_MONEY = re.compile(
    r"\b(?:cost|come|comes|coming|total|worth|sum|pay|spend|money|bill|value|euros?|dollars|pounds|quid|how much)\b"
)
_COUNTED = re.compile(r"\bhow many (?:order )?(?:lines|orders|products|items|articles|positions|are left)\b")
_OF_ORDERS = frozenset({"order_qty", "order_value", "count"})
_STOCK = frozenset({"on_hand", "stock_value"})
_ALL = 1000  # lines of one store
#: What is to be ordered at all
ORDERED = Filter("order_qty", ">", 0)


def leaves_one_out(text: str) -> bool:
    """Is the line at one end of a list left out?"""
    return _LESS.search(text) is not None


def without_one_line(turn: Turn, earlier: Plan) -> Plan | None:
    """The orders of `earlier` without the line at that end; None where something else is asked or a line has no one store."""
    said, asked = _LESS.search(turn.masked.text), turn.masked.question
    drafted = earlier.intent == "draft_order"
    ordered = drafted or (set(earlier.measures) <= _OF_ORDERS and bool(earlier.measures))
    if (told := _without_that_line(turn, earlier)) is not None:
        return told
    if earlier.among is not None:
        return _of_the_rest(turn, earlier, earlier.among)
    if said is None or not ordered or earlier.intent not in ("draft_order", "list", "value", "count"):
        return None
    if len(earlier.entities.stores) != 1 or earlier.entities.products or turn.masked.mentions:
        return None
    filters = earlier.filters if any(f.column in ("order_qty", "action") for f in earlier.filters) else (ORDERED,)
    by = "order_value" if said["dear"] or said["cheap"] else "order_qty"
    among = Plan(
        "rank", (by,), earlier.entities, group_by="product", filters=filters, limit=_ALL, offset=1,
        sort=Sort(by, not (said["cheap"] or said["small"])),
    )  # fmt: skip
    kept = earlier.with_(among=among, filters=filters, group_by="product" if earlier.intent == "list" else None)
    return (in_sum_or_number(turn.masked.text, kept) or kept).with_(
        also=(), combine=None, question=asked, resolved_question=asked
    )


#: "Take it off the list", "without that line"
_THAT_LINE = re.compile(
    r"\b(?:leav(?:e|ing)|tak(?:e|ing)|strik(?:e|ing)|cut|cross|drop|dropping|remov(?:e|ing)|skip|skipping|scrap|delete|kick|without|minus|excluding|ignor(?:e|ing)|forget(?:ting)?(?: about)?|apart from|other than|except(?: for)?|set(?:ting)? aside|put(?:ting)? aside|disregard(?:ing)?)(?: out| off)? (?:it|that|this|that one|this one|(?:that|this) (?:line|one|item|product|article|position))\b(?! (?:in|by|to|until|till|for (?:a|the|another|\d))\b)"
)


def _without_that_line(turn: Turn, earlier: Plan) -> Plan | None:
    """ "Take it off, what is the total?" after the dearest line of a shop's orders, or of its excess stock: of the others."""
    if (
        earlier.intent != "rank"
        or earlier.limit != 1
        or earlier.offset
        or earlier.group_by not in ("product", "series")
    ):
        return None
    whole = len(earlier.entities.stores) == 1 or (earlier.entities.suppliers and not earlier.entities.stores)
    plain = whole and not (turn.masked.mentions or turn.masked.windows or earlier.among)
    told = set(earlier.measures)
    ordered, stocked = told <= {"order_qty", "order_value"} and ORDERED in earlier.filters, told <= _STOCK
    if not plain or not told or not (ordered or (stocked and earlier.filters)):
        return None
    rest = _THAT_REMAINS.search(turn.masked.text)
    if not _THAT_LINE.search(turn.masked.text) or not (
        rest or _MONEY.search(turn.masked.text) or _COUNTED.search(turn.masked.text)
    ):
        return None
    asked = turn.masked.question
    if earlier.group_by == "series":
        return Plan("no_data", entities=earlier.entities, problem=_WHICH_SHOP, question=asked, resolved_question=asked)
    kept = Plan(
        "list", ("order_qty",) if ordered else ("on_hand",), earlier.entities, group_by="product", filters=earlier.filters,
        among=earlier.with_(limit=_ALL, offset=1, also=(), combine=None),
    )  # fmt: skip
    plan = in_sum_or_number("total" if rest else turn.masked.text, kept)
    return plan and plan.with_(question=asked, resolved_question=asked)


_WHICH_SHOP = "I can leave a single line out of the orders of one store. Which store do you mean?"
#: "What remains?"
_THAT_REMAINS = re.compile(r"\bwhat(?: then)? (?:remains|is left|stays|would remain|will remain|would be left)\b")


def _of_the_rest(turn: Turn, earlier: Plan, among: Plan) -> Plan | None:
    """ "How many lines are left then?" after that: of those that are left."""
    left = among.limit == _ALL and among.offset and earlier.filters == among.filters
    if not left or turn.masked.mentions or turn.masked.windows:
        return None
    asked = turn.masked.question
    plan = in_sum_or_number(turn.masked.text, earlier)
    return plan and plan.with_(also=(), combine=None, question=asked, resolved_question=asked)


def in_sum_or_number(text: str, kept: Plan) -> Plan | None:
    """`kept`, orders or stock, as the number of its lines or as what they are worth; None where neither is asked."""
    if _COUNTED.search(text):
        group: GroupBy = "product" if len(kept.entities.stores) == 1 else "series"
        return kept.with_(intent="count", measures=("count",), group_by=group, sort=None, limit=None)
    if _MONEY.search(text):
        money = "stock_value" if set(kept.measures) <= _STOCK else "order_value"
        return kept.with_(intent="value", measures=(money,), group_by=None, sort=None, limit=None)
    return None
