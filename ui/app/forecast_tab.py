"""The Forecast tab: one series, its history, the fan of quantiles, and how good earlier forecasts were."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from data.errors import QuartermasterError
from ui.app.charts import backtest_chart, fan_chart
from ui.app.exports import csv_file
from ui.app.localised import Localised
from ui.app.tables import Column, empty_grid, grid, widths
from ui.boards import Boards

if TYPE_CHECKING:
    import pandas as pd

    from ui.services import Services

__all__ = ["build_forecast_tab"]

SALES, RETURNS = "Sales", "Returns"
NO_RUN = "**No forecasts yet.** Load data and make a run in the *Data* tab; then choose a store and a product here."
ACCURACY = {
    "target": Column("Of", "words", width=75),
    "model": Column("Model", "words", width=145),
    "served": Column("Served", "flag", width=75),
    "wape": Column("WAPE", "share", 1, 75),
    "bias_pct": Column("Bias", "percent", 1, 75),
    "coverage_80": Column("In 80% range", "share", 1, 75),
    "wql": Column("WQL", "number", 3, 75),
    "mase": Column("MASE", "number", 2, 75),
    "mae": Column("MAE (units)", "number", 2, 75),
}
STEPS = {
    "date": Column("Date", "date", width=112),
    "mean": Column("Expected", "number", 1, 75),
    "p10": Column("10%", "number", 1, 75),
    "p50": Column("Median", "number", 1, 75),
    "p90": Column("90%", "number", 1, 75),
    "cum_mean": Column("Sum", "number", 1, 75),
    "cum_p90": Column("Sum, 90%", "number", 1, 75),
}


def build_forecast_tab(services: Services) -> Any:
    """Lay out the tab; returns (function, outputs) that fill it when it is opened."""
    import gradio as gr

    tab = _ForecastTab(services)
    with gr.Row():
        store = gr.Dropdown(label="Store", choices=[], filterable=True, elem_id="forecast-store")
        category = gr.Dropdown(label="Category", choices=[], filterable=True, elem_id="forecast-category")
        product = gr.Dropdown(label="Product", choices=[], filterable=True, elem_id="forecast-product")
    with gr.Row():
        target = gr.Radio([SALES, RETURNS], value=SALES, label="What", elem_id="forecast-target")
        horizon = gr.Slider(7, 90, value=28, step=1, label="Horizon (periods)", elem_id="forecast-horizon")
        past = gr.Slider(28, 730, value=120, step=1, label="History shown (periods)", elem_id="forecast-past")
    headline = gr.Markdown(NO_RUN, elem_id="forecast-headline")
    plot = gr.Plot(label="Forecast", elem_id="forecast-plot")
    with gr.Row():
        with gr.Column(elem_classes="qm-wide"):
            steps = gr.Dataframe(
                empty_grid(STEPS),
                label="Forecast by period (units); 10% and 90% are quantile levels",
                interactive=False,
                elem_id="forecast-steps",
                max_height=420,
                column_widths=widths(STEPS),
            )
            export = gr.DownloadButton(
                "Download the forecast as CSV", size="sm", visible=False, elem_id="forecast-export"
            )
        with gr.Column(elem_classes="qm-wide"):
            accuracy = gr.Dataframe(
                empty_grid(ACCURACY),
                label="How good were earlier forecasts? Each model on days it had not seen",
                interactive=False,
                elem_id="forecast-accuracy",
                max_height=420,
                column_widths=widths(ACCURACY),
            )
    backtest = gr.Plot(label="Actual against predicted", elem_id="forecast-backtest", visible=False)

    picked = [store, product, target, horizon, past]
    shown = [headline, plot, accuracy, steps, export, backtest]
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
        show_progress="hidden",
    )
    return tab.fill, [store, category, product, *shown], [*picked, category]


class _ForecastTab:
    def __init__(self, services: Services) -> None:
        self.services = services
        self.boards = Boards(services)
        self.local = Localised.of(services.workspace)

    def fill(
        self, store: str | None, product: str | None, what: str, horizon: float, past: float, category: str | None
    ) -> tuple[Any, ...]:
        """Pickers and pictures when the tab is opened: what was chosen before, else the largest series."""
        import gradio as gr

        try:
            choices = self.boards.choices(category or None)
        except QuartermasterError:
            return (gr.update(), gr.update(), gr.update(), *self.draw(None, None, what, horizon, past))
        if not store or not product:
            store, product = self._largest()
        pickers = (
            gr.update(choices=choices["stores"], value=store),
            gr.update(choices=[("All categories", ""), *choices["categories"]], value=category or ""),
            gr.update(choices=choices["products"], value=product),
        )
        return (*pickers, *self.draw(store, product, what, horizon, past))

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

        pairs = self.boards.choices(category or None)["products"]
        return gr.update(choices=pairs, value=pairs[0][1] if pairs else None)

    def draw(self, store: str | None, product: str | None, what: str, horizon: float, past: float) -> tuple[Any, ...]:
        """Headline, figure, accuracy, table, export and backtest of one series."""
        import gradio as gr

        hidden = gr.update(visible=False)
        nothing = (gr.update(value=None), empty_grid(ACCURACY), empty_grid(STEPS), hidden, hidden)
        if not store or not product:
            return (NO_RUN, *nothing)
        target = "sales" if what == SALES else "returns"
        try:
            forecast = self.boards.forecast(store, product, target, int(horizon))
        except QuartermasterError:
            text = f"**This store has no {what.lower()} forecast for this product.** Choose another store or product."
            return (text, *nothing)
        title = self._title(store, product, what)
        tested = self.boards.backtest(store, product, target)
        return (
            self._headline(title, forecast, store, product, int(horizon)),
            self._figure(store, product, target, forecast, int(past), title),
            grid(self.boards.accuracy(store, product), ACCURACY, self.local),
            grid(forecast, STEPS, self.local),
            gr.update(value=csv_file(f"forecast_{target}.csv", forecast), visible=True),
            gr.update(value=self._tested(tested, title), visible=True) if len(tested) else hidden,
        )

    def _title(self, store: str, product: str, what: str) -> str:
        names = self.services.query(
            "SELECT (SELECT name FROM products WHERE product_id = ?) AS product, "
            "(SELECT name FROM stores WHERE store_id = ?) AS store",
            [product, store],
        ).iloc[0]
        return f"{names['product'] or product} in {names['store'] or store}: {what.lower()}"

    def _figure(self, store: str, product: str, target: str, forecast: pd.DataFrame, past: int, title: str) -> Any:
        import pandas as pd

        history = self.boards.history(store, product, past)
        history = history.assign(y=history["units_sold" if target == "sales" else "units_returned"])
        events = (
            self.boards.events(store, history["date"].min(), forecast["date"].max()) if len(history) else pd.DataFrame()
        )
        return fan_chart(history, forecast, events, title, "units", self.local)

    def _tested(self, tested: pd.DataFrame, title: str) -> Any:
        known = tested.dropna(subset=["actual"])
        total = known["actual"].sum()
        error = (known["mean"] - known["actual"]).abs().sum() / total if total else None
        apart = f", {self.local.percent(error)} apart (WAPE)" if error is not None else ""
        return backtest_chart(tested, f"{title}, actual against predicted{apart}", self.local)

    def _headline(self, title: str, forecast: pd.DataFrame, store: str, product: str, asked: int) -> str:
        last, local = forecast.iloc[-1], self.local
        stats = self.boards.stats(store, product)
        days = f"{local.date(forecast['date'].iloc[0])} to {local.date(last['date'])}"
        text = (
            f"**{title}** · {local.number(last['cum_mean'], 1)} units expected in {len(forecast)} periods ({days}); "
            f"with 90% certainty no more than {local.number(last['cum_p90'], 1)}."
        )
        if len(forecast) < asked:
            text += f" The run reaches {len(forecast)} periods ahead, not {asked}."
        if stats.get("trend"):
            text += f" Trend: {stats['trend']}. Demand class: {stats.get('demand_class') or 'unknown'}."
        return text
