"""Other forms of a word: as it is spelt on the other side of the ocean, and without its vowels."""

from __future__ import annotations

import re

__all__ = ["either_spelling", "without_vowels"]

#: American -> British, on whole words without their plural ending
_SPELT = tuple(
    (re.compile(pattern), said)
    for pattern, said in (
        (r"(?<=\w{3})iz(?=e|er|ed|ing|ation)", "is"),
        (r"(?<=\w{3})yz(?=e|er|ed|ing)", "ys"),
        (r"^(col|fav|flav|arm|harb|lab|od|parl|hum|neighb|vap)or(?=$|ed|ing|less|ful|ite)", r"\1our"),
        (r"(fib|lit|met|cent|theat|lust|calib)er$", r"\1re"),
        (r"(centi|milli|kilo)meter$", r"\1metre"),
        (r"^gray(?=$|ish)", "grey"),
        (r"^mold(?=$|ed|ing|y)", "mould"),
        (r"^plow(?=$|ed|ing)", "plough"),
        (r"^aluminum$", "aluminium"),
        (r"^donut$", "doughnut"),
        (r"^yogh?ou?rt$", "yoghurt"),
        (r"^draft$", "draught"),
        (r"^tire$", "tyre"),
        (r"^pajama$", "pyjama"),
        (r"^whiskey$", "whisky"),
        (r"^jewelry$", "jewellery"),
        (r"^(cat|dial|anal)og$", r"\1ogue"),
        (r"^sulf", "sulph"),
    )
)


def either_spelling(word: str) -> str:
    """One spelling of a word that has two ("moisturizer", "moisturiser")."""
    for pattern, said in _SPELT:
        word = pattern.sub(said, word)
    return word


def without_vowels(word: str) -> str:
    """What is left of a word in a hurried hand: its first letter and its consonants, none twice in a row."""
    return re.sub(r"([^aeiouy])\1", r"\1", word[:1] + re.sub(r"[aeiouy]", "", word[1:]))
