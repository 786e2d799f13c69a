# ruff: noqa: E501 - a pattern is read on one line
"""Ends and limits whose noun another figure resembles: the cheapest that sells well, more sold than there is, the most suppliers."""

from __future__ import annotations

import re

from rag.names.catalogue import Catalogue
from rag.plan import Filter, Plan, Sort
from rag.times.windows import default_window
from rag.understanding.message.masking import Masked

__all__ = ["put_other_ends"]

_GOODS = r"(?:products?|items?|articles?|skus?|things?|\[category\](?: products?| items?)?)"
_PRICED = re.compile(
    rf"\b(?:(?P<low>cheapest|least expensive|lowest[- ]priced)|dearest|priciest|most expensive|highest[- ]priced) (?:of (?:the|our) )?{_GOODS}\b"
)
_PRICES = frozenset(
    {"product_unit_price", "product_unit_cost", "order_value", "open_value", "promotion_price", "product_unit_margin"}
)
_BEYOND_STOCK = re.compile(
    r"\b(?:sell|sells|sold|selling|sales|demand)\b[^?.;]{0,30}\bmore\b[^?.;]{0,25}\bthan\b[^?.;]{0,20}\b(?:have|has|had|is|are|hold|holds|stock|keep)\b[^?.;]{0,25}\b(?:stock|on hand|there|left|on the shel(?:f|ves))\b"
    r"|\b(?:sell|sells|sold|sales|demand)\b[^?.;]{0,25}\b(?:exceeds?|above|beyond|higher than|larger than|more than) (?:the |our |its |their )?(?:stock|stock on hand|inventory)\b"
)
_MOST_SUPPLIERS = re.compile(
    rf"\b{_GOODS}\b[^?.;]{{0,20}}\b(?:most|fewest|more than one|several|two|multiple|different|at least two) (?:different )?(?:suppliers|vendors)\b"
)
_ONE_SUPPLIER = "The data names one supplier for each product."


def put_other_ends(plan: Plan, masked: Masked, catalogue: Catalogue) -> Plan:
    """`plan` by the figure that its words name; unchanged for all else."""
    text = masked.text
    if plan.scenario or plan.intent not in ("list", "rank", "count", "value"):
        return plan
    if _MOST_SUPPLIERS.search(text) and not plan.entities.products:
        return plan.with_(intent="no_data", problem=_ONE_SUPPLIER, measures=(), filters=(), window=None)
    priced = _PRICED.search(text) if plan.intent == "rank" and plan.group_by in ("product", "series", None) else None
    if priced and plan.sort is not None and plan.sort.measure not in _PRICES and not {*plan.measures} & _PRICES:
        by = "product_unit_price"
        return plan.with_(
            measures=(by,), sort=Sort(by, priced["low"] is None), group_by="product", limit=plan.limit or 1
        )
    sets = plan.intent in ("list", "count") and plan.group_by in ("product", "series")
    if sets and _BEYOND_STOCK.search(text) and not plan.entities.products:
        past = next((w for w in masked.windows if w.side == "history"), None)
        ahead = next((w for w in masked.windows if w.side == "forecast"), None)
        sold = "actual_sales" if past and not ahead else "expected_sales"
        kept = tuple(f for f in plan.filters if f.column not in ("action", "on_hand", "order_qty", sold))
        return plan.with_(
            measures=(sold,) if plan.intent == "list" else ("count",), group_by="series", sort=None,
            filters=(*kept, Filter("on_hand", "<", f"@{sold}")),
            window=ahead or past or default_window(catalogue.calendar, "forecast"),
        )  # fmt: skip
    return plan
