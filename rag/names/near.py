"""Names that are found by their neighbours: one word more than a category's, one slip in three words."""

from __future__ import annotations

import re
from collections.abc import Callable

from rag.names.catalogue import Catalogue, Token, name_key, stem, tokens
from rag.names.index import NameIndex
from rag.names.mentions import Mention
from rag.names.slots import (
    AFTER_NAME,
    AMOUNT_OF,
    ASKED_NEXT,
    BROUGHT,
    DOES,
    DONE_BY_STORES,
    KIND_WORD,
    NEVER_A_PLACE,
    OF_A_SUPPLIER,
    QUESTION,
    SENT_BY,
    TOLD_AFTER,
)

__all__ = [
    "amount_of",
    "closes",
    "names_region",
    "of_few",
    "one_slip",
    "quoted_titles",
    "stands_as_store",
    "stores_in_place",
    "suppliers_of",
    "theirs",
    "whole_names",
]


def amount_of(catalogue: Catalogue, text: str, words: list[Token], first: int, end: int) -> bool:
    """ "Sell the most cleaning over ...": is an amount of words[first:end] told? Always of the only product."""
    if len(catalogue.of_kind("product")) == 1:
        return True
    return closes(text, words, end) and first > 0 and words[first - 1].text in AMOUNT_OF


_FEW = 60  # products: among so few, a word that stands where a name stands is one
_FIGURES_ON = frozenset({"trend", "trends", "forecast", "forecasts", "figures", "numbers", "info", "information"})
_GOES_ON = frozenset({"is", "are", "at", "in"})


def of_few(catalogue: Catalogue, text: str, words: list[Token], first: int, end: int) -> bool:
    """ "Produce is how many % of ...", "the band for produce, ...": of few products, where a name stands."""
    said = text[words[first].start : words[end - 1].end]
    if said.isupper() and len(said) > 3 and not text.isupper():
        return True  # CLEANING, as the catalogue writes it
    if len(catalogue.of_kind("product")) > _FEW:
        return False
    follower = words[end].text if end < len(words) else ""
    before = words[first - 1].text if first else ""
    told_on = before == "on" and first > 1 and words[first - 2].text in _FIGURES_ON  # "the trend on screen, ..."
    return (not first and follower in _GOES_ON) or (
        (told_on or before in ("for", "of", "about")) and closes(text, words, end)
    )


def closes(text: str, words: list[Token], end: int) -> bool:
    """Can a name end before words[end]?"""
    follower = words[end].text if end < len(words) else ""
    return not follower or follower in AFTER_NAME or text[words[end - 1].end :].lstrip()[:1] in "?.,!;:"


_BEFORE_STORE = frozenset({"in", "at", "sales", "stock", "forecast", "demand"})  # "earl grey sales nice next 2 weeks"


#: "There is 1200 in the pot for nice.", "the budget for nice is 1200", "for nice, what is left?"
_SET_OFF = re.compile(
    r"\s*(?:$|[?!;:]|\.(?:\s|$)|,\s*(?:and |so |then )*(?:what|how|which|who|when|is|are|do|does|once|after)\b"
    r"|(?:is|are|was|has|stands|amounts)\b)",
    re.IGNORECASE,
)


def stands_as_store(text: str, words: list[Token], first: int, end: int) -> bool:
    """ "The forecast in nice next week", "will nice sell more of it?", "nice: what is out of stock?"."""
    before = words[first - 1].text if first else ""
    after = words[end].text if end < len(words) else ""
    told_of = before == "of" and first > 1 and words[first - 2].text in _BEFORE_STORE  # "sales of nice next week"
    return (
        ((before in _BEFORE_STORE or told_of) and (closes(text, words, end) or after in ASKED_NEXT))
        or (before in ("for", "from") and after in ASKED_NEXT)
        or (before == "for" and _SET_OFF.match(text, words[end - 1].end) is not None)
        or (before in DOES and after in DONE_BY_STORES)
        or (not first and text[words[end - 1].end :][:1] == ":")
        or (
            first > 0 and before not in NEVER_A_PLACE and (after in TOLD_AFTER or text[words[end - 1].end :][:1] == ":")
        )
    )


def one_slip(index: NameIndex, text: str, words: list[Token], stems: list[str], taken: dict[int, Mention]) -> None:
    """A name of three everyday words with a slip in the first or last ("spots top medium")."""
    from rapidfuzz.distance import OSA

    for at in range(len(words)):
        for odd, rest in ((at, range(at + 1, at + 3)), (at + 2, range(at, at + 2))):
            whole = range(min(odd, rest.start), max(odd + 1, rest.stop))
            if whole.stop > len(words) or any(i in taken for i in whole) or len(stems[odd]) < 4:
                continue
            names = [index.items[n] for n in index.with_phrase([stems[i] for i in rest])]
            near = tuple(
                item for item in names
                if len(told := [stem(t.text) for t in tokens(item.name)]) == 3
                and OSA.distance(told[0 if odd < rest.start else 2], stems[odd]) == 1
            )  # fmt: skip
            if len(near) == 1:
                start, end = words[whole.start].start, words[whole.stop - 1].end
                mention = Mention(start, end, text[start:end], near[0].kind, near, False)
                taken |= dict.fromkeys(whole, mention)


def stores_in_place(
    catalogue: Catalogue, words: list[Token], taken: dict[int, Mention], known: Callable[[str], bool]
) -> None:
    """ "In tuscon", which is a word of the language to some: the one store that is called so but for one slip."""
    from rapidfuzz.distance import OSA

    for at in range(1, len(words)):
        said = words[at].text
        if at in taken or words[at - 1].text not in ("in", "at", "for", "from") or len(said) < 5 or known(said):
            continue
        near = [item for item in catalogue.of_kind("store") if OSA.distance(item.name.lower(), said) == 1]
        if len(near) == 1:
            taken[at] = Mention(words[at].start, words[at].end, said, "store", tuple(near), False)


def whole_names(index: NameIndex, text: str, words: list[Token], stems: list[str], taken: dict[int, Mention]) -> None:
    """ "Headphone case", where Headphones is a category: two words side by side in a product's name are it."""
    for i, hit in list(taken.items()):
        if hit.kind != "category" or i + 1 in taken or i + 1 >= len(words):
            continue
        own = [j for j, other in taken.items() if other is hit]  # "t-shirt small", where T-Shirts is a category
        following = stems[i + 1]
        letter = len(following) == 1 and following not in "ainuryw"  # "vitamin c", and not "tea n coffee"
        short = len(following) < 3 and not letter
        if short or following in QUESTION or following in KIND_WORD or words[i + 1].text in AFTER_NAME:
            continue
        if letter and i + 2 < len(words) and words[i + 2].text in ("class", "items", "products", "articles"):
            continue
        found = tuple(
            item
            for n in index.with_phrase([*(stems[j] for j in sorted(own)), following])
            if (item := index.items[n]).kind == "product"
        )
        if found:
            start, end = hit.start, words[i + 1].end
            taken |= dict.fromkeys((*own, i + 1), Mention(start, end, text[start:end], "product", found, False))


_REGION = frozenset(
    ["region", "regions", "area", "areas", "state", "county", "province", "district", "territory", "zone"]
)


_ITS_STORES = frozenset(["stores", "shops", "branches", "region", "area", "together"])


def names_region(before: str, stems: list[str], after: str) -> bool:
    """ "The region type c", "the stores in type c", "type c stores": everyday words that name a region."""
    several = len(stems) > 1 and (before in ("in", "for", "of", "at", "from", "across") or after in _ITS_STORES)
    return before in _REGION or several


def theirs(mention: Mention, text: str, words: list[Token], at: int) -> bool:
    """ "Wakefield stuff", "any wakefield lorries", "lead time wakefield", "buys frm wakefield": a supplier by the first
    word of its name, and what it brings, has or sends."""
    said, follower = stem(words[at].text), words[at + 1].text if at + 1 < len(words) else ""
    before = words[at - 1].text if at else ""
    first = all(item.kind == "supplier" and name_key(item.name).split()[0] == said for item in mention.items)
    sent_by = before in SENT_BY and (follower in ASKED_NEXT or closes(text, words, at + 1))
    return first and (follower in BROUGHT or follower in OF_A_SUPPLIER or before in OF_A_SUPPLIER or sent_by)


def suppliers_of(
    index: NameIndex,
    text: str,
    words: list[Token],
    stems: list[str],
    taken: dict[int, Mention],
    known: Callable[[str], bool],
) -> None:
    """ "Wakefield gear", where a product is a gear cable: a supplier's first word before what it brings, unless a
    name has both."""
    for at in range(len(words) - 1):
        beside = words[at + 1].text
        if at in taken or at + 1 in taken or beside not in BROUGHT or known(words[at].text):
            continue
        numbers = index.postings.get(stems[at], ())
        items = tuple(i for n in numbers if name_key((i := index.items[n]).name).split()[0] == stems[at])
        if items and all(i.kind == "supplier" for i in items) and not index.with_phrase([stems[at], stem(beside)]):
            start, end = words[at].start, words[at + (not known(beside))].end  # "gear" is nothing that is asked
            taken |= dict.fromkeys((at, at + 1), Mention(start, end, text[start:end], "supplier", items, False))


def quoted_titles(catalogue: Catalogue, text: str, words: list[Token], taken: dict[int, Mention]) -> None:
    """A quoted stretch that is nearly a note's title is that note."""
    from rapidfuzz import fuzz, process

    notes = catalogue.of_kind("note")
    for match in re.finditer(r"[\"“«]([^\"”»]{4,})[\"”»]", text):
        inside = [i for i, w in enumerate(words) if match.start() < w.start and w.end < match.end()]
        if not inside or any(taken.get(i) is not None and taken[i].kind == "note" for i in inside):
            continue
        titles = [n.name.casefold() for n in notes]
        hit = process.extractOne(match[1].casefold(), titles, scorer=fuzz.ratio, score_cutoff=86)
        if hit:
            mention = Mention(match.start(1), match.end(1), match[1], "note", (notes[hit[2]],), False)
            taken |= dict.fromkeys(inside, mention)
