# ruff: noqa: E501 - a pattern is read on one line
"""How often sales fell outside the range, rather than inside it."""

from __future__ import annotations

import re
from dataclasses import replace

from rag.plan import Filter, Plan
from rag.understanding.message.masking import Masked

__all__ = ["put_outside_range"]

_RANGE = r"(?:it|them|that|this|those|(?:the |your |our |its |this |that |a )*(?:80 ?(?:%|percent) |predict(?:ed|ion) |forecast(?:ed)? |confidence |uncertainty |expected |given |10 ?(?:%|percent)? ?(?:to|-|and) ?90 ?(?:%|percent)? )*(?:range|interval|band|corridor|bounds|limits)s?)"
_OUTSIDE = re.compile(
    rf"\b(?:outside|out of|beyond|(?:above or below|below or above|over or under|under or over)|not (?:\w+ ){{0,2}}?(?:inside|within|in)|n't (?:\w+ ){{0,2}}?(?:inside|within|in)) (?:of )?{_RANGE}\b"
    rf"|\b(?:miss(?:ed|es|ing)?|leav(?:e|es|ing)|left|escap\w+|break(?:s|ing)?(?: out of)?|broke(?: out of)?|burst\w*|overshot or undershot) {_RANGE}\b"
    rf"|\b(?:did|do|does|was|were) not (?:\w+ )?(?:catch|cover|contain|hold|hit|capture)\b|\b{_RANGE} (?:did not|does not|didn't|doesn't|fail\w* to) (?:\w+ )?(?:catch|cover|contain|hold|hit|capture)\b"
    r"|\b(?:fell|fall\w*|land\w*|ended up|end(?:s|ing)? up|lie|lies|lay|were|was|be|went|go)(?: \w+)? outside\b|\b(?:often|and|or) outside\b(?! of)|\boutside(?: of it)?\W*$"
)
_INSIDE = re.compile(r"\b(?<!not )(?:inside|within)\b")
_OPPOSITE = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}


def put_outside_range(plan: Plan, masked: Masked) -> Plan:
    """ "How often did sales land outside your range?": the complement of what lay inside; both where both are asked."""
    if plan.measures == ("outside_80",) and _INSIDE.search(masked.text):
        return plan.with_(measures=("coverage_80",))
    if "coverage_80" not in plan.measures or not _OUTSIDE.search(masked.text):
        return plan
    both = _INSIDE.search(_OUTSIDE.sub(" ", masked.text)) is not None
    outside = ("coverage_80", "outside_80") if both else ("outside_80",)
    measures = tuple(
        o
        for m in plan.measures
        if m not in ("trend", "trend_pct_28d")
        for o in (outside if m == "coverage_80" else (m,))
    )
    sort = plan.sort
    if sort is not None and sort.measure == "coverage_80":
        sort = replace(sort, measure="outside_80")
    return plan.with_(measures=measures, sort=sort, filters=tuple(_turned(f) for f in plan.filters), share=False)


def _turned(condition: Filter) -> Filter:
    """Outside more often than in 30% of the days: inside in less than 70%."""
    if condition.column != "coverage_80" or not isinstance(condition.value, (int, float)):
        return condition
    return replace(condition, op=_OPPOSITE.get(condition.op, condition.op), value=100 - condition.value)  # type: ignore[arg-type]
