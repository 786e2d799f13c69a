# ruff: noqa: E501 - a pattern is read on one line
"""Open orders as things of their own: how late, how old, how large, what one holds, which comes first, whose share."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta

from rag.catalogue import Catalogue
from rag.plan import Filter, GroupBy, Plan, Sort
from rag.understanding.amounts import ORDINALS
from rag.understanding.masking import Masked
from rag.understanding.tidying import tidy

__all__ = ["LATE_TOO", "put_order_lines", "said_order_number"]

_STATE = r"(?:open|outstanding|pending|unfilled|undelivered|late|overdue|delayed|missing|unreceived|current|existing)"
_PO = r"(?:purchase orders?|pos?|orders?|deliver(?:y|ies)|shipments?|consignments?)"
_OPEN = re.compile(
    rf"\b{_STATE}(?: (?:open|purchase|order|supplier|\[supplier\]|\[store\]|\[product\]))* (?:purchase orders?|pos?|orders?|order lines?|lines?|deliver(?:y|ies)|shipments?|consignments?|units|goods|quantit\w+)\b"
    r"|\b(?:units?|pieces|pcs|goods|how (?:many|much)) (?:overdue|past due)\b"
    rf"|\b(?:units?|pieces|goods|lines?|{_PO})\b[^?]{{0,30}}\b(?:is|are|were|was|running|come|comes)(?: (?:now|already|currently|still|not yet))? (?:late|overdue|delayed|open|outstanding|pending|past due)\b"
    r"|\bon order\b|\bin transit\b|\bon (?:the|its|their) way\b|\bpast due\b"
    rf"|\b(?:{_PO})\b[^?]{{0,60}}\b(?:placed|raised|issued|sent)\b|\b(?:placed|raised|issued)\b[^?]{{0,30}}\b{_PO}\b"
    r"|\bstill (?:has|have) to (?:deliver|come|arrive)\b|\byet to (?:deliver|come|arrive|be delivered)\b|\b(?:owes?|owing) us\b|\bstill (?:open|to come)\b|\bwait(?:s|ing)? for\b"
    rf"|\b(?:next|first|last|earliest|latest|coming|upcoming|expected|incoming) (?:deliver(?:y|ies)|shipments?|consignments?)\b|\b{_PO}\b[^?]{{0,20}}\b(?:are|is|be)? ?due\b"
)
_NEW_ORDER = re.compile(
    r"\b(?:recommend\w*|suggest\w*|propos\w*|should (?:i|we) (?:order|buy)|must (?:i|we) (?:order|buy)|to be (?:ordered|placed)|need(?:s|ed)? (?:to be )?(?:order\w*|placed)|new orders?)\b"
)
_ORDER_NUMBER = re.compile(
    r"\b(?P<whole>po[-/]?\d{3,})\b|\b(?:(?:purchase )?orders?|pos?)(?: (?:number|no\.?|nr\.?|#))? ?#?(?P<id>[a-z]{0,4}[-/]?\d{3,})\b",
    re.IGNORECASE,
)

_LATE = re.compile(
    r"\b(?:late|overdue|delayed|past due|behind schedule|should (?:already )?have (?:been (?:here|delivered)|arrived|come))\b"
)
#: "All open lines, late ones too": of both, not of those alone
LATE_TOO = re.compile(
    r"\b(?:late|overdue|delayed)(?: ones?| orders?| lines?| deliver\w+| pos?)?,? (?:too|included|as well|also|alike)\b"
    r"|\b(?:includ\w+|counting|also|even|not only|as well as|late or not|whether)(?: (?:the|any|all|those|of))* (?:late|overdue|delayed)\b|\blate or not\b"
)
#: "Everything to come, but leave out what is overdue already"
_NOT_LATE = re.compile(
    r"\b(?:leav\w+ (?:out|aside)|exclud\w+|ignor\w+|skip\w*|without|not counting|except(?: for)?|apart from|other than|minus|omit\w*|not including|do not count|less)\b"
    r"(?: (?:the|all|any|those|what|whatever|everything|anything|ones|units|pieces|orders|deliveries|lines|that|which|is|are|already|of|them)){0,6}? (?:late(?!r|st)|overdue|delayed|past due)\b"
    r"|\b(?:not|nothing) (?:yet |already )?(?:late(?!r|st)|overdue|delayed|past due)\b"
)
_LATEST = re.compile(r"\b(?:latest|later|lately)\b")

#: (measure, what asks for it)
_FIGURES = [
    (id, re.compile(pattern))
    for id, pattern in (
        ("days_late", r"\bhow (?:many days|long|far)\b[^?]{0,30}\b(?:past|beyond|after|behind) (?:its|the|their) (?:due|delivery|agreed|promised) (?:date|day)|\bhow (?:many days|long|much)(?: \w+){0,3}? (?:late|overdue|behind|delayed|past due)\b|\bhow (?:late|overdue)\b|\bdays? (?:is|are) (?:it|that|they|this)? ?(?:late|overdue)\b|\b(?:number of )?days (?:late|overdue)\b"),
        ("days_open", r"\bhow (?:long|many days)\b[^?]{0,40}\b(?:outstanding|open|pending|waiting|been placed|been on order|since (?:it|they|we) (?:was|were)? ?(?:placed|ordered))\b|\bhow (?:old|long ago)\b|\b(?:days|time) (?:since|ago)\b[^?]{0,30}\b(?:placed|ordered)\b"),
        ("planned_days", r"\b(?:lead time|days|time|long)\b[^?]{0,30}\bbetween\b[^?]{0,40}\b(?:plac\w+|order\w*)\b[^?]{0,40}\b(?:due|deliver\w*|arriv\w*)\b|\bfrom (?:order|plac\w+)(?: date| day)? (?:to|until) (?:the )?(?:due|deliver\w*|arriv\w*)\b"),
        ("units_per_line", r"\b(?:average|mean|typical|avg)\b[^?]{0,25}\b(?:per|of (?:an|a|each|the|our|one)) (?:open )?(?:purchase )?order lines?\b|\b(?:average|mean|typical) (?:open )?order line\b|\bper (?:open )?(?:order )?line\b"),
        ("units_per_order", r"\b(?:average|mean|typical|avg)\b[^?]{0,25}\b(?:per|of (?:an|a|each|the|our|one)) (?:open |purchase |outstanding )*(?:order|po)\b|\b(?:average|mean) (?:size|quantity) of\b[^?]{0,25}\b(?:open )?(?:orders|pos)\b"),
        ("open_value", r"\b(?:value|worth|money|euros?|pounds?|dollars?|cost|costs|capital|cash|amount in)\b"),
        ("open_lines", r"\bhow many (?:\w+ )?(?:order )?lines\b|\bnumber of (?:order )?lines\b"),
        ("ordered_on", r"\bwhen (?:was|were|did)\b[^?]{0,40}\b(?:placed|ordered|order|raised|sent|issued|place)\b|\b(?:date|day)\b[^?]{0,25}\b(?:placed|ordered|of the order)\b|\border date\b|\b(?:date|day) (?:did|had) (?:we|i|you) (?:place|order|send|raise)\b|\bplaced (?:when|on)\b|\bplaced\b"),
        ("first_due", r"\bwhen (?:is|are|was|were|does|do|will|should|can)\b[^?]{0,40}\b(?:due|arriv\w*|com(?:e|es|ing)|deliver\w*|expected|here|land\w*|get here)\b|\bdue(?: date| day)?\b|\barriv\w+\b|\beta\b|\bdelivery date\b"),
        ("order_store", r"\b(?:which|what) (?:store|shop|branch)\b|\b(?:where|for whom|for which|for what) (?:is|does|are|was|do)\b|\bwhere\b[^?]{0,20}\bgo\w*\b"),
        ("order_supplier", r"\b(?:which|what) (?:supplier|vendor)\b|\bwho (?:is|supplies|delivers|has)\b|\b(?:with|from) whom\b|\bfrom who\b|\bwhose\b"),
        ("order_number", r"\b(?:which|what) (?:po|purchase order|order)(?: number)?\b(?! (?:value|quantity|size))|\b(?:order|po) (?:number|no|id|ref\w*)\b"),
        ("open_units", r"\bhow (?:many|much)\b(?! (?:days?|orders?|pos|lines?|deliver\w+|shipments?|money|does|is|are|late|long))|\bunits\b|\bpieces\b|\bquantit\w+\b|\bhow big\b|\bhow large\b"),
    )
]  # fmt: skip
_CONTENT = re.compile(
    r"\bwhat(?:'s| is| was| all)? (?:on|in|inside|part of)\b|\bwhat (?:does|do) (?:it|they|that|this|\[?\w+\]?)[^?]{0,15}(?:contain|include|hold|consist)\w*|\b(?:which|what) (?:products?|items?|goods|articles?|skus?|lines?|things)\b|\bcontent\w*\b|\bcontain\w*\b|\blines? (?:on|of|in)\b|\blist\b|\bshow\b|\bdetails?\b|\btell me about\b|\bwhat about\b"
)
_SHARE = re.compile(
    r"\b(?:share|percentage|proportion|fraction|what part|which part|how large a part|how big a part)\b|\b(?:what|which|how many|in) (?:%|percent\b|per cent\b)"
)
_NONE_OPEN = re.compile(
    r"\b(?:no|not (?:a|one)|without|nothing|none|zero|never)\b[^?]{0,25}\b(?:on order|on (?:the|its|their) way|in transit|open (?:purchase )?(?:orders?|pos?))\b"
)
_NOTED = re.compile(r"\b(?:notes?|memos?|letter|e?mail)\b")
_COUNT = re.compile(
    rf"\b(?:how many|number of|count of|count)\b(?: (?:of )?(?:the|our|my|all|different|separate))*(?: {_STATE}| purchase| open)* (?:{_PO}|trucks?|lorries)\b(?! lines?| for how| and how)"
)
_SUPERLATIVES: tuple[tuple[str, str, bool], ...] = (  # words, measure, descending
    (r"oldest|longest (?:open|outstanding|waiting)|(?:open|outstanding|waiting) (?:the )?longest|earliest placed|placed (?:the )?(?:first|earliest|longest ago)|first placed", "ordered_on", False),
    (r"newest|youngest|most recent(?:ly)?(?: placed)?|latest placed|last placed|placed (?:last|most recently)", "ordered_on", True),
    (r"(?:longest|most|furthest|worst)(?: \w+)? (?:overdue|late|delayed|behind)|latest of all|(?:late|overdue|delayed) (?:the )?(?:longest|most)|most days (?:late|overdue)", "days_late", True),
    (r"most (?:order )?lines|most (?:different )?(?:products|items|articles)", "open_lines", True),
    (r"fewest (?:order )?lines", "open_lines", False),
    (r"(?:most|highest|largest|biggest|greatest)[^?]{0,12} (?:value|money|cost)|most (?:expensive|valuable|costly)|dearest|worth (?:the )?most|costs? (?:the )?most", "open_value", True),
    (r"least (?:expensive|valuable)|cheapest|worth (?:the )?least", "open_value", False),
    (r"next|soonest|earliest|first(?: due| to arrive)?|(?:due|arrives|comes|delivered) (?:first|next|soonest|earliest)", "first_due", False),
    (r"(?:due|arrives|comes|delivered) (?:last|latest)|latest(?: due)?|last(?: due| to arrive)?|furthest (?:away|out|off)", "last_due", True),
    (r"biggest|largest|most(?: units| pieces| goods)?|highest|greatest|bulkiest", "open_units", True),
    (r"smallest|fewest(?: units| pieces)?|least|lowest|tiniest", "open_units", False),
)  # fmt: skip
_ONE = rf"(?:single )?(?:{_STATE} )*(?:purchase )?(?P<noun{{0}}>order lines?|line|orders?|pos?|deliver(?:y|ies)|shipments?|consignments?)\b(?! (?:value|quantity|size|cost|point|date|number)s?\b)"
_RANKED = (
    re.compile(
        rf"\b(?:which|what)(?: of (?:the|our|these|those))?(?: is| was| are)?(?: the| our)? {_ONE.format(1)}(?P<rest>[^?]*)"
    ),
    re.compile(
        rf"\b(?P<adj>(?:second|third|fourth|fifth|2nd|3rd)?[- ]?(?:oldest|newest|youngest|most recent|biggest|largest|smallest|next|earliest|first|latest|last|most valuable|most expensive|dearest|cheapest|longest (?:overdue|outstanding|open)|most overdue))(?: due| placed)? {_ONE.format(2)}"
    ),
)
_GROUPED = re.compile(
    r"\b(?:which|what|whose|who)(?: of (?:the|our))? ?(?P<g>store|shop|branch|supplier|vendor|category|product|item|article)?s?\b"
)
_OF_GROUP = {"shop": "store", "branch": "store", "vendor": "supplier", "item": "product", "article": "product"}
_MOST = re.compile(r"\b(?:most|highest|largest|biggest|greatest|fewest|least|lowest|smallest)\b")
_FEWEST = re.compile(r"\b(?:fewest|least|lowest|smallest)\b")
_PLACED = re.compile(
    r"\b(?:placed|raised|issued|sent(?: out)?|ordered|(?:did|have) (?:we|i|you) (?:order|ordered|place|placed|buy|bought))\b[^?]{0,40}?(?P<to>\b(?:before|after|since|until|by|up to|on or before|from|not later than)\b)?(?: the)? ?\[past\]"
    r"|\[past\],? (?:did|have) (?:we|i) (?:order|place)\b"
)


def put_order_lines(plan: Plan, masked: Masked, catalogue: Catalogue) -> Plan:
    """`plan` as a question about open order lines where the words ask for what only those tell; unchanged otherwise."""
    if plan.intent not in ("value", "list", "count", "rank", "compare", "notes") or plan.group_by in ("alert", "note"):
        return plan
    text = masked.text
    if number := said_order_number(tidy(masked.question), [(m.start, m.end) for m in masked.mentions]):
        return _one_order(plan, masked, number)
    if plan.intent != "notes" and not _NEW_ORDER.search(text) and (arriving := _arriving(plan, masked)) is not None:
        return arriving
    if _NONE_OPEN.search(text):
        return plan
    placed_then = _PLACED.search(text) is not None and any(w.side == "history" for w in masked.windows)
    if plan.intent == "notes" or not (_OPEN.search(text) or placed_then) or _NEW_ORDER.search(text):
        return plan
    filters, placed = _conditions(plan, masked, catalogue)
    ranked = None if _HOW_LONG.search(text) else _ranked(plan, text, filters, catalogue)
    if ranked is not None:
        return ranked
    narrowed = placed or any(f.column == "due_on" for f in filters)
    if (_SHARE.search(text) or plan.share) and not plan.entities.products:
        return _plain(plan, (_counted(text),), filters, share=True) if narrowed or _named(plan) else plan
    return _told(plan, text, filters, placed, narrowed)


def _told(plan: Plan, text: str, filters: tuple[Filter, ...], placed: bool, narrowed: bool) -> Plan:
    asked = [id for id, pattern in _FIGURES if pattern.search(text)]
    own = [id for id in asked if id in ("days_late", "days_open", "planned_days", "units_per_line", "units_per_order")]
    if own:
        keep = () if own[0] in ("days_late",) and not placed else filters
        return _plain(plan, tuple(own[:1]), keep)
    if placed and _COUNT.search(text):
        return _plain(plan, ("open_orders",), filters, intent="count", group="order")
    if placed and "open_units" in asked:
        return _plain(plan, ("open_units",), filters)
    if placed and plan.intent in ("list", "rank", "value"):
        return _plain(plan, ("open_orders",), filters, intent="list", group="order")
    money = narrowed or set(plan.measures) <= {"stock_value", "order_value", "on_order", "product_unit_cost"}
    if money and "open_value" in asked and plan.intent in ("value", "list"):
        return _plain(plan, ("open_value",), filters)
    if plan.measures == ("inventory_position",) and not narrowed and "open_units" in asked and "position" not in text:
        return plan.with_(measures=("on_order",), filters=())
    owed = set(plan.measures) <= {"order_qty", "on_order", "due_on", "expected_sales", "action"}
    if (
        narrowed
        and owed
        and plan.intent in ("list", "count")
        and plan.group_by in ("product", "series", "supplier", "store")
    ):
        if _TOTAL.search(text) and not NAMES.search(text):
            return _plain(plan, ("open_units",), filters)
        group: GroupBy = "product" if plan.group_by == "series" and plan.intent == "list" else plan.group_by
        return _plain(plan, ("open_units",), filters, plan.intent, "order_line" if group == "series" else group)
    if narrowed and asked[:1] == ["open_units"] and plan.intent in ("value", "list") and not plan.entities.products:
        return _plain(plan, ("open_units",), filters)
    return plan


#: "Total pieces?", "how many units is that in all?": a sum, whatever list it is of
_TOTAL = re.compile(
    r"\b(?:total|sum)(?: of)?(?: the| all)? (?:units|pieces|pcs|quantity)\b|\b(?:how many|number of) (?:units|pieces|pcs)\b|\b(?:units|pieces|pcs)(?:,)? (?:in (?:all|total)|altogether|together)\b"
)
NAMES = re.compile(r"\b(?:which|list|name)\b")


def _plain(
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
    if LATE_TOO.search(text) or _NOT_LATE.search(text):
        kept = [f for f in kept if f.column != "due_on"]
    if _NOT_LATE.search(text):
        kept.append(Filter("due_on", ">=", as_of))
    late = (
        not _NOTED.search(text)
        and _LATE.search(text)
        and not _LATEST.search(text)
        and not (LATE_TOO.search(text) or _NOT_LATE.search(text))
        and not re.search(r"\bhow (?:late|overdue)\b|\bnot (?:yet )?late\b", text)
    )
    if late and not any(f.column == "due_on" for f in kept):
        kept.append(Filter("due_on", "<", as_of))
    said = _PLACED.search(text)
    past = next((w for w in masked.windows if w.side == "history"), None)
    if said is None or past is None:
        return tuple(kept), False
    kept = [f for f in kept if f.column != "due_on" or late]
    to = (said.groupdict().get("to") or "").strip()
    if to == "before":
        kept.append(Filter("ordered_on", "<", past.start))
    elif to == "after":
        kept.append(Filter("ordered_on", ">", past.end if past.days == 1 else past.start - timedelta(1)))
    elif to in ("since", "from"):
        kept.append(Filter("ordered_on", ">=", past.start))
    elif to in ("until", "by", "up to", "on or before", "not later than"):
        kept.append(Filter("ordered_on", "<=", past.end))
    else:
        kept += [Filter("ordered_on", ">=", past.start), Filter("ordered_on", "<=", past.end)]
    return tuple(kept), True


_COMES = re.compile(r"\b(?:due|arriv\w*|deliver\w*|com(?:e|es|ing)|expect\w*|schedul\w*|shipments?)\b")


def _arriving(plan: Plan, masked: Masked) -> Plan | None:
    """ "How many deliveries are due next week?", "how many units come on 6 November, and on which order?" """
    text = masked.text
    window = next((w for w in masked.windows if w.side == "forecast"), None)
    if window is None or not _COMES.search(text) or _PLACED.search(text):
        return None
    within = (Filter("due_on", ">=", window.start), Filter("due_on", "<=", window.end))
    if _OPEN.search(text) and not plan.entities.products and _HOW_MANY.search(text) and _UNITS.search(text):
        return _plain(plan, ("open_units",), within).with_(window=None)
    number = next(p for id, p in _FIGURES if id == "order_number").search(text)
    if _COUNT.search(text) and not plan.entities.products:
        return _plain(plan, ("open_orders",), within, intent="count", group="order").with_(window=None)
    if number and plan.entities.products:
        return _plain(plan, ("open_units", "order_number"), within).with_(window=None)
    return None


# ---- one order ----------------------------------------------------------------------------------


def said_order_number(text: str, names: Sequence[tuple[int, int]] = ()) -> str:
    """The order number in a text; "" without one, or where it is part of one of the `names` (start, end)."""
    said = _ORDER_NUMBER.search(text)
    if not said or any(start <= said.start() < end for start, end in names):
        return ""
    return str(said["whole"] or said["id"]).upper()


def _one_order(plan: Plan, masked: Masked, number: str) -> Plan:
    """ "What is on PO-23736?", "when was it placed, and what is it worth?": the lines of one open order."""
    text = masked.text
    asked = [id for id, pattern in _FIGURES if pattern.search(text)]
    content = _CONTENT.search(text) is not None
    if not asked or (content and set(asked) <= {"open_units", "ordered_on"}):
        content = True
        asked = ["open_lines", "open_units", "order_supplier", "first_due", *asked]
    if "days_late" in asked:
        asked = [id for id in asked if id not in ("open_units", "first_due")]
    measures = tuple(dict.fromkeys((*asked, *(("order_content",) if content else ()))))
    return _plain(plan, measures, (Filter("order_id", "contains", number),)).with_(window=None)


# ---- rankings -----------------------------------------------------------------------------------


def _ranked(plan: Plan, text: str, filters: tuple[Filter, ...], catalogue: Catalogue) -> Plan | None:
    by_group = _by_group(plan, text, filters)
    if by_group is not None:
        return by_group
    for pattern in _RANKED:
        said = pattern.search(text)
        if said is None:
            continue
        groups = said.groupdict()
        noun, words = groups.get("noun1") or groups.get("noun2") or "", groups.get("adj") or groups.get("rest") or ""
        found = next(((m, d) for w, m, d in _SUPERLATIVES if re.search(rf"\b(?:{w})\b", words)), None)
        if found is None or (groups.get("adj") is None and not _MOST.search(words) and not _ENDS.search(words)):
            continue
        if noun.startswith(("deliver", "ship", "consign")) and plan.entities.products:
            return None  # "the next delivery of [product]": when it comes
        measure, descending = found
        place = next((ORDINALS[w] for w in re.findall(r"\b(?:second|third|fourth|fifth|2nd|3rd)\b", words)), 0)
        if measure == "first_due" and _AHEAD.search(said.group()) and not any(f.column == "due_on" for f in filters):
            filters = (*filters, Filter("due_on", ">", catalogue.calendar.as_of))  # a late one was to come before
        if groups.get("adj") in ("first", "last", "next") and not _OPEN.search(text):
            return None
        group: GroupBy = "order_line" if "line" in noun else "order"
        beside = tuple(
            id for id, p in _FIGURES if id != measure and id not in ("order_number", "open_orders") and p.search(text)
        )
        beside = tuple(id for id in beside if id in _BESIDE or (id == "open_units" and _HOW_MANY.search(text)))
        if group == "order" and _CONTENT.search(text):
            beside = (*beside, "open_units", "order_content")
        return _plain(plan, tuple(dict.fromkeys((measure, *beside))), filters, "rank", group).with_(
            sort=Sort(measure, descending), limit=1, offset=place
        )
    return None


_AHEAD = re.compile(r"\b(?:next|soonest|coming|upcoming|incoming)\b")
_HOW_LONG = re.compile(r"^(?![^?]*\bwhich\b)[^?]*\bhow (?:long|late|overdue|old|many days)\b")
_ENDS = re.compile(
    r"\b(?:oldest|newest|longest|first|last|next|soonest|earliest|latest|recent\w*|dearest|expensive|valuable|overdue)\b"
)
_UNITS = re.compile(r"\b(?:units?|pieces|pcs|goods|quantity)\b")
_HOW_MANY = re.compile(r"\bhow (?:many|much)\b(?! (?:days?|lines?))")
_BESIDE = frozenset(
    {"open_value", "days_late", "days_open", "ordered_on", "first_due", "order_store", "order_supplier", "open_lines"}
)


def _by_group(plan: Plan, text: str, filters: tuple[Filter, ...]) -> Plan | None:
    """ "Which supplier has the most late units?": stores, suppliers and products by such lines, where they are narrowed."""
    said = _GROUPED.search(text)
    noun = said["g"] if said else None
    counted = re.search(
        r"\b(?:most|fewest)(?: \w+){0,2}? (?P<n>orders|pos|purchase orders|order lines|lines|deliveries)\b", text
    )
    narrowed = any(f.column in ("due_on", "ordered_on") for f in filters)
    if noun is None or not _MOST.search(text) or not (narrowed or counted):
        return None
    group = _OF_GROUP.get(noun, noun)
    measure = "open_units"
    if counted:
        measure = "open_lines" if "line" in counted["n"] else "open_orders"
    elif re.search(r"\b(?:value|money|worth|cost)\b", text):
        measure = "open_value"
    return _plain(plan, (measure,), filters, "rank", group).with_(  # type: ignore[arg-type]
        sort=Sort(measure, not _FEWEST.search(text)), limit=plan.limit or 1, offset=plan.offset
    )
