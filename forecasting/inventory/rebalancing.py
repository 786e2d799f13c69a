"""Moving stock between stores before buying more."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from data.errors import SettingsError

__all__ = ["RebalancingSettings", "transfers"]


@dataclass(frozen=True)
class RebalancingSettings:
    """A store gives only what it has above `keep_levels` times its order-up-to level (and the horizon's need)."""

    keep_levels: float = 1.0
    minimum_units: float = 1.0
    cost_per_transfer: float = 0.0  # currency; a transfer must be worth more than this

    def __post_init__(self) -> None:
        if self.keep_levels < 1 or self.minimum_units <= 0 or self.cost_per_transfer < 0:
            raise SettingsError(
                "[rebalancing] keep_levels is at least 1, minimum_units above 0, cost_per_transfer not below 0"
            )


def transfers(
    table: pd.DataFrame, unit_cost: pd.Series | None = None, settings: RebalancingSettings | None = None
) -> pd.DataFrame:
    """Suggested transfers: product_id, from_store, to_store, quantity (whole units), value_moved.

    Gives: action `excess`. Takes: an order is due (its `shortfall`), largest share of expected lost
    units first. Never more than the giver's excess or the taker's shortfall; no store gives
    and takes the same product. `unit_cost` maps product_id to the value of a unit.
    """
    settings = settings or RebalancingSettings()
    floor = settings.keep_levels * table["order_up_to"]
    spare = np.minimum(table["excess_units"], table["on_hand"] - floor)
    givers = table.assign(spare=np.floor(spare))[(table["action"] == "excess") & (spare >= settings.minimum_units)]
    due = table["action"].isin(["order_now", "expedite"])
    takers = table.assign(need=np.floor(table["shortfall"]))[due & (table["shortfall"] >= settings.minimum_units)]
    takers = takers[takers["product_id"].isin(givers["product_id"])]
    rows = []
    for product, wanting in takers.groupby("product_id", sort=True):
        giving = givers[givers["product_id"] == product].sort_values(["spare", "store_id"], ascending=[False, True])
        left = dict(zip(giving["store_id"], giving["spare"], strict=True))
        value = float(unit_cost.get(product, np.nan)) if unit_cost is not None else np.nan
        for taker in wanting.sort_values(["expected_lost_units", "store_id"], ascending=[False, True]).to_dict(
            "records"
        ):
            need = float(taker["need"])
            for store in list(left):
                moved = min(need, left[store])
                if moved < settings.minimum_units or (moved * value) < settings.cost_per_transfer:
                    continue
                rows.append((product, store, taker["store_id"], moved, moved * value))
                need, left[store] = need - moved, left[store] - moved
    return pd.DataFrame(rows, columns=["product_id", "from_store", "to_store", "quantity", "value_moved"])
