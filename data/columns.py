"""Which column of a file is which column of a table: exact names, usual names, or a mapping."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from data.errors import DataError
from data.tables import INPUT_TABLES, TableSpec

__all__ = ["ColumnMatch", "guess_table", "match_columns", "normalise"]

#: Other names that people give to a column; compared after `normalise`.
_USUAL_NAMES: dict[str, tuple[str, ...]] = {
    "date": ("day", "ds", "week", "month", "period", "sales_date", "transaction_date", "order_date", "datum"),
    "store_id": ("store", "store_nbr", "store_number", "store_code", "shop", "shop_id", "location", "location_id",
                 "site", "site_id", "branch", "outlet", "warehouse", "filiale"),
    "product_id": ("product", "item", "item_id", "item_code", "item_nbr", "sku", "sku_id", "article", "article_id",
                   "article_number", "product_code", "stockcode", "stock_code", "material", "artikel"),
    "units_sold": ("sales", "units", "sold", "quantity", "qty", "quantity_sold", "qty_sold", "sales_qty",
                   "sales_units", "unit_sales", "demand", "volume", "menge"),
    "units_returned": ("returns", "returned", "qty_returned", "quantity_returned", "return_qty", "refunded"),
    "price": ("sell_price", "sales_price", "selling_price", "unit_price", "preis"),
    "on_promo": ("promo", "promotion", "onpromotion", "on_promotion", "is_promo", "promotion_active"),
    "in_stock": ("available", "instock", "is_in_stock", "availability"),
    "name": ("product_name", "store_name", "supplier_name", "vendor_name", "description", "item_name", "title",
             "event", "event_name", "holiday", "vendor", "bezeichnung"),
    "category": ("family", "department", "product_type", "product_group", "class", "group", "kategorie"),
    "region": ("state", "area", "city", "country", "district"),
    "supplier_id": ("supplier", "vendor", "vendor_id", "supplier_code", "lieferant"),
    "unit_cost": ("cost", "cost_price", "purchase_price", "buying_price", "manufacturing_costs"),
    "unit_price": ("price", "sell_price", "selling_price", "retail_price", "list_price"),
    "moq": ("minimum_order_quantity", "min_order_qty", "minimum_order", "min_order"),
    "order_multiple": ("pack_size", "case_size", "units_per_case", "multiple", "lot_size"),
    "lead_time_days": ("lead_time", "leadtime", "lead_times", "supplier_lead_time"),
    "lead_time_sd_days": ("lead_time_sd", "lead_time_std", "lead_time_stdev"),
    "review_period_days": ("review_period", "order_cycle_days", "ordering_frequency_days"),
    "order_cost": ("ordering_cost", "cost_per_order", "fixed_order_cost"),
    "on_time_rate": ("otif", "on_time", "reliability", "service_rate"),
    "payment_terms": ("terms", "payment"),
    "as_of": ("date", "snapshot_date", "stock_date", "count_date", "day"),
    "on_hand": ("stock", "stock_on_hand", "inventory", "qty_on_hand", "quantity_on_hand", "stock_level", "quantity",
                "qty", "units", "stock_levels", "bestand"),
    "order_id": ("po", "po_number", "po_id", "purchase_order", "order_number", "order_no", "order"),
    "quantity": ("qty", "units", "order_quantity", "ordered", "qty_ordered", "open_quantity"),
    "ordered_on": ("order_date", "ordered", "order_day", "placed_on", "created_on"),
    "due_on": ("due_date", "due", "expected_on", "expected_date", "eta", "arrival_date", "delivery_date"),
    "min_order_value": ("minimum_order_value", "min_order_amount", "minimum_order_amount", "minimum_value"),
    "order_weekdays": ("order_days", "ordering_days", "order_day_of_week"),
    "delivery_weekdays": ("delivery_days", "delivery_day_of_week"),
    "shelf_life_days": ("shelf_life", "life_days", "days_to_expiry"),
    "min_quantity": ("from_quantity", "break_quantity", "from_qty", "minimum_quantity", "quantity_from"),
    "delivery_id": ("delivery", "receipt_id", "receipt", "po", "po_number", "order_id", "order_number"),
    "delivered_on": ("delivered", "delivered_date", "delivery_date", "received_on", "receipt_date", "arrived_on"),
    "promised_on": ("promised", "promised_date", "scheduled_date", "due_on", "due_date"),
    "note_id": ("id", "note"),
    "title": ("subject", "headline", "name"),
    "body": ("text", "content", "message", "note"),
}  # fmt: skip


@dataclass(frozen=True)
class ColumnMatch:
    """`source` maps table columns to file columns, `constant` table columns to a fixed text.

    `ignored` are file columns that no table column uses; `assumed` are those taken by
    their usual name, which the report tells.
    """

    source: dict[str, str]
    constant: dict[str, str] = field(default_factory=dict)
    ignored: tuple[str, ...] = ()
    assumed: tuple[tuple[str, str], ...] = ()


def normalise(name: str) -> str:
    """`" Qty. Sold "` -> `qty_sold`: case, accents, punctuation and camelCase taken out."""
    text = unicodedata.normalize("NFKD", name.replace("\ufeff", "")).encode("ascii", "ignore").decode()
    text = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", text.strip())
    return re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_")


def match_columns(
    spec: TableSpec, present: Sequence[str], place: str, mapping: Mapping[str, str] | None = None
) -> ColumnMatch:
    """Match the columns `present` in the file at `place` to the table.

    `mapping` is {table column: file column} or {table column: "=text"} for a fixed text.
    Raises `DataError` naming what is missing, the nearest names and the mapping to give.
    """
    mapping = {k.removeprefix(f"{spec.name}."): v for k, v in (mapping or {}).items()}
    _check_mapping(spec, present, place, mapping)
    by_name: dict[str, str] = {}
    for column in present:
        by_name.setdefault(normalise(column), column)
    source = {k: v for k, v in mapping.items() if not v.startswith("=")}
    constant = {k: v[1:] for k, v in mapping.items() if v.startswith("=")}
    used = set(source.values())
    open_names = [n for n in spec.names if n not in source and n not in constant]
    for name in open_names:
        if name in by_name and by_name[name] not in used:
            source[name] = by_name[name]
            used.add(by_name[name])
    assumed = []
    for name in (n for n in open_names if n not in source):
        for usual in _USUAL_NAMES.get(name, ()):
            if usual in by_name and by_name[usual] not in used:
                source[name] = by_name[usual]
                used.add(by_name[usual])
                assumed.append((name, by_name[usual]))
                break
    missing = [n for n in spec.required if n not in source and n not in constant]
    if missing:
        raise DataError(_missing_text(spec, missing, [c for c in present if c not in used], place))
    return ColumnMatch(source, constant, tuple(c for c in present if c not in used), tuple(assumed))


def _check_mapping(spec: TableSpec, present: Sequence[str], place: str, mapping: Mapping[str, str]) -> None:
    for name, column in mapping.items():
        if name not in spec.names:
            near = difflib.get_close_matches(name, spec.names, 1)
            raise DataError(
                f"table {spec.name} has no column {name}" + (f"; did you mean {near[0]}?" if near else "")
                + f" (columns: {', '.join(spec.names)})"
            )  # fmt: skip
        if not column.startswith("=") and column not in present:
            raise DataError(f"{place}: no column is called {column}; the file has {', '.join(present)}")


def _missing_text(spec: TableSpec, missing: list[str], unused: list[str], place: str) -> str:
    name = missing[0]
    near = difflib.get_close_matches(name, [normalise(c) for c in unused], 3, cutoff=0.5)
    named = [c for c in unused if normalise(c) in near]
    words = f"column {name} is missing" if len(missing) == 1 else f"columns {', '.join(missing)} are missing"
    if named:
        mend = f"nearest in the file: {', '.join(named)} (say which with --map {name}={named[0]})"
    else:
        mend = f"the file has {', '.join(unused) or 'no other columns'}; say which it is with --map {name}=COLUMN"
        if name == "store_id":
            mend += ", or give one store for all rows with --map store_id==S1"
    return f"{place}: {words} for table {spec.name}; {mend}"


def guess_table(stem: str, present: Sequence[str]) -> str | None:
    """The table that a file is, by its name, else by its columns; None when that is unclear."""
    name = normalise(stem)
    for table in INPUT_TABLES:
        if name == table or name.startswith(f"{table}_") or name.rstrip("s") == table.rstrip("s"):
            return table
    fits = []
    for table, spec in INPUT_TABLES.items():
        try:
            match = match_columns(spec, present, stem)
        except DataError:
            continue
        fits.append((len(match.source) - 0.5 * len(match.assumed), table))
    fits.sort(reverse=True)
    if not fits or (len(fits) > 1 and fits[0][0] == fits[1][0]):
        return None
    return fits[0][1]
