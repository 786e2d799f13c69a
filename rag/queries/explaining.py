"""Why a figure is what it is: the arithmetic behind it, and what changed since the last run."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from rag.facts import Evidence, Fact
from rag.measures import MEASURES
from rag.queries.changing import changed, is_change
from rag.queries.coverage import missing
from rag.queries.inquiry import Inquiry
from rag.queries.table_query import Column, Table
from rag.queries.values import values

__all__ = ["explains"]

_POLICY = ("lead_time_days", "review_period_days", "cycle_service_level")
#: (measures that answer the why, measures that help), by what is explained.
_BEHIND: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "order_qty": (
        ("order_qty", "inventory_position", "order_up_to", "reorder_point"),
        (
            "protection_mean",
            "safety_stock",
            "on_hand",
            "on_order",
            *_POLICY,
            "product_moq",
            "product_order_multiple",
            "stockout_probability",
            "order_by",
        ),
    ),
    "order_up_to": (("order_up_to", "protection_mean", "safety_stock"), ("reorder_point", *_POLICY)),
    "reorder_point": (("reorder_point", "protection_mean", "safety_stock"), _POLICY),
    "safety_stock": (
        ("safety_stock", "protection_mean", "cycle_service_level"),
        ("lead_time_days", "supplier_lead_time_sd_days", "review_period_days", "std_daily_28d", "cv"),
    ),
    "protection_mean": (("protection_mean", "lead_time_days", "review_period_days"), ("avg_daily_28d",)),
    "excess": (("on_hand", "days_of_cover"), ("inventory_position", "order_up_to", "on_order", "avg_daily_28d")),
    "stockout": (
        ("stockout_date", "stockout_probability", "on_hand"),
        ("on_order", "due_on", "days_of_cover", "protection_mean", "expected_lost_units", "order_qty"),
    ),
    "accuracy": (("wape", "bias_pct", "coverage_80"), ("mase", "forecast_model", "cv", "demand_class")),
    "forecast": (
        ("expected_sales", "avg_daily_28d", "trend_pct_28d"),
        ("expected_daily_sales", "trend", "peak_weekday", "promo_uplift_pct", "forecast_model"),
    ),
    "eoq": (("eoq", "supplier_order_cost", "product_unit_cost"), ("avg_daily_28d",)),
}
_TOPIC = {
    "order_value": "order_qty",
    "order_by": "order_qty",
    "action": "order_qty",
    "reason": "order_qty",
    "stockout_date": "stockout",
    "stockout_probability": "stockout",
    "expected_lost_units": "stockout",
    "days_of_cover": "excess",
    "on_hand": "excess",
    "wape": "accuracy",
    "mase": "accuracy",
    "bias_pct": "accuracy",
    "coverage_80": "accuracy",
    "wql": "accuracy",
    "mape": "accuracy",
    "rmse": "accuracy",
    "mae": "accuracy",
    "direction_accuracy": "accuracy",
    "forecast_model": "accuracy",
    "expected_sales": "forecast",
    "expected_daily_sales": "forecast",
    "sales_quantile": "forecast",
    "peak_day": "forecast",
    "low_day": "forecast",
    "trend": "forecast",
    "trend_pct_28d": "forecast",
    "inventory_position": "order_qty",
}
#: Series that are explained one by one; of more, the first of the list.
_EXPLAINED = 3


def explains(inquiry: Inquiry) -> Evidence:
    """Run an `explain` plan."""
    if is_change(inquiry):
        return changed(inquiry)
    topic = _topic(inquiry)
    if topic not in _BEHIND:
        return values(inquiry)
    asked, beside = _BEHIND[topic]
    named = [m for m in inquiry.plan.measures if m in MEASURES and m not in asked and not m.endswith("_quantile")]
    asked = tuple(dict.fromkeys((*named, *asked)))
    if not inquiry.scope.one_series():
        return _several(inquiry, topic, asked)
    return _one(inquiry, topic, asked, beside)


def _topic(inquiry: Inquiry) -> str:
    plan = inquiry.plan
    if any(f.column == "action" and _speaks_of_excess(f.value) for f in plan.filters):
        return "excess"
    first = plan.measures[0] if plan.measures else "order_qty"
    return first if first in _BEHIND else _TOPIC.get(first, first)


def _speaks_of_excess(value: Any) -> bool:
    return value == "excess" or (isinstance(value, (tuple, list)) and "excess" in value)


def _one(inquiry: Inquiry, topic: str, asked: tuple[str, ...], beside: tuple[str, ...]) -> Evidence:
    """All that the arithmetic of one series is made of."""
    span = inquiry.span()
    if span is not None and span.empty:
        span = None
    query = inquiry.query("series", span)
    columns = [query.add(i) for i in asked]
    extra = [query.add(i) for i in beside if i not in asked]
    reason = query.add("reason")
    action = query.add("action")
    table = query.run()
    if not table.rows:
        return inquiry.no_data(missing(inquiry, MEASURES[asked[0]], None, "series"))
    row = table.rows[0]
    facts: dict[str, Fact] = {}
    for column in [*columns, *extra, action]:
        fact = inquiry.book.measured(column, row, "series", asked=column in columns)
        if fact is not None:
            facts[column.measure.id] = fact
        elif column in columns and column.measure.id != "stockout_date":
            inquiry.messages.append(missing(inquiry, column.measure, row, "series"))
    _arithmetic(inquiry, topic, facts)
    if topic in ("order_qty", "order_up_to", "reorder_point", "safety_stock", "excess", "stockout"):
        inquiry.book.measured(reason, row, "series", asked=False)
    if topic == "forecast":
        _known_future(inquiry)
    inquiry.show(table, [*columns, *extra, action, reason])
    return inquiry.evidence("answered" if facts else "no_data")


def _arithmetic(inquiry: Inquiry, topic: str, facts: dict[str, Fact]) -> None:
    """The steps between the figures, where they are not cells themselves."""
    book = inquiry.book

    def number(name: str) -> float | None:
        fact = facts.get(name)
        return float(fact.value) if fact is not None and isinstance(fact.value, (int, float)) else None

    up_to, position = number("order_up_to"), number("inventory_position")
    if topic == "order_qty" and up_to is not None and position is not None and number("order_qty"):
        book.derived(
            up_to - position,
            "units",
            "gap between order-up-to level and inventory position",
            "order_gap",
            "difference",
            [facts["order_up_to"], facts["inventory_position"]],
            subject=facts["order_qty"].subject,
            asked=False,
        )
    lead, review = number("lead_time_days"), number("review_period_days")
    if lead is not None and review is not None:
        book.derived(
            lead + review,
            "days",
            "protection period",
            "protection_days",
            "sum",
            [facts["lead_time_days"], facts["review_period_days"]],
            subject=facts["lead_time_days"].subject,
            asked=False,
        )


def _known_future(inquiry: Inquiry) -> None:
    """Promotions and events that fall into the window, as facts beside a forecast."""
    span = inquiry.span_for(MEASURES["expected_sales"], inquiry.span())
    (store,), (product,) = inquiry.scope.ids("store"), inquiry.scope.ids("product")
    if span is None or span.empty:
        return
    subject = inquiry.scope.subject(inquiry.view)
    promo = inquiry.session.rows(
        "SELECT date FROM promotions WHERE on_promo AND store_id = ? AND product_id = ? "
        "AND date BETWEEN ? AND ? ORDER BY date",
        [store, product, span.start, span.end],
    )
    if promo:
        inquiry.book.derived(
            len(promo),
            "days",
            "days on promotion in the window",
            "promotion_days",
            "count",
            table="promotions",
            key={"store_id": store, "product_id": product},
            column="on_promo",
            cells=len(promo),
            subject=subject,
            asked=False,
            decimals=0,
        )
    for event in inquiry.session.rows(
        "SELECT date, name FROM events WHERE date BETWEEN ? AND ? "
        "AND (store_id IS NULL OR store_id = ?) ORDER BY date LIMIT 5",
        [span.start, span.end, store],
    ):
        inquiry.book.cell(
            event["name"],
            "",
            "event",
            "events",
            {"date": event["date"].isoformat()},
            "name",
            measure="event",
            start=event["date"],
            end=event["date"],
            subject=subject,
            asked=False,
        )


def _several(inquiry: Inquiry, topic: str, asked: tuple[str, ...]) -> Evidence:
    """Many series: the figures of all in the rows, the first few told."""
    query = inquiry.query("series", inquiry.span())
    columns = [query.add(i) for i in asked]
    reason = query.add("reason")
    query.where(inquiry.plan.filters)
    lead = columns[0]
    query.order.append(f"{lead.alias} {'ASC' if lead.measure.kind == 'date' else 'DESC'} NULLS LAST")
    table = query.run(not_null=lead.alias)
    if not table.rows:
        inquiry.plan = replace(inquiry.plan, intent="value")
        return values(inquiry)
    inquiry.count_fact(table.total, "products in stores", asked=False)
    _tell_first(inquiry, table, [*columns, reason])
    inquiry.show(table, [*columns, reason], "store" if len(inquiry.scope.ids("product")) == 1 else "product")
    return inquiry.evidence()


def _tell_first(inquiry: Inquiry, table: Table, columns: list[Column]) -> None:
    for number, row in enumerate(table.rows[:12]):
        for column in columns:
            inquiry.book.measured(column, row, "series", asked=number < _EXPLAINED and column is not columns[-1])
