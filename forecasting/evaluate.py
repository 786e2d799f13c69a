"""Rolling-origin evaluation of the models on the data of a workspace.

    python -m forecasting.evaluate --workspace W --out report.json --plot report.png
    python -m forecasting.evaluate --workspace W --models seasonal_naive lstm --origins 4 --horizon 28 --refit

Every origin's forecast is made from a panel that ends there; nothing after it is in the panel
but what is known beforehand (calendar, price, promotion). Without `--refit` a model is
fitted once, before the first origin, as a run does it; with it, at every origin.

The report holds, for every model, the figures over all series, by demand class and by ABC
class, calibration by level, sums over the window, and what stocking to the forecast's 95%
quantile of the window's demand would have cost.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from data.errors import DataError, QuartermasterError
from data.workspace import Workspace
from forecasting import metrics
from forecasting.backtest import Windows, side_by_side
from forecasting.baselines.registry import MODELS, build
from forecasting.dependence import effective_rho, normal_scores
from forecasting.discreteness import expected_coverage, randomised_coverage
from forecasting.panel import PanelSource, at_origin, select
from forecasting.paths import sample_paths, window_quantiles
from forecasting.periods import DEFAULT_HORIZON, SEASON
from forecasting.protocol import Forecaster, Panel
from forecasting.stats import abc_classes, demand_classes

__all__ = ["Evaluation", "Report", "evaluate", "main", "stock_outcome"]

HOLDING, SHORTAGE = 0.2, 1.0  # cost of a unit left over and of a unit short (VN2 planning challenge)
STOCK_LEVEL = 0.95  # cycle service level that the stock outcome is told of
LEVELS_SHOWN = (0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95)


@dataclass(frozen=True)
class Evaluation:
    """What to evaluate. Periods are those of the data."""

    models: tuple[str, ...] = ("seasonal_naive", "lstm")
    origins: int = 3
    horizon: int | None = None  # periods; None: 28 daily, 8 weekly, 6 monthly
    refit: bool = False
    seed: int = 7
    max_series: int = 3000  # more are thinned evenly

    def __post_init__(self) -> None:
        unknown = [m for m in self.models if m not in MODELS]
        if unknown or not self.models:
            raise DataError(f"no model is called {', '.join(unknown) or '(none)'}; there are {', '.join(MODELS)}")
        if self.origins < 1 or (self.horizon is not None and self.horizon < 1):
            raise DataError("origins and horizon must be 1 or more")


@dataclass
class Report:
    """The outcome; `windows` are kept for the plot and are not written."""

    about: dict[str, Any]
    tables: dict[str, dict[str, dict[str, dict[str, float]]]]  # grouping -> group -> model -> figures
    calibration: dict[str, dict[str, float]]  # model -> level -> share at or below
    windows: dict[str, Windows] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        return _plain({"about": self.about, "tables": self.tables, "calibration": self.calibration})


def evaluate(
    panel: Panel, settings: Evaluation, make: Callable[[str], Forecaster] | None = None, country: str | None = None
) -> Report:
    """Backtest `settings.models` on `panel`. `make(name)` builds a model; by default the registry does.

    Raises DataError when the history is too short for the origins.
    """
    horizon = settings.horizon or min({"daily": 28, "weekly": 8, "monthly": 6}[panel.frequency], panel.horizon)
    total = panel.y.shape[1]
    origins = tuple(total - horizon * k for k in range(settings.origins, 0, -1))
    if origins[0] < max(2 * SEASON[panel.frequency], 2 * horizon):
        raise DataError(
            f"{total} periods are too few for {settings.origins} origins of {horizon}; "
            "give fewer origins or a shorter horizon"
        )
    make = make or (lambda name: build(name, settings.seed, country))
    windows, seconds = {}, {}
    for name in settings.models:
        started = time.perf_counter()
        windows[name] = _backtest(make, name, panel, origins, horizon, settings.refit)
        seconds[name] = round(time.perf_counter() - started, 2)
    history = np.where(panel.available, panel.y, np.nan)[:, : origins[0]]
    season = SEASON[panel.frequency]
    tables: dict[str, Any] = {}
    for grouping, names in _groupings(panel, history).items():
        tables[grouping] = {}
        for group in sorted(set(names)):
            rows = np.flatnonzero(names == group)
            tables[grouping][group] = {m: _figures(w.of(rows), history[rows], season) for m, w in windows.items()}
    about = {
        "target": panel.target,
        "frequency": panel.frequency,
        "series": len(panel.series),
        "horizon": horizon,
        "origins": [str(panel.dates[o - 1].date()) for o in origins],
        "refit": settings.refit,
        "seed": settings.seed,
        "seconds": seconds,
        "season_of_mase": season,
    }
    calibration = {m: _calibration(w) for m, w in windows.items()}
    return Report(about, tables, calibration, windows)


def _backtest(
    make: Callable[[str], Forecaster], name: str, panel: Panel, origins: Sequence[int], horizon: int, refit: bool
) -> Windows:
    model = make(name)
    forecasts = []
    for i, origin in enumerate(origins):
        past = at_origin(panel, origin, horizon)
        if i == 0 or refit:
            model = make(name).fit(past)
        forecasts.append(model.predict(past))
    return side_by_side(panel, tuple(origins), horizon, forecasts)


def _groupings(panel: Panel, history: np.ndarray) -> dict[str, np.ndarray]:
    """Group names (S,) of each table, as known before the first origin."""
    classes = np.array([c or "no demand" for c in demand_classes(history)])
    value = np.nansum(history[:, -365:], axis=1)
    if panel.price is not None:
        price = np.where(np.isfinite(panel.price[:, : history.shape[1]]), panel.price[:, : history.shape[1]], np.nan)
        known = np.asarray(np.isfinite(price).any(axis=1))
        value = value * np.where(known, np.nanmean(np.where(known[:, None], price, 1.0), axis=1), 1.0)
    abc = np.array([str(c) if c else "none" for c in abc_classes(value)])
    return {"all": np.full(len(history), "all"), "demand_class": classes, "abc_class": abc}


def _figures(w: Windows, history: np.ndarray, season: int) -> dict[str, float]:
    figures = metrics.summary(w.actual, w.mean, w.quantiles, w.levels, history, season)
    counts = {
        "coverage_80_expected": expected_coverage(w.actual, w.quantiles, w.levels),
        "coverage_80_randomised": randomised_coverage(w.actual, w.quantiles, w.levels),
    }
    return {**figures, **counts, **_sums(w), "series": len(history)}


def _sums(w: Windows) -> dict[str, float]:
    """How the quantiles of the window's summed demand did, and what stocking to them would have cost."""
    rho = effective_rho(normal_scores(w), w.window)
    below80, inside, outcomes = [], [], []
    for start in range(0, w.actual.shape[1], w.window):
        part = slice(start, start + w.window)
        whole = np.asarray(np.isfinite(w.actual[:, part]).all(axis=1))
        if not whole.any():
            continue
        actual = w.actual[whole][:, part].sum(axis=1)
        paths = sample_paths(w.levels, w.quantiles[whole][:, part], None, {"rho": rho}, 200, 7)
        low, high, stock = window_quantiles(paths, 1, w.window, (0.1, 0.9, STOCK_LEVEL)).T
        inside.append((actual >= low) & (actual <= high))
        below80.append(actual <= high)
        outcomes.append(stock_outcome(actual, stock))
    if not inside:
        return dict.fromkeys(("sum_coverage_80", "sum_below_p90", "cost_per_unit", "in_stock_rate"), float("nan"))
    return {
        "sum_coverage_80": float(np.concatenate(inside).mean()),
        "sum_below_p90": float(np.concatenate(below80).mean()),
        "cost_per_unit": float(np.mean([o["cost_per_unit"] for o in outcomes])),
        "in_stock_rate": float(np.mean([o["in_stock_rate"] for o in outcomes])),
    }


def stock_outcome(
    demand: np.ndarray, stock: np.ndarray, holding: float = HOLDING, shortage: float = SHORTAGE
) -> dict[str, float]:
    """One period of selling `stock` (S,) into `demand` (S,): cost per unit demanded, and the share never short.

    Example: demand 10 and 4, stock 8 and 6: short 2, left 2, cost (2 * 1 + 2 * 0.2) / 14 = 0.171, in stock 0.5.
    """
    short, left = np.maximum(demand - stock, 0.0), np.maximum(stock - demand, 0.0)
    total = float(demand.sum())
    cost = float((shortage * short + holding * left).sum())
    return {
        "cost_per_unit": cost / total if total > 0 else float("nan"),
        "in_stock_rate": float((short <= 1e-9).mean()),
    }


def _calibration(w: Windows) -> dict[str, float]:
    """Share of actuals at or below each quantile: level as text -> share."""
    return {
        f"{level:g}": float(metrics.coverage(w.actual, metrics.at_level(w.quantiles, w.levels, level)))
        for level in LEVELS_SHOWN
    }


def _plain(value: Any) -> Any:
    """JSON has no NaN: it becomes null; figures keep six digits."""
    if isinstance(value, dict):
        return {k: _plain(v) for k, v in value.items()}
    if isinstance(value, float):
        return round(value, 6) if np.isfinite(value) else None
    return value


# -- command -----------------------------------------------------------------------------------
SHOWN = (
    "wql",
    "wape",
    "mase",
    "rmse",
    "bias_pct",
    "coverage_80",
    "direction_accuracy",
    "sum_coverage_80",
    "cost_per_unit",
)


def tables_as_text(report: Report) -> str:
    """The report for a terminal."""
    lines = []
    for grouping, groups in report.tables.items():
        lines.append(f"{grouping:24s}{'model':18s}" + "".join(f"{name[:12]:>13s}" for name in SHOWN))
        for group, models in groups.items():
            for model, figures in sorted(models.items(), key=lambda item: item[1]["wql"]):
                head = f"{group} ({figures['series']:.0f})"
                lines.append(f"{head:24s}{model:18s}" + "".join(f"{figures[name]:13.3f}" for name in SHOWN))
        lines.append("")
    return "\n".join(lines)


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m forecasting.evaluate",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    default = Evaluation()
    parser.add_argument("--workspace", type=Path, required=True)
    parser.add_argument("--out", type=Path, help="JSON report")
    parser.add_argument("--plot", type=Path, help="PNG of the backtest")
    parser.add_argument("--models", nargs="+", default=list(default.models), help=f"of {', '.join(MODELS)}")
    parser.add_argument("--target", choices=("sales", "returns"), default="sales")
    parser.add_argument("--origins", type=int, default=default.origins)
    parser.add_argument("--horizon", type=int, help="periods; default 28 days, 8 weeks or 6 months")
    parser.add_argument("--refit", action="store_true", help="fit anew at every origin")
    parser.add_argument("--seed", type=int, default=default.seed)
    parser.add_argument("--max-series", type=int, default=default.max_series)
    parser.add_argument("--json", action="store_true", help="print the report as JSON")
    return parser.parse_args(argv)


def main(argv: Sequence[str] | None = None) -> int:
    """Exit code 0, or 1 with one line on stderr."""
    args = _arguments(argv)
    try:
        report = _report(args)
    except QuartermasterError as error:
        print(error, file=sys.stderr)
        return 1
    if args.out:
        args.out.write_text(json.dumps(report.to_json(), indent=1) + "\n")
    if args.plot:
        from forecasting.backtest_plot import plot_backtest

        plot_backtest(args.panel, report.windows, args.plot)
    print(json.dumps(report.to_json(), indent=1) if args.json else tables_as_text(report))
    return 0


def _report(args: argparse.Namespace) -> Report:
    from data.settings import BusinessSettings, load

    settings = Evaluation(
        models=tuple(args.models),
        origins=args.origins,
        horizon=args.horizon,
        refit=args.refit,
        seed=args.seed,
        max_series=args.max_series,
    )
    workspace = Workspace(args.workspace)
    source = PanelSource(workspace)
    panel = source.panel(args.target, args.horizon or DEFAULT_HORIZON[source.calendar.frequency])
    if len(panel.series) > settings.max_series:
        panel = select(panel, np.linspace(0, len(panel.series) - 1, settings.max_series).astype(int))
    args.panel = panel
    return evaluate(panel, settings, country=load(workspace, "business", BusinessSettings).country or None)


if __name__ == "__main__":
    raise SystemExit(main())
