"""Settings of the inventory stage: targets, defaults and alert thresholds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from data.errors import SettingsError

__all__ = ["AlertSettings", "InventorySettings", "LeadTimes", "Policy", "ReturnsRule", "Target"]

Target = Literal["cycle_service_level", "fill_rate", "cost"]
Policy = Literal["base_stock", "s_S", "R_Q", "returns_factor"]
ReturnsRule = Literal["gross", "net"]
LeadTimes = Literal["measured", "told"]


@dataclass(frozen=True)
class InventorySettings:
    """`[inventory]` of settings.toml. Days are calendar days, rates are fractions of one.

    `target` says what the safety stock aims at: `cycle_service_level` (the chance of no
    stockout in a protection period), `fill_rate` (the share of units delivered from
    stock) or `cost` (the newsvendor's critical ratio from margin and holding cost).
    `policy`: `base_stock` refills to the reorder point; `s_S` refills to the reorder point
    plus the economic order quantity; `R_Q` orders whole multiples of that quantity;
    `returns_factor` is the published simple rule (forecast sales - forecast returns) x
    `safety_factor`, in place of the demand distribution.
    `returns` = `net` takes forecast returns off the demand; `gross` (default) does not,
    because a returned unit is not always fit to be sold again.
    """

    default_lead_time_days: float = 7.0
    default_review_period_days: float = 7.0
    target: Target = "cycle_service_level"
    cycle_service_level: float = 0.95
    fill_rate: float = 0.98
    policy: Policy = "base_stock"
    returns: ReturnsRule = "gross"
    safety_factor: float = 1.2  # 1.0 to 2.0, only for policy = returns_factor
    holding_rate: float = 0.2  # per year, of unit_cost
    default_order_cost: float = 0.0  # currency per order; 0: no EOQ without the supplier's own figure
    default_order_multiple: float = 1.0  # units; 1 keeps orders whole
    lost_sales: bool = True  # False: unmet demand waits (backorders)
    excess_factor: float = 2.0  # stock above this many times the horizon's need is excess
    excess_min_units: float = 3.0  # ... and at least this many units above it
    lead_times: LeadTimes = "measured"  # from the deliveries table, where it has 5 or more of a supplier; or as "told"
    minimum_value_days: float = 90.0  # a supplier's minimum order value is met with at most so many days of demand more
    transfers: bool = True  # say where another store could give what is to be ordered
    track_record: bool = True  # what the policy would have cost over the last 26 weeks (0.3 ms per series)
    paths: int = 400  # sample paths per series
    seed: int = 7
    chunk_cells: int = 2_000_000  # float32 cells of sample paths in work at a time (8 MB: fits a CPU cache)

    def __post_init__(self) -> None:
        _between("cycle_service_level", self.cycle_service_level, 0.5, 0.9999)
        _between("fill_rate", self.fill_rate, 0.5, 0.9999)
        _between("safety_factor", self.safety_factor, 1.0, 2.0)
        _between("holding_rate", self.holding_rate, 0.0, 5.0)
        _between("default_lead_time_days", self.default_lead_time_days, 0.0, 730.0)
        _between("default_review_period_days", self.default_review_period_days, 0.0, 365.0)
        _between("excess_factor", self.excess_factor, 1.0, 100.0)
        _between("paths", self.paths, 20, 10_000)
        _between("minimum_value_days", self.minimum_value_days, 0.0, 730.0)
        for name, value, allowed in (
            ("target", self.target, ("cycle_service_level", "fill_rate", "cost")),
            ("policy", self.policy, ("base_stock", "s_S", "R_Q", "returns_factor")),
            ("returns", self.returns, ("gross", "net")),
            ("lead_times", self.lead_times, ("measured", "told")),
        ):
            if value not in allowed:
                raise SettingsError(f"[inventory] {name} is {value!r}; expected one of {', '.join(allowed)}")
        if self.default_order_multiple <= 0 or self.chunk_cells < 100_000:
            raise SettingsError("[inventory] default_order_multiple must be above 0 and chunk_cells at least 100000")


@dataclass(frozen=True)
class AlertSettings:
    """`[alerts]` of settings.toml: a figure at or beyond its threshold raises the alert."""

    return_rate_pct: float = 15.0
    return_rate_critical_pct: float = 30.0
    volatility_cv: float = 1.5  # coefficient of variation of daily sales
    volatility_min_daily: float = 1.0  # units per day; below it every series is volatile and nobody can act on it
    demand_spike_pct: float = 50.0  # forecast of the next days over the average of the last 28 days
    demand_spike_min_units: float = 5.0
    stockout_warning: float = 0.20  # stockout_probability
    stockout_critical: float = 0.50
    stockout_horizon_lead_times: float = 1.0  # warn this many lead times ahead
    drift_bias_pct: float = 25.0
    drift_critical_pct: float = 60.0
    drift_min_daily: float = 0.5
    late_order_days: int = 1
    late_order_critical_days: int = 7

    def __post_init__(self) -> None:
        _between("stockout_warning", self.stockout_warning, 0.0, 1.0, "alerts")
        _between("stockout_critical", self.stockout_critical, self.stockout_warning, 1.0, "alerts")
        if self.late_order_days < 1 or self.late_order_critical_days < self.late_order_days:
            raise SettingsError("[alerts] late_order_days must be at least 1 and at most late_order_critical_days")


def _between(name: str, value: float, low: float, high: float, section: str = "inventory") -> None:
    if not low <= value <= high:
        raise SettingsError(f"[{section}] {name} is {value}; expected {low} to {high}")
