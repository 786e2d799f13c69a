# ruff: noqa: E501 - a pattern is read on one line
"""Another certainty after one: "and 95?", "with 80?" after the 90% level."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from rag.plan import Plan

if TYPE_CHECKING:
    from rag.understanding.turn import Turn

__all__ = ["at_another_level"]

_BARE_LEVEL = re.compile(
    r"^\W*(?:(?:and|or|ok|then|now|so|but|what about|how about|make it|make that|with|at|for|to be|if (?:i|we) (?:want|need|take)|only|just|the|p) ?)*(?P<n>\d{1,2}(?:\.\d)?) ?(?:%|percent|per ?cent|th)?(?: (?:then|instead|please|sure|certain|safe|level|percentile|quantile))*\W*$"
)


def at_another_level(turn: Turn, earlier: Plan) -> Turn:
    """The turn with the level that a bare number means after a quantile."""
    said = _BARE_LEVEL.match(turn.masked.text)
    if len(earlier.levels) != 1 or said is None or turn.plan.levels or turn.masked.mentions or turn.masked.windows:
        return turn
    level = float(said["n"]) / 100
    if not 0 < level < 1 or turn.amounts.scenario is not None:
        return turn
    amounts = replace(turn.amounts, levels=(level,))
    return replace(turn, amounts=amounts, reading=turn.reading.with_(weak=True), plan=turn.plan.with_(levels=(level,)))
