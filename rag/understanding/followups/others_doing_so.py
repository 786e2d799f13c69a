# ruff: noqa: E501 - a pattern is read on one line
"""After what a note tells of one supplier: whether others do so too ("any other supplier putting theirs up?", "who else?")."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rag.names.catalogue import Catalogue
from rag.notes.sets import told_matter
from rag.plan import GroupBy, Plan

if TYPE_CHECKING:
    from rag.understanding.turn import Turn

__all__ = ["others_doing_so"]

_KIND = r"(?:(?P<supplier{0}>suppliers?|vendors?|firms?|compan(?:y|ies))|(?P<product{0}>products?|items?|articles?)|(?P<store{0}>stores?|shops?|branch(?:es)?))"
_KINDS: tuple[GroupBy, ...] = ("supplier", "product", "store")
_SO = (
    r"(?:doing|does|do|did|done|so|that|this|it|the|a|an|one|same|thing|likewise|put\w*|rais\w*|rise|rises|lift\w*|increas\w*|go|going|up|down|theirs?|prices?|costs?|as|well|too|also|either"
    r"|announc\w*|sent|send\w*|writ\w+|wrote|such|letters?|like|affected|concerned|planning|planned|about|to|have|had|has|been|is|are|was|were|will|there|then|now|at|moment|soon"
    r"|clos\w*|shut\w*|late|delay\w*|recall\w*|withdrawn|discontinued)"
)
_OTHERS = re.compile(
    rf"^\W*(?:(?:and|so|ok|okay|but|then|now|hm+|right)[,.]? )*(?:(?:is|are|was|were|do|does|did|has|have|will|we have|do we have) )?(?:there )?(?:(?:any|which|what|some)(?: of (?:the|our))? other {_KIND.format('')}|(?:any|another|which|what) {_KIND.format('2')} else|(?:anyone|anybody|somebody|someone|who) else|any others|others)(?:,? {_SO})*\W*$"
)


def others_doing_so(turn: Turn, earlier: Plan, catalogue: Catalogue) -> Plan | None:
    """Notes on the same matter of all that they tell it of; None where no others are asked for."""
    if earlier.intent != "notes" or turn.masked.mentions or turn.masked.unknown or turn.masked.windows:
        return None
    said = _OTHERS.match(turn.masked.text)
    if said is None:
        return None
    titles = [catalogue.name("note", n) for n in earlier.entities.notes]
    spoken = (turn.masked.question, earlier.note_query, earlier.question, *titles)
    matter = next((text for text in spoken if text and told_matter(text)), None)
    guessed: GroupBy = "product" if earlier.entities.products else "supplier"
    kind = next((k for k in _KINDS if said[k] or said[f"{k}2"]), guessed)
    if matter is None:
        return None
    asked = turn.masked.question
    query = f"which {kind}s: {matter}"
    resolved = asked if matter == asked else f"{asked} ({matter})"
    return Plan("notes", group_by=kind, note_query=query, question=asked, resolved_question=resolved)
