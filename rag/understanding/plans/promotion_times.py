# ruff: noqa: E501 - a pattern is read on one line
"""Begin, end and length of a planned promotion, also where two of them are asked for in one question."""

from __future__ import annotations

import re

from rag.measures import PLANNED_PROMOTION
from rag.plan import Plan, Sort
from rag.understanding.message.masking import Masked
from rag.understanding.message.note_topics import NOTE_WORD

__all__ = ["put_promotion_times", "times_of_promotion"]

_BEGINS = re.compile(
    r"\b(?:start\w*|begin\w*|kick\w* off|first(?: and (?:the )?(?:last|final|closing))? days?|go(?:es)? live|from when|when (?:is|are))\b"
)
_LENGTH = re.compile(
    r"\b(?:for )?how (?:long|many days)\b(?! (?:until|till|before|ago))|\b(?:length|duration)\b|\bwhat length\b"
)
_UNTIL = re.compile(
    r"\b(?:(?:un)?till?|to) (?:when|which|what)\b|\b(?:ends?|ending|stops?|finish\w*|expires?|closes?)\b"
    r"|\b(?:last|final|closing)(?: and (?:the )?first)? (?:day|date)s?\b|\b(?:is|be) (?:it |that )?over\b"
)
_NEXT_ONE = re.compile(
    r"\b(?:which|what) (?:of (?:our|the) )?(?P<many>products|items|articles|skus)?[^?]{0,40}\b(?:on (?:promo(?:tion)?|(?:special )?offer)|promoted)"
    r" (?:next|soonest|first|earliest)\b|\bnext (?:product|item|article|one) (?:to (?:go|come|be) )?(?:on (?:promo(?:tion)?|(?:special )?offer)|promoted)\b"
)
_RUNNING = frozenset({"running_promotion_until"})


def times_of_promotion(text: str) -> tuple[str, ...]:
    """Which of begin, end and length are asked for, as measures, in the order of time."""
    asked = (("promotion_on", _BEGINS), ("promotion_until", _UNTIL), ("promotion_length", _LENGTH))
    return tuple(measure for measure, pattern in asked if pattern.search(text))


def put_promotion_times(plan: Plan, masked: Masked) -> Plan:
    """`plan` with all times of the promotion that the question asks for, where it asks for one of them."""
    if (next_one := _NEXT_ONE.search(masked.text)) and (
        plan.intent in ("rank", "list", "value") or (plan.intent == "notes" and not NOTE_WORD.search(masked.text))
    ):
        return plan.with_(
            intent="rank", measures=("promotion_on",), sort=Sort("promotion_on", False), group_by="product",
            limit=plan.limit or (None if next_one["many"] else 1), window=None, filters=(),
        )  # fmt: skip
    times = PLANNED_PROMOTION & set(plan.measures)
    if times and plan.intent == "rank" and plan.sort is not None and plan.sort.measure not in times:
        return plan.with_(sort=Sort(plan.measures[0], plan.sort.descending))
    if plan.intent != "value" or not times or times == _RUNNING:
        return plan
    asked = times_of_promotion(masked.text)
    others = tuple(m for m in plan.measures if m not in PLANNED_PROMOTION)
    if others and len(plan.entities.stores) != 1 and not plan.also:  # a sum beside days, which have none
        when = plan.with_(measures=asked if len(asked) > 1 else tuple(m for m in plan.measures if m in times))
        return plan.with_(measures=others, note_query="", also=(when.with_(note_query=""),))
    return plan if len(asked) < 2 else plan.with_(measures=(*asked, *others))
