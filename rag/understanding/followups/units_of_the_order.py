# ruff: noqa: E501 - a pattern is read on one line
"""How many units an order that was drafted, or listed, holds: "how many pieces are there on it in all?", "add the units up"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rag.plan import Plan
from rag.understanding.followups.one_line_less import ORDERED

if TYPE_CHECKING:
    from rag.understanding.turn import Turn

__all__ = ["units_of_the_order"]

_UNITS = r"(?:units|pieces|pcs|quantit(?:y|ies))"
_WHOLE = r"(?:in (?:all|total|sum)|altogether|together|overall|in the end|all told|all in all)"
_IT = r"(?:it|that|this|them|(?:the|that|this|our|your) (?:(?:whole|entire|full|draft|drafted|new|proposed|purchase) )*(?:order|po|draft|list|proposal)|(?:over |across |of )?(?:all )?(?:the|those|these|its) (?:order )?lines)"
_SUMS = re.compile(
    rf"\b(?:how many|how much|what(?: is| are|'s)?(?: the)?(?: (?:total|overall|whole))?(?: number of| amount of)?) (?:of )?{_UNITS}\b(?=[^?]*\b(?:{_IT}|{_WHOLE}|adds? up)\b)"
    rf"|\b(?:add|sum|tot|total|count|put)(?:ming|ting|ling|ing)?(?: up)?(?: me)? (?:all )?(?:the |those |these |their |its )?{_UNITS}\b"
    rf"|\b(?:total|sum|overall|whole|full|complete) (?:number |amount |sum |count |quantity )?(?:of |in )?(?:all )?(?:the )?{_UNITS}\b"
    rf"|\b(?:total|sum|overall|whole) (?:number|count)(?: of (?:the )?{_UNITS})?\b"
    rf"|\b(?:come|comes|amount|amounts|add|adds|tot|tots)(?: up)? to\b[^?]{{0,20}}\bin {_UNITS}\b"
)
#: Units of something else than the order, of each line, or of the lines alone
_OF_ELSE = re.compile(
    r"\b(?:stock|on hand|on the shel\w+|in (?:the )?(?:house|warehouse|store ?room)|sell\w*|sold|sales|demand|forecast\w*|expect\w*|returns?|returned|on (?:its|their|the) way|open orders?|in transit|already|each|per|apiece|every|worth|cost|costs|value|price|euros?|dollars|pounds|money|bill|invoice|order lines are|days|weeks|lost|left over|(?:which|who)|if|without|except|instead|pack)\b|%"
)


def units_of_the_order(turn: Turn, earlier: Plan) -> Plan | None:
    """The units of the orders of `earlier`, all lines added up; None where something else is asked."""
    ordered = earlier.intent == "draft_order" or (
        earlier.intent == "list" and bool(earlier.measures) and set(earlier.measures) <= {"order_qty", "order_value"}
    )
    masked = turn.masked
    if not ordered or earlier.among is not None or masked.mentions or masked.windows or turn.amounts.scenario:
        return None
    if not _SUMS.search(masked.text) or _OF_ELSE.search(masked.text):
        return None
    filters = earlier.filters if any(f.column in ("order_qty", "action") for f in earlier.filters) else (ORDERED,)
    return earlier.with_(
        intent="value", measures=("order_qty",), filters=filters, group_by=None, sort=None, limit=None, also=(),
        combine=None, question=masked.question, resolved_question=masked.question,
    )  # fmt: skip
