# ruff: noqa: E501 - a pattern is read on one line
"""The size of a what-if that is put in words which the grammar of suppositions does not have.

The trained heads tell that something is supposed ("n 10% less = ?", "they slap 8 per cent on everything"); how much,
and which way, is read here: a percentage, a part or a multiple, and words that say more or less.
"""

from __future__ import annotations

import re

from rag.plan import Plan, Scenario
from rag.understanding.words.how_often import HOW_OFTEN
from rag.understanding.words.numbers import blank

__all__ = ["LEFT_ALONE", "loosely_supposed", "of_lower_demand", "sold_while_shut"]

_PERCENT = re.compile(r"(?<![\d.])(?P<n>\d{1,3}(?:\.\d+)?) ?(?:%|percent|per cent|pct)")
_PARTS = {
    "half": 0.5, "third": 1 / 3, "quarter": 0.25, "fifth": 0.2, "tenth": 0.1, "two thirds": 2 / 3,
    "three quarters": 0.75, "three quarter": 0.75,
}  # fmt: skip
_PART = re.compile(r"\b(?:(?P<some>two thirds|three quarters?)|(?:a |one )?(?P<one>half|third|quarter|fifth|tenth))\b")
_TIMES = re.compile(r"\b(?:(?P<two>doubl\w+|twice)|(?P<three>tripl\w+|three times))\b")
_LESS = re.compile(
    r"\b(?:less|below|off|down|lower|fewer|minus|drop\w*|cut\w*|short|knock\w*|los\w+|lost|weaker|falls?|shav\w+|trim\w*|under|away"
    r"|decreas\w*|shrink\w*|shrank|slump\w*|worse|smaller|subtract\w*|deduct\w*|reduc\w+)\b"
)
_MORE = re.compile(
    r"\b(?:more|add\w*|above|up|plus|on top|extra|higher|over|stronger|better|increas\w*|grow\w*|rais\w*|bigger"
    r"|slap\w*|onto|on)\b"
)
_OF_THAT = re.compile(r"^ ?(?:of|from) (?:it|that|this|them|those|these|the|what|our|your|normal|usual)\b")


#: "Which ones can I leave alone?": supposes nothing, but asks for those that need no order
LEFT_ALONE = re.compile(
    r"^\W*(?:so |and |please )*(?:which|what|list|show|name|tell)\b(?! happens| would happen| if)[^?]*\b(?:leave|let|keep)\b[^?]{0,15}\b(?:alone|be|as (?:is|they are|it is)|untouched)\b"
    r"|^\W*(?:so |and |please )*which\b[^?]*\b(?:products?|items?|articles?|skus?|lines?|ones?|things|goods)\b[^?]*\b(?:can|could|may|do) (?:i|we)\b[^?]*\b(?:leave|skip|ignore|forget)\b"
)


def loosely_supposed(text: str, kind: str) -> tuple[Scenario, str] | None:
    """The scenario, and the text without its size; None where no size is told. `kind` is "demand" or "price"."""
    text = HOW_OFTEN.sub(lambda m: " " * len(m.group()), text)
    if match := _TIMES.search(text):
        return Scenario(kind, 1.0 if match["two"] else 2.0, relative=True), blank(text, match)  # type: ignore[arg-type]
    match = _PERCENT.search(text) or _PART.search(text)
    if match is None:
        return None
    said = match.groupdict()
    size = float(said["n"]) / 100 if said.get("n") else _PARTS[said.get("some") or said.get("one") or "half"]
    less, more = _LESS.search(text), _MORE.search(text)
    if not less and _OF_THAT.match(text[match.end() :]):
        value = size - 1.0
    elif less or more:
        value = -size if less else size
    else:
        return None
    return Scenario(kind, round(value, 6), relative=True), blank(text, match)  # type: ignore[arg-type]


_OF_STOCK = re.compile(r"\b(?:stock\w*|shel\w+|run\w* (?:out|short)|empty|short|deliver\w*|order\w*)\b")


def of_lower_demand(plan: Plan, text: str) -> Plan:
    """ "20% less demand: how many units do we lose?": the units of that change, and no sales lost to an empty shelf."""
    supposed = plan.scenario
    less = supposed is not None and supposed.kind == "demand" and supposed.relative and (supposed.value or 0.0) < 0
    if not less or "expected_lost_units" not in plan.measures or _OF_STOCK.search(text):
        return plan
    measures = ("expected_sales" if m == "expected_lost_units" else m for m in plan.measures)
    return plan.with_(measures=tuple(dict.fromkeys(measures)))


#: "If [store] had to stay shut next week, how many units would we lose there?"
_SUPPOSED_SHUT = re.compile(
    r"\b(?:if|suppose|supposing|imagine|say|assum\w+|what if|in case)\b[^?.]{0,60}\b(?:shut|closed?|closing)\b"
)
_HOW_MANY = re.compile(r"\bhow (?:many|much)\b|\bwhat (?:sales|units)\b|\bwhat (?:will|would|do|does)\b[^?]*\bsell\b")


def sold_while_shut(text: str) -> bool:
    """Is it asked how much would be sold, were a store shut?"""
    return _SUPPOSED_SHUT.search(text) is not None and _HOW_MANY.search(text) is not None
