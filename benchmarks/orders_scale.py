"""How long orders for very many product-stores take, with the euro record of the last 26 weeks, and in how much memory.

    python -m benchmarks.orders_scale                        # 100,000 product-stores, one process and then two
    python -m benchmarks.orders_scale --series 10000

The forecasts, stock, terms and two years of daily sales are made up; quantiles, sample paths,
levels, reasons, minimum order values, transfers and the record are computed as in a run, in
chunks of 5,000 series. Making the numbers up is not counted.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import date, timedelta
from multiprocessing import get_context

import numpy as np
import pandas as pd

from benchmarks.record import record
from forecasting.inventory import InventoryInputs, InventorySettings, recommend
from forecasting.inventory.terms import filled_terms
from forecasting.inventory.together import together
from forecasting.inventory.track_record import track_record
from forecasting.inventory.whatif import Scenario, whatif
from forecasting.run_tables import DAILY_QUANTILES

__all__ = ["main"]

AS_OF, HORIZON, HISTORY, CHUNK = date(2025, 6, 29), 28, 730, 5000


def made_up(first: int, size: int) -> tuple[InventoryInputs, np.ndarray]:
    """Inputs of the series `first` and on, and their daily sales (size, HISTORY)."""
    from scipy.stats import gamma

    rng = np.random.default_rng(first)
    level = np.exp(rng.normal(-0.3, 1.3, size))
    week = 1 + 0.4 * np.sin(2 * np.pi * np.arange(HISTORY + HORIZON) / 7)
    sales = rng.poisson(level[:, None] * week[:HISTORY]).astype(np.float32)
    mean = level[:, None] * week[HISTORY:]
    grid = gamma.ppf(np.asarray(DAILY_QUANTILES), 1.5) / 1.5
    number = first + np.arange(size)
    keys = pd.DataFrame({"store_id": [f"s{i % 50}" for i in number], "product_id": [f"p{i // 50}" for i in number]})
    ids = keys["product_id"].unique()
    cost = rng.gamma(2, 3, len(ids)) + 0.5
    suppliers = [f"v{i % 40}" for i in range(len(ids))]
    products = pd.DataFrame({"product_id": ids, "supplier_id": suppliers, "unit_cost": cost, "unit_price": 1.6 * cost})
    terms = {"lead_time_sd_days": 1.5, "review_period_days": 7.0, "order_cost": 30.0, "min_order_value": 500.0}
    made = pd.DataFrame({"supplier_id": [f"v{i}" for i in range(40)]})
    inputs = InventoryInputs.from_tables(
        series=keys, as_of=AS_OF, frequency="daily", levels=DAILY_QUANTILES, dependence={"rho": 0.2},
        dates=pd.date_range(AS_OF + timedelta(days=1), periods=HORIZON), mean=mean, quantiles=mean[..., None] * grid,
        inventory=keys.assign(as_of=AS_OF, on_hand=np.round(level * rng.uniform(0, 30, size))),
        products=products.assign(moq=6.0, order_multiple=6.0),
        suppliers=made.assign(lead_time_days=[2.0 + i % 13 for i in range(40)], **terms),
    )  # fmt: skip
    return inputs, sales


def chunk(first: int, size: int) -> tuple[pd.DataFrame, pd.DataFrame, float]:
    """Orders with their record, the terms behind them, and the CPU seconds that took."""
    inputs, sales = made_up(first, size)
    settings = InventorySettings()
    begun = time.process_time()
    table = recommend(inputs, settings)
    cost, price = (inputs.terms[c].to_numpy(float) for c in ("unit_cost", "unit_price"))
    seen, terms = np.ones(sales.shape, dtype=bool), filled_terms(inputs, settings)
    table = table.assign(**track_record(sales, seen, "daily", terms, cost, price, settings))
    return table, inputs.terms, time.process_time() - begun


def in_chunks(series: int, processes: int) -> tuple[float, float, float]:
    """(wall seconds, CPU seconds, peak GB of one process) of all chunks and of what joins them."""
    starts = range(0, series, CHUNK)
    sizes = [min(CHUNK, series - s) for s in starts]
    begun = time.perf_counter()
    tables, terms, cpu = zip(*_mapped(starts, sizes, processes), strict=True)
    own = time.process_time()
    whole = together(pd.concat(tables, ignore_index=True), pd.concat(terms, ignore_index=True))
    assert len(whole) == series
    assert whole["policy_cost_26w"].notna().all()
    wall = time.perf_counter() - begun
    who = resource.RUSAGE_CHILDREN if processes > 1 else resource.RUSAGE_SELF
    return wall, sum(cpu) + time.process_time() - own, resource.getrusage(who).ru_maxrss / 2**20


def _mapped(starts: range, sizes: list[int], processes: int) -> Iterator[tuple[pd.DataFrame, pd.DataFrame, float]]:
    if processes == 1:
        yield from map(chunk, starts, sizes)
        return
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        yield from pool.map(chunk, starts, sizes)


def whatif_seconds(series: int = 10_000) -> float:
    """CPU seconds to recompute `series` under a longer lead time, beside today's published rows."""
    inputs, _ = made_up(0, series)
    today = recommend(inputs, with_reasons=False)
    inputs.terms["min_order_value"] = np.nan  # else today is recomputed too
    begun = time.process_time()
    whatif(inputs, Scenario("lead_time", 3.0, added=True), today=today)
    return time.process_time() - begun


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--series", type=int, default=100_000)
    series = parser.parse_args().series
    changed = whatif_seconds(min(series, 10_000))
    rows = []
    for processes in (2, 1):  # children first: their peak is the largest of them
        wall, cpu, peak = in_chunks(series, processes)
        rows.append([f"{series:,}", processes, round(cpu, 1), round(wall, 1), round(peak, 2)])
        print(rows[-1])
    record(
        "orders_scale",
        title="Orders for very many product-stores, with their record of 26 weeks",
        columns=["product-stores", "processes", "CPU s", "wall s (with making the data)", "peak GB of one process"],
        rows=rows,
        command="python -m benchmarks.orders_scale",
        settings={"paths": InventorySettings().paths, "horizon_days": HORIZON, "history_days": HISTORY, "chunk": CHUNK},
        seed=0,
        notes=[
            "Wall seconds hold on an idle machine only; they include making up two years of sales.",
            f"A what-if over {min(series, 10_000):,} product-stores beside today's orders: {changed:.2f} CPU s.",
        ],
    )


if __name__ == "__main__":
    main()
