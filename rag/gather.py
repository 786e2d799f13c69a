"""From a plan to evidence: typed queries over the served run, and passages for words.

    gatherer = Gatherer(Workspace("workspace"))
    evidence = gatherer.gather(plan)

A new run, or new input files, are noticed at the next call; an answer never mixes two runs.
"""

from __future__ import annotations

import importlib
import threading
import time
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from data.tables import INPUT_TABLES
from data.workspace import Workspace
from rag.facts import Citation, Evidence
from rag.plan import Plan
from rag.queries import RunView, answer, open_view, together

if TYPE_CHECKING:
    from forecasting.runstore import RunStore
    from rag.embedded import Embedder
    from rag.notes.words import Named
    from rag.retrieval import Retriever

__all__ = ["Gatherer"]


class Gatherer:
    """Thread-safe. `embedder` is loaded when passages are first searched, unless given."""

    def __init__(self, source: Workspace | RunStore, embedder: Embedder | None = None, currency: str = "") -> None:
        from forecasting.runstore import RunStore

        self.store = source if isinstance(source, RunStore) else RunStore(source)
        self.workspace = self.store.workspace
        self.currency = currency
        self._embedder = embedder
        self._lock = threading.RLock()
        self._view: tuple[tuple[Any, ...], RunView] | None = None
        self._retriever: tuple[str, Retriever] | None = None

    @property
    def view(self) -> RunView:
        """The served run, opened once and again when it or its inputs have changed."""
        with self._lock:
            state = self._state()
            if self._view is None or self._view[0] != state:
                run_id = state[0]
                view = open_view(
                    self.store.connect(run_id), run_id, self.store.manifest(run_id), self.currency or self._currency()
                )
                view.inventory_settings = self._policy()
                self._view = (state, view)
            return self._view[1]

    def _state(self) -> tuple[Any, ...]:
        """Served run and the input files, without the notes: those are read anew by each query."""
        files = [self.workspace.table_path(t) for t in INPUT_TABLES]
        stamps = [p.stat().st_mtime_ns if p.is_file() else 0 for p in files if p.stem != "notes"]
        settings = self.workspace.settings_path
        changed = settings.stat().st_mtime_ns if settings.is_file() else 0
        return (self.store.served(), self.workspace.has_table("notes"), changed, *stamps)

    def _currency(self) -> str:
        from data.settings import BusinessSettings, load

        return load(self.workspace, "business", BusinessSettings).currency

    def _policy(self) -> Any:
        """The ordering policy of the workspace, for what-ifs."""
        from data.settings import load
        from forecasting.inventory.settings import InventorySettings

        return load(self.workspace, "inventory", InventorySettings)

    @property
    def retriever(self) -> Retriever:
        """Hybrid search over the served run's passages and the notes."""
        from rag.retrieval import Retriever

        with self._lock:
            run_id = self.store.served()
            if self._retriever is None or self._retriever[0] != run_id:
                self._retriever = (run_id, Retriever(self.workspace, run_id, self._embedder, self._named))
            return self._retriever[1]

    def _named(self, kind: str, id: str) -> str:
        return self.view.name(kind, id)

    def gather(self, plan: Plan) -> Evidence:
        """Everything that an answer to `plan` may say, with the time it took in `timings_ms`."""
        started = time.perf_counter()
        view = self.view
        evidence = together(plan, [answer(view, part, self) for part in plan.parts()])
        spent = (time.perf_counter() - started) * 1000
        return replace(evidence, timings_ms={"gather": round(spent, 2), **evidence.timings_ms})

    def search(self, text: str, filters: Mapping[str, Any] | None = None, k: int = 5) -> list[Citation]:
        """Passages for words; see `rag.retrieval.Retriever.search`."""
        return self.retriever.search(text, filters, k)

    def nearest_note(self, text: str, named: Named = ()) -> float:
        """How much a note is like a masked text; see `rag.retrieval.Retriever.nearest_note`."""
        return self.retriever.nearest_note(text, named)

    def notes_on(self, text: str, kind: str, among: tuple[str, ...] = ()) -> list[tuple[float, str, str]]:
        """The notes that a description fits; see `rag.retrieval.Retriever.notes_on`."""
        return self.retriever.notes_on(text, kind, among)

    def warm(self) -> None:
        """Open the run, the notes and the slow imports before the first question, for servers."""
        importlib.import_module("forecasting.inventory.whatif")
        importlib.import_module("scipy.stats")
        _ = self.view
        _ = self.retriever.notes

    def reload(self) -> None:
        """Forget what is open; the next call opens it again."""
        with self._lock:
            self._view = None
            self._retriever = None
