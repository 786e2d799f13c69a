# ruff: noqa: E501 - a pattern is read on one line
"""What part of a sum meets a condition: "of the money in stock, what percentage sits in overstocked lines?"."""

from __future__ import annotations

import re
from datetime import date

from rag.plan import Filter, Plan
from rag.understanding.message.masking import Masked
from rag.understanding.words.amounts import Amounts
from rag.understanding.words.conditions import class_filters, template_filters, templates_in
from rag.understanding.words.measures import find_measures

__all__ = ["GOODS_SAID", "SHARE_SAID", "as_goods", "put_part_with", "sum_of"]

_PART = r"(?:percent(?:age)?|per cent|%|share|part|proportion|fraction)"
_LIES = r"(?:is|are|sits?|lies?|stands?|rests?|belongs?|comes?|goes|hangs?|has|have|shows?|needs?|gets?|must|should|stuck|tied up|locked|parked)"
SHARE_SAID = (
    re.compile(rf"\bof (?:all )?(?P<whole>[^?;]{{3,90}}?),? (?:what|which|how (?:much|many|large|big)(?: an?)?) {_PART}\b(?P<part>[^?]*)"),
    re.compile(rf"\b(?:what|which|how (?:much|many|large|big)(?: an?)?) {_PART} of (?P<whole>[^?;]{{3,90}}?) {_LIES} (?P<part>[^?]+)"),
    re.compile(rf"^(?P<part>[^?:;]{{3,60}})[:;,] (?:what (?:is|are) )?(?:their|its|the) {_PART} (?:of|in) (?P<whole>[^?;]{{3,80}})"),
    re.compile(rf"\bhow much of (?P<whole>[^?;]{{3,90}}?),? (?:in|as an?) {_PART},? {_LIES} (?P<part>[^?]+)"),
)  # fmt: skip
_MONEY = re.compile(r"\b(?:money|capital|cash|euros?|eur|value|worth|funds|dollars?|pounds?)\b|€")
_IN_STOCK = re.compile(r"\b(?:stock\w*|inventory|on hand|shel(?:f|ves)|warehouse|lying|tied up|sitting|bound|locked)\b")
_ON_ORDER = re.compile(r"\b(?:on (?:open )?order|open (?:purchase )?orders?|on (?:the|its|their) way|in transit)\b")
_RECOMMENDED = re.compile(
    r"\b(?:recommend\w*|propos\w*|suggest\w*|(?:want|have|need) to (?:order|buy)|must (?:order|buy)|order value)\b"
)
#: Sums of which a part may meet a condition.
_SUMS = frozenset(
    {
        "on_hand",
        "stock_value",
        "revenue_90d",
        "expected_sales",
        "expected_lost_units",
        "safety_stock",
        "order_value",
        "order_qty",
    }
)
_CONDITIONS = frozenset({"excess", "out_of_stock", "rising", "falling", "flat", "no_order", "ok", "has_open_order"})


GOODS_SAID = re.compile(r"\b(?:products?|items?|articles|skus?|lines|goods|sellers)\b")
#: "What percentage of all products in [store]": as many as there are
_GOODS = re.compile(
    r"(?:(?:all|the|our|its|their|your|different|of) )*(?:products?|items|articles|skus|(?:product |stock )?lines|range|assortment)(?: (?:in|at|of|for) (?:the )?(?:\[store\]|\[supplier\]|\[category\]|(?:whole |entire )?(?:chain|company|range|assortment)))?(?:,? in(?: percent| per cent| %)?)?"
)
_OF_GOODS = frozenset({"recommended", "today", "expedite", "order_soon", "at_risk"})


_BARE_CLASS = re.compile(
    r"\b(lumpy|intermittent|smooth|erratic)\b(?! (?:demand|products?|items?|skus?|sellers?|class))"
)


def as_goods(words: str) -> str:
    """The words of a part as those of a list: a trend or a class of goods, said of no list here."""
    return "which products " + _BARE_CLASS.sub(r"\1 demand", words)


def put_part_with(plan: Plan, masked: Masked, amounts: Amounts, as_of: date) -> Plan:
    """`plan` as the share of a sum that lies in rows of a kind, where the words ask for that; unchanged otherwise."""
    if plan.intent not in ("value", "list", "compare", "count") or plan.scenario or plan.entities.products:
        return plan
    said = next((m for pattern in SHARE_SAID if (m := pattern.search(masked.text))), None)
    if said is None:
        return plan
    goods = _GOODS.fullmatch(said["whole"].strip())
    measure = "count" if goods else sum_of(said["whole"])
    found = as_goods(said["part"])
    templates = templates_in(found, amounts) & (_CONDITIONS | _OF_GOODS if goods else _CONDITIONS)
    filters: list[Filter] = [*template_filters(templates, as_of, None), *class_filters(found, [])]
    if not measure or not filters:
        return plan
    return plan.with_(
        intent="value", measures=(measure,), filters=tuple(filters), share=True, share_of="", group_by=None, sort=None,
        limit=None, offset=0, difference=False, per_series=False, statistic="total", levels=(),
        window=plan.window if measure == "expected_sales" else None, second_window=None,
    )  # fmt: skip


def sum_of(words: str) -> str:
    if _ON_ORDER.search(words):
        return "on_order_value" if _MONEY.search(words) else "on_order"
    if _MONEY.search(words) and _IN_STOCK.search(words):
        return "stock_value"
    if _MONEY.search(words) and _RECOMMENDED.search(words):
        return "order_value"
    found = [f.id for f in find_measures(words) if f.id in _SUMS]
    return next((id for id in found if id != "expected_sales"), found[0] if found else "")  # "units on hand": no sales
