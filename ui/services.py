"""One object behind the chat, the API and the command line: the served run and what can be asked of it.

It notices when another run is served (a file read per call) and swaps everything that
belongs to a run in one step, so an answer never mixes two runs.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from data.errors import QuartermasterError, WorkspaceError
from data.workspace import Workspace
from ui.planning import Planning

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

    from llm.answer import Answer
    from llm.assistant import Assistant
    from ui.jobs import Job

__all__ = ["Services"]


class Services:
    """Thread-safe access to a workspace for every front end."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self._lock = threading.RLock()
        self._connection: tuple[str, duckdb.DuckDBPyConnection] | None = None
        self._assistant: Assistant | None = None
        self.on_answer: Callable[[Answer, float], None] | None = None  # told every answer and its seconds
        self.planning = Planning(self)

    # -- the served run --------------------------------------------------------------
    @property
    def run_id(self) -> str:
        run_id = self.workspace.current_run()
        if run_id is None:
            raise WorkspaceError(
                f"{self.workspace.root} has no published run; call `quartermaster run`, or use the Data tab"
            )
        return run_id

    def query(self, sql: str, parameters: Sequence[Any] | dict[str, Any] = ()) -> pd.DataFrame:
        """A frame from the views of the served run; values are bound, never formatted in."""
        with self._lock:
            run_id = self.run_id
            if self._connection is None or self._connection[0] != run_id:
                from forecasting.runstore import RunStore

                self._connection = (run_id, RunStore(self.workspace).connect(run_id))
            cursor = self._connection[1].cursor()
        return cursor.execute(sql, parameters).df()

    def tables(self) -> list[dict[str, Any]]:
        """Rows of each input table of the workspace."""
        import duckdb

        from data.tables import INPUT_TABLES

        rows = []
        for name in INPUT_TABLES:
            path, count = self.workspace.table_path(name), 0
            if path.is_file():
                count = duckdb.execute("SELECT count(*) FROM read_parquet(?)", [str(path)]).fetchall()[0][0]
            rows.append({"table": name, "rows": count})
        return rows

    # -- the assistant ---------------------------------------------------------------
    @property
    def assistant(self) -> Assistant:
        with self._lock:
            if self._assistant is None:
                from llm.assistant import Assistant

                self._assistant = Assistant(self.workspace)
            return self._assistant

    def ask(self, question: str, history: list[dict[str, str]], conversation_id: str | None) -> Answer:
        *_, answer = self.stream(question, history, conversation_id)
        return answer

    def stream(self, question: str, history: list[dict[str, str]], conversation_id: str | None) -> Iterator[Any]:
        """Verified sentences (str), then the `Answer`."""
        start = time.perf_counter()
        for event in self.assistant.stream(question, history=history, conversation_id=conversation_id):
            if not isinstance(event, str) and self.on_answer is not None:
                self.on_answer(event, time.perf_counter() - start)
            yield event

    def warm_up(self) -> None:
        """Load the models, open the run and the notes, so that the first question is as quick as the next."""
        self.assistant.warm_up()
        if self.workspace.current_run() is not None:
            self.assistant.gatherer.warm()
            self.assistant.verifier(self.run_id)
            self.planning.warm()

    # -- runs ------------------------------------------------------------------------
    def runs(self) -> list[dict[str, Any]]:
        """Published runs, newest first, with what a person compares: as_of, horizon, scores, decision."""
        from forecasting.runstore import RunStore

        store = RunStore(self.workspace)
        served = self.workspace.current_run()
        shown = []
        for manifest in store.list_runs():
            run_id = manifest["run_id"]
            shown.append(
                {
                    "run_id": run_id,
                    "served": run_id == served,
                    "created_at": manifest.get("created_at"),
                    "as_of": manifest.get("as_of"),
                    "horizon": manifest.get("horizon"),
                    "metrics": manifest.get("metrics"),
                    "decision": manifest.get("decision"),
                }
            )
        return sorted(shown, key=lambda run: run["run_id"], reverse=True)

    def rollback(self, run_id: str | None) -> str:
        """Serve `run_id`, or the run before the served one; returns the id that is served now."""
        from forecasting.runstore import RunStore

        return RunStore(self.workspace).rollback(run_id)

    def make_run(self, job: Job | None = None) -> dict[str, str]:
        """Make and publish a run; `job` is told the progress."""
        from forecasting.pipeline import run
        from rag.index import build_index

        def progress(label: str, share: float) -> None:
            if job is not None:
                job.step, job.progress = label, share

        return {"run_id": run(self.workspace, build_index=build_index, progress=progress)}

    # -- notes -----------------------------------------------------------------------
    def notes(self) -> pd.DataFrame:
        if not self.workspace.has_table("notes"):
            import pandas as pd

            return pd.DataFrame(columns=["note_id", "date", "title", "supplier_id", "product_id", "store_id"])
        import duckdb

        path = str(self.workspace.table_path("notes"))
        return duckdb.execute(
            "SELECT note_id, date, title, supplier_id, product_id, store_id FROM read_parquet(?) "
            "ORDER BY date DESC NULLS LAST, note_id",
            [path],
        ).df()

    def whatif(self, **scenario: Any) -> pd.DataFrame:
        """See `ui.planning.Planning.whatif`."""
        return self.planning.whatif(**scenario)

    def forecast_history(
        self, store_id: str, product_id: str, history: list[dict[str, Any]], horizon: int
    ) -> pd.DataFrame:
        """Forecast an unseen product from a posted history; rows have the columns of `forecasts`."""
        import pandas as pd

        from forecasting.posted import forecast_history

        return forecast_history(self.workspace, pd.DataFrame(history), store_id, product_id, horizon)

    def add_note(self, **note: Any) -> dict[str, Any]:
        """Add one note given as fields (title, body, date, supplier_id, product_id, store_id)."""
        from data.notes import add_note

        added = add_note(self.workspace, **note)
        self._refresh_notes()
        return added

    def add_notes(self, files: Sequence[Path]) -> list[dict[str, Any]]:
        from data.notes import add_notes

        added = add_notes(self.workspace, list(files))
        self._refresh_notes()
        return added

    def delete_note(self, note_id: str) -> None:
        from data.notes import delete_note

        delete_note(self.workspace, note_id)
        self._refresh_notes()

    def _refresh_notes(self) -> None:
        """Bring the note passages of the served run's index up to date."""
        if self.workspace.current_run() is None:
            return
        from rag.index import refresh_notes

        refresh_notes(self.workspace)
        with self._lock:
            if self._assistant is not None:
                self._assistant.reload()

    def feedback(self, answer: dict[str, Any], rating: int, comment: str = "", user: str = "") -> None:
        from llm.feedback import record

        if rating not in (-1, 1):
            raise QuartermasterError("rating must be 1 (good) or -1 (bad)")
        record(self.workspace, answer=answer, rating=rating, comment=comment, user=user)
