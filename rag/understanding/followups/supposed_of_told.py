# ruff: noqa: E501 - a pattern is read on one line
"""What-ifs on what was told: the orders of the answer before cut or raised, pieces of that stock given to another store."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from rag.plan import DISCOUNT, Plan, Scenario
from rag.understanding.words.numbers import NUMBER, number
from rag.understanding.words.orders_cut import DEMAND, part_of
from rag.understanding.words.supposed_prices import PERCENT

if TYPE_CHECKING:
    from rag.understanding.turn import Turn

__all__ = ["given_to_another", "supposed_of_that_figure"]

_ORDERED = frozenset({"order_qty", "order_value"})
_THEM = r"(?:it|them|that|those|these|all of (?:it|them|that|those)|each of (?:them|those)|(?:the|that|this) (?:order|bill|total|list|lot))"
_CHANGED = re.compile(
    rf"\b(?:cut|cutting|reduc\w*|trim\w*|shrink\w*|slash\w*|halv\w+|(?:take|taking|knock\w*|shav\w+)(?: {_THEM})? (?:off|away|out)|leav\w+|left|drop {_THEM}|(?:rais\w+|increas\w+|enlarg\w+|bump\w*|lower\w*|scal\w+) (?:up |down |back )?{_THEM})\b"
)
_CUT_THEM = re.compile(
    rf"\b(?:(?P<less>cut|cutting|reduc\w+|trim\w*|lower\w*|shrink\w*|slash\w*)|(?P<more>rais\w+|increas\w+|enlarg\w+|bump\w*)|scal\w+)(?: down| up| back)? {_THEM}(?: all)?(?: down| up| back)? by (?:(?P<n>\d+(?:\.\d+)?) ?(?:%|percent|per ?cent)|(?P<part>half|(?:an?|one) (?:third|quarter|fifth|tenth)|two thirds))"
)


def _of_those_orders_supposed(turn: Turn, merged: Plan, earlier: Plan) -> Plan:
    """ "Reduce them by 15%, what is the bill?" after orders: less of what is ordered, and no less demand."""
    ordered = (
        bool(earlier.measures) and set(earlier.measures) <= _ORDERED and earlier.intent in ("value", "list", "count")
    )
    supposed = merged.scenario
    if not ordered or turn.masked.windows or DEMAND.search(turn.masked.text) or earlier.scenario:
        return merged
    if supposed is not None and supposed.kind == "demand" and supposed.relative and _CHANGED.search(turn.masked.text):
        supposed = Scenario("quantity", supposed.value, relative=True)
    elif (
        supposed is not None and earlier.measures[0] == "order_qty" and (less := _taken_off(supposed, turn.masked.text))
    ):
        supposed = Scenario("quantity", -less, relative=True)
    elif supposed is None and (said := _CUT_THEM.search(turn.masked.text)):
        size = float(said["n"]) / 100 if said["n"] else part_of(said["part"])
        supposed = Scenario("quantity", size if said["more"] else -size, relative=True)
    if supposed is None or supposed.kind != "quantity" or not supposed.relative:
        return merged
    own = {f.column for f in merged.filters}
    filters = (
        *merged.filters,
        *(f for f in earlier.filters if f.column not in own),
    )  # of today's, where those were told
    return merged.with_(
        intent="whatif",
        scenario=supposed,
        measures=earlier.measures,
        filters=filters,
        group_by=None,
        sort=None,
        limit=None,
    )


_TAKEN_OFF = re.compile(
    rf"\b(?:knock|tak|took|shav|trim|cut|chop|slic|strip|wip|slash|carv|lop|dock)\w*(?: (?:off|away|about|maybe|say|another|a good|me|us|{_THEM}))* {PERCENT} (?:off|away|from|out)\b"
)
#: What customers pay, and what is on offer
_PRICED = re.compile(
    r"\b(?:pric\w*|discount\w*|promo\w*|offers?|rebates?|mark\w*|ticket|tag|label|cheap\w*|deals?|customers?|shelf|special|sale|coupon\w*|voucher\w*|cost\w*|pay\w*)\b|[€$£]"
)

_OFFERED = re.compile(
    rf"\b(?:promo\w*|offers?|discount\w*|prices?|coupons?|vouchers?)\b[^?.]{{0,30}}?\b{PERCENT} (?:off|less|cheaper|lower)\b"
)


def _of_those_sales_supposed(turn: Turn, merged: Plan, earlier: Plan) -> Plan:
    """ "Knock 25% off, what remains?" after expected sales: as much less demand; no price was spoken of."""
    sales = earlier.intent in ("value", "whatif") and earlier.measures[:1] == ("expected_sales",)
    supposed, text = merged.scenario, turn.masked.text
    if not sales or supposed is None or (earlier.scenario and earlier.scenario.kind != "demand"):
        return merged
    if less := _taken_off(supposed, text):
        return merged.with_(scenario=Scenario("demand", -less, relative=True))
    if supposed.kind == "demand" and _OFFERED.search(text):
        return merged.with_(scenario=Scenario("promotion", unit=DISCOUNT))
    return merged


def _taken_off(supposed: Scenario, text: str) -> float:
    """What part is taken off the figure, where it was read as a discount and no price is spoken of; 0 otherwise."""
    said = _TAKEN_OFF.search(text) if (supposed.kind, supposed.unit) == ("promotion", DISCOUNT) else None
    return 0.0 if said is None or _PRICED.search(text) else number(said["n"]) / 100


_STOCK = frozenset({"on_hand", "days_of_cover", "stockout_date"})


def _of_that_stock_supposed(merged: Plan) -> Plan:
    """ "And if we sold 30% more?" after what is on hand: how long it lasts then."""
    supposed = merged.scenario
    if merged.intent != "whatif" or supposed is None or supposed.kind != "demand":
        return merged
    held = "on_hand" in merged.measures and set(merged.measures) <= _STOCK
    return merged.with_(measures=("days_of_cover", "stockout_date"), window=None) if held else merged


def supposed_of_that_figure(turn: Turn, merged: Plan, earlier: Plan) -> Plan:
    """`merged` with what it supposes as it is meant of orders, expected sales or stock that were told."""
    merged = _of_those_orders_supposed(turn, _of_those_sales_supposed(turn, merged, earlier), earlier)
    return _of_that_stock_supposed(merged)


_GIVE = r"(?:send|sent|move|moved|ship|shipped|shift\w*|transfer\w*|give|gave|given|pass|passed|bring|brought|lend|lent|hand|handed)"
_TO_ANOTHER = re.compile(
    rf"\b{_GIVE}\b(?: (?:over|us|only|just|another))* (?P<n>(?!one\b){NUMBER})(?: (?:units|pieces|more|(?:units |pieces )?of (?:it|them|those|these|that)))* (?:over )?to (?:the )?\[store\]"
    rf"|\b{_GIVE} \[store\] (?P<n2>(?!one\b){NUMBER})(?: (?:units|pieces|more))?(?: of (?:it|them|those|these|that))?"
)


def given_to_another(turn: Turn, earlier: Plan) -> Plan | None:
    """ "We give 10 of those to Annecy. How many are left?" after the stock of one store: moved from the one to the other."""
    said = _TO_ANOTHER.search(turn.masked.text)
    here, to = earlier.entities.stores, turn.plan.entities.stores
    told = "on_hand" in earlier.measures and len(earlier.entities.products) == len(here) == 1
    if said is None or not told or len(to) != 1 or to == here or turn.plan.entities.products or turn.masked.windows:
        return None
    units = number(said["n"] or said["n2"])
    asked = turn.masked.question
    return earlier.with_(
        intent="whatif", measures=("on_hand",), scenario=Scenario("transfer", units, unit="from the first"), filters=(),
        entities=replace(earlier.entities, stores=(*here, *to)), window=None, question=asked, resolved_question=asked,
    )  # fmt: skip
