"""Codes and numbers that fit nothing whole: "HEA-1" of HEA-101 and HEA-104, "Leeds 987" where Leeds has no such."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rag.names.catalogue import Catalogue
from rag.names.mentions import Mention

__all__ = ["NUMBER_BESIDE", "begun_code", "unknown_codes", "without_other_numbers"]

_CODE = re.compile(r"(?=[^\d]*\d)(?=[^a-z]*[a-z])[\w-]{4,}", re.IGNORECASE)
_SHOWN = 6  # candidates


def begun_code(mention: Mention, catalogue: Catalogue) -> Mention:
    """An unknown code with the products whose ids begin so, where there are several; any other as it is."""
    said = mention.text.strip().lower()
    if mention.kind != "unknown product" or not _CODE.fullmatch(said):
        return mention
    items = tuple(item for item in catalogue.of_kind("product") if item.id.lower().startswith(said))
    return replace(mention, kind="product", items=items[:_SHOWN]) if len(items) > 1 else mention


_LETTERS = re.compile(r"(?P<head>[a-z]{2,}[-_]?)(?=\d)", re.IGNORECASE)
_WORD = re.compile(r"(?<![\w-])[a-z]{2,}[-_]?\d[\w-]*", re.IGNORECASE)
_ORDER_NUMBER = re.compile(r"\b(?:orders?|po|invoice|batch|lot|note|number)[\s#]*$", re.IGNORECASE)


def _heads(catalogue: Catalogue) -> frozenset[str]:
    """The letters that codes of products open with."""
    opened = (_LETTERS.match(item.id) for item in catalogue.of_kind("product"))
    return frozenset(found["head"].lower() for found in opened if found)


def unknown_codes(text: str, mentions: Sequence[Mention], catalogue: Catalogue) -> list[Mention]:
    """Codes that open like those of products and are of none: "HEA-999" where there are HEA-101 and HEA-104."""
    said = [
        m
        for m in _WORD.finditer(text)
        if not any(one.start < m.end() and m.start() < one.end for one in mentions)
        and not _ORDER_NUMBER.search(text[: m.start()])
    ]
    if not said:
        return []
    heads = catalogue.once(_heads)
    return [
        Mention(m.start(), m.end(), m.group(), "unknown product")
        for m in said
        if (found := _LETTERS.match(m.group())) and found["head"].lower() in heads
    ]


#: A number right after a name that no amount of anything goes with
NUMBER_BESIDE = re.compile(
    r" (?:no\.? ?|nr\.? ?|number |#)?(?P<n>(?!(?:19|20)\d\d\b)\d{1,5})\b(?=\s*(?:$|[?!;:,]|\.(?!\d)|- "
    r"|(?:next|last|this|tomorrow|today|yesterday|for|in|on|over|from|will|is|are|do|does|did|and|or|vs|please|pls|right|now|until|by|the|of)\b))",
    re.IGNORECASE,
)
_ENDS_IN_NUMBER = re.compile(r"\D+ 0*(?P<n>\d{1,5})")


def without_other_numbers(text: str, mentions: Sequence[Mention]) -> tuple[list[Mention], list[Mention]]:
    """Stores whose town was said with a number that none of them has are stores that nobody knows."""
    kept: list[Mention] = []
    unknown: list[Mention] = []
    for one in mentions:
        said = NUMBER_BESIDE.match(text, one.end) if one.kind == "store" and one.items else None
        numbers = [_ENDS_IN_NUMBER.fullmatch(item.name) for item in one.items]
        partial = all(n is not None and not one.text.rstrip().endswith(n["n"]) for n in numbers)
        if said is None or not partial or int(said["n"]) in {int(n["n"]) for n in numbers if n}:
            kept.append(one)
        else:
            unknown.append(Mention(one.start, said.end(), text[one.start : said.end()], "unknown store"))
    return kept, unknown
