"""Public data sets as panels, for benchmarks and tests. The files lie beside the project, never in it.

Every loader gives the whole history; `cut` makes the panel that is known at a cutoff and the truth after it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pandas as pd

from forecasting.protocol import Frequency, Panel

__all__ = ["DATASETS", "SETS", "BenchmarkSet", "cut", "load", "past_only"]

DATASETS = Path(__file__).resolve().parents[1].parent / "shared" / "datasets"


@dataclass(frozen=True)
class BenchmarkSet:
    """One benchmark: how to load it, horizon in periods, season of MASE and the country of its holidays."""

    name: str
    loader: Callable[[], Panel]
    horizon: int
    season: int
    country: str | None = None


def load(name: str) -> tuple[Panel, BenchmarkSet]:
    """The full panel of a set. FileNotFoundError where the data sets are absent."""
    spec = SETS[name]
    return spec.loader(), spec


def cut(full: Panel, end: int, horizon: int) -> tuple[Panel, np.ndarray, np.ndarray]:
    """Panel with the first `end` periods, and the next `horizon` periods (S, H) with their mask.

    Known-future inputs keep `horizon` further periods; nothing after that is in the panel.
    """
    stop = end + horizon
    if not 0 < end < stop <= full.y.shape[1]:
        raise ValueError(f"cutoff {end} with horizon {horizon} does not fit {full.y.shape[1]} periods")
    known = {k: None if (v := getattr(full, k)) is None else v[:, :stop] for k in ("price", "promo", "events")}
    panel = replace(
        full,
        dates=full.dates[:end],
        future_dates=full.dates[end:stop],
        y=full.y[:, :end].copy(),
        available=full.available[:, :end].copy(),
        related=None if full.related is None else full.related[:, :end],
        **known,  # type: ignore[arg-type]
    )
    return panel, full.y[:, end:stop], np.isfinite(full.y[:, end:stop]) & full.available[:, end:stop]


def past_only(panel: Panel) -> Panel:
    """The panel without promotions and events, for peers that take none."""
    return replace(panel, promo=None, events=None, event_names=())


def _panel(
    wide: pd.DataFrame,
    meta: pd.DataFrame,
    frequency: Frequency = "daily",
    price: np.ndarray | None = None,
    promo: np.ndarray | None = None,
    events: np.ndarray | None = None,
    event_names: tuple[str, ...] = (),
    available: np.ndarray | None = None,
) -> Panel:
    """wide: one row per series, one column per date, NaN where unknown."""
    y = wide.to_numpy(np.float32)
    return Panel(
        series=meta.reset_index(drop=True),
        dates=pd.DatetimeIndex(wide.columns),
        future_dates=pd.DatetimeIndex([]),
        frequency=frequency,
        target="sales",
        y=y,
        available=np.ones(y.shape, bool) if available is None else available,
        price=price,
        promo=promo,
        events=events,
        event_names=event_names,
    )


def _store_item() -> Panel:
    """500 series from 2015: ten stores by fifty items, no price, no promotion."""
    frame = pd.read_parquet(DATASETS / "store_item" / "train.parquet")
    frame = frame[frame.date >= "2015-01-01"]
    wide = frame.pivot(index=["store", "item"], columns="date", values="sales").sort_index()
    meta = wide.index.to_frame().astype(str).set_axis(["store_id", "product_id"], axis=1)
    return _panel(wide, meta.assign(category=None))


def _m5() -> Panel:
    """823 products of FOODS_3 in TX_3 from 2014-06 to 2016-05-22 (prices end there), SNAP days and events known."""
    frame = pd.read_parquet(DATASETS / "m5" / "foods3_tx3_daily.parquet")
    frame = frame[(frame.date >= "2014-06-01")]
    wide = frame.pivot(index="item_id", columns="date", values="sales").sort_index()
    price = frame.pivot(index="item_id", columns="date", values="sell_price").sort_index().to_numpy(np.float32)
    launched = np.maximum.accumulate(np.isfinite(price), axis=1)
    wide = wide.astype("float32").where(launched)
    price = pd.DataFrame(price).ffill(axis=1).to_numpy(np.float32)
    calendar = pd.read_csv(DATASETS / "m5" / "calendar.csv.gz", parse_dates=["date"]).set_index("date")
    calendar = calendar.reindex(wide.columns)
    names = sorted(set(calendar.event_name_1.dropna()))
    flags = np.stack([(calendar.event_name_1 == n).to_numpy(float) for n in names], axis=1).astype(np.float32)
    events = np.broadcast_to(flags, (len(wide), *flags.shape))
    promo = np.broadcast_to(calendar.snap_TX.to_numpy(np.float32), wide.shape).copy()
    meta = pd.DataFrame({"store_id": "TX_3", "product_id": wide.index, "category": "FOODS_3"})
    return _panel(wide, meta, price=price, promo=promo, events=events, event_names=tuple(names))


def _rossmann() -> Panel:
    """100 stores; a closed day is unknown, not zero; promotions, state and school holidays known."""
    frame = pd.read_parquet(DATASETS / "rossmann" / "train_100stores.parquet")
    frame["StateHoliday"] = frame.StateHoliday.astype(str)
    dates = pd.date_range(frame.Date.min(), frame.Date.max())

    def wide(column: pd.Series) -> pd.DataFrame:
        return frame.assign(v=column).pivot(index="Store", columns="Date", values="v").reindex(columns=dates)

    y = wide(frame.Sales.where(frame.Open == 1).astype("float32"))
    flags = [wide((frame.StateHoliday == code).astype(float)).fillna(0.0) for code in "abc"]
    flags.append(wide(frame.SchoolHoliday.astype(float)).fillna(0.0))
    store = pd.read_csv(DATASETS / "rossmann" / "store.csv.gz").set_index("Store").reindex(y.index)
    meta = pd.DataFrame(
        {"store_id": y.index.astype(str), "product_id": "turnover", "category": store.StoreType + store.Assortment}
    )
    return _panel(
        y,
        meta,
        promo=wide(frame.Promo.astype(float)).fillna(0.0).to_numpy(np.float32),
        events=np.stack([f.to_numpy(np.float32) for f in flags], axis=2),
        event_names=("public holiday", "Easter", "Christmas", "school holiday"),
    )


def _online_retail() -> Panel:
    """The 500 products with the most units, daily; Saturdays and closing days are unknown, not zero."""
    frame = pd.read_parquet(DATASETS / "online_retail" / "online_retail_2009_2010.parquet").drop_duplicates()
    frame = frame[~frame.InvoiceNo.astype(str).str.startswith("C") & (frame.Quantity > 0) & (frame.UnitPrice > 0)]
    frame = frame[frame.StockCode.astype(str).str.match(r"^\d{5}")]
    frame["date"] = frame.InvoiceDate.dt.normalize()
    frame = frame[frame.date <= "2010-12-08"]  # the last day is half a day
    units = frame.groupby(["StockCode", "date"]).Quantity.sum().unstack()
    # the 500 are chosen by the first nine months, so that the test window does not choose them
    chosen = units.loc[:, :"2010-08-31"].sum(axis=1).nlargest(500).index.sort_values()
    units = units.loc[chosen]
    open_days = units.columns
    dates = pd.date_range(open_days.min(), open_days.max())
    first = units.notna().idxmax(axis=1)
    wide = units.fillna(0.0).reindex(columns=dates)
    launched = np.asarray(dates)[None, :] >= first.to_numpy()[:, None]
    wide = wide.where(launched)
    meta = pd.DataFrame({"store_id": "web", "product_id": wide.index.astype(str), "category": None})
    return _panel(wide, meta)


def _vn2() -> Panel:
    """599 store-products, weekly; weeks without stock are lower bounds."""
    frame = pd.read_parquet(DATASETS / "vn2" / "sales_instock_weekly.parquet")
    frame.columns = [c.lower() for c in frame.columns]
    names = {"store": "store_id", "product": "product_id", "week": "date", "instock": "in_stock"}
    frame = frame.rename(columns={k: v for k, v in names.items() if k in frame})
    frame["date"] = pd.to_datetime(frame["date"])
    wide = frame.pivot(index=["store_id", "product_id"], columns="date", values="sales").sort_index()
    stock = frame.pivot(index=["store_id", "product_id"], columns="date", values="in_stock").sort_index()
    available = stock.fillna(True).to_numpy(bool)
    master = pd.read_csv(DATASETS / "vn2" / "master.csv.gz")
    master.columns = [c.lower() for c in master.columns]
    meta = wide.index.to_frame(index=False)
    master = master.rename(columns={"store": "store_id", "product": "product_id"})
    category = next((c for c in master.columns if "group" in c or "categ" in c), master.columns[-1])
    meta = meta.merge(master[["store_id", "product_id", category]], how="left", on=["store_id", "product_id"])
    meta = meta.rename(columns={category: "category"}).astype(str)
    return _panel(wide, meta, frequency="weekly", available=available)


SETS: dict[str, BenchmarkSet] = {
    spec.name: spec
    for spec in (
        BenchmarkSet("store_item", _store_item, 28, 7, None),
        BenchmarkSet("m5", _m5, 28, 7, "US"),
        BenchmarkSet("rossmann", _rossmann, 28, 7, "DE"),
        BenchmarkSet("online_retail", _online_retail, 28, 7, "GB"),
        BenchmarkSet("vn2", _vn2, 8, 1, None),
    )
}
