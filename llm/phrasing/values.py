"""Random facts: every measure with values that buyers meet, hard ones included."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from llm.phrasing.names import category_name, supplier_name
from rag.facts import Fact
from rag.measures import MEASURES, Measure

__all__ = ["FORECAST_WINDOWS", "random_fact", "random_value", "random_window"]

_TEXTS: dict[str, tuple[str, ...]] = {
    "trend": ("rising", "falling", "flat"),
    "peak_weekday": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "abc_class": ("A", "B", "C"),
    "xyz_class": ("X", "Y", "Z"),
    "demand_class": ("smooth", "erratic", "intermittent", "lumpy"),
    "action": ("order_now", "order_soon", "expedite", "excess", "ok"),
    "forecast_model": ("lstm", "seasonal_naive", "auto_ets", "ensemble", "croston"),
    "supplier_payment_terms": ("net 30", "net 60 days", "2% 10, net 30", "prepaid", "30 days end of month"),
    "reason": ("stock below the reorder point",),
}
FORECAST_WINDOWS = ("next 7 days", "next 14 days", "next week", "tomorrow", "next month", "next 3 days", "next 28 days",
                    "next weekend", "next 2 weeks", "range", "month", "day", "this week")  # fmt: skip
_PAST_WINDOWS = ("last 7 days", "last 28 days", "last week", "yesterday", "last month", "last 30 days", "range",
                 "month",                  "day", "last year", "last 90 days")  # fmt: skip
_DAYS = {"tomorrow": 1, "yesterday": 1, "day": 1, "next weekend": 2, "next month": 30, "last month": 30, "month": 30,
         "next week": 7, "last week": 7, "this week": 7, "last year": 365}  # fmt: skip
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December")  # fmt: skip


def random_window(rng: Random, side: str = "forecast") -> tuple[date, date, str]:
    """(start, end, label) as the date grammar labels windows."""
    label = rng.choice(FORECAST_WINDOWS if side == "forecast" else _PAST_WINDOWS)
    start = date(2012, 1, 1) + timedelta(days=rng.randrange(5400))
    length = _DAYS.get(label) or next((int(p) for p in label.split() if p.isdigit()), rng.randint(2, 20))
    if label == "next 2 weeks":
        length = 14
    end = start + timedelta(days=length - 1)
    if label == "month":
        start = start.replace(day=1)
        end = (start + timedelta(days=32)).replace(day=1) - timedelta(days=1)
        label = f"{MONTHS[start.month - 1]} {start.year}" if rng.random() < 0.5 else MONTHS[start.month - 1]
    elif label in ("range", "day"):
        label = f"{start.day} {MONTHS[start.month - 1]}" + (
            "" if label == "day" else f" to {end.day} {MONTHS[end.month - 1]}"
        )
    return start, end, label


def _units(rng: Random) -> float:
    kind = rng.random()
    if kind < 0.06:
        return 0.0
    if kind < 0.16:
        return round(rng.uniform(0.05, 2), 3)
    if kind < 0.4:
        return float(rng.randint(1, 60))
    if kind < 0.62:
        return rng.uniform(1, 100)
    if kind < 0.85:
        return rng.choice((float(rng.randint(60, 999)), rng.uniform(60, 999)))
    return rng.choice((float(rng.randint(1000, 99999)), rng.uniform(1000, 9999), rng.uniform(1e4, 3e6)))


def random_value(wanted: Measure, rng: Random) -> Any:
    """A value as told (percentages times 100), of the kind of the measure."""
    if wanted.id in ("product_supplier", "product_category"):
        return supplier_name(rng) if wanted.id == "product_supplier" else category_name(rng)
    if wanted.kind == "text":
        return rng.choice(_TEXTS.get(wanted.id, ("standard", "other")))
    if wanted.kind == "date":
        return date(2012, 1, 1) + timedelta(days=rng.randrange(5400))
    if wanted.id in ("trend_pct_28d", "bias_pct", "promo_uplift_pct"):
        size = rng.choice((rng.uniform(0.1, 30), rng.uniform(1, 200), float(rng.randint(1, 60))))
        return size if rng.random() < 0.55 else -min(size, 95.0)
    if wanted.unit == "%":
        return rng.choice((rng.uniform(0, 100), rng.uniform(0, 30), float(rng.randint(0, 100)), 0.0, rng.uniform(0, 1)))
    if wanted.unit == "currency":
        return round(
            rng.choice(
                (rng.uniform(0.2, 50), rng.uniform(50, 5000), rng.uniform(5e3, 2e6), float(rng.randint(1, 900)))
            ),
            2,
        )
    if wanted.unit == "days":
        return rng.choice((float(rng.randint(0, 60)), float(rng.randint(1, 14)), rng.uniform(0, 120)))
    if wanted.unit == "" and wanted.decimals:
        return rng.uniform(0.05, 3)
    if wanted.decimals == 0:
        return float(rng.choice((rng.randint(0, 30), rng.randint(1, 400), 1)))
    value = _units(rng)
    if wanted.id in ("on_hand", "inventory_position", "order_qty_change") and rng.random() < 0.06:
        return -float(rng.randint(1, 200))
    return float(round(value)) if wanted.id in ("on_hand", "on_order", "order_qty", "eoq", "product_moq",
                                                "product_order_multiple", "actual_sales") else value  # fmt: skip


def random_fact(
    measure_id: str, rng: Random, number: int, subject: dict[str, str], window: tuple[date, date, str] | None,
    level: float | None = None, currency: str = "EUR",
) -> Fact:  # fmt: skip
    """A fact as the queries would make it; `window` is used only where the measure has one."""
    wanted = MEASURES[measure_id]
    fields: dict[str, Any] = {}
    if wanted.windowed and window is not None:
        fields = {"start": window[0], "end": window[1], "window_label": window[2]}
    value = random_value(wanted, rng)
    if wanted.id in ("peak_day", "low_day") and window is not None:
        value = window[0] + timedelta(days=rng.randrange((window[1] - window[0]).days + 1))
    label = wanted.label
    if level is not None:
        label = f"{level * 100:g}% quantile of {'returns' if wanted.target == 'returns' else 'demand'}"
        value = abs(_units(rng))
    unit = currency if wanted.unit == "currency" else wanted.unit
    return Fact(
        f"f{number}", value, unit, label, table=wanted.table, column=wanted.column, measure=wanted.id, level=level,
        subject=dict(subject), decimals=wanted.decimals, **fields,
    )  # fmt: skip
