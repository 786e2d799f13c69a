# ruff: noqa: E501 - a pattern is read on one line
"""Last days for orders and deliveries: "what has to be ordered by Friday", "what arrives between now and the 20th"."""

from __future__ import annotations

import re
from datetime import date

from rag.plan import Filter, Plan
from rag.understanding.message.masking import Masked

__all__ = ["deadlines", "of_order_sums", "summed_by_deadline"]

#: "Which orders have their deadline between Monday and Friday?"
_FALLS_IN = re.compile(
    r"\b(?:deadline|order(?:ing)? dates?|order-by dates?|last (?:possible )?(?:order(?:ing)? )?(?:day|date))s?\b[^?]{0,25}"
    r"(?<!by )(?<!until )(?<!before )\[future\]"
)
#: "Which orders can wait until after the 10th?", "... are placed after the 10th"
_NOT_BEFORE = re.compile(
    r"\b(?:placed?|sent|send|raised?|ordered|order|bought|buy|wait|go out|put off|postponed?)\b(?: (?:only|until|till|out))* \[future\]"
)
#: "Due next week": from its first day on; "due in the next 7 days" has what is late in it as well
_A_STRETCH = re.compile(
    r"(?:next week|(?:this |next )?weekend|from |between |\d\S* (?:to|until|through|-) |(?:\w+ )?(?:days|weeks?|fortnights?|month),? (?:that |which )?(?:start|begin|commenc|from|end|to ))",
    re.IGNORECASE,
)
#: "Between 3 and 9 November": not what has to go out before it
_BOTH_ENDS = re.compile(r"(?:from |between )?(?:\w+ )?\d\S*(?: \w+)? (?:to|until|through|and|-) ", re.IGNORECASE)
#: "After 10 January", "from 12 January on"
_OPEN_END = re.compile(r"after |from .+ on\b")
_BY_THEN = re.compile(
    r"\b(?:no|not) later than \[future\]|\bat the latest (?:by|on) \[future\]|\b(?:by|within) \[future\]|\bby (?:that|this|the same|said) (?:day|date)\b|\bby then\b"
)


#: In the words of a sum; a list of orders needs none
_ORDERS = re.compile(
    r"\b(?:(?:to|we|i|must|should) (?:re-?)?(?:order|buy|purchase)|spend(?:ing)?|outlay|(?:order|purchase) values?|orders)\b"
)
#: Orders that have to last a time, or that are held against what sells in it
_FOR_A_TIME = re.compile(
    r"\b(?:cover\w*|last\w*|demand|sell\w*|sales|enough|suffic\w*|needs? of|forecast\w*|run\w*|stock ?out\w*|open|arriv\w*|deliver\w*|promotion\w*|clos\w*|shut\w*|survive|tide)\b"
)
_DUE = re.compile(r"\bdue\b")
_IN_IT = re.compile(
    r"(?<!\bfor )(?<!\bfor the )(?<!\bfor the days )(?<!(?<!end )(?<!close )of )(?<!\bthrough )(?<!\bthan )(?<!\bon )(?<!\bafter )(?<!\bfrom )\[future\]"
)


def _placed_within(masked: Masked) -> bool:
    """Does a list of orders name a stretch of time in which they are to be placed?"""
    ahead = [w for w in masked.windows if w.side == "forecast"]
    later = ahead and ahead[0].label.startswith("after ")
    stretch = (
        len(ahead) == 1 and not later and (ahead[0].days > 1 or ahead[0].label.startswith(("by ", "until ", "before ")))
    )
    return stretch and any(_IN_IT.search(s) and not _FOR_A_TIME.search(s) for s in re.split(r"[.?!]", masked.text))


def _ordered_within(masked: Masked) -> bool:
    """Does the question for a sum of orders name such a time?"""
    return bool(_ORDERS.search(masked.text)) and not _DUE.search(masked.text) and _placed_within(masked)


def of_order_sums(plan: Plan) -> bool:
    return plan.intent == "value" and bool({"order_qty", "order_value"} & {*plan.measures})


def summed_by_deadline(plan: Plan, masked: Masked) -> bool:
    """ "What does everything cost whose order-by date falls in the next 7 days?" """
    one = plan.entities.products and plan.entities.stores
    return of_order_sums(plan) and not one and bool(_FALLS_IN.search(masked.text) or _ordered_within(masked))


def deadlines(plan: Plan, masked: Masked, until: date | None, filters: list[Filter]) -> list[Filter]:
    """ "By Friday": the last day for orders and deliveries."""
    if until is None or (plan.intent not in ("list", "count") and not summed_by_deadline(plan, masked)):
        return []
    measures, found = set(plan.measures), []
    ahead = next((w for w in masked.windows if w.side == "forecast"), None)
    to_place = measures & {"order_qty", "order_value", "order_by"} and not measures & {"due_on", "on_order"}
    later = ahead is not None and ahead.label.startswith("after ") and to_place and _NOT_BEFORE.search(masked.text)
    if ahead is not None and (later or _FALLS_IN.search(masked.text)):
        return [Filter("order_by", ">=", ahead.start), Filter("order_by", "<=", ahead.end)]
    dated = "order_by" in measures and not any(f.column == "order_by" for f in filters)
    ordered = measures & {"order_qty", "order_value"} or any(f.column == "order_qty" for f in filters)
    within = _placed_within(masked) if plan.intent in ("list", "count") else _ordered_within(masked)
    if dated or (ordered and (_BY_THEN.search(masked.text) or within)):
        if within and ahead is not None and (_BOTH_ENDS.match(ahead.label) or _OPEN_END.match(ahead.label)):
            found.append(Filter("order_by", ">=", ahead.start))
        found.append(Filter("order_by", "<=", until))
    if measures & {"due_on", "on_order"} and "stockout_date" not in measures:
        window = plan.window or next((w for w in masked.windows if w.side == "forecast"), None)
        begins = window and (window.days == 1 or _A_STRETCH.match(window.label) or _OPEN_END.match(window.label))
        if window is not None and begins:
            found.append(Filter("due_on", ">=", window.start))
        found.append(Filter("due_on", "<=", until))
    return found
