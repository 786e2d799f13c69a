# ruff: noqa: E501 - a pattern is read on one line
"""One figure told before as a part of another: "the second number as a share of the first", "what percentage of the other figure is that?"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from rag.measures import MEASURES
from rag.plan import KINDS, Plan

if TYPE_CHECKING:
    from rag.understanding.turn import Turn

__all__ = ["part_of_told"]

_PART = r"(?:share|percent(?:age)?|per ?cent|part|portion|proportion|fraction|%)"
_FIGURE = r"(?:number|figure|total|value|amount|sum|result|one|store|shop|product|forecast)"
_OF_WHICH = re.compile(
    rf"{_PART} of (?:the |that |our )?(?P<nth>(?:very )?first|former|second|latter|other|earlier|previous|original|last)(?: {_FIGURE})?(?=\W|$)(?! (?:day|week|month|half|\d))"
)
_SECOND = ("second", "latter", "last")


def part_of_told(turn: Turn, plans: Sequence[Plan]) -> Plan | None:
    """The figure told last, or that of the thing named, in percent of another one; None where no such thing is asked."""
    said = _OF_WHICH.search(turn.masked.text)
    if said is None or turn.masked.windows or turn.amounts.scenario:
        return None
    told = [p for p in plans if _one_figure(p)]
    told = [p for p in told if MEASURES[p.measures[0]].unit == MEASURES[told[-1].measures[0]].unit]
    if len(told) < 2:
        return None
    nth = said["nth"]
    whole = told[-1] if nth in _SECOND else told[0] if "first" in nth or nth == "original" else told[-2]
    named = {k: ids for k in KINDS if (ids := getattr(turn.plan.entities, k))}
    others = [p for p in told if p is not whole and all(getattr(p.entities, k) == ids for k, ids in named.items())]
    if not others:
        return None
    asked = turn.masked.question
    part, whole = (p.with_(question=asked, resolved_question=asked, also=()) for p in (others[-1], whole))
    return part.with_(combine="percent", also=(whole,))


def _one_figure(plan: Plan) -> bool:
    plain = plan.intent == "value" and len(plan.measures) == 1 and plan.statistic in ("total", "daily_mean")
    known = plain and plan.measures[0] in MEASURES and MEASURES[plan.measures[0]].kind == "number"
    return known and not (plan.also or plan.share or plan.per_series or plan.group_by or plan.levels)
