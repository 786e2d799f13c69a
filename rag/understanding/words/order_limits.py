# ruff: noqa: E501 - a pattern is read on one line
"""Limits on an open order, or on one of its lines, as a whole: its money, its units, its lines."""

from __future__ import annotations

import re

from rag.plan import Filter
from rag.understanding.words.amounts import read_amounts

__all__ = ["COUNTS", "OF_SINGLE_LINES", "order_limits"]

OF_SINGLE_LINES = re.compile(
    r"\b(?:which|what|how many|list|name|show|all|the|any)(?: (?:of|the|our|all|open|late|overdue|outstanding|single))* (?:order )?lines?\b"
)
_OF_ORDERS = re.compile(
    r"\b(?:open|outstanding|pending|late|overdue|purchase|delayed) (?:purchase )?(?:orders?|order lines?|pos?|lines?)\b"
)
#: "Products whose open orders are worth over 100 euro": a limit on the product
_OF_OTHERS = re.compile(
    r"\b(?:products?|items|articles|skus|stores?|shops?|branch\w*|suppliers?|vendors?|goods)\b[^?]{0,30}\b(?:whose|with|where|having|have|has|that|which)\b[^?]{0,25}\b(?:open|outstanding|pending|purchase)\b"
)
COUNTS = re.compile(r"\bhow many\b(?! (?:units|pieces))|\bnumber of\b")


def order_limits(text: str) -> list[Filter]:
    """ "Open orders worth more than 300 euro", "with more than three lines": limits on an order, or a line, as a whole."""
    if not _OF_ORDERS.search(text) or _OF_OTHERS.search(text):
        return []
    found = []
    for limit in read_amounts(text).thresholds:
        after = text[limit.to :]
        column = ""
        if limit.unit in ("euro", "eur", "€", "pound", "gbp", "dollar", "usd"):
            column = "open_value"
        elif limit.unit in ("unit", "piece", "pc") or re.match(r" ?(?:units|pieces|pcs)\b", after):
            column = "open_units"
        elif limit.unit in ("product", "item") or re.match(
            r" ?(?:different )?(?:order )?(?:lines|products|items|articles|positions)\b", after
        ):
            column = "open_lines"
        if column:
            found.append(Filter(column, limit.op, limit.value))  # type: ignore[arg-type]
    return found
