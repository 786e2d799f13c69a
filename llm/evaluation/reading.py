"""How an answer text is read: names, dates and numbers, by the rules of the evaluation format.

normalise("Café  Crème-Brûlée!") == "cafe creme brulee"
[d.day for d in find_dates("from 14 March 2025 to Mar 20")] == [(2025, 3, 14), (None, 3, 20)]
read_numbers("P90 is 1,234.5 units of 1L on 2025-03-14") == [1234.5]
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

__all__ = [
    "WEEKDAYS",
    "FoundDate",
    "NameFinder",
    "find_dates",
    "is_iso_date",
    "mask",
    "mentions",
    "normalise",
    "read_numbers",
]

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_MONTH = r"(?P<m>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|" \
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"  # fmt: skip
_DAY = r"(?P<d>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
_YEAR = r"(?P<y>(?:19|20)\d\d)"
_SHAPES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<!\w){_YEAR}-(?P<m>\d\d)-(?P<d>\d\d)(?!\d)",
        rf"(?<!\w){_YEAR}/(?P<m>\d\d)/(?P<d>\d\d)(?!\d)",
        rf"(?<!\w){_DAY}(?:\s+of)?[\s-]+{_MONTH}(?:,?[\s-]+{_YEAR})?(?!\w)",
        rf"(?<!\w){_MONTH}\s+{_DAY}(?:,?\s+{_YEAR})?(?!\w)",
        rf"(?<!\w)(?P<d>\d\d?)[./](?P<m>\d\d?)[./]{_YEAR}(?!\d)",
    )
)
# "14 to 20 March 2025", "14–20 March", "March 14-20": the end that lacks its month is a date too
_SHORT_START = re.compile(rf"(?<!\w){_DAY}\s*(?:to|-|–|until|and)\s*(?={_DAY.replace('?P<d>', '?:')}\s+{_MONTH})", re.I)
_MONTH_YEAR = re.compile(rf"(?<!\w){_MONTH}\s+{_YEAR}(?!\w)", re.IGNORECASE)
_BETWEEN = re.compile(r"\W*(?:\bto\b|\buntil\b|\bthrough\b|\band\b|[-–—])\W*(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|"
                      r"sat(?:ur)?|sun)(?:day)?\W*)?", re.IGNORECASE)  # fmt: skip
_NUMBER = re.compile(
    r"(?<![\w.])(?<!\d[,.])"
    r"(\d{1,3}(?:[,\u00a0\u202f\u2009']\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"(?![A-Za-z_\d])(?!,\d{3}\b)"
)


def normalise(text: str) -> str:
    """Without case, accents, punctuation and repeated spaces."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(re.sub(r"[\W_]+", " ", bare.casefold()).split())


def mentions(text: str, wanted: str) -> bool:
    """Whether `wanted` stands in `text` as whole words; a date counts in any usual form."""
    if is_iso_date(wanted):
        return any(found.is_day(date.fromisoformat(wanted)) for found in find_dates(text))
    needle = normalise(wanted)
    return not needle or f" {needle} " in f" {normalise(text)} "


@dataclass(frozen=True)
class FoundDate:
    """A date in a text; `year` is None where it was not said. `in_range`: one end of "A to B"."""

    start: int
    end: int
    day: tuple[int | None, int, int]
    in_range: bool = False

    def is_day(self, wanted: date) -> bool:
        year, month, day = self.day
        return (month, day) == (wanted.month, wanted.day) and year in (None, wanted.year)


def is_iso_date(text: object) -> bool:
    if not isinstance(text, str) or not re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _month_number(word: str) -> int:
    if word.isdigit():
        return int(word)
    return next(i for i, name in enumerate(_MONTHS, 1) if name.startswith(word.lower()[:3]))


def find_dates(text: str) -> list[FoundDate]:
    """All dates of a text in order, in ISO, day-month and month-day forms."""
    found: list[FoundDate] = []
    taken = [False] * len(text)
    for shape in _SHAPES:
        for match in shape.finditer(text):
            month, day = _month_number(match["m"]), int(match["d"])
            year = match.groupdict().get("y")
            if any(taken[match.start() : match.end()]) or not (1 <= month <= 12 and 1 <= day <= 31):
                continue
            taken[match.start() : match.end()] = [True] * (match.end() - match.start())
            found.append(FoundDate(match.start(), match.end(), (int(year) if year else None, month, day)))
    found += _short_starts(text, taken)
    return _mark_ranges(text, sorted(found, key=lambda f: f.start))


def _short_starts(text: str, taken: list[bool]) -> list[FoundDate]:
    starts = []
    for match in _SHORT_START.finditer(text):
        if not any(taken[match.start("d") : match.end("d")]):
            starts.append(FoundDate(match.start(), match.end("d"), (None, _month_number(match["m"]), int(match["d"]))))
    return starts


def _mark_ranges(text: str, found: list[FoundDate]) -> list[FoundDate]:
    """Both ends of "A to B" get `in_range`."""
    ends: set[int] = set()
    for i in range(len(found) - 1):
        between = text[found[i].end : found[i + 1].start]
        joined = re.fullmatch(r"\W*and\W*.*", between, re.I | re.S)
        opened = re.search(r"between\W+(?:\w+day\W+)?$", text[: found[i].start], re.I)
        if opened if joined else _BETWEEN.fullmatch(between):
            ends |= {i, i + 1}
    return [FoundDate(f.start, f.end, f.day, i in ends) for i, f in enumerate(found)]


def mask(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with spans blanked, so that positions stay what they were."""
    characters = list(text)
    for start, end in spans:
        characters[start:end] = " " * (end - start)
    return "".join(characters)


class NameFinder:
    """Finds catalogue names in texts: whole words, longest first, without case, accents, punctuation."""

    def __init__(self, names: Iterable[str]) -> None:
        self._known = {normalise(name): name for name in names if name and normalise(name)}
        # One bucket per first word keeps a catalogue of 100,000 names fast.
        self._by_word: dict[str, list[tuple[str, ...]]] = {}
        for known in self._known:
            words = tuple(known.split())
            self._by_word.setdefault(words[0], []).append(words)
        for bucket in self._by_word.values():
            bucket.sort(key=len, reverse=True)

    def find(self, text: str) -> list[tuple[int, int, str]]:
        """(start, end, name) of each mention in order; a longer name hides the shorter ones in it."""
        words, spans = _words_with_spans(text)
        found: list[tuple[int, int, str]] = []
        candidates = []
        for i, word in enumerate(words):
            if word.isdigit() and _in_a_decimal(text, spans[i]):
                continue  # "683.3 units" does not name the store 3
            for name in self._by_word.get(word, ()):
                if tuple(words[i : i + len(name)]) == name:
                    candidates.append((len(" ".join(name)), i, len(name)))
        used = [False] * len(words)
        for _, i, n in sorted(candidates, key=lambda c: (-c[0], c[1])):
            if any(used[i : i + n]):
                continue
            used[i : i + n] = [True] * n
            found.append((spans[i][0], spans[i + n - 1][1], self._known[" ".join(words[i : i + n])]))
        return sorted(found)


def _in_a_decimal(text: str, span: tuple[int, int]) -> bool:
    before, after = text[: span[0]][-2:], text[span[1] :][:2]
    return re.fullmatch(r"\d[.,]", before) is not None or re.fullmatch(r"[.,]\d", after) is not None


def _words_with_spans(text: str) -> tuple[list[str], list[tuple[int, int]]]:
    words: list[str] = []
    spans: list[tuple[int, int]] = []
    for match in re.finditer(r"[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*", text):
        for word in normalise(match[0]).split():
            words.append(word)
            spans.append(match.span())
    return words, spans


def read_numbers(text: str, names: NameFinder | None = None, run_ids: Sequence[str] = ()) -> list[float]:
    """Sizes of the numbers in a text, after dates, catalogue names and run ids are taken out."""
    spans = [(f.start, f.end) for f in find_dates(text)]
    if names is not None:
        spans += [(start, end) for start, end, _ in names.find(text)]
    for run_id in run_ids:
        if run_id:
            spans += [m.span() for m in re.finditer(re.escape(run_id), text)]
    left = mask(text, spans)
    left = mask(left, [m.span("y") for m in _MONTH_YEAR.finditer(left)])
    return [float(re.sub(r"[^\d.]", "", m[1])) for m in _NUMBER.finditer(left)]
