# ruff: noqa: E501 - a pattern is read on one line
"""Open orders as things of their own: how late, how old, how large, what one holds, which comes first, whose share."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta

from rag.names.catalogue import Catalogue
from rag.plan import Filter, GroupBy, Plan, Window
from rag.understanding.message.masking import Masked
from rag.understanding.message.tidying import tidy
from rag.understanding.plans.against import BEFORE_DELIVERY
from rag.understanding.plans.late_units import late_units
from rag.understanding.plans.order_ranking import HOW_MUCH, of_lines, ranked_lines
from rag.understanding.words.lateness import DAYS_SAID, late_limits
from rag.understanding.words.order_limits import COUNTS, OF_SINGLE_LINES, order_limits
from rag.understanding.words.orders import (
    CONTENT,
    COUNTED,
    FIGURES,
    LATE,
    LATE_TOO,
    LATEST,
    NAMES,
    NEW_ORDER,
    NONE_OPEN,
    NOT_LATE,
    NOTED,
    OF_ONE,
    OPEN,
    ORDER_NUMBER,
    OWED,
    PLACED,
    SHARE,
    TOTAL,
)

__all__ = ["put_order_lines", "said_order_number"]


def put_order_lines(plan: Plan, masked: Masked, catalogue: Catalogue) -> Plan:
    """`plan` as a question about open order lines where the words ask for what only those tell; unchanged otherwise."""
    number = said_order_number(tidy(masked.question), [(m.start, m.end) for m in masked.mentions])
    if plan.scenario is not None and plan.scenario.kind == "late_order":
        return plan.with_(filters=(Filter("order_id", "=", number),)) if number else plan
    if number and plan.intent == "draft_order":
        plan = plan.with_(intent="value", filters=())  # "show me PO-23714": it is written already
    if not number and (late := late_units(plan, masked.text, catalogue.calendar.as_of)) is not None:
        return late
    if plan.entities.products and not number and (under := _its_number(plan, masked, catalogue)) is not None:
        return under
    if plan.intent not in ("value", "list", "count", "rank", "compare", "notes") or plan.group_by in ("alert", "note"):
        return plan
    text = masked.text
    if number:
        return _one_order(plan, masked, number)
    if late_limits(masked.spelled, catalogue.calendar.as_of):
        plan = plan.with_(window=None)  # "over six days in the past": no days ahead
    elif plan.intent != "notes" and not NEW_ORDER.search(text) and (arriving := _arriving(plan, masked)) is not None:
        return arriving
    if NONE_OPEN.search(text) or BEFORE_DELIVERY.search(text):
        return plan
    placed_then = PLACED.search(text) is not None and any(w.side == "history" for w in masked.windows)
    if plan.intent == "notes" or not (OPEN.search(text) or placed_then) or NEW_ORDER.search(text):
        return plan
    filters, placed = _conditions(plan, masked, catalogue)
    ranked = None if _HOW_LONG.search(text) else ranked_lines(plan, text, filters, catalogue)
    if ranked is not None:
        return ranked
    if (limits := order_limits(text)) and plan.intent in ("list", "count", "value", "rank"):
        group: GroupBy = "order_line" if OF_SINGLE_LINES.search(text) else "order"
        counts = plan.intent == "count" or COUNTS.search(text) is not None
        shown = tuple(dict.fromkeys(("open_orders", *(f.column for f in limits))))
        intent = "count" if counts else "list"
        return of_lines(plan, shown, (*(f for f in filters if f.column == "due_on"), *limits), intent, group)
    narrowed = placed or any(f.column == "due_on" for f in filters)
    if (SHARE.search(text) or plan.share) and not plan.entities.products:
        return of_lines(plan, (_counted(text),), filters, share=True) if narrowed or _named(plan) else plan
    return _told(plan, text, filters, placed, narrowed)


#: "What is the PO number for [product]?", "is any open order running for it?"
_ITS_NUMBER = re.compile(
    r"\b(?:order|po) (?:numbers?|nos?\b\.?|nr\b\.?|ids?|ref\w*)\b|\bunder which (?:purchase )?(?:order|po)\b"
    r"|\b(?:which|what) (?:(?:open|late|overdue|pending|outstanding|running) )*(?:purchase orders?|pos?)\b"
    r"|\bwhich (?:open|late|overdue|pending|outstanding|running) orders?\b"
    r"|\b(?:is|are) there (?:any |an? |some )?(?:(?:open|late|overdue|pending|outstanding|running) )+(?:purchase )?(?:orders?|pos?)\b"
)
_TO_PLACE = re.compile(r"\b(?:should|shall|must|need|draft|create|write|prepare|raise)\b|\bwhen\b[^?]*\brun")


def _its_number(plan: Plan, masked: Masked, catalogue: Catalogue) -> Plan | None:
    """Under which numbers a product is on order, how many units, and from when on."""
    text = masked.text
    open_to_it = plan.intent in ("value", "list", "count", "draft_order", "explain") and plan.scenario is None
    counts = COUNTED.search(text) is not None
    if not open_to_it or counts or not _ITS_NUMBER.search(text) or NEW_ORDER.search(text) or _TO_PLACE.search(text):
        return None
    late = LATE.search(text) is not None and not LATE_TOO.search(text)
    filters = (Filter("due_on", "<", catalogue.calendar.as_of),) if late else ()
    beside = ("first_due", "days_late") if late else ("first_due",)
    return of_lines(plan, ("order_number", "open_units", *beside), filters).with_(window=None)


_ON_ORDER = re.compile(r"\bon (?:open )?order\b(?! list)|\bopen (?:purchase )?(?:orders?|pos?)\b")


def _told(plan: Plan, text: str, filters: tuple[Filter, ...], placed: bool, narrowed: bool) -> Plan:
    asked = [id for id, pattern in FIGURES.items() if pattern.search(text)]
    own = [id for id in asked if id in ("days_late", "days_open", "planned_days", "units_per_line", "units_per_order")]
    limited = any(f.column == "due_on" for f in filters) and not _HOW_LATE.search(text)
    if own and not (own == ["days_late"] and limited):  # "how many orders are at least 5 days late?" counts orders
        if "open_value" in asked:  # "the average value of an open order"
            own = [_IN_MONEY.get(id, id) for id in own]
        keep = () if own[0] in ("days_late",) and not placed else filters
        return of_lines(plan, tuple(own[:1]), keep)
    if COUNTED.search(text) and _OF_WHICH_LATE.search(text) and not plan.entities.products:
        rest = tuple(f for f in filters if f.column != "due_on")
        due = tuple(f for f in filters if f.column == "due_on")
        late = of_lines(plan, ("open_orders",), (*rest, *due))
        return of_lines(plan, ("open_orders",), rest).with_(also=(late,)) if due else plan
    both = {"stock_value", "inventory_position"} & set(plan.measures) and _BOTH_WORTHS.search(text)
    if both and "open_value" in asked and plan.intent in ("value", "list") and not (filters or plan.group_by):
        coming = of_lines(plan, ("open_value",), filters)
        return plan.with_(intent="value", measures=("stock_value",), filters=(), also=(coming,), combine="sum")
    several = _several(text, asked)
    if (
        len(several) > 1
        and (set(several) - {"open_orders", "open_lines"} or "open_lines" in asked)
        and plan.intent in ("count", "value", "list")
        and not plan.entities.products
    ):
        return of_lines(plan, several, filters)
    if "open_lines" in asked and plan.intent in ("count", "value", "list"):
        return of_lines(
            plan, ("open_lines", *(("open_units",) if _UNITS.search(text) or _ADD_UP.search(text) else ())), filters
        )
    if plan.intent == "list" and _NUMBERS.search(text) and not plan.entities.products:
        return of_lines(plan, ("open_orders",), filters, intent="list", group="order")
    counted = plan.intent == "count" and not (plan.filters or plan.entities.products)
    if (placed or counted) and COUNTED.search(text):
        return of_lines(plan, ("open_orders",), filters, intent="count", group="order")
    if placed and "open_units" in asked:
        return of_lines(plan, ("open_units",), filters)
    if placed and plan.intent in ("list", "rank", "value"):
        return of_lines(plan, ("open_orders",), filters, intent="list", group="order")
    if plan.measures == ("expected_lost_units",) and _ON_ORDER.search(text):  # "what on open order would we lose?"
        return of_lines(plan, ("open_value" if "open_value" in asked else "open_units",), filters)
    money = narrowed or set(plan.measures) <= {"stock_value", "order_value", "on_order", "product_unit_cost"}
    if money and "open_value" in asked and plan.intent in ("value", "list"):
        return of_lines(plan, ("open_value",), filters)
    if plan.measures == ("inventory_position",) and not narrowed and "open_units" in asked and "position" not in text:
        return plan.with_(measures=("on_order",), filters=())
    owed = set(plan.measures) <= {"order_qty", "on_order", "due_on", "expected_sales", "action"}
    if (
        narrowed
        and owed
        and plan.intent in ("list", "count")
        and plan.group_by in ("product", "series", "supplier", "store")
    ):
        if TOTAL.search(text) and not NAMES.search(text):
            return of_lines(plan, ("open_units",), filters)
        group: GroupBy = "product" if plan.group_by == "series" and plan.intent == "list" else plan.group_by
        return of_lines(plan, ("open_units",), filters, plan.intent, "order_line" if group == "series" else group)
    if narrowed and asked[:1] == ["open_units"] and COUNTED.search(text):
        return of_lines(plan, ("open_units", "open_orders"), filters)
    summed = asked[:1] == ["open_units"] or ("open_units" in asked and TOTAL.search(text))
    if narrowed and summed and plan.intent in ("value", "list") and not plan.entities.products:
        return of_lines(plan, ("open_units",), filters)
    return plan


#: "What is the stock worth, goods in transit included?"
_BOTH_WORTHS = re.compile(
    r"\b(?:stock|inventory|on hand|shel(?:f|ves))\b[^?]*\b(?:includ\w+|incl|plus|as well as|together with|along with|also|on top|added?)\b[^?]*\b(?:in transit|on order|open orders|on (?:the|its|their) way|coming|underway)\b"
    r"|\b(?:stock|inventory|on hand|shel(?:f|ves))\b[^?]*\b(?:in transit|on order|open orders|on (?:the|its|their) way|coming|underway)\b[^?]*\b(?:includ\w+|counted|on top|added|too|as well)\b"
)
_HOW_LATE = re.compile(r"\bhow (?:late|overdue|long|many days)\b|\b(?:number of|which) days\b")
_ALSO_COUNTED = re.compile(
    r"\bhow many (?:are (?:there|they|those)|is that|altogether|in all)\b|\bhow many(?= ?(?:,|and\b|[?]|$))"
)


_LISTED = re.compile(
    r"(?:[:,;&+/-]|\band|\bplus) ?(?:the |number of )*(?:order )?lines(?= ?(?:[,;.?&+/]|and\b|plus\b|$))|\blines,? (?:and|plus|&|\+|/) (?:units|pieces|value|worth)\b"
)


_IN_MONEY = {"units_per_order": "value_per_order", "units_per_line": "value_per_line"}
#: "How many orders are open with them, and how many of those are late?"
_OF_WHICH_LATE = re.compile(
    r"\bhow many(?: orders| lines)? (?:of (?:them|those|these|which) )?(?:are |is )?(?:already )?(?:late|overdue|delayed|past due)\b|\bof (?:them|those|these|which)\b[^?]{0,30}\b(?:late|overdue|delayed|past due)\b"
)
_ARE_THERE = re.compile(
    r"\b(?:orders|pos|deliveries)\b ?[:,;-]? ?how many (?:are (?:there|they|those)|do we have|have we)\b|\bnumber of (?:\w+ ){0,2}(?:orders|pos|deliveries)\b"
)


def _several(text: str, asked: Sequence[str]) -> tuple[str, ...]:
    """Orders, lines, units and money that are asked for side by side."""
    lines, orders = "open_lines" in asked or _LISTED.search(text) is not None, COUNTED.search(text) is not None
    if not lines and not orders and _ALSO_COUNTED.search(text):
        lines = re.search(r"\blines?\b", text) is not None
        orders = not lines and re.search(r"\b(?:orders|pos|deliveries)\b", text) is not None
    orders = orders or _ARE_THERE.search(text) is not None
    units = "open_units" in asked and (_UNITS.search(text) or _ADD_UP.search(text))
    found = {
        "open_orders": orders,
        "open_lines": lines or orders,
        "open_units": bool(units),
        "open_value": "open_value" in asked,
    }
    return tuple(id for id, said in found.items() if said)


def _named(plan: Plan) -> bool:
    e = plan.entities
    return bool(e.suppliers or e.categories or e.stores)


def _counted(text: str) -> str:
    """What a share is one of: orders, lines, money or units."""
    if re.search(r"\b(?:value|worth|money|cost|capital)\b", text):
        return "open_value"
    if re.search(r"\blines?\b", text):
        return "open_lines"
    return "open_orders" if re.search(r"\b(?:orders|pos|deliveries|shipments)\b(?! lines?)", text) and not re.search(
        r"\b(?:units|pieces|quantity|goods|on order)\b", text) else "open_units"  # fmt: skip


def _conditions(plan: Plan, masked: Masked, catalogue: Catalogue) -> tuple[tuple[Filter, ...], bool]:
    """The plan's conditions on the lines themselves, lateness and days of the order that are said; is it by their days?"""
    text, as_of = masked.text, catalogue.calendar.as_of
    owed = OWED.search(text) and not LATE.search(text)
    kept = [f for f in plan.filters if f.column not in ("on_order", "order_qty", "action", "order_by")]
    if owed or LATE_TOO.search(text) or NOT_LATE.search(text):
        kept = [f for f in kept if f.column != "due_on"]
    if NOT_LATE.search(text):
        kept.append(Filter("due_on", ">=", as_of))
    late = (
        not NOTED.search(text)
        and LATE.search(text)
        and not LATEST.search(text)
        and not (LATE_TOO.search(text) or NOT_LATE.search(text))
        and not re.search(r"\bhow (?:late|overdue)\b", text)
    )
    if late and not any(f.column == "due_on" for f in kept):
        kept.append(Filter("due_on", "<", as_of))
    if days := late_limits(masked.spelled, as_of):
        kept = [*(f for f in kept if f.column not in ("due_on", *DAYS_SAID)), *days]
        return tuple(kept), False
    said = PLACED.search(text)
    past = next((w for w in masked.windows if w.side == "history"), None)
    if past is not None and said is None and (due := _DUE_THEN.search(text)):
        own = _days_of(due["to"] or "", "due_on", past)
        kept = [*(f for f in kept if f.column != "due_on"), *own]
    if said is None or past is None:
        return tuple(kept), False
    kept = [f for f in kept if f.column != "due_on" or late]
    longer = re.search(r"\b(?:more than|over|longer than) \[past\]", text)  # "placed more than ten days ago"
    to = "before" if longer else (said.groupdict().get("to") or "").strip()
    kept += _days_of(to, "ordered_on", past)
    return tuple(kept), True


#: "Lines with a due date before 7 January", "that were due in December"
_DUE_THEN = re.compile(
    r"\bdue\b(?: (?:date|day)s?)?(?: (?:of|is|are|was|were|lies|lie|falls|fell|that))* ?(?P<to>before|after|since|until|by|up to|on or before|from)? ?(?:in |on |the )?\[past\]"
)


def _days_of(to: str, column: str, past: Window) -> list[Filter]:
    """ "Before", "since" or "in" a time that is over, as conditions on a day."""
    if to == "before":
        return [Filter(column, "<", past.start)]
    if to == "after":
        return [Filter(column, ">", past.end if past.days == 1 else past.start - timedelta(1))]
    if to in ("since", "from"):
        return [Filter(column, ">=", past.start)]
    if to in ("until", "by", "up to", "on or before", "not later than"):
        return [Filter(column, "<=", past.end)]
    return [Filter(column, ">=", past.start), Filter(column, "<=", past.end)]


_SOLD = re.compile(r"\b(?:sell\w*|sold|sales|demand|forecast\w*|predict\w*|recommend\w*|run(?:s|ning)? out|gone)\b")
_COMES = re.compile(
    r"\b(?:due|arriv\w*|deliver\w*|com(?:e|es|ing)|expect\w*|schedul\w*|shipments?|lands?|landing|inbound|incoming|docks?|unload\w*|receiv\w*|bring\w*)\b"
)
#: Goods that come in: said of no sales
_COMES_IN = re.compile(
    r"\b(?:due|lands?|landing|arriv\w*|goods[- ]in|inbound|incoming|unload\w*|(?:at|hits?|on|reach\w*) (?:the|our|their) (?:dock|warehouse|back door|ramp|yard)|delivered to|com(?:e|es|ing) in(?!to)|(?:lorr(?:y|ies)|trucks?|vans?|drivers?|carriers?|hauliers?|suppliers?|\[supplier\])\b[^?.]{0,30}\bbring\w*|(?:we|i|they|\[store\]|dock|to) (?:\w+ )?(?:receive|take in|unload|get in))\b"
)
_TOTALLED = re.compile(
    rf"{HOW_MUCH}|\b(?:total|sum|number|quantity|amount)\b[^?.]{{0,15}}\b(?:units?|pieces|pcs|goods|quantity)\b|\b(?:units?|pieces|pcs|quantity)\b[^?.]{{0,25}}\b(?:total|together|altogether|added|summed|in all|sum)\b"
    r"|\b(?:units?|pieces|pcs|quantity) (?:\w+ )?(?:due|arriving|landing|inbound|to be delivered|coming in)\b|\b(?:inbound|incoming|arriving) (?:units?|pieces|quantity)\b"
)
_DUE_GOODS = re.compile(
    r"\b(?:everything|all|goods|what(?:ever)?|deliver\w+|units|lines|shipments?)\b(?: (?:that|which|is|are|falls?))* (?:due|com(?:es?|ing)|arriv\w+|expected)\b"
)
_TO_PLACE = re.compile(
    r"\b(?:to (?:be )?(?:order\w*|plac\w+|buy|bought)|order[- ]by|must (?:be )?order\w*|spend\w*|pay\w*)\b"
)
#: "... before Monday, and how many after that?"
_AND_LATER = re.compile(
    r"\b(?:and|then|plus),? (?:how (?:many|much)|what|those|the rest)(?: \w+){0,3}? (?:after (?:that|this|it|then)\b|after(?= ?[?.!]|$)|afterwards?\b|later\b)"
)


def _arriving(plan: Plan, masked: Masked) -> Plan | None:
    """ "How many deliveries are due next week?", "how many units come on 6 November, and on which order?" """
    text = masked.text
    window = next((w for w in masked.windows if w.side == "forecast"), None)
    if window is None or not _COMES.search(text) or PLACED.search(text):
        return None
    within: tuple[Filter, ...] = (Filter("due_on", ">=", window.start), Filter("due_on", "<=", window.end))
    if window.label.startswith("after "):
        within = within[:1]  # whatever comes after that day, beyond the forecast too
    sold = _SOLD.search(text) is not None
    open_goods = OPEN.search(text) or (_COMES_IN.search(text) and not sold)
    if open_goods and not plan.entities.products and _TOTALLED.search(text) and _UNITS.search(text):
        units = of_lines(plan, ("open_units",), within).with_(window=None)
        later = units.with_(filters=(Filter("due_on", ">", window.end),))
        return units.with_(also=(later,)) if _AND_LATER.search(text) else units
    worth = (
        FIGURES["open_value"].search(text) and (open_goods or _DUE_GOODS.search(text)) and not _TO_PLACE.search(text)
    )
    if worth and not plan.entities.products and plan.intent in ("value", "list") and not sold:
        beside = ("open_units",) if _UNITS.search(text) else ()
        return of_lines(plan, (*beside, "open_value"), within).with_(window=None)
    if _WHAT_COMES.search(text) and not plan.entities.products and plan.intent in ("value", "list"):
        return of_lines(plan, ("open_units", "order_content"), within).with_(window=None)
    number = FIGURES["order_number"].search(text)
    if COUNTED.search(text) and not plan.entities.products:
        return of_lines(plan, ("open_orders",), within, intent="count", group="order").with_(window=None)
    if number and plan.entities.products:
        return of_lines(plan, ("open_units", "order_number"), within).with_(window=None)
    return None


# ---- one order ----------------------------------------------------------------------------------


def said_order_number(text: str, names: Sequence[tuple[int, int]] = ()) -> str:
    """The order number in a text; "" without one, or where it is part of one of the `names` (start, end)."""
    said = ORDER_NUMBER.search(text)
    if not said or any(start <= said.start() < end for start, end in names):
        return ""
    return str(said["whole"] or said["id"]).upper()


def _one_order(plan: Plan, masked: Masked, number: str) -> Plan:
    """ "What is on PO-23736?", "when was it placed, and what is it worth?": the lines of one open order."""
    text = masked.text
    asked = [id for id, pattern in FIGURES.items() if pattern.search(text)]
    asked += [id for id, pattern in OF_ONE.items() if id not in asked and pattern.search(text)]
    content = CONTENT.search(text) is not None
    if (not asked and not LATE.search(text)) or (content and set(asked) <= {"open_units", "ordered_on"}):
        content = True
        asked = ["open_lines", "open_units", "order_supplier", "first_due", *asked]
    if LATE.search(text) and not content and "days_late" not in asked and set(asked) <= {"first_due"}:
        asked = ["first_due", "days_late"]
    elif "days_late" in asked:
        asked = [id for id in asked if id not in ("open_units", "first_due")]
    measures = tuple(dict.fromkeys((*asked, *(("order_content",) if content else ()))))
    return of_lines(plan, measures, (Filter("order_id", "=", number),)).with_(window=None)


_HOW_LONG = re.compile(r"^(?![^?]*\bwhich\b)[^?]*\bhow (?:long|late|overdue|old|many days)\b")
_ADD_UP = re.compile(r"\badd(?:s|ed)? up\b|\btogether\b|\bin (?:all|total)\b|\bsum\b")
_NUMBERS = re.compile(r"\b(?:order |po )?(?:numbers?|nos?\.?)\b|\bpo (?:numbers?|nos?)\b")
_WHAT_COMES = re.compile(
    r"\b(?:what|whats|which (?:goods|products|items))(?: all| exactly)? (?:arrives?|comes?|is coming|are coming|is due|are due|lands?|gets? delivered|(?:will|should|shall|must|ought to|is to|are to) (?:be delivered|be here|arrive|come|land))\b"
    r"|\b(?:product by product|line by line|item by item)\b"
)
_UNITS = re.compile(r"\b(?:units?|pieces|pcs|goods|quantity)\b")
