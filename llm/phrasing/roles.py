"""The words for each role: its label in a brief, its noun phrases, and whole sentences.

In a sentence `{0}` is the value, `{x}` the subject, `{product}` and `{store}` its parts (a sentence with those is
used only where both are named), `{when}` the window. The first entry of each list is the one of the renderer.
A role without an entry is told with the label of its fact, so that a new measure needs no words to be told right.
"""

from __future__ import annotations

from dataclasses import dataclass

from rag.facts import Fact

__all__ = ["ROLES", "Words", "label_of", "words_of"]


@dataclass(frozen=True)
class Words:
    """`label` in the brief; `nouns` are (phrase, verb) for "{phrase} {verb} {value}"; `sentences` say it alone."""

    label: str
    nouns: tuple[tuple[str, str], ...]
    sentences: tuple[str, ...] = ()


def _is(*nouns: str) -> tuple[tuple[str, str], ...]:
    return tuple((noun, "is") for noun in nouns)


def _are(*nouns: str) -> tuple[tuple[str, str], ...]:
    return tuple((noun, "are") for noun in nouns)


def _were(*nouns: str) -> tuple[tuple[str, str], ...]:
    return tuple((noun, "were") for noun in nouns)


# fmt: off
ROLES: dict[str, Words] = {
    # ---- forecasts
    "expected_sales": Words("expected sales", _are("expected sales", "forecast sales", "sales expected"), (
        "{store} is expected to sell {0} of {product} {when}.",
        "Expected sales for {x} {when} are {0}.",
        "Expected sales of {product} in {store} {when} are {0}.",
        "The forecast for {x} {when} is {0}.",
        "We expect to sell {0} {when} for {x}.",
        "Sales of {0} are expected for {x} {when}.",
        "{When} {store} should sell {0} of {product}.",
        "Expected sales for {x} {when} come to {0}.",
        "For {x}, {0} are expected to be sold {when}.",
    )),
    "expected_returns": Words("expected returns", _are("expected returns", "returns expected"), (
        "Expected returns for {x} {when} are {0}.",
        "{store} should expect returns of {0} of {product} {when}.",
        "{0} are expected to be returned for {x} {when}.",
        "Returns of {0} are expected {when} for {x}.",
    )),
    "expected_net": Words("net demand", _is("expected net demand", "demand net of returns"), (
        "Net of returns, {0} are expected for {x} {when}.",
        "Expected net demand for {x} {when} is {0}.",
    )),
    "expected_daily_sales": Words("expected per day", _are("expected daily sales", "sales expected per day"), (
        "Expected daily sales for {x} {when} are {0}.",
        "{x} should average {0} {when}.",
        "The forecast for {x} {when} averages {0}.",
    )),
    "expected_weekly_sales": Words("expected per week", _are("expected weekly sales", "sales expected per week"), (
        "Expected weekly sales for {x} {when} are {0}.",
        "{x} should average {0} {when}.",
        "The forecast for {x} {when} averages {0}.",
    )),
    "peak_day": Words("busiest day", _is("the busiest day", "the peak day"), (
        "Sales for {x} peak on {0}, {when}.",
        "The busiest day for {x} is {0}, looking at sales {when}.",
        "{0} is the peak day for {x} {when}.",
        "Sales of {product} in {store} should peak on {0}, {when}.",
    )),
    "low_day": Words("quietest day", _is("the quietest day"), (
        "The quietest day for {x} is {0}, looking at sales {when}.",
        "Sales for {x} are lowest on {0}, {when}.",
    )),
    # ---- history
    "actual_sales": Words("actual sales", _were("actual sales", "units sold"), (
        "{store} sold {0} of {product} {when}.",
        "{0} were sold for {x} {when}.",
        "Actual sales for {x} {when} were {0}.",
        "Sales for {x} came to {0} {when}.",
    )),
    "actual_returns": Words("actual returns", (("actual returns", "were"), ("returns", "were")), (
        "{0} were returned for {x} {when}.",
        "Returns for {x} {when} were {0}.",
        "Customers returned {0} for {x} {when}.",
    )),
    "actual_revenue": Words("actual revenue", (("revenue", "was"), ("turnover", "was")), (
        "Revenue for {x} {when} was {0}.",
        "{x} brought in {0} {when}.",
        "Turnover for {x} came to {0} {when}.",
    )),
    "actual_daily_sales": Words("actual per day", (("actual daily sales", "were"), ("sales per day", "were")), (
        "Actual sales for {x} {when} averaged {0}.",
        "{x} sold {0} on average {when}.",
        "Actual daily sales for {x} {when} were {0}.",
    )),
    "actual_weekly_sales": Words("actual per week", (("actual weekly sales", "were"), ("sales per week", "were")), (
        "Actual sales for {x} {when} averaged {0}.",
        "{x} sold {0} on average {when}.",
        "Actual weekly sales for {x} {when} were {0}.",
    )),
    "lot_extra": Words("units added by minimum order and packs", _are("the units added by minimum order and packs"), (
        "Minimum order and packs add {0} to the order for {x}.",
        "For {x}, minimum order and packs add {0}.",
    )),
    "oos_days": Words("days out of stock", (("days out of stock", "were"),), (
        "{x} was out of stock on {0} {when}.",
        "{x} had nothing to sell on {0} {when}.",
    )),
    "oos_weeks": Words("weeks out of stock", (("weeks out of stock", "were"),), (
        "{x} was out of stock in {0} {when}.",
        "{x} had nothing to sell in {0} {when}.",
    )),
    # ---- statistics
    "avg_daily_7d": Words("7-day average", _is("the average over the last 7 days", "the 7-day average"), (
        "Over the last 7 days {x} sold {0} on average.",
        "The 7-day average for {x} is {0}.",
    )),
    "avg_daily_28d": Words("28-day average", _is("the average over the last 28 days", "the 28-day average"), (
        "Over the last 28 days {x} sold {0} on average.",
        "The 28-day average for {x} is {0}.",
        "{x} averaged {0} in the last 28 days.",
    )),
    "std_daily_28d": Words("daily standard deviation", _is("the daily standard deviation",
                                                           "the standard deviation of daily sales"), (
        "Daily sales of {x} have a standard deviation of {0}.",
        "The standard deviation of daily sales for {x} is {0}.",
    )),
    "cv": Words("coefficient of variation", _is("the coefficient of variation"), (
        "The coefficient of variation for {x} is {0}.",
        "Demand for {x} has a coefficient of variation of {0}.",
    )),
    "trend": Words("trend", _is("the trend", "the direction of demand"), (
        "Demand for {x} is {0}.",
        "The trend for {x} is {0}.",
    )),
    "trend_pct_28d": Words("28-day trend", _is("the 28-day trend", "demand over the last 28 days"), (
        "Demand for {x} is {0} over the last 28 days.",
        "Over the last 28 days demand for {x} is {0}.",
        "{x} is {0} on the 28 days before.",
        "The last 28 days show demand for {x} {0}.",
    )),
    "peak_weekday": Words("best weekday", _is("the best weekday", "the strongest weekday"), (
        "{x} sells best on {0}.",
        "The best weekday for {x} is {0}.",
        "{0} is the strongest weekday for {x}.",
    )),
    "promo_uplift_pct": Words("promotion effect", _is("the promotion effect", "the effect of a promotion"), (
        "On promotion {x} sells {0}.",
        "A promotion makes {x} sell {0}.",
        "With a promotion, sales of {x} are {0}.",
    )),
    "return_rate_pct": Words("return rate", _is("the return rate", "the share of units returned"), (
        "The return rate of {x} is {0}.",
        "{0} of the units sold come back for {x}.",
        "{x} has a return rate of {0}.",
    )),
    "revenue_90d": Words("90-day revenue", _is("revenue over the last 90 days", "the 90-day revenue"), (
        "Revenue of {x} over the last 90 days is {0}.",
        "{x} brought in {0} over the last 90 days.",
        "The 90-day revenue for {x} is {0}.",
    )),
    "abc_class": Words("ABC class", _is("the ABC class"), ("{x} is in ABC class {0}.", "The ABC class of {x} is {0}.")),
    "xyz_class": Words("XYZ class", _is("the XYZ class"), ("{x} is in XYZ class {0}.", "The XYZ class of {x} is {0}.")),
    "demand_class": Words("demand class", _is("the demand class", "the demand pattern"), (
        "Demand for {x} is classed as {0}.", "The demand class of {x} is {0}.")),
    # ---- stock
    "on_hand": Words("on hand", _is("stock on hand", "the stock on hand"), (
        "{0} of {product} are on hand in {store}.",
        "Stock on hand for {x} is {0}.",
        "{store} has {0} of {product} in stock.",
        "There are {0} on hand for {x}.",
        "{x} has {0} on hand.",
    )),
    "on_order": Words("on order", _is("the quantity on order", "stock on order"), (
        "{0} of {product} are on order for {store}.",
        "Stock on order for {x} is {0}.",
        "There are {0} on order for {x}.",
        "{x} has {0} on order.",
    )),
    "inventory_position": Words("inventory position", _is("the inventory position"), (
        "The inventory position of {x} is {0}.", "{x} has an inventory position of {0}.")),
    "lead_time_days": Words("lead time", _is("the lead time", "delivery time"), (
        "The lead time for {x} is {0}.", "Deliveries of {x} take {0}.", "{x} has a lead time of {0}.")),
    "review_period_days": Words("review period", _is("the review period"), ("The review period for {x} is {0}.",)),
    "cycle_service_level": Words("cycle service level", _is("the cycle service level"), (
        "The cycle service level for {x} is {0}.", "{x} is planned at a cycle service level of {0}.")),
    "protection_mean": Words("protection-period demand", _is(
        "expected demand in the protection period", "demand over the protection period"), (
        "Expected demand for {x} in the protection period is {0}.",)),
    "safety_stock": Words("safety stock", _is("the safety stock", "safety stock"), (
        "The safety stock of {x} is {0}.", "{x} carries a safety stock of {0}.",
        "Safety stock for {x} is set at {0}.")),
    "reorder_point": Words("reorder point", _is("the reorder point"), (
        "The reorder point of {x} is {0}.", "{x} has a reorder point of {0}.", "{x} is reordered below {0}.")),
    "order_up_to": Words("order-up-to level", _is("the order-up-to level", "the level we refill to"), (
        "The order-up-to level of {x} is {0}.", "{x} has an order-up-to level of {0}.")),
    "eoq": Words("economic order quantity", _is("the economic order quantity"), (
        "The economic order quantity of {x} is {0}.", "{x} has an economic order quantity of {0}.")),
    "order_qty": Words("order quantity", _is("the recommended order", "the recommended order quantity"), (
        "Order {0} of {product} for {store}.",
        "The recommended order for {x} is {0}.",
        "I recommend an order of {0} for {x}.",
        "{store} should order {0} of {product}.",
        "The recommended quantity for {x} is {0}.",
    )),
    "order_value": Words("order value", _is("the order value", "the value of the order"), (
        "The order value for {x} is {0}.", "Orders for {x} come to {0}.", "Recommended orders for {x} cost {0}.",
        "{x} needs {0} for its recommended orders.")),
    "order_by": Words("order by", _is("the order date", "the last day to order"), (
        "Order {product} for {store} by {0}.", "The order for {x} has to be placed by {0}.",
        "{x} has to be ordered by {0}.")),
    "days_of_cover": Words("days of cover", _are("days of cover", "the days of cover"), (
        "Stock for {x} covers {0} of demand.", "{x} has {0} of cover.",
        "The stock on hand for {x} lasts {0}.", "{store} has {0} of cover for {product}.")),
    "stockout_date": Words("runs out on", _is("the expected stockout date", "the day the stock runs out"), (
        "{x} is expected to run out on {0}.", "Stock of {product} in {store} runs out on {0}.",
        "The stockout of {x} is expected on {0}.", "{store} runs out of {product} on {0}.")),
    "stockout_probability": Words("stockout probability", _is("the probability of a stockout", "the stockout risk"), (
        "The probability of a stockout of {x} is {0}.", "The chance of running out of {x} is {0}.",
        "There is a {0} chance that {store} runs out of {product}.")),
    "expected_lost_units": Words("expected lost sales", _are("expected lost sales"), (
        "Expected lost sales for {x} are {0}.", "{x} is expected to lose sales of {0}.")),
    "action": Words("action", _is("the recommended action", "the action"), (
        "The action for {x} is: {0}.", "Recommended for {x}: {0}.", "{x} is marked: {0}.")),
    "due_on": Words("delivery due", _is("the next delivery", "the delivery date"), (
        "The delivery for {x} is due on {0}.", "A delivery for {x} is due on {0}.", "{x} gets its delivery on {0}.")),
    # ---- open orders
    "days_late": Words("days late", _are("the days late"), ("The delivery for {x} is {0} late.",)),
    "days_open": Words("days since the order", _are("the days since the order"), (
        "The order for {x} has been open for {0}.",)),
    "planned_days": Words("days from order to delivery", _are("the days from order to delivery"), (
        "From order to delivery it takes {0} for {x}.",)),
    "first_due": Words("first delivery due", _is("the first delivery due"), (
        "The first delivery for {x} is due on {0}.",)),
    "last_due": Words("last delivery due", _is("the last delivery due"), ("The last delivery for {x} is due on {0}.",)),
    "ordered_on": Words("date of the order", _is("the date of the order"), ("The order for {x} was placed on {0}.",)),
    "order_store": Words("store of the order", _is("the store of the order"), ("{x} goes to {0}.",)),
    "order_supplier": Words("supplier of the order", _is("the supplier of the order"), (
        "The supplier of {x} is {0}.",)),
    # ---- alerts, accuracy, runs
    "alert_count": Words("alerts", _is("the number of alerts"), (
        "There are {0} for {x}.", "{x} has {0}.", "{0} are open for {x}.")),
    "forecast_then": Words("forecast in the backtest", _is("the forecast in the backtest"), (
        "In the backtest {0} were forecast for {x}.", "The backtest had forecast {0} for {x}.")),
    "wape": Words("WAPE", _is("the WAPE", "the forecast error (WAPE)"), (
        "The forecast for {x} has a WAPE of {0} in the backtest.", "In the backtest the WAPE for {x} is {0}.",
        "The forecast error for {x} is a WAPE of {0}.")),
    "mase": Words("MASE", _is("the MASE"), ("The MASE of the forecast for {x} is {0}.",)),
    "rmse": Words("RMSE", _is("the RMSE"), ("The RMSE of the forecast for {x} is {0}.",)),
    "mae": Words("MAE", _is("the MAE", "the mean absolute error"), ("The MAE of the forecast for {x} is {0}.",)),
    "mape": Words("MAPE", _is("the MAPE"), ("The MAPE of the forecast for {x} is {0}.",)),
    "wql": Words("WQL", _is("the WQL"), ("The WQL of the forecast for {x} is {0}.",)),
    "bias_pct": Words("forecast bias", _is("the bias", "the forecast bias"), (
        "The forecast for {x} is {0} on average.", "On average the forecast for {x} is {0}.",
        "In the backtest the forecast for {x} was {0}.")),
    "bias_size": Words("size of the bias", _is("the size of the bias"), (
        "The forecast for {x} is off by {0} on average, up or down.",)),
    "direction_accuracy": Words("direction accuracy", _is("the direction accuracy"), (
        "The direction accuracy of the forecast for {x} is {0}.",
        "The forecast for {x} gets the direction right {0} of the time.")),
    "coverage_80": Words("inside the 80% range", _is("the share of actuals inside the 80% range"), (
        "Actual sales of {x} fell inside the 80% range {0} of the time.",
        "The 80% range for {x} held {0} of actual sales.")),
    "outside_80": Words("outside the 80% range", _is("the share of actuals outside the 80% range"), (
        "Actual sales of {x} fell outside the 80% range {0} of the time.",
        "{0} of actual sales of {x} fell outside the 80% range.")),
    "forecast_model": Words("forecast model", _is("the forecast model", "the model"), (
        "The forecast for {x} comes from the model {0}.", "{x} is forecast by {0}.")),
    "order_qty_before": Words("order quantity before", (("the order quantity in the previous run", "was"),), (
        "The previous run recommended {0} for {x}.", "In the previous run the order for {x} was {0}.")),
    "order_qty_change": Words("change of the order", _is("the change of the order"), (
        "The recommended order for {x} is {0} than in the previous run.",)),
    "expected_sales_before": Words("expected sales before", (("the previous run's forecast", "was"),), (
        "The previous run expected {0} for {x} {when}.", "Before, {0} were expected for {x} {when}.")),
    # ---- master data
    "supplier_lead_time_days": Words("lead time", _is("the lead time"), (
        "The lead time of {supplier} is {0}.", "{supplier} delivers in {0}.", "The lead time for {x} is {0}.")),
    "supplier_lead_time_sd_days": Words("lead-time spread", _is("the spread of the lead time"), (
        "The lead time of {supplier} varies by {0}.", "The spread of the lead time for {x} is {0}.")),
    "supplier_review_period_days": Words("review period", _is("the review period"), (
        "The review period of {supplier} is {0}.", "The review period for {x} is {0}.")),
    "supplier_order_cost": Words("cost of an order", _is("the cost of an order"), (
        "An order with {supplier} costs {0} to place.", "Placing an order for {x} costs {0}.")),
    "supplier_on_time_rate": Words("on-time rate", _is("the on-time rate"), (
        "{supplier} delivers on time {0} of the time.", "The on-time rate for {x} is {0}.")),
    "supplier_payment_terms": Words("payment terms", _are("the payment terms"), (
        "The payment terms of {supplier} are {0}.", "The payment terms for {x} are {0}.")),
    "product_unit_cost": Words("unit cost", _is("the unit cost"), (
        "The unit cost of {x} is {0}.", "{x} costs us {0} a unit.")),
    "product_unit_price": Words("unit price", _is("the unit price"), (
        "The unit price of {x} is {0}.", "{x} sells at {0} a unit.")),
    "product_moq": Words("minimum order", _is("the minimum order quantity"), (
        "The minimum order of {x} is {0}.", "{x} has a minimum order of {0}.")),
    "product_order_multiple": Words("order multiple", _is("the order multiple", "the pack size"), (
        "{x} is ordered in multiples of {0}.", "The order multiple of {x} is {0}.")),
    "product_category": Words("category", _is("the category"), ("{x} is in the category {0}.",)),
    "product_supplier": Words("supplier", _is("the supplier"), (
        "{x} is supplied by {0}.", "The supplier of {x} is {0}.", "We buy {x} from {0}.")),
    # ---- derived
    "quantity_cost": Words("cost of that quantity", _is("the cost of that quantity"), (
        "That quantity of {x} costs {0}.", "The cost of that quantity is {0} for {x}.",
    )),
    "products_counted": Words("number of products", _is("the number of products"), (
        "The number of products is {0} for {x}.", "{x} counts {0}.",
    )),
    "count": Words("count", _is("the number"), ("There are {0} for {x}.", "{x} has {0}.")),
    "share": Words("share", _is("the share"), ("The share of {x} is {0}.", "{x} makes up {0} of the total.")),
    "difference": Words("difference", _is("the difference"), ("The difference is {0}.",)),
    "change": Words("change", _is("the change"), ("The change for {x} is {0}.",)),
    "change_pct": Words("change in percent", _is("the change in percent"), ("{x} is {0}.",)),
    "winner": Words("winner", _is("the winner"), ("It is {0}.",)),
}
# fmt: on


def _quantile(role: str) -> Words:
    name, _, level = role.rpartition("_")
    what = "returns" if name.startswith("returns") else "demand"
    return Words(
        f"{level}% level of {what}",
        ((f"the {level}% level of {what}", "is"), (f"the {level}% quantile", "is")),
        (
            f"The {level}% level of {what} for {{x}} {{when}} is {{0}}.",
            f"With {level}% certainty {what} for {{x}} {{when}} stays within {{0}}.",
            f"At the {level}% level, {what} for {{x}} is {{0}} {{when}}.",
        ),
    )


def words_of(role: str, label: str = "") -> Words:
    """The words of a role; of an unknown one from the label of its fact."""
    if role in ROLES:
        return ROLES[role]
    if role.startswith(("sales_quantile_", "returns_quantile_")):
        return _quantile(role)
    noun = label or role.replace("_", " ")
    head = noun.split(" on ")[0]  # "expected sales on Saturdays"
    several = head.endswith(("sales", "returns", "days", "days of cover", "units", "alerts"))
    several = several and not noun.startswith(("chance", "difference", "change", "share", "value", "place"))
    verb = "are" if several else "is"
    sentences = (f"The {noun} for {{x}} {{when}} {verb} {{0}}.", f"For {{x}} the {noun} {{when}} {verb} {{0}}.")
    return Words(noun, ((f"the {noun}", verb), (noun, verb)), sentences)


def label_of(fact: Fact) -> str:
    """The label of a fact in a brief: that of its role; derived facts keep their own where it says more."""
    from llm.telling import role_of

    role = role_of(fact)
    if role in ("value", "scenario_value", "count", "share", "difference", "change") and fact.label:
        return fact.label
    if role in ROLES and fact.label.startswith("total ") and not ROLES[role].label.startswith("total "):
        return f"total {ROLES[role].label}"
    return words_of(role, fact.label).label
