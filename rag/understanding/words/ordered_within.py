# ruff: noqa: E501 - a pattern is read on one line
"""Orders of a time ahead: "what do we spend on orders over the next 7 days" is of those that fall due by then."""

from __future__ import annotations

import re

__all__ = ["ordered_within"]

_ORDERS = r"\b(?:(?:to|we|i|must|should) (?:re-?)?(?:order|buy|purchase)|spend(?:ing)?|outlay|(?:order|purchase) values?|orders)\b"
_TIME = (
    r"(?:in|over|during|within|across) (?:the )?(?:next|coming|following) (?:[\w-]+ )?(?:days?|weeks?|fortnight)\b"
    r"|\b(?:until|till|up to|before) (?:the )?(?:\d|end of|next|mon|tue|wed|thu|fri|sat|sun)"
    r"|(?<!for )(?<!for the )(?<!of )(?<!of the )\bnext [\w-]+ (?:days|weeks)\b"
)
_WITHIN = re.compile(rf"{_ORDERS}[^?.;]{{0,50}}?(?:{_TIME})", re.IGNORECASE)
#: Orders that have to last a time, or that are held against what sells in it
_FOR_A_TIME = re.compile(
    r"\b(?:cover\w*|last\w*|demand|sell\w*|sales|enough|suffic\w*|needs? of|forecast\w*|run\w*|stock ?out\w*|open|arriv\w*|due|deliver\w*|promotion)\b",
    re.IGNORECASE,
)


def ordered_within(question: str) -> bool:
    """Does the question name a time in which orders are to be placed?"""
    return _WITHIN.search(question) is not None and _FOR_A_TIME.search(question) is None
