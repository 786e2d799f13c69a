"""Ordering policies on past windows of the VN2 inventory planning challenge, in one table.

    python -m benchmarks.replay_vn2 ../shared/datasets/vn2            # about 2 minutes on one idle core

Six back-to-back 8-week windows before the end of the history; what was chosen by hand
(spread, periods_held) was chosen on the four windows before those.
"""

from __future__ import annotations

import argparse
import hashlib
import time
from pathlib import Path

from benchmarks.record import record
from forecasting.inventory.demand_models import PooledDemand
from forecasting.inventory.replay import BENCHMARK, OURS, replay
from forecasting.inventory.replay_policies import Quantile

_LABELS = {
    OURS: "Quartermaster",
    BENCHMARK: "seasonal average, order up to (organisers' benchmark)",
    "z_sigma": "z·σ·√(L+R)",
    "foresight": "perfect foresight",
    "none": "no orders",
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("path", nargs="?", type=Path, default=Path("../shared/datasets/vn2"))
    parser.add_argument("--windows", type=int, default=6)
    arguments = parser.parse_args()
    started, cpu = time.perf_counter(), time.process_time()
    result = replay("vn2", arguments.path, windows=arguments.windows)
    seconds, cpu = time.perf_counter() - started, time.process_time() - cpu
    table = result.table()
    rows = [
        [str(start), *[round(float(row[name])) for name in _LABELS], round(float(row["vs_benchmark_pct"]), 1)]
        for start, row in table.iterrows()
    ]
    model, policy = PooledDemand(), Quantile(PooledDemand())
    record(
        "replay_vn2",
        title="VN2 replay: holding plus shortage cost (EUR) of weeks 3 to 8, by window",
        columns=["window starts after", *_LABELS.values(), "ours against the benchmark, %"],
        rows=rows,
        command="python -m benchmarks.replay_vn2 ../shared/datasets/vn2",
        settings={
            **result.terms.to_dict(), "periods": result.periods, "phi": model.phi, "trees": model.trees,
            "paths": policy.paths, "periods_held": policy.periods_held,
        },
        seed=policy.seed,
        data_hash=hashlib.sha256((arguments.path / "sales_instock_weekly.parquet").read_bytes()).hexdigest()[:16],
        wall_seconds=seconds,
        notes=[
            "Demand of weeks without stock is not known; all policies are scored on the same estimate.",
            "Stock at a past start is the competition's own, scaled to each product's sales of that time.",
            f"{cpu:.0f} CPU seconds for all windows and policies together.",
        ],
        details=result.to_dict(),
    )  # fmt: skip
    print(table.to_string())


if __name__ == "__main__":
    main()
