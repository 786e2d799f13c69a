"""The Data tab: bring data in, see what is wrong with it, make a run, compare and roll back."""

from __future__ import annotations

import time
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from data.errors import QuartermasterError
from data.tables import INPUT_TABLES
from ui.app.localised import Localised
from ui.app.tables import Column, empty_grid, grid, widths
from ui.app.visitor import needs

if TYPE_CHECKING:
    from ui.jobs import Jobs
    from ui.services import Services

__all__ = ["build_data_tab"]

TABLES = [(name.replace("_", " "), name) for name in INPUT_TABLES if name != "notes"]
FILE_TYPES = [".csv", ".gz", ".parquet", ".xlsx"]
NO_REPORT = "Choose a file and press *Check and load*: every fault is listed here with its line number."
PROBLEMS = {
    "file": Column("File", width=130),
    "line": Column("Line", "number", 0, 75),
    "column": Column("Column", width=120),
    "finding": Column("Found", width=220),
    "expected": Column("Expected", width=220),
    "count": Column("Rows", "number", 0, 75),
}
TABLE_ROWS = {"table": Column("Table", "words", width=180), "rows": Column("Rows", "number", 0, 120)}
RUNS = {
    "run_id": Column("Run", width=210),
    "served": Column("Served", "flag", width=80),
    "made": Column("Made (UTC)", width=140),
    "as_of": Column("Data up to", "date", width=115),
    "wape": Column("Error, WAPE", "share", 1, 115),
    "coverage_80": Column("In 80% range", "share", 1, 120),
    "decision": Column("Champion against challenger", width=420),
}


def build_data_tab(services: Services, jobs: Jobs) -> Any:
    """Lay out the tab; returns (function, outputs) that fill it when it is opened."""
    import gradio as gr

    tab = _DataTab(services, jobs)
    with gr.Row():
        with gr.Column(elem_classes="qm-wide"):
            kind, file, skip, load, notes = _inputs()
        with gr.Column(elem_classes="qm-wide"):
            gr.Markdown("## What was found")
            report = gr.Markdown(NO_REPORT, elem_id="upload-report")
            problems = gr.Dataframe(
                empty_grid(PROBLEMS),
                label="Findings, line by line",
                interactive=False,
                visible=False,
                elem_id="upload-problems",
                max_height=320,
                column_widths=widths(PROBLEMS),
            )
            preview = gr.Dataframe(label="Preview of the file", interactive=False, visible=False, max_height=300)
            gr.Markdown("## What the workspace holds")
            summary = gr.Dataframe(
                empty_grid(TABLE_ROWS),
                label="Tables",
                interactive=False,
                elem_id="data-summary",
                column_widths=widths(TABLE_ROWS),
            )
    gr.Markdown("## Runs")
    with gr.Row(elem_classes="qm-end"):
        train = gr.Button("Make a new run", variant="primary", elem_id="run-start", min_width=150)
        chosen = gr.Dropdown(label="Run", choices=[], elem_id="run-choice", min_width=240)
        back = gr.Button("Serve this run", elem_id="run-serve", min_width=150)
    state = gr.HTML(elem_id="run-state")
    runs = gr.Dataframe(
        empty_grid(RUNS),
        label="Run history, newest first",
        interactive=False,
        elem_id="run-table",
        max_height=420,
        column_widths=widths(RUNS),
    )

    filled = [summary, runs, chosen]
    checked = [report, problems, *filled]
    file.upload(tab.preview, file, preview, api_visibility="private")
    load.click(tab.load, [kind, file, skip], checked, api_visibility="private")
    notes.upload(tab.add_notes, notes, checked, api_visibility="private")
    train.click(tab.train, None, [state, *filled], api_visibility="private", concurrency_limit=1)
    back.click(tab.serve_run, chosen, [state, *filled], api_visibility="private")
    return tab.fill, filled, []


def _inputs() -> tuple[Any, ...]:
    """Where files come in: a table, and notes."""
    import gradio as gr

    gr.Markdown("## Add a table")
    kind = gr.Dropdown(TABLES, value="sales", label="Table", elem_id="upload-table")
    file = gr.File(label="CSV, Parquet or Excel file", file_types=FILE_TYPES, elem_id="upload-file", height=150)
    skip = gr.Checkbox(label="Leave bad rows out and report them (otherwise one bad row stops the import)")
    load = gr.Button("Check and load", variant="primary", elem_id="upload-load")
    gr.Markdown("## Add notes")
    notes = gr.File(
        label="Markdown, text or PDF files",
        file_count="multiple",
        file_types=[".md", ".txt", ".pdf"],
        elem_id="upload-notes",
        height=150,
    )
    return kind, file, skip, load, notes


class _DataTab:
    def __init__(self, services: Services, jobs: Jobs) -> None:
        self.services = services
        self.jobs = jobs
        self.local = Localised.of(services.workspace)

    def fill(self) -> tuple[Any, Any, Any]:
        """Summary of the tables, run history, run choices."""
        import gradio as gr
        import pandas as pd

        runs = [
            {
                "run_id": run["run_id"],
                "served": bool(run["served"]),
                "made": str(run["created_at"])[:16].replace("T", " "),
                "as_of": run["as_of"],
                "decision": decision(run["decision"]),
                **score(run["metrics"]),
            }
            for run in self.services.runs()
        ]
        tables = pd.DataFrame(self.services.tables())
        history = grid(pd.DataFrame(runs), RUNS, self.local)
        served = next((run["run_id"] for run in runs if run["served"]), None)
        choices = gr.update(choices=[run["run_id"] for run in runs], value=served)
        return grid(tables, TABLE_ROWS, self.local), history, choices

    def preview(self, file: str | None) -> Any:
        import gradio as gr

        if not file:
            return gr.update(visible=False)
        try:
            from data.ingest import preview

            return gr.update(value=preview(Path(file)), visible=True)
        except QuartermasterError:
            return gr.update(visible=False)

    def load(self, kind: str, file: str | None, skip: bool) -> tuple[Any, ...]:
        """Check one file and load it; the findings line by line either way."""
        from data.ingest import ingest
        from data.report import IngestError

        needs("admin")
        if not file:
            return ("**Choose a file first.**", *self._findings([]), *self.fill())
        problems: list[Any] = []
        try:
            report = ingest(self.services.workspace.create(), {kind: Path(file)}, skip_bad_rows=skip)
            problems = report.problems
            text = f"**Loaded.** Make a new run to bring it into the forecasts.\n\n```\n{report}\n```"
        except QuartermasterError as error:
            problems = error.problems if isinstance(error, IngestError) else []
            text = f"**Nothing was loaded.**\n\n```\n{error}\n```"
        return (text, *self._findings(problems), *self.fill())

    def _findings(self, problems: list[Any]) -> tuple[Any]:
        import gradio as gr
        import pandas as pd

        if not problems:
            return (gr.update(visible=False),)
        frame = pd.DataFrame([problem.to_dict() for problem in problems])
        return (gr.update(value=grid(frame, PROBLEMS, self.local), visible=True),)

    def add_notes(self, files: list[str] | None) -> tuple[Any, ...]:
        needs("buyer")
        try:
            added = self.services.add_notes([Path(f) for f in files or []])
            text = f"Added {len(added)} notes: " + ", ".join(note["title"] for note in added)
        except QuartermasterError as error:
            text = f"**No note was added.**\n\n```\n{error}\n```"
        return (text, *self._findings([]), *self.fill())

    def train(self) -> Iterator[tuple[Any, ...]]:
        """Start a run and follow it."""
        import gradio as gr

        needs("admin")
        keep = (gr.skip(),) * 3
        try:
            job = self.jobs.start("run", self.services.make_run)
        except QuartermasterError as error:
            yield (escape(str(error)), *keep)
            return
        while job.status == "running":
            yield (bar(job.progress, job.step), *keep)
            time.sleep(0.5)
        if job.status == "done":
            text = f"Serving run <b>{escape(job.result['run_id'])}</b>."
        else:
            text = f"<b>The run failed.</b> {escape(job.error)}"
        yield (text, *self.fill())

    def serve_run(self, run_id: str | None) -> tuple[Any, ...]:
        needs("admin")
        try:
            text = f"Serving run <b>{escape(self.services.rollback(run_id))}</b>."
        except QuartermasterError as error:
            text = escape(str(error))
        return (text, *self.fill())


def bar(share: float, step: str) -> str:
    """A progress bar with its step, named for screen readers."""
    percent = round(100 * share)
    return (
        f'<p>{escape(step)}, {percent}%</p><div class="qm-bar" role="progressbar" aria-label="Progress of the run" '
        f'aria-valuemin="0" aria-valuemax="100" aria-valuenow="{percent}"><div style="width:{percent}%"></div></div>'
    )


def score(metrics: Any) -> dict[str, Any]:
    """Error and coverage of the sales forecasts as the manifest has them."""
    sales = ((metrics or {}).get("sales")) or {}
    return {"wape": sales.get("wape"), "coverage_80": sales.get("coverage_80")}


def decision(made: Any) -> str:
    """Champion against challenger for sales, in words."""
    return str(((made or {}).get("sales") or {}).get("reason") or "")
