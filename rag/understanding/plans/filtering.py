# ruff: noqa: E501 - a pattern is read on one line
"""The conditions of a plan: what rows must meet, from the words and numbers that state it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from forecasting.inventory.settings import AlertSettings
from rag.names.catalogue import Catalogue
from rag.plan import NOWHERE, Filter, Plan
from rag.understanding.message.masking import Masked
from rag.understanding.plans.against import against_filters
from rag.understanding.plans.deadlines import deadlines, of_order_sums, summed_by_deadline
from rag.understanding.plans.elsewhere import of_elsewhere, split_elsewhere
from rag.understanding.plans.left_out import is_left_out
from rag.understanding.plans.on_terms import on_terms
from rag.understanding.plans.ordering import OUT_NEXT
from rag.understanding.plans.within_budget import orders_of_a_budget
from rag.understanding.reading import Reading
from rag.understanding.words.amounts import Amounts
from rag.understanding.words.bias_signs import signed_bias
from rag.understanding.words.conditions import (
    LATE,
    NOT_WAITING,
    PROMOTED,
    PROMOTED_GOODS,
    class_filters,
    template_filters,
    templates_in,
)
from rag.understanding.words.denied import denied_actions, not_ordered_today
from rag.understanding.words.gone_already import without_the_gone
from rag.understanding.words.lateness import DAYS_SAID, late_limits
from rag.understanding.words.limits import threshold_filters
from rag.understanding.words.measures import find_measures
from rag.understanding.words.none_on_order import with_none_on_order
from rag.understanding.words.orders import LATE_TOO
from rag.understanding.words.piece_prices import told_by_price
from rag.understanding.words.supposed_orders import not_today

__all__ = ["SOLD_AT_ALL", "put_filters"]

_SETS = ("list", "rank", "count")
_OF_ORDERS = {"recommended", "today", "this_week", "expedite", "order_soon"}
_RUN_OUT = {"stockout_date", "stockout_probability", "days_of_cover", "expected_lost_units"}
#: "How many different products did we sell at least once on Monday?"
SOLD_AT_ALL = re.compile(
    r"\b(?:sell|sold|sale|sales|bought)\b(?! out)[^?]{0,30}\bat least (?:once|one|a single)\b|\bat least one (?:sale|unit|piece) (?:sold|of)?"
    r"|\bhow many (?:different|distinct) (?:products|items|articles|skus)\b[^?]*\b(?:sell|sold)\b(?! out)(?![^?]{0,40}\b(?:more|less|fewer|over|under|above|below|at least|at most|exactly|between) (?:than )?\d)"
)
_LIKELIER = re.compile(r"\bmore likely than not\b|\bmore than a 50[ -]?50 chance\b")
_NOT_ZERO = re.compile(
    r"\b(?:do not|don't|dont|without) count(?:ing)?\b[^?]{0,25}\b(?:zeros?|0|nothing)\b|\b(?:leav\w+ (?:out|aside)|set\w* aside|disregard\w*|exclud\w+|ignor\w+|skip\w*|except|not counting|without|other than|apart from)\b[^?]{0,25}"
    r"\b(?:zeros?|0|nothing|no (?:revenue|sales|turnover|units|stock))\b|\bnon-?zero\b|\b(?:above|more than|over) (?:zero|0)\b"
)
_DAYS = "monday|tuesday|wednesday|thursday|friday|saturday|sunday"
_BEST_WEEKDAY = re.compile(
    r"\b(?:peak|best|strongest|busiest|top|main)(?: selling| sales)? (?:week)?day(?: of the week)? "
    rf"(?:(?:is|are|being|falls on|on|=|was)(?:n't| not)?|(?:is |are )?(?:other than|besides|but|except)|!=|<>) (?:on )?(?:a |an )?({_DAYS})s?\b"
    rf"|\b(?:other|another|different) (?:week)?day than (?:a |an )?({_DAYS})s? (?:is|sells|comes out|counts as|goes)(?: as)?(?: the| their| its)? (?:peak|best|strongest|busiest|top|main)\b"
    rf"|\b(?:have|has|with|having|name|show|see|had)s? (?:a |an )?({_DAYS})s? (?:as|for|is|being|to be) (?:their|its|the)? ?(?:single )?(?:peak|best|strongest|busiest|top|main)\b"
    rf"|\bsell(?:s|ing)? (?:the )?(?:best|most|strongest) on (?:an? )?({_DAYS})s?\b"
    rf"|\bpeak(?:s|ing)? on (?:an? )?({_DAYS})s?\b"
    rf"|\b({_DAYS})s? (?:is|are|was|happens to be|comes out as|counts as) (?:the|their|its) (?:single )?(?:peak|best|strongest|busiest|top|main)(?:[ -]selling| sales)? ?(?:week)?day\b"
)


#: "To order the products whose sales are falling": a condition, of a sum as well
_WHOSE = re.compile(r"\b(?:whose|with|of which|where) (?:an? |the |their )?(?:\w+ ){0,2}(?:sales|demand|trend)\b")
_ORDERED = re.compile(
    r"\b(?:order\w*|re-?order\w*|buy\w*|bought|purchas\w*|recommend\w*|propos\w*|suggest\w*|restock\w*|replenish\w*)\b"
)
_NOT_THAT_DAY = re.compile(
    rf"(?:!=|<>) (?:{_DAYS})s?\b[^?]*$|\b(?:other|another|different) (?:week)?day than\b|(?:\b(?:not|never|other than|except|besides)|n't)\b(?: \w+){{0,4}}? (?:a |an )?(?:{_DAYS})s?\b[^?]*$|\b(?:other than|not|except)\b[^?]{{0,12}}$"
)
#: Conditions whose words name a kind of alert as well.
_OF_ALERTS = {
    "excess": frozenset({"excess"}),
    "late_order": frozenset({"late_order", "has_open_order"}),
    "stockout": frozenset({"out_of_stock", "runs_out"}),
    "stockout_risk": frozenset({"out_of_stock", "runs_out", "at_risk"}),
}


#: "What is the probability of a stockout of each?": of all rows
_PROBABLE = re.compile(r"\b(?:probabilit|chance|likel|odds|each|every|per|by|all)\w*\b")


def put_filters(plan: Plan, masked: Masked, reading: Reading, amounts: Amounts, catalogue: Catalogue) -> Plan:
    """`plan` with its filters: conditions by name, deadlines, classes, limits on measures."""
    as_of = catalogue.calendar.as_of
    until = _until(masked, reading, as_of)
    templates = _conditions(plan, masked, reading, amounts, until)
    found = find_measures(amounts.text)
    classes = class_filters(amounts.text, found)
    for kind in (f.value for f in classes if f.column == "kind"):  # "an excess alert" is an alert, not a stock
        templates = templates - _OF_ALERTS.get(str(kind), frozenset())
    templates, there = split_elsewhere(masked.text, templates, lambda part: templates_in(part, amounts))
    filters = template_filters(templates, as_of, until) if reading.group != "alert" else []
    filters += of_elsewhere(template_filters(there, as_of, until)) if plan.intent in _SETS else []
    if (plan.intent in _SETS or of_order_sums(plan)) and not_today(masked.text):
        filters.append(Filter("action", "not in", ("order_now", "expedite")))
    elif plan.intent in _SETS and not_ordered_today(masked.text):
        gone = ("order_qty", "action", "order_by")
        filters = [f for f in filters if f.column not in gone] + [Filter("action", "not in", ("order_now", "expedite"))]
    if plan.intent in ("list", "count") and reading.group in _WHOLE and _NO_ORDER_AT_ALL.search(masked.text):
        filters = [f for f in filters if f.column not in ("order_qty", "action", "order_by")]
        filters.append(_no_order_of(reading.group, masked.text))
        plan = plan.with_(measures=("count",))  # names, and no figure of what is not there
    limits = deadlines(plan, masked, until, filters)
    if limits and (summed_by_deadline(plan, masked) or _TODAY_TOO.search(masked.text)):
        filters = [f for f in filters if f.column != "action"]  # "today's included"
    filters = [f for f in filters if f.column != "order_by" or not any(f.column == d.column for d in limits)] + limits
    filters += classes
    if plan.intent in _SETS and (others := denied_actions(masked.text)):
        filters = [f for f in filters if f.column not in ("action", "on_order")] + others
    risky = (
        plan.intent == "list" and plan.measures[:1] == ("stockout_probability",) and not _PROBABLE.search(masked.text)
    )
    if ("at_risk" in templates or risky) and plan.intent in _SETS and not (amounts.thresholds or until or filters):
        filters.append(Filter("stockout_probability", ">=", 100 * AlertSettings().stockout_warning))
    elif risky and until and not filters:
        filters.append(Filter("stockout_date", "<=", until))
    against = against_filters(amounts.text, found) if plan.intent in _SETS else []
    if against:
        columns = {a.column for a in against}
        if any(a.value == "@due_on" for a in against):
            columns.add("action")  # what comes is ordered already
            plan = plan.with_(measures=("stockout_date",))
        filters = [f for f in filters if f.column not in columns] + against
    filters = [_negated(f, masked.text) for f in filters]
    if plan.intent in _SETS and not any(f.column == "trend" for f in filters):
        filters += [Filter("trend", "!=", name) for name, said in _NOT_TREND.items() if said.search(masked.text)]
    if _NOT_ZERO.search(masked.text) and plan.measures and "no_order" not in templates:
        filters.append(Filter("on_hand" if plan.measures[0] in _RUN_OUT else plan.measures[0], ">", 0))
    if plan.intent in ("count", "list") and SOLD_AT_ALL.search(masked.text) and masked.windows:
        filters.append(Filter("actual_sales", ">", 0))
    if plan.intent in _SETS and _LIKELIER.search(masked.text):
        filters = [f for f in filters if f.column not in ("stockout_date", "on_hand")]
        filters.append(Filter("stockout_probability", ">", 50))
    weekday = _BEST_WEEKDAY.search(masked.spelled)
    if weekday and plan.intent in _SETS:
        not_it = _NOT_THAT_DAY.search(masked.spelled[: weekday.end()])
        filters.append(
            Filter("peak_weekday", "!=" if not_it else "=", next(filter(None, weekday.groups())).capitalize())
        )
    if any(f.column == "order_qty" and f.op in ("<=", "=") and not f.value for f in filters):
        filters = [f for f in filters if f.column != "order_by"]  # no order, so no day for it
    limits = threshold_filters(amounts.thresholds, found, plan.measures, masked.text, reading.group)
    if len(limits) == 1 and plan.intent in _SETS and _LEFT_OUT_SET.search(masked.text):
        limits = [replace(limits[0], op=_OPPOSITE.get(limits[0].op, limits[0].op))]  # type: ignore[arg-type]
        filters = [f for f in filters if f.column != "on_hand"]  # "leaving out" is not out of stock
    if any(f.column == "on_order" and f.op in ("<", "<=") for f in limits):
        filters = [f for f in filters if f.column != "on_order"]  # "10 or fewer on order": none at all as well
    filters = signed_bias(filters + limits, masked.text)
    plan = told_by_price(plan, limits, masked.text)
    if any(f.column == "product_unit_cost" for f in limits) and not _ORDERED.search(masked.text):
        filters = [f for f in filters if f.column != "order_qty"]  # what a piece costs us: no order is spoken of
    if any(f.column == "bias_size" for f in limits):
        filters = [f for f in filters if f.column != "bias_pct"]
        plan = plan.with_(measures=tuple("bias_size" if m in ("bias_pct", "wape") else m for m in plan.measures))
    left = [i.name for m in masked.mentions if m.kind == "product" and is_left_out(masked, m) for i in m.items]
    filters += [Filter("product_name", "not in", tuple(left))] if left and not plan.entities.products else []
    if plan.intent in _SETS and masked.windows and (PROMOTED.search(masked.text) or PROMOTED_GOODS.search(masked.text)):
        filters.append(Filter("on_promotion", "in", (masked.windows[0].start, masked.windows[0].end)))
    filters = list(without_the_gone(plan.with_(filters=tuple(filters)), masked.text).filters)
    if plan.intent == "rank" and OUT_NEXT.search(masked.text) and not _OF_THEM.search(masked.text):
        filters.append(Filter("on_hand", ">", 0))  # what is gone does not go
    if plan.intent in _SETS:
        filters = with_none_on_order(filters, masked.text)
    plan, terms = on_terms(plan, masked, catalogue)
    filters += terms
    filters = _due_until(plan, masked, _late_by([_per_day(f, masked) for f in filters], masked, as_of))
    fine = any((f.column, f.value) == ("action", "ok") for f in filters)
    if plan.intent in _SETS and _NOT_EXCESS.search(masked.text) and not fine:
        filters = [f for f in filters if f.column != "action"] + [Filter("action", "!=", "excess")]
    return plan.with_(filters=_kept(plan, reading, filters))


_NOT_TREND = {
    "rising": re.compile(
        r"(?:\bnot|n't) (?:\w+ ){0,2}?(?:rising|growing|increasing|going up|trending up|on the rise|rise|grow)\b"
    ),
    "falling": re.compile(
        r"(?:\bnot|n't) (?:\w+ ){0,2}?(?:falling|declining|decreasing|going down|trending down|dropping|fall|decline|drop|shrinking)\b"
    ),
}


def _negated(condition: Filter, text: str) -> Filter:
    """ "Not rising": the others."""
    if condition.op != "=":
        return condition
    trend = condition.column == "trend" and _NOT_TREND.get(str(condition.value))
    if trend and trend.search(text):
        return replace(condition, op="!=")
    return condition


def _until(masked: Masked, reading: Reading, as_of: date) -> date | None:
    """The last day of the time ahead that the question names."""
    ahead = [w.end for w in masked.windows if w.side == "forecast" and w.label not in ("today", "this week")]
    if ahead:
        return ahead[0]
    if re.search(r"\bthis week\b", masked.text):
        return as_of + timedelta(7)
    if re.search(r"\btoday|tomorrow\b", masked.text) and "runs_out" in reading.templates:
        return as_of
    return None


#: "Draft today's order", "a draft of everything urgent": not of all that is recommended
_DUE_SAID = re.compile(
    r"\b(?:today|this week)'s\b|\b(?:for|due|ordered|out|placed|needed|sent|of) (?:in )?(?:today|this week)\b|\burgent\w*|\bpressing\b"
)


def _conditions(plan: Plan, masked: Masked, reading: Reading, amounts: Amounts, until: date | None) -> set[str]:
    """The named conditions that select rows; of a plain value only those that say which orders, or which stock."""
    templates = set(reading.templates)
    measures = set(plan.measures)
    if plan.intent not in _SETS:
        money = plan.intent in ("value", "whatif", "compare") and bool(measures & {"order_value", "order_qty"})
        stock = plan.intent == "value" and "stock_value" in measures and "excess" in templates
        whole = not (plan.entities.products and plan.entities.stores) and plan.intent != "explain"
        drafted = plan.intent == "draft_order" and _DUE_SAID.search(masked.text) is not None
        of_trend = {"rising", "falling"} if _WHOSE.search(masked.text) else set()
        templates &= _OF_ORDERS | of_trend if (money or drafted) and whole else set()
        templates |= {"excess"} if stock else set()
        owed = plan.intent == "value" and "on_order" in measures and not plan.entities.products
        templates |= {"late_order"} if owed and _OVERDUE.search(masked.text) else set()
    elif "at_risk" in templates and not amounts.thresholds and until:
        templates.add("runs_out")
    if "late_order" in templates and LATE_TOO.search(masked.text):
        templates = (templates - {"late_order"}) | {"has_open_order"}
    if "late_order" in templates and until is not None and not LATE.search(masked.text):
        templates = (templates - {"late_order"}) | {"has_open_order"}
    if any(w.side == "forecast" and w.days != 7 and w.label != "today" for w in masked.windows):
        templates.discard("this_week")
    if not_today(masked.text):
        templates = (templates - {"today", "no_order"}) | {"recommended"}
    if measures and measures <= _LOTS and not _TO_ORDER.search(masked.text):
        templates.discard("recommended")  # "the highest minimum order quantity": of all products
    if "runs_out" in templates:
        templates.discard("today")
    if "ok" in templates and plan.intent in _SETS:
        return {"ok"}  # "simply fine: nothing to order and not too much"
    if NOT_WAITING.search(masked.text):
        templates.discard("order_soon")
    if _NOT_BOUGHT_FROM.search(masked.text) and not _ORDERS_SAID.search(masked.text):
        return templates - {"no_order", "recommended", "has_open_order"}  # whose goods, and not which orders
    if plan.intent == "rank":
        templates -= {"rising", "falling"}
        if reading.sort in ("stockout_date", "stockout_probability", "days_of_cover") and until is None:
            templates.discard("runs_out")
    if plan.intent in _SETS and measures & {"order_qty", "order_value", "order_by"}:
        templates |= {"recommended"} if not templates & {"no_order", "order_soon"} else set()
    if _NOT_ZERO.search(masked.text):
        templates.discard("out_of_stock")
    return templates


#: "Which of these do we not buy from [supplier]?"
_NOT_BOUGHT_FROM = re.compile(
    r"\b(?:do|does|did|is|are|was|were)(?:(?: we| i| they| it)? not|n't)(?: \w+){0,2} (?:from|by|at|with) (?:our |the )?\[supplier\]"
)
_ORDERS_SAID = re.compile(
    r"\b(?:recommended|proposed|suggested|open|late|overdue) (?:purchase )?(?:orders?|lines?|products?|items?)\b|\border (?:lines?|proposals?)\b"
)
_WHOLE = ("supplier", "store", "category")
#: "Which suppliers need no order from us today?": none of their lines
_NO_ORDER_AT_ALL = re.compile(
    r"\bnot (?:a|one) single (?:recommended )?(?:order|line)\b|\bno (?:recommended )?order lines?\b|\b(?:need|needs|require|requires|get|gets|have|has|want|with|receive|receives)\b(?: \w+){0,2}? (?:no|not a single|zero) (?:new |recommended )?orders?\b"
    r"|\bnothing\b[^?]{0,25}\b(?:to be ordered|to order|ordered from|has to be ordered|needs? ordering)\b|\b(?:do not|don't|need not) (?:have to |need to )?(?:order (?:anything|something|from)|(?:get|receive|be sent) (?:an |any )?orders?)\b"
)


def _no_order_of(group: str, text: str) -> Filter:
    if re.search(r"\b(?:today|now|right away|urgently)\b", text):
        return Filter(f"{NOWHERE}{group}.action", "in", ("order_now", "expedite"))
    return Filter(f"{NOWHERE}{group}.order_qty", ">", 0)


_NOT_EXCESS = re.compile(
    r"\bnot (?:\w+ ){0,2}?(?:in excess|excess\w*|overstock\w*|surplus)\b|\b(?:without|no)(?: being| any)?(?: in)? (?:excess|overstock|surplus)\b"
)
_OF_THEM = re.compile(r"\bof (?:them|those|these|the (?:two|three|four|five))\b")
_LOTS = frozenset({"product_moq", "product_order_multiple"})
_TO_ORDER = re.compile(
    r"\b(?:recommend\w*|suggest\w*|propos\w*|advis\w*|to (?:be )?(?:re)?order\w*|must|should|need\w*|(?:we|i|you) (?:re)?order)\b"
)
#: "Leaving out everything that sold less than 1 a day": those that sold as much
_LEFT_OUT_SET = re.compile(
    r"\b(?:leav\w+ (?:out|aside)|exclud\w+|ignor\w+|not counting|disregard\w*|skip\w*)\b[^:;?.]{0,15}"
    r"\b(?:everything|anything|all|those|whatever|products|items|lines|the ones)\b[^:;?.]{0,25}"
    r"\b(?:less|more|fewer|under|over|below|above|at least|at most)\b"
)
_OPPOSITE = {"<": ">=", "<=": ">", ">": "<=", ">=": "<"}
_OVERDUE = re.compile(
    r"\boverdue\b|\bpast due\b|\bdue dates?\b[^?]{0,25}\b(?:passed|past|over|gone|earlier|before)\b|(?<!still )\b(?:owes?|owing) us\b"
    r"|\b(?:should|ought to) (?:already )?(?:have (?:already )?)?(?:been|be|arrived|come)\b"
)
_TODAY_TOO = re.compile(
    r"\btoday'?s? (?:is |are |ones )?(?:included|too|as well)\b|\bincluding (?:today|those of today)\b"
)


def _kept(plan: Plan, reading: Reading, filters: list[Filter]) -> tuple[Filter, ...]:
    """Each condition once; explanations and what-ifs are of named things and keep only classes."""
    if plan.intent == "count" and "due_on" in plan.measures:
        filters = [f for f in filters if f.column != "on_order"]  # orders are counted: each is on order
    unique = list({(f.column, f.op, str(f.value)): f for f in filters}.values())
    limits = {(f.op, f.value) for f in unique if f.column != "count"}  # "for what number of items is the bias above 0?"
    unique = [f for f in unique if f.column != "count" or (f.op, f.value) not in limits]
    if reading.scenario == "budget":
        return orders_of_a_budget(plan.question, unique)
    if plan.intent in ("explain", "whatif", "notes"):
        return tuple(f for f in unique if f.column in ("abc_class", "xyz_class"))
    return tuple(unique)


def _per_day(condition: Filter, masked: Masked) -> Filter:
    """ "Sell at least 3 a day": a limit on the daily average of the last 28, or 7, days."""
    if condition.column not in ("expected_sales", "actual_sales", "avg_daily_28d") or not _A_DAY.search(masked.text):
        return condition
    week = any(w.side == "history" and w.days == 7 for w in masked.windows)
    return replace(condition, column="avg_daily_7d" if week else "avg_daily_28d")


_LATE_SINCE = re.compile(r"\b(?:more than|over|longer than|before|earlier than|prior to) (?:by )?\[past\]")


def _late_by(filters: list[Filter], masked: Masked, as_of: date) -> list[Filter]:
    """ "Due more than three days ago": late by as much, rather than late at all; no days of anything else."""
    late = Filter("due_on", "<", as_of)
    since = next((w.start for w in masked.windows if w.side == "history" and w.days == 1), None)
    if limits := late_limits(masked.spelled, as_of):
        rest = [f for f in filters if f.column not in DAYS_SAID]
        return [*(f for f in rest if f != late), *limits] if late in rest else rest
    if since and _LATE_SINCE.search(masked.text):
        return [Filter("due_on", "<", since) if f == late else f for f in filters]
    return filters


_DUE_ON = re.compile(
    r"\b(?:due|expected|promised|supposed to (?:come|arrive|be here)|scheduled|planned)\b[^?]{0,25}?(?<! by)(?<! until)(?<! till)(?<! before)(?<! since)(?<! after) (?:the )?\[past\]"
)
_DUE_UNTIL = re.compile(
    r"\b(?:due|expected|promised|supposed|scheduled|planned|deliver\w*|arriv\w*|come|here)\b[^?]{0,20}?"
    r"\b(?P<to>on or before|by|until|till|up to|no later than|not later than|before)(?: and incl(?:uding|\.?))?(?: the)? \[past\]"
)


def _due_until(plan: Plan, masked: Masked, filters: list[Filter]) -> list[Filter]:
    """ "Due on or before 31 October and not here yet": until that day, whatever counts as late."""
    said, on = _DUE_UNTIL.search(masked.text), _DUE_ON.search(masked.text)
    day = next((w for w in masked.windows if w.side == "history"), None)
    orders = {"on_order", "due_on"} & {*plan.measures, *(f.column for f in filters)}
    if on and day is not None and day.days == 1 and orders and plan.intent in _SETS:
        whole = [Filter("due_on", ">=", day.start), Filter("due_on", "<=", day.end)]
        return [*(f for f in filters if f.column != "due_on"), *whole]
    summed = plan.intent == "value" and "on_order" in plan.measures and not plan.entities.products
    if said is None or day is None or not orders or (plan.intent not in _SETS and not summed):
        return filters
    before = said["to"] == "before"
    limit = Filter("due_on", "<" if before else "<=", day.start if before else day.end)
    return [*(f for f in filters if f.column != "due_on"), limit]


_A_DAY = re.compile(
    r"\d(?: (?:or|and) (?:more|less|fewer|above|below|better|higher|lower))?(?: units?| pieces?| pcs)?(?: (?:or|and) (?:more|less|fewer))?"
    r" (?:an? |the )?(?:average )?(?:a|per|each|every) day\b|\bdaily average\b|\bper day\b|\b(?:daily|average) (?:daily )?sales\b"
)
