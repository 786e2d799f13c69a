"""The models of one target: fitted, chosen, and asked for what is served.

team = Team("sales", settings, ("seasonal_naive", "lstm"))
team.train(panel)                           # fit before the first origin, choose
windows = team.test_windows(panel)          # also for panels of other series
team.learn_rest(panel)
forecast, models = team.forecast(panel)     # also for panels of other series
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from typing import Any

import numpy as np

from data.errors import QuartermasterError
from forecasting.accuracy import merge_served
from forecasting.backtest import Origins, Windows, backtest, plan_origins, side_by_side
from forecasting.baselines import build
from forecasting.calibration import Calibrator
from forecasting.dependence import effective_rho, normal_scores
from forecasting.forecast_table import to_levels
from forecasting.metrics import at_level, wql
from forecasting.panel import at_origin
from forecasting.periods import YEAR
from forecasting.protocol import MODEL_LEVELS, Forecaster, Panel, QuantileForecast
from forecasting.selection import BLEND, Choice, blend, choose
from forecasting.settings import ForecastSettings
from forecasting.stats import demand_classes

__all__ = ["Team", "classes_of"]

log = logging.getLogger(__name__)


@dataclass
class Team:
    """All candidate models of one target. `settings` decides which; those that cannot learn from
    the data at hand (too short a history, say) sit out, and the manifest tells why."""

    target: str
    settings: ForecastSettings
    names: tuple[str, ...]
    country: str | None = None
    progress: Callable[[float], None] | None = None  # told the share of the longest training that is done
    members: dict[str, Forecaster] = field(default_factory=dict)
    sat_out: dict[str, str] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    choice: Choice = field(default_factory=lambda: Choice(""))
    calibrators: dict[str, Calibrator] = field(default_factory=dict)
    origins: Origins = field(default_factory=lambda: Origins((), (), 1))
    rho: float = 0.3
    scores: np.ndarray | None = None  # (S, N) normal scores of the served validation windows
    spread: np.ndarray | None = None  # (S,) mean width of the served 80% interval there, units
    validated: Windows | None = None  # the served validation windows, calibrated

    def train(self, panel: Panel) -> Team:
        """Fit and choose on `panel`, which may be a sample of the series; the test windows stay unseen."""
        self.plan(panel)
        start = at_origin(panel, self.origins.first) if self.origins.every else panel
        for name in self.names:
            with self._timed(name):
                self._fit(name, start)
        if not self.members:
            reasons = "; ".join(f"{n}: {why}" for n, why in self.sat_out.items())
            raise QuartermasterError(f"no model could learn from the {self.target}: {reasons}")
        self.choice = Choice(next(iter(self.members)))
        if self.origins.every:
            windows, classes = self._validation(panel)
            self.choice = choose(windows, classes, self.settings.blend)
            self._add_blend(windows)
            # a blend is left as it is: its members were calibrated each on windows of its own (docs/LOG.md)
            for name in sorted({self.choice.overall, *self.choice.by_class.values()} - {BLEND}):
                w = windows[name]
                self.calibrators[name] = Calibrator().fit_checked(w.actual, w.quantiles, w.levels, classes, w.window)
            self._measure(windows, classes)
        return self

    def plan(self, panel: Panel) -> None:
        """Set the origins of the backtest on `panel`."""
        counts = (self.settings.validation_windows, self.settings.test_windows)
        self.origins = plan_origins(panel.y.shape[1], panel.frequency, panel.horizon, *counts)

    def measure(self, panel: Panel) -> None:
        """How the served errors hang together on the validation windows (for a team that was loaded)."""
        if self.origins.every:
            windows, classes = self._validation(panel)
            self._add_blend(windows)
            self._measure(windows, classes)

    def learn_rest(self, panel: Panel) -> None:
        """After the backtest: let the models that are served see the whole past."""
        for name in sorted(self.needed()):
            with self._timed(name):
                model = self.members[name]
                update = getattr(model, "update", None)
                update(panel) if update is not None else model.fit(panel)

    def test_windows(self, panel: Panel) -> dict[str, Windows]:
        """Calibrated test windows of every model on `panel`, the blend included; call before `learn_rest`."""
        if not self.origins.every:
            return {}
        windows = self._windows(panel, self.origins.test)
        self._add_blend(windows)
        self._calibrate(windows, classes_of(at_origin(panel, self.origins.test[0])))
        return windows

    def test_score(self, panel: Panel) -> float:
        """WQL of what would be served, pooled over the test windows; NaN where there are none."""
        windows = self.test_windows(panel)
        if not windows:
            return float("nan")
        served = merge_served(windows, self.choice.served(classes_of(at_origin(panel, self.origins.test[0]))))
        return float(wql(served.actual, served.quantiles, served.levels))

    def served_models(self, panel: Panel) -> np.ndarray:
        """(S,) name of the model that serves each series."""
        return self.choice.served(classes_of(panel))

    def forecast(self, panel: Panel) -> tuple[QuantileForecast, np.ndarray]:
        """The served forecast of `panel` and the model behind each series."""
        classes = classes_of(panel)
        names = self.choice.served(classes)
        made = {}
        for name in sorted(self.needed()):
            with self._timed(name):
                made[name] = to_levels(self.members[name].predict(panel), MODEL_LEVELS)
        if BLEND in names:
            made[BLEND] = blend(made, self.choice.weights)
        first = next(iter(made.values()))
        quantiles, mean = first.quantiles.copy(), first.mean.copy()
        for name, forecast in made.items():
            rows = names == name
            quantiles[rows], mean[rows] = forecast.quantiles[rows], forecast.mean[rows]
            if name in self.calibrators and rows.any():
                quantiles[rows] = self.calibrators[name].apply(quantiles[rows], first.levels, classes[rows])
        closed = panel.settings.get("closed_ahead")
        if closed is not None:  # nothing is sold, nor brought back, on a day that the store is closed
            quantiles[closed], mean[closed] = 0.0, 0.0
        if "ended" in panel.series:  # what is no longer offered is not sold, whatever its last year looked like
            gone = panel.series["ended"].notna().to_numpy()
            quantiles[gone], mean[gone] = 0.0, 0.0
        return QuantileForecast(first.levels, quantiles, mean, "served"), names

    def needed(self) -> set[str]:
        """Models that have to forecast so that every class can be served."""
        wanted = {self.choice.overall, *self.choice.by_class.values()}
        return (wanted - {BLEND}) | (set(self.choice.weights) if BLEND in wanted else set())

    def summary(self) -> dict[str, Any]:
        """For the manifest."""
        return {
            "models": list(self.members),
            "sat_out": self.sat_out,
            "served_by_class": {k or "none": v for k, v in self.choice.by_class.items()},
            "served_otherwise": self.choice.overall,
            "blend_weights": self.choice.weights,
            "validation_wql": self.choice.scores,
            "origins": asdict(self.origins),
            "rho": self.rho,
            "seconds": {k: round(v, 2) for k, v in self.seconds.items()},
        }

    def _fit(self, name: str, panel: Panel) -> None:
        try:
            model = build(name, self.settings.seed, self.country)
            if self.progress is not None and hasattr(model, "progress"):
                told = self.progress
                model.progress = lambda done, total: told(done / max(total, 1))
            self.members[name] = model.fit(panel)
        except QuartermasterError as error:
            log.warning("%s sits out for %s: %s", name, self.target, error)
            self.sat_out[name] = str(error)

    def _validation(self, panel: Panel) -> tuple[dict[str, Windows], np.ndarray]:
        """Raw validation windows of every model, and the demand classes as known after them."""
        return self._windows(panel, self.origins.validation), classes_of(at_origin(panel, self.origins.test[0]))

    def _measure(self, windows: dict[str, Windows], classes: np.ndarray) -> None:
        self._calibrate(windows, classes)
        served = merge_served(windows, self.choice.served(classes))
        self.validated, self.scores = served, normal_scores(served)
        low, high = (at_level(served.quantiles, served.levels, q) for q in (0.1, 0.9))
        self.spread = (high - low).mean(axis=1)
        self.rho = effective_rho(self.scores, self.origins.window)

    def _windows(self, panel: Panel, origins: tuple[int, ...]) -> dict[str, Windows]:
        out = {}
        for name, model in self.members.items():
            with self._timed(name):
                made = [to_levels(f, MODEL_LEVELS) for f in backtest(model, panel, origins, self.origins.window)]
            out[name] = side_by_side(panel, origins, self.origins.window, made)
        return out

    def _add_blend(self, windows: dict[str, Windows]) -> None:
        weights = self.choice.weights
        if weights:
            first = next(iter(windows.values()))
            windows[BLEND] = Windows(
                first.actual,
                np.asarray(sum(w * windows[n].mean for n, w in weights.items())),
                np.asarray(sum(w * windows[n].quantiles for n, w in weights.items())),
                first.levels,
                first.window,
            )

    def _calibrate(self, windows: dict[str, Windows], classes: np.ndarray) -> None:
        """Read the quantiles of every window at their calibrated levels, in place."""
        for name, w in windows.items():
            if name in self.calibrators:
                parts = np.split(w.quantiles, w.quantiles.shape[1] // w.window, axis=1)
                parts = [self.calibrators[name].apply(p, w.levels, classes) for p in parts]
                w.quantiles = np.concatenate(parts, axis=1)

    @contextmanager
    def _timed(self, name: str) -> Iterator[None]:
        start = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - start


def classes_of(panel: Panel) -> np.ndarray:
    """(S,) demand class of each series over the last year of the panel; None where nothing was sold."""
    return demand_classes(np.where(panel.available, panel.y, np.nan), YEAR[panel.frequency])
