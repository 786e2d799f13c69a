# ruff: noqa: E501 - a pattern is read on one line
"""Clauses that ask for what a note tells, judged by the notes themselves rather than by a list of topics.

"How long does the driver have for unloading in Dublin?" names no figure that a run has, and a note about Dublin speaks
of drivers and unloading: words that questions about figures hardly ever use.
"""

from __future__ import annotations

import re
from dataclasses import replace

from rag.names.catalogue import Catalogue
from rag.notes.words import CODE, stem
from rag.understanding.message.lexicon import rarity
from rag.understanding.message.masking import Masked
from rag.understanding.message.note_topics import ALSO_OF_NOTES, FUNCTION, clause_spans
from rag.understanding.words.measures import find_measures

__all__ = ["named_ids", "speak_of", "told_by_notes", "uncommon", "with_notes"]

#: Chosen on the question files, in nats: how much the shared words must weigh, which share of all words of substance
#: they must be, from which weight on a word counts, and from which on a word alone will do.
UNCOMMON, CODE_WEIGHT = 5.5, 12.0
ENOUGH, ENOUGH_UNNAMED, SHARE, RARE, ALONE = 9.0, 12.0, 0.45, 3.9, 8.0
_KINDS = ("product", "store", "supplier")
_IN_TABLES = {"supplier_payment_terms", "supplier_on_time_rate"}
_BESIDE = {"promo_uplift_pct", "trend", "product_unit_price", "product_unit_cost", "order_by", "due_on", "peak_weekday",
           "alert_count", "data_start", "data_end", "product_supplier"}  # fmt: skip
_PLAIN = frozenset({"more", "than", "before", "without", "nothing", "rather", "other", "others", "else", "only", "get",
                    "percent", "euro", "euros", "eur", "near", "after", "because", "each", "most", "least"})  # fmt: skip


_ASKS = re.compile(
    r"\b(?:what|when|which|who|whom|how|why|where|whose|is|are|was|were|do|does|did|can|could|may|will|has|have|any|anyone|tell|show|find|give|list|name)\b|\bthe \w+ (?:that|of|in)\b"
)
Span = tuple[int, int]


def with_notes(masked: Masked, catalogue: Catalogue) -> Masked:
    """`masked` with its clauses that notes tell; a word of theirs is no unknown product."""
    told = told_by_notes(masked, catalogue)
    places = any(one.kind == "unknown store" and one.text.istitle() for one in masked.unknown)
    if masked.unknown and not told and not places:
        text = masked.text
        for one in masked.unknown:
            text = text.replace(f"[{one.kind}]", one.text.lower(), 1)
        known = replace(masked, text=text, unknown=())
        if told := told_by_notes(known, catalogue):
            masked = known
    return replace(masked, of_notes=told)


def told_by_notes(masked: Masked, catalogue: Catalogue) -> tuple[Span, ...]:
    """Spans of the clauses of `masked.text` that some note, about what is named, tells in the same rare words."""
    if not catalogue.note_words.size or "[note]" in masked.text or "[quote]" in masked.text:
        return ()
    named = named_ids(masked)
    spans = clause_spans(masked.text)
    told = {
        s
        for s in spans
        if (len(spans) == 1 or _ASKS.search(masked.text[slice(*s)])) and _told(masked.text[slice(*s)], named, catalogue)
    }
    for run in _runs(masked.text, [s for s in spans if s not in told], spans):
        if len(run) > 1 and _told(masked.text[run[0][0] : run[-1][1]], named, catalogue):
            told.update(run)
    return tuple(span for span in spans if span in told)


def named_ids(masked: Masked) -> dict[str, list[str]]:
    """Ids of what is named and notes can be about, by kind."""
    found = {kind: [i.id for m in masked.mentions if m.kind == kind for i in m.items] for kind in _KINDS}
    return {kind: ids for kind, ids in found.items() if ids}


def _said(text: str) -> list[str]:
    """Words of three letters and more, masks left out."""
    return re.findall(r"[a-z]{3,}", re.sub(r"\[[a-z ]+\]", " ", text))


def _runs(text: str, left: list[Span], spans: list[Span]) -> list[list[Span]]:
    """Neighbouring clauses that name no figure: "the offer for tea, which date does it start?" """
    runs: list[list[Span]] = []
    for number, span in enumerate(spans):
        if span not in left or {f.id for f in find_measures(text[slice(*span)])} - _BESIDE:
            continue
        if runs and number and runs[-1][-1] == spans[number - 1]:
            runs[-1].append(span)
        else:
            runs.append([span])
    return runs


def _figures(clause: str) -> set[str]:
    return {f.id for f in find_measures(clause)} - (ALSO_OF_NOTES - _IN_TABLES)


def uncommon(text: str) -> list[str]:
    """Words of a masked text that hardly any question about figures uses."""
    return [w for w in _said(text) if w not in FUNCTION and rarity(stem(w)) >= UNCOMMON]


def speak_of(masked: Masked, catalogue: Catalogue) -> bool:
    """Does any note about what is named share the better part of the question's uncommon words, or one most uncommon?"""
    words = {stem(w): rarity(stem(w)) for w in _said(masked.text)}
    words = {w: r for w, r in words.items() if r >= UNCOMMON}
    named = named_ids(masked)
    found = catalogue.note_words.best(words, named)
    if named and any(words[w] >= ALONE for w in found):
        return True
    return sum(words[w] for w in found) > SHARE * sum(words.values())


#: "Who takes second and third place?": asked of a ranking
_OF_RANKING = re.compile(
    r"\b(?:first|second|third|fourth|fifth|last)(?:,? (?:and|or|to) (?:second|third|fourth|fifth|last))? (?:places?|spots?|ranks?|positions?)\b"
)


def _told(clause: str, named: dict[str, list[str]], catalogue: Catalogue) -> bool:
    codes = dict.fromkeys(CODE.findall(clause), CODE_WEIGHT)
    if codes and catalogue.note_words.best(codes, named) and not _figures(clause):
        return True
    if _figures(clause) or re.search(r"\[(?:future|past|category)\]|\d", clause) or _OF_RANKING.search(clause):
        return False
    said = [w for w in _said(clause) if w not in FUNCTION and w not in _PLAIN]
    weights = {stem(w): rarity(stem(w)) for w in said}
    rare = {word: weight for word, weight in weights.items() if weight >= RARE}
    found = catalogue.note_words.best(rare, named)
    weight, total = sum(rare[w] for w in found), sum(weights.values())
    if not found or weight < SHARE * total:
        return False
    if len(found) == 1:
        return bool(named) and weight >= ALONE and weight >= 0.6 * total
    return weight >= (ENOUGH if named else ENOUGH_UNNAMED)
