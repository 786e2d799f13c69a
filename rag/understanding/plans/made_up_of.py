# ruff: noqa: E501 - a pattern is read on one line
"""A figure with the figures that it is the sum of: "how long is the protection period, and which two parts has it?"."""

from __future__ import annotations

import re

from rag.plan import Plan
from rag.understanding.message.masking import Masked
from rag.understanding.message.tidying import tidy

__all__ = ["put_parts_of"]

_PARTS = {
    "protection_days": ("lead_time_days", "review_period_days"),
    "reorder_point": ("protection_mean", "safety_stock"),
    "inventory_position": ("on_hand", "on_order"),
}
_MADE_UP = re.compile(
    r"\b(?:made (?:up )?(?:of|from|out of)|mak(?:e|es) (?:it|that|this) up|(?:is|are|was) it made up\b|compos(?:ed|ition)|consist\w*|compris\w*|built (?:up )?(?:of|from)|put together|adds? up (?:from|out of)|derived from|come(?:s)? from which)\b"
    r"|\b(?:which|what|its|the|two|both|each of the|into|of the|by)(?: two| single| different)? (?:parts?|pieces|components?|elements|ingredients|building blocks|constituents|addends|summands)\b(?! (?:of the )?(?:stores?|order|number))"
    r"|\b(?:split|breaks? (?:it |that |this )?down|broken down|breakdown|divide\w*|decompos\w*)\b(?! by (?:store|shop|product|day|week|category|supplier))"
    r"|\b(?:lead time|review)(?: (?:part|share|portion|component))\b"
)

_DEMAND = re.compile(r"\b(?:demand|units?|sell\w*|sales|sold|quantity)\b")


def put_parts_of(plan: Plan, masked: Masked) -> Plan:
    """`plan` of one figure with its parts beside it, where the words ask what it is made of; unchanged otherwise."""
    plain = plan.intent in ("value", "explain") and plan.scenario is None and not (plan.share or plan.group_by)
    whole = next((m for m in _PARTS if m in plan.measures), "")
    said = tidy(masked.question).lower()
    if not plain or not whole or not _MADE_UP.search(said):
        return plan
    guessed = {"protection_mean"} if whole == "protection_days" and not _DEMAND.search(said) else set()
    if not set(plan.measures) <= {whole, *_PARTS[whole], *guessed}:
        return plan
    return plan.with_(intent="value", measures=(whole, *_PARTS[whole]), difference=False, sort=None)
