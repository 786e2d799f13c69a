# ruff: noqa: E501 - a pattern is read on one line
"""A message of which nothing was understood is not answered with what was told just before."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rag.plan import Ambiguity, Plan

if TYPE_CHECKING:
    from rag.understanding.turn import Turn

__all__ = ["not_told_again"]

#: The same is asked once more, or something that was told beside it
_ONCE_MORE = re.compile(
    r"\b(?:sum|total|altogether|in all|both|other|together|added|again|repeat|once more|same|sure|really|certain|confirm|correct|right|exactly|precise\w*|remind|meant?|how (?:many|much)|that many|that much|by when|damage|units|pieces)\b"
)
_TOLD = ("value", "list", "rank", "count", "compare")
#: An order is told with its day, its supplier and its cost
_TOLD_WITH_MORE = frozenset({"order_qty", "order_by"})
_NOT_UNDERSTOOD = "I did not understand what you ask of that. Could you name the figure you want, and what it is of?"


def _bare(plan: Plan) -> Plan:
    return plan.with_(question="", resolved_question="", confidence=1.0, also=(), note_query="")


def not_told_again(turn: Turn, plan: Plan, earlier: Plan) -> Plan:
    """`plan`; a question back where it only repeats `earlier` and the message names nothing, no time and no figure."""
    said = turn.masked.mentions or turn.masked.windows or turn.amounts.thresholds or turn.amounts.limit
    if said or not turn.reading.weak or earlier.intent not in _TOLD or _bare(plan) != _bare(earlier):
        return plan
    if _TOLD_WITH_MORE & set(earlier.measures) or _ONCE_MORE.search(turn.masked.question.lower()):
        return plan
    unclear = Ambiguity("meaning", turn.masked.question)
    return plan.with_(intent="clarify", ambiguity=unclear, problem=_NOT_UNDERSTOOD, also=(), combine=None)
