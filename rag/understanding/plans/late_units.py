# ruff: noqa: E501 - a pattern is read on one line
"""How much of what is on order of a product is late: its units, not all that are on order."""

from __future__ import annotations

import re
from datetime import date

from rag.plan import Filter, Plan
from rag.understanding.plans.order_ranking import of_lines
from rag.understanding.words.lateness import late_limits
from rag.understanding.words.orders import LATE, LATE_TOO, LATEST, NOT_LATE

__all__ = ["late_units"]

_LATE = r"(?:late(?!r|st)|overdue|delayed|past due|behind schedule)"
#: "How many units of it are late?", "how many overdue units ...", "how much of that should have been here?"
_HOW_MUCH_LATE = re.compile(
    r"\bhow (?:many|much)\b(?! (?:days?|weeks?|times|orders?|pos|lines?|order lines?|deliver\w+|shipments?|products?|items?|articles?|suppliers?|stores?|shops?|late|later)\b)"
    rf"[^?;]{{0,70}}?\b(?:(?:is|are|was|were|be|been)(?: already| now| by now| long| currently)* {_LATE}|(?:should|ought to) (?:already |long |now )?(?:have|be)\b|{_LATE} (?:units|pieces|goods|stock)\b|(?:units|pieces) {_LATE})"
    rf"|\b(?:units|pieces|quantity)(?: \w+| \[\w+\]){{0,6}} (?:(?:that|which) )?(?:is|are) (?:already )?{_LATE}"
    rf"|\b{_LATE} (?:units|pieces|quantity)\b|\bhow much (?:is|are)(?: already)? {_LATE}"
)
_WHEN = re.compile(r"\b(?:when|since when|(?:which|what) (?:day|date)|due date)\b")
_OTHER = frozenset({"days_late", "days_open", "supplier_on_time_rate", "stockout_date", "order_qty", "order_number"})


def late_units(plan: Plan, text: str, as_of: date) -> Plan | None:
    """The units on its open orders that were due before `as_of`; None where something else is asked."""
    if not plan.entities.products or plan.scenario or plan.intent not in ("value", "count", "list", "explain"):
        return None
    if set(plan.measures) & _OTHER or not (_HOW_MUCH_LATE.search(text) and LATE.search(text)):
        return None
    if LATEST.search(text) or LATE_TOO.search(text) or NOT_LATE.search(text) or late_limits(text, as_of):
        return None
    beside = ("first_due",) if _WHEN.search(text) else ()
    return of_lines(plan, ("open_units", *beside), (Filter("due_on", "<", as_of),)).with_(window=None)
