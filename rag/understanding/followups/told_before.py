"""What an answer of the conversation told: the note that it quoted first, the goods that the note names instead, what a
ranking put first."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from rag.names.catalogue import Catalogue
from rag.names.linking import Mention
from rag.notes.words import INSTEAD
from rag.plan import Plan
from rag.times.windows import find_windows, make_window

__all__ = ["with_what_was_told"]

FIELDS: dict[str, str] = {"product": "products", "store": "stores", "supplier": "suppliers", "category": "categories"}
_ITS_DAY = re.compile(r"\bon (\d{1,2} [A-Z][a-z]+ \d{4})\b")
_WHICH_PRODUCT = re.compile(r"\b(?:which|what) (?:product|item|article|one)\b", re.IGNORECASE)
_TITLE = re.compile(r'\bnote "([^"]+)"', re.IGNORECASE)


def with_what_was_told(plan: Plan, answer: str, catalogue: Catalogue, link: Callable[[str], Sequence[Mention]]) -> Plan:
    """`plan` with what its `answer` told: the note that was quoted first where it named none itself, after "what can we
    offer instead?" the only other product that is named, and the one thing of a ranking that it was about.
    """
    if plan.among is not None:
        return _with_the_one_ranked(plan, plan.among, answer, link)
    if plan.measures == ("next_event",) and plan.intent == "value" and plan.window is None:
        return _with_its_day(plan, answer, catalogue)
    if plan.intent != "notes" or plan.entities.notes:
        return plan
    named = plan.entities
    if named.products and INSTEAD.search(plan.question):
        told = {m.items[0].id for m in link(answer) if m.kind == "product" and len(m.items) == 1}
        others = told - set(named.products)
        return plan.with_(entities=replace(named, products=tuple(others))) if len(others) == 1 else plan
    quoted = _TITLE.search(answer)
    ids = [item.id for item in catalogue.of_kind("note") if quoted is not None and item.name == quoted[1]]
    if len(ids) == 1 and (found := _which_product_it_is(plan, catalogue.note_about.get(ids[0], {}))):
        return plan.with_(entities=replace(named, products=(found,), suppliers=()))
    if quoted is None or named.products or named.suppliers:
        return plan
    return plan.with_(entities=replace(named, notes=(ids[0],))) if len(ids) == 1 else plan


def _which_product_it_is(plan: Plan, about: Mapping[str, str]) -> str:
    """After "which of the boots is that note about?" the product of it; "" where none was asked."""
    found, named = about.get("product", ""), plan.entities
    if len(named.products) > 1:
        return found if found in named.products else ""
    return found if not named.products and _WHICH_PRODUCT.search(plan.question) else ""


def _with_the_one_ranked(plan: Plan, ranking: Plan, answer: str, link: Callable[[str], Sequence[Mention]]) -> Plan:
    """A figure of the first of a ranking with that thing as its own, for what is asked of it elsewhere."""
    field = FIELDS.get(ranking.group_by or "")
    if ranking.limit != 1 or not field or getattr(plan.entities, field):
        return plan
    told = {m.items[0].id for m in link(answer) if m.kind == ranking.group_by and len(m.items) == 1}
    return plan.with_(entities=replace(plan.entities, **{field: tuple(told)})) if len(told) == 1 else plan


def _with_its_day(plan: Plan, answer: str, catalogue: Catalogue) -> Plan:
    """The plan of "which event comes next?" with the day that was told, for "that day"; the question stays as wide."""
    told = _ITS_DAY.search(answer)
    days = find_windows(told[1].lower(), catalogue.calendar) if told else []
    if len(days) != 1:
        return plan
    day = days[0].window
    return plan.with_(window=make_window(day.start, day.end, day.label, catalogue.calendar, asked=False))
