# ruff: noqa: E501 - a pattern is read on one line
"""The figure that was told, of another thing or in the time beside it: "what does it come to for [product]?", "against the week before: up or down?"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from rag.measures import TO_HISTORY
from rag.plan import Plan
from rag.times.windows import Calendar
from rag.understanding.followups.beside import just_beside
from rag.understanding.followups.told_in_percent import one_figure

if TYPE_CHECKING:
    from rag.understanding.turn import Turn

__all__ = ["against_the_time_beside", "asking_the_same_figure", "counted_of_them", "of_those_running_out"]

#: "And what does it come to for [product]?": no bill, but the figure spoken of
_COMES_TO = re.compile(
    r"^\W*(?:(?:and|so|ok|then|now|but|well) )*(?:what|how much|how high) (?:does|do|would|will|did|might) (?:it|that|this|(?:the|that|this) (?:figure|number|value)) (?:come|amount|get)(?: out)? (?:to|at)\b[^?]*\b(?:for|in|at|with) (?:the )?\[(?:product|store|category)\]"
)
_GENERIC = frozenset({"order_value", "expected_sales"})
#: Of what is ordered or lies there, "what it comes to" may well be money.
_BOUGHT = frozenset({"order_qty", "on_hand", "on_order", "order_value", "stock_value", "open_units"})


def asking_the_same_figure(turn: Turn, earlier: Plan) -> Turn:
    """`turn` as one that asks for the figure told before, where "what does it come to for ...?" asks for no money."""
    told = earlier.intent == "value" and earlier.measures and not _BOUGHT & set(earlier.measures)
    if not told or not _COMES_TO.match(turn.masked.text) or not set(turn.reading.measures) <= _GENERIC:
        return turn
    reading = turn.reading.with_(intent="value", measures=(), weak=True)
    return replace(turn, reading=reading, plan=turn.plan.with_(intent="value", measures=(), filters=()))


_COMPARES = re.compile(
    r"\b(?:compar\w+|against|versus|vs|than|up or down|down or up|more or (?:less|fewer)|better or worse|(?:higher|lower) or (?:higher|lower)|differ\w*|by how (?:many|much))\b"
)
_TIME_BESIDE = re.compile(
    r"\b(?:the |a |one )?(?P<unit>day|week|month) (?:(?:right|just|immediately|directly) )?(?:before|earlier|prior)\b(?! (?:last|yesterday))|\b(?:the )?(?:previous|preceding|prior) (?P<unit2>day|week|month)\b"
)


def against_the_time_beside(turn: Turn, earlier: Plan, calendar: Calendar) -> Plan | None:
    """ "How does that compare with the week before: up or down, by how many units?": both figures and what lies between."""
    text, said = turn.masked.text, _TIME_BESIDE.search(turn.masked.spelled)
    if said is None or not _COMPARES.search(text) or not one_figure(earlier) or earlier.window is None:
        return None
    if turn.masked.mentions or turn.amounts.scenario or turn.reading.group or len(turn.masked.windows) > 1:
        return None
    plain = replace(turn.masked, spelled=f"the {said['unit'] or said['unit2']} before", windows=())
    other = just_beside(plain, earlier.window, calendar)
    if other is None:
        return None
    measure = earlier.measures[0]
    measure = TO_HISTORY.get(measure, measure) if other.side == "history" else measure
    asked = turn.masked.question
    told = earlier.with_(question=asked, resolved_question=asked, also=())
    return told.with_(measures=(measure,), window=other, combine="difference", also=(told,))  # the earlier time first


_OF_THEM = re.compile(
    r"^\W*(?:(?:and|so|ok|then|but|now) )*(?:(?:out )?of (?:those|them|these|that)\W+)?how many (?:(?:of (?:those|them|these)|(?:of the )?(?:products|items|lines|articles|ones)(?: of (?:those|them|these))?) )?(?:are|is|belong|come|comes|fall|stem|go)\b(?! (?:there|left|in stock|on hand|sold|expected|needed))[^?]*\[(?:category|supplier)\](?: ones| products| items| lines| articles)?\W*$"
)


def counted_of_them(turn: Turn, earlier: Plan) -> Plan | None:
    """ "How many of them belong to [category]?" after a list: as many of the things that were listed."""
    named = turn.plan.entities
    listed = earlier.intent == "list" and earlier.group_by in ("product", "series") and earlier.filters
    if not listed or not _OF_THEM.match(turn.masked.text) or named.products or named.stores or turn.amounts.scenario:
        return None
    entities = replace(
        earlier.entities,
        categories=named.categories or earlier.entities.categories,
        suppliers=named.suppliers or earlier.entities.suppliers,
    )
    asked = turn.masked.question
    return earlier.with_(
        intent="count", measures=("count",), entities=entities, sort=None, limit=None, offset=0, share=False, also=(),
        question=asked, resolved_question=asked,
    )  # fmt: skip


def of_those_running_out(plan: Plan, turn: Turn, earlier: Plan) -> Plan:
    """ "And which one is gone first?" after a list of what runs out: the first of that list, as it was told."""
    running = earlier.intent == "list" and any(f.column == "stockout_date" for f in earlier.filters)
    first = plan.intent == "rank" and plan.measures[:1] == ("stockout_date",)
    if not running or not first or turn.masked.mentions or turn.masked.windows:
        return plan
    asked = tuple(f for f in plan.filters if f.column not in ("on_hand", *(e.column for e in earlier.filters)))
    return plan.with_(filters=(*earlier.filters, *asked), entities=earlier.entities)
