"""The run tables: the public contract of what a published run holds.

Columns may be added at the end, never renamed. Every DuckDB view has all of these
columns; what is not known is NULL, never NaN.
"""

from __future__ import annotations

from data.tables import Column, Kind, TableSpec

__all__ = ["DAILY_QUANTILES", "RUN_TABLES"]

#: Quantile levels of the per-period columns p05 ... p95.
DAILY_QUANTILES: tuple[float, ...] = (0.05, 0.10, 0.25, 0.50, 0.75, 0.90, 0.95)


def _columns(kinds: str) -> tuple[Column, ...]:
    """`"store_id:text mean:number:units"` -> columns; the third part is the unit."""
    columns = []
    for item in kinds.split():
        name, kind, *unit = item.split(":")
        columns.append(Column(name, _KINDS[kind], required=False, unit=unit[0] if unit else ""))
    return tuple(columns)


_KINDS: dict[str, Kind] = {k: k for k in ("text", "date", "number", "integer", "bool")}  # type: ignore[misc]

_SERIES = "store_id:text product_id:text "
_DAILY = " ".join(f"p{round(q * 100):02d}:number:units" for q in DAILY_QUANTILES)
_CUM_EXTRA = "cum_p05:number:units cum_p10:number:units cum_p25:number:units cum_p75:number:units"

RUN_TABLES: dict[str, TableSpec] = {
    spec.name: spec
    for spec in (
        TableSpec(
            "forecasts",
            _columns(
                _SERIES + "target:text date:date step:integer mean:number:units " + _DAILY + " "
                "cum_mean:number:units cum_p50:number:units cum_p90:number:units cum_p95:number:units "
                "model:text " + _CUM_EXTRA
            ),
            key=("store_id", "product_id", "target", "date"),
        ),
        TableSpec(
            "stats",
            _columns(
                _SERIES + "avg_daily_7d:number:units avg_daily_28d:number:units std_daily_28d:number:units "
                "cv:number trend:text trend_pct_28d:number:% peak_weekday:text promo_uplift_pct:number:% "
                "return_rate_pct:number:% revenue_90d:number:currency abc_class:text xyz_class:text "
                "demand_class:text"
            ),
            key=("store_id", "product_id"),
        ),
        TableSpec(
            "replenishment",
            _columns(
                _SERIES + "supplier_id:text on_hand:number:units on_order:number:units "
                "inventory_position:number:units lead_time_days:number:days review_period_days:number:days "
                "cycle_service_level:number:fraction protection_mean:number:units safety_stock:number:units "
                "reorder_point:number:units order_up_to:number:units eoq:number:units order_qty:number:units "
                "order_value:number:currency order_by:date days_of_cover:number:days stockout_date:date "
                "stockout_probability:number:fraction expected_lost_units:number:units action:text reason:text "
                # order_qty = order_up_to - inventory_position + demand_until_order (= shortfall) + moq_added
                # + rounding_added, exactly
                "shortfall:number:units demand_until_order:number:units moq_added:number:units "
                "rounding_added:number:units next_due_on:date protection_days:number:days "
                "lead_time_sd_days:number:days late_on_order:number:units classic_safety_stock:number:units "
                "classic_reorder_point:number:units excess_units:number:units policy_cost_26w:number:currency "
                "rule_cost_26w:number:currency saved_26w:number:currency "
                # the price that holds for order_qty, what is added to reach a price break or the supplier's
                # minimum order value (both within order_qty), and what another store could give instead
                "order_unit_cost:number:currency price_break_added:number:units minimum_value_added:number:units "
                "delivery_on:date transfer_units:number:units transfer_from:text"
            ),
            key=("store_id", "product_id"),
        ),
        TableSpec(
            "alerts",
            _columns("alert_id:text kind:text severity:text " + _SERIES + "value:number threshold:number message:text"),
            key=("alert_id",),
        ),
        TableSpec(
            "accuracy",
            _columns(
                _SERIES + "target:text model:text wape:number:fraction mase:number rmse:number:units "
                "mae:number:units mape:number:fraction bias_pct:number:% direction_accuracy:number:fraction "
                "coverage_80:number:fraction wql:number:fraction served:bool"
            ),
            key=("store_id", "product_id", "target", "model"),
        ),
        TableSpec(
            "backtest",  # the served model's forecasts of the test windows, made before it saw them
            _columns(
                _SERIES + "target:text date:date step:integer actual:number:units mean:number:units "
                "p10:number:units p50:number:units p90:number:units model:text"
            ),
            key=("store_id", "product_id", "target", "date"),
        ),
        TableSpec(
            "group_forecasts",
            _columns(
                "level:text group_id:text target:text date:date step:integer mean:number:units p10:number:units "
                "p50:number:units p90:number:units cum_mean:number:units cum_p10:number:units "
                "cum_p50:number:units cum_p90:number:units"
            ),
            key=("level", "group_id", "target", "date"),
        ),
        TableSpec(
            "group_accuracy",
            _columns(
                "level:text group_id:text target:text wape:number:fraction bias_pct:number:% "
                "coverage_80:number:fraction"
            ),
            key=("level", "group_id", "target"),
        ),
        TableSpec(
            "changes",
            _columns(
                _SERIES + "order_qty_before:number:units order_qty_now:number:units from_forecast:number:units "
                "from_stock:number:units from_open_orders:number:units from_lead_time:number:units "
                "from_policy:number:units"
            ),
            key=("store_id", "product_id"),
        ),
    )
}
