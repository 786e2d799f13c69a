"""What a recommendation is computed from: one aligned set of arrays per store and product."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from forecasting.inventory.calendars import with_measured_lead_times
from forecasting.inventory.timeline import Timeline

__all__ = ["InventoryInputs", "subset", "terms_table"]

#: Sample paths (len(indices), n, H) of the series at those positions.
PathSource = Callable[[np.ndarray, int, int], np.ndarray]

_ORDER_COLUMNS = ("order_id", "supplier_id", "store_id", "product_id", "quantity", "ordered_on", "due_on")


@dataclass
class InventoryInputs:
    """S store-products, H steps, Q quantile levels. NaN or NaT means not known.

    `series` has the columns store_id, product_id; `mean` and `quantiles` are of gross
    sales. `terms` (S rows) carries supplier_id, lead_time_days, lead_time_sd_days,
    review_period_days, order_cost, moq, order_multiple, unit_cost, unit_price,
    min_order_value, order_weekdays, delivery_weekdays, shelf_life_days, each missing where
    the user gave none. `orders` has one row per open order, `row` pointing into
    `series`. `path_source(indices, n, seed)` overrides the sampling of paths.
    """

    series: pd.DataFrame
    timeline: Timeline
    mean: np.ndarray
    levels: tuple[float, ...]
    quantiles: np.ndarray
    on_hand: np.ndarray
    terms: pd.DataFrame
    orders: pd.DataFrame
    returns_mean: np.ndarray | None = None
    dependence: Any = None
    last_sale: np.ndarray | None = None  # datetime64[D], NaT where never
    counted_on: np.ndarray | None = None  # datetime64[D] of the stock record
    path_source: PathSource | None = None
    price_breaks: pd.DataFrame | None = None  # product_id, min_quantity, unit_cost
    settings: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        s, h = self.mean.shape
        if len(self.series) != s or self.quantiles.shape != (s, h, len(self.levels)):
            raise ValueError(f"{len(self.series)} series, mean {self.mean.shape}, quantiles {self.quantiles.shape}")
        if len(self.on_hand) != s or len(self.terms) != s:
            raise ValueError(f"on_hand ({len(self.on_hand)}) and terms ({len(self.terms)}) must have {s} rows")

    @property
    def as_of(self) -> date:
        return self.timeline.as_of

    @property
    def forecast_known(self) -> np.ndarray:
        """(S,) whether the whole horizon has a mean."""
        return ~np.isnan(self.mean).any(axis=1)

    @classmethod
    def from_tables(
        cls,
        *,
        series: pd.DataFrame,
        as_of: date,
        dates: pd.DatetimeIndex,
        frequency: str,
        mean: np.ndarray,
        levels: Sequence[float],
        quantiles: np.ndarray,
        dependence: Any = None,
        returns_mean: np.ndarray | None = None,
        last_sale: np.ndarray | None = None,
        inventory: pd.DataFrame | None = None,
        open_orders: pd.DataFrame | None = None,
        products: pd.DataFrame | None = None,
        suppliers: pd.DataFrame | None = None,
        price_breaks: pd.DataFrame | None = None,
        deliveries: pd.DataFrame | None = None,
        path_source: PathSource | None = None,
    ) -> InventoryInputs:
        """Join forecasts of `series` (in that order) with the input tables.

        Where `deliveries` are given, lead times are measured from them.

        A (store, product) that has stock or an open order but no forecast gets a row of its own.
        """
        keys = series[["store_id", "product_id"]].reset_index(drop=True).astype(str)
        inventory, open_orders = _plain(inventory), _plain(open_orders)
        full = _all_keys(keys, inventory, open_orders)
        extra = len(full) - len(keys)

        def pad(values: np.ndarray) -> np.ndarray:
            values = np.asarray(values, dtype=np.float32)
            return np.concatenate([values, np.full((extra, *values.shape[1:]), np.nan, np.float32)])

        seen = None
        if last_sale is not None:
            seen = np.concatenate(
                [np.asarray(last_sale, "datetime64[D]"), np.full(extra, np.datetime64("NaT"), "datetime64[D]")]
            )
        position = pd.MultiIndex.from_frame(full)
        on_hand, counted = _stock(position, inventory)
        return cls(
            series=full,
            timeline=Timeline.of(as_of, dates, frequency),
            mean=pad(mean),
            levels=tuple(levels),
            quantiles=pad(quantiles),
            on_hand=on_hand,
            terms=terms_table(full, products, with_measured_lead_times(suppliers, deliveries, as_of)),
            orders=_orders(position, open_orders),
            returns_mean=None if returns_mean is None else pad(returns_mean),
            dependence=dependence,
            last_sale=seen,
            counted_on=counted,
            price_breaks=None if price_breaks is None or price_breaks.empty else price_breaks,
            path_source=path_source,
        )


def _plain(table: pd.DataFrame | None) -> pd.DataFrame | None:
    if table is None or len(table) == 0:
        return None
    return table.assign(store_id=table["store_id"].astype(str), product_id=table["product_id"].astype(str))


def _all_keys(keys: pd.DataFrame, *tables: pd.DataFrame | None) -> pd.DataFrame:
    """The forecast series first, in their order, then sorted what only stock or orders know."""
    others = [t[["store_id", "product_id"]] for t in tables if t is not None]
    if not others:
        return keys
    known = pd.MultiIndex.from_frame(keys)
    more = pd.concat(others).drop_duplicates().sort_values(["store_id", "product_id"])
    more = more[~pd.MultiIndex.from_frame(more).isin(known)]
    return pd.concat([keys, more], ignore_index=True)


def _stock(position: pd.MultiIndex, inventory: pd.DataFrame | None) -> tuple[np.ndarray, np.ndarray]:
    """Latest stock record of each series, NaN where there is none, and its date."""
    on_hand = np.full(len(position), np.nan)
    counted = np.full(len(position), np.datetime64("NaT"), "datetime64[D]")
    if inventory is not None:
        latest = inventory.sort_values("as_of", kind="stable").drop_duplicates(["store_id", "product_id"], keep="last")
        rows = position.get_indexer(pd.MultiIndex.from_frame(latest[["store_id", "product_id"]]))
        on_hand[rows] = latest["on_hand"].to_numpy(dtype=float, na_value=np.nan)
        counted[rows] = pd.to_datetime(latest["as_of"]).to_numpy().astype("datetime64[D]")
    return on_hand, counted


def _orders(position: pd.MultiIndex, open_orders: pd.DataFrame | None) -> pd.DataFrame:
    """Open orders with `row` into the series; quantities that are missing or zero are dropped."""
    if open_orders is None:
        return pd.DataFrame({c: pd.Series(dtype=object) for c in (*_ORDER_COLUMNS, "row")})
    orders = open_orders.reindex(columns=list(_ORDER_COLUMNS)).reset_index(drop=True)
    orders["quantity"] = pd.to_numeric(orders["quantity"]).astype(float)
    for column in ("ordered_on", "due_on"):
        orders[column] = pd.to_datetime(orders[column])
    orders["row"] = position.get_indexer(pd.MultiIndex.from_frame(orders[["store_id", "product_id"]]))
    return orders[orders["quantity"] > 0].reset_index(drop=True)


_PRODUCT_TERMS = ("supplier_id", "unit_cost", "unit_price", "moq", "order_multiple")
_SUPPLIER_TERMS = (
    "lead_time_days", "lead_time_sd_days", "review_period_days", "order_cost", "on_time_rate", "min_order_value",
    "lead_time_told", "measured_from",
)  # fmt: skip
_CALENDAR = ("order_weekdays", "delivery_weekdays")


def terms_table(keys: pd.DataFrame, products: pd.DataFrame | None, suppliers: pd.DataFrame | None) -> pd.DataFrame:
    """Buying terms per series. A `lead_time_days` column of products wins over the supplier's."""
    terms = keys[["product_id"]].copy()
    if products is not None and len(products):
        columns = [c for c in (*_PRODUCT_TERMS, "lead_time_days", "shelf_life_days") if c in products]
        known = products.assign(product_id=products["product_id"].astype(str))[["product_id", *columns]]
        terms = terms.merge(known.drop_duplicates("product_id"), on="product_id", how="left")
    own_lead = terms.pop("lead_time_days") if "lead_time_days" in terms else None
    if "supplier_id" not in terms:
        terms["supplier_id"] = None
    if suppliers is not None and len(suppliers):
        columns = [c for c in (*_SUPPLIER_TERMS, *_CALENDAR) if c in suppliers]
        known = suppliers.assign(supplier_id=suppliers["supplier_id"].astype(str))[["supplier_id", *columns]]
        terms = terms.merge(known.drop_duplicates("supplier_id"), on="supplier_id", how="left")
    names = (*_PRODUCT_TERMS[1:], *_SUPPLIER_TERMS, "shelf_life_days")
    out = pd.DataFrame({"supplier_id": terms["supplier_id"].where(terms["supplier_id"].notna(), None)})
    for name in names:
        values = terms[name] if name in terms else pd.Series(np.nan, index=terms.index)
        out[name] = pd.to_numeric(values).astype(float)
    for name in _CALENDAR:
        out[name] = terms[name].where(terms[name].notna(), None) if name in terms else None
    if own_lead is not None:
        own = pd.to_numeric(own_lead).astype(float)
        out.loc[own.notna(), ["lead_time_told", "measured_from"]] = np.nan
        out["lead_time_days"] = own.fillna(out["lead_time_days"])
    return out.reset_index(drop=True)


def subset(inputs: InventoryInputs, chosen: np.ndarray) -> InventoryInputs:
    """The series at the positions `chosen`, with their orders."""
    if len(chosen) == len(inputs.series) and (chosen == np.arange(len(chosen))).all():
        return inputs
    place = np.full(len(inputs.series), -1)
    place[chosen] = np.arange(len(chosen))
    row = place[inputs.orders["row"].to_numpy(dtype=int)]
    source = inputs.path_source
    return replace(
        inputs,
        series=inputs.series.iloc[chosen].reset_index(drop=True),
        mean=inputs.mean[chosen],
        quantiles=inputs.quantiles[chosen],
        on_hand=inputs.on_hand[chosen],
        terms=inputs.terms.iloc[chosen].reset_index(drop=True),
        orders=inputs.orders.assign(row=row)[row >= 0].reset_index(drop=True),
        returns_mean=None if inputs.returns_mean is None else inputs.returns_mean[chosen],
        last_sale=None if inputs.last_sale is None else inputs.last_sale[chosen],
        counted_on=None if inputs.counted_on is None else inputs.counted_on[chosen],
        path_source=None if source is None else lambda rows, n, seed: source(chosen[rows], n, seed),
    )
