# ruff: noqa: E501 - a pattern is read on one line
"""What customers get in place of goods that are not to be had: "it's sold out, what do we tell them to take?" """

from __future__ import annotations

import re

from rag.notes.words import OF_THAT_ONE

__all__ = ["STAND_IN_ASKED", "asks_of_the_stand_in", "with_the_stand_in_asked"]

_PEOPLE = r"(?:(?:to |the |our |a |any |that |this |those |these |such |all )*(?:customers?|shoppers?|clients?|buyers?|people|ppl|folks?|visitors?|guests?|person|lady|man|woman|them|him|her|somebody|someone|anybody|anyone))"
_STAFF = r"(?:(?:the |our |my |any |all )*(?:(?:sales|shop|store|counter|till|floor) )?(?:staff|team|people|colleagues?|assistants?|cashiers?|girls|boys|lads|clerks?|reps?|sellers?|we|i|it|note|memo|they))"
_GOODS = r"(?: (?:other |else |is the )*(?:product|article|item|one|thing|goods|sku|line)s?)?(?: else)?"
_AUX = r"(?:do|does|did|can|could|should|shall|may|might|must|would|will|are|is|am|have|has|had|ought)"
_ADVISED = r"(?:(?:been |being )?(?:tell|tells|told|advise|advises|advised|instruct|instructs|instructed|ask|asks|asked|suppose|supposed|meant|expected|agree|agreed|decide|decided|say|said|want|wanted|note|noted|write|wrote|written|need|have|try|trying|like|best|better|then|now|here|at the (?:till|counter|desk|door)|us|me|to|the|down|that|staff|team)\b ?)*"
#: What somebody behind a counter does with goods
_OFFERS = r"(?:offer(?:ing|ed)?|suggest(?:ing|ed)?|recommend(?:ing|ed)?|propos(?:e|ing|ed)|hand(?:ing)?(?: over| out)?|giv(?:e|ing)|sell(?:ing)?|show(?:ing)?|push(?:ing)?|point(?:ing)?|steer(?:ing)?|direct(?:ing)?|send(?:ing)?|refer(?:ring)?|guid(?:e|ing)|pull(?:ing)? out|reach(?:ing)? for|put(?:ting)? forward|nam(?:e|es|ed|ing)|mention(?:s|ed|ing)?)"
#: What somebody before it does
_TAKES = r"(?:tak(?:e|ing)|buy(?:ing)?|hav(?:e|ing)|us(?:e|ing)|try(?:ing)?|get(?:ting)?|choos(?:e|ing)|pick(?:ing)?(?: up)?|go(?:ing)? for|grab(?:bing)?|accept(?:ing)?|settl(?:e|ing) for|switch(?:ing)? to|reach(?:ing)? for|consider(?:ing)?)"
_INSTEAD = r"(?: instead(?! of)| in (?:its|their|that|this) (?:place|stead)| as a (?:substitute|replacement|stand-?in|second best))"
_ENDS = rf"(?P<rest>{_INSTEAD}? ?(?=\s*(?:[?.!,;:]|$)|(?:if|when|while|once|whenever|as long as|in case|because|since|and|instead of|in place of|in lieu of|rather than|as)\b))"
_WHAT = rf"\b(?:what|which|wat){_GOODS} {_AUX} "
_TO = rf"(?: {_PEOPLE})?(?: (?:to|towards|onto|with|for))?"
_ASKED = (
    # "what do we tell them to take", "which article should our people have them try"
    rf"{_WHAT}(?:{_STAFF} )?{_ADVISED}{_PEOPLE} (?:to |should |can |could |might |may |ought to )?{_TAKES}{_ENDS}",
    # "what should they take", "what else can the customer have"
    rf"{_WHAT}(?:{_PEOPLE}|they) (?:best |better |rather |then )?{_TAKES}{_ENDS}",
    # "what have the sales staff advised offering", "which item are we told to hand over"
    rf"{_WHAT}(?!you\b){_STAFF} {_ADVISED}(?:{_TAKES} {_PEOPLE} )?{_OFFERS}{_TO}{_ENDS}",
    # "which product should shoppers be pointed to"
    rf"{_WHAT}{_PEOPLE} (?:to )?(?:be |get |being )(?:then |best )?(?:pointed|steered|directed|sent|referred|guided|offered|given|handed|shown|sold)(?: (?:to|towards|onto))?{_ENDS}",
    # "what's the recommended alternative", "what stands in for it"
    rf"\b(?:what|which)(?: (?:product|article|item|one))?(?:'s| is| are| would be| was)(?: the| our| an?| its)? (?:(?:recommended|agreed|usual|best|suggested|official|right|proper) )*(?:alternative|substitute|stand-?in|replacement|fallback){_ENDS}",
    # "is there something else I should suggest to him", "what can I suggest to somebody who asks for it"
    rf"\b(?:(?:is|would|might) there (?:be )?)?(?:anything|something|some other (?:product|article|item)|another (?:product|article|item)|what)(?: else)?(?: (?:that|which))? (?:{_AUX} )?{_STAFF}(?: {_AUX})? {_ADVISED}(?:then |maybe |perhaps )?{_OFFERS}{_TO}(?: who (?:asks?|wants?|came|comes|is|was|looks?)(?: (?:in|for|after|specially))*)?{_ENDS}",
    # "what is to be offered", "what gets recommended"
    rf"\b(?:what|which){_GOODS} (?:is|are|gets?|was|can|could|should|may|must|shall|will|would|ought)(?: to)? (?:be |been |being )?(?:then |best |to be )?(?:offered|suggested|recommended|proposed|handed (?:over|out)|handed|given|shown|sold)(?: {_PEOPLE})?{_ENDS}",
)
_ASKS = tuple(re.compile(pattern, re.IGNORECASE) for pattern in _ASKED)
_OUT = re.compile(
    r"\b(?:sold out|(?:runs?|ran|running) out|out of (?:stock|it|them|that|those)|(?:is|are|was|were|be|we're|we are|it's|its|completely|all|currently|just) (?:all )?(?:out|gone|missing|finished|unavailable|empty|off)|gone|none left|none(?: there| of (?:it|them))?|no more|nothing left|not (?:available|there|in stock|to be had|on the shel(?:f|ves)|in the (?:shop|store))|unavailable|missing|isn't (?:there|available|in stock|any)|(?:can(?:not|'t)|could not|couldn't|can not) (?:be had|be found|find|get|have|buy|see)|be had|(?:find|finds|found|see|sees|has|have|got|with|there is|there's|there are|are|is) (?:no\b|none|nothing)|no longer there|empty (?:shel(?:f|ves)|peg|space|hook)|shel(?:f|ves) (?:is|are|was|were|looks?|stands?) (?:empty|bare)|bare (?:shel(?:f|ves)|peg)|sells? out|stock-?out)\b",
    re.IGNORECASE,
)
_FOR_ANOTHER = re.compile(
    rf"{_INSTEAD}(?=\s*(?:[?.!,;:]|$|when|if|while|once|and\b))|\b(?:instead of|in place of|in lieu of)\b",
    re.IGNORECASE,
)
STAND_IN_ASKED = "what can we offer instead"
_STANDS_IN = re.compile(
    r"\b(?:what|which)(?: (?:product|article|item|one|goods))? (?:(?:can|could|should|may|might|will|would) )?(?:stands?|steps?|fills?) in (?:for|instead of) ",
    re.IGNORECASE,
)
#: "The article that our notes suggest as a substitute", "a stand-in"
_OF_ANOTHER = re.compile(
    r"\b(?:substitut\w*|stand-?ins?|replac(?:ing|ements?)|alternatives?|fallback)\b"
    r"|\b(?:offer|suggest|recommend|propose|advise|name|give|hand|sell|push)\w*\b[^?.;]{0,80}\b(?:instead|in place of|in (?:its|their) (?:place|stead)|in lieu of)\b"
    r"|\b(?:instead|in place) of\b[^?.;]{0,60}\b(?:offer|suggest|recommend|propose|advise|name)\w*\b",
    re.IGNORECASE,
)


def with_the_stand_in_asked(text: str) -> str:
    """`text` with "what can we offer instead" where that is asked of goods that are out, or in place of others."""
    text = _STANDS_IN.sub(f"{STAND_IN_ASKED} of ", text)
    gone = _OUT.search(text) is not None
    if not gone and not _FOR_ANOTHER.search(text):
        return text
    for asks in _ASKS:
        if (said := asks.search(text)) is None:
            continue
        after = text[said.end() :]
        elsewhere = re.match(r"(?:instead|in place|in lieu)\b", after) is not None
        if not (gone or elsewhere or said["rest"].strip()):
            continue
        lead = STAND_IN_ASKED.removesuffix(" instead") if elsewhere else STAND_IN_ASKED
        before = re.sub(r",\s*$", " ", text[: said.start()])  # that it is out belongs to what is asked
        return f"{before}{lead}{' ' if after[:1].isalnum() else ''}{after}"
    return text


def asks_of_the_stand_in(text: str) -> bool:
    """Is a figure asked of the goods that a note names in place of others?"""
    named = STAND_IN_ASKED in text or _OF_ANOTHER.search(text) is not None
    return named and OF_THAT_ONE.search(text) is not None
