"""The economic order quantity, with price breaks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

__all__ = ["PriceBreak", "economic_order_quantity", "eoq_cost", "quantity_with_price_breaks"]


def economic_order_quantity(
    annual_demand: np.ndarray | float, order_cost: np.ndarray | float, holding_cost: np.ndarray | float
) -> np.ndarray:
    """Q* = sqrt(2 D K / h) (Harris 1913). D units a year, K currency per order, h currency per unit and year.

    NaN where K or h is missing or h is 0; 0 where there is no demand.
    Example (Snyder & Shen, example 3.1): D = 1300, K = 8, h = 0.225: 304.06.
    """
    demand, cost, holding = np.broadcast_arrays(
        np.asarray(annual_demand, float), np.asarray(order_cost, float), np.asarray(holding_cost, float)
    )
    with np.errstate(divide="ignore", invalid="ignore"):
        quantity = np.sqrt(2 * np.maximum(demand, 0) * cost / holding)
    return np.where((holding > 0) & np.isfinite(quantity), quantity, np.nan)


def eoq_cost(quantity: float, annual_demand: float, order_cost: float, holding_cost: float) -> float:
    """Ordering plus holding cost a year: K D / Q + h Q / 2."""
    if quantity <= 0:
        raise ValueError(f"an order quantity is above 0, not {quantity}")
    return order_cost * annual_demand / quantity + holding_cost * quantity / 2


@dataclass(frozen=True)
class PriceBreak:
    """`unit_price` holds for the whole order from `minimum` units on (all-units discount)."""

    minimum: float
    unit_price: float


def quantity_with_price_breaks(
    annual_demand: float, order_cost: float, holding_rate: float, breaks: Sequence[PriceBreak]
) -> tuple[float, float]:
    """(quantity, yearly cost) that is cheapest over purchase, ordering and holding.

    All-units discounts: per price the EOQ, raised to the first quantity of that price where
    it lies below, dropped where a lower price begins before it (Snyder & Shen, 3.4).
    """
    if not breaks:
        raise ValueError("give at least one price")
    ordered = sorted(breaks, key=lambda b: b.minimum)
    best: tuple[float, float] | None = None
    for i, step in enumerate(ordered):
        above = ordered[i + 1].minimum if i + 1 < len(ordered) else np.inf
        wish = float(economic_order_quantity(annual_demand, order_cost, holding_rate * step.unit_price))
        quantity = max(wish, step.minimum)
        if not quantity < above or quantity <= 0:
            continue
        cost = step.unit_price * annual_demand + eoq_cost(
            quantity, annual_demand, order_cost, holding_rate * step.unit_price
        )
        if best is None or cost < best[1]:
            best = (quantity, cost)
    if best is None:
        raise ValueError("no price holds for any quantity")
    return best
