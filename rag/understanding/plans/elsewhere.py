# ruff: noqa: E501 - a pattern is read on one line
"""Conditions on the same product in another store: "overstocked here, out of stock elsewhere"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from rag.plan import ELSEWHERE, Filter

__all__ = ["of_elsewhere", "split_elsewhere"]

_STORES = r"(?:stores?|shops?|branch(?:es)?|outlets?|locations?|houses?)"
_OTHER = re.compile(
    rf"\b(?:(?:in|at|by|from|of|to) )?(?:(?:some|any|an|one|the|our|at least one|one of (?:our|the)|one or more)(?: of (?:our|the))? )?"
    rf"other (?:\w+ )?{_STORES}\b(?: of ours)?|\b(?:some)?where else\b|\belsewhere\b|\banother {_STORES}\b|\b(?:in|at) another(?: one)?\b(?! \w)"
)
_CLAUSE = re.compile(r"[,;:?!.]|\b(?:which|that|while|whereas|whilst|but|although|though|yet|and|even though)\b")


def split_elsewhere(text: str, templates: set[str], read: Callable[[str], set[str]]) -> tuple[set[str], set[str]]:
    """`templates` of the rows themselves, and those that another store has to meet; `read` finds them in a text."""
    said = _OTHER.search(text)
    if said is None:
        return templates, set()
    cuts = [0, *(m.start() for m in _CLAUSE.finditer(text)), len(text)]
    spans = [(a, b) for a in cuts for b in cuts if a <= said.start() and said.end() <= b and b - a < len(text)]
    for a, b in sorted(spans, key=lambda span: span[1] - span[0]):
        there, here = read(text[a:b]), read(text[:a] + " " * (b - a) + text[b:])
        if there and here and there != here:
            return here, there
    return templates, set()


def of_elsewhere(filters: Iterable[Filter]) -> list[Filter]:
    """The same conditions on the product in another store."""
    return [replace(f, column=f"{ELSEWHERE}{f.column}") for f in filters]
