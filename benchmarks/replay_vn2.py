"""Ordering policies on past windows of the VN2 inventory planning challenge, in one table.

    python -m benchmarks.replay_vn2 ../shared/datasets/vn2            # about two minutes on one idle core

Six back-to-back 8-week windows before the end of the history. The size and the features of the
boosting were chosen on ten overlapping windows that start between 2022-07-04 and 2023-03-13 and
end before the first reported one starts; the spread and the weeks a left-over unit is held on the
four windows before the reported ones. That the boosting gets a share chosen per window, and not
all or nothing, was decided earlier with all windows in view.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import time
from pathlib import Path

import numpy as np

from benchmarks.record import record
from data.workspace import atomic_write_text
from forecasting.inventory.demand_models import PooledDemand
from forecasting.inventory.replay import BENCHMARK, OURS, Outcome, ReplayResult, replay, simulate
from forecasting.inventory.replay_data import ReplayData, Terms, scaled_opening
from forecasting.inventory.replay_policies import Quantile, SeasonalAverage
from forecasting.inventory.replay_vn2 import load_vn2

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
    parser.add_argument(
        "--kept", type=Path, default=Path("build/replay_vn2"), help="finished windows, for a resumed run"
    )
    arguments = parser.parse_args()
    data = load_vn2(arguments.path)
    starts = [str(data.dates[len(data.dates) - 1 - 8 * k].date()) for k in range(arguments.windows, 0, -1)]
    digest = hashlib.sha256((arguments.path / "sales_instock_weekly.parquet").read_bytes()).hexdigest()[:16]
    outcomes, cpu = [], 0.0
    for start in starts:
        found, seconds = window(arguments.path, start, arguments.kept / f"{digest}_{start}.json")
        outcomes, cpu = outcomes + found, cpu + seconds
    write(ReplayResult("vn2", Terms(), 8, outcomes), digest, cpu, shorter_cover(data, starts))


def shorter_cover(data: ReplayData, starts: list[str]) -> str:
    """The benchmark's rule with less cover than its four weeks: what tuning it in hindsight would have brought."""
    parts = []
    for safety in (0.5, 0.0):
        costs = []
        for start in starts:
            at = data.index_of(start)
            policy, opening = SeasonalAverage(safety), scaled_opening(data, at, 2)
            costs.append(simulate(data, policy, opening, at, 8, Terms(), "shorter").cost)
        parts.append(f"{3 + safety:g} weeks {np.mean(costs):,.0f}")
    listed = ", ".join(parts)
    return f"The benchmark covers four weeks; with less cover, chosen in hindsight, it costs on average: {listed}."


def window(path: Path, start: str, kept: Path) -> tuple[list[Outcome], float]:
    """The outcomes of one window and the CPU seconds they took, read back where they were measured before."""
    if kept.is_file():
        raw = json.loads(kept.read_text(encoding="utf-8"))
        return [Outcome(**o, per_series=np.zeros(0)) for o in raw["outcomes"]], raw["seconds"]
    begun = time.process_time()
    outcomes = replay("vn2", path, start=start).outcomes
    seconds = time.process_time() - begun
    plain = [{k: v for k, v in o.to_dict().items() if k not in ("cost", "fill_rate")} for o in outcomes]
    atomic_write_text(kept, json.dumps({"seconds": seconds, "outcomes": plain}))
    return outcomes, seconds


def write(result: ReplayResult, digest: str, cpu: float, shorter: str) -> None:
    """The record of all windows, and the table on the screen."""
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
        data_hash=digest,
        notes=[
            "Demand of weeks without stock is not known; all policies are scored on the same estimate.",
            "Stock at a past start is the competition's own, scaled to each product's sales of that time.",
            shorter,
            f"{cpu:.0f} CPU seconds for all windows and policies together.",
        ],
        details=result.to_dict(),
    )  # fmt: skip
    print(table.to_string())


if __name__ == "__main__":
    main()
