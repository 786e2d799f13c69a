"""A small world for the inventory tests: known forecasts, stock, orders and terms."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import pytest

from forecasting.inventory import InventoryInputs
from forecasting.run_tables import DAILY_QUANTILES

AS_OF = date(2024, 3, 3)  # a Sunday


def constant_quantiles(mean: np.ndarray, spread: float = 0.0) -> np.ndarray:
    """(S, H, 7) normal-like quantiles around the mean; all equal to it with spread 0."""
    from scipy.stats import norm

    z = norm.ppf(np.asarray(DAILY_QUANTILES))
    return np.maximum(mean[..., None] * (1 + spread * z), 0).astype(np.float32)


def make_world(
    rate: Any = (10.0,),
    on_hand: Any = None,
    orders: list[tuple[int, float, str | None]] = (),
    spread: float = 0.0,
    horizon: int = 28,
    frequency: str = "daily",
    lead: float | None = 5.0,
    lead_sd: float = 0.0,
    review: float = 7.0,
    moq: float | None = None,
    multiple: float | None = None,
    unit_cost: float | None = 2.0,
    unit_price: float | None = 3.0,
    order_cost: float | None = 20.0,
    last_sale: Any = None,
    returns: Any = None,
) -> InventoryInputs:
    """One series per entry of `rate`, product p0, p1, ... in store S1."""
    rate = np.atleast_2d(np.asarray(rate, dtype=float))
    mean = rate if rate.shape[1] == horizon else np.repeat(rate.reshape(-1, 1), horizon, axis=1)
    names = [f"p{i}" for i in range(len(mean))]
    series = pd.DataFrame({"store_id": "S1", "product_id": names})
    step = {"daily": "D", "weekly": "7D", "monthly": "30D"}[frequency]
    first = pd.Timestamp(AS_OF) + pd.Timedelta(step.replace("D", "") + " days" if len(step) > 1 else "1 days")
    inventory = None
    if on_hand is not None:
        inventory = series.assign(as_of=AS_OF, on_hand=list(on_hand)).dropna()
    open_orders = pd.DataFrame(
        [
            {
                "order_id": f"o{k}", "supplier_id": "U", "store_id": "S1", "product_id": names[i],
                "quantity": quantity, "ordered_on": AS_OF, "due_on": due,
            }
            for k, (i, quantity, due) in enumerate(orders)
        ]
    )  # fmt: skip
    products = pd.DataFrame({"product_id": names, "supplier_id": "U", "unit_cost": unit_cost})
    products = products.assign(unit_price=unit_price, moq=moq, order_multiple=multiple)
    suppliers = None
    if lead is not None:
        suppliers = pd.DataFrame(
            [
                {
                    "supplier_id": "U", "name": "U", "lead_time_days": lead, "lead_time_sd_days": lead_sd,
                    "review_period_days": review, "order_cost": order_cost,
                }
            ]
        )  # fmt: skip
    return InventoryInputs.from_tables(
        series=series,
        as_of=AS_OF,
        dates=pd.date_range(first, periods=horizon, freq=step),
        frequency=frequency,
        mean=mean,
        levels=DAILY_QUANTILES,
        quantiles=constant_quantiles(mean, spread),
        returns_mean=returns,
        last_sale=last_sale,
        inventory=inventory,
        open_orders=open_orders if len(open_orders) else None,
        products=products,
        suppliers=suppliers,
    )


@pytest.fixture
def world() -> Callable[..., InventoryInputs]:
    """`world(rate=[...], on_hand=[...], ...)`: see `make_world`."""
    return make_world
