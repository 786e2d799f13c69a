"""Words that turn a statement around: directions, comparisons, negations."""

from __future__ import annotations

import re
from calendar import month_name
from collections.abc import Sequence
from functools import lru_cache

from llm.evaluation.reading import WEEKDAYS, normalise

__all__ = [
    "CAPITALISED",
    "DIRECTED",
    "DIRECTIONS",
    "NO_DATE_BEFORE",
    "UNFINISHED",
    "contrary",
    "denied",
    "foreign_nouns",
    "missing_content",
]

#: Capitalised words that are no names.
CAPITALISED = frozenset(
    {"I", "Yes", "No", "OK", "WAPE", "MASE", "RMSE", "MAE", "MAPE", "WQL", "ABC", "XYZ", "EOQ", "MOQ", "PO"}
    | {"EUR", "USD", "GBP", "CHF", "SEK", "NOK", "DKK", "PLN", *WEEKDAYS, *month_name[1:]}
)
DIRECTIONS = frozenset({"higher", "lower", "more", "less", "longer", "shorter", "earlier", "later", "better", "worse"})

#: A value whose text says its direction.
DIRECTED = re.compile(r"\b(?:up|down|more|less|too high|too low|rising|falling)\b")
#: "order 3 May", "sell 3 May": a date in the place of a quantity.
NO_DATE_BEFORE = re.compile(
    r"\b(?:orders?|sells?|sold|buy|has|have|covers|carries|about|cost|costs|needs?)\s$", re.IGNORECASE
)

#: "823.5 units for Sligo and": a sentence that breaks off.
UNFINISHED = re.compile(
    r"\b(?:and|or|with|of|the|an?|for|from|by|to|at|in|than|between|is|are|as|its|their)[\s,;:]*[.!]?\s*$|[,;:]\s*$"
)

#: Each pair excludes each other; a sentence may use only the sides that its brief has.
_OPPOSITES: tuple[tuple[str, str], ...] = (
    (
        r"up|rise[sn]?|rising|rose|increas\w+|grow\w*|grew|growth|gain\w*|climb\w*|upward\w*",
        r"down|falls?|falling|fell|fallen|decreas\w+|declin\w+|drop\w*|shr[iau]nk\w*|downward\w*|lost ground",
    ),
    (
        r"more|higher|above|greater|larger|bigger|exceeds?|outsells?|beats?|too high|too much|over-?forecast\w*|"
        r"over-?estimat\w*|raises?",
        r"less|fewer|lower|below|smaller|under|too low|too little|under-?forecast\w*|under-?estimat\w*|reduces?",
    ),
    (
        r"most|highest|largest|biggest|best|top|maximum|busiest|peaks?|longest|strongest|latest",
        r"least|fewest|lowest|smallest|worst|bottom|minimum|quietest|shortest|weakest|slowest|earliest",
    ),
    (r"longer|later|slower", r"shorter|earlier|sooner|faster|quicker"),
    (
        r"excess|overstock\w*|too much stock",
        r"shortage|short of|out of stock|understock\w*|runs? out|running out|stock-?outs?",
    ),
    (r"bought|buy|buys|order(?:s|ed)?", r"sell|sells|sold"),
    (r"expected|forecasts?|predicted|will|should|would", r"sold|were|was|actual\w*|had"),
)  # fmt: skip
_DIRECTING = frozenset({"up", "down", "over", "under", "more", "less", "high", "low", "higher", "lower", "in", "out"})
#: Labels that are everyday words, and say nothing about which measure is meant.
_COMMON = frozenset(
    {"", "number", "count", "value", "change", "difference", "share", "winner", "supplier", "sales", "it"}
)
_CHECKED = 5  # the last two pairs are roles rather than directions: the role check sees to them
_NEGATION = re.compile(
    r"\b(?:not|no|never|none|nobody|nothing|neither|nor|cannot|without|unable|hardly|\w+n[’']t)\b", re.I
)
_BEFORE_RATE = re.compile(r"\b(?:no|not) (?:more|less|fewer|later|earlier) than\b", re.IGNORECASE)
_STOP = frozenset(
    {
        "a",
        "an",
        "the",
        "of",
        "in",
        "on",
        "at",
        "for",
        "to",
        "by",
        "with",
        "and",
        "or",
        "is",
        "are",
        "be",
        "will",
        "would",
    }
    | {"that", "which", "than", "from"}
)


def contrary(text: str, own: str, roles: Sequence[str]) -> list[str]:
    """Problems of direction: words of one side where the brief has only the other, or neither."""
    from llm.phrasing.roles import words_of

    spoken = " ".join([own, *(w for role in roles for w in _role_words(words_of(role)))])
    problems = []
    for plus, minus in _OPPOSITES[:_CHECKED]:
        for side in (plus, minus):
            found = re.search(rf"\b(?:{side})\b", text, re.IGNORECASE)
            if found and not re.search(rf"\b(?:{side})\b", spoken, re.IGNORECASE):
                problems.append(f'"{found[0]}" is not what the evidence says')
    for word in re.findall(r"\b[a-z]+(?:-[a-z]+)+\b", text.lower()):  # "order-down-to"
        if set(word.split("-")) & _DIRECTING and word not in spoken.lower():
            problems.append(f'"{word}" is not what the evidence says')
    # A direction that the values carry ("up 4.2%") must not be answered by its opposite from a role's phrasing.
    for plus, minus in _OPPOSITES[:2]:
        for side, other in ((plus, minus), (minus, plus)):
            said = re.search(rf"\b(?:{side})\b", text, re.IGNORECASE)
            if said and re.search(rf"\b(?:{other})\b", own, re.I) and not re.search(rf"\b(?:{side})\b", own, re.I):
                problems.append(f'"{said[0]}" is the opposite of what the evidence says')
    return problems


def denied(text: str, phrases: Sequence[str]) -> list[str]:
    """Problems: a negation that is in none of the brief's own phrases (a name, a condition, "no order needed")."""
    for phrase in sorted({p for p in phrases if p}, key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(phrase)}(?!\w)", " ", text, flags=re.IGNORECASE)
    return ["it denies something that the evidence does not deny"] if _negated(text) else []


def foreign_nouns(text: str, own: str, roles: Sequence[str]) -> list[str]:
    """Problems: the name of a measure that the brief does not have ("MAPE" where the value is a bias)."""
    from llm.phrasing.roles import words_of

    allowed = f" {normalise(' '.join([own, *(w for role in roles for w in _role_words(words_of(role)))]))} "
    spoken = f" {normalise(text)} "
    for noun in _measure_names():
        if f" {noun} " in spoken and f" {noun} " not in allowed:
            return [f'"{noun}" is not what the evidence has']
    return []


@lru_cache(maxsize=1)
def _measure_names() -> tuple[str, ...]:
    """Noun phrases of all measures, longest first, without articles."""
    from llm.phrasing.roles import ROLES

    names = {normalise(n).removeprefix("the ") for w in ROLES.values() for n in (w.label, *(p for p, _ in w.nouns))}
    return tuple(sorted(names - _COMMON, key=len, reverse=True))


def _role_words(words: object) -> list[str]:
    return [*(n for n, _ in words.nouns), *words.sentences, words.label]  # type: ignore[attr-defined]


def _negated(text: str) -> bool:
    return bool(_NEGATION.search(_BEFORE_RATE.sub(" ", text)))


def missing_content(phrase: str, text: str) -> str:
    """The first word of substance of `phrase` that `text` lacks; empty when all are there."""
    spoken = set(normalise(text).split())
    for word in normalise(phrase).split():
        if word not in _STOP and not word.isdigit() and word not in spoken and word.rstrip("s") not in {
            s.rstrip("s") for s in spoken
        }:  # fmt: skip
            return word
    return ""
