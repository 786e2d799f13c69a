# ruff: noqa: E501 - a pattern is read on one line
"""Whether a clause asks, or tells of a time, a place or somebody: "we refill the shelf when it is quietest"."""

from __future__ import annotations

import re

__all__ = ["ASK", "asks_something"]

ASK = (
    r"(?:by |from |to |in |on |at |for |of |with |until |since )?(?:how|hw|what|wat|wich|wen|whats|what's|which|when|whose|who|where|why)\b|(?:is|are|do|does|did|will|was|were) (?:it|there|they|we|the|any|anything|you|i|one|this|that)\b"
    r"|(?:(?:could|can|would|will) you (?:please |perhaps |kindly )?)?(?:also )?(?:tell|give|show) me\b|name (?:me )?(?:the|one|every|each|all|any)\b|(?:the )?number of \w+ (?:on|in|of|at|for)\b|the (?:number|total|date|day|weekday|value|amount|quantity|name) (?:of|when|on which|that|with|it)\b"
)
_ASKS = re.compile(rf"\b(?:{ASK})", re.IGNORECASE)
#: "We refill the shelf when it is quietest.", "I want the day when we sell least.": when, of what is told
_TOLD_OF = re.compile(
    r"^\W*(?:(?:and|but|so|ok|well|now),? )*(?:we|i|they|he|she|it|somebody|someone|everybody|people|(?:the|our|my)(?: \w+){1,2}?)(?:'ll|'d|'re|'m)? (?!\w+,)[^?]*?\b(?:when|where|who|whose|which|while) \w[^?]*$",
    re.IGNORECASE,
)
#: "I wonder which ...", "I need to know when ...": asked all the same
_WANTS_TO_KNOW = re.compile(
    r"\b(?:know|wonder\w*|ask\w*|tell|show|give|see|check|find out|figure out|learn|hear|decide|question|interested|curious|list|overview|how|what|why)\b",
    re.IGNORECASE,
)


def asks_something(said: str) -> bool:
    """Does a clause ask, and not just tell of a time, a place or somebody?"""
    told = _TOLD_OF.match(said) is not None and not _WANTS_TO_KNOW.search(said)
    return _ASKS.search(said) is not None and not told
