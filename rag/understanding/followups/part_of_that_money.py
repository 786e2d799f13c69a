# ruff: noqa: E501 - a pattern is read on one line
"""What of a sum of money meets a condition: "how much of that needs expediting?", "what share of it can wait?"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rag.plan import Plan
from rag.times.windows import Calendar
from rag.understanding.followups.inheriting import inherited_entities
from rag.understanding.followups.same_things import with_those_before
from rag.understanding.words.conditions import class_filters, template_filters
from rag.understanding.words.patterns import PART_OF

if TYPE_CHECKING:
    from rag.understanding.turn import Turn

__all__ = ["part_of_that_money"]

_IN_PERCENT = re.compile(
    r"\b(?:what|which|how (?:big|large|high)|as)(?: an?| is the)? ?(?:share|percent\w*|per ?cent|part|portion|proportion|fraction|%)(?: of the)? of (?:that|this|it|those|them|the (?:total|sum|bill|money|lot|amount))\b|\bhow (?:many|much) (?:percent|per ?cent|%) of (?:that|it|this)\b"
)
#: Words under which units are meant, and figures of another matter
_OTHER = re.compile(
    r"\b(?:units|pieces|pcs|how many|late|overdue|on order|on (?:the|its|their) way|open|sell|sold|sales|returns?)\b"
)
_MONEY = frozenset({"order_value", "stock_value"})
_READ_AS = frozenset(
    {"order_qty", "order_value", "order_by", "on_hand", "stock_value", "days_of_cover", "expected_sales", "action"}
    | {"excess_units", "abc_class", "xyz_class", "trend", "trend_pct_28d", "stockout_probability", "stockout_date"}
)


def part_of_that_money(turn: Turn, earlier: Plan, calendar: Calendar) -> Plan | None:
    """The money of `earlier` that goes to what meets the condition; None where there is none, or no such thing is asked."""
    text, plan = turn.masked.text, turn.plan
    share = _IN_PERCENT.search(text) is not None
    if not (share or PART_OF.search(text)) or earlier.intent != "value" or not _MONEY & set(earlier.measures):
        return None
    if earlier.group_by or earlier.among or earlier.also or earlier.scenario or earlier.share or earlier.note_query:
        return None
    if turn.masked.windows or turn.amounts.scenario or turn.amounts.thresholds or _OTHER.search(text):
        return None
    own = plan.filters or (*template_filters(turn.reading.templates, calendar.as_of, None), *class_filters(text, []))
    narrower = any(f not in earlier.filters and (f.column, f.op) != ("order_qty", ">") for f in own)
    if not narrower or not set(plan.measures) <= _READ_AS or plan.entities.products:
        return None
    asked = turn.masked.question
    money = tuple(m for m in earlier.measures if m in _MONEY) if share else earlier.measures
    return earlier.with_(
        measures=money, entities=inherited_entities(turn, earlier), filters=with_those_before(tuple(own), earlier.filters),
        share=share, whole_filters=earlier.filters if share else (), question=asked, resolved_question=asked,
    )  # fmt: skip
