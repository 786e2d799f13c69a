"""What a measure is, and how the measures of one table are made.

Each function makes one measure of a table with what all measures of that table have in common.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = [
    "Measure",
    "ValueKind",
    "accuracy_measure",
    "forecast_measure",
    "order_line_measure",
    "product_measure",
    "promotion_measure",
    "stat_measure",
    "stock_measure",
    "supplier_measure",
]

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


def forecast_measure(
    id: str, label: str, column: str, target: str = "sales", additivity: Additivity = "sum"
) -> Measure:
    """A measure of the forecasts of a window: of the mean, of a quantile over the window (`cum`) or of the day."""
    return Measure(id, label, "units", "forecasts", column, additivity=additivity, windowed=True, target=target)


def stat_measure(
    id: str, label: str, unit: str, additivity: Additivity = "none", kind: ValueKind = "number"
) -> Measure:
    """A statistic of a series, by the name of its column."""
    return Measure(id, label, unit, "stats", id, kind=kind, additivity=additivity)


def stock_measure(
    id: str,
    label: str,
    unit: str = "units",
    additivity: Additivity = "sum",
    kind: ValueKind = "number",
    scale: float = 1.0,
) -> Measure:
    """A figure of the replenishment table, by the name of its column."""
    return Measure(id, label, unit, "replenishment", id, kind=kind, additivity=additivity, scale=scale)


def accuracy_measure(id: str, label: str, unit: str, scale: float = 1.0, additivity: Additivity = "none") -> Measure:
    """An error or a share measured on the backtest of the sales forecast, by the name of its column."""
    return Measure(id, label, unit, "accuracy", id, additivity=additivity, target="sales", scale=scale)


def supplier_measure(column: str, label: str, unit: str, kind: ValueKind = "number", scale: float = 1.0) -> Measure:
    """A column of the supplier master data; its id has `supplier_` before the name."""
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


def product_measure(column: str, label: str, unit: str, kind: ValueKind = "number") -> Measure:
    """A column of the product master data; its id has `product_` before the name."""
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


def order_line_measure(
    id: str, label: str, unit: str, column: str, kind: ValueKind = "number", additivity: Additivity = "none",
    decimals: int = 0,
) -> Measure:  # fmt: skip
    """A figure made of open order lines."""
    return Measure(id, label, unit, "open_orders", column, kind=kind, additivity=additivity, decimals=decimals)


def promotion_measure(id: str, column: str, label: str, unit: str = "", kind: ValueKind = "date") -> Measure:
    """A measure of one planned promotion of a series: the next one, or the one that is running."""
    return Measure(id, label, unit, "promotions", column, kind=kind, additivity="none", decimals=0)
