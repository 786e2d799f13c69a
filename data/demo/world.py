"""The demo world, written to a workspace: input tables in `data/`, the truth aside in `truth/`."""

from __future__ import annotations

import json
import shutil
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd

from data.canonical import commit_tables, write_parquet
from data.demo.catalogue import Catalogue, draw_catalogue
from data.demo.demand import Demand, draw_demand
from data.demo.notes import draw_notes
from data.demo.stock import MEAN_RETURN_LAG, StockHistory, simulate_stock
from data.errors import DataError
from data.settings import BusinessSettings, load, read_settings_file, save
from data.tables import INPUT_TABLES
from data.workspace import Workspace, atomic_write_text

__all__ = ["DEFAULT_AS_OF", "DemoTruth", "make_demo"]

#: A Saturday, so that "next week" and "this week" differ from "the next 7 days".
DEFAULT_AS_OF = date(2026, 10, 31)
#: One stream per stage; the first was picked so that the default seed gives a shop with food and hardware.
_STREAMS = {"catalogue": 668, "demand": 2, "stock": 3, "notes": 4}


@dataclass(frozen=True)
class DemoTruth:
    """What the world knows and the tables do not say; the same as the files in `folder`.

    `series`: one row per series with growth, uplift, dip, return rate, launch ...
    `demand`: date, store_id, product_id, mean (true expected demand, also 90 days beyond
    as_of), units (demand before stock cut it off; NULL in the future), live.
    `orders`: every order line ever placed, with the day it was due and the day it came.
    `notes`: note_id, kind and the figures that the note states (JSON).
    """

    seed: int
    as_of: date
    folder: Path
    tables: dict[str, pd.DataFrame]
    series: pd.DataFrame
    demand: pd.DataFrame
    suppliers: pd.DataFrame
    orders: pd.DataFrame
    notes: pd.DataFrame


def make_demo(
    workspace: Workspace,
    seed: int = 7,
    stores: int = 4,
    products: int = 40,
    months: int = 30,
    as_of: date | None = None,
    suppliers: int | None = None,
) -> DemoTruth:
    """Write a seeded demo world into `workspace`, replacing its input tables all at once.

    The same arguments give the same bytes. `months` counts back from `as_of`, the last day
    with sales; about one supplier for seven products unless `suppliers` says otherwise.
    Raises `DataError` for sizes that make no world.
    """
    _check_sizes(stores, products, months)
    as_of = as_of or DEFAULT_AS_OF
    start = (pd.Timestamp(as_of) - pd.DateOffset(months=months) + pd.Timedelta(days=1)).date()
    count = suppliers or max(2, min(12, round(products / 7)))
    world = draw_catalogue(_stream(seed, "catalogue"), stores, products, min(count, products))
    demand = draw_demand(_stream(seed, "demand"), world, start, as_of)
    stock = simulate_stock(_stream(seed, "stock"), world, demand)
    tables = _tables(world, demand, stock, as_of)
    tables["notes"], note_truth = draw_notes(_stream(seed, "notes"), world, demand, stock, tables, as_of)
    truth = _truth(seed, world, demand, stock, tables, note_truth, as_of, workspace.root / "truth")
    workspace.create()
    with workspace.lock():
        commit_tables(workspace, tables, replace_all=True)
        _save_settings(workspace, world)
        sizes = {"stores": stores, "products": products, "months": months, "suppliers": count}
        _write_truth(workspace, truth, {**sizes, "country": world.country, "currency": world.currency})
    return truth


def _check_sizes(stores: int, products: int, months: int) -> None:
    for name, value, least, most in (
        ("stores", stores, 1, 60),
        ("products", products, 4, 800),
        ("months", months, 8, 120),
    ):
        if not least <= value <= most:
            raise DataError(f"demo world: {name} is {value}; expected {least} to {most}")


def _stream(seed: int, name: str) -> np.random.Generator:
    return np.random.default_rng([seed, _STREAMS[name]])


def _public(table: str, frame: pd.DataFrame) -> pd.DataFrame:
    return frame[[c for c in INPUT_TABLES[table].names if c in frame]].reset_index(drop=True)


def _tables(world: Catalogue, demand: Demand, stock: StockHistory, as_of: date) -> dict[str, pd.DataFrame]:
    series, past = demand.series, demand.past
    open_lines = stock.orders[stock.orders.arrives >= past]
    at = open_lines["series"].to_numpy()
    listed = series[series.end > past - 365]
    return {
        "sales": _sales(demand, stock),
        "products": _public("products", world.products),
        "stores": _public("stores", world.stores),
        "suppliers": _public("suppliers", world.suppliers),
        "inventory": pd.DataFrame(
            {
                "as_of": as_of,
                "store_id": listed.store_id.to_numpy(),
                "product_id": listed.product_id.to_numpy(),
                "on_hand": stock.on_hand[listed.index].astype(float),
            }
        ),
        "open_orders": pd.DataFrame(
            {
                "order_id": open_lines.order_id.to_numpy(),
                "supplier_id": open_lines.supplier_id.to_numpy(),
                "store_id": series.store_id.to_numpy()[at],
                "product_id": series.product_id.to_numpy()[at],
                "quantity": open_lines.quantity.to_numpy().astype(float),
                "ordered_on": open_lines.ordered_on.to_numpy(),
                "due_on": open_lines.due_on.to_numpy(),
            }
        )
        .groupby(["order_id", "supplier_id", "store_id", "product_id", "ordered_on", "due_on"], as_index=False)
        .sum(),
        "promotions": _promotions(demand),
        "events": demand.events,
    }


def _sales(demand: Demand, stock: StockHistory) -> pd.DataFrame:
    """Long rows of the live days; zeros are written, closed and unlaunched days are absent."""
    s, t = np.nonzero(demand.live[:, : demand.past])
    return pd.DataFrame(
        {
            "date": demand.days.date[t],
            "store_id": demand.series.store_id.to_numpy()[s],
            "product_id": demand.series.product_id.to_numpy()[s],
            "units_sold": stock.sold[s, t].astype(float),
            "units_returned": stock.returned[s, t].astype(float),
            "price": demand.price[s, t],
            "on_promo": demand.promo[s, t],
            "in_stock": stock.in_stock[s, t],
        }
    )


def _promotions(demand: Demand) -> pd.DataFrame:
    """The plan for the eight weeks after as_of: price and promotion of every listed product."""
    from data.demo.demand import PROMOTION_DAYS

    window = slice(demand.past, demand.past + PROMOTION_DAYS)
    s, t = np.nonzero(demand.live[:, window])
    t = t + demand.past
    return pd.DataFrame(
        {
            "date": demand.days.date[t],
            "store_id": demand.series.store_id.to_numpy()[s],
            "product_id": demand.series.product_id.to_numpy()[s],
            "price": demand.price[s, t],
            "on_promo": demand.promo[s, t],
        }
    )


def _truth(
    seed: int, world: Catalogue, demand: Demand, stock: StockHistory, tables: dict[str, pd.DataFrame],
    notes: pd.DataFrame, as_of: date, folder: Path,
) -> DemoTruth:  # fmt: skip
    series, product = demand.series.copy(), world.products.iloc[demand.series["product"]]
    series["return_rate"] = product.true_return_rate.to_numpy()
    series["return_lag_days"] = MEAN_RETURN_LAG
    series["restock_share"] = product.restock_share.to_numpy()
    series["skipped_orders"], series["overbought"] = stock.skipped, stock.overbought
    days = demand.days.date
    series["launch_date"] = [days[i] if i > 0 else None for i in series.launch]
    series["end_date"] = [days[i - 1] if i < len(days) else None for i in series.end]
    count, width = demand.mean.shape
    units = np.full((count, width), np.nan)
    units[:, : demand.past] = demand.units
    long = pd.DataFrame(
        {
            "date": np.tile(days, count),
            "store_id": np.repeat(series.store_id.to_numpy(), width),
            "product_id": np.repeat(series.product_id.to_numpy(), width),
            "mean": demand.mean.ravel(),
            "units": units.ravel(),
            "live": demand.live.ravel(),
        }
    )
    late = world.suppliers.supplier_id == stock.delay.supplier_id
    suppliers = world.suppliers.assign(delayed_days=np.where(late, stock.delay.days, 0))
    orders = stock.orders.assign(
        store_id=series.store_id.to_numpy()[stock.orders["series"]],
        product_id=series.product_id.to_numpy()[stock.orders["series"]],
    )
    kept = ["order_id", "supplier_id", "store_id", "product_id", "quantity", "ordered_on", "due_on", "arrives_on"]
    series = series.drop(columns=["store", "product", "launch", "end"])
    return DemoTruth(seed, as_of, folder, tables, series, long, suppliers, orders[kept], notes)


def _write_truth(workspace: Workspace, truth: DemoTruth, sizes: dict[str, int | str]) -> None:
    with workspace.staging(workspace.root) as staged:
        for name in ("series", "demand", "suppliers", "orders", "notes"):
            write_parquet(getattr(truth, name), staged / f"{name}.parquet")
        text = json.dumps({"seed": truth.seed, "as_of": truth.as_of.isoformat(), **sizes}, indent=2)
        atomic_write_text(staged / "world.json", text + "\n")
        shutil.rmtree(truth.folder, ignore_errors=True)
        staged.rename(truth.folder)


def _save_settings(workspace: Workspace, world: Catalogue) -> None:
    """Country and currency of this world; what a user has set by hand stays."""
    present = read_settings_file(workspace).get("business", {})
    before = _previous_world(workspace)
    wanted = {"country": world.country, "currency": world.currency}
    changed = {k: v for k, v in wanted.items() if k not in present or present[k] == before.get(k)}
    if changed:
        current = asdict(load(workspace, "business", BusinessSettings, environ={}))
        save(workspace, "business", BusinessSettings(**{**current, **changed}))


def _previous_world(workspace: Workspace) -> dict[str, str]:
    path = workspace.root / "truth" / "world.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
