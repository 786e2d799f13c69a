"""The models of one target: fitted, chosen, and asked for what is served.

team = Team("sales", settings)
team.train(panel)                           # fit before the first origin, choose
windows = team.test_windows(panel)          # also for panels of other series
team.learn_rest(panel)
forecast, models = team.forecast(panel)     # also for panels of other series
"""

from __future__ import annotations

import logging
import time
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
from forecasting.metrics import at_level
from forecasting.panel import at_origin
from forecasting.periods import YEAR
from forecasting.protocol import Forecaster, Panel, QuantileForecast
from forecasting.selection import BLEND, Choice, blend, choose
from forecasting.settings import ForecastSettings
from forecasting.stats import demand_classes

__all__ = ["Team"]

log = logging.getLogger(__name__)


@dataclass
class Team:
    """All candidate models of one target. `settings` decides which; those that cannot learn from
    the data at hand (too short a history, say) sit out, and the manifest tells why."""

    target: str
    settings: ForecastSettings
    names: tuple[str, ...]
    members: dict[str, Forecaster] = field(default_factory=dict)
    sat_out: dict[str, str] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    choice: Choice = field(default_factory=lambda: Choice(""))
    origins: Origins = field(default_factory=lambda: Origins((), (), 1))
    rho: float = 0.3
    scores: np.ndarray | None = None  # (S, N) normal scores of the served validation windows
    spread: np.ndarray | None = None  # (S,) mean width of the served 80% interval there, units
    calibrators: dict[str, Calibrator] = field(default_factory=dict)
    country: str | None = None

    def train(self, panel: Panel) -> Team:
        """Fit, choose and refit on `panel`, which may be a sample of the series."""
        T, settings = panel.y.shape[1], self.settings
        self.origins = plan_origins(
            T, panel.frequency, panel.horizon, settings.validation_windows, settings.test_windows
        )
        start = at_origin(panel, self.origins.first) if self.origins.every else panel
        for name in self.names:
            with self._timed(name):
                self._fit(name, start)
        if not self.members:
            reasons = "; ".join(f"{n}: {why}" for n, why in self.sat_out.items())
            raise QuartermasterError(f"no model could learn from the {self.target}: {reasons}")
        self.choice = Choice(next(iter(self.members)))
        if self.origins.every:
            windows = self._windows(panel, self.origins.validation)
            classes = _classes(at_origin(panel, self.origins.test[0]))
            self.choice = choose(windows, classes, settings.blend)
            self._add_blend(windows)
            for name, w in windows.items():
                self.calibrators[name] = Calibrator().fit(w.actual, w.quantiles, w.levels, classes, w.window)
            self._calibrate(windows, classes)
            served = merge_served(windows, self.choice.served(classes))
            self.scores = normal_scores(served)
            low, high = (at_level(served.quantiles, served.levels, q) for q in (0.1, 0.9))
            self.spread = (high - low).mean(axis=1)
            self.rho = effective_rho(self.scores, self.origins.window)
        return self

    def learn_rest(self, panel: Panel) -> None:
        """After the backtest: let the models that are served see the whole past."""
        for name in sorted(self._needed()):
            with self._timed(name):
                model = self.members[name]
                update = getattr(model, "update", None)
                update(panel) if update is not None else model.fit(panel)

    def test_windows(self, panel: Panel) -> dict[str, Windows]:
        """Test windows of every model on `panel`; call before `learn_rest`."""
        if not self.origins.every:
            return {}
        windows = self._windows(panel, self.origins.test)
        self._add_blend(windows)
        self._calibrate(windows, _classes(at_origin(panel, self.origins.test[0])))
        return windows

    def served_models(self, panel: Panel) -> np.ndarray:
        """(S,) name of the model that serves each series."""
        return self.choice.served(_classes(panel))

    def forecast(self, panel: Panel) -> tuple[QuantileForecast, np.ndarray]:
        """The served forecast of `panel` and the model behind each series."""
        names = self.served_models(panel)
        made = {}
        for name in sorted(self._needed()):
            with self._timed(name):
                made[name] = to_levels(self.members[name].predict(panel))
        if BLEND in names:
            made[BLEND] = blend(made, self.choice.weights)
        first = next(iter(made.values()))
        quantiles, mean = first.quantiles.copy(), first.mean.copy()
        for name, forecast in made.items():
            rows = names == name
            quantiles[rows], mean[rows] = forecast.quantiles[rows], forecast.mean[rows]
            if name in self.calibrators and rows.any():
                classes = _classes(panel)[rows]
                quantiles[rows] = self.calibrators[name].apply(quantiles[rows], first.levels, classes)
        return QuantileForecast(first.levels, quantiles, mean, "served"), names

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

    def _needed(self) -> set[str]:
        wanted = {self.choice.overall, *self.choice.by_class.values()}
        return (wanted - {BLEND}) | (set(self.choice.weights) if BLEND in wanted else set())

    def _fit(self, name: str, panel: Panel) -> None:
        try:
            self.members[name] = build(name, self.settings.seed, self.country).fit(panel)
        except QuartermasterError as error:
            log.warning("%s sits out for %s: %s", name, self.target, error)
            self.sat_out[name] = str(error)

    def _windows(self, panel: Panel, origins: tuple[int, ...]) -> dict[str, Windows]:
        out = {}
        for name, model in self.members.items():
            with self._timed(name):
                made = [to_levels(f) for f in backtest(model, panel, origins, self.origins.window)]
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
            parts = np.split(w.quantiles, w.quantiles.shape[1] // w.window, axis=1)
            w.quantiles = np.concatenate([self.calibrators[name].apply(p, w.levels, classes) for p in parts], axis=1)

    def _timed(self, name: str) -> _Timer:
        return _Timer(self.seconds, name)


class _Timer:
    def __init__(self, seconds: dict[str, float], name: str) -> None:
        self.seconds, self.name = seconds, name

    def __enter__(self) -> None:
        self.start = time.perf_counter()

    def __exit__(self, *_: object) -> None:
        self.seconds[self.name] = self.seconds.get(self.name, 0.0) + time.perf_counter() - self.start


def _classes(panel: Panel) -> np.ndarray:
    return demand_classes(np.where(panel.available, panel.y, np.nan), YEAR[panel.frequency])
