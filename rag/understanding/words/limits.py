# ruff: noqa: E501 - a pattern is read on one line
"""Limits in numbers ("more than 500 euro", "at most 3 days", "under-forecast by over 20%") as filters of a plan."""

from __future__ import annotations

import re

from rag.plan import Filter
from rag.understanding.words.amounts import Threshold
from rag.understanding.words.bias_signs import bias_sign
from rag.understanding.words.levels import LATE_IN
from rag.understanding.words.measures import Found
from rag.understanding.words.piece_prices import piece_price

__all__ = ["A_PIECE", "BOUGHT", "OF_ORDERS", "threshold_filters"]

_BY_UNIT = {
    "day": ("days_of_cover", "lead_time_days", "supplier_lead_time_days"), "%": ("stockout_probability", "wape", "return_rate_pct", "trend_pct_28d", "promo_uplift_pct", "bias_pct", "coverage_80", "supplier_on_time_rate", "mape", "direction_accuracy"),
    "eur": ("order_value", "revenue_90d", "product_unit_cost", "product_unit_price", "actual_revenue", "supplier_order_cost", "stock_value", "on_order_value", "product_unit_margin"),
}  # fmt: skip
#: Measures that no number of pieces is a limit of
_NO_UNITS = frozenset(id for ids in _BY_UNIT.values() for id in ids)
_NUMERIC_DEFAULT = {"day": "days_of_cover", "eur": "order_value", "unit": "expected_sales"}


_A_DAY = re.compile(r"\s*(?:a|per|each|every) day\b")
#: "A daily average above 10"
_AVERAGE_OF = re.compile(
    r"\b(?:daily averages?|average (?:daily )?(?:sales|demand)|avg\.? (?:daily )?(?:sales|demand)|average (?:a|per) day)(?: (?:is|are|of|was|were|lies|stands|at))*\s*$"
)
_OWN_PERCENT = ("return_rate_pct", "wape", "bias_pct", "promo_uplift_pct")
_MOVED = re.compile(
    r"\b(?:down|up|fall\w*|fell|drop\w*|lost|los\w+|grow\w*|grew|ris\w+|rose|declin\w*|gain\w*|slipp\w*|shr[aiu]nk\w*|climb\w*)(?: by)?\s*$"
)
_CHANCE = re.compile(r"\b(?:chance|risk|probabilit\w+|likelihood|odds)\b[^,;?]*$")


#: "More than 70% likely to run out"
_LIKELY_OUT = re.compile(
    r"\s*(?:likely|probable|certain|sure|bound) (?:to (?:run|go|sell|be (?:out|gone|sold|empty)|stock|hit)|that (?:they|it|we) (?:will )?(?:run|go|sell|stock))\b"
)


_HOLDS = re.compile(
    r"\b(?:has|have|having|holds?|got|stocks|keeps?)(?: (?:got|only|just|still|less|fewer|more|under|over|below|above|at|least|most|than|no|not|up|to|even))*\W*$"
)


def threshold_filters(
    thresholds: tuple[Threshold, ...], found: list[Found], measures: tuple[str, ...], text: str, group: str = ""
) -> list[Filter]:
    """Each threshold with the measure it speaks of: the one right after it, else the nearest before."""
    filters = []
    for threshold in thresholds:
        unit = {
            "percent": "%",
            "percentage point": "%",
            "euro": "eur",
            "€": "eur",
            "pound": "eur",
            "gbp": "eur",
            "dollar": "eur",
            "usd": "eur",
            "piece": "unit",
            "pc": "unit",
            "case": "unit",
        }.get(threshold.unit, threshold.unit)
        average = _A_DAY.match(text[threshold.to :]) or _AVERAGE_OF.search(text[: threshold.at])
        if unit in ("unit", "") and average:
            column = "avg_daily_28d"  # "that averaged at least one unit a day"
        elif unit in ("store", "product", "item", "alert", "time"):
            column = "alert_count" if unit == "alert" else ""
        else:
            column = _speaks_of(threshold, unit, found, measures, group, text)
            if column == "expected_sales" and "on_hand" in measures and _HOLDS.search(text[: threshold.at]):
                column = "on_hand"  # "which shop has less than 40 [product]?"
            if column == "wape" and bias_sign(text) and not _of_both_errors(thresholds, found, text):
                column = "bias_pct"  # "off by more than 30% on the low side"
            if unit == "%" and _MOVED.search(text[: threshold.at]) and column not in _OWN_PERCENT:
                column = "trend_pct_28d"
            if unit == "%" and (_by_chance(threshold, found, text) or _LIKELY_OUT.match(text[threshold.to :])):
                column = "stockout_probability"
        if unit == "%" and group == "supplier" and LATE_IN.search(text):
            column = "supplier_on_time_rate"
        if column == "wape" and any(f.id == "coverage_80" for f in found) and not _OF_ERROR.search(text):
            column = "coverage_80"  # "held in less than 70% of the backtest days"
        if unit == "eur":
            column = _of_money(column, measures, text)
            if _MONEY_OF_STOCK.match(text[threshold.to :]) or _TIES_UP.search(text[: threshold.at]):
                column = "stock_value"
            if A_PIECE.match(text[threshold.to :]) and not OF_ORDERS.search(text):
                column = "product_unit_cost" if BOUGHT.search(text) else "product_unit_price"
            column = piece_price(text[: threshold.at], text[threshold.to :]) or column
        if not column:
            continue
        value = threshold.value
        op = threshold.op
        if column in ("bias_pct", "wape", "") and (real := _ACTUAL_AGAINST.search(text)) and unit == "%":
            above = real["above"] is not None  # 15% above the forecast: the forecast is 13% below what was sold
            column, op = "bias_pct", _OTHER_WAY.get(op, op) if above else op
            value = round(-100 * value / (100 + value) if above else 100 * value / max(100 - value, 1), 4)
        elif column in ("bias_pct", "wape") and _EITHER_WAY.search(text):
            column = "bias_size"
        if column == "supplier_on_time_rate" and LATE_IN.search(text):
            value, op = 100 - value, _OTHER_WAY.get(op, op)  # late in more than 10%: on time in less than 90%
        if (
            column == "trend_pct_28d"
            and re.search(r"\b(?:fall|fell|drop|declin|down|los|shr[iau]nk|decreas|slump)\w*\b", text)
            and value > 0
        ):
            value, op = -value, _OTHER_WAY.get(op, op)
        filters.append(Filter(column, op, int(value) if float(value).is_integer() else value))  # type: ignore[arg-type]
    columns = {f.column for f in filters}
    if "wape" in columns and "bias_pct" not in columns and (sign := bias_sign(text)):
        filters.append(Filter("bias_pct", ">" if sign > 0 else "<", 0))  # "a WAPE over 50%, and too low"
    return filters


def _by_chance(threshold: Threshold, found: list[Found], text: str) -> bool:
    """ "A risk above 30%"; not "a risk above 30% and a return rate above 3%", where another figure stands nearer."""
    said = _CHANCE.search(text[: threshold.at][-40:])
    if said is None:
        return False
    at = max(0, threshold.at - 40) + said.start()
    return not any(at < f.start < threshold.at and f.id in _BY_UNIT["%"] and f.id not in _RISK for f in found)


_RISK = frozenset({"stockout_probability"})
_WAPE = re.compile(r"\bwape\b|\bweighted absolute percent\w* error")


def _of_both_errors(thresholds: tuple[Threshold, ...], found: list[Found], text: str) -> bool:
    """ "An error above 60%, and too high by more than 10%": one limit is of the error itself, whatever its sign."""
    both = {"wape", "bias_pct"} <= {f.id for f in found}
    percents = {t.at for t in thresholds if t.unit in ("%", "percent")}
    return _WAPE.search(text) is not None or (both and len(percents) > 1)


_OF_ERROR = re.compile(r"\b(?:wape|errors?|accura\w+)\b")
#: "Actual sales came in more than 15% above the forecast"
_ACTUAL_AGAINST = re.compile(
    r"\b(?:actual|real|true)(?: (?:sales|demand|figures|numbers))?\b[^?.;]{0,60}\b(?:(?P<above>above|over|higher than|exceed\w*|beat|beyond)|below|under|lower than|short of) (?:the |your |our |its |their )?(?:forecast|prediction|predicted|expectation)"
)
#: Said of a forecast that is wrong, whether it was too high or too low.
_EITHER_WAY = re.compile(
    r"\b(?:either|both|any) (?:direction|way|side)s?\b|\bplus or minus\b|\b(?:over|under)-? ?(?:or|and|/) ?(?:over|under)[- ]?(?:forecast|estimat|predict)\w*"
    r"|\b(?:over|under)[- ]?(?:forecast|estimat|predict)\w* (?:or|and|/) (?:over|under)[- ]?(?:forecast|estimat|predict)\w*|\btoo (?:high|low) or (?:too )?(?:high|low)\b|\bwhether (?:too )?(?:high|low|over|under)\b|\babsolute bias\b|\+/-|±"
)
_OF_ORDERS = re.compile(
    r"\b(?:re-?order\w*|orders?|ordered|ordering|buy\w*|purchas\w*|recommend\w*|propos\w*|suggest\w*|spend\w*|cost us)\b"
)
_IN_STOCK = re.compile(
    r"\b(?:over-?)?stock\w*|\bon hand\b|\binventory\b|\bshel(?:f|ves)\b|\b(?:lying|sitting|tied up|ties? up|tying up|parked|locked|bound|excess|surplus|capital)\b"
)
_PER_PIECE = re.compile(r"\bcosts?\b[^?.;]*\b(?:(?:per|a|each) (?:unit|piece|item)|apiece)\b")
_FOR_THE_LINE = re.compile(r"\b(?:for|per|by|in) (?:the|each|that|this|one|a|every) (?:whole )?(?:line|order)\b")
#: "On hand times unit cost": what the pieces together are worth, not one of them
_AT_COST = re.compile(
    r"(?:\btimes|\bx|×|\*|\bmultiplied by|\bvalued at|\bat) (?:the |its |their |our )?(?:(?:unit|purchase|purchasing|buying) )?(?:costs?|purchase price)\b"
)


def _of_money(column: str, measures: tuple[str, ...], text: str) -> str:
    """The sum of money that a limit speaks of: stock is no order, and the worth of a pile no price of a piece."""
    if (
        column in ("product_unit_cost", "supplier_order_cost")
        and "order_value" in measures
        and _FOR_THE_LINE.search(text)
        and _OF_ORDERS.search(text)
    ):
        return "order_value"
    if column == "order_value" and _PER_PIECE.search(text) and not _AT_COST.search(text):
        return "product_unit_cost"  # "cost more than 15 euro per unit"
    if column == "product_unit_cost" and not _AT_COST.search(text):
        return column
    if column not in ("order_value", "product_unit_cost", ""):
        return column
    if "on_order_value" in measures:
        return "on_order_value"
    if "stock_value" in measures and (_IN_STOCK.search(text) or _AT_COST.search(text)):
        return "stock_value"
    if column != "order_value" or (_IN_STOCK.search(text) and not _OF_ORDERS.search(text)):
        return "stock_value" if _IN_STOCK.search(text) else column
    return column


_OTHER_WAY = {">": "<", ">=": "<=", "<": ">", "<=": ">="}
_LATER = re.compile(r"\b(?:late|overdue|behind|delay\w*|cover\w*|last\w*|stock\w*|ago)\b")
_SIGNED = re.compile(r"\b(?:sign\w*|signature|approv\w+|budget|money|euros?|cost\w*|value|spend)\b")


#: "More than $300 in stock", "under 20 euros of goods on the shelf"
_MONEY_OF_STOCK = re.compile(
    r"\s*(?:worth )?(?:(?:of|in|tied up in|sitting in|lying in|bound in|stuck in) (?:our |the )?(?:\w+ )?(?:stock|inventory)|(?:of (?:it|goods|them) )?(?:on hand|on the shel\w+|in the (?:shop|store|warehouse))|tied up|sitting (?:there|around|in))\b"
)
_HELD = re.compile(
    r"\b(?:stock\w*|inventor\w+|hold\w*|held|have|has|having|shel\w+|t(?:ie|ies|ied|ying) up|there|sit\w*|on hand|cash|capital)\b"
)
#: "That costs over 15 euros a piece"
A_PIECE = re.compile(r"\s*(?:(?:a|per|for (?:a|one|each)) (?:single )?(?:piece|unit|item|pack)|each|apiece)\b")
OF_ORDERS = re.compile(
    r"\b(?:orders|order lines?|recommendations|deliveries|draft order|order list"
    r"|(?:buying|purchas\w+|order\w*|replenishment) (?:proposals?|suggestions?|lists?|plans?))\b"
)
BOUGHT = re.compile(r"\b(?:costs? us|(?:we|i) pay|to buy|purchas\w+|bought|cost price)\b")
_SOLD = re.compile(r"\b(?:sold|sell|moved|shifted|went (?:out|over))\b(?![^?]*\[future\])")
_PIECES_ORDERED = re.compile(
    r"\b(?:recommend\w*|propos\w*|suggest\w*|re-?order\w*|orders?|order lines?|ordering|buy\w*|purchas\w*)\b"
)
_TIES_UP = re.compile(r"\b(?:ties?|tying|tied|locks?|locking|binds?|binding) up\s*$")
#: "A return rate above 10% and a rising trend": what comes after "and" is another condition
_ANOTHER = re.compile(r"^ ?,? ?(?:and|but|yet|(?:even )?though|although|despite|or|with|while|whose|plus|&)\b|[;,] ")
_JOINED = 20


def _distance(found: Found, threshold: Threshold, text: str) -> int:
    """How far a measure's words are from a limit: right after it is nearest, unless another condition starts there."""
    if found.start < threshold.at:
        return threshold.at - found.end + 8
    between = text[threshold.to : found.start]
    return abs(found.start - threshold.to) + (_JOINED if _ANOTHER.search(between) else 0)


def _speaks_of(
    threshold: Threshold, unit: str, found: list[Found], measures: tuple[str, ...], group: str, text: str
) -> str:
    def fits(id: str) -> str:
        id = {"trend": "trend_pct_28d"}.get(id, id)
        if group == "supplier" and id == "lead_time_days":
            id = "supplier_lead_time_days"
        allowed = _BY_UNIT.get(unit)
        if unit == "unit" and id in _NO_UNITS:
            return ""
        return id if allowed is None or id in allowed else ""

    near = sorted(
        found, key=lambda f: f.start - threshold.to if f.start >= threshold.to - 4 else 3 * (threshold.at - f.end) + 6
    )
    held = "stock_value" not in measures or _HELD.search(text)  # "which of those are worth more?": of the orders, too
    if unit == "eur" and held and (asked := {m for m in measures if fits(m)}):
        near = [f for f in near if fits(f.id) in asked] or [
            Found(m, threshold.to, threshold.to, "") for m in measures if m in asked
        ]  # "hold more than 500 euros worth": of the stock, where that is what was understood
    for one in sorted(near, key=lambda f: _distance(f, threshold, text)):
        unit_word = one.id == "expected_sales" and threshold.at <= one.start < threshold.to
        if not unit_word and (column := fits(one.id)):
            sold = column == "expected_sales" and "[past]" in text and "[future]" not in text and _SOLD.search(one.text)
            return "actual_sales" if sold else column
    for id in measures:  # what is asked for without a word that names it ("more than 15% brought back")
        if column := fits(id) if unit and _BY_UNIT.get(unit) else "":
            return column
    if unit == "day":
        of_them = group == "supplier" and not _LATER.search(text)  # "that need at most ten days"
        return "supplier_lead_time_days" if of_them else "days_of_cover"
    if unit == "unit" and _PIECES_ORDERED.search(text) and {"order_qty", "order_value"} & {*measures}:
        return "order_qty"  # "recommended lines of fewer than 30 units that cost more than 50 euros"
    if not unit and "order_qty" in measures:  # "any line above 200 needs my signature"
        return "order_value" if _SIGNED.search(text) else "order_qty"
    if not unit and not found and group in ("store", "product", "category", "supplier"):
        return (
            "actual_sales" if "[past]" in text else "expected_sales"
        )  # "how many shops will do more than 4900 of it?"
    if unit == "unit" and "[past]" in text and _SOLD.search(text):
        return "actual_sales"
    return _NUMERIC_DEFAULT.get(unit, "")
