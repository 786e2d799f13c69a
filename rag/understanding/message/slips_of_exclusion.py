"""Slips in the words that leave something out: "exept Utrecht" is not Utrecht."""

from __future__ import annotations

import re
from functools import lru_cache

from rag.understanding.message.lexicon import is_english

__all__ = ["with_exclusions_spelt"]

_WORDS = (
    "except", "excepting", "excluding", "exclude", "excluded", "without", "besides", "minus", "ignoring", "ignore",
    "leaving", "omitting", "skipping", "disregarding", "barring", "apart", "aside", "other", "anything",
)  # fmt: skip
#: Read only before the word that makes them leave something out
_BEFORE = {"apart": " from", "aside": " from", "other": " than", "anything": " but", "leaving": " "}
_LONG = 7  # letters: two slips in it still leave one word
_WORD = re.compile(r"(?:(?<![\w'-])[a-z]|(?:^\W*|(?<=[.?!] ))[A-Z])[a-z]{3,13}(?![\w'-])")


@lru_cache(maxsize=8192)
def _meant(word: str) -> str:
    from rapidfuzz.distance import OSA

    near = [(OSA.distance(word, target, score_cutoff=2), target) for target in _WORDS]
    least, target = min((d if len(t) >= _LONG and t[0] == word[0] else 2 * d, t) for d, t in near)
    return target if 0 < least <= 2 and not is_english(word) else ""


def with_exclusions_spelt(text: str) -> str:
    """`text` with those words as they are spelt."""

    def put(match: re.Match[str]) -> str:
        meant = _meant(match.group().lower())
        return meant if meant and text[match.end() :].startswith(_BEFORE.get(meant, "")) else match.group()

    return _WORD.sub(put, text)
