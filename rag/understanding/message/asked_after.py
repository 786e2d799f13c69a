# ruff: noqa: E501 - a pattern is read on one line
"""Goods that a message says somebody asks after, before it asks something: "A lady wants X. Any left in Denver?"

They are what the question is about, also where we do not know them; of a person met for lunch it is not asked.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rag.names.mentions import Mention

__all__ = ["asked_after"]

_SOME = r"(?:(?:if|whether) (?:we|you|i) (?:have|had|sell|stock|carry|keep|do|got)(?: got)? )?(?:(?:an?|the|some|any|our|your|this|that|those|these|more|another|one|two|three|four|five|six|ten|twelve|twenty|fifty|\d{1,4}|dozens?|couple|few|lot|lots|of|box|boxes|packs?|cases?|units|pieces|for|new|famous|product|item|article|so-?called|called|named) )*[\"'\u201c\u2018]?"
_AFTER = re.compile(
    r"(?:\b(?:ask(?:s|ed|ing)?|question(?:s|ed)?|call(?:s|ed|ing)?|phon(?:es|ed|ing)|r[ia]ng|rung|emailed|mailed|wrote|writes|writing|enquir(?:y|ies|es|ed|ing)|inquir(?:y|ies|es|ed|ing)|complain(?:s|ed|ing|ts?)?|requests?|demand|queue|run|interest(?:ed)?|hopes?|hoping|chas(?:es|ed|ing)|crazy|mad|wild|keen|curious)(?: (?:me|us|here|today|again|just now|in))?,? (?:for|after|about|on|in|regarding|concerning|to have|to get|to buy)"
    r"|\b(?:ask(?:s|ed|ing)?|enquir\w+|inquir\w+|wonder(?:s|ed|ing)?|(?:wants?|would like|needs?) to know)(?: me| us)?(?= (?:if|whether) (?:we|you|i)\b)"
    r"|\b(?:look(?:s|ed|ing)?|search(?:es|ed|ing)?|hunt(?:s|ed|ing)?|hungry|desperate|shopping|after) for|\b(?:is|are|was|were|'s|'re) after"
    r"|\b(?:want(?:s|ed|ing)?|need(?:s|ed|ing)?|request(?:s|ed|ing)?|order(?:s|ed|ing)?|reserv(?:e|es|ed|ing)|buy(?:s|ing)?|bought|get|have|purchas(?:e|es|ed|ing)|seek(?:s|ing)?|would like|'d like|lik(?:es|ing)|loves?|fanc(?:y|ies)|desires?|wish(?:es)?(?: for)?|return(?:s|ed|ing)?|(?:hold|hands|sight) (?:of|on)))"
    rf" {_SOME}$",
    re.IGNORECASE,
)
#: "A customer wants X to be ...", "needs Sarah to call back": a person
_TO_DO = re.compile(r"[\"'\u201d\u2019]? to (?!(?:go|take|buy|try|give|eat|drink|wear|use|have)\b)\w+", re.IGNORECASE)
#: "Grumbleford Lanterns - any left in Denver?": the thing alone
_ALONE_BEFORE = re.compile(
    r"(?:^|[.!?;:\u2013\u2014-] )\W*(?:(?:the|our|hi|hello|ok|so|and|regarding|re|on|about|now|product|item|article)[,:]? )*(?:(?-i:[A-Z])[\w'-]+ ){0,2}$",
    re.IGNORECASE,
)
_ALONE_AFTER = re.compile(r"\W*(?:$|[-\u2013\u2014:;.!?,]\W*\s)")
#: "How much have we in total?": of everything, whatever was asked for before
_OF_ALL = re.compile(
    r"\b(?:total|altogether|overall|everything|all (?:products|items|articles|goods)|whole|entire)\b", re.IGNORECASE
)
_WORDS = 2


def asked_after(text: str, unknown: Sequence[Mention], asked: str) -> tuple[Mention, ...]:
    """Those of the `unknown` names of `text` that its question `asked` is about."""
    if _OF_ALL.search(asked):
        return ()
    named = [m for m in unknown if len(m.text.split()) >= _WORDS]
    return tuple(replace(m, kind="unknown product") for m in named if _is_wanted(text, m) or _stands_alone(text, m))


def _is_wanted(text: str, name: Mention) -> bool:
    return _AFTER.search(text[: name.start]) is not None and not _TO_DO.match(text[name.end :])


def _stands_alone(text: str, name: Mention) -> bool:
    return bool(_ALONE_BEFORE.search(text[: name.start]) and _ALONE_AFTER.match(text[name.end :]))
