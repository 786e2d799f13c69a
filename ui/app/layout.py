"""The page: a head line and the tabs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from data.errors import QuartermasterError

if TYPE_CHECKING:
    from ui.jobs import Jobs
    from ui.services import Services

__all__ = ["build_app"]


def build_app(services: Services, jobs: Jobs) -> Any:
    """The `gr.Blocks` of the whole application."""
    import gradio as gr

    from ui.app.alerts_tab import build_alerts_tab
    from ui.app.assistant_tab import build_assistant_tab
    from ui.app.data_tab import build_data_tab
    from ui.app.forecast_tab import build_forecast_tab
    from ui.app.replenishment_tab import build_replenishment_tab

    with gr.Blocks(title="Quartermaster", analytics_enabled=False) as app:
        head = gr.Markdown(elem_classes="qm-head")
        fills = []
        with gr.Tabs():
            with gr.Tab("Assistant", id="assistant"):
                build_assistant_tab(services)
            for name, build in (
                ("Forecast", build_forecast_tab),
                ("Replenishment", build_replenishment_tab),
                ("Alerts", build_alerts_tab),
            ):
                with gr.Tab(name, id=name.lower()) as tab:
                    fills.append((tab, *build(services)))
            with gr.Tab("Data", id="data") as tab:
                fills.append((tab, *build_data_tab(services, jobs)))
        app.load(lambda: head_line(services), None, head, api_visibility="private")
        for tab, fill, outputs in fills:
            tab.select(fill, None, outputs, api_visibility="private")
    return app


def head_line(services: Services) -> str:
    """What is served, and how old it is."""
    try:
        row = services.query("SELECT max(date)::DATE AS as_of, count(DISTINCT store_id) AS stores FROM sales").iloc[0]
        return f"# Quartermaster\nRun {services.run_id} · data up to {str(row.as_of)[:10]} · {row.stores} stores"
    except QuartermasterError:
        return "# Quartermaster\nNo run yet: load data and make a run in the *Data* tab."
