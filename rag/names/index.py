"""An inverted index over the words of all names: candidates for misspelt and partial names.

Built once per catalogue; a look-up touches only the postings of the words asked for, so
that 100,000 names cost a few milliseconds.
"""

from __future__ import annotations

import itertools
import math
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from functools import lru_cache
from operator import contains

import numpy as np
import numpy.typing as npt

from rag.names.catalogue import Catalogue, Item, stem, tokens
from rag.names.spellings import either_spelling, without_vowels
from rag.names.trade_forms import forms_of, in_full, said_in_full

__all__ = ["NameIndex", "key"]

#: Words that tell little about a company: "Nordic Dairy Ltd" is "Nordic Dairy".
_LEGAL = frozenset(
    [
        "ltd",
        "limited",
        "inc",
        "gmbh",
        "co",
        "llc",
        "plc",
        "sa",
        "bv",
        "ag",
        "srl",
        "company",
        "corp",
        "corporation",
        "group",
        "the",
        "of",
        "and",
        "a",
        "an",
        "for",
        "in",
    ]
)
_FORMS = _LEGAL - frozenset(["group", "the", "of", "and", "a", "an", "for", "in"])
_CONNECTORS = frozenset({"and", "the", "of", "a"})
SIZE_WEIGHT = 0.35  # of a word with digits, against its own idf: sizes are dropped first
_SHORTENED = 0.9  # likeness of "pwr" to "power"
CUT_OFF = 0.89  # likeness of "adj" to "adjustable"
_CUT_FROM = 3  # names' words that may begin as a word that is cut off
IntArray = npt.NDArray[np.int32]
_NONE: IntArray = np.zeros(0, np.int32)
_TOP = 60  # candidates that are aligned word by word


_SETS = frozenset({"set", "pack", "box", "bag", "pair"})


def key(words: Sequence[str], whole: Callable[[str], str] = said_in_full) -> tuple[str, ...]:
    """What a name is looked up by: its words in full, "set of 6" as "set 6"."""
    full = [whole(word) for word in words]
    return tuple(w for i, w in enumerate(full) if not (w == "of" and 0 < i < len(full) - 1 and full[i - 1] in _SETS))


def _without_legal_form(words: tuple[str, ...]) -> tuple[str, ...]:
    end = len(words)
    while end > 1 and words[end - 1] in _FORMS:
        end -= 1
    return words[:end]


class NameIndex:
    """Names as stemmed words; `exact` by whole key, `candidates` by shared words."""

    def __init__(self, catalogue: Catalogue, is_word: Callable[[str], bool] = lambda word: True) -> None:
        self.items: list[Item] = []
        self.words: list[tuple[str, ...]] = []
        self.exact: dict[tuple[str, ...], list[int]] = defaultdict(list)
        self.ids: dict[str, list[int]] = defaultdict(list)
        postings: dict[str, list[int]] = defaultdict(list)
        aliases: dict[tuple[str, ...], list[int]] = {}
        self.longest = 1
        for item in catalogue.items:
            number = len(self.items)
            words = tuple(stem(t.text) for t in tokens(item.name) if t.text != "and")
            self.items.append(item)
            self.words.append(words)
            if words:
                self.exact[words].append(number)
                self.longest = max(self.longest, min(len(words) + 1, 24))
                for short in {_without_legal_form(words), key(words, in_full)} - {words}:
                    aliases.setdefault(short, []).append(number)
            self.ids[item.id.strip().lower()].append(number)
            if item.kind != "note":  # titles are matched whole, or by their quotes
                for word in set(words):
                    postings[word].append(number)
        for short, numbers in aliases.items():
            if short not in self.exact:
                self.exact[short] = numbers
        self.postings = {word: np.asarray(rows, np.int32) for word, rows in postings.items()}
        count = max(len(self.items), 2)
        self.idf = {word: 1.0 + math.log(count / len(rows)) for word, rows in self.postings.items()}
        self._vocabulary = sorted(w for w in self.postings if len(w) >= 6 and w.isalpha())
        self._joined = self._joined_words()
        self._deletes = self._one_deletes()
        self._spellings, self._unvowelled = self._other_forms()
        self._cut = self._cut_words(is_word)
        self.similar = lru_cache(maxsize=4096)(self._similar)

    def with_all(self, words: Collection[str]) -> list[int]:
        """The names that have all these words."""
        rows = [self._rows(word) for word in words]
        return sorted(set.intersection(*(set(row.tolist()) for row in rows))) if rows else []

    def _rows(self, word: str) -> IntArray:
        """The names that have a word, in whatever form."""
        found = [self.postings[form] for form in forms_of(word) | {word} if form in self.postings]
        return np.unique(np.concatenate(found)) if len(found) > 1 else found[0] if found else _NONE

    def weight(self, word: str) -> float:
        """How much a word says about which name is meant."""
        if word in _LEGAL:
            return 0.05
        idf = self.idf.get(word, 3.0)
        return idf * SIZE_WEIGHT if any(c.isdigit() for c in word) else idf

    def _joined_words(self) -> dict[str, tuple[str, str]]:
        """ "oatmilk" -> ("oat", "milk"): neighbours in a name written as one word."""
        joined: dict[str, tuple[str, str]] = {}
        if len(self.words) > 30_000:  # memory; such catalogues have their words spelt in full often enough
            return joined
        for words in self.words:
            for a, b in itertools.pairwise(words):
                if len(a) + len(b) >= 6:
                    joined[a + b] = (a, b)
        return joined

    def _cut_words(self, is_word: Callable[[str], bool]) -> dict[str, list[str]]:
        """Every word -> what names hold of it that is cut short, and is no word: "necklace" -> ["necklac"]."""
        cut: dict[str, list[str]] = defaultdict(list)
        for short in self.postings:
            if not short.isalpha() or len(short) < 3 or in_full(short) != short or is_word(short):
                continue
            whole = [] if any(c in "aeiou" for c in short[1:]) else self._unvowelled.get(without_vowels(short), [])
            if len(short) >= 4 and not whole:
                whole = self._begun(short)
            whole = [w for w in whole if len(w) > len(short)]
            if len(whole) == 1:
                cut[whole[0]].append(short)
        return cut

    def parts_of(self, word: str, other: str) -> tuple[str, ...]:
        """What `word`, which stands for `other`, takes of a name: both halves of what names write apart."""
        return joined if word != other and other in (joined := self._joined.get(word, ())) else (other,)

    def is_cut(self, word: str, other: str) -> bool:
        """Is `other` what names hold of `word` that is cut short?"""
        return other in self._cut.get(word, ())

    def _one_deletes(self) -> dict[str, list[str]]:
        """Every word without one of its letters -> the words it may come from."""
        deletes: dict[str, list[str]] = defaultdict(list)
        for word in self.postings:
            if len(word) >= 3 and word.isalpha():
                deletes[word].append(word)
                for i in range(len(word)):
                    deletes[word[:i] + word[i + 1 :]].append(word)
        return deletes

    def _other_forms(self) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
        """Every word by its spelling on either side of the ocean, and by what is left of it without vowels."""
        spellings: dict[str, list[str]] = defaultdict(list)
        unvowelled: dict[str, list[str]] = defaultdict(list)
        for word in self.postings:
            if len(word) >= 4 and word.isalpha():
                spellings[either_spelling(word)].append(word)
                unvowelled[without_vowels(word)].append(word)
        return spellings, unvowelled

    def _similar(self, word: str) -> dict[str, float]:
        """Catalogue words that `word` may be a slip of, with their likeness (0 to 1)."""
        found: dict[str, float] = {word: 1.0} if word in self.postings else {}
        found |= dict.fromkeys((form for form in forms_of(word) if form in self.postings), 1.0)
        if word in self._joined:
            found |= dict.fromkeys(self._joined[word], 1.0)
        found |= {w: _SHORTENED for w in self._cut.get(word, ()) if w not in found}
        if not found:
            found |= dict.fromkeys(self._spellings.get(either_spelling(word), ()), 1.0)
        if not found and len(word) >= 3 and word.isalpha() and not any(c in "aeiou" for c in word[1:]):
            found |= dict.fromkeys(self._unvowelled.get(without_vowels(word), ()), _SHORTENED)
        if len(word) < 3 or any(c.isdigit() for c in word):
            return found
        from rapidfuzz.distance import OSA

        near = {w for i in range(len(word)) for w in self._deletes.get(word[:i] + word[i + 1 :], ())}
        near |= set(self._deletes.get(word, ()))
        if word + "s" in self._deletes:  # the plural ending may have been part of a misspelt word: "incens"
            near |= set(self._deletes[word + "s"])
        for other in near - set(found):
            distance = min(OSA.distance(word, other), OSA.distance(word + "s", other))
            if distance == 1 and max(len(word), len(other)) >= 4:
                found[other] = 1.0 - distance / max(len(word), len(other))
        if not found and len(word) >= 7:
            found |= self._two_slips(word)
        return found or dict.fromkeys(self._begun(word), CUT_OFF)

    def _begun(self, word: str) -> list[str]:
        """Much longer words that begin with `word`, where they are few."""
        if not word.isalpha():
            return []
        first = bisect_left(self._vocabulary, word)
        begun = list(itertools.takewhile(lambda w: w.startswith(word), self._vocabulary[first : first + 20]))
        return [w for w in begun if len(w) >= len(word) + 3] if len(begun) <= _CUT_FROM else []

    def _two_slips(self, word: str) -> dict[str, float]:
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        hits = process.extract(word, self._vocabulary, scorer=OSA.normalized_similarity, score_cutoff=0.74, limit=4)
        return {w: score for w, score, _ in hits}

    def candidates(self, words: list[str]) -> list[int]:
        """Names that share the most telling words with `words`, best first."""
        score = np.zeros(len(self.items), np.float32)
        touched = False
        for word in {*words, *(a + b for a, b in itertools.pairwise(words) if a + b in self.postings)}:
            for other, likeness in self.similar(word).items():
                rows = self.postings.get(other)
                if rows is not None:
                    score[rows] += likeness * self.weight(other)
                    touched = True
        if not touched:
            return []
        top = min(_TOP, int(np.count_nonzero(score)))
        best = np.argpartition(-score, top - 1)[:top]
        return [int(i) for i in best[np.argsort(-score[best], kind="stable")]]

    def with_phrase(self, words: list[str], at_most: int = 12) -> list[int]:
        """Names that hold `words` side by side; empty where there are more than `at_most`."""
        rows = [self._rows(word) for word in words]
        if not words or not all(map(len, rows)):
            return []
        common = min(rows, key=len)
        for other in rows:
            common = np.intersect1d(common, other, assume_unique=True)
        if len(common) > 50 * at_most:
            return []
        n, forms = len(words), [forms_of(word) | {word} for word in words]
        hits = []
        for number in common.tolist():
            name = self.words[number]
            if any(all(map(contains, forms, name[i : i + n])) for i in range(len(name) - n + 1)):
                hits.append(number)
        return hits if len(hits) <= at_most else []

    @staticmethod
    def is_connector(word: str) -> bool:
        return word in _CONNECTORS
