# ruff: noqa: E501 - a pattern is read on one line
"""A place and the others: "what does Leeds sell next week, and what do all other shops sell together?".

The second part asks the first again without that place; it is written out so, and told as a figure of its own.
"""

from __future__ import annotations

import re

__all__ = ["with_the_others_asked"]

_PLACE = r"(?P<place>(?-i:[A-Z])[\w'&-]+(?: (?-i:[A-Z])[\w'&-]+)?)"
_OTHERS = r"(?:all |the |our |of |all the |all our )*(?:other|remaining) (?:stores|shops|branches|outlets)|all (?:the )?others|the rest of (?:the |our )?(?:stores|shops|branches|chain)"
_FILLER = r"(?:how (?:many|much)|what|do|does|will|would|are|is|in|at|for|by|there|it|of it|of them|sell|have|has|hold|expect|expected|sold|sales|units|together|combined|altogether|in total|in all|got|left|on hand|as a whole)"
_ASKED = re.compile(
    rf"^(?P<first>[^?]*?\b(?P<link>does|will|in|at|for|is|did|has|can) (?:the )?{_PLACE}\b[^?]*?)(?P<end>\?|,|;)? (?:and|plus|then)(?: (?:also|then))?,? (?:(?:{_FILLER}) )*(?:{_OTHERS})(?: (?:{_FILLER}))*\s*\?\s*$",
    re.IGNORECASE,
)

_ASKS = re.compile(
    r"\W*(?:how|what|when|which|who|is|are|does|do|will|would|can|could|has|have|show|give|tell)\b", re.IGNORECASE
)


def with_the_others_asked(text: str) -> str:
    """`text` with the first question asked again of all stores without the place."""
    said = _ASKED.match(text)
    if said is None:
        return text
    first, place = said["first"].rstrip(" ,;"), said["place"]
    link = {"does": "do", "is": "are", "has": "have"}.get(said["link"].lower(), said["link"])
    start, end = said.start("link"), said.end("place")
    again = f"{first[:start]}{link} all stores without {place}{first[end:]}"
    again = f"{again[0].lower()}{again[1:]}"
    if not _ASKS.match(first):
        first, again = f"what are the {first[0].lower()}{first[1:]}", f"what are the {again}"
    return f"{first}, and {again}?"
