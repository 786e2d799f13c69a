"""Goods that a cited note names in place of others: "what can we offer instead, and how many of that one?" """

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from rag.notes.sets import told_matter
from rag.notes.words import INSTEAD, OF_THAT_ONE
from rag.queries.inquiry import Inquiry
from rag.queries.scope import Scope

__all__ = ["take_goods_instead"]


def take_goods_instead(inquiry: Inquiry) -> str:
    """Takes the goods that a note names instead, where the figure is asked of them; a problem where none does."""
    plan, asked = inquiry.plan, inquiry.plan.question
    named = plan.entities.products
    asks_instead = INSTEAD.search(asked) or INSTEAD.search(plan.note_query)
    if plan.intent != "value" or len(named) != 1 or not (asks_instead and OF_THAT_ONE.search(asked)):
        return ""
    names, matter = inquiry.view.names["product"], told_matter("substitute")
    for note in inquiry.citations:
        if matter is None or not matter.search(f"{note.title}. {note.text}"):
            continue
        others = _named_in(f"{note.title}. {note.text}", names) - {names[named[0]].casefold()}
        ids = [id for id, name in names.items() if name.casefold() in others]
        if len(ids) == 1:
            inquiry.rescope(Scope(replace(plan.entities, products=(ids[0],), suppliers=(), categories=())))
            return ""
    return f"No note tells what to offer instead of {names[named[0]]}."


def _named_in(text: str, names: Mapping[str, str]) -> set[str]:
    """Names in a text, in small letters, less those that are part of longer ones there."""
    left, found = text.casefold(), set()
    for name in sorted({n.casefold() for n in names.values()}, key=len, reverse=True):
        if name in left:
            found.add(name)
            left = left.replace(name, " ")
    return found
