"""Those of a set that do not do as most: "most of our teas peak on a Saturday. Which ones don't?"."""

from __future__ import annotations

import re
from typing import Any

from rag.plan import ANY_OF, NOWHERE, Filter, Plan
from rag.understanding.message.wordings.parts import MOST_OF, WHICH_DO_NOT

__all__ = ["put_the_others"]

_SAID = re.compile(rf"(?:^|[.!?] ){MOST_OF} [^.?!;]{{3,160}}{WHICH_DO_NOT}", re.IGNORECASE)
_OPPOSITE: dict[str, Any] = {
    "<": ">=", "<=": ">", ">": "<=", ">=": "<", "=": "!=", "!=": "=", "in": "not in", "not in": "in",
}  # fmt: skip
#: Of a line, not of the group that it belongs to
_OF_LINES = frozenset({"due_on", "on_order", "order_qty", "action", "on_hand", "stockout_date", "order_by"})
_MAY_BE_NONE = frozenset({"due_on", "stockout_date", "order_by"})
#: A condition that stands beside another and says nothing by itself
_BESIDE = {"action": "order_qty", "order_by": "order_qty", "stockout_date": "on_hand", "due_on": "on_order"}
_UNKNOWN = (
    "I cannot tell for certain which ones do not. Ask for the condition itself, "
    "such as the products whose trend is not rising, or those with no open order."
)


def put_the_others(plan: Plan) -> Plan:
    """`plan`, which lists those that do, as the list of those that do not; unchanged where these are not asked for."""
    if plan.intent not in ("list", "count", "rank", "value", "compare") or not _SAID.search(plan.question):
        return plan
    columns = {f.column for f in plan.filters}
    beside = {_BESIDE[c] for c in columns if c in _BESIDE}
    conditions = [f for f in plan.filters if f.column not in beside]
    if len(conditions) != 1 or plan.entities.products or plan.scenario or conditions[0].op not in _OPPOSITE:
        return plan.with_(intent="no_data", problem=_UNKNOWN, measures=(), filters=(), window=None, sort=None)
    others = _turned(conditions[0], plan.group_by)
    of_groups = others.column.startswith(NOWHERE)
    return plan.with_(
        intent="count" if plan.intent == "count" else "list", filters=(others,), sort=None, limit=None, offset=0,
        measures=("count",) if of_groups else plan.measures, per_series=plan.per_series and not of_groups,
        group_by=plan.group_by or "product", window=None if others.column == "peak_weekday" else plan.window,
    )  # fmt: skip


def _turned(condition: Filter, group: str | None) -> Filter:
    """What holds where `condition` does not."""
    if group in ("store", "supplier", "category") and condition.column in _OF_LINES:
        return Filter(f"{NOWHERE}{group}.{condition.column}", condition.op, condition.value)
    turned = Filter(condition.column, _OPPOSITE[condition.op], condition.value)
    if condition.column in _MAY_BE_NONE:
        return Filter(ANY_OF, "in", (Filter(condition.column, "is null"), turned))
    return turned
