# ruff: noqa: E501 - a pattern is read on one line
"""A message that asks for figures, or counts of goods, beside what notes tell."""

from __future__ import annotations

import re
from collections.abc import Callable

from rag.plan import Entities, Plan
from rag.understanding.turn import Turn

__all__ = ["ReadClause", "beside_note", "counted_beside_notes"]

#: Reads one clause after the plan before it: the turn, and its plan with what it leaves out filled in.
ReadClause = Callable[[str, Plan | None], tuple[Turn, Plan]]


def beside_note(said: list[str], whole: Plan, earlier: Plan | None, read: ReadClause) -> Plan:
    """ "What does the note say of it, what share came back, and how many do we have?": two figures beside a note."""
    plans: list[Plan] = []
    for clause in said:
        turn, plan = read(clause, plans[-1] if plans else earlier)
        if plan.intent == "value" and not turn.reading.weak and not plan.scenario:
            plans.append(plan if plan.entities != Entities() else plan.with_(entities=whole.entities))
    missing = [p for p in plans if not set(p.measures) <= set(whole.measures)]
    if len(plans) < 2 or len(missing) != 1 or not any(set(p.measures) & set(whole.measures) for p in plans):
        return whole
    return whole.with_(also=(missing[0].with_(question=whole.question),))


#: "How many products come from them?": no matter of a note
_GOODS_COUNTED = re.compile(
    r"\bhow many\b(?! of (?:them|those|these))[^?]{0,40}\b(?:products|items|articles|skus|(?:open |purchase |late |overdue )+orders|stores|shops)\b",
    re.IGNORECASE,
)


def counted_beside_notes(said: list[str], whole: Plan, earlier: Plan | None, read: ReadClause) -> Plan | None:
    """ "What is agreed on their lead time? And how many products come from them?": the notes, and a count beside them."""
    counts = [n for n, clause in enumerate(said) if _GOODS_COUNTED.search(clause)]
    if len(said) != 2 or len(counts) != 1:
        return None
    plans: list[Plan] = []
    for clause in said:
        plans.append(read(clause, plans[-1] if plans else earlier)[1])
    told, counted = plans[1 - counts[0]], plans[counts[0]]
    if told.intent not in ("notes", "value") or counted.intent != "count" or told.also or counted.also:
        return None
    if counted.entities == Entities() or (told.intent == "value" and not told.measures):
        return None
    first, second = (counted, told) if counts == [0] else (told, counted)
    return first.with_(question=whole.question, also=(second.with_(question=whole.question),))
