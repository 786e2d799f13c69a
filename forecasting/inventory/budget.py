"""A budget spread over competing orders by marginal expected return."""

from __future__ import annotations

import numpy as np
import pandas as pd

from forecasting.inventory.assess import protection_samples
from forecasting.inventory.inputs import InventoryInputs
from forecasting.inventory.settings import InventorySettings
from forecasting.inventory.terms import filled_terms

__all__ = ["marginal_units", "spread_budget", "spread_by_return"]

_PIECES = 8  # increments per order line after its first lot


def spread_budget(
    table: pd.DataFrame, inputs: InventoryInputs, settings: InventorySettings, budget: float
) -> np.ndarray:
    """(S,) units to order of each row so that their cost stays within `budget`.

    Each recommended order is cut into its first lot (MOQ, rounded up) and further multiples.
    A piece's return is its margin (unit_price - unit_cost, or unit_cost where there is no
    price) times the units it is expected to keep from being lost in the protection period,
    per unit of money. Orders without a unit cost cannot be budgeted: 0.
    """
    quantity = np.nan_to_num(table["order_qty"].to_numpy(float))
    cost = inputs.terms["unit_cost"].to_numpy(float)
    rows = np.flatnonzero((quantity > 0) & (np.nan_to_num(cost) > 0))
    out = np.zeros(len(table))
    if len(rows) == 0:
        return out
    price = inputs.terms["unit_price"].to_numpy(float)[rows]
    unit = cost[rows]
    margin = np.where(np.isnan(price) | (price <= unit), unit, price - unit)
    terms = filled_terms(inputs, settings)
    multiple, moq = terms.multiple[rows], terms.moq[rows]
    first = np.minimum(np.ceil(np.maximum(moq, multiple) / multiple - 1e-9) * multiple, quantity[rows])
    step = np.maximum(np.ceil((quantity[rows] - first) / _PIECES / multiple - 1e-9), 1.0) * multiple
    edges = np.minimum(first[:, None] + step[:, None] * np.arange(_PIECES + 1), quantity[rows, None])
    edges = np.concatenate([np.zeros((len(rows), 1)), edges], axis=1)
    position = table["inventory_position"].to_numpy(float)[rows]
    # Every second path is enough to rank pieces, and their order is random.
    kept = marginal_units(protection_samples(inputs, settings, rows)[:, ::2], position, edges)
    out[rows] = spread_by_return(np.diff(edges, axis=1), kept * margin[:, None], unit, budget)
    return out


def marginal_units(samples: np.ndarray, position: np.ndarray, edges: np.ndarray) -> np.ndarray:
    """(s, J) units that each piece between consecutive `edges` (s, J + 1) keeps from being lost, on average."""
    short = np.stack(
        [
            np.maximum(samples - (position + edges[:, j])[:, None], 0).mean(axis=1, dtype=float)
            for j in range(edges.shape[1])
        ],
        axis=1,
    )
    return -np.diff(short, axis=1)


def spread_by_return(pieces: np.ndarray, gains: np.ndarray, unit_cost: np.ndarray, budget: float) -> np.ndarray:
    """(s,) units bought: pieces (s, J) in order of gain per money until nothing more fits.

    A later piece of a row is never bought before an earlier one. With equal piece costs and
    falling gains this greedy choice is optimal (Fox 1966).
    """
    price = pieces * unit_cost[:, None]
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.where(price > 0, gains / price, -np.inf)
    ratio = np.minimum.accumulate(ratio, axis=1)  # keeps the order within a row
    rows, columns = np.unravel_index(np.lexsort((np.arange(ratio.size), -ratio.ravel())), ratio.shape)
    bought = np.zeros(len(pieces))
    open_row = np.ones(len(pieces), dtype=bool)
    left = float(budget)
    for row, column in zip(rows.tolist(), columns.tolist(), strict=True):
        if not open_row[row] or pieces[row, column] <= 0:
            continue
        if price[row, column] > left + 1e-9:
            open_row[row] = False
            continue
        left -= price[row, column]
        bought[row] += pieces[row, column]
    return bought
