"""Days that a message has told before it asks: "... 10 days on the road. How many go in those 10 days?", "suppose it
took 12 days. What would we sell in that time?"."""

from __future__ import annotations

import re
from datetime import timedelta

from rag.measures import MEASURES
from rag.plan import Plan
from rag.times.windows import Calendar, make_window
from rag.understanding.message.masking import Masked
from rag.understanding.words.numbers import NUMBER, number
from rag.understanding.words.waits import asked_of_the_wait, told_wait

__all__ = ["put_those_days"]

_THAT_TIME = (
    r"\b(?:in|over|during|within|for|through(?:out)?) (?:all )?(?:that|this) (?:time|period|stretch|span|while)\b"
    r"|\b(?:in the )?(?:meantime|meanwhile)\b|\b(?:un)?till? then\b|\bby then\b"
)
_SAID = re.compile(
    rf"(?<!last )(?<!past )(?<!previous )\b(?P<n>{NUMBER}) (?P<u>days|weeks)\b(?! ago\b)[^?]*?"
    rf"(?:\b(?:those|these|the same)(?: (?P<m>\w+))? (?P=u)\b|{_THAT_TIME})"
)
_PAST = re.compile(r"\b(?:sold|was|were|did|last|past|previous|ago|back then)\b")


def put_those_days(plan: Plan, masked: Masked, calendar: Calendar) -> Plan:
    """`plan` over the days from tomorrow on that the message speaks of, where it has no time of its own."""
    text = masked.question.lower()
    supposed = plan.scenario.kind if plan.scenario is not None else ""
    wait = told_wait(text) if asked_of_the_wait(text) else None
    if supposed == "lead_time" and wait is not None and set(plan.measures) <= _ORDER:
        return plan.with_(measures=("expected_sales",), window=None)
    if wait is not None and plan.intent == "value" and set(plan.measures) <= _OF_THE_WAIT:
        plan = plan.with_(measures=("expected_sales",), window=None)
    days = wait or _those_days(text)
    if days is None or plan.intent != "value" or plan.scenario is not None or calendar.frequency != "daily":
        return plan
    timed = plan.window is not None and plan.window.asked and (wait is None or plan.window.days != days)
    if not _of_days_to_come(plan) or timed:
        return plan
    start = calendar.as_of + timedelta(1)
    return plan.with_(window=make_window(start, start + timedelta(days - 1), f"those {days} days", calendar))


_OF_THE_WAIT = frozenset({"lead_time_days"})
_ORDER = _OF_THE_WAIT | {"order_qty", "reorder_point"}


def _those_days(text: str) -> int | None:
    said = _SAID.search(text)
    if said is None or (said["m"] and said["m"] != said["n"]) or _PAST.search(text[said.start() :]):
        return None
    return round(number(said["n"])) * (7 if said["u"] == "weeks" else 1)


def _of_days_to_come(plan: Plan) -> bool:
    measures = [MEASURES.get(m) for m in plan.measures]
    return bool(measures) and all(m is not None and m.windowed and m.table == "forecasts" for m in measures)
