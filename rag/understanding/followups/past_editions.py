# ruff: noqa: E501 - a pattern is read on one line
"""What an event brought before: "how much busier did it get in the past?", "and what did it bring us in other years?"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rag.names.catalogue import Catalogue
from rag.plan import Entities, Plan

if TYPE_CHECKING:
    from rag.understanding.turn import Turn

__all__ = ["of_past_editions"]

_OTHER_YEARS = re.compile(
    r"\b(?:in|over|during|from) (?:the )?(?:other|previous|earlier|past|former|recent) (?:years|editions|times|occasions)\b|\b(?:last|the previous) time\b"
)
_IN_THE_PAST = re.compile(
    rf"{_OTHER_YEARS.pattern}|\b(?:in the past|past editions|previous editions|earlier editions|historically|in former years|on earlier occasions)\b"
)
_CROWD = re.compile(
    r"\b(?:busier|busy|crowd\w*|footfall|visitors|(?:more|extra|many|additional) (?:people|customers|shoppers))\b"
)
#: What is sold, or lies there, is told by the data
_OF_GOODS = re.compile(
    r"\b(?:units|pieces|sell\w*|sold|sales|stock\w*|orders?|forecast\w*|revenue|turnover|on hand|products?)\b"
)
_NOTHING = "No note tells how it went at earlier editions."


def of_past_editions(turn: Turn, earlier: Plan, catalogue: Catalogue) -> Plan | None:
    """The note on the event that was told; None where something else is asked."""
    text, asked = turn.masked.text, turn.masked.question
    if turn.masked.mentions or turn.masked.unknown:
        return None
    if earlier.intent == "notes":
        return earlier.with_(question=asked, resolved_question=asked) if _OTHER_YEARS.search(text) else None
    window = earlier.window
    if earlier.measures != ("next_event",) or earlier.intent != "value" or window is None or turn.masked.windows:
        return None
    if not (_IN_THE_PAST.search(text) or _CROWD.search(text)) or _OF_GOODS.search(text):
        return None
    events = [name for name, days in catalogue.calendar.events.items() if window.start in days]
    events = [name for name in events if name == window.label] or events
    notes = [n.id for n in catalogue.of_kind("note") if any(name in n.name.lower() for name in events)]
    if not notes:
        return Plan("no_data", problem=_NOTHING, question=asked, resolved_question=asked)
    told = Entities(notes=tuple(notes))
    return Plan("notes", entities=told, note_query=asked, question=asked, resolved_question=f"{asked} ({window.label})")
