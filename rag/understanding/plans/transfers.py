# ruff: noqa: E501 - a pattern is read on one line
"""Goods moved from one store to another without a quantity: "can we send [product] from Cork to Sligo?"; what both have is told."""

from __future__ import annotations

import re

from rag.plan import Plan
from rag.understanding.message.masking import Masked
from rag.understanding.message.note_topics import NOTE_WORD

__all__ = ["put_transfer"]

_MOVE = re.compile(
    r"\b(?:send|sending|sent|move|moving|transfer\w*|ship|shipping|shift|shifting|bring|bringing|take|taking|relocat\w+|redistribut\w+|rebalanc\w+|give|lend|spare)\b"
)
_FROM_TO = re.compile(
    r"\b(?:from|out of) \[store\](?: over| across)? (?:to|into) \[store\]|\b(?:to|into) \[store\],? (?:from|out of) \[store\]"
)
_TOLD = ("on_hand", "days_of_cover", "excess_units")


def put_transfer(plan: Plan, masked: Masked) -> Plan:
    """`plan` as what the two stores have of the product, where a move is asked for and no quantity is said."""
    text = masked.text
    one = len(plan.entities.products) == 1 and len(plan.entities.stores) == 2
    if not one or plan.scenario or not _MOVE.search(text) or not _FROM_TO.search(text) or NOTE_WORD.search(text):
        return plan
    return plan.with_(
        intent="value", measures=_TOLD, group_by="store", per_series=True, window=None, filters=(), note_query="",
        sort=None, limit=None, statistic="total", difference=False, second_window=None,
    )  # fmt: skip
