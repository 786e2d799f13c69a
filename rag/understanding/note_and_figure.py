# ruff: noqa: E501 - a pattern is read on one line
"""A matter of a note and a figure asked for in one message, in whatever order and wording.

"What batch was recalled, and how many of it does Leeds hold?", "the supplier with the fire: who is it, and what is on
order with him?". Each stretch of the message is read by itself: where exactly one of them asks for a figure and another
is told by notes, the figure is told beside the note. What is not named is what the nearest note is about.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from rag.plan import FIELD_OF, Entities, Plan
from rag.understanding.message.described import ALIKE, ALIKE_UNSAID, KINDS, NotesFound, kind_described, nearest_thing
from rag.understanding.message.note_topics import NOTE_TOPIC, NOTE_WORD
from rag.understanding.message.tidying import tidy
from rag.understanding.parts_beside import ReadClause
from rag.understanding.plans.asked_unit import other_unit

if TYPE_CHECKING:
    from rag.names.catalogue import Catalogue
    from rag.understanding.message.masking import Masked
    from rag.understanding.turn import Turn

__all__ = ["note_and_figure"]

_STRETCHES = re.compile(
    r"(?<=[?.!;:])\s+|,?\s+(?:and|n|plus|&|\+)\s+|,\s+(?=(?:how|what|which|when|who|where|by when|please|on hand|on order|stock|total|units|qty|quantity|fcst|forecast|expected)\b)",
    re.IGNORECASE,
)
_MOST = 6  # stretches of a message that is read by them
#: Figures that no note tells of
_FIGURES = frozenset(
    {
        "on_hand", "on_order", "open_units", "open_orders", "on_order_value", "order_value", "order_qty", "stock_value",
        "expected_sales", "actual_sales", "days_of_cover", "inventory_position", "expected_lost_units",
    }
)  # fmt: skip
#: A note is asked for, and not only something told that notes speak of too
_ASKED_OF_IT = re.compile(
    rf"{NOTE_WORD.pattern}|\b(?:what|which|wh?ich|when|who|how|why|where|percent\w*|%|date|number|batch|reason)\b"
)
_SOLD = frozenset({"expected_sales", "actual_sales"})
_ASKS = re.compile(
    r"\b(?:how (?:many|much)|what|which|total|number|quantity|qty|units|pieces|stock|on hand|on order|forecast|fcst|sum|amount|value|expect\w*|add|give|tell|show)\b",
    re.IGNORECASE,
)


def note_and_figure(turn: Turn, whole: Plan, read: ReadClause, catalogue: Catalogue, notes: NotesFound | None) -> Plan:
    """`whole`, or the figure that the message asks for beside what it asks of a note."""
    text = tidy(turn.masked.question)
    if notes is None or whole.also or whole.scenario or not _of_notes(turn, whole, text):
        return whole
    text, titled = _with_what_it_is_about(turn, text, catalogue)
    stretches = [s for s in _STRETCHES.split(text) if s.strip(" ?.!,;:")]
    if not 2 <= len(stretches) <= _MOST:
        return whole
    named = turn.masked.of_kind("product")
    one = named[0].items[0].name if len(named) == 1 and not named[0].ambiguous else ""
    figures: list[tuple[str, Plan]] = []
    told = [turn.masked] if titled else []
    asked = bool(titled) or whole.intent in ("notes", "clarify")
    for said in stretches:
        part, plan = read(said, None)
        if one and plan.intent == "clarify":  # "how many of that spanner ...?"
            part, plan = read(_with_its_name(said, part, one), None)
        figure = plan.intent == "value" and not part.reading.weak and set(plan.measures) <= _FIGURES
        noted = plan.intent == "notes" or part.masked.of_notes or NOTE_WORD.search(said.lower())
        if noted or (part.reading.weak and NOTE_TOPIC.search(said.lower())):
            told.append(part.masked)
            asked = asked or _ASKED_OF_IT.search(said.lower()) is not None
        elif figure and plan.measures and _ASKS.search(said):
            figures.append((said, plan))
    # "how many did we pull out that time": no sales of a time that is not said
    dated = [f for f in figures if not set(f[1].measures) <= _SOLD or (f[1].window and f[1].window.asked)]
    figures = dated if whole.intent == "notes" or len(figures) > 1 else figures
    if len(figures) != 1 or not told or not asked:
        return whole
    said, figure_plan = figures[0]
    if titled:
        figure_plan = figure_plan.with_(entities=replace(figure_plan.entities, notes=(titled,)))
    rest = " ".join(s for s in stretches if s != said or len(stretches) == 1)
    return _beside(turn, whole, figure_plan, rest, told, catalogue, notes)


def _beside(
    turn: Turn, whole: Plan, figure: Plan, rest: str, told: list[Masked], catalogue: Catalogue, notes: NotesFound
) -> Plan:
    if figure.scenario or figure.also or figure.second_window:
        return whole
    entities = _named(turn, figure.entities, catalogue)
    dated = whole.window is not None and whole.window.asked and not (figure.window and figure.window.asked)
    if entities is None or (dated and whole.measures == figure.measures):
        return whole  # "what day is the fair, and how many will we sell then?"
    held = set(figure.measures) <= set(whole.measures) and bool(whole.note_query or whole.entities.notes)
    if not (entities.products or entities.suppliers):
        named = _told_of(turn, rest, told, entities, catalogue, notes)
        if named is None and (held or whole.intent not in ("notes", "no_data")):
            return whole
        entities = named or entities
    elif held and (entities.products, entities.suppliers) == (whole.entities.products, whole.entities.suppliers):
        return whole
    plain = figure.with_(question=whole.question, resolved_question=whole.resolved_question)
    return plain.with_(entities=entities, note_query="" if entities.notes else rest)


def _with_its_name(said: str, part: Turn, name: str) -> str:
    unclear = [m for m in part.masked.mentions if m.ambiguous]
    return said[: unclear[0].start] + name + said[unclear[0].end :] if len(unclear) == 1 else said


def _with_what_it_is_about(turn: Turn, text: str, catalogue: Catalogue) -> tuple[str, str]:
    """ "The product in the note 'Recall of ...'" by its own name, and the note; "" where no title says so."""
    titles = [m for m in turn.masked.of_kind("note") if not m.ambiguous]
    if len(titles) != 1:
        return text, ""
    note, title = titles[0].items[0].id, re.escape(titles[0].text)
    for kind, id in catalogue.note_about.get(note, {}).items():
        called = re.compile(rf"\b(?:the|that|this) (?:{KINDS[kind]})\b[^,?.;]{{0,40}}?[\"“'‘]?{title}[\"”'’]?(?: (?:talks|is|deals|speaks|tells)(?: about| with| of| on)?\b)?", re.IGNORECASE)  # fmt: skip
        if said := called.search(text):
            return f"{text[: said.start()]}{catalogue.name(kind, id)}{text[said.end() :]}", note
    return text, ""


def _of_notes(turn: Turn, whole: Plan, text: str) -> bool:
    if other_unit(whole):
        return True  # "how many are on order, and by how many days are they late?"
    said = whole.intent in ("notes", "clarify") or whole.note_query or turn.masked.of_notes
    return bool(said or NOTE_WORD.search(text.lower()) or NOTE_TOPIC.search(text.lower()))


def _named(turn: Turn, own: Entities, catalogue: Catalogue) -> Entities | None:
    """What the figure is of, with the one product, or else the supplier, that the rest of the message names.

    A note that is named by its title names what it is about.
    """
    if own.products or own.suppliers or own.categories:
        return own
    clear = [m for m in turn.masked.mentions if not m.ambiguous]
    titled = [i.id for m in clear if m.kind == "note" for i in m.items]
    if len(titled) == 1:
        about = catalogue.note_about.get(titled[0], {})
        kinds = ("supplier", "product") if _SUPPLIER.search(turn.masked.text) else ("product", "supplier")
        if kind := next((k for k in kinds if k in about), ""):
            return replace(own, **{FIELD_OF[kind]: (about[kind],)}, notes=(titled[0],))
    ids = {kind: {i.id for m in clear if m.kind == kind for i in m.items} for kind in ("product", "supplier")}
    if len(ids["product"]) > 1 or len(ids["supplier"]) > 1:
        return None
    if ids["product"]:
        return replace(own, products=tuple(ids["product"]))
    return replace(own, suppliers=tuple(ids["supplier"])) if ids["supplier"] else own


_SUPPLIER = re.compile(r"\b(?:suppliers?|vendors?|firm|company|manufacturer|them|they|their|him)\b")


def _told_of(
    turn: Turn, rest: str, told: list[Masked], own: Entities, catalogue: Catalogue, notes: NotesFound
) -> Entities | None:
    """`own` with the thing that the nearest note to `rest` is about, where the message calls it by that alone."""
    kind, among = kind_described(turn.masked.question, told, catalogue)
    if not kind:
        return None
    enough = ALIKE if NOTE_WORD.search(turn.masked.question.lower()) else ALIKE_UNSAID
    found = nearest_thing(rest, kind, among, turn.masked, catalogue, notes, enough)
    return replace(own, **{FIELD_OF[kind]: (found[1],)}, notes=(found[0],)) if found else None
