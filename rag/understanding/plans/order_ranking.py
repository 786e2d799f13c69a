# ruff: noqa: E501 - a pattern is read on one line
"""Which open order comes first: the oldest, the largest, the one that is awaited longest."""

from __future__ import annotations

import re
from dataclasses import replace

from rag.names.catalogue import Catalogue
from rag.plan import NOWHERE, Filter, GroupBy, Plan, Sort
from rag.understanding.words.amounts import ORDINALS, read_amounts
from rag.understanding.words.orders import (
    CONTENT,
    FEWEST,
    FIGURES,
    GROUPED,
    MOST,
    OF_GROUP,
    OPEN,
    OWED,
    RANKED,
    SUPERLATIVES,
    TOP_ORDERS,
)

__all__ = ["HOW_MUCH", "of_lines", "ranked_lines"]

HOW_MUCH = r"\bhow (?:many|much)\b(?! (?:days?|lines?))"


def of_lines(
    plan: Plan, measures: tuple[str, ...], filters: tuple[Filter, ...], intent: str = "value", group: GroupBy | None = None,
    share: bool = False,
) -> Plan:  # fmt: skip
    window = plan.window if plan.window is not None and plan.window.side == "forecast" and plan.window.asked else None
    return plan.with_(
        intent=intent, measures=measures, filters=filters, group_by=group, share=share, share_of="", sort=None, limit=None,
        offset=0, window=window, second_window=None, per_series=False, difference=False, statistic="total", levels=(),
    )  # fmt: skip


def ranked_lines(
    plan: Plan, text: str, filters: tuple[Filter, ...], catalogue: Catalogue, narrowed: bool = False
) -> Plan | None:
    by_group = _by_group(plan, text, filters, narrowed or OWED.search(text) is not None)
    if by_group is not None:
        return by_group
    if (waiting := _longest_awaited(plan, text, filters)) is not None:
        return waiting
    many = plan.limit or read_amounts(text).limit
    if (said := TOP_ORDERS.search(text)) and OPEN.search(text):
        measure = "open_value" if _BY_VALUE.search(text) else "open_units"
        ranked = of_lines(plan, (measure,), filters, "rank", "order_line" if "line" in said["noun4"] else "order")
        return ranked.with_(sort=Sort(measure, said["end"] == "top"), limit=many or 1)
    for pattern in RANKED:
        said = pattern.search(text)
        if said is None:
            continue
        groups = said.groupdict()
        noun = groups.get("noun1") or groups.get("noun2") or groups.get("noun3") or ""
        words = groups.get("adj") or groups.get("rest") or groups.get("rest3") or ""
        found = next(((m, d) for w, m, d in SUPERLATIVES if re.search(rf"\b(?:{w})\b", words)), None)
        if found is None or (groups.get("adj") is None and not MOST.search(words) and not _ENDS.search(words)):
            continue
        if noun.startswith(("deliver", "ship", "consign")) and plan.entities.products:
            return None  # "the next delivery of [product]": when it comes
        measure, descending = found
        if measure == "open_units" and _BY_VALUE.search(text):
            measure = "open_value"
        place = next((ORDINALS[w] for w in re.findall(r"\b(?:second|third|fourth|fifth|2nd|3rd)\b", words)), 0)
        if measure == "first_due" and _AHEAD.search(said.group()) and not any(f.column == "due_on" for f in filters):
            filters = (*filters, Filter("due_on", ">", catalogue.calendar.as_of))  # a late one was to come before
        if groups.get("adj") in ("first", "last", "next") and not OPEN.search(text):
            return None
        group: GroupBy = "order_line" if "line" in noun else "order"
        beside = tuple(
            id
            for id, p in FIGURES.items()
            if id != measure and id not in ("order_number", "open_orders") and p.search(text)
        )
        beside = tuple(id for id in beside if id in _BESIDE or (id == "open_units" and _HOW_MANY.search(text)))
        if group == "order" and CONTENT.search(text):
            beside = (*beside, "open_units", "order_content")
        return of_lines(plan, tuple(dict.fromkeys((measure, *beside))), filters, "rank", group).with_(
            sort=Sort(measure, descending), limit=(noun.endswith("s") and many) or 1, offset=place
        )
    return None


_AWAITED = re.compile(
    r"\b(?:earliest|oldest|longest past)(?: \w+)? (?:due|delivery|promised|agreed)[- ]?(?:date|day)s?\b|\b(?:due|delivery|promised) (?:date|day)s? (?:is|are|lies?|goes|that (?:is|lies)) (?:the )?(?:furthest|longest|farthest) (?:back|ago)"
    r"|\bwait(?:ing|ed|s)?(?: for)?(?: \w+)? (?:the )?longest\b|\b(?:the )?most (?:overdue|late|delayed)\b(?! (?:open |purchase |order )*(?:orders|pos|lines|deliveries|shipments|units|pieces|products|items|articles)\b)|\b(?:overdue|late|delayed|past due) (?:for )?(?:the )?longest\b"
)
_WHO = re.compile(r"\b(?:who|whom|with whom|from whom)\b(?! (?:of|needs?|sells?|sold)\b)")
_SUPPLIER = re.compile(r"\b(?:suppliers?|vendors?|who|whom|whose|firm|company)\b")


def _longest_awaited(plan: Plan, text: str, filters: tuple[Filter, ...]) -> Plan | None:
    """ "Which supplier keeps us waiting longest for an open order?": of the earliest due date, and whose order it is."""
    if not _AWAITED.search(text) or not _SUPPLIER.search(text) or plan.entities.products:
        return None
    measures = ("first_due", "order_supplier", "order_number", "days_late")
    return of_lines(plan, measures, filters, "rank", "order").with_(sort=Sort("first_due", False), limit=1)


_BY_VALUE = re.compile(r"\b(?:by|in) (?:value|money|cost|worth|euros?)\b|\bvalue\b")
_AHEAD = re.compile(r"\b(?:next|soonest|coming|upcoming|incoming)\b")
_ENDS = re.compile(
    r"\b(?:oldest|newest|longest|first|last|next|soonest|earliest|latest|recent\w*|dearest|expensive|valuable|overdue)\b"
)
_HOW_MANY = re.compile(HOW_MUCH)
_BESIDE = frozenset(
    {"open_value", "days_late", "days_open", "ordered_on", "first_due", "order_store", "order_supplier", "open_lines"}
)


def _by_group(plan: Plan, text: str, filters: tuple[Filter, ...], narrowed: bool = False) -> Plan | None:
    """ "Which supplier has the most late units?": stores, suppliers and products by such lines, where they are narrowed."""
    said = GROUPED.search(text)
    noun = said["g"] if said else None
    if noun is None and _WHO.search(text) and not plan.entities.suppliers:
        noun = "supplier"  # "who has the most overdue orders?"
    counted = re.search(
        r"\b(?:most|fewest)(?: \w+){0,2}? (?P<n>orders|pos|purchase orders|order lines|lines|deliveries)\b", text
    )
    narrowed = narrowed or any(f.column in ("due_on", "ordered_on") for f in filters)
    if noun is None or not MOST.search(text) or not (narrowed or counted):
        return None
    group = OF_GROUP.get(noun, noun)
    measure = "open_units"
    if counted:
        measure = "open_lines" if "line" in counted["n"] else "open_orders"
    elif re.search(r"\b(?:value|money|worth|cost)\b", text):
        measure = "open_value"
    ranked = of_lines(plan, (measure,), filters, "rank", group).with_(  # type: ignore[arg-type]
        sort=Sort(measure, not FEWEST.search(text)), limit=plan.limit or 1, offset=plan.offset
    )
    late = [f for f in filters if f.column == "due_on" and f.op == "<"]
    if late and group in ("supplier", "store") and FEWEST.search(text) and (plan.limit or 1) == 1:
        none = tuple(
            replace(f, column=f"{NOWHERE}{group}.due_on") for f in late
        )  # "the fewest late orders": none at all
        return of_lines(plan, ("count",), none, "list", group).with_(also=(ranked,))  # type: ignore[arg-type]
    return ranked
