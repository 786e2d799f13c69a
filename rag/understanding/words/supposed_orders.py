# ruff: noqa: E501 - a pattern is read on one line
"""What a what-if supposes of orders and deliveries: never placed, never arriving, late, a supplier that stops."""

from __future__ import annotations

import re

from rag.plan import Scenario
from rag.understanding.words.loose_suppositions import LEFT_ALONE
from rag.understanding.words.numbers import IF, NUMBER, number

__all__ = ["DAYS", "Result", "cancelled", "in_days", "late", "not_today", "skipped", "supplier_down"]

DAYS = rf"(?P<n>{NUMBER}|a|an|one) (?P<u>days?|weeks?|months?|fortnights?)"


_UNIT_DAYS = {"d": 1, "w": 7, "m": 30, "f": 14}


def in_days(match: re.Match[str]) -> float:
    """Days of what `DAYS` matched, under its own names or under those with a 2."""
    which = "" if match["n"] else "2"
    return number(match[f"n{which}"]) * _UNIT_DAYS[match[f"u{which}"][0]]


Result = tuple[Scenario, re.Match[str]] | None


_ON_ITS_WAY = r"(?:(?:open|outstanding|pending|existing|running|late|overdue|delayed|current|next|expected|incoming) (?:purchase )?(?:orders?|pos?|deliver(?:y|ies)|shipments?|consignments?)|deliver(?:y|ies)|shipments?|consignments?|orders? (?:that is |that are |which is |already )?(?:on (?:the|its|their) way|under way|open|placed)|(?:what|everything|whatever|the (?:units|quantity|goods|stuff)|units|quantity)(?: that)?(?: is| are)? (?:still )?(?:on order|on (?:the|its) way|in transit)|(?:po|(?:purchase )?order)(?: number| no\.?)?[-/ ]?[a-z]{0,4}[-/]?\d{3,})"
_GONE = r"(?:cancel(?:l?ed|s)?|(?:never|not|n't) (?:arriv\w*|come|comes|turn(?:s)? up|show(?:s)? up|delivered|make it|makes it|get here|gets here)|(?:gets?|got|is|are|were|was) lost|lost|falls? through|fails? to (?:arrive|come|turn up)|(?:is|are|was|were) (?:scrapped|withdrawn|called off|written off|stolen)|stays? away|falls? off)"
_CANCELLED = re.compile(
    rf"\[product\](?: (?:that|which))?(?: (?:is|are|was|were|have|has been))?(?: still| already)? (?:on order|ordered|on (?:the|its|their) way)\b[^?.]{{0,60}}?\b{_GONE}\b|"
    rf"\b{_ON_ITS_WAY}\b(?! by)[^?.]{{0,60}}?\b{_GONE}\b|\bcancel(?:l?ed|ling|ing|s)?\b(?: (?:the|that|this|our|my|all|\[supplier\]|\[product\]))* {_ON_ITS_WAY}|\bwithout (?:the|that|this|our|any)(?: of the)? {_ON_ITS_WAY}|\bleav\w+ out (?:the|that) {_ON_ITS_WAY}"
)
_OF_NUMBER = re.compile(r"\b(?:po|order)(?: number| no\.?)?[-/ ]?(?P<id>[a-z]{0,4}\d{3,})\b")


def cancelled(text: str) -> Result:
    """ "If the open order never arrives": what is on order is not counted on; `unit` is (a part of) one order's number."""
    match = _CANCELLED.search(text)
    if not match or not (IF.search(text) or re.search(r"\bwithout\b|\bwhen\b|\bonce\b|\bleav\w+ out\b", text)):
        return None
    number_of = _OF_NUMBER.search(text)
    ordered = "[supplier]" in text and re.search(r"\bhow (?:much|many)\b[^?]*\border\b", text)
    if "[product]" not in text and number_of is None and not ordered:
        return None  # a stockout date counts the open orders of one thing; of many this is a list
    return Scenario("cancel_order", unit=number_of["id"].upper() if number_of else ""), match


def skipped(text: str) -> Result:
    if re.search(
        r"\bhow much (?:money|cash)?|\b(?:what|how much)\b[^?]*\b(?:sav\w+|spend\w*|cost)\b", text
    ) and re.search(r"\b(?:not (?:be )?spend\w*|sav\w+|keep back|left over|money)\b", text):
        return None  # "if we skipped it, how much would we not spend?": what the order costs
    if re.search(r"^\W*(?:so |and |but )?(?:why|how come|on what grounds?)\b[^?]{0,60}\bno order", text):
        return None  # "why no order?": nothing is supposed
    if "[product]" not in text and re.search(
        r"\b(?:what|which|how many)\b(?! (?:date|day))[^?]*\b(?:(?:run|stock|sell|go)(?:s|es)?\b[^?]*\bout|out of stock|(?:be|is|are|gets?) (?:gone|empty|out|short))\b",
        text,
    ):
        return None  # a stockout date counts without the recommended orders anyway
    if re.search(
        r"\bwithout (?:the |all )?(?:stuff|things|goods|products|items|orders?|ones)? ?(?:from|of|by) \[supplier\]",
        text,
    ):
        return None  # the others are asked for
    if _WITHOUT_A_GROUP.search(text) and not re.search(r"\border\w*\b", text):
        return None  # "and without the [category] either?": the others of a list
    if _WITHOUT_TODAYS.search(text):
        return None  # "without the ones for today": those that come later
    if _NOT_ADVISED.search(text):
        return None  # "explain why it has no order advice"
    if LEFT_ALONE.search(text):
        return None  # "which ones can I leave alone, no order recommended?"
    if _WITHOUT_THEM.search(text) or re.search(
        r"\b(?:until|till?) (?:when|(?:which|what) (?:day|date))\b[^?]*\bwait\b|\bhow long (?:can|may|could) (?:i|we) (?:still )?wait\b",
        text,
    ):
        return None  # "what does it come to without them?": the others
    match = re.search(
        r"\b(?:skip\w*|(?:do|does|did|would|will|can|should)(?: not|n't) (?:place |make |send )?(?:the |that |this |any |an |it)?(?:\[product\] )?(?: ?order(?!ed\b)| ?buy| ?reorder| ?purchase)|not (?:ordering|order|buying|placing|reordering|to order)|without (?:the|this|that|an|any|placing|ordering)\b(?! \[\w+\](?:'s)?(?! (?:\w+ )?(?:orders?|purchase|line)))(?! (?:new |further |more |next |other )?deliver| (?:late|overdue|delayed|past due)\b)(?: (?:order|recommended|the|new|next|an|it))*(?! ?deliver)|(?:cancel(?:l?ing)?|drop(?:ping)?|leav(?:e|ing) out|leave|omit(?:ting)?|ignor(?:e|ing)|forget(?:ting)?|pass(?:ing)? on|refus(?:e|ing)|hold(?:ing)? off(?: on)?|hold(?:ing)? back|postpon(?:e|ing)|delay|put(?:ting)? off|wait(?:ing)? with|skip over)(?: on)?(?: (?:the|that|this|your|recommended|my|placing|next|\[product\]))* (?:order|purchase|it|recommendation|reorder)\b|leav(?:e|ing) (?:the|that|this|your|it)(?: \w+)? ?(?:order|purchase|one)? ?out\b|no (?:new |purchase )*(?:re-?)?orders?\b|w/o (?:any |an |the )?(?:re-?)?order(?:ing|s)?\b|(?:re-?)?orders? not (?:placed|raised|sent|made|released|issued)\b|(?:nobody|no ?one) (?:signs?|approves?|places?|sends?|releases?)(?: off)?\b[^?,]{0,20}\border|order\b[^?,]{0,40}\b(?:is|are|gets?|was|were) (?:not|never) (?:signed|approved|placed|sent|released|issued|made|raised|given|submitted)|order (?:never|does not|doesn't) (?:goes?|gets?) out|order nothing|(?:order|buy)(?:ed|s)? nothing|nothing (?:is|was|gets) ordered)",
        text,
    )
    if (
        match
        and (
            IF.search(text)
            or _EMPTY_WHEN.search(text)
            or re.search(
                r"what happens|happen|consequence|effect|impact|risk|bad idea|can i|could i|without|think\w* (?:of|about)|consider(?:ing)?\b|tempted|inclined|rather not|would like to|want to|might\b",
                text,
            )
        )
        and not re.search(r"^(?:which|what (?:do|should|products?|items?))\b[^?]*\b(?:do|should) not", text)
    ):
        return Scenario("skip_order"), match
    return None


#: "... why there is no order advice for it"
_NOT_ADVISED = re.compile(
    r"\bwhy\b[^?]*\b(?:no|not|nothing|without)\b[^?]{0,30}\b(?:order|buy|purchas\w+)(?:ed|ing)?\b(?: (?:advice|advised|recommendation|recommended|proposal|proposed|suggestion|suggested|needed|due))?"
)
#: "[product], no order placed: out of stock date?": what comes of it is asked
_EMPTY_WHEN = re.compile(
    r"\b(?:stock-?out|out of stock|run-?out|empty)[ -](?:date|day)\b|\b(?:when|what (?:day|date)|which (?:day|date)|(?:date|day)(?: that| when)?)\b[^?]*\b(?:out of stock|(?:run|stock|sell)s? out|(?:we(?:'re| are)|is it|are we) out|empty|hit zero|sold out|stock-?out|dry)\b"
)
#: "What do the orders cost without the ones for today?"
_WITHOUT_TODAYS = re.compile(
    r"\b(?:without|not counting|leav\w+ (?:out|aside)|except(?: for)?|excluding|apart from|other than|minus|but not|ignor\w+) "
    r"(?:(?:the|those|any|all|out|aside) )*(?:ones|orders|lines|what(?: is| has)?|whatever(?: is| has)?|everything|those|that)?"
    r"(?: (?:that|which))?(?: (?:are|is|has|have|fall|falls|must|go|goes|needed|due|meant|planned|placed|recommended|to be ordered|to be placed|to go out|be ordered|to|out))* ?(?:for |of |on )?today(?:'s)?\b(?: ones| orders| lines)?"
)
_WITHOUT_A_GROUP = re.compile(
    r"\bwithout (?:the |any |all )?(?:\[category\]|\[supplier\]|(?:ones|lines|products|items|goods) )"
)
_WITHOUT_THEM = re.compile(
    r"\b(?:come|comes|coming|total|sum|how many|how much)\b[^?]*\bwithout (?:them|him|those|that one)\b(?! \w+ing)"
)
_MEANTIME_DEMAND = re.compile(
    r"\bhow (?:many|much)\b[^?]*\b(?:need|sell|want|ask(?:ed)? for|go through|demand|use)\w*\b[^?]*\b(?:in|during|over|for) (?:that|this|those|these) (?:time|days|period|span|weeks?)\b"
)
#: "Our planner asks when [supplier] will be closed", "when does [supplier] shut?": a date is asked for
_ASKED_WHEN = re.compile(
    r"\b(?:asks?|asked|asking|knows?|tell (?:me|us|him|her|them)|says?|see|find out|wonder\w*|check|remember|forgot(?:ten)?)"
    r"(?: exactly)? (?:when|from when|since when|(?:from |on |until )?(?:which|what) (?:day|date))(?: exactly)? (?:the )?\[supplier\]"
    r"|\b(?:when|(?:which|what) (?:day|date|days|dates))(?: exactly)? (?:will|is|does|are|do|was) (?:the )?\[supplier\]"
)


#: "Does [supplier] shut down? If so, I must know from when": asked, and nothing supposed
_IF_SO = re.compile(
    r"\b(?:if|in case|whether)(?: (?:so|yes|not|true|that is so|that is the case|(?:it|they) (?:do|does|is|are|will))(?=[ ,.:;]| i\b)| (?:the )?\[supplier\] (?:will |is |are )*(?:shut|clos)\w*(?= down\b|[ ,?.]|$)(?=[^?]*\b(?:first|last|from when|until when|which days?|what dates?)\b))"
)


def supplier_down(text: str) -> Result:
    match = re.search(
        rf"\[supplier\](?: \w+){{0,2}} (?:is (?:down(?! to\b)|closed|shut|on strike|unavailable|out|offline)|clos\w+|shuts?|shut down|goes (?:bankrupt|bust|on strike|down|out of business)|stops?(?: delivering| supplying| shipping)?|fails?(?: to deliver| us)?|can ?not (?:deliver|supply|ship)|does not (?:deliver|supply)|drops out|strikes?|falls out|is not (?:able to )?deliver\w*|has a strike)(?:[^?]{{0,25}}?\b(?:for|of) {DAYS})?",
        text,
    )
    if match and _MEANTIME_DEMAND.search(text):
        return None  # what is needed in that time, and what is there: no recomputing
    if match and _ASKED_WHEN.search(text):
        return None
    if match and IF.search(_IF_SO.sub("", text)):
        days = in_days(match) if match["n"] else None
        return Scenario("supplier_down", days, unit="days"), match
    return None


def late(text: str) -> Result:
    match = re.search(
        rf"\b(?:deliver\w*|orders?|shipments?|trucks?|pos?|consignments?|lorry|containers?|goods|it|\[supplier\]|they|(?:suppliers?|vendors?|makers?|manufacturers?|carriers?|hauliers?)(?= (?:is|are|was|were|comes?|gets?|runs?|delivers?|slips?)\b))\b[^?]{{0,30}}?(?:(?:by|is|are|comes?|arriv\w*|come|slips?|delayed|gets?|runs?|running) )?(?:by |of )?{DAYS} (?:late|later|delay\w*|overdue|behind)|(?:delay(?:ed|s)?|slips?|late|postponed)(?: by| of)? {DAYS.replace('?P<n>', '?P<n2>').replace('?P<u>', '?P<u2>')}",
        text,
    )
    if not match or not IF.search(text) or re.search(r"lead time", text):
        return None
    return Scenario("late_order", in_days(match), added=True, unit="days"), match


#: "Which products need no order today, but within a week?"
_NOT_TODAY = re.compile(
    r"\b(?:leav\w+ (?:aside|out)|set\w* aside|apart from|besides|beyond|other than|not counting|without) (?:what(?:ever)?|everything|all|the ones|those)?(?: that)?(?: is| are| has| must)?(?: to be| be)?(?: due| ordered| placed| sent)? ?(?:for )?today\b|\bnot (?:yet )?(?:due|urgent|needed|pressing)(?: yet)?(?: for)? (?:today|now)\b|\b(?:do(?:es)? not|not|need not)(?: have to| need to| yet)?(?: be)? (?:re-?)?order(?:ed)? (?:today|now)\b[^?]*\b(?:but|within|by)\b"
    r"|\b(?:not|needn't|don't|doesn't|won't|isn't|aren't)(?: (?:yet|have to|need to|has to|necessarily|be|really))* (?:go(?:ing)?(?: out)?|placed|sent(?: off| out)?|leave|out) (?:yet |out )?today\b"
    r"|\brecommend\w*\b[^?]{0,40}\b(?:not|needn't|don't|doesn't|isn't|aren't)\b(?: \w+){0,3} today\b"
)


def not_today(text: str) -> bool:
    """Does a text leave the orders of today out?"""
    return (_NOT_TODAY.search(text) or _WITHOUT_TODAYS.search(text)) is not None
