"""What was checked, what was skipped and why a value is not there."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from rag.measures import MEASURES, PLANNED_PROMOTION, Measure
from rag.queries.inquiry import Inquiry
from rag.queries.table_query import Column, TableQuery

__all__ = ["missing", "no_promotion", "note_coverage", "plain_label", "set_coverage"]

#: What has to be known of a series for a measure to say anything; NULL dates are answers.
_KNOWN_BY = {
    "stockout_date": "days_of_cover",
    "order_by": "order_qty",
    "order_value": "order_qty",
    "alert_count": "",
    "due_on": "",
    "count": "",
}


def no_promotion(measure: Measure, place: str = "") -> str:
    """What is said where no promotion is running, or none is planned."""
    return f"No promotion is {'running' if measure.id == 'running_promotion_until' else 'planned'}{place}."


def note_coverage(inquiry: Inquiry, query: TableQuery, columns: Sequence[Column], row: Mapping[str, Any]) -> None:
    """Coverage of a total: how many of its series had a value."""
    measures = [c.measure for c in columns if not (c.measure.windowed or c.measure.additivity == "group_table")]
    if measures and not inquiry.plan.filters:
        set_coverage(inquiry, [m.id for m in measures])
    else:
        total = int(row["series_total"])
        inquiry.coverage = {"checked": total, "total": total, "skipped": 0, "skipped_reason": ""}


def set_coverage(inquiry: Inquiry, measure_ids: Sequence[str]) -> None:
    """Count the series of the scope for which all of `measure_ids` are known, and say why others are not."""
    from rag.queries.measure_sql import wide_column

    needed = []
    tables = {MEASURES[i].table for i in measure_ids if i in MEASURES and i != "count"}
    for measure_id in measure_ids:
        wanted = MEASURES.get(_KNOWN_BY.get(measure_id, measure_id))
        column = wide_column(wanted) if wanted else None
        if column and column not in needed:
            needed.append(column)
    where, parameters = inquiry.scope.where()
    known = " AND ".join(f"s.{c} IS NOT NULL" for c in needed) or "TRUE"
    row = inquiry.session.row(
        f"SELECT count(*) AS total, count(*) FILTER ({known}) AS checked, "
        f"count(*) FILTER (NOT ({known}) AND s.on_hand IS NULL) AS no_stock, "
        f"count(*) FILTER (NOT ({known}) AND s.lead_time_days IS NULL) AS no_lead_time, "
        f"count(*) FILTER (NOT ({known}) AND s.mean_step IS NULL) AS no_forecast "
        f"FROM held.series s WHERE {where}",
        parameters,
    )
    total, checked = int(row["total"]), int(row["checked"])
    skipped = total - checked
    inquiry.coverage = {
        "checked": checked,
        "total": total,
        "skipped": skipped,
        "skipped_reason": "no backtest" if skipped and tables == {"accuracy"} else _reason(row, skipped, needed),
    }


def _reason(row: Mapping[str, Any], skipped: int, needed: Sequence[str]) -> str:
    if not skipped:
        return ""
    for name, words in (
        ("no_lead_time", "no lead time"),
        ("no_stock", "no stock record"),
        ("no_forecast", "no forecast"),
    ):
        if int(row[name]) == skipped:
            return words
    return "no " + " or ".join(_LACKING.get(c, c.replace("_", " ")) for c in needed)


#: What a series lacks where these are not known.
_LACKING = {"lot_extra": "order", "trend_pct_28d": "trend", "oos_days": "stock flag", "oos_weeks": "stock flag"}


def plain_label(measure: Measure) -> str:
    """The label without the days that it spans: a sentence that tells no value tells no number."""
    return re.sub(r" over the last \d+ days|\b\d+% ", "", measure.label)


def missing(inquiry: Inquiry, measure: Measure | None, row: Mapping[str, Any] | None, grain: str) -> str:
    """A sentence that says why there is no value."""
    view = inquiry.view
    subject = inquiry.scope.subject(view)
    of = " in ".join(v for k, v in subject.items() if k in ("product", "store"))
    of = of or ", ".join(subject.values())
    place = f" for {of}" if of else ""
    if measure is None:
        return f"There is nothing{place} in this run."
    label = plain_label(measure)
    if measure.table == "replenishment" and not view.has_stock:
        inquiry.absent = True
        return f"No inventory was supplied, so there is no {label}{place}."
    if row is None:
        if inquiry.plan.filters:
            return f"Nothing{place} meets these conditions."
        window = inquiry.plan.window
        if measure.windowed and window is not None and window.side == "history" and window.asked:
            days = "" if window.start == window.end else f" to {window.end.isoformat()}"
            return f"No sales are recorded{place} for {window.start.isoformat()}{days}."
        return f"There is no {label}{place}: the run has no such series."
    if measure.id == "stockout_date":
        return _stockout(inquiry, row, place)
    if measure.id == "order_by":
        return f"No order is due{place}."
    if measure.id == "promotion_price":
        return f"No promotion price is planned{place} for that time."
    if measure.id in PLANNED_PROMOTION:
        return no_promotion(measure, place)
    if measure.id == "due_on":
        return f"There is no open order{place}."
    if measure.id == "promo_uplift_pct":
        return f"There is no promotion uplift{place}: no promotions were seen in the history."
    if measure.id in ("return_rate_pct", "actual_returns", "expected_returns", "returns_quantile"):
        return f"There are no returns figures{place}: the sales data has no returns for it."
    if measure.table == "changes" or measure.table == "previous_forecasts":
        if view.previous_run is None:
            return "There is no previous run to compare with."
        return f"The previous run has no {label}{place}."
    return f"The {label}{place} is not known{_why(inquiry, measure)}."


def _stockout(inquiry: Inquiry, row: Mapping[str, Any], place: str) -> str:
    known = inquiry.session.row(
        "SELECT days_of_cover FROM held.series WHERE store_id = ? AND product_id = ?",
        [row.get("store_id"), row.get("product_id")],
        keep=False,
    )
    if known and known["days_of_cover"] is None:
        return f"The expected stockout date{place} is not known{_why(inquiry, None)}."
    end = inquiry.view.last_day.isoformat() if inquiry.view.last_day else "the end of the horizon"
    return f"The stock{place} is not expected to run out within the horizon (until {end})."


def _why(inquiry: Inquiry, measure: Measure | None) -> str:
    """The reason that the run itself gives for a NULL in one series' replenishment row."""
    if (measure is not None and measure.table != "replenishment") or not inquiry.scope.one_series():
        return ""
    (store,), (product,) = inquiry.scope.ids("store"), inquiry.scope.ids("product")
    row = inquiry.session.row(
        "SELECT reason FROM held.series WHERE store_id = ? AND product_id = ?", [store, product], keep=False
    )
    return f": {str(row['reason']).rstrip('.')}" if row.get("reason") else ""
