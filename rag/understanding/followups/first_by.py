# ruff: noqa: E501 - a pattern is read on one line
"""The first of what was listed or ranked, by a figure of its own: "top one by qty on hand?", "by turnover, who leads?"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rag.measures import MEASURES
from rag.plan import Plan, Sort

if TYPE_CHECKING:
    from rag.understanding.turn import Turn

__all__ = ["first_by"]

_LOW = r"last|bottom|lowest|smallest|least|fewest|behind|trails?|trailing|lags?"
_END = re.compile(
    rf"\b(?:(?P<low>{_LOW})|top|first|leads?|leading|leader|winner|wins|biggest|largest|highest|most|greatest|in front|ahead|(?:no\.?|number|nr\.?) ?(?:1|one))\b|# ?1\b"
)
#: A time, a deadline, a new set of things: no end of what was told
_OF_ELSE = re.compile(
    r"\b(?:(?:the |of )?(?:last|first|past) (?:\d+|week|month|year|day|quarter|half|time)|first (?:to|day|delivery)|at (?:most|least)|last (?:order|date|sold|day)|most of|products|items|goods|articles|categor\w+|suppliers?|vendors?|everything|overall|company|all (?:our|the|stores|shops|products))\b"
)
_MOST_WORDS = 18
_LISTED = (None, "product", "series")
_RANKED = ("product", "store", "supplier", "category")


def first_by(turn: Turn, earlier: Plan) -> Plan | None:
    """The plan of that; None where nothing was told of which one thing comes first, or no figure is named."""
    masked, plan = turn.masked, turn.plan
    listed = earlier.intent == "list" and earlier.filters and earlier.group_by in _LISTED and not earlier.also
    ranked = earlier.intent == "rank" and earlier.group_by in _RANKED and earlier.sort is not None
    text = _OF_ELSE.sub(" ", masked.text) if ranked else masked.text
    end = _END.search(text)
    if not (listed or ranked) or end is None or (listed and _OF_ELSE.search(text)) or turn.reading.weak:
        return None
    figure = plan.measures[0] if plan.measures and plan.intent in ("rank", "value", "list", "compare") else ""
    if figure not in MEASURES or MEASURES[figure].kind == "date" or (ranked and figure in earlier.measures):
        return None
    same = turn.rules.group in ("", earlier.group_by or "product") or (listed and turn.rules.group == "product")
    if masked.mentions or turn.amounts.scenario or turn.amounts.thresholds or not same or plan.levels:
        return None
    if len(text.split()) > _MOST_WORDS:
        return None
    down = plan.sort.descending if plan.intent == "rank" and plan.sort is not None else end["low"] is None
    window = plan.window if MEASURES[figure].windowed else None
    if window is not None and not window.asked and earlier.window is not None and earlier.window.side == window.side:
        window = earlier.window
    return earlier.with_(
        intent="rank", measures=(figure,), sort=Sort(figure, down), limit=turn.amounts.limit or 1, offset=0, window=window,
        group_by=earlier.group_by or "product", statistic="total", question=masked.question,
        resolved_question=masked.question, also=(), combine=None,
    )  # fmt: skip
