# ruff: noqa: E501 - a pattern is read on one line
"""A what-if on the stock itself: "20 of those are broken, how many are left?", "a customer takes 12 of them right now"."""

from __future__ import annotations

import re

from rag.plan import Scenario
from rag.understanding.words.numbers import NUMBER, number
from rag.understanding.words.supposed_orders import Result

__all__ = ["taken", "takes_some"]

_OF_IT = r"(?: (?:more |other )?(?:units?|pieces|pcs|packs|items|boxes|bottles|of (?:the|those|these|them|it|our|that|this)\b|\[product\]))"
_SPOILT = r"(?:damaged|broken|stolen|lost|spoil(?:ed|t)|expired|rotten|defective|faulty|unsellable|unusable|unfit for sale|no longer fit for sale|set aside|put aside|reserved|earmarked|promised|withdrawn|recalled|scrapped|binned|discarded|written off|thrown (?:away|out)|given away|taken (?:out|away)|used up|gone|missing|dropped|crushed|sold (?:off|right now|straight away|today|now))"
_REMOVE = r"(?:los(?:e|es|t|ing)|scrap(?:s|ped)?|writ(?:e|es|ing) off|wrote off|throw(?:s|ing)? (?:away|out)|threw (?:away|out)|gives? away|gave away|set(?:ting)? aside|puts? aside|reserv(?:e|es|ed)|hold(?:s|ing)? back|held back|bin(?:s|ned)?|withdr[ae]ws?|discard(?:s|ed)?|drops?|dropped|breaks?|broke|steals?|stole|tak(?:e|es|ing)|took|grabs?|buys?|bought|picks? up|damages?|damaged|keep(?:s|ing)? back|remov(?:e|es|ed)|uses?|used)"
_TAKEN = re.compile(
    rf"(?<![\d.])\b(?P<n>(?!one\b){NUMBER}){_OF_IT}[^?.]{{0,40}}?\b(?:is|are|was|were|get|gets|got|be|been|being|turn(?:s|ed)? out|prove[sd]?|come out|arrive|had been|has been|have been)\b[^?.]{{0,20}}?\b{_SPOILT}\b"
    rf"|\b{_REMOVE}(?: (?:us|me|you|away|off|out))? (?:exactly |about |around |another )?(?P<m>(?!one\b){NUMBER}){_OF_IT}"
)
_WHAT_IS_LEFT = re.compile(
    r"\b(?:how (?:many|much)|what)\b[^?]{0,40}\b(?:left|remain\w*|stays?|still (?:have|there|good|on hand|sellable|in stock)|can (?:we|i) still sell)\b|\bwhat(?:'s| is)? (?:is )?left\b|\bwhat do (?:we|i) (?:still )?have\b"
)
_OTHER_MATTERS = re.compile(
    r"\b(?:days?|long|until|last|run out|order\w*|budget|money|euros?|demand|forecast|\[future\]|\[past\]|per ?cent)\b|%"
)
_HANDED_ON = re.compile(
    rf"\b(?:we|i|they|you)(?: will| would|'ll|'d)? (?:send|sent|move|moved|give|gave|ship|shipped|pass|passed|lend|lent|hand|handed)(?: over)? {NUMBER}(?: (?:units|pieces))?(?: of (?:it|them|those|these|that))? (?:over )?to\b",
    re.IGNORECASE,
)


def takes_some(text: str) -> bool:
    """Does a sentence tell of units that are gone?"""
    return _TAKEN.search(text.lower()) is not None or _HANDED_ON.search(text) is not None


def taken(text: str) -> Result:
    """So many units fewer on hand, and nothing else changed."""
    match = _TAKEN.search(text)
    if match is None or not _WHAT_IS_LEFT.search(text) or _OTHER_MATTERS.search(text):
        return None
    return Scenario("taken", number(match["n"] or match["m"]), unit="units"), match
