"""Commands that make and read runs: demo-data, run, runs, rollback, schedule, forecast, alerts."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Annotated

import typer

from ui.cli.output import DEFAULT_WORKSPACE, JsonOption, WorkspaceOption, emit, emit_table, open_workspace

if TYPE_CHECKING:
    from data.workspace import Workspace

__all__ = ["register"]


def register(app: typer.Typer) -> None:
    app.command("run")(run)
    app.command("runs")(runs)
    app.command("schedule")(schedule)
    app.command("rollback")(rollback)
    app.command("forecast")(forecast)
    app.command("stats")(stats)
    app.command("alerts")(alerts)


def run(
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
    horizon: Annotated[
        int | None, typer.Option(min=1, max=90, help="Periods to forecast; default by frequency.")
    ] = None,
    seed: Annotated[int | None, typer.Option(help="Seed of everything random; default: the settings.")] = None,
    warm: Annotated[bool, typer.Option(help="Go on with the served models and newer data.")] = False,
    engine: Annotated[str | None, typer.Option(help="local or ray; default: the settings.")] = None,
    json: JsonOption = False,
) -> None:
    """Train, forecast, compute orders and alerts, build the index, and publish the run."""
    start = time.perf_counter()
    if engine not in (None, "local", "ray"):
        print(f"error: --engine is {engine!r}; expected local or ray", file=sys.stderr)
        raise typer.Exit(2)
    run_id = _publish(open_workspace(workspace), horizon, seed, warm, engine)
    seconds = time.perf_counter() - start
    emit({"run_id": run_id, "seconds": round(seconds, 1)}, json, f"published run {run_id} in {seconds:.1f} s")


def _publish(
    workspace: Workspace,
    horizon: int | None = None,
    seed: int | None = None,
    warm: bool = False,
    engine: str | None = None,
) -> str:
    from dataclasses import replace

    from data.settings import load
    from forecasting.pipeline import run as run_pipeline
    from forecasting.settings import ForecastSettings
    from rag.index import build_index

    settings = load(workspace, "forecast", ForecastSettings)
    if warm:
        settings = replace(settings, training="warm")
    if engine:
        settings = replace(settings, engine="ray" if engine == "ray" else "local")
    return run_pipeline(workspace, build_index=build_index, horizon=horizon, seed=seed, settings=settings)


def schedule(
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
    at: Annotated[str, typer.Option(help="Time of day, HH:MM.")] = "05:30",
    day: Annotated[str | None, typer.Option(help="Only on this weekday; default: every day.")] = None,
    form: Annotated[str, typer.Option(help="cron or systemd: print the text; loop: stay and run.")] = "cron",
) -> None:
    """Make runs on a schedule: print a cron line or systemd units, or stay in the foreground and do it."""
    from forecasting import scheduling

    target = open_workspace(workspace)
    if form == "loop":
        scheduling.loop(target, at, lambda ws: _publish(ws, warm=True), day=day)
    elif form in ("cron", "systemd"):
        print(scheduling.cron_text(target, at, day) if form == "cron" else scheduling.systemd_text(target, at, day))
    else:
        raise typer.BadParameter(f"--form is {form!r}; expected cron, systemd or loop")


def runs(workspace: WorkspaceOption = DEFAULT_WORKSPACE, json: JsonOption = False) -> None:
    """List the published runs, newest first; the served one is marked."""
    import pandas as pd

    from ui.services import Services

    emit_table(pd.DataFrame(Services(open_workspace(workspace)).runs()), json, "runs")


def rollback(
    run_id: Annotated[str | None, typer.Argument(help="Run to serve; default: the one before the served run.")] = None,
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
    json: JsonOption = False,
) -> None:
    """Serve an earlier run again."""
    from ui.services import Services

    served = Services(open_workspace(workspace, needs_run=True)).rollback(run_id)
    emit({"run_id": served}, json, f"serving run {served}")


def forecast(
    store_id: Annotated[str, typer.Argument(help="Store id.")],
    product_id: Annotated[str, typer.Argument(help="Product id.")],
    target: Annotated[str, typer.Option(help="sales or returns")] = "sales",
    horizon: Annotated[int | None, typer.Option(min=1, max=90)] = None,
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
    json: JsonOption = False,
) -> None:
    """Print the quantile forecast of one series."""
    from ui.boards import Boards
    from ui.services import Services

    if target not in ("sales", "returns"):
        print(f"error: --target is {target!r}; expected sales or returns", file=sys.stderr)
        raise typer.Exit(2)
    boards = Boards(Services(open_workspace(workspace, needs_run=True)))
    emit_table(boards.forecast(store_id, product_id, target, horizon), json, f"{target} forecast")


def stats(
    store_id: Annotated[str, typer.Argument(help="Store id.")],
    product_id: Annotated[str, typer.Argument(help="Product id.")],
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
    json: JsonOption = False,
) -> None:
    """Print the statistics of one series."""
    from ui.boards import Boards, UnknownSeries
    from ui.services import Services

    row = Boards(Services(open_workspace(workspace, needs_run=True))).stats(store_id, product_id)
    if not row:
        raise UnknownSeries(
            f"no statistics for product {product_id!r} in store {store_id!r}; `quartermaster forecast` names the ids"
        )
    emit(row, json, "\n".join(f"{key:<18}{value}" for key, value in row.items()))


def alerts(
    store_id: Annotated[str | None, typer.Option(help="Only this store.")] = None,
    severity: Annotated[str | None, typer.Option(help="critical, warning or info")] = None,
    kind: Annotated[str | None, typer.Option(help="stockout_risk, stockout, excess, ...")] = None,
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
    json: JsonOption = False,
) -> None:
    """List the alerts of the served run, most severe first."""
    from ui.boards import Boards
    from ui.services import Services

    frame = Boards(Services(open_workspace(workspace, needs_run=True))).alerts(store_id, severity, kind)
    emit_table(frame if json else frame[["severity", "kind", "store", "product", "message"]], json, "alerts")
