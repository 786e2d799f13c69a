# ruff: noqa: E501 - a pattern is read on one line
"""Numbers in words and digits, and what marks a supposition; shared by the readers of amounts and levels."""

from __future__ import annotations

import re

__all__ = ["CURRENCY", "IF", "NUMBER", "WORDS", "blank", "number"]

WORDS = {
    "zero": 0, "no": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
    "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100, "a hundred": 100, "a thousand": 1000,
    "thousand": 1000, "a dozen": 12, "dozen": 12, "half a dozen": 6, "half dozen": 6, "half-dozen": 6, "a couple of": 2, "a couple": 2, "couple": 2, "a": 1, "an": 1,
}  # fmt: skip
_NUMWORD = "|".join(sorted((w for w in WORDS if w not in ("a", "an", "no")), key=len, reverse=True))
NUMBER = rf"(?:[€$£] ?)?(?:\d[\d,]*(?:\.\d+)?\s?k?\b|(?<![a-z])(?:{_NUMWORD})(?![a-z]))"  # not the eight of "freight"
CURRENCY = r"(?:euros?|eur|€|pounds?|gbp|dollars?|usd|bucks|quid)"
IF = re.compile(
    r"\b(?:what if|if|suppose|supposing|assume|assuming|imagine|what happens|what would happen|(?<!note )(?<!notes )(?<!memo )(?<!letter )(?<!to )say|lets say|let us say|were to|"
    r"would|in case|hypothetical\w*|on the (?:assumption|premise)|scenario|simulat\w*|instead of|pretend|given that|provided|should (?:the |our )?(?:demand|sales)|with (?:a |an )?(?:lead|service|budget|[\d.]+)|but (?:with |sales |demand |it |we sell ))\b|what about (?:a |an )?(?:\d|lead|service|budget)|how about (?:a )?\d"
)


def number(text: str) -> float:
    """ "1,200" "2k" "€500" "three" -> a number."""
    text = text.strip().lstrip("€$£ ").strip()
    if text in WORDS:
        return float(WORDS[text])
    scale = 1000.0 if text.endswith("k") else 1.0
    return float(text.rstrip("k ").replace(",", "") or 0) * scale


def blank(text: str, match: re.Match[str]) -> str:
    """The text with the match turned into spaces."""
    return text[: match.start()] + " " * len(match.group()) + text[match.end() :]
