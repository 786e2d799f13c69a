# ruff: noqa: E501 - a pattern is read on one line
"""What leaves out all but one thing keeps that alone: "leave out everything that isn't from Fairhaven", "skip all except York"."""

from __future__ import annotations

import re

__all__ = ["with_that_alone"]

_OUT = (
    r"(?:(?:leav(?:e|ing)|tak(?:e|ing)|filter(?:ing)?|strip(?:ping)?|cross(?:ing)?|throw(?:ing)?|kick(?:ing)?|cut(?:ting)?|knock(?:ing)?|sort(?:ing)?|weed(?:ing)?) (?:out|off|aside|away)"
    r"|drop(?:ping)?|skip(?:ping)?|remov(?:e|ing)|omit(?:ting)?|exclud(?:e|ing)|ignor(?:e|ing)|disregard(?:ing)?|forget(?:ting)?(?: about)?|never ?mind|scrap(?:ping)?|strik(?:e|ing)(?: off| out)?|delet(?:e|ing)|hid(?:e|ing)|bin(?:ning)?|ditch(?:ing)?|los(?:e|ing)|discard(?:ing)?)"
)
_ALL = r"(?:everything|anything|everyone|anyone|everybody|whatever|whoever|all|any|each|every)(?: of)?(?: (?:the|those|these|our|them))?(?: (?:other|others|else|lines?|orders?|order lines?|products?|items?|articles?|goods|stuff|ones?|things?|suppliers?|vendors?|firms?|stores?|shops?|branch(?:es)?|categor(?:y|ies)|departments?|ranges?))*"
_THOSE = (
    r"(?:what|those|the ones?|the rest|(?:the )?(?:lines|orders|products|items|goods|stuff|suppliers|stores|shops))"
)
_NOT = (
    r"(?:(?:(?:that|which|who)(?:'s| is| are|'re)? |is |are |)(?:not|isn'?t|aren'?t|is not|are not|ain'?t|doesn'?t|does not|don'?t|do not|won'?t|hasn'?t|has not)"
    r"(?: (?:be|being|come|coming|belong|sourced|bought|ordered|supplied|delivered|made|stem|originate|go|going|got|get|bought in))*)"
)
_OF = r"(?: (?:from|by|of|with|for|in|at|to|part of|one of|supplied by|made by))*(?: (?:the|our))?"
_BUT = r"(?:but(?: for)?|except(?:ing)?(?: for)?|bar(?:ring)?|save(?: for)?|other than|apart from|aside from|besides)"
#: "Leave out whatever is not from [supplier]"
_ALL_BUT_THAT = re.compile(
    rf"(?<!n't )(?<!not )(?<!dont )\b{_OUT} (?:(?:{_ALL}|{_THOSE}) {_NOT}(?P<of>{_OF})|{_ALL} {_BUT}(?P<of2>{_OF})) (?=[\w\"'])",
    re.IGNORECASE,
)
#: "Everything that isn't from [supplier] can go", "..., leave that out"
_CAN_GO = re.compile(
    rf"\b(?:{_ALL} {_NOT}(?P<of>{_OF})|{_ALL} {_BUT}(?P<of2>{_OF})) (?P<what>(?-i:[A-Z\"])[^.?!,;:]{{1,40}}?),? (?:(?:can|may|should|must|has to) (?:go|be (?:left out|dropped|skipped|ignored|removed|struck|taken out))|(?:leave|take|keep) (?:it|that|them) out|out)\b",
    re.IGNORECASE,
)


def with_that_alone(text: str) -> str:
    """`text` with "only [supplier]" for what leaves out all that is not [supplier]."""
    text = _CAN_GO.sub(lambda m: f"only{m['of'] or m['of2'] or ''} {m['what']}", text)
    return _ALL_BUT_THAT.sub(lambda m: f"only{m['of'] or m['of2'] or ''} ", text)
