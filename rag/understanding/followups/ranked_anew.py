# ruff: noqa: E501 - a pattern is read on one line
"""A ranking once more by another figure: "rank them by expected units instead", "now sort the list by stock"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rag.measures import MEASURES
from rag.plan import Plan, Sort
from rag.understanding.followups.carrying import ONLY_THOSE
from rag.understanding.words.patterns import ASC_RE, DESC_RE

if TYPE_CHECKING:
    from rag.understanding.turn import Turn

__all__ = ["narrowed_as_ranked", "ranked_anew"]

_THEM = r"(?:them|those|these|it|that|this|(?:the|that|this) (?:(?:very )?same (?:\w+ )?)?(?:list|ranking|ones?|table|top \w+|same))"
_ANEW = re.compile(
    rf"\b(?:(?:re-?)?(?:rank|sort|order|list|arrange)(?:ed)?|put) {_THEM}(?: again| now| rather| instead| in order)* (?:by|according to)\b"
    r"|^\W*(?:(?:no|nope|sorry|oh|ah|wait|actually|i meant?|rather|not that|and|now|please)[,.;]? )*(?:i meant?|rather|sorry|no|actually),? by (?!how\b|when\b|what\b|which\b)"
    r"|\bthe same (?:ranking|list|table|top \w+)?,? ?(?:but |now |only )*by\b|^\W*(?:and |now |ok |then |no,? |please )*(?:re-?)?(?:rank|sort|ranked|sorted) by\b"
)
#: "Sort those five by stock": the same ones, in another order
_THE_SAME_ONES = re.compile(r"\b(?:sort|order|arrange|list)(?:ed)? (?:them|those|these)\b")
_OTHERS_TOO = re.compile(r"\b(?:instead|rather|again|anew|afresh|top|best|worst|first|bottom)\b")


def ranked_anew(turn: Turn, earlier: Plan) -> Plan | None:
    """`earlier`, a ranking, by the figure and in the time that the message names; None where it names none."""
    text, plan, own = turn.masked.text, turn.plan, turn.reading.measures
    if earlier.intent != "rank" or earlier.sort is None or not _ANEW.search(text) or turn.amounts.scenario:
        return None
    measure = next((m for m in (*plan.measures, *own) if m in MEASURES), "")
    if not own or not measure or turn.masked.mentions or turn.reading.intent in ("notes", "refuse", "help"):
        return None
    first = MEASURES[measure].kind == "date" or bool(ASC_RE.search(text))  # what is due first comes first
    window = plan.window if MEASURES[measure].windowed else None
    if window is not None and not window.asked and earlier.window is not None and earlier.window.side == window.side:
        window = earlier.window
    asked = turn.masked.question
    same = _THE_SAME_ONES.search(text) and not _OTHERS_TOO.search(text) and earlier.among is None
    return earlier.with_(
        among=earlier if same and turn.amounts.limit is None else earlier.among,
        measures=(measure,), sort=Sort(measure, not first or bool(DESC_RE.search(text))), window=window,
        limit=turn.amounts.limit or plan.limit or earlier.limit, offset=0, question=asked, resolved_question=asked,
        also=(), combine=None,
    )  # fmt: skip


def narrowed_as_ranked(turn: Turn, merged: Plan, earlier: Plan) -> Plan:
    """ "Only those above 50 euros" after the most urgent orders: fewer of them, in the order that they were in."""
    limits = tuple(f for f in turn.plan.filters if f.column != "order_qty")
    if earlier.intent != "rank" or merged.intent not in ("rank", "list", "value") or not limits or earlier.sort is None:
        return merged
    if not ONLY_THOSE.match(turn.masked.text) or turn.masked.mentions or turn.masked.windows or turn.reading.order:
        return merged
    among = earlier if earlier.limit and earlier.among is None else earlier.among  # of the five, not of all there are
    asked = turn.masked.question
    return earlier.with_(among=among, filters=(*earlier.filters, *limits), question=asked, resolved_question=asked)
