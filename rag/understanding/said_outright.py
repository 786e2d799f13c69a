# ruff: noqa: E501 - a pattern is read on one line
"""What the words of a question say outright, whatever the heads make of it."""

from __future__ import annotations

import re

from rag.measures import PLANNED_PROMOTION
from rag.understanding.message.note_topics import ABOUT_WHICH
from rag.understanding.plans.against import against_filters
from rag.understanding.plans.ordering import DOWN_MOST, NUMBER_N, of_the_weaker
from rag.understanding.reading import Reading
from rag.understanding.said_conditions import conditions_said
from rag.understanding.words.beside import enumerates, named_beside
from rag.understanding.words.choosing import CUSTOMERS_BUY, LINE_OF_ORDER, joined_with_sales
from rag.understanding.words.conditions import LATE, ON_ORDER, PROMOTED
from rag.understanding.words.grouped import LIST_EACH, TOGETHER, alerts_by
from rag.understanding.words.measures import find_measures
from rag.understanding.words.patterns import GOES_TO, ITEMS_SOLD

__all__ = ["as_said"]


def as_said(heads: Reading, rules: Reading, text: str) -> Reading:
    """The heads' reading with what `text` (masked) says outright, as the rules found it."""
    if _names_nothing(heads) and rules.measures:
        heads = heads.with_(measures=rules.measures, weak=False)
    heads = _which_products(_shape(heads, rules, text), rules, text)
    heads = _measures(heads, rules, text)
    return _rankings(conditions_said(heads, rules, text), text)


def _shape(heads: Reading, rules: Reading, text: str) -> Reading:
    """Lists, counts and values."""
    if rules.intent in ("list", "count") and heads.intent == "value" and against_filters(text, find_measures(text)):
        heads = heads.with_(intent=rules.intent, group=rules.group or "product", measures=rules.measures)
    if "share" in rules.flags and rules.measures and GOES_TO.search(text):
        shared = tuple(m for m in rules.measures if m not in ("trend", "trend_pct_28d"))  # it "falls to" somebody
        return rules.with_(intent="value", group="", measures=shared or rules.measures)
    if rules.statistic in ("peak_day", "low_day") and rules.intent == "value" and _WHICH_OF_DAYS.search(text):
        return rules
    if rules.intent in ("list", "count") and rules.weak and PROMOTED.search(text):
        return rules  # "what is on offer next week?"
    if rules.intent == "list" and heads.intent == "value" and "runs_out" in rules.templates and _WHAT_GOES.search(text):
        return rules  # "and in [store], what runs out there?"
    if rules.group == "supplier" and heads.group in ("product", "series", "") and _TO_WHOM.search(text):
        heads = heads.with_(intent="list", group="supplier")
    if rules.intent == "list" and heads.intent == "value" and "late_order" in rules.templates:
        heads = heads.with_(intent="list", group=rules.group, templates=heads.templates | {"late_order"})
    if rules.group != heads.group and heads.intent == "list" and LIST_EACH.search(text):
        heads = heads.with_(group=rules.group, order="", sort="")
    said = _WHICH_OF.search(text)
    if said and rules.group == _GROUP_OF[said[1][:4]] != heads.group and heads.intent in ("list", "rank", "count"):
        heads = heads.with_(group=rules.group)  # "which of our shops need anything from them?"
    if rules.measures == ("product_supplier",) and heads.intent == "rank" and _SUPPLIER_OF.search(text):
        return rules  # "what is the supplier of the first one?"
    if heads.group == "day" and rules.group == "store" and heads.intent == "rank" and not _A_DAY.search(text):
        heads = heads.with_(group="store")  # "and the shop totals one by one, which shop comes out worst?"
    if heads.intent == "count" and rules.intent == "value" and ITEMS_SOLD.search(text):
        return rules
    if "alert_count" in rules.measures and heads.group == "alert" and (by := alerts_by(text)):
        heads = heads.with_(group=by)
    if rules.intent == "count" and heads.intent == "list":
        heads = heads.with_(intent="count")  # "how many products"
    if rules.intent == "count" and heads.intent == "value" and _COUNTED.search(text):
        heads = heads.with_(intent="count", group=rules.group, measures=())
    if rules.intent == "list" and heads.intent == "value" and _EACH_OF.search(text):
        heads = heads.with_(intent="list", group=rules.group)  # "what else must [store] order?"
    if heads.intent == "compare" and rules.intent == "value" and "std_daily_28d" in rules.measures:
        heads = heads.with_(intent="value", flags=heads.flags - {"difference"})  # "mean and standard deviation"
    of_others = rules.intent == "list" and rules.weak and rules.group in ("supplier", "store", "category")
    if of_others and heads.intent == "value" and heads.weak and heads.group == rules.group:
        heads = heads.with_(intent="list")  # "and which suppliers do those come from?"
    if rules.intent == "rank" and heads.intent == "value" and NUMBER_N.search(text):
        heads = heads.with_(intent="rank", group=rules.group or "product", order=rules.order or "desc", sort=rules.sort)
    alike = heads.group in (rules.group, rules.group or "product")
    if rules.intent == "rank" and heads.intent == "value" and alike and _BIGGEST.search(text):
        heads = heads.with_(intent="rank", order=heads.order or rules.order)
    if "share" in rules.flags - heads.flags and heads.group == rules.group and _SHARE_OF_EACH.search(text):
        heads = heads.with_(flags=heads.flags | {"share"})
    if heads.intent in ("list", "rank") and rules.intent == "value" and ABOUT_WHICH.search(text) and rules.measures:
        heads = heads.with_(intent="value", group="", measures=rules.measures)
    if heads.intent in ("compare", "rank", "list") and rules.intent == "value" and _ADD_UP.search(text):
        return rules  # "add up for me: A, B and C"
    if heads.intent == "compare" and rules.intent == "value" and TOGETHER.search(text) and rules.measures:
        return rules
    if heads.intent == "list" and rules.intent == "value" and _ADDED_UP.search(text):
        heads = heads.with_(intent="value", group="")
    if heads.intent == "count" and _RETURNS & set(rules.measures) and _RETURNED.search(text):
        heads = heads.with_(intent="value", group="", measures=rules.measures)
    return heads


def _which_products(heads: Reading, rules: Reading, text: str) -> Reading:
    """ "... all stores added up, which 3 products ...?" """
    said = _WHICH_PRODUCTS.search(text) and "series" not in (rules.group, heads.group)
    return (
        heads.with_(group="product") if said and heads.intent in ("rank", "list") and heads.group == "store" else heads
    )


_WHICH_OF_DAYS = re.compile(r"\bwhich (?:one )?of (?:the |those |these )?\[(?:past|future)\]")
_WHICH_PRODUCTS = re.compile(
    r"\bwhich (?:\d+ |two |three |four |five )?(?:products|items|articles|skus|lines)\b(?! (?:in|at|of) which)"
)


def _measures(heads: Reading, rules: Reading, text: str) -> Reading:
    """Measures that are named."""
    if rules.group == heads.group == "supplier" and "wape" in rules.measures and _RELIABLE.search(text):
        punctual = "supplier_on_time_rate"  # "suppliers that need a week: who is the most reliable?"
        heads = heads if _FORECAST.search(text) else heads.with_(measures=(punctual,), sort=punctual, weak=False)
    for rare, like in _SAID_RARELY.items():  # "of 100 sold, how many came back?"
        if rare in rules.measures and rare not in heads.measures and set(heads.measures) <= like:
            heads = heads.with_(measures=rules.measures, sort=rules.sort or heads.sort)
    if rules.measures and set(rules.measures) <= _LOTS and heads.measures == ("order_qty",):
        lots = heads.templates - {"recommended"}  # "the highest minimum order quantity": of no order
        heads = heads.with_(measures=rules.measures, sort=rules.sort, order=rules.order, templates=lots, weak=False)
    if "lot_extra" in rules.measures and heads.intent == "count" and rules.intent == "value":
        heads = rules  # "how many of those are only there because of rounding?": units
    if {"on_hand", "stock_value"} <= set(rules.measures) and set(heads.measures) == {"stock_value"}:
        heads = heads.with_(measures=rules.measures)  # "what is left there, units and value?"
    if (
        "stock_value" in rules.measures and "stock_value" in heads.measures
    ):  # "what is the stock on hand worth, at unit cost?"
        beside = {"on_hand", "product_unit_cost", "revenue_90d", "order_value"} - set(rules.measures)
        heads = heads.with_(measures=tuple(m for m in heads.measures if m not in beside))
    if "runs_out" in rules.templates and not heads.templates and heads.weak and heads.intent == rules.intent == "list":
        heads = heads.with_(templates=frozenset({"runs_out"}))  # "what is used up by Friday?"
    if {"runs_out", "has_open_order"} <= rules.templates and heads.intent == rules.intent == "list":
        heads = heads.with_(
            templates=heads.templates | {"runs_out", "has_open_order"}
        )  # "... although some is on order"
    both = {"recommended", "has_open_order"} <= rules.templates and _ALTHOUGH.search(text)
    if both and heads.intent in ("list", "count", "rank"):
        heads = heads.with_(templates=heads.templates | {"recommended", "has_open_order"})
    contrasted = rules.templates & _CONTRASTED
    if len(contrasted) > 1 and _ALTHOUGH.search(text) and heads.intent in _OF_ROWS and heads.group != "alert":
        heads = heads.with_(templates=heads.templates | contrasted)
    open_too = "has_open_order" in rules.templates and heads.group not in ("alert", "order", "order_line")
    despite = bool(_EVEN_THOUGH.search(text)) and {heads.intent, rules.intent} <= _OF_ROWS
    if open_too and heads.intent in _OF_ROWS and (despite or ON_ORDER.search(text)):
        heads = heads.with_(templates=heads.templates | {"has_open_order"})  # "... though an order is on its way"
    if "stockout_probability" in rules.measures and set(heads.measures) <= _BESIDE_CHANCE and _CHANCE.search(text):
        heads = heads.with_(measures=("stockout_probability", *heads.measures))  # "... and the expected demand in it"
    if {"peak_weekday", "trend"} <= set(rules.measures) and set(heads.measures) <= {"peak_weekday", "trend"}:
        heads = heads.with_(intent="value", measures=("peak_weekday", "trend"), order="", sort="")
    said = rules.templates & {"rising", "falling"} if _OF_TREND.search(text) else frozenset()
    if said and heads.intent in ("list", "count") and heads.measures and not heads.templates & {"rising", "falling"}:
        heads = heads.with_(
            templates=heads.templates | said
        )  # "with falling sales, whose stock is worth over 200 euro"
    if {"order_value", "trend"} <= set(rules.measures) and heads.intent == "value" and heads.weak:
        heads = heads.with_(measures=("order_value",), weak=False)  # "to order the products whose sales are falling"
    trends = rules.templates & {"rising", "falling"}
    if trends and heads.intent in ("list", "count") and set(heads.measures) <= {"trend", "trend_pct_28d", "count"}:
        heads = heads.with_(templates=heads.templates | trends)
    if "order_qty" in rules.measures and "order_qty" not in heads.measures and set(heads.measures) <= LINE_OF_ORDER:
        heads = heads.with_(measures=("order_qty", *heads.measures))  # "quantity, cost of the line, supplier"
    if {"std_daily_28d", "avg_daily_28d"} <= set(rules.measures) and heads.intent == "value":
        heads = heads.with_(measures=rules.measures)  # "average and standard deviation"
    if "protection_mean" in rules.measures and set(heads.measures) == {"expected_sales", "safety_stock"}:
        heads = heads.with_(measures=rules.measures)  # what a reorder point is made of
    if (
        heads.intent == rules.intent == "explain"
        and "order_qty" in rules.measures
        and "order_qty" not in heads.measures
    ):
        heads = heads.with_(measures=("order_qty", *heads.measures))  # "why is it not on the order list?"
    if "inventory_position" in rules.measures and set(heads.measures) <= {"on_hand", "on_order"}:
        heads = heads.with_(measures=rules.measures)  # "on the shelf and on the way, in total"
    if (
        rules.statistic in ("peak_day", "low_day")
        and rules.measures == ("expected_sales",)
        and not _TO_ORDER.search(text)
    ):
        heads = heads.with_(measures=rules.measures if "order_by" in heads.measures else heads.measures)
    if rules.measures == ("product_unit_cost",) and _TO_BUY.search(text):
        heads = heads.with_(measures=rules.measures)  # "which is dearer to buy?"
    if {"on_order", "due_on"} <= set(rules.measures) and "order_qty" in heads.measures and LATE.search(text):
        heads = heads.with_(measures=rules.measures)  # "it ought to be here: how many units, and due when?"
    if rules.measures == ("on_order",) and set(heads.measures) == {"on_order", "expected_sales"}:
        heads = heads.with_(measures=rules.measures)  # "units that are to be delivered": none that are sold
    if "on_order" in rules.measures and set(heads.measures) <= {"expected_sales"} and _COMES_IN.search(text):
        heads = heads.with_(measures=("on_order",), weak=False)
    if (
        "stockout_date" in rules.measures
        and "stockout_date" not in heads.measures
        and "days_of_cover" in heads.measures
    ):
        swapped = ("stockout_date" if m == "days_of_cover" else m for m in heads.measures)
        heads = heads.with_(measures=tuple(dict.fromkeys(swapped)))  # "until when does the stock last?"
    if "trend" in rules.measures and set(heads.measures) <= {"expected_lost_units"} and _PERCENT.search(text):
        heads = heads.with_(measures=rules.measures, weak=False)  # "how many percent has it lost?"
    if "on_hand" in rules.measures and "on_hand" not in heads.measures and _BY_BOOKS.search(text):
        heads = heads.with_(measures=("on_hand",), weak=False)
    if "expected_sales" in rules.measures and set(heads.measures) <= {"order_qty"} and CUSTOMERS_BUY.search(text):
        heads = heads.with_(measures=("expected_sales",), templates=heads.templates - {"recommended"})
    dropped = _OUTRIGHT & (set(rules.measures) - set(heads.measures))
    same = heads.intent == rules.intent or (rules.intent == "compare" and set(rules.measures) <= _OUTRIGHT)
    if dropped and same and heads.intent in ("value", "explain"):
        heads = heads.with_(measures=rules.measures, weak=False)
    if "protection_mean" in rules.measures and set(heads.measures) <= _PERIODS and _SELLS.search(text):
        heads = heads.with_(measures=("protection_mean",))
    if "supplier_payment_terms" in heads.measures and "supplier_payment_terms" not in rules.measures:
        heads = heads.with_(measures=tuple(m for m in heads.measures if m != "supplier_payment_terms"))
    if (
        "order_value" in rules.measures
        and {"order_by", "product_supplier"} & set(heads.measures)
        and _MONEY.search(text)
    ):
        heads = heads.with_(measures=tuple(dict.fromkeys((*heads.measures, "order_value"))))
    mean = _MEAN.search(text) or joined_with_sales(find_measures(text), text)
    named = tuple(m for m in rules.measures if m != "expected_sales" or m in heads.measures or mean)
    alike = heads.intent in ("value", "explain") and rules.intent in ("value", "explain")
    if alike and set(heads.measures) < set(named) and enumerates(text, named):
        sold = "expected_sales" in set(named) - set(heads.measures)  # "its class, and how many do we sell a day?"
        heads = heads.with_(measures=named, statistic=rules.statistic if sold else heads.statistic)
    elif alike and (beside := named_beside(text, heads.measures)) <= set(rules.measures):
        heads = heads.with_(measures=tuple(dict.fromkeys((*heads.measures, *beside))))
    return heads


def _rankings(heads: Reading, text: str) -> Reading:
    """What is ranked, and from which end."""
    if heads.sort == "supplier_on_time_rate" and (
        said := _RELIABLE.search(text)
    ):  # of forecasts the least error is best
        less = (said["end"] in ("least", "less")) != (said["un"] is not None)
        heads = heads.with_(order="asc" if less else "desc")
    if heads.intent == "rank" and heads.order == "asc" and _FIRST_PLACE.search(text):
        heads = heads.with_(order="desc")
    if (
        heads.group == "supplier"
        and _WHO.search(text)
        and _OF_STORES & set(heads.measures)
        and not _SUPPLIERS.search(text)
    ):
        heads = heads.with_(group="store")  # "who has the most of it in stock?"
    lead = heads.intent in ("rank", "compare") and heads.sort.removeprefix("supplier_") == "lead_time_days"
    if lead and (quick := _QUICK_OR_SLOW.search(text)):
        heads = heads.with_(order="asc" if quick["quick"] else "desc")  # "A or B, who is faster?"
    if heads.intent == "rank" and {"trend", "trend_pct_28d"} & set(heads.measures) and DOWN_MOST.search(text):
        heads = heads.with_(order="asc")
    if heads.intent == "compare" and of_the_weaker(text, heads):
        heads = heads.with_(order="asc")  # "A or B, which shop does worse?"
    if heads.intent == "rank" and "stockout_date" in heads.measures and _SOONEST.search(text):
        heads = heads.with_(order="asc")  # "which will be the next to run out?"
    return heads


_QUICK_OR_SLOW = re.compile(r"\b(?:(?P<quick>(?:quick|fast|short)(?:er|est))|(?:slow|long)(?:er|est))\b")
_WHAT_GOES = re.compile(
    r"\b(?:what|anything|something|everything)(?: (?:else|all|there|will|would|might|could|is|are|going to|about to|we|be))* (?:run(?:s|ning)?|sell(?:s|ing)?|stock(?:s|ing)?|gone|empty|out|dry)\b"
)
_WHICH_OF = re.compile(
    r"\b(?:which|what) (?:of (?:our|the|my|all)(?: the)? )?(store|shop|supplier|vendor|categor)\w*\b(?! (?:stock|price|orders?)\b)"
)
_GROUP_OF = {
    "stor": "store", "shop": "store", "supp": "supplier", "vend": "supplier", "cate": "category",
}  # fmt: skip
_COUNTED = re.compile(
    r"[:,;?-] ?how many (?:are (?:there|they|those))\b|\bhow many (?:different |single )?(?:open |outstanding |pending )*(?:purchase )?(?:orders|pos|deliveries|shipments|(?:orders?|pos?) numbers)\b|\bhow many (?:of (?:all )?(?:the|our|my) )?(?:products|items|skus|lines|articles) (?:in \[store\] )?(?:are|is|have|has|need|do not|will be)\b"
)
_EACH_OF = re.compile(r"\b(?:what|who|anything|everything) else\b")
_LOTS = {"product_moq", "product_order_multiple"}
#: Measures that words name outright, and what the heads take them for.
_SAID_RARELY = {
    "protection_days": {
        "reorder_point",
        "lead_time_days",
        "review_period_days",
        "days_of_cover",
        "expected_sales",
        "protection_mean",
    },
    "lot_extra": {"product_moq", "product_order_multiple", "order_qty", "expected_sales", "order_up_to", "action"},
    "cv": {"xyz_class", "std_daily_28d", "expected_sales"},
    "promotion_share": {"actual_sales", "expected_sales", "promo_uplift_pct", "actual_daily_sales"},
    "promotion_price": {
        "product_unit_price",
        "promo_uplift_pct",
        "expected_sales",
        "promotion_on",
        "revenue_90d",
        "count",
    },
    "promotion_days": {"actual_sales", "expected_sales", "promo_uplift_pct", "promotion_on", "count"},
    "oos_days": {"on_hand", "stockout_date", "days_of_cover", "actual_sales", "expected_sales", "alert_count"},
    "return_rate_pct": {"expected_returns", "expected_sales"},
    "coverage_80": {"wape", "bias_pct", "expected_sales", "actual_sales", "trend", "trend_pct_28d"},
    "last_sold": {"actual_sales", "expected_sales", "peak_day", "actual_daily_sales", "trend", "trend_pct_28d"},
    "mae": {"expected_sales", "wape", "bias_pct"},
    "delivery_on": {"due_on", "order_by", "on_order", "lead_time_days", "order_qty", "expected_sales", "stockout_date"},
    "arrival_at_once": {
        "due_on",
        "order_by",
        "on_order",
        "lead_time_days",
        "order_qty",
        "expected_sales",
        "stockout_date",
    },
    "review_period_days": {"supplier_on_time_rate", "lead_time_days", "order_by", "expected_sales", "order_qty"},
    "wape_naive": {"wape", "forecast_model", "mase", "bias_pct", "expected_sales", "mape", "mae"},
    **{
        asked: {"promo_uplift_pct", "expected_sales", "due_on", "order_by", "peak_weekday", "peak_day"}
        for asked in PLANNED_PROMOTION
    },
    "on_order_value": {"on_order", "order_value", "supplier_order_cost", "stock_value", "product_unit_cost", "due_on"},
    "product_unit_margin": {"revenue_90d", "product_unit_price", "product_unit_cost", "expected_sales", "order_value"},
    "excess_units": {"bias_pct", "on_hand", "expected_sales", "order_qty", "days_of_cover", "action", "order_up_to"},
    "reorder_gap": {"reorder_point", "inventory_position", "on_order", "on_hand", "expected_sales"},
    "order_up_to_gap": {
        "order_up_to",
        "inventory_position",
        "on_order",
        "on_hand",
        "expected_sales",
        "order_qty",
        "product_moq",
        "product_order_multiple",
    },
}
#: Two conditions that hold at once: "an order is recommended although something is on its way"
_ALTHOUGH = re.compile(
    r"\b(?:(?:even )?though|although|despite|in spite of|notwithstanding|even if|while|whereas|already|both|at the same time|nevertheless|anyway)\b"
)
_BESIDE_CHANCE = frozenset({"protection_mean", "expected_lost_units", "days_of_cover", "safety_stock", "on_hand"})
_CHANCE = re.compile(r"\b(?:chance|risk|probability|likelihood|odds|how likely)\b")
_OF_TREND = re.compile(
    r"\b(?:with|of|having|that have|which have) (?:an? |the )?(?:falling|rising|declining|growing|shrinking|downward|upward) (?:\w+ )?(?:trend|demand|sales)\b"
    r"|\bwhose (?:\w+ )?(?:trend|demand|sales) (?:is|are) (?:falling|rising|declining|growing|shrinking|going (?:up|down))\b"
)
_OF_ROWS = {"list", "count", "rank"}
#: Conditions of a row that are said against each other: "overstocked although sales are rising"
_CONTRASTED = frozenset({"recommended", "no_order", "excess", "rising", "falling", "out_of_stock", "at_risk"})
_EVEN_THOUGH = re.compile(
    r"\b(?:(?:even )?though|although|despite|in spite of|notwithstanding|even if|even with|and yet|while|whereas|but)\b"
    r"[^?.]*?(?:\[\w+\]|\b(?:orders?|deliver\w+|something|goods|units|one|more|stock|it|supply|replenishment)\b)"
    r"|\b(?:and|with|plus|have|has|having|show)(?: also| already)?(?: an?| some| any)? (?:open|pending|outstanding) (?:purchase )?orders?\b"
)
_TO_BUY = re.compile(
    r"\b(?:dear|cheap|pric|cost)\w*(?: \w+){0,2} to (?:buy|purchase|get|source)\b|\bexpensive(?: \w+){0,2} to (?:buy|purchase)\b"
)
_TO_ORDER = re.compile(r"\b(?:order|buy|purchas)\w*")
_BIGGEST = re.compile(
    r"\b(?:what|which|who)(?: is| are|'s) (?:the |our )?(?:\w+ )?(?:biggest|largest|smallest|strongest|weakest|best|worst|top)\b"
    r"[^?]{0,20}\b(?:category|categories|suppliers?|stores?|shops?|products?|articles?|items?)\b"
    r"|^(?:the |our |my )?(?:cheapest|dearest|(?:most|least) \w+|biggest|largest|smallest|strongest|weakest|best|worst|top)"
    r"(?: (?!\d)\w+| \[\w+\]){0,2} (?:category|supplier|store|shop|product|article|item|line|seller)\b(?!s)"
)
_SHARE_OF_EACH = re.compile(
    r"\b(?:share|percentage|proportion) (?:(?:of|per|by) (?:each|every)|of (?:it|that|this|them|those) (?:that|which|for|from|in|at|going|coming))\b"
    r"|\b(?:share|percentage|percent|proportion|%) of (?:the |our |all )?(?:total|whole|sum|lot|all)\b"
)
_PERCENT = re.compile(r"%|\bper ?cent")
_RELIABLE = re.compile(
    r"\b(?P<end>most|more|least|less) (?P<un>un|not )?(?:reliab|rel[iy]|trust|dependab|accura|precise|exact)\w*"
)
_FORECAST = re.compile(r"\b(?:forecast\w*|predict\w*|estimat\w*|error|wape)\b")
_BY_BOOKS = re.compile(r"\b(?:according to|by|in) (?:the|our) (?:books|records|system)\b")
_TO_WHOM = re.compile(
    r"\b(?:to|with|from|at) whom\b|\b(?:which|what|only the|just the) (?:firms?|companies|company|suppliers?|vendors?)\b"
)
_ADD_UP = re.compile(r"\b(?:add|sum) (?:up|them up|these up|together)\b|\bthe sum of\b|\btotal of\b[^?]*\band\b")
_ADDED_UP = re.compile(r"\b(?:all|every)\b[^?]{0,40}\b(?:added (?:up|together)|combined|summed|taken together)\b")
_COMES_IN = re.compile(
    r"\b(?:scheduled|planned|supposed|meant|due|about) to (?:be delivered|arrive|come in|reach us|get here)\b|\b(?:units?|pieces|goods|quantity)\b[^?]{0,20}\bdue in\b"
)
#: Measures that words name outright: what the heads make of them instead is wrong.
_OUTRIGHT = frozenset({"order_up_to", "inventory_position", "reorder_point", "safety_stock"})
_PERIODS = frozenset({"review_period_days", "lead_time_days"})
_SELLS = re.compile(r"\b(?:sell|sold|sales|demand|need|units|pieces)\b")
_SUPPLIER_OF = re.compile(r"\bsupplier of (?:the |that |this |it\b|number)")
_A_DAY = re.compile(r"\b(?:days?|dates?|weekdays?|when|busiest|quietest)\b")
_RETURNS = frozenset({"expected_returns", "actual_returns"})
_RETURNED = re.compile(r"\bhow many (?:\w+ )?(?:return\w*|brought back|sent back)\b")
_FIRST_PLACE = re.compile(r"\b(?:no\.?|nr\.?|number) ?(?:1|one)\b")
#: Conditions that the heads may add only where something in the words speaks of them.
_MONEY = re.compile(r"\b(?:money|pay|cost|costs|euros?|cash|price|bill)\b")
_OF_STORES = frozenset({"on_hand", "expected_sales", "days_of_cover", "stock_value", "stockout_date", "revenue_90d"})
_WHO = re.compile(r"\bwho\b")
_SUPPLIERS = re.compile(r"\b(?:suppl\w+|vendors?|deliver\w*|ships?)\b|\[supplier\]")
_SOONEST = re.compile(
    r"\b(?:next|first|soonest|earliest) (?:one )?(?:to|that)\b|\b(?:runs?|sells?|gone|empty) (?:out )?(?:first|soonest|next)\b"
)
_MEAN = re.compile(r"\b(?:mean|average|avg) (?:and|&|\+|/)|(?:and|&|\+|/) (?:the )?(?:mean|average|avg)\b")


def _names_nothing(heads: Reading) -> bool:
    """A reading that wants a figure, states no condition and names no measure."""
    figures = heads.intent in ("value", "compare", "list", "rank") and heads.topic == "ours"
    return figures and heads.weak and not heads.templates and "follow_up" not in heads.flags
