# ruff: noqa: E501 - patterns and cases are read on one line
"""What a question says, before names and dates are put in: one value per plan field."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

__all__ = ["FLAGS", "GROUPS", "INTENTS", "STATISTICS", "TEMPLATES", "TOPICS", "Reading"]

INTENTS = ("value", "list", "rank", "count", "compare", "whatif", "explain", "notes", "draft_order", "help", "refuse")
STATISTICS = ("total", "daily_mean", "by_day", "peak_day", "low_day")
GROUPS = ("", "series", "product", "store", "supplier", "category", "day", "weekday", "alert", "note")
#: Conditions that stand for one or more filters.
TEMPLATES = (
    "recommended", "today", "this_week", "runs_out", "out_of_stock", "excess", "ok", "expedite", "order_soon",
    "rising", "falling", "flat", "has_open_order", "late_order", "over_forecast", "under_forecast", "no_order", "at_risk",
)  # fmt: skip
_OF_ORDERS = frozenset({"recommended", "today", "this_week", "order_soon"})
FLAGS = ("share", "difference", "per_series", "latest", "run_change", "follow_up", "noted")
TOPICS = ("ours", "other", "injection", "not_held")


@dataclass(frozen=True)
class Reading:
    """Fields as in `rag.plan.Plan`, without names, dates and numbers.

    `order` is "" (no sorting), "desc" or "asc"; `topic` is `ours` unless the question is
    about something else, carries instructions, or asks for what no table holds.
    """

    intent: str = "value"
    measures: tuple[str, ...] = ()
    statistic: str = "total"
    group: str = ""
    order: str = ""
    sort: str = ""
    templates: frozenset[str] = frozenset()
    flags: frozenset[str] = frozenset()
    topic: str = "ours"
    scenario: str = ""
    confidence: float = 1.0
    weak: bool = False  # the measures are a guess: nothing in the words names them

    def with_(self, **changes: Any) -> Reading:
        return replace(self, **changes)

    def settled(self) -> Reading:
        """Without conditions on orders that change nothing: readings that ask the same are the same."""
        money = bool({"order_value", "order_qty"} & set(self.measures)) and self.intent in (
            "value",
            "whatif",
            "compare",
        )
        if money or self.intent in ("list", "rank", "count"):
            return self
        return self.with_(templates=self.templates - _OF_ORDERS)
