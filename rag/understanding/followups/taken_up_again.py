# ruff: noqa: E501 - a pattern is read on one line
"""A figure of an earlier message taken up again: "units again, but Sligo", "both of these for Limerick", "30% less, how many is it then?"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from rag.measures import MEASURES
from rag.plan import Plan
from rag.understanding.words.numbers import number

if TYPE_CHECKING:
    from rag.understanding.turn import Turn

__all__ = ["FIGURE_AGAIN", "taken_up_again"]

#: "Units again, but Sligo", "back to the forecast, for Cork"
FIGURE_AGAIN = re.compile(
    r"\b(?:units|pieces|pcs|sales|demand|forecasts?|stock|quantity|numbers?|figures?|returns?|revenue|cover|orders?|trend|value|average|point|total)\b[^?.!]{0,15}\b(?:again|once more|as before|like before)\b"
    r"|\b(?:again|once more|back to)\b[^?.!]{0,12}\b(?:units|pieces|pcs|sales|demand|forecasts?|stock|quantity|numbers?|figures?|returns?|revenue|cover|orders?|trend|value|average|point|total)\b"
)
#: "Both of these for [store]", "the same two figures", "all three of them there"
_FIGURES = re.compile(
    r"\b(?P<both>both)(?: of (?:these|them|those)| (?:the )?(?:figures|numbers|values))?\b(?! (?:stores|shops|branches|products|items|articles|suppliers|categories|together|in total))"
    r"|\b(?:the|these|those|the same|same|all|all the|all those|all these) (?P<n>two|three|four|[2-4])(?: (?:figures|numbers|values|things|of (?:them|these|those)))?\b(?! (?:\w+ )?(?:days|weeks|months|stores|shops|branches|products|items|articles|suppliers|vendors|categories|units|pieces|orders|lines)\b)"
)
#: "The first total", "our original figure"
_FIRST_TOTAL = re.compile(
    r"\b(?:the|that|our|your) (?:very )?(?:first|original|initial|opening) (?:total|figure|number|sum|amount|value|forecast)\b|\b(?:total|figure|number|sum|forecast) (?:from|at|of) (?:the )?(?:start|beginning|before)\b|\b(?:total|figure|number|sum) (?:that )?(?:we|i|you) (?:began|started|asked|told me) (?:with|for|first|at first|at the start)\b"
)
_ADDED = re.compile(
    r"\b(?:together|altogether|in total|in all|sum|summed|add\w*|combined|difference|gap|between|more|less|higher|lower|which|who)\b"
)


def taken_up_again(text: str, turn: Turn, plans: Sequence[Plan]) -> Plan | None:
    """The earlier plan, with what was said since, whose figure `turn` takes up; None where it takes up none."""
    return (
        _first_total(text, turn, plans)
        or _figure_again(text, turn, plans)
        or _figures_told(text, turn, plans)
        or _supposed_of_it(turn, plans)
    )


def _first_total(text: str, turn: Turn, plans: Sequence[Plan]) -> Plan | None:
    """ "What would the first total be with 10% more?": the figure that the conversation began with."""
    if len(plans) < 2 or not _FIRST_TOTAL.search(text) or turn.masked.mentions or turn.masked.windows:
        return None
    first = next((p for p in plans if _plain(p)), None)
    return first if first is not None and turn.plan.intent in ("value", "whatif", "explain", "compare") else None


def _figure_again(text: str, turn: Turn, plans: Sequence[Plan]) -> Plan | None:
    """ "Units again, but Sligo" after the units and the best weekday of Cork."""
    own = set(turn.plan.measures)
    if not FIGURE_AGAIN.search(text) or not own or own <= set(plans[-1].measures) or turn.plan.entities.products:
        return None
    before = next((p for p in reversed(plans[:-1]) if own <= set(p.measures) and p.intent == "value"), None)
    return before if before is not None and before.entities == plans[-1].entities else None


def _figures_told(text: str, turn: Turn, plans: Sequence[Plan]) -> Plan | None:
    """ "Both of these for Limerick" after the reorder point and the safety stock in Cork."""
    said = _FIGURES.search(text)
    if said is None or not turn.reading.weak or not turn.masked.mentions or _ADDED.search(text):
        return None
    many = 2 if said["both"] else int(number(said["n"]))
    last = plans[-1]
    told = list({p.measures: p for p in plans[-many - 1 :]}.values())[-many:]  # a figure that was told twice is one
    alike = len(told) == many and all(_plain(p) and p.entities == last.entities for p in told)
    measures = tuple(dict.fromkeys(m for p in told for m in p.measures))
    spans = {(p.window.start, p.window.end) for p in told if p.window is not None}
    if not alike or len(measures) < many or len(spans) > 1:
        return None
    window = next((p.window for p in told if p.window is not None), None)
    return last.with_(measures=measures, window=window)


def _plain(plan: Plan) -> bool:
    extra = plan.also or plan.combine or plan.scenario or plan.levels or plan.share or plan.group_by or plan.filters
    return plan.intent == "value" and plan.statistic == "total" and bool(plan.measures) and not extra


def _supposed_of_it(turn: Turn, plans: Sequence[Plan]) -> Plan | None:
    """ "Say demand is 30% lower, how many is it then?" after the units and how sure we are: of those units."""
    supposed, last = turn.amounts.scenario, plans[-1]
    if supposed is None or supposed.kind != "demand" or turn.masked.windows or _follows_demand(last):
        return None
    if not set(turn.reading.measures) <= {"expected_sales"} or turn.plan.entities.products:
        return None
    if last.intent not in ("value", "explain", "rank", "list", "notes", "compare"):
        return None
    before = next((p for p in reversed(plans[:-1]) if _follows_demand(p) and p.intent in ("value", "compare")), None)
    if before is None or before.scenario is not None:
        return None
    same_things = last.entities == before.entities or last.intent in ("rank", "list", "notes")
    return before if same_things else before.with_(entities=last.entities)


def _follows_demand(plan: Plan) -> bool:
    """Is the figure one that more or less demand changes?"""
    known = [MEASURES[m] for m in plan.measures if m in MEASURES]
    figures = [m for m in known if m.kind == "number" and m.additivity == "sum"]
    return bool(figures) and plan.intent != "rank" and any(m.windowed or m.table == "replenishment" for m in figures)
