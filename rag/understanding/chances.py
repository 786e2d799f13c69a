# ruff: noqa: E501 - a pattern is read on one line
"""How likely a number is: "the probability that we sell more than 300", "and the odds that it stays below 90?"."""

from __future__ import annotations

import re

from rag.plan import Filter, Plan
from rag.understanding.amounts import Amounts
from rag.understanding.masking import Masked
from rag.understanding.numbers import NUMBER, number

__all__ = ["put_chance", "put_reached"]

_CHANCE = re.compile(
    r"\b(?:chances?|probabilit\w+|odds|likelihood|how (?:likely|probable)|how (?:big|high|large) is the risk|what is the risk)\b"
)
_OF_SALES = re.compile(
    r"\b(?:sell\w*|sold|sales|demand|forecast\w*|customers?|want\w*|asked for|stays?|remains?|ends? up|comes? (?:in|out)|total|exceed\w*|it (?:is|be|will be|goes?)|we (?:go|are|get|need))\b"
)
_OF_STOCK = re.compile(
    r"\b(?:run\w* (?:out|short|dry)|stock-?outs?|out of stock|sold out|sells? out|empty|on hand|shelf|safety stock|deliver\w*|late)\b"
)


_REACHED = re.compile(
    rf"\b(?:when|(?:on|by) (?:which|what) (?:day|date)|what (?:day|date)|how long (?:until|till|before|does it take))\b[^?]*\b(?:sold|sell)\b[^?]{{0,40}}?(?<![\d.,])(?P<n>{NUMBER})\b(?! ?(?:%|percent|days?|weeks?|months?|stores?|shops?))"
    rf"|\bhow long (?:will|would|do|does|can) (?P<n2>{NUMBER})(?: units| pieces)?\b[^?]*\blast\b"
    rf"|\b(?:when|which day|what day|on what date) (?:do|will|are|have) (?:we|they|\[store\])\b[^?]{{0,20}}\b(?:reach|hit|pass|get to|cross)\w* (?P<n3>{NUMBER})(?: units| pieces| sales)?\b"
)


def put_reached(plan: Plan, masked: Masked) -> Plan:
    """`plan` as the day by which a number of units is expected to be sold; unchanged where none is asked for."""
    said = _REACHED.search(masked.text)
    past = any(w.side == "history" for w in masked.windows)
    if said is None or past or plan.intent in ("refuse", "help", "no_data", "clarify") or plan.scenario is not None:
        return plan
    limit = number(said["n"] or said["n2"] or said["n3"])
    if limit < _LEAST:
        return plan
    return plan.with_(
        intent="value", measures=("reached_on",), filters=(Filter("expected_sales", ">=", float(limit)),), levels=(),
        group_by=None, sort=None, limit=None, statistic="total", per_series=False, window=None, second_window=None,
        share=False, difference=False,
    )  # fmt: skip


_LEAST = 5  # "sold one", "sold two": hardly a total


def put_chance(plan: Plan, masked: Masked, amounts: Amounts) -> Plan:
    """`plan` as the probability of the limit that is named on units sold; unchanged where none is asked for."""
    limits = [t for t in amounts.thresholds if t.unit in ("", "unit", "units", "piece", "pc", "pieces")]
    text = masked.text
    ahead = not any(w.side == "history" for w in masked.windows) or any(w.side == "forecast" for w in masked.windows)
    if len(limits) != 1 or not _CHANCE.search(text) or not _OF_SALES.search(text) or _OF_STOCK.search(text):
        return plan
    if not ahead or plan.intent in ("refuse", "help", "no_data", "clarify") or plan.scenario is not None:
        return plan
    limit = limits[0]
    measure = "chance_above" if limit.op in (">", ">=") else "chance_below"
    window = next((w for w in masked.windows if w.side == "forecast"), plan.window)
    return plan.with_(
        intent="value", measures=(measure,), filters=(Filter("expected_sales", limit.op, limit.value),), levels=(),  # type: ignore[arg-type]
        group_by=None, sort=None, limit=None, statistic="total", per_series=False, window=window, second_window=None,
        share=False, difference=False,
    )  # fmt: skip
