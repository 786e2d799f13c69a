# ruff: noqa: E501 - a pattern is read on one line
"""What several notes tell of the same matter: "which suppliers raise their prices?", "which of them first?".

A matter is known by the words that a question uses for it and by those that a note uses. The latter were written with
the notes of the demo generator in view: what other notes call otherwise is not found, and the search by words goes on.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["OF_NOTES_TOO", "SeveralNotes", "asks_whether", "several_notes", "told_matter"]

_MATTERS: tuple[tuple[str, str], ...] = (
    (  # dearer
        r"(?:price|cost)s? (?:increases?|rises?|hikes?|letters?|adjustments?)|(?:put\w*|rais\w+|increas\w+|hik\w+|lift\w*)(?: up)?(?: (?:all|of|their|its|the|list|our|purchase))* prices?\b|(?:higher|new|rising|increased) prices|(?:get|getting|become|becoming|be|are|is|grow)\w* (?:dearer|more expensive|pricier)|charg\w+ (?:us )?more|prices? (?:is |are |will )?(?:go|goes|going|come|coming)? ?(?:up|ris\w+|increas\w+)",
        r"\bprices? (?:rise|increase|letter|list coming)|new price|announces? (?:new|higher) prices|\bprices?\b[^.]{0,40}\b(?:rise|rises|rising|increase|increases|go up|goes up|higher|dearer)\b|\b(?:rise|increase|surcharge)\b[^.]{0,40}(?:%|percent)|\bcosts? (?:about )?[\d.]+ ?% more|cost increase",
    ),
    (  # closed
        r"clos(?:e|es|ed|ing|ures?)\b|shut(?:s|ting|down|downs)?\b|(?:on|holiday|summer|christmas|winter) (?:holidays?|break|vacation|closure|shutdown)|(?:not|no longer|don't|won't|stop|no)(?: be)? (?:ship\w*|deliver\w*|dispatch\w*|work\w*|supply\w*|open)",
        r"(?<!case is )(?<!case was )(?<!matter is )(?<!road is )\bclos(?:ed|es|ure|ing)\b(?! (?:the )?(?:case|file|matter))|\bshut ?down\b|\bshut\b|\bno dispatch\b|\bpause for\b|\bplant holiday|\bnot (?:ship|deliver|dispatch)(?:ing)?\b(?! (?:fewer|less|under|below|any))",
    ),
    (  # late
        r"announc\w+ (?:a |any )?delays?|delays? (?:is|are|was|were|been|has|have)\b|(?:in|with) (?:(?:an?|the|that|its|their) )?(?:delay|backlog)|(?:tell|told|say|said|warn\w*|report\w*|wrote)\b[^?]{0,40}\b(?:late|delay\w*|longer)|running late|(?:running|runs?|lag\w*|fall\w*|slip\w*|way|far|badly) behind\b|behind (?:schedule|plan)|held up\b|disrupt\w*|how (?:many days |many weeks |much |long )?(?:late|behind)\b|how (?:many days|many weeks|long|much)\b[^?,]{0,50}\b(?:late|delayed|behind)\b|(?:days|weeks) (?:late|behind)\b|how (?:long|big|much|many days) (?:is |are |of )?(?:the |a |their )?delay|how many (?:days|weeks)'? (?:of )?(?:delay|lateness)|(?:what|which)(?: of)?(?: an?| is the)? delay",
        r"\bdelay(?:s|ed)?\b|\brunning late\b|\blate by\b|\bbehind schedule\b|\bbacklog\b|\bdisruption\b|\blonger than (?:agreed|usual)\b|\bdays after the promised\b",
    ),
    (  # recalled
        r"recall\w*|safety (?:notices?|issues?|warnings?)|withdr[ae]w\w*|(?:taken|pulled|took|pull|come|came) (?:off|from|out of) (?:the )?(?:sale|shel\w+)|(?:bad|faulty) (?:batch|lot)\w*|batch\w*",
        r"\brecall\w*|\bsafety notice|\bwithdrawn\b|\bmust not be sold\b|\bpulled \d|\bset aside \d|\btaken off the shel",
    ),
    (  # leaving the range
        r"discontinu\w*|delist\w*|(?:leav\w+|left|out of|going out of|taken out of|dropped from|drop from|end of) (?:the|our) (?:range|assortment|catalogue)|phas\w+ out|(?:no longer|not) (?:be )?(?:sold|carried|stocked|listed)|stop(?:s|ped|ping)? (?:selling|carrying|stocking|listing)|(?:remov|dropp?|struck|cut|tak|took)\w* (?:from|out of|off) (?:the|our) (?:range|assortment|catalogue|list)|end of (?:life|line)",
        r"\bdiscontinu\w*|\bdelist\w*|\bphas\w+ out\b|\b(?:leaves?|left|out of) the (?:range|assortment)\b|\blast (?:regular )?(?:day|sale)|\bend of (?:life|line)\b|\bno longer (?:sold|listed|made)\b",
    ),
    (  # new in the range
        r"(?:new|newly|added|brought|came|come|taken) (?:in|into|to|in to) (?:the|our) (?:range|assortment|catalogue)|launch\w*|introduc\w+|newly listed",
        r"\blaunch\w*|\badded to the (?:range|assortment)|\bnew in the range|\bto list\b|\bbegan selling\b|\bintroduc\w+|\b(?:now|newly) listed\b|\bto the range\b|\bis new\b|\bon sale since\b|\bfirst day (?:of|on) sale\b",
    ),
    (  # replaced
        r"substitut\w*|replac(?:e|es|ed|ement|ements|ing)\b|alternatives?\b|(?:offer|give|sell|suggest|propose|recommend|hand)\w*\b[^?.]{0,40}\b(?:instead|in (?:its|their|that) (?:place|stead))\b|what\b[^?]{0,60}\b(?:offer|suggest|recommend|propose|hand|sell|give) (?:to |the |our |all |those )*(?:them|people|customers|shoppers|clients|her|him|somebody|folks)\b|(?<!buy )(?<!order )(?<!place )(?<!all )(?<!of )(?<!with )\bwhat\b[^?]{0,60}\b(?:suggest|offer|recommend|propose)\W*$",
        r"\bsubstitut\w*|\breplace\w*|\balternative\b|\binstead\b|\bclosest (?:thing|match)\b|\bdoes the same (?:job|thing|work)\b|\bin (?:its|their) (?:place|stead)\b|\bnext best\b|\bjust as (?:good|well)\b|\bequivalent\b",
    ),
    (  # works in a shop
        r"(?:building|construction|electrical|road) ?works?|renovat\w*|refurb\w*|refit\w*|electricians|new shelving|rebuilt",
        r"\bbuilding works?\b|\bthe works take\b|\belectricians\b|\bnew shelving\b|\brenovat\w*|\brefurb\w*|\brefit\b",
    ),
    (  # a festivity near a shop
        r"(?:christmas|street|farmers) (?:market|fair|parade)|festivals?\b|marathons?\b|concerts?\b|parades?\b|open days?\b|local events?",
        r"\bmarket\b|\bfestival\b|\bmarathon\b|\bconcert\b|\bparade\b|\bopen day\b|\bfair\b|\bcrowd\b",
    ),
    (  # trouble with deliveries
        r"(?:problems?|troubles?|issues?|difficult\w+|hiccups?|hitch\w*|snags?) (?:with|in|getting|at|on) (?:\w+ ){0,2}?(?:deliver\w*|suppl(?:y|ies)|shipments?|shipping|lorr\w+)|(?:deliver\w*|supply|shipping|shipment) (?:problems?|troubles?|issues?|difficult\w+|hiccups?)",
        r"\bdelay(?:s|ed)?\b|\brunning late\b|\blate by\b|\bbehind schedule\b|\bbacklog\b|\bdisruption\b|\bstrikes?\b|\bshortage\b|\bholding up\b|\bheld up\b|\bcongestion\b|\bnothing left\b|\bno dispatch\b|\bshut ?down\b|\bclosed\b|\bflood\w*|\bfire\b|\bstorm\b|\blost deliveries\b|\bcustoms\b",
    ),
    (  # shelf life
        r"shelf[- ]?li(?:fe|ves)|best[- ]before|expir\w+|perish\w*|how long .* keeps?",
        r"(?<!where )\bshelf[- ]?life\b(?! (?:allows|permits))|\bbest[- ]before\b|\bexpir\w+|\bkeeps? (?:for )?\d+ days|\bwithin \d+ days of arrival|\bafter \d+ days\b[^.]*\bquality\b",
    ),
)  # fmt: skip
_COMPILED = [(re.compile(rf"\b(?:{asked})", re.I), re.compile(told, re.I)) for asked, told in _MATTERS]
_KINDS = {
    "supplier": r"(?:supplier|vendor)",
    "product": r"(?:product|item|article|sku)",
    "store": r"(?:store|shop|branch)",
}
_ASKS = r"\b(?:which|what|how many|whose|list|name|show(?: me)?|all|any|are there)\b"
_WHOSE = re.compile(r"\b(?:whose|who)\b", re.I)
_OF_SUPPLIERS = 3  # of the matters: dearer, closed, late
_FIRST = re.compile(r"\b(?:first|soonest|earliest|next|before (?:all|the) others?)\b", re.I)
_LAST = re.compile(r"\b(?:last|latest)\b(?! (?:week|month|year|\d))", re.I)
_MOST = re.compile(r"\b(?:most|biggest|highest|largest|steepest|longest|furthest|sharpest)\b", re.I)
_LEAST = re.compile(r"\b(?:least|smallest|lowest|shortest|fewest)\b", re.I)


#: Measures whose words a question for such notes may use in passing.
OF_NOTES_TOO = frozenset(
    {"expected_sales", "product_unit_price", "product_unit_cost", "order_value", "due_on", "trend", "on_hand", "order_by", "order_qty", "promo_uplift_pct", "supplier_on_time_rate", "stockout_date"}
)  # fmt: skip


@dataclass(frozen=True)
class SeveralNotes:
    """`told` finds the notes; `order` is "first", "last", "most", "least" or ""; `kind` is what the set is of."""

    told: re.Pattern[str]
    order: str
    kind: str


def several_notes(question: str, kind: str | None) -> SeveralNotes | None:
    """What a question for a set of suppliers, products or stores asks of notes; None where it is no such question."""
    order = next(
        (o for o, p in (("first", _FIRST), ("last", _LAST), ("most", _MOST), ("least", _LEAST)) if p.search(question)),
        "",
    )
    if kind is None and order and _WHOSE.search(question):  # "whose increase is the steepest?"
        told = next((told for asked, told in _COMPILED[:_OF_SUPPLIERS] if asked.search(question)), None)
        return SeveralNotes(told, order, "supplier") if told else None
    said = _KINDS.get(kind or "")
    if said is None:
        return None
    plural = re.search(rf"{_ASKS}[^?.]{{0,30}}\b{said}(?:e?s)\b|\bwho all\b", question, re.I)
    single = re.search(rf"\b(?:which|what)(?: of (?:our|the|my))?(?: \w+)? {said}\b", question, re.I)
    if not plural and not (single and order):
        return None
    told = next((told for asked, told in _COMPILED if asked.search(question)), None)
    return SeveralNotes(told, order, str(kind)) if told else None


def told_matter(question: str) -> re.Pattern[str] | None:
    """How notes tell the one matter that `question` speaks of; None where it speaks of none or of several."""
    found = [told for asked, told in _COMPILED if asked.search(question)]
    return found[0] if len(found) == 1 else None


#: "Any recalls?", "is there a price increase?"
_WHETHER = re.compile(
    r"^\W*(?:(?:and|so|ok|hi|hello|please|do we know (?:of|about)|do you (?:know|have|see)(?: of| about)?|(?:do|did) we have|have we (?:had|got)|is there|are there|was there|were there|have there been|has there been) )*(?:any|an?|some)\b(?! (?:product|item|article|order|stock))[^?]{2,60}\W*$",
    re.I,
)


def asks_whether(question: str) -> bool:
    """Does it only ask whether there is anything of a matter that notes tell?"""
    return _WHETHER.match(question) is not None and told_matter(question) is not None
