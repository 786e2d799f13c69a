# ruff: noqa: E501 - a pattern is read on one line
"""Sales while a later delivery is waited for: "LT 14 days not 12: how many do we sell over those 14 days?"."""

from __future__ import annotations

import re

__all__ = ["over_the_wait"]

_NUMBER = r"\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fourteen|fifteen|twenty"
_DAYS = r"(?:[ -]?days?)"
_NOW = r"(?:,? (?:now|today|as of (?:today|now|this week)|from (?:now|today) on|at present|currently|instead|for (?:the )?deliver\w+|already|in fact|these days|to deliver|to (?:bring|get|ship|supply)(?: (?:it|them|us|here|the goods))*))*"
_NOT = r"(?:,? (?:and|but)?,? ?(?:not|no longer|no more|rather than|instead of|in place of|up from|as against|against|versus|vs\.?)|[,;.]? ?(?:where |and |but )?(?:before(?:,)? ?(?:that )?(?:it |that )?(?:was|were|took|had been)|it (?:used to be|was|has been|had been)|(?:previously|formerly|until now|so far|usually|normally)(?: it was)?|was|formerly))"
_USUAL = r"(?:,? ?(?:any ?more|any longer|as (?:usual|before|always|it was|until now)|before|until now|so far|like before|as agreed))*"
#: "17 days rather than 6", "10 days, not 3 any more", "from 6 up to 17 days", "used to be 3 and is now 10"
_LONGER = re.compile(
    rf"\b(?:from (?P<m1>{_NUMBER}){_DAYS}? (?:up |on )?to (?P<n1>{_NUMBER}){_DAYS}"
    rf"|(?P<n2>{_NUMBER}){_DAYS}{_NOW}{_NOT} (?:just |only |the |after |about )*(?:usual |normal |old )?(?P<m2>{_NUMBER})(?:{_DAYS})?\b{_USUAL}"
    rf"|(?P<n5>{_NUMBER}){_DAYS} (?P<x>(?:for|to|until|till|with) (?:[^?.;]|\.(?=\d)){{3,70}}?){_NOT} (?:just |only )?(?P<m5>{_NUMBER})(?:{_DAYS})?\b{_USUAL}"
    rf"|(?:the )?(?:usual |normal |old )?(?P<m3>{_NUMBER}){_DAYS} (?:(?:has|have) (?:become|turned into|grown to)|became|turned into|are now|is now) (?P<n3>{_NUMBER})(?:{_DAYS})?"
    rf"|(?:not|no longer) (?P<m4>{_NUMBER}){_DAYS}?,? but (?:now )?(?P<n4>{_NUMBER}){_DAYS}?)(?!\w)",
    re.IGNORECASE,
)
_OF_DELIVERY = re.compile(
    r"\b(?:lt|lead[ -]?times?|deliver\w*|suppl\w+|ship\w*|lorr(?:y|ies)|trucks?|vans?|on the road|bring\w*|they|them|wait\w*|takes?|took|needs?|shows? up|arriv\w+|get here)\b",
    re.IGNORECASE,
)
_THE_TIME = rf"\b(?:in|over|during|within|for|through(?:out)?|across|inside|while waiting(?: for)?)(?: (?:the )?(?:course|space|whole|run) of)?(?: all(?: of)?| the whole)? (?:(?:those|these|this|that|the|such an?|these very|a)(?: whole| entire| long)? )(?:(?P<k>{_NUMBER})(?![.,]?\d)(?:{_DAYS})?(?: (?:of )?(?:the )?(?:wait(?:ing)?(?: time)?|lead time|period|stretch|time)| wait)?|wait(?:ing)?(?: time| period)?)(?![\w-])"
_WAIT = re.compile(_THE_TIME, re.IGNORECASE)
_SELLS = re.compile(
    r"\b(?:sell\w*|sold|sales|demand|go(?:es)?(?: out)?|leaves?|move[sd]?|get through|shift)\b", re.IGNORECASE
)
#: What of the told part says that a delivery takes time, and no more
_LEAD = re.compile(
    r"\b(?:(?:and |but |so )?(?:with|given|suppos(?:e|ing)|say|assum(?:e|ing)|imagine|if|let's say|pretend) )?(?:(?:that )?(?:an?|the|their|its|his|our) )?(?:LT|lead[ -]?times?|delivery (?:time|period)|delivery)\b(?: (?:goes|grows|rises|went|is|was|were|becomes?|became|of|takes?|now))*"
    r"|\b(?:suppose|say|assume|imagine|pretend),? (?=they\b)",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"\b(?:(?:and|so|if|that|it|they|which|now|is|are|has|have|takes?|took|needs?|says?|said|will|would|to|be|going|go|goes) )*(?:is|are|takes?|took|needs?|says?|said|be|now|goes|lasts?) (?:now )?$",
    re.IGNORECASE,
)


def over_the_wait(text: str) -> str:
    """`text` asking for the sales of the next days, where it asks for those of a delivery's longer way."""
    told = _LONGER.search(text)
    if told is None:
        return text
    days = next(told[f"n{i}"] for i in range(1, 6) if told[f"n{i}"])
    wait = _WAIT.search(text, told.end())
    if wait is None or (wait["k"] and wait["k"].lower() != days.lower()) or not _OF_DELIVERY.search(text[: wait.end()]):
        return text
    asked = max(text.rfind(mark, told.end(), wait.start()) for mark in ".?!:;,")
    if not _SELLS.search(text[max(asked, told.end()) :]):
        return text
    before = _VERB.sub("", _LEAD.sub("", text[: told.start()])) + (told["x"] or "")
    said = f"{before}{text[told.end() : wait.start()]}in the next {days} days{text[wait.end() :]}"
    return re.sub(r"^\W+", "", re.sub(r"\s+(?=[.,;:?])", "", said))
