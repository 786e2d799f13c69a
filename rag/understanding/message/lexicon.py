# ruff: noqa: E501 - word lists and patterns are read on one line
"""Words that questions of this subject are made of, short forms, and slips of the pen.

What is in the lexicon is not taken for a name, and what nearly is in it is read as a
slip ("forcast"). The sentences of the training corpus add their words to it.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from rag.names.spellings import without_vowels
from rag.notes.words import stems

__all__ = [
    "SHORT_FORMS",
    "WORDS",
    "correct",
    "is_english",
    "is_slip",
    "lexicon",
    "rarity",
    "subject_words",
    "with_slips_mended",
]

_COMMON = 40  # phrasings that use a word of the core
WORDS = frozenset((Path(__file__).parent / "everyday_words.txt").read_text(encoding="utf-8").split()) | {"adi", "cv2"}

#: Short forms and chat spellings -> the words that the grammar and the encoder know.
SHORT_FORMS: dict[str, str] = {
    "wich": "which", "whitch": "which", "wen": "when", "alltogether": "altogether", "allready": "already", "ystd": "yesterday",
    "dubble": "double", "dubbles": "doubles", "dubbled": "doubled", "lvl": "level", "lvls": "levels", "rite": "right", "w": "with", "hm": "how many", "hmny": "how many", "summed": "summed",
    "hw": "how", "shd": "should", "hav": "have", "rn": "right now", "pls": "please", "plz": "please", "plse": "please", "thx": "thanks",
    "ty": "thanks", "u": "you", "ur": "your", "r": "are", "n": "and", "nxt": "next", "wk": "week", "wks": "weeks",
    "wkly": "weekly", "wknd": "weekend", "wkend": "weekend", "tmrw": "tomorrow", "tmr": "tomorrow", "tmw": "tomorrow",
    "2moro": "tomorrow", "2morrow": "tomorrow", "tomo": "tomorrow", "tom": "tomorrow", "yday": "yesterday",
    "ystrdy": "yesterday", "2day": "today", "tdy": "today", "shld": "should", "shud": "should", "cld": "could",
    "wld": "would", "wud": "would", "wat": "what", "whcih": "which", "wht": "what", "wot": "what", "whats": "what is", "wats": "what is",
    "hows": "how is", "wheres": "where is", "whos": "who is", "whens": "when is", "thats": "that is", "todays": "today's", "incl": "including", "excl": "excluding", "tomorrows": "tomorrow's", "yesterdays": "yesterday's", "theres": "there is",
    "qty": "quantity", "qnty": "quantity", "qtty": "quantity", "amt": "amount", "inv": "inventory", "prod": "product",
    "prods": "products", "fcst": "forecast", "fc": "forecast", "fcast": "forecast", "forcast": "forecast",
    "forecst": "forecast", "avg": "average", "avrg": "average", "averg": "average", "ave": "average", "min": "minimum", "max": "maximum", "pct": "percent",
    "perc": "percent", "yr": "year", "yrs": "years", "mth": "month", "mths": "months", "mo": "month", "mos": "months",
    "hrs": "hours", "oos": "out of stock", "o/s": "out of stock", "osa": "availability", "lt": "lead time",
    "ldt": "lead time", "doc": "days of cover", "doh": "days of cover", "dos": "days of cover", "woc": "weeks of cover",
    "rop": "reorder point", "ss": "safety stock", "soh": "stock on hand", "oh": "on hand", "oo": "on order",
    "csl": "cycle service level", "sl": "service level", "po": "purchase order", "pos": "purchase orders",
    "ip": "inventory position", "rev": "revenue", "promo": "promotion", "promos": "promotions", "acc": "accuracy",
    "std": "standard deviation", "dev": "deviation", "stdev": "standard deviation", "cov": "coefficient of variation", "supp": "supplier",
    "vend": "vendor", "cat": "category", "cats": "categories", "comp": "compare", "cmp": "compare", "diff": "difference",
    "btwn": "between", "w/": "with", "w/o": "without", "abt": "about", "bc": "because", "cuz": "because", "coz": "because",
    "gonna": "going to", "wanna": "want to", "gotta": "have to", "gimme": "give me", "lemme": "let me", "dont": "do not",
    "doesnt": "does not", "didnt": "did not", "cant": "can not", "wont": "will not", "isnt": "is not", "arent": "are not",
    "we're": "we are", "they're": "they are", "you're": "you are", "im": "i am", "ive": "i have", "ill": "i will", "weve": "we have", "were": "were", "youre": "you are", "y": "why",
    "msg": "message", "ppl": "people", "b4": "before", "4": "4", "asap": "now", "info": "information", "max.": "maximum",
    "approx": "about", "est": "estimate", "ordr": "order", "ord": "order", "ords": "orders", "dlvry": "delivery",
    "delvry": "delivery", "del": "delivery", "stk": "stock", "stck": "stock", "sls": "sales", "vol": "volume", "curr": "current",
    "prev": "previous", "wrt": "about", "b/c": "because", "mon-sun": "monday to sunday", "d": "days", "wht's": "what is",
    "restck": "restock", "replen": "replenishment", "exp": "expected", "expctd": "expected", "bstock": "backstock",
    "hv": "have", "pt": "point", "pts": "points", "co": "company", "instd": "instead", "teh": "the", "hvnt": "have not", "hasnt": "has not", "havent": "have not", "wasnt": "was not", "al": "all", "sel": "sell", "sels": "sells", "skus": "products", "sku": "product", "sku's": "products", "vendor": "supplier", "vendors": "suppliers", "vs.": "vs",
    "versus": "vs", "lst": "last", "dys": "days", "dy": "day", "bfore": "before", "mch": "much", "mny": "many", "bk": "back", "dwn": "down", "atm": "at the moment", "prob": "probably", "smth": "something", "abv": "above", "mtg": "meeting", "mtgs": "meetings", "mgr": "manager", "mgrs": "managers", "mgmt": "management", "dept": "department", "depts": "departments", "acct": "account", "accts": "accounts", "acctg": "accounting", "whse": "warehouse", "wrhs": "warehouse", "wrhse": "warehouse", "whs": "warehouse", "cust": "customer", "custs": "customers",
    "ctn": "carton", "ctns": "cartons", "pkt": "packet", "pkts": "packets", "reqd": "required", "rqd": "required", "splr": "supplier", "splrs": "suppliers", "rtn": "return", "rtns": "returns", "rtrn": "return", "rtrns": "returns", "rtrnd": "returned", "rtnd": "returned", "sugg": "suggested", "rcmd": "recommended", "rcmnd": "recommend", "rcmnds": "recommends",
    "delivs": "deliveries", "dlvs": "deliveries", "dlv": "delivery", "dlvy": "delivery", "dlvrd": "delivered", "invc": "invoice", "btw": "by the way", "arrv": "arrive", "arrvs": "arrives", "prc": "price", "prcs": "prices", "pmnt": "payment", "pymt": "payment", "sched": "scheduled", "purch": "purchase", "shpmt": "shipment", "shpmts": "shipments", "2gether": "together", "4cast": "forecast",
}  # fmt: skip


SHORTEST_SLIP = 4  # letters: shorter ones are short forms ("pcs")
_CONTRACTED = re.compile(
    r"(?:could|has|have|was|would|should|did|does|do|is|are|were|wo|ca)nt|(?:it|that|they|what|you|we|i|he|she|who)(?:ll|d|re|ve)"
)


@lru_cache(maxsize=1)
def lexicon() -> frozenset[str]:
    """All everyday words: the list above, the short forms, and the words of the corpus less its slips of the pen."""
    from rag.understanding.corpus import corpus_words

    return subject_words() | frozenset(
        w for w in corpus_words()[1] if len(w) <= SHORTEST_SLIP or is_english(w) or _CONTRACTED.fullmatch(w)
    )


@lru_cache(maxsize=1)
def subject_words() -> frozenset[str]:
    """Words of questions about our subject, without what people tell around them."""
    from rag.understanding.corpus import corpus_words

    return WORDS | frozenset(SHORT_FORMS) | corpus_words()[0]


@lru_cache(maxsize=1)
def _of_figures() -> tuple[Counter[str], int]:
    """In how many phrasings that ask for figures each stem is said, and how many there are."""
    from rag.understanding.corpus import phrasings

    figures = [p for p in phrasings() if p.reading.topic == "ours" and p.reading.intent not in ("notes", "refuse")]
    asked = [stems(re.sub(r"\{\w+\}", " ", p.text)) for p in figures if "noted" not in p.reading.flags]
    return Counter(word for said in asked for word in said), len(asked)


def rarity(word: str) -> float:
    """-log of the share of questions about figures that use the stem `word`; 0 for what all use."""
    told, total = _of_figures()
    return math.log((total + 1) / (told[word] + 0.5))


def _inflections(word: str) -> Iterator[str]:
    yield from (word + end for end in ("s", "es", "d", "ed", "ing"))
    if word.endswith("e"):
        yield f"{word[:-1]}ing"
    if word.endswith("y"):
        yield from (f"{word[:-1]}ies", f"{word[:-1]}ied")


@lru_cache(maxsize=2)
def _targets(inflected: bool) -> tuple[frozenset[str], dict[str, list[str]]]:
    """Words a slip may be corrected to, and the same with one letter left out."""
    words = frozenset(w for w in lexicon() if len(w) >= 4 and w.isalpha() and SHORT_FORMS.get(w, w) == w)
    if inflected:
        words |= {form for word in words for form in _inflections(word) if form in _dictionary()}
    deletes: dict[str, list[str]] = {}
    for word in words:
        for i in range(len(word)):
            deletes.setdefault(word[:i] + word[i + 1 :], []).append(word)
    return words, deletes


@lru_cache(maxsize=1)
def _often() -> dict[str, int]:
    """The words that most questions are made of, with the number of phrasings that use them."""
    from rag.understanding.corpus import phrasings

    told = Counter(w for p in phrasings() for w in set(re.findall(r"[a-z]{3,}", p.text.lower())))
    return {w: n for w, n in sorted(told.items()) if n >= _COMMON and is_english(w)}


@lru_cache(maxsize=1)
def _core() -> tuple[str, ...]:
    """Of these the longer ones; two slips in one of them are still it."""
    return tuple(w for w in _often() if len(w) >= 6)


@lru_cache(maxsize=1)
def _without_vowels() -> dict[str, str]:
    """What is left of the words of most questions without their vowels -> the most frequent of those words."""
    found: dict[str, str] = {}
    for word, told in _often().items():
        bare = without_vowels(word)
        if len(bare) > 1 and told > _often().get(found.get(bare, ""), 0):
            found[bare] = word
    return found


@lru_cache(maxsize=1)
def _short_slips() -> dict[str, str]:
    """Short words of most questions with a letter left out or two exchanged ("wil", "hwo") -> the word."""
    found: dict[str, set[str]] = {}
    for word in _often():
        if len(word) > 4:
            continue
        slips = {word[:i] + word[i + 1 :] for i in range(1, len(word))} if len(word) == 4 else set()
        slips |= {word[:i] + word[i + 1] + word[i] + word[i + 2 :] for i in range(len(word) - 1)}
        for slip in slips - {word}:
            found.setdefault(slip, set()).add(word)
    often = _often()
    return {
        slip: max(sorted(words), key=often.__getitem__)
        for slip, words in found.items()
        if slip not in _dictionary() and slip not in SHORT_FORMS
    }


def _abbreviated(word: str) -> str:
    """ "togthr", "ovr": a word of most questions with vowels left out; "" where it is none."""
    whole = _without_vowels().get(without_vowels(word), "")
    letters = iter(whole)
    within = len(word) < len(whole) and word[-1:] == whole[-1:] and all(letter in letters for letter in word)
    return whole if within and word not in _dictionary() else ""


@lru_cache(maxsize=1)
def _english() -> frozenset[str]:
    """Whole words of the embedder's vocabulary: what is a word already is not a slip."""
    from rag.embedded import locate

    lines = locate("embedder").with_name("vocab.txt").read_text(encoding="utf-8").split()
    return frozenset(word for word in lines if word.isalpha() and len(word) >= 4)


@lru_cache(maxsize=1)
def _dictionary() -> frozenset[str]:
    """Words that people use, with their inflections."""
    from spellchecker import SpellChecker

    return frozenset(SpellChecker(language="en").word_frequency.dictionary)


def is_english(word: str) -> bool:
    """Is it a word of the language, of our subject or not?"""
    word = word.lower()
    return word in _dictionary() or any(form in _english() for form in _forms(word))


def is_slip(word: str) -> bool:
    """Is it no word of the language, and near one of our subject ("forcasting")?"""
    return not is_english(word) and correct(word) != word


_PREFIX = re.compile(r"^(?:de|un|re|over|under|mis|out|pre)(?=[a-z]{4})")
_ENDINGS = (
    ("s", ""),
    ("es", ""),
    ("ed", ""),
    ("ed", "e"),
    ("ing", ""),
    ("ing", "e"),
    ("er", ""),
    ("ly", ""),
    ("ies", "y"),
    ("iest", "y"),
    ("ier", "y"),
    ("est", ""),
    ("ment", ""),
    ("ness", ""),
)


def _forms(word: str) -> Iterator[str]:
    """The word, and what it may be derived from ("delisted": listed, list)."""
    for stem in dict.fromkeys((word, _PREFIX.sub("", word))):
        yield stem
        yield from (stem.removesuffix(end) + new for end, new in _ENDINGS if stem.endswith(end) and len(stem) > 5)


def _inflected(word: str) -> bool:
    """A regular form, spelt as it should be, of a word of the language ("batches", "piling"; not "droping")."""
    known = _english()
    if word.endswith("es") and word[:-2].endswith(("ch", "sh", "s", "x", "z", "o")):
        return word[:-2] in known
    if word.endswith("s"):
        stem = word[:-1]
        odd = stem.endswith(("ch", "sh", "s", "x", "z", "f")) or (stem[-1:] == "y" and stem[-2:-1] not in "aeiou")
        return not odd and stem in known
    end = next((e for e in ("ing", "ed") if word.endswith(e)), "")
    stem = word.removesuffix(end)
    if not end or len(stem) < 3:
        return False
    doubled = len(stem) > 3 and stem[-1] == stem[-2] and stem[:-1] in known
    short = re.fullmatch(r"[^aeiou]*[aeiou][^aeiouwxy]", stem) is not None  # "drop" doubles its last letter
    return doubled or f"{stem}e" in known or (stem in known and not short)


def _kind(slip: str, word: str) -> int:
    """How usual the slip is: letters exchanged or one left out; one too many, or another."""
    return 0 if sorted(slip) == sorted(word) or len(word) > len(slip) else 1


@lru_cache(maxsize=8192)
def correct(word: str, inflected: bool = False) -> str:
    """A word as the lexicon, or as one `inflected` of it, spells it; unchanged where nothing is near enough."""
    if word in SHORT_FORMS:
        return SHORT_FORMS[word]
    if word in _short_slips():
        return _short_slips()[word]
    if not word.isalpha() or len(word) < 3 or word in subject_words():
        return word
    if word.endswith("in") and len(word) > 4 and f"{word}g" in _dictionary() and word not in _dictionary():
        return f"{word}g"  # "comin", "nothin"
    if whole := _abbreviated(word):
        return whole
    if word in lexicon() or len(word) < 4 or word in _english() or _inflected(word):
        return word
    from rapidfuzz.distance import OSA

    words, deletes = _targets(inflected)
    near = set(deletes.get(word, ()))
    for i in range(len(word)):
        shorter = word[:i] + word[i + 1 :]
        near.update(deletes.get(shorter, ()))
        if shorter in words:
            near.add(shorter)
    best = min(
        near, key=lambda w: (OSA.distance(word, w), w[0] != word[0], _kind(word, w), -_often().get(w, 0), w), default=""
    )
    if best and OSA.distance(word, best) == 1:
        return best
    near_core = [w for w in _core() if w[0] == word[0] and abs(len(w) - len(word)) < 2 and OSA.distance(word, w) == 2]
    if len(word) >= 6 and near_core:
        return min(near_core)
    close = bool(best) and len(word) >= 8 and OSA.distance(word, best) == 2 and best[0] == word[0]
    return best if close else word


_LONG_WORD = re.compile(r"(?<![\w'-])[a-z]{6,}(?![\w'-])")


def with_slips_mended(text: str) -> str:
    """`text` with its long words that are one slip from a word of our subject; what may be a name is left alone."""
    from rapidfuzz.distance import OSA

    def mended(match: re.Match[str]) -> str:
        word = match.group()
        if is_english(word) or word in lexicon():
            return word
        near = correct(word, inflected=True)
        return near if near in _targets(inflected=True)[0] and OSA.distance(word, near) == 1 else word

    return _LONG_WORD.sub(mended, text)
