"""Sentences for sets of roles that buyers ask for together; `{role}` is the value of that role."""

from __future__ import annotations

__all__ = ["COMBOS", "combos_for"]

# fmt: off
COMBOS: tuple[tuple[str, ...], ...] = (
    # what to order
    ("Order {order_qty} of {product} for {store} from {product_supplier} by {order_by}.",
     "{store} should order {order_qty} of {product} from {product_supplier} by {order_by}.",
     "By {order_by}, order {order_qty} of {product} from {product_supplier} for {store}.",
     "The recommended order for {x} is {order_qty} from {product_supplier}, placed by {order_by}."),
    ("Order {order_qty} of {product} for {store} from {product_supplier} by {order_by}, at a value of {order_value}.",
     "{store} should order {order_qty} of {product} from {product_supplier} by {order_by}; the order is worth "
     "{order_value}.",
     "The recommended order for {x} is {order_qty} from {product_supplier} by {order_by}, worth {order_value}."),
    ("Order {order_qty} of {product} for {store} by {order_by}.",
     "The recommended order for {x} is {order_qty}, to be placed by {order_by}.",
     "By {order_by}, order {order_qty} for {x}."),
    ("Order {order_qty} of {product} for {store}, at a value of {order_value}.",
     "The recommended order for {x} is {order_qty}, worth {order_value}.",
     "Recommended orders for {x} come to {order_qty} at a value of {order_value}.",
     "In all, the orders for {x} are {order_qty} and cost {order_value}."),
    ("Order {order_qty} of {product} for {store} from {product_supplier}.",
     "The recommended order for {x} is {order_qty} from {product_supplier}."),
    ("{x}: order from {product_supplier} by {order_by}.",
     "The order for {x} goes to {product_supplier} and is to be placed by {order_by}."),
    ("The order for {x} is worth {order_value} and has to be placed by {order_by}.",
     "The order for {x} costs {order_value} and is to be placed by {order_by}."),
    ("The order for {x} has to be placed by {order_by}; the recommended action is: {action}.",
     "Order {x} by {order_by}; action: {action}."),
    # stock
    ("{on_hand} of {product} are on hand in {store}, and {on_order} are on order.",
     "{store} has {on_hand} of {product} on hand and {on_order} on order.",
     "Stock for {x}: {on_hand} on hand and {on_order} on order."),
    ("{store} has {on_hand} of {product} on hand, which covers {days_of_cover} of demand.",
     "{x} has {on_hand} on hand, enough for {days_of_cover}.",
     "With {on_hand} on hand, {x} has {days_of_cover} of cover."),
    ("{x} has {days_of_cover} of cover and is expected to run out on {stockout_date}.",
     "Stock for {x} lasts {days_of_cover}; it is expected to run out on {stockout_date}.",
     "With {days_of_cover} of cover, {x} runs out on {stockout_date}."),
    ("{x} has {on_hand} on hand, enough for {days_of_cover}, and is expected to run out on {stockout_date}.",
     "With {on_hand} on hand and {days_of_cover} of cover, {x} runs out on {stockout_date}."),
    ("{x} is expected to run out on {stockout_date}; the probability of a stockout is {stockout_probability}.",
     "{x} runs out on {stockout_date}, with a stockout probability of {stockout_probability}."),
    ("{store} has {on_order} of {product} on order, due on {due_on}.",
     "{on_order} of {product} are on order for {store}; the delivery is due on {due_on}.",
     "{x} has {on_order} on order, due on {due_on}."),
    ("The reorder point of {x} is {reorder_point} and the safety stock is {safety_stock}.",
     "{x} has a reorder point of {reorder_point} and a safety stock of {safety_stock}.",
     "For {x} the reorder point is {reorder_point}, of which {safety_stock} are safety stock."),
    # why
    ("The reorder point of {reorder_point} for {x} is expected demand of {protection_mean} in the protection period "
     "plus a safety stock of {safety_stock}.",
     "For {x}, demand of {protection_mean} in the protection period and a safety stock of {safety_stock} make a "
     "reorder point of {reorder_point}."),
    ("The order-up-to level of {order_up_to} for {x} comes from demand of {protection_mean} in the protection period "
     "and a safety stock of {safety_stock}.",
     "{x} is refilled to {order_up_to}: demand of {protection_mean} in the protection period and a safety stock of "
     "{safety_stock}."),
    ("Demand for {x} in the protection period is {protection_mean}, and the safety stock is {safety_stock}.",
     "{x} needs {protection_mean} for the protection period and a safety stock of {safety_stock}."),
    ("The inventory position of {x} is {inventory_position}; the reorder point is {reorder_point}.",
     "{x} has an inventory position of {inventory_position} and a reorder point of {reorder_point}."),
    ("The inventory position of {x} is {inventory_position}; the order-up-to level is {order_up_to}.",
     "{x} has an inventory position of {inventory_position} against an order-up-to level of {order_up_to}."),
    ("The order of {order_qty} for {x} lifts the inventory position of {inventory_position} towards the order-up-to "
     "level of {order_up_to}.",
     "{order_qty} are recommended for {x}, because the inventory position is {inventory_position} and the order-up-to "
     "level is {order_up_to}.",
     "For {x} the inventory position is {inventory_position} and the order-up-to level {order_up_to}, hence the order "
     "of {order_qty}."),
    ("{on_hand} on hand and {on_order} on order make an inventory position of {inventory_position} for {x}.",
     "{x} has {on_hand} on hand and {on_order} on order, an inventory position of {inventory_position}."),
    ("The minimum order of {x} is {product_moq}, and it is bought in multiples of {product_order_multiple}.",
     "{x} has a minimum order of {product_moq} and an order multiple of {product_order_multiple}."),
    ("The lead time for {x} is {lead_time_days} and the review period is {review_period_days}.",
     "{x} has a lead time of {lead_time_days} and a review period of {review_period_days}."),
    # forecast
    ("{store} is expected to sell between {sales_quantile_10} (10% level) and {sales_quantile_90} (90% level) of "
     "{product} {when}.",
     "For {x} {when}, the 10% level of demand is {sales_quantile_10} and the 90% level is {sales_quantile_90}.",
     "Demand for {x} {when} lies between {sales_quantile_10} at the 10% level and {sales_quantile_90} at the "
     "90% level."),
    ("{store} is expected to sell {expected_sales} of {product} {when}, between {sales_quantile_10} (10% level) and "
     "{sales_quantile_90} (90% level).",
     "Expected sales for {x} {when} are {expected_sales}, between {sales_quantile_10} at the 10% level and "
     "{sales_quantile_90} at the 90% level."),
    ("Returns for {x} {when} lie between {returns_quantile_10} (10% level) and {returns_quantile_90} (90% level).",
     "For {x} {when}, the 10% level of returns is {returns_quantile_10} and the 90% level is {returns_quantile_90}."),
    ("{x} is expected to sell {expected_sales} {when}; the previous run expected {expected_sales_before}.",
     "The forecast for {x} {when} is now {expected_sales}, after {expected_sales_before} in the previous run.",
     "For {x} {when} the current run expects {expected_sales} and the previous run expected {expected_sales_before}."),
    ("{store} is expected to sell {expected_sales} of {product} {when}, and {expected_returns} are expected back.",
     "For {x} {when}, {expected_sales} are expected to be sold and {expected_returns} to be returned."),
    ("{x} averaged {avg_daily_28d} over the last 28 days; {expected_daily_sales} are expected {when}.",
     "Over the last 28 days {x} sold {avg_daily_28d} on average, and {when} {expected_daily_sales} are expected."),
    # statistics and accuracy
    ("Demand for {x} is {trend}: {trend_pct_28d} over the last 28 days.",
     "The trend for {x} is {trend}, {trend_pct_28d} over the last 28 days."),
    ("{x} is in ABC class {abc_class} and XYZ class {xyz_class}.",
     "The ABC class of {x} is {abc_class} and its XYZ class is {xyz_class}."),
    ("Daily sales of {x} have a standard deviation of {std_daily_28d} and a coefficient of variation of {cv}.",
     "For {x} the daily standard deviation is {std_daily_28d} and the coefficient of variation {cv}."),
    ("In the backtest the forecast for {x} has a WAPE of {wape} and is {bias_pct} on average.",
     "The forecast for {x} has a WAPE of {wape}; on average it is {bias_pct}."),
    ("In the backtest the forecast for {x} has a WAPE of {wape}, and {coverage_80} of actual sales fell inside the 80% "
     "range.",
     "The WAPE for {x} is {wape}, and the 80% range held {coverage_80} of actual sales."),
    ("The previous run recommended {order_qty_before} for {x}; now it is {order_qty}.",
     "The order for {x} is {order_qty} now, after {order_qty_before} in the previous run."),
)
# fmt: on


def combos_for(roles: tuple[str, ...]) -> tuple[str, ...]:
    """The sentences that tell exactly these roles, in any order; empty when there are none."""
    return _INDEX.get(frozenset(roles), ())


def _roles(template: str) -> frozenset[str]:
    import re

    parts = {"x", "X", "product", "store", "when", "When", "supplier"}
    return frozenset(re.findall(r"\{(\w+)\}", template)) - parts


_INDEX: dict[frozenset[str], tuple[str, ...]] = {_roles(group[0]): group for group in COMBOS}
