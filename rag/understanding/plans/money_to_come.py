# ruff: noqa: E501 - a pattern is read on one line
"""Revenue that is still to come: no table has it, and what was taken in the last 90 days is no answer to it."""

from __future__ import annotations

import re
from datetime import date

from rag.plan import Plan
from rag.understanding.message.masking import Masked

__all__ = ["IN_UNITS_ONLY", "put_money_to_come"]

IN_UNITS_ONLY = "The forecast is in units. Revenue is known for what was sold, not for what is expected."
_REVENUE = frozenset({"revenue_90d", "actual_revenue"})
_TAKINGS = r"(?:revenues?|turnover|takings|sales value|earn\w*|income|make|bring in|take in|turn over)"
#: "What turnover are we going to make with it?", "the revenue forecast"
_TO_COME = re.compile(
    rf"\b(?:expected|forecast(?:ed)?|predicted|projected|future|planned) {_TAKINGS}\b|\b(?:revenue|turnover|takings) (?:forecast|prediction|outlook|projection)s?\b"
    rf"|\b(?:will|shall|going to|gonna|'ll)\b[^?.]{{0,40}}\b{_TAKINGS}\b|\b{_TAKINGS}\b[^?.]{{0,40}}\b(?:(?:do|can|should) (?:we|you|i) (?:expect|forecast|predict|reckon)|will|going to|gonna)\b"
)


def put_money_to_come(plan: Plan, masked: Masked, as_of: date) -> Plan:
    """`plan` as what cannot be told, where it asks for the revenue of a time that is still to come."""
    if not plan.measures or not set(plan.measures) <= _REVENUE or plan.intent in ("notes", "refuse", "no_data"):
        return plan
    ahead = [w for w in masked.windows if w.start > as_of]
    behind = any(w.start <= as_of for w in masked.windows)
    if behind or plan.filters or plan.among is not None or not (ahead or _TO_COME.search(masked.text)):
        return plan
    if ahead and ahead[0].covered_start is None:
        label = ahead[0].label
        problem = f"{label[:1].upper()}{label[1:]} is outside the data, and the forecast is in units, not in money."
    else:
        problem = IN_UNITS_ONLY
    return plan.with_(intent="no_data", problem=problem, measures=(), window=None, filters=(), scenario=None, also=())
