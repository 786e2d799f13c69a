"""What the stock, the open orders and the demand paths say, before any decision."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from forecasting.inventory.demand import daily_demand, lead_time_draws
from forecasting.inventory.inputs import InventoryInputs, subset
from forecasting.inventory.projection import days_of_cover, first_day_used_up, path_figures, receipts, supply
from forecasting.inventory.safety_stock import fill_rate_level
from forecasting.inventory.settings import InventorySettings
from forecasting.inventory.terms import Terms, filled_terms
from forecasting.inventory.timeline import SEASON, at_days

__all__ = ["PathMemo", "protection_samples", "stock_state", "summed_demand", "with_planned_orders"]


#: Figures of chunks of paths, by what they depend on; for one InventoryInputs and its terms.
PathMemo = dict[tuple[bool, bool, int, int, bytes], dict[str, np.ndarray]]


def stock_state(inputs: InventoryInputs, terms: Terms, settings: InventorySettings) -> dict[str, np.ndarray]:
    """What follows from stock, open orders and the mean forecast alone."""
    timeline, rows = inputs.timeline, len(inputs.series)
    known = inputs.forecast_known
    mean = np.nan_to_num(inputs.mean).astype(np.float64)
    if is_net(settings) and inputs.returns_mean is not None:
        mean = np.maximum(mean - np.nan_to_num(inputs.returns_mean), 0.0)
    expiry = terms.lead + np.nan_to_num(inputs.terms["shelf_life_days"].to_numpy(float))
    reach = max(float(terms.protection.max(initial=1.0)), float(expiry.max(initial=1.0)), timeline.horizon_days)
    cum_mean = timeline.cumulative(mean, reach)
    horizon_cum = cum_mean[:, : timeline.horizon_days + 1]
    arriving = receipts(inputs.orders, timeline, terms.lead, cum_mean.shape[1] - 1, rows)
    supplied = supply(inputs.on_hand, arriving)
    row = inputs.orders["row"].to_numpy(dtype=int)
    quantity = inputs.orders["quantity"].to_numpy(dtype=float)
    late = (inputs.orders["due_on"] <= pd.Timestamp(inputs.as_of)).to_numpy(dtype=bool)
    used_up = first_day_used_up(supplied[:, : timeline.horizon_days + 1], horizon_cum)
    season = int(np.diff(timeline.ends, prepend=0)[-SEASON.get(timeline.frequency, 7) :].sum())
    return {
        "known": known,
        "stocked": ~np.isnan(inputs.on_hand),
        "cum_mean": cum_mean,
        "horizon_cum": horizon_cum,
        "supplied": supplied,
        "on_order": np.bincount(row, quantity, rows),
        "late": np.bincount(row[late], quantity[late], rows),
        "late_count": np.bincount(row[late], minlength=rows),
        "position": inputs.on_hand + np.bincount(row, quantity, rows),
        "protection_mean": np.where(known, at_days(cum_mean, terms.protection), np.nan),
        "used_up": used_up,
        "cover": np.where(known, days_of_cover(inputs.on_hand, horizon_cum, season), np.nan),
    }


def summed_demand(
    inputs: InventoryInputs,
    terms: Terms,
    settings: InventorySettings,
    state: dict[str, np.ndarray],
    memo: PathMemo | None = None,
) -> None:
    """Reorder quantile, stockout probability and lost units from the sample paths, chunk by chunk.

    The paths do not depend on the service level: a caller that asks for several levels of the same inputs keeps them
    in `memo`.
    """
    rows = len(inputs.series)
    for name in ("quantile", "achieved", "stockout_probability", "expected_lost_units"):
        state[name] = np.full(rows, np.nan)
    todo = np.flatnonzero(state["known"])
    longest = np.ceil(terms.protection + 4 * terms.lead_sd - 1e-9)
    todo = todo[np.argsort(longest[todo], kind="stable")]  # like lengths together: short ones stop early
    size = max(int(settings.chunk_cells // (settings.paths * 4)), 1)
    for start in range(0, len(todo), size):
        _one_chunk(inputs, terms, settings, state, todo[start : start + size], memo)
    for name in ("stockout_probability", "expected_lost_units"):
        state[name][~state["stocked"]] = np.nan


def _one_chunk(
    inputs: InventoryInputs,
    terms: Terms,
    settings: InventorySettings,
    state: dict[str, np.ndarray],
    chunk: np.ndarray,
    memo: PathMemo | None,
) -> None:
    key = (is_net(settings), settings.target == "fill_rate", settings.paths, settings.seed, chunk.tobytes())
    figures = memo.get(key) if memo is not None else None
    if figures is None:
        figures = _figures(inputs, terms, settings, state["supplied"][chunk], chunk)
        if memo is not None:
            memo[key] = figures
    summed = figures["summed"]
    if settings.target == "fill_rate":
        level = fill_rate_level(summed, figures["at_lead"], settings.fill_rate)
    else:
        level = np.empty(len(chunk))
        for wanted in np.unique(terms.level[chunk]):
            mine = terms.level[chunk] == wanted
            level[mine] = np.quantile(summed[mine], wanted, axis=1)
    state["quantile"][chunk] = level
    state["achieved"][chunk] = (summed <= level[:, None] + 1e-6).mean(axis=1)
    for name in ("stockout_probability", "expected_lost_units"):
        state[name][chunk] = figures[name]


def _figures(
    inputs: InventoryInputs, terms: Terms, settings: InventorySettings, supplied: np.ndarray, chunk: np.ndarray
) -> dict[str, np.ndarray]:
    """One pass over the demand paths of a chunk, long enough for its longest sampled lead time."""
    lead, review = terms.lead[chunk], terms.review[chunk]
    days = max(float(np.ceil(terms.protection + 4 * terms.lead_sd - 1e-9)[chunk].max()), 1.0)
    if terms.lead_sd[chunk].any():
        leads = lead_time_draws(lead, terms.lead_sd[chunk], settings.paths, settings.seed)
    else:
        leads = lead[:, None]
    returned = None
    if is_net(settings) and inputs.returns_mean is not None:
        returned = np.diff(inputs.timeline.cumulative(np.nan_to_num(inputs.returns_mean[chunk]), days), axis=1)
    return path_figures(
        daily_demand(inputs, chunk, days, settings.paths, settings.seed),
        until=leads + review[:, None],
        protection=terms.protection[chunk],
        supplied=supplied,
        returned=returned,
        lead=leads if settings.target == "fill_rate" else None,
    )


def is_net(settings: InventorySettings) -> bool:
    """Whether forecast returns are taken off the demand."""
    return settings.returns == "net" or settings.policy == "returns_factor"


def protection_samples(inputs: InventoryInputs, settings: InventorySettings, rows: np.ndarray) -> np.ndarray:
    """(len(rows), n) sampled demand over lead time + review period of the series at `rows`."""
    terms = filled_terms(inputs, settings)
    out = np.zeros((len(rows), settings.paths), dtype=np.float32)
    size = max(int(settings.chunk_cells // (settings.paths * 4)), 1)
    for start in range(0, len(rows), size):
        chunk = rows[start : start + size]
        supplied = np.zeros((len(chunk), 2))
        out[start : start + size] = _figures(inputs, terms, settings, supplied, chunk)["summed"]
    return out


def with_planned_orders(
    inputs: InventoryInputs, settings: InventorySettings, table: pd.DataFrame
) -> dict[str, np.ndarray]:
    """stockout_probability and expected_lost_units once the orders of `table` are placed.

    Each arrives on its `delivery_on`, else one lead time after its `order_by`; rows without an order keep the table's
    figures. Same protection period.
    """
    out = {n: table[n].to_numpy(float).copy() for n in ("stockout_probability", "expected_lost_units")}
    ordered = np.flatnonzero((table["order_qty"].fillna(0) > 0).to_numpy())
    if len(ordered) == 0:
        return out
    part, bought = subset(inputs, ordered), table.iloc[ordered]
    terms = filled_terms(part, settings)
    tomorrow = pd.Timestamp(inputs.as_of) + pd.Timedelta(days=1)
    placed = pd.to_datetime(bought["order_by"]).fillna(tomorrow).to_numpy()
    due = placed + pd.to_timedelta(np.ceil(terms.lead), unit="D").to_numpy()
    if "delivery_on" in bought:  # a run from before that column has none
        due = pd.to_datetime(bought["delivery_on"]).fillna(pd.Series(due, bought.index)).to_numpy()
    planned = pd.DataFrame(
        {
            "row": np.arange(len(ordered)),
            "quantity": bought["order_qty"].to_numpy(float),
            "due_on": due,
            "ordered_on": placed,
        }
    )
    orders = pd.concat([part.orders, planned], ignore_index=True) if len(part.orders) else planned
    state = stock_state(replace(part, orders=orders), terms, settings)
    summed_demand(part, terms, settings, state)
    for name, values in out.items():
        values[ordered] = state[name]
    return out
