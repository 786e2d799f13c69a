# ruff: noqa: E501 - a pattern is read on one line
"""What moved most between two times: "which product lost the most units in October against September?" """

from __future__ import annotations

import re

from rag.plan import Filter, Plan, Sort, Window
from rag.understanding.message.masking import Masked
from rag.understanding.reading import Reading
from rag.understanding.words.amounts import Amounts

__all__ = ["put_ranked_changes"]

_THING = re.compile(
    r"\b(?:which|what|one|single|the|any|list|show|name|how many|number of)(?: of (?:our|the|my|all))?(?: \d+| two| three| four| five)?(?: (?:class|abc|xyz) [abcxyz]| [abcxyz][- ]class)?(?: \w+| \[\w+\])? (?P<kind>product|item|article|sku|line|store|shop|branch|categor|supplier)(?:s|es|y|ies)?\b|^(?P<where>where)\b"
)
_KINDS = {
    "product": "product", "item": "product", "article": "product", "sku": "product", "line": "product", "store": "store",
    "shop": "store", "branch": "store", "categor": "category", "supplier": "supplier",
}  # fmt: skip
_DOWN = (
    r"lost|los(?:e|es|ing)|fell|fall\w*|dropp?\w*|declin\w*|shr[aiu]nk\w*|decreas\w*|slump\w*|slid\w*|fewer|less|lower"
)
_UP = r"gain\w*|grew|grow\w*|rose|ris(?:e|es|en|ing)|increas\w*|climb\w*|improv\w*|picked up|added|more|higher"
_MOVED = re.compile(rf"\b(?:(?P<down>{_DOWN})|(?P<up>{_UP}))\b")
_MOST = re.compile(
    r"\bmost\b|\bthan any other\b|\b(?:biggest|largest|strongest|steepest|sharpest|highest|greatest|fastest|hardest|furthest|best|worst)\b"
)
#: "Which stores sold fewer last week than the week before?"
_LESS_THAN = re.compile(
    r"\b(?:sold|sell|sells|selling|had|did|made|moved|sales)\b[^?]{0,20}\b(?:(?P<down>fewer|less|lower)|(?P<up>more|higher))\b[^?]*\bthan\b"
)
_PERCENT = re.compile(r"%|\bper ?cent|\brelative\b|\bpercentage\b|\bproportion")
_UNITS = re.compile(r"\b(?:units|pieces|pcs)\b|\babsolute")
_OF_SALES = {"expected_sales", "actual_sales", "trend", "trend_pct_28d", "actual_daily_sales", "avg_daily_28d", "count"}
_CLASSES = ("abc_class", "xyz_class")


def put_ranked_changes(plan: Plan, masked: Masked, reading: Reading, amounts: Amounts) -> Plan:
    """`plan` as a ranking, or a list, by the change in units sold from one past time to another; else unchanged."""
    text = masked.text
    past = sorted({(w.start, w.end): w for w in masked.windows if w.side == "history"}.values(), key=lambda w: w.start)
    figures = set(plan.measures) - {f.column for f in plan.filters if f.column in _CLASSES}  # "which class A products"
    fits = plan.intent in ("rank", "compare", "list", "value", "count") and figures <= _OF_SALES
    if len(past) != 2 or len(masked.windows) > 3 or not fits or plan.scenario or plan.entities.products:
        return plan
    kind = _kind(reading, text)
    moved = _MOVED.search(text)
    if not kind or moved is None:
        return plan
    percent = bool(_PERCENT.search(text)) and not _UNITS.search(text)
    measure = "sales_change_pct" if percent else "sales_change"
    limits = tuple(
        f for f in plan.filters if f.column not in ("trend", "trend_pct_28d", "actual_sales", "expected_sales")
    )
    common = {
        "measures": (measure,), "group_by": kind, "window": past[1], "second_window": past[0], "statistic": "total",
        "share": False, "difference": False, "per_series": False, "also": (),
    }  # fmt: skip
    listed = _LESS_THAN.search(text)
    if _MOST.search(_LESS_THAN.sub(" ", text)) if listed else _MOST.search(text):
        if percent and _trend_of_the_run(past):
            return plan  # the trend that the run holds
        order = Sort(measure, moved["down"] is None)
        limit = amounts.limit or plan.limit or 1
        return plan.with_(intent="rank", sort=order, limit=limit, filters=limits, **common)
    if listed is None:
        return plan
    own = Filter(measure, "<" if listed["down"] else ">", 0)
    return plan.with_(
        intent="count" if plan.intent == "count" else "list", sort=None, limit=None, filters=(*limits, own), **common
    )


def _kind(reading: Reading, text: str) -> str:
    said = _THING.search(text)
    if said is None:
        return ""
    return "store" if said["where"] else _KINDS[said["kind"]]


def _trend_of_the_run(past: list[Window]) -> bool:
    return past[0].days == past[1].days == 28 and (past[1].start - past[0].end).days == 1
