# ruff: noqa: E501 - a pattern is read on one line
"""Second messages that narrow what is on order: "only what is overdue", "just those due within the next 7 days"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rag.plan import Filter, Plan
from rag.times.windows import Calendar
from rag.understanding.followups.carrying import KINDS
from rag.understanding.words.orders import LATE

if TYPE_CHECKING:
    from rag.understanding.turn import Turn

__all__ = ["cost_of_some", "orders_narrowed"]

_SOME_OF_THEM = re.compile(
    r"^\W*(?:and |ok |but |so |please |now |then )*(?:(?:show|give|tell|list|name)(?: me)? )?(?:only|just|(?:which|what)(?: \w+){0,3}? (?:of|from|on) (?:that|it|this|them|those|these)|which ones?|those|the ones|(?:is |are |was |were )?(?:there )?(?:anything|any|something|some)(?: (?:of|from) (?:it|that|this|them|those|these))?)\b"
)
_COMES_THEN = re.compile(
    r"\b(?:due|arriv\w*|com(?:e|es|ing)|deliver\w*|expected|land\w*|here|get(?:s|ting)? in)\b[^?]*\[future\]"
)
#: "Only what has to go out today", "just the urgent ones"
_ONLY_SOME = re.compile(
    r"^\W*(?:and |ok |but |so |please |now |then )*(?:only|just) (?:what|the|those|today'?s?|this week'?s?|that)\b(?![^?]*\b(?:how|which)\b)"
)
_MONEY = ("order_value",)
_ORDERED = frozenset({"on_order", "due_on"})


def cost_of_some(turn: Turn, earlier: Plan) -> Plan | None:
    """ "Only what has to go out today" after what the recommended orders cost: what those cost."""
    plan, text = turn.plan, turn.masked.text
    summed = earlier.intent == "value" and earlier.measures == _MONEY and not (earlier.scenario or earlier.also)
    own = tuple(f for f in plan.filters if f.column in ("action", "order_by"))
    if not summed or not own or earlier.entities.products or earlier.group_by or not _ONLY_SOME.match(text):
        return None
    if plan.intent not in ("list", "value") or not set(plan.measures) <= {"order_qty", *_MONEY}:
        return None
    if any(getattr(plan.entities, kind) for kind in KINDS) or turn.amounts.thresholds:
        return None
    question = turn.masked.question
    filters = (*(f for f in earlier.filters if f.column not in {o.column for o in own}), *own)
    return earlier.with_(filters=filters, question=question, resolved_question=question)


def orders_narrowed(turn: Turn, earlier: Plan, calendar: Calendar) -> Plan | None:
    """The open orders of `earlier` that the message keeps, by their due date; None where it is about something else."""
    text, windows = turn.masked.text, turn.masked.windows
    listed = earlier.intent in ("list", "value") and bool(_ORDERED & set(earlier.measures)) and not earlier.also
    if not listed or not set(earlier.measures) <= _ORDERED or earlier.scenario or len(earlier.entities.products) == 1:
        return None
    named = any(getattr(turn.plan.entities, kind) for kind in KINDS) or turn.amounts.scenario or turn.amounts.thresholds
    asked = set(turn.reading.measures) - _ORDERED
    if named or (asked and not turn.reading.weak) or not _SOME_OF_THEM.match(text) or turn.reading.group == "supplier":
        return None
    own: tuple[Filter, ...] = ()
    if LATE.search(text) and not windows:
        own = (Filter("due_on", "<", calendar.as_of),)
    elif len(windows) == 1 and windows[0].side == "forecast" and _COMES_THEN.search(text):
        own = (Filter("due_on", ">=", windows[0].start), Filter("due_on", "<=", windows[0].end))
    if not own:
        return None
    kept = tuple(f for f in earlier.filters if f.column not in ("due_on", "on_order"))
    question = turn.masked.question
    return earlier.with_(
        intent="list", measures=("on_order", "due_on"), group_by=earlier.group_by or "product", window=None,
        filters=(*kept, Filter("on_order", ">", 0), *own), question=question, resolved_question=question,
    )  # fmt: skip
