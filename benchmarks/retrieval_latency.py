"""Times of typed queries and of search at scale: 1,000,000 forecast rows, 100,000 passages.

    python -m benchmarks.retrieval --latency

The run is synthetic (seeded), because only its size matters here; passages get random
vectors, questions are embedded by the real embedder. Wall and CPU time of each call.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from benchmarks.record import record
from data.tables import INPUT_TABLES
from data.workspace import Workspace
from forecasting.run_tables import DAILY_QUANTILES, RUN_TABLES
from forecasting.runstore import RunStore
from forecasting.views import write_table
from rag.embedded import Embedder
from rag.gather import Gatherer
from rag.index import PassageIndex
from rag.passages import Passage
from rag.plan import Entities, Filter, Plan, Sort, Window

__all__ = ["latency", "make_large_run"]

HORIZON, STORES, CATEGORIES, SUPPLIERS = 28, 50, 20, 40
AS_OF = pd.Timestamp("2024-03-14")
Z = {0.05: -1.645, 0.1: -1.282, 0.25: -0.674, 0.5: 0.0, 0.75: 0.674, 0.9: 1.282, 0.95: 1.645}


def make_large_run(root: Path, rows: int) -> Workspace:
    """A workspace with one published run of about `rows` sales forecast rows."""
    rng = np.random.default_rng(11)
    workspace = Workspace(root).create()
    products = max(1, rows // (HORIZON * STORES))
    stores, items = np.arange(STORES), np.arange(products)
    store_ids = np.array([f"S{n:02d}" for n in stores])
    product_ids = np.array([f"P{n:05d}" for n in items])
    category = np.array([f"Category {n % CATEGORIES}" for n in items])
    supplier = np.array([f"V{n % SUPPLIERS:02d}" for n in items])
    product = np.repeat(items, STORES)
    keys = {"store_id": np.tile(store_ids, products), "product_id": product_ids[product]}
    _inputs(workspace, keys, store_ids, product_ids, category, supplier)
    store = RunStore(workspace)
    staging = store.begin()
    mean = rng.gamma(2.0, 4.0, len(product))[:, None] * rng.uniform(0.8, 1.2, (len(product), HORIZON))
    frames = {"forecasts": _forecasts(keys, mean), **_series(keys, supplier[product], mean, rng)}
    for name, spec in RUN_TABLES.items():
        write_table(staging, spec, frames.get(name, pd.DataFrame()))
    store.write_manifest(staging, {"as_of": AS_OF.date().isoformat(), "frequency": "daily"})
    store.publish(staging)
    return workspace


def _inputs(
    workspace: Workspace, keys: dict[str, Any], stores: Any, products: Any, category: Any, supplier: Any
) -> None:
    days = pd.date_range(AS_OF - pd.Timedelta(days=27), AS_OF)
    series = len(keys["store_id"])
    tables = {
        "stores": pd.DataFrame({"store_id": stores, "name": [f"Store {s}" for s in stores]}),
        "products": pd.DataFrame(
            {"product_id": products, "name": [f"Product {p}" for p in products], "category": category,
             "supplier_id": supplier, "unit_cost": 2.0}
        ),
        "suppliers": pd.DataFrame(
            {"supplier_id": sorted(set(supplier)), "name": [f"Supplier {s}" for s in sorted(set(supplier))],
             "lead_time_days": 5.0}
        ),
        "sales": pd.DataFrame(
            {"date": np.tile(days.to_numpy(), series), "store_id": np.repeat(keys["store_id"], len(days)),
             "product_id": np.repeat(keys["product_id"], len(days)), "units_sold": 5.0}
        ),
    }  # fmt: skip
    for name, frame in tables.items():
        write_table(workspace.data_dir, INPUT_TABLES[name], frame)


def _forecasts(keys: dict[str, Any], mean: np.ndarray) -> pd.DataFrame:
    series = len(mean)
    flat, cum = mean.ravel(), mean.cumsum(axis=1).ravel()
    dates = pd.date_range(AS_OF + pd.Timedelta(days=1), periods=HORIZON).to_numpy()
    frame: dict[str, Any] = {k: np.repeat(v, HORIZON) for k, v in keys.items()}
    frame |= {"target": "sales", "date": np.tile(dates, series), "step": np.tile(np.arange(1, HORIZON + 1), series)}
    frame |= {"mean": flat, "cum_mean": cum, "model": "lstm"}
    for level in DAILY_QUANTILES:
        name = f"p{round(level * 100):02d}"
        frame[name] = np.maximum(0, flat + Z[level] * np.sqrt(flat))
        frame[f"cum_{name}"] = np.maximum(0, cum + Z[level] * np.sqrt(cum))
    return pd.DataFrame(frame)


def _series(keys: dict[str, Any], supplier: np.ndarray, mean: np.ndarray, rng: Any) -> dict[str, pd.DataFrame]:
    series = len(mean)
    stock = rng.integers(0, 120, series).astype(float)
    due = stock < 30
    cover = stock / mean.mean(axis=1)
    stats = pd.DataFrame({**keys, "avg_daily_28d": mean.mean(axis=1), "trend_pct_28d": rng.normal(0, 10, series),
                          "revenue_90d": rng.gamma(2, 500, series), "cv": rng.uniform(0.1, 2, series),
                          "abc_class": rng.choice(list("ABC"), series)})  # fmt: skip
    out = AS_OF + pd.to_timedelta(np.ceil(cover), unit="D")
    replenishment = pd.DataFrame({
        **keys, "supplier_id": supplier, "on_hand": stock, "inventory_position": stock, "lead_time_days": 5.0,
        "days_of_cover": cover, "stockout_date": out.where(cover < HORIZON), "order_qty": np.where(due, 60.0, 0.0),
        "order_value": np.where(due, 120.0, 0.0), "order_by": (AS_OF + pd.Timedelta(days=1)),
        "action": np.where(due, "order_now", "ok"), "stockout_probability": rng.uniform(0, 1, series),
    })  # fmt: skip
    return {"stats": stats, "replenishment": replenishment}


def plans(count: int) -> Iterator[Plan]:
    """Questions of every common shape, over random things."""
    rng = np.random.default_rng(5)
    first = AS_OF.date() + timedelta(days=1)
    week = Window("forecast", first, first + timedelta(days=6), "next 7 days")
    past = Window("history", first - timedelta(days=7), first - timedelta(days=1), "last 7 days")
    due = (Filter("order_qty", ">", 0),)
    for number in range(count):
        one = Entities((f"P{rng.integers(0, 700):05d}",), (f"S{rng.integers(0, STORES):02d}",))
        store, supplier = Entities(stores=one.stores), Entities(suppliers=(f"V{rng.integers(0, SUPPLIERS):02d}",))
        kinds: list[Callable[[], Plan]] = [
            lambda one=one: Plan("value", ("expected_sales",), one, week),
            lambda one=one: Plan("value", ("sales_quantile",), one, week, levels=(0.9,)),
            lambda one=one: Plan("value", ("order_qty", "order_by"), one),
            lambda one=one: Plan("value", ("on_hand",), Entities(one.products)),
            lambda store=store: Plan("value", ("expected_sales",), store, week),
            lambda: Plan("value", ("expected_sales",), Entities(), week),
            lambda store=store: Plan("rank", ("expected_sales",), store, week, group_by="product",
                                     sort=Sort("expected_sales"), limit=5),
            lambda: Plan("rank", ("revenue_90d",), Entities(), group_by="product", sort=Sort("revenue_90d"), limit=5),
            lambda: Plan("rank", ("expected_sales",), Entities(), week, group_by="product", sort=Sort("expected_sales"),
                         limit=10),
            lambda store=store: Plan("list", ("order_qty",), store, filters=due),
            lambda supplier=supplier: Plan("value", ("expected_sales",), supplier, week),
            lambda store=store: Plan("count", ("count",), store, filters=due),
            lambda one=one: Plan("value", ("actual_sales",), one, past),
            lambda one=one: Plan("explain", ("order_qty",), one),
        ]  # fmt: skip
        yield kinds[number % len(kinds)]()


def large_index(count: int, embedder: Embedder) -> PassageIndex:
    """Passages about products in stores with random vectors; words are drawn from a small vocabulary."""
    rng = np.random.default_rng(3)
    words = np.array(["late", "delivery", "price", "contract", "recall", "batch", "port", "strike", "order", "store"])
    vectors = rng.standard_normal((count, embedder.dimension), dtype=np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    passages = [
        Passage(f"note:{n}#0", "note", "note", f"Note {n}", " ".join(rng.choice(words, 12)), "2024-01-01", f"N{n}",
                product_id=f"P{n % 700:05d}", supplier_id=f"V{n % SUPPLIERS:02d}")
        for n in range(count)
    ]  # fmt: skip
    return PassageIndex(passages, vectors, "latency", embedder.fingerprint)


def _timed(calls: list[Callable[[], Any]]) -> tuple[np.ndarray, np.ndarray]:
    """Milliseconds of wall and of CPU for each call, after a warm-up."""
    for call in calls[:14]:
        call()
    wall, cpu = [], []
    for call in calls:
        started, busy = time.perf_counter(), time.process_time()
        call()
        wall.append((time.perf_counter() - started) * 1000)
        cpu.append((time.process_time() - busy) * 1000)
    return np.array(wall), np.array(cpu)


def latency(rows: int, passages: int, embedder: Embedder, calls: int = 140) -> None:
    """Measure and record; the folder is removed afterwards."""
    questions = [
        "late deliveries of hammers",
        "which supplier raises prices",
        "recall of a batch",
        "strike at the port",
    ]
    filters = [{"kind": "note"}, {"kind": "note", "supplier_id": "V03"}, {"kind": "note", "product_id": "P00010"}]
    with tempfile.TemporaryDirectory(prefix="qm-latency-") as folder:
        gatherer = Gatherer(make_large_run(Path(folder), rows), embedder)
        started = time.perf_counter()
        _ = gatherer.view
        opened = time.perf_counter() - started
        index = large_index(passages, embedder)

        def search(n: int) -> Any:
            text = questions[n % len(questions)]
            return index.search(text, embedder.encode([text])[0], filters[n % len(filters)], 5)

        asked = list(plans(calls))
        measured = {
            "typed query": _timed([lambda p=p: gatherer.gather(p) for p in asked]),
            "search": _timed([lambda n=n: search(n) for n in range(calls)]),
            "query and search": _timed([lambda p=p, n=n: (gatherer.gather(p), search(n)) for n, p in enumerate(asked)]),
        }
        table = [[name, *(round(float(np.percentile(t, q)), 1) for t in both for q in (50, 95))]
                 for name, both in measured.items()]  # fmt: skip
        for row in table:
            print(*row, sep="\t")
        record(
            "retrieval_latency", title=f"Time per question at {rows:,} forecast rows and {passages:,} passages, ms",
            columns=["what", "wall p50", "wall p95", "CPU p50", "CPU p95"], rows=table, seed=11,
            command="python -m benchmarks.retrieval --latency",
            settings={"rows": rows, "passages": passages, "calls": calls, "open_seconds": round(opened, 1)},
        )  # fmt: skip
