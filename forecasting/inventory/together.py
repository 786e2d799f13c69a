"""What can only be said of all rows together: a supplier's minimum order value, and stock that another store has.

`recommend` looks at every store and product alone, and may be given them in parts; `together`
is called once with all of its rows.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from forecasting.inventory.constraints import with_minimum_value
from forecasting.inventory.reasons import amount, told_date
from forecasting.inventory.rebalancing import RebalancingSettings, transfers
from forecasting.inventory.settings import InventorySettings

__all__ = ["together", "with_transfers"]


def together(
    table: pd.DataFrame, terms: pd.DataFrame, settings: InventorySettings | None = None, *, with_reasons: bool = True
) -> pd.DataFrame:
    """The rows of `recommend` (in the order of `terms`) after suppliers' minimum order values and transfers.

    A supplier's next order takes every line of its day. Below the minimum value, lines that
    fall due later within their review period come along, soonest first; what is still
    missing is made up by the lines that sell their extra units soonest, within
    `minimum_value_days` of demand. `minimum_value_added` is that top-up, within `order_qty`.
    """
    settings = settings or InventorySettings()
    table = table.reset_index(drop=True)
    least = terms["min_order_value"].to_numpy(float)
    notes: dict[int, list[str]] = {}
    for supplier in pd.unique(table.loc[least > 0, "supplier_id"].dropna()):
        rows = np.flatnonzero((table["supplier_id"] == supplier).to_numpy())
        _one_supplier(table, terms, rows, float(np.nanmax(least[rows])), settings, notes)
    if settings.transfers:
        table = with_transfers(table, terms, notes)
    if with_reasons:
        for row, sentences in notes.items():
            table.loc[row, "reason"] = " ".join([str(table.loc[row, "reason"] or ""), *sentences]).strip()
    return table


def _one_supplier(
    table: pd.DataFrame, terms: pd.DataFrame, rows: np.ndarray, least: float, settings: InventorySettings,
    notes: dict[int, list[str]],
) -> None:  # fmt: skip
    """Fill the supplier's next order up to its minimum value, in place."""
    ordered = rows[(table.loc[rows, "order_qty"] > 0).to_numpy()]
    ordered = ordered[np.argsort(table.loc[ordered, "order_by"].to_numpy(), kind="stable")]
    if len(ordered) == 0:
        return
    first = int((table.loc[ordered, "order_by"] == table.loc[ordered[0], "order_by"]).sum())
    values = np.nan_to_num(table.loc[ordered, "order_value"].to_numpy(float)).cumsum()
    count = max(int(np.searchsorted(values, least - 1e-9)) + 1, first)
    lines, short = ordered[:count], values[-1] < least - 1e-9
    topped = (
        _topped_up(table, terms, lines, least, settings) if short else table.loc[lines, "order_qty"].to_numpy(float)
    )
    if topped is None:
        for row in ordered[:first].tolist():
            notes.setdefault(row, []).append(
                f"The supplier's whole order comes to {amount(values[first - 1])}, below its minimum order value of "
                f"{amount(least)}, and {amount(settings.minimum_value_days)} days of demand more would not reach it."
            )
        return
    for row in lines[first:].tolist():
        table.loc[row, ["order_by", "delivery_on"]] = table.loc[ordered[0], ["order_by", "delivery_on"]].to_numpy()
        notes.setdefault(row, []).append(
            f"It comes along with the supplier's order of {told_date(table.loc[row, 'order_by'])} "
            f"to reach its minimum order value of {amount(least)}."
        )
    added = np.round(topped - table.loc[lines, "order_qty"].to_numpy(float), 4)
    for row, more in zip(lines[added > 0].tolist(), added[added > 0], strict=True):
        quantity = round(float(table.loc[row, "order_qty"]) + more, 4)
        table.loc[row, ["order_qty", "minimum_value_added"]] = [quantity, more]
        table.loc[row, "order_value"] = round(quantity * float(table.loc[row, "order_unit_cost"]), 4)
        notes.setdefault(row, []).append(
            f"Then {amount(more)} more, so that the supplier's order reaches its minimum value of {amount(least)}: "
            f"order {amount(quantity)}."
        )


def _topped_up(
    table: pd.DataFrame, terms: pd.DataFrame, lines: np.ndarray, least: float, settings: InventorySettings
) -> np.ndarray | None:
    """Quantities of `lines` that are worth `least`; None where `minimum_value_days` do not suffice."""
    part = table.loc[lines]
    cost = part["order_unit_cost"].to_numpy(float)
    multiple = terms["order_multiple"].to_numpy(float)[lines]
    multiple = np.where(multiple > 0, multiple, settings.default_order_multiple)
    daily = (part["protection_mean"] / part["protection_days"].clip(lower=1)).to_numpy(float)
    keeps = np.isnan(terms["shelf_life_days"].to_numpy(float)[lines])  # nothing that expires is bought ahead
    old = part["order_qty"].to_numpy(float)
    new = with_minimum_value(old, cost, multiple, np.where(keeps, daily, 0.0), least, settings.minimum_value_days)
    return new if float(np.nansum(new * cost)) >= least - 1e-9 else None


def with_transfers(table: pd.DataFrame, terms: pd.DataFrame, notes: dict[int, list[str]] | None = None) -> pd.DataFrame:
    """`transfer_units` and `transfer_from` (the store that gives most) where another store's excess could do.

    A suggestion beside the order, which is not reduced: only a person knows whether a van goes that way.
    """
    if table["action"].isin(["excess"]).sum() == 0:
        return table
    worth = pd.Series(terms["unit_cost"].to_numpy(float), table["product_id"]).groupby(level=0).first()
    moved = transfers(table, worth, RebalancingSettings())
    if moved.empty:
        return table
    moved = moved.sort_values("quantity", ascending=False, kind="stable")
    found = moved.groupby(["product_id", "to_store"], sort=False).agg(
        units=("quantity", "sum"), store=("from_store", "first")
    )
    rows = pd.MultiIndex.from_frame(table[["product_id", "store_id"]]).get_indexer(found.index)
    units, store = table["transfer_units"].to_numpy(float).copy(), table["transfer_from"].to_numpy(object).copy()
    units[rows], store[rows] = found["units"].to_numpy(), found["store"].to_numpy()
    for row, quantity in zip(rows.tolist(), found["units"], strict=True):
        if notes is not None:
            text = f"Another store has more than it needs: {amount(quantity)} could come from there."
            notes.setdefault(row, []).append(text)
    return table.assign(transfer_units=units, transfer_from=store)
