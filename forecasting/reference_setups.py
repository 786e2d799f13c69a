"""Three published LSTM set-ups for store-item demand, as they were described, to compare with.

(a) 30 days -> the next day, two LSTM layers of 64, min-max scaling, MSE, 80/20 split in time,
    one series (store 1, item 1). Its authors told the MSE on scaled data (0.0141) and a MAPE of 11.5%.
(b) 14 days of seven features -> 7 days, two layers of 128, dense 64 and 32, Adam with gradient
    clipping, dropout, a plateau schedule, with and without attention over the encoder states.
(c) 30 days -> the next day, two layers of 50 with 20% dropout, dense 25; sales and returns as twins.

They train one small network per experiment and know no future calendar; they are here as references,
not as candidates.
"""

from __future__ import annotations

import time
from dataclasses import asdict, dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from data.errors import DataError

__all__ = ["PRESETS", "ReferenceSetup", "run_preset"]


@dataclass(frozen=True)
class ReferenceSetup:
    """One published set-up."""

    name: str
    window: int  # days of history
    horizon: int  # days ahead
    features: int  # 1: sales alone; 7: sales, weekday, month, day, week means
    hidden: int  # units of both LSTM layers
    dense: tuple[int, ...]
    dropout: float
    attention: tuple[bool, ...] = (False,)  # variants that are run
    twins: bool = False  # a second network for returns, where the data have them
    plateau: bool = False
    series: int = 1  # series that are learnt together, (store, item) in order
    epochs: int = 30
    batch_size: int = 32
    learning_rate: float = 1e-3


PRESETS = {
    "a": ReferenceSetup("a", 30, 1, 1, 64, (), 0.0),
    "b": ReferenceSetup("b", 14, 7, 7, 128, (64, 32), 0.2, attention=(False, True), plateau=True, series=10),
    "c": ReferenceSetup("c", 30, 1, 1, 50, (25,), 0.2, twins=True),
}


def run_preset(setup: ReferenceSetup, data: Path, seed: int = 7, out: Path | None = None) -> dict[str, Any]:
    """Train and test one set-up on a store-item file; its scores per variant. Logs to TensorBoard under `out`."""
    frame = _read(data)
    started = time.perf_counter()
    targets = ["sales"] + (["returns"] if setup.twins and "returns" in frame else [])
    scores: dict[str, dict[str, Any]] = {}
    for target in targets:
        for attention in setup.attention:
            label = target + ("+attention" if attention else "")
            log = out / f"{setup.name}_{label}" if out else None
            scores[label] = _train_and_test(setup, _matrix(frame, target, setup.series), attention, seed, log)
    if setup.twins and "returns" not in frame:
        scores["returns"] = {"skipped": "the data have no returns column"}
    return {"preset": asdict(setup), "seed": seed, "seconds": round(time.perf_counter() - started, 1), "scores": scores}


def _read(path: Path) -> pd.DataFrame:
    """date, store, item, sales; DataError where the file or a column is missing."""
    if not path.is_file():
        raise DataError(f"{path} does not exist; give a Parquet or CSV file with date, store, item, sales")
    frame = pd.read_parquet(path) if path.suffix == ".parquet" else pd.read_csv(path, parse_dates=["date"])
    missing = {"date", "store", "item", "sales"} - set(frame.columns)
    if missing:
        raise DataError(f"{path} has no column {', '.join(sorted(missing))}; expected date, store, item, sales")
    return frame


def _matrix(frame: pd.DataFrame, target: str, series: int) -> pd.DataFrame:
    """One column per (store, item), one row per day."""
    return frame.pivot_table(index="date", columns=["store", "item"], values=target).sort_index().iloc[:, :series]


def _features(values: np.ndarray, dates: pd.DatetimeIndex, count: int) -> np.ndarray:
    """(T, count): scaled sales, then weekday, month, day of month, weekend, 7- and 28-day means before the day."""
    if count == 1:
        return values[:, None]
    past = pd.Series(values)
    columns = [
        values,
        dates.dayofweek / 6.0,
        (dates.month - 1) / 11.0,
        (dates.day - 1) / 30.0,
        (dates.dayofweek >= 5).astype(float),
        past.rolling(7, min_periods=1).mean(),
        past.rolling(28, min_periods=1).mean(),
    ]
    return np.stack([np.asarray(c, float) for c in columns], axis=1)[:, :count]


def _windows(setup: ReferenceSetup, table: pd.DataFrame) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Inputs (N, window, F), targets (N, horizon), whether a target starts in the last 20%, and (N, 2) scale.

    Min and max come from the first 80% alone: scaling with the test days would leak.
    """
    split = int(0.8 * len(table))
    inputs, targets, late, scales = [], [], [], []
    for _, column in table.items():
        values = column.to_numpy(float)
        low, high = values[:split].min(), max(values[:split].max(), values[:split].min() + 1e-9)
        features = _features((values - low) / (high - low), pd.DatetimeIndex(table.index), setup.features)
        for end in range(setup.window, len(values) - setup.horizon + 1):
            if split - setup.horizon < end < split:
                continue  # a target that straddles the split belongs to neither side
            inputs.append(features[end - setup.window : end])
            targets.append(features[end : end + setup.horizon, 0])
            late.append(end >= split)
            scales.append((low, high))
    return (
        np.asarray(inputs, np.float32),
        np.asarray(targets, np.float32),
        np.asarray(late),
        np.asarray(scales, np.float32),
    )


def _build(setup: ReferenceSetup, attention: bool) -> Any:
    import torch
    from torch import nn

    class Reference(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.lstm = nn.LSTM(setup.features, setup.hidden, 2, batch_first=True, dropout=setup.dropout)
            self.score = nn.Linear(setup.hidden, 1) if attention else None
            layers: list[nn.Module] = [nn.Dropout(setup.dropout)]
            sizes = (setup.hidden, *setup.dense)
            for a, b in pairwise(sizes):
                layers += [nn.Linear(a, b), nn.ReLU()]
            self.head = nn.Sequential(*layers, nn.Linear(sizes[-1], setup.horizon))

        def forward(self, x: torch.Tensor) -> torch.Tensor:
            """(B, window, F) -> (B, horizon)."""
            states, _ = self.lstm(x)
            if self.score is None:
                return self.head(states[:, -1])
            weight = torch.softmax(self.score(states), dim=1)
            return self.head((weight * states).sum(dim=1))

    return Reference()


def _train_and_test(
    setup: ReferenceSetup, table: pd.DataFrame, attention: bool, seed: int, log: Path | None
) -> dict[str, float]:
    import torch

    x, y, late, scale = _windows(setup, table)
    if not late.any() or late.all():
        raise DataError(f"{len(table)} days are too few for a window of {setup.window} and a test of 20%")
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    network = _build(setup, attention)
    optimizer = torch.optim.Adam(network.parameters(), lr=setup.learning_rate)
    schedule = torch.optim.lr_scheduler.ReduceLROnPlateau(optimizer, patience=3) if setup.plateau else None
    train = np.flatnonzero(~late)
    train, check = train[: int(0.9 * len(train))], train[int(0.9 * len(train)) :]  # the plateau is told by the end
    writer = None
    if log is not None:
        from torch.utils.tensorboard import SummaryWriter

        writer = SummaryWriter(str(log))
    for epoch in range(setup.epochs):
        network.train()
        order, losses = rng.permutation(train), []
        for start in range(0, len(order), setup.batch_size):
            part = order[start : start + setup.batch_size]
            loss = torch.nn.functional.mse_loss(network(torch.from_numpy(x[part])), torch.from_numpy(y[part]))
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            losses.append(float(loss.detach()))
        value = float(np.mean((_predict(network, x[check]) - y[check]) ** 2))
        if schedule is not None:
            schedule.step(value)
        if writer is not None:
            writer.add_scalar("mse/train", float(np.mean(losses)), epoch)
            writer.add_scalar("mse/validation", value, epoch)
    if writer is not None:
        writer.close()
    return _scores(_predict(network, x[late]), y[late], scale[late])


def _predict(network: Any, x: np.ndarray) -> np.ndarray:
    import torch

    network.eval()
    with torch.no_grad():
        return np.concatenate(
            [network(torch.from_numpy(part)).numpy() for part in np.array_split(x, len(x) // 512 + 1)]
        )


def _scores(predicted: np.ndarray, actual: np.ndarray, scale: np.ndarray) -> dict[str, float]:
    """MSE on scaled data, as the authors told it; RMSE, MAPE and WAPE in units."""
    low, width = scale[:, :1], scale[:, 1:] - scale[:, :1]
    f, y = predicted * width + low, actual * width + low
    sold = y > 0
    return {
        "scaled_mse": float(np.mean((predicted - actual) ** 2)),
        "rmse": float(np.sqrt(np.mean((f - y) ** 2))),
        "mape": float(np.mean(np.abs(f - y)[sold] / y[sold])),
        "wape": float(np.abs(f - y).sum() / np.abs(y).sum()),
        "test_windows": len(y),
    }
