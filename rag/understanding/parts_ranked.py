# ruff: noqa: E501 - a pattern is read on one line
"""Two superlatives of one thing: "which product has the most stock and the least sales?" is ranked by each of them."""

from __future__ import annotations

import re

from rag.plan import Ambiguity, Plan, Sort
from rag.understanding.parts_beside import ReadClause
from rag.understanding.words.measures import find_measures

__all__ = ["two_rankings"]

_END = r"(?:most|least|highest|lowest|biggest|largest|smallest|best|worst|longest|shortest|fewest|greatest|weakest|strongest|fastest|slowest|poorest|cheapest|dearest)"
_VERB = r"(?:(?:is|are|was|were|gets?|get) (?:returned|sold|ordered|bought|sent back|promoted)|has|have|had|with|sells?|sold|shows?|is|are|costs?|makes?|earns?|brings? in|brings?|takes?|needs?|comes? with|returned|returns?|gets?|keeps?|holds?)"
_TWO = re.compile(
    rf"^(?P<head>.*?\b(?:which|what|who|whats|show|list|name|find|the|any)\b(?:(?!\b{_END}\b)[^?.;])*?)(?P<verb>\b{_VERB} )?(?P<one>(?:(?:the|its|both the) )?\b{_END}\b[^?.;]{{0,50}}?),? (?:and|but|yet|with|while|plus|&|combined with|together with|along with|at the same time)(?: (?:also|still|yet|at the same time|it|they|then))*"
    rf" (?P<verb2>{_VERB} )?(?P<two>(?:(?:the|its) )?{_END}\b(?: [^?.;]*)?)(?P<rest>[?.!]*)$",
    re.IGNORECASE,
)
#: Where and when, said once for both
_PLACE = re.compile(r",? (?:in|at|for|from|over|during|across|next|last|this|there)\b[^?.;]*$", re.IGNORECASE)
_STOCK = frozenset({"on_hand", "stock_value"})
_SALES = frozenset({"expected_sales", "actual_sales", "avg_daily_28d", "expected_daily_sales"})
_FIRST_ROWS = 3
_ONE_AT_A_TIME = (
    "I rank by one figure at a time, and you named two. Which of them comes first, or shall I show each by itself?"
)


def two_rankings(said: list[str], whole: Plan, earlier: Plan | None, read: ReadClause) -> Plan | None:
    """The ranking by each of two superlatives that hold of one thing; None where the words name no two."""
    match = _TWO.match(said[0].strip()) if len(said) == 1 else None
    if match is None or whole.scenario or whole.intent in ("refuse", "no_data", "help", "define", "notes"):
        return None
    one, two = f"{match['verb'] or ''}{match['one']}", f"{match['verb2'] or match['verb'] or ''}{match['two']}"
    named = [{f.id for f in find_measures(s.lower())} for s in (one, two)]
    if not all(named) or named[0] == named[1]:
        return None
    place = _PLACE.search(match["two"])
    here = place.group() if place and not _PLACE.search(match["one"]) else ""
    first, second = (read(f"{match['head']}{s}?", earlier)[1] for s in (f"{one}{here}", two))
    if first.intent != "rank" or second.intent != "rank" or not first.sort or not second.sort:
        return whole.with_(
            intent="clarify", problem=_ONE_AT_A_TIME, ambiguity=Ambiguity("meaning", whole.question), measures=()
        )
    both = tuple(_shown(p, whole) for p in (first, second))
    cover = _by_cover(first, second, whole)
    told = (cover, *both) if cover else both
    return told[0].with_(also=told[1:], resolved_question=whole.resolved_question)


def _shown(plan: Plan, whole: Plan) -> Plan:
    measure = plan.sort.measure if plan.sort else plan.measures[0]
    kept = tuple(m for m in plan.measures if m == measure) or plan.measures
    return plan.with_(measures=kept, limit=plan.limit or _FIRST_ROWS, question=whole.question, also=())


def _by_cover(first: Plan, second: Plan, whole: Plan) -> Plan | None:
    """Much stock and few sales, or the other way round, is what days of cover tell."""
    if first.sort is None or second.sort is None or first.sort.descending is second.sort.descending:
        return None
    stock, sales = (first, second) if first.sort.measure in _STOCK else (second, first)
    if stock.sort is None or sales.sort is None or sales.sort.measure not in _SALES or stock.sort.measure not in _STOCK:
        return None
    cover = _shown(stock, whole).with_(measures=("days_of_cover",), sort=Sort("days_of_cover", stock.sort.descending))
    return cover.with_(window=None)
