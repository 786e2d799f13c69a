"""The Alerts tab: what needs attention, most severe first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from data.errors import QuartermasterError
from ui.boards import Boards

if TYPE_CHECKING:
    from ui.services import Services

__all__ = ["build_alerts_tab"]

KINDS = [
    "stockout",
    "stockout_risk",
    "late_order",
    "excess",
    "return_rate",
    "volatility",
    "demand_spike",
    "forecast_drift",
]


def build_alerts_tab(services: Services) -> Any:
    """Lay out the tab; returns (function, outputs) that fill it when the page loads."""
    import gradio as gr

    boards = Boards(services)

    def table(store: str, severity: str, kind: str) -> tuple[str, Any]:
        import pandas as pd

        try:
            frame = boards.alerts(store or None, severity or None, kind or None)
        except QuartermasterError:
            return "No run yet: load data and make a run in the *Data* tab.", pd.DataFrame()
        if frame.empty:
            return "Nothing needs attention under these filters.", pd.DataFrame()
        counts = frame["severity"].value_counts()
        headline = ", ".join(f"**{counts[s]} {s}**" for s in ("critical", "warning", "info") if s in counts)
        shown = frame[["severity", "kind", "store", "product", "message"]].copy()
        shown["kind"] = shown["kind"].str.replace("_", " ")
        return f"{len(frame)} alerts: {headline}", shown

    with gr.Row():
        store = gr.Dropdown(label="Store", choices=[("All stores", "")], value="", elem_id="alerts-store")
        severity = gr.Dropdown(
            label="Severity", choices=[("All", ""), "critical", "warning", "info"], value="", elem_id="alerts-severity"
        )
        kind = gr.Dropdown(
            label="Kind",
            choices=[("All", ""), *((k.replace("_", " "), k) for k in KINDS)],
            value="",
            elem_id="alerts-kind",
        )
    headline = gr.Markdown(elem_id="alerts-headline")
    frame = gr.Dataframe(label="Alerts", interactive=False, wrap=True, elem_id="alerts-table", show_search="filter")
    gr.on(
        [store.input, severity.input, kind.input],
        table,
        [store, severity, kind],
        [headline, frame],
        api_visibility="private",
    )

    def first() -> tuple[Any, Any, Any]:
        try:
            stores = [("All stores", ""), *boards.choices()["stores"]]
        except QuartermasterError:
            stores = [("All stores", "")]
        return (gr.update(choices=stores), *table("", "", ""))

    return first, [store, headline, frame]
