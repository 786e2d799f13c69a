"""Which recommended orders a budget is held against: all of them, or those that must go out today."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.plan import Filter
from rag.understanding.words.conditions import DUE_TODAY

__all__ = ["orders_of_a_budget"]

#: "2000 for today", "I can only spend 1500 today": not "the order of today is 2000, ..."
_FOR_TODAY = re.compile(
    r"\b(?:for|spend(?:ing)?|spent|left|available|order(?:s|ing)?|buy|place[ds]?|due|go(?:es)? out|approved|got|have"
    r"|budget)"
    r"(?: (?:for|only|just|it|this|that|them|out|\d[\d.,]*|\w+)){0,3}? (?:today|right now|at once|right away)\b"
    r"|\btoday'?s (?:budget|money|orders?|list|purchases?|limit)\b",
    re.IGNORECASE,
)


def orders_of_a_budget(question: str, conditions: Sequence[Filter]) -> tuple[Filter, ...]:
    """`conditions` on the orders that the money is for; recommended ones, where nothing else is said."""
    columns = {f.column for f in conditions}
    if not columns & {"action", "order_by"} and _FOR_TODAY.search(question):
        return (*(f for f in conditions if f.column != "order_qty"), *DUE_TODAY)
    return (*conditions, *(() if "order_qty" in columns else DUE_TODAY[:1]))
