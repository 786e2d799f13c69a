# ruff: noqa: E501 - a pattern is read on one line
"""Open orders as things of their own: how late, how old, how large, what one holds, which comes first, whose share."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta

from rag.names.catalogue import Catalogue
from rag.plan import Filter, GroupBy, Plan, Sort, Window
from rag.understanding.message.masking import Masked
from rag.understanding.message.tidying import tidy
from rag.understanding.words.amounts import ORDINALS, read_amounts
from rag.understanding.words.orders import (
    CONTENT,
    COUNTED,
    FEWEST,
    FIGURES,
    GROUPED,
    LATE,
    LATE_TOO,
    LATEST,
    MOST,
    NAMES,
    NEW_ORDER,
    NONE_OPEN,
    NOT_LATE,
    NOTED,
    OF_GROUP,
    OPEN,
    ORDER_NUMBER,
    PLACED,
    RANKED,
    SHARE,
    SUPERLATIVES,
    TOP_ORDERS,
    TOTAL,
)

__all__ = ["of_lines", "put_order_lines", "ranked_lines", "said_order_number"]


def put_order_lines(plan: Plan, masked: Masked, catalogue: Catalogue) -> Plan:
    """`plan` as a question about open order lines where the words ask for what only those tell; unchanged otherwise."""
    number = said_order_number(tidy(masked.question), [(m.start, m.end) for m in masked.mentions])
    if plan.scenario is not None and plan.scenario.kind == "late_order":
        return plan.with_(filters=(Filter("order_id", "=", number),)) if number else plan
    if plan.entities.products and not number and (under := _its_number(plan, masked, catalogue)) is not None:
        return under
    if plan.intent not in ("value", "list", "count", "rank", "compare", "notes") or plan.group_by in ("alert", "note"):
        return plan
    text = masked.text
    if number:
        return _one_order(plan, masked, number)
    if plan.intent != "notes" and not NEW_ORDER.search(text) and (arriving := _arriving(plan, masked)) is not None:
        return arriving
    if NONE_OPEN.search(text):
        return plan
    placed_then = PLACED.search(text) is not None and any(w.side == "history" for w in masked.windows)
    if plan.intent == "notes" or not (OPEN.search(text) or placed_then) or NEW_ORDER.search(text):
        return plan
    filters, placed = _conditions(plan, masked, catalogue)
    ranked = None if _HOW_LONG.search(text) else ranked_lines(plan, text, filters, catalogue)
    if ranked is not None:
        return ranked
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
    if own:
        keep = () if own[0] in ("days_late",) and not placed else filters
        return of_lines(plan, tuple(own[:1]), keep)
    if "open_lines" in asked and plan.intent in ("count", "value", "list"):
        return of_lines(
            plan, ("open_lines", *(("open_units",) if _UNITS.search(text) or _ADD_UP.search(text) else ())), filters
        )
    if plan.intent == "list" and _NUMBERS.search(text) and not plan.entities.products:
        return of_lines(plan, ("open_orders",), filters, intent="list", group="order")
    if placed and COUNTED.search(text):
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
    if narrowed and asked[:1] == ["open_units"] and plan.intent in ("value", "list") and not plan.entities.products:
        return of_lines(plan, ("open_units",), filters)
    return plan


def of_lines(
    plan: Plan, measures: tuple[str, ...], filters: tuple[Filter, ...], intent: str = "value", group: GroupBy | None = None,
    share: bool = False,
) -> Plan:  # fmt: skip
    window = plan.window if plan.window is not None and plan.window.side == "forecast" and plan.window.asked else None
    return plan.with_(
        intent=intent, measures=measures, filters=filters, group_by=group, share=share, share_of="", sort=None, limit=None,
        offset=0, window=window, second_window=None, per_series=False, difference=False, statistic="total", levels=(),
    )  # fmt: skip


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
    kept = [f for f in plan.filters if f.column not in ("on_order", "order_qty", "action", "order_by")]
    if LATE_TOO.search(text) or NOT_LATE.search(text):
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
    said = PLACED.search(text)
    past = next((w for w in masked.windows if w.side == "history"), None)
    if past is not None and said is None and (due := _DUE_THEN.search(text)):
        own = _days_of(due["to"] or "", "due_on", past)
        kept = [*(f for f in kept if f.column != "due_on"), *own]
    if said is None or past is None:
        return tuple(kept), False
    kept = [f for f in kept if f.column != "due_on" or late]
    kept += _days_of((said.groupdict().get("to") or "").strip(), "ordered_on", past)
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


_HOW_MUCH = r"\bhow (?:many|much)\b(?! (?:days?|lines?))"
_SOLD = re.compile(r"\b(?:sell\w*|sold|sales|demand|forecast\w*|predict\w*|recommend\w*|run(?:s|ning)? out|gone)\b")
_COMES = re.compile(
    r"\b(?:due|arriv\w*|deliver\w*|com(?:e|es|ing)|expect\w*|schedul\w*|shipments?|lands?|landing|inbound|incoming|docks?|unload\w*|receiv\w*)\b"
)
#: Goods that come in: said of no sales
_COMES_IN = re.compile(
    r"\b(?:due|lands?|landing|arriv\w*|goods[- ]in|inbound|incoming|unload\w*|(?:at|hits?|on|reach\w*) (?:the|our|their) (?:dock|warehouse|back door|ramp|yard)|delivered to|com(?:e|es|ing) in(?!to)|(?:we|i|they|\[store\]|dock|to) (?:\w+ )?(?:receive|take in|unload|get in))\b"
)
_TOTALLED = re.compile(
    rf"{_HOW_MUCH}|\b(?:total|sum|number|quantity|amount)\b[^?.]{{0,15}}\b(?:units?|pieces|pcs|goods|quantity)\b|\b(?:units?|pieces|pcs|quantity)\b[^?.]{{0,25}}\b(?:total|together|altogether|added|summed|in all|sum)\b"
    r"|\b(?:units?|pieces|pcs|quantity) (?:\w+ )?(?:due|arriving|landing|inbound|to be delivered|coming in)\b|\b(?:inbound|incoming|arriving) (?:units?|pieces|quantity)\b"
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


# ---- rankings -----------------------------------------------------------------------------------


def ranked_lines(
    plan: Plan, text: str, filters: tuple[Filter, ...], catalogue: Catalogue, narrowed: bool = False
) -> Plan | None:
    by_group = _by_group(plan, text, filters, narrowed)
    if by_group is not None:
        return by_group
    many = plan.limit or read_amounts(text).limit
    if (said := TOP_ORDERS.search(text)) and OPEN.search(text):
        measure = "open_value" if _BY_VALUE.search(text) else "open_units"
        ranked = of_lines(plan, (measure,), filters, "rank", "order_line" if "line" in said["noun4"] else "order")
        return ranked.with_(sort=Sort(measure, said["end"] == "top"), limit=many or 1)
    for pattern in RANKED:
        said = pattern.search(text)
        if said is None:
            continue
        groups = said.groupdict()
        noun = groups.get("noun1") or groups.get("noun2") or groups.get("noun3") or ""
        words = groups.get("adj") or groups.get("rest") or groups.get("rest3") or ""
        found = next(((m, d) for w, m, d in SUPERLATIVES if re.search(rf"\b(?:{w})\b", words)), None)
        if found is None or (groups.get("adj") is None and not MOST.search(words) and not _ENDS.search(words)):
            continue
        if noun.startswith(("deliver", "ship", "consign")) and plan.entities.products:
            return None  # "the next delivery of [product]": when it comes
        measure, descending = found
        if measure == "open_units" and _BY_VALUE.search(text):
            measure = "open_value"
        place = next((ORDINALS[w] for w in re.findall(r"\b(?:second|third|fourth|fifth|2nd|3rd)\b", words)), 0)
        if measure == "first_due" and _AHEAD.search(said.group()) and not any(f.column == "due_on" for f in filters):
            filters = (*filters, Filter("due_on", ">", catalogue.calendar.as_of))  # a late one was to come before
        if groups.get("adj") in ("first", "last", "next") and not OPEN.search(text):
            return None
        group: GroupBy = "order_line" if "line" in noun else "order"
        beside = tuple(
            id
            for id, p in FIGURES.items()
            if id != measure and id not in ("order_number", "open_orders") and p.search(text)
        )
        beside = tuple(id for id in beside if id in _BESIDE or (id == "open_units" and _HOW_MANY.search(text)))
        if group == "order" and CONTENT.search(text):
            beside = (*beside, "open_units", "order_content")
        return of_lines(plan, tuple(dict.fromkeys((measure, *beside))), filters, "rank", group).with_(
            sort=Sort(measure, descending), limit=(noun.endswith("s") and many) or 1, offset=place
        )
    return None


_BY_VALUE = re.compile(r"\b(?:by|in) (?:value|money|cost|worth|euros?)\b|\bvalue\b")
_AHEAD = re.compile(r"\b(?:next|soonest|coming|upcoming|incoming)\b")
_HOW_LONG = re.compile(r"^(?![^?]*\bwhich\b)[^?]*\bhow (?:long|late|overdue|old|many days)\b")
_ENDS = re.compile(
    r"\b(?:oldest|newest|longest|first|last|next|soonest|earliest|latest|recent\w*|dearest|expensive|valuable|overdue)\b"
)
_ADD_UP = re.compile(r"\badd(?:s|ed)? up\b|\btogether\b|\bin (?:all|total)\b|\bsum\b")
_NUMBERS = re.compile(r"\b(?:order |po )?(?:numbers?|nos?\.?)\b|\bpo (?:numbers?|nos?)\b")
_WHAT_COMES = re.compile(
    r"\b(?:what|whats|which (?:goods|products|items))(?: all| exactly)? (?:arrives?|comes?|is coming|are coming|is due|are due|lands?|gets? delivered|will (?:be delivered|arrive|come))\b"
    r"|\b(?:product by product|line by line|item by item)\b"
)
_UNITS = re.compile(r"\b(?:units?|pieces|pcs|goods|quantity)\b")
_HOW_MANY = re.compile(_HOW_MUCH)
_BESIDE = frozenset(
    {"open_value", "days_late", "days_open", "ordered_on", "first_due", "order_store", "order_supplier", "open_lines"}
)


def _by_group(plan: Plan, text: str, filters: tuple[Filter, ...], narrowed: bool = False) -> Plan | None:
    """ "Which supplier has the most late units?": stores, suppliers and products by such lines, where they are narrowed."""
    said = GROUPED.search(text)
    noun = said["g"] if said else None
    counted = re.search(
        r"\b(?:most|fewest)(?: \w+){0,2}? (?P<n>orders|pos|purchase orders|order lines|lines|deliveries)\b", text
    )
    narrowed = narrowed or any(f.column in ("due_on", "ordered_on") for f in filters)
    if noun is None or not MOST.search(text) or not (narrowed or counted):
        return None
    group = OF_GROUP.get(noun, noun)
    measure = "open_units"
    if counted:
        measure = "open_lines" if "line" in counted["n"] else "open_orders"
    elif re.search(r"\b(?:value|money|worth|cost)\b", text):
        measure = "open_value"
    return of_lines(plan, (measure,), filters, "rank", group).with_(  # type: ignore[arg-type]
        sort=Sort(measure, not FEWEST.search(text)), limit=plan.limit or 1, offset=plan.offset
    )
