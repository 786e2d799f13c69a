"""What is said of each product, asked of a whole group: how many there are of each ("what is the action for Cork?")."""

from __future__ import annotations

from rag.plan import Filter, Plan

__all__ = ["put_counted_values"]

#: What a row can be, in the order in which it is told
_VALUES: dict[str, tuple[Filter, ...]] = {
    "action": (
        Filter("action", "in", ("order_now", "expedite")),
        *(Filter("action", "=", value) for value in ("order_soon", "ok", "excess")),
    ),
    "abc_class": tuple(Filter("abc_class", "=", letter) for letter in "ABC"),
    "xyz_class": tuple(Filter("xyz_class", "=", letter) for letter in "XYZ"),
}


def put_counted_values(plan: Plan) -> Plan:
    """`plan` with a count of each value in the place of one line for each product and store."""
    told = [m for m in plan.measures if m in _VALUES]
    whole = plan.intent == "value" and not (plan.group_by or plan.per_series or plan.entities.products)
    if not told or not whole or plan.filters or plan.also or plan.note_query or plan.sort:
        return plan
    one = plan.with_(intent="count", measures=("count",), group_by="series", window=None, levels=())
    counted = [one.with_(filters=(value,)) for measure in told for value in _VALUES[measure]]
    others = tuple(m for m in plan.measures if m not in told)
    parts = [plan.with_(measures=others), *counted] if others else counted
    return parts[0].with_(also=tuple(parts[1:]))
