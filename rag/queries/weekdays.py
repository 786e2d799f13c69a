"""The weekday of a date that is told, where the question asks for it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from rag.facts import Evidence

__all__ = ["with_weekdays"]

_ASKED = re.compile(
    r"\b(?:which|what) (?:week ?day|day of the week)\b|\b(?:which|what) day (?:is|was|would) (?:that|it|this)\b",
    re.IGNORECASE,
)
_TOLD = 3


def with_weekdays(evidence: Evidence, question: str) -> Evidence:
    """`evidence` with "2 April 2026 is a Thursday." for its first dates."""
    if evidence.status != "answered" or not _ASKED.search(question):
        return evidence
    days = dict.fromkeys(f.value for f in evidence.facts if f.asked and isinstance(f.value, date))
    told = [f"{day.day} {day:%B %Y} is a {day:%A}." for day in list(days)[:_TOLD]]
    return replace(evidence, messages=(*evidence.messages, *told))
