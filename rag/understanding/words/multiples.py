# ruff: noqa: E501 - a pattern is read on one line
"""How many times as much: "half as much again", "one and a half times", "twice over", "a third as many"."""

from __future__ import annotations

import re

__all__ = ["multiple"]

_PARTS = {"half": 0.5, "third": 1 / 3, "quarter": 0.25, "fifth": 0.2, "tenth": 0.1, "two thirds": 2 / 3, "three quarters": 0.75}  # fmt: skip
_PART = r"(?:an? |one )?(?P<part>two[ -]thirds|three[ -]quarters|half|third|quarter|fifth|tenth)"
_TIMES = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "ten": 10}
_MUCH = r"(?:much|many|long|high|large|big|fast|often)"
_MORE = r"more|higher|better|stronger|larger|bigger|longer|greater|extra|on top"
_LESS = r"less|lower|fewer|worse|weaker|smaller|shorter"

#: "Half as much again" adds a half: read before "half as much", which takes one away.
_AGAIN = re.compile(
    rf"\b{_PART} (?:as {_MUCH}(?: (?:\w+|\[\w+\])){{0,2}}? again\b|again\b(?! in \[)(?: as {_MUCH})?|(?P<dir>{_MORE}|{_LESS})\b)"
)
_ONCE_MORE = re.compile(
    rf"\bas {_MUCH}(?: (?:units|pieces|of (?:it|them)))? again\b|\bthe same(?: amount| quantity)? again\b|\btwice over\b|\btwo times (?=as|the|our|what|that)"
)
_MIXED = re.compile(
    r"\b(?P<n>one|two|three|four|five|six|[1-6]) and (?:a |one )?(?P<part>half|third|quarter)(?: times| as (?:much|many|long))\b"
)
_FOLD = re.compile(
    r"(?<![\d.])(?P<n>\d+(?:\.\d+)?) ?(?:-?fold|times(?= (?:the|our|its|as|that|what|normal|usual|higher|more|of)\b| ?[?.,]| ?$)|x)(?!\w)"
    r"|\bfactor (?:of )?(?P<f>\d+(?:\.\d+)?|two|three|four|five)\b|\b(?P<w>four|five|six|ten) times (?=as|the|our|what|that|normal|usual|more)"
)
_AS_MUCH = re.compile(
    rf"\b{_PART} as {_MUCH}\b|\b{_PART.replace('?P<part>', '?P<of>')} of (?:the |our |its )?(?:forecast|normal|usual|expected|what you)\b|\bto {_PART.replace('?P<part>', '?P<to>')}\b(?! of (?:all|the (?:stores|products)))"
)


def multiple(text: str) -> tuple[float, re.Match[str]] | None:
    """What is added to once as much, as a share of it ("half as much again" is 0.5), and where that is said."""
    if match := _AGAIN.search(text):
        down = re.fullmatch(_LESS, match["dir"] or "")
        return _part(match) * (-1 if down else 1), match
    if match := _MIXED.search(text):
        return (_TIMES.get(match["n"]) or float(match["n"])) - 1 + _part(match), match
    if match := _ONCE_MORE.search(text):
        return 1.0, match
    if match := _FOLD.search(text):
        said = match["n"] or match["f"] or match["w"]
        return (_TIMES.get(said) or float(said)) - 1, match
    if match := _AS_MUCH.search(text):
        return _part(match) - 1, match
    return None


def _part(match: re.Match[str]) -> float:
    said = match.groupdict()
    return _PARTS[str(said["part"] or said.get("of") or said.get("to")).replace("-", " ")]
