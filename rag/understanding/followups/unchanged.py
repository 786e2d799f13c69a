# ruff: noqa: E501 - a pattern is read on one line
"""A what-if of another thing, all else as it was: "and [product], same plus, same day?", "keep the date and the percentage"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from rag.plan import KINDS, Plan
from rag.understanding.words.measures import find_measures

if TYPE_CHECKING:
    from rag.understanding.turn import Turn

__all__ = ["supposed_unchanged"]

_UNCHANGED = re.compile(
    r"\b(?:same|unchanged|unaltered|identical(?:ly)?|equal(?:ly)?|likewise|ditto|repeat(?:ed)?|keep(?:ing)?|kept|still holds?|stays?|alone|(?:just )?as (?:before|above|(?:it|they|that) (?:was|were|is|are|stood))|no (?:other )?changes?|not? chang\w+|everything else|all else|the rest)\b"
)
#: What was supposed, and of what time
_SUPPOSED = (
    r"(?:(?:the|that|this|an?|with|at|on|to|for|of|or|and|n|no|any|other|else|same|equal|very|\d+) )*"
    r"(?:(?:up|down)?lifts?|plus|minus|surplus|extra|percent(?:age)?s?|%|increase|rise|drop|loss|cut|jump|surge|boost|change|assumption|scenario|supposition|day|date|time|week|period|crowd|demand|everything|all|quantity)\b"
)
#: A figure of its own, or things as they are
_ASKS_ELSE = re.compile(
    r"\b(?:without|stock|on hand|order(?:s|ed|ing)?|buy|cost|price|returns?|why|when|who|which|actual\w*|really|so far|last (?:week|month|year)|yesterday)\b"
)
_OF_SALES = frozenset({"expected_sales", "actual_sales", "trend", "trend_pct_28d", "promo_uplift_pct"})


def supposed_unchanged(turn: Turn, earlier: Plan) -> Plan | None:
    """`earlier`, a what-if, of what the message names instead, where it says that the rest stays; None of any other."""
    masked, text, named = turn.masked, turn.masked.text, turn.plan.entities
    if earlier.intent != "whatif" or earlier.scenario is None or turn.amounts.scenario is not None:
        return None
    kinds = [k for k in KINDS if getattr(named, k)]
    if not kinds or any(m.ambiguous for m in masked.mentions) or masked.unknown or _ASKS_ELSE.search(text):
        return None
    if not _UNCHANGED.search(text) or any(w != earlier.window for w in masked.windows):
        return None
    if not {f.id for f in find_measures(re.sub(_SUPPOSED, " ", text))} <= _OF_SALES | set(earlier.measures):
        return None
    chosen = {k: getattr(named, k) for k in kinds}
    goods = [k for k in kinds if k != "stores"]
    if goods:  # a product takes the place of a category, and the other way round
        chosen |= {k: () for k in KINDS if k not in ("stores", *goods)}
    return earlier.with_(
        entities=replace(earlier.entities, **chosen), question=masked.question, resolved_question=masked.question
    )
