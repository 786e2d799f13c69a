# ruff: noqa: E501 - a pattern is read on one line
"""What is left of the stock, or lacking, when a time has been sold through; what there is once an order is in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rag.measures import SOLD_THROUGH
from rag.plan import Plan
from rag.times.windows import Calendar, make_window

if TYPE_CHECKING:
    from rag.understanding.message.masking import Masked

__all__ = ["NOTHING_COMES", "projected", "put_sold_through"]

#: Nothing comes in meanwhile; a stretch of time sold through ends with what is left.
NOTHING_COMES = re.compile(
    r"(?:\b(?:brings?|brought|sees?|gets?|has|have|had) )?\b(?:no|zero|without (?:any |a )?)(?: ?(?:new|further|more|other|single|fresh|next))*(?: \w+)? ?(?:deliver\w*|suppl(?:y|ies)|shipments?|replenish\w*|receipts?|restock\w*|goods|trucks?|lorr(?:y|ies)|vans?|containers?|pallets?)\b"
    r"|\b(?:nothing|no ?one|nobody|not a single \w+|none)\b(?: (?:at all|else|more|new|further))?(?: \w+){0,2}? (?:com(?:es?|ing)|arriv\w+|deliver\w*|turns up|gets? (?:here|in|delivered)|shows up)\b"
    r"|\b(?:do|does|will|can|would|did|is|are)(?: not|n't) (?:\w+ )?(?:get|getting|have|having|see|receive|receiving|expect\w*) (?:a |an |any |another |the next |one |new |single |more )*(?:deliver\w*|shipments?|replenish\w*|goods|trucks?|lorr(?:y|ies)|vans?|suppl(?:y|ies))\b"
    r"|\b(?:(?:the |our |their )?(?:supplier|vendor|firm) )?(?:sends?|delivers?|ships?|brings?|supplies|supply|receives?|gets?)(?: (?:us|me|them|\[store\]))? nothing\b"
    r"|\b(?:deliver\w*|suppl\w+|shipments?|replenish\w*|trucks?|lorr\w+)\b[^?]{0,25}\b(?:fails?|stops?|stay away|does not come|do not come|don't come|doesn't come|is cut off|dr(?:y|ies) up|comes? to a halt)\b"
)
_LEFT = re.compile(
    r"\b(?:left(?: over)?|remain\w*|still (?:have|has|had|hold|be|got|in stock|on (?:hand|the shel\w+))|end up (?:with|at)|down to|over at the end)\b"
)
_GONE_BY = re.compile(
    r"\bonce the expected sales of \[future\]|\b(?:after|once|when|at the end of|by the end of|by)\b[^?]{0,30}\[future\]|\[future\](?: \w+){0,3} (?:is|are) (?:over|gone|through|sold)\b"
)
#: "How many of those will be left on 10 December?"
_LEFT_ON = re.compile(
    r"\b(?:will|would|going to|shall)\b[^?]{0,40}\b(?:left|remains?)(?: over| in stock| on the shelf| of (?:it|them|those|that))?(?: (?:by|come|at|on|until|the|end|of)){0,4} \[future\]"
)
#: "No delivery before the 12th. Will it last?"
_LASTS = re.compile(
    r"\b(?:will|does|do|would|is|are|can)\b[^?]{0,60}\b(?:last|hold out|enough|suffice|get (?:us )?(?:through|by)|carry us|see us through|tide us over)\b"
)
_LEFT_THEN = re.compile(
    r"\bwhat (?:would|will) (?:then )?be left\b|\bleft (?:then|over|after that|at the end) of (?:the|our|that) stock\b"
)
_UNSERVED = re.compile(
    r"\b(?:can ?not|can't|could not|couldn't|unable to|not be able to|won't be able to|fail to|not)\b(?: (?:\w+|\[\w+\])){0,3}? (?:serve\w*|cover\w*|meet|met|fill\w*|fulfil\w*|suppl(?:y|ied)|satisf\w+|sell|sold|deliver)\b"
    r"|\b(?:unserved|unmet|uncovered|shortfall|short|missing|lack\w*|too few)\b"
)
#: "How many units are missing to cover next week's demand?"
_TO_MEET = re.compile(
    r"\bhow (?:many|much)\b[^?]{0,40}\b(?:missing|lack\w*|short|too few)\b[^?]{0,40}\b(?:to (?:cover|meet|serve|satisfy|fill|get through)|for)\b[^?]{0,25}\[future\]"
)
_FROM_STOCK = re.compile(
    r"\b(?:stock|shel(?:f|ves)|on hand|have now|what (?:we|they|\[store\]) (?:have|has|hold\w*))\b"
)
_AN_ORDER = r"(?:re-?order\w*|orders?|ordered|recommend\w*|propos\w*|suggest\w*|buy|bought)"
_ORDER_IN = re.compile(
    r"\b(?:once|when|after|if|with|adding|add|plus|suppose|say|assum\w+|including)\b[^?]{0,50}\b(?:recommend\w*|propos\w*|suggest\w*|that|your|this|the)(?: \w+)? (?:order|quantity|amount|recommendation|units|one)\b"
    r"[^?]{0,40}\b(?:added|on top|arriv\w+|(?:is|are|was|were|comes?) in\b|delivered|here|placed|included|booked|received)"
    rf"|\b(?:{_AN_ORDER}|that|it|this|they|those)\b[^?]{{0,60}}\b(?:plus|on top of|add\w* to|together with|added to)\b[^?]{{0,40}}\b(?:on hand|stock|inventory position|stock position)\b"
    rf"|\b(?:plus|on top of|add\w* to|together with|added to)\b[^?]{{0,40}}\b(?:on hand|stock|inventory position|stock position)\b[^?]*\b{_AN_ORDER}\b"
)


def projected(ids: list[str], masked: Masked) -> list[str]:
    """`ids` with what a stretch of time leaves of them; unchanged where the words ask for nothing of the kind."""
    text, asked = masked.text, set(ids)
    if _ORDER_IN.search(text) and asked & {"on_hand", "inventory_position", "order_up_to_gap"}:
        return _with_the_order(ids)
    if not any(w.side == "forecast" for w in masked.windows):
        return ids
    if "inventory_position" in asked and _GONE_BY.search(text):
        return ["position_left" if i == "inventory_position" else i for i in ids if i != "expected_sales"]
    if not asked <= {"on_hand", "expected_sales", "expected_lost_units", "days_of_cover"}:
        return ids
    nothing_comes = NOTHING_COMES.search(text) is not None
    stock = "on_hand" in asked or _FROM_STOCK.search(text) is not None
    if (nothing_comes or "on_hand" in asked) and _UNSERVED.search(text):
        return ["stock_short"]
    if _TO_MEET.search(text):
        return ["stock_short"]
    if _LEFT.search(text) and (nothing_comes or (stock and (_GONE_BY.search(text) or _LEFT_THEN.search(text)))):
        return ["stock_left"]
    if (nothing_comes and _LASTS.search(text)) or (asked <= {"on_hand", "expected_sales"} and _LEFT_ON.search(text)):
        return ["stock_left"]
    return ["stock_left"] if nothing_comes and asked == {"on_hand"} else ids


def put_sold_through(plan: Plan, calendar: Calendar) -> Plan:
    """What is left at the end of a window is told with what it is made of: the stock, and all sales from tomorrow on."""
    left = next((m for m in plan.measures if m in SOLD_THROUGH), None)
    window = plan.window
    if left is None or window is None or window.side != "forecast" or not calendar.step_dates:
        return plan
    first = calendar.step_dates[0]
    if window.start > first:
        label = f"{first.day} {first:%B} to {window.end.day} {window.end:%B}"
        window = make_window(first, window.end, label, calendar)
    more = (SOLD_THROUGH[left], "expected_sales") if plan.intent == "value" else ()
    return plan.with_(window=window, measures=tuple(dict.fromkeys((*plan.measures, *more))))


def _with_the_order(ids: list[str]) -> list[str]:
    if "order_up_to_gap" in ids:
        return ["lot_extra"]  # what is above that level once the order is in
    after = {"on_hand": "stock_after_order", "inventory_position": "position_after_order"}
    if "inventory_position" in ids:
        ids = [i for i in ids if i != "on_hand"]
    return [after.get(i, i) for i in ids if i != "order_qty"]
