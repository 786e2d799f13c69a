# ruff: noqa: E501 - a pattern is read on one line
"""How likely a number is: "the probability that we sell more than 300", "and the odds that it stays below 90?"."""

from __future__ import annotations

import re

from rag.plan import Filter, Plan
from rag.understanding.message.masking import Masked
from rag.understanding.plans.counted_stock import against_the_count
from rag.understanding.words.amounts import Amounts
from rag.understanding.words.numbers import NUMBER, number

__all__ = ["put_chance", "put_gap_to_number", "put_reached"]

_CHANCE = re.compile(
    r"\b(?:chances?|probabilit\w+|odds|likelihood|how (?:likely|probable)|how (?:big|high|large) is the risk|what is the risk)\b"
    r"|\bis it (?:very |quite |really |at all |rather )?(?:likely|probable|realistic|conceivable)\b|\b(?:is|are) (?:we|they|\[store\]) (?:very |quite |really )?likely to (?:sell|shift|move)\b"
)
_OF_SALES = re.compile(
    r"\b(?:sell\w*|sold|sales|demand|forecast\w*|customers?|want\w*|asked for|stays?|remains?|ends? up|comes? (?:in|out)|total|exceed\w*|it (?:is|be|will be|goes?)|we (?:go|are|get|need))\b"
)
_OF_STOCK = re.compile(
    r"\b(?:run\w* (?:out|short|dry)|stock-?outs?|out of stock|sold out|sells? out|empty|on hand|shelf|safety stock|deliver\w*|late)\b"
)


_REACHED = re.compile(
    rf"\b(?:when|(?:on|by) (?:which|what) (?:day|date)|what (?:day|date)|how long (?:until|till|before|does it take))\b(?:(?!\bhow (?:many|much)\b)[^?])*\b(?:sold|sell)\b[^?]{{0,40}}?(?<![\d.,])(?<!last )(?<!past )(?P<n>{NUMBER})\b(?! ?(?:%|percent|days?|weeks?|months?|years?|stores?|shops?))(?!-)"
    rf"|\bhow (?:long|many (?:days|weeks)) (?:will|would|do|does|can) (?P<n2>{NUMBER})(?: units| pieces)?\b[^?]*\blast\b"
    rf"|\b(?:when|which day|what day|on what date) (?:do|will|are|have) (?:we|they|\[store\])\b[^?]{{0,20}}\b(?:reach|hit|pass|get to|cross)\w* (?P<n3>{NUMBER})(?: units| pieces| sales)?\b"
)


def put_reached(plan: Plan, masked: Masked) -> Plan:
    """`plan` as the day by which a number of units is expected to be sold; unchanged where none is asked for."""
    said = _REACHED.search(masked.spelled)
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


_OFF = re.compile(
    r"\b(?:how (?:far|much|many)|by how (?:much|many)|what is the (?:gap|difference))\b[^?]{0,40}\b(?:above|below|over|under|off|short of|beyond|away from|from|to|between)\b[^?]{0,25}\b(?:that|it|this|my|our|his|her|their|the|your)(?: (?:forecast|number|guess|figure|estimate|target|plan|promise|value|one|budget))?\b"
    r"|\bhow (?:far|much) (?:off|out) (?:is|am|are|was|were) (?:that|it|this|i|we|my \w+)\b|\bhow far (?:above|below|off|over|under)(?: or (?:above|below|over|under))? my\b"
)
_MY_NUMBER = re.compile(
    rf"\b(?:told|said|say|guess\w*|promised|plan\w*|target|estimat\w*|reckon\w*|assum\w*|budget\w*|number|figure|thought|bet|announced)\b[^?.]{{0,70}}?(?<![\d.,])(?P<n>{NUMBER})\b(?! ?(?:%|percent|days?|weeks?|months?|years?|stores?|shops?|products?|euros?|eur|pounds?|dollars?))"
    rf"|\b(?:is|are) (?P<n2>{NUMBER})(?: units)? (?:an? )?(?:safe|good|fair|realistic|right|sound|reasonable)? ?(?:guess|number|figure|estimate|target|bet)\b"
)


_BESIDE_A_NUMBER = {"expected_sales", "sales_quantile", "mae", "wape", "bias_pct"}


def put_gap_to_number(plan: Plan, masked: Masked) -> Plan:
    """`plan` as the expected sales against a number that the message names as somebody's own; else unchanged."""
    if (counted := against_the_count(plan, masked)) is not None:
        return counted
    said = _MY_NUMBER.search(masked.text)
    ahead = any(w.side == "forecast" for w in masked.windows)
    if said is None or not ahead or not _OFF.search(masked.text) or plan.scenario is not None:
        return plan
    if plan.intent not in ("value", "compare", "list") or not set(plan.measures) <= _BESIDE_A_NUMBER:
        return plan
    number_said = float(number(said["n"] or said["n2"]))
    if number_said < _LEAST:
        return plan
    window = next(w for w in masked.windows if w.side == "forecast")
    return plan.with_(
        intent="value", measures=("gap_to_number",), filters=(Filter("expected_sales", ">=", number_said),), levels=(),
        group_by=None, sort=None, limit=None, statistic="total", per_series=False, window=window, second_window=None,
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
