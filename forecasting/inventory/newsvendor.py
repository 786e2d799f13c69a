"""The newsvendor: the quantile that balances a lost margin against a unit left over."""

from __future__ import annotations

import numpy as np

__all__ = ["critical_ratio", "newsvendor_cost", "newsvendor_level"]


def critical_ratio(
    unit_price: np.ndarray, unit_cost: np.ndarray, holding_rate: float, review_days: np.ndarray, default: np.ndarray
) -> np.ndarray:
    """Underage / (underage + overage): margin against the holding cost of one review period.

    Bounded to 0.5 .. 0.999; `default` where price or cost is missing or there is no margin.
    Example: price 2.00, cost 1.00, 20% a year, 7 days: 1 / (1 + 0.00384) = 0.9962.
    """
    margin = unit_price - unit_cost
    overage = unit_cost * holding_rate * np.maximum(review_days, 1.0) / 365
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = margin / (margin + overage)
    usable = np.isfinite(ratio) & (margin > 0)
    return np.where(usable, np.clip(ratio, 0.5, 0.999), default)


def newsvendor_level(samples: np.ndarray, underage: float, overage: float) -> np.ndarray:
    """Smallest sampled level at which P(demand <= level) reaches the critical ratio; samples (..., n).

    With samples of an exact distribution this is the optimum of `newsvendor_cost` over the sample.
    """
    if underage < 0 or overage < 0 or underage + overage == 0:
        raise ValueError(f"underage {underage} and overage {overage} must be at least 0 and not both 0")
    ordered = np.sort(samples, axis=-1)
    n = ordered.shape[-1]
    rank = int(np.ceil(n * underage / (underage + overage) - 1e-9)) - 1
    return ordered[..., max(rank, 0)]


def newsvendor_cost(level: np.ndarray, samples: np.ndarray, underage: float, overage: float) -> np.ndarray:
    """Mean cost over the samples (..., n) of having `level` (...): underage per unit short, overage per unit left."""
    gap = np.asarray(level)[..., None] - samples
    return (overage * np.maximum(gap, 0) + underage * np.maximum(-gap, 0)).mean(axis=-1)
