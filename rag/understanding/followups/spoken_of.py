"""What a next message goes on from: the first question of the one before, with all figures asked of the same thing."""

from __future__ import annotations

from dataclasses import replace

from rag.plan import Plan
from rag.understanding.followups.on_promotion import on_promotion_or_not

__all__ = ["as_spoken_of"]

_FIGURES = 3
_OVERVIEW = 4  # parts


def as_spoken_of(plan: Plan) -> Plan:
    """The one plan of a message that the next may lean on."""
    return _without_its_note(on_promotion_or_not(_of_the_same(plan) or _of_an_overview(plan) or plan.parts()[0]))


def _of_an_overview(plan: Plan) -> Plan | None:
    """ "How is tea doing?" told orders, risks and sales: spoken of is tea, and not what of it must be ordered."""
    parts = plan.parts()
    if len(parts) < _OVERVIEW or plan.combine or any(p.entities != plan.entities for p in parts):
        return None
    return next((p for p in parts if p.intent == "value" and not p.filters and "expected_sales" in p.measures), None)


def _without_its_note(plan: Plan) -> Plan:
    """A figure of what a note named is that thing's: the note was told beside it."""
    entities = plan.entities
    if plan.intent == "notes" or not entities.notes or not (entities.products or entities.suppliers):
        return plan
    return plan.with_(entities=replace(entities, notes=()))


def _of_the_same(plan: Plan) -> Plan | None:
    """ "How many should I order, and what does it come to?": both figures of the one product and store."""
    first, *others = plan.parts()
    one = len(first.entities.products) == len(first.entities.stores) == 1
    if not others or plan.combine or not one or not all(_plain(p) for p in (first, *others)):
        return None
    if any((p.entities, p.window) != (first.entities, first.window) for p in others):
        return None
    measures = tuple(dict.fromkeys(m for p in (first, *others) for m in p.measures))
    if len(measures) > _FIGURES:
        return None
    return first.with_(measures=measures, group_by=None, filters=(), per_series=False)


def _plain(plan: Plan) -> bool:
    shaped = plan.scenario or plan.levels or plan.share or plan.among or plan.second_window or plan.difference
    return plan.intent == "value" and plan.statistic == "total" and not shaped and bool(plan.measures)
