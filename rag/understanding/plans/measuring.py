# ruff: noqa: E501 - word lists and patterns are read on one line
"""Which measures a plan asks for."""

from __future__ import annotations

import re

from rag.measures import MEASURES, TO_HISTORY
from rag.plan import Plan
from rag.understanding.message.masking import Masked
from rag.understanding.message.tidying import tidy
from rag.understanding.plans.projecting import projected
from rag.understanding.reading import Reading
from rag.understanding.words.amounts import Amounts
from rag.understanding.words.conditions import class_filters
from rag.understanding.words.limits import threshold_filters
from rag.understanding.words.measures import find_measures
from rag.understanding.words.orders import NEW_ORDER
from rag.understanding.words.suppositions import ASKS_LEAD_TIME

__all__ = ["QUANTITY", "put_measures"]


# -- measures -------------------------------------------------------------------------------------


#: What a what-if changes is not what it asks for.
_CHANGED_BY = {
    "demand": ("promo_uplift_pct",),
    "lead_time": ("lead_time_days",),
    "late_order": ("due_on", "on_order"),
    "cancel_order": ("due_on",),
    "cycle_service_level": ("cycle_service_level",),
    "transfer": ("order_qty", "expected_sales", "on_order"),
    "taken": ("order_qty", "expected_sales", "actual_sales", "on_order", "stock_left"),
}


_LOST_AGAINST = re.compile(
    r"\b(?:\d+ ?(?:%|percent)|half|a third|a quarter) (?:short of|below|under|behind) (?:the |our |your )?(?:forecast|plan|expect\w*|target)\b|\blos(?:e|es|ing|t)\b[^?]{0,15}\d+ ?(?:%|percent)|\blost (?:vs|versus|against|compared)\b|\b(?:vs|versus|against) (?:the )?(?:baseline|forecast|plan)\b"
)
_MISSING_AGAINST = re.compile(
    r"\b(?:units?|pieces|many|much|gap|shortfall|what is)\b[^?]{0,15}\b(?:missing|short|lacking|lost|off|down|less|fewer)? ?(?:against|versus|vs\.?|compared (?:to|with)|relative to) (?:the |our |your )?(?:plan|forecast|baseline|target)\b"
    r"|\bhow (?:many|much)(?: units| pieces)? (?:is|are|would|will) (?:that|it|this)(?: be)? (?:less|fewer|more|below|under|short|above|over)\b"
)
#: A shop that sells nothing for a time
_SHUT = re.compile(
    r"\b(?:shut|closed?|closing|closure|locked)\b[^?]{0,60}(?:\[|\b(?:day|days|week|weekend|that|tomorrow|on|for|from)\b)|\b(?:stays?|remain\w*|had to|have to|must) (?:shut|close)\b"
)


#: "Of the products with a lead time above 9 days, which sells the most?": the limit is not what they are ranked by
_SELLS_MOST = re.compile(
    r"\b(?:sells?|sold|sell|selling) (?:by far )?(?:the )?(?:very )?(?:most|best|least|fewest|worst)\b|\bbest ?-?sell\w+"
)


def _sells_most_of_those(text: str, reading: Reading, amounts: Amounts) -> bool:
    if reading.intent != "rank" or not amounts.thresholds or not _SELLS_MOST.search(text):
        return False
    limits = threshold_filters(amounts.thresholds, find_measures(amounts.text), (), text)
    return bool(reading.measures) and set(reading.measures) <= {f.column for f in limits}


#: "What do we pay for the same quantity then?"
_SAME_ORDER = re.compile(
    r"\b(?:pay|cost|come to|spend|owe|bill|price|value)\w*\b[^?]{0,30}\b(?:same|that|this|the) (?:quantity|order|amount|number|lot)\b|\b(?:same|that|this|the) (?:quantity|order|amount|lot)\b[^?]{0,25}\b(?:pay|cost|come to|worth)\b"
)
_KEPT = frozenset({"on_hand", "expected_sales", "inventory_position"})
_MOVES_ORDERS = ("lead_time", "cycle_service_level", "demand")
_ORDER_TOO = re.compile(
    r"\b(?:order (?:quantity|size|amount|volume)|recommended (?:order|quantity)|quantity (?:to order|we order|ordered)|size of the order)\b"
)


def put_measures(plan: Plan, masked: Masked, reading: Reading, amounts: Amounts) -> Plan:
    changed = _CHANGED_BY.get(reading.scenario, ())
    if reading.scenario == "lead_time" and ASKS_LEAD_TIME.search(masked.text):
        changed = ()
        more = ("order_qty",) if "recommended" in reading.templates else ()  # "... and what I would have to order"
        reading = reading.with_(measures=tuple(dict.fromkeys((*reading.measures, *more))))
    ids = [i for i in reading.measures if i not in changed]
    if reading.scenario in _MOVES_ORDERS and "order_qty" not in ids and _ORDER_TOO.search(masked.text):
        ids.append("order_qty")  # "what would the reorder point and the order quantity be?"
    supplier_only = bool(plan.entities.suppliers or reading.group == "supplier") and not (
        plan.entities.products or plan.entities.stores or reading.group in ("product", "store", "series")
    )
    past = masked.tense == "past" or (masked.windows and all(w.side == "history" for w in masked.windows))
    past = past and amounts.scenario is None  # "if it took 21 days, what would we sell": a supposition is not the past
    ids = ["expected_sales"] if _sells_most_of_those(masked.text, reading, amounts) else ids
    ids = [_fitting(i, masked, plan, reading, amounts, supplier_only, bool(past)) for i in ids]
    if reading.intent in ("value", "compare", "rank", "list") and amounts.scenario is None:
        ids = projected(ids, masked)
    if amounts.scenario is not None and amounts.scenario.kind == "budget":
        ids = ["order_value"]  # money is held against money
    served = amounts.scenario is not None and amounts.scenario.kind == "cycle_service_level"
    if served and set(ids) <= _KEPT:
        ids = ["safety_stock"]  # "how many fewer would we keep?"
    priced = amounts.scenario is not None and amounts.scenario.kind == "price"
    if priced and set(ids) <= {"product_unit_cost", "expected_sales"} and _SAME_ORDER.search(masked.text):
        ids = ["order_value"]
    demand = amounts.scenario is not None and amounts.scenario.kind == "demand"
    if demand and set(ids) <= {"expected_sales", "expected_lost_units"} and _MISSING_AGAINST.search(masked.spelled):
        ids, plan = ["expected_sales"], plan.with_(difference=True)
    if demand and ids == ["expected_lost_units"] and _LOST_AGAINST.search(masked.spelled):
        ids, plan = (
            ["expected_sales"],
            plan.with_(difference=True),
        )  # "units lost vs baseline", "we lose 30%: what is left?"
    if "expected_lost_units" in ids and _SHUT.search(tidy(masked.question).lower()):
        ids = ["expected_sales" if i == "expected_lost_units" else i for i in ids]  # what would have been sold there
    if "trend" in ids and "trend_pct_28d" not in ids:
        ids[ids.index("trend") : ids.index("trend") + 1] = ["trend_pct_28d", "trend"]
    if amounts.levels and not any(i.endswith("quantile") for i in ids):
        returns = any(i.endswith("returns") for i in ids)
        keep = [
            i
            for i in ids
            if i
            not in (
                "expected_sales",
                "expected_returns",
                "expected_daily_sales",
                "stockout_date",
                "stockout_probability",
                "wape",
            )
        ]
        mean = (
            ([i for i in ids if i in ("expected_sales", "expected_returns")] or ["expected_sales"])[:1]
            if _ASKS_BOTH.search(masked.text)
            else []
        )
        ids = [*mean, *(i for i in keep if MEASURES[i].windowed), "returns_quantile" if returns else "sales_quantile"]
    if re.search(
        r"%|\bper ?cent(?:age)?\b|\bpct\b", tidy(masked.question).lower()
    ):  # ratios that are told as such, unless percent is asked for
        ids = [{"cv": "cv_pct", "wql": "wql_pct"}.get(i, i) for i in ids]
    ids = _overview(ids, masked, reading, plan) or _listed(ids, reading)
    classes = {f.column for f in class_filters(amounts.text, [])}
    if classes and len(ids) > 1 and not re.search(r"\b(?:which|what) (?:abc |xyz )?class", masked.text):
        ids = [i for i in ids if i not in classes]
    if not ids and classes and reading.intent == "list":
        ids = sorted(classes)
    if (
        not ids
        and reading.intent == "list"
        and reading.group
        and not (reading.templates or amounts.thresholds or masked.windows)
    ):
        ids = ["count"]  # "which suppliers do we have": names, no figure
    if {"runs_out", "has_open_order"} <= reading.templates and reading.intent in ("list", "count"):
        ids = ["stockout_date", "on_order"]  # "what runs out although there are units on order for it?"
    owed = reading.templates & {"late_order", "has_open_order"} and QUANTITY.search(masked.text)
    if owed and ids and set(ids) <= {"expected_sales", "actual_sales"} and reading.intent in ("value", "list"):
        ids = ["on_order"]  # "how many units of theirs should have been here and are still missing?"
    if not ids:
        ids = _default_measures(reading, amounts, bool(past))
        if reading.statistic == "daily_mean" and ids[:1] in (["expected_sales"], ["actual_sales"]):
            ids = [_fitting("expected_sales", masked, plan, reading, amounts, supplier_only, bool(past))]
    if PER_WEEK.search(masked.text) and set(ids) & set(_PER_WEEK_OF):
        ahead = masked.tense == "future" or any(w.side == "forecast" for w in masked.windows)
        ids = [_PER_WEEK_OF.get(i, i) for i in ids]
        ids = ids if ahead else [TO_HISTORY.get(i, i) for i in ids]  # a mean without a time is a statistic
    if _OF_RETURNS_FORECAST.search(masked.text):
        ids = [f"returns_{i}" if f"returns_{i}" in MEASURES else i for i in ids]
        ids = (
            [i for i in ids if i not in ("expected_returns", "expected_sales")]
            if any(i.startswith("returns_") for i in ids)
            else ids
        )
    ids = _judged_by(ids, amounts.text, reading)
    two_sides = {w.side for w in masked.windows} == {"history", "forecast"}
    if reading.intent == "compare" and two_sides and "expected_daily_sales" in ids:
        days = next(w.days for w in masked.windows if w.side == "history")
        past_mean = {7: "avg_daily_7d", 28: "avg_daily_28d"}.get(days)
        ids = [past_mean, "expected_daily_sales"] if past_mean else ids
    behind = [w for w in masked.windows if w.side == "history"]
    of_stats = plan.entities.products and plan.entities.stores and any(w.days == 28 for w in behind)
    moved = set(ids) <= {"trend", "trend_pct_28d", "expected_sales", "actual_sales"} and "trend_pct_28d" in ids
    if reading.intent == "compare" and len(behind) > 1 and moved and not of_stats:
        ids = ["actual_sales"]  # the change between two stretches of time that are named
    spans = {w.days for w in masked.windows if w.side == "history"}
    if set(ids) & {"avg_daily_7d", "avg_daily_28d"} and {7, 28} <= spans and len(masked.windows) == 2:
        first = next(w.days for w in masked.windows)
        ids = ["avg_daily_7d", "avg_daily_28d"] if first == 7 else ["avg_daily_28d", "avg_daily_7d"]
        plan = plan.with_(intent="value")
    if (
        {"std_daily_28d", "cv", "cv_pct", "trend_pct_28d"} & set(ids)
        and "avg_daily_28d" not in ids
        and _MEAN_TOO.search(masked.text)
    ):
        ids.append("avg_daily_28d")
    if reading.intent == "count":
        beside = [i for i in ids if i in ("order_value", "stock_value", "expected_lost_units")]
        beside += ["order_qty"] if "order_qty" in ids and QUANTITY.search(masked.text) else []
        beside += ["on_order"] if "on_order" in ids and QUANTITY.search(masked.text) else []
        orders = bool(set(ids) & {"on_order", "due_on"}) or bool(reading.templates & {"has_open_order", "late_order"})
        beside += ["due_on"] if orders and _OF_ORDERS.search(masked.text) else []
        ids = ["alert_count"] if reading.group == "alert" or "alert_count" in ids else ["count", *beside]
    return plan.with_(measures=tuple(dict.fromkeys(ids)))


def _judged_by(ids: list[str], text: str, reading: Reading) -> list[str]:
    """ "Which lasts longer, going by days of cover?": that measure alone compares or ranks."""
    if reading.intent not in ("compare", "rank") or len(ids) < 2:
        return ids
    for found in find_measures(text):
        if found.id in ids and re.search(
            r"\b(?:going|judged|measured|ranked|sorted|judging|, by|-) ?(?:by )?(?:the |its |their )?$",
            text[: found.start],
        ):
            return [found.id]
    return ids


_OF_RETURNS_FORECAST = re.compile(
    r"\breturns? forecasts?\b|\bforecasts? (?:of|for|on) (?:the |our )?returns\b|\breturns (?:are|were) (?:forecast|predicted)\b|\b(?:forecast|predict)(?:s|ed|ing)? (?:the |our )?returns\b"
)
#: Orders are counted, not products: "how many purchase orders are open with them?"
_OF_ORDERS = re.compile(
    r"\b(?:how many|number of) (?:different |single )?(?:open |outstanding |late |overdue |pending |running )*(?:purchase )?(?:orders|pos|deliveries|shipments|(?:orders?|pos?) numbers)\b"
    r"|\b(?:orders|pos|deliveries|shipments)\b[^?]*[:,;?-] ?how many (?:are (?:there|they|those)|have we|do we have)\b"
)
_MEAN_TOO = re.compile(
    r"\b(?:average|avg|mean)s?(?:,| and| &| plus| \+| /|/| as well as)+ (?:the |its |their )?(?:standard deviation|std|stdev|sd|sigma|deviation)\b|\b(?:standard deviation|std|stdev|sd|sigma)(?:,| and| &| plus| \+| /|/| as well as)+ (?:the |its |their )?(?:average|avg|mean)\b|\b(?:average|avg|mean) daily sales\b|\b(?:mean|average|avg) (?:of|over) \[past\]|\bnormal(?:ly)? (?:daily|per day)\b|\b(?:average|avg|mean)\b[^?.]{0,20}\b(?:per|a|each) day\b|\b(?:daily|per day) (?:average|mean)\b"
)
#: "In an average week", "per week on average"
PER_WEEK = re.compile(
    r"\b(?:average|avg|mean|typical|normal|ordinary|usual|regular) (?:\w+ )?week\b|\bweekly (?:average|avg|mean|rate)\b"
    r"|\b(?:average|avg|mean) weekly\b|\b(?:on average|average|averag\w+|avg|mean|typically|usually|normally)\b[^?.]{0,40}\b(?:per|a|each|every) week\b"
    r"|\b(?:per|a|each|every) week\b[^?.]{0,25}\b(?:on (?:an )?average|averag\w+|avg|typically|usually|normally)\b"
)
_PER_WEEK_OF = {
    "expected_sales": "expected_weekly_sales",
    "expected_daily_sales": "expected_weekly_sales",
    "actual_sales": "actual_weekly_sales",
    "actual_daily_sales": "actual_weekly_sales",
    "avg_daily_28d": "actual_weekly_sales",
    "avg_daily_7d": "actual_weekly_sales",
}
QUANTITY = re.compile(r"\b(?:units|quantity|pieces|pcs)\b")
_OVERVIEW = re.compile(
    r"\b(?:overview|summar(?:y|ise|ize)|snapshot|briefing|brief me|update on|(?:the )?(?:full |whole |big |overall )?picture|low[ -]?down|rundown|at a glance|key (?:figures|numbers|facts)|state of (?:play|affairs)|status (?:of|on|for|report|update)|situation|"
    r"tell me (?:all |everything |more |something )?about|what (?:do|can) you (?:know|tell me) (?:about|on)|everything (?:about|on|you know)|"
    r"how (?:is|are|has|have) (?:\[product\]|\[store\]|\[category\]|\[supplier\]|it|things|we|they)(?: \w+| \[\w+\]){0,4} (?:doing|performing|going|looking|getting on|been doing|fare|faring|holding up)|how (?:does|do) (?:\[product\]|\[store\]|\[category\]|it|things)(?: in \[store\])? look|what is (?:up|happening|going on|the story|the deal) (?:with|on|at|in))\b"
)


def _overview(ids: list[str], masked: Masked, reading: Reading, plan: Plan) -> list[str]:
    """ "How is it doing?": the figures that a buyer looks at first; empty where something else is asked."""
    said = _OVERVIEW.search(masked.text)
    if (
        not said
        or reading.intent not in ("value", "list")
        or not set(ids) <= {"expected_sales", "actual_sales", "action"}
    ):
        return []
    if reading.group or reading.templates or plan.levels or (not masked.mentions and len(masked.text.split()) > 12):
        return []
    if plan.entities.products and plan.entities.stores:
        return ["expected_sales", "trend_pct_28d", "on_hand", "days_of_cover", "order_qty"]
    return ["expected_sales", "trend_pct_28d", "on_hand", "order_qty", "order_value"]


#: The mean in one clause and a level in the next.
_ASKS_BOTH = re.compile(
    r"\b(?:expected|mean|average) (?:total|sum|figure|value|number|sales|demand|units?|quantity)?,? (?:and|plus|as well as|together with|along with|with) (?:the |its |their |a )?(?:p ?\d|\d+|(?:level|quantile|percentile|number|quantity|figure|amount)\b(?= (?:that|which|of|at|not|we|demand|sales|it)\b))|\bexpected units?,? (?:and|&|plus)\b|[:,;] ?expected,? and\b|\bmean\b(?! (?:absolute|square|daily))[^?.]{0,15}(?:,|/|&|\+|\bvs\b|\band\b|\bplus\b|\bor\b)|(?:,|/|&|\+|\bvs\b|\band\b|\bplus\b) ?(?:the )?mean\b|\bwhat\b[^?]*\bexpect\w*\b[^?]*,? and (?:between|within|in what|from) |\bhow (?:many|much)\b[^?]*\b(?:expect\w*|sell|forecast|will)\b[^?]*,? and (?:what|which|how|between (?:which|what)|within (?:which|what)|from (?:which|what))\b|\b(?:mean|average|expected \w+) and (?:the )?"
    r"|\b(?:expect\w*|forecast\w*|mean|average|outlook|how many)\b(?:(?!\d ?(?:%|percent|th)\b|\bp\d)[^?])*[?.;,:] ?(?:and|plus|also|then|&)? ?(?:also |what is |what'?s |give me |tell me |i need )*(?:the|its|a|an|p ?\d\d?|\d{1,2}(?: ?%|th))\b[^?.,]{0,60}?(?:\d ?(?:%|percent|th)|\bp ?\d|\bmedian|\bpercentiles?|\bquantiles?|\b(?:high|low|upper|lower|safe) (?:case|end|side|estimate|bound|figure|level))"
)


#: The days of the revenue that stands in the tables; a quarter or a season of that length is another time.
_OF_REVENUE, _ABOUT = 90, 2
_SO_LONG = re.compile(r"\b(?:days|weeks|months)\b", re.IGNORECASE)


def _fitting(
    id: str, masked: Masked, plan: Plan, reading: Reading, amounts: Amounts, supplier_only: bool, past: bool
) -> str:
    """The variant of a measure that the rest of the question asks for."""
    days = next((w.days for w in masked.windows if w.side == "history"), 0)
    if id == "lead_time_days" and supplier_only:
        return "supplier_lead_time_days"
    if id == "review_period_days" and supplier_only:
        return "supplier_review_period_days"
    if id == "order_value" and not _about_orders(masked.text):
        return "revenue_90d"
    if id == "revenue_90d":
        whole = masked.windows and masked.windows[0].side == "history"
        last = abs(days - _OF_REVENUE) <= _ABOUT and _SO_LONG.search(masked.windows[0].label)
        return "actual_revenue" if whole and not last else id
    if id == "expected_sales" and reading.statistic == "daily_mean" and reading.intent != "whatif":
        future = any(w.side == "forecast" for w in masked.windows)
        if past and not future:
            return {7: "avg_daily_7d", 28: "avg_daily_28d"}.get(days, "actual_daily_sales" if days else "avg_daily_28d")
        said = masked.windows or masked.tense == "future"
        return "expected_daily_sales" if said else "avg_daily_28d"  # "average daily sales" is a statistic
    if past and id in TO_HISTORY and not any(w.side == "forecast" for w in masked.windows):
        return TO_HISTORY[id]
    return id


def _about_orders(text: str) -> bool:
    return bool(
        NEW_ORDER.search(text)
        or re.search(
            r"\b(?:order|orders|buy|buying|purchas\w*|recommend\w*|cost\w*|spend\w*|budget|po|replenish\w*|restock\w*|proposal\w*|expensive|money|that|it|them|cash|bill|pay|invest)\b",
            text,
        )
    ) or not re.search(r"\bby value\b|\bvalue\b", text)


def _default_measures(reading: Reading, amounts: Amounts, past: bool) -> list[str]:
    templates = reading.templates
    if amounts.scenario is not None:
        return {"cycle_service_level": ["safety_stock", "reorder_point"], "budget": ["order_value"], "skip_order": ["order_qty"], "transfer": ["on_hand"], "taken": ["on_hand"],
                "lead_time": ["order_qty"], "late_order": ["stockout_date"], "cancel_order": ["order_qty", "stockout_date"], "supplier_down": ["stockout_date"]}.get(
                    amounts.scenario.kind, ["expected_sales"])  # fmt: skip
    for name, ids in (
        ("excess", ["on_hand", "days_of_cover"]), ("runs_out", ["stockout_date"]), ("out_of_stock", ["on_hand"]), ("at_risk", ["stockout_probability", "days_of_cover"]),
        ("rising", ["trend_pct_28d"]), ("falling", ["trend_pct_28d"]), ("late_order", ["on_order", "due_on"]), ("has_open_order", ["on_order"]),
        ("recommended", ["order_qty"]), ("today", ["order_qty"]), ("expedite", ["order_qty"]),
    ):  # fmt: skip
        if name in templates:
            return ids
    if reading.intent in ("notes", "help", "draft_order"):
        return []
    return ["actual_sales" if past else "expected_sales"]


def _listed(ids: list[str], reading: Reading) -> list[str]:
    """What a condition makes of measures that only describe it ("everything that stocks out")."""
    templates = reading.templates
    if reading.intent in ("list", "count", "rank") and reading.group != "alert":
        weak = {"on_hand", "expected_sales", "actual_sales", "action", "alert_count", "trend"}
        if set(ids) <= weak and "runs_out" in templates:
            return ["stockout_date"]
        if set(ids) <= {"expected_sales", "actual_sales"} and "out_of_stock" in templates:
            return ["on_hand"]
        if ids == ["action"] and templates & {"expedite", "order_soon", "today"}:
            return ["order_qty"]
    if reading.intent == "value" and "excess" in templates and set(ids) <= {"on_hand", "expected_sales"}:
        return ["action", "on_hand", "days_of_cover"]
    return ids
