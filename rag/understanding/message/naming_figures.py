"""Does a piece of a message name a figure of ours?"""

from __future__ import annotations

import re

from rag.understanding.message.note_topics import NOTE_TOPIC
from rag.understanding.words.amounts import read_amounts
from rag.understanding.words.classes import counts_a_class
from rag.understanding.words.conditions import templates_in
from rag.understanding.words.measures import find_measures

__all__ = ["names_a_figure"]

_WHAT_DO_YOU_HAVE = re.compile(
    r"^\W*(?:so |and |now )?what (?:do|can|have|would|could) you "
    r"(?:have|got|tell(?: me)?|say|offer|give me|know|suggest|recommend|propose|advise)\W*$"
)


def names_a_figure(part: str) -> bool:
    """A measure, a condition, a class, a size, or a matter of the notes; no question for what we have at all."""
    text = part.lower()
    if _WHAT_DO_YOU_HAVE.match(text):
        return False
    amounts = read_amounts(text)
    sized = amounts.scenario is not None or amounts.levels
    figures = find_measures(text) or templates_in(text, amounts) or counts_a_class(text)
    return bool(figures or sized or NOTE_TOPIC.search(text))
