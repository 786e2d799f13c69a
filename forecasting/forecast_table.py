"""From marginal forecasts to the rows of the `forecasts` table.

`cum_*` are quantiles of summed demand over sample paths; the draw is the one that
`forecasting.inventory` uses, so that a reorder point at 95% is `cum_p95` at its step.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from forecasting.paths import inverse_cdf_weights, uniforms
from forecasting.protocol import Panel, QuantileForecast
from forecasting.run_tables import DAILY_QUANTILES

__all__ = ["cumulative_quantiles", "forecast_rows", "to_levels"]

_ROWS = 20_000  # series whose paths are held at once
_DECIMALS = 4


def to_levels(forecast: QuantileForecast, levels: tuple[float, ...] = DAILY_QUANTILES) -> QuantileForecast:
    """The same forecast at other levels, linear in between and flat outside."""
    if forecast.levels == levels:
        return forecast
    from forecasting.metrics import at_level

    quantiles = np.stack([at_level(forecast.quantiles, forecast.levels, q) for q in levels], axis=-1)
    return QuantileForecast(levels, quantiles.astype(np.float32), forecast.mean, forecast.model)


def cumulative_quantiles(
    forecast: QuantileForecast, rho: float, paths: int, seed: int, levels: tuple[float, ...] = DAILY_QUANTILES
) -> np.ndarray:
    """(S, H, len(levels)) quantiles of the demand summed from step 1 to each step."""
    S, H = forecast.mean.shape
    out = np.empty((S, H, len(levels)), dtype=np.float32)
    u = uniforms(paths, H, seed, rho)
    weights = [inverse_cdf_weights(u[:, k], forecast.levels) for k in range(H)]
    for start in range(0, S, _ROWS):
        rows = slice(start, start + _ROWS)
        total = np.zeros((len(forecast.mean[rows]), paths), dtype=np.float32)
        for k in range(H):
            total += np.maximum(forecast.quantiles[rows, k] @ weights[k], 0.0)
            out[rows, k] = np.quantile(total, levels, axis=1).T
    return np.maximum.accumulate(out, axis=1)


def forecast_rows(
    panel: Panel, forecast: QuantileForecast, served: np.ndarray, rho: float, paths: int, seed: int
) -> pd.DataFrame:
    """Rows of `forecasts`, sorted by series and step. `served` (S,) is the model told per series."""
    S, H = forecast.mean.shape
    at = to_levels(forecast)
    mean = np.round(at.mean.astype(np.float64), _DECIMALS)
    summed = cumulative_quantiles(at, rho, paths, seed)
    frame = {
        "store_id": np.repeat(panel.series["store_id"].to_numpy(object), H),
        "product_id": np.repeat(panel.series["product_id"].to_numpy(object), H),
        "target": np.repeat(np.array([panel.target], dtype=object), S * H),
        "date": np.tile(panel.future_dates.to_numpy(), S),
        "step": np.tile(np.arange(1, H + 1), S),
        "mean": mean.ravel(),
        "cum_mean": np.round(np.cumsum(mean, axis=1), _DECIMALS).ravel(),
        "model": np.repeat(served, H),
    }
    for i, level in enumerate(DAILY_QUANTILES):
        name = f"p{round(level * 100):02d}"
        frame[name] = np.round(at.quantiles[..., i].astype(np.float64), _DECIMALS).ravel()
        frame[f"cum_{name}"] = np.round(summed[..., i].astype(np.float64), _DECIMALS).ravel()
    return pd.DataFrame(frame)
