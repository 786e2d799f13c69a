"""After a count, "why?" asks for what was counted: "there are 6 products with excess stock", "why?"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rag.measures import MEASURES
from rag.plan import Plan

if TYPE_CHECKING:
    from rag.understanding.turn import Turn

__all__ = ["why_counted"]

_WHY = re.compile(
    r"^\W*(?:(?:and|so|but|ok|hm+|oh|well|really|what) )*(?:why|how come|how so|what for|what is the reason)\b"
)
_FEW = 8  # words


def why_counted(turn: Turn, earlier: Plan) -> Plan | None:
    """The list of what `earlier` counted, each with what it was counted by; None where nothing of the kind is asked."""
    text = turn.masked.text
    if earlier.intent != "count" or not _WHY.match(text) or len(text.split()) > _FEW:
        return None
    if turn.masked.mentions or turn.masked.windows or turn.amounts.scenario:
        return None
    told = tuple(m for m in earlier.measures if m != "count")
    columns = tuple(dict.fromkeys(f.column for f in earlier.filters if f.column in MEASURES and f.column != "action"))
    stock = any(f.column == "action" and f.value == "excess" for f in earlier.filters)
    measures = told or columns or (("on_hand",) if stock else earlier.measures)
    asked = turn.masked.question
    return earlier.with_(intent="list", measures=measures, question=asked, resolved_question=asked)
