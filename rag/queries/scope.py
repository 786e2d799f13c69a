"""Which series a question is about, as SQL over `held.series`, and how that is said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from rag.plan import Entities
from rag.queries.view import RunView

__all__ = ["KINDS", "Scope", "placeholders"]

#: Entity kinds, the field of `Entities` that names them and their column in `held.series`.
KINDS: dict[str, tuple[str, str]] = {
    "product": ("products", "product_id"),
    "store": ("stores", "store_id"),
    "supplier": ("suppliers", "supplier_id"),
    "category": ("categories", "category"),
}


def placeholders(values: Sequence[Any]) -> str:
    return "(" + ", ".join("?" * len(values)) + ")"


@dataclass(frozen=True)
class Scope:
    """The named things; a kind that is not named is not restricted."""

    entities: Entities

    def ids(self, kind: str) -> tuple[str, ...]:
        return getattr(self.entities, KINDS[kind][0])

    def named(self) -> tuple[str, ...]:
        """The kinds that are restricted, in a fixed order."""
        return tuple(kind for kind in KINDS if self.ids(kind))

    def where(self, alias: str = "s", kinds: Sequence[str] = tuple(KINDS)) -> tuple[str, list[Any]]:
        """A condition on the wide table (`TRUE` when nothing is named) and its parameters."""
        parts: list[str] = []
        parameters: list[Any] = []
        for kind in kinds:
            ids = self.ids(kind)
            if ids:
                parts.append(f"{alias}.{KINDS[kind][1]} IN {placeholders(ids)}")
                parameters.extend(ids)
        return " AND ".join(parts) or "TRUE", parameters

    def keys(self, alias: str) -> tuple[str, list[Any]]:
        """The part of the condition that tables with store_id and product_id can take themselves."""
        return self.where(alias, ("product", "store"))

    def one_series(self) -> bool:
        return len(self.entities.products) == 1 and len(self.entities.stores) == 1

    def without(self, *kinds: str) -> Scope:
        return Scope(Entities(**{**self.entities.__dict__, **{KINDS[k][0]: () for k in kinds}}))

    def only(self, kind: str, id: str) -> Scope:
        return Scope(Entities(**{**self.entities.__dict__, KINDS[kind][0]: (id,)}))

    def subject(self, view: RunView) -> dict[str, str]:
        """Kinds to names, for facts: several names of a kind are joined."""
        return {k: ", ".join(view.name(k, i) for i in self.ids(k)) for k in self.named()}

    def key(self) -> dict[str, str]:
        """The same with ids, for the keys of facts."""
        return {KINDS[k][1]: ",".join(self.ids(k)) for k in self.named()}

    def unknown(self, view: RunView) -> list[tuple[str, str]]:
        """Named ids that the data does not have, as (kind, id)."""
        return [(k, i) for k in self.named() for i in self.ids(k) if i not in view.names.get(k, {})]
