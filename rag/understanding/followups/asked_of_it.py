# ruff: noqa: E501 - a pattern is read on one line
"""Second messages that say "it", "that" or nothing of what was told: a part of it, its weekday, how far it is from a level."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rag.measures import GAPS, MEASURES
from rag.plan import KINDS, Entities, Plan, Sort
from rag.understanding.words.conditions import DUE_TODAY
from rag.understanding.words.numbers import number

if TYPE_CHECKING:
    from rag.understanding.turn import Turn

__all__ = ["asked_of_it"]

_PART_TODAY = re.compile(
    r"^\W*(?:(?:and|so|ok|then|but|now) )*how (?:much|many|big an? \w+)(?: \w+)? (?:of|out of|from) (?:it|that|this|them|those|these|the (?:total|sum|amount))\b[^?]*\b(?:today|now|at once|immediately|urgent\w*|right away)\b"
)
_OF_ORDERS = frozenset({"order_value", "order_qty"})
_WHICH_WEEKDAY = re.compile(
    r"^\W*(?:(?:and|so|ok) )*(?:(?:which|what) (?:week ?day|day(?: of the week)?) (?:is|was|would|does|will) (?:that|it|this)(?: be| fall on)?|on (?:which|what) (?:week ?day|day(?: of the week)?) (?:is|does|will|would) (?:that|it|this)(?: be| fall)?)\W*$"
)
_SETS = re.compile(r"\b(?:which|products|items|articles|lines|skus|all|every\w*|any\w*|stores|shops|total|list)\b")


def asked_of_it(turn: Turn, earlier: Plan) -> Plan | None:
    """What was told with what is asked of it now; None where the message says itself what it is about."""
    asked = turn.masked.question
    told = _part_for_today(turn, earlier) or _its_weekday(turn, earlier) or _gap_of_it(turn, earlier)
    told = told or _of_that_place(turn, earlier) or _where_it_is_less(turn, earlier)
    return told.with_(question=asked, resolved_question=asked) if told is not None else None


def _part_for_today(turn: Turn, earlier: Plan) -> Plan | None:
    """ "How much of it is for those that must go out today?" after what recommended orders come to."""
    orders = earlier.intent == "value" and set(earlier.measures) <= _OF_ORDERS and earlier.measures
    if not orders or not _PART_TODAY.match(turn.masked.spelled.lower()) or turn.masked.mentions:
        return None
    if re.search(r"%|\bper ?cent", turn.masked.text):
        return None
    kept = tuple(f for f in earlier.filters if f.column not in ("action", "order_qty"))
    return earlier.with_(filters=(*kept, *DUE_TODAY))


def _its_weekday(turn: Turn, earlier: Plan) -> Plan | None:
    """ "And which weekday is that?" after a date."""
    dated = any(MEASURES[m].kind == "date" or m == "next_event" for m in earlier.measures if m in MEASURES)
    return earlier if dated and _WHICH_WEEKDAY.match(turn.masked.text) else None


def _gap_of_it(turn: Turn, earlier: Plan) -> Plan | None:
    """ "How many units are we short of the target level?" after the order of one product in one store."""
    one = len(earlier.entities.products) == 1 and earlier.intent in ("value", "explain")
    gaps = bool(turn.plan.measures) and set(turn.plan.measures) <= set(GAPS)
    if not one or not gaps or turn.plan.entities != Entities() or _SETS.search(turn.masked.text):
        return None
    return turn.plan.with_(
        intent="value", entities=earlier.entities, filters=(), group_by=None, sort=None, limit=None, window=None
    )


_OF_PLACE = re.compile(
    r"^\W*(?:(?:and|so|ok|then|but|now) )*how (?:much|many)(?: units| pieces)?(?: (?:is|are|was|were))?(?: it| there)? (?:of|for|from) (?:the )?"
    r"(?:(?P<nth>first|second|third|fourth|fifth|last)(?: one| product| item| article| on the list)?|number (?P<n>[1-5]|one|two|three|four|five))(?: one)?\W*$"
)
_WHO_IS_NTH = re.compile(
    r"^\W*(?:(?:and|so|ok|then|but|now) )*(?:(?:the )?(?P<nth>second|third|fourth|fifth) (?:place|spot|rank|position)(?: (?:goes to|belongs to|is held by|is taken by|is|has))?(?: whom?| which| what)?"
    r"|(?:who|which(?: one)?|what)(?:'s| is| was| comes| came| takes| took| ranks| gets)(?: in)?(?: at)? number (?P<n>[1-5]|two|three|four|five))\W*$"
)
_NTHS = ("first", "second", "third", "fourth", "fifth")


def _of_that_place(turn: Turn, earlier: Plan) -> Plan | None:
    """ "How many of the third?" after a ranking: what was ranked, of that one."""
    said = _OF_PLACE.match(turn.masked.text)
    said = said or _WHO_IS_NTH.match(turn.masked.text)
    if said is None or earlier.intent != "rank" or earlier.group_by not in ("product", "store", "supplier", "category"):
        return None
    limit = earlier.limit or 1
    nth = said["nth"]
    place = limit - 1 if nth == "last" else _NTHS.index(nth) if nth else int(number(said["n"])) - 1
    return earlier.with_(limit=1, offset=earlier.offset + place) if place < max(limit, 5) else None


_WHERE_LESS = re.compile(
    r"^\W*(?:(?:and|so|ok|then|but|now) )*(?:where|(?:at|in|for|with) which(?: one| of (?:them|the two|these))?|which(?: one)?(?: of (?:them|the two|these))?) (?:is|was|has) (?:it|that|this|the)?(?: one)? ?"
    r"(?:(?P<less>smaller|lower|less|shorter|fewer|earlier|cheaper)|bigger|larger|higher|longer|more|greater|later)(?: then| now| of the two)?\W*$"
)


def _where_it_is_less(turn: Turn, earlier: Plan) -> Plan | None:
    """ "Where is it smaller?" after a figure of two stores, or of two products."""
    said = _WHERE_LESS.match(turn.masked.text)
    two = any(len(getattr(earlier.entities, k)) == 2 for k in KINDS)
    if said is None or not two or earlier.intent not in ("value", "compare") or len(earlier.measures) != 1:
        return None
    sort = Sort(earlier.measures[0], said["less"] is None)
    return earlier.with_(intent="compare", sort=sort, share=False, share_of="")
