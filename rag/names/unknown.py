# ruff: noqa: E501 - a pattern is read on one line
"""Names that nobody knows: a made-up product, "our ... branch" of a town without one.

A word that is neither in the catalogue nor in the lexicon is a name when it is written
like one, or when it stands where a name has to stand. Anything else is an odd word, and
an odd word changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from rag.names.catalogue import Token, tokens
from rag.names.linking import Mention

__all__ = ["names_somebody", "unknown_mentions", "whole_codes"]

_AFTER = {
    "store": re.compile(r"^[\s'’s]*(?:store|shop|branch|outlet|location|site|warehouse|depot)s?\b", re.I),
    "supplier": re.compile(r"^\s*(?:as (?:a |our )?)?(?:supplier|vendor)s?\b", re.I),
    "category": re.compile(r"^\s*(?:category|department|range|section)\b", re.I),
    "product": re.compile(r"^\s*(?:product|item|article|sku)s?\b", re.I),
}
_NAMED = {
    kind: re.compile(rf"\b(?:{words})s?(?: (?:called|named|in|is)|:)?(?: the)?\s*[\"“'‘]?$", re.I)
    for kind, words in {
        "store": "store|shop|branch|outlet|location|site|warehouse|depot",
        "supplier": "supplier|vendor",
        "category": "category|department",
        "product": "product|item|article|sku",
    }.items()
}
_CALLED = re.compile(r"\b(?:called|named)(?: the)?\s*[\"“'‘]?$", re.I)
_SLOT = re.compile(
    r"\b(?:of|for|in|at|from|on|about|sell|sells|sold|selling|stock|order|buy|need|with|and|or|vs|than|between|many|"
    r"much|to|does|will|is|are|do we have|forecast|have)(?: (?:the|our|any|some|more|this|that|all))*\s*[\"“'‘]?$",
    re.I,
)
_PLACE = re.compile(r"\b(?:in|at|store|branch|shop)(?: (?:the|our))?\s*$", re.I)
_FROM = re.compile(r"\b(?:from|by|supplier|vendor)(?: (?:the|our|(?:mr|mrs|ms|dr|prof)\.?))?\s*$", re.I)
#: The end of a sentence; "Mr. Brown" is none
_SENTENCE_ENDS = re.compile(r"(?<!\bDr)(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bProf)[.?!]\s*$")


_SOMEBODY_BEFORE = re.compile(
    r"\b(?:colleagues?|boss|manager|assistant|trainee|intern|buyer|planner|wife|husband|brother|sister|son|daughter|friend|neighbour|neighbor|accountant|mr|mrs|ms|miss|frau|herr|signora?|madame|monsieur|tell|told|telling|inform|informed|remind|dear|regards to|greetings from)\.?(?: called| named|,)? $",
    re.I,
)
_SOMEBODY_AFTER = re.compile(
    r"^,? (?:just |also |here |now |really |always )?(?:says?|said|told (?:me|us)|tells (?:me|us)|asks?|asked|wants? to (?:know|see)|wanted to (?:know|see)|thinks?|thought|claims?|claimed|believes?|wonders?|reckons?|swears?|insists?|called|phoned|from (?:accounting|finance|controlling|purchasing|marketing|logistics|sales|the office))\b",
    re.I,
)


def names_somebody(text: str, name: Mention) -> bool:
    """ "My colleague Paolo says ...", "I will tell Ilse": a person, and nothing that we sell."""
    single = name.kind == "unknown product" and " " not in name.text and name.text[:1].isupper()
    after = text[name.end :]
    says = _SOMEBODY_AFTER.match(after) and not re.search(
        r"\b(?:them|they|their|theirs)\b", after
    )  # that may be a firm
    around = _SOMEBODY_BEFORE.search(text[: name.start]) or says
    return bool(single and around)


def whole_codes(text: str, mentions: Sequence[Mention]) -> tuple[list[Mention], list[Mention]]:
    """Mentions that are no part of a longer code, and the codes that nobody knows ("FOODS_3_964" is not FOODS_3)."""
    kept: list[Mention] = []
    torn: dict[tuple[int, int], Mention] = {}
    for one in mentions:
        start = one.start - len(re.search(r"(?:\w*_)?$", text[: one.start]).group())  # type: ignore[union-attr]
        end = one.end + len(re.match(r"(?:_\w*)?", text[one.end :]).group())  # type: ignore[union-attr]
        if (start, end) == (one.start, one.end) or one.kind == "note":
            kept.append(one)
            continue
        kind = "store" if one.kind in ("store", "region") else "product"
        torn[start, end] = Mention(start, end, text[start:end], f"unknown {kind}")
    return kept, list(torn.values())


def unknown_mentions(
    text: str,
    mentions: Sequence[Mention],
    known: Callable[[str], bool],
    common: Callable[[str], bool] = lambda word: False,
) -> list[Mention]:
    """Runs of words in `text` that are used as names but belong to nothing.

    `known` tells everyday words (a slip of the pen counts as known), `common` any word of
    the language: one of those in lower case has to stand exactly where a name stands.
    """
    words = tokens(text)
    found = _unknown_ids(text, mentions)
    covered = [any(m.start <= w.start < m.end for m in [*mentions, *found]) for w in words]
    everyday = [known(w.text) or w.text.isdigit() or bool(_SHORTENED.fullmatch(w.text)) for w in words]
    shouting = text.isupper()
    i = 0
    while i < len(words):
        if (
            covered[i]
            or everyday[i]
            or _LEVEL.fullmatch(words[i].text)
            or len(words[i].text) < 3
            or re.fullmatch(r"\d+\w{0,3}", words[i].text)
        ):
            i += 1
            continue
        last = i
        while last + 1 < len(words) and _joins(text, words, last, covered, everyday):
            last += 1
        first = _back(text, words, i, covered)
        plain = all(common(w.text) and text[w.start].islower() for w in words[first : last + 1])
        odd = last > i and not any(common(words[k].text) for k in (i,)) and not shouting
        before_name = last + 1 < len(words) and covered[last + 1]
        mention = _judge(text, words, first, i, last, shouting, plain, odd, before_name, common)
        if mention:
            found.append(mention)
        i = last + 1
    return found


_PERSON = re.compile(r"i|i['’]?(?:m|ve|d|ll)", re.I)
_SHORTENED = re.compile(r"(?:i|we|you|they|he|she|it|that|there|who|what)['’](?:m|ve|d|ll|re|s)", re.I)
_LEVEL = re.compile(r"p ?\d{1,2}s?", re.I)  # P50 is a quantile
_ID = re.compile(
    r"\b(?P<kind>store|shop|branch|item|product|sku|article|supplier|vendor)(?: (?:no\.?|number|id))? ?#?"
    r"(?P<id>(?=[\w-]*\d)[\w-]+)\b(?! ?(?:days?|weeks?|months?|units?|stores?|products?|%|percent))",
    re.I,
)
_KINDS = {
    "shop": "store",
    "branch": "store",
    "item": "product",
    "sku": "product",
    "article": "product",
    "vendor": "supplier",
}


def _unknown_ids(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """ "store 99" where no store has that number."""
    found = []
    for match in _ID.finditer(text):
        spoken = match["id"] in ("2", "4") and any(
            0 < m.start - match.end() <= 2 for m in mentions
        )  # "vendor 4 [product]"
        if not spoken and not any(m.start < match.end() and match.start() < m.end for m in mentions):
            kind = match["kind"].lower()
            found.append(Mention(match.start(), match.end(), match.group(), f"unknown {_KINDS.get(kind, kind)}"))
    return found


def _joins(text: str, words: list[Token], last: int, covered: list[bool], everyday: list[bool]) -> bool:
    """Does the next word go on with the name?"""
    follower = words[last + 1]
    gap = text[words[last].end : follower.start]
    if covered[last + 1] or re.search(r"[,;:?!\"]|\.\s", gap):
        return False
    capital = text[follower.start].isupper() and text[words[last].start].isupper()
    return not everyday[last + 1] or capital


def _back(text: str, words: list[Token], first: int, covered: list[bool]) -> int:
    """Capitalised everyday words just before belong to the name ("Turbo Sprockets"), but not the sentence's first."""
    while (
        first > 1
        and not covered[first - 1]
        and not _PERSON.fullmatch(words[first - 1].text)
        and text[words[first - 1].start].isupper()
        and text[words[first - 1].start + 1 : words[first - 1].end].islower()  # "POs" and "SKU" are no names
        and text[words[first - 1].end : words[first].start].strip() == ""
        and not re.search(r"[.?!]\s*$", text[: words[first - 1].start])
    ):
        first -= 1
    return first


#: "On the shopfloor", "in the backroom": a place in the house, and no name
_IN_THE_HOUSE = re.compile(
    r"(?:shop|sales|stock|store|back|show|ware|cold|work|break|staff|till|loading)-?(?:floors?|rooms?|yards?|bays?|fronts?|desks?|offices?|dock)",
    re.I,
)
_STRICT = re.compile(  # not after an article: "a number for the accountant"
    r"\b(?:of|for|many|much|sell|sells|selling|sold|order|buy|about|forecast|from)(?: (?:our|any|some|more))?\s*$",
    re.I,
)
#: "When's the gadget gonna run out?"
_WHEN_THE = re.compile(
    r"\b(?:w?hen|wen|where|wher)(?:['’]?s| is| are| will| does| do| would)? (?:the|our|my)\s*$", re.I
)
_RUNS_OUT = re.compile(
    r"^(?: \w+)? (?:(?:gonna|going to|likely to|due to) )?(?:runs?|sells?|be|goes?) (?:out|dry|gone|empty)\b",
    re.I,
)
_GOES_ON = re.compile(
    r"^\s*(?:$|[?.,!]|(?:in|at|will|do|does|did|should|are|is|next|last|tomorrow|this|over|on|from|today|yesterday|"
    r"we|can|sales|stock|and|lead|orders?|prices?|costs?|forecasts?|returns?|cover|safety|reorder|terms|wape)\b)",
    re.I,
)


_NOUN = re.compile(
    r"^\s+(?!(?:products?|items?|articles?|skus?|goods|things?|lines?|units?|pieces?|stores?|shops?|suppliers?)\b)\w{3,}",
    re.I,
)


def _strict_slot(head: str, tail: str, said: str = "") -> bool:
    """Between "how many" and "will we sell": only a name fits, of up to one more word ("granola bars")."""
    if said.lower().split()[:1] and said.lower().split()[0].endswith("ing"):
        return False  # "for unloading lorries": something that is done
    if _WHEN_THE.search(head) and _RUNS_OUT.match(tail):
        return True
    return bool(_STRICT.search(head) and (_GOES_ON.match(tail) or _GOES_ON.match(_NOUN.sub("", tail, count=1))))


_NUMBER_OF = re.compile(r"\b(?:batch|lot|serial|contract|orders?|po|invoice|number|no\.?|nr\.?)[\s#]*$", re.I)
#: "Dearer because of diesel"
_REASON = re.compile(
    r"\b(?:because|on account|in spite|regardless|instead|afraid|in view) of\s*$|\b(?:due|owing|thanks) to\s*$",
    re.I,
)
_PLURAL = re.compile(r"\b\w+s\s*$")


#: "Half a bay gone to [product]"
_PART_OF_SHELF = re.compile(
    r"\b(?:half|a quarter of|a third of|most of|an entire|a whole)(?: an?| the| my| our)?\s*$", re.I
)
_DESCRIBES = re.compile(
    r"(?:star|stars|hero|heroes|flagship|champion|champ|darling|problem|headache|signature|anchor|workhorse|evergreen|underdog"
    r"|prepayment|prepaid"
    r"|pet|trouble|nightmare|bread[- ]and[- ]butter|cash[- ]cow|must[- ]have|go[- ]to|sleepy|hungry|hungriest|busy)",
    re.I,
)


#: What firms are called, and what only a supplier does
_FIRM = re.compile(
    r"\b(?:Foods|Traders?|Trading|Ltd|Limited|LLC|Inc|Corp|GmbH|AG|SA|SL|SARL|BV|PLC|Wholesalers?|Wholesale|Supplies|Distribution|Distributors?|"
    r"Imports?|Importers?|Logistics|Industries|Merchants?|Partners|Brothers|Bros|Group|Company|Enterprises|Manufacturing|Co)\.?$|&\s*(?:Co|Sons|Daughters|Partners)\b"
)
_DOES = re.compile(r"\b(?:do|does|did|will|can)\s+$", re.I)
_DELIVERS = re.compile(r"\s+(?:usually |normally |always |ever |still )?(?:deliver|ship|supply|dispatch)\b", re.I)


#: "Letterkenny - overstocked items?", "Athlone next week": a word of no language that heads what is asked
_HEADS = re.compile(
    r"(?:[.:;]| [-\u2013\u2014]+)\s+\w|,? (?:next|last|tomorrow|today|tonight|yesterday|this|stock|sales|orders?|units"
    r"|forecasts?|returns?|alerts?|deliver(?:y|ies))\b|\?$",
    re.I,
)
#: Greetings do as well
_GREETING = re.compile(r"hola|ciao|salut|moin|hallo|bonjour|servus|hiya|howdy|heya|hej|aloha|merci|danke|gracias", re.I)


def _heads_a_message(said: str, tail: str, common: Callable[[str], bool]) -> bool:
    strange = said.istitle() and said.isalpha() and len(said) > 3 and not common(said.lower())
    return strange and bool(_HEADS.match(tail)) and not _GREETING.fullmatch(said)


def _judge(
    text: str, words: list[Token], first: int, seed: int, last: int, shouting: bool, plain: bool, odd: bool,
    before_name: bool, common: Callable[[str], bool],
) -> Mention | None:  # fmt: skip
    start, end = words[first].start, words[last].end
    said, head, tail = text[start:end], text[:start], text[end:]
    if (
        _NUMBER_OF.search(head)
        or (plain and _REASON.search(head))
        or (plain and re.search(r"\btoo (?:much|many)\s*$", head, re.I))
    ):
        return None  # a batch, an order; "too much optimism"
    if _IN_THE_HOUSE.fullmatch(said) or (plain and _PART_OF_SHELF.search(head)):
        return None
    opening = first == 0 or bool(_SENTENCE_ENDS.search(head))
    capital = text[words[seed].start].isupper() and not opening and not shouting
    kind = next((k for k, pattern in _AFTER.items() if pattern.match(tail)), None)
    if kind and _DESCRIBES.fullmatch(said):
        return None  # "our star product" is any of them
    if kind is None and (not plain or _CALLED.search(head)):  # "the shop rang up", "every shop counted" name nothing
        kind = next((k for k, pattern in _NAMED.items() if pattern.search(head)), None)
        if kind and text[start].islower() and _PLURAL.search(head):  # "our two best shops moneywise"
            kind = None
    if kind is None and (capital or _SLOT.search(head)) and not (plain and not _strict_slot(head, tail, said)):
        kind = "store" if _PLACE.search(head) else "supplier" if _FROM.search(head) else "product"
    if kind is None and odd and opening and text[words[last].start].isupper() and (before_name or _GOES_ON.match(tail)):
        kind = "product"
    if kind is None and last > first and len(said) >= 8 and not opening and not plain:
        kind = "product"
    if kind is None and first == last and opening and _heads_a_message(said, tail, common):
        kind = "name"
    if kind == "product" and (_FIRM.search(said) or (_DELIVERS.match(tail) and _DOES.search(head))):
        kind = "supplier"
    return Mention(start, end, said, f"unknown {kind}") if kind else None
