"""Why an order is what it is: the exact sum behind it, and what changed since the last run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from forecasting.inventory.inputs import InventoryInputs
from forecasting.inventory.recommend import recommend
from forecasting.inventory.settings import InventorySettings
from forecasting.inventory.whatif import subset
from forecasting.run_tables import RUN_TABLES

__all__ = ["explain", "split_changes"]


def explain(row: Mapping[str, Any]) -> list[tuple[str, float, str]]:
    """(label, value, unit) lines of one replenishment row, top to bottom like a sum on paper.

    The lines with a sign in their label add up exactly: demand + safety stock (+ lot) =
    order-up-to level; - on hand - on order + demand until the order = shortfall;
    + minimum + rounding + price break + minimum order value = order quantity. Lines that do
    not apply are left out; an empty list where nothing was computed.
    """

    def has(name: str) -> bool:
        return row.get(name) is not None and not pd.isna(row.get(name))

    if not has("order_up_to"):
        return []
    days = f"{row['lead_time_days']:g} days lead time + {row['review_period_days']:g} days review period"
    lines: list[tuple[str, float, str]] = [
        (f"expected demand in the protection period ({days})", float(row["protection_mean"]), "units"),
        ("+ safety stock", float(row["safety_stock"]), "units"),
        ("= reorder point", float(row["reorder_point"]), "units"),
    ]
    lot = round(float(row["order_up_to"]) - float(row["reorder_point"]), 4)
    if lot:
        lines.append(("+ larger lot of the policy", lot, "units"))
    lines.append(("= order-up-to level", float(row["order_up_to"]), "units"))
    if not has("on_hand"):
        return lines
    lines += [("- stock on hand", float(row["on_hand"]), "units"), ("- on order", float(row["on_order"]), "units")]
    if not has("shortfall"):
        spare = round(float(row["inventory_position"]) - float(row["reorder_point"]), 4)
        return [*lines, ("inventory position above the reorder point", spare, "units")]
    if row["demand_until_order"]:
        lines.append(("+ demand until the order is due", float(row["demand_until_order"]), "units"))
    lines.append(("= shortfall", float(row["shortfall"]), "units"))
    if row["moq_added"]:
        lines.append(("+ up to the minimum order quantity", float(row["moq_added"]), "units"))
    if row["rounding_added"]:
        label = "+ up to the order multiple" if row["rounding_added"] > 0 else "+ cut by shelf life"
        lines.append((label, float(row["rounding_added"]), "units"))
    for name, label in (
        ("price_break_added", "+ up to the price break"),
        ("minimum_value_added", "+ up to the supplier's minimum order value"),
    ):
        if has(name) and row[name]:
            lines.append((label, float(row[name]), "units"))
    lines.append(("= order quantity", float(row["order_qty"]), "units"))
    if has("order_value"):
        lines.append(("order value", float(row["order_value"]), "currency"))
    return lines


def split_changes(
    before: InventoryInputs,
    now: InventoryInputs,
    table_before: pd.DataFrame,
    table_now: pd.DataFrame,
    settings_before: InventorySettings | None = None,
    settings_now: InventorySettings | None = None,
) -> pd.DataFrame:
    """The `changes` table: each series of both runs whose order quantity both runs know.

    One cause after the other is replaced by today's (forecast, stock, open orders, lead time,
    then MOQ, multiple, targets and all else as policy), and the quantity computed again; a
    part is the step that its cause makes. The parts sum to the change exactly, because the
    last one is what is left.
    """
    keys = ["store_id", "product_id"]
    columns = list(RUN_TABLES["changes"].names)
    old = table_before[[*keys, "order_qty"]].merge(
        table_now[[*keys, "order_qty"]], on=keys, suffixes=("_before", "_now")
    )
    old = old.dropna().reset_index(drop=True)
    index = pd.MultiIndex.from_frame(old[keys])
    first = _rows(before, index)
    last = _rows(now, index)
    usable = (first >= 0) & (last >= 0)
    old, first, last = old[usable].reset_index(drop=True), first[usable], last[usable]
    if old.empty:
        return pd.DataFrame({name: pd.Series(dtype=object) for name in columns})
    quantities = _steps(
        subset(before, first),
        subset(now, last),
        settings_before or InventorySettings(),
        settings_now or InventorySettings(),
    )
    start, end = old["order_qty_before"].to_numpy(float), old["order_qty_now"].to_numpy(float)
    parts = np.round(np.diff(np.stack([quantities[0], *quantities[1:]]), axis=0), 4)
    names = ("from_forecast", "from_stock", "from_open_orders", "from_lead_time")
    out = old.assign(**dict(zip(names, parts, strict=True)))
    out["from_policy"] = np.round(end - start - parts.sum(axis=0), 4)
    return out[columns]


def _rows(inputs: InventoryInputs, index: pd.MultiIndex) -> np.ndarray:
    return pd.MultiIndex.from_frame(inputs.series[["store_id", "product_id"]]).get_indexer(index)


_LEAD_TERMS = ["lead_time_days", "lead_time_sd_days", "review_period_days", "order_weekdays", "delivery_weekdays"]


def _steps(
    before: InventoryInputs, now: InventoryInputs, settings_before: InventorySettings, settings_now: InventorySettings
) -> list[np.ndarray]:
    """order_qty with the old inputs, then with today's forecast, stock, open orders and lead time put in."""
    forecast = replace(
        before, timeline=now.timeline, mean=now.mean, quantiles=now.quantiles, levels=now.levels,
        returns_mean=now.returns_mean, dependence=now.dependence, path_source=now.path_source,
    )  # fmt: skip
    stock = replace(forecast, on_hand=now.on_hand)
    orders = replace(stock, orders=now.orders)
    lead = replace(orders, terms=orders.terms.assign(**{name: now.terms[name] for name in _LEAD_TERMS}))
    out = []
    for inputs in (before, forecast, stock, orders, lead):
        quantity = recommend(inputs, settings_before, with_reasons=False)["order_qty"].to_numpy(float)
        out.append(np.nan_to_num(quantity))
    return out
