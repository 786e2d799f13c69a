# ruff: noqa: E501 - a pattern is read on one line
"""Goods of which nothing was sold: "which products did we not sell at all last week?" """

from __future__ import annotations

import re

from rag.names.catalogue import Catalogue
from rag.plan import Filter, Plan
from rag.times.windows import make_window
from rag.understanding.message.masking import Masked

__all__ = ["put_unsold"]

_GOODS = r"(?:products?|items?|articles?|skus?|lines?|goods|things|everything|anything|\[category\])"
_NOT_SOLD = re.compile(
    rf"\b{_GOODS}\b[^?]{{0,40}}\b(?:not|never|n't)(?: (?:even|been|yet|have|once|we|ever))* (?:sell|sold|move|moved|selling|a single (?:sale|unit))\b(?! (?:out|(?:the )?(?:best|most)|well|as|more|less|enough|so|much|than|off))"
    rf"|\b{_GOODS}\b[^?]{{0,40}}\b(?:sold (?:nothing|none|zero|not (?:a|one)\b)|(?:without|no|zero) (?:any |an? |a single )?(?:sales?|units? sold)\b|did not sell(?! (?:(?:the )?(?:best|most)|well|as|more|less|enough|so|much|than|off)))(?! out)"
    r"|\bunsold\b(?= (?:products?|items?|articles?|skus?|lines?)\b)"
)
_HERE_NOT_THERE = re.compile(
    r"\b(?:not|never|n't)\b[^?]{0,25}\b(?:in|at) \[store\],? but (?:also |only )?(?:(?:we |it )?(?:do|does|is|are|sell|sold) )*(?:in|at) \[store\]|\b(?:in|at) \[store\],? but (?:not|never) (?:in|at) \[store\]"
)
_SALES = {"actual_sales", "expected_sales"}


def put_unsold(plan: Plan, masked: Masked, catalogue: Catalogue) -> Plan:
    """`plan` as the list, or number, of products without a sale in the time that is said; unchanged without such words."""
    said = _NOT_SOLD.search(masked.text)
    if said is None or plan.entities.products or plan.intent not in ("list", "count", "value", "rank"):
        return plan
    if _HERE_NOT_THERE.search(masked.text):
        return plan.with_(
            intent="no_data", measures=(), filters=(), window=None, sort=None, limit=None,
            problem="I cannot list what is sold in one store and not in another; I can list what sold nothing in one of them.",
        )  # fmt: skip
    past = next((w for w in masked.windows if w.side == "history"), None)
    if past is None and any(w.side == "forecast" for w in masked.windows):
        return plan
    calendar = catalogue.calendar
    window = past or make_window(calendar.history_start, calendar.as_of, "all days on record", calendar, "history")
    kept = tuple(f for f in plan.filters if f.column not in (*_SALES, "on_hand"))
    return plan.with_(
        intent="count" if plan.intent == "count" else "list", measures=("actual_sales",), group_by="product",
        window=window, filters=(*kept, Filter("actual_sales", "<=", 0)), sort=None, limit=None, statistic="total",
        per_series=False,
    )  # fmt: skip
