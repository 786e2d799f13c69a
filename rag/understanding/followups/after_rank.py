# ruff: noqa: E501 - a pattern is read on one line
"""After a ranking: its other end ("and the least reliable?"), the same ranking of another figure, one of its things by name."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from rag.measures import MEASURES
from rag.plan import Entities, GroupBy, Plan, Sort
from rag.understanding.followups.carrying import KINDS, SINGULAR
from rag.understanding.plans.ordering import order_of
from rag.understanding.words.amounts import ORDINALS

if TYPE_CHECKING:
    from rag.understanding.turn import Turn

__all__ = ["after_ranking"]

_LEADS = r"^\W*(?:and |or |but |now |so |then |ok |okay |what about |how about |also |for )*"
#: "And the least accurate?", "which one has the highest stock?": neither a noun of its own nor a place
_BARE_END = re.compile(
    _LEADS
    + r"(?:(?:which|what|who)(?:'s)?(?: one)?(?: of (?:them|those|these))? (?:is|was|has|had|sells|sold|needs|gets|costs|holds|keeps|shows)? ?)?(?:by far )?(?:the |with the )?(?:(?!second|third|fourth|fifth|next|other|2nd|3rd|4th)\w+ )?(?P<end>most|least|best|worst|quickest|promptest|weakest|strongest|highest|lowest|biggest|smallest|largest|fewest|longest|shortest|fastest|slowest|cheapest|dearest|busiest|poorest)\b(?! (?:sellers?|selling|products?|items?|articles?|stores?|shops?|suppliers?|categories|orders?|days?|weeks?|months?)\b)"
)
_END_OF = re.compile(r"\b(?P<end>most|least) (?P<what>(?!of\b|in\b|units\b)[a-z]{5,})\b")
_ELSEWHERE = re.compile(r"\bthere\b|\btop \d|\b\d+\b|\bof (?:it|that)\b")
_FEW = 10  # words
_ASKS_WHICH = re.compile(r"\b(?:which|who|whose|where|rank\w*|place[sd]?|position)\b")
_FIELDS = {one: many for many, one in SINGULAR.items()}


def after_ranking(turn: Turn, earlier: Plan) -> Plan | None:
    """The plan of a message about `earlier`, a ranking of stores, suppliers, categories or products; None for another."""
    if earlier.intent != "rank" or earlier.group_by not in _FIELDS or earlier.sort is None or earlier.among:
        return None
    return (
        _by_another_kind(turn, earlier)
        or _another_place(turn, earlier)
        or _other_end(turn, earlier)
        or _same_of_another_figure(turn, earlier)
        or _one_by_name(turn, earlier)
    )


#: "And which product?", "and by supplier?"
_ANOTHER_KIND = re.compile(
    _LEADS
    + r"(?:which|what|by) (?:is the |was the |single )?(?P<kind>product|item|article|store|shop|branch|supplier|vendor|category)(?: (?:is|was|would) (?:it|that)(?: be)?| then| (?:sold|sells|had|has|did)(?: the most)?)?\W*$"
)
_KINDS: dict[str, GroupBy] = {
    "product": "product", "item": "product", "article": "product", "store": "store", "shop": "store", "branch": "store",
    "supplier": "supplier", "vendor": "supplier", "category": "category",
}  # fmt: skip


def _by_another_kind(turn: Turn, earlier: Plan) -> Plan | None:
    """ "And which product?" after the store that sold the most: the same, by product."""
    said = _ANOTHER_KIND.match(turn.masked.text)
    kind = _KINDS[said["kind"]] if said else earlier.group_by
    if kind == earlier.group_by or turn.masked.mentions or turn.masked.windows or not earlier.measures:
        return None
    measure = MEASURES.get(earlier.measures[0])
    if measure is None or measure.additivity != "sum" or kind is None or getattr(earlier.entities, _FIELDS[kind]):
        return None
    return _asked(earlier.with_(group_by=kind), turn)


#: "And the second most expensive?", "which one is the next slowest?", "the runner-up"
_NTH_END = re.compile(
    _LEADS
    + r"(?:(?:which|what|who)(?:'s)?(?: one)?(?: of (?:them|those|these))? (?:is|was|has|had|comes|would be) )?(?:the |our )?(?P<nth>second|third|fourth|fifth|sixth|2nd|3rd|4th|5th|6th|next)[ -]"
    r"(?P<end>(?:most|least)(?: (?!of\b|in\b)[a-z-]+)?|[a-z]{2,}est|worst)(?: (?:one|product|item|article|line|order|store|shop|branch|supplier|vendor|category))?(?: (?:then|please|after (?:that|it)|there))*\W*$"
)
_SO_MANY = re.compile(r"\b(?:\d{1,2}|two|three|four|five|six|eight|ten)\b(?! (?:days?|weeks?|months?)\b)")


def _another_place(turn: Turn, earlier: Plan) -> Plan | None:
    """ "And the second slowest?" after the slowest: that place of the same ranking, in the same order."""
    said = _NTH_END.match(turn.masked.text)
    if said is None or turn.masked.mentions or turn.masked.windows or said["end"] not in earlier.question.lower():
        return None
    if said["nth"] == "next":
        told = (earlier.limit or 1) if _SO_MANY.search(earlier.question.lower()) else 1
        place = earlier.offset + told
    else:
        place = ORDINALS[said["nth"]]
    return _asked(earlier.with_(limit=1, offset=place), turn)


#: What is ranked by figures of which the best may be the lowest: the words for either end depend on the figure.
_BY_ITS_FIGURE = frozenset({"lead_time_days", "supplier_lead_time_days", "wape", "mase", "rmse", "mae", "mape"})


def _other_end(turn: Turn, earlier: Plan) -> Plan | None:
    """ "And the least reliable?" after the most reliable: the words of the question before, turned round.

    "And the quickest?" after the slowest: the end that the word means of the figure before.
    """
    own = set(turn.reading.measures) <= set(earlier.measures) or turn.reading.weak
    if _BY_ITS_FIGURE & set(earlier.measures[:1]) and own and _bare(turn) and earlier.sort is not None:
        reading = turn.reading.with_(intent="rank", measures=(earlier.measures[0].removeprefix("supplier_"),))
        if order := order_of(turn.masked.text, "rank", reading):
            return _asked(earlier.with_(sort=Sort(earlier.sort.measure, order == "desc"), limit=1, offset=0), turn)
    now, before = _END_OF.search(turn.masked.text), _END_OF.search(earlier.question.lower())
    if now is None or before is None or now["what"] != before["what"] or not _bare(turn) or earlier.sort is None:
        return None
    turned = now["end"] != before["end"]
    return _asked(earlier.with_(sort=Sort(earlier.sort.measure, earlier.sort.descending ^ turned)), turn)


def _same_of_another_figure(turn: Turn, earlier: Plan) -> Plan | None:
    """ "And which has the highest stock?" after the store that sells the most: of the stores."""
    plan = turn.plan
    own = plan.intent == "rank" and not turn.reading.weak and plan.sort is not None and plan.measures
    if not own or not _bare(turn) or earlier.group_by == "product" or turn.rules.group or turn.reading.group:
        return None
    windowed = plan.measures[0] in MEASURES and MEASURES[plan.measures[0]].windowed
    told = earlier.window is not None and plan.window is not None and earlier.window.side == plan.window.side
    window = (earlier.window if told else plan.window) if windowed else None
    limit = turn.amounts.limit or earlier.limit or 1
    return _asked(
        earlier.with_(measures=plan.measures, sort=plan.sort, window=window, limit=limit, filters=plan.filters), turn
    )


def _one_by_name(turn: Turn, earlier: Plan) -> Plan | None:
    """ "And Nice?", "how much was it in Lyon?" after the store that sold the most: what that one sold."""
    field = _FIELDS[str(earlier.group_by)]
    plan, named = turn.plan, getattr(turn.plan.entities, field)
    others = any(getattr(plan.entities, k) for k in KINDS if k != field)
    if len(named) != 1 or others or len(getattr(earlier.entities, field)) > 1 or turn.amounts.scenario:
        return None
    if any(m.ambiguous for m in turn.masked.mentions) or turn.amounts.thresholds or turn.amounts.levels:
        return None
    generic = turn.reading.weak or set(turn.reading.measures) <= {*earlier.measures, "expected_sales"}
    if not generic or plan.intent not in ("value", "list") or _ASKS_WHICH.search(turn.masked.text) or plan.share:
        return None
    if turn.masked.windows or len(turn.masked.text.split()) > _FEW or turn.reading.group not in ("", earlier.group_by):
        return None
    entities = replace(earlier.entities if earlier.entities != Entities() else Entities(), **{field: named})
    return _asked(
        earlier.with_(intent="value", entities=entities, group_by=None, sort=None, limit=None, offset=0, share=False),
        turn,
    )


def _bare(turn: Turn) -> bool:
    text = turn.masked.text
    short = len(text.split()) <= _FEW and not turn.masked.mentions and not turn.masked.windows
    return bool(short and _BARE_END.match(text) and not _ELSEWHERE.search(text) and not turn.amounts.thresholds)


def _asked(plan: Plan, turn: Turn) -> Plan:
    asked = turn.masked.question
    return plan.with_(question=asked, resolved_question=asked, also=(), combine=None)
