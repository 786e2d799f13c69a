"""Questions whose words no rule gives to the notes, although a sentence of a note is much like them.

The heads only doubt that a figure is asked for; the notes themselves decide.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from rag.understanding.message.described import NotesFound
from rag.understanding.message.masking import Masked
from rag.understanding.message.note_evidence import named_ids
from rag.understanding.message.note_topics import NOTE_WORD, clause_spans

if TYPE_CHECKING:
    from rag.understanding.encoder import Guess

__all__ = ["ALIKE", "DOUBTFUL", "near_notes"]

#: From which probability of the heads the notes are looked at, and how much alike a sentence of them must be: chosen on
#: 663 questions of thirteen older files (docs/LOG.md, 23 November 2026).
DOUBTFUL, ALIKE = 0.12, 0.55

#: Words of what the tables hold
_OF_TABLES = re.compile(
    r"\b(?:orders?|ordered|deliver(?:y|ies|ed|s)|promotions?|promos?|campaigns?|payment terms|lead times?|forecasts?"
    r"|stock|units|items|products|articles|pieces|sales|sell|revenue|demand|alerts?|how many)\b"
)


def near_notes(masked: Masked, guess: Guess, found: NotesFound | None) -> Masked | None:
    """`masked` as told by notes, where the heads hold that possible and a note says much the same; None otherwise."""
    if found is None or guess.choices["intent"].get("notes", 0.0) < DOUBTFUL:
        return None
    if masked.of_notes or masked.of_kind("note") or "[order]" in masked.text:
        return None
    if _OF_TABLES.search(masked.text) and not NOTE_WORD.search(masked.text):
        return None
    named = tuple(sorted((kind, tuple(sorted(ids))) for kind, ids in named_ids(masked).items()))
    return (
        replace(masked, of_notes=tuple(clause_spans(masked.text)))
        if found.nearest_note(masked.text, named) >= ALIKE
        else None
    )
