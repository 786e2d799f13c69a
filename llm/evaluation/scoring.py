"""Scores one answer against one bound question, by the rules of the evaluation format.

An answer is the public answer object as a dict: `status`, `answer`, `rows`, `citations`, `facts`, `claims`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from llm.evaluation.questions import BoundQuestion
from llm.evaluation.reading import WEEKDAYS, NameFinder, find_dates, is_iso_date, mentions, normalise, read_numbers

__all__ = ["Names", "Score", "f1", "number_hits", "score"]


@dataclass
class Names:
    """The names of a workspace by sort: what counts as a candidate, and what is no number."""

    products: tuple[str, ...] = ()
    stores: tuple[str, ...] = ()
    suppliers: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    run_ids: tuple[str, ...] = ()
    everything: NameFinder = field(init=False)

    def __post_init__(self) -> None:
        self.everything = NameFinder((*self.products, *self.stores, *self.suppliers, *self.categories))
        self._sorts = [(frozenset(map(normalise, s)), s) for s in (self.products, self.stores, self.suppliers)]
        self._finders: dict[int, NameFinder] = {}

    @classmethod
    def read(cls, connection: Any, run_ids: tuple[str, ...] = ()) -> Names:
        def column(table: str, name: str = "name") -> tuple[str, ...]:
            sql = f'SELECT DISTINCT "{name}" FROM "{table}" WHERE "{name}" IS NOT NULL ORDER BY 1'
            return tuple(str(row[0]) for row in connection.execute(sql).fetchall())

        return cls(column("products"), column("stores"), column("suppliers"), column("products", "category"), run_ids)

    def same_sort(self, name: str) -> NameFinder:
        """Finder of all names of the sort that `name` belongs to (all sorts for an unknown one)."""
        wanted = normalise(name)
        for i, (known, names) in enumerate(self._sorts):
            if wanted in known:
                if i not in self._finders:
                    self._finders[i] = NameFinder(names)
                return self._finders[i]
        return self.everything


@dataclass(frozen=True)
class Score:
    """`passed` with the reason of a failure; the other figures are None where they do not apply."""

    passed: bool
    reason: str = ""
    numbers_expected: int = 0
    numbers_found: int = 0
    precision: float | None = None
    recall: float | None = None
    f1: float | None = None


def score(question: BoundQuestion, answer: dict[str, Any], names: Names) -> Score:
    """Pass or fail, by the kind of the question."""
    kind = question.gold_kind
    if kind == "clarify":
        result = _status(answer, "clarify")
    elif kind == "refuse":
        result = _refuse(question, answer, names)
    else:
        result = _status(answer, "answered")
        checked = {"number": _number, "set": _set, "choice": _choice, "text": _text}[kind](question, answer, names)
        if not result.passed:
            result = Score(False, result.reason, checked.numbers_expected, checked.numbers_found, checked.precision,
                           checked.recall, checked.f1)  # fmt: skip
        else:
            result = checked
    missing = _unmentioned(question, answer)
    if result.passed and missing:
        return Score(False, f"does not mention {missing[0]!r}", result.numbers_expected, result.numbers_found,
                     result.precision, result.recall, result.f1)  # fmt: skip
    return result


def f1(found: set[str], gold: set[str]) -> tuple[float, float, float]:
    """(precision, recall, F1); all one when both are empty."""
    if not found and not gold:
        return 1.0, 1.0, 1.0
    hits = len(found & gold)
    precision = hits / len(found) if found else 0.0
    recall = hits / len(gold) if gold else 0.0
    return precision, recall, 2 * precision * recall / (precision + recall) if hits else 0.0


def number_hits(wanted: list[float], shown: list[float], tolerance: float) -> int:
    """How many of `wanted` stand among `shown`, by size, within max(0.5, tolerance * |x|)."""
    return sum(any(abs(abs(n) - abs(x)) <= max(0.5, tolerance * abs(x)) for n in shown) for x in wanted)


def _status(answer: dict[str, Any], wanted: str) -> Score:
    status = answer.get("status")
    return Score(True) if status == wanted else Score(False, f"status is {status}, expected {wanted}")


def _unmentioned(question: BoundQuestion, answer: dict[str, Any]) -> list[str]:
    places = [answer.get("answer") or "", *(c.get("title") or "" for c in answer.get("citations") or ())]
    return [m for m in question.must_mention if not any(mentions(place, m) for place in places)]


def _number(question: BoundQuestion, answer: dict[str, Any], names: Names) -> Score:
    wanted = [float(v) for row in question.gold for v in row]
    shown = read_numbers(answer.get("answer") or "", names.everything, (*names.run_ids, answer.get("run_id") or ""))
    hits = number_hits(wanted, shown, question.tolerance)
    if hits == len(wanted):
        return Score(True, "", len(wanted), hits)
    missing = [x for x in wanted if not number_hits([x], shown, question.tolerance)]
    return Score(False, f"does not show {missing[0]:g} (shows {shown[:8]})", len(wanted), hits)


def _set(question: BoundQuestion, answer: dict[str, Any], names: Names) -> Score:
    gold = {normalise(str(v)) for row in question.gold for v in row}
    rows = answer.get("rows") or []
    if rows:
        found = {normalise(str(row.get("name"))) for row in rows if row.get("name")}
    else:
        finder = names.same_sort(str(question.gold[0][0]))
        asked = {normalise(n) for _, _, n in finder.find(question.question)}
        found = {normalise(n) for _, _, n in finder.find(answer.get("answer") or "")} - asked
    precision, recall, both = f1(found, gold)
    if found == gold:
        return Score(True, "", precision=precision, recall=recall, f1=both)
    extra, lacking = sorted(found - gold)[:3], sorted(gold - found)[:3]
    return Score(False, f"names differ: missing {lacking}, extra {extra}", precision=precision, recall=recall, f1=both)


def _choice(question: BoundQuestion, answer: dict[str, Any], names: Names) -> Score:
    gold = str(question.gold[0][0])
    text = answer.get("answer") or ""
    if is_iso_date(gold):
        wanted = date.fromisoformat(gold)
        named = [(f.start, f.is_day(wanted), str(f.day)) for f in find_dates(text) if not f.in_range]
    elif gold in WEEKDAYS:
        pattern = rf"\b({'|'.join(WEEKDAYS)})s?\b"
        named = [(m.start(), m[1].lower() == gold.lower(), m[1]) for m in re.finditer(pattern, text, re.IGNORECASE)]
    else:
        wanted_name = normalise(gold)
        named = [(start, normalise(n) == wanted_name, n) for start, _, n in names.same_sort(gold).find(text)]
    if not any(hit for _, hit, _ in named):
        return Score(False, f"does not name {gold!r}")
    _, hit, first = min(named)
    return Score(True) if hit else Score(False, f"names {first!r} before {gold!r}")


def _text(question: BoundQuestion, answer: dict[str, Any], names: Names) -> Score:
    return Score(True)  # all of must_mention appear: checked for every kind


def _refuse(question: BoundQuestion, answer: dict[str, Any], names: Names) -> Score:
    if answer.get("status") not in ("refused", "no_data"):
        return Score(False, f"status is {answer.get('status')}, expected refused or no_data")
    shown = read_numbers(answer.get("answer") or "", names.everything, (*names.run_ids, answer.get("run_id") or ""))
    asked = {float(n) for n in re.findall(r"\d+(?:\.\d+)?", question.question.replace(",", ""))}
    fresh = [n for n in shown if n not in asked]
    return Score(False, f"shows the number {fresh[0]:g}") if fresh else Score(True)
