"""Who is without something has none of it left; "the total without it" leaves it out."""

from __future__ import annotations

import re

__all__ = ["out_of_it"]

#: What a sum is of: "what would the total be without the tea" leaves the tea out
_A_SUM = (
    r"(?:it|that|this|they|what|totals?|sums?|values?|costs?|bills?|sales|figures?|numbers?|revenues?|turnover|forecasts?"
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
#: "The danger that a store stays without it", "the odds of standing there without it", "finds itself without it"
_STATE = re.compile(
    r"(?P<lead>\b(?P<before>[\w.'-]+)(?: (?:will|would|might|may|could|shall|can|does|do|to|not|never|soon|all))*)"
    r" (?:stay|remain|stand|sit|go|end|leav|leave|find)(?P<end>s|es|ing)?(?: (?:up|there|here|home|back|again"
    r"|empty-handed|(?:it|him|her|my|your)self|(?:them|our|your)selves)){0,2} without\b(?: any)?(?! (?:saying|orders?"
    r"|an? |open |sales|counting|excess|alerts?|returns?|promotions?|offers?|suppliers?|notes?|deliver\w*|problems?"
    r"|trouble|being)\b)",
    re.IGNORECASE,
)
_GONE = {"": "run out of", "s": "runs out of", "es": "runs out of", "ing": "running out of"}
_CHANCE = re.compile(r"\b(?:risk|danger|chance|odds|probab\w*|likel\w*|afraid|fear|percent|how long)\b", re.IGNORECASE)
_SUM = re.compile(rf"{_A_SUM}|.* {_A_SUM}", re.IGNORECASE)
#: "How do the sales of [store] stand without it?"
_OF_SUM = re.compile(rf"\b{_A_SUM} (?:of|for|in|at|from)(?: the| our)? $", re.IGNORECASE)
_ASKS_SUM = re.compile(r"\bhow (?:much|many (?!days|weeks|stores|shops))\b|\bin total\b|\baltogether\b", re.IGNORECASE)


def out_of_it(text: str) -> str:
    """`text` with "run out of" for "be without"."""
    if _ASKS_SUM.search(text) and not _CHANCE.search(text):
        return text
    text = _WILL_BE.sub(lambda m: _said(m, "run out of"), text)
    text = _IS.sub(lambda m: _said(m, "out of"), text)
    text = _BEING.sub("running out of", text)
    return _STATE.sub(lambda m: _said(m, _GONE[(m["end"] or "").lower()]), text)


def _said(match: re.Match[str], gone: str) -> str:
    of = (match["before"], match.groupdict().get("who"))
    if any(word and _SUM.fullmatch(word) for word in of) or _OF_SUM.search(match.string[: match.start()]):
        return match.group()
    return f"{match['lead']} {gone}"
