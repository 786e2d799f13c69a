# ruff: noqa: E501 - a pattern is read on one line
"""One figure told before as a part of another: "the second number as a share of the first", "what percentage of the other figure is that?"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from rag.measures import MEASURES
from rag.plan import KINDS, Plan
from rag.understanding.followups.carrying import SINGULAR

if TYPE_CHECKING:
    from rag.understanding.turn import Turn

__all__ = ["part_of_told"]

_PART = r"(?:share|percent(?:age)?|per ?cent|part|portion|proportion|fraction|%)"
_FIGURE = r"(?:number|figure|total|value|amount|sum|result|one|store|shop|product|forecast)"
_OF_WHICH = re.compile(
    rf"{_PART} of (?:the |that |our )?(?P<nth>(?:very )?first|former|second|latter|other|earlier|previous|original|last)(?: {_FIGURE})?(?=\W|$)(?! (?:day|week|month|half|\d))"
)
#: "Of the two combined, what percentage is [supplier]?", "[store]'s share of both together?"
_OF_BOTH = re.compile(
    r"\b(?:of|out of|in) (?:the |those |these )?(?:two|2|both|pair)(?: of (?:them|those|these))?(?: \w+){0,2}?,? (?:combined|together|taken together|put together|summed up|added up|altogether|in total)\b|\b(?:of|in) (?:the|that|their) (?:combined|joint) (?:total|sum|value|figure|amount|number|sales|stock|orders)\b|\b(?:of|in) (?:the|their) (?:sum|total) of (?:the two|both|those two)\b|\bof (?:the two|both),? [^?]*\b(?:percent\w*|share|%)"
)
_SHARES = re.compile(rf"\b{_PART}\b|%")
_SECOND = ("second", "latter", "last")


def part_of_told(turn: Turn, plans: Sequence[Plan]) -> Plan | None:
    """The figure told last, or that of the thing named, in percent of another one; None where no such thing is asked."""
    if (of_both := _of_the_two(turn, plans)) is not None:
        return of_both
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


def _of_the_two(turn: Turn, plans: Sequence[Plan]) -> Plan | None:
    """The figure of the thing named as a part of the two told last, one after the other or side by side."""
    text, last = turn.masked.text, plans[-1]
    kinds = [k for k in KINDS if getattr(turn.plan.entities, k)]
    spoken = _OF_BOTH.search(text) and _SHARES.search(text) and not (turn.masked.windows or turn.amounts.scenario)
    named = [m for m in turn.masked.mentions if m.kind == SINGULAR.get(kinds[0] if kinds else "", "")]
    if not spoken or len(kinds) != 1 or len(named) != 1 or named[0].ambiguous or not _summed(last):
        return None
    kind, one = kinds[0], (named[0].items[0].id,)
    two = getattr(last.entities, kind)
    if len(two) == 1 and len(plans) > 1 and _summed(plans[-2]):
        before = getattr(plans[-2].entities, kind)
        alone = replace(plans[-2].entities, **{kind: two}) == last.entities
        same = alone and (plans[-2].measures, plans[-2].filters, plans[-2].window) == (
            last.measures,
            last.filters,
            last.window,
        )
        two = (*before, *two) if same and len(before) == 1 else ()
    if len(set(two)) != 2 or one[0] not in two:
        return None
    asked = turn.masked.question
    told = last.with_(
        intent="value", group_by=None, per_series=False, sort=None, difference=False, combine=None, also=(),
        question=asked, resolved_question=asked,
    )  # fmt: skip
    part, whole = (told.with_(entities=replace(told.entities, **{kind: ids})) for ids in (one, two))
    return part.with_(combine="percent", also=(whole,))


def _summed(plan: Plan) -> bool:
    """One figure that adds up, of whatever it was split into."""
    plain = plan.intent in ("value", "compare") and len(plan.measures) == 1 and plan.statistic == "total"
    known = plain and plan.measures[0] in MEASURES and MEASURES[plan.measures[0]].additivity == "sum"
    return known and not (plan.share or plan.levels or plan.scenario or plan.among or plan.second_window)


def _one_figure(plan: Plan) -> bool:
    plain = plan.intent == "value" and len(plan.measures) == 1 and plan.statistic in ("total", "daily_mean")
    known = plain and plan.measures[0] in MEASURES and MEASURES[plan.measures[0]].kind == "number"
    return known and not (plan.also or plan.share or plan.per_series or plan.group_by or plan.levels)
