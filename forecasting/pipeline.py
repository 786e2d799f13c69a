"""The run: from the tables of a workspace to a published forecast run.

    from forecasting.pipeline import run
    run_id = run(workspace)                                  # quartermaster run

Models are fitted and chosen on one panel (a sample of the series where there are very
many); everything else goes chunk by chunk, so that memory does not grow with the catalogue.
Nothing is served before the run is whole: it is written to a staging folder and published
by one rename.
"""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from data.settings import BusinessSettings, load
from data.workspace import Workspace
from forecasting.champion import (
    Decision,
    as_dict,
    contest,
    read_state,
    save_team,
    save_weights,
    with_served_weights,
)
from forecasting.changes import order_changes
from forecasting.dependence import Loadings, loadings
from forecasting.groups import GroupAccuracy, GroupSums, group_codes
from forecasting.inventory import AlertSettings, InventorySettings, make_alerts
from forecasting.manifest import Steps, code_version, data_hash, library_versions, now, plain
from forecasting.orders import TABLES, Orders, names_of
from forecasting.panel import PanelSource
from forecasting.partitions import BacktestTask, Engine, ForecastTask, LocalEngine, RayEngine, travelling
from forecasting.periods import DEFAULT_HORIZON
from forecasting.protocol import Panel
from forecasting.run_tables import RUN_TABLES
from forecasting.runstore import RunStore
from forecasting.served import Team
from forecasting.settings import ForecastSettings
from forecasting.stats import abc_classes, series_stats
from forecasting.views import TableWriter, write_table

if TYPE_CHECKING:
    import duckdb

__all__ = ["run"]

log = logging.getLogger(__name__)

BuildIndex = Callable[[Path, "duckdb.DuckDBPyConnection"], Any]
_NEXT_STEPS = "SELECT store_id, product_id, target, step, mean FROM forecasts WHERE target = 'sales' AND step <= 7"
_GROUP_CELLS = 40_000_000  # float32 cells of group paths held per target (160 MB)
_MIN_GROUP_PATHS = 60
#: Steps of a run with their usual share of its time, for the progress bar.
_STEPS = {
    "read": 3.0,
    "train sales": 45.0,
    "train returns": 20.0,
    "backtest": 5.0,
    "learn the latest": 15.0,
    "forecast": 8.0,
    "orders": 3.0,
    "groups": 3.0,
    "changes": 3.0,
    "index": 20.0,
    "publish": 1.0,
}


def run(
    workspace: Workspace,
    *,
    build_index: BuildIndex | None = None,
    models: tuple[str, ...] | None = None,
    horizon: int | None = None,
    seed: int | None = None,
    progress: Callable[[str, float], None] | None = None,
    settings: ForecastSettings | None = None,
) -> str:
    """Make a run of everything in the workspace, publish it, serve it; returns its id.

    `build_index(staging, connection)` is called before publishing, with views over the new
    run's tables. `progress(step, share)` is told the step and how much is done, 0 to 1.
    Raises `QuartermasterError`s; whatever happens, the run served before stays whole.
    """
    settings = settings or load(workspace, "forecast", ForecastSettings)
    given: dict[str, Any] = {"models": models and tuple(models), "horizon": horizon, "seed": seed}
    settings = replace(settings, **{k: v for k, v in given.items() if v is not None})
    with workspace.lock():
        workspace.create().sweep_staging()
        store = RunStore(workspace)
        steps = Steps(dict(_STEPS), progress)
        staging = store.begin()
        try:
            _Run(workspace, store, staging, settings, steps).make(build_index)
            with steps.step("publish"):
                run_id = store.publish(staging)
        except BaseException:
            store.discard(staging)
            raise
        finally:
            steps.close()
        store.prune(settings.keep_runs)
    return run_id


class _Run:
    """One run while it is being made."""

    def __init__(
        self, workspace: Workspace, store: RunStore, staging: Path, settings: ForecastSettings, steps: Steps
    ) -> None:
        self.workspace, self.store, self.staging, self.settings, self.steps = workspace, store, staging, settings, steps
        self.previous = workspace.current_run()
        self.inventory = load(workspace, "inventory", InventorySettings)
        self.country = load(workspace, "business", BusinessSettings).country or None
        with steps.step("read"):
            self.source = PanelSource(workspace)
            self.frequency = self.source.calendar.frequency
            self.horizon = settings.horizon or DEFAULT_HORIZON[self.frequency]
            self.targets: tuple[Any, ...] = ("sales", "returns") if self.source.has_returns else ("sales",)
            self.codes = group_codes(self.source.series)
        self._held: dict[str, Panel] = {}
        self.data_hash = data_hash(workspace)
        self.engine: Engine = LocalEngine(self._panel)
        if settings.engine == "ray":
            self.engine = RayEngine(workspace, self.horizon)
        self.teams: dict[str, Team] = {}
        self.decisions: dict[str, Decision] = {}
        self.groups: dict[str, GroupSums] = {}
        self.group_accuracy: dict[str, GroupAccuracy] = {}

    def make(self, build_index: BuildIndex | None) -> None:
        try:
            self._make(build_index)
        finally:
            self.engine.close()

    def _make(self, build_index: BuildIndex | None) -> None:
        self._snapshot_inputs()
        for target in self.targets:
            with self.steps.step(f"train {target}"):
                self._train(target)
        with self.steps.step("backtest"):
            self._backtest()
        with self.steps.step("learn the latest"):
            self._learn_rest()
        stats, replenishment = self._forecast()
        with self.steps.step("groups"):
            self._write_groups()
        with self.steps.step("changes"):
            self._finish_tables(stats, replenishment)
        self._write_manifest()
        if build_index is not None:
            with self.steps.step("index"):
                build_index(self.staging, self.store.connect(folder=self.staging))
            self._write_manifest()

    # -- panels --------------------------------------------------------------------------------

    def _sample(self) -> np.ndarray:
        """Positions of the series that models learn from."""
        count = len(self.source.series)
        if count <= self.settings.train_series:
            return np.arange(count)
        drawn = np.random.default_rng(self.settings.seed).choice(count, self.settings.train_series, replace=False)
        return np.sort(drawn)

    def _panel(self, target: Any, rows: np.ndarray) -> Panel:
        """A panel of some series; the panel of all of them is kept."""
        if len(rows) < len(self.source.series):
            return self.source.panel(target, self.horizon, rows)
        if target not in self._held:
            self._held[target] = self.source.panel(target, self.horizon)
        return self._held[target]

    def _chunks(self) -> Iterator[np.ndarray]:
        for part in self.source.chunks(self.settings.chunk_series):
            yield np.arange(part.start, part.stop)

    # -- steps ---------------------------------------------------------------------------------

    def _snapshot_inputs(self) -> None:
        """Keep the small tables an order depends on beside the run, so that the next run can tell what changed."""
        folder = self.staging / "inputs"
        folder.mkdir()
        for table in TABLES:
            if self.workspace.has_table(table):
                shutil.copyfile(self.workspace.table_path(table), folder / f"{table}.parquet")

    def _train(self, target: Any) -> None:
        """Train the models of a target and let them compete with those that serve now."""
        panel = self._panel(target, self._sample())
        folder = self._champion_folder(target)
        warm = self.settings.training == "warm" and folder is not None
        names = self.settings.models if target == "sales" else self.settings.return_models
        fresh = None if warm else Team(target, self.settings, names, self.country, self.steps.part).train(panel)
        if folder is not None and self.previous is not None:
            team, decision = contest(fresh, folder, self.previous, self.settings, panel, self.country)
        elif fresh is not None:
            team, decision = fresh, Decision(True, "the first run")
        self.teams[target], self.decisions[target] = team, decision
        self._plan_groups(target, team, panel)

    def _plan_groups(self, target: Any, team: Team, panel: Panel) -> None:
        """How totals spread: dependence and widths from the validation windows of `panel`."""
        codes = group_codes(panel.series)
        shares = Loadings()
        if team.scores is not None:
            shares = loadings(team.scores, {k: c for k, (c, _) in codes.items()}, team.spread)
        groups = sum(len(ids) for _, ids in self.codes.values())
        paths = min(self.settings.group_paths, max(_MIN_GROUP_PATHS, _GROUP_CELLS // (groups * self.horizon)))
        common = (shares, team.rho, paths, self.settings.seed)
        widths: dict[str, float] = {}
        if team.validated is not None:
            checked = GroupAccuracy(codes, team.origins.window, len(team.origins.validation), *common)
            checked.add(np.arange(len(panel.series)), team.validated)
            widths = checked.fitted_widths()
        self.groups[target] = GroupSums(self.codes, self.horizon, *common, widths)
        self.group_accuracy[target] = GroupAccuracy(
            self.codes, team.origins.window, len(team.origins.test), *common, widths
        )

    def _champion_folder(self, target: str) -> Path | None:
        """Where the served run keeps its models of a target; None where there are none."""
        if self.previous is None:
            return None
        folder = self.store.folder(self.previous) / "model" / target
        return folder if read_state(folder) is not None else None

    def _learn_rest(self) -> None:
        """Let the serving models see the newest data, and save them as they were before and after."""
        for target, team in self.teams.items():
            panel, folder = self._panel(target, self._sample()), self.staging / "model" / target
            save_team(team, folder, panel)
            save_weights(team, folder, "held")
            champion = self._champion_folder(target)
            if not self.decisions[target].promoted and champion is not None:
                with_served_weights(team, champion, panel)
                if self._same_data():
                    save_weights(team, folder, "served")
                    continue  # the same data again: nothing new to learn, and the same forecasts
            team.learn_rest(panel)
            save_weights(team, folder, "served")

    def _same_data(self) -> bool:
        return bool(self.previous) and self.store.manifest(self.previous).get("data_hash") == self.data_hash

    def _backtest(self) -> None:
        """Accuracy of every model on every series, before the models see the test windows."""
        with ExitStack() as stack:
            accuracy, past = (
                stack.enter_context(TableWriter(self.staging, RUN_TABLES[t])) for t in ("accuracy", "backtest")
            )
            task = BacktestTask({t: travelling(team) for t, team in self.teams.items()})
            for rows, done in self.engine.map(task, self._chunks()):
                for target, part in done.items():
                    accuracy.write(part.accuracy)
                    if part.served is not None:
                        self.group_accuracy[target].add(rows, part.served)
                        past.write(part.backtest)

    def _forecast(self) -> tuple[pd.DataFrame, pd.DataFrame]:
        """Write `forecasts` and `replenishment`; returns the statistics and the orders of all series."""
        stats, orders = [], []
        ordering = Orders(self.workspace, self.source, self.inventory, self.teams["sales"].rho)
        with TableWriter(self.staging, RUN_TABLES["forecasts"]) as forecasts:
            teams = {t: travelling(team) for t, team in self.teams.items()}
            parts = self.engine.map(ForecastTask(teams, self.inventory.paths, self.inventory.seed), self._chunks())
            while True:
                with self.steps.step("forecast"):
                    rows, done = next(parts, (None, {}))
                if rows is None:
                    break
                made = {target: part.forecast for target, part in done.items()}
                for part in done.values():
                    forecasts.write(part.table)
                with self.steps.step("groups"):
                    for target, forecast in made.items():
                        self.groups[target].add(rows, forecast)
                with self.steps.step("orders"):
                    sales = self._panel("sales", rows)
                    returned = self._panel("returns", rows).y if "returns" in self.teams else None
                    stats.append(series_stats(sales, returned))
                    orders.append(ordering.recommend(sales, made["sales"], made.get("returns")))
        with self.steps.step("orders"):
            replenishment = ordering.together(orders)
            write_table(self.staging, RUN_TABLES["replenishment"], replenishment)
        return pd.concat(stats, ignore_index=True), replenishment

    def _finish_tables(self, stats: pd.DataFrame, replenishment: pd.DataFrame) -> None:
        """ABC classes over all series, alerts, and what changed since the run before."""
        value = stats["revenue_90d"] if stats["revenue_90d"].notna().any() else stats["_units_90d"]
        stats = stats.assign(abc_class=abc_classes(value.to_numpy(float))).drop(columns="_units_90d")
        write_table(self.staging, RUN_TABLES["stats"], stats)
        con = self.store.connect(folder=self.staging)
        alerts = make_alerts(
            replenishment,
            stats,
            con.execute("SELECT * FROM accuracy WHERE served AND target = 'sales'").df(),
            con.execute("SELECT * FROM open_orders").df(),
            self.source.calendar.as_of,
            load(self.workspace, "alerts", AlertSettings),
            forecasts=con.execute(_NEXT_STEPS).df(),
            names=names_of(con),
        )
        write_table(self.staging, RUN_TABLES["alerts"], alerts)
        previous = self.store.folder(self.previous) if self.previous else None
        facts = {
            "as_of": str(self.source.calendar.as_of),
            "frequency": self.frequency,
            "dependence": {"rho": self.teams["sales"].rho},
        }
        changed = order_changes(self.staging, previous, self.store, replenishment, self.inventory, facts)
        write_table(self.staging, RUN_TABLES["changes"], changed)

    def _write_groups(self) -> None:
        future = self.source.calendar.future(self.horizon)
        tables = [g.table(target, future) for target, g in self.groups.items()]
        write_table(self.staging, RUN_TABLES["group_forecasts"], pd.concat(tables, ignore_index=True))
        errors = [g.table(target) for target, g in self.group_accuracy.items()]
        write_table(self.staging, RUN_TABLES["group_accuracy"], pd.concat(errors, ignore_index=True))

    def _write_manifest(self) -> None:
        calendar = self.source.calendar
        con = self.store.connect(folder=self.staging)
        figures = con.execute(
            "SELECT target, sum(mae) / nullif(sum(mae / nullif(wape, 0)), 0), avg(coverage_80), count(*) "
            "FROM accuracy WHERE served GROUP BY target ORDER BY target"
        ).fetchall()
        manifest = {
            "created_at": now(),
            "as_of": str(calendar.as_of),
            "frequency": self.frequency,
            "horizon": self.horizon,
            "series": len(self.source.series),
            "previous_run": self.previous,
            "data_hash": self.data_hash,
            "code_version": code_version(),
            "library_versions": library_versions(),
            "seed": self.settings.seed,
            "missing_periods": str(self.source.rule),
            "models": {t: team.summary() for t, team in self.teams.items()},
            "decision": {t: as_dict(d) for t, d in self.decisions.items()},
            "metrics": {t: {"wape": w, "coverage_80": c, "series": n} for t, w, c, n in figures},
            "dependence": {
                t: {"rho": team.rho, **asdict(self.groups[t].loadings), "widths": self.groups[t].widths}
                for t, team in self.teams.items()
            },
            "paths": {"n": self.inventory.paths, "seed": self.inventory.seed},
            "settings": {"forecast": asdict(self.settings), "inventory": asdict(self.inventory)},
            "seconds": self.steps.seconds,
        }
        self.store.write_manifest(self.staging, plain(manifest))
