"""Names in a question: found exactly, misspelt, in part, by id, or not known at all.

    Linker(catalogue, lexicon).link("hw much oaat milk in leeds")

Exact full names come first, the longest of them; then words that no sentence of this
subject would use are looked up by their letters. What fits several names is handed back
with all of them; what looks like a name and fits none is `unknown`, never dropped.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import replace

from rag.names.aligning import Match, align
from rag.names.catalogue import Catalogue, Item, Token, stem, tokens
from rag.names.index import NameIndex, key
from rag.names.mentions import Mention
from rag.names.near import (
    amount_of,
    names_region,
    of_few,
    one_slip,
    quoted_titles,
    stands_as_store,
    stores_in_place,
    suppliers_of,
    theirs,
    whole_names,
)
from rag.names.slots import AFTER_NAME, BEFORE_NAME, COUNTED, CUES, KIND_WORD, NUMERALS, OPENERS, QUESTION, SMALL
from rag.names.trade_forms import said_in_full

__all__ = ["Linker", "Mention"]

FULL = 0.86  # share of a name's telling words that make it a whole name, a slip of the pen allowed
#: "Phone case clear - what went out?", "of the phone cases, which ...": what a name of two words ends at
_SET_OFF = re.compile(r"(?:\s+[-\u2013\u2014]+|\s*[,:;?])\s")
_RANK = {"category": 0, "region": 1, "store": 2, "supplier": 3, "product": 4, "note": 5}


class Linker:
    """Finds mentions; `lexicon` holds the words of sentences of this subject, `is_word` tells any word of the
    language, `is_slip` a slip of one of the lexicon."""

    def __init__(
        self,
        catalogue: Catalogue,
        lexicon: Collection[str] = (),
        is_word: Callable[[str], bool] = lambda word: False,
        is_slip: Callable[[str], bool] = lambda word: False,
    ) -> None:
        self.is_word, self.is_slip = is_word, is_slip
        self.catalogue = catalogue
        self.index = NameIndex(catalogue, is_word)
        self.lexicon = frozenset(lexicon)

    def link(self, text: str) -> list[Mention]:
        """Mentions in order of their place; they do not overlap."""
        words = tokens(text)
        stems = [self._stem(word.text) for word in words]
        taken: dict[int, Mention] = {}
        whole = self._by_id(text, words) + self._exact(text, words, stems)
        for first, last, mention in sorted(whole, key=lambda hit: (hit[0] - hit[1], hit[0])):
            if not any(i in taken for i in range(first, last)):
                taken |= dict.fromkeys(range(first, last), mention)
        whole_names(self.index, text, words, stems, taken)
        self._lengthen(text, words, stems, taken)
        quoted_titles(self.catalogue, text, words, taken)
        suppliers_of(self.index, text, words, stems, taken, self._known)
        self._inexact(text, words, stems, taken)
        one_slip(self.index, text, words, stems, taken)
        stores_in_place(self.catalogue, words, taken, self._known)
        if not any(m.kind in ("product", "category", "supplier", "note") for m in taken.values()):
            self._in_slot(text, words, stems, taken)
        unique = [m for m in dict.fromkeys(taken.values()) if m.exact or stem(m.text.lower()) not in COUNTED]
        return sorted(unique, key=lambda mention: mention.start)

    def _stem(self, word: str) -> str:
        """Without its plural ending, but for a slip of a word that ends in s ("glsos" is no plural of "glso"); short
        forms of the trade in full."""
        short = stem(word)
        full = said_in_full(word) if said_in_full(word) != word else said_in_full(short)  # "decs" are no December
        if full not in (word, short) and (full in self.index.postings or short not in self.index.postings):
            return full
        plain = short == word or short in self.index.postings or self._known(word) or self.index.similar(short)
        return short if plain or not self.index.similar(word) else word

    # -- whole names and ids -------------------------------------------------------------------

    def _exact(self, text: str, words: list[Token], stems: list[str]) -> list[tuple[int, int, Mention]]:
        found: list[tuple[int, int, Mention]] = []
        kept = [i for i, word in enumerate(stems) if word != "and"]
        for place, i in enumerate(kept):
            for length in range(min(self.index.longest, len(kept) - place), 0, -1):
                chosen = kept[place : place + length]
                numbers = self.index.exact.get(key([stems[j] for j in chosen]))
                if not numbers:
                    continue
                said = text[words[i].start : words[chosen[-1]].end]
                items = self._prefer(said, [self.index.items[n] for n in numbers], words, i)
                beside = items[0].kind == "store" and any(hit[1] == i and hit[2].kind == "product" for hit in found)
                if not beside and self._plain_words(said, stems[i : chosen[-1] + 1], items, text, words, i):
                    continue  # a store told right after a product, however plain its name: "... 20 bags nice wape?"
                mention = Mention(words[i].start, words[chosen[-1]].end, said, items[0].kind, tuple(items), True)
                found.append((i, chosen[-1] + 1, mention))
        return sorted(found, key=lambda hit: (hit[0] - hit[1], hit[0]))

    def _prefer(self, said: str, items: list[Item], words: list[Token], at: int) -> list[Item]:
        """Of the items with one name: the kind that is meant, and the spelling that is the same."""
        before = words[at - 1].text if at else ""
        after_kind = KIND_WORD.get(before)
        kinds = sorted({item.kind for item in items}, key=_RANK.__getitem__)
        kind = after_kind if after_kind in kinds else kinds[0]
        items = [item for item in items if item.kind == kind]
        same = [item for item in items if item.name.casefold() == said.casefold()]
        return same or items

    def _plain_words(
        self, said: str, stems: list[str], items: list[Item], text: str, words: list[Token], at: int
    ) -> bool:
        """A name made of everyday words ("Discount", "Sample") counts only where it is set off as a name."""
        if items[0].kind in ("category", "note") or len(stems) > 2:
            return False
        numeric = all(word.isdigit() for word in stems)
        if not numeric and not all(self._known(word) for word in stems):
            return False
        before = words[at - 1].text if at else ""
        if KIND_WORD.get(before) == items[0].kind:
            return False
        after = words[at + len(stems)].text if at + len(stems) < len(words) else ""
        if items[0].kind == "region" and not numeric and names_region(before, stems, after):
            return False
        if numeric:
            return True
        if items[0].kind == "product" and amount_of(self.catalogue, text, words, at, at + len(stems)):
            return False
        if items[0].kind == "product" and of_few(self.catalogue, text, words, at, at + len(stems)):
            return False
        if items[0].kind == "store" and stands_as_store(text, words, at, at + len(stems)):
            return False
        start = words[at].start
        quoted = start > 0 and text[start - 1] in "\"“'‘«"
        bare = re.sub(r"['’]s?$", "", said)  # "Nice's own revenue"
        same_case = items[0].name in (said, bare) and any(c.isupper() for c in said[:1]) and start > 0
        return not (quoted or same_case)

    def _by_id(self, text: str, words: list[Token]) -> list[tuple[int, int, Mention]]:
        """ "FOODS_3_001", "sku 85123A", "store 7"."""
        found = []
        for match in re.finditer(r"[^\s,;:?!()\"]+", text):
            raw = match.group().strip(".'").lower()
            numbers = self.index.ids.get(raw)
            if not numbers:
                continue
            inside = [i for i, w in enumerate(words) if match.start() <= w.start and w.end <= match.end()]
            if not inside:
                continue
            said_kind = KIND_WORD.get(words[inside[0] - 1].text) if inside[0] else None
            items = [self.index.items[n] for n in numbers]
            items = [item for item in items if item.kind == said_kind] or (
                [] if raw.isdigit() and len(raw) < 5 else items
            )
            mixed = any(c.isdigit() for c in raw) and len(raw) > 2
            if items and (said_kind or mixed):
                first = inside[0] - (1 if said_kind and raw.isdigit() else 0)
                said = text[words[first].start : match.end()].rstrip(".")
                items = [item for item in items if item.kind == items[0].kind]
                mention = Mention(words[first].start, words[inside[-1]].end, said, items[0].kind, tuple(items), True)
                found.append((first, inside[-1] + 1, mention))
        return found

    # -- slips, parts, unknown names -----------------------------------------------------------

    def _known(self, word: str) -> bool:
        plain = stem(word) if word != "cans" else word  # cans of cola: what a question can do stands without an s
        return word in self.lexicon or plain in self.lexicon or (word[-2:] == "in" and f"{word}g" in self.lexicon)

    def _inexact(self, text: str, words: list[Token], stems: list[str], taken: dict[int, Mention]) -> None:
        for i, word in enumerate(words):
            if i in taken or word.text.isdigit() or len(word.text) < 2 or self._known(word.text) or word.text in SMALL:
                continue
            match = self._best(words, stems, i, taken)
            if match is None:
                continue
            first, last, mention = match
            if last - first <= 2 and self._slipped(words, stems, i):
                continue
            if last - first == 1 and self._by_chance(text, words, i, taken) and not theirs(mention, text, words, i):
                continue
            mention = self._with_context(text, words, first, mention)
            for j in range(first, last):
                taken[j] = mention

    def _slipped(self, words: list[Token], stems: list[str], at: int) -> bool:
        """A word of the language is no slip of another ("Brussels", "showed" for a shower)."""
        inexact = max(self.index.similar(stems[at]).values(), default=0.0) < 0.999
        return inexact and self.is_word(words[at].text)

    def _by_chance(self, text: str, words: list[Token], at: int, taken: dict[int, Mention]) -> bool:
        """A word of the language that also occurs in a name ("will it rain", "a good recipe"): it names something
        only where a name stands."""
        word = words[at]
        if text[word.start].isupper() or not self.is_word(word.text):
            return False
        before = at - (2 if at > 1 and words[at - 1].text in ("the", "our") else 1)
        opened, rest = at == 0 or at - 1 in taken or words[before].text in BEFORE_NAME, text[word.end :].lstrip()
        follower = words[at + 1].text if at + 1 < len(words) else ""
        if follower in ("a", "an", "some") and rest[:1] not in "?.,!;:":
            return True  # "fancy a curry?"
        return not (opened and (at + 1 in taken or follower in AFTER_NAME or len(follower) < 3 or rest[:1] in "?.,!;:"))

    def _lengthen(self, text: str, words: list[Token], stems: list[str], taken: dict[int, Mention]) -> None:
        """A whole name beside a word that no sentence would use may be part of a longer, misspelt one."""
        for i, word in enumerate(words):
            beside = [taken[j] for j in (i - 1, i + 1) if j in taken and taken[j].kind != "note"]
            if i in taken or not beside or word.text.isdigit() or self._known(word.text):
                continue
            for hit in beside:
                inside = [j for j, mention in taken.items() if mention is hit]
                rest = {j: mention for j, mention in taken.items() if mention is not hit}
                match = self._best(words, stems, i, rest)
                if match and match[0] <= min(inside) and match[1] > max(inside):
                    for j in inside:
                        del taken[j]
                    mention = self._with_context(text, words, match[0], match[2])
                    taken |= dict.fromkeys(range(match[0], match[1]), mention)
                    break

    def _in_slot(self, text: str, words: list[Token], stems: list[str], taken: dict[int, Mention]) -> None:
        """Everyday words where a product's name has to stand ("forecast wall lights Leeds next 7 days")."""
        for first in range(len(words)):
            before = words[first - 1].text if first else ""
            asked = before in ("which", "what")  # "which phone case sells best"
            small = words[first].text in SMALL  # "and the in basket?"
            least = 1 if first and not asked and not small else 2  # "hand saw stock Leeds" opens with a name of two
            if (
                first in taken
                or first - 1 in taken
                or stems[first] in QUESTION - SMALL
                or (first and before not in OPENERS and not asked)
                or words[first].text in KIND_WORD
                or words[first].text in NUMERALS
                or (small and before not in ("the", "our"))
            ):
                continue
            for last in range(min(first + 4, len(words)), first + least - 1, -1):
                said = stems[first:last]
                closed = last >= len(words) or last in taken or words[last].text in AFTER_NAME
                closed |= last - first > 1 and _SET_OFF.match(text, words[last - 1].end) is not None
                closed |= asked and last < len(words) and stems[last] in QUESTION
                free = not any(i in taken or stems[i] in QUESTION for i in range(first + small, last))
                if not (closed and free and any(len(w) > 2 and not w.isdigit() for w in said)):
                    continue
                items = [self.index.items[n] for n in self.index.with_phrase(said)]
                if found := tuple(item for item in items if item.kind == "product"):
                    start, end = words[first].start, words[last - 1].end
                    mention = Mention(start, end, text[start:end], "product", found, False)
                    taken |= dict.fromkeys(range(first, last), mention)
                    return

    def _best(
        self, words: list[Token], stems: list[str], seed: int, taken: dict[int, Mention]
    ) -> tuple[int, int, Mention] | None:
        """The name that the words around `seed` mean, or None."""
        if not self.index.similar(stems[seed]):
            return None
        low, high = self._free(words, seed, taken)
        run = self._run(words, seed, low, high)
        about = range(max(low, run.start - 3), min(high, run.stop + 3))
        numbers = self.index.candidates([stems[i] for i in about if stems[i] not in QUESTION or i in run])
        found = (align(self.index, n, stems, seed, (low, high), self.is_word, self._known) for n in numbers)
        matches = [m for m in found if m is not None]
        if not matches:
            return None
        return self._choose(matches, words, stems, seed, low, high)

    def _free(self, words: list[Token], seed: int, taken: dict[int, Mention]) -> tuple[int, int]:
        """The stretch around `seed` that belongs to no other mention, at most twelve words each way."""
        low = high = seed
        while low > 0 and low - 1 not in taken and seed - low < 12:
            low -= 1
        while high + 1 < len(words) and high + 1 not in taken and high - seed < 12:
            high += 1
        return low, high + 1

    def _choose(
        self, matches: list[Match], words: list[Token], stems: list[str], seed: int, low: int, high: int
    ) -> tuple[int, int, Mention] | None:
        def quality(m: Match) -> tuple[float, float, float]:
            return (len(m.matched) + m.closeness, m.coverage, m.weight)

        most = max(sum(len(words[i].text) for i in m.matched) * m.closeness for m in matches)
        near = [m for m in matches if sum(len(words[i].text) for i in m.matched) * m.closeness >= most - 0.26]
        best = max(near, key=quality)
        if not self._plausible(best, words, stems, seed, low, high):
            return None
        whole = [m for m in near if m.coverage >= 0.999]
        said = [stems[i] for i in sorted(best.matched)]
        chosen = whole or [m for m in near if self._in_order(m, said)] or near
        items = [self.index.items[m.item] for m in sorted(chosen, key=lambda m: (-m.coverage, m.item))]
        kind = min((item.kind for item in items), key=_RANK.__getitem__)
        same_kind = tuple(item for item in items if item.kind == kind)
        others = tuple(item for item in items if item.kind != kind)
        span = (words[best.first].start, words[best.last - 1].end)
        return best.first, best.last, Mention(*span, "", kind, same_kind + others, False)

    def _in_order(self, match: Match, said: list[str]) -> bool:
        """Do the words stand in the name side by side, as they were said?"""
        name = self.index.words[match.item]
        likes = [self.index.similar(word) for word in said]
        return any(all(name[at + k] in like for k, like in enumerate(likes)) for at in range(len(name) - len(said) + 1))

    def _plausible(self, best: Match, words: list[Token], stems: list[str], seed: int, low: int, high: int) -> bool:
        """Is this a name, or a stray word that happens to occur in one?"""
        run = list(self._run(words, seed, low, high))
        covered = sum(len(words[i].text) for i in run if i in best.matched) / sum(len(words[i].text) for i in run)
        if covered < 0.7:
            return best.coverage >= FULL and len(best.matched) > 1
        if best.closeness >= 0.999 or best.coverage >= FULL or len(best.matched) > 1:
            return True
        least = 5 if any(c in "aeiou" for c in stems[seed]) else 4  # "hmmr"
        return len(stems[seed]) >= least and best.closeness >= 0.8

    def _run(self, words: list[Token], seed: int, low: int, high: int) -> range:
        """Neighbouring words that are not everyday words: they belong together."""

        def everyday(word: str) -> bool:
            return word.isdigit() or self._known(word) or (not self.index.similar(stem(word)) and self.is_slip(word))

        first = last = seed
        while first - 1 >= low and not everyday(words[first - 1].text):
            first -= 1
        while last + 1 < high and not everyday(words[last + 1].text):
            last += 1
        return range(first, last + 1)

    def _with_context(self, text: str, words: list[Token], first: int, mention: Mention) -> Mention:
        """Fill in the text, and let the word before decide between kinds."""
        kinds, kind = {item.kind for item in mention.items}, mention.kind
        if len(kinds) > 1:
            before = words[first - 1].text if first else ""
            told = KIND_WORD.get(before)
            cued = [k for k, cue in CUES.items() if before in cue and k in kinds]
            kind = told if told in kinds else cued[0] if cued else kind
        items = tuple(item for item in mention.items if item.kind == kind)
        return replace(mention, text=text[mention.start : mention.end], kind=kind, items=items)
