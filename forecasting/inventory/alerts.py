"""Alerts: one per cause, in plain words, the same id day after day so that repeats can be kept quiet."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import pandas as pd

from forecasting.inventory.reasons import amount, told_date
from forecasting.inventory.settings import AlertSettings
from forecasting.run_tables import RUN_TABLES

__all__ = ["make_alerts", "new_alerts"]

_SEVERITY_ORDER = {"critical": 0, "warning": 1, "info": 2}


def make_alerts(
    replenishment: pd.DataFrame,
    stats: pd.DataFrame | None = None,
    accuracy: pd.DataFrame | None = None,
    open_orders: pd.DataFrame | None = None,
    as_of: date | None = None,
    settings: AlertSettings | None = None,
    *,
    forecasts: pd.DataFrame | None = None,
    names: Mapping[tuple[str, str], str] | None = None,
) -> pd.DataFrame:
    """The alerts table, most severe first; columns of the contract, then `since_key`.

    `stats`, `accuracy` (served rows of target sales are used), `open_orders` and `forecasts`
    may be None: their alerts are then not looked for. `names` maps (store_id, product_id) to
    what the message calls them, e.g. "Oat Milk 1L in Leeds"; without it ids are used.
    A stockout that has happened hides the stockout risk, and a demand spike the volatility.
    """
    settings = settings or AlertSettings()
    rows: list[dict[str, Any]] = []
    rows += _stockouts(replenishment, settings)
    rows += _excess(replenishment)
    if stats is not None:
        spikes = _spikes(stats, forecasts, settings)
        rows += spikes
        rows += _volatility(stats, settings, {(r["store_id"], r["product_id"]) for r in spikes})
        rows += _returns(stats, settings)
    if accuracy is not None:
        rows += _drift(accuracy, stats, settings)
    if open_orders is not None and len(open_orders):
        if as_of is None:
            raise ValueError("late orders need as_of")
        rows += _late_orders(open_orders, pd.Timestamp(as_of), settings)
    return _frame(rows, names or {})


def new_alerts(alerts: pd.DataFrame, previous: pd.DataFrame | None) -> pd.DataFrame:
    """The alerts that were not there before, or have become more severe: what is worth a message today."""
    if previous is None or len(previous) == 0:
        return alerts
    before = previous.drop_duplicates("alert_id").set_index("alert_id")["severity"].map(_SEVERITY_ORDER)
    known = alerts["alert_id"].map(before)
    return alerts[known.isna() | (alerts["severity"].map(_SEVERITY_ORDER) < known)].reset_index(drop=True)


def alert_id(kind: str, *cause: str) -> str:
    """Sixteen hex digits of kind and cause, without the day: the same cause keeps its id."""
    return hashlib.sha256("\x1f".join((kind, *cause)).encode()).hexdigest()[:16]


def _each(frame: pd.DataFrame) -> Iterable[Any]:
    """Rows as named tuples; their fields are not known to a type checker."""
    return frame.itertuples()


def _row(r: Any, kind: str, severity: str, value: float, threshold: float, text: str, *cause: str) -> dict[str, Any]:
    store, product = str(r.store_id), str(r.product_id)
    return {
        "alert_id": alert_id(kind, store, product, *cause),
        "kind": kind,
        "severity": severity,
        "store_id": store,
        "product_id": product,
        "value": float(value),
        "threshold": float(threshold),
        "text": text,
    }


def _stockouts(table: pd.DataFrame, s: AlertSettings) -> list[dict[str, Any]]:
    """`stockout`: none left and demand is expected. `stockout_risk`: likely before the next delivery could help."""
    out = []
    demand = table["protection_mean"].fillna(0) > 0
    for r in _each(table[demand & (table["on_hand"] <= 0)]):
        arriving = f"; {amount(r.on_order)} on order" if r.on_order > 0 else "; nothing on order"
        text = f"out of stock, {amount(r.protection_mean)} units expected in {amount(r.protection_days)} days{arriving}"
        out.append(_row(r, "stockout", "critical", max(r.on_hand, 0.0) if r.on_hand >= 0 else r.on_hand, 0.0, text))
    risky = table[demand & (table["on_hand"] > 0) & (table["stockout_probability"] >= s.stockout_warning)]
    for r in _each(risky):
        severity = "critical" if r.stockout_probability >= s.stockout_critical else "warning"
        when = f", expected on {told_date(r.stockout_date)}" if pd.notna(r.stockout_date) else ""
        text = (
            f"{100 * r.stockout_probability:.0f}% chance of running out within {amount(r.protection_days)} days{when}; "
            f"{amount(r.on_hand)} on hand, {amount(r.on_order)} on order"
        )
        out.append(_row(r, "stockout_risk", severity, r.stockout_probability, s.stockout_warning, text))
    return out


def _excess(table: pd.DataFrame) -> list[dict[str, Any]]:
    out = []
    for r in _each(table[table["action"] == "excess"]):
        need = r.on_hand - r.excess_units
        lasts = f"; they last {amount(r.days_of_cover)} days" if pd.notna(r.days_of_cover) else ""
        text = f"{amount(r.on_hand)} units in stock, {amount(r.excess_units)} more than the forecast needs{lasts}"
        out.append(_row(r, "excess", "info", r.on_hand, need, text))
    return out


def _returns(stats: pd.DataFrame, s: AlertSettings) -> list[dict[str, Any]]:
    out = []
    for r in _each(stats[stats["return_rate_pct"] > s.return_rate_pct]):
        severity = "critical" if r.return_rate_pct >= s.return_rate_critical_pct else "warning"
        text = f"{r.return_rate_pct:.1f}% of the units sold came back; the threshold is {s.return_rate_pct:.0f}%"
        out.append(_row(r, "return_rate", severity, r.return_rate_pct, s.return_rate_pct, text))
    return out


def _volatility(stats: pd.DataFrame, s: AlertSettings, explained: set[tuple[str, str]]) -> list[dict[str, Any]]:
    out = []
    wild = (stats["cv"] > s.volatility_cv) & (stats["avg_daily_28d"] >= s.volatility_min_daily)
    for r in _each(stats[wild]):
        if (str(r.store_id), str(r.product_id)) in explained:
            continue
        text = (
            f"daily sales vary by {100 * r.cv:.0f}% of their mean; the threshold is {100 * s.volatility_cv:.0f}% "
            f"(average {amount(r.avg_daily_28d)} a day)"
        )
        out.append(_row(r, "volatility", "info", r.cv, s.volatility_cv, text))
    return out


def _spikes(stats: pd.DataFrame, forecasts: pd.DataFrame | None, s: AlertSettings) -> list[dict[str, Any]]:
    """Forecast of the next 7 steps against the average of the last 28 days (of the last 7 without forecasts)."""
    keys = ["store_id", "product_id"]
    if forecasts is not None and len(forecasts):
        near = forecasts[(forecasts["target"] == "sales") & (forecasts["step"] <= 7)]
        ahead = near.groupby(keys)["mean"].mean().rename("ahead").reset_index()
        frame = stats.merge(ahead, on=keys)
        label = "the forecast of the next days is"
    else:
        frame = stats.assign(ahead=stats["avg_daily_7d"])
        label = "sales of the last 7 days were"
    base = frame["avg_daily_28d"]
    rise = 100 * (frame["ahead"] / base.where(base > 0) - 1)
    spike = (rise >= s.demand_spike_pct) & (7 * (frame["ahead"] - base) >= s.demand_spike_min_units)
    out = []
    for r in _each(frame.assign(rise=rise)[spike]):
        text = (
            f"{label} {amount(r.ahead)} a day, {r.rise:.0f}% above the average of the last 28 days "
            f"({amount(r.avg_daily_28d)})"
        )
        out.append(_row(r, "demand_spike", "warning", r.rise, s.demand_spike_pct, text))
    return out


def _drift(accuracy: pd.DataFrame, stats: pd.DataFrame | None, s: AlertSettings) -> list[dict[str, Any]]:
    served = accuracy[accuracy["served"].fillna(False).astype(bool) & (accuracy["target"] == "sales")]
    if stats is not None and len(stats):
        busy = stats.loc[stats["avg_daily_28d"] >= s.drift_min_daily, ["store_id", "product_id"]]
        served = served.merge(busy, on=["store_id", "product_id"])
    out = []
    for r in _each(served[served["bias_pct"].abs() > s.drift_bias_pct]):
        severity = "warning" if abs(r.bias_pct) >= s.drift_critical_pct else "info"
        side = "above" if r.bias_pct > 0 else "below"
        text = f"forecasts were {abs(r.bias_pct):.0f}% {side} actual sales; the threshold is {s.drift_bias_pct:.0f}%"
        out.append(_row(r, "forecast_drift", severity, r.bias_pct, s.drift_bias_pct, text))
    return out


def _late_orders(orders: pd.DataFrame, as_of: pd.Timestamp, s: AlertSettings) -> list[dict[str, Any]]:
    days = (as_of - pd.to_datetime(orders["due_on"])).dt.days
    out = []
    for r, late in zip(_each(orders), days, strict=True):
        if not late >= s.late_order_days or not r.quantity > 0:
            continue
        severity = "critical" if late >= s.late_order_critical_days else "warning"
        plural = "day" if late == 1 else "days"
        text = (
            f"order {r.order_id} of {amount(r.quantity)} units is {int(late)} {plural} late (due {told_date(r.due_on)})"
        )
        out.append(_row(r, "late_order", severity, late, s.late_order_days, text, str(r.order_id)))
    return out


def _frame(rows: list[dict[str, Any]], names: Mapping[tuple[str, str], str]) -> pd.DataFrame:
    columns = list(RUN_TABLES["alerts"].names)
    if not rows:
        return pd.DataFrame({name: pd.Series(dtype=object) for name in columns})
    for row in rows:
        subject = names.get((row["store_id"], row["product_id"])) or f"{row['product_id']} in {row['store_id']}"
        row["message"] = f"{subject}: {row.pop('text')}."
    frame = pd.DataFrame(rows).drop_duplicates("alert_id")
    order = frame["severity"].map(_SEVERITY_ORDER)
    frame = frame.assign(_order=order).sort_values(["_order", "kind", "store_id", "product_id", "alert_id"])
    return frame[columns].reset_index(drop=True)
