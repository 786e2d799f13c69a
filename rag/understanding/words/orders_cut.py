# ruff: noqa: E501 - a pattern is read on one line
"""A what-if on the orders themselves: "if every line were cut by 25%", "we order 10% less of everything", "leave a third of it out".

What is ordered is scaled as it is: no demand changes, so nothing is recomputed.
"""

from __future__ import annotations

import re

from rag.plan import Scenario
from rag.understanding.words.numbers import IF
from rag.understanding.words.supposed_orders import Result

__all__ = ["DEMAND", "orders_cut", "part_of"]

_SIZE = r"(?P<n{i}>\d+(?:\.\d+)?|ten|twenty|fifteen|thirty|fifty|five) ?(?:%|percent|per ?cent)|(?P<f{i}>half|an? (?:third|quarter|fifth|tenth)|one (?:third|quarter|fifth|tenth)|two thirds|three quarters)"
_LESS = (
    r"cut|reduc\w*|lower\w*|trim\w*|shrunk|shrink|shrank|decreas\w*|scal\w+ (?:down|back)|slash\w*|shorten\w*|curb\w*"
)
_MORE = r"rais\w*|increas\w*|enlarg\w*|grown?|grew|scal\w+ up|bump\w*"
_LINES = r"(?:(?:order )?lines?|(?:purchase )?orders?|order quantit(?:y|ies)|quantit(?:y|ies)|proposals?|recommendations?|recommended (?:orders?|quantit(?:y|ies)|ones)|pos)"
_EACH = (
    r"(?:every(?:thing)?|each|all|both|any)(?: (?:single )?one)?(?: of)?(?: (?:the|those|these|our|your|his|their))?"
)
_CUT = re.compile(
    rf"\b(?:{_EACH} |(?:the|those|these|our|your) )(?:\w+ )?{_LINES}\b(?:(?: (?:of|for|from|in|at) (?:the )?\[\w+\]){{1,3}})?(?:[^?.,]{{0,20}}\b(?:were|was|is|are|get|gets|got|be|been))?(?: all)? (?:(?P<less1>{_LESS})|(?P<more1>{_MORE}))(?: down| back| up)? by (?:{_SIZE.format(i=1)})"
    rf"|\b(?:(?P<less2>{_LESS})|(?P<more2>{_MORE}))(?: down| back| up)? (?:{_EACH} |(?:the|those|these|our|your|that) )(?:\w+ )?(?:{_LINES} |of (?:it|them) )?(?:down |back |up )?by (?:{_SIZE.format(i=2)})"
    rf"|\b(?:order|orders|ordered|ordering|buy|bought|buying|purchas\w+)(?: only| just)? (?:{_SIZE.format(i=3)}) (?:(?P<less3>less|fewer)|(?P<more3>more))\b"
    rf"|\b(?:(?:leav\w*|left|drop\w*|struck|strike|knock\w*|cancel\w*|skip\w*)(?: out| off| away)?|(?:take|took)(?: out| off| away)) (?:{_SIZE.format(i=4)}) (?:of|off|from) (?:it|them|that|those|these|(?:the |those |these |our )?(?:\w+ )?{_LINES})\b(?P<less4>)"
    rf"|\b(?:order|ordered|ordering|buy|bought|buying|purchas\w+|(?:(?<=\bi )|(?<=\bwe )|(?<=\bonly )|(?<=\bjust ))(?:take|took)|send for)(?: (?:only|just|about))* (?:{_SIZE.format(i=5)})(?: of)?(?: (?:it|that|this|them|those|these|as (?:much|many)|what (?:you|is|was) (?:recommend\w*|propos\w*|suggest\w*|advis\w*)|(?:the |your |that )?(?:recommended |proposed |suggested |advised |full )?(?:order|quantity|amount|number|units)))?(?P<part>)(?= ?(?:[?.,!;]|$|then\b|now\b|today\b|instead\b|of \[|for \[|in \[|how\b|what\b|and\b|when\b))"
    rf"|\b(?P<half>halv\w+) (?:{_EACH} |(?:the|those|these|our|your) )(?:\w+ )?{_LINES}\b|\b(?P<twice>doubl\w+) (?:{_EACH} )(?:\w+ )?{_LINES}\b|\b{_EACH} {_LINES} (?:were |was |is |are |gets? |got )?(?P<half2>halved)\b"
)
#: Where demand changes, what is ordered is recomputed
DEMAND = re.compile(
    r"\b(?:demand|sales|sell\w*|sold|customers?|forecasts?|lead[ -]?times?|prices?|cheaper|dearer|costs? (?:rise|fall|go|went)|discount\w*)\b"
)
_WORDS = {"five": 5, "ten": 10, "fifteen": 15, "twenty": 20, "thirty": 30, "fifty": 50}
_PARTS = {"half": 0.5, "third": 1 / 3, "quarter": 0.25, "fifth": 0.2, "tenth": 0.1, "two thirds": 2 / 3, "three quarters": 0.75}  # fmt: skip


def orders_cut(text: str) -> Result:
    """The recommended orders times a factor."""
    match = _CUT.search(text)
    supposed = IF.search(text) or re.search(r"\b(?:remain\w*|left|then|becomes?)\b", text)
    if match is None or not supposed or DEMAND.search(text):
        return None
    said = match.groupdict()
    if said["half"] or said["half2"] or said["twice"]:
        return Scenario("quantity", 1.0 if said["twice"] else -0.5, relative=True), match
    size = _size(said)
    if said["part"] is not None:  # "order half of it": the rest is not ordered
        return Scenario("quantity", round(size - 1.0, 6), relative=True), match
    return Scenario(
        "quantity", round(size if any(said[f"more{i}"] for i in (1, 2, 3)) else -size, 6), relative=True
    ), match


def _size(said: dict[str, str | None]) -> float:
    percent = next((said[f"n{i}"] for i in (1, 2, 3, 4, 5) if said[f"n{i}"]), None)
    if percent is not None:
        return float(_WORDS.get(percent, percent)) / 100
    return part_of(str(next(said[f"f{i}"] for i in (1, 2, 3, 4, 5) if said[f"f{i}"])))


def part_of(part: str) -> float:
    """ "A quarter" as a number."""
    return _PARTS[part if part in _PARTS else part.split()[-1]]
