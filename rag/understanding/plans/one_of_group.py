# ruff: noqa: E501 - a pattern is read on one line
"""A change of one product told in a total: "only [product] sells 25% better; what does [category] sell then?"."""

from __future__ import annotations

import re
from dataclasses import replace

from rag.plan import Plan

__all__ = ["put_one_of_group"]

_ALONE = re.compile(
    r"\b(?:only|just|solely|merely)\b[^?.,;]{0,40}\[product\]|\[product\](?: alone| only| by itself| on its own)\b"
    r"|\b(?:nothing|none|no (?:other|more)) (?:else|other|of the (?:others?|rest))\b"
    r"|\b(?:every|all|the|any|no)?(?: of)?(?: the)? ?\b(?:others?|rest|remaining|remainder)\b[^?.;]{0,40}\b(?:stay\w*|remain\w*|unchanged|unaffected|as (?:it|they|forecast|before|expected|planned|usual)|same|changes?)\b"
    r"|\beverything else\b[^?.;]{0,40}\b(?:stay\w*|remain\w*|unchanged|as (?:it|forecast|before|expected|planned|usual)|same|equal)\b"
)
_OF_GROUP = re.compile(
    r"\b(?:what(?! if| would happen)|how (?:many|much)|which)\b[^?.]*\[(?:category|supplier)\]|\[(?:category|supplier)\][^?.;]{0,40}\b(?:what|how (?:many|much))\b"
)
_OF_STORE = re.compile(
    r"\b(?:whole|entire|complete|(?<!not the )(?<!no )(?<!not a )total|overall|altogether|in all|all (?:the |its |our )?(?:products|items|goods)|everything)\b"
)
#: Asked of the product: its name stands before what is supposed
_OF_IT = re.compile(
    r"\b(?:what(?! if| would happen)|how (?:many|much)|which)\b(?:(?!\bif\b|suppos|assum|\bwhen\b|imagin|\[category|\[supplier)[^?.])*(?:\[product\]|\b(?:of|for) it\b|\bit (?:sell|need|last|make|do)\w*\b)"
)


def put_one_of_group(plan: Plan, text: str) -> Plan:
    """`plan`, a what-if on the demand of one product, told for what it belongs to; `unit` then names the product."""
    scenario, named = plan.scenario, plan.entities
    one = plan.intent == "whatif" and len(named.products) == 1 and set(plan.measures) <= {"expected_sales"}
    if scenario is None or scenario.kind != "demand" or not one or _OF_IT.search(text):
        return plan
    group = bool(named.categories or named.suppliers) and (_OF_GROUP.search(text) or _ALONE.search(text))
    store = _ALONE.search(text) and named.stores and _OF_STORE.search(text)
    if not group and not store:
        return plan
    changed = replace(scenario, unit=named.products[0])
    return plan.with_(
        entities=replace(named, products=()), scenario=changed, per_series=False, measures=("expected_sales",)
    )
