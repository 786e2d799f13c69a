"""Forecast benchmark: our model beside the peers, one split, one machine, one process per model.

    python -m benchmarks.forecast                                   # every set, every model, cached
    python -m benchmarks.forecast --sets m5 --models lstm lightgbm  # a part of it
    python -m benchmarks.forecast --table                           # only write the table again
    python -m benchmarks.forecast --back 1                          # one window earlier: for choosing, not for telling

The peers live in .venv-bench (see `PEER_PACKAGES`), so that their dependencies never touch ours.
A result is kept under the hash of set, window, model and code; `--again` runs it anew.
"""

from __future__ import annotations

import argparse
import ast
import datetime
import fcntl
import hashlib
import importlib
import json
import os
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from benchmarks.datasets_loaders import DATASETS, SETS, BenchmarkSet, cut, load
from benchmarks.record import record
from forecasting import metrics
from forecasting.discreteness import expected_coverage, randomised_coverage
from forecasting.protocol import Panel, QuantileForecast

__all__ = ["MODELS", "export", "main", "score", "table_rows"]

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "benchmarks" / "results" / "forecast.json"
PEER_PYTHON = ROOT / ".venv-bench" / "bin" / "python"
AUTOGLUON_PYTHON = ROOT / ".venv-autogluon" / "bin" / "python"
PEER_PACKAGES = "torch==2.13.0 statsforecast mlforecast neuralforecast lightgbm pyarrow scipy 'pandas<3'"
#: The network alone; what a run serves (the best, or a blend, per demand class); the other candidates of a run.
OURS = ("lstm", "served", "own_lightgbm", "seasonal_average")
OUR_MODULES = (
    "baselines/gbm",
    "baselines/gbm_features",
    "baselines/seasonal",
    "calendar_features",
    "calibration",
    "history_levels",
    "lstm",
    "network",
    "optimiser",
    "panel_groups",
    "paths",
    "protocol",
    "selection",
    "served",
    "training",
    "window_features",
)
MODELS = (
    *OURS,
    "seasonal_naive",
    "auto_ets",
    "lightgbm",
    "neural_lstm",
    "neural_lstm_calendar",
    "deepar",
    "nhits",
    "tft",
    "autogluon",
)


def export(panel: Panel, spec: BenchmarkSet, folder: Path, known: np.ndarray | None = None) -> None:
    """Long frames for the peers. Unknown periods inside a series' life are zeros, as such frames have it.

    `known` (S, H): periods that are scored. Where closed days are many the peers are told of them, past and
    future, as an input (`open`): without it they would learn zeros.
    """
    from forecasting.calendar_features import calendar_features, holiday_events

    series, past = panel.y.shape
    dates = pd.DatetimeIndex(panel.dates.append(panel.future_dates))
    ids = [f"{r.store_id}|{r.product_id}" for r in panel.series.itertuples()]
    inputs: dict[str, np.ndarray] = {}
    if panel.promo is not None:
        inputs["promo"] = panel.promo
    if panel.price is not None:
        price = np.nan_to_num(panel.price)
        inputs["price"] = price
    flags = np.zeros((series, len(dates)), np.float32)
    if panel.events is not None:
        flags = panel.events.max(axis=2)
    flags = np.maximum(flags, holiday_events(dates, panel.frequency, spec.country)[0].max(axis=1, initial=0.0)[None])
    if flags.any():
        inputs["event"] = flags
    life = np.maximum.accumulate(np.isfinite(panel.y), axis=1)
    if known is not None and (~np.isfinite(panel.y[life])).mean() > 0.02:
        inputs["open"] = np.concatenate([np.isfinite(panel.y), known.astype(bool)], axis=1).astype(np.float32)
    calendar, names = calendar_features(dates, panel.frequency)
    codes = {c: pd.factorize(panel.series[c].astype(str))[0] for c in ("store_id", "product_id", "category")}
    parts: list[pd.DataFrame] = []
    for i, name in enumerate(ids):
        seen = np.flatnonzero(np.isfinite(panel.y[i]))
        first = int(seen[0]) if len(seen) else past - 2
        rows = np.arange(first, len(dates))
        part = {"unique_id": name, "ds": dates[rows], "row": rows}
        part |= {key: values[i, rows] for key, values in inputs.items()}
        part |= {key.replace("_id", "") + "_code": code[i] for key, code in codes.items()}
        parts.append(pd.DataFrame(part))
    frame = pd.concat(parts, ignore_index=True)
    for k, name in enumerate(names):
        frame[name] = calendar[frame["row"].to_numpy(), k]
    y = np.concatenate([np.pad(np.nan_to_num(panel.y[i]), (0, len(dates) - past))[p.row] for i, p in enumerate(parts)])
    frame["y"] = y.astype(np.float32)
    frame[frame.row < past].drop(columns="row").to_parquet(folder / "train.parquet")
    frame[frame.row >= past].drop(columns=["row", "y"]).to_parquet(folder / "future.parquet")
    about = {
        "ids": ids,
        "horizon": panel.horizon,
        "freq": {"daily": "D", "weekly": "W-MON", "monthly": "MS"}[panel.frequency],
        "season": 7 if panel.frequency == "daily" else 1,
        "naive_season": {"daily": 7, "weekly": 52, "monthly": 12}[panel.frequency],
        "inputs": list(inputs),
        "calendar": names,
    }
    (folder / "about.json").write_text(json.dumps(about))


def score(panel: Panel, truth: np.ndarray, mask: np.ndarray, spec: BenchmarkSet, file: Path) -> dict[str, float]:
    """The figures of one finished forecast file."""
    data = np.load(file)
    levels, known = tuple(data["levels"]), mask.astype(bool)
    figures = metrics.summary(truth, data["mean"], data["quantiles"], levels, panel.y, spec.season, known)
    figures["coverage_80_expected"] = expected_coverage(truth, data["quantiles"], levels, known)
    figures["coverage_80_randomised"] = randomised_coverage(truth, data["quantiles"], levels, known)
    return {**figures, "seconds": float(data["seconds"]), "cpu_seconds": float(data["cpu_seconds"])}


def _run(command: list[str]) -> dict[str, float]:
    """Run one process; wall seconds, its CPU seconds and its peak memory in MB."""
    started = time.perf_counter()
    one_thread = dict.fromkeys(("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")
    process = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env={**os.environ, **one_thread}
    )
    assert process.stderr is not None
    errors = process.stderr.read().decode(errors="replace")
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise RuntimeError(f"{' '.join(command)} failed:\n{errors[-2000:]}")
    return {
        "process_seconds": time.perf_counter() - started,
        "process_cpu_seconds": usage.ru_utime + usage.ru_stime,
        "peak_mb": usage.ru_maxrss / 1024,
    }


def _code_hash(model: str) -> str:
    """Changes when the code behind a model's result does."""
    loaders = (ROOT / "benchmarks" / "datasets_loaders.py").read_text()
    if model in OURS:
        files = [ROOT / "forecasting" / f"{n}.py" for n in OUR_MODULES]
        source = "".join(file.read_text() for file in files)
    else:
        source = _peer_source(model)
    return hashlib.sha256((source + loaders).encode()).hexdigest()[:12]


def _peer_source(model: str) -> str:
    """The code of the peers' script without the other peers."""
    kept = []
    for node in ast.parse((ROOT / "benchmarks" / "forecast_peers.py").read_text()).body:
        other = isinstance(node, ast.FunctionDef) and node.name in MODELS and node.name not in (model, "neural_lstm")
        if isinstance(node, ast.FunctionDef | ast.Assign) and not other:
            kept.append(ast.dump(node))
    return "".join(kept)


def _measure(name: str, model: str, back: int) -> dict[str, Any]:
    full, spec = load(name)
    end = full.y.shape[1] - spec.horizon * (1 + back)
    panel, truth, mask = cut(full, end, spec.horizon)
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "forecast.npz"
        if model in OURS:
            used = _run([sys.executable, "-m", "benchmarks.forecast", "--one", model, name, str(back), str(out)])
        else:
            export(panel, spec, Path(folder), mask)
            script = str(ROOT / "benchmarks" / "forecast_peers.py")
            python = AUTOGLUON_PYTHON if model == "autogluon" else PEER_PYTHON
            used = _run([str(python), script, "--peer", model, "--folder", folder, "--out", str(out)])
        return {**score(panel, truth, mask, spec, out), **used}


def forecast_one(model: str, name: str, back: int, out: Path) -> None:
    """One of our own models on one set, in this process."""
    full, spec = load(name)
    panel, _, _ = cut(full, full.y.shape[1] - spec.horizon * (1 + back), spec.horizon)
    del full
    for library in ("lightgbm", "scipy.sparse", "scipy.stats", "forecasting.training"):  # as for the peers
        importlib.import_module(library)
    started, cpu = time.perf_counter(), time.process_time()
    forecast = {"lstm": _network, "served": _served}.get(model, partial(_candidate, model))(panel, spec)
    np.savez(
        out,
        mean=forecast.mean,
        quantiles=forecast.quantiles,
        levels=np.array(forecast.levels),
        seconds=time.perf_counter() - started,
        cpu_seconds=time.process_time() - cpu,
    )


def _network(panel: Panel, spec: BenchmarkSet) -> QuantileForecast:
    from forecasting.lstm import LSTMForecaster, LSTMSettings

    return LSTMForecaster(LSTMSettings(country=spec.country)).fit(panel).predict(panel)


def _candidate(model: str, panel: Panel, spec: BenchmarkSet) -> QuantileForecast:
    from forecasting.baselines.registry import build

    return build(model.removeprefix("own_"), 7, spec.country).fit(panel).predict(panel)


def _served(panel: Panel, spec: BenchmarkSet) -> QuantileForecast:
    """As a run does it: fit, choose and blend on validation windows, go on to the latest data, forecast."""
    from forecasting.served import Team
    from forecasting.settings import ForecastSettings

    settings = ForecastSettings(validation_windows=2, test_windows=1)
    team = Team("sales", settings, ("seasonal_naive", "seasonal_average", "lightgbm", "lstm"), spec.country)
    team.train(panel).learn_rest(panel)
    return team.forecast(panel)[0]


SHOWN = {
    "set": "set",
    "model": "model",
    "WQL": "wql",
    "WAPE": "wape",
    "WAPE of median": "wape_median",
    "bias %": "bias_pct",
    "80% coverage": "coverage_80",
    "expected": "coverage_80_expected",
    "randomised": "coverage_80_randomised",
    "below p90": "coverage_p90",
    "seconds": "seconds",
    "CPU s": "cpu_seconds",
    "peak MB": "peak_mb",
}
DIGITS = {"WQL": 4, "WAPE": 4, "WAPE of median": 4, "bias %": 1}
DIGITS |= dict.fromkeys(("80% coverage", "expected", "randomised", "below p90"), 2)
NOTES = [
    "Last window of each set, one cutoff: 28 days, for vn2 8 weeks. WQL over the levels 0.1 to 0.9; WAPE of the mean, "
    "which for models that give none is the median.",
    "Stockout, closed and unlaunched periods are not scored. Every model has one thread and its own process; "
    "seconds and CPU seconds are training and forecasting without imports; peak MB is the whole process.",
    "Other jobs shared the two cores during the measurements of 2026-11-21: seconds of that day are too high, CPU "
    "seconds somewhat.",
    "A quantile of whole units covers more than its level. Expected: coverage that the model's own forecasts imply "
    "for whole units. Randomised: share inside in probability space, 0.80 for a right forecast of counts too.",
    "served: what a run serves, chosen and blended on earlier windows; its CPU seconds hold the backtest and the "
    "training of all candidates. lstm: the network alone. own_: our other candidates alone.",
    "auto_ets and seasonal_naive: statsforecast; lightgbm: mlforecast, five conformal windows; neural_lstm (without "
    "calendar), neural_lstm_calendar, deepar, nhits, tft: neuralforecast, 500 steps of 128 windows, context of three "
    "horizons, calendar and known inputs; autogluon: its light portfolio. Where closed days are many, the peers are "
    "told of them as an input.",
]


def table_rows(rows: list[dict[str, Any]]) -> list[list[Any]]:
    """Rows of the published table: the test windows, by set, best WQL first."""
    kept = [r for r in rows if r["back"] == 0]
    order = {name: i for i, name in enumerate(SETS)}
    kept.sort(key=lambda r: (order[r["set"]], r["wql"]))
    return [[_told(title, r.get(key)) for title, key in SHOWN.items()] for r in kept]


def _told(title: str, value: Any) -> Any:
    """Fixed digits as text, so that 0.5210 and 0.52 line up."""
    return value if value is None or isinstance(value, str) else f"{value:.{DIGITS.get(title, 0)}f}"


def _store(row: dict[str, Any]) -> None:
    """Add or replace one row; several runs may write to the same file."""
    key = ("set", "model", "back")
    with Path(tempfile.gettempdir(), "forecast_results.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        rows = [r for r in _rows() if any(r[k] != row[k] for k in key)] + [row]
        rows.sort(key=lambda r: (r["set"], r["back"], r["model"]))
        _write(rows)


def _missing(rows: list[dict[str, Any]]) -> list[str]:
    """A note on what has no result yet."""
    done = {(r["model"], r["set"]) for r in rows if r["back"] == 0}
    gaps = {model: [name for name in SETS if (model, name) not in done] for model in MODELS}
    told = [f"{model} ({', '.join(sets) if len(sets) < len(SETS) else 'all'})" for model, sets in gaps.items() if sets]
    if not told:
        return []
    return [f"Not measured yet: {'; '.join(told)}. The command goes on where it was stopped."]


def _write(rows: list[dict[str, Any]]) -> None:
    record(
        "forecast",
        title="Forecasts beside what a planner would otherwise use",
        columns=list(SHOWN),
        rows=table_rows(rows),
        command="python -m benchmarks.forecast",
        seed=7,
        notes=[*NOTES, *_missing(rows)],
        details=rows,
    )


def _rows() -> list[dict[str, Any]]:
    return json.loads(RESULTS.read_text())["details"] if RESULTS.is_file() else []


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sets", nargs="+", default=list(SETS), choices=list(SETS))
    parser.add_argument("--models", nargs="+", default=list(MODELS), choices=MODELS)
    parser.add_argument("--back", type=int, default=0, help="windows before the last one; 0 is the test window")
    parser.add_argument("--again", action="store_true", help="run what is cached too")
    parser.add_argument("--table", action="store_true", help="only write the table again")
    parser.add_argument("--one", nargs=4, metavar=("MODEL", "SET", "BACK", "OUT"), help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.one:
        forecast_one(args.one[0], args.one[1], int(args.one[2]), Path(args.one[3]))
        return
    if args.table:
        _write(_rows())
    else:
        _run_all(args)


def _run_all(args: argparse.Namespace) -> None:
    if not DATASETS.is_dir():
        raise SystemExit("the public data sets (../shared/datasets) are not beside this checkout")
    if not PEER_PYTHON.is_file() and set(args.models) - set(OURS):
        raise SystemExit(
            f"no .venv-bench; make it: python3 -m venv .venv-bench && .venv-bench/bin/pip install {PEER_PACKAGES}"
        )
    for name in args.sets:
        for model in args.models:
            code = _code_hash(model)
            same = {"set": name, "model": model, "back": args.back, "code": code}
            if not args.again and any(all(r[k] == v for k, v in same.items()) for r in _rows()):
                continue
            try:
                figures = _measure(name, model, args.back)
            except RuntimeError as error:
                print(error, file=sys.stderr)
                continue
            load = {"load": round(os.getloadavg()[0], 1), "measured": datetime.date.today().isoformat()}
            _store({**same, **figures, **load})
            print(
                f"{name:14s} {model:22s} wql {figures['wql']:.4f} wape {figures['wape']:.4f} "
                f"bias {figures['bias_pct']:+.1f} cov {figures['coverage_80']:.2f} {figures['seconds']:.0f} s",
                flush=True,
            )


if __name__ == "__main__":
    main()
