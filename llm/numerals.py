"""Numerals while decoding: a sentence may hold only the numerals of its brief, each as often as it stands there.

A small model that copies a long number drops or exchanges a digit now and then. The tokenizer writes numbers digit by
digit, so the next digit can be held to those that still lead to a numeral of the brief; everything else is the model's
own choice (constrained decoding with a prefix tree, as in De Cao et al. 2021). It adds no number where the model wants
none, and cannot tell which number belongs where: the check does that.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

__all__ = ["NumeralGuide", "numeral_tokens"]

_NUMERAL = re.compile(r"\d[\d,]*(?:\.\d+)?")
_SEPARATORS = ",."


def numeral_tokens(tokenizer: Any) -> dict[int, str]:
    """Token id -> character, for the digits and separators; empty where digits are not tokens of their own."""
    found = {}
    for character in "0123456789" + _SEPARATORS:
        ids = tokenizer.encode(character, add_special_tokens=False)
        if len(ids) != 1 or tokenizer.decode(ids) != character:
            return {}
        found[ids[0]] = character
    several = tokenizer.encode("4213", add_special_tokens=False)
    return found if len(several) == 4 else {}


class NumeralGuide:
    """What has been written so far of the numerals of one sentence.

    `run` is the numeral under way, `left` the numerals that may still be told and how often.
    """

    def __init__(self, prompt: str, tokens: Mapping[int, str]) -> None:
        self.tokens = tokens
        self.by_character = {c: i for i, c in tokens.items()}
        self.left: Counter[str] = Counter(n.rstrip(",") for n in _NUMERAL.findall(prompt))
        self.run = ""

    def copy(self) -> NumeralGuide:
        """The same state, to try tokens with."""
        other = object.__new__(NumeralGuide)
        other.tokens, other.by_character = self.tokens, self.by_character
        other.left, other.run = self.left.copy(), self.run
        return other

    def advance(self, written: Iterable[int]) -> NumeralGuide:
        """Take note of tokens as they stand."""
        for token in written:
            character = self.tokens.get(token)
            if character is None:
                self._end()
            else:  # punctuation stays too: a digit right behind it would be read as part of the numeral
                self.run += character
        return self

    def pick(self, logits: Any) -> int:
        """The most likely token of `logits` (V,) that leaves every numeral one of the brief."""
        best = int(logits.argmax())
        following = self._following(self.run)
        character = self.tokens.get(best)
        whole = not self.run or self._is_told()
        if (character in following) if character and character.isdigit() else (whole or character in following):
            return best
        if not whole:  # inside a numeral: only its own next characters
            return max((self.by_character[c] for c in following), key=lambda i: float(logits[i]), default=best)
        banned = [i for i, c in self.tokens.items() if c.isdigit() and c not in following]
        masked = logits.clone()
        masked[banned] = float("-inf")
        return int(masked.argmax())

    # ---- inside -----------------------------------------------------------------------------

    def _following(self, run: str) -> set[str]:
        """Characters that lead on from `run` to a numeral that is left."""
        return {n[len(run)] for n, count in self.left.items() if count > 0 and len(n) > len(run) and n.startswith(run)}

    def _is_told(self) -> bool:
        told = self.run.rstrip(_SEPARATORS)
        return not told or self.left.get(told, 0) > 0

    def _end(self) -> None:
        told = self.run.rstrip(_SEPARATORS)
        if self.left.get(told, 0) > 0:
            self.left[told] -= 1
        self.run = ""
