"""Figures in a time, at prices, or of goods that a note tells."""

from __future__ import annotations

import re

from rag.measures import MEASURES
from rag.notes.words import NEW_PRICES, THAT_DAY, THAT_TIME
from rag.plan import Plan
from rag.understanding.message.masking import Masked
from rag.understanding.message.note_topics import NOTE_TOPIC, NOTE_WORD
from rag.understanding.message.stand_ins import STAND_IN_ASKED, asks_of_the_stand_in
from rag.understanding.message.tidying import tidy
from rag.understanding.reading import Reading

__all__ = ["by_a_note", "of_the_stand_in"]


def by_a_note(masked: Masked, reading: Reading) -> Reading:
    """ "They have a shutdown coming, it is in the notes. What do we sell while it lasts?": a figure beside it.

    So are orders at the prices that a note tells.
    """
    said = tidy(masked.question)
    priced = [m for m in reading.measures if m in ("order_value", "product_unit_cost")]
    if NEW_PRICES.search(said) and priced and reading.intent in ("value", "notes", "list"):
        at_once = reading.templates - {"today"}  # "what do they cost today, and what at the new prices?"
        return reading.with_(
            intent="value", measures=tuple(priced[:1]), flags=reading.flags | {"noted"}, templates=at_once
        )
    windowed = [m for m in reading.measures if m in MEASURES and MEASURES[m].windowed]
    timed = not masked.windows and windowed and reading.intent in ("value", "notes") and "noted" not in reading.flags
    if not timed or not (THAT_DAY.search(said) or THAT_TIME.search(said)):
        return reading
    if not (NOTE_TOPIC.search(said.lower()) or NOTE_WORD.search(said.lower())):
        return reading
    return reading.with_(intent="value", measures=tuple(windowed), flags=reading.flags | {"noted"})


#: "The article that it tells us to recommend": no recommended order
_TO_ORDER = re.compile(r"\b(?:order|orders|ordered|ordering|buy|buying|purchas\w+)\b")


def of_the_stand_in(plan: Plan, masked: Masked) -> Plan:
    """ "How many do we have of what we are to offer instead of [product]?": the goods are those of the note."""
    said = tidy(masked.question)
    if plan.intent != "value" or len(plan.entities.products) != 1 or not asks_of_the_stand_in(said):
        return plan
    asked = tuple(m for m in plan.measures if m not in ("order_qty", "product_supplier") or _TO_ORDER.search(said))
    return plan.with_(note_query=plan.note_query or STAND_IN_ASKED, measures=asked or plan.measures)
