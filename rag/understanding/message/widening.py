# ruff: noqa: E501 - a pattern is read on one line
"""Names that are said only to say that more is meant: "the whole shop and not only compost", "not just Sligo, everywhere"."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rag.understanding.message.masking import Masked

__all__ = ["widened"]

#: What is put in the place of such a name where it is all that is said
_ALL = {"store": "in all stores", "region": "in all stores"}
_KINDS = {
    "store": "stores",
    "region": "stores",
    "product": "products",
    "supplier": "suppliers",
    "category": "categories",
}
_AS_WELL = re.compile(
    r"^[,;:]? (?:(?:but|and|in|at|for|from|of|with|rather|also|across|over) )*(?:everywhere|every(?:one|body|thing)(?: else)?|all(?: of)? (?:the |our )?(?:stores|shops|branches|suppliers|vendors|categories|goods|products|items|of them)|every (?:store|shop|branch|supplier|category|product)|all|(?:the|our) (?:whole|entire|full) (?:\w+))\b(?! (?:of|that|which))(?=\s*(?:[,.;:?!]|$))",
    re.IGNORECASE,
)
_ONLY = r"(?:only|just|merely|simply|solely|exclusively)"
_BEFORE = re.compile(
    rf"(?:\b(?:not|n't|never|no longer) (?:be |being |for |in |at |of |from |about )?{_ONLY}|\bmore than (?:just|only)|\brather than (?:just|only)|\bbeyond(?: just)?)"
    r"(?: (?:in|at|for|from|of|with|by|about|on|to))?(?: (?:the|those|these|our|any|what is in|what comes from|that of))*\s*$",
    re.IGNORECASE,
)
_NOT = re.compile(r"\bnot (?:in |at |for |from |of )?(?:the |our )*$", re.IGNORECASE)
_ALONE = re.compile(
    r"^(?:'s)?(?: (?:ones?|stuff|goods|things|products|items|lines|category|shop|store|branch|supplier|alone))*? (?:only|alone|by itself|on its own)\b",
    re.IGNORECASE,
)
_NOUN = re.compile(
    r"^(?: (?:ones?|stuff|goods|things|products|items|articles|lines|category|range|shop|store|branch|supplier|alone|then|any ?more|now|please)\b)*",
    re.IGNORECASE,
)
_JOINED = re.compile(r"[,;]?(?: (?:and|but|or|so))*\s*$", re.IGNORECASE)
_SAYS_MORE = 4  # words
#: "Not only in [store] but also in [store]": both are meant
_BUT = re.compile(r"^[^.?!;:]{0,25}?(?P<but>,? but(?: rather| also| as well)*\b)", re.IGNORECASE)


def widened(text: str, masker: Callable[[str], Masked]) -> tuple[str, Masked, tuple[str, ...]]:
    """`text` without the names that it goes beyond, as masked, and their kinds; as it is where another is named beside."""
    masked, wider = masker(text), []
    for mention in sorted(masked.mentions, key=lambda m: -m.start):
        said, rest = text[: mention.start], text[mention.end :]
        found, after = _BEFORE.search(said), _NOUN.match(rest)
        if found is None and (found := _NOT.search(said)):
            after = _ALONE.match(rest)
        if found is None or after is None or mention.kind not in _KINDS:
            continue
        rest = rest[after.end() :]
        if but := _BUT.match(rest):
            if any(m.kind == mention.kind and m.start >= mention.end for m in masked.mentions):
                continue
            rest = f"{rest[: but.start('but')]},{rest[but.end('but') :]}"
        if every := _AS_WELL.match(rest):
            rest = rest[every.end() :]
        lead = _JOINED.sub("", said[: found.start()])
        bare = len(f"{lead} {rest}".split()) < _SAYS_MORE
        every_one = _ALL.get(mention.kind) or ("everything" if bare else "")
        text = f"{lead} {every_one}{rest}".strip(" ,;")
        wider.append(_KINDS[mention.kind])
    return (text, masker(text), tuple(wider)) if wider else (text, masked, ())
