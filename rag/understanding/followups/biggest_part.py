# ruff: noqa: E501 - a pattern is read on one line
"""Which thing makes up most of a figure told before: "which store had the biggest part of that, and how many units?" """

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rag.measures import MEASURES
from rag.plan import GroupBy, Plan, Sort

if TYPE_CHECKING:
    from rag.understanding.turn import Turn

__all__ = ["biggest_part"]

_THAT = r"(?:(?:all )?(?:of |to |in |towards? )(?:all )?(?:that|this|it|those|these|them)\b|(?:of |to |in )(?:the|that|this) (?:total|sum|whole|figure|number|amount|result|lot|cake|pie|loot|haul)\b(?! (?:of|for|in|company|chain|business)\b))"
_PART = r"(?:part|share|portion|chunk|slice|piece|proportion|percentage|fraction|bulk|contribution)"
_PART_OF_THAT = re.compile(
    rf"\b(?P<end>biggest|largest|highest|greatest|fattest|juiciest|thickest|main|major|most|smallest|lowest|least|tiniest|thinnest)(?: single)? {_PART} {_THAT}|\bthe (?:bulk|lion'?s share) {_THAT}"
)
_ADDS_MOST = re.compile(
    rf"\b(?:contribut\w+|adds?|added|brought|brings?|makes? up|made up)(?: the)? (?P<end>most|least)(?: units| pieces| money)? {_THAT}|\baccount(?:s|ed)? for (?:the )?(?P<end2>most|least|biggest part|largest part|bulk|smallest part) {_THAT}"
)
#: "Which supplier gets the most of that?", "where does most of it go?"
_MOST_OF_THAT = re.compile(
    rf"\b(?:gets?|got|has|have|had|takes?|took|receives?|needs?|spends?|sells?|sold|costs?|holds?|makes?|pays?|brings?|brought|carr(?:y|ies)|owns?|eats?|swallows?|sees?|does|do|is|will|with)(?: up| away)?(?: the)? (?P<end>most|least|biggest|largest|highest|smallest|lowest)(?: (?:units|pieces|money|amount|sum|cost|value))? {_THAT}"
)
#: "Which store sells the most?" after a total of some goods, and of no store
_WHO_MOST = re.compile(
    r"^\W*(?:(?:and|so|ok|then|now|but) )*(?:in |at )?(?:which|what) (?:one )?(?:of (?:our|the) )?(?:stores?|shops?|branch(?:es)?)(?: (?:of ours|there|then|will|would|do|does|did|we|is|has|have))* (?:sells?|sold|sell|moves?|moved|has|had|contributes?|brings?|brought|makes?|made|takes?|took|holds?|needs?)(?: up| in)? (?:the )?(?P<end>most|least|fewest|biggest part|largest part)\W*$"
)
_KINDS: dict[GroupBy, str] = {
    "store": r"\b(?:which|what|whose|the|by) (?:of (?:our|the) )?(?:stores?|shops?|branch(?:es)?|sites?|outlets?|locations?)\b|^\W*(?:and |so |ok |but )*where\b",
    "product": r"\b(?:which|what|the|by) (?:single )?(?:products?|items?|articles?|skus?)\b",
    "supplier": r"\b(?:which|what|the|by) (?:suppliers?|vendors?)\b",
    "category": r"\b(?:which|what|the|by) (?:(?:product )?categor(?:y|ies)|group|range|department)\b",
}
_FIELDS = {"store": "stores", "product": "products", "supplier": "suppliers", "category": "categories"}
_AS_SHARE = re.compile(r"%|\bper ?cent\w*|\bhow (?:big|large|high)\b")
_WHO = re.compile(r"^\W*(?:and |so |ok |but )*(?:to |with |from )?who(?:m|se)?\b")
_ORDERED = {"order_qty", "order_value", "on_order", "on_order_value"}
_LOW = ("fewest", "smallest", "lowest", "least", "tiniest", "thinnest")


def biggest_part(turn: Turn, earlier: Plan) -> Plan | None:
    """`earlier`, a sum, as the ranking of what it is made of; None where that is not asked for."""
    text = turn.masked.text
    said = _PART_OF_THAT.search(text) or _ADDS_MOST.search(text) or _MOST_OF_THAT.search(text)
    said = said or (_WHO_MOST.match(text) if _of_goods(earlier) else None)
    kind: GroupBy | None = next((k for k, pattern in _KINDS.items() if re.search(pattern, text)), None)
    if kind is None and _WHO.search(text):
        kind = "supplier" if set(earlier.measures) <= _ORDERED else "store"
    if said is None or kind is None or turn.masked.mentions or turn.masked.windows or turn.amounts.thresholds:
        return None
    if (
        not _a_sum(earlier)
        or earlier.group_by not in (None, kind)
        or len(getattr(earlier.entities, _FIELDS[kind])) == 1
    ):
        return None
    end = next((said[g] for g in ("end", "end2") if said.re.groupindex.get(g) and said[g]), "most")
    asked = turn.masked.question
    return earlier.with_(
        intent="rank", group_by=kind, sort=Sort(earlier.measures[0], not end.startswith(_LOW)),
        limit=turn.amounts.limit or 1, offset=0, share=bool(_AS_SHARE.search(text)), share_of="", per_series=False,
        question=asked, resolved_question=asked,
    )  # fmt: skip


def _of_goods(plan: Plan) -> bool:
    """A sum of some goods, in all stores."""
    named = plan.entities
    return bool(named.products or named.categories or named.suppliers) and not named.stores


def _a_sum(plan: Plan) -> bool:
    """One figure that adds up over things."""
    measure = MEASURES.get(plan.measures[0]) if len(plan.measures) == 1 else None
    plain = plan.intent == "value" and plan.statistic == "total" and measure is not None and measure.kind == "number"
    extra = plan.also or plan.combine or plan.scenario or plan.levels or plan.share or plan.second_window
    return bool(plain and not extra and plan.measures[0] in _ADDITIVE)


_ADDITIVE = frozenset({
    "expected_sales", "actual_sales", "actual_revenue", "expected_revenue", "revenue_90d", "expected_returns",
    "actual_returns", "on_hand", "on_order", "stock_value", "order_qty", "order_value", "expected_lost_units",
    "excess_units", "on_order_value",
})  # fmt: skip
