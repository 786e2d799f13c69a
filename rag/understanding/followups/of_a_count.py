"""A count in the store after the stock was told: "we found only 40 there, how many are missing?"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rag.plan import Plan
from rag.understanding.followups.carrying import KINDS
from rag.understanding.plans.counted_stock import against_the_count

if TYPE_CHECKING:
    from rag.understanding.turn import Turn

__all__ = ["of_a_count"]

_TOLD_OF_STOCK = frozenset({"on_hand", "days_of_cover", "gap_to_number", "inventory_position"})


def of_a_count(turn: Turn, earlier: Plan) -> Plan | None:
    """The stock that was told, against what was counted; None where nothing was counted."""
    own = turn.plan.entities
    if any(getattr(own, k) and getattr(own, k) != getattr(earlier.entities, k) for k in KINDS if k != "stores"):
        return None
    entities = earlier.entities if not own.stores else earlier.entities.__class__(earlier.entities.products, own.stores)
    told = bool(set(earlier.measures) & _TOLD_OF_STOCK)
    return against_the_count(turn.plan.with_(entities=entities), turn.masked, of_stock=told)
