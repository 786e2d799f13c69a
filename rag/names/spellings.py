"""Other forms of a word: without its plural ending, as spelt on the other side of the ocean, without its vowels."""

from __future__ import annotations

import re

__all__ = ["either_spelling", "stem", "without_vowels"]

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


#: Plurals that change the word
_PLURALS = {
    "loaves": "loaf", "knives": "knife", "shelves": "shelf", "halves": "half", "scarves": "scarf", "calves": "calf",
    "wives": "wife", "hooves": "hoof", "children": "child", "mice": "mouse", "geese": "goose", "teeth": "tooth",
}  # fmt: skip


def stem(word: str) -> str:
    """A word without its plural ending; words with digits stay as they are."""
    if word in _PLURALS:
        return _PLURALS[word]
    if len(word) < 4 or word[-1] != "s" or word.endswith("ss") or any(c.isdigit() for c in word):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "xes", "sses", "oes")):
        return word[:-2]
    return word[:-1]


def either_spelling(word: str) -> str:
    """One spelling of a word that has two ("moisturizer", "moisturiser")."""
    for pattern, said in _SPELT:
        word = pattern.sub(said, word)
    return word


def without_vowels(word: str) -> str:
    """What is left of a word in a hurried hand: its first letter and its consonants, none twice in a row."""
    return re.sub(r"([^aeiouy])\1", r"\1", word[:1] + re.sub(r"[aeiouy]", "", word[1:]))
