# ruff: noqa: E501 - a pattern is read on one line
"""Stretches of days said by their two ends, in one form: "beginning Monday and finishing with Sunday" is from one to the other.

People who write in another language than their own put the ends in many ways ("from Monday until and with Sunday", "since the
5th up to the 11th"); read apart, each end would be a day, or a time, of its own.
"""

from __future__ import annotations

import re

__all__ = ["from_end_to_end"]

_MONTH = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b"
_WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b"
_DATE = rf"(?:\d{{4}}-\d\d-\d\d\b|\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH}(?: \d{{4}}\b)?|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?\b(?:,? \d{{4}}\b)?|\d{{1,2}}[./]\d{{1,2}}(?:[./]\d{{2,4}})?(?!\d)|\d{{1,2}}(?:st|nd|rd|th)\b)"
_DAY = rf"(?:(?:the |next |coming |this )*(?:{_WEEKDAY},?(?: the)? )?{_DATE}|(?:the |next |coming |this )*{_WEEKDAY}|tomorrow|today)"
_WITH = r"(?: (?:on|with|at|from|by))?"
_BEGIN = rf"(?:beginning|begin|begins|starting|start|starts|commencing|counting|counted|opening|running|going|first day(?: is| being)?:?|since|from|as of|as from){_WITH}"
_END = rf"(?:(?:and )?(?:finishing|finish|finishes|ending|ends?|closing|stopping|stops?|concluding|concludes?|last day(?: is| being)?:?|lasting (?:until|till)){_WITH}|(?:and )?(?:going |running |up )?(?:until|till|til|up to|through|thru|to)(?: and (?:with|including|inclusive of))?(?: including)?)"
#: "Beginning 5 November and finishing 11 November"
_ENDS = re.compile(rf"\b{_BEGIN} (?P<a>{_DAY}),? {_END} (?P<b>{_DAY})", re.IGNORECASE)
#: "Monday until and with Sunday"
_AND_WITH = re.compile(
    r"\b(?:until|till|til|up to|to|through|thru) and (?:with|inclusive(?: of)?|also)(?= )", re.IGNORECASE
)
#: "..., both days counted": what the ends are anyway
_COUNTED = re.compile(
    r"(?:,? ?\(|,| -)? ?\b(?:both|(?:these|those|the|all) two|the first and the last)(?: (?:days?|dates?|ends?))?(?: are| being)?(?: also)? (?:included|inclusive|counted|counting|taken along)(?: (?:too|also|as well|in it|with it))?\)?(?=\s*[,.;?!]|\s*$)",
    re.IGNORECASE,
)


def from_end_to_end(text: str) -> str:
    """`text` with "from A to B" for two ends of one stretch."""
    text = _AND_WITH.sub("until", text)
    joined = _ENDS.sub(lambda m: f"from {m['a']} to {m['b']}", text)
    return _COUNTED.sub("", joined) if joined != text or re.search(rf"\b{_DAY}", text, re.IGNORECASE) else text
