"""The deterministic rendering of a brief: what is said when no model writes, or when its sentence fails the check."""

from __future__ import annotations

from llm.briefs import Brief, finish

__all__ = ["render"]


def render(brief: Brief) -> str:
    """One sentence with every value of the brief, dates complete."""
    from llm.phrasing.compose import realise

    return finish(realise(brief).text, brief)
