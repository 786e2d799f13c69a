# ruff: noqa: E501 - a pattern is read on one line
"""Unknown shops, firms and goods that a message is about without naming them in its question.

"Plymouth branch. Tomorrow. How many units?": answered for all shops, it would be an answer to something else.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from rag.names.mentions import Mention
from rag.understanding.message.lexicon import is_english

__all__ = ["begins", "headed_by", "set_off"]

#: What is named beside it and makes the question one about that
_INSTEAD = {
    "unknown store": {"store", "region"},
    "unknown supplier": {"supplier"},
    "unknown category": {"category", "product"},
    "unknown product": {"category", "product"},
    "unknown name": {"product", "store"},
}
_SHOP = r"(?:stores?|shops?|branch|outlet|location|site|warehouse|depot|house)"
_ENDS = re.compile(r"[.!?;:\n]\s|\s[-\u2013\u2014]+\s|\n")
#: Words that stand beside a name in a heading, and tell nothing of it
_BESIDE = re.compile(
    rf"(?:{_SHOP}|supplier|vendor|category|department|section|range|the|our|my|this|that|is|it|it's|here's|this's|here|there|again|in|at|on|for"
    r"|from|of|re|about|regarding|concerning|and|so|ok|okay|hi|hello|hey|hiya|morning|afternoon|evening|good|please|pls"
    r"|manager|team|crew|staff|desk|speaking|calling|with|to|do|now|just|only|next|then|question|quick|one|same|name|called"
    r"|sales|stock|units|orders?|forecast|figures?|numbers?|products?|items?)",
    re.IGNORECASE,
)
_OF_GOODS = re.compile(
    r"(?:the|our|re|about|regarding|for|of|product|item|article|sku|now|next|stock|sales)", re.IGNORECASE
)
#: "I run the X shop", "calling from X", "we are in X"
_SPEAKER = re.compile(
    r"\b(?:i|we)(?:'m|'re|'ve| am| are| have)? (?:(?:now|also|just|currently|the|a|an|new|standing|sitting|here|over|\w+ly) )*"
    r"(?:run|runs|manage|managing|manager|work\w*|lead\w*|supervis\w*|look\w* after|in charge|responsible|head|own|cover\w*"
    r"|started|based|stand\w*|sit\w*|at|in|from|here|back|over|visit\w*|phon\w*|call\w*|writ\w*|speak\w*|ask\w*)\b[^.?!;]{0,25}$"
    r"|\b(?:calling|writing|speaking|asking|phoning|ringing|reporting|greetings|regards|hello|manager|supervisor|boss) (?:from|of|at|in)\b"
    r"[^.?!;]{0,15}$|^\W*(?:hi |hello |hey |ok )*(?:this is|it is|it's|here is|here's)(?: the| your)? $",
    re.IGNORECASE,
)
_SPEAKS = re.compile(
    rf"^(?:'s)?(?: {_SHOP})?,?(?: (?:manager|team|crew|staff|supervisor|floor|desk|lead|boss|department|people))?"
    r" (?:here|speaking|calling|writing)\b",
    re.IGNORECASE,
)
_A_SHOP = re.compile(rf"^(?:'s)? {_SHOP}\b", re.IGNORECASE)
_ELSEWHERE = re.compile(
    r"\b(?:competitors?|rivals?|customers?|neighbours?|another (?:chain|company)|their own|open(?:s|ed|ing)?|clos(?:es|ed|ing)"
    r"|former|formerly|used to|years? ago|planned?|planning|moved|moving)\b",
    re.IGNORECASE,
)
_FEW = 2  # words
#: "They", "there", "it": the question goes on about what was named
_POINTS = re.compile(r"\b(?:they|them|their|there|it|its|that (?:store|shop|branch|one|place))\b")
_OF_ALL = re.compile(
    r"\b(?:altogether|overall|everything|(?:all|every|each|the other|which|what|how many) (?:of )?(?:our |the )?"
    r"(?:stores?|shops?|branch(?:es)?|suppliers?|categor(?:y|ies))|chain|company|everywhere|anywhere)\b",
    re.IGNORECASE,
)


def headed_by(text: str, unknown: Sequence[Mention], asked: str, named: Collection[str]) -> tuple[Mention, ...]:
    """Those of the `unknown` names of `text` that its question `asked` is about; `named` are the kinds it names."""
    if _OF_ALL.search(asked):
        return ()
    found = [m for m in unknown if m.kind in _INSTEAD and not _INSTEAD[m.kind] & set(named)]
    found = found or [m for m in unknown if m.kind == "unknown name" and not _INSTEAD[m.kind] <= set(named)]
    return tuple(m for m in found if _is_headed(text, m, asked))


def _is_headed(text: str, name: Mention, asked: str) -> bool:
    before = _ENDS.split(text[: name.start])[-1]
    rest = _ENDS.split(text[name.end :])
    after = rest[0].rstrip(" .?!;:")
    if _ELSEWHERE.search(before) or _ELSEWHERE.search(after):
        return False
    words = re.findall(r"[\w']+", f"{before} {after}")
    if len(rest) > 1 and _listed(name, before, after):
        return True
    if name.kind == "unknown product":  # alone, before what is asked; "thanks, Aoife" is who asks
        return len(rest) > 1 and all(_OF_GOODS.fullmatch(word) for word in words)
    others = [word for word in words if not _BESIDE.fullmatch(word)]
    if len(others) <= _FEW and all(word.istitle() for word in others):
        return True  # "Kate from the Galway branch"
    if _SPEAKER.search(before) or _SPEAKS.match(after):
        return True
    return bool(_A_SHOP.match(after) and _POINTS.search(asked))


#: Who is greeted or thanked, and who signs
_GREETED = re.compile(
    r"\b(?:thanks|thank you|thx|cheers|regards|greetings|wishes|sincerely|yours|best|hi|hello|hey|dear|morning|afternoon|evening|for|to|from|cc|attn)\W*$",
    re.IGNORECASE,
)


def _listed(name: Mention, before: str, after: str) -> bool:
    """ "Leeds, tomorrow, Bramble Oak Shelves. Units?": a name written as one that has a place of a list to itself."""
    parts = _PLACES.split(before)
    capitals = " " in name.text and all(word[0].isupper() or word[0].isdigit() for word in name.text.split())
    alone = not re.search(r"\w", parts[-1]) and (not after.strip() or _PLACES.match(after.lstrip()) is not None)
    fragments = all(len(part.split()) <= _FRAGMENT for part in (*parts[:-1], *_PLACES.split(after)))
    among = bool("".join(parts[:-1]).strip() or after.strip(" ,/|"))
    return capitals and alone and among and fragments and not _GREETED.search(",".join(parts[:-1]) or " ")


_FRAGMENT = 4  # words
_PLACES = re.compile(r"[,/|+\u00b7]")


_BEFORE = re.compile(
    r"\W*(?:(?:and|so|ok|okay|now|then|but|right|for|of|about|as for|what about|regarding|re|the|our|those|these|that|this|my|your)\b\W*)*",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    r"(?: (?:in|on|from|of|among) (?:that|the|this|your|those|these) (?:list|lot|ones?|results?|table))?(?: [-\u2013\u2014]|:|,)",
    re.IGNORECASE,
)


def begins(plain: str, mention: Mention) -> bool:
    """Is a name the heading of a message ("bluetooth - how many should I buy?", "the earphones in that list: ...")?"""
    return bool(_BEHIND.match(plain[mention.end :]) and _BEFORE.fullmatch(plain[: mention.start]))


def set_off(said: str) -> bool:
    """Is it more than a word of the language ("it is going to rain")?"""
    return " " in said or not said.islower() or not is_english(said)
