# ruff: noqa: E501 - a pattern is read on one line
"""Sales that are lost for want of stock, in money: "how much revenue do we stand to lose?"."""

from __future__ import annotations

import re

from rag.plan import Plan, Sort
from rag.understanding.message.masking import Masked

__all__ = ["lost_as_before", "put_lost_money"]

_UNITS, _MONEY = "expected_lost_units", "expected_lost_value"
_IN_MONEY = re.compile(
    r"\b(?:in|into|as) (?:money|euros?|eur|pounds?|gbp|dollars?|usd|cash|revenue|turnover|value)\b|\b(?:at|by|with|times) (?:the |their |its |our )?(?:selling|sales|retail|list|shelf|unit) prices?\b"
    r"|\b(?:lost|lose|losing|loses|miss|missed|missing|forgo|forgone|lack of|at risk|threatened|endangered)\b[^?.;]{0,25}\b(?:revenue|turnover|money|euros?|pounds|dollars|takings)\b"
    r"|\b(?:revenue|turnover|money|takings|euros)\b[^?.;]{0,40}\b(?:los[et]|losing|loses|miss|missing|forgo|forgone|slips?|escapes?|at stake|at risk)\b"
    r"|\b(?:lost|missed|forgone) (?:sales|units|demand)\b[^?.;]{0,25}\b(?:worth|value)\b|\b(?:worth|value) of (?:the |our |all )?(?:expected )?(?:lost|missed|forgone) (?:sales|units|demand)\b"
)
#: "How much revenue do we stand to lose for want of stock?": none that was made
_FOR_WANT = re.compile(
    r"\b(?:los[et]|losing|loses|miss(?:ed|ing)?|forgo|forgone|slips?|escapes?)\b[^?.;]{0,50}\b(?:want of|lack of|stock-?outs?|empty shel\w+|out of stock|no stock|short of stock|running out|run out|shortages?|too little stock|missing stock)\b"
    r"|\b(?:stock-?outs?|empty shel\w+|shortages?|running out)\b[^?.;]{0,40}\bcosts?\b"
)
#: "Where do we lose the most revenue?": sales that are not made, and no low revenue
_LOSES_MONEY = re.compile(
    r"\b(?:lose|loses|losing)(?: us| me)? (?:the )?(?:most|least|biggest|largest)(?: (?:potential|possible|expected|in))? (?P<what>revenue|turnover|money|takings|euros?|pounds|dollars|cash|sales|business)\b"
    r"(?! (?:compared|since|than|against|over the (?:last|past)|last|in the (?:last|past)|(?:on|through|because of|by|to|with) (?:\w+ )?(?:returns?|promotions?|offers?|discounts?|competitors?|orders?)))"
)
_REVENUE = frozenset({"revenue_90d", "actual_revenue", "expected_revenue"})
_RETURNS = ("expected_returns", "return_rate_pct")
#: What is lost may be read as what we have, or pay: "lose the most money for want of stock"
_MONEY_OF = frozenset({"stock_value", "order_value", "on_hand"})
_OF_ORDERS = re.compile(r"\border\w*\b|\bcosts?\b|\bspend\w*\b")
#: "Which product loses the most?": the largest loss comes first
_LOSES_MOST = re.compile(
    r"\blos(?:e|es|ing|t)\b[^?.;]{0,25}\b(?:most|more|biggest|largest|highest)\b|\b(?:most|biggest|largest|highest)\b[^?.;]{0,25}\b(?:los[et]|loses|loss(?:es)?)\b"
)
_UNITS_TOO = re.compile(r"\bhow many (?:units|pieces)\b|\b(?:in )?units and\b|\band (?:in )?units\b")


def put_lost_money(plan: Plan, masked: Masked) -> Plan:
    """`plan` with the money of the sales that are lost in place of their units, where the words ask for money."""
    plan = _largest_first(plan, masked.text)
    of_money = plan.measures and set(plan.measures) <= _REVENUE | (
        _MONEY_OF if _IN_MONEY.search(masked.text) else set()
    )
    lost = _LOSES_MONEY.search(masked.text)
    of_sales = lost and plan.intent == "rank" and plan.measures == ("expected_sales",)
    if (lost or _FOR_WANT.search(masked.text)) and (of_money or of_sales) and not masked.windows:
        plan = plan.with_(measures=(_UNITS,), window=None, second_window=None, difference=False)
        plan = plan.with_(sort=Sort(_UNITS, plan.sort.descending) if plan.sort is not None else None)
        plan = _largest_first(plan, masked.text)
    if _UNITS not in plan.measures or plan.intent not in ("value", "rank", "list", "compare") or plan.scenario:
        return plan
    if not _IN_MONEY.search(masked.text) and not (lost and lost["what"] not in ("sales", "business")):
        return plan
    kept = (_UNITS, _MONEY) if _UNITS_TOO.search(masked.text) else (_MONEY,)
    paid = () if _OF_ORDERS.search(masked.text) else ("order_value",)  # "in money" asks for no order
    others = tuple(m for m in plan.measures if m not in (_UNITS, "product_unit_price", *_REVENUE, *paid))
    sort = (
        Sort(_MONEY, plan.sort.descending)
        if plan.sort is not None and plan.sort.measure in plan.measures
        else plan.sort
    )
    return plan.with_(measures=(*kept, *others) if plan.intent != "rank" else (_MONEY, *others), sort=sort)


def _largest_first(plan: Plan, text: str) -> Plan:
    """ "With which product do we lose the most?" is no fall: the largest loss comes first."""
    lost = plan.sort is not None and (plan.sort.measure in (_UNITS, _MONEY, *_RETURNS) or _FOR_WANT.search(text))
    if plan.sort is None or not lost or plan.sort.descending or not _LOSES_MOST.search(text):
        return plan
    return plan.with_(sort=Sort(plan.sort.measure))


def lost_as_before(plan: Plan, text: str, earlier: Plan) -> Plan:
    """The loss in money where it was told in money, and by its largest: "with which product do we lose most?"."""
    money = earlier.measures[:1] == (_MONEY,) and plan.measures[:1] == (_UNITS,)
    if money and not re.search(r"\b(?:units|pieces|how many)\b", text):
        sort = Sort(_MONEY, plan.sort.descending) if plan.sort is not None else None
        plan = plan.with_(measures=(_MONEY, *plan.measures[1:]), sort=sort)
    return _largest_first(plan, text)
