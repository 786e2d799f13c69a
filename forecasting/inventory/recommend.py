"""The replenishment table: what to order, by when, and why, for every store and product."""

from __future__ import annotations

import numpy as np
import pandas as pd

from forecasting.inventory.assess import PathMemo, stock_state, summed_demand
from forecasting.inventory.calendars import delivery_days
from forecasting.inventory.constraints import capped_by_shelf_life
from forecasting.inventory.eoq import economic_order_quantity
from forecasting.inventory.inputs import InventoryInputs
from forecasting.inventory.lots import order_lots
from forecasting.inventory.prices import at_price_breaks
from forecasting.inventory.reasons import reasons
from forecasting.inventory.safety_stock import classic_safety_stock
from forecasting.inventory.settings import InventorySettings
from forecasting.inventory.terms import Terms, filled_terms
from forecasting.inventory.timeline import at_days
from forecasting.run_tables import RUN_TABLES

__all__ = ["recommend"]


def recommend(
    inputs: InventoryInputs,
    settings: InventorySettings | None = None,
    *,
    with_reasons: bool = True,
    memo: PathMemo | None = None,
) -> pd.DataFrame:
    """One row per (store, product), with the columns of the contract.

    The last columns are the exact arithmetic of the order: order_up_to - inventory_position +
    demand_until_order = shortfall, and shortfall + moq_added + rounding_added +
    price_break_added + minimum_value_added (see `together`) = order_qty.
    What cannot be computed is NaN, None or NaT, and `reason` says why. `memo` keeps the demand paths of these inputs
    between calls that differ in the service level or the safety factor only.
    """
    settings = settings or InventorySettings()
    terms = filled_terms(inputs, settings)
    state = stock_state(inputs, terms, settings)
    summed_demand(inputs, terms, settings, state, memo)
    _levels(inputs, terms, settings, state)
    _due(inputs, terms, settings, state)
    _actions(inputs, terms, settings, state)
    table = _table(inputs, terms, settings, state)
    if with_reasons:
        table["reason"] = reasons(table, inputs, terms, settings, state)
    return table


def _levels(inputs: InventoryInputs, terms: Terms, settings: InventorySettings, state: dict[str, np.ndarray]) -> None:
    """Reorder point, order-up-to level, EOQ, and the classic formulas beside them."""
    mean = np.round(state["protection_mean"], 4)
    if settings.policy == "returns_factor":
        reorder = mean * settings.safety_factor
    else:
        # Where demand is so rare that the quantile is below the mean, the safety stock is negative: by definition.
        reorder = state["quantile"]
    state["protection_mean"], state["reorder_point"] = mean, np.round(reorder, 4)
    state["safety_stock"] = np.round(state["reorder_point"] - mean, 4)
    horizon = inputs.timeline.horizon_days
    daily = state["horizon_cum"][:, -1] / horizon
    cost = inputs.terms["order_cost"].to_numpy(float)
    cost = np.where(np.isnan(cost) & (settings.default_order_cost > 0), settings.default_order_cost, cost)
    eoq = economic_order_quantity(daily * 365, cost, inputs.terms["unit_cost"].to_numpy(float) * settings.holding_rate)
    state["eoq"] = np.where(state["known"], np.round(eoq, 4), np.nan)
    lot = np.nan_to_num(state["eoq"]) if settings.policy in ("s_S", "R_Q") else 0.0
    state["order_up_to"] = np.round(state["reorder_point"] + lot, 4)
    sd = _daily_sd(inputs)
    classic = classic_safety_stock(terms.level, daily, sd, terms.lead, terms.lead_sd, terms.review)
    state["classic_safety_stock"] = np.where(state["known"], np.round(classic, 4), np.nan)
    state["classic_reorder_point"] = np.round(state["protection_mean"] + state["classic_safety_stock"], 4)


def _daily_sd(inputs: InventoryInputs) -> np.ndarray:
    """Standard deviation of one day's demand read off the marginal p10 and p90 (normal: 2.563 sd apart)."""
    levels = np.asarray(inputs.levels)
    low, high = int(np.abs(levels - 0.1).argmin()), int(np.abs(levels - 0.9).argmin())
    per_step = np.nan_to_num(inputs.quantiles[:, :, high] - inputs.quantiles[:, :, low]).mean(axis=1) / 2.563
    return per_step / np.sqrt(np.diff(inputs.timeline.ends, prepend=0).mean())


def _due(inputs: InventoryInputs, terms: Terms, settings: InventorySettings, state: dict[str, np.ndarray]) -> None:
    """When the next order falls due, and its quantity with lots."""
    position, reorder = state["position"], state["reorder_point"]
    with np.errstate(invalid="ignore"):
        below = position[:, None] - state["horizon_cum"] < reorder[:, None] - 1e-9
    falls = below.any(axis=1)
    day = np.where(falls, below.argmax(axis=1), -1)  # end of that day is below: order by the day after
    soon = falls & (day > 0) & (day <= np.ceil(terms.review))
    state["due_now"], state["due_soon"] = falls & (day == 0), soon
    state["next_due"] = np.where(falls, day + 1, -1)
    state["waits"] = np.zeros(len(day), dtype=bool)  # due, but the supplier takes no order tomorrow
    if terms.timing is not None:
        state["next_due"] = terms.timing.order_day(inputs.as_of, state["next_due"])
        state["waits"] = state["due_now"] & (state["next_due"] > 1)
    ordering = state["due_now"] | soon
    index = np.arange(len(day))
    until = np.where(soon, state["horizon_cum"][index, np.maximum(day, 0)], 0.0)
    state["demand_until_order"] = np.where(ordering, np.round(until, 4), np.nan)
    shortfall = np.round(state["order_up_to"] - position + np.where(soon, np.round(until, 4), 0.0), 4)
    lot = np.nan_to_num(state["eoq"]) if settings.policy == "R_Q" else np.zeros(len(day))
    lots = order_lots(np.where(ordering, shortfall, 0.0), terms.moq, terms.multiple, lot)
    computable = state["known"] & state["stocked"]
    quantity, cut = lots.quantity, np.zeros(len(day))
    shelf_life = inputs.terms["shelf_life_days"].to_numpy(float)
    sells = np.full(len(day), np.nan)
    if not np.isnan(shelf_life).all():
        sells = at_days(state["cum_mean"], terms.lead + np.nan_to_num(shelf_life))
        sells = np.where(np.isnan(shelf_life), np.nan, sells)
        quantity, cut = capped_by_shelf_life(lots, shortfall, np.nan_to_num(position), sells, terms.multiple)
    daily = state["horizon_cum"][:, -1] / inputs.timeline.horizon_days
    room = np.where(np.isnan(sells), np.inf, sells - np.nan_to_num(position))
    broken = at_price_breaks(inputs, np.where(computable, quantity, 0.0), terms.multiple, daily, room, settings)
    state["order_qty"], state["expiry_cut"] = np.where(computable, broken.quantity, np.nan), cut
    state["unit_cost"] = broken.unit_cost
    state["shortfall"] = np.where(ordering, shortfall, np.nan)
    state["moq_added"] = np.where(ordering, lots.moq_added, np.nan)
    state["rounding_added"] = np.where(ordering, np.round(lots.rounding_added - cut, 4), np.nan)
    state["price_break_added"] = np.where(ordering, broken.added, np.nan)


def _actions(inputs: InventoryInputs, terms: Terms, settings: InventorySettings, state: dict[str, np.ndarray]) -> None:
    """order_now, expedite, order_soon, excess or ok; None where nothing can be said."""
    arrival = 1 + np.ceil(terms.lead - 1e-9)  # ordered tomorrow
    used_up = state["used_up"]
    too_late = (used_up > 0) & (used_up < arrival)
    need = np.maximum(state["horizon_cum"][:, -1], np.nan_to_num(state["order_up_to"]))
    limit = np.maximum(settings.excess_factor * need, need + settings.excess_min_units)
    dead = ~state["known"] & _not_sold_for_a_year(inputs) & (np.nan_to_num(inputs.on_hand) > 0)
    excess = (state["known"] & state["stocked"] & (np.nan_to_num(inputs.on_hand) > limit)) | dead
    action = np.full(len(used_up), None, dtype=object)
    action[state["known"] & state["stocked"]] = "ok"
    action[excess] = "excess"
    action[state["due_soon"] | state["waits"]] = "order_soon"
    action[state["due_now"] & ~state["waits"]] = "order_now"
    action[state["due_now"] & too_late] = "expedite"
    state["action"], state["dead"] = action, dead
    over = np.where(dead, inputs.on_hand, inputs.on_hand - need)
    state["excess_units"] = np.where(action == "excess", np.round(over, 4), np.nan)


def _not_sold_for_a_year(inputs: InventoryInputs) -> np.ndarray:
    if inputs.last_sale is None:
        return np.zeros(len(inputs.series), dtype=bool)
    since = np.datetime64(inputs.as_of) - inputs.last_sale
    return np.isnat(inputs.last_sale) | (since >= np.timedelta64(365, "D"))


def _table(
    inputs: InventoryInputs, terms: Terms, settings: InventorySettings, state: dict[str, np.ndarray]
) -> pd.DataFrame:
    both = state["known"] & state["stocked"]
    ordering = state["due_now"] | state["due_soon"]
    arrives = state["next_due"] + np.ceil(terms.lead - 1e-9).astype(int)
    if terms.timing is not None:
        arrives = delivery_days(inputs, terms, state["next_due"])

    def day(offset: np.ndarray, given: np.ndarray) -> pd.Series:
        # Whole dates as Python objects would cost seconds at 100,000 rows; DuckDB casts timestamps to DATE.
        dates = np.datetime64(inputs.as_of, "s") + np.maximum(offset, 0).astype("timedelta64[D]").astype(
            "timedelta64[s]"
        )
        return pd.Series(np.where(given, dates, np.datetime64("NaT", "s")))

    values = {
        "store_id": inputs.series["store_id"].to_numpy(),
        "product_id": inputs.series["product_id"].to_numpy(),
        "supplier_id": inputs.terms["supplier_id"].to_numpy(),
        "on_hand": inputs.on_hand,
        "on_order": state["on_order"],
        "inventory_position": state["position"],
        "lead_time_days": terms.lead,
        "review_period_days": terms.review,
        "cycle_service_level": np.where(
            state["known"] & (settings.target == "fill_rate"), np.round(state["achieved"], 4), np.round(terms.level, 6)
        ),
        "protection_mean": state["protection_mean"],
        "safety_stock": state["safety_stock"],
        "reorder_point": state["reorder_point"],
        "order_up_to": state["order_up_to"],
        "eoq": state["eoq"],
        "order_qty": state["order_qty"],
        "order_value": np.round(np.where(both, state["order_qty"] * state["unit_cost"], np.nan), 4),
        "order_by": day(state["next_due"], ordering),
        "days_of_cover": np.round(state["cover"], 4),
        "stockout_date": day(state["used_up"], both & (state["used_up"] > 0)),
        "stockout_probability": np.round(state["stockout_probability"], 6),
        "expected_lost_units": np.round(state["expected_lost_units"], 4),
        "action": state["action"],
        "reason": None,
        "shortfall": state["shortfall"],
        "demand_until_order": state["demand_until_order"],
        "moq_added": state["moq_added"],
        "rounding_added": state["rounding_added"],
        "next_due_on": day(state["next_due"], both & (state["next_due"] > 0)),
        "protection_days": terms.protection,
        "lead_time_sd_days": terms.lead_sd,
        "late_on_order": state["late"],
        "classic_safety_stock": state["classic_safety_stock"],
        "classic_reorder_point": state["classic_reorder_point"],
        "excess_units": state["excess_units"],
        "order_unit_cost": np.where(ordering & both, state["unit_cost"], np.nan),
        "price_break_added": state["price_break_added"],
        "minimum_value_added": np.where(ordering, 0.0, np.nan),  # `together` tops orders up
        "delivery_on": day(arrives, ordering),
        "transfer_units": np.nan,
        "transfer_from": None,
    }
    for later in ("policy_cost_26w", "rule_cost_26w", "saved_26w"):  # the replay of the past fills these in
        values[later] = np.nan
    return pd.DataFrame(values)[list(RUN_TABLES["replenishment"].names)]
