"""Words of a question laid over the words of one name, from one word on, as far as they go on with it."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass

from rag.names.index import CUT_OFF, NameIndex
from rag.names.slots import QUESTION, SMALL

__all__ = ["Match", "align"]

_BY_INITIAL = 0.95  # likeness of a word and its first letter, where the next word is the same


@dataclass(frozen=True)
class Match:
    """An alignment of question words with one name."""

    item: int
    first: int
    last: int
    weight: float  # of the matched words
    coverage: float  # of the name's words, by weight
    matched: frozenset[int]
    closeness: float  # 1.0: no slip


class _Laid:
    """What of the name is left, and which word of the question stands for what of it."""

    def __init__(
        self, index: NameIndex, number: int, stems: list[str], bounds: tuple[int, int],
        is_word: Callable[[str], bool], known: Callable[[str], bool],
    ) -> None:  # fmt: skip
        self.index, self.stems, self.bounds = index, stems, bounds
        self.is_word, self.known = is_word, known
        self.name = index.words[number]
        self.left = list(self.name)
        self.matched: dict[int, tuple[str, float]] = {}

    def take(self, i: int) -> bool:
        """Does the word at `i` stand for a word that is left?"""
        if i in self.matched:
            return True
        itself = self.stems[i] in self.index.postings and self.is_word(self.stems[i])
        whole = self.known(self.stems[i]) or self.is_word(self.stems[i])  # and no other word's beginning
        for other, likeness in sorted(self.index.similar(self.stems[i]).items(), key=lambda pair: -pair[1]):
            slip = itself and likeness < 1.0 and not self.index.is_cut(self.stems[i], other)
            if slip or (whole and likeness == CUT_OFF):
                continue  # "place" is a word, and no slip of "plate"
            parts = self.index.parts_of(self.stems[i], other)
            if all(part in self.left for part in parts):
                for part in parts:
                    self.left.remove(part)
                self.matched[i] = (other, likeness)
                return True
        return self._as_one(i, i + 1) or self._as_one(i - 1, i) or self._as_initial(i)

    def _as_one(self, a: int, b: int) -> bool:
        """ "Photo frame", which the name writes as one word."""
        low, high = self.bounds
        if not low <= a < b < high or {a, b} & self.matched.keys() or self.stems[a] + self.stems[b] not in self.left:
            return False
        word = self.stems[a] + self.stems[b]
        self.left.remove(word)
        self.matched |= {a: (word, 1.0), b: (word, 1.0)}
        return True

    def _as_initial(self, i: int) -> bool:
        """ "Cushion cover", of which the name writes "C/COVER"."""
        initial = f"{self.stems[i][0]}/"
        following = self.stems[i + 1] if i + 1 < self.bounds[1] else ""
        if initial not in self.left or (initial, following) not in itertools.pairwise(self.name):
            return False
        self.left.remove(initial)
        self.matched[i] = (initial, _BY_INITIAL)
        return True


def align(
    index: NameIndex, number: int, stems: list[str], seed: int, bounds: tuple[int, int],
    is_word: Callable[[str], bool], known: Callable[[str], bool],
) -> Match | None:  # fmt: skip
    """Grow from `seed` over neighbours that also occur in the name."""
    name = index.words[number]
    laid = _Laid(index, number, stems, bounds, is_word, known)
    if not laid.take(seed):
        return None
    # A word that asks belongs to the name only where the name has it in the same place.
    for step, stop in ((1, bounds[1]), (-1, bounds[0] - 1)):
        i, gap = seed + step, 0
        while i != stop and gap < 2:
            if (
                stems[i] not in QUESTION
                or stems[i] in SMALL
                or (gap == 0 and i - step in laid.matched and _continues(name, stems, i, step))
            ) and laid.take(i):
                gap = 0
            elif index.is_connector(stems[i]):
                gap += 1
            else:
                break
            i += step
    matched, left = laid.matched, laid.left
    for end in (min, max):  # "units of ..." is no part of "Set of 6 ..."
        while len(matched) > 1 and stems[end(matched)] in SMALL:
            left.append(matched.pop(end(matched))[0])
    total = sum(map(index.weight, name)) or 1.0
    weight = total - sum(map(index.weight, left))
    closeness = sum(likeness for _, likeness in matched.values()) / len(matched)
    places = frozenset(matched)
    return Match(number, min(places), max(places) + 1, weight, weight / total, places, closeness)


def _continues(name: tuple[str, ...], stems: list[str], i: int, step: int) -> bool:
    """Does the name have the word at `i` right beside its neighbour in the question?"""
    pair = (stems[i - step], stems[i]) if step > 0 else (stems[i], stems[i - step])
    return any((a, b) == pair for a, b in itertools.pairwise(name))
