# ruff: noqa: E501 - a pattern is read on one line
"""Sales while a delivery is waited for: "LT 14 days not 12: how many do we sell over those 14 days?".

Read from what is present in the message, in whatever words: a delivery takes its time, that time is so many days (another
one may be told as the usual), and sales are asked for as long as it takes. What is asked are the sales of so many days
from tomorrow; who delivers is then no limit of what is sold.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.names.linking import Mention
from rag.plan import Plan
from rag.understanding.message.masking import Masker
from rag.understanding.message.tidying import tidy

__all__ = ["LEAD_TIMES", "over_the_wait"]

_WORDS = {
    "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9",
    "ten": "10", "eleven": "11", "twelve": "12", "thirteen": "13", "fourteen": "14", "fifteen": "15", "sixteen": "16",
    "eighteen": "18", "twenty": "20",
}  # fmt: skip
_NUMBER = rf"(?:\d{{1,2}}|{'|'.join(_WORDS)})"
_LASTING = re.compile(rf"(?<![\w.,/-])(?P<n>{_NUMBER})[ -]?(?P<u>d|days?|wks?|weeks?)(?![\w-]*\w)", re.IGNORECASE)
_TO_IT = re.compile(rf"^\s*(?:up |on )?(?:to|->) {_NUMBER}[ -]?(?:d|days?|weeks?)\b", re.IGNORECASE)
#: What stands before and after the time that is usual, and not the one that is asked about
_USUAL_BEFORE = re.compile(
    r"\b(?:instead of|rather than|in place of|not(?! after\b)|no longer|from|up from|as against|against|versus|vs\.?|used to(?: be| take| need)?|normal(?:ly)?|usual(?:ly)?|standard|agreed"
    r"|otherwise|until now|so far)(?: (?:just|only|the|its|their|it|that|they|is|was|are|takes?|needs?|usual|normal|old|after|about|in|within|at))*\s*$",
    re.IGNORECASE,
)
#: What was, where nothing is supposed: "it took 3 days until May"
_WAS = re.compile(
    r"(?:^|[.;:,])(?![^.;:]*\b(?:if|suppos\w+|say|imagine|assum\w+)\b)[^.;:,]*\b(?:was|took|had been|were)(?: (?:just|only|about))*\s*$",
    re.IGNORECASE,
)
_USUAL_AFTER = re.compile(
    r"^,? ?(?:is|are|was|were|being|has been)? ?(?:the )?(?:normal\b|usual\b|standard|agreed|norm\b|rule\b|what (?:we|it|they)|before\b|until now|so far|(?:has|have) (?:become|turned|grown)|became|turned into|(?:is|are) now)",
    re.IGNORECASE,
)
_WINDOW_BEFORE = re.compile(
    r"\b(?:next|coming|following|(?:the|these|those|our|in|over|during|for|of) (?:last|past|previous)|review period of|every|each|within)\s*$",
    re.IGNORECASE,
)
_LATE = re.compile(
    r" (?:late|later|longer|more|overdue|behind|delay\w*|after|from(?! (?:tomorrow|today|now)\b)|ago|old|in the past|past)\b",
    re.IGNORECASE,
)
#: A delivery and its time
_ON_ITS_WAY = re.compile(
    r"\b(?:lt|lead[ -]?times?|deliver\w*|suppl(?:y|ies|ied) (?:time|us|it|them|the)|ship(?:s|ped|ping|ments?)?|lorr(?:y|ies)|trucks?|vans?|containers?|consignments?|freight|customs|ports?|harbour|on (?:the|its|their) (?:road|way)|in transit|under way"
    r"|wait\w*|to (?:bring|get|ship|supply|send)|(?:show|turn)s? up|arriv\w+|get here|reach\w*|replenish\w*|restock\w*)\b",
    re.IGNORECASE,
)
_SUPPLIER_NEEDS = re.compile(
    r"^(?:'s|s')?(?: \w+){0,2}? (?:will |would |might |may |could |can |now |maybe )*(?:be )?(?:needs?|needed|takes?|took|taking|needing|wants?|\d)\b",
    re.IGNORECASE,
)
_IT = r"(?:it|they|that|this|the (?:goods|delivery|lorry|truck|van|shipment|container|order|stuff|next one))"
_SPAN = r"(?:wait(?:ing)?(?: times?| periods?)?|lead ?time|period|stretch|span|time|delay|while|interval|spell)"
#: The time that sales are asked for is the one told
_THAT_TIME = re.compile(
    rf"\b(?:in|over|during|within|for|through(?:out)?|across|inside|while waiting(?: for)?)(?: (?:the )?(?:course|space|whole|run) of)?(?: all(?: of)?| the whole)?"
    rf" (?:(?:(?:those|these|this|that|the|such an?|an?|its|their|this new|the new|all) )?(?:(?:whole|entire|long|full|very|same|first|extra|new) )*(?:(?P<k>{_NUMBER})(?:[ -]?(?:d|days?|weeks?))?(?! (?:units|pieces|stores|shops))(?![.,]?\d)(?:[ -](?:of )?(?:the )?{_SPAN})?|{_SPAN}|days|weeks)|(?:it|them|those|that)(?=\W*$|[?.,]))(?![\w-])(?! (?:last|next|of the year)\b)"
    rf"|\bmean(?:while|time)\b|\b(?:un)?til?l? then\b|\bby then\b|\bwhil(?:e|st) (?:we |it |they |i |you )?(?:are |is |am )?(?:waiting|on (?:the|its) way|in transit)"
    rf"|\b(?:(?:un)?til?l?|before|by the time) {_IT}(?:'s| is| are| has| have| gets?| comes?| arrives?| lands?| over| reaches)\b(?: (?:here|there|in|over|finally|arrived|us|come|to an end))*"
    rf"|\b(?:(?:un)?til?l?|before) (?:the |its |their )?(?:delivery|arrival|goods)\b(?: (?:comes?|is|are|arrives?|here|there))*",
    re.IGNORECASE,
)
_SELLS = re.compile(
    r"\b(?:sell\w*|sold|sales|demand|go(?:es|ing)?(?: out)?(?! (?:up|down|to|from)\b)|leav(?:e|es|ing)|mov(?:e|es|ing)|get through|get(?:s|ting)? rid of|shift|buy|units|pieces|pcs|fcst|forecast\w*|expect\w*)\b",
    re.IGNORECASE,
)
#: Another figure is asked for, or one of each thing: read as it is written
_SOMETHING_ELSE = re.compile(
    r"\b(?:protection|how long|stock\w*|on hand|enough|cover|lasts?(?! \d)|run(?:s|ning)? (?:out|dry|short)|re-?order\w*|recommend\w*|advis\w+|revenue|turnover|margin|cost\w*|price|value|worth|chance|probabilit\w+|risk|which|top|most|least|each|per (?:day|store|shop)|did|(?:were|was) sold|percent|more demand|promotion|noted?|safety|lost?|los(?:e|es|ing))\b|%",
    re.IGNORECASE,
)
_OF_THEIRS = re.compile(
    r"\b(?:of|products?|goods|lines|items|articles|stuff)(?: (?:from|of|by))?(?: the)? $", re.IGNORECASE
)
_ASKS_ON = re.compile(r"^\W*(?:and|,|\?|\.)[^?]*\b(?:is|are|will|would|do|does|what|how|when)\b", re.IGNORECASE)
_GOODS = ("product", "category", "unknown product", "unknown category")
_PLACES = ("store", "region", "unknown store")
LEAD_TIMES = frozenset({"lead_time_days", "supplier_lead_time_days"})


def over_the_wait(question: str, plans: Sequence[Plan], masker: Masker) -> str:
    """The question for the sales of so many days where `question` asks for those of a wait; itself where it does not."""
    text = tidy(question)
    asked = next((m for m in _THAT_TIME.finditer(text) if _asks_sales(text, m)), None)
    if asked is None or not _LASTING.search(text):
        return question
    masked, before = masker(text), plans[-1] if plans else None
    text, names = masked.plain, sorted((*masked.mentions, *masked.unknown), key=lambda m: m.start)
    days = _days(text, names, asked["k"])
    told_last = before is not None and bool(LEAD_TIMES & set(before.measures))
    if days is None or not (told_last or _awaited(text, names)):
        return question
    goods_before = before is not None and bool(before.entities.products or before.entities.categories)
    of = _said(names, _GOODS)
    if not of and not goods_before and (firm := _said(names, ("supplier",))):
        of = f"products from {firm}"
    of = of or ("it" if goods_before else "")
    at = _said(names, _PLACES)
    where = f" in {at}" if at else " there" if goods_before else ""
    rest = text[asked.end() :] if _ASKS_ON.match(text[asked.end() :]) else "?"
    return f"How many units{f' of {of}' if of else ''} would be sold{where} in the next {days}{rest}"


def _said(names: Sequence[Mention], kinds: Sequence[str]) -> str:
    return " and ".join(dict.fromkeys(m.text for m in names if m.kind in kinds))


def _asks_sales(text: str, time: re.Match[str]) -> bool:
    """Does the sentence of `time` ask for sales, and for nothing else up to there?"""
    start = max(text.rfind(mark, 0, time.start()) for mark in (". ", "? ", "! ", ": ", "; ")) + 1
    end = next((m.start() for m in re.finditer(r"[?!]|\.(?!\d)", text[time.end() :])), len(text)) + time.end()
    said = text[start:end]
    return bool(_SELLS.search(said)) and not _SOMETHING_ELSE.search(said)


def _days(text: str, mentions: Sequence[Mention], named: str | None) -> str | None:
    """The one time told that is not the usual one, as it is said."""
    told = {}
    for m in _LASTING.finditer(text):
        before, after = text[max(m.start() - 40, 0) : m.start()], text[m.end() :]
        if any(one.start < m.end() and m.start() < one.end for one in mentions):
            continue
        if _TO_IT.match(after) or _USUAL_BEFORE.search(before) or _USUAL_AFTER.match(after) or _WAS.search(before):
            continue
        if _LATE.match(after):
            return None  # from when the order is due, not from tomorrow
        if _WINDOW_BEFORE.search(before) and not re.search(r"\b(?:deliver\w*|arriv\w*|here) within\s*$", before):
            return None  # "in the next 12 days": a time that says itself
        told[_digits(m["n"])] = "weeks" if m["u"].lower().startswith("w") else "days"
    if len(told) != 1 or (named and _digits(named) not in told):
        return None
    return " ".join(*told.items())


def _digits(said: str) -> str:
    return _WORDS.get(said.lower(), said)


def _awaited(text: str, mentions: Sequence[Mention]) -> bool:
    """Is a delivery spoken of that takes time?"""
    suppliers = (m for m in mentions if m.kind == "supplier")
    return bool(_ON_ITS_WAY.search(text)) or any(_SUPPLIER_NEEDS.match(text[m.end :]) for m in suppliers)
