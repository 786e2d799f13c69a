# ruff: noqa: E501 - a pattern is read on one line
"""A figure that was told, place by place: "where?", "in which shops?", "split that by supplier"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rag.measures import MEASURES, ORDER_LINE
from rag.plan import FIELD_OF, GroupBy, Plan, Sort
from rag.understanding.followups.judged import judged
from rag.understanding.followups.of_ranked import placed_at
from rag.understanding.plans.order_ranking import of_lines

if TYPE_CHECKING:
    from rag.understanding.turn import Turn

__all__ = ["grouped_anew"]

_WHERE = re.compile(
    r"^\W*(?:(?:and|so|ok|but),? )*(?:where|(?:in|at|for|from) (?:which|what) (?:stores?|shops?|branch(?:es)?)|which (?:stores?|shops?|branch(?:es)?))(?: (?:exactly|precisely|then|is|are|was|were|that|it|they|those|these|gets?|got|them|does|do|go|goes|to|for))*\W*$"
)
_SPLIT = re.compile(
    r"^\W*(?:(?:and|so|ok|now|then|please|can you|could you),? )*(?:(?:split|break|divide|separate)(?: (?:that|it|this|them|those|these|the (?:sum|total|amount|list)))?(?: (?:down|up|out))?|(?:the )?same|that|it|this|show (?:me )?(?:that|it|them)|list (?:that|it|them))? ?(?:by|per|for each|for every) (?P<kind>store|shop|branch|supplier|vendor|category|department|product|item|article)s?(?: (?:please|pls|then|though))*\W*$"
)
_KINDS: dict[str, GroupBy] = {
    "store": "store", "supplier": "supplier", "category": "category", "product": "product",
    "shop": "store", "branch": "store", "vendor": "supplier", "department": "category", "item": "product",
    "article": "product",
}  # fmt: skip
#: "How many of each?" after a list
_EACH = re.compile(
    r"^\W*(?:(?:and|so|ok|but),? )*how (?:many|much)(?: units| pieces)? (?:of|for|per|from) each(?: (?:one|product|item|of (?:them|those|these)))?(?: (?:then|please|is that|are there))*\W*$"
)
#: What a list of orders, of goods in excess, of open orders is told with
_TOLD_WITH = {"order_qty": ("order_qty", "order_value"), "on_hand": ("on_hand", "stock_value")}


def grouped_anew(turn: Turn, earlier: Plan) -> Plan | None:
    """The figure that was told, ranked by a judgement or told group by group; None of any other message."""
    return judged(turn, earlier) or _place_by_place(turn, earlier)


def _place_by_place(turn: Turn, earlier: Plan) -> Plan | None:
    """`earlier`, a figure or a list, for each store, or whatever else the message names; None of any other message."""
    text, plain = turn.masked.text, earlier.intent in ("value", "list", "rank") and not earlier.scenario
    split, each = _SPLIT.match(text), earlier.intent == "list" and _EACH.match(text) is not None
    if not plain or turn.masked.mentions or turn.masked.windows or not (split or each or _WHERE.match(text)):
        return None
    group: GroupBy = _KINDS[split["kind"]] if split else "product" if each else "store"
    told = tuple(m for m in earlier.measures if m in MEASURES and MEASURES[m].kind == "number")
    ranked = earlier.intent == "rank"
    one = len(getattr(earlier.entities, FIELD_OF[group])) == 1
    if (
        not told
        or one
        or (earlier.group_by == group and not each)
        or (ranked and (earlier.limit != 1 or earlier.measures == ("count",)))
    ):
        return None
    measures = _TOLD_WITH.get(told[0], told) if earlier.intent == "list" else told
    asked = turn.masked.question
    if told[0] in ORDER_LINE:
        lines = of_lines(earlier, told[:1], earlier.filters, "rank", group)
        return lines.with_(sort=Sort(told[0]), also=(), question=asked, resolved_question=asked)
    among = placed_at(earlier, 0) if ranked else earlier.among
    return earlier.with_(
        intent="value", measures=measures, group_by=group, per_series=True, sort=None, limit=None, offset=0,
        among=among, filters=() if ranked else earlier.filters, also=(), combine=None, difference=False, levels=(),
        question=asked, resolved_question=asked,
    )  # fmt: skip
