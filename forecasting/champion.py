"""Champion and challenger: a new model is served only if it beats the one that serves now.

Both are judged on the newest windows of the data at hand, which neither has seen: every run
keeps the weights from before its backtest (`held`) beside those that it serves with (`served`).
The decision and both scores go into the manifest.

    runs/<run_id>/model/<target>/team.json           choice, calibration, dependence
    runs/<run_id>/model/<target>/{held,served}/<model>/
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np

from data.errors import QuartermasterError
from forecasting.baselines import build
from forecasting.baselines.registry import load_model
from forecasting.calibration import Calibrator
from forecasting.panel import at_origin
from forecasting.protocol import Panel
from forecasting.selection import Choice
from forecasting.served import Team
from forecasting.settings import ForecastSettings

__all__ = [
    "Decision",
    "as_dict",
    "contest",
    "decide",
    "load_team",
    "read_state",
    "save_team",
    "save_weights",
    "with_served_weights",
]

Weights = Literal["held", "served"]


@dataclass(frozen=True)
class Decision:
    """Who serves, and why. Scores are WQL over the test windows: lower is better."""

    promoted: bool  # the new models serve
    reason: str
    champion_run: str | None = None
    champion_wql: float | None = None
    challenger_wql: float | None = None
    threshold: float = 0.0


def decide(champion: float, challenger: float, threshold: float, run_id: str) -> Decision:
    """The challenger serves if its WQL is lower than the champion's by more than `threshold`, a fraction.

    Example: 0.300 against 0.297 with threshold 0.02: not enough (0.294 would be). A score
    that is not known cannot defend or win: without the champion's the challenger serves.
    """
    scores = {"champion_run": run_id, "champion_wql": champion, "challenger_wql": challenger, "threshold": threshold}
    if not np.isfinite(champion):
        return Decision(True, "the champion could not be scored", **scores)  # type: ignore[arg-type]
    if np.isfinite(challenger) and challenger < champion * (1.0 - threshold):
        return Decision(True, "the new models beat the champion", **scores)  # type: ignore[arg-type]
    return Decision(False, "the champion holds: the new models do not beat it", **scores)  # type: ignore[arg-type]


def save_weights(team: Team, folder: Path, which: Weights) -> None:
    """Write the weights of every member that has any; the others are read off the data."""
    for name, model in team.members.items():
        save = getattr(model, "save", None)
        if save is not None:
            target = folder / which / name
            target.mkdir(parents=True, exist_ok=True)
            save(target)


def save_team(team: Team, folder: Path, panel: Panel) -> None:
    """Write team.json: all of a team but its weights."""
    folder.mkdir(parents=True, exist_ok=True)
    choice = team.choice
    state = {
        "target": team.target,
        "frequency": panel.frequency,
        "horizon": panel.horizon,
        "members": list(team.members),
        "choice": {
            "overall": choice.overall,
            "by_class": choice.by_class,
            "weights": choice.weights,
            "scores": choice.scores,
        },
        "calibrators": {name: c.to_json() for name, c in team.calibrators.items()},
        "rho": team.rho,
        "held_until": str(panel.dates[team.origins.first - 1].date()) if team.origins.every else None,
    }
    (folder / "team.json").write_text(json.dumps(state, indent=1), encoding="utf-8")


def read_state(folder: Path) -> dict[str, Any] | None:
    """team.json of a run's target; None where there is none."""
    try:
        return json.loads((folder / "team.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None


def load_team(folder: Path, which: Weights, settings: ForecastSettings, panel: Panel, country: str | None) -> Team:
    """The team that a run saved, with its `held` or `served` weights, planned on `panel`.

    Raises `QuartermasterError` where it cannot forecast this panel: another frequency, a
    longer horizon, missing files, or weights that have seen the test windows.
    """
    state = read_state(folder)
    if state is None:
        raise QuartermasterError(f"{folder} holds no saved models")
    if state["frequency"] != panel.frequency or state["horizon"] < panel.horizon:
        raise QuartermasterError(
            f"the saved models reach {state['horizon']} {state['frequency']} periods, "
            f"{panel.horizon} {panel.frequency} ones are asked for"
        )
    team = Team(state["target"], settings, tuple(state["members"]), country)
    team.plan(panel)
    if which == "held" and team.origins.every:
        seen = state["held_until"]
        if seen is None or np.datetime64(seen) > panel.dates[team.origins.test[0] - 1].to_datetime64():
            raise QuartermasterError("the saved models have seen the test windows")
    start = at_origin(panel, team.origins.first) if team.origins.every else panel
    for name in state["members"]:
        weights = folder / which / name
        saved = weights.is_dir()
        team.members[name] = load_model(name, weights) if saved else build(name, settings.seed, country).fit(start)
    team.choice = Choice(**state["choice"])
    team.calibrators = {name: Calibrator.from_json(raw) for name, raw in state["calibrators"].items()}
    team.rho = state["rho"]
    return team


def contest(
    challenger: Team | None, folder: Path, run_id: str, settings: ForecastSettings, panel: Panel, country: str | None
) -> tuple[Team, Decision]:
    """Who serves: the team of run `run_id`, saved in `folder`, or `challenger` (None: nobody was trained)."""
    try:
        champion = load_team(folder, "held", settings, panel, country)
        champion.measure(panel)
    except QuartermasterError as error:
        if challenger is None:
            raise
        return challenger, Decision(True, f"no champion to beat: {error}", run_id)
    if challenger is None:
        score = champion.test_score(panel)
        return champion, Decision(False, "warm start: the champion goes on", run_id, score)
    decision = decide(champion.test_score(panel), challenger.test_score(panel), settings.promotion_threshold, run_id)
    return (challenger if decision.promoted else champion), decision


def with_served_weights(team: Team, folder: Path, panel: Panel) -> None:
    """Give a champion what it served with: its weights, which have seen more than the held ones, and the
    newest data to the models that keep none."""
    for name, model in team.members.items():
        weights = folder / "served" / name
        team.members[name] = load_model(name, weights) if weights.is_dir() else model.fit(panel)


def as_dict(decision: Decision) -> dict[str, Any]:
    """For the manifest; NaN becomes None."""
    return {k: (None if isinstance(v, float) and v != v else v) for k, v in asdict(decision).items()}
