# ruff: noqa: E501 - a pattern is read on one line
"""Everyday nouns that name nothing here: "for oven planning, how much Bakery ...", "when the food festival is on".

A word of the language is taken for goods that nobody knows only where it can be what is asked about. Beside a thing of
its sort that we do know it is that only where such a thing stands: counted, sold, compared, listed or joined.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from rag.names.mentions import Mention
from rag.understanding.message.lexicon import is_english

__all__ = ["names_nothing", "plainly_written"]

#: What is known of the same sort, beside which an everyday word is no other
_SAME_SORT = {
    "product": {"product", "category"},
    "category": {"product", "category"},
    "supplier": {"product", "category", "supplier"},
    "store": {"store", "region"},
}
_ARTICLE = r"(?:(?:the|our|my|your|their|these|those|this|that|an?|other|different|new|same|usual|extra|spare) )*"
#: An event, a team, a stretch of time, room: nothing of the kind is sold
_NO_GOODS_AFTER = re.compile(
    r"^(?:'s)?[ -](?:festivals?|fairs?|fayre|fetes?|parades?|marathons?|races?|concerts?|gigs?|exhibitions?|expos?|tournaments?|weddings?|part(?:y|ies)|celebrations?"
    r"|strikes?|inspections?|inspectors?|inspectorate|drills?(?= (?:today|tomorrow|on|at|is)\b)|works|repairs?|guys?|man|men|woman|women|lady|ladies|people|folks?|lads?|boss|crew|drivers?"
    r"|capacity|space|permitting|rotas?|shifts?|duty|troubles?|dramas?|nonsense|fiasco|disaster)\b",
    re.IGNORECASE,
)
_NO_GOODS = re.compile(r"(?:.* )?(?:scheduling|planning|capacity|rota|festival|strike|inspection|duty)", re.IGNORECASE)
#: "The strike at the cheese factory": the other word of an event, which is told of and not sold
_OF_AN_EVENT = re.compile(
    r"\b(?:strikes?|walk-?outs?|part(?:y|ies)|fairs?|festivals?|fetes?|parades?|events?|(?:road ?)?works|closures?|clos(?:es|ed|ing)|shut(?:s|down)?|demonstrations?|protests?|accidents?|fires?|floods?|holidays?|match(?:es)?|concerts?|weddings?|refurbishment|trouble|rows?|quarrels?)"
    r" (?:at|in|of|on|by|near|outside|with|for|down) (?:(?:the|our|all|some|most|its|their) )*(?:[a-z]+ )?$",
    re.IGNORECASE,
)
#: "Gone walkies", "brace itself", "because of the strike"
_GONE = re.compile(r"\b(?:go|goes|going|gone|went)(?: all| a bit| completely)? $", re.IGNORECASE)
_ITSELF = re.compile(r"^ (?:it|them|our|my|your|him|her)sel(?:f|ves)\b", re.IGNORECASE)
#: "Cold room is full, what ...": a place or a machine
_IN_A_STATE = re.compile(
    r"^(?:'s|'re| is| are| was| were| looks?| seems?| gets?| got)(?: \w+ly| all| so| too| already| still| again| just)* (?:full|crammed|packed|stuffed|broken|bust|down|closed|shut|leak\w*"
    r"|jammed|stuck|overflowing|crowded|blocked|flooded|waiting|out of (?:order|action)|playing up|being (?!sold|bought|ordered|returned)\w+ed)\b",
    re.IGNORECASE,
)

_FIGURE = r"(?:stocks?|sales|forecasts?|demand|orders?|points?|times?|prices?|costs?|levels?|cover|figures?|numbers?|units?|amounts?|quantit(?:y|ies)|returns?|revenue|turnover|value|rates?|trend|same|all|rest|most|pieces|boxes|packs?|kinds?|sorts?)"
#: Before what is counted or dealt in
_COUNTED = re.compile(
    rf"(?:(?<!so )(?<!too )(?<!that )(?<!this )\b(?:many|much)|\b(?:any|some|no|fewer|more|few|sell|sells|sold|selling|buy|buys|bought|buying|order|orders|ordered|ordering|reorder|need|needs|stock|stocks|stocking"
    rf"|have|has|had|got|keep|keeps|carry|carries|offer|offers|deliver|delivers|delivered|delivering|supply|supplies|supplied|return|returned|shift|shifts|forecast"
    rf"|{_FIGURE} (?:of|for|with|on)|(?:what|how) about|(?:instead|rather|more|less|fewer|better|worse|cheaper|dearer|other|faster|slower) than|instead of|compared? (?:to|with)|versus|vs\.?|unlike|as well as|besides|alongside|outsells?|beats?|replace[sd]?|swap(?:ped)?"
    rf"|called|named|product|products|item|items|article|articles)) {_ARTICLE}$",
    re.IGNORECASE,
)
#: "How are umbrellas doing?", "did ladders sell better?"
_ASKED = re.compile(
    rf"(?:^|[.?!,;:\u2013\u2014-] ?|\b(?:how|where|when|why|what|whether|and|or|so|but|if|are) )(?:is|are|was|were|do|does|did|will|would|can|could|should|has|have) {_ARTICLE}$",
    re.IGNORECASE,
)
_COUNTED_AFTER = re.compile(
    r"^(?:'s)? (?:in stock|on hand|on order|left\b|stock\b|sales\b|forecast\b|vs\b|versus\b|compared\b|sell\b|sells\b|sold\b|sales?\b)",
    re.IGNORECASE,
)
_ALONE_BEFORE = re.compile(
    rf"(?:^|[.?!;:\n\u2013\u2014] ?| - )(?:(?:and|or|also|then|so|what about|how about) )*{_ARTICLE}$", re.IGNORECASE
)
_ALONE_AFTER = re.compile(
    r"^\W*(?:$|[.?!;:\n\u2013\u2014]| - |(?:in|at|for|from|next|last|this|tomorrow|today|yesterday)\b)", re.IGNORECASE
)
_JOINS = re.compile(
    rf"\s*(?:(?:(?:[,/&+]|\b(?:and|or|nor|vs\.?|versus|than|plus|minus|with|without|but|like|as|not|to)\b)\s*)+{_ARTICLE})?",
    re.IGNORECASE,
)
#: Who a firm is: "from acorn", "does acorn deliver"
_OF_A_FIRM = re.compile(
    r"\b(?:from|by|via|suppliers?|vendors?|firm|wholesaler|called|named) (?:the |our )*$", re.IGNORECASE
)
_DONE_BY_A_FIRM = re.compile(
    r"^(?:'s)? (?:suppliers?|vendors?|charge\w*|deliver\w*|ship\w*|suppl\w+|dispatch\w*|as (?:a |our )?(?:supplier|vendor)|lead[ -]?times?|terms|invoices?|prices?)\b",
    re.IGNORECASE,
)
#: "In marina", "the marina shop"
_OF_A_PLACE = re.compile(r"\b(?:in|at|from|for|and|or|to|vs\.?|versus|than|with|store|shop|branch) $", re.IGNORECASE)
_A_PLACE = re.compile(r"^(?:'s)? (?:stores?|shops?|branch(?:es)?|outlets?|sites?|warehouse|depot)\b", re.IGNORECASE)


def plainly_written(text: str, start: int, end: int) -> bool:
    """Everyday words in small letters, but for the first of a sentence?"""
    said = text[start:end]
    opens = re.search(r"(?:^|[.?!:;]\s+|\n)\W*$", text[:start]) is not None
    small = said.islower() or (opens and said[1:].islower())
    return small and all(word.isalpha() and is_english(word) for word in re.split(r"[ -]", said) if word)


def names_nothing(
    text: str, start: int, end: int, kind: str, named: Sequence[Mention], elsewhere: Collection[str] = ()
) -> bool:
    """Do the words of text[start:end], read as a name of `kind`, stand where nothing is named?

    `named` are the mentions of `text` that we know, `elsewhere` the kinds of what the rest of the message names.
    """
    if not plainly_written(text, start, end):
        return False
    before, after = text[:start], text[end:]
    if _NO_GOODS_AFTER.match(after) or _NO_GOODS.fullmatch(text[start:end]):
        return True
    if _OF_AN_EVENT.search(before) or _ITSELF.match(after) or _GONE.search(before) or _IN_A_STATE.match(after):
        return True
    known = [m for m in named if m.kind in _SAME_SORT.get(kind, ()) and (not m.ambiguous or " " in m.text)]
    beside = _SAME_SORT.get(kind, set()) & set(elsewhere)
    return bool(known or beside) and not _in_its_place(before, after, kind, text, known)


def _in_its_place(before: str, after: str, kind: str, text: str, known: Sequence[Mention]) -> bool:
    """Can what stands between `before` and `after` be what is asked about, beside what is `known`?"""
    start, end = len(before), len(text) - len(after)
    if any(_JOINS.fullmatch(text[m.end : start]) for m in known if m.end <= start):
        return True
    if any(_JOINS.fullmatch(text[end : m.start]) for m in known if end <= m.start):
        return True
    if kind == "store":
        return bool(_OF_A_PLACE.search(before) or _A_PLACE.match(after))
    if kind == "supplier":
        return bool(_OF_A_FIRM.search(before) or _DONE_BY_A_FIRM.match(after))
    alone = _ALONE_BEFORE.search(before) and _ALONE_AFTER.match(after)
    return bool(alone or _COUNTED.search(before) or _ASKED.search(before) or _COUNTED_AFTER.match(after))
