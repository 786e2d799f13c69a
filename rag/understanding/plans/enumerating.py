# ruff: noqa: E501 - a pattern is read on one line
"""All the figures that a message counts up, in the plan."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rag.measures import SOLD_THROUGH
from rag.plan import Plan
from rag.understanding.plans.projecting import NOTHING_COMES
from rag.understanding.words.counted_up import counted_up
from rag.understanding.words.measures import find_measures

if TYPE_CHECKING:
    from rag.understanding.message.masking import Masked

__all__ = ["with_counted_up"]

_MOST_FIGURES = 6
_NEW_ORDERS = re.compile(
    r"\b(?:recommend\w*|suggest\w*|advis\w*|propos\w*|order value|new orders?|to (?:be )?order(?:ed)?|should (?:we |i )?(?:order|buy))\b"
)


def with_counted_up(plan: Plan, masked: Masked) -> Plan:
    """With every figure that the message counts up, whichever of them was read."""
    plan = _supplier_of_it(_with_both_added(_with_each_error(plan, masked), masked), masked)
    plain = plan.intent in ("value", "explain") and plan.statistic == "total" and not (plan.group_by or plan.share)
    if not plain or plan.scenario or plan.levels or plan.second_window:
        return plan
    worth = {"on_hand", "product_unit_cost", "product_unit_price"} if "stock_value" in plan.measures else set()
    if {"stock_value", "on_order_value"} & set(plan.measures) and not _NEW_ORDERS.search(masked.text):
        worth |= {"order_value"}  # "the open orders, in euros": no other sum
    worth |= {f.column for f in plan.filters if f.column == "supplier_payment_terms"}  # a condition, and no figure
    said = NOTHING_COMES.sub(" ", masked.text) if set(plan.measures) & set(SOLD_THROUGH) else masked.text
    more = [m for m in counted_up(said, masked.question) if m not in plan.measures and m not in worth]
    return plan.with_(measures=(*plan.measures, *more)) if len(plan.measures) + len(more) <= _MOST_FIGURES else plan


#: Errors of a forecast, as nothing else is called
_ERRORS = ("wape", "mae", "mape", "rmse", "mase", "wql")
_SIDE_BY_SIDE = re.compile(r"\b(?:against|compar\w+|versus|vs|difference|gap|relative|than|most|least|worst|best)\b")


def _with_each_error(plan: Plan, masked: Masked) -> Plan:
    """ "How far off is its daily forecast? RMSE and MAE, please": the two errors, and no sales beside them."""
    said = [f.id for f in find_measures(masked.text) if f.id in _ERRORS and (f.id != "wape" or "wape" in f.text)]
    named = tuple(dict.fromkeys(said))
    if len(named) < 2 or set(named) <= set(plan.measures) or _SIDE_BY_SIDE.search(masked.text):
        return plan
    if plan.intent not in ("value", "compare", "explain") or plan.scenario or plan.also:
        return plan
    others = tuple(m for m in plan.measures if m in ("bias_pct", "coverage_80", "forecast_model"))
    return plan.with_(
        intent="value", measures=(*named, *others), statistic="total", difference=False, window=None, sort=None
    )


_ADDED = re.compile(
    r"\b(?:total|sum) of (?:both|the two|these|those|them|the lot)\b|\b(?:add|sum)(?:ed|s|med|ming)?(?: \w+){0,2}? (?:up|together)\b|\b(?:both|the two|two|it|that|this|these) (?:together|combined|summed|in all|in total|altogether)\b"
)


def _with_both_added(plan: Plan, masked: Masked) -> Plan:
    """ "What is in the shop, what is on order, and the total of both?": stock, orders and the inventory position."""
    said = {f.id for f in find_measures(masked.text)}
    told = set(plan.measures)
    both = {"on_hand", "on_order"} <= said or ("inventory_position" in told and len(told) == 2)
    both = both and told <= {"on_hand", "on_order", "inventory_position"}
    one = plan.intent == "value" and plan.entities.products and not (plan.scenario or plan.share or plan.filters)
    if not both or not one or not _ADDED.search(masked.question.lower()):
        return plan
    return plan.with_(measures=("on_hand", "on_order", "inventory_position"), difference=False)


def _supplier_of_it(plan: Plan, masked: Masked) -> Plan:
    """ "To whom do I send the order of [product], by what day, and for how much?": its supplier, and no list of them."""
    one = len(plan.entities.products) == 1 and plan.group_by == "supplier" and plan.intent == "list"
    if not one or len(counted_up(masked.text, masked.question)) < 2:
        return plan
    return plan.with_(intent="value", measures=("product_supplier",), group_by=None, filters=(), sort=None)
