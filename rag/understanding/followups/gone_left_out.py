# ruff: noqa: E501 - a pattern is read on one line
"""A list of what runs out once more, without what is out already: "without the ones that are sold out, please"."""

from __future__ import annotations

import re

from rag.plan import Plan
from rag.understanding.message.masking import Masked
from rag.understanding.words.gone_already import LEAVES, without_the_gone

__all__ = ["gone_left_out"]

_ONLY_THAT = re.compile(
    rf"^\W*(?:(?:and|ok|okay|now|but|please|then|so|can|could|you|we|the same|same|again|just|only|list|show|me|give)[,.]? )*(?:{LEAVES}\b|(?:those|the ones|what|whatever|everything)\b)[^?]{{0,60}}$"
)
_MOST_WORDS = 14


def gone_left_out(masked: Masked, earlier: Plan) -> Plan | None:
    """`earlier` without what is gone; None where something else is asked, or is asked as well."""
    text = masked.text
    if masked.mentions or masked.windows or len(text.split()) > _MOST_WORDS or not _ONLY_THAT.match(text):
        return None
    fewer = without_the_gone(earlier, text)
    return None if fewer is earlier else fewer.with_(question=masked.question, resolved_question=masked.question)
