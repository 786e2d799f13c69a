# ruff: noqa: E501 - a pattern is read on one line
"""Goods that stand where only goods can and that nobody sells here: "any umbrellas left?", "[product] plus apple pie"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.names.mentions import Mention
from rag.understanding.message.lexicon import SHORT_FORMS, correct, subject_words
from rag.understanding.message.note_topics import FUNCTION, NOTE_TOPIC, NOTE_WORD

__all__ = ["some_left"]

_NOUN = r"(?P<n>[a-z][a-z'-]{2,}(?: [a-z][a-z'-]{2,})?)"
_WHERE = r"(?:in|at|from|there|here|today|now|right now|at the moment)"
_THERE = r"(?:left|in stock|available|on hand|on the (?:shelf|shelves)|in the (?:shop|store|back|warehouse))"
_ANY = (
    re.compile(rf"\b(?:any|some)(?: more| other)? {_NOUN} (?:still )?{_THERE}\b", re.IGNORECASE),
    re.compile(
        rf"\b(?:have|sell|stock|carry|keep|got|hold)s?(?: you| we| they)?(?: got)? (?:any|some)(?: more)? {_NOUN}(?=\W*$|[?.!;]| {_WHERE}\b)",
        re.IGNORECASE,
    ),
)
_PLUS = re.compile(
    rf"\s*(?:\bplus|\+|\bas well as|\balong with|\btogether with) (?:the |some |an? )?{_NOUN}(?=\W*$|[?.!;,]| (?:in|at|for|next|tomorrow|this|last|over)\b)",
    re.IGNORECASE,
)
#: What one has or has not, and no shop sells
_NO_GOODS = re.compile(
    r"(?:.*\b)?(?:ideas?|clues?|thoughts?|suggestions?|questions?|news|advice|objections?|worr(?:y|ies)|concerns?|plans?|complaints?|reasons?|rules?|luck|views?|opinions?|options?|alternatives?|troubles?|proof|evidence|details?|examples?|openings?|staff|help|energy|patience)",
    re.IGNORECASE,
)


def some_left(text: str, taken: Sequence[tuple[int, int]], products: Sequence[Mention]) -> list[Mention]:
    """Names of goods that stand in such places and are none of `taken`, the stretches that are understood."""
    said = [m for pattern in _ANY for m in pattern.finditer(text)]
    said += [m for p in products if (m := _PLUS.match(text, p.end))]
    found: list[Mention] = []
    for match in said:
        start, end = match.span("n")
        free = not any(a < end and start < b for a, b in [*taken, *((f.start, f.end) for f in found)])
        if free and _are_goods(match["n"]):
            found.append(Mention(start, end, match["n"], "unknown product"))
    return found


def _are_goods(said: str) -> bool:
    known = subject_words()
    words = said.lower().split()
    ours = any(w in known or w.removesuffix("s") in known or w in FUNCTION or w in SHORT_FORMS for w in words)
    slips = any(correct(w) != w for w in words)
    return not (ours or slips or _NO_GOODS.fullmatch(said) or NOTE_TOPIC.search(said.lower()) or NOTE_WORD.search(said))
