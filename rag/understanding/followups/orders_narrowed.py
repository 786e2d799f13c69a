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

__all__ = ["orders_narrowed"]

_SOME_OF_THEM = re.compile(
    r"^\W*(?:and |ok |but |so |please |now |then )*(?:(?:show|give|tell|list|name)(?: me)? )?(?:only|just|(?:which|what)(?: \w+){0,3}? (?:of|from|on) (?:that|it|this|them|those|these)|which ones?|those|the ones|(?:is |are |was |were )?(?:there )?(?:anything|any|something|some)(?: (?:of|from) (?:it|that|this|them|those|these))?)\b"
)
_COMES_THEN = re.compile(
    r"\b(?:due|arriv\w*|com(?:e|es|ing)|deliver\w*|expected|land\w*|here|get(?:s|ting)? in)\b[^?]*\[future\]"
)
_ORDERED = frozenset({"on_order", "due_on"})


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
