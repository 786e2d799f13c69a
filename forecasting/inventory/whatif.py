"""What-if: every recommendation recomputed under a changed assumption, side by side with today.

    inputs = load_inputs(connection, manifest)         # once per published run, then keep it
    table = whatif(inputs, Scenario("lead_time", 10), today=replenishment)
    table = whatif(inputs, Scenario("demand", 0.2, relative=True), rows=Rows(stores=("S1",)), window=(start, end))

`Scenario` has the fields of `rag.plan.Scenario`, which can be passed as it is. `value` is
the new value, the relative change with `relative` (0.2 = 20% more), or the added amount
with `added`:

| kind | value | what is recomputed |
|---|---|---|
| demand | relative change, or units a day | forecasts of the window (default: all steps) |
| promotion | relative uplift (default: `uplift` per series, else 0.3) | forecasts of the window |
| lead_time | days | all that rests on the protection period |
| cycle_service_level | fraction, or percent when above 1 | safety stock, levels, orders |
| budget | money | which orders fit, by marginal expected return |
| skip_order | - | the recommended orders are not placed before the next review |
| late_order | days late (default 7) | open orders arrive that much later |
| cancel_order | - (`unit`: the number of one order; else all) | open orders that never arrive |
| supplier_down | days without deliveries (default: no deliveries at all) | open orders and lead time |

The result has one row per affected series: store_id, product_id, supplier_id, then for each
name in `METRICS` the columns `<name>_today` and `<name>_scenario`; `stockout_probability`
and `expected_lost_units` also as `<name>_planned`: today's, with the recommended order placed
(only for budget, skip_order, late_order, cancel_order and supplier_down, where that is the question; else NaN).
Suppliers' minimum order values are left out of both sides.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

import numpy as np
import pandas as pd

from data.errors import DataError
from forecasting.inventory.assess import with_planned_orders
from forecasting.inventory.budget import spread_budget
from forecasting.inventory.inputs import InventoryInputs, subset
from forecasting.inventory.loading import load_inputs
from forecasting.inventory.recommend import recommend
from forecasting.inventory.settings import InventorySettings

__all__ = ["METRICS", "Rows", "Scenario", "load_inputs", "subset", "whatif"]

#: Shown side by side. `expected_sales` is the sum of means over the horizon (over the window where one is given).
METRICS = (
    "expected_sales", "lead_time_days", "cycle_service_level", "protection_mean", "safety_stock", "reorder_point",
    "order_up_to", "order_qty", "order_value", "order_by", "days_of_cover", "stockout_date", "stockout_probability",
    "expected_lost_units", "action",
)  # fmt: skip

_ABOUT_DELIVERIES = ("budget", "skip_order", "late_order", "cancel_order", "supplier_down")
_LATE_DAYS = 7.0
_PROMOTION_UPLIFT = 0.3


class ScenarioLike(Protocol):
    """What `whatif` reads of a scenario."""

    @property
    def kind(self) -> str: ...
    @property
    def value(self) -> float | None: ...
    @property
    def relative(self) -> bool: ...
    @property
    def added(self) -> bool: ...
    @property
    def unit(self) -> str: ...


@dataclass(frozen=True)
class Scenario:
    """A change to recompute under; see the table at the top of this file."""

    kind: str
    value: float | None = None
    relative: bool = False
    added: bool = False
    unit: str = ""


@dataclass(frozen=True)
class Rows:
    """Which series are affected: ids; an empty tuple means all."""

    products: tuple[str, ...] = ()
    stores: tuple[str, ...] = ()
    suppliers: tuple[str, ...] = ()

    def described(self) -> str:
        """What was asked for: "product P1 and store S9"."""
        named = (("product", self.products), ("store", self.stores), ("supplier", self.suppliers))
        return " and ".join(f"{kind} {' or '.join(ids)}" for kind, ids in named if ids) or "a forecast or stock"

    def of(self, inputs: InventoryInputs) -> np.ndarray:
        chosen = np.ones(len(inputs.series), dtype=bool)
        for wanted, values in (
            (self.products, inputs.series["product_id"]),
            (self.stores, inputs.series["store_id"]),
            (self.suppliers, inputs.terms["supplier_id"]),
        ):
            if wanted:
                chosen &= values.isin(wanted).to_numpy()
        return np.flatnonzero(chosen)


def whatif(
    inputs: InventoryInputs,
    scenario: ScenarioLike,
    rows: Rows | np.ndarray | None = None,
    *,
    settings: InventorySettings | None = None,
    today: pd.DataFrame | None = None,
    window: tuple[date, date] | None = None,
    uplift: np.ndarray | None = None,
) -> pd.DataFrame:
    """The affected series under `scenario`, beside today; see the top of this file.

    `today`: the published replenishment table (recomputed where not given). `uplift` (S,):
    relative promotion uplift per series of `inputs`. `DataError` for an unknown kind or a
    value that makes no sense.
    """
    settings = settings or InventorySettings()
    if scenario.kind not in _CHANGES:
        raise DataError(f"no what-if is called {scenario.kind!r}; there are {', '.join(_CHANGES)}")
    if scenario.value is not None and not np.isfinite(scenario.value):
        raise DataError(f"the what-if {scenario.kind} needs a finite number, not {scenario.value}")
    chosen = rows if isinstance(rows, np.ndarray) else (rows or Rows()).of(inputs)
    if isinstance(rows, Rows) and len(chosen) == 0:
        raise DataError(f"no product in a store has {rows.described()}")
    part = subset(inputs, chosen)
    now = _today(part, settings, today)
    change = _Change(part, settings, scenario, window, None if uplift is None else uplift[chosen], now)
    then = _CHANGES[scenario.kind](change)
    out = part.series[["store_id", "product_id"]].assign(supplier_id=part.terms["supplier_id"].to_numpy())
    steps = _window_steps(part, window)
    for table, source in ((now, part), (then.table, then.inputs)):
        table["expected_sales"] = np.round(source.mean[:, steps].sum(axis=1, dtype=float), 4)
    for name in METRICS:
        out[f"{name}_today"], out[f"{name}_scenario"] = now[name].to_numpy(), then.table[name].to_numpy()
    planned = with_planned_orders(part, settings, now) if scenario.kind in _ABOUT_DELIVERIES else {}
    for name in ("stockout_probability", "expected_lost_units"):
        out[f"{name}_planned"] = planned.get(name, np.nan)
    return out.reset_index(drop=True)


@dataclass
class _Change:
    inputs: InventoryInputs
    settings: InventorySettings
    scenario: ScenarioLike
    window: tuple[date, date] | None
    uplift: np.ndarray | None
    now: pd.DataFrame

    def value(self, default: float | None = None) -> float:
        if self.scenario.value is None:
            if default is None:
                raise DataError(f"the what-if {self.scenario.kind} needs a value")
            return default
        return float(self.scenario.value)


@dataclass
class _Outcome:
    inputs: InventoryInputs
    table: pd.DataFrame


def _recomputed(change: _Change, inputs: InventoryInputs, settings: InventorySettings | None = None) -> _Outcome:
    return _Outcome(inputs, recommend(inputs, settings or change.settings, with_reasons=False))


def _scaled(change: _Change, factor: np.ndarray | float) -> _Outcome:
    """Forecasts of the window times `factor` (S,) or a number."""
    inputs, steps = change.inputs, _window_steps(change.inputs, change.window)
    factors = np.ones(inputs.mean.shape, dtype=np.float32)
    factors[:, steps] = np.broadcast_to(np.asarray(factor, dtype=np.float32).reshape(-1, 1), (len(factors), len(steps)))
    scaled = replace(inputs, mean=inputs.mean * factors, quantiles=inputs.quantiles * factors[:, :, None])
    return _recomputed(change, scaled)


def _demand(change: _Change) -> _Outcome:
    value = change.value()
    if change.scenario.relative:
        factor: np.ndarray | float = 1 + value
    else:
        if value < 0 and not change.scenario.added:
            raise DataError(f"a demand is 0 units a day or more, not {value:g}; for a change in percent say relative")
        steps = _window_steps(change.inputs, change.window)
        days = np.diff(change.inputs.timeline.ends, prepend=0)[steps].sum()
        rate = change.inputs.mean[:, steps].sum(axis=1) / max(days, 1)
        wanted = rate + value if change.scenario.added else value
        factor = np.maximum(wanted, 0) / np.maximum(rate, 1e-6)
    if np.any(np.asarray(factor) < 0):
        raise DataError(f"demand cannot fall by more than 100% (asked: {100 * value:.0f}%)")
    return _scaled(change, factor)


def _promotion(change: _Change) -> _Outcome:
    if change.scenario.value is None and change.uplift is not None:
        return _scaled(change, 1 + np.maximum(np.nan_to_num(change.uplift, nan=_PROMOTION_UPLIFT), -1))
    uplift = change.value(_PROMOTION_UPLIFT)
    if uplift < -1:
        raise DataError(f"a promotion cannot lower demand by more than 100% (asked: {100 * uplift:.0f}%)")
    return _scaled(change, 1 + uplift)


def _moved(change: _Change, base: np.ndarray) -> np.ndarray:
    value = change.value()
    if change.scenario.relative:
        return base * (1 + value)
    return base + value if change.scenario.added else np.full(len(base), value)


def _lead_time(change: _Change) -> _Outcome:
    known = change.inputs.terms["lead_time_days"].fillna(change.settings.default_lead_time_days).to_numpy()
    days = _moved(change, known)
    if ((days < 0) | (days > 730)).any():
        raise DataError(f"a lead time is 0 to 730 days, not {days.min():g} to {days.max():g}")
    return _recomputed(change, replace(change.inputs, terms=change.inputs.terms.assign(lead_time_days=days)))


def _service(change: _Change) -> _Outcome:
    value = change.value()
    level = value / 100 if value > 1 else value
    if change.scenario.relative or change.scenario.added:
        step = value / 100 if abs(value) > 1 else value
        level = change.settings.cycle_service_level * (1 + step if change.scenario.relative else 1)
        level += step if change.scenario.added else 0.0
    if not 0.5 <= level <= 0.9999:
        raise DataError(f"a cycle service level is 50% to 99.99%, not {100 * level:g}%")
    settings = replace(change.settings, cycle_service_level=level, target="cycle_service_level")
    return _recomputed(change, change.inputs, settings)


def _budget(change: _Change) -> _Outcome:
    table = change.now.copy()
    if change.value() < 0:
        raise DataError(f"a budget is 0 or more, not {change.value():g}")
    bought = spread_budget(table, change.inputs, change.settings, change.value())
    table["order_qty"] = np.where(table["order_qty"].isna(), np.nan, bought)
    table["order_value"] = np.round(table["order_qty"] * change.inputs.terms["unit_cost"].to_numpy(), 4)
    left_out = (change.now["order_qty"] > 0) & (table["order_qty"] == 0)
    table.loc[left_out, "order_by"] = pd.NaT
    after = with_planned_orders(change.inputs, change.settings, table)
    for name in ("stockout_probability", "expected_lost_units"):
        table[name] = after[name]
    return _Outcome(change.inputs, table)


def _skip(change: _Change) -> _Outcome:
    """Nothing is ordered now: the stockout figures are those without the order."""
    table = change.now.copy()
    table.loc[table["order_qty"] > 0, ["order_qty", "order_value"]] = 0.0
    table["order_by"] = pd.NaT
    return _Outcome(change.inputs, table)


def _late(change: _Change) -> _Outcome:
    days = change.value(_LATE_DAYS)
    if days < 0:
        raise DataError(f"an order is late by 0 or more days, not {days:g}")
    inputs, orders = change.inputs, change.inputs.orders
    first = pd.Timestamp(inputs.as_of) + pd.Timedelta(days=1)  # a late order was expected on the next day
    expected = pd.to_datetime(orders["due_on"]).where(lambda d: d.isna() | (d >= first), first)
    return _recomputed(change, replace(inputs, orders=orders.assign(due_on=expected + pd.Timedelta(days=days))))


def _cancelled(change: _Change) -> _Outcome:
    inputs, number = change.inputs, change.scenario.unit
    orders = inputs.orders
    gone = orders["order_id"].astype(str) == number if number else orders["row"] >= 0
    if number and not gone.any():
        raise DataError(f"no open order of these products is called {number!r}")
    return _recomputed(change, replace(inputs, orders=orders[~gone].reset_index(drop=True)))


def _supplier_down(change: _Change) -> _Outcome:
    inputs = change.inputs
    if change.scenario.value is None:  # nothing comes at all: the quantities are what another supplier has to bring
        return _recomputed(change, replace(inputs, orders=inputs.orders.iloc[:0]))
    days = change.value()
    if days < 0:
        raise DataError(f"a supplier is down for 0 or more days, not {days:g}")
    up_again = pd.Timestamp(inputs.as_of) + pd.Timedelta(days=int(np.ceil(days)) + 1)
    due = pd.to_datetime(inputs.orders["due_on"])
    orders = inputs.orders.assign(due_on=due.where(due.isna() | (due > up_again), up_again))
    lead = inputs.terms["lead_time_days"].fillna(change.settings.default_lead_time_days) + days
    return _recomputed(change, replace(inputs, orders=orders, terms=inputs.terms.assign(lead_time_days=lead)))


_CHANGES: Mapping[str, Callable[[_Change], _Outcome]] = {
    "demand": _demand,
    "promotion": _promotion,
    "lead_time": _lead_time,
    "cycle_service_level": _service,
    "budget": _budget,
    "skip_order": _skip,
    "late_order": _late,
    "cancel_order": _cancelled,
    "supplier_down": _supplier_down,
}


def _window_steps(inputs: InventoryInputs, window: tuple[date, date] | None) -> np.ndarray:
    """Indices of the steps whose date lies in the window; all of them without one."""
    ends = inputs.timeline.ends
    if window is None:
        return np.arange(len(ends))
    start, end = ((day - inputs.as_of).days for day in window)
    return np.flatnonzero((ends >= start) & (ends <= end))


def _today(inputs: InventoryInputs, settings: InventorySettings, table: pd.DataFrame | None) -> pd.DataFrame:
    """The published rows of these series in their order; what was not published is recomputed.

    A supplier's minimum order value concerns all of its lines, affected or not: where there is
    one, both sides are told without it.
    """
    if table is None or (inputs.terms["min_order_value"] > 0).any():
        return recommend(inputs, settings, with_reasons=False)
    keys = pd.MultiIndex.from_frame(inputs.series[["store_id", "product_id"]])
    known = table.set_index(["store_id", "product_id"])
    if not known.index.is_unique or not keys.isin(known.index).all():
        return recommend(inputs, settings, with_reasons=False)
    return known.reindex(keys).reset_index()
