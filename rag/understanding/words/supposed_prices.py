# ruff: noqa: E501 - a pattern is read on one line
"""What a what-if supposes of prices: by a percentage, or by an amount on each piece."""

from __future__ import annotations

import re

from rag.plan import DISCOUNT, Scenario
from rag.understanding.words.numbers import IF, NUMBER, number
from rag.understanding.words.supposed_orders import Result

__all__ = ["COSTS", "DOWN", "PERCENT", "UP", "cheaper_for_customers", "price"]

UP = r"rais\w*|put\w* up|higher|more|up|increas\w*|ris\w+|rose|grow\w*|jump\w*|spik\w*|extra|surg\w*|boost\w*|gain\w*|above|over|stronger|better|additional|on top|climb\w*|go(?:es)? up|plus|too low|bigger|larger|hotter|busier|lift(?:s|ed|ing)"
DOWN = r"lower|less|down|drop\w*|fall\w*|fell|decreas\w*|declin\w*|reduc\w*|weaker|cut\w*|slump\w*|below|under|worse|fewer|shrink\w*|shr[au]nk|collaps\w*|sink\w*|dip\w*|minus|smaller|los\w+|too high|shortfalls?"

PERCENT = r"(?P<n>\d+(?:\.\d+)?|ten|twenty|fifteen|thirty|fifty|five) ?(?:%|percent)"


_BY_MONEY = re.compile(
    rf"\b(?P<n>{NUMBER}) ?(?P<c>euros?|eur|€|pounds?|dollars?|cents?)(?: (?:per|a|each|for each|for every) (?:unit|piece|item|one))? "
    r"(?P<dir>dearer|more expensive|pricier|more|up|higher|cheaper|less|lower|down)\b|"
    rf"\b(?P<d2>dearer|cheaper|up|down|more expensive) by (?P<n2>{NUMBER}) ?(?P<c2>euros?|eur|€|pounds?|dollars?|cents?)\b"
)


def _price_by_money(text: str) -> Result:
    """ "If it got two euros dearer per unit": an amount on the unit cost."""
    match = _BY_MONEY.search(text)
    if (
        not match
        or not IF.search(text)
        or not re.search(r"\b(?:order\w*|cost\w*|pay|price|unit|piece|each|buy)\b", text)
    ):
        return None
    coin, word = match["c"] or match["c2"], match["dir"] or match["d2"]
    size = number(match["n"] or match["n2"]) / (100 if coin.startswith("cent") else 1)
    sign = -1 if word in ("cheaper", "less", "lower", "down") else 1
    return Scenario("price", sign * size, added=True, unit="currency"), match


def _percent(n: int) -> str:
    return PERCENT.replace("?P<n>", f"?P<c{n}>")


#: "With 20% off", "a discount of 20%", "cut its price by 20%": what customers pay
_CUT = re.compile(
    rf"\b(?:(?:with|at|for|by|giv\w*|offer\w*|run\w*|tak\w*|knock\w*|put\w*) )?(?:an? |another |the )?{_percent(1)} (?:off|discount|rebate|mark-?down|cheaper|price (?:cut|reduction))\b(?! (?:of |from )?(?:(?:the|our|your|its|that|this|expected|whole) )*(?:demand|sales|forecasts?|volumes?|expected|units|numbers?|quantit\w+|expectations?|figures?)\b)"
    rf"|\b(?:an? |the )?(?:discount|rebate|mark-?down|price (?:cut|reduction)) of {_percent(2)}"
    rf"|\b(?:cut|drop|lower|reduc|slash|trim)\w*\b[^?.,]{{0,40}}?\bprices?\b[^?.,]{{0,30}}? by {_percent(3)}"
    rf"|\b(?:discount|mark(?:ed|s|ing)? down)\w*\b[^?.,]{{0,40}}? by {_percent(4)}"
    rf"|\bprices?\b[^?.,]{{0,30}}? (?:goes|go|went|comes|came|drops?|dropped|falls?|fell|is|are|was|were)(?: down)?(?: by)? {_percent(5)}(?: (?:lower|less|down|cheaper))"
    # "If the price drops 20%", "with the price reduced by 20%", "at a price 20% lower"
    rf"|\bprices?\b[^?.,]{{0,15}}? (?:drops?|dropped|falls?|fell|(?:goes|go|went|comes|came) down|cut|reduced|lowered|slashed|trimmed)(?: by)? {_percent(6)}"
    rf"|\bprices? {_percent(7)} (?:lower|below|less|under|down|cheaper)\b"
)
_SALES = re.compile(r"\b(?:sell\w*|sold|sales|demand|shift\w*|units|uplift|lift)\b|\[future\]")
#: What we pay, and not what customers do
COSTS = re.compile(
    r"\b(?:orders?|ordering|suppliers?|vendors?|purchas\w*|costs?|pay\w*|bills?|buy(?:ing)?|spend\w*|invoices?|sav(?:e|es|ing))\b|\[supplier\]"
)


def cheaper_for_customers(text: str) -> Result:
    """A lower selling price, where sales are asked for: a promotion, whose size nothing in the data weighs."""
    match = _CUT.search(text)
    short = len(text.split()) <= _SHORT_MESSAGE
    if not match or COSTS.search(text) or not (_SALES.search(text) or short):
        return None
    return Scenario("promotion", unit=DISCOUNT), match


_SHORT_MESSAGE = 6  # words: "and with 20% off?"


def price(text: str) -> Result:
    if by_money := _price_by_money(text):
        return by_money
    match = re.search(
        rf"\b(?:prices?|purchase costs?|unit costs?|list prices?)\b(?: (?:\w+|\[\w+\])){{0,4}}? (?P<dir>{UP}|{DOWN})(?: \w+){{0,2}}? {PERCENT}"
        rf"|(?P<d2>{UP}|{DOWN})(?: \w+){{0,3}}? (?:prices?|costs?)(?: \w+){{0,2}}? (?:by |of )?{PERCENT.replace('?P<n>', '?P<n2>')}"
        rf"|{PERCENT.replace('?P<n>', '?P<n7>')} (?P<d7>off|discount|rebate)\b(?=[^?]*\b(?:order\w*|buy|buying|sav\w+|cost|pay|bill|spend)\b)(?![^?]*\bsell\b)"
        rf"|(?:charg\w*|(?:they|\[supplier\]|he|she|firm|vendor) (?:ask\w*|want\w*|demand\w*|take\w*|claim\w*)(?: for)?)(?: us| me)? {PERCENT.replace('?P<n>', '?P<n6>')} (?P<d6>more|less)"
        rf"|(?:\[supplier\]|they|he|she)(?: \w+){{0,2}}? (?P<d9>go(?:es)? (?:up|down)|ris\w+|increas\w*|drops?|cuts?) (?:by )?{PERCENT.replace('?P<n>', '?P<n9>')} (?:on|for|across|with) (?:everything|all\b|(?:their|its|his|her|the) (?:whole |entire |full )?(?:range|assortment|list|catalogue|goods|products|lines))"
        rf"|(?:\[supplier\]|they|he|she)(?: \w+){{0,3}}? (?:slap|add|put|stick|clap|whack|tack)\w* {PERCENT.replace('?P<n>', '?P<n8>')} (?:more )?on(?:to)?(?: top of)? (?:everything|all\b)"
        rf"|{PERCENT.replace('?P<n>', '?P<n5>')} (?P<d5>more expensive|dearer|pricier|cheaper)"
        rf"|{PERCENT.replace('?P<n>', '?P<n3>')} (?:on top of|more for|more on|onto|on|to) (?:(?:every|all|each|the|their|its|our)(?: \w+)? )?(?:prices?|costs?)|{PERCENT.replace('?P<n>', '?P<n10>')} (?P<d10>higher|lower|more|less|increased|raised|reduced)(?: \w+)? (?:prices?|costs?)|{PERCENT.replace('?P<n>', '?P<n4>')} (?:price|cost) (?P<d3>increase|rise|hike|cut|drop|decrease)",
        text,
    )
    if not match:
        return _dearer_orders(text)
    if not (_IF_PRICE.search(text) or _WHAT_ORDERS_COST.search(text) or _TOTAL_OF_ORDERS.search(text)):
        return None
    held = match.groupdict()
    said = next(held[name] for name in ("n", *(f"n{i}" for i in range(2, 11))) if held[name])
    word = next((held[name] for name in ("dir", "d2", "d3", "d5", "d6", "d7", "d9", "d10") if held[name]), "more")
    sign = (
        -1 if re.fullmatch(DOWN + "|cuts?|drops?|goes? down|go down|decrease|cheaper|off|discount|rebate", word) else 1
    )
    return Scenario("price", round(sign * number(said) / 100, 6), relative=True), match


#: "Assume the increase of 5%. What would those orders cost?", "if they put it up 5%, what would we pay?"
_RISE = re.compile(
    rf"\b(?:increase|rise|hike|mark-?up|surcharge|uplift)(?: \w+){{0,2}}? {PERCENT}"
    rf"|{PERCENT.replace('?P<n>', '?P<n2>')} (?:increase|rise|hike|mark-?up|surcharge)\b"
    rf"|\b(?:they|\[supplier\]|he|she) (?:\w+ )?(?:put|puts|putting) (?:it|them|that|these|those|everything|all of it) up (?:by )?{PERCENT.replace('?P<n>', '?P<n3>')}"
)
_WHAT_ORDERS_COST = re.compile(
    r"\b(?:orders?|they|it|that|those|them|all|everything|we)\b[^?.]{0,30}\b(?:cost|come to|pay|be worth|set us back)\b"
    r"|\b(?:order value|bill|invoice)\b"
)
_TOTAL_OF_ORDERS = re.compile(
    r"\b(?:total|sum|amount|bill)\b[^?.]{0,30}\b(?:recommend\w*|propos\w*|suggest\w*)(?: \w+)? orders?\b"
)
#: More of something else than of money
_NOT_OF_PRICES = re.compile(
    r"\b(?:demand|sales|sell\w*|sold|forecast\w*|customers?|lead[ -]?times?|promotion|uplift|footfall|traffic"
    r"|(?:units|pieces|quantit\w+|volumes?|stock)|(?:order|buy|take|need|want) (?:\w+ ){0,2}(?:more|less|extra))\b"
)


def _dearer_orders(text: str) -> Result:
    """An increase that is said of nothing, where what the orders cost is asked: of the supplier's prices."""
    match = _RISE.search(text)
    if not match or not _IF_PRICE.search(text) or _NOT_OF_PRICES.search(text) or not _WHAT_ORDERS_COST.search(text):
        return None
    said = match["n"] or match["n2"] or match["n3"]
    return Scenario("price", round(number(said) / 100, 6), relative=True), match


_IF_PRICE = re.compile(
    r"\b(?:wants? to|threat\w+|plans? to|going to|about to|then|at those prices|if|suppose|supposing|assum\w+|imagine|what if|would|were to|in (?:this |that |such a )?case)\b"
)
