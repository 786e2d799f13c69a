# ruff: noqa: E501 - a pattern is read on one line
"""Planners' shorthand, spelt out before names and times are looked for: "LW act vs NW fcst", "N7D, all str"."""

from __future__ import annotations

import re
from collections.abc import Callable

__all__ = ["spelt_out"]

_UNITS = {"d": "days", "w": "weeks", "m": "months"}
_SIDES = {"n": "next", "l": "last"}
#: "N7D", "L28D", "N2W"
_SPAN = re.compile(
    r"\b(?P<side>[NL])(?P<n>\d{1,3})(?P<unit>[DWM])\b|\b(?P<side2>[nl])(?P<n2>\d{1,3})(?P<unit2>[dwm])\b"
)
#: "LW", "NW": in capitals, and no part of the country ("the NW region")
_WEEK = re.compile(
    r"(?<![\w&-])(?P<side>[LNTC])(?P<unit>[WM])(?![\w&-])(?! (?:region|area|stores?|shops?|branch\w*)\b)"
)
_WHICH = {"L": "last", "N": "next", "T": "this", "C": "this"}
_WHOLE = {"W": "week", "M": "month"}
#: What is said of one time, whose apostrophe is left out
_OF_A_TIME = (
    r"\d{1,2}(?! (?:days?|weeks?|months?)\b)|two|three|four|five|six|seven|eight|ten|top|best|worst|biggest|busiest|quietest|highest|lowest|slowest|weakest|strongest"
    r"|(?:best[- ]?)?sell(?:ers?|ing)|sales|sls|demand|revenue|turnover|takings|returns|units|figures?|numbers?|total|forecasts?|fcst|orders?|deliver(?:y|ies)|number one|no\.? ?1"
)
_WORDS: tuple[tuple[str, str | Callable[[re.Match[str]], str]], ...] = (
    (r"\bnowt['’]s\b", "nothing has"),
    (r"\bnowt\b", "nothing"),
    (r"\bowt\b", "anything"),
    (r"\bsummat\b", "something"),
    (r"\bquid\b(?! pro\b)", "pounds"),
    (r"(?<=\d )bucks\b", "dollars"),
    (r"\bdmd\b\.?", "demand"),
    (r"\bstrs\b\.?|(?<=\ball )str\b\.?", "stores"),
    (r"\bstr\b\.?(?= ?(?:[,;?)]|$|\bby\b))|(?<=\bper )str\b\.?|(?<=\beach )str\b\.?", "store"),
    (r"\b(?:whole|entire|all|total) co\b\.?", "whole company"),
    (r"^(?:y|und|et|och|og) (?=(?:(?:en|in|de|por|para) )?(?-i:[A-Z]))", "and "),
    (r"\bw(?:ee)?k['’]s\b", "week's"),
    (r"\bm(?:on)?th['’]s\b", "month's"),
    # "last wks 4 best sellers", "next weeks orders": of that one week; "over the last weeks" is of several
    (
        rf"(?<!the )(?<!these )(?<!those )(?<!our )\b(?P<w>(?:last|next|this|previous|coming) )(?P<u>w(?:ee)?k|m(?:on)?th|weekend|quarter|year)s(?= (?:{_OF_A_TIME})\b)",
        lambda m: f"{m['w']}{'week' if m['u'].lower() == 'wk' else 'month' if m['u'].lower() == 'mth' else m['u']}'s",
    ),
    # "N the hose?", "how many shall I buy n who from": no part of a name ("Mac n Cheese")
    (
        r"(?:^|(?<=[\w,.;:?!'] ))'?(?-i:n)'?(?= (?:the|this|that|those|these|how|what|wat|who|whom|when|where|which"
        r"|from|for|also|then|in|at|is|are|will|do|does|my|our)\b)",
        "and",
    ),
    (r"^k(?=[,.!]? (?:leave|so|and|then|now|but|what|how|which|who|when|thanks|forget|skip|drop|just)\b)", "ok"),
    (r"\bchk\b\.?", "check"),
    (r"\bw/ ?o(?:ut)?\b(?=[ .,;:!?)]|$)", "without"),
    # "Neither X nor Y": the letter of a class is no "why"
    (r"\b(?P<w>[xz],? ?(?:and|or|nor|/|&)(?: not)?) y\b(?![' ]class)", r"\g<w> class Y"),
    (
        r"\b(?P<w>not(?: in)?|aren'?t|isn'?t|than|nor|outside(?: of)?|except|excluding|without) (?-i:Y)\b(?! class)",
        r"\g<w> class Y",
    ),
    (r"\bgona\b", "gonna"),
    (r"\bmny\b", "many"),
    (r"\b(?P<w>some|any|no)1\b", r"\g<w>one"),
    (r"\bbout\b", "about"),
    (r"\bhow['’]?d (?=(?:you|u|they|we|it|that)\b)", "how did "),
    (r"\bbringin['’]?\b", "bringing"),
    (r"\b(?:pmt|pymt|paymt|pmnt|pymnt)s?\b\.?", "payment"),
    (r"\btel\b\.?", "telephone"),
    (r"\bexcl\b\.?", "excluding"),
    (r"\bincl\b\.?", "including"),
    (r"\bcum\b\.?(?= (?:fcst|forecast|sales|demand|units|total|returns|dmd|sls|mean)\b)", "total"),
    (r"\bact\b\.?(?= ?(?:vs?\b|versus\b|against\b|and\b|sales\b|units\b|sls\b|[/&+,;?)]|$))", "actual sales"),
    # A short form's full stop ends no sentence.
    (r"\b(fcst|fc|dmd|qty|inv|avg|exp|cum|resp|excl|incl|approx|max|min|est|sls)\.(?= \S)", r"\1"),
)
#: "Which of them are As?", "the B's", "how many Cs": things of a class, in capitals and not at the head of a sentence
_OF_A_CLASS = re.compile(
    r"(?P<b>\b(?i:are|is|be|the|our|their|all|any|many|only|just|no|list|show|name|those|these|of|and|or|to|as|for|which|what|about|among|vs|plus|rank(?:ed)?|rated|graded|called) |[/&] ?|items, |^(?=[ABCXYZ]'s))"
    r"(?P<l>[ABCXYZ])['’]?s\b(?! (?i:well|soon|far|long|much|many|of now)\b)(?=\s*(?:[?.!,;:&/)-]|$|(?i:there|here|in|at|of|from|on|and|or|that|which|who|do|does|did|we|they|are|is|have|has|had|run|runs|need|needs|please|now|too|as|for|with|then|by|can|could|will|would|to|vs|versus|today|today's|only|should|must|sell|you|i|got|left)\b))"
)
_COMPILED = [(re.compile(pattern, re.IGNORECASE), said) for pattern, said in _WORDS]


def spelt_out(text: str) -> str:
    """`text` with planners' shorthand in words."""
    text = _SPAN.sub(_span, text)
    for _ in "AB":  # the second of two stands behind the first
        text = _OF_A_CLASS.sub(r"\g<b>\g<l> items", text)
    text = _WEEK.sub(lambda m: f"{_WHICH[m['side']]} {_WHOLE[m['unit']]}", text)
    for pattern, said in _COMPILED:
        text = pattern.sub(said, text)
    return text


def _span(match: re.Match[str]) -> str:
    side, n, unit = (match[name] or match[f"{name}2"] for name in ("side", "n", "unit"))
    return f"{_SIDES[side.lower()]} {n} {_UNITS[unit.lower()]}"
