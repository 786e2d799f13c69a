# ruff: noqa: E501 - a pattern is read on one line
"""A figure told before against the same of another time, in percent: "by how many percent is that more than in the last 28 days?"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rag.measures import TO_HISTORY
from rag.plan import Plan
from rag.understanding.followups.carrying import KINDS

if TYPE_CHECKING:
    from rag.understanding.turn import Turn

__all__ = ["against_another_time", "one_figure"]

_PERCENT = r"(?:%|per ?cent\w*|pct)"
_MOVED = r"(?:more|less|fewer|above|below|over|under|higher|lower|up|down|off|ahead|behind|chang\w*|differ\w*|deviat\w*|grow\w*|growth|gr[eo]w|increas\w*|decreas\w*|ris\w*|fall\w*|drop\w*|compared?|against|versus|vs)"
_IN_PERCENT = re.compile(rf"{_PERCENT}[^?]*\b{_MOVED}\b|\b{_MOVED}\b[^?]*{_PERCENT}")
#: "... is that", said of what was told: the time that is named is what it is measured by
_THAT_IS = re.compile(
    r"\b(?:is|are|was|were|does|would|do|has|will)(?: all)? (?:that|this|it|those|these|they|the forecast|the figure|this figure|that figure)\b"
)
_THAN_THAT = re.compile(
    r"\b(?:than|above|below|over|under|from|on|against|of|to|behind|with|versus|vs|ahead of) (?:that|this|it|those)\b(?! (?:sold|sells|time|week|month))"
)
#: "Versus March?", "and compared with the week before?"
_VERSUS = re.compile(
    r"^\W*(?:(?:and|so|ok|now|then),? )*(?:(?:how (?:does|did|is) (?:that|it|this) )?compar(?:e|es|ed|ing)(?: (?:it|that|this))?(?: (?:to|with|against))?|versus|vs\.?|against|next to|relative to) (?:the (?:same|one) (?:in|of) )?(?:the )?\[(?:past|future)\]\W*$"
)
_AHEAD = {past: ahead for ahead, past in TO_HISTORY.items()}
#: What "more", "up" and "trend" read as by themselves
_GENERIC = frozenset({"trend", "trend_pct_28d", "bias_pct", "expected_sales", "actual_sales", "sales_change_pct"})


def against_another_time(turn: Turn, earlier: Plan) -> Plan | None:
    """The two figures and what lies between them; None where no change to another time is asked for."""
    text, windows = turn.masked.text, turn.masked.windows
    if (
        len(windows) != 1
        or not (_IN_PERCENT.search(text) or _VERSUS.match(text))
        or not one_figure(earlier)
        or earlier.window is None
    ):
        return None
    other = windows[0]
    if (other.start, other.end) == (earlier.window.start, earlier.window.end) or turn.amounts.scenario:
        return None
    if not set(turn.reading.measures) <= {*_GENERIC, *earlier.measures} or turn.reading.group:
        return None
    if any(getattr(turn.plan.entities, k) not in ((), getattr(earlier.entities, k)) for k in KINDS):
        return None
    measure = earlier.measures[0]
    measure = TO_HISTORY.get(measure, measure) if other.side == "history" else _AHEAD.get(measure, measure)
    asked = turn.masked.question
    told = earlier.with_(question=asked, resolved_question=asked, also=())
    new = told.with_(measures=(measure,), window=other)
    new_first = _THAT_IS.search(text) and not _THAN_THAT.search(text)
    if _VERSUS.match(text):
        new_first = other.start < earlier.window.start  # what has changed since
    first, second = (new, told) if new_first else (told, new)
    return first.with_(combine="difference", also=(second,))


def one_figure(plan: Plan) -> bool:
    plain = plan.intent == "value" and len(plan.measures) == 1 and plan.statistic == "total"
    known = plain and (plan.measures[0] in TO_HISTORY or plan.measures[0] in _AHEAD)
    return known and not (plan.also or plan.group_by or plan.scenario or plan.levels or plan.share or plan.filters)
