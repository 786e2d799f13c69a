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
    said = _SAID.search(text)
    if said is None or (said["m"] and said["m"] != said["n"]) or _PAST.search(text[said.start() :]):
        return plan
    if plan.intent != "value" or plan.scenario is not None or calendar.frequency != "daily":
        return plan
    if not _of_days_to_come(plan) or (plan.window is not None and plan.window.asked):
        return plan
    days = round(number(said["n"])) * (7 if said["u"] == "weeks" else 1)
    start = calendar.as_of + timedelta(1)
    return plan.with_(
        window=make_window(start, start + timedelta(days - 1), f"those {said['n']} {said['u']}", calendar)
    )


def _of_days_to_come(plan: Plan) -> bool:
    measures = [MEASURES.get(m) for m in plan.measures]
    return bool(measures) and all(m is not None and m.windowed and m.table == "forecasts" for m in measures)
