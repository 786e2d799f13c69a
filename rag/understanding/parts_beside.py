# ruff: noqa: E501 - a pattern is read on one line
"""A second figure beside a whole that one plan holds: beside a what-if, a comparison of two times, notes."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from rag.measures import MEASURES
from rag.notes.words import THAT_DAY
from rag.plan import KINDS, Entities, Plan
from rag.understanding.turn import Turn
from rag.understanding.words.patterns import COMPARE

__all__ = [
    "AFTER_QUESTION",
    "ReadClause",
    "beside_compared",
    "beside_first",
    "beside_its_level",
    "beside_note",
    "beside_what_if",
    "counted_beside_notes",
    "on_its_day",
]

#: Reads one clause after the plan before it: the turn, and its plan with what it leaves out filled in.
ReadClause = Callable[[str, Plan | None], tuple[Turn, Plan]]


#: What more or less demand leaves as it is
_AS_IT_IS = frozenset(
    {
        "on_hand", "on_order", "due_on", "inventory_position", "stock_value", "product_unit_cost", "product_moq",
        "product_unit_price", "product_supplier", "lead_time_days",
    }
)  # fmt: skip


#: "Which service level is set, and what if we raise it to 98%?": what is set now
_LEVEL_NOW = re.compile(
    r"\b(?:(?:which|what)(?:'s| is| are)?(?: the| our)?(?: \w+){0,2}? service[ -]level|(?:(?:target|current|present|planned|set) )+service[ -]level|service[ -]level\b[^?]{0,60}\b(?:as planned|as it is|now|today|currently|at present|at the moment|is set|do we (?:have|use|plan))\b)",
    re.IGNORECASE,
)


def beside_its_level(whole: Plan) -> Plan:
    """`whole`, a what-if of another service level, with the one that is set now where that is asked for too."""
    supposed = whole.intent == "whatif" and whole.scenario is not None
    if not supposed or whole.scenario.kind != "cycle_service_level" or whole.also:  # type: ignore[union-attr]
        return whole
    if not _LEVEL_NOW.search(whole.question):
        return whole
    now = whole.with_(intent="value", measures=("cycle_service_level",), scenario=None, filters=(), window=None)
    return whole.with_(also=(now,))


AFTER_QUESTION = re.compile(r"(?<=\?)\s+")


def beside_what_if(said: str, whole: Plan, read: ReadClause) -> Plan:
    """ "... 40% over forecast: units sold then? And what is in stock against that today?": what is there, unsupposed."""
    if whole.scenario is None or whole.scenario.kind != "demand" or _AS_IT_IS & set(whole.measures):
        return whole
    plan = read(said, whole.with_(intent="value", scenario=None))[1]
    beside = plan.measures and set(plan.measures) <= _AS_IT_IS
    if plan.intent == "compare" and plan.second_window is None:
        plan = plan.with_(intent="value", sort=None, difference=False)  # "what do we hold against that?"
    if plan.intent != "value" or plan.scenario or plan.also or not beside or plan.filters or plan.group_by:
        return whole
    entities = plan.entities if plan.entities != Entities() else whole.entities
    return whole.with_(also=(plan.with_(entities=entities, question=whole.question),))


def on_its_day(said: list[str], earlier: Plan | None, read: ReadClause) -> Plan | None:
    """ "What day is the open day, and how many will we sell then?": the sales of that day, which tell it too."""
    if len(said) != 2:
        return None
    plans = [read(clause, earlier)[1] for clause in said]
    for event, figure, clause in ((plans[0], plans[1], said[1]), (plans[1], plans[0], said[0])):
        sold = tuple(m for m in figure.measures if m in MEASURES and MEASURES[m].windowed)
        if event.measures != ("next_event",) or event.intent != "value" or event.window is None or not sold:
            continue
        named = event.window.label.split()[-1:]  # "... sell on its open day"
        again = THAT_DAY.search(clause) or any(re.search(rf"\b(?:on|at) (?:it|its|the|that)\b[^?.]*\b{re.escape(n)}\b", clause.lower()) for n in named)  # fmt: skip
        if again and figure.intent in ("value", "list", "notes"):
            entities = figure.entities if figure.entities != Entities() else event.entities
            return figure.with_(
                intent="value", measures=sold, window=replace(event.window, asked=True), entities=entities, filters=(),
                group_by=None, sort=None, limit=None, note_query="",
            )  # fmt: skip
    return None


def beside_compared(said: list[str], whole: Plan, earlier: Plan | None, read: ReadClause) -> Plan:
    """ "Up or down against last month, and on which weekday does it sell best?": another figure of the same thing."""
    if COMPARE.search(said[1].lower()) or whole.scenario or any(len(getattr(whole.entities, k)) > 1 for k in KINDS):
        return whole
    first = read(said[0], earlier)[1]
    same = first.intent == "compare" and first.measures == whole.measures and first.entities == whole.entities
    turn, plan = read(said[1], first)
    asked = plan.intent == "value" and not turn.reading.weak and not turn.masked.windows and not plan.also
    if not same or not asked or plan.entities != whole.entities or set(plan.measures) & set(whole.measures):
        return whole
    return whole.with_(also=(plan.with_(question=whole.question),))


def beside_note(said: list[str], whole: Plan, earlier: Plan | None, read: ReadClause) -> Plan:
    """ "What does the note say of it, what share came back, and how many do we have?": two figures beside a note."""
    plans: list[Plan] = []
    noted = 0
    for clause in said:
        turn, plan = read(clause, plans[-1] if plans else earlier)
        noted += plan.intent == "notes"
        if plan.intent == "value" and not turn.reading.weak and not plan.scenario:
            plans.append(plan if plan.entities != Entities() else plan.with_(entities=whole.entities))
    if len(said) == 2 and noted == len(plans) == 1 and not plans[0].also and not plans[0].note_query:
        # "How many days late are they, and how many units are on order with them?": the first is told by the note
        if set(plans[0].measures) & set(whole.measures) or plans[0].second_window:
            return whole
        return plans[0].with_(entities=whole.entities, note_query=whole.note_query, question=whole.question)
    missing = [p for p in plans if not set(p.measures) <= set(whole.measures)]
    if len(plans) < 2 or len(missing) != 1 or not any(set(p.measures) & set(whole.measures) for p in plans):
        return whole
    return whole.with_(also=(missing[0].with_(question=whole.question),))


def beside_first(said: list[str], whole: Plan, first: Plan, read: ReadClause) -> Plan:
    """ "How many days late are they, and how many units are on order with them?": what the first alone left out."""
    if len(said) != 2 or first.intent != "notes" or whole.intent != "value" or whole.also or whole.share:
        return whole
    turn, plan = read(said[1], first)
    told = set(plan.measures) & set(whole.measures) or not whole.measures or not plan.measures
    plain = plan.intent == "value" and not (turn.reading.weak or plan.scenario or plan.also or plan.second_window)
    if told or not plain or turn.masked.windows or turn.amounts.levels:
        return whole
    entities = plan.entities if plan.entities != Entities() else whole.entities
    return whole.with_(also=(plan.with_(entities=entities, question=whole.question),))


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
