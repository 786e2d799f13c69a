# ruff: noqa: E501 - a pattern is read on one line
"""Another place of a ranking after figures of the first: "top 5 sellers?", "how many of the first are left?", "and the
second?"; and another store for all that was told: "top 3 sellers in Leeds?", "does Lyon have those?"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from rag.plan import Entities, Plan
from rag.understanding.followups.of_ranked import as_ordinals, placed_at
from rag.understanding.followups.ranked_places import places_on
from rag.understanding.followups.told_before import FIELDS
from rag.understanding.words.conditions import template_filters

if TYPE_CHECKING:
    from rag.understanding.turn import Turn

__all__ = ["of_another_place", "those_there"]

_SETS = ("list", "rank")
_HELD = r"(?:have|has|had|got|carry|carries|keep|keeps|hold|holds|stock|stocks|list|lists|offer|offers|in stock|on hand|available|on (?:the|its|their) shel(?:f|ves)|left|there|in (?:the|its|their) (?:range|assortment))"
#: Everything that may be said of goods that another store has as well
_SAID = re.compile(
    rf"\b{_HELD}\b|\[store\]|\b(?:and|but|so|ok|okay|well|then|now|do|does|did|is|are|can|could|would|will|be|we|i|they|you|there|what|how|many|much|which|any|some|all|none|each|enough|of|in|at|for|to|from|the|an?|three|two|four|five|both|every|one|ones|store|shop|branch"
    r"|those|these|them|too|also|as|well|either|still|currently|right|already|even|units?|pieces|products?|items?|articles?|things|stock|sell|sells|sold|help(?: us| me)? out|spare|with|me|tell|please|s|supply|lend|give)\b|[^\w\[\]]"
)
_ASKS = re.compile(
    rf"(?=.*\b(?:those|these|them|they)\b)(?=.*(?:\b{_HELD}\b|\bhelp(?: us| me)? out\b|\b(?:does|do|is|are)\b[^?]*\b(?:sell|sells|sold|spare)\b[^?]*\b(?:too|also|as well|either)\b))"
)


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


_POINTS = re.compile(r"(?<!from )(?<!with )(?<!by )\b(?:those|these|them|they)\b")
_BARE = re.compile(r"^\W*(?:(?:and|or|but|so|what about|how about),? )*(?:(?:in|at|for) )?\[store\]\W*$")


def those_there(turn: Turn, plans: Sequence[Plan]) -> Plan | None:
    """What a store that is named has on hand of each thing that was told before, or which of them meet a condition there."""
    last, masked = plans[-1], turn.masked
    stores = [m for m in masked.mentions if m.kind == "store" and len(m.items) == 1]
    if len(stores) != 1 or len(masked.mentions) != 1 or masked.unknown or masked.windows or turn.amounts.scenario:
        return None
    asked = masked.question
    there = Entities(stores=(stores[0].items[0].id,))
    if last.among is not None and last.measures == ("on_hand",) and last.per_series and _BARE.match(masked.text):
        return last.with_(entities=there, question=asked, resolved_question=asked)
    rows = last.intent in _SETS and last.group_by in ("product", "series") and not last.also and last.among is None
    if not rows or turn.amounts.thresholds or not (last.filters or last.limit):
        return None
    among = last.with_(group_by="product", limit=last.limit if last.intent == "rank" else None)
    if not re.search(r"\w", _SAID.sub(" ", masked.text)) and _ASKS.match(masked.text):
        return Plan(
            "value",
            measures=("on_hand",),
            group_by="product",
            per_series=True,
            among=among,
            entities=there,
            question=asked,
            resolved_question=asked,
        )
    if not _POINTS.search(masked.text) or not last.entities.stores or last.entities.stores == there.stores:
        return None
    if turn.plan.intent in ("list", "count") and turn.plan.filters and turn.plan.group_by in ("product", "series"):
        return turn.plan.with_(among=among, entities=there, group_by="product", also=())
    same = template_filters(turn.reading.templates, date.min, None)
    if same and set(same) <= set(last.filters) and turn.plan.intent == "value":  # "are they overstocked in Lyon too?"
        return last.with_(
            among=among,
            entities=there,
            group_by="product",
            intent="list",
            limit=None,
            question=asked,
            resolved_question=asked,
        )
    return None
