"""Who is without something has none of it left; "the total without it" leaves it out."""

from __future__ import annotations

import re

__all__ = ["out_of_it"]

#: What a sum is of: "what would the total be without the tea" leaves the tea out
_A_SUM = (
    r"(?:it|that|this|they|totals?|sums?|values?|costs?|bills?|sales|figures?|numbers?|revenues?|turnover|forecasts?"
    r"|orders?|results?|units|demand|shares?|averages?|rates?|stock|inventory|money|budget|spend|picture|list|ranking)"
)
_WOULD = r"(?:will|would|'ll|might|may|could|shall|can|is going to|are going to|is|are|do|does|has|have)"
_BE = (
    r"(?:(?:(?:have|has|had|going|likely|about|bound|set) )?to )?"
    r"(?:(?:soon|first|also|all|probably|likely|be|get|end up|stand|sit|left|completely|totally) )*"
    r"(?:be|do|go|get by|make do|left|stand|sit|end up) (?:left )?without"
)
#: "Which store will be without it first?", "when will we have to do without it?"
_WILL_BE = re.compile(
    rf"\b(?P<lead>(?P<before>[\w-]+) {_WOULD}(?: (?P<who>[\w.'-]+(?: [\w.'-]+)?))?) {_BE}\b(?: any)?", re.IGNORECASE
)
#: "Are we without it?", "which shops are without it?"
_IS = re.compile(
    r"\b(?P<lead>(?P<before>[\w'-]+) (?:is|are|am|was|were)(?: (?:currently|now|already|still))?|"
    r"(?:is|are) (?P<who>[\w'-]+)(?: (?:currently|now|already|still))?|"
    r"(?:which|what|any)(?: of (?:our|the))? (?:stores?|shops?|branch(?:es)?|outlets?|sites?)) without\b(?: any)?"
    r"(?! (?:orders?|an? |open|sales|counting|excess|alerts?|returns?|promotions?|offers?|suppliers?|notes?))",
    re.IGNORECASE,
)
_BEING = re.compile(r"\b(?:being|be(?:ing)? left|end(?:ing)? up) without\b(?: any)?", re.IGNORECASE)
_SUM = re.compile(rf"{_A_SUM}|.* {_A_SUM}", re.IGNORECASE)
_ASKS_SUM = re.compile(r"\bhow (?:much|many (?!days|weeks|stores|shops))\b|\bin total\b|\baltogether\b", re.IGNORECASE)


def out_of_it(text: str) -> str:
    """`text` with "run out of" for "be without"."""
    if _ASKS_SUM.search(text):
        return text
    text = _WILL_BE.sub(lambda m: _said(m, "run out of"), text)
    text = _IS.sub(lambda m: _said(m, "out of"), text)
    return _BEING.sub("running out of", text)


def _said(match: re.Match[str], gone: str) -> str:
    of = (match["before"], match["who"])
    if any(word and _SUM.fullmatch(word) for word in of):
        return match.group()
    return f"{match['lead']} {gone}"
