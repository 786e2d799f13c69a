# ruff: noqa: E501 - a pattern is read on one line
"""Conditions that are said beside another one: "not empty yet, but less than 14 days of cover"."""

from __future__ import annotations

import re

from rag.plan import Filter, Plan
from rag.understanding.message.masking import Masked

__all__ = ["put_joined_conditions"]

_SETS = ("list", "count", "rank")
#: "Not sold out yet, but nearly": there is some
_NOT_EMPTY = re.compile(
    r"\b(?:not|n't|never|nowhere near)(?: yet| quite| completely| already| entirely| currently| at| (?:a )?)*(?: ?)\b(?:empty|sold out|out of stock|out|gone|used up|zero|stocked out|depleted|run out)\b(?! (?:by|within|before|in|until|till|for|over) (?:the )?(?:\[future\]|\d))(?! of\b)"
    r"|\b(?:still|already) (?:has|have|hold|holds|with|got) (?:some|something|a few|stock|goods|units|any)(?: stock| units| pieces)?(?: left| on hand| in stock)?\b"
    r"|\b(?:has|have|with|there is|hold|holds)(?: still| at least)? (?:some|at least (?:one|a) (?:unit|piece)|a positive)(?: stock| units?| pieces?| left| on hand)*(?=[ ,.?]|$)"
    r"|\b(?:(?:even )?though|although|despite being|but|yet|while)(?: (?:they|it|these|those|we|there|them))?(?: (?:are|is|have|has|being|still|plenty|some))* (?:in stock|on hand|on the shel(?:f|ves))\b"
    r"|\bstock(?: on hand)? (?:is )?(?:above|over|greater than|more than) (?:zero|0|nothing)\b"
)
_IF_OUT = re.compile(r"\b(?:if|whether|when|once|until|till|so that|would|will)\b[^?,.;]{0,40}$")
_SET = r"\b(?:of|from|among|amongst|out of|within|for) (?:all )?(?:of )?(?:(?:the|those|these|your|our) (?:[\w-]+ ){0,2}?(?:products|items|articles|skus|lines|goods|things|ones)|everything|what(?:ever)?|those|all)"
#: "How many recommended lines ...", "... and still has a recommended order": orders that the plan proposes
_RECOMMENDED = re.compile(
    r"(?<!no )(?<!not )(?<!without )(?<!without a )\b(?:recommended|proposed|suggested) (?:(?:purchase|open|new|order|store|\[store\]|\[supplier\]) )*(?:lines?|orders?|quantit\w+|purchases?|positions?)\b"
    r"|\b(?:appears?|stands?|shows? up|figures?|is|are|listed) (?:again )?(?:in|on|among) (?:the |your |our |today's )?(?:recommendations?|order proposals?|recommended (?:orders|lines)|order list|buying (?:list|plan))\b"
    r"|\b(?:an? |the )(?:recommended|proposed|suggested) order\b|\b(?:order|quantity) (?:is|that is|gets|being) (?:recommended|proposed|suggested)\b"
    # "of the items that you recommend ordering", "among what must be bought for [store]"
    rf"|(?:{_SET}|\b(?:which|how many|what) (?:of (?:the|those|your|our) )?(?:products|items|articles|skus|lines|ones)) (?:(?:that|which) )?(?:you|we|i|they)(?:'d| would| do| now| currently)* (?:recommend|suggest|propose|advise|want|tell|ask)s?(?: (?:us|me|we|i))?(?: should| to)? (?:(?:re-?)?order|buy|purchas|restock|replenish)\w*\b"
    rf"|{_SET} (?:(?:that|which) )?(?:(?:is|are) (?:recommended|suggested|proposed|due) (?:for|to be)|(?:should|must|need to|needs to|have to|has to|ought to|are to) be|(?:is |are )?to be) (?:(?:re-?)?order|bought|buy|purchas|restock|replenish)\w*\b"
)
_NONE_RECOMMENDED = re.compile(
    r"\b(?:no|without(?: an?| any)?|not (?:a|any)|lack(?:s|ing)? (?:a|any)|neither) (?:recommended|proposed|suggested) (?:orders?|order lines?|quantit\w+)\b"
    # "... even though you recommend no order", "... and still nothing is to be ordered"
    r"|\b(?:recommend|propos|suggest|advis)\w* (?:placing |to place |ordering |to order )?(?:no (?:new |further )?orders?|nothing|not to order|against ordering|zero)\b"
    r"|\b(?:do|does|did)(?: not|n't) (?:recommend|propose|suggest|advise) (?:(?:placing|to place|ordering|to order)\b|an? (?:new )?order\b|any orders?\b|anything\b)"
    r"|\bno (?:new )?orders? (?:is|are|was|being|has been|gets?) (?:recommended|proposed|suggested|planned|advised)\b"
    r"|\b(?:nothing|not a thing) (?:is|was|has|gets|to be)(?: been| to be| being)? (?:recommended|proposed|suggested|ordered)\b(?! (?:yet|already))"
    r"|\byou (?:say|tell (?:me|us)) (?:to )?order nothing\b|\b(?:order )?(?:recommendation|proposal|suggestion|recommended (?:order )?quantity) (?:is|of|being|=) (?:zero|0|nothing)\b"
)
_TODAY = re.compile(
    r"\b(?:orders?|ordered|ordering|re-?order\w*|bought|placed|purchased?)\b[^?.;]{0,25}(?<!not )\b(?:today|right away|at once|immediately|straight away)\b|\btoday'?s (?:urgent )?(?:orders?|order lines?|list)\b"
)
_ORDERED = frozenset({"order_qty", "order_value"})
#: Figures of what is there and of what comes: the whole of them, whatever is recommended
_OF_ALL = frozenset({"on_order", "on_order_value", "on_hand", "stock_value", "inventory_position", "expected_sales"})
_OF_THOSE = re.compile(
    r"\b(?:of|for|from|with) (?:the |those |these |all |what |whatever |everything )+(?:\w+ ){0,3}?(?:recommend\w*|propos\w*|suggest\w*|to order|to be ordered|need(?:s|ed)? ordering|must be ordered)\b|\b(?:those|these|them|such)\b"
)


def put_joined_conditions(plan: Plan, masked: Masked) -> Plan:
    """`plan` with the conditions that stand beside another one, and without one that only names a figure."""
    plan = _figures_apart(plan, masked.text)
    if plan.intent not in _SETS or plan.group_by in ("alert", "note", "day", "weekday", "week", "month"):
        return plan
    filters = list(plan.filters)
    columns = {f.column for f in filters}
    out = any(f.column == "on_hand" and f.op in ("<=", "=") for f in filters)
    if columns - {"on_hand"} and _not_empty(masked.text) and (out or "on_hand" not in columns):
        filters = [*(f for f in filters if f.column != "on_hand"), Filter("on_hand", ">", 0)]
    turned = Filter("order_qty", ">", 0) in filters
    if (turned or columns - {"order_qty", "action", "order_by"}) and _NONE_RECOMMENDED.search(masked.text):
        rest = tuple(f for f in filters if f.column not in ("order_qty", "action", "order_by"))
        return plan.with_(filters=(*rest, Filter("order_qty", "<=", 0)))
    others = columns - {"order_qty", "action", "order_by", "on_order"}
    if others and "order_qty" not in columns and not columns & {"due_on"} and _RECOMMENDED.search(masked.text):
        filters.append(Filter("order_qty", ">", 0))
    proposed = any((f.column, f.op) == ("order_qty", ">") for f in filters)
    if proposed and not columns & {"action", "order_by"} and others and _TODAY.search(masked.text):
        filters.append(Filter("action", "in", ("order_now", "expedite")))
    if Filter("product_moq", ">", 1) in filters:  # "a minimum of one piece": left out, no limit besides
        filters = [f for f in filters if f.column != "product_moq" or (f.op, f.value) == (">", 1)]
    return plan.with_(filters=tuple(filters))


def _not_empty(text: str) -> bool:
    said = _NOT_EMPTY.search(text)
    return said is not None and not _IF_OUT.search(text[: said.start()])


def _figures_apart(plan: Plan, text: str) -> Plan:
    """ "How much is on order, and how much do you recommend on top?": what is on order of all goods."""
    asked = set(plan.measures)
    both = plan.intent in ("value", "compare") and asked & _ORDERED and asked & _OF_ALL
    if not both or plan.filters != (Filter("order_qty", ">", 0),) or _OF_THOSE.search(text):
        return plan
    return plan.with_(filters=())
