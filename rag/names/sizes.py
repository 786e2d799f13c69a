"""Sizes and variants in names: what is 25 mm long is not what is 30 mm long, and a product of a size that is not
in the range is none of the others.

    "Panel Pins 25mm 1750g"  ->  unknown, beside Panel Pins 25mm 250g
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from rag.names.catalogue import Catalogue, Item, name_key
from rag.names.cut_short import NUMBER_BESIDE
from rag.names.mentions import Mention
from rag.names.trade_forms import in_full
from rag.names.variants import COLOURS

__all__ = ["in_that_variant", "is_of_variant", "larger_first", "near_names", "of_its_size", "without_sizes"]

_SAME = {  # unit -> base unit, how many of it
    "mg": ("g", 0.001), "g": ("g", 1), "gr": ("g", 1), "gram": ("g", 1), "gm": ("g", 1), "kg": ("g", 1000),
    "kilo": ("g", 1000), "ml": ("l", 0.001), "cl": ("l", 0.01), "l": ("l", 1), "litre": ("l", 1), "liter": ("l", 1),
    "ltr": ("l", 1), "mm": ("m", 0.001), "cm": ("m", 0.01), "m": ("m", 1), "metre": ("m", 1), "meter": ("m", 1),
    "w": ("w", 1), "watt": ("w", 1), "v": ("v", 1), "volt": ("v", 1), "pk": ("pack", 1),
}  # fmt: skip
_N = r"\d+(?:[.,]\d+)?"
#: A number with its unit ("250g", "8 Speed", "4 x"), or a letter or a kind with its number ("GU10", "Type 1")
_BODY = (
    rf"(?:(?P<n>{_N})(?:(?P<glued>[a-z]{{1,6}})\b| ?(?P<unit>[a-z]+)\b)"
    r"|(?P<code>[a-z]{1,3})(?P<number>\d{1,3})\b|(?P<kind>type|size|grade|model|version) (?P<which>\d{1,4})\b)"
)
_SIZE = re.compile(rf"(?<![\w.]){_BODY}")
_NEXT = re.compile(rf",? (?:in |\(|of size )?{_BODY}\)?")
#: "The 25kg gravel": a weight, a volume or a length right before what was found of a name
_BEFORE = re.compile(rf"(?<![\w.])(?P<size>(?P<n>{_N}) ?(?P<unit>[a-z]+)) $")
_MEASURED = frozenset("glm")
#: Times, ranks and numbers of goods are no sizes
_NO_SIZE = frozenset({
    "d", "day", "w", "wk", "week", "month", "mth", "hr", "hour", "year", "th", "st", "nd", "rd", "k", "unit",
    "x", "in", "at", "of", "for", "and", "or", "to", "will", "do", "did", "is", "are", "we", "on", "left",
    "piece", "item", "store", "shop", "next", "last", "more",
})  # fmt: skip
_MOST_NEAR = 5
_SMALL_WORDS = {"x", "in", "of", "the"}
_COLOUR = re.compile(rf"\b(?:{COLOURS})\b")
_VARIANT = re.compile(rf"\b(?:{COLOURS}|small|medium|large|extra large|mini|maxi|xl|xxl|jumbo)\b")
_BY_SIZE = ("mini", "small", "medium", "large", "extra large", "xl", "xxl", "jumbo")
_VARIANT_SIZE = re.compile(rf"\b(?:{'|'.join(sorted(_BY_SIZE, key=len, reverse=True))})\b")
_LETTERS = {"xs": "extra small", "s": "small", "m": "medium", "l": "large", "xl": "extra large", "xxl": "xxl"}
_LETTERS |= {"x-large": "extra large", "x large": "extra large", "big": "large", "middle": "medium"}
_ANY_SIZE = r"extra[ -]large|extra[ -]small|x[ -]large|small|medium|middle|large|big|mini|maxi|jumbo|xxl|xl|xs|s|m|l"
_WORDED = r"extra[ -]large|extra[ -]small|x[ -]large|small|medium|middle|large|big|mini|maxi|jumbo|xxl|xl|xs"
#: "Navy polo size L", "navy polo in Large", "navy polo (medium)" right beside a name
_SIZE_BESIDE = re.compile(
    rf",? (?:(?:in )?(?:the )?size[ :=]*({_ANY_SIZE})|(?:in |of )(?:the )?({_WORDED}|(?-i:[SML]))|- ?({_WORDED})"
    rf"|\(({_ANY_SIZE})\))(?: size| version| one)?(?![\w-])",
    re.IGNORECASE,
)
#: ... and anywhere in a message
_SIZE_SAID = re.compile(
    rf"\bsize[ :=]*({_ANY_SIZE})(?![\w'-])|\bthe ({_WORDED}|(?-i:[SML])) (?:one|size|version|variant)\b",
    re.IGNORECASE,
)
_IN_SIZE = re.compile(r",? (?:in )?(?:the )?size(?= \d)| in(?= \d)", re.IGNORECASE)
_VARIANT_NEXT = re.compile(rf" {_VARIANT.pattern}(?! (?:or|and) )")
_WORD_BEFORE = re.compile(r"(?<![\w'.-])([a-z]{3,}) $")
_COLOUR_BEFORE = re.compile(rf"\b(?:{COLOURS}) $")


@lru_cache(maxsize=20_000)
def _sizes(name: str) -> dict[str, frozenset[float]]:
    """The numbers of each unit in a name, weights in grams, volumes in litres and lengths in metres."""
    found: dict[str, set[float]] = {}
    for match in _SIZE.finditer(name.lower()):
        unit, n = _read(match)
        found.setdefault(unit, set()).add(n)
    return {unit: frozenset(ns) for unit, ns in found.items()}


def without_sizes(name: str) -> str:
    """What all sizes of a thing are called: "Polo Shirt Navy Large" and "... Medium" are one."""
    return name_key(_VARIANT_SIZE.sub(" ", _SIZE.sub(" ", name.lower())))


def larger_first(one: str, other: str) -> bool | None:
    """Is `one` the larger of two names that differ in one size? None where sizes do not tell."""
    mine, theirs = _sizes(one), _sizes(other)
    apart = [(max(mine[u]), max(theirs[u])) for u in mine.keys() & theirs.keys() if mine[u] != theirs[u]]
    if not apart:
        said = [_VARIANT_SIZE.findall(name.lower()) for name in (one, other)]
        apart = [(_BY_SIZE.index(said[0][0]), _BY_SIZE.index(said[1][0]))] if all(said) else []
    return apart[0][0] > apart[0][1] if len(apart) == 1 and apart[0][0] != apart[0][1] else None


def is_of_variant(said: str, name: str) -> bool:
    """Has the name the size, colour or kind that is said in one or two words ("42", "500 ml", "black")?"""
    if said.isdigit():
        return re.search(rf"(?<![\d.,]){said}(?![\d]|[.,]\d)", name) is not None
    sizes, told = _sizes(said), _sizes(name)
    if sizes:
        return all(unit in told and ns <= told[unit] for unit, ns in sizes.items())
    return set(name_key(said).split()) <= _in_all_forms(name)


def in_that_variant(said: str, name: str, size_of: str = "") -> str:
    """`name` in a size or colour that is said; empty where what is said is none. `size_of`: another of its sizes."""
    if colour := _COLOUR.fullmatch(said):
        return _put_in(_COLOUR, name, colour.group().title())
    if variant := _VARIANT_SIZE.fullmatch(said):
        return _put_in(_VARIANT_SIZE, name, variant.group().title())
    its = list(_SIZE.finditer(name.lower()))
    if said.isdigit():
        apart = [m for m in its if size_of and not is_of_variant(m.group(), size_of)] or its[:1]
        return "" if not apart else _with_number(name, apart[0], said)
    size = _SIZE.fullmatch(said)
    unit = _read(size)[0] if size else ""
    if size is None or not (size["kind"] or unit in _MEASURED or unit in _sizes(name)):
        return ""
    same = next((m for m in its if _read(m)[0] == unit), None)
    return f"{name[: same.start()]}{said}{name[same.end() :]}" if same else f"{name} {said}"


def _put_in(pattern: re.Pattern[str], name: str, said: str) -> str:
    found = pattern.search(name.lower())
    return f"{name[: found.start()]}{said}{name[found.end() :]}" if found else f"{name} {said}"


def _with_number(name: str, size: re.Match[str], number: str) -> str:
    told = next(k for k in ("n", "number", "which") if size[k])
    return f"{name[: size.start(told)]}{number}{name[size.end(told) :]}"


def _read(match: re.Match[str]) -> tuple[str, float]:
    if match["code"] or match["kind"]:
        return f"{match['code'] or match['kind']}#", float(match["number"] or match["which"])
    unit = (match["glued"] or match["unit"]).rstrip("s") or "s"
    base, many = _SAME.get(unit, (unit, 1))
    return base, round(float(match["n"].replace(",", ".")) * many, 6)


def of_its_size(
    text: str, mentions: Sequence[Mention], unknown: Sequence[Mention], catalogue: Catalogue
) -> tuple[list[Mention], list[Mention]]:
    """Mentions of products that have the sizes said with their names, and what is of no size that we have."""
    kept: list[Mention] = []
    none: list[Mention] = []
    for one in [*_whole(text, mentions), *unknown]:
        said = _with_sizes(text, one, catalogue) if one.kind == "product" and one.items else one
        more = name_key(text[said.start : one.start])  # "jumbo bag pink polkadot", where no bag of that name is jumbo
        items = tuple(
            i for i in said.items or _of_words(said, catalogue) if _agrees(said.text, i.name) and _has(i, more)
        )
        if items and items == one.items:
            kept.append(one)
        elif items:
            kept.append(replace(said, kind=items[0].kind, items=items))
        else:
            none.append(replace(said, kind="unknown product", exact=False, items=()) if said.items else one)
    kept = [_by_size_word(text, _by_bare_number(text, m)) for m in kept]
    whole = [*kept, *none]
    return [m for m in kept if not _inside(m, whole)], [m for m in none if not _inside(m, whole)]


def _by_bare_number(text: str, one: Mention) -> Mention:
    """ "Spanner 250", "boots in 42", where one of them is of 250 mm: those that have the number, if not all do."""
    lead = _IN_SIZE.match(text, one.end)
    at = lead.end() if lead else one.end
    said = NUMBER_BESIDE.match(text, at) if one.kind == "product" and one.ambiguous else None
    having = re.compile(rf"(?<![\d.,]){said['n']}(?![\d]|[.,]\d)") if said else None
    items = tuple(i for i in one.items if having and having.search(i.name))
    if said is None or not items or len(items) == len(one.items):
        return one
    return replace(one, end=said.end(), text=text[one.start : said.end()], items=items)


def _by_size_word(text: str, one: Mention) -> Mention:
    """ "The navy polo, size L", "... in Large", "... the large one": those that have the size, if not all do."""
    if one.kind != "product" or not one.ambiguous:
        return one
    beside = _SIZE_BESIDE.match(text, one.end)
    said = [beside] if beside else [m for m in _SIZE_SAID.finditer(text) if not one.start <= m.start() < one.end]
    sizes = {_LETTERS.get(size, size) for m in said for size in (next(filter(None, m.groups())).lower(),)}
    words = sizes.pop() if len(sizes) == 1 else ""
    items = tuple(i for i in one.items if words and words in _size_words(i.name))
    if not items or len(items) == len(one.items):
        return one
    end = beside.end() if beside else one.end
    return replace(one, end=end, text=text[one.start : end], items=items)


def _size_words(name: str) -> set[str]:
    """The sizes that a name tells in words, letters spelt out."""
    said = re.findall(rf"\b(?:{_ANY_SIZE})\b", name.lower())
    return {_LETTERS.get(size, size) for size in said}


def _inside(one: Mention, others: Sequence[Mention]) -> bool:
    """Is it a part of a longer one?"""
    return any(o.start <= one.start and one.end <= o.end and o.end - o.start > one.end - one.start for o in others)


def _whole(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """A size that was taken for a name of its own is put back: the "2m" of "Shower Hose 2m" is no cable of 2 m."""
    goods = [m for m in mentions if m.kind == "product"]
    parts = [m for m in goods if not m.exact and " " not in m.text]
    torn = {
        o: m for m in parts for o in goods
        if o is not m and text[o.end : m.start] == " " and (_SIZE.fullmatch(m.text.lower()) or _alike(o, m))
    }  # fmt: skip
    parts = list(torn.values())
    joined = {o: _joined(o, text[o.start : m.end], m.end) for o, m in torn.items()}
    return [joined.get(m, m) for m in mentions if m not in parts]


def _joined(one: Mention, said: str, end: int) -> Mention:
    """`one` with what goes on with it; unknown where no name has all its words."""
    words = set(name_key(_SIZE.sub(" ", said.lower())).split())
    items = tuple(i for i in one.items if words <= set(name_key(i.name).split()))
    return replace(one, end=end, text=said, exact=False, items=items, kind="product" if items else "unknown product")


def _alike(one: Mention, other: Mention) -> bool:
    """ "Chamomile Tea 20 Bags Honey", where only the 40 bags are with honey: a word of a product much like it."""
    return any(
        i.id != o.id and len(set(name_key(i.name).split()) & set(name_key(o.name).split())) > 1
        for i in one.items
        for o in other.items
    )


def _of_words(one: Mention, catalogue: Catalogue) -> tuple[Item, ...]:
    """The products that a name with a size may mean, where nothing was found by its letters."""
    names = near_names(one.text, catalogue) if one.kind == "unknown product" else ()
    return tuple(i for i in catalogue.of_kind("product") if i.name in names)


def _with_sizes(text: str, one: Mention, catalogue: Catalogue) -> Mention:
    """`one` with the sizes that stand right beside it."""
    low, end, start = text.lower(), one.end, one.start
    whole = any(name_key(one.text) == name_key(item.name) for item in one.items)
    units = _units(catalogue, one.items) if not whole else frozenset()
    if not whole and (torn := _NEXT.match(low, low.rfind(" ", start, end))) and torn.end() > end:
        end = torn.end()  # "Type" is in the name, and the 2 after it is not
    while not whole and (match := _NEXT.match(low, end)) and _is_size(match, units):
        end = match.end()
    if variant := _VARIANT_NEXT.match(low, end):
        end = variant.end()
    before = _BEFORE.search(low[: one.start])
    if colour := _COLOUR_BEFORE.search(low[: one.start]):
        start = colour.start()
    elif (
        (paired := _WORD_BEFORE.search(low[: one.start]))
        and not whole
        and _paired(paired[1], low[start:], one, catalogue)
    ):
        start = paired.start(1)
    elif before and not whole and _SAME.get(before["unit"].rstrip("s"), ("",))[0] in _MEASURED & units:
        start = before.start("size")
    return replace(one, start=start, end=end, text=text[start:end])


def _has(item: Item, words: str) -> bool:
    return all(
        w.isdigit() or _SIZE.fullmatch(w) or w in item.name.lower() or w in _in_all_forms(item.name)
        for w in words.split()
    )


def _paired(word: str, said: str, one: Mention, catalogue: Catalogue) -> bool:
    """Do `word` and the first word of a part of a name stand side by side in names, of which none is meant here?"""
    first = name_key(said[: len(one.text)]).split()[:1]
    if not first or any(word in item.name.lower() for item in one.items):
        return False
    return (name_key(word), first[0]) in catalogue.once(_pairs)


def _pairs(catalogue: Catalogue) -> frozenset[tuple[str, str]]:
    """Words that stand side by side in the names of products."""
    names = (name_key(item.name).split() for item in catalogue.of_kind("product"))
    return frozenset(pair for name in names for pair in pairwise(name))


def _is_size(match: re.Match[str], units: frozenset[str]) -> bool:
    unit = (match["glued"] or match["unit"] or "").rstrip("s")
    return unit not in _NO_SIZE and _read(match)[0] in units


def _units(catalogue: Catalogue, items: Sequence[Item]) -> frozenset[str]:
    """The units of these products' names, and the weights, volumes and lengths in which any of the range is told."""
    own = {unit for item in items for unit in _sizes(item.name)}
    return frozenset(own | catalogue.once(_measured_units))


def _measured_units(catalogue: Catalogue) -> frozenset[str]:
    return frozenset(u for i in catalogue.of_kind("product") for u in _sizes(i.name) if u in _MEASURED)


def _words_of_names(catalogue: Catalogue) -> list[tuple[Item, frozenset[str]]]:
    return [(item, _in_all_forms(item.name)) for item in catalogue.of_kind("product")]


def _in_all_forms(name: str) -> frozenset[str]:
    """The words of a name, the short ones in full as well."""
    words = name_key(name).split()
    return frozenset((*words, *map(in_full, words)))


def _agrees(said: str, name: str) -> bool:
    """Has the name every size, colour and variant that is said?"""
    told, words = _sizes(name), _in_all_forms(name)
    if not all(word in words for match in _VARIANT.findall(said.lower()) for word in name_key(match).split()):
        return False
    return all(ns <= told[unit] if unit in told else unit not in _MEASURED for unit, ns in _sizes(said).items())


def near_names(said: str, catalogue: Catalogue) -> tuple[str, ...]:
    """Products whose names have the words that are said, with other sizes or in another colour."""
    sizes = _SIZE.sub(" ", said.lower())
    for words in (sizes, _VARIANT.sub(" ", sizes)):
        telling = set(name_key(words).split()) - _SMALL_WORDS
        names = [item.name for item, has in catalogue.once(_words_of_names) if telling <= has]
        if words != said.lower() and telling and names:
            return tuple(names) if len(names) <= _MOST_NEAR else ()
    return ()
