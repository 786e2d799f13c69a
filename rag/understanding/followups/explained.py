# ruff: noqa: E501 - a pattern is read on one line
"""Pronouns that a message explains itself: "why the rush on [product]? On which day does it run out?".

A question that stands alone is asked in the middle of a conversation as often as at its start. A pronoun behind a name
of the same message stands for that, and what is quoted points at nothing.
"""

from __future__ import annotations

import re

__all__ = ["without_explained"]

_QUOTED = re.compile(r"\"[^\"]{3,}\"")
#: Said without pointing at anything
_SET = re.compile(
    r"\bat the same time\b|\b(?:says?|said|mentions?|states?|tells?|know|think|see|hear|heard|reports?|shows?|sure) that(?= \[)|\bthis (?:week|month|quarter|year|morning|afternoon|evening|weekend|time|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b|\ball the same\b|\bthe same (?:day|week|month)(?= (?:last|as|a year))|\b(?:is|are|was|were) there\b|\b(?:and|or|with|to|against|than) (?:that|those) (?:of|in|at|for|from) (?=(?:the )?\[)|\bthe ones?(?= (?:that|which|who|with|in|at|on|of|from|for)\b)"
)
#: "Everything in [store] that carries ...": of the noun before it
_RELATIVE = re.compile(
    r"(?<![\w\]])(?!(?:than|of|is|was|does|did|with|about|after|like|for|at|in|from|and|or|so|now|then|but|ok)\b)(?P<noun>\[?\w+\]?) that(?= (?:(?:is|are|was|were|has|have|had|will|would|can|should|must|do|does|we|i|you|they|are not|is not)\b|(?!(?:is|this|was|includes|makes|means|leaves)\b)[a-z]{3,}s\b))|\b(?:no|every|any|some|each|one|only) one\b|\bone(?= (?:whole|number|figure|order|day|week|month|unit|total|line|by one|of our)\b)|\bit (?=(?:is|was|'s) (?:true|right|correct|possible|that|about|time)\b)|\bis it (?=(?:true|right|correct|possible|that)\b)"
)
_OF_A_FIRM = re.compile(r"\[supplier\]")
_OF_GOODS = re.compile(r"\[(?:product|supplier|category|note|quote)\]")
_OF_A_STORE = re.compile(r"\[store\]")
_OF_A_SET = re.compile(
    r"\b(?:any|every|some)thing\b|\b(?:the|all|every|whatever|whichever|which|what|any) (?:\w+ ){0,2}?(?:products|items|lines|articles|orders|alerts|suppliers|stores|shops|goods)\b"
)
_FOR_A_SET = re.compile(r"\b(?:they|them|those|these|their)\b(?! (?:two|three|of)\b)")
_OF_A_TIME = re.compile(r"\[(?:future|past)\]")
_FOR_GOODS = re.compile(
    r"(?<!than )(?<!with )(?<!against )(?<!beside )(?<!besides )(?<!versus )(?<!as )(?<!like )(?<!and )(?<!or )\b(?:it|its|they|them|their|theirs|that|this|that (?:one|product|item|supplier|category|article|note|memo)|this (?:one|product|item|supplier|category|article)|which one)\b(?! (?:one|ones|too|as well|instead|again|order|quantity|amount|figure|number|list|shop|store|branch|day|week|month|time|many|much)\b)"
)
_FOR_A_FIRM = re.compile(r"\bwith (?:them|him|her)\b|\bthat (?:firm|vendor)\b")
_FOR_A_STORE = re.compile(
    r"\b(?:there|its|their)\b(?! (?:order|one)\b)|\b(?:in|at|for) that (?:shop|store|branch)\b|(?<=everything )it\b"
)
_FOR_A_TIME = re.compile(
    r"\b(?:that|this|those|these|the same) (?:day|days|week|month|time|period|weekend|stretch)\b|\bby then\b"
)


def without_explained(text: str) -> str:
    """A masked text without the pronouns that it explains itself, and without what is quoted."""
    text = _RELATIVE.sub(r"\g<noun>", _SET.sub(" ", _QUOTED.sub(" ", text)))
    for named, pronouns in (
        (_OF_A_FIRM, _FOR_A_FIRM),
        (_OF_GOODS, _FOR_GOODS),
        (_OF_A_STORE, _FOR_A_STORE),
        (_OF_A_SET, _FOR_A_SET),
        (_OF_A_TIME, _FOR_A_TIME),
    ):
        if (first := named.search(text)) is not None:
            text = text[: first.end()] + pronouns.sub(" ", text[first.end() :])
    return text
