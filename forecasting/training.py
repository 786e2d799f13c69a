"""Training of the global network: loss, sampling of windows, the loop.

    python -m forecasting.experiment --workspace W --set hidden=64 --set steps=300   (a sweep of one)

The loss of a window is the pinball loss over all levels plus the Poisson deviance of the mean
(log link: its stationary point has unbiased totals, also where most periods are zero).
A period that was out of stock only counts when the quantile lies below what was sold.
"""

from __future__ import annotations

import copy
import logging
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import numpy as np
import torch
from torch import Tensor

from forecasting.network import QuantileLSTM
from forecasting.optimiser import FlatAdamW
from forecasting.window_features import Batch, WindowFeatures

__all__ = [
    "TrainingResult",
    "TrainingSettings",
    "fine_tune",
    "holdout_cutoffs",
    "loss_of",
    "to_tensors",
    "train",
    "validation_batches",
]

log = logging.getLogger(__name__)
BATCHES_AT_ONCE = 8  # training batches that are gathered together


@dataclass(frozen=True)
class TrainingSettings:
    """How the network is trained. Steps are optimiser steps."""

    steps: int = 400
    batch_size: int = 256  # windows
    steps_per_window: int = 10  # steps of the horizon drawn per batch where the decoder allows it; 0: all
    learning_rate: float = 4e-3  # peak; cosine decay after a warm-up
    weight_decay: float = 1e-4
    warmup: int = 20  # steps
    clip: float = 1.0  # norm of the gradient
    mean_weight: float = 0.5  # of the mean's deviance against the pinball loss
    volume_power: float = 0.5  # a window counts as (its level / typical level) ** this
    input_noise: float = 0.0  # standard deviation of noise on the level inputs while training
    unknown_rate: float = 0.1  # share of windows trained with an unknown product, for cold starts
    average_decay: float = 0.98  # exponential moving average of the weights
    check_every: int = 30  # steps between looks at the validation window
    check_windows: int = 800  # windows of a look, at most; a look is a comparison of a network with itself
    patience: int = 5  # looks without improvement before stopping
    finish_share: float = 0.25  # steps over all windows after the best look, as a share of the steps up to it
    finish_peak: float = 0.6  # learning rate of that pass and of one over newer data, as a share of the usual one
    holdout_windows: int = 2  # horizons held out for stopping and calibration, at most a sixth of the history
    year_share: float = 0.8  # share of windows drawn from cutoffs that have a year before them
    seed: int = 7

    def __post_init__(self) -> None:
        if self.steps < 1 or self.batch_size < 1:
            raise ValueError(f"steps and batch_size must be positive; got {self.steps}, {self.batch_size}")
        if not 0 < self.average_decay < 1:
            raise ValueError(f"average_decay must lie in (0, 1); got {self.average_decay}")


@dataclass
class TrainingResult:
    """What the loop saw. `history` has one entry per look: step, training loss, validation loss."""

    steps: int
    seconds: float
    best: float
    history: list[dict[str, float]] = field(default_factory=list)


def to_tensors(batch: Batch, unknown: np.ndarray | None = None) -> dict[str, Tensor]:
    """Torch views of a batch; codes are moved up by one, 0 being "unknown" (`unknown`: (B,) bool)."""
    codes = batch.codes + 1
    if unknown is not None:
        codes[:, 1] = np.where(unknown, 0, codes[:, 1])
    names = ("tokens", "future", "ratios", "static", "scale", "target", "known", "censored")
    tensors = {name: torch.from_numpy(np.ascontiguousarray(getattr(batch, name), np.float32)) for name in names}
    return tensors | {"codes": torch.from_numpy(codes)}


def loss_of(
    log_mean: Tensor, quantiles: Tensor, batch: dict[str, Tensor], levels: Tensor, typical: float, s: TrainingSettings
) -> tuple[Tensor, Tensor]:
    """Pinball and mean loss, scalars. log_mean (B, H), quantiles (B, H, Q) relative to scale (B,)."""
    y = batch["target"] / batch["scale"][:, None]
    weight = ((batch["scale"] / typical).clamp(1e-3, 1e3) ** s.volume_power)[:, None]
    known = batch["known"] * weight
    gap = y[..., None] - quantiles
    # max(l g, (l - 1) g) = l g + max(-g, 0), summed over the levels
    loss = ((gap @ levels + torch.relu(-gap).sum(dim=2)) * known).sum()
    if batch["censored"].any():
        loss = loss + ((torch.relu(gap) @ levels) * batch["censored"] * weight).sum()
    total = known.sum().clamp(min=1.0)
    pinball = 2.0 * loss / (total * len(levels))
    deviance = ((log_mean.exp() - y * log_mean) * known).sum() / total
    return pinball, deviance


class _Windows:
    """Draws training windows: every target period lies before `end`."""

    def __init__(self, features: WindowFeatures, end: int, s: TrainingSettings, rng: np.random.Generator) -> None:
        self.features, self.rng, self.s = features, rng, s
        self.latest = max(end - features.horizon, 1)
        launched = np.maximum(features.first, 1)
        self.usable = np.flatnonzero(launched < self.latest + features.horizon // 2)
        if not len(self.usable):
            self.usable = np.arange(features.series)
        self.launch = np.minimum(launched, self.latest)
        self.year = features.season.year

    def draw(self, size: int) -> tuple[np.ndarray, np.ndarray]:
        series = self.usable[self.rng.integers(len(self.usable), size=size)]
        low = self.launch[series]
        with_year = np.minimum(np.maximum(low, self.year + 4 * self.features.season.week), self.latest)
        low = np.where(self.rng.random(size) < self.s.year_share, with_year, low)
        return series, low + (self.rng.random(size) * (self.latest - low + 1)).astype(np.int64)


def holdout_cutoffs(features: WindowFeatures, settings: TrainingSettings) -> list[int]:
    """Held-out cutoffs, oldest first, half a horizon apart; empty where the history is too short."""
    horizon, past = features.horizon, features.past
    if past < 4 * horizon:
        return []
    count = max(1, min(settings.holdout_windows, past // (6 * horizon)))
    step = max(horizon // 2, 1)
    return list(range(past - horizon * count, past - horizon + 1, step))


def validation_batches(
    features: WindowFeatures, cutoffs: list[int], settings: TrainingSettings
) -> list[dict[str, Tensor]]:
    """Every series, or as many as `check_windows` allows, at the first and the last held-out cutoff."""
    checks = []
    ends = sorted({cutoffs[0], cutoffs[-1]}) if cutoffs else []
    stride = max(1, -(-features.series * len(ends) // settings.check_windows))
    drawn = np.random.default_rng(settings.seed).permutation(features.series)
    for k, cutoff in enumerate(ends):
        order = drawn[k % stride :: stride]
        for part in np.array_split(order, max(1, -(-len(order) // (2 * settings.batch_size)))):
            checks.append(to_tensors(features.batch(part, np.full(len(part), cutoff))))
    return checks


def fine_tune(
    network: QuantileLSTM,
    features: WindowFeatures,
    settings: TrainingSettings,
    progress: Callable[[int, int], None] | None = None,
) -> TrainingResult:
    """A pass over all windows at a smaller learning rate, from the weights at hand."""
    started = time.perf_counter()
    loop = _Loop(network, features, settings, np.random.default_rng(settings.seed + 1))
    for step, _ in loop.steps(settings.steps, features.past, peak=settings.finish_peak):
        if progress:
            progress(step, settings.steps)
    loop.optimiser.release(loop.optimiser.averaged())
    network.eval()
    return TrainingResult(settings.steps, time.perf_counter() - started, float("nan"))


def train(
    network: QuantileLSTM,
    features: WindowFeatures,
    settings: TrainingSettings,
    validate: bool = True,
    progress: Callable[[int, int], None] | None = None,
    on_look: Callable[[dict[str, float]], None] | None = None,
    on_best: Callable[[list[int]], None] | None = None,
) -> TrainingResult:
    """Train in place on the panel behind `features`; keeps the averaged weights of the best look.

    With `validate`, the last `holdout_windows` horizons are held out to choose when to stop;
    `on_best` is then called with the held-out cutoffs while the network has not seen what
    follows them. After that a share of the steps that were useful goes over all windows at a small
    learning rate.
    """
    started = time.perf_counter()
    rng = np.random.default_rng(settings.seed)
    torch.manual_seed(settings.seed)
    end = features.past
    cutoffs = holdout_cutoffs(features, settings) if validate else []
    holdout = bool(cutoffs)
    loop = _Loop(network, features, settings, rng)
    result = TrainingResult(0, 0.0, float("inf"))
    checks = validation_batches(features, cutoffs, settings)
    total = settings.steps + int(settings.steps * settings.finish_share)
    best_step = 0
    best: dict[str, Tensor] = {}
    stale = 0
    for step, loss in loop.steps(settings.steps, cutoffs[0] if holdout else end):
        result.steps += 1
        if progress:
            progress(step, total)
        if checks and (step % settings.check_every == 0 or step == settings.steps):
            value = loop.score(checks)
            result.history.append({"step": step, "train": loss, "validation": value})
            if on_look:
                on_look(result.history[-1])
            stale = 0 if value < result.best else stale + 1
            if value < result.best:
                best_step = step
                result.best, best = value, loop.optimiser.averaged()
            if stale >= settings.patience:
                break
    loop.optimiser.release(best or loop.optimiser.averaged())
    network.eval()
    if holdout and on_best:
        on_best(cutoffs)
    finish = int(best_step * settings.finish_share)  # where it overfits early, the rest is kept short too
    if finish:
        loop = _Loop(network, features, settings, rng)
        for step, _ in loop.steps(finish, end, peak=settings.finish_peak):
            result.steps += 1
            if progress:
                progress(settings.steps + step, total)
        loop.optimiser.release(loop.optimiser.averaged())
    network.eval()
    result.seconds = time.perf_counter() - started
    log.info("trained %d steps in %.1f s, validation %.4f", result.steps, result.seconds, result.best)
    return result


class _Loop:
    """Optimiser, schedule and weight average around one network."""

    def __init__(
        self, network: QuantileLSTM, features: WindowFeatures, s: TrainingSettings, rng: np.random.Generator
    ) -> None:
        self.network, self.features, self.s, self.rng = network, features, s, rng
        self.optimiser = FlatAdamW(network, s.weight_decay, s.clip, s.average_decay)
        self.averaged = copy.deepcopy(network).eval()
        self.levels = torch.tensor(network.settings.levels)

    def steps(self, count: int, end: int, peak: float = 1.0) -> Iterator[tuple[int, float]]:
        """Yield (step, loss) for `count` steps on windows whose targets lie before `end`."""
        windows = _Windows(self.features, end, self.s, self.rng)
        warmup = min(self.s.warmup, max(count // 5, 1))
        self.network.train()
        for step, batch in enumerate(self._batches(windows, count), start=1):
            share = min(step / warmup, 0.5 * (1 + np.cos(np.pi * min((step - 1) / count, 1.0))) + 0.01)
            log_mean, quantiles = self.network(batch)
            pinball, deviance = loss_of(log_mean, quantiles, batch, self.levels, self.features.typical, self.s)
            loss = pinball + self.s.mean_weight * deviance
            loss.backward()
            self.optimiser.step(self.s.learning_rate * peak * share)
            yield step, float(loss.detach())

    def _batches(self, windows: _Windows, count: int) -> Iterator[dict[str, Tensor]]:
        """`count` training batches; several are made at a time, which takes a third of the time."""
        size = self.s.batch_size
        for start in range(0, count, BATCHES_AT_ONCE):
            series, cutoff = windows.draw(size * min(BATCHES_AT_ONCE, count - start))
            unknown = self.rng.random(len(series)) < self.s.unknown_rate
            made = to_tensors(self.features.batch(series, cutoff, self._some_steps(len(series))), unknown)
            for k in range(0, len(series), size):
                batch = {name: values[k : k + size] for name, values in made.items()}
                if self.s.input_noise:
                    for name in ("static", "ratios"):
                        batch[name] = batch[name] + self.s.input_noise * torch.randn_like(batch[name])
                yield batch

    def _some_steps(self, size: int) -> np.ndarray | None:
        """(size, H') one step from each of `steps_per_window` equal parts of the horizon; None is all of them."""
        horizon, count = self.features.horizon, self.s.steps_per_window
        if not 0 < count < horizon or self.network.settings.decoder == "lstm":
            return None
        edges = np.linspace(0, horizon, count + 1)
        return np.floor(edges[:-1] + self.rng.random((size, count)) * np.diff(edges)).astype(np.int64)

    @torch.no_grad()
    def score(self, checks: list[dict[str, Tensor]]) -> float:
        """Validation loss of the averaged weights."""
        model = self.averaged
        model.load_state_dict(self.optimiser.averaged())
        losses = []
        for batch in checks:
            log_mean, quantiles = model(batch)
            pinball, deviance = loss_of(log_mean, quantiles, batch, self.levels, self.features.typical, self.s)
            losses.append(float(pinball) + self.s.mean_weight * float(deviance))
        return float(np.mean(losses))
