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
    r"^\W*(?:(?:and|or|ok|then|now|so|but|what about|how about|make it|make that|with|at|for|in|to be|if (?:i|we) (?:want|need|take)|only|just|the|p) ?)*(?P<n>\d{1,2}(?:\.\d)?) ?(?:%|percent|per ?cent|th)?(?: (?:then|instead|please|sure|certain|safe|level|percentile|quantile|of (?:the |all )?(?:time|cases)))*\W*$"
)


_PERCENT = re.compile(r"(?<![\d.])(?P<n>\d{1,2}(?:\.\d)?) ?(?:%|percent|per ?cent)")


def _by_what_passes_it(earlier: Plan) -> bool:
    """Was the level said by how often demand passes it ("exceeded in 10% of cases")?"""
    said = [float(m["n"]) / 100 for m in _PERCENT.finditer(earlier.question.lower())]
    return len(said) == 1 and abs(said[0] - 0.5) > 0.01 and abs(1 - said[0] - earlier.levels[0]) < 0.001


def at_another_level(turn: Turn, earlier: Plan) -> Turn:
    """The turn with the level that a bare number means after a quantile."""
    said = _BARE_LEVEL.match(turn.masked.text)
    if len(earlier.levels) != 1 or said is None or turn.masked.mentions or turn.masked.windows:
        return turn
    level = float(said["n"]) / 100
    if turn.plan.levels not in ((), (level,)):
        return turn
    level = round(1 - level, 4) if _by_what_passes_it(earlier) else level
    if not 0 < level < 1 or turn.amounts.scenario is not None:
        return turn
    amounts = replace(turn.amounts, levels=(level,))
    return replace(turn, amounts=amounts, reading=turn.reading.with_(weak=True), plan=turn.plan.with_(levels=(level,)))
