"""The frames behind the boards and the REST tables: typed queries over the served run."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from data.errors import QuartermasterError

if TYPE_CHECKING:
    import pandas as pd

    from ui.services import Services

__all__ = ["Boards", "UnknownSeries"]

_SEVERITIES = "CASE severity WHEN 'critical' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END"


class UnknownSeries(QuartermasterError):
    """No such product in that store."""


class Boards:
    """Read-only tables of the served run."""

    def __init__(self, services: Services) -> None:
        self.services = services

    def as_of(self) -> date | None:
        frame = self.services.query("SELECT max(date)::DATE AS as_of FROM sales")
        value = frame["as_of"].iloc[0]
        return None if value is None or value != value else value.date() if hasattr(value, "date") else value

    def choices(self, category: str | None = None) -> dict[str, list[tuple[str, str]]]:
        """(label, id) pairs for the pickers, by kind; the products of one category where it is given."""
        query = self.services.query
        stores = query("SELECT store_id, name FROM stores ORDER BY name")
        products = query(
            "SELECT product_id, coalesce(name, product_id) AS name FROM products "
            "WHERE (? IS NULL OR category = ?) ORDER BY name",
            [category, category],
        )
        suppliers = query("SELECT supplier_id, name FROM suppliers ORDER BY name")
        categories = query("SELECT DISTINCT category FROM products WHERE category IS NOT NULL ORDER BY 1")
        repeated = set(products["name"][products["name"].duplicated()])
        return {
            "stores": list(zip(stores["name"], stores["store_id"], strict=True)),
            "products": [
                (f"{name} ({pid})" if name in repeated else name, pid)
                for pid, name in zip(products["product_id"], products["name"], strict=True)
            ],
            "suppliers": list(zip(suppliers["name"], suppliers["supplier_id"], strict=True)),
            "categories": [(c, c) for c in categories["category"]],
        }

    def forecast(
        self, store_id: str, product_id: str, target: str = "sales", horizon: int | None = None
    ) -> pd.DataFrame:
        """Quantiles, mean and running sums of one series, one row per step."""
        frame = self.services.query(
            "SELECT * FROM forecasts WHERE store_id = ? AND product_id = ? AND target = ? AND step <= ? ORDER BY step",
            [store_id, product_id, target, horizon or 10_000],
        )
        if frame.empty:
            raise UnknownSeries(
                f"no {target} forecast for product {product_id!r} in store {store_id!r}; "
                "GET /forecast without ids lists what there is"
            )
        return frame

    def history(self, store_id: str, product_id: str, periods: int = 120) -> pd.DataFrame:
        """The latest sales rows of one series, oldest first."""
        return self.services.query(
            "SELECT * FROM (SELECT date, units_sold, units_returned, on_promo, in_stock, price FROM sales "
            "WHERE store_id = ? AND product_id = ? ORDER BY date DESC LIMIT ?) ORDER BY date",
            [store_id, product_id, periods],
        )

    def series(self, store_id: str | None = None) -> pd.DataFrame:
        """Every forecast series with its names."""
        return self.services.query(
            "SELECT DISTINCT f.store_id, s.name AS store, f.product_id, p.name AS product FROM forecasts f "
            "LEFT JOIN stores s USING (store_id) LEFT JOIN products p USING (product_id) "
            "WHERE f.step = 1 AND f.target = 'sales' AND (? IS NULL OR f.store_id = ?) ORDER BY store, product",
            [store_id, store_id],
        )

    def accuracy(self, store_id: str, product_id: str) -> pd.DataFrame:
        return self.services.query(
            "SELECT target, model, served, wape, wql, bias_pct, coverage_80, mase, rmse, mae FROM accuracy "
            "WHERE store_id = ? AND product_id = ? ORDER BY target DESC, served DESC, wql",
            [store_id, product_id],
        )

    def backtest(self, store_id: str, product_id: str, target: str = "sales") -> pd.DataFrame:
        """Actual against predicted of the test windows, oldest first; empty for runs that did not keep them."""
        return self.services.query(
            "SELECT date, step, actual, mean, p10, p90, model FROM backtest "
            "WHERE store_id = ? AND product_id = ? AND target = ? ORDER BY date",
            [store_id, product_id, target],
        )

    def stats(self, store_id: str, product_id: str) -> dict[str, Any]:
        frame = self.services.query("SELECT * FROM stats WHERE store_id = ? AND product_id = ?", [store_id, product_id])
        return {} if frame.empty else {str(name): value for name, value in frame.iloc[0].items()}

    def events(self, store_id: str, start: date, end: date) -> pd.DataFrame:
        return self.services.query(
            "SELECT DISTINCT date, name FROM events WHERE date BETWEEN ? AND ? "
            "AND (store_id IS NULL OR store_id = ?) ORDER BY date",
            [start, end, store_id],
        )

    def replenishment(
        self,
        store_id: str | None = None,
        supplier_id: str | None = None,
        category: str | None = None,
        actions: Sequence[str] | None = None,
        recommended: bool = False,
    ) -> pd.DataFrame:
        """What to order, most urgent and most valuable first, with the names a buyer reads."""
        return self.services.query(
            "SELECT s.name AS store, p.name AS product, su.name AS supplier, p.category, r.* "
            "FROM replenishment r LEFT JOIN stores s USING (store_id) LEFT JOIN products p USING (product_id) "
            "LEFT JOIN suppliers su ON su.supplier_id = r.supplier_id "
            "WHERE (? IS NULL OR r.store_id = ?) AND (? IS NULL OR r.supplier_id = ?) "
            "AND (? IS NULL OR p.category = ?) AND (? IS NULL OR list_contains(?, r.action)) "
            "AND (NOT ? OR r.order_qty > 0) "
            "ORDER BY CASE r.action WHEN 'expedite' THEN 0 WHEN 'order_now' THEN 1 WHEN 'order_soon' THEN 2 "
            "WHEN 'excess' THEN 3 ELSE 4 END, r.order_value DESC NULLS LAST, store, product",
            [
                store_id,
                store_id,
                supplier_id,
                supplier_id,
                category,
                category,
                actions,
                list(actions or []),
                recommended,
            ],
        )

    def alerts(self, store_id: str | None = None, severity: str | None = None, kind: str | None = None) -> pd.DataFrame:
        return self.services.query(
            "SELECT a.*, s.name AS store, p.name AS product FROM alerts a LEFT JOIN stores s USING (store_id) "
            "LEFT JOIN products p USING (product_id) WHERE (? IS NULL OR a.store_id = ?) "
            "AND (? IS NULL OR a.severity = ?) AND (? IS NULL OR a.kind = ?) "
            f"ORDER BY {_SEVERITIES}, a.kind, store, product",
            [store_id, store_id, severity, severity, kind, kind],
        )
