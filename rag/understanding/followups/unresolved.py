"""First messages that point at something that nobody has named: "how much of that item", "Cork, the medium one"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rag.names.catalogue import Catalogue, name_key
from rag.plan import Ambiguity, Plan
from rag.understanding.message.note_topics import NOTE_TOPIC, NOTE_WORD
from rag.understanding.message.tidying import tidy

if TYPE_CHECKING:
    from rag.understanding.turn import Turn

__all__ = ["called_by_name", "points_at_nothing", "the_only_one"]

_THAT_ITEM = re.compile(r"\b(?:that|this|that same|the same|the said) (?:item|product|article|sku|thing)\b(?!s)")
_THE_ONE = re.compile(r"\b(?:the|that|this) (?P<words>[a-z0-9][\w.-]*(?: [\w.-]+)?) (?:one|thing)\b")
#: "I can't remember the name, but it's that sports one. How many ...?"
_IT_IS = re.compile(
    r"\b(?:it|it's|its|it is|it was|name|called|meant|mean|after|want|need|about)(?: is| was| be)? "
    r"(?=(?:the|that) )(?P<one>[^.?!;,]{3,40}? (?:one|thing)\b)"
)
_NO_NAMES = re.compile(
    r"^(?:first|second|third|fourth|fifth|last|next|other|same|right|wrong|only|whole|big|small|good|bad|old|new|former|"
    r"latter|single|usual|\w+est|one|more \w+|most \w+|least \w+|which|that)\b"
)
_ASKS_WHICH = re.compile(r"\b(?:which|what) (?:\w+ )?(?:item|product|article|sku|one|thing)s?\b")
_MOST = 8  # candidates that are offered


def points_at_nothing(turn: Turn, catalogue: Catalogue) -> Plan | None:
    """A question back about what the first message of a conversation only points at; None where it names its things."""
    plan = turn.plan
    if _names_its_things(turn):
        return None
    said, found = _THAT_ITEM.search(turn.masked.text), tuple[str, ...]()
    if said is None:
        said, found = _the_one(turn, catalogue)
    if said is None or len(found) == 1:
        return None
    unclear = Ambiguity("product", re.sub(r"^(?:the|that|this) ", "", said.group()), found[:_MOST])
    return plan.with_(intent="clarify", ambiguity=unclear, measures=(), window=None, filters=())


#: "Nice, what has to be ordered?"
_CALLED = re.compile(r"^\W*(?P<name>[A-Z][\w'-]*(?: [\w'-]+){0,3}?)(?P<sep>,| - |: ?)(?= ?\w)")


def called_by_name(turn: Turn, catalogue: Catalogue) -> str | None:
    """A first message that begins with a store's name which is also a word, said of that store."""
    said = _CALLED.match(turn.masked.question)
    if any(m.kind in ("store", "region") for m in turn.masked.mentions):
        return None
    if said is None:
        return _before_its_goods(turn, catalogue)
    store = next((i.name for i in catalogue.of_kind("store") if i.name == said["name"]), None)
    rest = turn.masked.question[said.end() :].strip()
    return f"In {store}, {rest}" if store and turn.plan.intent not in ("refuse", "help") else None


def _before_its_goods(turn: Turn, catalogue: Catalogue) -> str | None:
    """ "nice, earl grey 50 bags - how many ...": a store's name in lower case right before a product's."""
    asked = turn.masked.plain.lstrip()
    goods = [m.text for m in turn.masked.mentions if m.kind in ("product", "category")]
    for store in catalogue.of_kind("store"):
        rest = re.sub(r"^(?:,| -|:)? ?", "", asked[len(store.name) :])
        if asked.lower().startswith(f"{store.name.lower()}") and any(rest.startswith(g) for g in goods):
            return f"In {store.name}, {rest}"
    return None


def the_only_one(turn: Turn, catalogue: Catalogue) -> str | None:
    """The question with its product's whole name in the place of "the organic one", where only one product has it."""
    said, found = (None, ()) if _names_its_things(turn) else _the_one(turn, catalogue)
    if said is None or len(found) != 1:
        return None
    return re.sub(re.escape(said.group()), lambda _: found[0], turn.masked.question, count=1, flags=re.IGNORECASE)


def _names_its_things(turn: Turn) -> bool:
    text = turn.masked.text
    named = any(m.kind in ("product", "note", "category", "supplier") for m in turn.masked.mentions)
    of_notes = NOTE_WORD.search(text) or NOTE_TOPIC.search(text)
    valued = turn.plan.intent in ("value", "explain", "whatif") or (
        turn.plan.intent == "count" and _THE_ONE.search(turn.masked.spelled)
    )
    return bool(named or turn.masked.unknown or not valued or of_notes or _ASKS_WHICH.search(text))


def _the_one(turn: Turn, catalogue: Catalogue) -> tuple[re.Match[str] | None, tuple[str, ...]]:
    """ "The medium one", and the products whose names have all its words."""
    told = _IT_IS.search(tidy(turn.masked.question).lower())
    one = _THE_ONE.search(turn.masked.spelled) or (_THE_ONE.search(told["one"]) if told else None)
    if one is None or _NO_NAMES.match(one["words"]):
        return None, ()
    words = set(name_key(one["words"]).split())
    found = tuple(i.name for i in catalogue.of_kind("product") if words and words <= set(name_key(i.name).split()))
    return (one, found) if found else (None, ())
