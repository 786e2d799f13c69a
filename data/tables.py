"""The input tables: the public contract of what a user supplies.

One `TableSpec` per table. Validation, ingestion, the DuckDB views and the documentation
all read these specifications; a column is described nowhere else.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["INPUT_TABLES", "Column", "Kind", "TableSpec"]

Kind = Literal["text", "date", "number", "integer", "bool"]

#: DuckDB type of each kind. Ids are always text, dates always DATE, missing always NULL.
SQL_TYPES: dict[Kind, str] = {
    "text": "VARCHAR",
    "date": "DATE",
    "number": "DOUBLE",
    "integer": "BIGINT",
    "bool": "BOOLEAN",
}


@dataclass(frozen=True)
class Column:
    """One column: its name, kind, unit and limits."""

    name: str
    kind: Kind
    required: bool = True
    unit: str = ""
    minimum: float | None = None
    maximum: float | None = None
    description: str = ""
    pattern: str = ""  # of a text: a regular expression that it matches as a whole, whatever the case
    example: str = ""  # of a text with a pattern, for messages

    @property
    def sql_type(self) -> str:
        return SQL_TYPES[self.kind]


@dataclass(frozen=True)
class TableSpec:
    """One table: its columns in order and the key that no two rows share."""

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    description: str = ""

    def __getitem__(self, name: str) -> Column:
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"table {self.name} has no column {name}")

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(c.name for c in self.columns)

    @property
    def required(self) -> tuple[str, ...]:
        return tuple(c.name for c in self.columns if c.required)


def _text(name: str, required: bool = True, description: str = "") -> Column:
    return Column(name, "text", required, description=description)


def _number(
    name: str, required: bool = True, unit: str = "", minimum: float | None = 0.0, maximum: float | None = None
) -> Column:
    return Column(name, "number", required, unit, minimum, maximum)


_WEEKDAY = "(mon|tue|wed|thu|fri|sat|sun)[a-z]*"


def _weekdays(name: str, description: str) -> Column:
    """Days of the week as text: "Mon, Thu"; full names and other separators are read too."""
    pattern = rf"{_WEEKDAY}([\s,;/+&]+{_WEEKDAY})*"
    return Column(name, "text", False, description=description, pattern=pattern, example="weekdays such as Mon, Thu")


_SERIES = (_text("store_id"), _text("product_id"))

INPUT_TABLES: dict[str, TableSpec] = {
    spec.name: spec
    for spec in (
        TableSpec(
            "sales",
            (
                Column("date", "date"),
                *_SERIES,
                _number("units_sold", unit="units"),
                _number("units_returned", required=False, unit="units"),
                _number("price", required=False, unit="currency"),
                Column("on_promo", "bool", required=False),
                Column("in_stock", "bool", required=False),
                _text("channel", required=False),
            ),
            key=("date", "store_id", "product_id"),
            description="One row per series and period.",
        ),
        TableSpec(
            "products",
            (
                _text("product_id"),
                _text("name"),
                _text("category", required=False),
                _text("supplier_id", required=False),
                _number("unit_cost", required=False, unit="currency"),
                _number("unit_price", required=False, unit="currency"),
                _number("moq", required=False, unit="units"),
                _number("order_multiple", required=False, unit="units"),
                _number("lead_time_days", required=False, unit="days", maximum=730.0),
                _number("shelf_life_days", required=False, unit="days", minimum=1.0),
            ),
            key=("product_id",),
            description="A lead time of its own wins over the supplier's.",
        ),
        TableSpec("stores", (_text("store_id"), _text("name"), _text("region", required=False)), key=("store_id",)),
        TableSpec(
            "suppliers",
            (
                _text("supplier_id"),
                _text("name"),
                _number("lead_time_days", unit="days"),
                _number("lead_time_sd_days", required=False, unit="days"),
                _number("review_period_days", required=False, unit="days"),
                _number("order_cost", required=False, unit="currency"),
                _number("on_time_rate", required=False, unit="fraction", maximum=1.0),
                _text("payment_terms", required=False),
                _number("min_order_value", required=False, unit="currency"),
                _weekdays("order_weekdays", "Days on which the supplier takes orders; every day where not given."),
                _weekdays("delivery_weekdays", "Days on which the supplier delivers; every day where not given."),
            ),
            key=("supplier_id",),
        ),
        TableSpec(
            "inventory",
            (Column("as_of", "date"), *_SERIES, _number("on_hand", unit="units", minimum=None)),
            key=("as_of", "store_id", "product_id"),
            description="Stock on hand; negative on_hand means backorders.",
        ),
        TableSpec(
            "open_orders",
            (
                _text("order_id"),
                _text("supplier_id", required=False),
                *_SERIES,
                _number("quantity", unit="units"),
                Column("ordered_on", "date", required=False),
                Column("due_on", "date", required=False),
            ),
            key=("order_id", "store_id", "product_id"),
        ),
        TableSpec(
            "price_breaks",
            (
                _text("product_id"),
                _number("min_quantity", unit="units"),
                _number("unit_cost", unit="currency"),
            ),
            key=("product_id", "min_quantity"),
            description="Unit cost of a whole order line from that quantity on; below the first, the product's own.",
        ),
        TableSpec(
            "deliveries",
            (
                _text("delivery_id"),
                _text("supplier_id"),
                Column("ordered_on", "date"),
                Column("delivered_on", "date"),
                Column("promised_on", "date", required=False),
                _text("product_id", required=False),
                _number("quantity", required=False, unit="units"),
            ),
            key=("delivery_id",),
            description="Past deliveries: lead times and their spread are measured from them.",
        ),
        TableSpec(
            "promotions",
            (
                Column("date", "date"),
                *_SERIES,
                _number("price", required=False, unit="currency"),
                Column("on_promo", "bool"),
            ),
            key=("date", "store_id", "product_id"),
            description="Known future prices and promotions.",
        ),
        TableSpec(
            "events",
            (Column("date", "date"), _text("name"), _text("store_id", required=False)),
            key=("date", "name", "store_id"),
        ),
        TableSpec(
            "notes",
            (
                _text("note_id"),
                Column("date", "date", required=False),
                _text("title"),
                _text("body"),
                _text("supplier_id", required=False),
                _text("product_id", required=False),
                _text("store_id", required=False),
            ),
            key=("note_id",),
        ),
    )
}
