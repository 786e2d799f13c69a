# ruff: noqa: E501 - a pattern is read on one line
"""The figure that was told, of another thing or in the time beside it: "what does it come to for [product]?", "against the week before: up or down?"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from rag.measures import TO_HISTORY
from rag.plan import Plan, Sort
from rag.times.windows import Calendar
from rag.understanding.followups.beside import just_beside
from rag.understanding.followups.told_in_percent import one_figure

if TYPE_CHECKING:
    from rag.understanding.turn import Turn

__all__ = [
    "against_the_time_beside",
    "asking_the_same_figure",
    "counted_of_them",
    "more_of_it_there",
    "of_those_running_out",
    "put_beside",
    "with_what_comes",
]

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


#: "Put the forecast for next week next to it", "show last week's sales beside that"
_PUT_BESIDE = re.compile(
    r"\b(?:next to|beside|alongside|side by side with|against) (?:it|that|this|those|them|the (?:first|other|last) (?:one|figure|number))\b"
)


def put_beside(turn: Turn, earlier: Plan) -> Turn:
    """`turn` as one that asks for a figure where it only puts one beside the figure told before."""
    told = earlier.intent == "value" and turn.plan.intent in ("rank", "list", "compare") and turn.masked.windows
    if not told or not _PUT_BESIDE.search(turn.masked.text) or turn.rules.group:
        return turn
    reading = turn.reading.with_(intent="value", order="", sort="", group="")
    plan = turn.plan.with_(intent="value", sort=None, group_by=None, limit=None)
    return replace(turn, reading=reading, plan=plan)


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


#: "And together with what is on its way?", "now add what has been ordered": not what is on order alone
_ADDED = re.compile(
    r"^\W*(?:(?:and|ok|so|now|then|but|please) )*(?:plus|together with|along with|with|including|incl\.?|counting|add(?:ing|ed)?|taking|if (?:you|we|i) (?:add|include|count)|what (?:is it|about) with)\b"
    r"|^\W*(?:(?:and|ok|so|now|then|but|well),? )*(?:how (?:many|much)|what(?: is it| would it be)?|what about)? ?(?:is it |would it be |will it be )?(?:if )?(?:we |you |i )?(?:also )?(?:count|include|add|reckon|take|plus|with)(?:ing)?(?: in)? (?:what|everything|all|the (?:units|pieces|goods|orders))\b|\b(?:as|in|is) one (?:figure|number|sum|total)\b|\b(?:added up|added together|both together|the sum of both|the two together)\b"
)


def with_what_comes(turn: Turn, earlier: Plan) -> Plan | None:
    """ "Plus what is on order, as one figure" after what is on hand: the inventory position of the same."""
    held = earlier.intent == "value" and earlier.measures[:1] == ("on_hand",) and not earlier.scenario
    if not held or turn.masked.mentions or turn.masked.windows or turn.amounts.scenario:
        return None
    if set(turn.reading.measures or turn.rules.measures) != {"on_order"} or not _ADDED.search(turn.masked.text):
        return None
    asked = turn.masked.question
    return earlier.with_(measures=("inventory_position",), also=(), question=asked, resolved_question=asked)


#: "Which one goes first, and when?", "the first one to be gone?": of what runs out, and no order of theirs
_GONE_FIRST = re.compile(
    r"^\W*(?:(?:and|so|ok|then|but|now|well|also),? )*(?:(?:which|what|who)\b[^?]{0,40}?\b(?:first|1st|soonest|earliest|next)\b|(?:the )?(?:first|1st|earliest|soonest)(?: one)? to\b)"
)
_GOES = re.compile(
    r"\b(?:go|goes|going|gone|empty|finished|disappears?|vanish\w*|used up|hits? zero|(?:run|sell|stock)s?(?:ning|ing)? (?:out|dry))\b(?! (?:up|down|to|into|on promotion|on offer))"
)
_OF_ANOTHER_MATTER = re.compile(
    r"\b(?:order\w*|buy|cost\w*|worth|deliver\w*|arriv\w*|supplier\w*|many|much|store|shop|why|note\w*)\b"
)


def of_those_running_out(plan: Plan, turn: Turn, earlier: Plan) -> Plan:
    """ "And which one is gone first?" after a list of what runs out: the first of that list, as it was told."""
    running = earlier.intent == "list" and any(f.column == "stockout_date" for f in earlier.filters)
    if not running or turn.masked.mentions or turn.masked.windows:
        return plan
    text, asked_anew = turn.masked.text, turn.masked.question
    if _GONE_FIRST.match(text) and _GOES.search(text) and not _OF_ANOTHER_MATTER.search(text):
        return earlier.with_(
            intent="rank", measures=("stockout_date",), group_by=earlier.group_by or "product", limit=1, offset=0,
            sort=Sort("stockout_date", descending=False), also=(), question=asked_anew, resolved_question=asked_anew,
        )  # fmt: skip
    if plan.intent != "rank" or plan.measures[:1] not in (("stockout_date",), ("order_by",)):
        return plan
    asked = tuple(f for f in plan.filters if f.column not in ("on_hand", *(e.column for e in earlier.filters)))
    return plan.with_(filters=(*earlier.filters, *asked), entities=earlier.entities)


#: "Does [store] have more days of cover for it?", "is it longer in [store]?": held against the one told before
_MORE_THERE = re.compile(
    r"^\W*(?:(?:and|so|ok|but|then|now) )*(?:does|do|has|have|is|are|did|will|would)n?'?t? (?:the )?(?:\[(?P<kind>store|product)\]|it)(?: shop| store| branch)? (?:\w+ ){0,2}?"
    r"(?:more|less|fewer|higher|lower|longer|shorter|better|worse|bigger|smaller|larger)\b(?! (?:than (?:\d|that\b|\[)|of (?:it|them)\b(?! than)|soon|stock\W*$|deliver))"
)

_IN_STOCK = re.compile(r"\b(?:stock\w*|on hand|shel\w+|lying|units? there)\b")


def more_of_it_there(turn: Turn, earlier: Plan) -> Plan | None:
    """ "Does [store] have more days of cover for it?" after another store's: both, and which has more."""
    said, asked = _MORE_THERE.match(turn.masked.text), turn.masked.question
    plain = earlier.intent == "value" and len(earlier.measures) == 1 and earlier.statistic == "total"
    if said is None or not plain or earlier.scenario or earlier.levels or earlier.also or turn.masked.windows:
        return None
    kind = "stores" if turn.plan.entities.stores else "products"
    old, new = getattr(earlier.entities, kind), getattr(turn.plan.entities, kind)
    others = turn.plan.entities.products if kind == "stores" else ()
    if len(old) != 1 or len(new) != 1 or old == new or others not in ((), earlier.entities.products):
        return None
    had = () if _IN_STOCK.search(turn.masked.text) else ("on_hand",)  # what a shop "has" may be anything
    if not turn.reading.weak and not set(turn.plan.measures) <= {*earlier.measures, "expected_sales", "trend", *had}:
        return None
    measure = earlier.measures[0]
    return earlier.with_(
        intent="compare", entities=replace(earlier.entities, **{kind: (*old, *new)}), sort=Sort(measure),
        question=asked, resolved_question=asked,
    )  # fmt: skip
