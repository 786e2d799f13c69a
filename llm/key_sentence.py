"""The sentence of a note that answers a question, told before the note as a whole.

It is chosen by what is asked for (a day, a number) and by the words that question and sentence share; where nothing
speaks for one sentence, none is chosen.
"""

from __future__ import annotations

import calendar
import re

from llm.briefs import Brief, fixed
from rag.facts import Evidence
from rag.notes.words import stem

__all__ = ["key_sentence"]

_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z\"“0-9])")
_MONTHS = "|".join(calendar.month_name[1:])
_DAY = re.compile(
    rf"\b\d{{1,2}} (?:{_MONTHS})\b|\b(?:{_MONTHS}) \d{{1,2}}\b|\b\d{{4}}-\d\d-\d\d\b|\b(?:{_MONTHS}) \d{{4}}\b"
)
_ASKS_DAY = re.compile(
    r"\b(?:when|(?:which|what) (?:\w+ )?(?:day|date)s?|(?:last|first|exact) (?:day|date)s?|until|till|deadline|how soon"
    r"|since|dates)\b",
    re.IGNORECASE,
)
_ASKS_NUMBER = re.compile(
    r"\b(?:how (?:many|much|long|big|high|large|often|late)"
    r"|(?:what|which) (?:number|figure|percentage|share|rate|discount|quantity|amount))\b|%|\bpercent",
    re.IGNORECASE,
)
#: "Whose OK do I need?", "who has to sign it off?", and what such a sentence says
_ASKS_LEAVE = re.compile(
    r"\b(?:who|whose|whom)\b.*\b(?:approv\w+|sign\w*|permission|consent|ok(?:ay)?|authori[sz]\w+|green light"
    r"|go[ -]ahead|blessing|release|allow\w*|agree)\b",
    re.IGNORECASE,
)
_LEAVE = re.compile(
    r"\b(?:approv\w+|signatures?|sign(?:ed)? off|permission|consent|authori[sz]\w+|released by)\b", re.IGNORECASE
)
_NUMBER = re.compile(r"(?<![\w-])\d+(?:[.,]\d+)?(?: ?%)?(?![\w-])")
_PLAIN = frozenset(
    re.findall(
        r"\w+",
        "the and for from with that this there their they what when which who why how does did was were are will has "
        "have had our out about any all can could would should note notes say says said tell told you your not but its",
    )
)
#: "Which product is it about?": answered by what the note is about
_ASKS_ABOUT = re.compile(r"\b(?:which|what) (?:product|supplier|store|shop|item|article)s?\b", re.IGNORECASE)
_SHORTEST, _LONGEST = 12, 300


def key_sentence(question: str, evidence: Evidence) -> list[Brief]:
    """`"Prices rise by 6% from 28 April 2026." So says the note "New prices".`, or nothing."""
    citation = next((c for c in evidence.citations if c.kind == "note"), None)
    if citation is None:
        return []
    sentences = [s.strip() for s in _SENTENCE.split(" ".join(citation.text.split()))]
    sentences = [s for s in sentences if _SHORTEST <= len(s) <= _LONGEST]
    if len(sentences) < 2:
        return []
    best = _best(question, citation.title, sentences)
    if best is None or (_ASKS_ABOUT.search(question) and citation.title in question):
        return []
    facts = tuple(
        f for f in evidence.facts if f.measure.startswith("note_") and f.subject.get("note") == citation.title
    )
    return [fixed(f'"{best}" So says the note "{citation.title}".', (citation.title,), facts)]


def _best(question: str, title: str, sentences: list[str]) -> str | None:
    known = _stems(title)
    asked = _stems(question) - known
    of_leave = _ASKS_LEAVE.search(question) is not None
    of_day, of_number = _ASKS_DAY.search(question) is not None, _ASKS_NUMBER.search(question) is not None

    def fits(sentence: str) -> tuple[int, int]:
        undated = _DAY.sub(" ", sentence)
        sort = (of_day and _DAY.search(sentence) is not None) + (of_number and _NUMBER.search(undated) is not None)
        sort += of_leave and _LEAVE.search(sentence) is not None
        return sort, len(asked & (_stems(sentence) - known))

    ranked = sorted(sentences, key=fits, reverse=True)
    first, second = fits(ranked[0]), fits(ranked[1])
    if first == second or first == (0, 0) or ((of_day or of_number or of_leave) and not first[0]):
        return None
    return ranked[0]


def _stems(text: str) -> frozenset[str]:
    words = re.findall(r"[a-z]{3,}", text.lower())
    return frozenset(stem(word) for word in words if word not in _PLAIN)
