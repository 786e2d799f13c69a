# ruff: noqa: E501 - a pattern is read on one line
"""A cause told in words that lifts or lowers sales by a part: "should a heatwave push that up by 35%?"

What the cause is changes no figure: its words name no shop, no product and no matter that is asked about.
"""

from __future__ import annotations

import re

__all__ = ["without_causes"]

_PART = r"(?:(?:about |around |roughly |some |a good |another |an extra |perhaps |maybe )*\d{1,3}(?:\.\d+)? ?(?:%|percent\b)|(?:an?|one) (?:third|quarter|fifth|tenth)\b|half\b)"
_SALES = r"(?:demand|sales|volumes?|trade|business|numbers?|units|forecasts?|quantity|figures?)"
_OF = r"(?: (?:of|for|in|at) (?:[^?.;,]|\.(?=\d)){2,70}?)?"
#: What is lifted or lowered: what was told before, or sales that are named
_IT = rf"(?P<it>(?:it|that|this|them|those|things|the lot)\b|(?:(?:the|our|its|their|that|this|those|these|expected|forecast) )*{_SALES}\b{_OF}|(?:(?-i:[A-Z])[\w&-]*(?: (?-i:[A-Z])[\w&-]*){{0,3}}'s? )(?:{_SALES})\b{_OF})"
#: What happens to a town or a street, and lies with none of the tables
_NEWS = (
    r"heat[ -]?waves?|(?:hot|cold|warm|dry|wet|rainy|sunny) (?:spells?|snaps?|weather|weeks?(?:ends?)?|days?|fronts?)|storms?|snow\w*|frost|floods?|flooding|rain\w*|sunshine|weather|drought|fog|wind"
    r"|strikes?|walk-?outs?|protests?|demonstrations?|demos?|blockades?|road ?works|road closures?|diversions?|building sites?|construction|scaffolding|closures?|closing|opening|lockdowns?"
    r"|fairs?|festivals?|carnivals?|parades?|concerts?|marathons?|races?|matches|match|tournaments?|conferences?|congress(?:es)?|exhibitions?|markets?|events?|weddings?|tourists?|cruise ships?|coach(?:es)? parties|holidays?|school (?:trips?|holidays?)"
    r"|competitors?|rivals?|power cuts?|outages?|flu|epidemics?|pandemic|scandals?|boycotts?|articles?|tv (?:shows?|programmes?|programs?)|viral \w+|crazes?|trends?|fads?|hype|campaigns?|street parties|street party|celebrations?|pilgrimages?|visits?"
)
_IF = r"(?:(?:and |but |so |now |right,? |ok(?:ay)?,? |well,? )*(?:what if|if|in case|suppose|supposing|assume|assuming|imagine|say|should|let'?s (?:say|suppose|assume|imagine)|let us (?:say|suppose|assume|imagine))(?: that)?,? )"
#: "Suppose that lifts demand by 30%": what was told before
_IF_THAT = r"(?:(?:and |but |so |now |right,? |ok(?:ay)?,? |well,? )*(?:what if|if|suppos(?:e|ing)|assum(?:e|ing)|imagine|say|let'?s (?:say|suppose|assume|imagine)|let us (?:say|suppose|assume|imagine)) )"
_THAT = r"(?P<other>that|this|it|they|he|she|which)"
_MAY = r"(?:(?:would|could|might|may|will|should|is going to|is (?:expected|likely|set|bound) to|were to|was to|had) )?(?:probably |easily |really |also |just |then )*"
_CAUSE = rf"(?P<cause>(?:(?:an?|the|some|another|this|that|these|our|one) )?(?:(?![?.!;:,]).){{0,60}}?\b(?:{_NEWS})\b(?:(?![?.!;:]).){{0,45}}?)"
#: Another subject in everyday words, which are no firm of ours and set no price
_ANYTHING = r"(?P<other>(?:an?|some|another) (?!suppliers?\b|vendors?\b)(?:(?-i:[a-z])[\w'-]* ){1,6}?)"
#: What moves prices and orders, and what is told by somebody
_OF_OTHERS = re.compile(
    r"\b(?:suppl\w+|vendors?|makers?|manufacturers?|producers?|wholesalers?|prices?|costs?|tax\w*|duty|duties|tariffs?|inflation|freight|customs|lead times?|deliver\w+|orders?|promotions?|discounts?|budget|rebates?|notes?|memos?|letters?|says?|said|tells?|told|wrote|writes)\b",
    re.IGNORECASE,
)
_UP = r"(?:push|driv|send|bring|tak|forc|carr|pull|mov)(?:e|es|s|ies|y|ing|ed)?"
_RAISES = r"(?:lift|boost|rais|increas|swell|bump|inflat|buoy|improv|hik)(?:e|es|s|ed|ing)?"
_CUTS = r"(?:cut|lower|reduc|depress|dent|dampen|shrink|trim|squeez|curb|hurt|hit)(?:e|es|s|ed|ing|ting|ten)?"
_AWAY = r"(?:take|knock|shave|wipe|cut|chop|slice|trim|strip|scrape|carve)s?"
_ADDS = r"(?:add|put|bring|give|pile|stick|lump|throw)s?"
_MOVES = (
    (rf"{_UP} {_IT} (?:up|higher)(?: by)? (?P<n>{_PART})", "rises"),
    (rf"{_RAISES} {_IT}(?: up)?(?: by)? (?P<n>{_PART})", "rises"),
    (rf"(?:{_UP}|drags?|press(?:es)?|weighs?) {_IT} (?:down|lower)(?: by)? (?P<n>{_PART})", "falls"),
    (rf"{_CUTS} {_IT}(?: down)?(?: by)? (?P<n>{_PART})", "falls"),
    (rf"{_AWAY}(?: away| off)? (?P<n>{_PART})(?: away| right)? (?:off|from|of|out of) {_IT}", "falls"),
    (rf"(?:costs?|robs?) (?:us |them )?(?:of )?(?P<n>{_PART}) (?:of|off|from) {_IT}", "falls"),
    (rf"{_ADDS} (?:us )?(?P<n>{_PART}) (?:on top of|on ?to|to|on) {_IT}", "rises"),
    (rf"(?:brings?|gives?|gets?|draws?|attracts?|sends?)(?: (?:us|in|them|here))* (?P<n>{_PART}) (?:more|extra|additional|on top)(?: (?:customers|shoppers|buyers|people|{_SALES}))?", "rises"),
    (rf"(?:scares?|keeps?|drives?|frightens?|turns?|sends?|takes?|costs?)(?: (?:us|off|away))* (?P<n>{_PART}) of (?:the |our )*(?:customers|shoppers|buyers|people|visitors)(?: (?:away|off|elsewhere|out|at home|home))*", "falls"),
)  # fmt: skip
_ENDS = r"(?=\W*$|[?.!;:,]| (?:in|at|next|this|over|during|tomorrow|how|what|and|then|there|too|as well|on)\b)"
_STARTS = r"(?P<b>^\W*|[.?!;:,] )"
_RULES = tuple(
    (re.compile(rf"{_STARTS}{head} ?{_MAY}{move}{_ENDS}", re.IGNORECASE), way)
    for move, way in _MOVES
    for head in (rf"(?P<if>{_IF}){_CAUSE}", rf"(?P<if>{_IF_THAT}){_THAT}", rf"(?P<if>{_IF}){_ANYTHING}", rf"(?P<if>(?:and |but |so |now |right,? |ok(?:ay)?,? |well,? )*){_CAUSE}")
)  # fmt: skip
_SEVERAL = re.compile(
    r"(?:them|those|things|(?:\w+ ){0,3}(?:sales|volumes|numbers|units|forecasts|figures))\b", re.IGNORECASE
)
#: "A protest outside Cork"
_WHERE = re.compile(
    r"\b(?:outside|near|in front of|next to|opposite|around|by|at|in)(?: of)? (?P<where>(?!(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*\b)[A-Z][\w'&-]*(?: [A-Z][\w'&-]*)*)"
)
_NAMED_SALES = re.compile(rf"(?:(?:the|our|expected|forecast) )*{_SALES}(?: (?:of|for) .*)?", re.IGNORECASE)
_QUESTION = re.compile(
    r"(?:what|how|which|when|who|why|is|are|was|were|does|do|did|can|has|have)\b(?! if\b)", re.IGNORECASE
)


def without_causes(text: str) -> str:
    """`text` with what such a cause does to sales as a plain supposition: "if that rises by 35%"."""
    for pattern, way in _RULES:
        text = pattern.sub(lambda m, way=way: _supposed(m, way), text)  # type: ignore[misc]
    return text


def _supposed(match: re.Match[str], way: str) -> str:
    said = match.groupdict()
    cause = said.get("cause") or said.get("other") or ""
    if _OF_OTHERS.search(cause) or _QUESTION.match(cause):
        return match.group()
    moved = said.get("it") or "sales"
    place = _WHERE.search(cause)
    if place and _NAMED_SALES.fullmatch(moved) and match.string.count(place["where"]) == 1:
        moved = f"{moved} at {place['where']}"  # "roadworks outside [store]" are felt there, and nowhere else
    verb = way.removesuffix("s") if _SEVERAL.match(moved) else way
    return f"{match['b']}if {moved} {verb} by {match['n'].strip()}"
