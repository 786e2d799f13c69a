# ruff: noqa: E501 - a pattern is read on one line
"""First by one figure but not by another: "which category leads in units but not in revenue?"; both leaders are told."""

from __future__ import annotations

import re
from datetime import timedelta

from rag.names.catalogue import Catalogue
from rag.plan import GroupBy, Plan, Sort
from rag.times.windows import make_window
from rag.understanding.message.masking import Masked

__all__ = ["put_two_leaders"]

_UNITS = r"(?:units?|pieces|volume|quantity|quantities|items|number of units|units sold|sales volume)"
_MONEY = r"(?:revenue|turnover|takings|money|euros?|sales value|value|income)"
_KIND = r"(?P<kind>category|categories|store|shop|branch|product|item|article|supplier|vendor)s?"
_FIRST = r"(?:leads?|is (?:the )?(?:first|top|ahead|number one|no\.? ?1|best|biggest|leader|leading)|comes (?:out )?(?:first|top)|ranks? (?:first|top|highest)|tops|wins|sells? (?:the )?most|(?:has|moves|brings in|makes) (?:the )?(?:most|highest|biggest))"
_BUT_NOT = re.compile(
    rf"\b{_KIND}\b[^?]{{0,20}}\b{_FIRST}\b[^?]{{0,25}}\b(?P<a>{_UNITS}|{_MONEY})\b[^?]{{0,20}}\b(?:but|yet|though|although|without|and)\b[^?]{{0,25}}\b(?:not|isn't|is not|isnt|n't|never|being|leading)\b[^?]{{0,35}}\b(?P<b>{_UNITS}|{_MONEY})\b"
    rf"|\b(?:is|are) the {_KIND.replace('<kind>', '<kind2>')} (?:that |which )?(?:with the |has the |sells the |sold the |leads in |leading in )?(?:most|highest|top|biggest)?[^?]{{0,12}}\b(?P<a2>{_UNITS}|{_MONEY})\b[^?]{{0,20}}\b(?:also|at the same time|the same)\b[^?]{{0,45}}\b(?P<b2>{_UNITS}|{_MONEY})\b"
)
_GROUPS: dict[str, GroupBy] = {
    "cat": "category", "sto": "store", "sho": "store", "bra": "store", "pro": "product", "ite": "product",
    "art": "product", "sup": "supplier", "ven": "supplier",
}  # fmt: skip
_OVER = 90  # days: the stretch over which revenue is held


def put_two_leaders(plan: Plan, masked: Masked, catalogue: Catalogue) -> Plan:
    """`plan` as the first by each of the two figures; unchanged where no such thing is asked."""
    said = _BUT_NOT.search(masked.text)
    if said is None or plan.scenario or plan.intent in ("refuse", "no_data", "clarify", "notes", "help"):
        return plan
    first, second = (re.fullmatch(_UNITS, said[g] or said[f"{g}2"]) is not None for g in ("a", "b"))
    if first is second or any(w.side == "forecast" for w in masked.windows):
        return plan
    as_of = catalogue.calendar.as_of
    past = next((w for w in masked.windows if w.side == "history"), None)
    window = past or make_window(as_of - timedelta(_OVER - 1), as_of, f"last {_OVER} days", catalogue.calendar)
    group = _GROUPS[(said["kind"] or said["kind2"])[:3]]
    units, money = (
        Plan(
            "rank", measures=(m,), entities=plan.entities, window=window, group_by=group, sort=Sort(m), limit=1,
            question=plan.question, resolved_question=plan.resolved_question, confidence=plan.confidence,
        )
        for m in ("actual_sales", "actual_revenue")
    )  # fmt: skip
    return units.with_(also=(money,)) if first else money.with_(also=(units,))
