# ruff: noqa: E501 - a pattern is read on one line
"""Numbers in a question: how many rows, which quantile, thresholds, and the size of a what-if.

`read_amounts` takes what it understands out of the text, so that "20% higher" is not also
a rise, and "99% service level" is not also a quantile.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from rag.plan import Scenario
from rag.understanding.words.in_stores import without_stores
from rag.understanding.words.levels import PERCENTILES, read_levels
from rag.understanding.words.numbers import NUMBER, WORDS, number
from rag.understanding.words.suppositions import supposed

__all__ = ["ORDINALS", "Amounts", "Threshold", "blank_scenario", "read_amounts"]

_UNIT = r"(?P<unit>%|percent(?:age points)?|days?|weeks?|months?|units?|pieces?|pcs|cases|euros?|eur|€|pounds?|gbp|dollars?|usd|stores?|products?|items?|alerts?|times)?"
#: "Over EUR 800", "more than $500"
_MONEY = r"(?:(?P<money>eur(?:os?)?|€|£|gbp|\$|usd) ?(?=\d))?"
_THING = r"(?:products?|items?|skus?|articles?|lines?|stores?|shops?|branches|outlets|suppliers?|vendors?|categor(?:y|ies)|alerts?|sellers?|orders?|order lines?|ones?|names?|series|positions?|rows?|days?|weekdays?|runners?|movers?|notes?|risks?|warnings?|best ?sellers?|things|deliver\w+|winners?|losers?|earners?|performers?|risers?|fallers?|growers?|turners|makers)"
_SUPER = r"(?:best|worst|top|bottom|biggest|largest|highest|lowest|smallest|most|least|fewest|fastest|slowest|strongest|weakest|heaviest|longest|shortest|busiest|quietest|riskiest|cheapest|dearest|steepest|greatest|leading|main|major|poorest|latest|newest|oldest|youngest|most \w+|least \w+|sharpest|hottest|priciest|costliest|quickest|thinnest|leanest|earliest|soonest|urgent|steadiest|calmest|safest)"
ORDINALS = {
    "second": 1,
    "2nd": 1,
    "third": 2,
    "3rd": 2,
    "fourth": 3,
    "4th": 3,
    "sixth": 5,
    "6th": 5,
    "seventh": 6,
    "7th": 6,
    "eighth": 7,
    "8th": 7,
    "ninth": 8,
    "9th": 8,
    "tenth": 9,
    "10th": 9,
    "fifth": 4,
    "5th": 4,
    "next": 1,
    "runner-up": 1,
}

#: "Do not reach 87 percent", "fall short of 90"
_NOT_REACHED = r"(?:(?:do|does|did|will|would|can|could|has|have)(?: ?not|n't) (?:even (?:have|last|hold|give|leave)(?: us)?(?: for)?|(?:even |quite )?(?:reach\w*|make|get to|hit|meet|come up to|attain\w*|achieve\w*|manage\w*))|(?:fall|falls|fell|falling|stay|stays|remain|remains|come|comes) (?:short of|below|under)|short of|fail\w* to (?:reach|make|hit|meet|get to|achieve)|not even)"
_BEFORE = rf"(?:{_NOT_REACHED}|(?:more|less) (?:expensive|costly|valuable|money|stock|units)|cheaper|dearer|pricier|costlier|likelier|more likely|less likely|more often|less often|heavier|lighter|steeper|stronger|weaker|less|fewer|lower|smaller|shorter|worse|earlier|under|below|beneath|no more|not more|at most|up to|max(?:imum)?(?: of)?|<=?|more|greater|higher|bigger|larger|longer|better|later|over|above|beyond|past|exceed\w*|at least|no less|not less|no fewer|min(?:imum)?(?: of)?|>=?|exactly|equal(?:s)?(?: to)?)"
_THRESHOLD = re.compile(
    rf"\b(?P<op>(?:{_BEFORE}))(?: (?:than|then|as|to))?(?: (?:the|a|an))? ?(?P<sign>\+ ?|plus |- ?|minus )?{_MONEY}(?P<n>{NUMBER}|zero|a|one) ?{_UNIT}"
)
_SYMBOL = re.compile(rf"(?P<op><=|>=|<|>|=<|=>) ?{_MONEY}(?P<n>{NUMBER}) ?{_UNIT}")
_AFTER = re.compile(
    rf"(?P<sign>\+ ?|\bplus |(?<![\w-])- ?|\bminus )?\b(?P<n>{NUMBER}) ?{_UNIT}(?: (?:of|in) (?:cover(?:age)?|stock|supply|demand|sales|revenue|turnover)| on hand| left)? (?P<op>or more|or less|or fewer|or higher|or lower|and more|and above|or above|and up|plus|or longer|or worse|or steeper|or better|minimum|maximum|at most|at least)\b(?! than\b)"
)
_BETWEEN = re.compile(
    rf"\bbetween (?P<a>{NUMBER})(?: ?%)? and (?P<b>{NUMBER}) ?{_UNIT}"
    # "too high by 10 to 20%"
    rf"|\b(?:by|of|from|with) (?P<a2>\d+(?:\.\d+)?)(?: ?%)? ?(?:to|-|up to) ?(?P<b2>\d+(?:\.\d+)?) ?(?P<unit2>%|percent)"
)


@dataclass(frozen=True)
class Threshold:
    """A comparison with a number; `at` is its place in the text."""

    op: str
    value: float
    unit: str
    at: int
    to: int


@dataclass(frozen=True)
class Amounts:
    """What the numbers say. `text` is the question without the parts that were understood."""

    text: str
    limit: int | None = None
    offset: int = 0
    ordinal: bool = False
    levels: tuple[float, ...] = ()
    thresholds: tuple[Threshold, ...] = ()
    scenario: Scenario | None = None


def read_amounts(text: str) -> Amounts:
    """All amounts of a masked question. Understood stretches become spaces of the same length."""
    levels, text = read_levels(text)
    scenario, text = supposed(text)
    text = without_stores(text)
    limit, offset, ordinal = _limit(text)
    thresholds = _thresholds(text) if scenario is None or scenario.kind not in ("budget",) else ()
    return Amounts(text, limit, offset, ordinal, levels, thresholds, scenario)


def blank_scenario(text: str) -> str:
    """The text without quantiles and the durations of a what-if: "the 10th" and "10 days" are no dates there."""
    text = PERCENTILES.sub(lambda m: " " * len(m.group()), text)
    scenario, rest = supposed(text)
    return (
        rest
        if scenario is not None and scenario.kind in ("lead_time", "late_order", "supplier_down", "budget")
        else text
    )


# -- how many, and thresholds ---------------------------------------------------------------------


def _limit(text: str) -> tuple[int | None, int, bool]:
    n = rf"(?P<n>\d{{1,3}}|{'|'.join(w for w in WORDS if w not in ('a', 'an', 'no', 'zero'))})"
    match = re.search(
        rf"\b(?P<o>second|third|fourth|fifth|2nd|3rd|4th|5th)(?:[ -]|(?: \w+)? (?=most|least)){_SUPER}|\b(?P<o2>second|third|fourth|fifth|2nd|3rd|4th|5th)(?= (?:in|on) the (?:ranking|list)| place)|(?P<o3>runner-up|number two|(?:no\.?|nr\.?|number|\#) ?2\b(?= \w*(?:seller|product|item|store|supplier)| (?:in|at|by|for|of|on)\b| ?[?,]| ?$))|(?:no\.?|nr\.?|number|\#) ?(?P<o5>[345])\b(?= (?:in \[|at \[|by|for|of|on)\b| ?[?,]| ?$)|\b(?:comes?|came|coming|is|are|was|were|ranks?|ranked|places?|placed|finish(?:es|ed)?|ended up|ends up|lands?|landed|takes?|took|sits?|sat|stands?|stood|runs?|ran|lies|lay) (?:in )?(?P<o4>second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)\b",
        text,
    )
    if stretch := _PLACES.search(text):
        first, last = int(number(stretch["a"])), int(number(stretch["b"]))
        return (last - first + 1, first - 1, True) if 0 < first < last else (None, 0, False)
    if two := _TWO_PLACES.search(text):
        first, last = ORDINALS[two["a"]], ORDINALS[two["b"]]
        return (last - first + 1, first, True) if first < last else (None, 0, False)
    if match:
        if match["o5"]:
            return 1, int(match["o5"]) - 1, True
        word = match["o"] or match["o2"] or match["o4"] or "second"
        return 1, ORDINALS[word], True
    if said := re.search(r"\bnumber (?P<o>two|three|four|five)\b(?! (?:of the|units|days))", text):
        return 1, {"two": 1, "three": 2, "four": 3, "five": 4}[said["o"]], True
    if said := _AT_PLACE.search(text):
        return 1, int(number(said["n"])) - 1, True
    if said := _FROM_END.search(text):
        return 1, ORDINALS[said["o"] or "second"], True
    if nth := re.search(rf"\b(?P<n>[6-9]|[1-9]\d)(?:st|nd|rd|th)[ -](?:\w+ )?{_SUPER}\b", text):
        return 1, int(nth["n"]) - 1, True
    for pattern in (
        rf"\b(?:top|leading|front|foremost|uppermost|topmost|bottom|best|worst|first|last|biggest|largest|highest|lowest|fastest|slowest|weakest|strongest|smallest|cheapest|dearest|poorest|busiest|quietest)[ -]{n}\b(?! (?:days?|weeks?|months?)\b)(?! ?%)",
        rf"(?<!than )(?<!above )(?<!below )(?<!over )(?<!under )(?<!within )(?<!least )(?<!most )\b{n}(?: \w+| \[\w+\]){{0,3}}? {_SUPER}\b",
        rf"\b(?:which|what|the|name|list|show|give me|show me|me|find|any)(?: the)? {n}(?: \[\w+\])?(?: (?:class )?\w+| abc \w)? {_THING}\b",
        rf"\b(?:the|name|those|our|my)(?: the)? {n} (?:\[\w+\] |\w+ )?{_THING} (?:that|which|with|who|selling|of)\b",
        rf"\b(?:which|what) {n}(?= (?:are|will|would|have|had|do|did|were|should|could|show|bring|make|need|run)\b[^?]*\b{_SUPER}\b)",
        rf"\b(?:which|what) {n}(?= (?:gets?|should|shall|would|go|deserve|qualify|make it|win|earn|take|belong|do i|do we|to) )(?=[^?]*(?:\?|$))",
        rf"\bwhich {n} (?:\[category\]|\[supplier\])(?= )",
        rf"\b(?:the|which|name) {n}(?= (?:that )?(?:grew|grow|sold|sell|rose|fell|lost|gained|dropped|moved|cost)\b)",
        rf"\b(?:give me|show me|name|list|just|only)(?: the)? {n}(?: of (?:them|those|these))?(?= ?(?:[?.,!]|please|$))",
        rf"(?<!at )(?<!at the )\b{_SUPER} {n} {_THING}",
        rf"(?:^|[.?!:,] ){n} (?:\[\w+\] )?{_THING}",
        rf"\bthe {n} (?:that|which|with|who|where|whose|for which)\b",
        rf"(?:^|[.?!:,;] )(?:and |so )?(?:which|what) {n} of (?:the|our|all|those|these|them)\b",
        # "three are enough", "two of them will do", "limit it to four"
        rf"(?<![\d.,-])(?<!of )\b{n}(?: of (?:them|those|these))?(?: {_THING})? (?:(?:is|are|(?:will|would|should) be) (?:enough|plenty|sufficient|all i need|fine)|(?:will|would|should) (?:do|suffice)|suffices?)\b",
        rf"\b(?:limit|cut|shorten|keep|reduce|restrict)(?: it| that| this| the (?:list|ranking))(?: down)? to(?: the)?(?: (?:top|first|best))? {n}(?: (?:of them|{_THING}))?(?= ?(?:[?.,!]|please|$))",
        # "only want three of them", "limited to three", "cut it off after six", "stop when you have four"
        rf"\b(?:only|just) (?:want|need|like|require|care about|(?:am )?interested in|have (?:time|room) for)(?: to (?:see|have|know))?(?: the)? {n}(?: (?:of (?:them|those|these)|{_THING}))?(?= ?(?:[?.,!;]|please|$|in \[|at \[|for \[))",
        rf"\b(?:limit|cut|restrict|reduc|shorten|capp?)(?:ed|ted)? (?:to|at)(?: the)?(?: (?:top|first|best))? {n}(?: (?:of them|{_THING}))?(?= ?(?:[?.,!;]|please|$|in \[|at \[|for \[))",
        rf"\b(?:cut|break|leave)(?: (?:it|that|this|the (?:list|ranking)))? off (?:after|at|with)(?: the)? {n}(?: {_THING})?(?= ?(?:[?.,!;]|please|$))",
        rf"\b(?:stop|end|finish)(?:ping|ing)? (?:when|once|as soon as|if) (?:you|we|there) (?:have|are|get|got|reach|hit|come to|'ve got)(?: to)?(?: the)? {n}(?: {_THING})?(?= ?(?:[?.,!;]|please|$))",
        # "worst sellers in [store], five pls"
        rf"\b{_SUPER}\b.*[,;:-] ?(?:just |only )?{n}(?: of (?:them|those|these))?(?:,? (?:please|pls|thanks|thx))?[ ?.!]*$",
        rf"\b{_SUPER}\b.*(?:please|pls)[, ]+{n}[ ?.!]*$",
    ):
        match = re.search(pattern, text)
        if match:
            return int(number(match["n"])), 0, False
    return None, 0, False


#: "Which products take places 4 to 6?"
_PLACES = re.compile(
    rf"\b(?:places|ranks|positions|spots|numbers) (?P<a>{NUMBER}) ?(?:to|through|until|up to|and|&|-|–) ?(?P<b>{NUMBER})(?= |[?.,!]|$)"
)
#: "Who takes second and third place?"
_TWO_PLACES = re.compile(
    rf"\b(?P<a>second|third|fourth|2nd|3rd|4th)(?: place)?(?:,? (?:and|to|through|until|up to|&|plus)|,| ?[-–/])(?: who| which)?(?: is| comes| comes in| the)* ?(?P<b>third|fourth|fifth|sixth|3rd|4th|5th|6th)\b(?= (?:places?|spots?|ranks?|positions?|in (?:the|that|this) (?:list|ranking)|on (?:the|that|this) list|{_SUPER}|by|in terms of|for|behind|after)\b| ?[?.,!;]| ?$)"
)
#: "The one at position two", "in spot 3", "rank 2"
_AT_PLACE = re.compile(
    r"\b(?:(?:at|in|on|for|takes?|holds?|has|have|occup\w+|comes?(?: in)?(?: at)?) (?:the )?(?:position|place|spot|slot|rank)|(?:place|rank|position)(?= (?:no\.? |nr\.? |number |# ?)?\d))(?: no\.?| nr\.?| number| #)? ?(?P<n>two|three|four|five|six|[2-9])\b(?! (?:to|through|until|and|of the|units|days|stores?|products?)\b| ?[-–/] ?\d)"
)
#: "Second from the bottom": the place is counted from the end that is said
_FROM_END = re.compile(
    r"\b(?P<o>second|third|fourth|fifth|2nd|3rd|4th|5th)(?: place)?(?:,| counted)? (?:from|to) (?:the )?(?:top|bottom|end|last|first)\b|\b(?:next|one) to last\b"
)
_LESS = re.compile(
    rf"{_NOT_REACHED}|less|cheaper|lighter|fewer|lower|smaller|shorter|earlier|under|below|beneath|no more|not more|at most|up to|max|<|maximum"
)


_CURRENCY_SIGN = re.compile(r"[€$£]")
#: Of a number below zero, what is worse lies further below: "a trend of minus 30% or worse".
_BELOW_ZERO = {"worse": "<", "steeper": "<", "or worse": "<=", "or steeper": "<=", "or more": "<=", "or better": ">="}


def _operator(word: str) -> str:
    if re.match(r"no more|not more|at most|up to|max|<=|=<|or less|or fewer|or lower", word):
        return "<="
    if re.match(r"at least|no less|not less|no fewer|min|>=|=>|or |and |plus", word):
        return ">="
    if re.match(r"exactly|equal", word):
        return "="
    return "<" if _LESS.match(word) else ">"


def _thresholds(text: str) -> tuple[Threshold, ...]:
    found: list[Threshold] = []
    for match in _BETWEEN.finditer(text):
        unit = (match["unit"] or match["unit2"] or "").rstrip("s")
        low, high = match["a"] or match["a2"], match["b"] or match["b2"]
        found.append(Threshold(">=", number(low), unit, match.start(), match.end()))
        found.append(Threshold("<=", number(high), unit, match.start(), match.end()))
    for pattern in (_AFTER, _THRESHOLD, _SYMBOL):
        for match in pattern.finditer(text):
            if any(t.at < match.end() and match.start() < t.to for t in found):
                continue
            if match["n"] in ("a", "one") and not match["unit"]:
                continue  # "more than one" of something is rarely a threshold on a measure
            value = number(match["n"])
            unit, op = (match["unit"] or "").rstrip("s"), _operator(match["op"])
            if not unit and (match.groupdict().get("money") or _CURRENCY_SIGN.match(match["n"])):
                unit = "euro"  # "above €50", "at least EUR 200"
            if (match.groupdict().get("sign") or "").strip() in ("-", "minus") and unit in ("%", "percent"):
                value, op = -value, _BELOW_ZERO.get(match["op"], op)  # "a bias of worse than -20%"
            if unit in ("week", "month"):
                value, unit = value * (7 if unit == "week" else 30), "day"
            found.append(Threshold(op, value, unit, match.start(), match.end()))
    return tuple(sorted(found, key=lambda t: t.at))
