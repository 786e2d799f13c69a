"""One peer on one exported set; runs in its own environment (.venv-bench), one process per peer.

AutoGluon pins other versions of the same packages and has an environment of its own (.venv-autogluon).

    .venv-bench/bin/python benchmarks/forecast_peers.py --peer lightgbm --folder F --out F/lightgbm.npz

Reads what `benchmarks/forecast.py` exported: train.parquet (unique_id, ds, y, inputs), future.parquet
(unique_id, ds, inputs) and about.json. Writes levels, quantiles (S, H, Q), mean (S, H) and seconds.
Knows nothing of this project: it imports only the peers' own packages.
"""

from __future__ import annotations

import argparse
import importlib
import json
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd

LEVELS = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
WIDTHS = (20, 40, 60, 80)  # two-sided intervals that hold these levels
STEPS = 500  # optimiser steps of the neuralforecast models
Frames = tuple[pd.DataFrame, pd.DataFrame, dict]
Result = tuple[np.ndarray, np.ndarray]  # mean (S, H), quantiles (S, H, Q)


def _cube(frame: pd.DataFrame, about: dict, columns: list[str]) -> np.ndarray:
    """(S, H, C) of a long forecast, series in the order of the export; never below zero."""
    ids, horizon = about["ids"], about["horizon"]
    frame = frame.reset_index() if "unique_id" not in frame else frame
    place = {name: i for i, name in enumerate(ids)}
    out = np.zeros((len(ids), horizon, len(columns)), np.float32)
    frame = frame.sort_values(["unique_id", "ds"])
    for name, part in frame.groupby("unique_id", sort=False):
        out[place[str(name)]] = part[columns].to_numpy()[:horizon]
    return np.maximum(np.nan_to_num(out), 0.0)


def _from_intervals(frame: pd.DataFrame, about: dict, name: str, middle: str | None = None) -> Result:
    """Quantiles from columns such as `LightGBM-lo-80` and `LightGBM-hi-80`."""
    low = [f"{name}-lo-{w}" for w in reversed(WIDTHS)]
    high = [f"{name}-hi-{w}" for w in WIDTHS]
    low, high = ([c if c in frame else f"{c}.0" for c in side] for side in (low, high))
    cube = _cube(frame, about, [*low, middle or name, *high])
    return _cube(frame, about, [name])[..., 0], np.sort(cube, axis=2)


def _statsforecast(model: Callable, frames: Frames) -> Result:
    from statsforecast import StatsForecast

    train, _, about = frames
    made = model(about)
    runner = StatsForecast(models=[made], freq=about["freq"], n_jobs=1)
    out = runner.forecast(df=train[["unique_id", "ds", "y"]], h=about["horizon"], level=list(WIDTHS))
    return _from_intervals(out, about, repr(made))


def seasonal_naive(frames: Frames) -> Result:
    from statsforecast.models import SeasonalNaive

    return _statsforecast(lambda about: SeasonalNaive(about["naive_season"]), frames)


def auto_ets(frames: Frames) -> Result:
    from statsforecast.models import AutoETS

    return _statsforecast(lambda about: AutoETS(season_length=about["season"]), frames)


def lightgbm(frames: Frames) -> Result:
    """mlforecast's usual set-up: lags, rolling means, date features, known inputs; Tweedie where many zeros."""
    import lightgbm as lgb
    from mlforecast import MLForecast
    from mlforecast.lag_transforms import RollingMean
    from mlforecast.utils import PredictionIntervals

    train, future, about = frames
    daily = about["freq"] == "D"
    lags = [1, 7, 14, 28, 364] if daily else [1, 2, 4, 8, 52]
    longest = int(train.groupby("unique_id").size().median())
    lags = [lag for lag in lags if lag < longest // 2]
    objective = "tweedie" if (train.y == 0).mean() > 0.3 else "regression"
    shortest = int(train.groupby("unique_id").size().min())
    windows = max(2, min(5, shortest // about["horizon"] - 2))
    rolling = {1: [RollingMean(7), RollingMean(28)], 7: [RollingMean(28)]} if daily else {1: [RollingMean(4)]}
    model = MLForecast(
        models={
            "LightGBM": lgb.LGBMRegressor(
                n_estimators=200,
                learning_rate=0.05,
                num_leaves=63,
                verbosity=-1,
                objective=objective,
                random_state=7,
                n_jobs=1,
            )
        },
        freq=about["freq"],
        lags=lags,
        lag_transforms=rolling,
        date_features=["dayofweek", "month", "dayofyear", "day", "year"] if daily else ["month", "week", "year"],
    )
    static = ["store_code", "product_code", "category_code"]
    inputs = about["inputs"]
    model.fit(
        train[["unique_id", "ds", "y", *static, *inputs]],
        static_features=static,
        prediction_intervals=PredictionIntervals(n_windows=windows, h=about["horizon"]),
    )
    known = future[["unique_id", "ds", *inputs]] if inputs else None
    out = model.predict(about["horizon"], X_df=known, level=list(WIDTHS))
    return _from_intervals(out, about, "LightGBM")


def _neural(make: Callable, frames: Frames, calendar: bool, name: str) -> Result:
    from neuralforecast import NeuralForecast

    train, future, about = frames
    inputs = [*about["inputs"], *about["calendar"]] if calendar else []
    runner = NeuralForecast(models=[make(about, inputs)], freq=about["freq"])
    runner.fit(train[["unique_id", "ds", "y", *inputs]])
    out = runner.predict(futr_df=future[["unique_id", "ds", *inputs]] if inputs else None)
    middle = f"{name}-median"
    frame = out if name in out else out.assign(**{name: out[middle]})
    return _from_intervals(frame, about, name, middle if middle in out else None)


def _usual(about: dict, inputs: list[str], scaler: str = "robust") -> dict:
    """Settings shared by the neuralforecast models: 500 steps of 128 windows, and their documentation's scaler.

    The context is three horizons, which is what their LSTM takes unless told otherwise.
    """
    quiet = {"enable_progress_bar": False, "logger": False, "enable_checkpointing": False}
    return {
        "h": about["horizon"],
        "input_size": 3 * about["horizon"],
        "futr_exog_list": inputs or None,
        "max_steps": STEPS,
        "windows_batch_size": 128,
        "scaler_type": scaler,
        "random_seed": 7,
        "accelerator": "cpu",
        **quiet,
    }


def neural_lstm(frames: Frames, calendar: bool = False) -> Result:
    from neuralforecast.losses.pytorch import MQLoss
    from neuralforecast.models import LSTM

    return _neural(lambda a, i: LSTM(loss=MQLoss(level=list(WIDTHS)), **_usual(a, i)), frames, calendar, "LSTM")


def neural_lstm_calendar(frames: Frames) -> Result:
    return neural_lstm(frames, calendar=True)


def deepar(frames: Frames) -> Result:
    from neuralforecast.losses.pytorch import DistributionLoss
    from neuralforecast.models import DeepAR

    def make(about: dict, inputs: list[str]):
        loss = DistributionLoss(distribution="StudentT", level=list(WIDTHS), return_params=False)
        return DeepAR(loss=loss, **_usual(about, inputs, "standard"))

    return _neural(make, frames, True, "DeepAR")


def nhits(frames: Frames) -> Result:
    from neuralforecast.losses.pytorch import MQLoss
    from neuralforecast.models import NHITS

    return _neural(lambda a, i: NHITS(loss=MQLoss(level=list(WIDTHS)), **_usual(a, i)), frames, True, "NHITS")


def tft(frames: Frames) -> Result:
    from neuralforecast.losses.pytorch import MQLoss
    from neuralforecast.models import TFT

    return _neural(
        lambda a, i: TFT(loss=MQLoss(level=list(WIDTHS)), hidden_size=32, **_usual(a, i)), frames, True, "TFT"
    )


def autogluon(frames: Frames) -> Result:
    """Its light portfolio and ensemble within ten minutes; Chronos and Toto sit out: their weights are downloaded."""
    from autogluon.timeseries import TimeSeriesDataFrame, TimeSeriesPredictor

    train, future, about = frames
    names = {"id_column": "unique_id", "timestamp_column": "ds"}
    inputs = about["inputs"]
    data = TimeSeriesDataFrame.from_data_frame(train[["unique_id", "ds", "y", *inputs]], **names)
    with tempfile.TemporaryDirectory() as folder:
        predictor = TimeSeriesPredictor(
            target="y",
            prediction_length=about["horizon"],
            freq=about["freq"],
            eval_metric="WQL",
            quantile_levels=list(LEVELS),
            known_covariates_names=inputs or None,
            path=folder,
            verbosity=1,
        )
        predictor.fit(
            data,
            hyperparameters="light",
            excluded_model_types=["Chronos", "Chronos2", "Toto", "Toto2"],
            time_limit=600,
            random_seed=7,
        )
        known = TimeSeriesDataFrame.from_data_frame(future[["unique_id", "ds", *inputs]], **names) if inputs else None
        out = predictor.predict(data, known_covariates=known, random_seed=7)
        print(predictor.leaderboard().to_string(), file=sys.stderr)
    out = pd.DataFrame(out).reset_index().rename(columns={"item_id": "unique_id", "timestamp": "ds"})
    columns = [str(level) for level in LEVELS]
    return _cube(out, about, ["mean"])[..., 0], np.sort(_cube(out, about, columns), axis=2)


PEERS: dict[str, Callable[[Frames], Result]] = {
    "seasonal_naive": seasonal_naive,
    "auto_ets": auto_ets,
    "lightgbm": lightgbm,
    "neural_lstm": neural_lstm,
    "neural_lstm_calendar": neural_lstm_calendar,
    "deepar": deepar,
    "nhits": nhits,
    "tft": tft,
    "autogluon": autogluon,
}
#: Imported before the clock starts.
PACKAGES = {
    "seasonal_naive": "statsforecast.models",
    "auto_ets": "statsforecast.models",
    "lightgbm": "mlforecast",
    "autogluon": "autogluon.timeseries",
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peer", choices=sorted(PEERS), required=True)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    frames = (
        pd.read_parquet(args.folder / "train.parquet"),
        pd.read_parquet(args.folder / "future.parquet"),
        json.loads((args.folder / "about.json").read_text()),
    )
    importlib.import_module(PACKAGES.get(args.peer, "neuralforecast.models"))
    started, cpu = time.perf_counter(), time.process_time()
    mean, quantiles = PEERS[args.peer](frames)
    np.savez(
        args.out,
        mean=mean,
        quantiles=quantiles,
        levels=np.array(LEVELS),
        seconds=time.perf_counter() - started,
        cpu_seconds=time.process_time() - cpu,
    )


if __name__ == "__main__":
    main()
