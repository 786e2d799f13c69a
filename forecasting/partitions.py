"""Partitions of a run: the same work on slices of the series, here one after the other or on Ray.

    quartermaster run --engine ray                  # a cluster of this machine's cores
    RAY_ADDRESS=auto quartermaster run --engine ray # the cluster that this machine belongs to

A task is what is done with one partition (`BacktestTask`, `ForecastTask`); an engine runs it on
every partition and yields the results in order, so that a run writes the same tables whatever the
engine. Workers read the workspace themselves: on a cluster it lies on storage that all of them see.
A partition whose worker dies is done again on another one.
"""

from __future__ import annotations

import copy
import os
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import pandas as pd

from data.errors import QuartermasterError
from data.workspace import Workspace
from forecasting.accuracy import accuracy_rows, backtest_rows, merge_served
from forecasting.backtest import Windows
from forecasting.forecast_table import forecast_rows
from forecasting.panel import PanelSource
from forecasting.protocol import Panel, QuantileForecast
from forecasting.served import Team

__all__ = [
    "BacktestTask",
    "Backtested",
    "Engine",
    "ForecastTask",
    "Forecasted",
    "LocalEngine",
    "RayEngine",
    "Task",
    "travelling",
]

PanelOf = Callable[[str, np.ndarray], Panel]  # panel of a target, and of the series at some positions
RETRIES = 3  # times that a partition is done again after its worker died
AHEAD = 2  # partitions per core that are under way or wait to be written: bounds the memory


class Task(Protocol):
    """What is done with one partition; it travels to the workers, so it holds data only."""

    def __call__(self, panel_of: PanelOf, rows: np.ndarray) -> Any: ...


@dataclass(frozen=True)
class Backtested:
    """The test windows of one partition and target."""

    accuracy: pd.DataFrame
    backtest: pd.DataFrame | None  # rows of the `backtest` table; None where no window was held out
    served: Windows | None


@dataclass(frozen=True)
class Forecasted:
    """The served forecast of one partition and target, and its rows of `forecasts`."""

    forecast: QuantileForecast
    table: pd.DataFrame


@dataclass(frozen=True)
class BacktestTask:
    """Accuracy of every model, and what was served, on the test windows of a partition."""

    teams: dict[str, Team]

    def __call__(self, panel_of: PanelOf, rows: np.ndarray) -> dict[str, Backtested]:
        done = {}
        for target, team in self.teams.items():
            panel = panel_of(target, rows)
            windows, served = team.test_windows(panel), team.served_models(panel)
            table = accuracy_rows(panel, windows, served, team.origins.first)
            merged = merge_served(windows, served) if windows else None
            past = None if merged is None else backtest_rows(panel, merged, served, team.origins.test)
            done[target] = Backtested(table, past, merged)
        return done


@dataclass(frozen=True)
class ForecastTask:
    """The served forecasts of a partition. `paths` and `seed`: of the draw behind summed quantiles."""

    teams: dict[str, Team]
    paths: int
    seed: int

    def __call__(self, panel_of: PanelOf, rows: np.ndarray) -> dict[str, Forecasted]:
        done = {}
        for target, team in self.teams.items():
            panel = panel_of(target, rows)
            forecast, served = team.forecast(panel)
            table = forecast_rows(panel, forecast, served, team.rho, self.paths, self.seed)
            done[target] = Forecasted(forecast, table)
        return done


def travelling(team: Team) -> Team:
    """The team without what is bound to this process (progress) or of no use to a partition."""
    members = {name: copy.copy(model) for name, model in team.members.items()}
    for model in members.values():
        if hasattr(model, "progress"):
            model.progress = None
    return replace(team, members=members, progress=None, scores=None, spread=None, validated=None)


class Engine(Protocol):
    """Runs a task on every partition; results come in the order of the partitions."""

    def map(self, task: Task, partitions: Iterable[np.ndarray]) -> Iterator[tuple[np.ndarray, Any]]: ...

    def close(self) -> None: ...


class LocalEngine:
    """One partition after the other in this process."""

    def __init__(self, panel_of: PanelOf) -> None:
        self.panel_of = panel_of

    def map(self, task: Task, partitions: Iterable[np.ndarray]) -> Iterator[tuple[np.ndarray, Any]]:
        for rows in partitions:
            yield rows, task(self.panel_of, rows)

    def close(self) -> None:
        """Nothing to give back."""


class RayEngine:
    """Partitions as Ray tasks. `cores`: of a cluster on this machine where no RAY_ADDRESS is given."""

    def __init__(self, workspace: Workspace, horizon: int, cores: int | None = None) -> None:
        try:
            import ray
        except ImportError:
            raise QuartermasterError(
                'Ray is not installed; pip install "quartermaster[ray]", or use --engine local'
            ) from None
        self.root, self.horizon = workspace.root.resolve(), horizon
        self._ours = not ray.is_initialized()
        if self._ours:
            address = os.environ.get("RAY_ADDRESS")
            os.environ.setdefault("RAY_worker_niceness", "0")  # 15 otherwise: starved beside any other work
            here = {} if address else {"num_cpus": cores or os.cpu_count(), "include_dashboard": False}
            path = os.pathsep.join(p for p in sys.path if p)
            environment = {} if address else {"runtime_env": {"env_vars": {"PYTHONPATH": path, "OMP_NUM_THREADS": "1"}}}
            ray.init(address=address, log_to_driver=False, logging_level="warning", **here, **environment)
        self._ray = ray
        self._remote = ray.remote(max_retries=RETRIES)(_on_worker)

    def map(self, task: Task, partitions: Iterable[np.ndarray]) -> Iterator[tuple[np.ndarray, Any]]:
        held = self._ray.put(task)
        limit = max(1, AHEAD * int(self._ray.cluster_resources().get("CPU", 1)))
        under_way: deque[tuple[np.ndarray, Any]] = deque()
        for rows in partitions:
            under_way.append((rows, self._remote.remote(str(self.root), self.horizon, held, rows)))
            if len(under_way) >= limit:
                yield self._next(under_way)
        while under_way:
            yield self._next(under_way)

    def _next(self, under_way: deque[tuple[np.ndarray, Any]]) -> tuple[np.ndarray, Any]:
        rows, reference = under_way.popleft()
        try:
            return rows, self._ray.get(reference)
        except self._ray.exceptions.RayTaskError as error:
            raise QuartermasterError(f"series {rows[0]} to {rows[-1]} failed on a Ray worker: {error.cause}") from error
        except self._ray.exceptions.RayError as error:
            raise QuartermasterError(
                f"the Ray workers of series {rows[0]} to {rows[-1]} died {RETRIES + 1} times; "
                "smaller partitions need less memory (chunk_series in [forecast] of settings.toml)"
            ) from error

    def close(self) -> None:
        """Stop the cluster if it was started here."""
        if self._ours and self._ray.is_initialized():
            self._ray.shutdown()


@lru_cache(maxsize=2)
def _source(root: str) -> PanelSource:
    """The workspace as a worker reads it, once per process."""
    import torch

    torch.set_num_threads(1)  # a worker has one core
    return PanelSource(Workspace(Path(root)))


def _on_worker(root: str, horizon: int, task: Task, rows: np.ndarray) -> Any:
    source = _source(root)

    def panel_of(target: Any, some: np.ndarray) -> Panel:
        whole = len(some) == len(source.series)
        return source.panel(target, horizon, None if whole else some)

    return task(panel_of, rows)
