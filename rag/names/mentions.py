"""A name said in a question, with what it may mean."""

from __future__ import annotations

from dataclasses import dataclass

from rag.names.catalogue import Item

__all__ = ["Mention"]


@dataclass(frozen=True)
class Mention:
    """A name said at text[start:end]. More than one item: it is not clear which."""

    start: int
    end: int
    text: str
    kind: str  # product, store, supplier, category, note, region, unknown
    items: tuple[Item, ...] = ()
    exact: bool = False

    @property
    def ambiguous(self) -> bool:
        return len(self.items) > 1
