# ruff: noqa: E501 - a pattern is read on one line
"""Two stretches of time in one question, and limits on what was sold in one that is over."""

from __future__ import annotations

import re
from dataclasses import replace

from rag.measures import TO_HISTORY
from rag.plan import Plan, Window
from rag.understanding.message.masking import Masked
from rag.understanding.reading import Reading

__all__ = ["between_two_times", "sold_then"]

_PLAIN = frozenset({"trend", "trend_pct_28d", "expected_sales", "actual_sales"})
_AGAINST = re.compile(
    r"\[(?:past|future)\][^?]{0,40}\b(?:against|vs|versus|compared|next to|beside)\b[^?]{0,60}\[(?:past|future)\]|\bchange in (?:%|percent|per cent)"
    r"|\b(?:how (?:many|much)|what) (?:%|percent(?:age)?|per cent)\b[^?]{0,60}\b(?:more|less|up|down|chang\w*|differ\w*|deviat\w*|higher|lower|above|below|over|under|off|away|apart)\b"
)


def between_two_times(masked: Masked, reading: Reading) -> Reading:
    """ "April 2016 against April 2015: up or down?": what was sold in each, rather than the trend of these weeks."""
    past = [w for w in masked.windows if w.side == "history"]
    ahead = [w for w in masked.windows if w.side == "forecast"]
    if len(past) == len(ahead) == 1 and len(masked.windows) == 2 and past[0].days == ahead[0].days:
        plain = bool(reading.measures) and set(reading.measures) <= _PLAIN
        if plain and reading.intent in ("value", "compare") and _AGAINST.search(masked.text):
            return reading.with_(
                intent="compare", measures=("actual_sales", "expected_sales"), order="", sort="",
                flags=(reading.flags - {"share"}) | {"difference"},
            )  # fmt: skip
    trend = bool(reading.measures) and set(reading.measures) <= {"trend", "trend_pct_28d"}
    if not trend or len(masked.windows) != 2 or not _two_alike(past, masked.text):
        return reading
    return reading.with_(
        intent="compare", measures=("actual_sales",), order="", sort="", flags=reading.flags | {"difference"}
    )


def _two_alike(windows: list[Window], text: str) -> bool:
    """Two stretches of the past, other than a month beside the one before it, that a change is asked between."""
    if len(windows) != 2 or {w.days for w in windows} == {28} or abs(windows[0].days - windows[1].days) > 3:
        return False
    if windows[0].start.replace(year=windows[1].start.year) == windows[1].start:
        return True
    return (
        re.search(
            r"\bfrom \[past\] to \[past\]|\[past\][^?\[]{0,25}\b(?:against|vs|versus|compared|than|to|over|and)\b[^?\[]{0,15}\[past\]",
            text,
        )
        is not None
    )


def sold_then(plan: Plan, masked: Masked) -> Plan:
    """ "How many stores sold more than 400 units in the last 28 days?": a limit on what was sold in that time."""
    limits = [f for f in plan.filters if f.column in TO_HISTORY and isinstance(f.value, (int, float))]
    past = [w for w in masked.windows if w.side == "history"]
    if not limits or len(past) != 1 or len(masked.windows) > 1 or plan.intent not in ("list", "count", "rank"):
        return plan
    filters = tuple(replace(f, column=TO_HISTORY[f.column]) if f in limits else f for f in plan.filters)
    return plan.with_(filters=filters, window=plan.window or past[0])
