# ruff: noqa: E501 - a pattern is read on one line
"""Something called by what a note tells of it: "one of our suppliers had a fire. Who is it, and what is on order there?"."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from rag.notes.words import Named
from rag.plan import Ambiguity, Entities, Plan

if TYPE_CHECKING:
    from rag.names.catalogue import Catalogue
    from rag.understanding.message.masking import Masked

__all__ = [
    "ALIKE",
    "ALIKE_UNSAID",
    "KINDS",
    "Described",
    "NotesFound",
    "described",
    "kind_described",
    "nearest_thing",
    "told_of_it",
]

#: How much alike the description and the note must be: where notes are spoken of, and where they are not.
ALIKE, ALIKE_UNSAID = 0.35, 0.5
#: Where it is called by a noun of its name besides ("a speaker that comes back").
_ALIKE_NAMED = 0.25
#: By how much more than a note about something else.
_AHEAD = 0.03

KINDS = {
    "supplier": r"(?:suppliers?|vendors?|firms?|compan(?:y|ies)|manufacturers?)",
    "product": r"(?:products?|items?|articles?|skus?|lines?|goods|things?|\[product\]|\[category\](?: (?:products?|items?|articles?|lines?|parts?))?)",
    "store": r"(?:stores?|shops?|branch(?:es)?|outlets?)",
}
_ANY_KIND = "|".join(f"(?P<{kind}>{said})" for kind, said in KINDS.items())
_AMONG = r"(?:(?:one|some|any) of (?:our|the|my|your|these|those)|an?|some|one|certain)(?! of)"
_OPENS = re.compile(
    rf"(?:\b{_AMONG}(?: (?!product|supplier|store)[a-z]+)?? |^\W*(?=\w+ (?:with|whose|that|which|having|where)\b))(?:{_ANY_KIND})\b(?! (?:number|orders?|manager|list|range))"
)
#: "How many have we on order with the supplier whose warehouse has a backlog, and which supplier is that?"
_CALLED_BY = re.compile(
    rf"\b(?:the|that) (?:{_ANY_KIND}) (?:whose|that|which|who|where|with)\b(?P<clause>(?: [^\s?.!]+){{3,}})[\s,?.;-]*$",
    re.IGNORECASE,
)
#: "A note about a pedal", "one of our balms": goods by a word of their names
_BY_NOUN = re.compile(rf"\b{_AMONG} (?:[a-z]+ )??(?P<noun>[a-z]{{4,}})\b")
_KIND_ASKED = re.compile(rf"\b(?:which|what) (?:{_ANY_KIND})\b")
#: "There is a note that says": not what it says
_OF_NOTES = re.compile(
    r"\b(?:there(?: is|'s|s| was)? (?:an?|some|one) |(?:one|some) of (?:our|the|my) |an? |the |our |some )?(?:notes?|memos?)\b(?: (?:says?|reports?|tells?|mentions?|speaks?|spoke|about|on|of|that|which))*"
    r"|\b(?:somebody|someone|they|a colleague) (?:told me|said|wrote|mentioned)(?: that)?\b|\bi (?:heard|read|know|remember|think|believe)(?: that| of)?\b",
    re.IGNORECASE,
)
_WHO = r"(?:who|wh?ich|what)(?: (?:one|suppliers?|vendors?|firm|company|products?|items?|articles?|skus?|lines?|stores?|shops?|branch|goods|thing))?"
_ASKED = re.compile(
    rf"(?:^|[,.;?!:-] ?|\b(?:and|so|but|n) )(?:(?:so|and|now|then|please|again|find(?: out)?|identify|name|look up|(?:can you |could you |please )?(?:remind|tell) me|do you know|i forgot|i wonder|which means|say) )*"
    rf"(?:{_WHO} (?:is|was|are|were|would|might)(?: (?:it|that|this|he|they|them|meant|the one|concerned|affected|the (?:supplier|product|store|shop|item|article)))(?: (?:about|then|again|now|exactly|called|please))*"
    rf"|{_WHO} (?:it|that|this) (?:is|was)|{_WHO} does (?:it|that|the note|this) (?:deal with|concern|mean|speak of|refer to|name|affect)|(?:wh?ich|what) (?:one|suppliers?|vendors?|products?|items?|articles?)(?=,? (?:and|plus) |[,?])|who|(?:identify|name|find(?: out)?|spot|pick(?: out)?|look up|tell me)(?: me)? (?:it|him|them|who|which|that one|(?:that|the) (?:supplier|vendor|product|item|article|store|shop|firm))(?: (?:it|that) is)?(?: for me| please| first)?|give me (?:its|the|their) name)(?=[\s]*(?:[,.;?!]|$|\b(?:and|n|plus|&)\b))"
)
_NOTE_WORD = re.compile(
    r"\b(?:notes?|memos?|wrote|written|writes?|letters?|leaflets?|flyers?|brochures?|told|heard|read|notices?|reports?|says?|something)\b"
)
_HIMSELF = re.compile(
    r"\b(?P<whose>their|its|his)\b|\b(?:them|him|it|they|that one|this one|that (?:supplier|product|store|shop|item|article|vendor)|those)\b",
    re.IGNORECASE,
)
#: "There is a note on a gadget ...": one note is meant, of one thing
_A_NOTE_ON = re.compile(
    r"\b(?:there(?: is|'s| was| were| has been)|we (?:have|had|got)|i (?:saw|read|remember|recall|found|have seen|know of)|somewhere|(?:one of|among) (?:our|the|my))(?: (?:an?|some|one|this|that|the|our|my))? (?:notes?|memos?|letters?)\b"
    r"|\b(?:according to|as per|from|in) (?:an?|one|some|the|our) (?:notes?|memos?|letters?)\b"
)
#: So many are named where it is not sure which is meant, of those that are nearly as much alike.
_MOST_NAMED, _LIKELY = 4, 0.12
_JOINS = re.compile(
    r"^[\s,.;:?!-]*(?:(?:and|plus|also|n|then|&|as well as|please|pls|thanks)\b[\s,.?!]*)*", re.IGNORECASE
)
_SURE = ("value", "list", "rank", "count", "compare", "whatif", "explain", "draft_order")


_KIND = r"(?P<k>product|item|article|supplier|vendor|store|shop)"
#: "Which product was first sold in May according to the notes, and how many are left?", "how many are left of the product
#: that was first sold in May? It is in one of our notes": what is told, then what is asked
_ASKED_FIRST = (
    re.compile(
        rf"(?P<b>^\W*|[.!?;] )(?:which|what) {_KIND} (?:(?:was|is|were|are) )?(?P<x>[^?.!;,]{{3,90}}?),? (?:according to|going by|as per|per|says|say|in) (?:the|our|one of (?:the|our)) (?:notes?|files|records),? and (?=(?:what|how|when|where|who|which)\b)",
        re.IGNORECASE,
    ),
    re.compile(
        rf"^(?P<b>\W*(?:(?:hi|hello|hey|please|so|and),? )*)(?P<q>(?:how (?:many|much)|what|when)\b[^?.!;]*?,? (?:of|for|from|with)) the {_KIND} (?:that|which|who) (?P<x>[^?.!;]{{3,100}})\? *(?:it|that|this|she|he)(?:'s| is| stands| should be| must be| was)? (?:mentioned |written |noted )?(?:in|from) (?:one of )?(?:our|the|a|my|your) notes?\b[^?]*$",
        re.IGNORECASE,
    ),
)


def _told_first(question: str) -> str:
    for pattern in _ASKED_FIRST:
        if said := pattern.search(question):
            asked = f"{said['q']} it?" if "q" in pattern.groupindex else question[said.end() :]
            before = question[: said.start()] + said["b"]
            return f"{before}Our notes mention a {said['k']} {said['x']}. Which is it, and {asked}"
    return question


class NotesFound(Protocol):
    """What the notes of a workspace are asked for while a question is read."""

    def nearest_note(self, text: str, named: Named = ()) -> float:
        """How much alike the nearest note about what is named is: a cosine."""
        ...

    def notes_on(self, text: str, kind: str, among: tuple[str, ...] = ()) -> list[tuple[float, str, str]]:
        """(how much alike, note id, id of the thing of that kind) of the notes about one, the nearest first."""
        ...


@dataclass(frozen=True)
class Described:
    """The note that tells what is meant, and what is asked of that beside its name, with the name in it."""

    note: str
    asked: str


def described(
    question: str, mask: Callable[[str], Masked], catalogue: Catalogue, found: NotesFound
) -> Described | Plan | None:
    """What a message calls by what a note tells, where one note does so plainly; None for any other message.

    Where several could be meant, and a figure of it is asked for, the plan that asks which. The note is looked for with the words as they were typed: a backlog is no open order in a note.
    """
    question = _told_first(question)
    typed = _ASKED.search(question.lower())
    if typed is None or not typed.start():
        return _asked_at_once(question, mask, catalogue, found)
    whole = mask(question)
    if (asks := _ASKED.search(whole.spelled)) is None:
        return None
    told, beside = whole.spelled[: asks.start()], _JOINS.sub("", question[typed.end() :])
    if "[note]" in told:
        return _of_titled(whole, asks.group(), catalogue, beside)
    kind, among = _meant(whole, told, asks.group(), catalogue)
    tells, before = question[: typed.start()], ""
    if not beside.strip(" ?.!") and (called := _CALLED_BY.search(tells)) and _QUESTION.search(tells[: called.start()]):
        kind, among = next(k for k in KINDS if called[k]), ()
        tells, before, told = called["clause"], tells[: called.start()], called["clause"]
    unsure = beside and _A_NOTE_ON.search(told) and not re.search(r"\[(?:product|supplier|category)\]", told)
    if not kind and unsure:
        kind = "product"
    elif not kind or (f"[{kind}]" in told and not among):
        return None  # it has a name
    near = _of_those_named(found.notes_on(_OF_NOTES.sub(" ", tells), kind, among), whole, kind, catalogue)
    others = [alike for alike, _, id in near if id != near[0][2]]
    enough = (_ALIKE_NAMED if among else ALIKE) if _NOTE_WORD.search(told) else ALIKE_UNSAID
    if not near or near[0][0] < enough or (others and near[0][0] - others[0] < _AHEAD):
        if not unsure:
            return None
        likely = [id for alike, _, id in near if alike > near[0][0] - _LIKELY]
        names = tuple(dict.fromkeys(catalogue.name(kind, id) for id in likely))[:_MOST_NAMED]
        meant = Ambiguity(kind, told.strip(" .,;:"), names)  # type: ignore[arg-type]
        return Plan(intent="clarify", ambiguity=meant, question=question, resolved_question=question)
    name = catalogue.name(kind, near[0][2])
    return Described(near[0][1], f"{before}{name}?" if before else _asked_of(beside, name))


#: "Which item had a batch withdrawn (see the notes)? Add its expected sales."
_AT_ONCE = re.compile(
    rf"^(?:[^,?.!]{{1,25}}[,!] )?(?:which|what) (?:{_ANY_KIND}) (?P<clause>(?:had|has|have|was|were|is|are|did|does|got|gets)\b[^?.;]{{8,}}?)(?P<rest>[?.;] .+|,? and (?:how|what|when|by when|add|give|tell)\b.+)",
    re.IGNORECASE,
)


def _asked_at_once(
    question: str, mask: Callable[[str], Masked], catalogue: Catalogue, found: NotesFound
) -> Described | None:
    """What is described and asked for in one sentence, of what is written, with a figure of it asked for behind."""
    said = _AT_ONCE.search(question)
    if said is None or not _HIMSELF.search(said["rest"]) or not re.search(r"\b(?:notes?|memos?)\b", question.lower()):
        return None
    kind, beside = next(k for k in KINDS if said[k]), _JOINS.sub("", said["rest"])
    if (thing := nearest_thing(said["clause"], kind, (), mask(question), catalogue, found, ALIKE)) is None:
        return None
    return Described(thing[0], _asked_of(beside, catalogue.name(kind, thing[1])))


def nearest_thing(
    told: str, kind: str, among: tuple[str, ...], whole: Masked, catalogue: Catalogue, found: NotesFound, enough: float
) -> tuple[str, str] | None:
    """The note nearest to `told` about one thing of a kind, and that thing; None where no note is plainly ahead."""
    near = _of_those_named(found.notes_on(_OF_NOTES.sub(" ", told), kind, among), whole, kind, catalogue)
    others = [alike for alike, _, id in near if id != near[0][2]]
    if not near or near[0][0] < enough or (others and near[0][0] - others[0] < _AHEAD):
        return None
    return near[0][1], near[0][2]


#: "Which speaker was that?", "what is it called?", "who is it?", "name it": what is meant has not been named
_NOT_NAMED = re.compile(
    rf"\b(?:(?:which|what|wh?ich|wat)(?: (?:of (?:our|the|my)|kind of))? (?:{_ANY_KIND})\b|(?:which|what) one\b|(?:what|who|which)(?: \w+)? (?:is|was|are|were|'s) (?:it|that|this|he|they|meant)\b|(?:what|which) \w+ (?:it|that|this) (?:is|was)\b|what(?:'s| is) (?:it|that|he) called|\bname (?:it|that|him)\b|\b(?:their|its|his|the) name\b|: who\b|: name\b|\bwho\b)"
)


def kind_described(question: str, told: Sequence[Masked], catalogue: Catalogue) -> tuple[str, tuple[str, ...]]:
    """The kind of what a message calls by a description alone, and the ids that come into question; "" for none."""
    text = question.lower()
    unclear = [m for part in told for m in part.mentions if m.ambiguous and m.kind in KINDS]
    if unclear:
        return unclear[0].kind, tuple(
            dict.fromkeys(i.id for m in unclear for i in m.items if m.kind == unclear[0].kind)
        )
    if _NOT_NAMED.search(text) is None and _CALLED_BY.search(text) is None:
        return "", ()
    for part in told:
        if (meant := _meant(part, part.spelled, "", catalogue))[0]:
            return meant
    named = (
        _KIND_ASKED.search(text)
        or _WITH.search(text)
        or next((m for part in told if (m := _WITH.search(part.spelled))), None)
    )
    return (next(k for k in KINDS if named[k]), ()) if named else ("", ())


_WITH = re.compile(rf"\b(?:{_ANY_KIND})\b(?! (?:number|orders?|manager|list|range))")


_QUESTION = re.compile(r"\b(?:how (?:many|much)|what|when|which|by when|how long)\b", re.IGNORECASE)


def _of_those_named(
    near: list[tuple[float, str, str]], whole: Masked, kind: str, catalogue: Catalogue
) -> list[tuple[float, str, str]]:
    """Of notes that fit, those about what is named besides ("the batch that [supplier] withdrew"), where there are any."""
    for other in ("supplier", "product"):
        ids = {i.id for m in whole.of_kind(other) for i in m.items} if other != kind else set()
        about = [n for n in near if catalogue.note_about.get(n[1], {}).get(other) in ids]
        near = about or near
    return near


def _of_titled(whole: Masked, asks: str, catalogue: Catalogue, beside: str) -> Described | None:
    """What the note is about whose title is said."""
    titled, named = whole.of_kind("note"), _KIND_ASKED.search(asks)
    if len(titled) != 1 or titled[0].ambiguous or named is None or not beside:
        return None
    kind, note = next(k for k in KINDS if named[k]), titled[0].items[0].id
    id = catalogue.note_about.get(note, {}).get(kind)
    return Described(note, _asked_of(beside, catalogue.name(kind, id))) if id else None


def _meant(whole: Masked, told: str, asks: str, catalogue: Catalogue) -> tuple[str, tuple[str, ...]]:
    """The kind of what is described, and the ids that come into question where it is called by a part of its name."""
    if opens := _OPENS.search(told):
        kind = next(k for k in KINDS if opens[k])
        by_name = opens[kind].startswith("[product]")
        return kind, tuple(i.id for m in whole.of_kind(kind) for i in m.items) if by_name else ()
    for noun in _BY_NOUN.finditer(told):
        one = re.compile(rf"\b{re.escape(noun['noun'].removesuffix('s'))}s?\b", re.IGNORECASE)
        if ids := tuple(i.id for i in catalogue.of_kind("product") if one.search(i.name)):
            return "product", ids
    named = _KIND_ASKED.search(asks) if _NOTE_WORD.search(told) else None
    return (next(k for k in KINDS if named[k]), ()) if named else ("", ())


def _asked_of(beside: str, name: str) -> str:
    """What is asked of it, with its name; "" where nothing is."""
    said = _HIMSELF.search(beside)
    if said is None:
        return f"{beside.rstrip(' ?.!')} of {name}?" if beside else ""
    return f"{beside[: said.start()]}{name}{'’s' if said['whose'] else ''}{beside[said.end() :]}"


def told_of_it(plan: Plan | None, it: Described, question: str) -> Plan:
    """The plan of what is asked of it beside its note; the note alone where nothing else is asked."""
    if plan is None or plan.intent not in _SURE:
        return Plan(intent="notes", entities=Entities(notes=(it.note,)), question=question, resolved_question=question)
    return plan.with_(entities=replace(plan.entities, notes=(it.note,)), question=question)
