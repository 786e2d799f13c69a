# ruff: noqa: E501 - a pattern is read on one line
"""Counts of each group, and what products lack: "how many to order per store", "which products have no supplier"."""

from __future__ import annotations

import re

from rag.plan import Filter, Plan, Sort
from rag.understanding.message.masking import Masked

__all__ = ["put_counted_each"]

_EACH = re.compile(
    r"\b(?:per|by|for each|for every|in each|in every|at each|from each) (?:single )?(?P<kind>supplier|vendor|store|shop|branch|category)\b"
)
_KINDS = {"vendor": "supplier", "shop": "store", "branch": "store"}
_FIELDS = {"supplier": "suppliers", "store": "stores", "category": "categories"}
_LACKS = re.compile(
    r"\b(?:products?|items?|articles?|skus?|anything|goods|lines)\b(?: \w+){0,3}? (?:without|ha(?:ve|s|ving) no|lack\w*|missing|with no)(?: an?| any| the| their)? "
    r"(?P<what>supplier|vendor|category|(?:(?:unit|selling|sales|retail|list) )?price|(?:unit |purchase )?cost(?: price)?|moq|minimum order(?: quantity)?|order multiple|pack size)\b(?! (?:change|increase|rise|cut)\w*)"
)
_COLUMNS = (
    (re.compile("supplier|vendor"), "product_supplier"),
    (re.compile("category"), "product_category"),
    (re.compile("cost"), "product_unit_cost"),
    (re.compile("price"), "product_unit_price"),
    (re.compile("moq|minimum"), "product_moq"),
    (re.compile("multiple|pack"), "product_order_multiple"),
)


def put_counted_each(plan: Plan, masked: Masked) -> Plan:
    """`plan` with a count for each group that the words name, or of products that lack what they name."""
    lacks = _LACKS.search(masked.text)
    free = not plan.entities.products and not plan.filters[1:] and not plan.scenario
    if lacks and free and plan.intent in ("list", "count", "value"):
        return _lacking(plan, lacks["what"])
    each = _EACH.search(masked.text)
    if each is None or plan.intent != "count" or plan.measures not in ((), ("count",)) or not plan.filters:
        return plan
    kind = _KINDS.get(each["kind"], each["kind"])
    named = getattr(plan.entities, _FIELDS[kind])
    if len(named) == 1 or (plan.group_by == "series" and kind != "store"):
        return plan  # of suppliers and categories products are counted, not order lines
    return plan.with_(
        intent="rank", measures=("count",), group_by=kind, sort=Sort("count"), limit=None, offset=0, per_series=False,
    )  # fmt: skip


def _lacking(plan: Plan, what: str) -> Plan:
    column = next(id for pattern, id in _COLUMNS if pattern.search(what))
    return plan.with_(
        intent="count" if plan.intent == "count" else "list", measures=("count",), group_by="product",
        filters=(Filter(column, "is null"),), sort=None, limit=None, window=None,
    )  # fmt: skip
