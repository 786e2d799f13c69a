# ruff: noqa: E501 - a pattern is read on one line
"""Holidays and events to come: "which holiday comes next for [store]", "what events do we have in [future]"."""

from __future__ import annotations

import re

from rag.names.catalogue import Catalogue
from rag.plan import Entities, Plan
from rag.times.holiday_names import holiday
from rag.understanding.message.masking import Masked
from rag.understanding.reading import Reading
from rag.understanding.words.measures import find_measures
from rag.understanding.words.topics import OWN_LEAVE

__all__ = ["coming_events"]

_KINDS = r"(?:(?:public|bank|national|local|regional|school|special|big|calendar|other) )*(?:holidays?|events?|festivit(?:y|ies)|feast days?|special days?)"
_EITHER = rf"{_KINDS}(?:(?: or| and|,|/) {_KINDS})*"
_NEXT = re.compile(
    rf"\b(?:which|what|whats|what's)\b[^?.]{{0,30}}?\b{_EITHER}\b[^?.]{{0,40}}\b(?:next|coming(?: up)?|upcoming|ahead|follows?)\b"
    rf"|\b(?:next|upcoming|nearest|following|coming) {_EITHER}\b|\b{_EITHER} (?:comes?|is|are) (?:up )?next\b"
)
_WITHIN = re.compile(
    rf"\b(?:which|what|any|list|show|are there|is there|how many)\b[^?.]{{0,25}}?\b{_EITHER}\b[^?.]{{0,60}}(?:\[future\]|\bstill to come\b|\bahead of us\b|\bcoming up\b)"
    rf"|\[future\][^?.]{{0,40}}\b(?:which|what|any) {_EITHER}\b"
)
_SEVERAL = re.compile(r"\b(?:holidays|events|festivities|days)\b(?! comes| is\b)")
#: "When is the next [future]?", of an event by its name
_WHEN = re.compile(
    r"^\W*(?:(?:and|so|hi|hello|hey|please|tell me|do you know|can you tell me|could you tell me|remind me)[,.]? )*(?:when|what day|what date|which day|which date|on (?:which|what) (?:day|date))(?:'s| is| was| does| do| will| are we having| do we have)?(?: it)?(?: the| our| this| that)?(?: (?:year's|next|coming|upcoming))? (?:in |on |at )?\[(?:future|past)\](?: (?:is|will|be|held|take|takes|taking|place|happen|happens|happening|on|this|year|start|starts|begin|begins|fall|falls|due|again|exactly|please|in|at|\[store\]|this (?:week|month)|\[(?:future|past)\]))*\W*$"
    r"|^\W*(?:(?:and|so|hi|hello|hey|please)[,.]? )*(?:is|are) there (?:going to be )?(?:an?|the|any|another) \[(?:future|past)\](?: (?:in|at|on|this|coming|up|\[store\]|(?:this )?(?:week|month|year)|\[(?:future|past)\]))*\W*$"
)
#: "When does the [past] rush start?", "is [past] coming?": of a day that the calendar of the data may not hold
_WHEN_SEASON = re.compile(
    r"^\W*(?:(?:and|so|hi|hello|hey|please|tell me|do you know)[,.]? )*(?:(?:when|what day|what date|which day|which date)\b[^?.]{0,20}\[(?:future|past)\](?: (?:rush|season|business|shopping|peak|period|time|trade|crowd|madness|craze|sales))*(?: (?:start|begin|end|finish|come|arrive|kick off|over|on|this year|again))*|is (?:it )?\[(?:future|past)\](?: (?:coming|near|soon|close|yet|ahead|approaching))+)\W*$"
)
#: What is sold on, before or because of an event is no question for the calendar.
_ABOUT_SALES = re.compile(r"\b(?:sell|sold|sales|units|demand|forecast|order|stock|push|lift|effect|uplift|notes?)\b")


def coming_events(
    base: Plan, masked: Masked, reading: Reading, entities: Entities, catalogue: Catalogue
) -> Plan | None:
    """The plan of the next event, or of those of a stretch of time, where that is asked for."""
    text = masked.text
    if OWN_LEAVE.search(text):
        return None
    if (named := _named_event(base, masked, entities, catalogue)) is not None:
        return named
    said = _NEXT.search(text) or _WITHIN.search(text)
    if not said or not catalogue.calendar.events or _ABOUT_SALES.search(text) or reading.topic == "injection":
        return None
    if masked.unknown or any(m.ambiguous and m.kind != "region" for m in masked.mentions):
        return None
    window = next((w for w in masked.windows if w.side == "forecast"), None)
    many = window is not None or _SEVERAL.search(said.group()) is not None
    return base.with_(intent="list" if many else "value", measures=("next_event",), entities=entities, window=window)


#: "Open day in Leeds: date?", "the fair is some time this month, right? What day?": in whatever words its day is asked
_ITS_DAY = re.compile(r"\b(?:when|(?:what|which)(?:'s| is)?(?: the| exact)* (?:days?|dates?)|(?:exact )?dates?|day)\b")


def _asks_its_day(text: str) -> bool:
    own = _WHEN.match(text) or _WHEN_SEASON.match(text)
    return bool(own or (_ITS_DAY.search(text) and not _ABOUT_SALES.search(text) and not find_measures(text)))


def _named_event(base: Plan, masked: Masked, entities: Entities, catalogue: Catalogue) -> Plan | None:
    """ "When is the book fair?": the day of that one event."""
    if masked.unknown or not masked.windows:
        return None
    said = [days for name, days in catalogue.calendar.events.items() if name in masked.spelled]
    window = next((w for w in masked.windows if w.start == w.end and any(w.start in days for days in said)), None)
    if window is not None and _asks_its_day(masked.text):
        within = all(w.start <= window.start <= w.end for w in masked.windows if w is not window)
        if not within:
            return None  # "this month" has to be the one it falls into
    else:
        window = masked.windows[0]
        asked = _WHEN.match(masked.text) or _WHEN_SEASON.match(masked.text)
        if len(masked.windows) != 1 or not asked:
            return None
        if holiday(window.label, window.start.year, catalogue.calendar.country) is None:
            return None
        named = window.label.title().replace("'S", "'s")
        return base.with_(intent="no_data", problem=f"The data holds no event called {named}.")
    return base.with_(intent="value", measures=("next_event",), entities=entities, window=window)
