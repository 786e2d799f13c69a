"""Models that the network has to beat, all behind the `Forecaster` protocol."""

from forecasting.baselines.registry import MODELS, build

__all__ = ["MODELS", "build"]
