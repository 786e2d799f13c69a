"""Another place of a ranking after figures of the first: "top 5 sellers?", "how many of the first are left?", "and the
second?"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from rag.plan import Plan
from rag.understanding.followups.of_ranked import as_ordinals, placed_at
from rag.understanding.followups.ranked_places import places_on
from rag.understanding.followups.told_before import FIELDS

if TYPE_CHECKING:
    from rag.understanding.turn import Turn

__all__ = ["of_another_place"]


def of_another_place(turn: Turn, plans: Sequence[Plan]) -> Plan | None:
    """The figure of the message before, of the thing in that place; None where nothing was ranked."""
    last, text = plans[-1], as_ordinals(turn.masked.text)
    if last.intent not in ("value", "explain") or turn.masked.mentions or turn.masked.windows:
        return None
    ranking = next((p.among or p for p in reversed(plans) if (p.among or p).intent == "rank"), None)
    field = FIELDS.get(ranking.group_by or "") if ranking is not None else None
    if ranking is None or not field or len(getattr(last.entities, field)) != 1:
        return None
    place = places_on(text, ranking)
    if place is None or place[0] != 1 or not turn.reading.weak:
        return None
    among = placed_at(ranking.with_(offset=0), place[1])
    asked = turn.masked.question
    told = replace(last.entities, **{field: ()})
    return last.with_(among=among, entities=told, also=(), question=asked, resolved_question=asked)
