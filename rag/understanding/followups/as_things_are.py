# ruff: noqa: E501 - a pattern is read on one line
"""Out of a what-if again: "and what is it as things are today, without that change?"; what it changes: "how many more is that than without it?"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from rag.names.catalogue import Catalogue
from rag.plan import Plan
from rag.understanding.compose import compose

if TYPE_CHECKING:
    from rag.understanding.turn import Turn

__all__ = ["as_things_are", "changed_by_it"]

_CASE = r"(?:change|delay|increase|decrease|rise|drop|jump|cut|uplift|boost|scenario|assumption|supposition|what-?if|condition|extra|difference|promotion|campaign|shock|hypothesis|case)s?"
#: How much more was supposed: "without the quarter", "leaving the 10% out"
_SO_MUCH = r"(?:extra |additional |further |plus )?(?:quarter|half|third|fifth|tenth|\d+(?:\.\d+)? ?(?:%|per ?cent)|percentage|increase|rise|growth|extra|surplus|bump|mark-?up|top-?up|add-?on)(?: (?:more|less|on top|extra))?(?! (?:of|a|per)\b)"
_REALLY = re.compile(
    rf"\bwithout (?:the|that|this|those|any) {_SO_MUCH}\b|\b(?:leave|leaving|put|putting|set|setting|take|taking|drop|dropping|forget|ignore|ignoring|scrap|scratch|minus|less|not counting) (?:the|that|this|those) {_SO_MUCH}(?: (?:out|aside|away|off|again))*(?=\W|$)|"
    rf"\bwithout (?:any of )?(?:that|this|the|such an?|those|these|all that|any) ?(?:\w+ )?{_CASE}\b|\bwithout (?:that|this|it|all that)(?=\W*$|,)"
    r"|\bas (?:things|it|they|matters) (?:are|is|stand|stands|lie|were|was)(?: (?:now|today|at present|at the moment|currently|right now))?\b"
    r"|\b(?:under|with|at|in) (?:the )?(?:current|present|normal|actual|real|today's|unchanged) (?:conditions|circumstances|settings|lead times?|situation|state|plan|figures|terms|demand|prices?)\b"
    rf"|\bif nothing (?:changes|happens|at all changes)\b|\bin reality\b|\b(?:leave|leaving|put|putting|set|setting|take|taking) (?:that|this|the) (?:\w+ )?{_CASE} (?:out|aside|away)\b|\b(?:forget|drop|scrap|undo|cancel|ignore|ignoring|disregard\w*) (?:that|this|the) {_CASE}\b"
)


def as_things_are(turn: Turn, earlier: Plan, catalogue: Catalogue) -> tuple[Turn, Plan]:
    """`turn` and `earlier`, a what-if, without what was supposed, where the message says so; as they are otherwise."""
    text = turn.masked.text
    if earlier.intent != "whatif" or earlier.scenario is None or not _REALLY.search(text) or _CHANGE.search(text):
        return turn, earlier
    if re.search(r"\d", text) and turn.amounts.scenario is not None and turn.amounts.scenario.kind != "skip_order":
        return turn, earlier  # "without that delay, but with 10% more demand"
    turn = replace(turn, masked=replace(turn.masked, text=_without_lead(text)))
    asked = set(turn.reading.measures)
    weak = turn.reading.weak or not asked
    intent = "value" if turn.reading.intent in ("whatif", "value") else turn.reading.intent
    reading = turn.reading.with_(intent=intent, scenario="", weak=weak)
    amounts = replace(turn.amounts, scenario=None)
    plan = compose(turn.masked, reading, amounts, catalogue)
    said = replace(turn, reading=reading, amounts=amounts, plan=plan)
    return said, earlier.with_(intent="value", scenario=None, difference=False)


_END = re.compile(
    r"(?:(?:,? (?:again|then|now|please|for now|once more))*[.,;:!]+(?: (?:and|so|then))?|(?:,? (?:again|then|now)))\s+(?=\w)"
)
_LEAD = re.compile(r"\W*(?:(?:and|ok|okay|so|now|fine|right|but|well|please|then),? )*")


def _without_lead(text: str) -> str:
    """`text` without what is only said at its head to put the supposition aside."""
    lead = _LEAD.match(text)
    said = _REALLY.match(text, lead.end() if lead else 0)
    end = _END.match(text, said.end()) if said else None
    return text[end.end() :] if end else text


_CHANGE = re.compile(
    r"\b(?:difference|gap)\b|\bhow (?:many|much)(?: \w+)? (?:more|less|fewer|extra|additional|higher|lower)\b|\bby how (?:many|much)\b|\bhow (?:many|much) (?:units |pieces )?(?:does|would|do|will) (?:that|it) (?:add|cost|save|change)\b"
)
_OF_TWO_CASES = re.compile(r"\b(?:two|both|those|these|last one|first|second|other)\b")
_FEW = 12  # words


def changed_by_it(turn: Turn, earlier: Plan) -> Plan | None:
    """ "And what's the difference?" after a what-if: what it changes of the figure that was told."""
    text, own = turn.masked.text, set(turn.reading.measures)
    if earlier.intent != "whatif" or earlier.scenario is None or not _CHANGE.search(text):
        return None
    if turn.masked.mentions or turn.masked.windows or _OF_TWO_CASES.search(text) or len(text.split()) > _FEW:
        return None
    if turn.amounts.scenario is not None or not (turn.reading.weak or own <= {*earlier.measures, "expected_sales"}):
        return None
    asked = turn.masked.question
    return earlier.with_(difference=True, question=asked, resolved_question=asked)
