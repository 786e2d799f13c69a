# ruff: noqa: E501 - a pattern is read on one line
"""Severities and kinds of alerts in words: those that are named, and those that are left out."""

from __future__ import annotations

import re

from rag.plan import Filter

__all__ = ["alert_filters"]

_ALERT_KINDS = (
    ("stockout_risk", r"stock ?-?out[- ]risks?|risk of stock ?-?outs?|running low|low stock"), ("stockout", r"stock ?-?outs?|out[- ]of[- ]stock"),
    ("excess", r"excess|overstock\w*"), ("return_rate", r"returns?(?: rate)?|(?:goods|products|items|things|stuff|units|pieces)[^?]{0,15}(?:(?:sent|brought|com(?:e|es|ing)|came) back|returned)|(?:too many|too much|lots?|many)[^?]{0,20}(?:(?:sent|brought|com(?:e|es|ing)|came) back|returned)"), ("volatility", r"volatil\w+"),
    ("demand_spike", r"(?:demand )?spikes?|demand (?:jump|surge)s?"), ("late_order", r"(?:late|overdue|delayed) (?:orders?|deliver\w+)|late[- ]order|(?:orders?|deliver\w+) (?:which|that) (?:are|is|were) (?:late|overdue|delayed)"),
    ("forecast_drift", r"(?:forecast )?drift|forecast (?:error|quality)"),
)  # fmt: skip
_SEVERITIES = ("critical", "warning", "info")
#: What takes a severity or a kind out: "not critical", "other than warnings", "leaving the critical ones aside"
_OTHER_THAN = (
    r"(?:\b(?:not(?! (?:just|only|merely|even))|\w+n't|non|never|other than|excluding|exclude|except(?:ing)?|without|apart from|aside from|besides|bar|ignor\w+|"
    r"disregard\w*|not counting|discount\w*|leav\w+ (?:out|aside)|set\w* aside|(?:anything|everything|all|any) but|leav\w+|set\w*|put\w*)\b)"
)
_WORDS_BETWEEN = r"[ -](?:(?!and\b|or\b|but\b)[\w']+ ){0,4}?"
_AND_MORE = re.compile(r"(?:,? (?:and|or|nor) |, |/)(?:of )?(?P<next>critical|warnings?|info\w*)\b")
_ALSO = re.compile(r"\b(?:leav\w+|set\w*|put\w*)\b")
#: "At least a warning", "warning or worse", "below critical"
_OR_WORSE = re.compile(
    r"\b(?:at least|minimum|from)(?: an?| the)? (?:\w+ )?warnings?\b|\bwarnings? (?:level )?(?:or|and) (?:worse|above|higher|more|up\w*)\b|\b(?:above|over|higher than|worse than|more (?:\w+ )?than) (?:\w+ )?info\w*\b"
)
_BELOW = re.compile(
    r"\b(?:below|under|lower than|milder than|short of|less (?:\w+ )?than)(?: an?| the)?(?: level)?(?: of)? (?P<of>critical|warnings?)\b"
)


def alert_filters(text: str) -> list[Filter]:
    """Severities and kinds of alerts that a masked text about alerts names."""
    text = re.sub(r"\binformation(?= (?:alerts?|level|severity))", "info", text)
    severity = _left_out_severity(text) or _severity(text)
    kind = _left_out_kind(text) or _kind(text)
    only_warnings = severity == Filter("severity", "=", "warning") and _WARNINGS_OF_THEM.search(text)
    return [severity] if only_warnings and severity else [f for f in (severity, kind) if f]


_WARNINGS_OF_THEM = re.compile(
    r"\b(?:of|among) (?:them|those|these|which|(?:the|our|all|these|those)(?: the| our| those)?(?: open)? alerts[^?]{0,40}?) (?:are|is|count as|rank as)(?: only| just| mere(?:ly)?)? warnings?\b"
)


def _left_out_severity(text: str) -> Filter | None:
    """ "Not critical": the others; "above info": those that are worse."""
    if _OR_WORSE.search(text):
        return Filter("severity", "in", ("critical", "warning"))
    if below := _BELOW.search(text):
        return Filter("severity", "!=", "critical") if below["of"] == "critical" else Filter("severity", "=", "info")
    gone: list[str] = []
    for severity in _SEVERITIES:
        said = re.search(rf"{_OTHER_THAN}{_WORDS_BETWEEN}{severity}\w*", text)
        if said is None or (
            _ALSO.match(said.group()) and not re.match(r"[^?.]{0,20}\b(?:out|aside)\b", text[said.end() :])
        ):
            continue
        gone.append(severity)
        if more := _AND_MORE.match(text[said.end() :]):
            gone.append(next(s for s in _SEVERITIES if more["next"].startswith(s)))
    gone = list(dict.fromkeys(gone))
    if not gone or len(gone) == len(_SEVERITIES):
        return None
    return Filter("severity", "!=", gone[0]) if len(gone) == 1 else Filter("severity", "not in", tuple(gone))


#: "Alerts that are graded warning"
_GRADED = re.compile(
    r"\b(?:graded|rated|ranked|classed|classified|categori[sz]ed|marked|labell?ed|tagged|flagged|(?:of|with|at|in|under) (?:the |an? )?(?:alert )?(?:grade|level|rank|class|severity|status|degree)(?: of)?|(?:carry|carries|carrying|bear|bears|bearing|have|has|wear|wears|with) the (?:label|grade|level|rank|tag|mark))"
    r" (?:as |with |at )?(?:an? )?[\"']?(?P<as>info|warning|critical)(?:rmation)?\b(?!s)"
)


#: "Alerts that are info ones", "how many alerts are only info"
_ONES = re.compile(
    r"\balerts?\b[^?.]{0,60}?\b(?:that|which) (?:are|is|count as)(?: (?:just|only|merely|mere|marked|of type|of the kind))* (?P<of>info|warning|critical)(?:s|rmation)?(?: (?:ones?|only|level|alerts?))?(?=\W*$|\?|,? (?:in|at|for|of|there|please|pls)\b)"
    r"|\b(?:the |only |just )(?P<of2>info|warning|critical)(?:rmation)? ones\b(?! (?:or|and|but)\b)"
)


#: "Alerts at warning", "the alerts that say warning", and not "an alert or a warning"
_AS_A_WARNING = re.compile(
    r"\balerts?\b[^?]{0,40}(?<!or)(?<!and)(?<! a)(?<!an)(?<!any)(?<!no)(?<!early) [\"']?warning\b(?! (?:or|and|about|of|that|signs?|lights?|me|us)\b)"
)
_HIGHEST = re.compile(
    r"\b(?:severe|serious|worst|high[- ]severity|most severe|red|(?:highest|top|maximum|greatest)(?: \w+)? (?:severity|level|grade))\b"
)
_LOWEST = re.compile(
    r"\b(?:informational|low[- ]severity|(?:lowest|least|minimum|bottom)(?: \w+)? (?:severity|level|grade)|least (?:severe|serious)|mildest)\b"
)
_BETWEEN = re.compile(r"\b(?:medium|middle|moderate)[- ](?:severity|level|grade)\b")
_GRADES = (("info", _LOWEST), ("warning", _BETWEEN), ("critical", _HIGHEST))


def _severity(text: str) -> Filter | None:
    severities = [s for s in _SEVERITIES if re.search(rf"\b{s}\b(?!s)", text)]
    if named := re.search(
        r"\bseverity(?: level)?(?: (?:of|is|as|at|equals?))?[ :='\"]+(info|warning|critical)(?:rmation)?\b|\b(?:info|warning|critical)(?=[ -](?:level|severity))",
        text,
    ):
        severities = [named[1] or named.group()]
    if graded := _GRADED.search(text):
        severities = [graded["as"]]
    if (ones := _ONES.search(text)) and not named and not graded:
        severities = [ones["of"] or ones["of2"]]
    if not severities and _WARNINGS_OF_THEM.search(text):
        return Filter("severity", "=", "warning")
    if severities == ["critical"] and re.search(r"\bwarnings\b", text):
        severities = ["critical", "warning"]
    if (
        severities == ["warning"]
        and not named
        and not graded
        and not re.search(r"\bwarning(?:[ -](?:level|severity|grade|class|type|kind|categor\w+)| alerts?| ones?)", text)
        and not _AS_A_WARNING.search(text)
    ):
        severities = []
    if not severities and re.search(
        r"\balerts?\b[^?]*\b(?:just|only|merely|purely) (?:for )?information(?:al|ive)?\b", text
    ):
        severities = ["info"]
    if not severities and (of := next((s for s, said in _GRADES if said.search(text)), "")):
        severities = [of]
    if not severities:
        return None
    return (
        Filter("severity", "=", severities[0]) if len(severities) == 1 else Filter("severity", "in", tuple(severities))
    )


def _left_out_kind(text: str) -> Filter | None:
    """ "Alerts that have nothing to do with late orders"."""
    for kind, pattern in _ALERT_KINDS:
        about = r"(?:(?:about|for|on|of|with|to|to do with|kind|type|any|the|an?|alerts?) )*"
        if re.search(rf"{_OTHER_THAN} {about}(?:{pattern})\b|\bnothing to do with (?:{pattern})\b", text):
            return Filter("kind", "!=", kind)
    return None


def _kind(text: str) -> Filter | None:
    kinds, rest = [], text
    for kind, pattern in _ALERT_KINDS:
        if re.search(rf"\b(?:{pattern})\b", rest):
            kinds.append(kind)
            rest = re.sub(rf"\b(?:{pattern})\b", " ", rest)
    if len(kinds) > 1 and re.search(r"\b(?:or|and|plus)\b|&|/", text):
        return Filter("kind", "in", tuple(kinds))
    return Filter("kind", "=", kinds[0]) if kinds else None
