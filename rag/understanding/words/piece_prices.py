# ruff: noqa: E501 - a pattern is read on one line
"""What one piece costs or sells for, where a limit is set on goods: "products that cost more than 8 euros"."""

from __future__ import annotations

import re

from rag.plan import Filter, Plan

__all__ = ["piece_price", "told_by_price"]

_GOODS = r"(?:(?:products?|items?|articles?|goods|skus?|things?|stuff|lines? we (?:sell|carry|stock|keep)|\[category\]|\[product\])(?: (?:from|of|by|at|in) \[\w+\])?|what|anything|everything|something|ones|those)"
_THAT = (
    r"(?:,? (?:that|which|who|we (?:sell|stock|carry|keep|have)|do|does|would|each|all|currently|now|of ours|there))*"
)
_COST = re.compile(rf"\b{_GOODS}{_THAT} (?:cost|costs|costing|(?:do |does )?(?:we|i) pay)(?: (?:us|me|just|only))*\W*$")
_PRICE = re.compile(
    r"\b(?:sell|sells|selling|sold|retail|retails|retailing|go|goes|going|listed|marked)(?: (?:to customers|each|all|over the counter))? (?:for|at)\W*$"
    r"|\bpriced(?: at| for)?\W*$|\b(?:at|with|has|have|having|of) (?:an? |the |their |its )?(?:(?:unit|selling|sales|shelf|retail|list) )?price(?:s| tag)?(?: (?:is|of|that is|which is|lies|at|are))*\W*$"
    r"|\b(?:whose|where the|(?:its|their)) (?:(?:unit|selling|sales|shelf|retail|list) )?prices? (?:is|are|lies|stands at)\W*$"
)
#: "Products under 3 euros", "articles of ours above 20 euros"
_AT_ONCE = re.compile(
    r"\b(?:products?|items?|articles?|goods|skus?|things)(?: (?:in|at|from|of) (?:\[\w+\]|ours|our range))?(?: (?:that|which|and))*(?: (?:are|is))?(?: all)?\W*$"
)
_PAST_SUM = re.compile(r"\bsold(?: (?:for|at))?\W*$")
#: Said of pieces or of money that is spent, after all
_IN_ALL = re.compile(
    r"^\s*(?:to (?:order|buy|restock|replenish)|worth|of (?:stock|goods|it)|in (?:total|all|stock|sum|orders)|altogether|together|(?:for|per) (?:the|each|one) (?:line|order)|a (?:week|month|year|day|line)|of sales|on order|in revenue)\b"
)
_ON_ORDER = re.compile(
    r"\b(?:nothing|none|anything|something|not|no|already|are|is|still|stock|units?|pieces)(?: (?:is|are|currently|left))? on order\b|\bon order\b|\b(?:open|late|pending|outstanding|overdue) (?:purchase )?orders?\b|\bno orders?(?: (?:open|coming|placed))?\b|\b(?:in|out of|over-?)stock\w*\b"
)
_OF_ORDERS = re.compile(r"\b(?:re-?order\w*|order\w*|buy\w*|purchas\w*|recommend\w*|propos\w*|suggest\w*|spend\w*)\b")
_WORTH = re.compile(
    r"\b(?:worth|value|revenue|turnover|takings|stock|margin|cost|earn\w*|mak\w+|bring\w*|loss|lose|lost)\b"
)
_OF_PILES = frozenset(
    {"order_value", "stock_value", "order_qty", "on_order_value", "revenue_90d", "expected_sales", "count"}
)


def piece_price(before: str, after: str) -> str:
    """The measure of a limit in money between two pieces of a text: what one piece costs or sells for; "" for another."""
    if _PAST_SUM.search(before) and "[past]" in before + after:
        return "actual_revenue"
    if _IN_ALL.match(after):
        return ""
    if _PRICE.search(before):
        return "product_unit_price"
    ordered = _OF_ORDERS.search(_ON_ORDER.sub(" ", f"{before} # {after}"))
    if _AT_ONCE.search(before) and not ordered and not _WORTH.search(before + after):
        return "product_unit_price"
    return "product_unit_cost" if _COST.search(before) and not ordered else ""


def told_by_price(plan: Plan, limits: list[Filter], text: str) -> Plan:
    """A list that is limited by a price of a piece tells that price, where it was taken for the worth of a pile."""
    columns = [f.column for f in limits if f.column in ("product_unit_cost", "product_unit_price", "actual_revenue")]
    ordered = _OF_ORDERS.search(_ON_ORDER.sub(" ", text))
    if not columns or ordered or plan.intent not in ("list", "count") or not set(plan.measures) <= _OF_PILES:
        return plan
    return plan.with_(measures=("count",) if plan.intent == "count" else (columns[0],))
