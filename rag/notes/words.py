# ruff: noqa: E501 - a pattern is read on one line
"""The words of the notes, by note: whether something said is what a note tells."""

from __future__ import annotations

import re
from array import array
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np

from rag.times.words import NUMBER, numeral

__all__ = [
    "CODE",
    "FIRST_DAYS_OF_IT",
    "INSTEAD",
    "ITS_DAYS",
    "NEW_PRICES",
    "OF_THAT_ONE",
    "THAT_DAY",
    "THAT_TIME",
    "Named",
    "NoteWords",
    "first_days_of_it",
    "stem",
    "stems",
    "widened",
]

#: Kinds and ids of what is named: (("product", ("P1",)),)
Named = tuple[tuple[str, tuple[str, ...]], ...]

CODE = re.compile(r"\b[a-z]{1,3}-?\d{2,}[a-z\d]*\b")
#: The days of what was told before: of a note's event, offer or closure.
THAT_DAY = re.compile(
    r"\b(?:that|the same|this|its)(?: very| first| opening)? (?:day|date|morning|evening|saturday|sunday)\b"
    r"|\bon the day\b|\bthe day (?:it|that|the \w+) (?:begins|starts|opens|takes place)\b"
    r"|\bon (?:its|the) (?:first|opening|last) day\b",
    re.IGNORECASE,
)
_OFFER = r"(?:the|that|this|its) (?:offer|promotion|campaign|deal|action|start|beginning)"
#: "The first 7 days of the offer", "the ten days starting with that date", "its first two weeks"
FIRST_DAYS_OF_IT = re.compile(
    rf"\b(?:the |its )?first (?P<n>{NUMBER} )?(?P<u>days|weeks?) (?:of|from) (?:{_OFFER}|it)\b|\bits first (?P<n2>{NUMBER} )?(?P<u2>days|weeks?)\b"
    rf"|\b(?P<n3>{NUMBER} )(?P<u3>days|weeks?) (?:starting|beginning|counted|counting|that start|that begin)(?: with| on| from| at)? (?:that|this|the same|the first|the opening|its first) (?:date|day)\b",
    re.IGNORECASE,
)
#: "Over the 14 days of that offer"
_ITS_DAYS = (
    rf"{re.sub(r'[?]P<[a-z0-9]+>', '', FIRST_DAYS_OF_IT.pattern)}|"
    r"\b(?:over|during|in|for) (?:the|those|these|all) (?:\d+ )?days "
    r"(?:of (?:that|the|this) (?:offer|promotion|campaign|deal)|(?:that )?it (?:runs|lasts|is on|takes)"
    r"|(?:from|starting|beginning|counted from)(?: with| on| at)? (?:the|its|that) (?:very )?(?:first|start|begin\w*|opening))\b"
)
ITS_DAYS = re.compile(_ITS_DAYS, re.IGNORECASE)


def first_days_of_it(question: str) -> int | None:
    """How many days from its first one `question` asks about, where it does: "the first two weeks of the offer" are 14."""
    said = FIRST_DAYS_OF_IT.search(question)
    if said is None:
        return None
    count = numeral((said["n"] or said["n2"] or said["n3"] or "1").lower())
    return count * (7 if (said["u"] or said["u2"] or said["u3"]).lower().startswith("week") else 1)


THAT_TIME = re.compile(
    rf"{_ITS_DAYS}|"
    r"\bwhile (?:it|that|the \w+|this)(?: (?:lasts?|runs?|is (?:on|running))|['’]s (?:on|running))\b"
    r"|\bfrom (?:its|the) (?:first|start|beginning|opening)(?: day)? (?:to|till|until|through)"
    r" (?:its|the) (?:last|end|close|final)\b"
    r"|\bwhile (?:they|he|it) (?:is|are) (?:closed|shut|down|away)\b"
    r"|\b(?:during|in|over|for|on) (?:exactly |just |precisely )?(?:that|the|this|those|these)(?: very| same| \d+)? "
    r"(?:offer|promotion|campaign|period|time|closure|shutdown|event|days|weeks|dates)\b"
    r"|\bas long as (?:it|the \w+) (?:lasts|runs)\b|\b(?:during|throughout) it\b",
    re.IGNORECASE,
)
#: Goods in place of others, which a note names
INSTEAD = re.compile(
    r"\b(?:instead|in place of|in (?:its|their) (?:place|stead)|substitut\w*|alternatives?|replacements?|next best)\b"
    # "what do we say to offer a customer when it is sold out?"
    r"|\b(?:offer|suggest|propose|recommend|give|hand|sell)\w*(?: (?:to )?(?:(?:a|the|our|my|their) )?(?:customers?|people|shoppers?|clients?|them|someone|somebody))\b[^?]{0,20}\b(?:when|if|once|while|as)\b[^?]*\b(?:sold out|out of stock|gone|empty|unavailable|missing|runs? out|is out)\b"
    # "is there something else I should suggest to him?", "what can I hand to somebody who asks for it?"
    r"|\b(?:anything|something|what|which product) else\b[^?]{0,25}\b(?:offer|suggest|recommend|propose|give|hand|show|sell)\b(?! (?:order|to order|buy))"
    r"|\b(?:offer|suggest|recommend|propose|hand|show)(?: to)? (?:(?:an?|the|our|my) )?(?:customers?|people|shoppers?|clients?|gentlem[ae]n|lady|ladies|them|him|her|someone|somebody|anyone|anybody)(?: (?:who|that|which))? (?:asks?|asked|asking|wants?|wanted|wanting|needs?|looks?|looking|comes?|came|who|that)\b"
    # "what should we offer when it is out?"
    r"|\bwhat (?:else )?(?:should|can|could|may|do|shall|must|are|is|would)(?: (?:the|our|my))? (?:we|i|staff|they|people|team|colleagues?|shop|girls|cashiers?)(?: (?!expect|forecast|predict|plan|reckon|hope|need|have)\w+){0,3}? "
    r"(?:offer|suggest|recommend|propose|give|sell(?! (?:of|over|in|at|within|during|next|per|by|until|from|on)\b)|hand)\b(?! (?:order|to order|we order|buy))",
    re.IGNORECASE,
)
#: "How many of that one have we got?", "does Cork hold the article that the notes suggest?": of the goods just spoken of
_STAND_IN = r"(?:(?:recommended|suggested|agreed|proposed|named|possible) )*(?:substitute|replacement|alternative|stand-?in|fallback)s?"
_TELLS = r"(?:suggest|recommend|propose|name|mention|offer|advise|give|list|point (?:us |them |people )?to|tell us to|hand|push|sell)"
OF_THAT_ONE = re.compile(
    rf"\bof (?:that|those|it|them|this|these|that one|the (?:other|latter|second)|(?:the|its|their) {_STAND_IN})\b"
    rf"|\b(?:that one|this one|(?:that|the|its) {_STAND_IN}|the (?:other one|latter))\b(?! (?:for|to|of)\b)[^?]*$"
    rf"|(?<!what )(?<!which )(?<!who )\b(?:does|do|has|have|is|are|will|for|about|with) (?:the|that|this|its) {_STAND_IN}\b"
    rf"|\bthe (?:product|article|item|one|goods|thing|sku)s?(?: (?:that|which))? (?:(?:our|the|its|a|my|all) )?\w+(?: \w+)? (?:to )?{_TELLS}(?:s|es|ed)?\b"
    r"|\b(?:the|that) (?:named|suggested|recommended|proposed|advised|mentioned|other) (?:product|article|item|one|goods)\b",
    re.IGNORECASE,
)
#: Prices that a note tells: "what would it cost at the new prices?"
NEW_PRICES = re.compile(
    r"\b(?:at|pay|paid|with|under|by|on|using|apply|charged?) (?:us )?(?:already )?(?:the |those |these |their |its )?"
    r"(?:new|higher|increased|raised|coming|announced) prices?\b"
    r"|\bwhat (?:\w+ )?once the (?:increase|rise|hike)\b|\b(?:with|once) the (?:increase|rise|hike)\b[^?]{0,40}\bon top\b"
    r"|\b(?:how (?:much|many)\b[^?]{0,25}|(?:it|that|this|rise|increase) )(?:would|will|does) (?:that|it|this|the rise|the increase|they) add\b"
    r"|\bhow much (?:would|will) (?:the|that|this) (?:rise|increase|hike) (?:add|cost)\b"
    r"|\b(?:with|at|after|including|under|on|plus|given) (?:the |that |their )?(?:announced |coming |new )?(?:price )?"
    r"(?:increase|rise|hike|prices?)(?: that is| which is| announced| told| written| mentioned)? (?:from|in|of|by) (?:the|that|their|this) (?:note|letter|memo)\b"
    r"|\b(?:value|cost|costs|worth|order value) (?:with|at|after|including|plus) the (?:price )?(?:increase|rise|hike)\b"
    r"|\b(?:dearer|prices?|increase|rise|hike|more expensive)\b[^?]*\bhow much (?:more|extra)\b[^?,]*\b(?:cost|costs|come to|pay|be)\b[^?,]*\bthen\b"
    r"|\bafter (?:the|their|that|this) (?:announced |coming |new |planned )?(?:price )?(?:increase|rise|hike)\b|\bcost(?:s|ed)? that much more\b"
    r"|\b(?:if|assum\w+|suppos\w+|imagin\w+|say)(?: that)? (?:the |their |that |this |such an? )?"
    r"(?:price )?(?:increase|rise|hike|it|that|this|they)(?: (?:in|of|from) (?:it|that|the note|there))?"
    r"(?: had| has| were| was)?(?: been)? (?:already |now )?appl(?:ied|ies|y)\b"
    r"|\bnew prices?\b[^?]{0,15}\b(?:appl(?:y|ies|ied)|h[oe]lds?|counts?|counted"
    r"|(?:is|are|was|were) (?:already )?(?:in force|in effect|valid|due))\b"
    r"|\b(?:price )?(?:increase|rise|hike)\b[^?]{0,30}"
    r"\b(?:is|are|was|were|comes?|came|takes?|took|has|goes|gone) (?:in(?:to)? )?(?:force|effect|through)\b",
    re.IGNORECASE,
)
#: Rare words for the same thing; each counts as the first of its line.
_SAME_WORDS = """
transport freight haulage
expensive dearer pricier costlier
phone telephone
lorry truck lorries
delisted discontinued
shutdown closure
strike walkout
failure outage breakdown
withdrew withdraw withdrawn recall pulled
refurbished renovated revamped
stocktake stocktaking stockcount
missing shrinkage
checkout cashier
discount markdown
leftovers remnants
"""
#: What people say -> words that notes use for it, added to what is searched for.
_WIDER = (
    (
        r"\b(?:ring|call|dial)\w*(?: \S+){0,3} up\b|\b(?:ring|phone|telephone|call|e-?mail)\w*\b",
        "telephone, e-mail",
    ),
    (r"\blots?\b(?! of)", "batch"),
    (
        r"\bassortment\b|\bdropped\b|\bno longer\b|\b(?:out of|from) (?:the|our) range\b",
        "delisted, discontinued, range",
    ),
    (r"\bfreight\b|\bhaulage\b", "transport, carriers"),
    (
        r"^(?!.*\b(?:streets?|roads?|lanes?|bridges?|lorr(?:y|ies)|trucks?|traffic|cars?)\b).*"  # a firm or a shop
        r"\b(?:clos(?:e|es|ed|ing)|shut|not (?:ship|send|deliver)\w*|won'?t (?:ship|send|deliver)"
        r"|(?:ship|deliver|dispatch|send)\w* (?:us )?(?:any|no)thing)\b",
        "closure, shutdown, no deliveries",
    ),
    (r"\b(?:xmas|christmas|holidays?|vacation)\b", "closed, holidays, no deliveries"),
    (r"\bcomplain\w*\b|\bunhappy\b", "reasons for returns"),
    (r"\bwants? more money\b|\braise\w*\b", "price increase"),
    (
        r"\bout of sale\b|\b(?:took|taken|take|pulled) (?:\S+ ){0,3}(?:away|off|out)\b(?! of (?:the|our) range)",
        "withdrawn, recall",
    ),
    (
        r"\b(?:deliver\w*|suppl\w*|orders?|everything|goods)\b[^.?]{0,30}\b(?:late|stay|stuck)\b"
        r"|\bbehind (?:schedule|plan)\b|\b(?:runn?(?:ing|s)?|lag\w*|fall\w*|slip\w*) behind\b|\bheld up\b",
        "delay, running late",
    ),
    (r"\bwooden (?:platform|pallet|base|tray)s?\b|\bskids?\b", "pallet"),
    (r"\bleft ?-?overs?\b|\bremnants\b", "remaining stock"),
    (r"\bshrinkage\b|\bstock ?taking\b", "stocktake, missing units"),
)
_ENDINGS = ("ing", "ed", "es", "s", "er", "ly", "al")


def stem(word: str, same: bool = True) -> str:
    """A word without its commonest ending: crude, and the same for question and note, and for words of one meaning."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            break
    if len(word) > 4 and word.endswith("e"):
        word = word[:-1]
    word = word[:-1] if len(word) > 4 and word[-1] == word[-2] else word
    return _SAME.get(word, word) if same else word


_SAME = {
    stem(word, same=False): stem(line.split()[0], same=False)
    for line in _SAME_WORDS.strip().splitlines()
    for word in line.split()
}


def widened(query: str) -> str:
    """The query with words that notes use for what it says."""
    low = query.lower()
    added = [words for pattern, words in _WIDER if re.search(pattern, low)]
    return f"{query} ({'; '.join(added)})" if added else query


def stems(text: str) -> frozenset[str]:
    """Stems of the words of three letters and more, and codes such as "z604" as they are."""
    low = text.lower()
    return frozenset(stem(w) for w in re.findall(r"[a-z]{3,}", low)) | frozenset(CODE.findall(low))


@dataclass
class NoteWords:
    """Postings of stems, and what each note is about (ids by kind)."""

    postings: dict[str, array[int]] = field(default_factory=dict)
    about: dict[tuple[str, str], list[int]] = field(default_factory=dict)
    size: int = 0

    @classmethod
    def read(cls, notes: Iterable[tuple[str, Mapping[str, str]]]) -> NoteWords:
        """From (text, ids by kind) of each note."""
        found = cls()
        for number, (text, about) in enumerate(notes):
            for word in stems(text):
                found.postings.setdefault(word, array("I")).append(number)
            for kind, id in about.items():
                found.about.setdefault((kind, id), []).append(number)
            found.size = number + 1
        return found

    def best(
        self, weights: Mapping[str, float], named: Mapping[str, Collection[str]], common: float = 0.2
    ) -> list[str]:
        """Of the words of `weights`, those of the note about the `named` things (of all notes where nothing is
        named) that tells most of them by weight. Words of more than a share `common` of all notes do not count
        where there are many notes."""
        if not self.size or not weights:
            return []
        chosen = np.ones(self.size, dtype=bool)
        ids = [(kind, id) for kind, all_ids in named.items() for id in all_ids]
        if ids:
            chosen[:] = False
            chosen[[n for key in ids for n in self.about.get(key, ())]] = True
        scores, of_word = np.zeros(self.size), {}
        for word, weight in weights.items():
            notes = np.asarray(self.postings.get(word, ()), dtype=np.int64)
            if not len(notes) or len(notes) > max(3, common * self.size):
                continue
            of_word[word] = notes
            scores[notes] += weight
        scores[~chosen] = 0
        if not len(scores) or scores.max() <= 0:
            return []
        best = int(scores.argmax())
        return [word for word, notes in of_word.items() if best in notes]
