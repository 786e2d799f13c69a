# ruff: noqa: E501 - a pattern is read on one line
"""Quantile levels in words: "P90", "80% certain", "a 1 in 20 chance of running short", "worst case"."""

from __future__ import annotations

import re

from rag.understanding.words.how_often import level_by_how_often
from rag.understanding.words.numbers import IF, NUMBER, blank, number

__all__ = ["LATE_IN", "PERCENTILES", "read_levels"]

PERCENTILES = re.compile(
    r"\b(?:p ?(?P<p>\d{1,2})(?:\b|(?=/))|(?P<pc>\d{1,2}(?:\.\d)?)(?:st|nd|rd|th)?(?: ?%)?(?:[ -](?P<word>percentiles?|quantiles?|centiles?)|(?=(?:(?: ?[,/&]|,? (?:and|to|or)) ?(?:the )?\d{1,2}(?:\.\d)?(?:st|nd|rd|th)?(?: ?%)?)+[ -](?:percentile|quantile|centile))))"
)
_SURE = re.compile(
    r"(?:(?P<n>\d{2}(?:\.\d)?) ?(?:%|percent|pct)(?: of the time)? ?(?:-|of )?(?:on the safe side|(?:sure|certain)(?! to (?:run|sell|go|be|stock) (?:out|gone|sold|empty))|confident|certainty|confidence|safe|safely|secure|covered|level of (?:total )?demand|level of demand|quantile|chance (?:that )?(?:demand|sales|we sell)|chance of being enough|probability of (?:being )?enough)"
    r"|(?:sure|certain|confident|certainty of|confidence of|confidence level of|confidence|probability of)(?: (?:a|the))? (?P<m>\d{2}(?:\.\d)?) ?(?:%|percent)|(?:with|at)(?: (?:a|the))? (?P<w>\d{2}(?:\.\d)?) ?(?:%|percent)[ -](?:certainty|confidence|probability|sureness|security|level(?! of service))"
    r"|(?P<k>\d{2}) ?(?:%|percent) (?:(?:demand )?(?:level|value|mark)|(?:upper|top) (?:limit|bound|end|level|mark))\b|(?:enough|sufficient|suffice|safe|covered?|do)\b[^?]{0,12}?\b(?:in|for) (?P<q>\d{2}(?:\.\d)?) ?(?:%|percent)(?: of (?:all |the )?(?:cases|times?|days|weeks))?|(?P<r>\d{2}(?:\.\d)?) ?(?:%|percent) of (?:all |the )?cases|(?P<i>nine) (?:times |cases )?(?:out of|in|of) ten|(?P<c>\d{2}) (?:times |cases |days |weeks )?(?:out of|of|in) (?:a |every )?(?:100|hundred)\b)"
)
#: "I can live with a 1 in 20 chance of running short": the level that leaves that risk.
_SHORT_RISK = re.compile(
    rf"(?:(?P<a>{NUMBER}) (?:in|out of) (?P<b>{NUMBER})|(?P<pc>\d{{1,2}}(?:\.\d)?) ?(?:%|percent)) (?:chance|risk|probability|likelihood)(?: of| to| that)?(?: (?:being|running|going|coming|ending up|ending|end up|end|finishing|turning up|getting caught|getting|left|falling|selling|stocking|having|a|us|we|i|it|they|up|caught))*(?: (?:run |runs |sell |sells |go |goes |fall |falls |come |comes |come up |comes up |am |are |is |be )?(?:short|out|dry|of stock|empty|stock-?out|shortage|disappoint\w*|letting (?:customers|people|anyone|anybody) down|not (?:having|being) enough|empty shel\w+|unhappy customers))"
)
_GOES = r"(?:go\w*|went|get\w*|com\w*|land\w*|end\w*|ris\w*|climb\w*|run\w*|fall\w*|drop\w*|stay\w*|lie|lying|sell\w*|be|being)"
#: "At most a 5% chance that demand is bigger than that": the level that leaves that risk.
_EXCEEDED = re.compile(
    rf"(?:(?P<a>{NUMBER}) (?:in|out of) (?P<b>{NUMBER})|(?P<pc>\d{{1,2}}(?:\.\d)?) ?(?:%|percent)) (?:chance|risk|probability|likelihood)"
    r"(?=(?: of| that)?\b[^?.;]{0,70}?\b(?:bigger|higher|larger|greater|more than|above|exceed\w*|beat\w*|top(?:s|ped)?|outstrip\w*|want(?:s|ed)? more|surpass\w*|overshoot\w*|overshot|outgrow\w*|outrun\w*|overrun\w*|overtak\w*"
    rf"|{_GOES} (?:\w+ )?(?:over|past|beyond)|(?:over|past|beyond)(?= (?:it|that|this)\b))\b)"
)
#: "A 90% probability of not being exceeded", "... that demand does not go above it"
_NOT_SO = re.compile(r"(?: of| that| for)?(?: [\w\[\]'-]+){0,9}? ?(?:not|never|n't)\b")
#: "The figure that demand has only a 10% chance of falling under": the level that leaves that risk below it.
_UNDERCUT = re.compile(
    rf"(?:(?P<a>{NUMBER}) (?:in|out of) (?P<b>{NUMBER})|(?P<pc>\d{{1,2}}(?:\.\d)?) ?(?:%|percent)) (?:chance|risk|probability|likelihood)"
    rf"(?=(?: of| that)?\b[^?.;]{{0,50}}?\b(?:{_GOES} (?:\w+ )?(?:under|below|beneath|short of)|undercut\w*|undershoot\w*|less than (?:that|this|it|which|what))\b)"
)
#: "Which total is only exceeded with a chance of 10%?"
_SELDOM = re.compile(
    r"\b(?:exceed(?:ed|s)?|beaten|topped|surpass(?:es|ed)?|pass(?:es|ed)|outsold|overshot|overshoots|go(?:es)? (?:over|past|beyond|above))\b[^?]{0,30}?\b(?:chance|probability|risk|likelihood)(?: of)?(?: only| just)? (?P<pc>\d{1,2}(?:\.\d)?) ?(?:%|percent)"
    r"|\b(?:exceed(?:ed|s)?|beaten|topped|surpass(?:ed)?|passed)\b[^?]{0,20}?\b(?:in|only|with)(?: a| only| just)* (?P<pc2>\d{1,2}(?:\.\d)?) ?(?:%|percent)"
)
#: "Which total would we go above in only one case out of ten?"
_ABOVE_IN = re.compile(
    rf"\b(?:above|over|beyond|past|exceed\w*|top|beat|surpass\w*|more than)\b[^?]{{0,25}}?\b(?:only|just|merely|no more than|at most)? ?(?P<a>{NUMBER}) (?:cases?|times?|days?|weeks?|years?)?(?: ?(?:out of|of|in)) (?:every )?(?P<b>{NUMBER})\b"
)
_ASKS_UNITS = re.compile(
    r"\b(?:which|what) (?:total|number|figure|level)\b|\bhow (?:many|much)\b|\bquantity\b|\bunits\b|\bamount\b|\b(?:stock|the|a) (?:figure|number|level|total)\b(?! of (?:products|items|stores|days))|\bwhat stock\b|\b(?:more|less) than what\b"
)
#: "How many products have a more than 50% chance of running out?": as many as meet the limit
_COUNTS_GOODS = re.compile(
    r"\b(?:how many|number of|count|which|what)(?: (?:of|the|our|all|different|single|other|\w+ing|\[\w+\]|class \w|\w+-class))*"
    r" (?:products?|items?|articles?|skus?|lines?|goods|things|stores?|shops?|branches|suppliers?|ones|of (?:them|these|those))\b"
    r"|\b(?:list|show|name|give me|everything|anything|all|any)\b[^?]*\b(?:with|that|which|where|whose|having)\b|^(?:and |so |but )?how many (?:are|have|has|there|with)\b"
)
#: "What are we 90% certain to sell at the very least": the level that 90% of the cases exceed.
_SELL_AT_LEAST = re.compile(
    r"\b(?:sell|sold|move|shift|get rid of|go out|ask(?:ed)? for)\b[^?]{0,25}\bat (?:the )?(?:very )?least\b|\bat (?:the )?(?:very )?least\b[^?]{0,40}\b(?:sell|be sold|move|shift)\b"
)
_TWO_ENDS = re.compile(
    r"\bwhere (?:will|would|should|does|do|is|are) (?:it|that|they|we|the total|sales|demand|\[\w+\])(?: \w+){0,2} (?:lands?|end(?:s)? up|lie|fall|be)\b|\bbetween (?:which|what)|\b(?:which|what) (?:two )?(?:numbers|values|limits|bounds|figures)|\bthe two (?:numbers|values|limits|bounds)\b|\brange\b|\bfrom what to what|\b(?:lower|low) and (?:the )?(?:upper|high)"
)
_INTERVAL = re.compile(
    r"(?P<n>50|80|90) ?(?:%|percent)[ -](?:prediction |confidence |forecast )?(?:interval|range|band)|(?P<w>range|interval|spread|band|corridor|(?:from what to|between what and) what|(?:between|within) (?:which|what) (?:two )?(?:numbers|values|limits|bounds|figures|marks)|lands? (?:in )?between|low and (?:the )?high|best and worst case|worst and best case|lower and upper (?:end|bound|limit)s?|min and max|minimum and maximum|optimistic and pessimistic|pessimistic and optimistic)\b"
)
_SIZED = re.compile(
    r"(?P<n>50|80|90) ?(?:%|percent)[ -](?:prediction |confidence |forecast )?(?:interval|range|band)(?P<w>)"
)
_OF_GOODS = re.compile(
    r"(?:\[category\]|\[supplier\]|\[store\](?:'s)?|\bwhole|\bentire|\bfull|\bcomplete|\bproduct|\bacross (?:the|our)|\bour|\btheir|\bits|\btotal|\b(?:else in|rest of|others? (?:in|of)|out of|from|left|leaves?|leaving|into|part of|off) (?:the|our|your)) range\b(?! of)"
)
_CASE_LEVEL = re.compile(
    r"\b(?:low|lower|high|higher|upper|worst|best|bad|good|optimistic|pessimistic)\b(?: \w+){0,3}? ?\((?P<n>\d{1,2}) ?(?:%|percent)?\)"
)
_NAMED_LEVELS = (
    (re.compile(r"\b(?:median|p50|fifty[ -]fifty|middle (?:estimate|case|scenario))\b"), 0.5),
    (re.compile(r"\b(?:absolute worst|extreme(?:ly)? high)\b"), 0.95),
    (re.compile(r"\b(?:high(?:er)? (?:end|side|estimate|case|scenario|demand case|figure)|upper (?:end|bound|limit|estimate|side)|upside|worst[ -]case|peak demand case|safe side|busy scenario|strong (?:case|scenario)|at (?:the )?most(?! (?:\d|an? (?:day|week|month|fortnight)\b|(?:one|two|three|four|five|six|seven|ten|fourteen) (?:days?|weeks?|months?)\b))|maximum we (?:could|might|should)|(?<!twice )(?<!half )(?<!times )as (?:much|high) as|could it go (?:up )?to|how high (?:can|could|might)|optimistic(?:ally)?(?: case| scenario| estimate)?(?! (?:forecast|bias)))\b"), 0.9),
    (re.compile(r"\b(?:low(?:er)? (?:end|side|estimate|case|scenario|figure)|lower (?:bound|limit)|downside|best[ -]case|weak (?:case|scenario)|conservative(?:ly)?(?: case| estimate)?|pessimistic(?:ally)?(?: case| scenario| estimate)?|at (?:the )?least (?:will|can|do|should|would) (?:we|it|\[store\])|how low (?:can|could|might)(?![^?]*\b(?:before|until|till|when)\b[^?]*\b(?:re-?order|order|replenish|restock)))\b"), 0.1),
)  # fmt: skip


#: "The span from the 5% to the 95% level", "10th to 90th percentile"
_FROM_TO = re.compile(
    r"\b(?P<a>\d{1,2}(?:\.\d)?) ?(?:%|percent|th)?(?: (?:level|percentile|quantile))?(?: ?- ?| (?:to|and|up to|through) (?:the )?)"
    r"(?P<b>\d{2}(?:\.\d)?) ?(?:%|percent|th)[ -]?(?:demand |forecast |prediction )?(?:(?:level|percentile|quantile)s?|range|band|interval|spread|corridor)\b"
)
_CERTAINTY = re.compile(
    r"\b(?:with|at|in) (?:an? )?\d{2} ?(?:%|percent)(?: of)? (?:probability|certainty|confidence|cases)\b"
)


#: "The 10%, the 50% and the 90% level", "10/50/90 percentiles"
_LISTED = re.compile(
    r"\b\d{1,2}(?:\.\d)? ?(?:%|percent|st|nd|rd|th)?(?:(?: ?[,/] ?| ?,? ?(?:and|&|to) )(?:the )?\d{1,2}(?:\.\d)? ?(?:%|percent|st|nd|rd|th)?){2,6}"
    r"[ -]?(?:demand |sales |forecast )?(?:levels?|percentiles?|quantiles?)\b"
)


#: "How long can that wait at the most?" asks for a day.
_WAITS = re.compile(r"(?<=wait )(?:at )?(?:the )?most\b")


_COVERED = re.compile(
    r"\b(?:cover\w*|enough|suffic\w*|safe\w*|sure|certain|serve|meet|satisf\w*|plan for|not run|last|(?:would|will|should|must) do)\b"
)
#: "Covered in 19 cases out of 20"
_OUT_OF = re.compile(
    rf"\b(?P<a>{NUMBER}) (?:times|cases|weeks|years|days(?! in \d+ (?:times|cases)))? ?(?:out of|of|in) (?:every )?(?P<b>{NUMBER})(?: (?:times|cases|days|weeks|years))?(?! (?:chance|risk|probability|likelihood|products|items|stores))"
)


#: "On how many percent of the days were real sales outside the 80% band?": asks how good the range is
_HELD_BY_RANGE = re.compile(
    r"^(?=[^?]*\b(?:real|actual\w*|often|days|times)\b)[^?]*\b(?:outside|inside|within|miss\w*|leav\w*|left|held|holds?|caught|catch\w*|escap\w*|beyond|out of)\b"
    r"[^?]{0,20}\b80 ?(?:%|percent)[^?]{0,20}(?:range|interval|band|corridor)"
)


#: "Late more than 10% of the time", "miss their dates in over a fifth of the cases"
LATE_IN = re.compile(
    r"\b(?:late|delayed|behind schedule|unpunctual\w*|overdue|not on time|not punctual\w*|miss(?:es|ing|ed)? (?:its|their|the|our|agreed|promised) (?:\w+ )?(?:dates?|deadlines?|slots?))\b(?! orders?\b)"
    r"[^?]{0,40}\d+(?:\.\d+)? ?(?:%|percent)|\d+(?:\.\d+)? ?(?:%|percent)[^?]{0,40}\b(?:late|delayed|behind schedule|overdue|not on time)\b(?! orders?\b)"
)


_ON_TIME_IN = re.compile(
    r"\b(?:on time|punctual\w*|on schedule)\b[^?]{0,40}\d+(?:\.\d+)? ?(?:%|percent) of (?:the |all |their |its )*(?:cases|times?|deliveries|orders|shipments)\b"
)


#: "On what percentage of the back-test days did sales fall inside?": asks how good the range was
_BACKTESTED = re.compile(
    r"\b(?:back-?test\w*|test(?:ed)? (?:days?|period|time|weeks?)|(?:actual|real|true)(?: \w+)? (?:sales|demand|figures|values)|actuals)\b"
    r"[^?]{0,80}\b(?:inside|within|outside|between|out of)\b"
    r"|\b80 ?(?:%|percent)[ -](?:prediction |forecast |confidence )?(?:range|interval|band)s? (?:really |actually )?(?:held|holds?|caught|catch\w*|contain\w*|cover(?:ed|s))\b"
)


#: "A 5% risk, not more. ... exceeded with a chance of only 5%": said twice, and no change of the demand
_RISK_AGAIN = re.compile(
    r"\b\d{1,2}(?:\.\d)? ?(?:%|percent) (?:chance|risk|probability|likelihood)\b(?:,? (?:and )?(?:not|no|nothing) more)?"
)


def _spaces(match: re.Match[str]) -> str:
    return " " * len(match.group())


_NO_LEVEL = re.compile(
    r"service level|too (?:high|low|optimistic|pessimistic)\b|(?:optimistic|pessimistic) or (?:\w+ )?(?:optimistic|pessimistic)|\bbias|\b(?:off|wrong|out|miss\w*|err\w*) (?:by |on )?[^?]{0,30}\b(?:low|high)(?:er)? side"
)
_COVERAGE = re.compile(
    r"80 ?(?:%|percent)[^?]{0,20}(?:range|interval|band)[^?]*\b(?:land|fall|fell|often|cover|actual|inside|hit|real|in how many|held|(?:share|part|percent\w*|%) of (?:the |all )?(?:time|days|cases))|(?:often|actual\w*|land|fell|fall|inside|share|coverage|(?:hit|strike|success)[ -]?rate)[^?]*80 ?(?:%|percent)"
)
#: "Between which two numbers will sales fall with 80% probability?": asked of what comes, not of how often it was so
_WHERE_IT_FALLS = re.compile(
    r"^(?![^?]*\b(?:how (?:often|many times)|did|has|have|was|were|actual\w*|share|usually|so far|past)\b)[^?]*"
    r"(?:\bbetween (?:which|what)\b|\bfrom what to what\b|\bthe two (?:numbers|values|limits|bounds|figures)\b|\b(?:which|what)(?: two)? (?:numbers|values|limits|bounds|figures|corridor|band|range|interval)\b"
    r"|\bwhere (?:will|would|should|do|does)\b|\b(?:low|lower|bottom)(?: \w+)? and (?:the |an? )?(?:high|upper|top)\b)"
)


def read_levels(text: str) -> tuple[tuple[float, ...], str]:
    """(levels in the order of the words, the text with what was understood blanked)."""
    if several := _LISTED.search(text):
        each = dict.fromkeys(float(n) / 100 for n in re.findall(r"\d{1,2}(?:\.\d)?", several.group()))
        return tuple(level for level in each if 0 < level < 1), blank(text, several)
    if ends := _FROM_TO.search(text):
        return (float(ends["a"]) / 100, float(ends["b"]) / 100), blank(_CERTAINTY.sub(_spaces, text), ends)
    if _NO_LEVEL.search(text) or (_COVERAGE.search(text) and not _WHERE_IT_FALLS.search(text)):
        return (), text
    if _BACKTESTED.search(text) and not _WHERE_IT_FALLS.search(text):
        return (), text
    if _HELD_BY_RANGE.search(text) or LATE_IN.search(text) or _ON_TIME_IN.search(text):
        return (), text
    text = _WAITS.sub(_spaces, text)
    found: list[tuple[int, float]] = []
    at_least = _SELL_AT_LEAST.search(text)
    risks = [m for pattern in (_SHORT_RISK, _EXCEEDED) for m in pattern.finditer(text)]
    under = (
        [] if risks or _COUNTS_GOODS.search(text) or not _ASKS_UNITS.search(text) else list(_UNDERCUT.finditer(text))
    )
    for match in under[:1]:
        risk = number(match["a"]) / max(number(match["b"]), 1.0) if match["a"] else number(match["pc"]) / 100
        found.append((match.start(), round(risk, 4)))
        text = blank(text, match)
    for match in risks[:1] if _ASKS_UNITS.search(text) and not _COUNTS_GOODS.search(text) else []:
        risk = number(match["a"]) / max(number(match["b"]), 1.0) if match["a"] else number(match["pc"]) / 100
        found.append((match.start(), round(risk if _NOT_SO.match(text, match.end()) else 1 - risk, 4)))
        text = blank(text, match)
    if not found and (often := level_by_how_often(text)):
        found.append((often[1].start(), often[0]))
        text = blank(text, often[1])
    for match in list(_SELDOM.finditer(text)):
        level = float(match["pc"] or match["pc2"]) / 100
        never = re.search(r"\b(?:not|n't|never)(?: be| get)? $", text[: match.start()])  # "not exceeded with 90%"
        found.append((match.start(), round(level if never else 1 - level, 4)))
        text = blank(text, match)
    for match in list(_ABOVE_IN.finditer(text)):
        share = number(match["a"]) / max(number(match["b"]), 1.0)
        if share < 0.5:
            found.append((match.start(), round(1 - share, 4)))
            text = blank(text, match)
    for match in list(PERCENTILES.finditer(text)):
        found.append((match.start(), float(match["p"] or match["pc"]) / 100))
        text = blank(text, match)
    for match in list(_SURE.finditer(text)):
        value = match["n"] or match["m"] or match["k"] or match["w"] or match["q"] or match["r"] or match["c"]
        found.append((match.start(), float(value) / 100 if value else 0.9))
        text = blank(text, match)
    for out_of in list(_OUT_OF.finditer(text)) if not found and _COVERED.search(text) else []:
        share = number(out_of["a"]) / max(number(out_of["b"]), 1.0)
        if 0.5 < share < 1 and not found:
            found.append((out_of.start(), round(share, 4)))
            text = blank(text, out_of)
    if at_least and len(found) == 1 and found[0][1] > 0.5:
        found = [(found[0][0], round(1 - found[0][1], 4))]
    if found and (middle := _NAMED_LEVELS[0][0].search(text)):  # "median and 95th percentile"
        found.append((middle.start(), 0.5))
        text = blank(text, middle)
    if len(found) == 1 and found[0][1] >= 0.5 and _TWO_ENDS.search(_OF_GOODS.sub(_spaces, text)):
        at, width = found[0]
        found = [(at, round((1 - width) / 2, 4)), (at + 1, round((1 + width) / 2, 4))]
    if not found and not IF.search(text):
        for match in list(_CASE_LEVEL.finditer(text)):
            found.append((match.start(), number(match["n"]) / 100))
            text = blank(text, match)
    if not found:
        goods = _OF_GOODS.sub(_spaces, text)
        width_said = _SIZED.search(goods) or _INTERVAL.search(goods)
        if (
            width_said
            and (width_said["n"] or re.search(r"\b(?:forecast|demand|sell|sales|expect|units|return|need)", text))
            and not re.search(r"(?:lead|delivery) time|price", text)
        ):
            width = float(width_said["n"] or 80) / 100
            at = width_said.start()
            found += [(at, round((1 - width) / 2, 3)), (at + 1, round((1 + width) / 2, 3))]
            text = blank(text, width_said)
    if not found:
        for pattern, level in _NAMED_LEVELS:
            if named := pattern.search(text):
                found.append((named.start(), level))
                text = blank(text, named)
    if found:
        text = _RISK_AGAIN.sub(_spaces, text)
    unique = dict.fromkeys(level for _, level in sorted(found) if 0 < level < 1)
    return tuple(unique), text
