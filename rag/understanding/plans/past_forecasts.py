# ruff: noqa: E501 - a pattern is read on one line
"""What had been forecast for days that are past: "how good was the forecast last week?", "did sales beat the forecast?"."""

from __future__ import annotations

import re

from rag.measures import PAST_FORECAST
from rag.plan import Plan

__all__ = ["of_past_forecasts"]

_FORECAST = re.compile(
    r"\bforecast(?:s|ed)?\b|\bpredict(?:ed|ions?|s)?\b|\bproject(?:ed|ions?)\b"
    r"|\b(?:did|had|have) (?:you|we|they) (?:expect|expected|predict|project|reckon with)\b|\b(?:you|we) (?:had )?expected\b|\bwas expected\b|\bwere expected\b"
    r"|\b(?:were|was|have been) you (?:\w+ )?(?:right|wrong|off|close|correct|far off|accurate|spot on)\b|\byou (?:were|was) (?:\w+ )?(?:right|wrong|off|close)\b"
    r"|\b(?:than|as|from|of|to|beat|above|below|over|under|against|versus|vs) (?:we |you |the )?(?:plan|planned|expected|expectations?)\b",
    re.IGNORECASE,
)
#: A time to come is compared with, or another run is meant
_OTHER = re.compile(
    r"\b(?:next|coming|upcoming|tomorrow|will|going to|ahead|(?:last|previous|earlier|former) (?:run|forecasts?)|chang\w+|for the (?:first|last) time)\b",
    re.IGNORECASE,
)
#: "Actual sales, not the forecast": what is not wanted
_UNWANTED = re.compile(
    r"\b(?:no|not|nor|never|without|minus|except|instead of|rather than|forget|skip|leave out|don't|do not)\b[^.;:?!]{0,30}\b(?:forecast|predict|project|expect|plan)\w*"
    r"|\b(?:forecast|predict|project|expect)\w*\b[^.;:?!]{0,25}\b(?:not (?:need|want|interest\w*)|don't (?:need|want)|aside)\b",
    re.IGNORECASE,
)


def of_past_forecasts(plan: Plan) -> Plan:
    """`plan` beside what the backtest had forecast, where the forecast of a time gone by is asked for."""
    window = plan.window
    sales = set(plan.measures) <= {"actual_sales", "expected_sales"} and plan.statistic == "total"
    if window is None or window.side != "history" or not window.asked or not sales or plan.also:
        return plan
    other = plan.scenario or plan.levels or plan.second_window or plan.share or plan.among or plan.filters
    if plan.intent not in ("value", "compare") or other or plan.entities.notes:
        return plan
    if not _FORECAST.search(plan.question) or _OTHER.search(plan.question) or _UNWANTED.search(plan.question):
        return plan
    return plan.with_(intent="value", measures=(PAST_FORECAST,), difference=False)
