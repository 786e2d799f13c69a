# ruff: noqa: E501 - a pattern is read on one line
"""Stores, suppliers and categories of which nothing meets a condition: "which shops have nothing in excess?" """

from __future__ import annotations

import re
from datetime import date

from rag.names.catalogue import Catalogue
from rag.plan import NOWHERE, Filter, GroupBy, Plan
from rag.understanding.message.masking import Masked
from rag.understanding.plans.the_others import put_the_others

__all__ = ["put_none_of_theirs"]

_GROUPS: tuple[tuple[GroupBy, str], ...] = (
    ("store", r"(?:stores?|shops?|branch(?:es)?|outlets?|sites?|locations?)"),
    ("supplier", r"(?:suppliers?|vendors?)"),
    ("category", r"(?:categor(?:y|ies)|departments?|product groups?|groups?)"),
)
_NONE = (
    r"(?:no|nothing|none|not (?:a|one) (?:single )?|zero|without(?: (?:any|an?))?|free (?:of|from)|free"
    r"|(?:do|does) not (?:have|show|carry|owe|hold)(?: us)? (?:any(?:thing)?|a single)|(?:have|has) not (?:got )?(?:any(?:thing)?|a single))"
)
_BETWEEN = r"(?: (?!and\b|but\b|or\b|that\b must|not\b|have\b|has\b|had\b|is\b|are\b|which\b|who\b)[\w\[\]-]+){0,3}?"
_OUT = r"(?:out of stock|sold out|stock-? ?outs?|run out|empty shel\w+|shelf gaps?|gaps? on the shel\w+|at zero)(?! (?:risks?|probabilit\w+|chances?|dates?|alerts?|warnings?))"
_EXCESS = r"(?:excess\w*|overstock\w*|over-stock\w*|surplus|too much(?: stock)?)"
_LATE = r"(?:late(?!r|st)|overdue|delayed|past due)\b(?! deliver\w+ (?:days|weekday))"
_OPEN = r"(?:open|outstanding|pending) (?:purchase )?(?:orders?|deliver\w+|pos?|order lines?)|(?:on order|on (?:the|its|their) way)"
_ALERTS = r"(?:alerts?|warnings?|alarms?)"

#: "SKUs at zero in any of our stores and nothing on order": goods, wherever that is so
_GOODS_SOMEWHERE = re.compile(
    r"\b(?:products?|items?|articles?|skus?|goods|lines)\b[^?]{0,60}\b(?:in|at) (?:any|one|some|at least one|a)(?: single)?(?: (?:one )?of (?:our|the|my))? \w+$"
)


def put_none_of_theirs(plan: Plan, masked: Masked, catalogue: Catalogue) -> Plan:
    """`plan` as the list, or number, of the groups that have no line of the kind; unchanged where none is asked for."""
    text = masked.text
    if (others := put_the_others(plan)) is not plan:
        return others
    if plan.intent not in ("list", "count", "value", "rank") or plan.entities.products or plan.scenario is not None:
        return plan
    for group, noun in _GROUPS:
        said = re.search(
            rf"(?:\b(?:which|what|how many|any|all|list|show|name|the|our)\b[^?]{{0,20}}|^)(?<!\[)\b{noun}\b(?!\])(?P<rest>[^?]*)",
            text,
        )
        if said is None or _GOODS_SOMEWHERE.search(text[: said.start("rest")]):
            continue
        condition = _condition(said["rest"], catalogue.calendar.as_of)
        if condition is None:
            return plan
        column = condition.column
        whole = (
            condition
            if column == "alert_count"
            else Filter(f"{NOWHERE}{group}.{column}", condition.op, condition.value)
        )
        intent = "count" if re.search(r"\b(?:how many|number of|count)\b", text) else "list"
        return plan.with_(
            intent=intent, measures=("count",), group_by=group, filters=(whole,), sort=None, limit=None, offset=0,
            per_series=False, window=None, statistic="total", share=False, share_of="",
        )  # fmt: skip
    return plan


def _condition(text: str, as_of: date) -> Filter | None:
    """The condition that no line may meet, where a negation stands before its words."""
    for words, condition in (
        (_OUT, Filter("on_hand", "<=", 0)),
        (_EXCESS, Filter("action", "=", "excess")),
        (_LATE, Filter("due_on", "<", as_of)),
        (_OPEN, Filter("on_order", ">", 0)),
        (_ALERTS, Filter("alert_count", "<=", 0)),
    ):
        if re.search(rf"\b{_NONE}{_BETWEEN} ?\b(?:{words})", text):
            return condition
    return None
