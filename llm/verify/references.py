"""The known phrasings of a brief: a sentence that is one of them has its values in the right places."""

from __future__ import annotations

from functools import lru_cache
from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from llm.briefs import Brief

__all__ = ["references"]

_DRAWS = 24  # most briefs have fewer than ten phrasings


def references(brief: Brief) -> frozenset[str]:
    """Finished sentences that say the brief and are right by construction; not all there are."""
    return _references(_Key(brief))


class _Key:
    """A brief is not hashable (its subject is a dict); its representation is."""

    def __init__(self, brief: Brief) -> None:
        self.brief = brief
        self.text = repr(brief)

    def __hash__(self) -> int:
        return hash(self.text)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and other.text == self.text


@lru_cache(maxsize=64)
def _references(key: _Key) -> frozenset[str]:
    from llm.briefs import finish
    from llm.phrasing.compose import realise

    brief = key.brief
    texts = {realise(brief).text} | {realise(brief, Random(seed)).text for seed in range(_DRAWS)}  # noqa: S311
    return frozenset(finish(text, brief) for text in texts)
