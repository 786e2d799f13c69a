"""What a supplier or a product imposes on an order beyond MOQ and multiple."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from forecasting.inventory.eoq import PriceBreak
from forecasting.inventory.lots import Lots

__all__ = ["SupplierCalendar", "capped_by_shelf_life", "cheapest_quantity", "with_minimum_value"]


@dataclass(frozen=True)
class SupplierCalendar:
    """When a supplier takes orders and delivers. Weekdays: 0 Monday to 6 Sunday; empty means every day."""

    order_weekdays: tuple[int, ...] = ()
    delivery_weekdays: tuple[int, ...] = ()
    closed: frozenset[date] = frozenset()

    def __post_init__(self) -> None:
        if any(not 0 <= d <= 6 for d in (*self.order_weekdays, *self.delivery_weekdays)):
            raise ValueError("weekdays are 0 (Monday) to 6 (Sunday)")

    def next_order_day(self, earliest: date) -> date:
        """First day from `earliest` on which an order is taken."""
        return self._next(earliest, self.order_weekdays)

    def delivery_day(self, ordered_on: date, lead_time_days: float) -> date:
        """First delivery day at least one lead time after the order."""
        return self._next(ordered_on + timedelta(days=int(np.ceil(lead_time_days))), self.delivery_weekdays)

    def effective_lead_time(self, earliest: date, lead_time_days: float) -> int:
        """Days from `earliest` to the delivery of the next possible order."""
        return (self.delivery_day(self.next_order_day(earliest), lead_time_days) - earliest).days

    def review_period(self, after: date) -> int:
        """Days from the next order day to the one after it."""
        first = self.next_order_day(after)
        return (self.next_order_day(first + timedelta(days=1)) - first).days

    def _next(self, day: date, weekdays: tuple[int, ...]) -> date:
        for _ in range(400):
            if day not in self.closed and (not weekdays or day.weekday() in weekdays):
                return day
            day += timedelta(days=1)
        raise ValueError("the supplier's calendar has no open day within 400 days")


def capped_by_shelf_life(
    lots: Lots, shortfall: np.ndarray, position: np.ndarray, sells_before_expiry: np.ndarray, multiple: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """(quantity, cut): no more than what sells before it expires, in whole multiples.

    `sells_before_expiry` (S,) is mean demand over lead time + shelf life; NaN: does not
    expire. What is left after the cap may be below the MOQ: then nothing can be ordered
    without waste, and the quantity is 0.
    """
    room = np.where(np.isnan(sells_before_expiry), np.inf, np.maximum(sells_before_expiry - position, 0.0))
    most = np.where(np.isinf(room), np.inf, np.floor(np.where(np.isinf(room), 0, room) / multiple + 1e-9) * multiple)
    quantity = np.minimum(lots.quantity, most)
    below_minimum = quantity < shortfall + lots.moq_added - 1e-9
    quantity = np.where(below_minimum & (lots.moq_added > 0), 0.0, quantity)
    return quantity, lots.quantity - quantity


def cheapest_quantity(
    needed: float, breaks: Sequence[PriceBreak], holding_cost_per_unit: float, multiple: float = 1.0
) -> tuple[float, float]:
    """(quantity, total) with all-units price breaks: stay at `needed` or go up to a break.

    Units beyond `needed` cost `holding_cost_per_unit` each until they sell and are worth
    the price that was avoided. Example: 90 needed, 1.00 each, 0.90 from 100: 100 for 90.00
    of which 10 units worth 9.00 stay.
    """
    if not breaks:
        raise ValueError("give at least one price")
    best: tuple[float, float] | None = None
    for step in breaks:
        quantity = np.ceil(max(needed, step.minimum) / multiple - 1e-9) * multiple
        price = min(b.unit_price for b in breaks if quantity >= b.minimum - 1e-9) if quantity > 0 else 0.0
        extra = quantity - needed
        net = quantity * price - extra * price + extra * holding_cost_per_unit
        if best is None or net < best[1] - 1e-9:
            best = (float(quantity), float(net))
    assert best is not None  # noqa: S101 - breaks is not empty
    quantity = best[0]
    price = min(b.unit_price for b in breaks if quantity >= b.minimum - 1e-9)
    return quantity, quantity * price


def with_minimum_value(
    quantity: np.ndarray, unit_cost: np.ndarray, multiple: np.ndarray, daily_mean: np.ndarray, minimum_value: float,
    most_days: float = np.inf,
) -> np.ndarray:  # fmt: skip
    """Quantities of one supplier's order, topped up to its minimum value.

    Multiples are added one at a time to the line whose stock would be used up first
    (fewest extra days of demand), so that the top-up ties up the least, and by `most_days`
    at most. Lines without cost or demand are left alone; if nothing can be added the
    quantities come back unchanged.
    """
    out = quantity.astype(float).copy()
    usable = (np.nan_to_num(unit_cost) > 0) & (daily_mean > 0) & (multiple > 0)
    value = float(np.nansum(out * unit_cost))
    if value <= 0 or not usable.any():
        return out
    days = np.where(usable, 0.0, np.inf)
    per_lot = np.where(usable, multiple / np.where(daily_mean > 0, daily_mean, 1.0), np.inf)
    while value < minimum_value - 1e-9:
        line = int(np.argmin(days + per_lot))
        if days[line] + per_lot[line] > most_days:
            break
        out[line] += multiple[line]
        value += float(multiple[line] * unit_cost[line])
        days[line] += per_lot[line]
    return out
