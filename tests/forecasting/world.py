"""A small made world for the tests of runs: known rules, a few series, seconds to forecast."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from data.workspace import Workspace

__all__ = ["small_world"]


def small_world(
    root, days: int = 200, stores: int = 2, products: int = 4, as_of: date = date(2024, 6, 30), seed: int = 1
) -> Workspace:
    """A workspace with sales, returns, prices, promotions, stock, orders, suppliers and an event."""
    rng = np.random.default_rng(seed)
    workspace = Workspace(root).create()
    dates = pd.date_range(end=pd.Timestamp(as_of), periods=days)
    weekday = np.array([1.0, 0.9, 0.9, 1.0, 1.2, 1.6, 0.6])[dates.dayofweek]
    parts = []
    for s in range(stores):
        for p in range(products):
            promo = rng.random(days) < 0.05
            mean = (4.0 + 3 * p + 2 * s) * weekday * np.where(promo, 1.5, 1.0)
            sold = rng.poisson(mean).astype(float)
            parts.append(
                pd.DataFrame(
                    {
                        "date": dates.date,
                        "store_id": f"S{s}",
                        "product_id": f"P{p}",
                        "units_sold": sold,
                        "units_returned": rng.binomial(sold.astype(int), 0.05).astype(float),
                        "price": np.where(promo, 4.0, 5.0),
                        "on_promo": promo,
                        "in_stock": rng.random(days) > 0.02,
                    }
                )
            )
    sales = pd.concat(parts, ignore_index=True)
    keys = sales[["store_id", "product_id"]].drop_duplicates()
    ids = sorted(keys["product_id"].unique())
    tables = {
        "sales": sales,
        "products": pd.DataFrame(
            {
                "product_id": ids,
                "name": [f"Product {i}" for i in ids],
                "category": ["Food" if i < len(ids) / 2 else "Tools" for i in range(len(ids))],
                "supplier_id": "V1",
                "unit_cost": 3.0,
                "unit_price": 5.0,
                "moq": 6.0,
                "order_multiple": 6.0,
            }
        ),
        "stores": pd.DataFrame(
            {"store_id": [f"S{s}" for s in range(stores)], "name": [f"Store {s}" for s in range(stores)]}
        ),
        "suppliers": pd.DataFrame(
            {"supplier_id": ["V1"], "name": ["Supplier"], "lead_time_days": [5.0], "review_period_days": [7.0]}
        ),
        "inventory": keys.assign(as_of=as_of, on_hand=rng.integers(0, 120, len(keys)).astype(float)),
        "open_orders": keys.head(2).assign(
            order_id=["O1", "O2"],
            quantity=24.0,
            ordered_on=as_of,
            due_on=(pd.Timestamp(as_of) + pd.Timedelta(days=3)).date(),
        ),
        "promotions": keys.head(1).assign(
            date=(pd.Timestamp(as_of) + pd.Timedelta(days=2)).date(), price=4.0, on_promo=True
        ),
        "events": pd.DataFrame({"date": [date(2024, 5, 6)], "name": ["Bank holiday"], "store_id": [None]}),
    }
    for name, table in tables.items():
        table.to_parquet(workspace.table_path(name))
    return workspace
