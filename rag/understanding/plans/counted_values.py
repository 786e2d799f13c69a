"""What is said of each product, asked of a whole group: how many there are of each ("what is the action for Cork?")."""

from __future__ import annotations

import re

from rag.plan import Filter, Plan
from rag.understanding.words.classes import classes_counted, of_each_class, of_each_trend, trends_counted

__all__ = ["in_counts"]

#: What a row can be, in the order in which it is told
_VALUES: dict[str, tuple[Filter, ...]] = {
    "action": (
        Filter("action", "in", ("order_now", "expedite")),
        *(Filter("action", "=", value) for value in ("order_soon", "ok", "excess")),
    ),
    "abc_class": tuple(Filter("abc_class", "=", letter) for letter in "ABC"),
    "xyz_class": tuple(Filter("xyz_class", "=", letter) for letter in "XYZ"),
}


def in_counts(plan: Plan, text: str) -> Plan | None:
    """One count for each class, trend or action that masked `text` asks for; None where it asks for no such thing."""
    free = not plan.entities.products
    column, letters = classes_counted(text)
    if letters and plan.intent in ("count", "value", "list") and free:
        return of_each_class(plan, column, letters)
    trends = trends_counted(text)
    if trends and plan.intent == "count" and free:
        return of_each_trend(plan, trends)
    if (said := _CLASSES.search(text)) and plan.intent in ("count", "list", "value") and free and not plan.filters:
        plan = plan.with_(
            intent="value", measures=(f"{said['axis'] or said['axis2']}_class",), group_by=None, sort=None
        )
    return _of_each_value(plan)


#: "What ABC classes do we have?", "ABC split of Leeds"
_CLASSES = re.compile(
    r"\b(?:what|which) (?P<axis>abc|xyz)[ -]class(?:es)? (?:are there|is there|do we have|have we|exist)\b"
    r"|\b(?P<axis2>abc|xyz)[ -](?:split|distribution|breakdown|structure|mix)\b"
)


def _of_each_value(plan: Plan) -> Plan | None:
    """A count of each value in the place of one line for each product and store."""
    told = [m for m in plan.measures if m in _VALUES]
    whole = plan.intent == "value" and not (plan.group_by or plan.per_series or plan.entities.products or plan.among)
    if not told or not whole or plan.filters or plan.also or plan.note_query or plan.sort:
        return None
    one = plan.with_(intent="count", measures=("count",), group_by="series", window=None, levels=())
    counted = [one.with_(filters=(value,)) for measure in told for value in _VALUES[measure]]
    others = tuple(m for m in plan.measures if m not in told)
    parts = [plan.with_(measures=others), *counted] if others else counted
    return parts[0].with_(also=tuple(parts[1:]))
