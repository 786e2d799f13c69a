# ruff: noqa: E501 - a pattern is read on one line
"""Second messages of a word or two: "why?", "more", "from whom?", "since when?", "which is most urgent?", "and down?"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from rag.measures import MEASURES
from rag.plan import Entities, Filter, GroupBy, Plan, Sort
from rag.understanding.followups.ranked_places import PAGE, places_on
from rag.understanding.message.in_general import put_in_full
from rag.understanding.plans.order_ranking import of_lines

if TYPE_CHECKING:
    from rag.understanding.turn import Turn

__all__ = ["of_bare_words"]

_LEADS = r"^\W*(?:and |but |so |ok |okay |then |now |also |please |yes |well |hm+ |right |thanks |show me |tell me |give me |list )*"
_END = r"(?: (?:please|then|now|there|exactly|of (?:them|these|those)))*\W*$"

_WHY = re.compile(
    _LEADS
    + r"(?:why|how come|for what reason|(?:what(?: is|'s) )?(?:the )?reasons?)(?: (?:is|are|was|were|do|does|did) (?:that|this|they|it|those|these)(?: (?:so|the case|like that|sell\w*(?: so)?))?| so| not| that)*(?: (?:bad\w*|low|poor\w*|slow\w*|weak\w*|well|high|good|strong\w*|late|little|much))?"
    + _END
)
_MORE = re.compile(
    _LEADS
    + r"(?:(?:some |any |the |a few )?(?:more|next|following)(?: (?:ones?|products|items|lines|rows|\d+|five|ten))?|what (?:else|comes (?:next|after (?:that|them|those)))|go on|continue|keep going|carry on)"
    + _END
)
_SINCE_WHEN = re.compile(
    _LEADS
    + r"(?:since when|since what day|(?:for )?how long (?:already|now|(?:has|have) (?:that|this|it|they) been(?: (?:so|like (?:that|this)|the case))?))(?: (?:is|are|has|have|was|were) (?:that|this|it|they)(?: been)?(?: so| like that| the case)?)?"
    + _END
)
_FROM_WHOM = re.compile(
    _LEADS
    + r"(?:(?:from|with|by) (?:whom|who)|who (?:from|with)|who(?: is|'s) (?:the |their )?suppliers?|(?:from|with) (?:which|what) (?:suppliers?|vendors?)|(?:who|whom) (?:do|should|must) (?:i|we) (?:order|buy|get) (?:them|it|that|those|these) from|who (?:supplies|delivers|sells|brings) (?:them|it|that|those|these)(?: to us)?)"
    + _END
)
_MOST_URGENT = re.compile(
    _LEADS
    + r"(?:(?:which|what)(?: ones?| of (?:them|these|those)| orders?| products?| lines?)?(?: is| are)? ?)?(?:the )?(?:most )(?:urgent|pressing|critical|important)(?: (?:ones?|first|orders?|lines?|products?))?"
    + _END
)
_OTHER_WAY = re.compile(
    _LEADS
    + r"(?:(?:what|which)(?: ones?| products?)?(?: is| are|'s)? ?)?(?:going |trending |on the way )?(?:(?P<down>down(?:wards?)?|falling|fallers|losers|decliners|declining|shrinking|dropping)|(?P<up>up(?:wards?)?|rising|risers|winners|growing|climbing))"
    + _END
)
_BEST = re.compile(
    _LEADS
    + r"(?:(?:which|what|who)(?:'s)?(?: (?:one|store|shop|branch|supplier|category))?(?: (?:is|was|has|had|comes(?: out)?|ranks|stands|sits|finishes))? ?)?(?:at |in |on )?(?:the )?"
    r"(?:(?P<top>best|highest|most|biggest|top|strongest|first(?: place)?|largest|leads|lead|leading|ahead|in front)|(?P<low>worst|lowest|least|smallest|weakest|last|opposite end of that list))(?: one)?(?: of (?:the|that) (?:list|table))?"
    + _END
)
_HOW_LATE = re.compile(
    _LEADS
    + r"how (?:much |many days )?(?:late|overdue|delayed)(?: (?:are|is|were) (?:they|it|those|these|the (?:orders|deliveries)))?"
    + _END
)

_ORDER = re.compile(
    _LEADS
    + r"(?:can you |could you |let us |let's |i want to |we should |i will )?(?:re-?)?(?:order|buy) (?:(?P<one>it|that|that one|this one)|(?:all of )?(?:them|those|these))(?: all)?(?: (?:for me|today|at once))?"
    + _END
)

_OF_SALES = frozenset({"expected_sales", "actual_sales"})
_SUM_KINDS = ("store", "supplier", "category")
_TREND = frozenset({"trend", "trend_pct_28d"})
_OF_NO_REASON = _OF_SALES | {"supplier_on_time_rate", "supplier_lead_time_days", "revenue_90d", "actual_revenue"}
#: Figures of which the smallest is the best
_LEAST_IS_BEST = frozenset({
    "wape", "supplier_lead_time_days", "lead_time_days", "stockout_probability", "expected_lost_units", "return_rate_pct",
})  # fmt: skip


def of_bare_words(turn: Turn, earlier: Plan) -> Plan | None:
    """The plan of a message that is nothing but such words; None of any other."""
    if (placed := _in_that_place(turn, earlier)) is not None:
        return placed
    if turn.masked.mentions or turn.masked.windows or turn.amounts.scenario or turn.amounts.thresholds:
        return None
    text, asked = turn.masked.text, turn.masked.question
    if (paged := _next_ones(text, earlier)) is not None:
        return paged
    plan = (
        _everywhere(asked.lower(), earlier)
        or _reason(text, earlier)
        or _begin(text, earlier)
        or _suppliers(text, earlier)
        or _urgent(text, earlier)
        or _direction(text, earlier)
        or _end_of_groups(text, earlier)
        or _other_end(text, earlier)
        or _lateness(text, earlier)
        or _order(text, earlier)
    )
    return plan and plan.with_(question=asked, resolved_question=asked)


_ALL_PLACES = re.compile(
    _LEADS
    + r"(?:(?:in|at|for|over|across|of) )?(?:all|every|each)(?: of)?(?: our| the| my)? (?:stores?|shops?|branch(?:es)?|outlets?)(?: together| combined| in total| in all| altogether)?"
    + _END
)


def _everywhere(text: str, earlier: Plan) -> Plan | None:
    """ "All shops" after a figure of one: the same of all of them."""
    told = earlier.intent in ("value", "list", "rank", "count", "whatif", "draft_order") and earlier.entities.stores
    if not told or earlier.among is not None or not _ALL_PLACES.match(text):
        return None
    return earlier.with_(entities=replace(earlier.entities, stores=()), also=(), combine=None)


_FEW = 3  # words


def _in_that_place(turn: Turn, earlier: Plan) -> Plan | None:
    """ "Slow movers?" after a question on one store: of that store."""
    plan, asked = turn.plan, turn.masked.question
    short = len(asked.split()) <= _FEW and put_in_full(asked) != asked
    of_goods = plan.intent in ("rank", "list", "count") and plan.group_by in ("product", "series")
    place = Entities(stores=earlier.entities.stores, categories=earlier.entities.categories)
    if not short or not of_goods or plan.entities != Entities() or place == Entities():
        return None
    return plan.with_(entities=place)


def _next_ones(text: str, earlier: Plan) -> Plan | None:
    """The next page of a ranking; of a list the table has all."""
    if not _MORE.match(text) or earlier.limit == 1:
        return None
    if earlier.intent == "list":
        return earlier
    if earlier.intent != "rank":
        return None
    many = earlier.limit or PAGE
    return earlier.with_(offset=earlier.offset + many, limit=many)


def _reason(text: str, earlier: Plan) -> Plan | None:
    """What is known beside a ranking: of goods that sell well or badly; of firms and stores nothing is."""
    if earlier.intent != "rank" or not _WHY.match(text) or not earlier.measures:
        return None
    if earlier.group_by in _SUM_KINDS and earlier.measures[0] in _OF_NO_REASON and not earlier.among:
        return _unknown(earlier, "The data holds no reason for that.")
    if earlier.group_by != "product" or earlier.measures[0] not in _OF_SALES:
        return None
    return _of_ranked(earlier, min(earlier.limit or 3, 3), ("avg_daily_28d", "trend_pct_28d", "on_hand"), "product")


def _begin(text: str, earlier: Plan) -> Plan | None:
    sets = earlier.intent in ("list", "rank", "count") and not earlier.entities.products
    if not sets or not _SINCE_WHEN.match(text) or any(f.column == "on_promotion" for f in earlier.filters):
        return None
    return _unknown(earlier, "Since when that has been so is not known: the run holds the state of its last day.")


def _unknown(earlier: Plan, problem: str) -> Plan:
    return Plan("no_data", problem=problem, entities=earlier.entities)


def _limits_orders(plan: Plan) -> bool:
    return any(f.column in ("order_qty", "action", "on_order", "due_on") for f in plan.filters)


def _suppliers(text: str, earlier: Plan) -> Plan | None:
    """The suppliers of what was listed."""
    if earlier.intent == "rank" and earlier.group_by in ("product", "series") and _FROM_WHOM.match(text):
        return _of_ranked(earlier, earlier.limit or PAGE, ("product_supplier",), "product")
    sets = earlier.intent in ("list", "count", "value") and not earlier.entities.products
    if not sets or not _limits_orders(earlier) or not _FROM_WHOM.match(text) or earlier.group_by == "supplier":
        return None
    if earlier.measures[:1] == ("open_units",):
        return earlier.with_(
            intent="list", group_by="supplier", measures=("open_units",), also=(), limit=None, sort=None
        )
    return earlier.with_(
        intent="rank", group_by="supplier", measures=("order_qty",), sort=Sort("order_qty"), limit=None, offset=0,
        window=None, also=(), combine=None, per_series=False,
    )  # fmt: skip


def _urgent(text: str, earlier: Plan) -> Plan | None:
    """Of recommended orders: those without which most is lost."""
    ordered = any(f.column in ("order_qty", "action") for f in earlier.filters)
    if earlier.intent not in ("list", "count", "value") or not ordered or not _MOST_URGENT.match(text):
        return None
    lost = "expected_lost_units"
    if any(f == Filter("action", "=", "excess") for f in earlier.filters):
        return None
    return earlier.with_(
        intent="rank", measures=(lost,), sort=Sort(lost), group_by="series", limit=5, offset=0, window=None, also=(),
        combine=None, per_series=False,
    )  # fmt: skip


def _direction(text: str, earlier: Plan) -> Plan | None:
    """ "And down?" after what rises most."""
    said = _OTHER_WAY.match(text)
    if said is None or earlier.intent != "rank" or not set(earlier.measures) <= _TREND or earlier.sort is None:
        return None
    return earlier.with_(sort=Sort(earlier.sort.measure, said["up"] is not None), offset=0)


def _end_of_groups(text: str, earlier: Plan) -> Plan | None:
    """ "Best one?", "which comes second?" after the revenue of each store."""
    said = _BEST.match(text)
    grouped = earlier.intent in ("value", "list") and earlier.group_by in _SUM_KINDS
    if not grouped or not earlier.measures or earlier.measures[0] not in MEASURES:
        return None
    measure = earlier.measures[0]
    if said is None:
        ranked = earlier.with_(intent="rank", sort=Sort(measure, measure not in _LEAST_IS_BEST), per_series=False)
        place = places_on(text, ranked)
        return ranked.with_(limit=place[0], offset=place[1]) if place else None
    judged = re.search(r"\b(?:best|worst|first|last|lead\w*|ahead|in front|opposite)\b", text) is not None
    descending = (said["top"] is not None) ^ (judged and measure in _LEAST_IS_BEST)
    return earlier.with_(
        intent="rank", measures=(measure,), sort=Sort(measure, descending), limit=1, offset=0, per_series=False,
    )  # fmt: skip


def _other_end(text: str, earlier: Plan) -> Plan | None:
    """ "And the worst?" after what sells best."""
    said = _BEST.match(text)
    if said is None or earlier.intent != "rank" or earlier.group_by != "product" or earlier.sort is None:
        return None
    top = said["top"] is not None
    if earlier.among or earlier.sort.measure not in _OF_SALES or earlier.sort.descending == top:
        return None
    return earlier.with_(sort=Sort(earlier.sort.measure, top), offset=0)


def _lateness(text: str, earlier: Plan) -> Plan | None:
    """ "How late?" after orders that are late."""
    late = tuple(f for f in earlier.filters if f.column == "due_on" and f.op in ("<", "<="))
    if not late or earlier.intent not in ("list", "count", "value") or not _HOW_LATE.match(text):
        return None
    return of_lines(earlier, ("days_late",), earlier.filters)


def _order(text: str, earlier: Plan) -> Plan | None:
    """ "Order it" after what runs out first: the order that is recommended for it."""
    said = _ORDER.match(text)
    if said is None or earlier.intent != "rank" or earlier.group_by not in ("product", "series"):
        return None
    return _of_ranked(earlier, 1 if said["one"] else earlier.limit or PAGE, ("order_qty", "order_value"), "product")


def _of_ranked(ranking: Plan, many: int, measures: tuple[str, ...], group: GroupBy) -> Plan:
    """Figures of the first things of a ranking."""
    among = ranking.with_(limit=many, group_by="product", also=(), combine=None)
    return ranking.with_(
        intent="value", measures=measures, among=among, group_by=group, sort=None, limit=None, offset=0, window=None,
        filters=(), also=(), combine=None,
    )  # fmt: skip
