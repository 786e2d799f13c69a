# ruff: noqa: E501 - a pattern is read on one line
"""Which earlier question is meant by what is said of it: "back to the letter", "returning to that two-week total"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from rag.measures import MEASURES
from rag.notes.sets import told_matter
from rag.plan import Plan
from rag.understanding.followups.carrying import KINDS

if TYPE_CHECKING:
    from rag.understanding.turn import Turn

__all__ = ["THAT_NOTE", "after_the_set", "described", "note_meant"]

_ORDERS = re.compile(r"\b(?:orders?|ordering|proposals?|purchase|buying|recommended|recommendations?)\b")
_LIST = re.compile(r"\b(?:list|lines|table|overview)\b")
_BACK_TO = re.compile(
    r"\b(?:back to|return(?:ing)? to|about|on|as for|concerning) (?:(?:the|that|those|these|this|our|my|their|his|her|its) )?(?P<what>[^:;,.?!]{2,60})"
)
_A_NOTE = re.compile(
    r"\b(?:letter|note|memo|announcement|agreement|contract|notice|e-?mail|increase|rise|hike|offer|closure|shutdown|recall|campaign|stocktake)\b"
)
_A_SET = re.compile(
    r"\b(?:all of (?:them|those|these)|them all|(?:whole|full|complete|entire) (?:list|lot|set)|ranking|(?:top|best|worst|first) (?:\d+|two|three|four|five|six|ten))\b"
)
_A_RATE = re.compile(r"\b(?:share|rate|percentage|percent|proportion|chance|probability)\b")
_A_TOTAL = re.compile(r"\b(?:total|sum)\b")


def _by_its_sort(text: str, plans: Sequence[Plan]) -> Plan | None:
    """ "Back to the letter", "returning to that two-week total", "about that share again": the last plan of the sort.

    "Back to the ones with the delay" goes back to the notes on that matter.
    """
    said = _BACK_TO.search(text)
    if said is None:
        return None
    what = said["what"]
    if (matter := told_matter(what)) is not None:
        noted = (p for p in reversed(plans) if p.intent == "notes")
        if found := next((p for p in noted if told_matter(p.note_query or p.question) is matter), None):
            return found
    if _A_NOTE.search(what):
        return next((p for p in reversed(plans) if p.intent == "notes"), None)
    if _A_SET.search(what):
        return next((p for p in reversed(plans) if p.intent in ("list", "rank") and p.limit != 1), None)
    values = [p for p in reversed(plans) if p.intent == "value" and p.measures and p.measures[0] in MEASURES]
    if _A_RATE.search(what):
        return next((p for p in values if MEASURES[p.measures[0]].unit == "%"), None)
    if _A_TOTAL.search(what):
        return next((p for p in values if MEASURES[p.measures[0]].additivity == "sum" and p.window is not None), None)
    return None


def described(text: str, turn: Turn, plans: Sequence[Plan]) -> Plan | None:
    """ "Back to the order list", "back to running out", "back to yesterday": the last plan that was about it."""
    plan = turn.plan
    own = {f.column for f in plan.filters}
    for earlier in reversed(plans[:-1] or plans):
        if own and own <= {f.column for f in earlier.filters}:
            return earlier
    if _ORDERS.search(text):
        sets = ("list", "draft_order") if _LIST.search(text) else ("list", "draft_order", "value", "count")
        for earlier in reversed(plans):
            ordered = {"order_qty", "order_value", "order_by"} & set(earlier.measures)
            ordered |= {f.column for f in earlier.filters} & {"action", "order_qty"}
            if earlier.intent in sets and ordered and not (_LIST.search(text) and earlier.limit == 1):
                return earlier
    if (meant := _by_its_sort(text, plans)) is not None:
        return meant
    if _LIST.search(text):
        listed = [p for p in reversed(plans) if p.intent in ("list", "rank")]
        return next((p for p in listed if p.limit != 1), listed[0] if listed else None)
    for kind in KINDS:
        if named := getattr(plan.entities, kind):
            if (spoken := next((p for p in reversed(plans) if getattr(p.entities, kind) == named), None)) is not None:
                return spoken
            break  # "back to the lead time: how does [supplier] compare?"
    timed = [p for p in reversed(plans) if p.window is not None and p.window.asked]
    if spoken := next((p for p in timed if p.window is not None and p.window.label.lower() in text), None):
        return spoken
    measures = set(turn.plan.measures) if not turn.reading.weak else set()
    return next((p for p in reversed(plans) if measures and measures <= set(p.measures)), None)


_NOTE = r"(?:note|memo|letter|message|notice|e-?mail|announcement|contract|agreement)"
#: "How long did that note say it lasts?", "what else was in the letter?"
THAT_NOTE = re.compile(
    rf"\b(?:that|this|the same|said|your|the (?!latest\b|newest\b|last\b|new\b|next\b|most\b|only\b|oldest\b)[a-z]+) {_NOTE}\b(?! (?:on|about|from|for|regarding|concerning|of|by)\b)"
    rf"|\b(?:did|does|was|is) (?:it say |written )?(?:in )?the {_NOTE} (?:say|said|tell|told|mention\w*|state|give|gave|put|warn\w*|promise\w*|claim\w*)\b|\b(?:say|said|written|stood|mentioned|told|stated) in (?:the|that) {_NOTE}(?=\W*$|[,;] )"
)


def note_meant(text: str, turn: Turn, plans: Sequence[Plan]) -> Plan | None:
    """ "How long did that note say the window lasts?" after another subject: the last notes that fit what is named."""
    if plans[-1].intent == "notes" or turn.plan.entities.notes or not THAT_NOTE.search(text):
        return None
    named = {k: set(ids) for k in KINDS if (ids := getattr(turn.plan.entities, k))}
    noted = (p for p in reversed(plans) if p.intent == "notes")
    fits = (p for p in noted if all(ids <= set(getattr(p.entities, k)) for k, ids in named.items()))
    return next(fits, None)


#: "Back to that top three: when does the second one run out?"
_BACK_TO_A_SET = re.compile(
    r"^\W*(?:(?:ok|okay|and|so|now|right|well|let us|let's|can we|i want to|please) )*(?:(?:go|going|coming|come|get|getting) )?(?:back|return|returning) to (?P<what>[^:;,.?!-]{2,60}?) ?(?:[:;,.-]|\band\b) ?(?P<rest>\S.*)$",
    re.IGNORECASE | re.DOTALL,
)
_PLACE = re.compile(
    r"\b(?:the |its |their )?(?:first|second|third|fourth|fifth|last|top|number (?:\d|one|two|three|four|five))\b|\b(?:of|for) (?:them|those|these|each)\b",
    re.IGNORECASE,
)


def after_the_set(question: str) -> str | None:
    """What is asked of one thing of a list or ranking that the message goes back to; None where it does not."""
    said = _BACK_TO_A_SET.match(question)
    if said is None or not (_A_SET.search(said["what"].lower()) or _LIST.search(said["what"].lower())):
        return None
    return said["rest"] if _PLACE.search(said["rest"]) else None
