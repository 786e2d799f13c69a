"""The page: a head line and the tabs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from data.errors import QuartermasterError
from ui.app.localised import Localised
from ui.app.visitor import visitor
from ui.auth import Users

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
    from ui.app.tools import build_tools

    with gr.Blocks(title="Quartermaster", analytics_enabled=False) as app:
        with gr.Row():
            head = gr.Markdown(elem_classes="qm-head", elem_id="head")
            leave = gr.Button("Sign out", size="sm", visible=False, scale=0, min_width=110, elem_id="sign-out")
        fills = []
        with gr.Tabs():
            with gr.Tab("Assistant", id="assistant"):
                build_assistant_tab(services, app)
            for name, build in (
                ("Forecast", build_forecast_tab),
                ("Replenishment", build_replenishment_tab),
                ("Alerts", build_alerts_tab),
            ):
                with gr.Tab(name, id=name.lower()) as tab:
                    fills.append((tab, *build(services)))
            with gr.Tab("Data", id="data") as tab:
                fills.append((tab, *build_data_tab(services, jobs)))
        leave.click(None, js="() => { fetch('/logout', {method: 'POST'}).then(() => location.assign('/login')); }")
        app.load(lambda: opened(services), None, [head, leave], api_visibility="private")
        for tab, fill, outputs, inputs in fills:
            tab.select(fill, inputs, outputs, api_visibility="private")
        build_tools(services)
    return app


def opened(services: Services) -> tuple[str, Any]:
    """The head line, and the way out where people sign in."""
    import gradio as gr

    return head_line(services), gr.update(visible=Users(services.workspace).enabled)


def head_line(services: Services) -> str:
    """What is served, how old it is, and who is signed in."""
    who = ""
    if Users(services.workspace).enabled:
        identity = visitor()
        who = f" · {identity.name} ({identity.role})"
    try:
        row = services.query("SELECT max(date)::DATE AS as_of, count(DISTINCT store_id) AS stores FROM sales").iloc[0]
        products = services.query("SELECT count(*) AS n FROM products")["n"][0]
        local = Localised.of(services.workspace)
        sizes = f"{local.number(row.stores)} stores · {local.number(products)} products"
        told = f"{sizes} · data up to {local.date(row.as_of)}"
        return f"# Quartermaster\n{told} · run {services.run_id}{who}"
    except QuartermasterError:
        return f"# Quartermaster\nNo run yet: load data and make a run in the *Data* tab.{who}"
