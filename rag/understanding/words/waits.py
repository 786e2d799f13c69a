# ruff: noqa: E501 - a pattern is read on one line
"""How long a delivery is said to take, and whether it is asked of that time: "LT 14 days not 12: sales over those 14?"."""

from __future__ import annotations

import re

from rag.understanding.words.numbers import NUMBER, WORDS, number

__all__ = ["DELIVERS", "asked_of_the_wait", "told_wait"]

DELIVERS = re.compile(
    r"\b(?:lt|lead[ -]?times?|deliver\w*|suppl(?:y|ies|ied|ier|iers)|ship\w*|lorr(?:y|ies)|trucks?|vans?|bring\w*|brought"
    r"|on (?:the|its|their) (?:way|road)|transport\w*|transit|wait\w*|tak(?:e|es|ing)|took|need(?:s|ed|ing)?|arriv\w+"
    r"|reach\w*|(?:get|gets|be|is|are) here|shows? up|(?:they|them) (?:hinted|spoke|said|say|announced|warned|wrote|told))\b"
)
_SPAN = re.compile(rf"(?<![\d.,-])\b(?P<n>\d{{1,3}}|{'|'.join(WORDS)})(?P<u>[ -]?(?:days?|d|weeks?|wks?))\b")
#: What stands before the time that it took until now, or that has passed
_UNTIL_NOW = re.compile(
    r"\b(?:rather than|instead of|in place of|not|no longer|no more|up from|from|against|vs\.?|versus|than|last|past|previous|was|were|been|used to be|usual|normal|old|formerly|before)"
    r" (?:just |only |the |its |their |our |after |about |in |within |usual |normal |old |agreed )*$"
)
_BECAME = re.compile(r"\b(?:become|became|turned into|grown to|grew to|up to|on to|but(?: now)?|(?:are|is) now) $")
_TIME = r"(?:days?|d|weeks?|wks?|time|times|period|stretch|span|while|wait|waiting time|lead[ -]?time|interval|delay)"
_SELLS = r"\b(?:sell\w*|sold|sales?|demand|go(?:es)?(?! (?:up|down|to|from)\b)|leaves?|moved?|moves|shift\w*|get(?:s)? through|want|buy|expect)\b"
_MEANWHILE = (
    rf"\b(?:in|over|during|within|for|through(?:out)?|across|inside|while waiting(?: for)?)(?: (?:the )?(?:course|whole|run) of)?(?: all(?: of)?)? (?:those|these|this|that|the|such an?|them)\b(?: (?:first|whole|entire|long|same|very|full))*(?: {NUMBER})?(?: ?{_TIME})?(?: (?:of )?(?:the )?wait\w*)?(?=\W|$)"
    r"|\bmeanwhile\b|\bmeantime\b|\b(?:un)?till? then\b|\bby then\b|\bwhile (?:we|they|it|the shop|the store) waits?\b|\b(?:un)?till? (?:it|they|the (?:goods|delivery)) (?:is|are|comes?|arrives?|gets?)\b"
)
_ASKED = re.compile(rf"{_SELLS}[^?.]*?(?:{_MEANWHILE})|(?:{_MEANWHILE})[^?.]*?{_SELLS}")


def told_wait(text: str, of_a_firm: bool = False) -> int | None:
    """The days that a delivery, or `of_a_firm` named with them, is said to take, in small letters; None of no wait."""
    if not DELIVERS.search(text) and not (of_a_firm and asked_of_the_wait(text)):
        return None
    spans = list(_SPAN.finditer(text))
    new = [m for m in spans if not _UNTIL_NOW.search(text[: m.start()])]
    if not new:
        return None
    said = next((m for m in spans if _BECAME.search(text[: m.start()])), new[0])
    return round(number(said["n"]) * (7 if "w" in said["u"] else 1)) or None


def asked_of_the_wait(text: str) -> bool:
    """Is it asked what sells while the delivery is waited for?"""
    return _ASKED.search(text) is not None
