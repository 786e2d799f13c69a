# ruff: noqa: E501 - a pattern is read on one line
"""How far another store, or product, is from the figure told before: "by how many units does [store] exceed that?"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from rag.measures import MEASURES, TO_HISTORY
from rag.plan import KINDS, Plan, Sort

if TYPE_CHECKING:
    from rag.understanding.turn import Turn

__all__ = ["against_another_thing"]

_THAT = r"(?:that|this|it|those|them|the (?:first|other|former|last)(?: one| figure| number| store| shop)?)"
_MUCH = r"(?:by )?(?:how (?:many|much|far)|what)(?: units| pieces| days| margin| amount)?"
_MORE = r"(?:more|less|fewer|higher|lower|bigger|larger|smaller|greater|better|worse|longer|shorter)"
_NAMED = r"\[(?:store|product|supplier|category)\]"
#: "By how much does [store] exceed that?", "how many fewer has [store]?", "how far is [store] above it?"
_HOW_FAR = re.compile(
    rf"\b{_MUCH}\b[^?.]{{0,20}}?\b(?:does|do|did|will|would|is|are|was|has|have) (?:the )?{_NAMED}(?: \w+){{0,3}}? (?:exceeds?|beats?|tops?|surpass\w*|outsells?|outdo\w*|overtakes?|trails?|differs? from|falls? short of|lags? behind|above|below|over|under|ahead of|behind|short of|off|{_MORE} than) {_THAT}\b"
    rf"|\b{_MUCH}\b[^?.]{{0,20}}?\b(?:exceeds?|beats?|tops?|surpass\w*|outsells?|outdo\w*) {_THAT}(?: in| at| for)? (?:the )?{_NAMED}"
    rf"|\b{_MUCH} {_MORE}(?: units| pieces| days| of (?:it|them|that))?,? (?:(?:is|are|was|were|does|do|did|will|would|has|have) (?:it |that |there |they )?(?:(?:in|at|for|with) )?(?:the )?{_NAMED}|(?:in|at|for) (?:the )?{_NAMED})"
)
_OWN_PARTS = re.compile(r"%|\bper ?cent\w*|\bshare\b|\bthan (?:in |at |for |the )*\[")
_GENERIC = frozenset({"expected_sales", "actual_sales", "on_hand", "trend", "bias_pct", "stockout_date"})
#: What says which figure is meant -> the figures it may be
_BY_NAME = (
    (
        re.compile(r"\b(?:sold|sells?|sales)\b"),
        {*TO_HISTORY, *TO_HISTORY.values(), "avg_daily_7d", "avg_daily_28d", "revenue_90d"},
    ),
    (re.compile(r"\b(?:stock\w*|on hand|shel\w+|inventory)\b"), {"on_hand", "stock_value", "days_of_cover"}),
)


def against_another_thing(turn: Turn, earlier: Plan) -> Plan | None:
    """Both figures and what lies between them; None where no other thing is held against what was told."""
    text, named = turn.masked.text, turn.plan.entities
    plain = earlier.intent == "value" and len(earlier.measures) == 1 and earlier.statistic in ("total", "daily_mean")
    plain = plain and not (earlier.also or earlier.group_by or earlier.share or earlier.scenario or earlier.levels)
    if not plain or earlier.among is not None or MEASURES[earlier.measures[0]].kind != "number":
        return None
    if turn.masked.windows or turn.amounts.scenario or not _HOW_FAR.search(text) or _OWN_PARTS.search(text):
        return None
    if not turn.reading.weak and not set(turn.reading.measures) <= {*_GENERIC, *earlier.measures}:
        return None
    if any(said.search(text) and not set(earlier.measures) & of for said, of in _BY_NAME):
        return None
    kinds = [k for k in KINDS if getattr(named, k)]
    if len(kinds) != 1 or any(m.ambiguous for m in turn.masked.mentions):
        return None
    new, old = getattr(named, kinds[0]), getattr(earlier.entities, kinds[0])
    if len(new) != 1 or len(old) != 1 or new == old:
        return None
    asked = turn.masked.question
    return earlier.with_(
        intent="compare", entities=replace(earlier.entities, **{kinds[0]: (*old, *new)}), difference=True,
        sort=Sort(earlier.measures[0], True), question=asked, resolved_question=asked,
    )  # fmt: skip
