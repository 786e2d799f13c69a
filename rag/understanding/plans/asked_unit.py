# ruff: noqa: E501 - a pattern is read on one line
"""Is the answer of the sort that was asked for? "How many days ...?" is not answered in units.

A question that names days, a percentage, money or a date, and whose plan tells nothing of that sort, was not
understood: the notes tell it where one speaks of the matter, otherwise it is asked back about.
"""

from __future__ import annotations

import re

from rag.measures import MEASURES
from rag.plan import Ambiguity, Plan

__all__ = ["asked_back_about_the_unit", "in_that_sort", "other_unit"]

#: Sort -> what asks for it
_ASKED = {
    "days": re.compile(r"\bhow many (?:more |further |extra |working |calendar |whole |full )*days\b"),
    "percent": re.compile(
        r"\b(?:what|which|how (?:many|much)) (?:percentage|percent|per cent|%)|\bby (?:what|how many|how much) (?:percentage|percent|per cent|%)"
    ),
    "money": re.compile(
        r"\bhow much money\b|\bhow many (?:euros|pounds|dollars|eur|usd|gbp|bucks|quid)\b|\bhow (?:big|large|high) (?:a |is the |will the )?(?:bill|cheque|check|invoice)\b"
    ),
    "date": re.compile(r"\b(?:what|which|on what|on which|by what|by which) (?:exact )?date\b"),
}
#: Sort -> figures of it, as a buyer is asked back
_FIGURES = {
    "days": "days of cover, the lead time, or how late a delivery is",
    "percent": "the trend, the effect of promotions, the return rate, the risk of a stockout, or the forecast error",
    "money": "the value of the orders, the value of the stock, the revenue, or a price",
    "date": "when it runs out, when to order, or when a delivery is due",
}
#: "How many days until the fair?": of no stock
_UNTIL_SOMETHING = re.compile(r"\bhow many (?:\w+ )?days\b[^?]*\b(?:until|till|before|to go (?:to|until|till))\b")
_TELLS = {"days": ("days", "weeks"), "percent": ("%",), "money": ("currency",), "date": ()}


def _told_otherwise(plan: Plan) -> bool:
    """Shares, quiet days, notes and suppositions tell more than their measures."""
    return bool(
        plan.share
        or plan.combine
        or plan.statistic != "total"
        or plan.note_query
        or plan.entities.notes
        or plan.scenario
        or plan.levels
        or plan.among
        or plan.second_window
        or plan.difference
        or plan.group_by in ("day", "note", "week", "month", "weekday")
        or plan.promotion_time
    )


def _of_one_day(parts: list[Plan]) -> bool:
    """ "What date is the fair, and how many will we sell that day?": the day is told with the figure."""
    return any(p.window is not None and p.window.asked and p.window.days == 1 for p in parts)


def other_unit(plan: Plan) -> str:
    """The sort that the question asks for and the plan does not tell; "" where they agree."""
    parts = [plan, *plan.also]
    if any(p.intent not in ("value", "compare") or not p.measures or _told_otherwise(p) for p in parts):
        return ""
    known = [MEASURES[m] for p in parts for m in p.measures if m in MEASURES]
    if any(m.kind != "number" for m in known) or not known:
        return ""
    text = " ".join(plan.question.lower().split())
    if {m.id for m in known} == {"days_of_cover"} and not plan.entities.products and _UNTIL_SOMETHING.search(text):
        return "days"
    for sort, asks in _ASKED.items():
        if asks.search(text) and not any(m.unit in _TELLS[sort] for m in known):
            return "" if sort == "date" and _of_one_day(parts) else sort
    return ""


#: The same matter in the sort that was asked for
_SAME_MATTER = {
    ("days", "on_hand"): "days_of_cover",
    ("money", "on_hand"): "stock_value",
    ("money", "on_order"): "on_order_value",
    ("money", "order_qty"): "order_value",
    ("date", "on_hand"): "stockout_date",
}
_LASTS = re.compile(r"\b(?:enough|lasts?|lasting|cover\w*|suffic\w+|sees? us|keeps? us|runs? out|gone|used up)\b")


def in_that_sort(plan: Plan, sort: str) -> Plan | None:
    """ "That is enough for how many days?" of a stock: its days of cover; None where there is no such figure."""
    if plan.also or len(plan.measures) != 1:
        return None
    measure = _SAME_MATTER.get((sort, plan.measures[0]))
    if measure is None or (sort != "money" and not _LASTS.search(plan.question.lower())):
        return None
    return plan.with_(measures=(measure,))


def asked_back_about_the_unit(plan: Plan, sort: str) -> Plan:
    """What is asked back where days, a percentage, money or a date were asked for and not understood."""
    named = {"days": "a number of days", "percent": "a percentage", "money": "an amount of money", "date": "a date"}[
        sort
    ]
    problem = (
        f"You asked for {named}, and I did not understand of what. Do you mean {_FIGURES[sort]}? "
        "Could you name it in other words?"
    )
    return Plan(
        "clarify",
        entities=plan.entities,
        problem=problem,
        ambiguity=Ambiguity("measure", plan.question),
        question=plan.question,
        resolved_question=plan.resolved_question,
    )
