"""The semantic layer: every measure a buyer can ask for, governed in one place.

Understanding picks measure ids, typed queries turn them into SQL, the writer takes label
and unit from here, and the verifier knows from here which role a number may play.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["GAPS", "MEASURES", "SOLD_THROUGH", "Measure", "ValueKind", "measure"]

ValueKind = Literal["number", "date", "text"]
Grain = Literal["series", "product", "store", "supplier", "run"]
Additivity = Literal["sum", "mean", "group_table", "recompute", "none"]


@dataclass(frozen=True)
class Measure:
    """One governed measure.

    `additivity` says how a value for many series comes from the parts: `sum`; `mean`;
    `group_table` (read from group_forecasts or group_accuracy, because quantiles and
    errors do not add); `recompute` (a ratio: numerator and denominator are summed
    first); `none` (only listed per series).
    `scale` turns the stored value into the told one (fractions are told as percent).
    """

    id: str
    label: str
    unit: str
    table: str
    column: str
    kind: ValueKind = "number"
    grain: Grain = "series"
    additivity: Additivity = "sum"
    windowed: bool = False
    target: str | None = None
    scale: float = 1.0
    decimals: int = 1


def _forecast(id: str, label: str, column: str, target: str = "sales", additivity: Additivity = "sum") -> Measure:
    return Measure(id, label, "units", "forecasts", column, additivity=additivity, windowed=True, target=target)


def _stat(id: str, label: str, unit: str, additivity: Additivity = "none", kind: ValueKind = "number") -> Measure:
    return Measure(id, label, unit, "stats", id, kind=kind, additivity=additivity)


def _stock(
    id: str,
    label: str,
    unit: str = "units",
    additivity: Additivity = "sum",
    kind: ValueKind = "number",
    scale: float = 1.0,
) -> Measure:
    return Measure(id, label, unit, "replenishment", id, kind=kind, additivity=additivity, scale=scale)


def _accuracy(id: str, label: str, unit: str, scale: float = 1.0, additivity: Additivity = "none") -> Measure:
    return Measure(id, label, unit, "accuracy", id, additivity=additivity, target="sales", scale=scale)


def _supplier(column: str, label: str, unit: str, kind: ValueKind = "number", scale: float = 1.0) -> Measure:
    return Measure(
        f"supplier_{column}",
        label,
        unit,
        "suppliers",
        column,
        kind=kind,
        grain="supplier",
        additivity="none",
        scale=scale,
    )


def _product(column: str, label: str, unit: str, kind: ValueKind = "number") -> Measure:
    return Measure(
        f"product_{column}",
        label,
        unit,
        "products",
        column,
        kind=kind,
        grain="product",
        additivity="none",
        decimals=2 if unit == "currency" else 1,
    )


def _order_line(
    id: str, label: str, unit: str, column: str, kind: ValueKind = "number", additivity: Additivity = "none",
    decimals: int = 0,
) -> Measure:  # fmt: skip
    return Measure(id, label, unit, "open_orders", column, kind=kind, additivity=additivity, decimals=decimals)


MEASURES: dict[str, Measure] = {
    m.id: m
    for m in (
        # Forecasts. `expected_*` is the mean; a window's total is the sum of means.
        _forecast("expected_sales", "expected sales", "mean"),
        _forecast("expected_returns", "expected returns", "mean", target="returns"),
        _forecast("expected_net", "expected net demand", "mean", additivity="recompute"),
        _forecast("expected_daily_sales", "expected sales per day", "mean"),
        Measure(
            "expected_weekly_sales",
            "expected sales per week",
            "units per week",
            "forecasts",
            "mean",
            windowed=True,
            target="sales",
        ),
        _forecast("stock_left", "remaining stock", "mean", additivity="recompute"),
        _forecast("stock_short", "expected demand beyond the stock on hand", "mean", additivity="recompute"),
        _forecast("position_left", "remaining inventory position", "mean", additivity="recompute"),
        _forecast("sales_quantile", "demand quantile", "cum", additivity="group_table"),
        _forecast("sales_width", "width of the range from the 10% to the 90% level", "cum", additivity="group_table"),
        _forecast("returns_quantile", "returns quantile", "cum", target="returns", additivity="group_table"),
        Measure(
            "reached_on",
            "day by which so many are sold",
            "",
            "forecasts",
            "date",
            kind="date",
            additivity="none",
            windowed=True,
            target="sales",
        ),
        _forecast("chance_above", "chance of selling more than", "cum", additivity="group_table"),
        _forecast("gap_to_number", "expected sales against a number", "mean"),
        _forecast("chance_below", "chance of selling less than", "cum", additivity="group_table"),
        _forecast("peak_day", "busiest day", "date"),
        _forecast("low_day", "quietest day", "date"),
        # What happened.
        Measure("actual_sales", "actual sales", "units", "sales", "units_sold", windowed=True),
        Measure("sales_change", "change in units sold", "units", "sales", "units_sold", windowed=True),
        Measure(
            "sales_change_pct",
            "change in units sold",
            "%",
            "sales",
            "units_sold",
            additivity="recompute",
            windowed=True,
        ),
        Measure("actual_returns", "actual returns", "units", "sales", "units_returned", windowed=True),
        Measure("actual_revenue", "actual revenue", "currency", "sales", "revenue", windowed=True),
        Measure(
            "last_sold", "day of the last sale", "", "sales", "date", kind="date", additivity="none", windowed=True
        ),
        Measure("actual_daily_sales", "actual sales per day", "units per day", "sales", "units_sold", windowed=True),
        Measure("actual_weekly_sales", "actual sales per week", "units per week", "sales", "units_sold", windowed=True),
        Measure("oos_days", "days out of stock", "days", "sales", "in_stock", windowed=True, decimals=0),
        Measure("oos_weeks", "weeks out of stock", "weeks", "sales", "in_stock", windowed=True, decimals=0),
        # Statistics.
        _stat("avg_daily_7d", "average daily sales over the last 7 days", "units per day", "sum"),
        _stat("avg_daily_28d", "average daily sales over the last 28 days", "units per day", "sum"),
        _stat("std_daily_28d", "standard deviation of daily sales over the last 28 days", "units"),
        _stat("cv", "coefficient of variation", ""),
        Measure("cv_pct", "coefficient of variation", "%", "stats", "cv", additivity="none", scale=100.0),
        _stat("trend", "trend", "", kind="text"),
        _stat("trend_pct_28d", "trend over the last 28 days", "%", "recompute"),
        _stat("peak_weekday", "best weekday", "", kind="text"),
        _stat("promo_uplift_pct", "promotion uplift", "%"),
        _stat("return_rate_pct", "return rate", "%", "recompute"),
        _stat("revenue_90d", "revenue over the last 90 days", "currency", "sum"),
        _stat("abc_class", "ABC class", "", kind="text"),
        _stat("xyz_class", "XYZ class", "", kind="text"),
        _stat("demand_class", "demand class", "", kind="text"),
        # Stock and orders.
        _stock("on_hand", "stock on hand"),
        _stock("on_order", "on order"),
        _stock("reorder_gap", "inventory position against the reorder point"),
        _stock("order_up_to_gap", "inventory position against the order-up-to level"),
        _stock("inventory_position", "inventory position"),
        _stock("lead_time_days", "lead time", "days", "none"),
        _stock("review_period_days", "review period", "days", "none"),
        _stock("cycle_service_level", "cycle service level", "%", "none", scale=100.0),
        _stock("protection_days", "protection period", "days", "none"),
        _stock("protection_mean", "expected demand in the protection period"),
        _stock("safety_stock", "safety stock"),
        _stock("reorder_point", "reorder point"),
        _stock("order_up_to", "order-up-to level"),
        _stock("eoq", "economic order quantity", additivity="none"),
        _stock("order_qty", "recommended order quantity"),
        _stock("order_value", "order value", "currency"),
        _stock("stock_value", "value of the stock at cost", "currency"),
        _stock("order_by", "order by", "", "none", "date"),
        _stock("delivery_on", "delivery of the recommended order", "", "none", "date"),
        _stock("arrival_at_once", "arrival of a new order", "", "none", "date"),
        _stock("excess_units", "units in excess"),
        _stock("stock_after_order", "stock on hand with the recommended order"),
        _stock("position_after_order", "inventory position with the recommended order"),
        _stock("lot_extra", "units added by minimum order and packs"),
        _stock("on_order_value", "value of the open orders at cost", "currency"),
        _stock("days_of_cover", "days of cover", "days", "recompute"),
        _stock("stockout_date", "expected stockout date", "", "none", "date"),
        _stock("stockout_probability", "stockout probability", "%", "none", scale=100.0),
        _stock("expected_lost_units", "expected lost sales"),
        _stock("expected_lost_value", "expected lost sales at the selling price", "currency"),
        _stock("action", "action", "", "none", "text"),
        _stock("reason", "reason", "", "none", "text"),
        Measure(
            "promotion_on", "first day of the next promotion", "", "promotions", "date", kind="date", additivity="none"
        ),
        Measure(
            "promotion_price",
            "planned promotion price",
            "currency",
            "promotions",
            "price",
            additivity="none",
            windowed=True,
            decimals=2,
        ),
        Measure("next_event", "next event", "", "events", "name", kind="text", additivity="none"),
        Measure(
            "promotion_days",
            "days on promotion",
            "days",
            "promotions",
            "date",
            additivity="none",
            windowed=True,
            decimals=0,
        ),
        Measure(
            "promotion_share",
            "share of sales on promotion days",
            "%",
            "sales",
            "units_sold",
            additivity="recompute",
            windowed=True,
        ),
        Measure("due_on", "delivery due", "", "open_orders", "due_on", kind="date", additivity="none"),
        # Open orders, line by line (`rag.queries.order_lines`).
        _order_line("open_units", "units on open orders", "units", "quantity", additivity="sum"),
        _order_line("open_value", "value of the open orders at cost", "currency", "quantity", additivity="sum"),
        _order_line("open_orders", "number of open orders", "", "order_id"),
        _order_line("open_lines", "number of open order lines", "", "order_id", additivity="sum"),
        _order_line("units_per_line", "units per open order line", "units", "quantity", decimals=1),
        _order_line("units_per_order", "units per open order", "units", "quantity", decimals=1),
        _order_line("value_per_line", "value per open order line at cost", "currency", "quantity", decimals=2),
        _order_line("value_per_order", "value per open order at cost", "currency", "quantity", decimals=2),
        _order_line("days_late", "days late", "days", "due_on"),
        _order_line("days_open", "days since the order", "days", "ordered_on"),
        _order_line("planned_days", "days from order to delivery", "days", "due_on", decimals=1),
        _order_line("first_due", "earliest delivery due", "", "due_on", kind="date"),
        _order_line("last_due", "latest delivery due", "", "due_on", kind="date"),
        _order_line("ordered_on", "date of the order", "", "ordered_on", kind="date"),
        _order_line("order_number", "order number", "", "order_id", kind="text"),
        _order_line("order_store", "store of the order", "", "store_id", kind="text"),
        _order_line("order_supplier", "supplier of the order", "", "supplier_id", kind="text"),
        _order_line("order_content", "open order", "units", "quantity"),
        # Alerts, accuracy, changes.
        Measure("alert_count", "alerts", "alerts", "alerts", "alert_id", decimals=0),
        _accuracy("wape", "WAPE", "%", 100.0, "group_table"),
        Measure(
            "wape_naive",
            "WAPE of the seasonal naive forecast",
            "%",
            "accuracy",
            "wape",
            additivity="group_table",
            target="sales",
            scale=100.0,
        ),
        *(
            Measure(
                f"returns_{id}",
                f"{label} of the returns forecast",
                unit,
                "accuracy",
                id,
                additivity="none",
                target="returns",
                scale=scale,
            )
            for id, label, unit, scale in (
                ("wape", "WAPE", "%", 100.0),
                ("mae", "MAE", "units", 1.0),
                ("bias_pct", "bias", "%", 1.0),
            )
        ),
        _accuracy("mase", "MASE", ""),
        _accuracy("rmse", "RMSE", "units"),
        _accuracy("mae", "MAE", "units"),
        _accuracy("mape", "MAPE", "%", 100.0),
        _accuracy("bias_pct", "bias", "%", additivity="group_table"),
        _accuracy("bias_size", "size of the bias", "%", additivity="group_table"),
        _accuracy("direction_accuracy", "direction accuracy", "%", 100.0),
        _accuracy("coverage_80", "share of actuals inside the 80% range", "%", 100.0, "group_table"),
        _accuracy("outside_80", "share of actuals outside the 80% range", "%", 100.0, "group_table"),
        _accuracy("wql", "WQL", ""),
        Measure("wql_pct", "WQL", "%", "accuracy", "wql", additivity="none", target="sales", scale=100.0),
        Measure(
            "forecast_model", "forecast model", "", "forecasts", "model", kind="text", additivity="none", target="sales"
        ),
        Measure("order_qty_before", "order quantity in the previous run", "units", "changes", "order_qty_before"),
        Measure("order_qty_change", "change of the order quantity", "units", "changes", "order_qty_now"),
        Measure(
            "expected_sales_before",
            "expected sales in the previous run",
            "units",
            "previous_forecasts",
            "mean",
            windowed=True,
            target="sales",
        ),
        # Master data.
        _supplier("lead_time_days", "lead time", "days"),
        _supplier("lead_time_sd_days", "spread of the lead time", "days"),
        _supplier("review_period_days", "review period", "days"),
        _supplier("protection_days", "lead time plus review period", "days"),
        _supplier("order_cost", "cost of an order", "currency"),
        _supplier("on_time_rate", "on-time rate", "%", scale=100.0),
        _supplier("payment_terms", "payment terms", "", "text"),
        _product("unit_cost", "unit cost", "currency"),
        _product("unit_price", "unit price", "currency"),
        _product("unit_margin", "unit price less unit cost", "currency"),
        _product("moq", "minimum order quantity", "units"),
        _product("order_multiple", "order multiple", "units"),
        _product("category", "category", "", "text"),
        Measure(
            "product_supplier",
            "supplier",
            "",
            "products",
            "supplier_id",
            kind="text",
            grain="product",
            additivity="none",
        ),
        # The data and the run themselves.
        Measure("data_start", "first day with sales", "", "sales", "date", kind="date", grain="run", additivity="none"),
        Measure("data_end", "last day with sales", "", "sales", "date", kind="date", grain="run", additivity="none"),
        Measure(
            "forecast_end",
            "last day of the forecast",
            "",
            "forecasts",
            "date",
            kind="date",
            grain="run",
            additivity="none",
            target="sales",
        ),
        Measure(
            "run_created",
            "day the run was made",
            "",
            "manifest",
            "created_at",
            kind="date",
            grain="run",
            additivity="none",
        ),
        Measure("place", "place", "", "", "", additivity="none", decimals=0),
        # Counting rows of whatever is asked for.
        Measure("count", "number", "", "", "", decimals=0),
    )
}

#: What is expected -> the same of what happened.
TO_HISTORY = {
    "expected_sales": "actual_sales",
    "expected_returns": "actual_returns",
    "expected_daily_sales": "actual_daily_sales",
    "expected_weekly_sales": "actual_weekly_sales",
}

#: What is left, or lacking, when the expected sales from the first day of the forecast on are gone, and what of.
SOLD_THROUGH = {"stock_left": "on_hand", "stock_short": "on_hand", "position_left": "inventory_position"}

#: Figures of open order lines, each made of the lines that a plan selects.
ORDER_LINE = frozenset(m.id for m in MEASURES.values() if m.table == "open_orders" and m.id != "due_on")

#: What the inventory position is measured against.
GAPS = {"reorder_gap": "reorder_point", "order_up_to_gap": "order_up_to"}


def measure(id: str) -> Measure:
    """The measure of that id; `KeyError` names the nearest ones."""
    try:
        return MEASURES[id]
    except KeyError:
        import difflib

        near = ", ".join(difflib.get_close_matches(id, MEASURES, 3)) or "none like it"
        raise KeyError(f"no measure {id!r}; nearest: {near}") from None
