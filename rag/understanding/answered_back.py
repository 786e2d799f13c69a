# ruff: noqa: E501 - a pattern is read on one line
"""Messages that answer a question of ours, or change one number of the question before."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from rag.catalogue import Catalogue
from rag.plan import Plan
from rag.understanding.amounts import ORDINALS
from rag.understanding.numbers import number

if TYPE_CHECKING:
    from rag.understanding.conversation import Turn

__all__ = ["chosen_question", "other_limit"]

_MOST_WORDS = 6  # beside the name itself
_NTH = re.compile(
    r"^\W*(?:the |number |no\.? ?|#)?(?P<nth>first|second|third|fourth|fifth|last|[1-8])(?: one)?(?: please| then)?\W*$"
)


def chosen_question(turn: Turn, asked: Plan, catalogue: Catalogue) -> str | None:
    """The question that was asked back about, with the candidate in it that `turn` chooses; None where it chooses none."""
    unclear = asked.ambiguity
    if asked.intent != "clarify" or unclear is None or unclear.text.lower() not in asked.question.lower():
        return None
    name = _by_place(turn.masked.text, unclear.candidates) or _by_name(turn, unclear.kind, catalogue)
    if name is None:
        return None
    return re.sub(re.escape(unclear.text), lambda _: name, asked.question, count=1, flags=re.IGNORECASE)


def _by_place(text: str, candidates: tuple[str, ...]) -> str | None:
    said = _NTH.match(text)
    if said is None or not candidates:
        return None
    at = int(said["nth"]) - 1 if said["nth"].isdigit() else ORDINALS.get(said["nth"], 0)
    at = len(candidates) - 1 if said["nth"] == "last" else at
    return candidates[at] if at < len(candidates) else None


def _by_name(turn: Turn, kind: str, catalogue: Catalogue) -> str | None:
    named = [m for m in turn.masked.mentions if m.kind == kind and not m.ambiguous]
    others = [m for m in turn.masked.mentions if m.kind != kind]
    rest = len(turn.masked.text.split()) - len(named)
    if len(named) != 1 or others or rest > _MOST_WORDS or turn.masked.windows or not turn.reading.weak:
        return None
    return catalogue.name(kind, named[0].items[0].id)


#: "Too many. Make it 15%", "and above 20?"
_OTHER_LIMIT = re.compile(
    r"\b(?:make (?:it|that|this)|change (?:it|that|this) to|(?:rather|better|say|take|use|with|and|or|what about|how about|raise (?:it|that) to|lower (?:it|that) to|set (?:it|that) (?:to|at)))"
    r"(?: (?:above|over|below|under|at least|at most|more than|less than|only|just|rather))*"
    r" (?P<n>\d+(?:[.,]\d+)?) ?(?P<unit>%|percent|per cent|units?|pieces|days?|euros?|eur|pounds?|dollars?)?(?= ?(?:[?.,!]|$|instead\b|then\b|please\b|and (?:list|show|name|tell)\b))"
)


#: "Only the first three"
_FIRST_N = re.compile(
    r"^\W*(?:and |ok |please |now )*(?:(?:show|give|tell|list)(?: me)? )?(?:only |just )?(?:the )?(?:first|top) "
    r"(?P<n>\d{1,2}|two|three|four|five|six|seven|eight|nine|ten)(?: of (?:them|these|those))?(?: only| please| then)?\W*$"
)


def other_limit(turn: Turn, earlier: Plan) -> Plan | None:
    """`earlier` with another number as its only limit: "make it 15% and list them"; None where that is not asked."""
    if (first := _FIRST_N.match(turn.masked.text)) and earlier.intent in ("list", "rank") and not turn.masked.mentions:
        asked = turn.masked.question
        return earlier.with_(limit=int(number(first["n"])), offset=0, question=asked, resolved_question=asked)
    said = _OTHER_LIMIT.search(turn.masked.text)
    limits = [f for f in earlier.filters if isinstance(f.value, (int, float)) and f.op in (">", ">=", "<", "<=") and f.value]  # fmt: skip
    own = turn.plan.entities.products or turn.masked.windows or turn.amounts.scenario
    if said is None or len(limits) != 1 or own or earlier.intent not in ("list", "count", "rank"):
        return None
    changed = replace(limits[0], value=float(said["n"].replace(",", ".")))
    intent = "list" if re.search(r"\b(?:list|show|name|which|tell)\b", turn.masked.text) else earlier.intent
    filters = tuple(changed if f is limits[0] else f for f in earlier.filters)
    measures = tuple(m for m in earlier.measures if m != "count") if intent == "list" else earlier.measures
    question = turn.masked.question
    return earlier.with_(
        intent=intent, filters=filters, measures=measures, question=question, resolved_question=question
    )
