# ruff: noqa: E501 - a pattern is read on one line
"""Second messages about the things of the first: counted on, added up, or the same set again."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rag.plan import Plan
from rag.understanding.conditions import alert_filters, class_filters

if TYPE_CHECKING:
    from rag.understanding.conversation import Turn

__all__ = ["OF_THEM", "counts_on", "same_set", "sums_up"]

OF_THEM = re.compile(
    r"\b(?:those|these|them|they|their|(?:on|from) (?:it|that)|(?:only|just) the ones|all of (?:that|it|this|them|those)|all that|that all|the lot|everything|altogether|in total|in all|each of|of these|the whole (?:list|lot)|this list|that list|it all)\b"
)
_THAT = re.compile(r"\b(?:that|it|this|these|those|they)\b")


def counts_on(turn: Turn, earlier: Plan) -> bool:
    """ "And how many are falling?" after a count: the same count under another condition."""
    again = re.match(r"^(?:and |or |but )?how many (?:are|were|have|need|of (?:them|those))\b", turn.masked.text)
    stated = bool(turn.reading.templates or turn.amounts.thresholds or class_filters(turn.amounts.text, []))
    stated = stated or (earlier.measures == ("alert_count",) and bool(alert_filters(turn.amounts.text)))
    named = turn.plan.entities
    conditions = stated or bool(named.stores or named.suppliers or named.categories)
    return bool(earlier.intent == "count" and again and conditions and not turn.plan.entities.products)


def sums_up(turn: Turn, earlier: Plan) -> bool:
    """ "And how much money is that?" after a list or a count: of what was listed or counted."""
    asked = set(turn.plan.measures) & {"order_value", "order_qty", "stock_value", "expected_lost_units"}
    listed = earlier.intent in ("list", "count", "rank", "value") and bool(earlier.filters)
    return bool(listed and asked and turn.plan.intent == "value" and _THAT.search(turn.masked.text))


def same_set(turn: Turn, earlier: Plan) -> bool:
    """ "How many units is that in all?" after a list of orders: units of what was listed, not of sales."""
    generic = set(turn.plan.measures) <= {"expected_sales", "actual_sales"}
    said = re.search(r"\b(?:sell\w*|sold|sales|demand|forecast\w*|expect\w*|predict\w*)\b", turn.amounts.text)
    if re.search(
        r"\b(?:units|pieces|pcs) (?:(?:is|are|would|does|makes?) (?:that|this|it)|of (?:that|those|them|it|these))\b",
        turn.masked.text,
    ):
        return bool(generic and not said and earlier.measures and not turn.masked.windows)
    listed = set(earlier.measures) & {"order_qty", "order_value", "on_hand", "on_order"}
    return bool(generic and not said and listed and OF_THEM.search(turn.masked.text) and not turn.masked.windows)
