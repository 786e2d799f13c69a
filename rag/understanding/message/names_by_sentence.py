"""Names that the sentence shows and the linker did not find: of something that we have, or of nothing at all."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import replace

from rag.names.catalogue import stem, tokens
from rag.names.linking import Linker, Mention
from rag.names.slots import KIND_WORD
from rag.understanding.message.everyday_nouns import names_nothing
from rag.understanding.message.lexicon import SHORT_FORMS, WORDS, correct, is_english, subject_words
from rag.understanding.message.name_tagger import NamedSpan
from rag.understanding.message.note_topics import FUNCTION, NOTE_TOPIC, NOTE_WORD

__all__ = ["NamesBySentence", "bare_name"]

#: How sure the tagger must be of a name that nobody knows; chosen on our own question files.
_SURE = {"product": 0.8, "store": 0.8, "supplier": 0.9, "category": 0.95}
_SURE_OF_KIND = 0.9
_SURE_OF_ALL = 0.95
_SURE_ALONE = {**_SURE, "category": 0.85}
Span = tuple[int, int]


class NamesBySentence:
    """What the tagger of names adds to the linker, and what it takes away."""

    def __init__(self, linker: Linker, tagger: Callable[[str], tuple[NamedSpan, ...]] | None) -> None:
        self.linker, self.tagger = linker, tagger

    def kept(self, text: str, mentions: list[Mention]) -> list[Mention]:
        """Without everyday words that name something by chance ("the road in front is closed")."""
        named = [m for m in mentions if m.exact or m.text.lower() not in FUNCTION]  # "your" in GROW YOUR OWN HERBS
        named = [m for m in named if not self._in_another_name(text, m)]
        return [
            m
            for m in named
            if m.exact
            or m.kind != "product"
            or (m.ambiguous and m.text.lower() not in subject_words())
            or not self._plainly_none(text, m)
        ]

    def _in_another_name(self, text: str, one: Mention) -> bool:
        """ "Brass Door Stoppers": is a word of a product's name one of three or more of a name that is not ours?"""
        short = one.kind == "product" and not one.exact and " " not in one.text and text[one.start].isupper()
        if self.tagger is None or not short or text.isupper():
            return False
        spans = (s for s in self.tagger(text) if s.kind == "product" and s.probability >= _SURE_OF_ALL)
        whole = next((s for s in spans if s.start <= one.start and one.end <= s.end), None)
        if whole is None:
            return False
        others = [t for t in tokens(text[whole.start : whole.end]) if whole.start + t.start != one.start]
        theirs = {stem(t.text) for item in one.items for t in tokens(item.name)}
        written = all(t.text.isalpha() and text[whole.start + t.start].isupper() for t in others)
        return len(others) > 1 and written and not any(stem(t.text) in theirs for t in others)

    def known_unknown(
        self, text: str, unknown: list[Mention], named: list[Mention], elsewhere: Collection[str] = ()
    ) -> list[Mention]:
        """Unknown names less everyday words that stand for none ("abc analysis Leeds")."""
        matter = [m for m in unknown if not NOTE_TOPIC.fullmatch(m.text.lower())]  # "at the stocktake in Leeds"
        matter = [m for m in matter if not self._titled(m.text)]  # "the Madison Food Festival"
        matter = [m for m in matter if not (_TEAM.match(m.text) and _OF_OURS.search(text[: m.start]))]
        matter = [
            m
            for m in matter
            if not names_nothing(text, m.start, m.end, m.kind.removeprefix("unknown "), named, elsewhere)
        ]
        return [m for m in matter if not self._plainly_none(text, m)]

    def held(self, text: str, one: Mention) -> Mention:
        """What an unknown name may mean: products whose names hold its words side by side; itself where none does."""
        if one.kind == "unknown supplier":
            return self._mention(one.start, one.end, one.text, "supplier")
        if one.kind != "unknown product":
            return one
        found = self._mention(one.start, one.end, one.text, "product")
        spans = () if found.items or self.tagger is None else self.tagger(text)
        kinds = {s.kind for s in spans if s.start <= one.start and one.end <= s.end and s.probability >= _SURE_OF_KIND}
        return replace(found, kind=f"unknown {kinds.pop()}") if len(kinds) == 1 else found

    def _titled(self, said: str) -> bool:
        """Two words or more that stand in a note's title or in an event's name."""
        name = said.lower()
        catalogue = self.linker.catalogue
        titles = (n.name.lower() for n in catalogue.of_kind("note"))
        return " " in name and (any(name in e for e in catalogue.calendar.events) or any(name in t for t in titles))

    def _plainly_none(self, text: str, one: Mention) -> bool:
        if self.tagger is None or not one.text.islower() or not one.text.isalpha() or not is_english(one.text):
            return False
        return not any(s.start < one.end and one.start < s.end for s in self.tagger(text))

    def more(
        self,
        text: str,
        mentions: list[Mention],
        taken: list[Span],
        is_time: Callable[[str], bool],
        elsewhere: Collection[str] = (),
    ) -> list[Mention]:
        """Further mentions: products whose names hold the words, and names that belong to nothing.

        `taken` are stretches that are understood already, `elsewhere` the kinds of what the rest of the
        message names; of a name that runs into a store's the store is cut off.
        """
        if self.tagger is None or NOTE_WORD.search(text.lower()):
            return []  # what a note speaks of need not be sold here
        places = [(m.start, m.end) for m in mentions if m.kind in ("store", "region")]
        others = [(m.start, m.end) for m in mentions if m.kind not in ("store", "region")]
        matters = [m.span() for m in NOTE_TOPIC.finditer(text.lower())]  # "roadworks", "the Christmas market"
        found = []
        for span in (_beside(s, places) for s in self.tagger(text)):
            said = text[span.start : span.end].strip()
            start = span.start + len(text[span.start : span.end]) - len(text[span.start : span.end].lstrip())
            end = start + len(said)
            if (
                span.probability >= (_SURE_ALONE if _heads(text, start, end) else _SURE).get(span.kind, 2.0)
                and re.search(r"[^\W\d]{3}", said)
                and not _everyday(said)
                and not any(a < end and start < b for a, b in (*others, *taken, *matters))
                and not is_time(said)
                and not (_TEAM.match(said) and _OF_OURS.search(text[:start]))
                and not _no_goods(text, start, said, others)
                and not _supposed_to_do(text, start, end)
                and not names_nothing(text, start, end, span.kind, mentions, elsewhere)
                and not ((mentions if span.kind != "store" else places) and _told_aside(text, start, end))
            ):
                found.append(self._mention(start, end, said, span.kind))
        return found

    def by_number(self, text: str, mentions: list[Mention]) -> list[Mention]:
        """ "How much will number 56 sell?": the products and shops of that number; several are asked back about."""
        found = []
        for match in _BY_NUMBER.finditer(text):
            start, end = match.span("n")
            if any(m.start < end and start < m.end for m in mentions):
                continue
            catalogue, n = self.linker.catalogue, match["n"]
            items = tuple(
                item
                for kind in ("product", "store")
                for item in catalogue.of_kind(kind)
                if item.id == n or item.name == n or item.name.endswith(f" {n}")
            )
            if items:
                found.append(Mention(match.start("all"), end, match["all"], items[0].kind, items))
        return found

    def _mention(self, start: int, end: int, said: str, kind: str) -> Mention:
        """What the words may mean where they stand side by side in names that we hold; unknown otherwise.

        A firm is called by the first words of its name.
        """
        index = self.linker.index
        words = [stem(t.text) for t in tokens(said)]
        numbers = index.with_phrase(words) if kind in ("product", "supplier") else ()
        items = tuple(item for n in numbers if (item := index.items[n]).kind == kind)
        if kind == "supplier":
            items = tuple(i for i in items if [stem(t.text) for t in tokens(i.name)][: len(words)] == words)
        if items:
            return Mention(start, end, said, kind, items, False)
        for other in ("supplier", "store"):  # what the sentence takes for a shop may be a firm of ours
            named = (i for i in self.linker.catalogue.of_kind(other) if other != kind)
            if known := tuple(i for i in named if [stem(t.text) for t in tokens(i.name)][: len(words)] == words):
                return Mention(start, end, said, other, known, False)
        return Mention(start, end, said, f"unknown {kind}")


_BY_NUMBER = re.compile(
    r"\b(?P<all>(?:number|no\.?|nr\.?|#) ?(?P<n>\d{1,6}))\b"
    r"(?! ?(?:in the|on the|of the|by\b|seller|product|item|store|shop|rank|place|position))",
    re.IGNORECASE,
)


def _heads(text: str, start: int, end: int) -> bool:
    """ "Bread. Units tomorrow?": does it stand alone before what is asked?"""
    return not text[:start].strip() and re.match(r"[.:,;] |\s+[-\u2013\u2014]", text[end:]) is not None


def bare_name(one: Mention) -> Mention:
    """ "launch Pomelina Quince": the name is what is written as one."""
    verb = _LEADING.match(one.text)
    return replace(one, start=one.start + verb.end(), text=one.text[verb.end() :]) if verb else one


_LEADING = re.compile(r"(?:[a-z]+ (?:the |our |a )?){1,2}(?=[A-Z][\w'-]+ [A-Z])")
#: "The returns desk", "our back office": who asks, and no goods
_TEAM = re.compile(
    r"(?:desks?|counters?|office|team|crew|department|floor|people|folks|lads|girls|boys|clerks?|tills?)\b"
)
_OF_OURS = re.compile(r"\b(?:the|our|my|your|their|this|that) \w+ $", re.IGNORECASE)


#: "Cages!!", "half a bay": what a shop is fitted out with
_FIXTURE = re.compile(
    r"(?:(?:a|an|the|my|our|whole|entire|roll|empty|full) )*(?:cages?|bays?|trolleys?|pallets?|racks?"
    r"|aisles?|docks?|bean counters|number crunchers|shelf|shelves|stock ?rooms?|back ?rooms?)"
)
_ASKED_OF = re.compile(
    r"\b(?:many|much|of|for|sell|sells|sold|selling|order|buy|stock|forecast|need)(?: the| our| any)? $", re.I
)
#: "The Dairy family": the category itself
_KIN = re.compile(r"(?:famil(?:y|ies)|clan|tribe|crowd|gang|bunch|corner|aisle|world|side|shelf|wall)")


def _no_goods(text: str, start: int, said: str, named: list[Span]) -> bool:
    """Do everyday words stand for a part of the shop, or for a category that is named before them?"""
    if _KIN.fullmatch(said) and any(b + 1 == start for _, b in named):
        return True
    return bool(_FIXTURE.fullmatch(said) and not _ASKED_OF.search(text[:start]))


#: "... at Leeds, trolley is empty": the subject of what is told beside the question
_TOLD_OF = re.compile(
    r"^ (?:is|are|was|were|has|have|looks?|seems?|stands?|lies?|went|came|keeps?|will|needs?)\b", re.IGNORECASE
)
_SET_APART = re.compile(
    r"(?:[,;.!?:] ?|\s[-\u2013\u2014] ?)(?:(?:the|our|my|that|this|as|because|since|cause|and|but|so) )*$",
    re.IGNORECASE,
)


def _told_aside(text: str, start: int, end: int) -> bool:
    """Is an everyday word the subject of a statement of its own?"""
    said = text[start:end]
    plain = said.islower() and all(is_english(word) for word in said.split())
    return plain and bool(_SET_APART.search(text[:start]) and _TOLD_OF.match(text[end:]))


#: "Assume finance caps the orders": who does what, in everyday words
_SUPPOSED = re.compile(r"\b(?:assum\w+|suppos\w+|imagine|say|if|pretend)(?: that)?(?: the| our| my)? $", re.IGNORECASE)
_TO_SOMETHING = re.compile(
    r" (?:the|our|my|its|all|this|that|these|those|every|each|us|me|any|today'?s?|spending|orders?|purchas\w+|demand"
    r"|sales)\b",
    re.IGNORECASE,
)


def _supposed_to_do(text: str, start: int, end: int) -> bool:
    said = text[start:end]
    words = said.split()
    plain = len(words) > 1 and said.islower() and words[-1].endswith("s") and all(is_english(w) for w in words)
    return plain and bool(_SUPPOSED.search(text[:start]) and _TO_SOMETHING.match(text[end:]))


def _beside(span: NamedSpan, places: list[Span]) -> NamedSpan:
    """ "orange juice Leeds" is one span, and Leeds a shop of ours."""
    for a, b in places:
        if span.start < a < span.end:
            span = replace(span, end=a if span.kind != "store" else span.start)
        elif a <= span.start < b:
            kind = "" if span.kind == "store" else span.kind  # what is left of a store's span is no name
            span = replace(span, start=min(b, span.end), kind=kind)
    return span


def _everyday(said: str) -> bool:
    """A slip of an everyday word, a short form, or nothing but words such as "store"."""
    low = said.lower()
    if all(word in KIND_WORD for word in low.split()):
        return True
    return low in SHORT_FORMS or low in WORDS or (low.isalpha() and correct(low) != low)
