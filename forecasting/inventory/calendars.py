"""Suppliers that take orders or deliver on certain weekdays only, and lead times measured from their deliveries.

A calendar changes nothing in how an order is computed: the wait for the next order day and
for the delivery day behind it goes into the lead time, the days between one delivery and
that of the next order become the review period. So the protection period reaches from
tomorrow to the delivery of the order after the next.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from forecasting.inventory.constraints import SupplierCalendar
from forecasting.inventory.safety_stock import lead_times_from_deliveries

if TYPE_CHECKING:
    from forecasting.inventory.inputs import InventoryInputs
    from forecasting.inventory.terms import Terms

__all__ = ["Timing", "delivery_days", "measured_lead_times", "timing", "weekdays", "with_measured_lead_times"]

_NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MEASURED_DAYS = 730  # deliveries older than this are history


def weekdays(text: str | None) -> tuple[int, ...]:
    """ "Mon, Thu" -> (0, 3); empty where nothing is given."""
    if text is None or pd.isna(text):
        return ()
    words = (w[:3].lower() for w in str(text).replace(",", " ").replace(";", " ").replace("/", " ").split())
    return tuple(sorted({_NAMES.index(w.strip("&+")) for w in words if w.strip("&+") in _NAMES}))


@dataclass(frozen=True)
class Timing:
    """Per series (S,), in days. `order_on` is the offset of the next order day from `as_of`: 1 is tomorrow.

    `lead` runs from tomorrow to the delivery of that order, `review` from there to the
    delivery of the one after it. `open_days` (S, 7): weekdays on which orders are taken.
    """

    lead: np.ndarray
    review: np.ndarray
    order_on: np.ndarray
    open_days: np.ndarray

    def order_day(self, as_of: date, due: np.ndarray) -> np.ndarray:
        """Offset of the last order day up to `due` (S,), and not before the first one; 0 and less stay."""
        day = np.maximum(due, self.order_on)
        weekday = (as_of.weekday() + day) % 7
        index = np.arange(len(day))
        for _ in range(6):
            closed = (day > self.order_on) & ~self.open_days[index, weekday]
            day = day - closed
            weekday = (weekday - closed) % 7
        return np.where(due > 0, day, due)


def timing(
    as_of: date, terms: pd.DataFrame, lead: np.ndarray, review: np.ndarray, review_given: np.ndarray
) -> Timing | None:
    """Lead times and review periods under the calendars of `terms`; None where no supplier has one.

    `lead` and `review` (S,) are those without a calendar; a review period that was not given
    is that of the calendar itself.
    """
    orders, arrives = (terms[c] for c in ("order_weekdays", "delivery_weekdays"))
    if orders.isna().all() and arrives.isna().all():
        return None
    lead, review = lead.copy(), review.copy()
    first, open_days = np.ones(len(lead), dtype=int), np.ones((len(lead), 7), dtype=bool)
    keys = pd.DataFrame({"o": orders, "d": arrives, "l": lead, "r": review, "g": review_given})
    tomorrow = as_of + timedelta(days=1)
    kinds = keys.groupby(["o", "d", "l", "r", "g"], dropna=False).ngroup().to_numpy()
    for kind in np.unique(kinds):
        rows = np.flatnonzero(kinds == kind)
        taken, brought = (weekdays(column.iloc[rows[0]]) for column in (orders, arrives))
        days, pause, given = lead[rows[0]], review[rows[0]], review_given[rows[0]]
        calendar = SupplierCalendar(taken, brought)
        if not calendar.order_weekdays and not calendar.delivery_weekdays:
            continue
        ordered = calendar.next_order_day(tomorrow)
        gap = max(int(np.ceil(pause)), 1) if given or not calendar.order_weekdays else 1
        following = calendar.next_order_day(ordered + timedelta(days=gap))
        arrival, after = calendar.delivery_day(ordered, days), calendar.delivery_day(following, days)
        lead[rows], review[rows] = (arrival - tomorrow).days, (after - arrival).days
        first[rows] = (ordered - as_of).days
        if calendar.order_weekdays:
            open_days[rows] = np.isin(np.arange(7), calendar.order_weekdays)
    return Timing(lead, review, first, open_days)


def delivery_days(inputs: InventoryInputs, terms: Terms, order_on: np.ndarray) -> np.ndarray:
    """Offset from `as_of` of the delivery of an order placed `order_on` (S,) days after it, on a delivery day."""
    days = np.ceil(terms.lead if terms.supplier_lead is None else terms.supplier_lead) - 1e-9
    earliest = order_on + np.ceil(days).astype(int)
    open_days = np.ones((len(earliest), 7), dtype=bool)
    brought = inputs.terms["delivery_weekdays"]
    for text in brought.dropna().unique():
        open_days[(brought == text).to_numpy()] = np.isin(np.arange(7), weekdays(text))
    index, first = np.arange(len(earliest)), inputs.as_of.weekday()
    for _ in range(6):
        earliest = earliest + ~open_days[index, (first + earliest) % 7]
    return earliest


def measured_lead_times(deliveries: pd.DataFrame | None, as_of: date) -> pd.DataFrame:
    """Mean, spread and number of each supplier's lead times over the last two years: at least 5 deliveries."""
    columns = ["supplier_id", "lead_time_days", "lead_time_sd_days", "deliveries"]
    if deliveries is None or deliveries.empty:
        return pd.DataFrame(columns=columns)
    arrived, today = pd.to_datetime(deliveries["delivered_on"]), pd.Timestamp(as_of)
    recent = deliveries[(arrived <= today) & (arrived > today - pd.Timedelta(days=_MEASURED_DAYS))]
    recent = recent.assign(supplier_id=recent["supplier_id"].astype(str)).rename(
        columns={"delivered_on": "received_on"}
    )
    return lead_times_from_deliveries(recent)[columns].round(4)


def with_measured_lead_times(
    suppliers: pd.DataFrame | None, deliveries: pd.DataFrame | None, as_of: date
) -> pd.DataFrame | None:
    """The suppliers with measured lead times in place of the told ones, which are kept in `lead_time_told`.

    `measured_from` is the number of deliveries, missing where too few were there.
    """
    found = measured_lead_times(deliveries, as_of)
    if found.empty:
        return suppliers
    if suppliers is None or suppliers.empty:
        suppliers = pd.DataFrame({"supplier_id": found["supplier_id"], "lead_time_days": np.nan})
    known = suppliers.assign(supplier_id=suppliers["supplier_id"].astype(str))
    at = known[["supplier_id"]].merge(found, on="supplier_id", how="left")
    told = pd.to_numeric(known["lead_time_days"]).astype(float).to_numpy()
    spread = pd.to_numeric(known.get("lead_time_sd_days", pd.Series(np.nan, index=known.index))).to_numpy(float)
    return known.assign(
        lead_time_days=np.where(at["deliveries"].notna(), at["lead_time_days"], told),
        lead_time_sd_days=np.where(at["deliveries"].notna(), at["lead_time_sd_days"], spread),
        lead_time_told=told,
        measured_from=at["deliveries"].to_numpy(float),
    )
