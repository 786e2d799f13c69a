"""Wordings that are foreign to a buyer's desk, formal or translated word for word, put into its usual ones.

"What number of pieces will be brought again in the two weeks which come?" asks how many are returned in the next two
weeks. Only wordings that mean one thing, whatever stands around them, belong in `rag.understanding.message.wordings`.
"""

from __future__ import annotations

import re

from rag.understanding.message.already_ordered import what_is_on_order
from rag.understanding.message.and_the_others import with_the_others_asked
from rag.understanding.message.around_a_start import around_the_start
from rag.understanding.message.causes import without_causes
from rag.understanding.message.in_general import put_in_full
from rag.understanding.message.left_for_later import without_what_can_wait
from rag.understanding.message.of_the_leader import leader_first
from rag.understanding.message.stand_ins import with_the_stand_in_asked
from rag.understanding.message.wordings import (
    asking,
    budgets,
    figures,
    goods,
    orders,
    promotions,
    ranks,
    suppositions,
    times,
)

__all__ = ["put_plainly"]

#: In the order in which they are put: what is asked for first, for it may free the words that the others need.
_COMPILED = tuple(
    (re.compile(pattern, re.IGNORECASE), said)
    for table in (promotions, asking, times, goods, orders, ranks, figures, budgets, suppositions)
    for pattern, said in table.WORDINGS
)
#: "Were sales of it to reach 500, ...", "should the order not be placed, ...": a condition without "if".
_INVERTED = re.compile(
    r"(?P<before>^|[,.;:?!-] )(?:were|was) (?P<what>"
    r"(?!(?:there|it|they|we|you|any|all|these|those|sales (?:up|down))\b)[^,?.;]{3,90}?)"
    r" (?P<no>not )?to (?P<verb>be|\w+)\b(?=[^?]*,)",
    re.IGNORECASE,
)
_ONES = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
#: "Thirty percent", "twenty-five per cent"
_PERCENT = re.compile(
    rf"\b(?<!-)(?:(?P<tens>{'|'.join(_TENS)})(?:[ -](?P<plus>{'|'.join(_ONES[:9])}))?"
    rf"|(?P<ones>{'|'.join(_ONES)})|(?P<hundred>(?:a |one )?hundred)) ?-?(?=per ?cent\b|%)",
    re.IGNORECASE,
)


def put_plainly(text: str) -> str:
    """`text` in the usual words."""
    text = _PERCENT.sub(_in_figures, put_in_full(text))
    text = leader_first(with_the_others_asked(without_what_can_wait(with_the_stand_in_asked(text))))
    for pattern, said in _COMPILED:
        text = pattern.sub(said, text)
    return around_the_start(_INVERTED.sub(_if, what_is_on_order(without_causes(text))))


def _in_figures(match: re.Match[str]) -> str:
    if match["hundred"]:
        return "100 "
    tens = 10 * (_TENS.index(match["tens"].lower()) + 2) if match["tens"] else 0
    ones = match["plus"] or match["ones"]
    return f"{tens + (_ONES.index(ones.lower()) + 1 if ones else 0)} "


def _if(match: re.Match[str]) -> str:
    verb = ("is not" if match["no"] else "is") if match["verb"].lower() == "be" else match["verb"]
    if match["no"] and match["verb"].lower() != "be":
        verb = f"do not {verb}"
    return f"{match['before']}if {match['what']} {verb}"
