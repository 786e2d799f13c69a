"""Whether each value of a sentence is told as what it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from llm.briefs import Brief

__all__ = ["RoleModel", "load_roles"]


class RoleModel:
    def misplaced(self, text: str, brief: Brief, stated: Any) -> list[str]:
        return ["roles not checked"]


def load_roles() -> RoleModel | None:
    return None
