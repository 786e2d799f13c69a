"""Typed queries: a plan becomes bound SQL over all rows of the run, and the result becomes evidence.

    view = open_view(RunStore(workspace).connect(), run_id)
    evidence = answer(view, plan)

One module per shape of question; `answer` chooses it.
"""

from __future__ import annotations

from rag.queries.answering import answer
from rag.queries.together import together
from rag.queries.view import RunView, Session, open_view

__all__ = ["RunView", "Session", "answer", "open_view", "together"]
