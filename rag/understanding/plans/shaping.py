# ruff: noqa: E501 - word lists and patterns are read on one line
"""The shape of a plan: rankings, limits, shares, comparisons, explanations."""

from __future__ import annotations

import re

from rag.measures import GAPS, MEASURES
from rag.plan import EVERYWHERE, FIELD_OF, Filter, Plan, Sort
from rag.understanding.message.masking import Masked
from rag.understanding.plans.counted_each import put_counted_each
from rag.understanding.plans.left_out import is_left_out
from rag.understanding.plans.one_of_group import put_one_of_group
from rag.understanding.plans.ordering import FROM_END
from rag.understanding.reading import Reading
from rag.understanding.words.amounts import Amounts

__all__ = ["put_shape"]


# -- shape ----------------------------------------------------------------------------------------


def put_shape(plan: Plan, masked: Masked, reading: Reading, amounts: Amounts) -> Plan:
    flags = reading.flags
    group = reading.group or None
    if plan.intent == "compare" and reading.order and _one_set(plan) and _ONE_OF_SET.search(masked.text):
        plan = plan.with_(intent="rank")
    if plan.intent in ("value", "compare", "explain", "whatif") and group in (
        "product",
        "store",
        "supplier",
        "category",
    ):
        others = any(m.kind == group and is_left_out(masked, m) for m in masked.mentions)
        named = getattr(plan.entities, FIELD_OF[group]) and not others  # "in each store except [store]"
        if named or not ({"per_series"} & flags or plan.intent == "compare"):
            group = None
    if plan.intent == "count" and reading.order and group in ("store", "supplier", "category"):
        plan = plan.with_(intent="rank", measures=("count",))  # "which store has the most overstocked products?"
    elif (
        plan.intent == "count"
        and re.search(r"\b(?:lines|recommendations|positions|rows|combinations?|combos?|pairs)\b", masked.text)
    ) or (plan.intent == "count" and _PAIRS.search(masked.question.lower())):
        group = "series"
    if plan.intent == "rank" and group is None:
        group = "store" if len(plan.entities.products) == 1 else "product"
    if plan.intent == "list" and group is None:
        group = "store" if len(plan.entities.products) == 1 and len(plan.entities.stores) != 1 else "product"
    if plan.intent == "rank" and group in ("product", "store", None) and _ONE_LINE.search(masked.text):
        group = "series"
    plan = plan.with_(
        statistic=reading.statistic, group_by=group, share=_asks_share(plan, flags, masked.text),
        share_of=_whole_said(masked.text, plan),
        difference=("difference" in flags or plan.difference) and not set(plan.measures) & set(GAPS),
        per_series="per_series" in flags, note_latest="latest" in flags,
        scenario=amounts.scenario,
    )  # fmt: skip
    plan = put_one_of_group(plan, masked.text)
    if plan.intent == "list" and amounts.ordinal and amounts.offset:
        plan = plan.with_(intent="rank", sort=Sort(_sort_measure(plan, reading), reading.order != "asc"))
    if plan.intent == "rank":
        plan = plan.with_(limit=amounts.limit or _rank_limit(masked.text), offset=amounts.offset)
    elif plan.intent == "list" and amounts.limit:
        plan = plan.with_(limit=amounts.limit)
    if plan.intent in ("rank", "compare", "list") and reading.order:
        plan = plan.with_(sort=Sort(_sort_measure(plan, reading), reading.order == "desc"))
    limited = set(plan.measures[:1]) & {f.column for f in plan.filters}
    if plan.intent == "rank" and limited and plan.sort and plan.sort.measure in plan.measures[1:]:
        first = plan.sort.measure  # "with a lead time above a week, who is the most punctual?"
        plan = plan.with_(measures=(first, *(m for m in plan.measures if m != first)))
    if (
        plan.intent == "rank"
        and plan.sort
        and plan.sort.measure == "bias_pct"
        and (way := _ONE_WAY.search(masked.text))
    ):
        plan = plan.with_(sort=Sort("bias_pct", way["low"] is None))  # "under-forecast the most": furthest below zero
    if plan.intent == "rank" and plan.sort and plan.sort.measure == "lot_extra" and _LARGEST.search(masked.text):
        plan = plan.with_(sort=Sort("lot_extra", True))  # a minimum order is no smallest one
    if plan.intent == "rank" and plan.sort and (end := FROM_END.search(masked.text)):
        plan = plan.with_(sort=Sort(plan.sort.measure, not (end["last"] or end["last2"])))
    if plan.intent == "compare" and set(plan.measures[:1]) & _ERRORS and (said := _WORSE.search(masked.text)):
        plan = plan.with_(sort=Sort(plan.measures[0], said["bad"] is not None))
    if plan.intent == "draft_order":
        plan = plan.with_(
            measures=("order_qty", "order_value"),
            filters=(Filter("order_qty", ">", 0), *(f for f in plan.filters if f.column in ("action", "order_by"))),
        )
    if plan.intent == "explain":
        plan = _explained(plan, reading, masked)
    if plan.intent == "rank" and plan.measures[:1] == ("product_supplier",) and len(plan.entities.products) == 1:
        plan = plan.with_(
            intent="value", group_by=None, sort=None, limit=None
        )  # "the quickest way to get it, which supplier?"
    if _splits(plan, reading):
        plan = plan.with_(intent="value", per_series=True)
    return put_counted_each(plan, masked)


#: "Of the [category] sold in [store], which one is forecast most accurately?": one of many
_ONE_OF_SET = re.compile(
    r"\b(?:of|among|amongst|from|out of)(?: (?:all|the|our|their|those|these))* \[category\][^?]*\b(?:which|what)\b"
)


def _one_set(plan: Plan) -> bool:
    """A category of which nothing is named that could be compared."""
    named = plan.entities
    several = any(len(ids) > 1 for ids in (named.stores, named.suppliers, named.categories))
    return len(named.categories) == 1 and not named.products and not several and plan.second_window is None


#: "Product-store pairs, please": what one of them is, wherever the message says it
_PAIRS = re.compile(
    r"\b(?:products?|items?|skus?|articles?)[ -]?(?:/|x|by|and|per|in|times)?[ -]?(?:an? )?(?:stores?|shops?|branch|location)s?[ -](?:pairs?|combinations?|combos?|series|rows|lines)\b|\b(?:pairs|combinations|combos) of (?:an? )?(?:products?|items?|skus?|stores?|shops?) (?:and|&|with)\b|\b(?:stores?|shops?)[ -]?(?:/|x|by|and)?[ -]?(?:products?|items?|skus?|articles?)[ -](?:pairs?|combinations?|combos?|series)\b"
)
_LARGEST = re.compile(r"\b(?:largest|biggest|most|highest|greatest)\b")
#: "Under-forecast the most", "the worst too high": from one side of zero
_ONE_WAY = re.compile(
    r"^(?=[^?]*\b(?:most|worst|furthest|farthest|strongest|heaviest|biggest|largest)\b)(?:(?=[^?]*(?P<low>\bunder-? ?(?:forecast|estimat|predict|shoot|shot)\w*|\btoo (?:low|little|pessimistic)\b))(?![^?]*\b(?:over-? ?(?:forecast|estimat|predict)|too (?:high|much)))"
    r"|(?=[^?]*\b(?:over-? ?(?:forecast|estimat|predict|shoot|shot)\w*|too (?:high|much|optimistic)\b))(?![^?]*\b(?:under-? ?(?:forecast|estimat|predict)|too (?:low|little))))"
)
_ERRORS = frozenset({"wape", "mape", "mae", "rmse", "mase", "wql"})
_WORSE = re.compile(
    r"\b(?:(?P<bad>worse|worst|(?:lower|lowest|poorer|poorest|weaker|weakest)(?= (?:[\w-]+ )?(?:accuracy|precision|reliability))|less (?:accurate|reliable|exact)|(?:bigger|larger|higher|greater|biggest|largest|highest)(?= (?:error|wape|mape|mae|rmse|mase)|[^?]{0,12}$))|better|best|smaller|smallest|lower|lowest|more (?:accurate|reliable|exact))\b"
)
#: "The biggest single line of all orders: which product, for which shop?"
_ONE_LINE = re.compile(
    r"\b(?:biggest|largest|most expensive|dearest|costliest|priciest|smallest|cheapest)(?: \d+| \w+){0,2} order lines?\b|\b(?:which|what) (?:\w+ )?order line\b(?! (?:of|for) \[)"
    r"|\b(?:order )?line(?: in \w+)? with the (?:highest|biggest|largest|greatest|lowest|smallest|most) (?:\w+ )?(?:value|amount|cost|quantity|sum|price|units|money)\b|\bwhich product\b[^?]{0,12}\b(?:for|in|at|of) (?:which|what) (?:shop|store|branch)\b"
    r"|\bsingle (?:order )?lines?\b|\bsingle\b[^?]{0,40}\border lines?\b|\bwhich product\b[^?]{0,12}\b(?:and|,)[^?]{0,12}\b(?:which|what) (?:shop|store|branch)\b"
)


def _splits(plan: Plan, reading: Reading) -> bool:
    """ "Turnover last month per store": a value of each group rather than a list of the groups."""
    if plan.intent != "list" or plan.group_by not in ("store", "supplier", "category") or plan.limit:
        return False
    named = [MEASURES[m] for m in plan.measures if m in MEASURES and m != "count"]
    if not named or reading.weak or named[0].kind != "number":
        return False
    return not plan.filters or ("per_series" in reading.flags and named[0].additivity == "sum")


#: "The biggest category, and what share of the total is that?", "what percentage comes from the top 20?"
_SHARE_OF_RANKED = re.compile(
    r"\b(?:share|percent\w*|proportion)\b|%|\b(?:what|which|how much) (?:a )?(?:part|portion) of (?:all|the|our|everything)\b"
)


def _asks_share(plan: Plan, flags: frozenset[str], text: str) -> bool:
    """Is a part of the whole asked for, of what is told, of each, or of what is ranked?"""
    if "share" not in flags or not set(plan.measures) <= _SHAREABLE:
        return False
    ranked = plan.intent == "rank" and plan.group_by != "series" and bool(_SHARE_OF_RANKED.search(text))
    each = plan.intent == "list" and "per_series" in flags
    return ranked or each or plan.intent in ("value", "count", "compare")


#: "Share of all the [product] that we sold", "of [category] revenue", "of all the units [store] sold what percent was ..."
_WHOLE = re.compile(
    r"\b(?:share|percent(?:age)?|per cent|%|proportion|part|portion|fraction|much|many)(?: \w+| ?\(%\))? of (?:all |the |our |total |whole |entire |complete )*\[(?P<a>product|category|supplier|store)\]"
    r"|\bof (?:all |everything |the |our |total |units |what )*(?:that )?\[(?P<b>product|category|supplier|store)\](?: has| have)? (?:sold|sells?|sales|revenue|turnover|will sell|orders?)\b"
)


_IN_ALL_STORES = re.compile(
    r"\b(?:all|every)(?: of)? (?:our |the |my )?(?:stores?|shops?|branch(?:es)?|locations?|sites?)\b"
    r"|\b(?:whole|entire) (?:company|chain|business|group)\b|\b(?:company|chain|group)[- ]wide\b|\bacross the (?:chain|company|business)\b"
    r"|\b(?:chain|company|group)(?:'s)? (?:units|volume|sales|total|figure|quantity|revenue|stock|demand|forecast)\b|\b(?:for|of|in|over) the (?:chain|company|business)(?: as a whole)?\b"
)


def _whole_said(text: str, plan: Plan) -> str:
    named = plan.entities
    goods = named.products or named.categories or named.suppliers
    if named.stores and goods and _IN_ALL_STORES.search(text):
        return EVERYWHERE  # "of all the [category] units of our stores, what percent is [store]'s?"
    said = _WHOLE.search(text)
    if not said and (part := _OF_IT.search(text)):
        whole = set(re.findall(r"\[(product|category|supplier|store)\]", text[: part.start()]))
        if goods and "store" not in whole and whole and named.stores:
            return EVERYWHERE  # "[category] sales of next week, and the share of it that [store] has?"
        return "store" if whole == {"store"} and goods else ""
    return (said["a"] or said["b"]) if said else ""


#: A part of what was told just before: "and [store]'s share of it", "and how many percent of that is [category]?"
_OF_IT = re.compile(
    r"(?:[,;?.]|\band\b|\bplus\b|\bwith\b)[^?,;.]{0,40}\b(?:share|percent(?:age)?|per cent|%|proportion|part|portion|fraction)(?: \(%\))? (?:of (?:it|that|this|them|those|these|which)\b|thereof\b)"
)


_SHAREABLE = {
    "expected_sales",
    "actual_sales",
    "expected_returns",
    "actual_returns",
    "revenue_90d",
    "actual_revenue",
    "on_hand",
    "on_order",
    "stock_value",
    "order_value",
    "order_qty",
    "count",
    "alert_count",
    "expected_lost_units",
}


def _rank_limit(text: str) -> int | None:
    """ "Which product is the worst" is one; "which products are the worst" has no number."""
    singular = re.search(
        r"\b(?:which|what|the|our|whose)\b[^?]{0,40}?\b(?:product|item|sku|article|line|store|shop|branch|outlet|location|supplier|vendor|category|department|seller|best ?seller|one|earner|performer|mover)\b(?!s)|^who\b|^where\b",
        text,
    )
    singular = singular or re.search(
        r"^(?:the |our )?(?:most|least|best|worst|top|\w+est)\b(?: \w+| \[\w+\]){0,3} (?:product|item|sku|article|line|store|shop|branch|supplier|vendor|category|seller|one)\b(?!s)"
        r"|^\W*(?:the |our |single )*(?:order )?line with the (?:\w+est|most)\b",
        text,
    )
    plural = re.search(
        r"\b(?:products|items|skus|articles|lines|stores|shops|branches|outlets|suppliers|vendors|categories|sellers|bestsellers|movers|earners|performers|ones|rank|ranking|list)\b|\b(?:\w+est|most|least|best|worst) (?:ones? )?first\W*$",
        text,
    )
    one = _WHICH_HAS.search(text)
    return 1 if (singular and not plural) or one else None


#: "Of the products with a falling trend, which has the highest average?"
_WHICH_HAS = re.compile(
    r"\bwhich (?:single )?(?:one )?(?:of (?:them|those|these) )?(?:is|has|was|had|sold|needs|lasts|carries|costs|brings|shows|holds)\b"
)


def _sort_measure(plan: Plan, reading: Reading) -> str:
    wanted = reading.sort
    candidates = [
        wanted,
        {
            "trend": "trend_pct_28d",
            "lead_time_days": "supplier_lead_time_days",
            "expected_sales": "actual_sales",
            "revenue_90d": "actual_revenue",
            "action": "order_by",
        }.get(wanted, ""),
    ]
    for id in candidates if wanted != "trend" else ():
        if id and id in plan.measures:
            return id
    if wanted == "trend":
        return "trend_pct_28d"
    if not wanted:
        return plan.measures[0] if plan.measures else "expected_sales"
    if wanted in reading.measures and len(plan.measures) == len(reading.measures):
        return plan.measures[reading.measures.index(wanted)]  # the variant that it became
    return next((c for c in reversed(candidates) if c in MEASURES), plan.measures[0])


_EXPLAINABLE = (
    "order_qty",
    "order_up_to",
    "reorder_point",
    "safety_stock",
    "stockout_probability",
    "stockout_date",
    "order_by",
    "days_of_cover",
    "order_value",
    "expected_lost_units",
    "eoq",
    "on_order",
)


_ALARM = re.compile(r"\b(?:alerts?|warnings?|alarms?)\b")


def _explained(plan: Plan, reading: Reading, masked: Masked) -> Plan:
    if "run_change" in reading.flags:
        sales = set(plan.measures) & {"expected_sales", "expected_returns", "actual_sales", "wape"}
        return plan.with_(
            measures=("expected_sales", "expected_sales_before")
            if sales and not set(plan.measures) & {"order_qty"}
            else ("order_qty_change",)
        )
    if "excess" in reading.templates:
        return plan.with_(measures=("action",), filters=(Filter("action", "=", "excess"),))
    if "alert_count" in reading.measures and _ALARM.search(masked.text) and plan.entities.products:
        return plan.with_(measures=("alert_count",), window=None)
    about_sales = re.search(r"\b(?:forecast|sell|sells|sales|demand|sold|peak\w*|busiest|quietest)\b", masked.text)
    if set(plan.measures) <= {"expected_sales", "actual_sales", "alert_count", "count"} and not about_sales:
        flagged = re.search(r"\bflag|\balert|\bwarning|\burgent", masked.text)
        return plan.with_(measures=("action",) if flagged else ("order_qty",), window=None)
    if set(plan.measures) & {"trend", "trend_pct_28d"} and masked.windows:
        plan = plan.with_(measures=("expected_sales",))
    first = [m for m in plan.measures if m in _EXPLAINABLE]
    first.sort(key=lambda m: m == "order_qty" and len(first) > 1)
    return plan.with_(measures=(*first, *(m for m in plan.measures if m not in first)))
