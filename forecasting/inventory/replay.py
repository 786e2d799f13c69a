"""Replay: order from a past date on with what was known then, and count what it would have cost.

    result = replay("vn2", folder)                               # six 8-week windows before the end of the data
    result = replay("vn2", folder, start="2024-02-12")           # one window
    result = replay("vn2", folder, start="2024-04-08", actuals=later_weeks_csv)   # the competition's own weeks
    print(result.table())

Every policy starts from the same stock, sees sales up to the period before its decision and
meets the same demand. A forecasting policy is fitted on the data before the window and
forecasts anew at each decision.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from data.errors import DataError
from data.workspace import Workspace, atomic_write_text
from forecasting.inventory.demand_models import DemandModel, PooledDemand, SeasonalLevel
from forecasting.inventory.replay_data import Opening, ReplayData, Terms, load_workspace, scaled_opening
from forecasting.inventory.replay_policies import POLICIES, Policy, Quantile, State
from forecasting.inventory.replay_vn2 import load_vn2
from forecasting.inventory.settings import InventorySettings

__all__ = ["Outcome", "ReplayResult", "replay", "replay_window", "replay_workspace", "simulate"]

OURS = "quantile"
BENCHMARK = "seasonal_average"
_HISTORY = 30  # periods


@dataclass
class Outcome:
    """What one policy cost in one window; arrays per counted period and per series."""

    policy: str
    start: str
    holding: float
    shortage: float
    ordering: float
    lost_units: float
    demand_units: float
    in_stock_rate: float  # share of series and periods that lost nothing
    per_period: list[float]
    per_series: np.ndarray = field(repr=False)

    @property
    def cost(self) -> float:
        return self.holding + self.shortage + self.ordering

    @property
    def fill_rate(self) -> float:
        return 1.0 - self.lost_units / self.demand_units if self.demand_units else 1.0

    def to_dict(self) -> dict[str, Any]:
        plain = {k: v for k, v in asdict(self).items() if k != "per_series"}
        return {**plain, "cost": self.cost, "fill_rate": self.fill_rate}


def simulate(
    data: ReplayData, policy: Policy, opening: Opening, start: int, periods: int, terms: Terms, name: str = ""
) -> Outcome:
    """Run `policy` from the end of period `start` over `periods` periods with lost sales.

    Order of events in a period: decide, receive what is due, sell, count. Costs count from
    the first period that a decision reaches. A policy gets the sales up to its own period
    only: the rest of its view is cut off, `foresight` aside, which is given the demand.
    """
    _check_span(data, start, periods)
    stock, arriving = opening.on_hand.astype(float).copy(), opening.arriving.astype(float).copy()
    per_period: list[float] = []
    holding = shortage = ordering = lost_units = demand_units = 0.0
    served, per_series = [], np.zeros(len(stock))
    for period in range(start + 1, start + periods + 1):
        quantity = np.zeros(len(stock))
        if (period - start - 1) % terms.review == 0:
            view = data if name == "foresight" else _known(data, period - 1)
            quantity = np.maximum(policy(view, State(period - 1, stock.copy(), arriving.copy()), terms), 0.0)
        stock += arriving[:, 0] if terms.lead else quantity
        if terms.lead:
            arriving = np.concatenate([arriving[:, 1:], quantity[:, None]], axis=1)
        sold = np.minimum(stock, data.demand[:, period])
        lost = data.demand[:, period] - sold
        stock -= sold
        if period - start > terms.lead:
            held, missed = terms.holding * stock, terms.shortage * lost
            placed = terms.order_cost * (quantity > 0)
            holding, shortage, ordering = holding + held.sum(), shortage + missed.sum(), ordering + placed.sum()
            cost = held + missed + placed
            lost_units += float(lost.sum())
            demand_units += float(data.demand[:, period].sum())
            per_period.append(float(cost.sum()))
            per_series += cost
            served.append(float((lost <= 0).mean()))
    day = str(data.dates[start].date())
    in_stock = float(np.mean(served)) if served else 1.0
    return Outcome(
        name,
        day,
        float(holding),
        float(shortage),
        float(ordering),
        lost_units,
        demand_units,
        in_stock,
        per_period,
        per_series,
    )


def _check_span(data: ReplayData, start: int, periods: int) -> None:
    """Raises `DataError` where the data ends before the window does."""
    there = data.sales.shape[1] - 1 - start
    if periods > there:
        latest = data.dates[-1 - periods].date() if periods < len(data.dates) else "never"
        raise DataError(
            f"{periods} periods after {data.dates[start].date()} are beyond the data, which has {there}; "
            f"latest start: {latest} (later periods can be given with --actuals FILE, fewer with --periods)"
        )


def _known(data: ReplayData, t: int) -> ReplayData:
    """The data as seen at the end of period `t`."""
    return replace(data, dates=data.dates[: t + 1], sales=data.sales[:, : t + 1], demand=data.demand[:, :0])


def replay_window(
    data: ReplayData, start: int, periods: int, terms: Terms, model: DemandModel | None = None
) -> list[Outcome]:
    """All policies over one window, ours first."""
    fitted = (model or PooledDemand()).fit(_known(data, start), start, terms.lead + terms.review)
    opening = scaled_opening(data, start, terms.lead, terms.review)
    policies: Mapping[str, Policy] = {OURS: Quantile(fitted), **POLICIES}
    return [simulate(data, p, opening, start, periods, terms, name) for name, p in policies.items()]


@dataclass
class ReplayResult:
    """Outcomes of all windows and policies."""

    preset: str
    terms: Terms
    periods: int
    outcomes: list[Outcome]
    notes: tuple[str, ...] = ()  # what was assumed or left out in reading the data

    def table(self) -> pd.DataFrame:
        """Cost per window (rows) and policy (columns), the mean, and ours against the benchmark in percent."""
        frame = pd.DataFrame([(o.start, o.policy, o.cost) for o in self.outcomes], columns=["start", "policy", "cost"])
        table = frame.pivot(index="start", columns="policy", values="cost")
        table = table[[name for name in (OURS, *POLICIES) if name in table]]
        table.loc["mean"] = table.mean()
        table["vs_benchmark_pct"] = 100 * (table[OURS] / table[BENCHMARK] - 1)
        return table.round(1)

    def to_dict(self) -> dict[str, Any]:
        table = self.table()
        windows, mean = table.drop(index="mean"), dict(table.loc["mean"])
        return {
            "preset": self.preset,
            "terms": self.terms.to_dict(),
            "periods": self.periods,
            "windows": len(windows),
            "notes": list(self.notes),
            "mean_cost": {str(k): float(v) for k, v in mean.items() if k != "vs_benchmark_pct"},
            "saved_vs_benchmark_pct": -float(mean["vs_benchmark_pct"]),
            "worst_window_vs_benchmark_pct": float(windows["vs_benchmark_pct"].max()),
            "outcomes": [o.to_dict() for o in self.outcomes],
        }

    def save(self, path: Path) -> None:
        """JSON, and beside it a plot of the costs per window with the ending .png."""
        atomic_write_text(path, json.dumps(self.to_dict(), indent=1) + "\n")
        self.plot(path.with_suffix(".png"))

    def plot(self, path: Path) -> None:
        from matplotlib.figure import Figure

        table = self.table().drop(index="mean").drop(columns=["vs_benchmark_pct", "none"])
        figure = Figure(figsize=(9, 4.5), layout="constrained")
        axes = figure.subplots()
        width = 0.8 / table.shape[1]
        for i, name in enumerate(table.columns):
            axes.bar(np.arange(len(table)) + i * width, table[name], width, label=name.replace("_", " "))
        axes.set_xticks(np.arange(len(table)) + 0.4 - width / 2, table.index, rotation=20)
        axes.set_ylabel("holding + shortage + ordering cost")
        axes.set_title(f"Cost of each policy over {self.periods} periods")
        axes.legend()
        figure.savefig(path, dpi=120)


def replay(
    preset: str,
    path: str | Path,
    start: str | Sequence[str] | None = None,
    periods: int = 8,
    actuals: str | Path | None = None,
    windows: int = 6,
    terms: Terms | None = None,
) -> ReplayResult:
    """Replay a preset's data. Without `start`: the last `windows` windows of the history, back to back.

    `actuals`: a file with later weeks, to roll forward beyond the history.
    """
    if preset != "vn2":
        raise DataError(f"no replay preset is called {preset!r}; there is vn2 (your own sales: leave the folder out)")
    data = load_vn2(Path(path), Path(actuals) if actuals is not None else None)
    return _replayed(preset, data, terms or Terms(), start, periods, windows, PooledDemand())


def replay_workspace(
    workspace: Workspace,
    start: str | Sequence[str] | None = None,
    periods: int | None = None,
    windows: int = 3,
    settings: InventorySettings | None = None,
) -> ReplayResult:
    """Replay a user's own sales: by default three windows of eight weeks before the end of the data."""
    data, terms = load_workspace(workspace, settings or InventorySettings())
    weekly = data.season == 52
    model: DemandModel = PooledDemand() if weekly else SeasonalLevel()
    return _replayed("workspace", data, terms, start, periods or (8 if weekly else 56), windows, model)


def _replayed(
    preset: str,
    data: ReplayData,
    terms: Terms,
    start: str | Sequence[str] | None,
    periods: int,
    windows: int,
    model: DemandModel,
) -> ReplayResult:
    if periods <= terms.lead:
        raise DataError(
            f"no order arrives within {periods} periods at a lead time of {terms.lead}; replay more of them"
        )
    if start is None:
        last = len(data.dates) - 1
        starts = [last - periods * k for k in range(windows, 0, -1)]
    else:
        starts = [data.index_of(day) for day in ([start] if isinstance(start, str) else start)]
    if min(starts) < _HISTORY:
        first = data.dates[_HISTORY].date() if len(data.dates) > _HISTORY else "none yet"
        raise DataError(f"a replay needs {_HISTORY} periods before its start; the first possible one is {first}")
    _check_span(data, max(starts), periods)
    outcomes = [o for s in starts for o in replay_window(data, s, periods, terms, model)]
    return ReplayResult(preset, terms, periods, outcomes, data.notes)
