# ruff: noqa: E501 - a pattern is read on one line
"""A quantity by how often demand goes past it, or stays below it: "what total would sales top only 5% of the time?"."""

from __future__ import annotations

import re

from rag.understanding.words.numbers import NUMBER, number

__all__ = ["HOW_OFTEN", "level_by_how_often", "short_so_often"]

_TAIL = r"(?: of (?:all |the |these |those |our |possible )*(?:time|times|cases?|occasions?|outcomes?|scenarios?|instances?|situations?)\b| (?:times|cases|occasions)\b(?! (?:as|more|less|higher))|[ -](?:of )?(?:chance|probab\w+|likel\w+|odds)\b)"
#: "5% of the time", "1 time in 20", "95% likely": how often something is so, and no change of anything
HOW_OFTEN = re.compile(
    rf"(?<![\d.])(?P<pc>\d{{1,2}}(?:\.\d)?) ?(?:%|percent|pct){_TAIL}"
    rf"|\b(?P<a>{NUMBER}) (?:(?:times?|cases?|occasions?) ?(?:out of|in|of) (?:every |each )?(?P<b>{NUMBER})|(?:out of|in) (?:every |each )?(?P<b2>{NUMBER}){_TAIL}|(?:days?|weeks?|months?|years?) (?:out of|in) (?:every |each )?(?P<b3>{NUMBER})\b|out of (?:every |each )?(?P<b4>{NUMBER}) (?:days|weeks|months|years)\b)"
)
_PAST_IT = re.compile(
    r"\b(?:exceed\w*|top(?:s|ped)?|beat(?:s|en)?|surpass\w*|outstrip\w*|overshoot\w*|overshot|outgrow\w*|outrun\w*|outdo(?:es|ne)?|crack(?:s|ed)?|breach(?:es|ed)?"
    r"|(?:go|goes|going|climb\w*|ris\w+|get|gets|come|comes|run|runs|end|ends|land\w*|lie|lies|is|be|are|sell|sells|up|turns? out|break|breaks|push|pushes)(?: \w+)? (?:over|past|beyond|above|higher than|more than|bigger than|through)|pass(?:es|ed)?|more than (?:what|which|how (?:many|much)))\b"
)
_BELOW_IT = re.compile(
    r"\b(?:undercut\w*|undershoot\w*|undershot|fall\w* short of|come?s? short of|less than (?:what|which|how (?:many|much))|(?:not|never|n't) (?:\w+ )?(?:exceed\w*|top(?:ped)?|beat(?:en)?|surpass\w*|go (?:over|past|beyond|above)|(?:be|get) (?:exceeded|topped|beaten))"
    r"|(?:stay\w*|remain\w*|keep\w*|be|is|are|fall\w*|drop\w*|land\w*|come|comes|coming|lie|lies|end|ends|finish\w*|sell|sells|turns? out|sit|sits|hold|holds|dip\w*|go|goes)(?: (?!of\b)\w+)? (?:under|below|beneath|within|inside|lower than|less than|no higher than|at or below|short of))\b"
    r"|\bat (?:the )?(?:very )?most\b|\b(?:covers?|covered|covering|enough|suffic\w*|safe|meets?|serves?|satisf\w+|lasts?)\b"
)
_SHORT_THEN = re.compile(
    r"\b(?:runs?|running|ran) (?:out|short|dry|empty)\b|\b(?:be|being|am|are|is|get|getting|caught|come|comes|coming|left|go|going|end|ending|find (?:ourselves|myself))(?: (?:caught|left|up|out))? (?:short|empty)\b(?! of)|\bs[eo]ll(?:s|ing)? out\b|\bsold out\b|\b(?:out of|without) stock\b|\bstock(?:s|ed)? out\b|\b(?:not|n't|never|too little to) (?:\w+ )?(?:enough|suffic\w*|cover\w*|meet\w*)\b|\bfall\w* short\b(?! of)|\btoo (?:little|low|few)\b"
)
#: "A 90% chance of not running out", "... without selling out"
_NOT_SHORT = re.compile(
    rf"(?:\b(?:not|never|without|avoid\w*|prevent\w*|escap\w*)|n't)(?: (?:ever|be|being|to|get|getting|even|have|having|once|us|we|it|going|will|would))* (?:{_SHORT_THEN.pattern})"
)
#: "Gets through the next seven days": has enough for them
_THROUGH_THE_TIME = re.compile(
    r"\b(?:gets?|getting|got|makes? it|comes?|lasts?) through (?=(?:the |all |whole |of )*(?:\[future\]|next|coming|following|week|month|weekend|\w+ (?:days|weeks)))"
)
_QUANTITY = re.compile(
    r"\b(?:which|what) (?:\w+ )?(?:total|stock|number|figure|level|quantity|amount|demand|sales|volume|value)\b|\bwhat (?:does|do|will|would|is|are|can)\b|\bhow (?:many|much)\b|\b(?:the|a) (?:total|number|figure|quantity|amount|level) (?:that|which|demand|sales)\b"
)
_GOODS_COUNTED = re.compile(
    r"\b(?:how many|number of|which|what)(?: \w+){0,2}? (?:products?|items?|articles?|skus?|lines?|stores?|shops?|branches|suppliers?|days|weeks|orders?|deliver(?:y|ies))\b|\bhow often\b"
)

_AT_MOST = re.compile(
    r"\b(?:at (?:the )?(?:very )?most|no more than|not more than|only|just|maximum|max)(?: (?:in|on|about|a|for))? $"
)


def level_by_how_often(text: str) -> tuple[float, re.Match[str]] | None:
    """The level of the quantity that is gone past, or stayed below, so often; None where neither is said plainly."""
    said = HOW_OFTEN.search(text)
    if said is None or not _QUANTITY.search(text) or _GOODS_COUNTED.search(text):
        return None
    text = f"{_AT_MOST.sub('', text[: said.start()])} {text[said.start() :]}"  # so often at most, and not so many
    text = _NOT_SHORT.sub(" is enough ", _THROUGH_THE_TIME.sub("covers ", text))
    below = _BELOW_IT.search(_SHORT_THEN.sub(" ", text))
    past = _SHORT_THEN.search(text) or _PAST_IT.search(_BELOW_IT.sub(" ", text))
    whole = next((said[g] for g in ("b", "b2", "b3", "b4") if said[g]), "1")
    share = number(said["a"]) / max(number(whole), 1.0) if said["a"] else float(said["pc"]) / 100
    if bool(below) == bool(past) or not 0 < share < 1:
        return None
    return round(share if below else 1 - share, 4), said


def short_so_often(text: str) -> bool:
    """ "We may be short one time in ten.": does a sentence tell how often stock may run short?"""
    said = text.lower()
    return HOW_OFTEN.search(said) is not None and _SHORT_THEN.search(said) is not None
