# ruff: noqa: E501 - a pattern is read on one line
"""What an order that was drafted, or listed, comes to: "how many pieces are on it in all?", "total qty + total EUR?"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rag.plan import Plan
from rag.understanding.followups.one_line_less import ORDERED

if TYPE_CHECKING:
    from rag.understanding.turn import Turn

__all__ = ["totals_of_the_order"]

#: Something is added up ...
_TOTAL = re.compile(
    r"\b(?:(?:sub|grand )?totals?|tot|overall|sums?|summ(?:ed|ing)(?: up)?|in all|altogether|together|all told|all in all|in the end|adds?(?:ing)? up|(?:come|comes|amounts?|adds?|tots?)(?: up)? to"
    r"|(?:add|sum|tot|total|count|put)(?:ming|ting|ling|ing)? (?:up )?(?:me )?(?:all )?(?:the|those|these|their|its)|(?:the )?(?:whole|entire|full|complete) (?:thing|lot|order|po|list|draft|quantity|number|count|amount|sum)|(?:on|in|has|have|does) (?:it|that|this|(?:the|that|this|our) (?:order|po|draft|list|proposal)))\b"
)
#: ... pieces, or money, or both
_UNITS = re.compile(r"\b(?:units?|pieces|pcs|quantit(?:y|ies)|qty|volume|number|count)\b")
_MONEY = re.compile(
    r"\b(?:value|worth|costs?|amount|sum|euros?|eur|gbp|usd|dollars?|pounds|money|cash|bill|invoice)\b|[€$£]"
)
_SAID_ALONE = re.compile(r"\b(?:amount|sum)(?= (?:of|in) (?:\w+ )?(?:units|pieces|pcs)\b)")
#: Of something else than the order, of each line, or of the lines alone
_OF_ELSE = re.compile(
    r"\b(?:stock|on hand|on the shel\w+|in (?:the )?(?:house|warehouse|store ?room)|sell\w*|sold|sales|demand|forecast\w*|expect\w*|returns?|returned|on (?:its|their|the) way|open orders?|in transit|already|each|per|apiece|every|price|(?:lines|items|products|articles|order lines) (?:are|is|do|does|have|has)|number of (?:lines|items|products|orders)|days|weeks|lost|left over|(?:which|who)|if|without|except|instead|pack|budget)\b|%"
)
_MOST_WORDS = 16


def totals_of_the_order(turn: Turn, earlier: Plan) -> Plan | None:
    """The units of the orders of `earlier`, what they cost, or both, all lines added up; None of anything else."""
    masked, listed = turn.masked, set(earlier.measures) <= {"order_qty", "order_value"}
    summed = earlier.intent == "list" or (earlier.intent == "value" and ORDERED in earlier.filters)
    ordered = earlier.intent == "draft_order" or (bool(earlier.measures) and listed and summed)
    if not ordered or earlier.among is not None or masked.mentions or masked.windows or turn.amounts.scenario:
        return None
    measures = _asked(masked.text)
    if not measures or not _TOTAL.search(masked.text) or _OF_ELSE.search(masked.text):
        return None
    filters = earlier.filters if any(f.column in ("order_qty", "action") for f in earlier.filters) else (ORDERED,)
    return earlier.with_(
        intent="value", measures=measures, filters=filters, group_by=None, sort=None, limit=None, also=(),
        combine=None, question=masked.question, resolved_question=masked.question,
    )  # fmt: skip


def _asked(text: str) -> tuple[str, ...]:
    units, text = _UNITS.search(text), _SAID_ALONE.sub(" ", text)
    money = _MONEY.search(text) if len(text.split()) <= _MOST_WORDS else None
    return (*(["order_qty"] if units else []), *(["order_value"] if money else []))
