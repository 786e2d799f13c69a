"""What an answer of the conversation told: the note that it quoted first, and the goods that the note names instead."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from rag.names.catalogue import Catalogue
from rag.names.linking import Mention
from rag.notes.words import INSTEAD
from rag.plan import Plan
from rag.times.windows import find_windows, make_window

__all__ = ["with_what_was_told"]

_ITS_DAY = re.compile(r"\bon (\d{1,2} [A-Z][a-z]+ \d{4})\b")
_TITLE = re.compile(r'\bnote "([^"]+)"', re.IGNORECASE)


def with_what_was_told(plan: Plan, answer: str, catalogue: Catalogue, link: Callable[[str], Sequence[Mention]]) -> Plan:
    """`plan`, a question about notes, with the note that its `answer` quotes first where it named none itself.

    After "what can we offer instead?", with the only other product that the answer names.
    """
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
    if quoted is None or named.products or named.suppliers:
        return plan
    ids = [item.id for item in catalogue.of_kind("note") if item.name == quoted[1]]
    return plan.with_(entities=replace(named, notes=(ids[0],))) if len(ids) == 1 else plan


def _with_its_day(plan: Plan, answer: str, catalogue: Catalogue) -> Plan:
    """The plan of "which event comes next?" with the day that was told, for "that day"; the question stays as wide."""
    told = _ITS_DAY.search(answer)
    days = find_windows(told[1].lower(), catalogue.calendar) if told else []
    if len(days) != 1:
        return plan
    day = days[0].window
    return plan.with_(window=make_window(day.start, day.end, day.label, catalogue.calendar, asked=False))
