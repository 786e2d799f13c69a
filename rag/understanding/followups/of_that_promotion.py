"""Of the promotion whose begin, end or length was told: "and when does it end?", "how long does it last?"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rag.measures import PLANNED_PROMOTION
from rag.plan import KINDS, Plan
from rag.understanding.plans.promotion_times import times_of_promotion

if TYPE_CHECKING:
    from rag.understanding.turn import Turn

__all__ = ["of_that_promotion"]

_OTHER_THINGS = re.compile(
    r"\b(?:stock\w*|suppl\w+|cover|orders?|deliver\w*|sell\w*|sold|sales|demand|forecast\w*|shel\w+|lead times?)\b"
    r"|\b(?:discount|per ?cent|price cut)\b|%"
)


def of_that_promotion(turn: Turn, earlier: Plan) -> Plan | None:
    """`earlier` with the times of the promotion that are asked for now; None where something else is."""
    text = turn.masked.text
    if not PLANNED_PROMOTION & set(earlier.measures) or turn.masked.windows or _OTHER_THINGS.search(text):
        return None
    times = times_of_promotion(text)
    if not times or any(getattr(turn.plan.entities, kind) for kind in KINDS):
        return None
    if earlier.measures == ("running_promotion_until",) and times == ("promotion_until",):
        return None
    return earlier.with_(measures=times, question=turn.masked.question, resolved_question=turn.masked.question)
