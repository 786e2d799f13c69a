# ruff: noqa: E501 - a pattern is read on one line
"""The figure told before as a part of a whole: "in percent?", "what share of all sales is that?"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from rag.plan import COMPANY, EVERYWHERE, Plan

if TYPE_CHECKING:
    from rag.understanding.turn import Turn

__all__ = ["as_a_share"]

_AS_A_SHARE = re.compile(
    r"^\W*(?:and |so |ok )*(?:(?:as|in) (?:an? )?(?:percent\w*|%|share)|(?:what|which|how many) (?:percent\w*|share|part|%) (?:of (?:(?:all|the|our|total|overall|whole|entire|everything|company) ?)*(?:(?:sales|total|units|sum|stock(?: value)?|value|orders?(?: value)?|revenue|turnover|money|lot|takings|returns) )?)?(?:is|are|was|were|does|do) (?:that|it|this|those|they)(?: make)?)(?: (?:i mean|please|then|of (?:the )?(?:total|whole|all)))*\W*$"
)
#: "What percentage of the whole store's forecast for those 28 days is that?"
_SHARE_OF_ITS = re.compile(
    r"\b(?:what|which|how (?:much|big|large|high)|in|as)\b[^?.]{0,12}?\b(?:percent\w*|%|share|part|portion|proportion|fraction)\b[^?.]{0,15}?\bof (?:(?:the|all|its|their|our|that|this|whole|entire|total|complete|full|overall) )*(?:(?:sales|forecast|units|total|revenue|demand) (?:of|for|in) (?:(?:the|that|this|its|whole|entire|all) )*)?(?P<whole>stores?|shops?|branch|category|department|company|chain|business|group)\b"
)
#: "What share of their order is that?" after a supplier's orders for one shop
_OF_THEIRS = re.compile(
    r"(?:\b(?:share|percent\w*|part|portion|proportion|fraction|slice|how (?:much|many))\b|%) of (?:their|its|his|that supplier's|the supplier's)(?: (?:whole|total|entire|full|overall|complete|own|open|recommended))* (?:orders?|bill|total|lot|business|basket|value|stock|sales|delivery|quantity) (?:is|are|was|were|would|does|do) (?:that|it|this|those|they)\b"
)
_ITSELF = re.compile(
    r"\b(?:is|are|was|were|does|do|did|would) (?:that|this|it|those|these|they)\b|\b(?:it|that|this) (?:is|makes?|comes? to)\b"
)
_ITS = re.compile(r"\b(?:its|their|his|is (?:that|it|this)|does (?:that|it|this))\b")
_WHOLES = {"store": "store", "shop": "store", "branch": "store", "category": "category", "department": "category"}
_SHARED = {
    "expected_sales",
    "actual_sales",
    "actual_revenue",
    "revenue_90d",
    "on_hand",
    "order_qty",
    "order_value",
    "stock_value",
}


_RETURNED = {"expected_returns": "expected_sales", "actual_returns": "actual_sales"}
#: "What percentage of sales is that?" after returns
_OF_SALES = re.compile(
    r"(?:\b(?:percent\w*|share|part|proportion|fraction)|%) of (?:(?:the|all|our|its|their|expected|units|total) )*(?:sales|sold|units sold|what (?:we|they|it|was|is|has been) (?:sells?|sold)|forecast)\b[^?]{0,12}\b(?:is|are|was|were|would) (?:that|it|this|those|they)\b|^\W*(?:(?:and|so|ok) )*(?:as|in) (?:an? )?(?:percent\w*|share|%) of (?:(?:the|all|our|its|their|expected|units|total) )*(?:sales|sold|units sold|what (?:we|they|it|was|is|has been) (?:sells?|sold))\W*$|\b(?:is|are|was|were) (?:that|it|this|those|they)\b[^?]{0,30}\bof (?:(?:the|all|our|its|their|expected|units|total) )*(?:sales|sold)\b"
)
#: "What share of the total has [store]?", "and [store] in percent of that?"
_THEIR_SHARE = re.compile(
    r"(?:\b(?:share|percent\w*|part|portion|proportion|fraction|slice|how much)\b|%)[^?]{0,30}\[(?:store|category|supplier|product)\]|\[(?:store|category|supplier|product)\][^?]{0,30}\b(?:share|percent\w*|part|portion|proportion|fraction|slice)\b|\[(?:store|category|supplier|product)\][^?]{0,30}%"
)
_IN_STOCK = re.compile(r"\b(?:stock\w*|on hand|shel\w+|units? there|inventory)\b")
_FIELDS = {"store": "stores", "product": "products", "supplier": "suppliers", "category": "categories"}


def _of_one_ranked(turn: Turn, earlier: Plan) -> Plan | None:
    """ "What share of the total has Dublin?" after which store sells the most of a category, or after the sum of all:
    its part of that category."""
    named = turn.plan.entities
    kinds = [f for f in _FIELDS.values() if getattr(named, f)]
    field = _FIELDS.get(earlier.group_by or "") if earlier.intent == "rank" else (kinds or [""])[0]
    told = earlier.intent == "rank" or (earlier.intent == "value" and not earlier.also and not earlier.share)
    told = told and set(earlier.measures) <= _SHARED and earlier.among is None
    if not told or not field or getattr(earlier.entities, field) or not turn.plan.share:
        return None
    if len(getattr(named, field)) != 1:
        return None
    if not turn.reading.weak and not (
        set(turn.reading.measures) <= {"on_hand"} and not _IN_STOCK.search(turn.masked.text)
    ):
        return None  # what a store "has" may be any share
    others = any(getattr(named, f) for f in _FIELDS.values() if f != field)
    if others or turn.masked.windows or not _THEIR_SHARE.search(turn.masked.text):
        return None
    goods = earlier.entities.products or earlier.entities.categories or earlier.entities.suppliers
    of = EVERYWHERE if field == "stores" and goods else ""
    asked = turn.masked.question
    return earlier.with_(
        intent="value", group_by=None, per_series=False, sort=None, limit=None, offset=0, share=True, share_of=of,
        entities=replace(earlier.entities, **{field: getattr(named, field)}), question=asked, resolved_question=asked,
    )  # fmt: skip


def _of_the_first(turn: Turn, earlier: Plan) -> Plan | None:
    """ "How many percent of all is that?" after what a ranking put first, or second."""
    summed = earlier.intent == "rank" and earlier.limit == 1 and set(earlier.measures) <= _SHARED
    if not summed or not _AS_A_SHARE.match(turn.masked.text) or earlier.among is not None:
        return None
    return turn.plan.with_(
        intent="value", measures=earlier.measures[:1], window=earlier.window, group_by=None, sort=None, limit=None,
        offset=0, share=True, share_of=EVERYWHERE if earlier.group_by == "store" else "", filters=earlier.filters,
        entities=earlier.entities, among=earlier.with_(also=(), combine=None),
    )  # fmt: skip


def as_a_share(turn: Turn, earlier: Plan) -> Plan | None:
    """ "As a percentage I mean": the figure before as a part of the whole that it was taken from."""
    if (ranked := _of_the_first(turn, earlier)) is not None:
        return ranked
    if (one := _of_one_ranked(turn, earlier)) is not None:
        return one
    if earlier.measures[:1] == ("return_rate_pct",) and _OF_SALES.search(turn.masked.text) and not turn.masked.mentions:
        return earlier.with_(question=turn.masked.question, resolved_question=turn.masked.question)  # it is just that
    if earlier.intent == "value" and earlier.measures[:1] and (sold := _RETURNED.get(earlier.measures[0])):
        if not _OF_SALES.search(turn.masked.text) or turn.masked.mentions or turn.masked.windows:
            return None
        told = earlier.with_(measures=earlier.measures[:1], share=True, share_of=sold, also=())
        return told.with_(question=turn.masked.question, resolved_question=turn.masked.question)
    plain = earlier.intent == "value" and set(earlier.measures) <= _SHARED and not earlier.group_by
    of_one = plain and earlier.among is not None and turn.plan.share and turn.reading.weak
    if of_one and _ITS.search(turn.masked.text) and not (turn.masked.mentions or turn.masked.windows):
        asked = turn.masked.question  # "what is its share of the total?" of the first of a ranking
        return earlier.with_(share=True, question=asked, resolved_question=asked)
    named, text = earlier.entities, turn.masked.text
    its = _SHARE_OF_ITS.search(text)
    if plain and its and _ITSELF.search(text) and not turn.masked.mentions:
        return _of_its_whole(turn, earlier, its["whole"])
    theirs = _OF_THEIRS.search(text) and named.suppliers and named.stores and not turn.masked.mentions
    if theirs and earlier.intent == "list" and earlier.measures == ("order_qty",) and not earlier.among:
        earlier, plain = earlier.with_(intent="value", measures=("order_value",), group_by=None, sort=None), True
    if not plain or not (theirs or _AS_A_SHARE.match(text)):
        return None
    of = EVERYWHERE if named.stores and (named.products or named.categories or named.suppliers) else ""
    asked = turn.masked.question
    return earlier.with_(share=True, share_of=of, question=asked, resolved_question=asked)


def _of_its_whole(turn: Turn, earlier: Plan, said: str) -> Plan | None:
    """The figure before as a part of its store, its category, or of the whole company."""
    kind = _WHOLES.get(said, _WHOLES.get(said.removesuffix("s"), COMPANY))
    kind = COMPANY if said.endswith("s") else kind
    named, asked = earlier.entities, turn.masked.question
    if said in ("stores", "shops") and named.stores and (named.products or named.categories or named.suppliers):
        kind = EVERYWHERE  # of the same goods in all of them
    goods = named.products or named.categories or named.suppliers
    inside = {"store": named.stores and goods, "category": named.categories and named.products}
    if not inside.get(kind, named.stores or goods):
        return None
    window = turn.plan.window if turn.masked.windows else earlier.window
    return earlier.with_(share=True, share_of=kind, window=window, question=asked, resolved_question=asked)
