"""The semantic layer: every measure a buyer can ask for, governed in one place.

Understanding picks measure ids, typed queries turn them into SQL, the writer takes label
and unit from here, and the verifier knows from here which role a number may play.
"""

from __future__ import annotations

from rag.measure_kinds import (
    Measure,
    ValueKind,
    accuracy_measure,
    forecast_measure,
    order_line_measure,
    product_measure,
    promotion_measure,
    stat_measure,
    stock_measure,
    supplier_measure,
)

__all__ = ["GAPS", "MEASURES", "PAST_FORECAST", "PLANNED_PROMOTION", "SOLD_THROUGH", "Measure", "ValueKind", "measure"]

#: What the served model's backtest had forecast for days that are past.
PAST_FORECAST = "forecast_then"

MEASURES: dict[str, Measure] = {
    m.id: m
    for m in (
        # Forecasts. `expected_*` is the mean; a window's total is the sum of means.
        forecast_measure("expected_sales", "expected sales", "mean"),
        forecast_measure("expected_returns", "expected returns", "mean", target="returns"),
        forecast_measure("expected_net", "expected net demand", "mean", additivity="recompute"),
        forecast_measure("expected_daily_sales", "expected sales per day", "mean"),
        Measure(
            "expected_weekly_sales",
            "expected sales per week",
            "units per week",
            "forecasts",
            "mean",
            windowed=True,
            target="sales",
        ),
        forecast_measure("stock_left", "remaining stock", "mean", additivity="recompute"),
        forecast_measure("stock_short", "expected demand beyond the stock on hand", "mean", additivity="recompute"),
        forecast_measure("position_left", "remaining inventory position", "mean", additivity="recompute"),
        forecast_measure("sales_quantile", "demand quantile", "cum", additivity="group_table"),
        forecast_measure(
            "sales_width", "width of the range from the 10% to the 90% level", "cum", additivity="group_table"
        ),
        forecast_measure("returns_quantile", "returns quantile", "cum", target="returns", additivity="group_table"),
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
        forecast_measure("chance_above", "chance of selling more than", "cum", additivity="group_table"),
        forecast_measure("gap_to_number", "expected sales against a number", "mean"),
        forecast_measure("chance_below", "chance of selling less than", "cum", additivity="group_table"),
        forecast_measure("peak_day", "busiest day", "date"),
        forecast_measure("low_day", "quietest day", "date"),
        # What had been forecast for days that are past, and what happened.
        Measure(PAST_FORECAST, "forecast in the backtest", "units", "backtest", "mean", windowed=True, target="sales"),
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
        stat_measure("avg_daily_7d", "average daily sales over the last 7 days", "units per day", "sum"),
        stat_measure("avg_daily_28d", "average daily sales over the last 28 days", "units per day", "sum"),
        stat_measure("std_daily_28d", "standard deviation of daily sales over the last 28 days", "units"),
        stat_measure("cv", "coefficient of variation", ""),
        Measure("cv_pct", "coefficient of variation", "%", "stats", "cv", additivity="none", scale=100.0),
        stat_measure("trend", "trend", "", kind="text"),
        stat_measure("trend_pct_28d", "trend over the last 28 days", "%", "recompute"),
        stat_measure("peak_weekday", "best weekday", "", kind="text"),
        stat_measure("promo_uplift_pct", "promotion uplift", "%"),
        stat_measure("return_rate_pct", "return rate", "%", "recompute"),
        stat_measure("revenue_90d", "revenue over the last 90 days", "currency", "sum"),
        stat_measure("abc_class", "ABC class", "", kind="text"),
        stat_measure("xyz_class", "XYZ class", "", kind="text"),
        stat_measure("demand_class", "demand class", "", kind="text"),
        # Stock and orders.
        stock_measure("on_hand", "stock on hand"),
        stock_measure("on_order", "on order"),
        stock_measure("reorder_gap", "inventory position against the reorder point"),
        stock_measure("order_up_to_gap", "inventory position against the order-up-to level"),
        stock_measure("inventory_position", "inventory position"),
        stock_measure("lead_time_days", "lead time", "days", "none"),
        stock_measure("review_period_days", "review period", "days", "none"),
        stock_measure("cycle_service_level", "cycle service level", "%", "none", scale=100.0),
        stock_measure("protection_days", "protection period", "days", "none"),
        stock_measure("protection_mean", "expected demand in the protection period"),
        stock_measure("safety_stock", "safety stock"),
        stock_measure("reorder_point", "reorder point"),
        stock_measure("order_up_to", "order-up-to level"),
        stock_measure("eoq", "economic order quantity", additivity="none"),
        stock_measure("order_qty", "recommended order quantity"),
        stock_measure("order_value", "order value", "currency"),
        stock_measure("stock_value", "value of the stock at cost", "currency"),
        stock_measure("order_by", "order by", "", "none", "date"),
        stock_measure("delivery_on", "delivery of the recommended order", "", "none", "date"),
        stock_measure("arrival_at_once", "arrival of a new order", "", "none", "date"),
        stock_measure("excess_units", "units in excess"),
        stock_measure("stock_after_order", "stock on hand with the recommended order"),
        stock_measure("position_after_order", "inventory position with the recommended order"),
        stock_measure("lot_extra", "units added by minimum order and packs"),
        stock_measure("on_order_value", "value of the open orders at cost", "currency"),
        stock_measure("days_of_cover", "days of cover", "days", "recompute"),
        stock_measure("stockout_date", "expected stockout date", "", "none", "date"),
        stock_measure("stockout_probability", "stockout probability", "%", "none", scale=100.0),
        stock_measure("expected_lost_units", "expected lost sales"),
        stock_measure("expected_lost_value", "expected lost sales at the selling price", "currency"),
        stock_measure("action", "action", "", "none", "text"),
        stock_measure("reason", "reason", "", "none", "text"),
        promotion_measure("promotion_on", "next_on", "first day of the next promotion"),
        promotion_measure("promotion_until", "next_until", "last day of the next promotion"),
        promotion_measure("promotion_length", "next_days", "length of the next promotion", "days", "number"),
        promotion_measure("running_promotion_until", "running_until", "last day of the promotion that is running"),
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
        order_line_measure("open_units", "units on open orders", "units", "quantity", additivity="sum"),
        order_line_measure("open_value", "value of the open orders at cost", "currency", "quantity", additivity="sum"),
        order_line_measure("open_orders", "number of open orders", "", "order_id"),
        order_line_measure("open_lines", "number of open order lines", "", "order_id", additivity="sum"),
        order_line_measure("units_per_line", "units per open order line", "units", "quantity", decimals=1),
        order_line_measure("units_per_order", "units per open order", "units", "quantity", decimals=1),
        order_line_measure("value_per_line", "value per open order line at cost", "currency", "quantity", decimals=2),
        order_line_measure("value_per_order", "value per open order at cost", "currency", "quantity", decimals=2),
        order_line_measure("days_late", "days late", "days", "due_on"),
        order_line_measure("days_open", "days since the order", "days", "ordered_on"),
        order_line_measure("planned_days", "days from order to delivery", "days", "due_on", decimals=1),
        order_line_measure("first_due", "earliest delivery due", "", "due_on", kind="date"),
        order_line_measure("last_due", "latest delivery due", "", "due_on", kind="date"),
        order_line_measure("ordered_on", "date of the order", "", "ordered_on", kind="date"),
        order_line_measure("order_number", "order number", "", "order_id", kind="text"),
        order_line_measure("order_store", "store of the order", "", "store_id", kind="text"),
        order_line_measure("order_supplier", "supplier of the order", "", "supplier_id", kind="text"),
        order_line_measure("order_content", "open order", "units", "quantity"),
        # Alerts, accuracy, changes.
        Measure("alert_count", "alerts", "alerts", "alerts", "alert_id", decimals=0),
        accuracy_measure("wape", "WAPE", "%", 100.0, "group_table"),
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
        accuracy_measure("mase", "MASE", ""),
        accuracy_measure("rmse", "RMSE", "units"),
        accuracy_measure("mae", "MAE", "units"),
        accuracy_measure("mape", "MAPE", "%", 100.0),
        accuracy_measure("bias_pct", "bias", "%", additivity="group_table"),
        accuracy_measure("bias_size", "size of the bias", "%", additivity="group_table"),
        accuracy_measure("direction_accuracy", "direction accuracy", "%", 100.0),
        accuracy_measure("coverage_80", "share of actuals inside the 80% range", "%", 100.0, "group_table"),
        accuracy_measure("outside_80", "share of actuals outside the 80% range", "%", 100.0, "group_table"),
        accuracy_measure("wql", "WQL", ""),
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
        supplier_measure("lead_time_days", "lead time", "days"),
        supplier_measure("lead_time_sd_days", "spread of the lead time", "days"),
        supplier_measure("review_period_days", "review period", "days"),
        supplier_measure("protection_days", "lead time plus review period", "days"),
        supplier_measure("order_cost", "cost of an order", "currency"),
        supplier_measure("on_time_rate", "on-time rate", "%", scale=100.0),
        supplier_measure("payment_terms", "payment terms", "", "text"),
        product_measure("unit_cost", "unit cost", "currency"),
        product_measure("unit_price", "unit price", "currency"),
        product_measure("unit_margin", "unit price less unit cost", "currency"),
        product_measure("moq", "minimum order quantity", "units"),
        product_measure("order_multiple", "order multiple", "units"),
        product_measure("category", "category", "", "text"),
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

#: Figures of one promotion as it is planned.
PLANNED_PROMOTION = frozenset({"promotion_on", "promotion_until", "promotion_length", "running_promotion_until"})

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
