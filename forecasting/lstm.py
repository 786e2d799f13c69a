"""The global LSTM as a forecaster.

    model = LSTMForecaster(LSTMSettings(steps=400)).fit(panel)
    forecast = model.predict(panel)          # any horizon up to the one it was trained for
    model.save(folder); LSTMForecaster.load(folder).fit(newer_panel, warm=True)

One network for all series of a panel. Saved as safetensors and JSON.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from data.errors import DataError, QuartermasterError
from forecasting.calibration import Calibrator
from forecasting.panel import select
from forecasting.protocol import Panel, QuantileForecast

if TYPE_CHECKING:
    from forecasting.network import QuantileLSTM
    from forecasting.panel_groups import Layout
    from forecasting.window_features import WindowFeatures

__all__ = ["LSTMForecaster", "LSTMSettings", "ModelError"]

FORMAT = 1
REFIT_SHARE = 1 / 3  # of the history that is new to an update, beyond which the network is trained anew


class ModelError(QuartermasterError):
    """A saved model that is missing, damaged or made for other data."""


@dataclass(frozen=True)
class LSTMSettings:
    """Network and training settings that a user may change; units beside each field."""

    hidden: int = 48  # units
    dropout: float = 0.1
    attention: bool = False
    decoder: str = "mlp"  # "lstm" unrolls over the future: slower, no better where it was measured
    steps: int = 300  # optimiser steps
    batch_size: int = 128  # windows
    learning_rate: float = 4e-3
    members: int = 1  # networks that are averaged
    max_series: int = 6000  # series that are trained on; the rest is only forecast
    calibrate: bool = True  # quantiles on the held-out windows of training
    country: str | None = None  # ISO code of the public holidays, e.g. "GB"
    seed: int = 7
    training: dict[str, Any] = field(default_factory=dict)  # further fields of TrainingSettings

    def __post_init__(self) -> None:
        if min(self.hidden, self.steps, self.batch_size, self.members, self.max_series) < 1:
            raise ValueError("hidden, steps, batch_size, members and max_series must be at least 1")


class LSTMForecaster:
    """Forecaster protocol around the network. `progress(done, total)` is called while training."""

    name = "lstm"

    def __init__(
        self,
        settings: LSTMSettings | None = None,
        seed: int | None = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> None:
        self.settings = settings or LSTMSettings()
        if seed is not None:
            self.settings = replace(self.settings, seed=seed)
        self.progress = progress
        self.layout: Layout | None = None
        self.calibrator: Calibrator | None = None
        self.networks: list[QuantileLSTM] = []
        self.horizon = 0
        self.seen = 0  # periods of the panel that it last learnt from
        self.history: list[dict[str, float]] = []
        self.seconds = 0.0

    def fit(self, panel: Panel, warm: bool = False) -> LSTMForecaster:
        """Train on the past of `panel`. With `warm`, go on from the weights at hand with a third of the steps."""
        from forecasting.panel_groups import Layout
        from forecasting.training import train
        from forecasting.window_features import WindowFeatures

        _check(panel)
        panel = self._subset(panel)
        old, before = self.networks, self.layout
        layout = Layout.of(panel, self.settings.country)
        features = WindowFeatures(panel, layout)
        self.layout, self.horizon, self.networks, self.calibrator = layout, panel.horizon, [], None
        self.seen = panel.y.shape[1]
        held_out: list[tuple[list[int], list[np.ndarray]]] = []
        steps = self.settings.steps
        for member in range(self.settings.members):
            network = self._network(features, self.settings.seed + member)
            settings = self._training(member, steps)
            if warm and old and before is not None and _carry_over(old[member % len(old)], before, network, layout):
                settings = replace(settings, steps=max(steps // 3, 1), learning_rate=settings.learning_rate / 3)
            result = train(
                network,
                features,
                settings,
                progress=self._progress(member),
                on_best=partial(_hold, held_out, network, features),
            )
            self.history += [{**look, "member": member} for look in result.history]
            self.seconds += result.seconds
            self.networks.append(network)
        if self.settings.calibrate and held_out:
            self._calibrate(features, held_out)
        return self

    def update(self, panel: Panel, steps: int | None = None) -> LSTMForecaster:
        """Go on with newer data of the same kind: half the steps of a training at a smaller learning rate.

        New products are forecast as unknown ones of their category until the next `fit`. Where the newer
        data are more than `REFIT_SHARE` of the history, it is trained anew.
        """
        from forecasting.training import fine_tune
        from forecasting.window_features import WindowFeatures

        self._fits(panel)
        periods, before = panel.y.shape[1], self.seen
        if steps is None and 0 < before < periods * (1.0 - REFIT_SHARE):
            return self.fit(panel)
        self.seen = periods
        features = WindowFeatures(self._subset(panel), self.layout)
        for member, network in enumerate(self.networks):
            settings = self._training(member, steps or max(self.settings.steps // 2, 1))
            self.seconds += fine_tune(network, features, settings, self._progress(member)).seconds
        return self

    def _calibrate(self, features: WindowFeatures, held_out: list[tuple[list[int], list[np.ndarray]]]) -> None:
        """Fit the calibrator on what the networks said before they had seen the held-out windows."""
        from forecasting.calibration import Calibrator

        cutoffs = held_out[0][0]
        quantiles = [np.mean([q[i] for _, q in held_out], axis=0) for i in range(len(cutoffs))]
        horizon = features.horizon
        actual = [
            np.where(features.mask[:, c : c + horizon] > 0, features.y[:, c : c + horizon], np.nan) for c in cutoffs
        ]
        classes = _classes(features.panel, cutoffs[0])
        levels = self.networks[0].settings.levels
        self.calibrator = Calibrator().fit_checked(
            np.concatenate(actual, axis=1), np.concatenate(quantiles, axis=1), levels, classes, window=horizon
        )

    def _progress(self, member: int) -> Callable[[int, int], None] | None:
        if self.progress is None:
            return None
        members, report = self.settings.members, self.progress
        return lambda done, total: report(member * total + done, members * total)

    def predict(self, panel: Panel) -> QuantileForecast:
        """Forecast the future periods of `panel`, which may hold other series than the training panel.

        Raises ModelError before `fit`, and for another frequency, target or a longer horizon.
        """
        self._fits(panel)
        parts = [self._predict_rows(panel, rows, groups) for rows, groups in self._partitions(panel)]
        levels = self.networks[0].settings.levels
        quantiles = np.concatenate([q for _, q in parts])
        if self.calibrator is not None:
            quantiles = self.calibrator.apply(quantiles, levels, _classes(panel, panel.y.shape[1]))
        return QuantileForecast(levels, quantiles, np.concatenate([m for m, _ in parts]), self.name)

    def _subset(self, panel: Panel) -> Panel:
        """At most `max_series` series, drawn evenly over the sorted levels, so that every size is there."""
        series = len(panel.series)
        if series <= self.settings.max_series:
            return panel
        level = np.nansum(panel.y, axis=1)
        order = np.argsort(level, kind="stable")
        chosen = np.sort(order[np.linspace(0, series - 1, self.settings.max_series).astype(int)])
        return select(panel, chosen)

    def _network(self, features: Any, seed: int) -> QuantileLSTM:
        import torch

        from forecasting.network import NetworkSettings, QuantileLSTM

        batch = features.batch(np.zeros(1, np.int64), np.ones(1, np.int64))
        sizes = features.layout.sizes()
        torch.manual_seed(seed)
        network = QuantileLSTM(
            NetworkSettings(
                token_features=batch.tokens.shape[2],
                future_features=batch.future.shape[2],
                ratio_features=batch.ratios.shape[2],
                static_features=batch.static.shape[1],
                stores=sizes["store_id"],
                products=sizes["product_id"],
                categories=sizes["category"],
                hidden=self.settings.hidden,
                dropout=self.settings.dropout,
                attention=self.settings.attention,
                decoder=self.settings.decoder,
            )
        )
        network.begin_with(features.ratio_prior())
        return network

    def _training(self, member: int, steps: int) -> Any:
        from forecasting.training import TrainingSettings

        s = self.settings
        values = {
            "steps": steps,
            "batch_size": s.batch_size,
            "learning_rate": s.learning_rate,
            "seed": s.seed + member,
            **s.training,
        }
        return TrainingSettings(**values)

    def _fits(self, panel: Panel) -> None:
        if not self.networks or self.layout is None:
            raise ModelError("the model is not trained; call fit, or load a saved model")
        if (panel.frequency, panel.target) != (self.layout.frequency, self.layout.target):
            raise ModelError(
                f"the model was trained on {self.layout.frequency} {self.layout.target}, "
                f"the panel holds {panel.frequency} {panel.target}; train again"
            )
        if panel.horizon > self.horizon:
            raise ModelError(f"the model reaches {self.horizon} periods, {panel.horizon} are asked for; train again")

    def _partitions(self, panel: Panel, size: int = 4096) -> Iterator[tuple[np.ndarray, Any]]:
        from forecasting.panel_groups import Layout, PanelGroups

        groups = PanelGroups(panel, self.layout or Layout.of(panel))
        for start in range(0, len(panel.series), size):
            yield np.arange(start, min(start + size, len(panel.series))), groups

    def _predict_rows(self, panel: Panel, rows: np.ndarray, groups: Any) -> tuple[np.ndarray, np.ndarray]:
        """Mean (R, H) and quantiles (R, H, Q) of some series, averaged over the members."""
        import torch

        from forecasting.training import to_tensors
        from forecasting.window_features import WindowFeatures

        features = WindowFeatures(select(panel, rows), self.layout, groups)
        means, quantiles = [], []
        for start in range(0, len(rows), 1024):
            part = np.arange(start, min(start + 1024, len(rows)))
            batch = to_tensors(features.batch(part, np.full(len(part), features.past)))
            with torch.no_grad():
                outputs = [network(batch) for network in self.networks]
            scale = batch["scale"][:, None]
            means.append(torch.stack([m.exp() for m, _ in outputs]).mean(dim=0) * scale)
            quantiles.append(torch.stack([q for _, q in outputs]).mean(dim=0) * scale[..., None])
        return torch.cat(means).numpy(), torch.cat(quantiles).clamp(min=0.0).numpy()

    # -- storage -----------------------------------------------------------------------------
    def save(self, folder: Path) -> None:
        """Write `lstm.json` and `lstm.safetensors` into `folder`."""
        from safetensors.torch import save_file

        if not self.networks or self.layout is None:
            raise ModelError("the model is not trained; there is nothing to save")
        folder.mkdir(parents=True, exist_ok=True)
        tensors = {
            f"{i}.{name}": value.contiguous()
            for i, network in enumerate(self.networks)
            for name, value in network.state_dict().items()
        }
        save_file(tensors, folder / "lstm.safetensors")
        about = {
            "format": FORMAT,
            "settings": asdict(self.settings),
            "network": asdict(self.networks[0].settings),
            "layout": self.layout.to_json(),
            "calibrator": self.calibrator.to_json() if self.calibrator else None,
            "patch": _patch_of(self.layout.frequency),
            "horizon": self.horizon,
            "seen": self.seen,
            "members": len(self.networks),
            "history": self.history,
            "seconds": self.seconds,
        }
        (folder / "lstm.json").write_text(json.dumps(about, indent=1))

    @classmethod
    def load(cls, folder: Path) -> LSTMForecaster:
        """Read a saved model. Raises ModelError when a file is missing or does not fit."""
        from safetensors import SafetensorError
        from safetensors.torch import load_file

        from forecasting.network import NetworkSettings, QuantileLSTM
        from forecasting.panel_groups import Layout

        try:
            about = json.loads((folder / "lstm.json").read_text())
            tensors = load_file(folder / "lstm.safetensors")
            if about["format"] != FORMAT:
                raise ModelError(f"{folder}: model format {about['format']}, expected {FORMAT}; train again")
            model = cls(LSTMSettings(**about["settings"]))
            network_settings = NetworkSettings(**{**about["network"], "levels": tuple(about["network"]["levels"])})
            for i in range(about["members"]):
                network = QuantileLSTM(network_settings)
                prefix = f"{i}."
                network.load_state_dict({k[len(prefix) :]: v for k, v in tensors.items() if k.startswith(prefix)})
                model.networks.append(network.eval())
            model.layout = Layout.from_json(about["layout"])
            # files of earlier versions do not tell it: weekly and monthly histories were read period by period
            if about.get("patch", 7 if model.layout.frequency == "daily" else 1) != _patch_of(model.layout.frequency):
                raise ModelError(f"{folder}: a version that cuts histories differently wrote it; train again")
            model.calibrator = Calibrator.from_json(about["calibrator"]) if about["calibrator"] else None
            model.horizon, model.history, model.seconds = about["horizon"], about["history"], about["seconds"]
            model.seen = int(about.get("seen", 0))  # not told by files of earlier versions
        except (OSError, KeyError, TypeError, ValueError, RuntimeError, SafetensorError) as error:
            raise ModelError(f"{folder}: no usable model ({error}); train again") from error
        return model


def _patch_of(frequency: str) -> int:
    """Periods that enter the encoder as one token."""
    from forecasting.calendar_features import SEASONS

    return {str(name): season.patch for name, season in SEASONS.items()}[frequency]


def _hold(
    held_out: list[tuple[list[int], list[np.ndarray]]],
    network: QuantileLSTM,
    features: WindowFeatures,
    cutoffs: list[int],
) -> None:
    """Keep what the network says at the held-out cutoffs before it sees what followed them."""
    held_out.append((cutoffs, [_quantiles_at(network, features, cutoff) for cutoff in cutoffs]))


def _quantiles_at(network: QuantileLSTM, features: WindowFeatures, cutoff: int) -> np.ndarray:
    """(S, H, Q) quantiles of every series from one cutoff, units."""
    import torch

    from forecasting.training import to_tensors

    parts = []
    for start in range(0, features.series, 1024):
        rows = np.arange(start, min(start + 1024, features.series))
        batch = to_tensors(features.batch(rows, np.full(len(rows), cutoff)))
        with torch.no_grad():
            parts.append((network(batch)[1] * batch["scale"][:, None, None]).clamp(min=0.0).numpy())
    return np.concatenate(parts)


def _classes(panel: Panel, end: int) -> np.ndarray:
    """(S,) demand class as known at `end`."""
    from forecasting.calendar_features import SEASONS
    from forecasting.stats import demand_classes

    demand = np.where(panel.available[:, :end], panel.y[:, :end], np.nan)
    return demand_classes(demand, SEASONS[panel.frequency].year)


def _check(panel: Panel) -> None:
    if panel.horizon < 1:
        raise DataError("the panel has no future periods; give a horizon of 1 or more")
    if not np.isfinite(panel.y).any():
        raise DataError("the panel has no known demand; bring in sales first")


def _carry_over(old: QuantileLSTM, before: Layout, new: QuantileLSTM, layout: Layout) -> bool:
    """Copy weights into `new`; embedding rows move with their names. False where the shapes differ."""
    import torch

    tables = {"store.weight": "store_id", "product.weight": "product_id", "category.weight": "category"}
    source, target = old.state_dict(), new.state_dict()
    if any(source[k].shape != target[k].shape for k in target if k not in tables):
        return False
    with torch.no_grad():
        for key, value in target.items():
            column = tables.get(key)
            if column is None:
                value.copy_(source[key])
                continue
            value[0] = source[key][0]
            place = {name: i + 1 for i, name in enumerate(before.names[column])}
            for i, name in enumerate(layout.names[column]):
                if name in place:
                    value[i + 1] = source[key][place[name]]
    return True
