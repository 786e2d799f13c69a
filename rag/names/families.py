# ruff: noqa: E501 - a pattern is read on one line
"""Names of one family: one says what the other leaves out ("garden gloves - the long or the short ones?", "the
striped picnic blanket or the plain one?"), or all of them are meant ("which of the picnic blankets sells most?").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from rag.names.catalogue import Token, stem, tokens
from rag.names.index import NameIndex
from rag.names.mentions import Mention
from rag.names.slots import QUESTION, SMALL

__all__ = ["in_full"]

_ONE = frozenset({"one", "version", "variant", "kind", "type"})
_JOINS = frozenset({"and", "or", "vs", "versus", "than"})
_LONGEST = 3  # words that tell one of a family from another
_SHARED = 2  # words that both have, at least
_HEAD = re.compile(r"\s*(?:[-:,;]\s*)?(?:(?:and|so)\s+)?", re.IGNORECASE)
_THE_TWO = re.compile(r"\b(?P<lead>(?:the|those|these) (?:two|2)|both(?: the| of the)?)\s+$", re.IGNORECASE)


def in_full(text: str, mentions: Sequence[Mention], index: NameIndex, spoken_of: Sequence[str] = ()) -> str:
    """`text` with the whole names; as it is where no name is told by another of its family."""
    goods = [m for m in mentions if m.kind == "product"]
    words = tokens(text)
    unclear = [m for m in goods if len(m.items) > 1]
    if len(goods) == len(unclear) == 1 and (
        put := _each_of(text, words, unclear[0], index) or _all_of(text, unclear[0], index)
    ):
        return put
    plain = [m for m in goods if len(m.items) == 1]
    base = plain[0].items[0].id if len(plain) == 1 else spoken_of[0] if not plain and len(spoken_of) == 1 else ""
    numbers = [n for n in index.ids.get(base.strip().lower(), []) if index.items[n].kind == "product"]
    return _other_of(text, words, unclear, plain, numbers[0], index) if numbers else text


_ALL = r"(?: all)?(?: of)?(?: (?:the|our|these|those|my|your))?(?: (?:different|various|\d|two|three|four|five|six))?"
#: "Which of the [product]", "out of our [product], which one", "which [product] sells best", "best seller of our [product]"
_WHICH_OF = re.compile(
    rf"(?:\b(?:which|what)(?: (?:ones?|kinds?|types?|sizes?|colours?|sorts?|variety|versions?))?(?: (?:of|out of|among|amongst))?{_ALL}"
    rf"|\b(?:rank|compare|sort){_ALL})\s*$",
    re.IGNORECASE,
)
_OUT_OF = re.compile(
    rf"(?:^|[,.;:!] |\b(?:and|so|ok|now|then) )(?:of|out of|among|amongst|between|from|within|across|looking at|comparing){_ALL}\s*$",
    re.IGNORECASE,
)
_BEST_OF = re.compile(
    rf"\b(?:most|least|best|worst|\w{{3,}}est|(?:best|top|worst|slowest|fastest)[ -]?sell(?:er|ing))\b[^?.,;]{{0,40}}\b(?:of|out of|among|amongst|from){_ALL}\s*$",
    re.IGNORECASE,
)
_ONE_OF_THEM = re.compile(
    r"\b(?:which|what)(?: (?:one|is|are|has|have|sells?|sold|will|was|do|does|needs?)\b|\W*$)", re.IGNORECASE
)
_END = re.compile(r"\b(?:most|least|best|worst|first|last|\w{3,}est|by)\b", re.IGNORECASE)
#: What is ranked may be something else: "which store sells the most picnic blankets?"
_OF_ANOTHER_KIND = re.compile(
    r"\b(?:which|what|rank|best|worst|busiest) (?:of )?(?:our |the )?(?:stores?|shops?|branch(?:es)?|suppliers?|categor\w+|days?|weeks?|months?|weekdays?|regions?)\b",
    re.IGNORECASE,
)
_MOST_OF_A_FAMILY = 9


def _all_of(text: str, said: Mention, index: NameIndex) -> str:
    """ "Which of the picnic blankets sells most": all whose names have the words, in the place of what they share."""
    head, tail = text[: said.start], text[said.end :]
    ranked = _END.search(tail) or _END.search(head)
    which = _WHICH_OF.search(head) or (_OUT_OF.search(head) and _ONE_OF_THEM.search(tail)) or _BEST_OF.search(head)
    if not which or not ranked or _OF_ANOTHER_KIND.search(text):
        return ""
    asked = [stem(t.text) for t in tokens(said.text)]
    having = [index.items[n] for n in index.with_all(asked) if _goes_through(asked, index.words[n])]
    whole = [item for item in having if item.kind == "product"]
    items = whole if {i.id for i in said.items} <= {i.id for i in whole} else said.items
    names = list(dict.fromkeys(item.name for item in items))
    if len(items) > _MOST_OF_A_FAMILY or len(names) < len(items):
        return ""
    return f"{head}{', '.join(names[:-1])} and {names[-1]}{tail}"


def _goes_through(asked: list[str], name: Sequence[str]) -> bool:
    """Does the name hold the words in their order, with up to two more in between ("garden striped wool gloves"), of
    which none says that it is something else ("garden set with gloves")?"""
    if not all(word in name for word in asked):
        return False
    places = [name.index(word) for word in asked]
    between = {name[i] for a, b in pairwise(places) for i in range(a + 1, b)}
    return all(0 < b - a <= 3 for a, b in pairwise(places)) and not between & SMALL


def _each_of(text: str, words: Sequence[Token], said: Mention, index: NameIndex) -> str:
    """ "Garden gloves - the long or the short ones": both in full, in the place of what tells them apart."""
    family = {item.id: {stem(t.text) for t in tokens(item.name)} for item in said.items}
    found: dict[str, Token] = {}
    for word in words:
        if said.start <= word.start < said.end or word.text in SMALL:
            continue
        of = [n for n, name in family.items() if stem(word.text) in name]
        if len(of) == 1:
            found.setdefault(of[0], word)
    places = [words.index(word) for word in found.values()]
    near = len(places) == 2 and abs(places[0] - places[1]) <= 3
    if not near or not any(words[i].text in _JOINS for i in range(min(places), max(places))):
        return ""
    names = {item.id: item.name for item in said.items}
    cuts = [(*_with_one(words, word), names[n]) for n, word in found.items()]
    head = _HEAD.match(text[said.end :]) if said.end < min(a for a, _, _ in cuts) else None
    end = said.end + (head.end() if head else 0)
    return _put(text, [*cuts, (said.start, end, "")])


def _other_of(
    text: str, words: list[Token], unclear: list[Mention], plain: list[Mention], base: int, index: NameIndex
) -> str:
    """ "The plain one" beside, or after, another of that family."""
    for first, last, end in _told_shortly(words, plain):
        said = {stem(w.text) for w in words[first:last]}
        if said & QUESTION or said & SMALL:
            continue
        names = {index.items[n].name for n in index.with_all(said) if _differs(n, base, said, index)}
        if len(names) != 1:
            continue
        cuts = [(words[first].start, end, names.pop())]
        for m in unclear:
            if m.start < end and words[first].start < m.end:
                continue
            lead = _THE_TWO.search(text[: m.start])
            if lead is None:
                return text
            cuts.append((m.start, m.end, ""))
        return _put(text, cuts)
    return text


def _told_shortly(words: list[Token], plain: list[Mention]) -> list[tuple[int, int, int]]:
    """(first, last, where it ends) of the words before "one", and of those before "and" and a whole name."""
    spans = []
    for i, word in enumerate(words):
        if stem(word.text) in _ONE:
            spans += [(i - k, i, word.end) for k in range(_LONGEST, 0, -1) if i >= k]
    for m in plain:
        at = next((i for i, w in enumerate(words) if w.start >= m.start), 0)
        at -= at > 0 and words[at - 1].text in ("the", "our")
        if at > 1 and words[at - 1].text in _JOINS:
            spans += [(at - 1 - k, at - 1, words[at - 2].end) for k in range(_LONGEST, 0, -1) if at - 1 >= k]
    held = [(m.start, m.end) for m in plain]
    return [
        s for s in spans if not any(a < words[i].end and words[i].start < b for a, b in held for i in range(*s[:2]))
    ]


def _differs(number: int, base: int, said: set[str], index: NameIndex) -> bool:
    """Is it called as the other is, but for what was said?"""
    name, other = set(index.words[number]), set(index.words[base])
    rest = name - said
    shared = len(rest) >= _SHARED and rest <= other and len(other - rest) <= len(said) + 1
    return number != base and index.items[number].kind == "product" and shared and not said & other


def _with_one(words: Sequence[Token], word: Token) -> tuple[int, int]:
    at = words.index(word)
    one = at + 1 < len(words) and stem(words[at + 1].text) in _ONE
    return word.start, words[at + 1].end if one else word.end


def _put(text: str, cuts: list[tuple[int, int, str]]) -> str:
    for start, end, name in sorted(cuts, reverse=True):
        text = text[:start] + name + text[end:]
    return re.sub(r"\s{2,}", " ", text).strip()
