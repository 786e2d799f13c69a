# ruff: noqa: E501 - a pattern is read on one line
"""Second messages about open orders: "which product has the most units in there?", "what is all that worth?"."""

from __future__ import annotations

import re
from dataclasses import replace

from rag.measures import ORDER_LINE
from rag.names.catalogue import Catalogue
from rag.plan import Filter, Plan, Sort
from rag.understanding.message.masking import Masked
from rag.understanding.plans.late_units import late_units
from rag.understanding.plans.order_ranking import of_lines, ranked_lines
from rag.understanding.words.orders import COUNTED, FIGURES, NEW_ORDER

__all__ = ["of_those_orders"]

_IN_THERE = re.compile(
    r"\b(?:in|on|among) (?:there|it|that|those|them|these)\b|\b(?:of|from) (?:it|that|those|them|these|all (?:that|this|of it|those))\b|\bthereof\b"
    r"|\b(?:these|those|the same) (?:(?:open|late|overdue|outstanding|purchase|same) )*(?:orders|order lines|pos|deliveries)\b|\bopen (?:quantity|amount|units|orders?|lines?|pos?)\b|\b(?:orders|pos|lines|stores|shops|all) (?:added up|together|combined|summed)\b"
)


def of_those_orders(plan: Plan, masked: Masked, earlier: Plan, catalogue: Catalogue) -> Plan | None:
    """ "Which product has the most units in there?" after what is open with a supplier: of those orders.

    None where the message names others, another time, or orders that are recommended.
    """
    text, before = masked.text, {f.column for f in earlier.filters}
    open_ones = any(f.column == "on_order" and f.op in (">", ">=") for f in earlier.filters)
    spoken = set(earlier.measures) & {"on_order", "due_on", *ORDER_LINE} or open_ones
    if not spoken or earlier.intent not in ("list", "count", "value", "rank") or masked.windows:
        return None
    placed = bool(plan.entities.stores) and all(m.kind == "store" for m in masked.mentions)
    if placed and _IN_THERE.search(text) and not earlier.entities.stores:  # "how many units of that for [store]?"
        earlier = earlier.with_(entities=replace(earlier.entities, stores=plan.entities.stores))
    elif masked.mentions:
        return None
    if "order_qty" in before or _STOCK.search(text):
        return None
    if (late := late_units(plan.with_(entities=earlier.entities), text, catalogue.calendar.as_of)) is not None:
        return late
    latest = _LONGEST.search(text) and ("due_on" in before or FIGURES["days_late"].search(text))
    if latest and plan.intent in ("rank", "list", "value", "compare"):
        filters = tuple(f for f in earlier.filters if f.column in ("due_on", "ordered_on", "order_id"))
        overdue = of_lines(plan.with_(entities=earlier.entities), ("days_late",), filters, "rank", "order")
        return overdue.with_(sort=Sort("days_late"), limit=1)
    bare = len(text.split()) <= _BARE and earlier.intent != "rank"  # of what is ranked, one may be meant
    if bare and FIGURES["open_value"].search(text) and set(plan.measures) <= _WORTH:
        filters = tuple(f for f in earlier.filters if f.column in ("due_on", "ordered_on", "order_id"))
        if plan.intent in ("value", "list"):
            return of_lines(plan.with_(entities=earlier.entities), ("open_value",), filters)
    one = any(f.column == "order_id" for f in earlier.filters)
    of_lines_before = earlier.measures[:1] and earlier.measures[0] in ORDER_LINE
    if of_lines_before and (said := _HOW_MANY_LATE.search(text)) and not (NEW_ORDER.search(text) or one):
        return _late_of_them(
            plan.with_(entities=earlier.entities, also=(), combine=None), said["noun"] or "", earlier, catalogue
        )
    if of_lines_before and bare and not NEW_ORDER.search(text):
        told = _bare(plan.with_(entities=earlier.entities), text, earlier, one)
        if told is not None:
            return told
    if NEW_ORDER.search(text) or not (_IN_THERE.search(text) or _IS_THAT.search(text)):
        return None
    filters = tuple(f for f in earlier.filters if f.column in ("due_on", "ordered_on", "order_id"))
    of_them = plan.with_(entities=earlier.entities, limit=plan.limit)
    if (ranked := ranked_lines(of_them, text, filters, catalogue, narrowed=True)) is not None:
        return ranked
    if COUNTED.search(text):
        return of_lines(of_them, ("open_orders",), filters, intent="count", group="order")
    worth = set(plan.measures) <= _WORTH and FIGURES["open_value"].search(text)
    return of_lines(of_them, ("open_value",), filters) if worth and plan.intent in ("value", "list") else None


_BARE = 9  # words
#: "Which one has been waiting the longest?" after what is overdue
_LONGEST = re.compile(
    r"\b(?:wait(?:ing|ed|s)?|overdue|late|delayed|open|outstanding|due|behind)(?: for)? (?:the )?longest\b|\b(?:longest|most|furthest|worst) (?:overdue|late|delayed|waiting|outstanding|behind)\b|\b(?:the )?oldest\b(?! (?:product|stock))|\blatest of (?:them|those|these|all)\b"
)
#: "How many of those are overdue?"
_HOW_MANY_LATE = re.compile(
    r"\bhow many(?: of (?:those|them|these|which|that|the))?(?: (?P<noun>orders|pos|lines|order lines|units|pieces))?(?: of (?:those|them|these|which|that))?(?: (?:is|are|were|have|already|now|currently|by now|run|running))* (?:late(?!r|st)|overdue|delayed|past (?:their |its )?due|behind schedule)\b"
)
_COUNTED_AS = {
    "orders": "open_orders",
    "pos": "open_orders",
    "lines": "open_lines",
    "units": "open_units",
    "pieces": "open_units",
}


def _late_of_them(plan: Plan, noun: str, earlier: Plan, catalogue: Catalogue) -> Plan:
    """As many of the orders, lines or units that were told as are late."""
    own = earlier.measures[0] if earlier.measures[0] in _COUNTED_AS.values() else "open_orders"
    measure = _COUNTED_AS.get(noun.removeprefix("order "), own)
    late = Filter("due_on", "<", catalogue.calendar.as_of)
    filters = (*(f for f in earlier.filters if f.column in ("ordered_on", "order_id")), late)
    return of_lines(plan, (measure,), filters)


_OF_SUMS = ("open_units", "open_lines", "open_value")


def _bare(plan: Plan, text: str, earlier: Plan, one: bool) -> Plan | None:
    """ "Value at unit cost?", "how many units?": of the orders that were told; None where something else is asked."""
    asked = [id for id, pattern in FIGURES.items() if pattern.search(text)]
    if "open_value" in asked and not re.search(r"\bhow many\b|\bunits\b(?! (?:times|x|at)\b)|\bpieces\b", text):
        asked = [id for id in asked if id != "open_units"]
    asked = asked if one else [id for id in asked if id in _OF_SUMS]
    filters = tuple(f for f in earlier.filters if f.column in ("due_on", "ordered_on", "order_id"))
    return of_lines(plan, tuple(asked), filters).with_(window=earlier.window) if asked else None


_IS_THAT = re.compile(r"\b(?:is|are|does|do|of|all) (?:all )?(?:that|it|those|these|this|they)\b")
_STOCK = re.compile(r"\b(?:stock\w*|on hand|shel\w+|sell\w*|sold|sales)\b")
_WORTH = frozenset({"order_value", "stock_value", "product_unit_cost", "on_order_value", "revenue_90d", "on_order"})
