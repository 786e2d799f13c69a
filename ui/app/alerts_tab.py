"""The Alerts tab: what needs attention, most severe first."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from data.errors import QuartermasterError
from ui.app.localised import Localised
from ui.app.tables import Column, empty_grid, grid, widths
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
COLUMNS = {
    "severity": Column("Severity", width=100),
    "kind": Column("Kind", "words", width=130),
    "store": Column("Store", width=110),
    "product": Column("Product", width=250),
    "message": Column("What and why", width=620),
}
SHOWN_ROWS = 1000  # most severe first
NO_RUN = "**No alerts yet.** Load data and make a run in the *Data* tab."
NOTHING = "**Nothing needs attention** under these filters."


def build_alerts_tab(services: Services) -> Any:
    """Lay out the tab; returns (function, outputs, inputs) that fill it when it is opened."""
    import gradio as gr

    boards, local = Boards(services), Localised.of(services.workspace)

    def table(store: str | None, severity: str | None, kind: str | None) -> tuple[str, Any]:
        try:
            frame = boards.alerts(store or None, severity or None, kind or None)
        except QuartermasterError:
            return NO_RUN, empty_grid(COLUMNS)
        if frame.empty:
            return NOTHING, empty_grid(COLUMNS)
        counts = frame["severity"].value_counts()
        shares = ", ".join(f"**{local.number(counts[s])} {s}**" for s in ("critical", "warning", "info") if s in counts)
        more = f" · the first {local.number(SHOWN_ROWS)} are shown" if len(frame) > SHOWN_ROWS else ""
        headline = f"{local.number(len(frame))} alerts: {shares}{more}"
        return headline, grid(frame.head(SHOWN_ROWS), COLUMNS, local)

    def fill(store: str | None, severity: str | None, kind: str | None) -> tuple[Any, Any, Any]:
        stores = [("All stores", "")]
        with suppress(QuartermasterError):
            stores += boards.choices()["stores"]
        return (gr.update(choices=stores), *table(store, severity, kind))

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
    headline = gr.Markdown(NO_RUN, elem_id="alerts-headline")
    frame = gr.Dataframe(
        empty_grid(COLUMNS),
        label="Alerts",
        interactive=False,
        elem_id="alerts-table",
        show_search="filter",
        max_height=620,
        wrap=True,
        column_widths=widths(COLUMNS),
    )
    picked = [store, severity, kind]
    gr.on([c.input for c in picked], table, picked, [headline, frame], api_visibility="private")
    return fill, [store, headline, frame], picked
