"""The Forecast tab: one series, its history, the fan of quantiles, its record."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from data.errors import QuartermasterError
from ui.app.charts import fan_chart
from ui.boards import Boards

if TYPE_CHECKING:
    from ui.services import Services

__all__ = ["build_forecast_tab"]

SALES, RETURNS = "Sales", "Returns"


def build_forecast_tab(services: Services) -> Any:
    """Lay out the tab; returns (function, outputs) that fill the pickers when the page loads."""
    import gradio as gr

    tab = _ForecastTab(services)
    with gr.Row():
        store = gr.Dropdown(label="Store", choices=[], filterable=True, elem_id="forecast-store")
        category = gr.Dropdown(label="Category", choices=[], filterable=True)
        product = gr.Dropdown(label="Product", choices=[], filterable=True, elem_id="forecast-product")
    with gr.Row():
        target = gr.Radio([SALES, RETURNS], value=SALES, label="What")
        horizon = gr.Slider(7, 90, value=28, step=1, label="Horizon (periods)", elem_id="forecast-horizon")
        past = gr.Slider(28, 730, value=120, step=1, label="History shown (periods)")
    headline = gr.Markdown("Choose a store and a product.", elem_id="forecast-headline")
    plot = gr.Plot(label="Forecast", elem_id="forecast-plot")
    with gr.Row():
        accuracy = gr.Dataframe(
            label="Accuracy in the backtest, by model", interactive=False, elem_id="forecast-accuracy"
        )
        steps = gr.Dataframe(label="Forecast by period", interactive=False, elem_id="forecast-steps")
    export = gr.DownloadButton("Download the forecast as CSV", size="sm", visible=False, elem_id="forecast-export")

    shown = [headline, plot, accuracy, steps, export]
    picked = [store, product, target, horizon, past]
    category.input(tab.products_of, category, product, api_visibility="private").then(
        tab.draw, picked, shown, api_visibility="private"
    )
    gr.on(
        [store.input, product.input, target.input, horizon.release, past.release],
        tab.draw,
        picked,
        shown,
        trigger_mode="always_last",
        api_visibility="private",
    )
    return lambda: (*tab.pickers(), *tab.first()), [store, category, product, *shown]


class _ForecastTab:
    def __init__(self, services: Services) -> None:
        self.services = services
        self.boards = Boards(services)

    def pickers(self) -> tuple[Any, Any, Any]:
        import gradio as gr

        try:
            choices = self.boards.choices()
        except QuartermasterError:
            return gr.update(), gr.update(), gr.update()
        first_store, first_product = self._largest()
        return (
            gr.update(choices=choices["stores"], value=first_store),
            gr.update(choices=[("All categories", ""), *choices["categories"]], value=""),
            gr.update(choices=choices["products"], value=first_product),
        )

    def first(self) -> tuple[Any, ...]:
        store, product = self._largest()
        return self.draw(store, product, SALES, 28, 120)

    def _largest(self) -> tuple[str | None, str | None]:
        """The series that sells most: something worth seeing on the first look."""
        try:
            frame = self.services.query(
                "SELECT store_id, product_id FROM forecasts WHERE target = 'sales' "
                "GROUP BY ALL ORDER BY sum(mean) DESC, 1, 2 LIMIT 1"
            )
        except QuartermasterError:
            return None, None
        return (None, None) if frame.empty else (frame.store_id[0], frame.product_id[0])

    def products_of(self, category: str) -> Any:
        import gradio as gr

        frame = self.services.query(
            "SELECT name, product_id FROM products WHERE (? = '' OR category = ?) ORDER BY name", [category, category]
        )
        pairs = list(zip(frame["name"], frame["product_id"], strict=True))
        return gr.update(choices=pairs, value=pairs[0][1] if pairs else None)

    def draw(self, store: str | None, product: str | None, what: str, horizon: float, past: float) -> tuple[Any, ...]:
        """Headline, figure, accuracy, table and export of one series."""
        import gradio as gr
        import pandas as pd

        nothing = (gr.update(value=None), pd.DataFrame(), pd.DataFrame(), gr.update(visible=False))
        if not store or not product:
            return ("No forecasts yet. Load data and make a run in the *Data* tab.", *nothing)
        target = "sales" if what == SALES else "returns"
        try:
            forecast = self.boards.forecast(store, product, target, int(horizon))
        except QuartermasterError:
            return (f"This store has no {what.lower()} forecast for this product; choose another.", *nothing)
        history = self.boards.history(store, product, int(past))
        history = history.assign(y=history["units_sold" if target == "sales" else "units_returned"])
        events = (
            self.boards.events(store, history["date"].min(), forecast["date"].max()) if len(history) else pd.DataFrame()
        )
        names = self.services.query(
            "SELECT (SELECT name FROM products WHERE product_id = ?) AS product, "
            "(SELECT name FROM stores WHERE store_id = ?) AS store",
            [product, store],
        ).iloc[0]
        title = f"{names['product']} in {names['store']}: {what.lower()}"
        columns = ["date", "mean", "p10", "p50", "p90", "cum_mean", "cum_p90", "model"]
        figure = fan_chart(history, forecast, events, title, "units")
        table = forecast[columns].copy()
        table["date"] = table["date"].astype(str).str[:10]
        return (
            self._headline(title, forecast, store, product),
            figure,
            self.boards.accuracy(store, product).round(3),
            table.round(2),
            gr.update(value=_csv(forecast, f"forecast_{target}.csv"), visible=True),
        )

    def _headline(self, title: str, forecast: Any, store: str, product: str) -> str:
        last = forecast.iloc[-1]
        stats = self.boards.stats(store, product)
        first_day, last_day = str(forecast["date"].iloc[0])[:10], str(last["date"])[:10]
        covered = len(forecast)
        text = (
            f"**{title}** · {last['cum_mean']:,.1f} units expected in {covered} periods ({first_day} to {last_day}); "
            f"with 90% certainty no more than {last['cum_p90']:,.1f}."
        )
        if stats.get("trend"):
            text += f" Trend: {stats['trend']}. Demand class: {stats.get('demand_class') or 'unknown'}."
        return text


def _csv(frame: Any, name: str) -> str:
    path = Path(tempfile.mkdtemp(prefix="quartermaster-")) / name
    frame.to_csv(path, index=False)
    return str(path)
