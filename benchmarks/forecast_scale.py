"""How long the network takes to forecast very many series, and in how much memory.

    python -m benchmarks.forecast_scale                      # 100,000 series x 28 days
    python -m benchmarks.forecast_scale --series 10000

The panel is made up (two years of daily Poisson demand with weekly season); the network is
trained on a few of its series for a few steps: only time and memory are looked at.
"""

from __future__ import annotations

import argparse
import json
import resource
import time
from dataclasses import replace

import numpy as np
import pandas as pd

from benchmarks.record import record
from forecasting.lstm import LSTMForecaster, LSTMSettings
from forecasting.protocol import Panel

__all__ = ["main", "many_series"]


def many_series(series: int, periods: int, horizon: int, seed: int = 7) -> Panel:
    """A daily panel of `series` made-up series, half of them selling less than once in two days."""
    rng = np.random.default_rng(seed)
    level = np.exp(rng.normal(-0.7, 1.5, series)).astype(np.float32)
    season = (1 + 0.4 * np.sin(2 * np.pi * np.arange(periods) / 7)).astype(np.float32)
    y = np.empty((series, periods), np.float32)
    for start in range(0, series, 10_000):
        y[start : start + 10_000] = rng.poisson(level[start : start + 10_000, None] * season)
    dates = pd.date_range("2023-01-01", periods=periods + horizon)
    number = np.arange(series)
    frame = pd.DataFrame(
        {
            "store_id": [f"s{i}" for i in number % 20],
            "product_id": [f"p{i}" for i in number // 20],
            "category": [f"c{i}" for i in (number // 20) % 25],
        }
    )
    return Panel(
        series=frame,
        dates=dates[:periods],
        future_dates=dates[periods:],
        frequency="daily",
        target="sales",
        y=y,
        available=np.ones(y.shape, bool),
    )


def _peak_gb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--series", type=int, default=100_000)
    parser.add_argument("--periods", type=int, default=730)
    parser.add_argument("--horizon", type=int, default=28)
    args = parser.parse_args()
    panel = many_series(args.series, args.periods, args.horizon)
    made = _peak_gb()
    few = replace(panel, series=panel.series[:500], y=panel.y[:500], available=panel.available[:500])
    model = LSTMForecaster(LSTMSettings(steps=10)).fit(few)
    started, cpu = time.perf_counter(), time.process_time()
    forecast = model.predict(panel)
    wall, used, peak = time.perf_counter() - started, time.process_time() - cpu, _peak_gb()
    assert np.isfinite(forecast.quantiles).all()
    row = [args.series, args.horizon, round(wall, 1), round(used, 1), round(peak, 2), round(made, 2)]
    print(json.dumps(dict(zip(COLUMNS, row, strict=True))))
    if args.series >= 100_000:
        record(
            "forecast_scale",
            title="Forecasting very many series",
            columns=COLUMNS,
            rows=[row],
            command="python -m benchmarks.forecast_scale",
            settings=vars(args),
            seed=7,
            wall_seconds=wall,
        )


COLUMNS = ["series", "periods ahead", "seconds", "CPU seconds", "peak GB", "of which the panel GB"]

if __name__ == "__main__":
    main()
