"""The Data tab: bring data in, see what is wrong with it, make a run, compare and roll back."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from data.errors import QuartermasterError

if TYPE_CHECKING:
    from ui.jobs import Jobs
    from ui.services import Services

__all__ = ["build_data_tab"]

TABLES = ["sales", "products", "stores", "suppliers", "inventory", "open_orders", "promotions", "events"]
FILE_TYPES = [".csv", ".gz", ".parquet", ".xlsx"]


def build_data_tab(services: Services, jobs: Jobs) -> Any:
    """Lay out the tab; returns (function, outputs) that fill it when it is opened."""
    import gradio as gr

    tab = _DataTab(services, jobs)
    summary = gr.Dataframe(label="What the workspace holds", interactive=False, elem_id="data-summary")
    with gr.Row():
        with gr.Column(elem_classes="qm-wide"):
            gr.Markdown("### Add a table")
            kind = gr.Dropdown(TABLES, value="sales", label="Table", elem_id="upload-table")
            file = gr.File(label="CSV, Parquet or Excel file", file_types=FILE_TYPES, elem_id="upload-file")
            skip = gr.Checkbox(label="Leave bad rows out and report them (otherwise one bad row stops the import)")
            load = gr.Button("Check and load", variant="primary", elem_id="upload-load")
            gr.Markdown("### Add notes")
            notes = gr.File(
                label="Markdown, text or PDF files",
                file_count="multiple",
                file_types=[".md", ".txt", ".pdf"],
                elem_id="upload-notes",
            )
        with gr.Column(elem_classes="qm-wide"):
            report = gr.Markdown("The validation report appears here.", elem_id="upload-report")
            preview = gr.Dataframe(label="Preview of the file", interactive=False, visible=False)
    gr.Markdown("### Runs")
    with gr.Row():
        train = gr.Button("Make a new run", variant="primary", elem_id="run-start")
        chosen = gr.Dropdown(label="Run", choices=[], elem_id="run-choice")
        back = gr.Button("Serve this run", elem_id="run-serve")
    state = gr.Markdown(elem_id="run-state")
    runs = gr.Dataframe(label="Run history, newest first", interactive=False, wrap=True, elem_id="run-table")

    filled = [summary, runs, chosen]
    file.upload(tab.preview, file, preview, api_visibility="private")
    load.click(tab.load, [kind, file, skip], [report, *filled], api_visibility="private")
    notes.upload(tab.add_notes, notes, [report, *filled], api_visibility="private")
    train.click(tab.train, None, [state, *filled], api_visibility="private", concurrency_limit=1)
    back.click(tab.serve_run, chosen, [state, *filled], api_visibility="private")
    return tab.fill, filled


class _DataTab:
    def __init__(self, services: Services, jobs: Jobs) -> None:
        self.services = services
        self.jobs = jobs

    def fill(self) -> tuple[Any, Any, Any]:
        """Summary of the tables, run history, run choices."""
        import gradio as gr
        import pandas as pd

        runs = self.services.runs()
        table = pd.DataFrame(
            [
                {
                    "run": run["run_id"],
                    "served": "yes" if run["served"] else "",
                    "made": str(run["created_at"])[:16].replace("T", " "),
                    "data up to": run["as_of"],
                    "decision": decision(run["decision"]),
                }
                for run in runs
            ]
        )
        return pd.DataFrame(self.services.tables()), table, gr.update(choices=[run["run_id"] for run in runs])

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
        from data.ingest import ingest

        if not file:
            return ("Choose a file first.", *self.fill())
        try:
            report = ingest(self.services.workspace.create(), {kind: Path(file)}, skip_bad_rows=skip)
            text = f"**Loaded.**\n\n```\n{report}\n```\nMake a new run to bring it into the forecasts."
        except QuartermasterError as error:
            text = f"**Nothing was loaded.**\n\n```\n{error}\n```"
        return (text, *self.fill())

    def add_notes(self, files: list[str] | None) -> tuple[Any, ...]:
        try:
            added = self.services.add_notes([Path(f) for f in files or []])
            text = f"Added {len(added)} notes: " + ", ".join(note["title"] for note in added)
        except QuartermasterError as error:
            text = f"**No note was added.**\n\n```\n{error}\n```"
        return (text, *self.fill())

    def train(self) -> Iterator[tuple[Any, ...]]:
        """Start a run and follow it."""
        import gradio as gr

        keep = (gr.skip(),) * 3
        try:
            job = self.jobs.start("run", self.services.make_run)
        except QuartermasterError as error:
            yield (str(error), *keep)
            return
        while job.status == "running":
            yield (f"{bar(job.progress)} {job.step}", *keep)
            time.sleep(0.5)
        text = (
            f"Serving run **{job.result['run_id']}**." if job.status == "done" else f"**The run failed.** {job.error}"
        )
        yield (text, *self.fill())

    def serve_run(self, run_id: str | None) -> tuple[Any, ...]:
        try:
            text = f"Serving run **{self.services.rollback(run_id)}**."
        except QuartermasterError as error:
            text = str(error)
        return (text, *self.fill())


def bar(share: float, width: int = 24) -> str:
    """A progress bar in text, with its percentage."""
    full = round(share * width)
    return f"`{'█' * full}{'░' * (width - full)}` {share:.0%}"


def decision(made: Any) -> str:
    """Champion against challenger for sales, in words."""
    return str(((made or {}).get("sales") or {}).get("reason") or "")
