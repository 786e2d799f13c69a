"""Between the run and `forecasting.inventory`: which tables go in, chunk by chunk."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from data.tables import INPUT_TABLES
from data.workspace import Workspace
from forecasting.forecast_table import to_levels
from forecasting.inventory import InventoryInputs, InventorySettings, recommend
from forecasting.inventory.purchase_orders import OrderBook
from forecasting.inventory.terms import filled_terms
from forecasting.inventory.together import together
from forecasting.inventory.track_record import track_record
from forecasting.panel import PanelSource
from forecasting.protocol import Panel, QuantileForecast
from forecasting.views import create_view

if TYPE_CHECKING:
    import duckdb

__all__ = ["TABLES", "Orders", "names_of", "read_tables"]

TABLES = ("inventory", "open_orders", "products", "suppliers", "price_breaks", "deliveries")


def read_tables(con: duckdb.DuckDBPyConnection) -> dict[str, pd.DataFrame]:
    """The tables an order depends on, as views give them."""
    return {name: con.execute(f"SELECT * FROM {name}").df() for name in TABLES}


def names_of(con: duckdb.DuckDBPyConnection) -> dict[tuple[str, str], str]:
    """What people call each (store, product): "Oat Milk 1L in Leeds"."""
    rows = con.execute(
        "SELECT f.store_id, f.product_id, coalesce(p.name, f.product_id) || ' in ' || coalesce(s.name, f.store_id) "
        "FROM replenishment f LEFT JOIN products p USING (product_id) LEFT JOIN stores s ON s.store_id = f.store_id"
    ).fetchall()
    return {(store, product): name for store, product, name in rows}


class Orders:
    """Recommendations of a run; reads the tables once."""

    def __init__(self, workspace: Workspace, source: PanelSource, settings: InventorySettings, rho: float) -> None:
        import duckdb

        con = duckdb.connect(":memory:")
        for name in TABLES:
            create_view(con, name, INPUT_TABLES[name], workspace.table_path(name))
        self.tables = read_tables(con)
        theirs = self.tables["open_orders"]
        requests = OrderBook(workspace).open_requests(theirs["order_id"], theirs)
        if len(requests):  # approved purchase orders count as open, so that a second run orders nothing twice
            self.tables["open_orders"] = pd.concat([theirs, requests], ignore_index=True)
        self.calendar, self.settings, self.rho = source.calendar, settings, rho
        self._terms: list[pd.DataFrame] = []  # of the rows recommended so far

    def recommend(
        self, panel: Panel, forecast: QuantileForecast, returns: QuantileForecast | None = None
    ) -> pd.DataFrame:
        """Rows of `replenishment` for the series of `panel`."""
        keys = panel.series[["store_id", "product_id"]]
        at = to_levels(forecast)
        inputs = InventoryInputs.from_tables(
            series=keys,
            as_of=self.calendar.as_of,
            dates=panel.future_dates,
            frequency=panel.frequency,
            mean=at.mean,
            levels=at.levels,
            quantiles=at.quantiles,
            dependence={"rho": self.rho},
            returns_mean=None if returns is None else returns.mean,
            last_sale=panel.series["last_sale"].to_numpy("datetime64[D]"),
            inventory=self.tables["inventory"].merge(keys),
            open_orders=self.tables["open_orders"].merge(keys),
            products=self.tables["products"],
            suppliers=self.tables["suppliers"],
            price_breaks=self.tables["price_breaks"],
            deliveries=self.tables["deliveries"] if self.settings.lead_times == "measured" else None,
        )
        self._terms.append(inputs.terms)
        table = recommend(inputs, self.settings)
        if not self.settings.track_record:
            return table
        record = track_record(
            panel.y,
            panel.available,
            panel.frequency,
            filled_terms(inputs, self.settings),
            inputs.terms["unit_cost"].to_numpy(float),
            inputs.terms["unit_price"].to_numpy(float),
            self.settings,
        )
        return table.assign(**record)

    def together(self, parts: list[pd.DataFrame]) -> pd.DataFrame:
        """All rows of `replenishment`, once every part has been recommended."""
        terms = pd.concat(self._terms, ignore_index=True)
        return together(pd.concat(parts, ignore_index=True), terms, self.settings)
