# ruff: noqa: E501 - a pattern is read on one line
"""What was ordered before, said in the past: "what did we order from them?" asks for open orders, and recommends nothing.

With a time of its own ("what did we order last week?") such a question is read by the day of the orders instead.
"""

from __future__ import annotations

import re

__all__ = ["what_is_on_order"]

_LEAD = r"(?P<lead>^\W*|[.?!;:,] +|\b(?:and|so|but|also|again|tell me|remind me|know) )"
_WE = r"(?:we|i)(?: (?:already|just|currently|actually|now|all|ever|perhaps|maybe))*"
_OF_WHAT = r"(?P<rest> (?:from|with|at|for|of|in) [^?.;]*?)?"
_WHAT = re.compile(
    rf"{_LEAD}(?P<ask>what(?: all| else| exactly)?|which (?:products|items|articles|goods|things|lines)|how (?:many|much)(?: units| pieces| packs)?)(?P<of> of [^?.,;]{{2,40}}?)?"
    rf" (?:did|have|had) {_WE} order(?:ed)?(?: (?:already|so far|up to now|yet))*{_OF_WHAT}(?: (?:already|so far|up to now|yet))*(?=\s*[?!]|\s*\.?\s*$)",
    re.IGNORECASE,
)
_WHETHER = re.compile(
    rf"{_LEAD}(?:did|have|had) {_WE} order(?:ed)?(?: already)? (?P<what>(?!enough\b|too\b|more\b|less\b|fewer\b|so\b|right\b|wrong\b|correctly\b)[^?.;,]{{2,60}}?)(?: (?:already|yet|so far))*(?=\s*[?!]|\s*\.?\s*$)",
    re.IGNORECASE,
)
_WHEN = re.compile(
    rf"{_LEAD}(?:when|(?:on )?(?:what|which) (?:day|date)) (?:did|have|had) {_WE} (?P<last>last |most recently |lately )?(?:(?:re-?)?order(?:ed)?|plac(?:e|ed) (?:an?|the last|the latest|our last|our latest) (?:purchase )?order)(?P<last2> (?:the )?last(?: time)?)?(?P<what> [^?.;,]{{2,60}}?)?(?: (?:the )?last(?: time)?)?(?=\s*[?!]|\s*\.?\s*$)",
    re.IGNORECASE,
)
#: "When was the last order with them placed?": the one that was placed last, not the one that is due last
_LAST_PLACED = re.compile(
    r"\b(?P<b>when (?:was|did)\b[^?.]{0,20}?\b(?:the|our) )(?:last|latest|most recent) (?P<o>(?:purchase )?order(?: lines?)?\b)(?=[^?.]*\b(?:placed|ordered|sent|raised|go out|went out)\b)",
    re.IGNORECASE,
)
#: "Has any of it been ordered for [store] yet, and if so how many?"
_BEEN_ORDERED = re.compile(
    rf"{_LEAD}(?:has|have|is|are|was|were)(?: there)?(?: already)? (?:any|some|anything|something)(?: of)?(?: the)? (?P<what>[^?.;,]{{2,60}}?)(?: (?:already|yet))?(?: been)?(?: already)? ordered(?P<rest> (?:for|at|in|to) [^?.;,]{{2,40}}?)?(?: (?:already|yet|so far))*(?P<tail>,? and (?:if so|if yes|in that case),? (?:what (?:quantity|amount|number)|how (?:many|much)))(?: (?:is it|are they|of it|units|pieces))?(?=\W|$)",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"\b(?:last|past|yesterday|today|this|since|ago|between|until|till|before|after|during|recently|lately|weeks?|months?|days?|years?|(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|(?:jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*)\b|\b\d{1,2}(?:st|nd|rd|th)\b|\b20\d\d\b|\b\d+ ?(?:%|percent|euros?|eur|pounds?|dollars?)",
    re.IGNORECASE,
)
#: "How much did we order it for?", "what did we order too much of?"
_ELSE = re.compile(
    r"\b(?:too (?:much|many|little|few|late|early)|if|instead|(?:it|them|that|those) (?:for|at))\b", re.IGNORECASE
)
_OF = re.compile(r"(?:from|with|at|for|of|in|by)\b", re.IGNORECASE)


def what_is_on_order(text: str) -> str:
    """`text` with what "we ordered", at no time that is said, as what is on order."""
    if not re.search(r"\border", text, re.IGNORECASE):
        return text
    text = _LAST_PLACED.sub(r"\g<b>newest \g<o>", text)
    text = _BEEN_ORDERED.sub(r"\g<lead>how many units of \g<what> are on order\g<rest>", text)
    for pattern, said in ((_WHAT, _on_order), (_WHETHER, _any_on_order), (_WHEN, _placed)):
        text = pattern.sub(said, text)
    return text


def _untimed(match: re.Match[str], *parts: str) -> bool:
    said = " ".join(match[part] or "" for part in parts)
    return not _TIME.search(said) and not _ELSE.search(match.group())


def _on_order(match: re.Match[str]) -> str:
    if not _untimed(match, "of", "rest"):
        return match.group()
    ask = match["ask"].lower()
    what = "how many units" if ask.startswith("how") else match["ask"]
    verb = "is" if ask.startswith("what") else "are"
    return f"{match['lead']}{what}{match['of'] or ''} {verb} on order{match['rest'] or ''}"


def _any_on_order(match: re.Match[str]) -> str:
    what = match["what"]
    if not _untimed(match, "what"):
        return match.group()
    return f"{match['lead']}is {f'anything on order {what}' if _OF.match(what) else f'{what} on order'}"


def _placed(match: re.Match[str]) -> str:
    what = (match["what"] or "").strip()
    if not _untimed(match, "what"):
        return match.group()
    of = f" {what}" if not what or _OF.match(what) else f" for {what}"
    return f"{match['lead']}when was the newest order{of.rstrip()} placed"
