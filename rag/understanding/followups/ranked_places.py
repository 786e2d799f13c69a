# ruff: noqa: E501 - a pattern is read on one line
"""Places of a ranking that a follow-up asks for: "and the second one?", "places 4 to 6", "the three after that"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rag.plan import Plan
from rag.understanding.words.amounts import ORDINALS
from rag.understanding.words.numbers import number

if TYPE_CHECKING:
    from rag.understanding.turn import Turn

__all__ = ["PAGE", "after_them", "only_the_first", "place_of_the_same", "places_on"]

_PLACE = re.compile(
    r"^(?:and |ok |then |so )*(?:what about |who is |which is |what is )?(?:the )?(?:(?P<word>second|third|fourth|fifth|2nd|3rd|4th|5th|next|runner-up)(?: (?:one|place|best|worst))?|number (?P<n>\d))[ ?.!]*$"
)
_AFTER_THOSE = re.compile(
    r"\b(?:which|what|who|name|show|give me)(?: me)?(?: the)? ?(?P<n>\d{1,2}|one|two|three|four|five|ten)?(?: \w+){0,2}? (?:come|comes|follow|follows|rank|ranks|are|is)(?: \w+)? (?:after|behind|next|below|following)\b|^(?:and )?(?:the )?next (?P<n2>\d{1,2}|two|three|four|five|ten)[ ?.!]*$"
)
_NTH_OR_N = r"\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth"
#: "And places 4 to 6?", "who is fourth to sixth?"
_FROM_PLACE_TO = re.compile(
    rf"^\W*(?:(?:and|ok|then|so|now|please|what about|how about|show me|give me|list|name|also|the|which are|who (?:is|are)|what (?:is|are)|who comes|what comes|which come|in|on|at|from) )*(?:(?:places?|ranks?|positions?|numbers?|nos?\.?|spots?|rows?) )?(?:from )?(?P<a>{_NTH_OR_N})(?:st|nd|rd|th)? ?(?P<to>to|through|till|until|up to|and|&|-|–)(?: the)? ?(?P<b>{_NTH_OR_N})(?:st|nd|rd|th)?(?: (?:places?|then|please|too|as well|in (?:the|that) (?:list|ranking)|on (?:the|that|this) list|there))*\W*$"
)
#: "Positions 4, 5 and 6"
_PLACES_LISTED = re.compile(
    rf"^\W*(?:(?:and|ok|then|so|now|what about|how about|the) )*(?:places?|ranks?|positions?|numbers?|spots?) (?:{_NTH_OR_N})(?:(?:, ?| and | & |, and )(?:{_NTH_OR_N}))+(?: (?:please|then|too|as well))*\W*$"
)
#: "And the three after that?"
_SO_MANY_AFTER = re.compile(
    r"^\W*(?:(?:and|ok|then|so|now|what about|how about|show me|give me|list|name|who are|which are|what are) )*(?:the )?(?:next )?(?P<n>\d{1,2}|two|three|four|five|six|seven|eight|nine|ten)(?: ones| places| products| items| lines| stores| shops)? (?:after|behind|below|following|that (?:come|follow)(?: after)?)(?: (?:that|those|them|these|it))?\W*$"
    # a week, a fortnight or a month would be days
    r"|^\W*(?:(?:and|ok|then|so|now|what about|how about|show me|give me|list|name|please) )*(?:the )?next (?P<n2>(?!(?:7|14|21|28|30)\b)\d{1,2}|two|three|four|five|six|eight|nine|ten)(?: (?:ones|places|products|items|lines|stores|shops|suppliers))?(?: (?:please|too|as well|then|in (?:the|that) (?:list|ranking)))*\W*$"
)
#: "How much did the last one on that list bring in?"
_ON_THAT_LIST = re.compile(
    r"\b(?:the )?(?:(?P<word>second|third|fourth|fifth|2nd|3rd|4th|5th)|last|bottom)(?: (?:one|place|product|item|name|store|shop))?"
    r" (?:on|of|in|from) (?:that|the|this|your|those|them|these)(?: (?:list|ranking|five|three|ten|\d+|ones))?(?= ?(?:[?.,!]|$)| (?:bring|sell|make|have|has|cost|earn|turn|expect|do|does|did|is|was|come|get)\w*\b)"
)

#: "Which one comes second?"
_COMES_AT = re.compile(
    r"\b(?:comes?|came|is|are|was|stands?|ranks?|lands?|finish\w*|runs?|place|on|in|at|who|which|what)(?: (?:in|on|at|the))* "
    r"(?P<word>second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|2nd|3rd|4th|5th|6th|7th|8th|9th|10th|runner-up)(?: (?:one|place|best|worst|biggest|largest|highest|lowest|smallest|strongest))?"
    r"(?: (?:then|there|here|of them|on (?:that|the) list|after (?:it|that)))?[ ?.!]*$"
)
#: "And how many units of the first one?"
_OF_THE_ONE_AT = re.compile(
    r"\bhow (?:many|much)\b[^?]*\b(?:of|for|with|by) the (?P<word>first|top|second|third|fourth|fifth|2nd|3rd|4th|5th)(?: (?:one|product|item|store|place))?[ ?.!]*$"
)
_BRIEF = 9  # words


#: "Please continue that ranking with fourth and fifth place"
_CONTINUED = re.compile(
    r"^\W*(?:(?:and|ok|then|now|please|could you|can you|would you|kindly) )*(?:continue|carry on|go on|extend|lengthen|prolong)(?: with| on)?(?: (?:that|the|this|your) (?:same )?(?:ranking|list|order|table))?(?: (?:by|with|to|for|down to))?(?: the)? (?=\w)"
)


#: Things of a ranking of no size
PAGE = 10


def after_them(spelled: str, earlier: Plan) -> str:
    """The message where it asks for those that follow in a ranking: "the three after that" is no time there."""
    return spelled if earlier.intent == "rank" and _SO_MANY_AFTER.match(spelled) else ""


def only_the_first(text: str) -> int | None:
    """ "And number one in [store]?" after a top five: a ranking of one there."""
    return 1 if _NUMBER_ONE.search(text) else None


_NUMBER_ONE = re.compile(r"\b(?:number one|number 1|no\.? ?1|nr\.? ?1|the (?:leader|winner|front-?runner))(?![\w.])")


def _nth(said: str) -> int:
    """A place that is said as a number or an ordinal."""
    return ORDINALS[said] + 1 if said in ORDINALS else 1 if said == "first" else int(number(said))


def places_on(text: str, earlier: Plan) -> tuple[int, int] | None:
    """(limit, offset) of "and the second one?" or "which two come after those?" after a ranking."""
    if earlier.intent != "rank":
        return None
    text = _CONTINUED.sub("", text)
    if "[" not in text and len(text.split()) <= _BRIEF:
        if match := _COMES_AT.search(text):
            return 1, ORDINALS[match["word"]]
        if match := _OF_THE_ONE_AT.search(text):
            return 1, ORDINALS.get(match["word"], 0)
    if (after := _SO_MANY_AFTER.match(text)) and earlier.limit:
        return int(number(after["n"] or after["n2"])), earlier.offset + earlier.limit
    if listed := _PLACES_LISTED.match(text):
        places = [_nth(p) for p in re.findall(rf"\b(?:{_NTH_OR_N})(?=\b|st|nd|rd|th)", listed.group())]
        return (len(places), places[0] - 1) if places == list(range(places[0], places[0] + len(places))) else None
    if between := _FROM_PLACE_TO.match(text):
        first, last = (_nth(between[g]) for g in ("a", "b"))
        beside = between["to"] not in ("and", "&") or last == first + 1  # "places two and five" are no stretch
        return (last - first + 1, first - 1) if 0 < first < last and beside else None
    if match := _PLACE.match(text):
        at = ORDINALS[match["word"]] if match["word"] else max(int(match["n"]) - 1, 0)
        at = earlier.offset + (earlier.limit or PAGE) if match["word"] == "next" else at
        return 1, at
    if match := _ON_THAT_LIST.search(text):
        many = earlier.limit or 1
        return 1, earlier.offset + (ORDINALS[match["word"]] if match["word"] else many - 1)
    if match := _AFTER_THOSE.search(text):
        said = match["n"] or match["n2"]
        told = _told(earlier) if re.search(r"\b(?:it|that(?: one)?|this one)\W*$", text) else earlier.limit or PAGE
        return (int(number(said)) if said else 1), earlier.offset + told
    return None


def _told(earlier: Plan) -> int:
    """How many the ranking was asked for: one, where no number was said."""
    return (earlier.limit or 1) if _SO_MANY.search(earlier.question.lower()) else 1


#: "Which one comes second by cost?", "and the one right after it in price?": the figure that it was ranked by
_BY_THAT = re.compile(
    r"[ ,]+(?:(?:if )?(?:ranked|sorted|going|measured|judged|counted|ordered) )?(?:by|in|on|for|in terms of|when it comes to|according to)"
    r"(?: (?:the|its|their|that|order|total|same|expected))* (?P<m>costs?|price|value|worth|money|euros?|units|quantity|sales|revenue|turnover|figure|measure|amount|size|volume)(?:,? (?:please|then|there))*(?=\W*$)"
)
_RIGHT_AFTER = re.compile(
    r"^\W*(?:(?:and|ok|then|so|now|what about|which is|what is|who is) )*(?:the )?(?:one|next|next one|order|product|item|line|store|shop|supplier)? ?(?:that (?:comes|is|follows) )?(?:right|just|directly|immediately|straight)? ?(?:after|behind|below|under|following) (?:it|that|that one|this one|them|those)\W*$"
)
_SO_MANY = re.compile(r"\b(?:\d{1,2}|two|three|four|five|six|seven|eight|nine|ten)\b(?! (?:days?|weeks?|months?)\b)")
_MONEY = re.compile(r"\b(?:costs?|price|value|worth|money|euros?)\b")
_IN_MONEY = frozenset(
    {"order_value", "open_value", "stock_value", "revenue_90d", "actual_revenue", "product_unit_price"}
)


def place_of_the_same(turn: Turn, earlier: Plan) -> Plan | None:
    """ "Which order comes second by cost?" after the dearest one: that place of the same ranking, by the same figure."""
    text = turn.masked.spelled
    said = _BY_THAT.search(text)
    if earlier.intent != "rank" or earlier.sort is None or turn.masked.mentions or turn.amounts.scenario:
        return None
    if said and _MONEY.search(said["m"]) and earlier.sort.measure not in _IN_MONEY:
        return None
    if said and not _MONEY.search(said["m"]) and earlier.sort.measure in _IN_MONEY - {"revenue_90d", "actual_revenue"}:
        return None
    bare = re.sub(r"[ ,]*\b(?:please|then|instead)(?=\W*$)", "", text[: said.start()] if said else text)
    place = (1, earlier.offset + _told(earlier)) if _RIGHT_AFTER.match(bare) else None
    place = place or (places_on(bare, earlier) if said else None)
    if place is None:
        return None
    asked = turn.masked.question
    return earlier.with_(limit=place[0], offset=place[1], also=(), question=asked, resolved_question=asked)
