# ruff: noqa: E501 - a pattern is read on one line
"""Questions about what a ranking put first: "when would that happen?", "is the first of them rising?", "which of those five do we get from [supplier]?"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from rag.measures import MEASURES, TO_HISTORY
from rag.plan import EVERYWHERE, Entities, Plan
from rag.understanding.followups.carrying import KINDS
from rag.understanding.followups.day_of_the_ranked import asks_its_day, day_of_the_ranked
from rag.understanding.followups.ranked_places import PAGE
from rag.understanding.followups.same_things import ITS_UNITS
from rag.understanding.words.amounts import ORDINALS

if TYPE_CHECKING:
    from rag.understanding.turn import Turn

__all__ = ["as_ordinals", "in_that_period", "next_of_it", "of_the_ranked", "placed_at", "without_the_ranking"]

_SHORT = 8  # words
_THEY = re.compile(r"\b(?:they|them|their|theirs)\b(?P<nth>)")
_THERE = re.compile(
    r"(?<!is )(?<!are )(?<!was )(?<!were )\bthere\b(?P<nth>)(?! (?:is|are|was|were|a|an|any|will|has|have|be)\b)"
)
_FIELDS = {
    "product": "products",
    "store": "stores",
    "supplier": "suppliers",
    "category": "categories",
    "series": "products",
}
_ONE = re.compile(
    r"\bthe (?:very )?(?P<nth>first|top|second|third|fourth|fifth|winner|leader|last)(?: (?:one|product|item|article|shop|store|branch|supplier|category|seller|place))?(?: (?:of|on|in) (?:them|these|those|that list|the list|this list))?\b(?! \w*(?:day|week|month|days|weeks)\b)"
    r"|\b(?:it|its|that one|this one|that happen|happens?|(?:that|this) (?:product|item|article|shop|store|branch|supplier|category|one))\b"
)
_ALL = re.compile(
    r"\b(?:of|for|from) (?:each|all|every one)(?: of (?:them|those|these))?(?= ?(?:[?.!,]|$)| (?:are|is|do|does|did|were|was|have|has|will|would|should)\b)|\beach of (?:them|those|these)\b|\b(?:of|from|among|amongst|for|do|are|is|will|did) (?:those|these|them|they)(?: (?:two|three|four|five|six|seven|eight|nine|ten|\d+|ones|products|items|shops|stores|suppliers))?\b|\b(?:those|these|all) (?:two|three|four|five|six|seven|eight|nine|ten|\d+)\b|\btheir\b"
)


_WHICH_OF = re.compile(r"^\W*(?:and |so |but )*which (?:ones? )?(?:of|among) (?:those|these|them)\b")
#: After "which shop will sell the most?"
_HOW_MANY_THERE = re.compile(
    r"^\W*(?:and |so |ok )*how (?:many|much)(?: units| pieces| of them| exactly| dollars| euros| pounds| money| in (?:euros|dollars|pounds))?(?: (?:there|then|is (?:that|it)|was (?:that|it)|were (?:that|they)|are (?:that|they)|would that be|exactly|in that (?:shop|store|branch)))*\W*$"
)
_UNITS = re.compile(r"\b(?:units|pieces|pcs)\b")
#: "What percentage of all our plumbing is that?"
_IS_THAT = re.compile(r"\b(?:is|are|was|were|would|does|do) (?:that|it|this|they)\b")
#: "How many lines is that?" after the supplier that gets the most
_LINES_THERE = re.compile(
    r"^\W*(?:and |so |ok )*(?:in |over )?how many (?:different )?(?:order )?(?:lines|products|items|positions)(?: (?:is|are|does|do|makes?|would) (?:that|it|this|they|there)(?: (?:be|have|make|in all|in total))?)?\W*$"
)
_JUST_HOW_MANY = {"on_hand", "expected_sales", "actual_sales", "order_value", "revenue_90d", "actual_revenue"}
#: "And how many units is that altogether?" after the top 3
_ADDED_UP = re.compile(
    r"\b(?:altogether|in total|in all|all told|all together|together|combined|summed(?: up)?|in sum|the sum|added up|add(?:s)? up|total)\b|\b(?:do|does|would|will) (?:they|those|these|it|that)(?: \w+)? (?:sum|total|add)(?: up)?(?: to)?\b|\bsum (?:of )?(?:all )?(?:of )?(?:those|these|them|that|it all)\b|^\W*(?:and |so |ok )*(?:the |their )?(?:sum|total)(?: (?:please|then))?\W*$|\bhow (?:many|much)(?: units| pieces)? (?:do|does|will|would|is|are) (?:that|they|those|these)(?: (?:three|two|four|five|ten|\d+))? (?:make|come to|add|amount)"
)


_NUMBERED = re.compile(
    r"\b(?:number|no\.?|nr\.?|\#) ?(?P<n>one|two|three|four|five|[1-5])\b(?! (?:units|days|weeks|of)\b)"
)
_ON_THE_LIST = re.compile(
    r"(?:^|[,;:] ?|\b(?:and|what about|as for|now) )(?P<nth>first|second|third|fourth|fifth|last)(?: one)? (?:on|in|of|from) (?:that|the|this|your) (?:list|ranking|top)\b"
)
_NTHS = ("first", "second", "third", "fourth", "fifth")


def as_ordinals(text: str) -> str:
    """ "Number two: ...", "second on that list": as the second one."""
    words = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5}
    text = _NUMBERED.sub(lambda m: f"the {_NTHS[(words.get(m['n']) or int(m['n'])) - 1]} one", text)
    return _ON_THE_LIST.sub(lambda m: f" the {m['nth']} one ", text)


def _adds_on(turn: Turn, earlier: Plan) -> bool:
    """Is the figure of the ranking asked again, of all that it ranked first?"""
    plan, ids = turn.plan, earlier.measures[:1]
    sums = bool(ids) and ids[0] in MEASURES and MEASURES[ids[0]].additivity == "sum"
    generic = set(plan.measures) <= {"expected_sales", "actual_sales", *ids}
    unnamed = plan.entities == Entities() and not turn.masked.mentions and not turn.masked.windows
    return bool(sums and generic and unnamed and plan.intent == "value" and not plan.scenario and not plan.levels)


_THAT_MAKES = re.compile(r"\b(?:does|do|will|would) (?:that|those|these|it) (?:make|be|come to|amount)\b|\bis that\b")
#: "Why that much?" after the largest order
_SO_MUCH = re.compile(
    r"^\W*(?:(?:and|but|so|ok|hm+),? )*(?:why|how come)\b(?![^?]*\b(?:they|them|those|these|each|all)\b)[^?]*\b(?:so|that|this|such)(?: an?)? (?:much|many|high|low|big|large|small|little|few|long|short|expensive|dear|cheap|urgent|early|late|soon)\b"
)
#: "Why is that?" after the one that a ranking put first
_WHY_IT = re.compile(
    r"^\W*(?:(?:and|but|so|ok|hm+|oh|really),? )*(?:why|how come|what(?:'s| is) (?:the reason|behind (?:that|it|this)))(?:'s| is| does| would)?(?: (?:that|it|this))?(?: (?:be|so|then|happen))?\W*$"
)
_HAPPENS = re.compile(r"\bwhen\b[^?]{0,20}\b(?:that|it|this)\b[^?]{0,10}\b(?:happen\w*|be|the case|so far)\b")


_WORTH = re.compile(
    r"^\W*(?:(?:and|so|ok|but|then|now),? )*(?:how much (?:money|cash|euros?|value|capital) (?:is|are|does|sits?|lies?|ties?)|what (?:is|are)|how much (?:is|are)) (?:it|that|this|they|those|all (?:of )?(?:it|that)|in (?:it|that|this|there))(?: all)?(?: worth| in (?:euros?|money|eur|value))*\W*$"
)


def _its_excess_in_money(turn: Turn, earlier: Plan, field: str) -> Plan | None:
    """ "How much money is it?" after the store with the most products in excess: what those are worth there."""
    excess = any(f.column == "action" and f.value == "excess" for f in earlier.filters)
    counted = (
        earlier.intent == "rank" and earlier.measures == ("count",) and earlier.limit == 1 and earlier.among is None
    )
    if not (excess and counted and field) or turn.masked.mentions or not _WORTH.match(turn.masked.text):
        return None
    return turn.plan.with_(
        intent="value", measures=("stock_value",), window=None, filters=earlier.filters, group_by=None, sort=None,
        limit=None, entities=replace(earlier.entities, **{field: ()}), among=placed_at(earlier, 0),
    )  # fmt: skip


def of_the_ranked(turn: Turn, earlier: Plan) -> Plan | None:
    """The plan of a question about the things that `earlier`, a ranking, puts first; None where it is about others."""
    earlier = _by_one(earlier)
    field = _FIELDS.get(earlier.group_by or "")
    plan, text = turn.plan, as_ordinals(turn.masked.text)
    if earlier.intent in ("rank", "list"):
        turn = _of_its_place(turn, text)
        plan = turn.plan
    if earlier.intent == "list" and (_of_a_list(turn, earlier) or _of_that_one(turn, earlier)):
        return _with_the_one(turn, earlier)
    if (worth := _its_excess_in_money(turn, earlier, field or "")) is not None:
        return worth
    if earlier.intent != "rank" or not field or earlier.measures == ("count",) or getattr(plan.entities, field):
        return None
    if earlier.group_by == "series" and ((earlier.limit or 1) > 1 or plan.entities.stores):
        return None
    if asks_its_day(turn, earlier) and (said := _ONE.search(text)) and said["nth"] != "last":
        day = day_of_the_ranked(plan, earlier, bool(turn.masked.windows))
        first = placed_at(earlier, ORDINALS.get(said["nth"] or "first", 0))
        return day.with_(entities=_kept(plan, earlier, field), among=first, group_by=None)
    if _HOW_MANY_THERE.match(text) and plan.intent == "value" and set(plan.measures) <= _JUST_HOW_MANY:
        first = placed_at(earlier, 0)
        units = ITS_UNITS.get(earlier.measures[0], "") if _UNITS.search(text) else ""
        if units:  # "how many units is it?" after the dearest
            return plan.with_(
                intent="value", measures=(units,), window=earlier.window, filters=(), group_by=None, sort=None,
                entities=_kept(plan, earlier, field), among=first,
            )  # fmt: skip
        return first.with_(question=plan.question, resolved_question=plan.question)
    ordered = set(earlier.measures[:1]) <= {"order_qty", "order_value"} and field in ("suppliers", "stores")
    if ordered and (earlier.limit or 1) == 1 and _LINES_THERE.match(text):
        return earlier.with_(
            intent="count", measures=("count",), group_by="series", sort=None, limit=None, offset=0,
            entities=_kept(plan, earlier, field), among=placed_at(earlier, 0), question=plan.question, resolved_question=plan.question,
        )  # fmt: skip
    if (earlier.limit or 1) > 1 and _ADDED_UP.search(text) and _adds_on(turn, earlier):
        among = earlier.with_(also=(), combine=None)
        return plan.with_(
            intent="value", measures=earlier.measures[:1], window=earlier.window, group_by=None, among=among,
            entities=_kept(plan, earlier, field), sort=None, limit=None, filters=(), per_series=False,
            share=plan.share, share_of="",
        )  # fmt: skip
    if _WHICH_OF.search(text) and plan.intent in ("value", "list"):
        plan = plan.with_(intent="list", measures=() if turn.reading.weak else plan.measures)
    if _HAPPENS.search(text) and "stockout_probability" in earlier.measures:
        plan = plan.with_(intent="value", measures=("stockout_date",), window=None)
        return plan.with_(entities=_kept(plan, earlier, field), among=placed_at(earlier, 0))
    why = _SO_MUCH.match(text) or ((earlier.limit or PAGE) == 1 and _WHY_IT.match(text))
    if turn.reading.weak and plan.intent == "explain" and field == "products" and why:
        plan = plan.with_(measures=earlier.measures, window=earlier.window)
        return plan.with_(entities=_kept(plan, earlier, field), among=placed_at(earlier, 0))
    own = not turn.reading.weak and plan.intent in ("value", "explain", "compare", "list", "rank", "count", "whatif")
    listed = plan.intent in ("list", "count") and _ALL.search(text) is not None
    if not (own or listed) or plan.intent in ("notes", "draft_order"):
        return None
    several, one = _ALL.search(text), _ONE.search(text)
    limit = earlier.limit or (PAGE if several else 1)
    if plan.share and limit == 1 and plan.intent == "value" and (said := _IS_THAT.search(text)):
        return plan.with_(
            entities=_kept(plan, earlier, field), window=earlier.window if said and not plan.filters else plan.window,
            among=placed_at(earlier, 0), group_by=None, measures=earlier.measures[:1],
            share_of=EVERYWHERE if field == "stores" else plan.share_of,
        )  # fmt: skip
    apart = not any(getattr(plan.entities, k) for k in KINDS if k != "stores")  # "what do we buy from them in [store]?"
    if one is None and limit < 2 and field in ("suppliers", "stores") and apart:
        one = _THERE.search(text) if field == "stores" else None
        one = one or _THEY.search(text)  # a firm is they
    if (one is not None and one["nth"]) or limit < 2:
        several = None
    bare = limit == 1 and plan.intent == "value" and plan.entities == Entities() and len(text.split()) <= _SHORT
    of_one = field in ("suppliers", "stores") and plan.group_by in ("product", "series")  # "what do we buy from them?"
    sets = plan.intent in ("rank", "list", "count") and not of_one
    if several is None and ((one is None and not bare) or sets):
        return None
    same = set(plan.measures) <= set(earlier.measures) and not turn.masked.windows and plan.intent in ("value", "rank")
    if same and several is not None and not listed:
        return None  # the ranking has it
    among = earlier.with_(limit=limit, also=(), combine=None)
    if several is None:
        nth = (one["nth"] if one is not None else None) or "first"
        among = placed_at(earlier, limit - 1 if nth == "last" else ORDINALS.get(nth, 0))
        if same and not of_one:
            return among.with_(question=plan.question, resolved_question=plan.question)
    windowed = [m for m in plan.measures if m in MEASURES and MEASURES[m].windowed]
    window = plan.window
    if windowed and not turn.masked.windows and earlier.window is not None:
        side = "history" if MEASURES[windowed[0]].table == "sales" else "forecast"
        window = earlier.window if earlier.window.side == side else window
    conditions = {f.column for f in plan.filters} <= {f.column for f in earlier.filters}
    if plan.intent == "count" and conditions and _THAT_MAKES.search(text):
        plan = plan.with_(filters=earlier.filters)  # "how many order lines does that make with them?"
    group = _group(plan, field, several is not None)
    intent = "list" if several is not None and plan.intent == "value" and turn.reading.group else plan.intent
    return plan.with_(
        intent=intent, entities=_kept(plan, earlier, field), window=window, among=among, group_by=group,
        per_series=plan.per_series or (several is not None and intent == "value"),
    )  # fmt: skip


def without_the_ranking(turn: Turn, earlier: Plan) -> Plan:
    """`earlier`, a figure of the first of a ranking, as one of that thing where no other place is asked for."""
    ranking = earlier.among
    field = _FIELDS.get(ranking.group_by or "") if ranking is not None else None
    told = field and len(getattr(earlier.entities, field)) == 1
    if told and turn.plan.intent in ("rank", "list", "count") and turn.plan.group_by == (ranking and ranking.group_by):
        return earlier.with_(entities=replace(earlier.entities, **{str(field): ()}))  # other things of that kind
    return earlier.with_(among=None) if told and not _NTH_SAID.search(as_ordinals(turn.masked.text)) else earlier


_NTH_SAID = re.compile(r"\b(?:first|top|second|third|fourth|fifth|winner|leader|last|next|runner-up)\b")
_THAT_PERIOD = re.compile(r"\b(?:in |during |of )?(?:that|the same|this very) (?:week|month)\b|\b(?:back )?then\b")


def in_that_period(turn: Turn, earlier: Plan) -> Plan | None:
    """ "Which store sold the most that month?" after the best month; None where no such time is spoken of."""
    plan, window = turn.plan, earlier.window
    ranked = earlier.intent == "rank" and earlier.group_by in ("week", "month") and window is not None
    if not ranked or window is None or turn.masked.windows or not _THAT_PERIOD.search(turn.masked.text):
        return None
    past = window.side == "history"
    measures = tuple(TO_HISTORY.get(m, m) if past else m for m in plan.measures)
    if turn.reading.weak or not any(MEASURES[m].windowed for m in measures if m in MEASURES):
        return None
    named = plan.entities if plan.entities != Entities() else earlier.entities
    if plan.group_by == "store":
        named = replace(named, stores=plan.entities.stores)
    elif not named.stores:
        named = replace(named, stores=earlier.entities.stores)
    sort = (
        replace(plan.sort, measure=TO_HISTORY.get(plan.sort.measure, plan.sort.measure))
        if plan.sort and past
        else plan.sort
    )
    return plan.with_(
        measures=measures,
        sort=sort,
        entities=named,
        window=window,
        second_window=None,
        among=earlier.with_(also=(), combine=None),
    )


_NTH_OF_LIST = re.compile(
    r"\bthe (?:very )?(?P<nth>first|top|second|third|fourth|fifth|last)(?:(?: (?:one|product|item|article|line|of (?:them|these|those)|on (?:the|that) list))+\b|(?=\s*(?:[?.!,;]|$)))"
)


def _of_a_list(turn: Turn, earlier: Plan) -> bool:
    """ "What does the first one cost?" after a list of products of one store, or of one product's stores."""
    plain = (
        turn.plan.intent == "explain" or (turn.plan.intent == "value" and not turn.reading.weak)
    ) and earlier.group_by in ("product", "store")
    return bool(plain and _NTH_OF_LIST.search(as_ordinals(turn.masked.text)) and turn.plan.entities == Entities())


def _of_that_one(turn: Turn, earlier: Plan) -> bool:
    """ "What does it cost?" after a figure of the first one of a list: of that one, still."""
    said = _ONE.search(turn.masked.text) or _THEY.search(turn.masked.text)
    figure = turn.plan.intent in ("value", "explain") and not turn.reading.weak
    return bool(earlier.limit == 1 and figure and said and turn.plan.entities == Entities())


def _with_the_one(turn: Turn, earlier: Plan) -> Plan:
    said = _NTH_OF_LIST.search(as_ordinals(turn.masked.text))
    nth = said["nth"] if said else ""
    field = _FIELDS[str(earlier.group_by)]
    at = -1 if nth == "last" else ORDINALS.get(nth, 0) if nth else earlier.offset
    among = earlier.with_(limit=1, offset=at, also=(), combine=None)
    kept = {k: getattr(earlier.entities, k) for k in ("products", "stores") if k != field}
    plan = turn.plan.with_(measures=earlier.measures) if turn.reading.weak else turn.plan  # "why the first one?"
    return plan.with_(entities=Entities(**kept), among=among, group_by=None)


def next_of_it(turn: Turn, earlier: Plan) -> Plan | None:
    """ "And the third one?" after a figure of the second of a ranking; None where that is not asked."""
    said = _ONE.search(as_ordinals(turn.masked.text))
    ranking = earlier.among
    if ranking is None or said is None or not said["nth"] or not turn.reading.weak or turn.plan.entities != Entities():
        return None
    asked = turn.masked.question
    among = ranking.with_(limit=1, offset=ORDINALS.get(said["nth"], 0))
    return earlier.with_(among=among, question=asked, resolved_question=asked)


#: "The first one: what is on order?"
_BEGINS_WITH_PLACE = re.compile(
    r"^\W*(?:(?:and|so|ok|now|then|for|of|as for|take) )*the (?:first|second|third|fourth|fifth|last)(?: (?:one|product|item|article))?(?: (?:of|on|in|from) (?:them|these|those|(?:that|the|this|your) (?:list|ranking)))? ?[:;,-]"
)
_RANKS = re.compile(r"\b(?:most|least|highest|lowest|best|worst|biggest|largest|smallest|fewest|longest|top|rank\w*)\b")


def _of_its_place(turn: Turn, text: str) -> Turn:
    """`turn` as one that asks for a figure, where only the place that it begins with made a ranking of it."""
    said, plan = _BEGINS_WITH_PLACE.match(text), turn.plan
    if (
        plan.intent != "rank"
        or not plan.measures
        or said is None
        or _RANKS.search(text[said.end() :])
        or plan.entities != Entities()
    ):
        return turn
    filters = tuple(f for f in plan.filters if (f.column, f.op, f.value) != (plan.measures[0], ">", 0))
    plan = plan.with_(intent="value", group_by=None, sort=None, limit=None, offset=0, filters=filters)
    return replace(turn, plan=plan)


def _by_one(ranking: Plan) -> Plan:
    """Lines of one store are its products, those of one product its stores."""
    if ranking.intent != "rank" or ranking.group_by != "series":
        return ranking
    named = ranking.entities
    group = "product" if len(named.stores) == 1 else "store" if len(named.products) == 1 else "series"
    return ranking.with_(group_by=group)


def placed_at(ranking: Plan, at: int) -> Plan:
    """The ranking cut down to the thing in that place, counted from 0."""
    return ranking.with_(limit=1, offset=ranking.offset + at, also=(), combine=None)


def _kept(plan: Plan, earlier: Plan, field: str) -> Entities:
    """What else the ranking was about; its products are products of whatever category they are."""
    kept = {k: getattr(plan.entities, k) or getattr(earlier.entities, k) for k in KINDS if k != field}
    if field == "products":
        kept |= {"categories": plan.entities.categories, "suppliers": plan.entities.suppliers}
    return replace(plan.entities, **kept)


def _group(plan: Plan, field: str, several: bool) -> str | None:
    """By what the answer is split: the things of the ranking where they are several."""
    kind = next(k for k, f in _FIELDS.items() if f == field)
    if plan.intent in ("list", "rank", "count"):
        return plan.group_by or kind
    return kind if several and plan.intent == "value" else None
