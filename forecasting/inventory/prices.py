"""Price breaks: whether a larger order at a lower price pays, for every line at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from forecasting.inventory.inputs import InventoryInputs
from forecasting.inventory.settings import InventorySettings

__all__ = ["PricedOrders", "at_price_breaks"]


@dataclass(frozen=True)
class PricedOrders:
    """quantity = what was wanted + added; `unit_cost` is the price that holds for it. (S,) each."""

    quantity: np.ndarray
    added: np.ndarray
    unit_cost: np.ndarray


def at_price_breaks(
    inputs: InventoryInputs,
    quantity: np.ndarray,
    multiple: np.ndarray,
    daily_mean: np.ndarray,
    room: np.ndarray,
    settings: InventorySettings,
) -> PricedOrders:
    """Stay at `quantity` (S,) or go up to a break where that is cheaper, all-units discount.

    Compared is what the wanted units cost at the price of the larger order, plus the holding
    of the extra units until they are sold: rate x price x extra x (extra / daily mean / 2) / 365.
    `room` (S,) is the most that can be ordered (shelf life). The smallest quantity wins a tie.
    Example: 90 wanted at 1.00, 0.90 from 100, 10 a day, rate 0.2: 81.00 + 0.002 < 90.00, so 100.
    """
    base = inputs.terms["unit_cost"].to_numpy(float)
    steps = _steps(inputs)
    if steps is None:
        return PricedOrders(quantity, np.zeros(len(quantity)), base)
    minimum, price = steps
    best_quantity, best_price = quantity.copy(), _price_at(quantity, minimum, price, base)
    best_cost = quantity * best_price
    ordered = (quantity > 0) & (daily_mean > 0)
    for j in range(minimum.shape[1]):
        wanted = np.ceil(np.maximum(minimum[:, j], quantity) / multiple - 1e-9) * multiple
        at = _price_at(wanted, minimum, price, base)
        extra = wanted - quantity
        with np.errstate(invalid="ignore", divide="ignore"):
            cost = quantity * at + settings.holding_rate * at * extra**2 / daily_mean / 2 / 365
            better = ordered & (wanted <= room + 1e-9) & (cost < best_cost - 1e-9)
        best_quantity[better], best_price[better], best_cost[better] = wanted[better], at[better], cost[better]
    return PricedOrders(best_quantity, np.round(best_quantity - quantity, 4), best_price)


def _steps(inputs: InventoryInputs) -> tuple[np.ndarray, np.ndarray] | None:
    """(S, J) minimum quantities in ascending order and their prices; inf and NaN where a product has fewer than J."""
    breaks = inputs.price_breaks
    if breaks is None or not breaks["product_id"].astype(str).isin(inputs.series["product_id"]).any():
        return None
    known = breaks.dropna().assign(product_id=lambda d: d["product_id"].astype(str))
    known = known.sort_values(["product_id", "min_quantity"])
    known = known.assign(place=known.groupby("product_id").cumcount())
    index = pd.Index(inputs.series["product_id"])
    minimum, price = (
        known.pivot(index="product_id", columns="place", values=v).reindex(index).to_numpy(float)
        for v in ("min_quantity", "unit_cost")
    )
    return np.where(np.isnan(minimum), np.inf, minimum), price


def _price_at(quantity: np.ndarray, minimum: np.ndarray, price: np.ndarray, base: np.ndarray) -> np.ndarray:
    """The price of the last break that `quantity` reaches; the product's own cost below the first."""
    reached = (quantity[:, None] >= minimum - 1e-9).sum(axis=1)
    index = np.arange(len(quantity))
    at = price[index, np.maximum(reached - 1, 0)]
    return np.where(reached > 0, at, base)
