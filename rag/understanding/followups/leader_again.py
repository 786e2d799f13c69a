# ruff: noqa: E501 - a pattern is read on one line
"""What a ranking put first, gone back to after other matters: "back to that bestselling compost"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from rag.names.catalogue import Catalogue, name_key
from rag.plan import Plan

if TYPE_CHECKING:
    from rag.understanding.turn import Turn

__all__ = ["leader_again"]

_BACK_TO_IT = re.compile(
    r"\b(?:back to|return(?:ing)? to|once more(?: on| to)?|again on|as for|about) (?P<it>(?:the|that|this|our|your) (?:best|top|biggest|strongest|leading|number one)[ -]?(?:sell(?:er|ing)|one|leader|placed)?(?P<rest>(?: [a-z][\w-]*){0,2}?))"
    r"(?= ?(?:[,.:;?!-]|$|\bin\b|\bfor\b|\bagain\b|\bwhat\b|\bhow\b|\bwhen\b|\bwho\b))",
    re.IGNORECASE,
)
_NOUNS = frozenset({"one", "product", "item", "article", "line", "thing", "sku"})
_BY_SALES = frozenset({"expected_sales", "actual_sales", "revenue_90d", "actual_revenue", "expected_revenue"})


def leader_again(
    turn: Turn, question: str, plans: Sequence[Plan], answers: Sequence[str], catalogue: Catalogue
) -> tuple[str, str] | None:
    """What is said of the best seller told before, and its whole name, with its store where none is said."""
    said = _BACK_TO_IT.search(question)
    back = next((n for n, p in enumerate(reversed(plans)) if _ranks_sales(p)), None)
    if said is None or back is None or len(answers) <= back or turn.masked.of_kind("product"):
        return None
    answer = answers[-1 - back]
    places = [(at, i.name) for i in catalogue.of_kind("product") if (at := answer.find(i.name)) >= 0]
    if not places:
        return None
    _, name = min(places, key=lambda p: (p[0], -len(p[1])))
    kinds = " ".join(catalogue.name("category", c) for c in plans[-1 - back].entities.categories)
    known = _NOUNS | set(name_key(f"{name} {kinds}").split())
    if not {name_key(w) for w in said["rest"].split()} <= known:
        return None  # the best of something else
    stores = plans[-1 - back].entities.stores
    place = f" in {catalogue.name('store', stores[0])}" if len(stores) == 1 and not turn.masked.of_kind("store") else ""
    return said["it"], f"{name}{place}"


def _ranks_sales(plan: Plan) -> bool:
    ranked = plan.intent == "rank" and plan.group_by == "product" and not plan.offset
    return bool(ranked and plan.sort and plan.sort.descending and set(plan.measures[:1]) & _BY_SALES)
