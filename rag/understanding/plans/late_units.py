# ruff: noqa: E501 - a pattern is read on one line
"""What of the open orders of a product is late: its units, not all that are on order; since when; whether any is."""

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
#: "Is any order for it late?"
_ANY_LATE = re.compile(
    rf"(?:^|[,;:] )\W*(?:(?:and|so|but|also) )*(?:(?:is|are|do|does|have|has)(?: we| there| you| they)*(?: have| got| see)* )?(?:any|anything|something|an?|one|some|the|our|its)\b[^?;,]{{0,15}}?\b(?:orders?|deliver(?:y|ies)|pos?|shipments?|anything|something)\b[^?;]{{0,60}}?\b{_LATE}\b(?! (?:if|when|by)\b)"
    rf"|\b(?:any|an|some) (?:open )?{_LATE} (?:orders?|deliver(?:y|ies)|pos?|shipments?)\b"
)
#: "How many days late is it?", of an order and not in general
_DAYS_LATE = re.compile(
    rf"\bsince (?:when|(?:which|what) (?:day|date)) (?:is|are|was|were|has|have) [^?;]{{0,30}}?\b{_LATE}\b|\bhow (?:many (?:days|weeks)|long)\b[^?;]{{0,50}}?\b{_LATE}\b|\bhow (?:much )?(?:late|overdue)\b(?! (?:is|are|do|does|can|may|could) (?:we|i|you)\b)"
)
_IN_GENERAL = re.compile(
    r"\b(?:usual\w*|typical\w*|normal\w*|general\w*|on average|average|tends?|often|always|notes?|if|would|could|can|suppos\w+|alerts?|why|announc\w+|says?|said|tells?|told|writes?|wrote|letters?|strikes?|delays?)\b|%"
)
#: "... and how many units does it bring?"
_UNITS_TOO = re.compile(
    r"\bhow (?:many|much)(?: of (?:it|them))? ?(?:units|pieces|pcs|packs)\b|\bhow (?:many|much)(?= (?:is|are|was|were) (?:in|on) (?:it|that|the)\b)|\b(?:what|which) quantity\b|\bhow (?:big|large)\b|\bwhat (?:is|was) (?:in|on) it\b|\bquantity\W*$"
)
_OTHER = frozenset({"days_open", "supplier_on_time_rate", "stockout_date", "order_number", "alert_count"})


def late_units(plan: Plan, text: str, as_of: date) -> Plan | None:
    """What is told of its open orders that were due before `as_of`; None where something else is asked."""
    if not plan.entities.products:
        return _late_ones(plan, text, as_of)
    if plan.scenario or plan.intent not in ("value", "count", "list", "explain", "notes"):
        return None
    if (set(plan.measures) & _OTHER and plan.intent != "notes") or not LATE.search(text):
        return None
    if LATEST.search(text) or LATE_TOO.search(text) or NOT_LATE.search(text) or late_limits(text, as_of):
        return None
    if plan.intent == "notes" and _IN_GENERAL.search(text):
        return None
    measures: tuple[str, ...] = ()
    if _HOW_MUCH_LATE.search(text):
        measures = ("open_units", *(("first_due",) if _WHEN.search(text) else ()))
    elif _DAYS_LATE.search(text) and not _IN_GENERAL.search(text):
        measures = ("days_late", "first_due", *(("open_units",) if _UNITS_TOO.search(text) else ()))
    elif _ANY_LATE.search(text) and not _IN_GENERAL.search(text):
        measures = ("open_units", "first_due")
    late = (Filter("due_on", "<", as_of),)
    return of_lines(plan, measures, late).with_(window=None, note_query="") if measures else None


def _late_ones(plan: Plan, text: str, as_of: date) -> Plan | None:
    """ "Which orders are late in Leeds?": not all that are open there."""
    of_dates = plan.intent == "list" and "due_on" in plan.measures and plan.window is None and plan.scenario is None
    if not of_dates or not LATE.search(text) or any(f.column == "due_on" for f in plan.filters):
        return None
    if LATEST.search(text) or LATE_TOO.search(text) or NOT_LATE.search(text) or late_limits(text, as_of):
        return None
    late = Filter("due_on", "<", as_of)
    return of_lines(plan, ("open_units",), (*plan.filters, late), "list", plan.group_by or "product")
