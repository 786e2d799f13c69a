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


_ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth",
    "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth",
    "twenty-first", "twenty-second", "twenty-third", "twenty-fourth", "twenty-fifth", "twenty-sixth", "twenty-seventh",
    "twenty-eighth", "twenty-ninth", "thirtieth", "thirty-first",
)  # fmt: skip
_NTH = "|".join(sorted((o.replace("-", "[- ]") for o in _ORDINALS), key=len, reverse=True))
_NTH_DAY = rf"(?:{_NTH}|\d{{1,2}}(?:st|nd|rd|th)?)"
#: "Between the first and the seventh of November"
_NTH_TO_NTH = re.compile(
    rf"\b(?:between|from)(?: the)? (?P<a>{_NTH_DAY}) (?:and|to|until|till|through|up to)(?: the)? (?P<b>{_NTH_DAY})(?: of)? (?P<m>{_MONTH})",
    re.IGNORECASE,
)
_NTH_OF = re.compile(
    rf"\b(?<!\ba )(?<!\bone )(?<!\btwo )(?:the )?(?P<a>{_NTH}) (?:day )?of (?={_MONTH})", re.IGNORECASE
)


def _day(said: str) -> str:
    """ "Seventh", "7th": 7."""
    plain = said.lower().replace(" ", "-")
    return str(_ORDINALS.index(plain) + 1) if plain in _ORDINALS else re.sub(r"\D", "", said)


def from_end_to_end(text: str) -> str:
    """`text` with "from A to B" for two ends of one stretch."""
    text = _NTH_TO_NTH.sub(lambda m: f"from {_day(m['a'])} to {_day(m['b'])} {m['m']}", text)
    text = _NTH_OF.sub(lambda m: f"{_day(m['a'])} ", _AND_WITH.sub("until", text))
    joined = _ENDS.sub(lambda m: f"from {m['a']} to {m['b']}", text)
    return _COUNTED.sub("", joined) if joined != text or re.search(rf"\b{_DAY}", text, re.IGNORECASE) else text
