"""Hand-written phrasings with what they ask, by family, in text files beside this one.

A line that begins with `=` gives the fields of the lines below it:

    = intent=rank group=product m=expected_sales order=desc
    best sellers in {S} {W}

{P} {P2} product, {S} {S2} store, {V} {V2} supplier, {C} {C2} category, {N} a note's title,
{Q} words quoted from a note, {W} a time ahead, {H} a time past, {n} a number, {p} a percentage.
`*follow*.txt` hold second messages. `asked*.txt` and `limits_asked*.txt` hold questions in people's own words, most of
them rewordings of the questions in `benchmarks/questions` by other hands, with the reading of the question that they
reword.
Fields that are not given are those of a plain value question; `#` begins a comment.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from rag.understanding.reading import Reading

__all__ = ["Phrasing", "corpus_hash", "corpus_words", "phrasings"]

HELD_OUT = 10  # one phrasing in ten is never trained on
SEVERAL = 4  # readings whose questions use a word before it counts as an everyday one
_KEYS = {"intent", "m", "stat", "group", "order", "t", "f", "topic", "sc"}


@dataclass(frozen=True)
class Phrasing:
    """One phrasing with its slots, and the reading of its words."""

    text: str
    family: str
    reading: Reading

    @property
    def follows(self) -> bool:
        """Is it a second message, which leans on the one before?"""
        return "follow" in self.family or "follow_up" in self.reading.flags

    @property
    def held_out(self) -> bool:
        """By a hash of the text, so that adding lines moves no other line."""
        return int(hashlib.sha256(self.text.encode()).hexdigest()[:8], 16) % HELD_OUT == 0


def _files() -> list[Path]:
    return sorted(Path(__file__).parent.glob("*.txt"))


@lru_cache(maxsize=1)
def phrasings() -> tuple[Phrasing, ...]:
    """Every phrasing of every family, in file order."""
    found: list[Phrasing] = []
    for path in _files():
        reading = Reading()
        for number, raw in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            line = raw.strip()
            if line.startswith("="):
                reading = _fields(line[1:], f"{path.name} line {number}")
            elif line and not line.startswith("#"):
                found.append(Phrasing(line, path.stem, reading))
    return tuple(found)


def _fields(line: str, place: str) -> Reading:
    fields = dict(item.split("=", 1) for item in line.split())
    unknown = set(fields) - _KEYS
    if unknown:
        raise ValueError(f"{place}: unknown field {', '.join(sorted(unknown))}; there are {', '.join(sorted(_KEYS))}")

    def many(key: str) -> tuple[str, ...]:
        return tuple(v for v in fields.get(key, "").split(",") if v)

    return Reading(
        intent=fields.get("intent", "value"),
        measures=many("m"),
        statistic=fields.get("stat", "total"),
        group=fields.get("group", ""),
        order=fields.get("order", ""),
        templates=frozenset(many("t")),
        flags=frozenset(many("f")),
        topic=fields.get("topic", "ours"),
        scenario=fields.get("sc", ""),
    )


@lru_cache(maxsize=1)
def corpus_words() -> tuple[frozenset[str], frozenset[str]]:
    """(words of our subject, words that people use around it); neither are names.

    The first are all words of the templated phrasings; of the questions in people's own words (`asked*.txt`), slips
    and all, only what is said about several matters.
    """
    words: set[str] = set()
    matters: dict[str, set[Reading]] = {}
    for phrasing in phrasings():
        said = re.findall(r"[a-z]+", re.sub(r"\{\w+\}", " ", phrasing.text.lower()).replace("'", ""))
        if phrasing.family.startswith("asked"):
            for word in said if phrasing.reading.topic == "ours" else ():
                matters.setdefault(word, set()).add(phrasing.reading)
        elif not phrasing.family.startswith("limits"):
            words.update(said)
    return frozenset(words), frozenset(word for word, about in matters.items() if len(about) >= SEVERAL)


@lru_cache(maxsize=1)
def corpus_hash() -> str:
    """SHA-256 over the files: weights know what they were trained on."""
    digest = hashlib.sha256()
    for path in _files():
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
