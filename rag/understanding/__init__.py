"""From a question and its conversation to a plan."""

from __future__ import annotations

from rag.understanding.understander import Understander

__all__ = ["Understander"]
