"""Times told of an absence, and not asked about: "they close for a few days. What sells in the next 7 days?" """

from __future__ import annotations

import re

from rag.times.windows import WindowSpan

__all__ = ["without_told_times"]

_AWAY = (
    r"(?:clos(?:e|es|ed|ing|ure)|shut(?:s|ting|down)?|paus(?:e|es|ed|ing)|break|holidays?|vacation|away|off work"
    r"|strik(?:e|es|ing)|stocktak\w+|refurb\w+|refit\w*|renovat\w+|delay(?:s|ed)?|not (?:deliver|ship|dispatch|work)\w*"
    r"|no (?:deliveries|dispatch)|stop(?:s|ped|ping)? (?:deliver|ship|dispatch|work)\w*)"
)
_AWAY_SAID = re.compile(rf"\b{_AWAY}\b")
#: What stands before a time that says how long somebody is away
_FOR_SO_LONG = re.compile(
    rf"\b{_AWAY}\b(?! to\b)[^.?!;]{{0,40}}?\b(?:for|of|lasting|by|taking)(?: (?:about|around|just|only|some))*\s*$"
)
#: "A few days", "5 days": a length and no date
_LENGTH = re.compile(
    r"(?:for |of |about |some )*(?:an?|the|\d+|\w+|a (?:few|couple of))(?: \w+){0,2}? (?:days?|weeks?|months?)\s*"
)
_DATED = re.compile(r"\b(?:next|coming|last|past|this|these|those|following|first|from|until|till|today|tomorrow)\b")
_SUPPOSED = re.compile(r"\b(?:if|suppos\w+|imagin\w+|assum\w+|what if|say|should|had to|were to|would have)\b")
_SENTENCE = re.compile(r"[^.?!]*(?:\.(?=\d)[^.?!]*)*[.?!]*")


def without_told_times(text: str, spans: list[WindowSpan]) -> list[WindowSpan]:
    """`spans` of a masked text, less how long somebody is away, and when, where a later question has its own time."""
    if not spans or not _AWAY_SAID.search(text):
        return spans
    sentences = [m.span() for m in _SENTENCE.finditer(text) if m.group().strip()]
    return [s for s in spans if not _told(text, s, spans, sentences)]


def _told(text: str, span: WindowSpan, spans: list[WindowSpan], sentences: list[tuple[int, int]]) -> bool:
    start, end = next(((a, b) for a, b in sentences if a <= span.start < b), (0, len(text)))
    said = text[start:end]
    if _SUPPOSED.search(said) or not _AWAY_SAID.search(said):
        return False
    words = text[span.start : span.end]
    if _FOR_SO_LONG.search(f"{text[start : span.start]} {_LEAD.match(words).group()}") and _is_length(words):  # type: ignore[union-attr]
        return True
    return "?" not in said and any(s.start >= end and "?" in _sentence_of(text, s, sentences) for s in spans)


_LEAD = re.compile(r"\s*(?:(?:for|of|lasting|by)\b)?")


def _is_length(words: str) -> bool:
    return _LENGTH.fullmatch(words) is not None and not _DATED.search(words)


def _sentence_of(text: str, span: WindowSpan, sentences: list[tuple[int, int]]) -> str:
    return next((text[a:b] for a, b in sentences if a <= span.start < b), "")
