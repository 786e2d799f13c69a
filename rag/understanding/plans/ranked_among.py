# ruff: noqa: E501 - a pattern is read on one line
"""A ranking among things that meet a condition, by another measure than the one that the condition speaks of.

"Of the products with a falling trend, which has the highest daily average?" is ranked by the daily average.
"""

from __future__ import annotations

import re
from dataclasses import replace

from rag.plan import Filter, Plan
from rag.understanding.message.masking import Masked
from rag.understanding.reading import Reading
from rag.understanding.rules import read_by_rule
from rag.understanding.words.amounts import Amounts
from rag.understanding.words.conditions import GOODS, ON_ORDER
from rag.understanding.words.patterns import DAILY

__all__ = ["among_those", "put_condition"]

_DOWN = r"falling|declining|shrinking|decreasing|dropping|downward|sinking|weakening"
_UP = r"rising|growing|increasing|upward|climbing|gaining"
_FLAT = r"flat|stable|sideways"
_NOT_MOST = r"(?<!most )(?<!fastest )(?<!strongest )(?<!steepest )(?<!sharpest )(?<!quickest )(?<!worst )(?<!best )"
_HOW_MUCH = r"(?! (?:by )?(?:the )?(?:\w+est|most|least|worst|best|more|less)\b)"  # "is falling the fastest" is the ranking itself
_TREND = re.compile(
    rf"\b(?:with|whose|having|showing|have|has|having|show|on|where|of|in) (?:an? |the |their |its )?(?:28[- ]day |sales |demand |overall )?(?:trend|sales|demand)? ?(?:is |are |being )?{_NOT_MOST}(?:(?P<down>{_DOWN})|(?P<up>{_UP})|(?P<flat>{_FLAT}))(?: (?:sales |demand )?(?:trend|demand|sales))?\b"
    rf"|(?<=\b{{goods}} )(?:in |at |of |from )?(?:\[\w+\] )?(?:that |which )?(?:are |is )?(?:(?P<down2>{_DOWN}|in decline|on the decline|going down|trending down|losing ground)|(?P<up2>{_UP}|on the rise|going up|trending up))\b{_HOW_MUCH}".replace(
        r"(?<=\b{goods} )", rf"\b{GOODS} "
    )
    + rf"|\b{_NOT_MOST}(?:(?P<down3>{_DOWN})|(?P<up3>{_UP})) (?=(?:\[category\] )?{GOODS}\b)"
    r"|\b(?:(?P<down4>decliners?|fallers?|losers?)|(?P<up4>climbers?|gainers?|growers?|risers?))\b"
)
#: "The top 5 falling products": those that fall most
_TOPMOST = re.compile(r"\b(?:top|biggest|worst|most|strongest|steepest|largest|hardest|fastest|sharpest)\b")
#: Measures of a condition: a ranking by them is what the question means by itself.
_OF_TREND = frozenset({"trend", "trend_pct_28d"})
_OF_ORDERS = frozenset({"on_order", "due_on", "on_order_value"})


def among_those(masked: Masked, reading: Reading, amounts: Amounts) -> tuple[Reading, Filter] | None:
    """The reading of the ranking alone, and the condition on what is ranked; None where there are not both."""
    kinds: dict[str, int] = {}
    for mention in masked.mentions:
        kinds[mention.kind] = kinds.get(mention.kind, 0) + 1
    if reading.intent not in ("rank", "list") or reading.group not in ("", "product", "series") or kinds.get("product"):
        return None
    for found, of_it in ((_trend(masked.text), _OF_TREND), (_ordered(masked.text), _OF_ORDERS)):
        if found is None:
            continue
        condition, rest = found
        ranked = read_by_rule(rest, replace(amounts, text=rest), masked.tense, kinds, masked.of_notes)
        named = set(ranked.measures) - {"action", "abc_class", "xyz_class"}
        by_average = not named and DAILY.search(rest) is not None
        ranks = ranked.intent in ("rank", "compare") and bool(ranked.order)
        if ranks and (by_average or named) and not named & of_it:
            group = reading.group or ranked.group or "product"
            return ranked.with_(intent="rank", group=group, flags=reading.flags), condition
        if of_it is _OF_TREND and reading.intent == "rank" and not named and _TOPMOST.search(rest):
            order = {"falling": "asc", "rising": "desc"}.get(condition.value, reading.order)
            return reading.with_(order=order, measures=("trend",), sort="trend"), condition
    return None


def _trend(text: str) -> tuple[Filter, str] | None:
    said = _TREND.search(text)
    if said is None:
        return None
    way = next(n for n, value in said.groupdict().items() if value)
    name = {"down": "falling", "up": "rising", "flat": "flat"}[way.rstrip("234")]
    goods = re.match(rf"{GOODS}\b", said.group())
    kept = goods.group() if goods else "products" if way.endswith("4") else ""
    return Filter("trend", "=", name), _blanked(text, said, kept)


def _ordered(text: str) -> tuple[Filter, str] | None:
    said = ON_ORDER.search(text)
    if said is None:
        return None
    goods = re.match(rf"{GOODS}\b", said.group())
    return Filter("on_order", ">", 0), _blanked(text, said, goods.group() if goods else "")


def _blanked(text: str, said: re.Match[str], kept: str) -> str:
    return f"{text[: said.start()]}{kept} {text[said.end() :]}".replace(" ,", ",")


def put_condition(plan: Plan, condition: Filter) -> Plan:
    """`plan` of a ranking with the condition on what is ranked."""
    if plan.intent != "rank":
        return plan
    others = tuple(f for f in plan.filters if f.column != condition.column)
    return plan.with_(filters=(*others, condition))
