"""One sentence or two per recommendation, as a buyer would be told it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from forecasting.inventory.calendars import weekdays
from forecasting.inventory.inputs import InventoryInputs
from forecasting.inventory.settings import InventorySettings
from forecasting.inventory.terms import Terms

__all__ = ["amount", "reasons", "told_date"]

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def amount(value: float) -> str:
    """A quantity as told: at most one decimal, no trailing zero, thousands separated. 1234.0 -> "1,234"."""
    text = f"{value:,.1f}"
    return text[:-2] if text.endswith(".0") else text


def told_date(value: Any) -> str:
    """2024-03-04 -> "4 March 2024"."""
    day = pd.Timestamp(value)
    return f"{day.day} {day:%B %Y}"


def reasons(
    table: pd.DataFrame,
    inputs: InventoryInputs,
    terms: Terms,
    settings: InventorySettings,
    state: dict[str, np.ndarray],
) -> list[str]:
    """The sentence of each row: what decides, then what was assumed."""
    main = [_main(row, settings) for row in _rows(table, state)]
    notes = _assumptions(inputs, terms, settings, state)
    return [f"{first} {' '.join(more)}" if more else first for first, more in zip(main, notes, strict=True)]


def _rows(table: pd.DataFrame, state: dict[str, np.ndarray]) -> list[dict[str, Any]]:
    names = [
        "inventory_position", "reorder_point", "protection_mean", "safety_stock", "protection_days", "order_up_to",
        "order_qty", "shortfall", "moq_added", "rounding_added", "order_by", "action", "stockout_date", "on_hand",
        "lead_time_days", "days_of_cover", "excess_units", "next_due_on", "demand_until_order", "on_order",
        "price_break_added",
    ]  # fmt: skip
    columns = {name: table[name].tolist() for name in names}
    columns["known"], columns["stocked"] = state["known"].tolist(), state["stocked"].tolist()
    columns["dead"] = state["dead"].tolist()
    return [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]


def _main(r: dict[str, Any], settings: InventorySettings) -> str:
    if r["dead"]:
        return f"{amount(r['on_hand'])} units are in stock and nothing was sold in the last 365 days."
    if not r["known"] and not r["stocked"]:
        return "No forecast and no stock record: nothing can be computed."
    if not r["known"]:
        return "No forecast for this product in this store: the demand, and with it the order, cannot be computed."
    if not r["stocked"]:
        return "No stock record for this product in this store: the order quantity cannot be computed."
    action = r["action"]
    if action in ("order_now", "expedite"):
        return _due(r)
    if action == "order_soon" and not r["demand_until_order"]:  # due, but no order is taken before that day
        return f"{_due(r)} The supplier takes the order on {told_date(r['order_by'])}."
    if action == "order_soon":
        return (
            f"Stock and open orders of {amount(r['inventory_position'])} fall below the reorder point of "
            f"{amount(r['reorder_point'])} once {amount(r['demand_until_order'])} more have been sold: "
            f"order {amount(r['order_qty'])} by {told_date(r['order_by'])}{_lots(r)}."
        )
    if action == "excess":
        return (
            f"{amount(r['on_hand'])} units are in stock, {amount(r['excess_units'])} more than the forecast needs"
            + (f"; they last {amount(r['days_of_cover'])} days." if r["days_of_cover"] == r["days_of_cover"] else ".")
        )
    if r["protection_mean"] <= 1e-9 and r["reorder_point"] <= 1e-9:
        return "No demand is expected in the protection period: nothing to order."
    return (
        f"Stock and open orders of {amount(r['inventory_position'])} cover the reorder point of "
        f"{amount(r['reorder_point'])}: nothing to order now."
    )


def _due(r: dict[str, Any]) -> str:
    spare = f"a safety stock of {amount(r['safety_stock'])}"
    text = (
        f"Stock and open orders of {amount(r['inventory_position'])} are below the reorder point of "
        f"{amount(r['reorder_point'])} ({amount(r['protection_mean'])} expected in {amount(r['protection_days'])} days "
        f"plus {spare}): order {amount(r['order_qty'])} to reach {amount(r['order_up_to'])}{_lots(r)}."
    )
    if r["action"] == "expedite":
        text += (
            f" Stock runs out on {told_date(r['stockout_date'])}, before a normal delivery "
            f"({amount(r['lead_time_days'])} days) could arrive: ask for a faster one."
        )
    return text


def _lots(r: dict[str, Any]) -> str:
    """How the quantity came from the shortfall, where the supplier's terms raised it."""
    parts = []
    if r["moq_added"] > 0.0:
        parts.append(f"{amount(r['moq_added'])} to meet the minimum order")
    if r["rounding_added"] >= 1.0:
        parts.append(f"{amount(r['rounding_added'])} to fill the last pack")
    if r["price_break_added"] > 0.0:
        parts.append(f"{amount(r['price_break_added'])} for the lower price of a larger order")
    return f" ({amount(r['shortfall'])} short, plus {' and '.join(parts)})" if parts else ""


def _assumptions(
    inputs: InventoryInputs, terms: Terms, settings: InventorySettings, state: dict[str, np.ndarray]
) -> list[list[str]]:
    """What had to be assumed for each row; an empty list where nothing was."""
    notes: list[list[str]] = [[] for _ in range(len(inputs.series))]
    no_supplier = inputs.terms["lead_time_days"].isna().to_numpy()
    default = f"No supplier data: the default lead time of {amount(settings.default_lead_time_days)} days applies."
    for i in np.flatnonzero(no_supplier):
        notes[i].append(default)
    for row, sentence in _about_suppliers(inputs, terms, state):
        notes[row].append(sentence)
    horizon = inputs.timeline.horizon_days
    for i in np.flatnonzero(state["known"] & (terms.protection > horizon)):
        notes[i].append(
            f"The forecast reaches {horizon} days; its last season is repeated "
            f"up to {amount(terms.protection[i])} days."
        )
    for i in np.flatnonzero(state["late_count"] > 0):
        count = int(state["late_count"][i])
        notes[i].append(
            f"{count} open {'order is' if count == 1 else 'orders are'} late "
            f"({amount(state['late'][i])} units), counted as arriving the next day."
        )
    for i in np.flatnonzero(np.nan_to_num(state["expiry_cut"]) > 0):
        notes[i].append(f"Cut by {amount(state['expiry_cut'][i])}: the rest sells before it expires.")
    if inputs.counted_on is not None:
        today = np.datetime64(inputs.as_of)
        old = ~np.isnat(inputs.counted_on) & (inputs.counted_on < today - np.timedelta64(1, "D"))
        for i in np.flatnonzero(old):
            counted: date = inputs.counted_on[i].astype(object)
            notes[i].append(f"The stock record is of {told_date(counted)}.")
    return notes


def _about_suppliers(inputs: InventoryInputs, terms: Terms, state: dict[str, np.ndarray]) -> Iterator[tuple[int, str]]:
    """(row, sentence) where a lead time was measured, or waits for the supplier's days, and an order is due."""
    ordering = state["due_now"] | state["due_soon"]
    told, count = inputs.terms["lead_time_told"], inputs.terms["measured_from"]
    for i in np.flatnonzero(ordering & count.notna().to_numpy()):
        own = "" if pd.isna(told[i]) else f"; the supplier's own figure is {amount(told[i])}"
        days = amount(inputs.terms["lead_time_days"][i])
        yield int(i), f"The lead time of {days} days is the mean of {int(count[i])} deliveries{own}."
    if terms.timing is None or terms.supplier_lead is None:
        return
    columns = (inputs.terms["order_weekdays"], inputs.terms["delivery_weekdays"])
    wait = np.round(terms.lead - terms.supplier_lead, 4)
    for i in np.flatnonzero(ordering & (columns[0].notna() | columns[1].notna()).to_numpy()):
        taken, brought = (_days_of(column[i]) for column in columns)
        parts = [f"takes orders on {taken}"] if taken else []
        parts += [f"delivers on {brought}"] if brought else []
        more = f", which adds {amount(wait[i])} days to the lead time" if wait[i] > 0 else ""
        yield int(i), f"The supplier {' and '.join(parts)}{more}."


def _days_of(text: object) -> str:
    """ "mon, thu" -> "Monday and Thursday"."""
    names = [_WEEKDAYS[day] for day in weekdays(None if text is None else str(text))]
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
