# ruff: noqa: E501 - a pattern is read on one line
"""Money over pieces or lines: "the average price per unit in the recommended orders", "order value per order line on average"."""

from __future__ import annotations

import re

from rag.plan import Filter, GroupBy, Plan
from rag.understanding.message.masking import Masked

__all__ = ["put_average"]

_MEAN = re.compile(r"\b(?:average|averaged|avg|mean|on average|per|blended|weighted)\b")
_PRICE = r"(?:price|cost|costs|value|worth|euros?|eur|pounds|dollars|money|pay|paid|spend|revenue|turnover|takings)"
_A_PIECE = re.compile(
    rf"\b(?:{_PRICE}|buying price|purchase price)\b[^?;]{{0,25}}\b(?:per|for each|for (?:a|one) single|of (?:a|one|each)) (?:single )?(?:unit|piece|item|pack)\b"
    rf"|\b(?:average|avg|mean|blended|weighted)(?: \w+){{0,2}} (?:unit|piece|item|purchase|buying|selling) (?:{_PRICE})\b"
    rf"|\bwhat (?:does|do|did|would|is) (?:a|an|one|each|the average)(?: single| average)? (?:unit|piece|item|pack)\b[^?;]{{0,30}}\bcost\w*\b[^?;]{{0,20}}\bon average\b"
    rf"|\bon average\b[^?;]{{0,30}}\bcost\w*\b[^?;]{{0,10}}\b(?:per|a|each|one) (?:unit|piece)\b|\bcosts?\b (?:us )?on average (?:per|a) (?:unit|piece)\b"
)
_PER_LINE = re.compile(
    rf"\b(?:average|avg|mean|on average)\b[^?;]{{0,60}}\b(?:per|of (?:an?|each|one)|for each) (?:single )?(?:recommended |suggested |proposed )?(?P<k>order line|order position|order|line|position|supplier|store|shop|branch|product|category)\b"
    rf"|\b{_PRICE}\b[^?;]{{0,40}}\bper (?:single )?(?:recommended |suggested |proposed )?(?P<k2>order line|order position|order|line|position|supplier|store|shop|branch|product|category)\b[^?;]{{0,40}}\b(?:average|avg|mean|on average)\b"
    r"|\b(?:average|avg|mean) (?P<k3>order) (?:value|cost|bill)\b"
)
_ORDERED = re.compile(
    r"\b(?:recommend\w*|propos\w*|suggest\w*|(?:today's|the|all|our|your|new|an?) orders?\b(?! (?:point|level))|order (?:list|lines?|value|proposal\w*)|to (?:order|buy)|should (?:order|buy)|per (?:order|line))\b"
)
_OPEN = re.compile(
    r"\b(?:open|outstanding|pending|placed|running|on) (?:purchase )?orders?\b|\bon (?:the|its|their) way\b|\bon order\b"
)
_SOLD = re.compile(r"\b(?:sold|sales|sell|sells|selling|revenue|turnover|takings|took|earned)\b")
_STOCKED = re.compile(r"\b(?:stock|on hand|inventory|shelf|shelves|in stock)\b")
_GROUPS: dict[str, GroupBy] = {
    "supplier": "supplier", "store": "store", "shop": "store", "branch": "store", "product": "product", "category": "category",
}  # fmt: skip
_TO_ORDER = (Filter("order_qty", ">", 0),)


def put_average(plan: Plan, masked: Masked) -> Plan | None:
    """`plan` as the money divided by the pieces, or by the lines, it is of; None where no such average is asked for."""
    text = masked.text
    if plan.intent not in ("value", "list", "rank", "count", "compare") or plan.scenario or not _MEAN.search(text):
        return None
    if len(plan.entities.products) > 1 or _RANKED.search(text) or "[future]" in text:
        return None
    base = plan.with_(
        intent="value", statistic="total", group_by=None, sort=None, limit=None, per_series=False, share=False,
        difference=False, levels=(), second_window=None, window=None, filters=(), also=(),
    )  # fmt: skip
    if (line := _PER_LINE.search(text)) is not None and _ORDERED.search(text) and not _OPEN.search(text):
        said = line["k"] or line["k2"] or line["k3"]
        kept = _of_orders(plan)
        lines = base.with_(intent="count", measures=("count",), group_by=_GROUPS.get(said, "series"), filters=kept)
        return base.with_(measures=("order_value",), filters=kept, combine="quotient", also=(lines,))
    if not _A_PIECE.search(text) or plan.entities.products:
        return None
    if (pair := _pair(text, masked)) is None:
        return None
    money, pieces = pair
    kept = _of_orders(plan) if money == "order_value" else ()
    window = plan.window if money == "actual_revenue" else None
    whole = base.with_(filters=kept, window=window)
    return whole.with_(measures=(money,), combine="quotient", also=(whole.with_(measures=(pieces,)),))


#: "Which supplier has the highest price per unit?", "the price per unit of each": no one average
_RANKED = re.compile(
    r"\b(?:which|who|rank|top|highest|lowest|most|least|cheapest|dearest|each (?:product|supplier|store|category)|every|by (?:product|supplier|store|category)|list)\b"
)


def _of_orders(plan: Plan) -> tuple[Filter, ...]:
    """What is recommended, and when it is due."""
    due = tuple(f for f in plan.filters if f.column in ("action", "order_by"))
    return (*_TO_ORDER, *due)


def _pair(text: str, masked: Masked) -> tuple[str, str] | None:
    """The money and the pieces that it is divided by."""
    if _OPEN.search(text):
        return "on_order_value", "on_order"
    if _ORDERED.search(text):
        return "order_value", "order_qty"
    if _SOLD.search(text) and [w.side for w in masked.windows] == ["history"]:
        return "actual_revenue", "actual_sales"
    if _STOCKED.search(text):
        return "stock_value", "on_hand"
    return None
