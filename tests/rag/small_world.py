"""A chain of a few goods and shops whose catalogue is all that understanding needs, and how its tests ask."""

from __future__ import annotations

from datetime import date, timedelta

from rag.names.catalogue import Catalogue, Item
from rag.plan import Plan
from rag.times.windows import Calendar
from rag.understanding import Understander

__all__ = ["AS_OF", "CALENDAR", "asked", "small_world"]

AS_OF = date(2025, 11, 19)  # a Wednesday
CALENDAR = Calendar(AS_OF, date(2023, 1, 1), tuple(AS_OF + timedelta(n) for n in range(1, 57)))


def small_world() -> Understander:
    """Three products of two suppliers in three shops."""
    items = [Item("product", f"P{n}", name) for n, name in enumerate(("Oat Milk 1L", "Green Tea", "Hand Saw 400mm"), 1)]
    items += [Item("store", f"S{n}", name) for n, name in enumerate(("Leeds", "Lyon", "York"), 1)]
    items += [Item("category", c, c) for c in ("Dairy", "Tools", "Drinks")]
    items += [Item("supplier", "V1", "Nordic Dairy Ltd"), Item("supplier", "V2", "Harrow Tools")]
    return Understander(Catalogue(items, CALENDAR, product_supplier={"P1": "V1", "P3": "V2"}))


def asked(understander: Understander, *turns: str) -> Plan:
    """The plan of the last of `turns` after the others."""
    history = [{"role": "user", "content": t} for t in turns[:-1]]
    return understander.plan(turns[-1], history)
