# ruff: noqa: E501 - a pattern is read on one line
"""What was out of stock in a time that is over: "which products went out of stock last week?"."""

from __future__ import annotations

import re

from rag.plan import Filter, Plan, Sort
from rag.understanding.message.masking import Masked

__all__ = ["put_gone_then"]

_WENT = re.compile(
    r"\b(?:were|was|went|ran|got|became|had been|have been|has been|had run|sold) (?:\w+ )?(?:out of stock|out\b(?! of (?:the |our )?(?:door|shop|store))|sold out|stocked out|empty|dry|unavailable)\b"
)
_GUESSED = frozenset({"stockout_date", "on_hand", "oos_days", "actual_sales", "expected_sales", "days_of_cover"})


def put_gone_then(plan: Plan, masked: Masked) -> Plan:
    """`plan` as what had days without stock in the time gone by that is named, the longest gone first."""
    past = next((w for w in masked.windows if w.side == "history"), None)
    if past is None or len(masked.windows) != 1 or plan.intent not in ("list", "count") or plan.scenario is not None:
        return plan
    if not _WENT.search(masked.text) or not set(plan.measures) <= _GUESSED | {"count"}:
        return plan
    return plan.with_(
        measures=("oos_days",), window=past, filters=(Filter("oos_days", ">", 0),), statistic="total",
        sort=Sort("oos_days") if plan.intent == "list" else None,
    )  # fmt: skip
