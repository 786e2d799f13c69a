# ruff: noqa: E501 - a pattern is read on one line
"""Which of the measures named in a question it asks for, and which only describe another."""

from __future__ import annotations

import re

from rag.understanding.words.amounts import Amounts
from rag.understanding.words.conditions import LATE
from rag.understanding.words.limits import A_PIECE, BOUGHT, OF_ORDERS
from rag.understanding.words.measures import Found
from rag.understanding.words.suppositions import ASKS_LEAD_TIME

__all__ = ["CUSTOMERS_BUY", "LINE_OF_ORDER", "choose_measures", "joined_with_sales"]

_BEFORE_DELIVERY = re.compile(
    r"\b(?:run(?:s|ning)? (?:out|short|dry)|stock(?:s|ing)?[ -]?out|sell(?:s|ing)? out|last|enough|make it|survive|gap)\b[^?]*\b(?:before|until|till) (?:the |our |its |their )?(?:next |new |open )?(?:deliver\w+|shipment|order|truck|replenishment|po|purchase order)\b"
)

_SHARE_OF_MONEY = re.compile(
    r"\b(?:share|percent(?:age)?|%|part|how much) of (?:the |our |all (?:the )?)?(?:dollars?|euros?|pounds?|spend\w*|money|value|cost|bill)\b"
)
_WITHIN = r"(?:in(?:to)?|inside|during|throughout|over|within|for|across|through)"
#: What is asked of another lead time is what sells within it.
_MEANWHILE = re.compile(
    r"\bmeantime\b|\bmeanwhile\b|\bwhile (?:(?:it|we|they|i|\[store\]|the shop|the store) )?(?:(?:is|are|am) )?wait(?:s|ing)?\b"
    r"|\b(?:sell\w*|sold|demand|sales|buy|want|go(?:es)? out|need|gone)\b[^?.]*\b(?:until|till|before|up to|by|by the time|by when) (?:then|that (?:point|day|moment|date|time)|(?:it|that|this) (?:is|are)(?: (?:here|over|up|through|past|done|delivered|in|there))|(?:it|that|this|the (?:goods|delivery|shipment|next one)) (?:comes?|arrives?|lands?|gets? here|reach\w*|turns? up)|they (?:come|arrive|are (?:here|over|up|past|in)))\b"
    r"|\b(?:sell\w*|sold|sales?|go(?:es)? (?:out|over)|get through|want|buy|demand|leave|units|pieces)\b[^?]*"
    rf"\b{_WITHIN} (?:all (?:of )?)?(?:that|this|those|these|such an?|the same)(?: [\w-]+| \d+){{0,2}}?"
    r" (?:time|days|period|span|stretch|while|weeks|window|wait|spell|interval|gap|delay|lead[ -]?time)\b"
    rf"|\b(?:sell\w*|sold|sales?|go(?:es)? (?:out|over)|get through|demand|units|pieces)\b[^?]*\b{_WITHIN} (?:the|its|their|a|such an?|that|this)(?: (?:new|longer|shorter|changed|later|raised|extended|announced|whole|full|entire|slower|faster))+ (?:lead|delivery|waiting)[ -]?time\b(?! ?(?:\+|plus|and|&|with) (?:the |its |a |one )?review)"
    r"|\b(?:sell\w*|sold|get through)\b[^?.;,]*\b(?:for |over |in )?that long\b"
)

#: Beside these, "order" and "buy" are only how the question is put.
_MASTERS = {
    "supplier_order_cost", "product_moq", "product_order_multiple", "product_unit_cost", "product_unit_price", "peak_weekday",
    "due_on", "lead_time_days", "reorder_point",
}  # fmt: skip


_OF_SUPPLIERS = {
    "lead_time_days", "review_period_days", "supplier_lead_time_sd_days", "supplier_on_time_rate", "supplier_payment_terms",
    "supplier_order_cost",
}  # fmt: skip


_AND = re.compile(
    r"\s*(?:,|,? ?and|plus|&|\+|/|as well as|along with|together with)(?: (?:the|its|our|their|also|current|present|likely|expected|forecast|average))*\s*"
)
_SALES_NOUN = re.compile(r"sales?|demand|forecasts?|outlook|volumes?")


def joined_with_sales(found: list[Found], text: str) -> bool:
    """ "Expected sales and return rate", "its trend, and how many do we sell?": neither describes the other."""
    nouns = [f for f in found if f.id == "expected_sales" and _SALES_NOUN.fullmatch(f.text)]
    others = [f for f in found if f.id != "expected_sales"]
    pairs = [(a, b) for a in nouns for b in others] + [(b, a) for a in nouns for b in others]
    return _sold_apart(found, text) or any(a.end <= b.start and _AND.fullmatch(text[a.end : b.start]) for a, b in pairs)


#: "Its trend, and how many do we sell a day?"
_HOW_MANY_SOLD = re.compile(
    r"(?:[,;.?]|\band|\bplus|\balso|&)(?: also| then)? (?:at |on average )?how (?:many|much)\b(?P<rest>[^?.;]{0,60}?\b(?:sell|sells|selling|sold)\b(?! out\b)[^?.;]*)"
)


def _sold_apart(found: list[Found], text: str) -> bool:
    """Is what sells asked for in a clause of its own, after figures that it does not describe?"""
    said = _HOW_MANY_SOLD.search(text)
    others = any(f.id != "expected_sales" for f in found)
    return said is not None and others and all(f.id == "expected_sales" or f.end <= said.start() for f in found)


#: "How many of these are still there, and what is that worth?"
_STOCK_TOO = re.compile(r"\bon hand\b|\b(?:our|the|total|whole) stock\b|\band (?:the )?(?:stock|units)\b")
_UNITS_AND_WORTH = re.compile(r"\b(?:units?|pieces)\b[^?]{0,12}(?:\band\b|,|&|/|\+)[^?]{0,12}\b(?:value|worth)\b")
_COUNT_AND_WORTH = re.compile(r"\bhow many\b[^?]*(?:\band\b|,|&|\+)[^?]*\b(?:worth|value|money|tied)\b")


def choose_measures(found: list[Found], text: str, amounts: Amounts) -> tuple[str, ...]:
    """The measures that are asked for, in the order of the words."""
    if amounts.scenario is not None and amounts.scenario.kind == "lead_time":
        if _MEANWHILE.search(text):
            return ("expected_sales",)
        gone = ("revenue_90d",) if ASKS_LEAD_TIME.search(text) else ("lead_time_days",)  # "what that makes"
        found = [f for f in found if f.id not in gone]
    if amounts.scenario is not None:  # "increase the service level to ...": what is changed, not what is asked
        found = [f for f in found if f.id != "trend"]
    ids = [f.id for f in found if not _only_beside(f, found, text, amounts)]
    if amounts.scenario is not None and amounts.scenario.kind == "demand":
        ids = _of_demand(ids, text)
    if any(i != "expected_sales" for i in ids):
        strong = [i for i in ids if i != "expected_sales"]
        # "units", "demand" and "sales" beside another measure mostly describe it
        sales = re.search(
            r"\b(?:how (?:many|much)[^?]*\b(?:sell|sold)|(?:expected|forecast|total|actual|average|avg|predicted) (?:\w+ )?(?:sales|units|demand)|expect(?:ed)? (?:to sell|per day|units|sales|demand)|sales forecast|forecast(?:ed)? sales|will (?:we|\[store\]|it) sell|we expect|do we sell|(?:sales|demand|forecast|units sold) (?:\[\w+\] |\w+ )?and|and (?:the )?(?:sales|demand|forecast)|(?:mean|average|avg) (?:and|&|\+|/) |(?:and|&|\+|/) (?:the )?(?:mean|average|avg)\b|demand (?:within|over|in|for|by) |against (?:current |the )?stock|you expect)\b",
            text,
        )
        ids = (
            ids
            if joined_with_sales(found, text)
            or (
                sales
                and not {
                    "trend",
                    "promo_uplift_pct",
                    "peak_weekday",
                    "wape",
                    "bias_pct",
                    "coverage_80",
                    "alert_count",
                    "return_rate_pct",
                    "protection_mean",
                    "expected_lost_units",
                }
                & set(strong)
            )
            else strong
        )
    if set(ids) & {"order_qty", "order_value"} and _BOTH_WAYS.search(text):
        at = min(ids.index(i) for i in ("order_qty", "order_value") if i in ids)
        ids = [i for i in ids if i not in ("order_qty", "order_value", "expected_sales")]
        ids[at:at] = ["order_qty", "order_value"]
    elif "order_qty" in ids and re.search(r"\b(?:money|cash|spend\w*|euros?)\b", text):
        ids = ["order_value" if i == "order_qty" else i for i in ids]
    if "order_qty" in ids and "order_value" not in ids and _SHARE_OF_MONEY.search(text):
        ids = ["order_value" if i == "order_qty" else i for i in ids]
    if ids and set(ids) <= LINE_OF_ORDER and "order_qty" not in ids and _QUANTITY_TOO.search(text):
        ids = ["order_qty", *ids]  # "quantity, cost of the line, name of the supplier, please"
    if CUSTOMERS_BUY.search(text):
        ids = [i for i in ids if i not in ("order_qty", "order_by")]
        ids = ids if "expected_sales" in ids else [*ids, "expected_sales"]
    if "trend" in ids and "expected_lost_units" in ids and re.search(r"%|\bpercent", text):
        ids = [i for i in ids if i != "expected_lost_units"]  # "how many percent has it lost?"
    for gap, level in (("reorder_gap", "reorder_point"), ("order_up_to_gap", "order_up_to")):
        if gap in ids:
            both = _LEVEL_AND_GAP.search(text)
            told = (level in ids and _AT_WHAT_LEVEL.search(text)) or (
                both and (both["up"] is None) == (gap == "reorder_gap")
            )
            ids = [i for i in ids if i not in (level, "inventory_position", "on_order", "on_hand", "order_qty")]
            ids = [level, *ids] if told else ids
    if "on_order" in ids and "order_qty" in ids and _DUE_IN.search(text):
        ids.remove("order_qty")  # "how many are due on Friday, all orders together?"
    if "due_on" in ids and LATE.search(text):  # "it ought to be here: how many units is it for?"
        ids = list(dict.fromkeys("on_order" if i == "order_qty" else i for i in ids))
    owed = LATE.search(text) and re.search(r"\bhow (?:many|much)\b", text) and amounts.scenario is None
    if "order_qty" in ids and owed and not _TO_ORDER.search(text):
        ids = ["on_order" if i == "order_qty" else i for i in ids]
    if "wape_naive" in ids:  # against the error of what is served
        ids = [
            "wape",
            "wape_naive",
            *(i for i in ids if i not in ("wape", "wape_naive", "forecast_model", "expected_sales")),
        ]
    if "lot_extra" in ids:  # "how many of the 24 are only there because of the minimum order?"
        ids = [i for i in ids if i not in ("product_moq", "product_order_multiple", "expected_sales")]
    if "excess_units" in ids and not _STOCK_TOO.search(text):
        ids = [i for i in ids if i != "on_hand"]  # "how many surplus units are lying there?"
    if "stock_value" in ids:
        counted = _UNITS_AND_WORTH.search(text) or ("on_hand" in ids and _COUNT_AND_WORTH.search(text))
        ids = [i for i in ids if i not in ("on_hand", "product_unit_cost", "revenue_90d", "order_value")]
        ids = ["on_hand", *ids] if counted else ids
    if {"safety_stock", "expected_sales"} <= set(ids) and not _OF_A_TIME.search(text):
        ids = ["protection_mean" if i == "expected_sales" else i for i in ids]  # what a reorder point is made of
    if _LEAD_AND_REVIEW.search(text) and {"lead_time_days", "expected_sales"} <= set(ids):
        ids = [i for i in ids if i != "review_period_days"]
        ids.insert(ids.index("lead_time_days") + 1, "review_period_days")
    if {"lead_time_days", "review_period_days"} <= set(ids) and _SELLS_IN_BOTH.search(text):
        ids = list(dict.fromkeys([*(i for i in ids if i != "expected_sales"), "protection_mean"]))
    if {"lead_time_days", "review_period_days", "expected_sales"} <= set(ids) and not _OF_A_TIME.search(text):
        ids = ["protection_mean" if i == "expected_sales" else i for i in ids]  # "the demand in the two together"
    if "protection_days" in ids:
        ids = ["protection_mean" if i == "expected_sales" else i for i in ids]
    if _IF_ORDERED.search(text) and ("due_on" in ids or _IN_TIME.search(text)):
        ids = _on_arrival(ids, text)
    elif "due_on" in ids and _BEFORE_DELIVERY.search(text):
        ids = ["stockout_probability", "stockout_date", *(i for i in ids if i not in ("due_on", "on_order"))]
    if "std_daily_28d" in ids and "avg_daily_28d" not in ids and _AVERAGE_TOO.search(text):
        ids = [*ids, "avg_daily_28d"]
    if "coverage_80" in ids and not _OF_ERROR.search(text):
        ids = [i for i in ids if i != "wape"]  # the days of the backtest, not its error
    if "expected_net" in ids:
        ids = [i for i in ids if i != "expected_sales"]
    if any(t.unit.startswith(("%", "percent")) for t in amounts.thresholds):
        ids = ["return_rate_pct" if i == "expected_returns" else i for i in ids]
    if re.search(
        r"most urgent|(?:ordered|order|buy|bought) first|first to (?:be )?order|(?:first|earliest|soonest) (?:\w+ |\[\w+\] )?(?:to|that) (?:needs?|requires?|has to be|must be|is to be|be)\b(?: \w+){0,2}? (?:re-?)?order",
        text,
    ) and "order_qty" in [
        *ids,
        "order_qty" if "order" in text else "",
    ]:
        ids = ["order_by", *(i for i in ids if i not in ("order_by", "order_qty", "action"))]
    if any(t.unit in ("euro", "eur", "€", "pound", "dollar") for t in amounts.thresholds) and "order_qty" in ids:
        ids = ["order_value" if i == "order_qty" else i for i in ids]
    if (
        "order_value" in ids
        and any(A_PIECE.match(text[t.to :]) for t in amounts.thresholds)
        and not OF_ORDERS.search(text)
    ):
        price = "product_unit_cost" if BOUGHT.search(text) else "product_unit_price"
        ids = [price if i == "order_value" else i for i in ids]  # "that cost us more than 10 euros each"
    return tuple(dict.fromkeys(ids))


#: "Average and standard deviation"
_AVERAGE_TOO = re.compile(r"\b(?:average|avg|mean)\b(?! (?:absolute|error|deviation))")
_SELLS_IN_BOTH = re.compile(
    r"\b(?:sell|sold|sells|need|demand)\b[^?]{0,30}\b(?:in|over|during|within) (?:the two|both|that (?:time|period)|those days|them|the two of them)\b"
)
_LEAD_AND_REVIEW = re.compile(r"\blead[ -]?time,? (?:and|plus|\+|&) (?:the |its |our )?review\b")
_OF_A_TIME = re.compile(r"\[future\]|\b(?:weekly|daily|monthly|sales forecast|forecast(?:ed)? sales|expected sales)\b")
#: An order that is not placed yet: "if I send it off today".
_IF_ORDERED = re.compile(
    r"\b(?:if|when|once|suppose|supposing|assuming|say|should|after|as soon as)\b[^?.]{0,12}\b(?:i|we|they|you|\[store\])\b[^?.]{0,15}\b(?:orders?|ordered|ordering|place|placed|send|sent|buy|bought|wait\w*)\b"
    r"|\b(?:orders?|ordered|place|placed|placing|buy|send|sent)\b[^?.]{0,75}(?:\b(?:today|tomorrow|now|right away|straight away|at once|immediately|tonight|this minute)\b|\[future\])"
    r"|\b(?:recommended|suggested|proposed) (?:order|quantity|purchase)\b"
)
_AT_ONCE = re.compile(
    r"\b(?:today|tomorrow|now|right away|straight away|at once|immediately|tonight|this minute)\b|\[future\]"
)
_WAITED = re.compile(
    r"\b(?:wait\w*|last (?:possible )?(?:day|date|moment)|latest|deadline|recommended|suggested|proposed)\b"
)
#: "Is it here before we run out?"
_IN_TIME = re.compile(
    r"\b(?:here|there|arriv\w+|delivered|come|comes|get here|in the (?:store|shop))\b[^?]{0,20}\b(?:before|in time|by the time|ahead of)\b"
)


def _on_arrival(ids: list[str], text: str) -> list[str]:
    """When an order comes that would be placed: at once, or on the day that is recommended."""
    at_once = _AT_ONCE.search(text) and not _WAITED.search(text)
    arrival = "arrival_at_once" if at_once else "delivery_on"
    kept = [i for i in ids if i not in ("due_on", "on_order", "order_qty", "expected_sales", "stockout_probability")]
    if _IN_TIME.search(text) and "stockout_date" not in kept:
        kept.append("stockout_date")
    return [*kept, arrival]


_OF_ERROR = re.compile(r"\b(?:wape|errors?|accura\w+|off|wrong)\b")
#: "Reorder point, and by how many units are we under it?"
_LEVEL_AND_GAP = re.compile(
    r"\b(?:re-?order (?:point|level)|(?P<up>order[ -]up[ -]to(?: level)?)),? ?(?:and|plus|&|,) (?:also )?(?:by )?how (?:many|much|far)\b"
)
_AT_WHAT_LEVEL = re.compile(
    r"\b(?:at|up to|to) (?:what|which) level\b|\bwhat is (?:the|its|our) (?:reorder|order-up-to|order up to)\b"
)
_TO_ORDER = re.compile(
    r"\b(?:should|must|need|needs|recommend\w*|suggest\w*|propos\w*|have to|has to|to order|do (?:i|we) order)\b(?! (?:be|have been) here)"
)
_DUE_IN = re.compile(
    r"\b(?:due|arriv\w*|deliver\w*|com(?:e|es|ing) in)\b[^?]*\[future\][^?]*\borders? (?:together|combined|in total|taken together)\b"
)
_SCALES = {
    "expected_sales", "expected_returns", "expected_net", "order_qty", "order_value", "stockout_date", "stockout_probability",
    "days_of_cover", "expected_lost_units", "reorder_point", "safety_stock", "order_up_to", "order_by", "inventory_position",
}  # fmt: skip


def _of_demand(ids: list[str], text: str) -> list[str]:
    """What another demand changes: sales, unless orders, stock or money are asked for outright."""
    money = re.search(r"\b(?:order\w*|cost\w*|money|euros?|spend|bill|pay|buy\w*|purchas\w*)\b", text)
    if re.search(r"\b(?:we|they|i|\[store\]) sell\w*\b", text) and not re.search(
        r"\border\w*|\brecommend\w*|\bcost", text
    ):
        ids = [
            i for i in ids if i not in ("order_qty", "order_value")
        ]  # "a school wants to buy lots: suppose we sell double"
    kept = [i for i in ids if i in _SCALES and (i != "order_value" or money)]
    return kept or ["expected_sales"]


CUSTOMERS_BUY = re.compile(
    r"\b(?:customers?|people|shoppers?|they)(?: there| here)?(?: will| would| want to| likely)? (?:buy|bought|take|ask for)\b"
)
LINE_OF_ORDER = {"order_value", "order_by", "product_supplier"}
_QUANTITY_TOO = re.compile(
    r"(?:^|[.,:;?!] ?)(?:the )?(?:quantity|how many(?: units| pieces)?|units|pieces)(?= ?,| and\b| ?\+)"
)
_PIECES = r"(?:units|pieces|pcs|quantity|items)"
_SUMS = r"(?:money|euros?|value|eur|amount|costs?|bill|price)"
#: "What does it add up to, in units and in money?"
_BOTH_WAYS = re.compile(
    rf"\b{_PIECES} (?:and|&|plus|as well as) (?:in |the |how much |what )?(?:\w+ ){{0,2}}{_SUMS}\b|\b{_SUMS} (?:and|&|plus) (?:in |the |how many )?(?:\w+ ){{0,2}}{_PIECES}\b"
)
_THAN_WE_HAVE = re.compile(
    r"\b(?:than|by|with|over) (?:what(?:ever)?|the stock) (?:we|i|they|it|\[store\]) (?:have|has|had|hold|holds|got)\b"
)


def _only_beside(one: Found, found: list[Found], text: str, amounts: Amounts) -> bool:
    """Is this weak evidence ("do we have", "class A", "by value") beside a measure that is named outright?"""
    others = [f for f in found if f is not one and f.id not in ("expected_sales", one.id)]
    if one.id == "on_hand" and re.search(r"\byou (?:have|got|had)(?: \w+){0,3}? (?:down|in the books|as)\b", text):
        return True  # "what do you have down as sales?"
    if one.id == "on_hand" and amounts.levels and _THAN_WE_HAVE.search(text):
        return True  # "a 5% chance that demand is bigger than what we have"
    if one.id == "on_hand" and re.fullmatch(
        r"(?:which|what|how many|list)\b[^?]*\b(?:stores|shops|suppliers|vendors|categories|products|items) (?:do|does|have) (?:we|i|you) (?:have|got|carry|keep)[ ?.]*",
        text,
    ):
        return True
    if one.id == "on_hand":
        if re.search(
            r"how (?:many|much)[^?]*\b(?:have|shelf|shelves|stock|there)\b[^?]*(?:\band|,) (?:how|when|what|for how)",
            text,
        ):
            return False
        return bool(others) and not re.search(
            r"on[ -]hand|how many (?:are|is) (?:there|still)|still (?:there|lying)|physically|lying|on the shel|in (?:the|our) (?:shop|store|warehouse)|(?:and|,) (?:the )?(?:current )?stock\b|stock (?:and|,|on|of|for)\b|in stock and|stock levels?\b",
            one.text + text[one.end : one.end + 5],
        )
    if one.id in ("abc_class", "xyz_class", "demand_class"):
        return bool(others) and not re.search(
            r"\b(?:which|what)\b[^?]*\bclass|classif|\b(?:and|plus|with|,) (?:also )?(?:the |its |their )?(?:abc|xyz|demand) class\b",
            text,
        )
    if one.id == "lead_time_days" and re.search(r"lead[ -]?time demand|during (?:the )?lead", text):
        return True
    if one.id == "order_qty":
        own = re.search(r"how (?:much|many)[^?]*\b(?:order|buy)|quantit|units|order size|size and|what and", text)
        if {f.id for f in others} & _MASTERS and not re.search(
            r"should|recommend|how (?:much|many)[^?]*\bto order", text
        ):
            return True
        if {f.id for f in others} == {"product_supplier"} and not re.search(r"how (?:much|many)|quantit", text):
            return True
        return bool({f.id for f in others} & {"order_value", "order_by", "on_order", "due_on"}) and not own
    if one.id == "expected_returns":
        return any(f.id == "expected_net" for f in others)
    if one.id == "revenue_90d":
        return bool({f.id for f in others} & {"order_qty", "order_value", "forecast_model"}) and not re.search(
            r"revenue|turnover|\b(?:bring|brings|brought|make|makes|made|earn\w*)\b", text
        )
    if one.id == "order_value":
        return any(f.id == "revenue_90d" for f in others) and not re.search(r"\b(?:order|buy|purchas|spend)\w*", text)
    if one.id == "product_supplier":  # "which supplier is more punctual, A or B?"
        return "[supplier]" in text and bool({f.id for f in others} & _OF_SUPPLIERS)
    if one.id == "product_category":
        return len(found) > 1
    if one.id == "action":
        return bool(others)
    return False
