# ruff: noqa: E501 - a pattern is read on one line
"""Second messages about the things of the first: counted on, added up, or the same set again."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from rag.measures import MEASURES, ORDER_LINE
from rag.plan import Filter, Plan
from rag.understanding.plans.money_to_come import IN_UNITS_ONLY
from rag.understanding.words.alerts import alert_filters
from rag.understanding.words.conditions import class_filters
from rag.understanding.words.counted_up import counted_up

if TYPE_CHECKING:
    from rag.understanding.turn import Turn

__all__ = [
    "ITS_UNITS",
    "OF_THEM",
    "counts_on",
    "in_that_context",
    "limits_of_theirs",
    "not_in_money",
    "of_the_firm",
    "same_set",
    "sums_up",
    "units_only",
    "with_those_before",
]

OF_THEM = re.compile(
    r"\b(?:the (?:\w+ )?ones(?= (?:again|please|only|too)\b|\s*(?:[?.,!]|$))|those|these|them|they|their|(?:on|from) (?:it|that)|(?:only|just) the ones|all of (?:that|it|this|them|those)|all that|that all|the lot|everything|altogether|in total|in all|each of|of these|the whole (?:list|lot)|this list|that list|it all)\b"
)
_THAT = re.compile(r"\b(?:that|it|this|these|those|they)\b")

#: "And in dollars?"
_BARE_UNIT = re.compile(
    r"^\W*(?:and |ok |so |now |then |what about |how about |what is it |how much is it )*in (?:units|pieces|pcs|money|euros?|dollars?|pounds?|cash|value|total)(?: then| please)?\W*$"
)
#: On the order that was told, and no open one
_ON_IT = re.compile(
    r"\bhow many\b(?! (?:orders|pos|lines)\b)[^?]{0,25}\b(?:are|is|will be|would be|go|goes|come) on (?:it|that|this|that one|that order)\b"
)
_HOW_MANY_UNITS = re.compile(r"\bhow many(?: units| pieces)?\b")
_SHELVED = re.compile(r"\b(?:stock\w*|on hand|shel\w+|inventory|in the (?:store|shop)|there)\b")
_SELLS = re.compile(r"\b(?:sell\w*|sold|sales|demand|forecast\w*|expect\w*)\b")


def counts_on(turn: Turn, earlier: Plan) -> bool:
    """ "And how many are falling?" after a count: the same count under another condition."""
    again = re.match(
        r"^(?:and |or |but )?how many (?:are|were|have|need|on|with|in|of (?:them|those|these))\b", turn.masked.text
    )
    stated = bool(turn.reading.templates or turn.amounts.thresholds or class_filters(turn.amounts.text, []))
    stated = stated or (earlier.measures == ("alert_count",) and bool(alert_filters(turn.amounts.text)))
    named = turn.plan.entities
    conditions = stated or bool(named.stores or named.suppliers or named.categories)
    return bool(earlier.intent == "count" and again and conditions and not turn.plan.entities.products)


def sums_up(turn: Turn, earlier: Plan) -> bool:
    """ "And how much money is that?" after a list or a count: of what was listed or counted."""
    told = {m for m in earlier.measures if m in MEASURES and MEASURES[m].additivity == "sum"}
    asked = set(turn.plan.measures) & told if earlier.intent == "list" else set()
    asked |= set(turn.plan.measures) & {"order_value", "order_qty", "stock_value", "expected_lost_units"}
    listed = earlier.intent in ("list", "count", "rank", "value", "draft_order") and bool(earlier.filters)
    said = _THAT.search(turn.masked.text) or _BARE_UNIT.match(turn.masked.text)
    return bool(listed and asked and turn.plan.intent == "value" and said)


_OF_UNITS = (
    "order_qty",
    "on_hand",
    "on_order",
    "actual_sales",
    "expected_returns",
    "actual_returns",
    "expected_lost_units",
)
_SAYS_SALES = re.compile(r"\b(?:sell\w*|sold|sales|demand|forecast\w*|expect\w*|predict\w*|move[sd]?)\b")


def limits_of_theirs(turn: Turn, filters: tuple[Filter, ...], earlier: Plan) -> tuple[Filter, ...]:
    """ "Only the ones of more than 30 units" after a list of orders: units of the orders, not of sales."""
    theirs = earlier.measures[0] if earlier.measures and earlier.measures[0] in _OF_UNITS else ""
    if not theirs or earlier.intent not in ("list", "count", "rank") or _SAYS_SALES.search(turn.amounts.text):
        return filters
    if turn.masked.windows or not (turn.reading.weak or set(turn.reading.measures) <= {"expected_sales"}):
        return filters
    return tuple(replace(f, column=theirs) if f.column == "expected_sales" else f for f in filters)


_FROM_THEM = re.compile(r"\b(?:from|with|by) them\b")


_OPEN = frozenset({"on_order", "on_order_value", "due_on", *ORDER_LINE})


def of_the_firm(turn: Turn, earlier: Plan) -> bool:
    """ "Is there anything to order from them?" after what is on its way: from the supplier, and not of those goods."""
    own = not turn.reading.weak and turn.plan.filters and turn.plan.intent in ("list", "count", "rank")
    open_ones = turn.plan.intent == "value" and bool(turn.plan.measures) and set(turn.plan.measures) <= _OPEN
    own = own or (open_ones and any(f.column == "order_qty" for f in earlier.filters))
    return bool(own and earlier.entities.suppliers and _FROM_THEM.search(turn.masked.text))


def with_those_before(filters: tuple[Filter, ...], before: tuple[Filter, ...]) -> tuple[Filter, ...]:
    """The conditions of a set, and those that narrow it; one on the same column takes its place.

    "At all" stays beside an upper limit: an order of fewer than five units is an order.
    """
    limited = {f.column for f in before}
    filters = tuple(
        f for f in filters if f.op != "is not null" or f.column not in limited
    )  # "and what runs out there?"
    own = {f.column for f in filters}
    upper = {f.column for f in filters if f.op in ("<", "<=") and f.value}  # "no order" is none of them
    kept = (f for f in before if f.column not in own or (f.column in upper and f.op == ">" and f.value == 0))
    return (*kept, *filters)


def same_set(turn: Turn, earlier: Plan) -> bool:
    """ "How many units is that in all?" after a list of orders: units of what was listed, not of sales."""
    generic = set(turn.plan.measures) <= {"expected_sales", "actual_sales"}
    said = re.search(r"\b(?:sell\w*|sold|sales|demand|forecast\w*|expect\w*|predict\w*)\b", turn.amounts.text)
    if re.search(
        r"\b(?:units|pieces|pcs) (?:(?:is|are|would|does|makes?) (?:that|this|it)|of (?:that|those|them|it|these))\b",
        turn.masked.text,
    ):
        return bool(generic and not said and earlier.measures and not turn.masked.windows)
    listed = set(earlier.measures) & {"order_qty", "order_value", "on_hand", "on_order"}
    theirs = OF_THEM.search(turn.masked.text) or (earlier.intent == "list" and _WHICH_ONE.match(turn.masked.text))
    return bool(generic and not said and listed and theirs and not turn.masked.windows)


#: "Which one has the most units?" after a list
_WHICH_ONE = re.compile(r"^(?:and |so |but |ok )*which one\b")
_ORDERED = frozenset({"order_qty", "order_value", "order_by", "product_unit_cost"})
_LEVELS = frozenset({"reorder_point", "safety_stock", "order_up_to"})
_FEW = 12  # words
_WORTH = re.compile(r"\b(?:value|worth|cost\w*|money|total|sum|bill)\b")
_OF_GOODS = re.compile(r"\b(?:revenue|turnover|takings|earn\w*|stock|sales|sell\w*|sold|price)\b")
#: What a quantity is worth
_ITS_VALUE = {
    "on_hand": "stock_value", "on_order": "on_order_value", "actual_sales": "actual_revenue",
}  # fmt: skip
_IN_ALL = r"(?:in (?:all|total|sum)|altogether|together|overall|all told|combined)"
_COST_IN_ALL = rf"\bwhat (?:do|does|did|will|would) (?:they|it|that|this|these|those|all (?:of )?(?:that|them|those|these))(?: all)? cost(?: us)? {_IN_ALL}\b|\b(?:total|whole|overall) (?:cost|value|worth) of (?:it|them|that|those|these)\b"
_IN_WORTH = re.compile(
    _COST_IN_ALL
    + r"|\b(?:worth|valued?)\b[^?]{0,20}\b(?:that|it|this|those|they|them)\b|\b(?:that|it|this|those|they|them)\b[^?]{0,15}\b(?:worth|in (?:money|euros?|dollars?|pounds?|cash))\b|^\W*(?:and )?(?:in (?:money|euros?|dollars?|pounds?|value)|(?:its|their|the) value)\W*$|^\W*(?:and |for |in |what about )*\[\w+\],? in (?:money|euros?|dollars?|pounds?)\W*$"
)


#: "In euros?", "and by value?"
_BARE_MONEY = re.compile(
    r"^\W*(?:(?:and|so|ok|now|no|rather|i mean|the same|what about|just|but),? )*(?:in|by) (?:money|euros?|eur|dollars?|pounds?|value|revenue|turnover)(?: (?:then|please|instead|rather|i mean|terms))*\W*$"
)


def not_in_money(turn: Turn, earlier: Plan) -> Plan | None:
    """ "And what is that worth?" after a forecast: no table has it; "in euros?" after a ranking by units: by their value."""
    text = turn.masked.text
    own = set(turn.plan.measures) <= {"order_value", "revenue_90d", "stock_value", "expected_sales"}
    ranked = earlier.intent == "rank" and earlier.sort is not None and earlier.among is None
    if ranked and own and earlier.sort and earlier.sort.measure in _ITS_VALUE and _BARE_MONEY.match(text):
        value, asked = _ITS_VALUE[earlier.sort.measure], turn.masked.question
        sort = replace(earlier.sort, measure=value)
        return earlier.with_(measures=(value,), sort=sort, also=(), question=asked, resolved_question=asked)
    if earlier.intent != "value" or earlier.measures != ("expected_sales",) or turn.masked.mentions or not own:
        return None
    if turn.masked.windows or turn.amounts.scenario or not _IN_WORTH.search(text) or _ORDERS.search(text):
        return None
    return turn.plan.with_(intent="no_data", problem=IN_UNITS_ONLY, measures=(), window=None, filters=())


#: "And in units?" after an amount of money
_IN_UNITS = re.compile(
    r"^\W*(?:and |ok |so |what about |how much |how many |is )*(?:that |it )?(?:in |is that in )?(?:units|pieces|pcs)(?: (?:is that|then|please|sold))*\W*$"
)
#: "Number of units only, I do not care about the cost", "just the pieces, no money"
_UNITS_ONLY = re.compile(
    r"\b(?:units|pieces|pcs|quantit(?:y|ies))(?:,)? (?:only|alone|instead|please|not (?:the )?(?:money|cost|value|euros?))\b"
    r"|\b(?:only|just|in) (?:the |in |as )?(?:total )?(?:number of )?(?:units|pieces|pcs|quantit(?:y|ies))\b"
    r"|\b(?:units|pieces|pcs)\b[^?]*\b(?:not|no|without|never mind|forget|instead of|rather than)\b[^?]{0,20}\b(?:money|costs?|value|euros?|amount|price)\b"
    r"|\b(?:not|no|without|never mind|forget|instead of|rather than)\b[^?]{0,20}\b(?:money|costs?|value|euros?|amount|price)\b[^?]*\b(?:units|pieces|pcs)\b"
)
ITS_UNITS = {
    "actual_revenue": "actual_sales", "order_value": "order_qty", "stock_value": "on_hand", "on_order_value": "on_order",
    "open_value": "open_units",
}  # fmt: skip


def units_only(turn: Turn, earlier: Plan) -> bool:
    """Are the units asked for of what was told in money?"""
    own = set(turn.plan.measures) <= {"expected_sales", "actual_sales", *earlier.measures, *ITS_UNITS.values()}
    told = earlier.measures[:1] and earlier.measures[0] in ITS_UNITS
    if not (own and told) or turn.masked.windows or turn.amounts.scenario or _SAYS_SALES.search(turn.amounts.text):
        return False
    return _UNITS_ONLY.search(turn.amounts.text) is not None


_ORDERS = re.compile(r"\b(?:order\w*|buy\w*|purchas\w*|recommend\w*)\b")
#: "What do the two of them make together?" after units: their sum
_MAKES = re.compile(
    r"\b(?:do|does|did|will|would|is|are)\b[^?.]{0,40}\b(?:make|bring)s?\b[^?.]{0,20}\b(?:together|altogether|combined|in (?:all|total|sum)|(?:summed|added) up|as a pair)\b"
    r"|\b(?:together|altogether|combined|in (?:all|total|sum)|summed up|between them)\b[^?.]{0,25}\b(?:make|bring)s?\b(?! (?:us|in)\b)"
)
_MONEY = re.compile(r"\b(?:euros?|eur|money|dollars?|pounds|cash|revenue|turnover|takings|earn\w*)\b|[€$£]")
_COMES_TO = re.compile(r"\b(?:comes?|came|amounts?|adds? up) to\b")
_NOTHING_COMES = re.compile(
    r"\b(?:no|without (?:any |a )?(?:new )?)(?: \w+)? ?deliver\w*|\bnothing (?:at all )?(?:comes|arrives|is delivered|gets here)\b|\bgoes (?:just )?(?:like|as) (?:you|the forecast)\b"
)
#: "What's the rate in Limerick?" after a note on returns
_ON_RETURNS = re.compile(r"\breturn(?:s|ed)?\b|\b(?:com|came|bring|brought|sen[dt])\w*(?: \w+)? back\b")
_RATE = re.compile(
    r"\b(?:rates?|percent\w*|share)\b|%|\b(?:statistics|stats|figures|numbers|data) (?:say|show|tell|give|put)\w*\b|\bhow high\b"
)
_LASTS_LONGER = re.compile(
    r"\b(?:last|lasts|would last|will last)(?: (?:us|me|them|the))* (?:longer|shorter|longest|shortest)\b"
)
_LEFT_THEN = re.compile(r"\b(?:be left|left (?:then|after that|at the end|over))\b")
_THE_REST = re.compile(r"\b(?:the (?:rest|remainder|remaining part|other part)|what else)\b")


def in_that_context(turn: Turn, earlier: Plan) -> tuple[str, ...]:
    """What a word of several meanings means after `earlier`: the value of an order, units that sales come to.

    Empty where it means what it means by itself.
    """
    text, measures = turn.amounts.text, set(turn.plan.measures)
    noted = earlier.intent == "notes" and turn.reading.weak and _ON_RETURNS.search(earlier.question.lower())
    if noted and _RATE.search(text):
        return ("return_rate_pct",)
    ordered = earlier.intent == "draft_order" or bool(_ORDERED & set(earlier.measures))
    if (
        ordered
        and turn.amounts.scenario is None
        and (several := counted_up(text, ordered=True))
        and len(text.split()) <= _FEW
    ):
        return several
    if _ORDERED & set(earlier.measures) and measures <= {"on_order", "expected_sales"} and _ON_IT.search(text):
        return ("order_qty",)  # "how many units are on it?" after the order to place
    drafted = earlier.intent == "draft_order" and not turn.masked.windows
    drafted = drafted and (measures <= {"expected_sales"} or (measures == {"on_hand"} and not _SHELVED.search(text)))
    if drafted and _HOW_MANY_UNITS.search(text) and not _SELLS.search(text):
        return ("order_qty",)  # "leave out [product], how many units is the rest?"
    if ordered and measures <= {"revenue_90d", "stock_value", "actual_revenue"} and _WORTH.search(text):
        return () if _OF_GOODS.search(text) else ("order_value",)
    counted = [m for m in earlier.measures if m in ITS_UNITS]
    if counted and (_IN_UNITS.match(text) or units_only(turn, earlier)):
        return (ITS_UNITS[counted[0]],)
    held = [m for m in earlier.measures if m in _ITS_VALUE]
    if (
        held
        and measures <= {"order_value", "revenue_90d", "stock_value"}
        and _IN_WORTH.search(text)
        and not _ORDERS.search(text)
    ):
        return (_ITS_VALUE[held[0]],)  # "410 on hand, what is that worth?"
    if held == ["on_hand"] and measures <= {"expected_sales", "on_hand"} and _LASTS_LONGER.search(text):
        return ("days_of_cover",)
    if measures == {"revenue_90d"} and earlier.measures and _MAKES.search(text) and not _MONEY.search(text):
        return earlier.measures
    sales = set(earlier.measures) <= {"expected_sales", "actual_sales"}
    if sales and earlier.measures and measures == {"order_value"} and _COMES_TO.search(text):
        said = re.search(r"\b(?:order\w*|cost\w*|money|pay|euros?|pounds|dollars|value)\b", text)
        return () if said else earlier.measures
    ahead = earlier.window is not None and earlier.window.side == "forecast" and sales
    if (
        ahead
        and measures == {"on_hand"}
        and (_LEFT_THEN.search(text) or _NOTHING_COMES.search(turn.plan.question.lower()))
    ):
        return ("stock_left",)
    if _LEVELS & set(earlier.measures) and _THE_REST.search(text):
        return ("protection_mean",)
    return ()
