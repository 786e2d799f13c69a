"""Stock of a day before: it is known as it is, not as it was."""

from __future__ import annotations

import re

from rag.names.catalogue import Catalogue
from rag.plan import Plan
from rag.understanding.message.masking import Masked

__all__ = ["stock_of_the_past"]

_STOCK = frozenset({"on_hand", "stock_value", "days_of_cover", "inventory_position", "excess_units"})
_WAS = re.compile(r"\b(?:was|were|had|did)\b")


def stock_of_the_past(plan: Plan, masked: Masked, catalogue: Catalogue) -> Plan:
    """Stock is known as it is; what it was on a day before that is not."""
    past = next((w for w in masked.windows if w.side == "history"), None)
    as_of = catalogue.calendar.as_of
    if past is None or past.end >= as_of or not plan.measures or not set(plan.measures) <= _STOCK:
        return plan
    if plan.intent not in ("value", "compare", "list", "count", "rank") or not _WAS.search(masked.text):
        return plan
    label = past.label[:1].lower() + past.label[1:]
    return plan.with_(
        intent="no_data", window=None, measures=(), filters=(),
        problem=f"Stock is known for {as_of.day} {as_of:%B %Y} only, not for {label}.",
    )  # fmt: skip
