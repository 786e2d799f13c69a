"""The words that a sentence about a brief may use: the brief's own, those of its roles, and grammar.

A sentence may have every value right and still say more than the evidence: "16 units of the recommended soil". What
a sentence says beside its values it says in words of substance, so each of those has to come from somewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

from llm.evaluation.reading import normalise

if TYPE_CHECKING:
    from llm.briefs import Brief

__all__ = ["period_missing", "unfounded"]

#: Words that join what is said and add nothing to it. No word of amount, frequency, time or judgement is here.
_GRAMMAR = frozenset(
    normalise(
        "a an the this that these those it its they them their we our there here which who what whose where and "
        "but while whereas as so then thus also too both with of in on at for to from by during until through into "
        "onto between among within towards against across is are be been being am has have having do does come "
        "comes coming amount amounts stand stands lie lies make makes give gives put puts see show shows figure "
        "figures number numbers value values level equal equals according namely respectively looking about around "
        "roughly approximately nearly almost some close"
    ).split()
)
#: "Expected to be sold" is not "sold": a participle is another word with "to be" before it.
_PASSIVE = re.compile(
    r"\b(?:be|been|being|is|are|was|were)\s+(\w+ed|sold|bought|brought|sent|grown|given|taken|made)\b", re.IGNORECASE
)
_SLOT = re.compile(r"\{\w+\}")
_PERIOD = re.compile(r"\b(\d+)[- ]days?\b")
_ENDINGS = ("ing", "ed", "es", "s", "e")


def unfounded(left: str, own: str, brief: Brief) -> list[str]:
    """Problems: the first word of `left` (a sentence without its names, dates and numbers) that nothing accounts for.

    `own` is all the words of the brief.
    """
    known = _stems(own) | _words_of_roles(tuple((x.role, x.label) for x in brief.lines)) | _of_templates(brief)
    for word in _words(left):
        if word.isalpha() and word not in _GRAMMAR and _stem(word) not in known:
            return [f'"{word}" is not what the evidence says']
    return []


def period_missing(text: str, brief: Brief) -> list[str]:
    """Problems: a value of a fixed period ("28-day average") whose period the sentence leaves out."""
    from llm.phrasing.roles import words_of

    for line in brief.lines:
        period = _PERIOD.search(words_of(line.role, line.label).label)
        if period and not re.search(rf"\b{period[1]}(?!\d)", text):
            return [f"the {line.label} is told without its {period[1]} days"]
    return []


def _stem(word: str) -> str:
    """A word without its ending: `ordered`, `orders` and `order` are one."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word.removesuffix(ending)
    return word


def _words(text: str) -> list[str]:
    return normalise(_PASSIVE.sub(lambda m: f"{m[0].split()[0]} been{m[1]}", text)).split()


def _stems(*texts: str) -> frozenset[str]:
    return frozenset(_stem(w) for text in texts for w in _words(_SLOT.sub(" ", text)))


@lru_cache(maxsize=512)
def _words_of_roles(roles: Iterable[tuple[str, str]]) -> frozenset[str]:
    from llm.phrasing.combos import combos_for
    from llm.phrasing.roles import words_of

    spoken = [words_of(role, label) for role, label in roles]
    texts = [t for w in spoken for t in (w.label, *w.sentences, *(f"{noun} {verb}" for noun, verb in w.nouns))]
    return _stems(*texts, *combos_for(tuple(role for role, _ in roles)))


def _of_templates(brief: Brief) -> frozenset[str]:
    from llm.phrasing.lists import list_templates

    return _stems(*list_templates(brief)) if brief.kind in ("list", "rank", "compare", "whatif") else frozenset()
