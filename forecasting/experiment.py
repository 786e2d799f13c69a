"""Experiments: sweeps over the settings of the LSTM, and three published set-ups to compare with.

    python -m forecasting.experiment --workspace W --set hidden=32,64 --set dropout=0.1,0.3        # a grid of four
    python -m forecasting.experiment --workspace W --set learning_rate=0.001:0.01 --trials 20      # optuna
    python -m forecasting.experiment --preset a --data train.parquet --epochs 20                   # a published set-up
    tensorboard --logdir W/experiments

A trial is scored by WQL on the validation windows, never on the last one: that is kept for
telling. Every trial is a line of trials.jsonl and a TensorBoard run (curves of training and
validation loss, settings and scores as hparams), cancelled and failed ones too.
"""

from __future__ import annotations

import argparse
import itertools
import json
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any

import numpy as np

from data.errors import QuartermasterError, SettingsError
from forecasting import metrics
from forecasting.lstm import LSTMForecaster, LSTMSettings
from forecasting.panel import actuals_after, at_origin
from forecasting.protocol import Panel

__all__ = ["Choice", "Sweep", "main", "parse_choice", "run_sweep"]


@dataclass(frozen=True)
class Choice:
    """What one setting may be: a list of values, or a range `low:high` (sampled, log scale above a factor of 10)."""

    name: str
    values: tuple[Any, ...] = ()
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Sweep:
    """One sweep. `trials` of 0 is the whole grid."""

    choices: tuple[Choice, ...]
    trials: int = 0
    horizon: int = 28  # periods
    windows: int = 2  # validation windows, all before the last horizon
    seed: int = 7
    base: LSTMSettings = field(default_factory=LSTMSettings)

    def __post_init__(self) -> None:
        ranges = [c.name for c in self.choices if not c.values]
        if ranges and not self.trials:
            raise SettingsError(f"{', '.join(ranges)} has a range; say how many trials (--trials 20), or list values")
        if min(self.horizon, self.windows) < 1 or self.trials < 0:
            raise SettingsError("horizon and windows must be 1 or more, trials 0 or more")


def parse_choice(text: str) -> Choice:
    """`hidden=32,64` or `learning_rate=0.001:0.01`. SettingsError names the settings that exist."""
    name, _, value = text.partition("=")
    known = _setting_types()
    if name not in known:
        import difflib

        near = difflib.get_close_matches(name, known, n=1)
        hint = f"; did you mean {near[0]}?" if near else f"; there are {', '.join(known)}"
        raise SettingsError(f'"{name}" is no setting of the network or its training{hint}')
    try:
        if ":" in value:
            low, high = (float(v) for v in value.split(":"))
            return Choice(name, low=low, high=high)
        return Choice(name, tuple(_typed(known[name], v) for v in value.split(",")))
    except ValueError as error:
        raise SettingsError(f"{text}: expected {name}=value,value or {name}=low:high ({error})") from error


def _setting_types() -> dict[str, str]:
    from forecasting.training import TrainingSettings

    own = {f.name: str(f.type) for f in fields(LSTMSettings) if f.name not in ("training", "country")}
    return {f.name: str(f.type) for f in fields(TrainingSettings)} | own


def _typed(kind: str, value: str) -> Any:
    if kind == "bool":
        if value.lower() not in ("true", "false"):
            raise ValueError(f"{value} is neither true nor false")
        return value.lower() == "true"
    return {"int": int, "float": float}.get(kind, str)(value)


def _with(base: LSTMSettings, changes: dict[str, Any]) -> LSTMSettings:
    own = {f.name for f in fields(LSTMSettings)}
    training = base.training | {k: v for k, v in changes.items() if k not in own}
    return replace(base, training=training, **{k: v for k, v in changes.items() if k in own})


# -- trials ------------------------------------------------------------------------------------
def run_sweep(panel: Panel, sweep: Sweep, folder: Path) -> list[dict[str, Any]]:
    """Run every trial; results sorted by WQL, best first. Writes trials.jsonl and TensorBoard runs to `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    results = []
    for number, (changes, tell) in enumerate(_proposals(sweep)):
        result = _trial(panel, sweep, changes, folder / f"trial_{number:03d}")
        with (folder / "trials.jsonl").open("a") as lines:
            lines.write(json.dumps({"trial": number, **result}) + "\n")
        results.append({"trial": number, **result})
        tell(result.get("wql"))
    return sorted(results, key=lambda r: r.get("wql", float("inf")))


def _proposals(sweep: Sweep) -> Iterator[tuple[dict[str, Any], Any]]:
    """Settings to try, each with a function that takes the score."""
    if not sweep.trials:
        for values in itertools.product(*(c.values for c in sweep.choices)):
            yield dict(zip((c.name for c in sweep.choices), values, strict=True)), lambda score: None
        return
    try:
        import optuna
    except ImportError as error:
        raise SettingsError('optuna is not installed; install it: pip install -e ".[experiments]"') from error
    optuna.logging.set_verbosity(optuna.logging.WARNING)
    study = optuna.create_study(sampler=optuna.samplers.TPESampler(seed=sweep.seed))
    for _ in range(sweep.trials):
        trial = study.ask()
        yield {c.name: _suggest(trial, c) for c in sweep.choices}, lambda score, trial=trial: _tell(study, trial, score)


def _suggest(trial: Any, choice: Choice) -> Any:
    if choice.values:
        return trial.suggest_categorical(choice.name, list(choice.values))
    kind = _setting_types()[choice.name]
    low, high = float(choice.low or 0.0), float(choice.high or 0.0)
    log = low > 0 and high / low >= 10
    if kind == "int":
        return trial.suggest_int(choice.name, int(low), int(high), log=log)
    return trial.suggest_float(choice.name, low, high, log=log)


def _tell(study: Any, trial: Any, score: float | None) -> None:
    from optuna.trial import TrialState

    if score is None:
        study.tell(trial, state=TrialState.FAIL)
    else:
        study.tell(trial, score)


def _trial(panel: Panel, sweep: Sweep, changes: dict[str, Any], folder: Path) -> dict[str, Any]:
    """Fit before the first validation window, score all of them; a failure is a result as well."""
    from torch.utils.tensorboard import SummaryWriter

    started = time.perf_counter()
    settings = _with(replace(sweep.base, seed=sweep.seed), changes)
    end = panel.y.shape[1] - sweep.horizon  # the last window is never looked at
    origins = [end - sweep.horizon * k for k in range(sweep.windows, 0, -1)]
    with SummaryWriter(str(folder)) as writer:
        try:
            model = LSTMForecaster(settings).fit(at_origin(panel, origins[0], sweep.horizon))
            scores = _scores(model, panel, origins, sweep.horizon)
        except (QuartermasterError, ValueError, RuntimeError) as error:
            writer.add_text("failed", str(error))
            return {"settings": changes, "failed": str(error)}
        for look in model.history:
            for name in ("train", "validation"):
                writer.add_scalar(f"loss/{name}", look[name], int(look["step"]))
        shown = {k: v for k, v in changes.items() if isinstance(v, (bool, int, float, str))}
        writer.add_hparams(shown, {f"score/{k}": v for k, v in scores.items()}, run_name=".")
    return {"settings": changes, **scores, "seconds": round(time.perf_counter() - started, 2)}


def _scores(model: LSTMForecaster, panel: Panel, origins: Sequence[int], horizon: int) -> dict[str, float]:
    actual, mean, quantiles = [], [], []
    for origin in origins:
        forecast = model.predict(at_origin(panel, origin, horizon))
        actual.append(actuals_after(panel, origin, horizon))
        mean.append(forecast.mean)
        quantiles.append(forecast.quantiles)
    y, m, q = (np.concatenate(parts, axis=1) for parts in (actual, mean, quantiles))
    levels = forecast.levels
    return {
        "wql": float(metrics.wql(y, q, levels)),
        "wape": float(metrics.wape(y, m)),
        "bias_pct": float(metrics.bias_pct(y, m)),
        "coverage_80": float(
            metrics.interval_coverage(y, metrics.at_level(q, levels, 0.1), metrics.at_level(q, levels, 0.9))
        ),
    }


# -- command -----------------------------------------------------------------------------------
def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m forecasting.experiment",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--workspace", type=Path, help="whose sales are used; results go to W/experiments")
    parser.add_argument("--set", action="append", default=[], metavar="NAME=VALUES", dest="choices")
    parser.add_argument("--trials", type=int, default=0, help="optuna trials; 0: the whole grid")
    parser.add_argument("--horizon", type=int, default=28, help="periods")
    parser.add_argument("--windows", type=int, default=2, help="validation windows")
    parser.add_argument("--target", choices=("sales", "returns"), default="sales")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--preset", choices=("a", "b", "c"), help="a published set-up instead of a sweep")
    parser.add_argument("--data", type=Path, help="for --preset: a Parquet or CSV file with date, store, item, sales")
    parser.add_argument("--epochs", type=int, help="for --preset: passes over the data")
    parser.add_argument("--out", type=Path, help="folder of the results")
    return parser.parse_args(argv)


def main(argv: Sequence[str] | None = None) -> int:
    """Exit code 0, or 1 with one line on stderr."""
    args = _arguments(argv)
    try:
        return _preset(args) if args.preset else _sweep(args)
    except QuartermasterError as error:
        print(error, file=sys.stderr)
        return 1


def _preset(args: argparse.Namespace) -> int:
    from forecasting.reference_setups import PRESETS, run_preset

    if args.data is None:
        raise SettingsError("--preset needs --data, a file with the columns date, store, item, sales")
    setup = PRESETS[args.preset]
    if args.epochs:
        setup = replace(setup, epochs=args.epochs)
    result = run_preset(setup, args.data, args.seed, args.out)
    print(json.dumps(result, indent=1))
    return 0


def _sweep(args: argparse.Namespace) -> int:
    from data.workspace import Workspace
    from forecasting.panel import PanelSource

    if args.workspace is None:
        raise SettingsError("give --workspace, or --preset with --data")
    sweep = Sweep(tuple(parse_choice(c) for c in args.choices), args.trials, args.horizon, args.windows, seed=args.seed)
    panel = PanelSource(Workspace(args.workspace)).panel(args.target, args.horizon)
    folder = args.out or args.workspace / "experiments" / time.strftime("%Y%m%d-%H%M%S")
    for result in run_sweep(panel, sweep, folder):
        print(json.dumps(result))
    print(f"tensorboard --logdir {folder}", file=sys.stderr)
    (folder / "sweep.json").write_text(json.dumps(asdict(sweep), indent=1))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
