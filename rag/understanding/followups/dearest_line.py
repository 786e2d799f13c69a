# ruff: noqa: E501 - a pattern is read on one line
"""The line at one end of orders, deliveries or stock told before: "which line in that lot is the dearest?", "and the cheapest one?"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from rag.plan import GroupBy, Plan, Sort
from rag.understanding.followups.carrying import SINGULAR
from rag.understanding.followups.inheriting import inherited_entities
from rag.understanding.followups.one_line_less import ORDERED, leaves_one_out
from rag.understanding.words.amounts import read_amounts

if TYPE_CHECKING:
    from rag.understanding.turn import Turn

__all__ = ["dearest_line"]

_MOST_MONEY = r"(?:the |by far the )?(?:most|biggest (?:part|chunk|share|slice|piece)|largest (?:part|chunk|share|slice|piece)|lion'?s share)"
_DEAR = re.compile(
    rf"\b(?:dearest|costliest|priciest|most (?:expensive|costly|valuable|pric[ey]+)|(?:costs?|sets us back|is worth|comes to|amounts to) (?:us |me )?(?:the )?most|highest (?:order )?(?:value|cost|amount|sum)"
    r"|(?:ties?|tying|locks?|sits? on|holds?) (?:up |down )?(?:the )?most (?:money|cash|capital)"
    rf"|(?:eats?|takes?|swallows?|makes?|accounts?|uses?|gobbles?|burns?|drives?|is)(?: up| for)? {_MOST_MONEY}(?: up)?(?: of)? (?:that |the |this |my |our )?(?:money|bill|cost|costs|sum|budget|total|value|amount|spend|euros|pounds|dollars|cash)"
    r"|heaviest on the (?:budget|wallet|purse))\b"
)
_CHEAP = re.compile(
    r"\b(?:cheapest|least (?:expensive|costly|valuable)|(?:costs?|is worth) (?:us |me )?(?:the )?least|lowest (?:order )?(?:value|cost|amount|sum))\b"
)
_OF_IT = r"(?= (?:of (?:it|that|them|those|these)|orders?|order lines?|lines?|stock|to be ordered|in (?:there|it|all|total|money|value|euros?|dollars|pounds))\b|\s*(?:[?.!,]|$))"
_BIG = re.compile(
    rf"\b(?:has|have|holds?|gets?|takes?|needs?|with|is|got|receives?|makes? up)(?: the)? most{_OF_IT}|"
    r"\b(?:biggest|largest|bulkiest)\b|\b(?:the )?most (?:units|pieces)\b|\bhighest (?:quantity|number|count)\b"
)
_SMALL = re.compile(
    rf"\b(?:has|have|holds?|gets?|takes?|needs?|with|is|got|receives?)(?: the)? (?:least|fewest){_OF_IT}|"
    r"\b(?:smallest|tiniest)\b|\b(?:the )?(?:fewest|least) (?:units|pieces)\b|\blowest (?:quantity|number|count)\b"
)
_IN_MONEY = re.compile(
    r"\b(?:by|in|in terms of|going by) (?:its |the |order )?(?:value|money|cost|worth|price|euros?|pounds|dollars)\b"
)
_ASKS = re.compile(
    r"^\W*(?:(?:and|but|so|ok|okay|then|now|right|hm+|thanks|fine|good|of (?:those|these|them|that|what is left|the rest)),? )*(?:which|what|who|name|show|tell|give|the)\b|\b(?:which|what) (?:single |one )?(?:of|line|item|product|article|position|row)\b"
)
_LINE = r"(?:(?:order )?line|position|row|entry|one)"
#: What is meant by itself after orders: a line of them, one of them
_OF_THEM = re.compile(
    rf"\b(?:of|among|amongst|from|out of|in|on|within) (?:all )?(?:those|these|them|it|that|this|what (?:is left|remains|'s left)|(?:the|that|this|my|our)(?: (?:remaining|whole|same|new|shorter|trimmed|rest of the|order|purchase))* (?:lot|rest|order|list|bill|basket|bunch|set|remainder|selection|total|sum|ones|lines|items|purchase))\b|\bthere\b|\b(?<!no ){_LINE}\b"
    r"|\b(?:that|this|the) (?:money|bill|sum|total|spend)\b"
)
_PLACES: dict[str, GroupBy] = {
    "store": "store", "shop": "store", "branch": "store", "supplier": "supplier", "vendor": "supplier", "firm": "supplier",
    "categor": "category", "department": "category",
}  # fmt: skip
_PLACE = re.compile(
    rf"\b(?P<asked>(?:which|what) (?:single |one )?(?:of (?:the|our|those|these) )?)?(?P<kind>{'|'.join(_PLACES)})(?:s|es|y|ies)?\b"
)
#: Of other things than lines, or of the price of a piece
_OTHERS = r"days?|weeks?|months?|per (?:unit|piece)|apiece|a piece|unit (?:price|cost)|price|prices|risk|sells?|selling|sold|sales"
#: What is told of a list in money and in units, and words that speak of something else after it
_FAMILIES = (
    (frozenset({"order_qty", "order_value", "order_by"}), ("order_value", "order_qty"), "stock|late|overdue|open"),
    (
        frozenset({"open_units", "open_value"}),
        ("open_value", "open_units"),
        r"stock|orders?|pos?|deliver\w*|shipments?",
    ),
    (frozenset({"on_hand", "stock_value"}), ("stock_value", "on_hand"), r"orders?|late|overdue|deliver\w*"),
)


def dearest_line(turn: Turn, earlier: Plan) -> Plan | None:
    """The line of those told by `earlier` that costs or counts the most or the least; None where that is not asked."""
    text, asked, limit = turn.masked.text, turn.masked.question, turn.amounts.limit
    if not turn.masked.mentions and _end(asked.lower()):  # "which line is the dearest?" by itself is of a price
        text, limit = asked.lower(), read_amounts(asked.lower()).limit
    end, family = _end(text), _family(earlier)
    if end is None or family is None or not _ASKS.search(text) or not _spoken_of(text, earlier) or leaves_one_out(text):
        return None
    (money, units), other = family
    if re.search(rf"\b(?:{_OTHERS}|{other})\b", _IN_MONEY.sub(" ", _DEAR.sub(" ", text))):
        return None
    if turn.masked.windows or turn.amounts.scenario or turn.plan.entities.products or turn.plan.entities.categories:
        return None
    by = money if end[0] else units
    entities, filters = inherited_entities(turn, earlier), earlier.filters
    if by in _ORDERED and not any(f.column in ("order_qty", "action") for f in filters):
        filters = (*filters, ORDERED)
    group = _group(text, earlier, money != "open_value" and len(entities.stores) != 1)
    field = next((many for many, one in SINGULAR.items() if one == group), "")
    if group is None or (field and len(getattr(earlier.entities, field)) == 1):
        return None
    if group not in ("product", "series"):
        entities = replace(entities, **{field: getattr(earlier.entities, field)})
    return Plan(
        "rank", (by,), entities, group_by=group, filters=filters, sort=Sort(by, end[1]),
        limit=limit or 1, offset=turn.plan.offset if turn.plan.intent == "rank" else 0,
        among=earlier.among, question=asked, resolved_question=asked,
    )  # fmt: skip


#: "Which is the most expensive?" by itself, after a list of lines
_BARE = re.compile(
    rf"^\W*(?:(?:and|but|so|ok|okay|then|now),? )*(?:which|what)(?: single)?(?: one| line| item| article| product)?(?:'s| is| are)?(?: the)? (?:{_DEAR.pattern}|{_CHEAP.pattern})(?: one)?\W*$"
)


def _spoken_of(text: str, earlier: Plan) -> bool:
    return _OF_THEM.search(text) is not None or (earlier.intent == "list" and _BARE.match(text) is not None)


def _end(text: str) -> tuple[bool, bool] | None:
    """Is it in money, and is it the upper end?"""
    money = _IN_MONEY.search(text) is not None
    if _DEAR.search(text) or _CHEAP.search(text):
        return True, _DEAR.search(text) is not None
    return (money, True) if _BIG.search(text) else (money, False) if _SMALL.search(text) else None


def _group(text: str, earlier: Plan, apart: bool) -> GroupBy | None:
    """What is ranked: the shops or suppliers that are named or were listed, the products, or their lines `apart`."""
    place = _PLACE.search(text)
    if place is not None:
        return _PLACES[place["kind"]] if place["asked"] else None
    goods = re.search(r"\b(?:order lines?|lines?|positions?|rows?|items?|products?|articles?)\b", text)
    if earlier.group_by in ("store", "supplier", "category") and not goods:
        return earlier.group_by
    return "series" if apart and re.search(rf"\b{_LINE}\b", text) else "product"


_ORDERED = frozenset({"order_value", "order_qty"})
_TOLD_BY = (None, "product", "series", "store", "supplier", "category")
_NOW = ("order_now", "expedite")


def _family(earlier: Plan) -> tuple[tuple[str, str], str] | None:
    """In what the lines of `earlier` are told, a list, sum, count or draft of several; None where it is something else."""
    if len(earlier.entities.products) == 1 or earlier.scenario is not None:
        return None
    if earlier.intent == "draft_order":
        return _FAMILIES[0][1:]
    if earlier.intent not in ("list", "value", "count") or earlier.group_by not in _TOLD_BY:
        return None
    if earlier.measures == ("count",):
        ordered = any(f.column == "order_qty" or (f.column, f.value) == ("action", _NOW) for f in earlier.filters)
        return _FAMILIES[0][1:] if ordered else None
    told = set(earlier.measures)
    listed = earlier.intent == "list" or bool(earlier.filters or told & _ORDERED)
    return next((f[1:] for f in _FAMILIES if told and told <= f[0]), None) if listed else None
