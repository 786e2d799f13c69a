"""Two limits, each of a time of its own: "sold more than 100 last month, fewer than 20 expected next week"."""

from __future__ import annotations

import re
from dataclasses import replace

from rag.measures import MEASURES, TO_HISTORY
from rag.plan import Ambiguity, Filter, Plan, Window
from rag.understanding.message.masking import Masked
from rag.understanding.words.amounts import Amounts
from rag.understanding.words.limits import threshold_filters
from rag.understanding.words.measures import find_measures

__all__ = ["put_limits_of_times"]

_TIMES = re.compile(r"\[(?:past|future)\]")
_AHEAD = {past: ahead for ahead, past in TO_HISTORY.items()}
_MADE_OF_BOTH = frozenset({"sales_change", "sales_change_pct"})
_TWO_TIMES = (
    "The two limits are of two different times, and of pairs of products and stores I can hold only one of them "
    "against the lines. Which store do you mean, or which of the two limits?"
)


def put_limits_of_times(plan: Plan, masked: Masked, amounts: Amounts) -> Plan:
    """`plan` as what is on both lists, where each of its limits has a time of its own."""
    limits = _limits(plan, masked, amounts)
    if len(limits) != 2 or plan.among is not None:
        return plan
    columns = {f.column for f, _ in limits} | _MADE_OF_BOTH
    columns |= {TO_HISTORY.get(c, c) for c in columns} | {_AHEAD.get(c, c) for c in columns}
    rest = tuple(f for f in plan.filters if f.column not in columns)
    if plan.group_by == "series" and len(plan.entities.stores) != 1:
        return plan.with_(intent="clarify", problem=_TWO_TIMES, ambiguity=Ambiguity("meaning", masked.question))
    first, second = (
        plan.with_(
            measures=(f.column,), window=window, second_window=None, filters=(*rest, f), group_by="product",
            sort=None, difference=False,
        )
        for f, window in limits
    )  # fmt: skip
    measures = ("count",) if plan.intent == "count" else second.measures
    return second.with_(measures=measures, among=first.with_(intent="list", limit=None))


def _limits(plan: Plan, masked: Masked, amounts: Amounts) -> list[tuple[Filter, Window]]:
    """Each limit on what sells or sold, with its time; empty where they are of one time."""
    windows, text = masked.windows, masked.text
    if plan.intent not in ("list", "count") or plan.group_by not in ("product", "series", None):
        return []
    apart = len(windows) == 2 and (windows[0].start, windows[0].end) != (windows[1].start, windows[1].end)
    thresholds = sorted(amounts.thresholds, key=lambda t: t.at)
    if not apart or len(_TIMES.findall(text)) != 2 or len({t.at for t in thresholds}) != 2 or len(thresholds) != 2:
        return []
    found, limits = find_measures(amounts.text), []
    for threshold, window in zip(thresholds, windows, strict=True):
        for one in threshold_filters((threshold,), found, plan.measures, text, plan.group_by or ""):
            sides = TO_HISTORY if window.side == "history" else _AHEAD
            column = sides.get(one.column, one.column)
            measure = MEASURES.get(column)
            if measure is not None and measure.windowed and (measure.table == "sales") == (window.side == "history"):
                limits.append((replace(one, column=column), window))
    return limits
