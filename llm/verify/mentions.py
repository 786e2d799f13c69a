"""What a sentence claims: the numbers, dates, weekdays and names in it, each with its place and unit.

Everything with a digit is found, in whatever form; `leftover_digits` says what was not understood, so that the
check can refuse it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from llm.evaluation.reading import WEEKDAYS, NameFinder, find_dates, mask

__all__ = ["Hedge", "Mention", "MentionKind", "read_mentions", "read_quantities"]

MentionKind = Literal["number", "date", "weekday", "name"]
Hedge = Literal["", "about", "over", "under"]

_UNITS = ("ones", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
          "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")  # fmt: skip
_SMALL = {word: i for i, word in enumerate(_UNITS) if i} | {"zero": 0}
_TENS = {
    w: 10 * i for i, w in enumerate(("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"), 2)
}
_SCALES = {"hundred": 100, "thousand": 1000, "million": 1_000_000, "billion": 1_000_000_000}
_WORD = "|".join(sorted([*_SMALL, *_TENS, *_SCALES], key=len, reverse=True))
_WORDS = re.compile(rf"\b(?:(?:a|half an?) )?(?:{_WORD})(?:(?:[ -]| and )(?:{_WORD}))*\b", re.IGNORECASE)
#: Sizes in words that no fact is told in; they are numbers all the same, and match nothing.
_LOOSE = re.compile(
    r"\b(half a dozen|a dozen|dozens?|hundreds|thousands|millions|a couple|a handful|half|halves|a third|thirds|"
    r"two-thirds|a quarter of|three-quarters|twice|thrice|double[ds]?|doubling|triple[ds]?|tripling|tenfold|"
    r"a score|scores of)\b",
    re.IGNORECASE,
)
_LOOSE_VALUES = {"a dozen": 12.0, "half a dozen": 6.0}
_DIGITS = re.compile(
    r"(?<!\w)(?P<sign>[-−–+](?=[€$£\d]))?(?P<symbol>[€$£]\s?)?(?P<body>\d{1,3}(?:[,\u00a0\u202f\u2009]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"(?P<suffix>(?:st|nd|rd|th|k|m|bn|K|M)(?![A-Za-z]))?"
)
_UNIT = re.compile(
    r"\s?-?(?P<unit>%|percent(?:age points?)?\b|per cent\b|pct\b|[€$£]|[A-Z]{3}\b|[A-Za-z]+)", re.IGNORECASE
)
_PERCENT = frozenset({"%", "percent", "per cent", "pct", "percentage point", "percentage points"})
_SYMBOLS = {"€": "EUR", "$": "USD", "£": "GBP"}
_HEDGES: tuple[tuple[Hedge, str], ...] = (
    ("about", r"(?:about|around|roughly|approximately|approx\.?|some|circa|ca\.|~|close to|or so)"),
    ("over", r"(?:over|more than|above|at least|exceeding|upwards of|no fewer than|no less than)"),
    ("under", r"(?:under|less than|fewer than|below|nearly|almost|just short of|at most|up to|no more than|not even)"),
)


@dataclass(frozen=True)
class Mention:
    """`value` is the number as read; `decimals` how many were shown; `unit` a class: "%", "EUR", "days", "units" ..."""

    kind: MentionKind
    start: int
    end: int
    text: str
    value: float = 0.0
    decimals: int = 0
    unit: str = ""
    signed: int = 0  # -1 or 1 where a sign was written
    hedge: Hedge = ""
    day: tuple[int | None, int, int] | None = None
    in_range: bool = False


def read_mentions(text: str, names: NameFinder | None = None) -> tuple[list[Mention], str]:
    """(mentions in order, what is left of the text with all of them blanked out)."""
    found = [Mention("name", s, e, name) for s, e, name in (names.find(text) if names else ())]
    found = [m for m in found if _is_name_here(text, m)]
    left = mask(text, [(m.start, m.end) for m in found])
    for d in find_dates(left):
        found.append(Mention("date", d.start, d.end, text[d.start : d.end], day=d.day, in_range=d.in_range))
    left = mask(left, [(m.start, m.end) for m in found if m.kind == "date"])
    for match in re.finditer(rf"\b({'|'.join(WEEKDAYS)})s?\b", left, re.IGNORECASE):
        found.append(Mention("weekday", *match.span(), match[1].capitalize()))
    left = mask(left, [(m.start, m.end) for m in found if m.kind == "weekday"])
    numbers = read_quantities(left)
    found += numbers
    left = mask(left, [(m.start, m.end) for m in numbers])
    return sorted(found, key=lambda m: (m.start, m.end)), left


def _is_name_here(text: str, mention: Mention) -> bool:
    """A one-word name in small letters inside a sentence is a word, unless the catalogue writes it so too."""
    written = text[mention.start : mention.end]
    return " " in mention.text or not written.islower() or mention.text.islower()


def read_quantities(text: str) -> list[Mention]:
    """Numbers in digits and in words, with their units."""
    found = [_digits(text, match) for match in _DIGITS.finditer(text)]
    taken = [(m.start, m.end) for m in found]
    for match in _LOOSE.finditer(text):
        value = _LOOSE_VALUES.get(match[0].lower(), float("nan"))
        found.append(Mention("number", *match.span(), match[0], value, 0, _unit(text, match.end())[0]))
        taken.append(match.span())
    for match in _WORDS.finditer(text):
        if any(s < match.end() and match.start() < e for s, e in taken) or not _counts(text, match):
            continue
        unit, _ = _unit(text, match.end())
        found.append(Mention("number", *match.span(), match[0], float(_in_words(match[0])), 0, unit,
                             hedge=_hedge(text, match.start())))  # fmt: skip
    found.sort(key=lambda m: m.start)
    return [_with_shared_unit(text, found, i) for i in range(len(found))]


def _counts(text: str, match: re.Match[str]) -> bool:
    """Whether "one" is a number here rather than a pronoun ("which one", "one of them")."""
    if match[0].lower() not in ("one", "a one"):
        return True
    return bool(
        re.match(r"\s(?:unit|day|week|product|store|supplier|order|line|alert|note|percent|%)", text[match.end() :])
    )


def _digits(text: str, match: re.Match[str]) -> Mention:
    body = re.sub(r"[^\d.]", "", match["body"])
    value, decimals = float(body), len(body.partition(".")[2])
    suffix = match["suffix"] or ""
    if suffix in ("k", "K", "m", "M", "bn"):
        value *= {"k": 1e3, "m": 1e6, "bn": 1e9}[suffix.lower()]
        decimals = -3
    unit, _ = _unit(text, match.end())
    if match["symbol"]:
        unit = _SYMBOLS[match["symbol"].strip()]
    elif re.search(r"(?:^|\W)[A-Z]{3}\s?$", text[: match.start()]) and not unit:
        unit = text[: match.start()].rstrip()[-3:]
    sign = match["sign"] or ""
    before = text[match.start() - 1 : match.start()]
    is_sign = sign in ("-", "−", "+") and not re.match(r"[\w)]", before)  # "10-14" is a range, "-3" a sign
    signed = (1 if sign == "+" else -1) if is_sign else 0
    start = match.start() if is_sign else match.start("symbol") if match["symbol"] else match.start("body")
    return Mention("number", start, match.end(), text[start : match.end()], value, decimals, unit, signed,
                   _hedge(text, start))  # fmt: skip


def _hedge(text: str, start: int) -> Hedge:
    before = text[max(0, start - 30) : start]
    for hedge, words in _HEDGES:
        if re.search(rf"(?:^|\W){words}\s*(?:EUR |USD |GBP |[A-Z]{{3}} )?$", before, re.IGNORECASE):
            return hedge
    return ""


def _unit(text: str, end: int) -> tuple[str, int]:
    """The unit class of what follows a number, and where it ends; empty where the next word is no unit."""
    match = _UNIT.match(text, end)
    if match is None:
        return "", end
    word = match["unit"]
    lowered = word.lower()
    if lowered in _PERCENT or lowered.startswith("percent"):
        return "%", match.end()
    if word in _SYMBOLS:
        return _SYMBOLS[word], match.end()
    if re.fullmatch(r"[A-Z]{3}", word):
        return word, match.end()
    return unit_class(lowered), match.end()


_CLASSES = {
    "unit": "units", "piece": "units", "item": "units", "day": "days", "week": "weeks", "month": "months",
    "year": "years", "hour": "hours", "euro": "EUR", "dollar": "USD", "pound": "GBP",
    "product": "products", "store": "stores", "supplier": "suppliers", "alert": "alerts", "line": "lines",
    "order": "orders", "note": "notes", "category": "categories", "categorie": "categories", "return": "units",
    "pallet": "pallets", "case": "cases", "boxe": "boxes", "box": "boxes", "carton": "cartons", "crate": "crates",
    "truck": "trucks", "container": "containers", "kg": "kg", "kilo": "kg", "tonne": "tonnes", "litre": "litres",
    "bottle": "bottles", "time": "times", "point": "points",
}  # fmt: skip


def unit_class(word: str) -> str:
    """`day` and `days` -> `days`; words that are no units -> empty."""
    lowered = word.lower()
    return _CLASSES.get(lowered.removesuffix("s"), _CLASSES.get(lowered, ""))


def _with_shared_unit(text: str, numbers: list[Mention], i: int) -> Mention:
    """ "120 to 150 units" and "98 and 153 units": the first number has the unit of the second."""
    from dataclasses import replace

    here = numbers[i]
    if here.unit or i + 1 == len(numbers):
        return here
    following = numbers[i + 1]
    between = text[here.end : following.start]
    if following.unit and re.fullmatch(r"\s*(?:to|and|or|-|–|,|against|/)\s*", between):
        return replace(here, unit=following.unit)
    return here


def _in_words(text: str) -> int:
    total = current = 0
    for word in re.findall(r"[a-z]+", text.lower()):
        if word in _SMALL:
            current += _SMALL[word]
        elif word in _TENS:
            current += _TENS[word]
        elif word in _SCALES:
            scale = _SCALES[word]
            if scale == 100:
                current = max(current, 1) * 100
            else:
                total += max(current, 1) * scale
                current = 0
    return total + current
