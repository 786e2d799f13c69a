# ruff: noqa: E501 - a pattern is read on one line
"""Stretches of days said by their two ends, in one form: "beginning Monday and finishing with Sunday" is from one to the other.

People who write in another language than their own put the ends in many ways ("from Monday until and with Sunday", "since the
5th up to the 11th"); read apart, each end would be a day, or a time, of its own. Days named in a row ("Thursday, Friday and
Saturday") are such a stretch as well, and so is a time that is taken up again ("no lorry comes for 12 days ... in that time").
"""

from __future__ import annotations

import re
from itertools import pairwise

from rag.understanding.message.wordings.parts import COUNT

__all__ = ["DAY", "as_one_stretch", "from_end_to_end"]

_MONTH = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b"
_WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b"
_DATE = rf"(?:\d{{4}}-\d\d-\d\d\b|\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH}(?: \d{{4}}\b)?|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?\b(?:,? \d{{4}}\b)?|\d{{1,2}}[./]\d{{1,2}}(?:[./]\d{{2,4}})?(?!\d)|\d{{1,2}}(?:st|nd|rd|th)\b)"
DAY = rf"(?:(?:the |next |coming |this )*(?:{_WEEKDAY},?(?: the)? )?{_DATE}|(?:the |next |coming |this )*{_WEEKDAY}|tomorrow|today)"
_WITH = r"(?: (?:on|with|at|from|by))?"
_BEGIN = rf"(?:beginning|begin|begins|starting|start|starts|commencing|counting|counted|opening|running|going|first day(?: is| being)?:?|since|from|as of|as from){_WITH}"
_END = rf"(?:(?:and )?(?:finishing|finish|finishes|ending|ends?|closing|stopping|stops?|concluding|concludes?|last day(?: is| being)?:?|lasting (?:until|till)){_WITH}|(?:and )?(?:going |running |up )?(?:until|till|til|up to|through|thru|to)(?: and (?:with|including|inclusive of))?(?: including)?)"
#: "Beginning 5 November and finishing 11 November"
_ENDS = re.compile(rf"\b{_BEGIN} (?P<a>{DAY}),? {_END} (?P<b>{DAY})", re.IGNORECASE)
#: "Monday until and with Sunday"
_AND_WITH = re.compile(
    r"\b(?:until|till|til|up to|to|through|thru) and (?:with|inclusive(?: of)?|also)(?= )", re.IGNORECASE
)
#: "Tomorrow through to Sunday", "from Monday right up to Friday", "from the 3rd through the weekend"
_ALL_THE_WAY = re.compile(
    rf"\b(?P<a>{DAY}),? (?:(?:and )?(?:right|straight|clear|all the way|running|going)? ?(?:through|thru|up|on|over)? ?(?:(?:un)?till?|to)(?: and (?:including|with))?|through|thru)"
    rf"(?P<b> {DAY}| (?:the )?(?:very )?(?:end|close) of| (?:this |the |next |the coming )?weekend\b)",
    re.IGNORECASE,
)
_BETWEEN_AND_END = re.compile(rf"\bbetween (?P<a>{DAY}|now) and (?=the (?:very )?(?:end|close) of)", re.IGNORECASE)
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
    text = _ALL_THE_WAY.sub(_to_the_end, _BETWEEN_AND_END.sub(r"from \g<a> to ", text))
    joined = _ENDS.sub(lambda m: f"from {m['a']} to {m['b']}", text)
    return _COUNTED.sub("", joined) if joined != text or re.search(rf"\b{DAY}", text, re.IGNORECASE) else text


def _to_the_end(match: re.Match[str]) -> str:
    """ "Tomorrow through the weekend": tomorrow to Sunday."""
    end = match["b"].lower().strip()
    weekend = {"next weekend": "next Sunday"}.get(end, "Sunday") if end.endswith("weekend") else match["b"].strip()
    return f"{match['a']} to {weekend}"


_WEEKDAYS = {
    "mo": "Monday",
    "tu": "Tuesday",
    "we": "Wednesday",
    "th": "Thursday",
    "fr": "Friday",
    "sa": "Saturday",
    "su": "Sunday",
}
_SHORT_DAY = r"(?:mon|tues?|wed|thu(?:rs?)?|fri|sat|sun)(?:\.|\b)"
#: "Mon, tue and wed": one alone may be a word of its own
_DAYS_IN_A_ROW = re.compile(rf"\b{_SHORT_DAY}(?:(?:, ?| (?:and|n|&|\+|or) |, and ){_SHORT_DAY})+", re.IGNORECASE)
#: "No lorry comes for 12 days. How many are sold in that time?"
_SO_LONG = re.compile(
    rf"(?<!last )(?<!past )(?<!next )(?<!first )(?<!previous )(?<!coming )(?<!these )(?<!those )(?<!other )\b(?P<n>{COUNT}) (?P<u>days|weeks)\b(?! (?:ago|before|of cover|late|overdue|past))",
    re.IGNORECASE,
)
_NOTHING_COMES = re.compile(
    r"\b(?:no|not a|without an?y?) (?:\w+ )?(?:lorry|lorries|truck|van|deliver(?:y|ies)|shipments?|goods|suppl(?:y|ies))\b|\b(?:deliver(?:y|ies)|lorry|truck|shipment|consignment)\b(?:[^?.]|\.(?! )){0,60}\b(?:after|only|takes?|not before)\b",
    re.IGNORECASE,
)
_SO_LONG_AGAIN = re.compile(
    r"\b(?:in|over|during|within|for) (?:that|this|these|those) (?:time|days|weeks|period|stretch|span|gap)\b|\bin the meantime\b|\bwhile we wait\b",
    re.IGNORECASE,
)
#: "The next seven days against the last seven", "which day of the next seven will be busiest?"
_SO_MANY_DAYS = re.compile(r"\bdays?\b", re.IGNORECASE)
_SO_MANY_MORE = re.compile(
    r"(?P<all>\b(?:the|those|our|its|their) (?:last|past|previous|next|coming|following|preceding) (?:seven|fourteen|ten|thirty|7|10|14|21|28|30))(?=\W*$|[?.,;:]| (?:will|do|does|did|would|is|are|was|were|has|have|shall|and|against|vs|versus|compared|in|at|for)\b)",
    re.IGNORECASE,
)
#: "Starting tomorrow, how many would sell over ten days?"
_FROM_A_DAY = re.compile(
    rf"(?P<from>(?:^|(?<=[.!?;:] )|(?<=, )|(?<= ))(?:starting|beginning|counting|as of|reckoned)(?: (?:from|on|with|as of))? (?P<day>tomorrow|{_WEEKDAY}|{_DATE}),? )"
    rf"(?P<what>[^?.;]{{5,120}}?)\b(?P<in>over|in|within|during|for|across)(?: (?:a|the|all|those|these))?(?: (?:total|space|course|period) of)? (?P<n>{COUNT})[ -](?P<u>days?|weeks?)\b(?! (?:of (?:cover|stock)|ago|before|late|overdue|lead|from|start\w*))",
    re.IGNORECASE,
)
_FULL_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_ROW = re.compile(
    rf"\b(?:{'|'.join(_FULL_DAYS)})(?:(?:, ?| (?:and|n|&|\+) |, and )(?:{'|'.join(_FULL_DAYS)})){{2,}}\b(?! \d)",
    re.IGNORECASE,
)
_ONE_OF_THEM = re.compile(r"\b(?:which (?:day )?of|compare\w*|versus|vs|each of|separately|apiece)\b", re.IGNORECASE)


def as_one_stretch(text: str) -> str:
    """`text` with weekdays in full, those in a row as one stretch, and a time that is taken up again named again."""
    text = _DAYS_IN_A_ROW.sub(lambda m: re.sub(_SHORT_DAY, _whole_day, m.group(), flags=re.IGNORECASE), text)
    if not _ONE_OF_THEM.search(text):
        text = _ROW.sub(_first_to_last, text)
    if _SO_MANY_DAYS.search(text):
        text = _SO_MANY_MORE.sub(r"\g<all> days", text)
    text = _FROM_A_DAY.sub(r"\g<what>\g<in> the \g<n> \g<u> starting \g<day>", text)
    return _as_long(text)


def _first_to_last(match: re.Match[str]) -> str:
    """ "Monday, Tuesday and Wednesday": Monday to Wednesday."""
    days = [_FULL_DAYS.index(d.lower()) for d in re.findall(r"[A-Za-z]+day", match.group())]
    row = all(b == a + 1 for a, b in pairwise(days))
    return f"{_FULL_DAYS[days[0]].title()} to {_FULL_DAYS[days[-1]].title()}" if row else match.group()


def _whole_day(match: re.Match[str]) -> str:
    return _WEEKDAYS[match.group()[:2].lower()]


def _as_long(text: str) -> str:
    """ "Nothing comes for 12 days ... in that time": the next 12 days."""
    spans = list(_SO_LONG.finditer(text))
    if len(spans) != 1 or not _NOTHING_COMES.search(text):
        return text
    rest = spans[0].end()
    return text[:rest] + _SO_LONG_AGAIN.sub(f"over the next {spans[0]['n']} {spans[0]['u']}", text[rest:])
