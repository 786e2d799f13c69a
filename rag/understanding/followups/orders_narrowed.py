# ruff: noqa: E501 - a pattern is read on one line
"""Second messages that narrow what is on order: "only what is overdue", "just those due within the next 7 days"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rag.plan import Filter, Plan
from rag.times.windows import Calendar
from rag.understanding.followups.carrying import KINDS
from rag.understanding.words.conditions import DUE_TODAY
from rag.understanding.words.orders import LATE

if TYPE_CHECKING:
    from rag.understanding.turn import Turn

__all__ = ["cost_of_some", "of_the_same_orders", "orders_narrowed"]

_SOME_OF_THEM = re.compile(
    r"^\W*(?:and |ok |but |so |please |now |then )*(?:(?:show|give|tell|list|name)(?: me)? )?(?:only|just|(?:which|what)(?: \w+){0,3}? (?:of|from|on) (?:that|it|this|them|those|these)|which ones?|those|the ones|(?:is |are |was |were )?(?:there )?(?:anything|any|something|some)(?: (?:of|from) (?:it|that|this|them|those|these))?)\b"
)
_COMES_THEN = re.compile(
    r"\b(?:due|arriv\w*|com(?:e|es|ing)|deliver\w*|expected|land\w*|here|get(?:s|ting)? in)\b[^?]*\[future\]"
)
#: "Only what has to go out today", "just the urgent ones", "and if we take only those due today?"
_ONLY_SOME = re.compile(
    r"^\W*(?:and |ok |but |so |please |now |then |with |for |if |when |we |i |you |counting |count |taking |take |doing |do |placing |place |restricting |restricted |limiting |limited |it |this |that |to )*(?:only|just|to)? ?(?:what|the|those|today'?s?|this week'?s?|that)\b"
)
_NARROWS = re.compile(r"\b(?:only|just|restrict\w*|limit\w*|narrow\w*)\b")
_ASKS_ELSE = re.compile(r"\b(?:which|how many|list|show|who|when)\b")
#: "... that are due out today", "that must be sent today": to be ordered today
_OUT_TODAY = re.compile(r"\b(?:due|out|sent|send|placed?|order\w*|leave|go|today'?s)\b[^?.]*\btoday\b|\btoday'?s\b")
_MONEY = ("order_value",)
_ORDERED = frozenset({"on_order", "due_on"})


def cost_of_some(turn: Turn, earlier: Plan) -> Plan | None:
    """ "Only what has to go out today" after what the recommended orders cost: what those cost."""
    plan, text = turn.plan, turn.masked.text
    summed = earlier.intent == "draft_order" or (earlier.intent == "value" and earlier.measures == _MONEY)
    summed = summed and not (earlier.scenario or earlier.also)
    own = tuple(f for f in plan.filters if f.column in ("action", "order_by"))
    if not own and _OUT_TODAY.search(text):
        own = DUE_TODAY[1:]
    if not summed or not own or earlier.entities.products or earlier.group_by or _ASKS_ELSE.search(text):
        return None
    if not _ONLY_SOME.match(text) or not _NARROWS.search(text):
        return None
    if any(getattr(plan.entities, kind) for kind in KINDS) or turn.amounts.thresholds:
        return None
    question = turn.masked.question
    filters = (*(f for f in earlier.filters if f.column not in {o.column for o in own}), *own)
    return earlier.with_(filters=filters, question=question, resolved_question=question)


#: Of more than the orders that were told
_OF_ALL = re.compile(
    r"\b(?:all|every|everything|each|entire|whole|overall|full|any|recommended|recommendations?|suggested|proposed|suggestions?|proposals?|altogether|in general|other|others|rest|later|else|instead|today|this week|tomorrow)\b"
)
_DUE = ("action", "order_by")


def of_the_same_orders(turn: Turn, merged: Plan, earlier: Plan) -> Plan:
    """ "And the total cost?", "I can only spend 1,000 euros" after the orders that are due today: of those alone."""
    due = tuple(f for f in earlier.filters if f.column in _DUE)
    supposed = merged.scenario is None or merged.scenario.kind == "budget"
    money = bool(merged.measures) and set(merged.measures) <= {"order_qty", *_MONEY} and supposed
    told = earlier.intent in ("list", "value", "count", "whatif") and set(earlier.measures) <= {
        "order_qty",
        "count",
        *_MONEY,
    }
    if not due or not money or not told or merged.intent not in ("value", "whatif") or merged.entities.products:
        return merged
    own = any(f.column in _DUE for f in merged.filters) or turn.masked.mentions or turn.masked.windows
    if own or merged.entities != earlier.entities or merged.share or _OF_ALL.search(turn.masked.text):
        return merged
    kept = tuple(f for f in earlier.filters if f.column not in {f.column for f in merged.filters})
    return merged.with_(filters=(*merged.filters, *kept))


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
