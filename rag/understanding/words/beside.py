"""Figures named side by side, of which a reading took only some."""

from __future__ import annotations

import re

from rag.understanding.words.measures import find_measures

__all__ = ["enumerates", "named_beside"]

_HAVE = re.compile(r"(?:do|does|have|has|we|is|are|they|still|got|left|hold\w*)\b")
_JOINS = re.compile(r"[/+&,;]|\band\b|\bplus\b")


def named_beside(text: str, measures: tuple[str, ...]) -> set[str]:
    """Figures named in a piece of a list of which another piece must have named `measures` in words of its own.

    "Total value of the order & cost of one unit in it": the first, where only the second was read.
    """
    pieces = [
        [found for found in find_measures(piece) if not _HAVE.match(found.text)]
        for piece in _JOINS.split(text)
        if len(piece.split()) > 1
    ]
    named = {found.id for piece in pieces for found in piece}
    if len(pieces) < 2 or named & set(measures) or all(pieces):
        return set()
    return named - {"expected_sales"}


def enumerates(text: str, measures: tuple[str, ...]) -> bool:
    """Are as many things joined as there are measures?"""
    return len(measures) > 1 and len(_JOINS.findall(text)) >= len(measures) - 1
