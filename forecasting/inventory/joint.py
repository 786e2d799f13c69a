"""Joint orders: what goes onto one supplier's order together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from forecasting.inventory.constraints import with_minimum_value

__all__ = ["JointCycle", "joint_cycle", "joint_orders"]


def joint_orders(
    table: pd.DataFrame,
    products: pd.DataFrame | None = None,
    minimum_value: Mapping[str, float] | None = None,
    include_soon: bool = True,
) -> pd.DataFrame:
    """Order lines per supplier: due now, and with them what falls due soon; topped up to the supplier's minimum.

    `table` is the replenishment table. A supplier with nothing due now gets no order.
    Columns: supplier_id, store_id, product_id, order_qty (recommended), quantity (with the
    top-up), unit_cost, order_value, joined (True: not due yet, comes along), topped_up.
    Lines without a supplier are grouped under None.
    """
    wanted = table[(table["order_qty"] > 0) & table["action"].isin(["order_now", "expedite", "order_soon"])]
    due = wanted["action"].isin(["order_now", "expedite"])
    if not include_soon:
        wanted, due = wanted[due], due[due]
    active = set(wanted.loc[due, "supplier_id"].fillna(""))
    keep = wanted["supplier_id"].fillna("").isin(active)
    lines = wanted[keep].assign(joined=~due[keep], quantity=lambda d: d["order_qty"])
    lines = _with_terms(lines, products)
    for supplier, least in (minimum_value or {}).items():
        mine = (lines["supplier_id"] == supplier).to_numpy()
        if mine.any():
            part = lines[mine]
            lines.loc[mine, "quantity"] = with_minimum_value(
                part["order_qty"].to_numpy(float),
                part["unit_cost"].to_numpy(float),
                part["multiple"].to_numpy(float),
                (part["protection_mean"] / part["protection_days"].clip(lower=1)).to_numpy(float),
                least,
            )
    lines = lines.assign(
        order_value=(lines["quantity"] * lines["unit_cost"]).round(4), topped_up=lines["quantity"] - lines["order_qty"]
    )
    columns = [
        "supplier_id", "store_id", "product_id", "order_qty", "quantity", "unit_cost", "order_value", "joined",
        "topped_up",
    ]  # fmt: skip
    return lines[columns].sort_values(["supplier_id", "store_id", "product_id"]).reset_index(drop=True)


def _with_terms(lines: pd.DataFrame, products: pd.DataFrame | None) -> pd.DataFrame:
    unit_cost = (lines["order_value"] / lines["order_qty"]).to_numpy(float)
    multiple = np.ones(len(lines))
    if products is not None and "order_multiple" in products:
        known = products.drop_duplicates("product_id").set_index("product_id")["order_multiple"]
        multiple = lines["product_id"].map(known).fillna(1.0).to_numpy(float)
    return lines.assign(unit_cost=unit_cost, multiple=np.where(multiple > 0, multiple, 1.0))


@dataclass(frozen=True)
class JointCycle:
    """Base cycle in units of time, the multiple of it for each product, and the cost per unit of time."""

    base: float
    multiples: tuple[int, ...]
    cost: float


def joint_cycle(
    shared_cost: float, own_costs: Sequence[float], holding: Sequence[float], demand: Sequence[float]
) -> JointCycle:
    """Joint replenishment by Silver's heuristic (Silver, Pyke & Thomas, 4th ed., 10.4.2).

    The product with the smallest k_i / (h_i d_i) sets the base cycle; the others come along
    every m_i = round(sqrt(k_i / (h_i d_i) * h_1 d_1 / (K + k_1))) cycles, at least 1.
    """
    k, hd = np.asarray(own_costs, float), np.asarray(holding, float) * np.asarray(demand, float)
    if (hd <= 0).any():
        raise ValueError("demand and holding cost must be above 0")
    first = int(np.argmin(k / hd))
    ratio = np.sqrt(k / hd * hd[first] / (shared_cost + k[first]))
    # The integer m with m (m - 1) <= ratio^2 <= m (m + 1) minimises the cost of the product.
    m = np.maximum(np.ceil((-1 + np.sqrt(1 + 4 * ratio**2)) / 2 - 1e-12), 1).astype(int)
    m[first] = 1
    fixed, carried = shared_cost + (k / m).sum(), (m * hd).sum() / 2
    base = float(np.sqrt(fixed / carried))
    return JointCycle(base, tuple(int(x) for x in m), float(fixed / base + carried * base))
