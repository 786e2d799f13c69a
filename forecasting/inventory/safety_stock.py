"""Safety stock: the classic formula, and the level that reaches a fill rate on sampled demand."""

from __future__ import annotations

import numpy as np
import pandas as pd

__all__ = ["classic_safety_stock", "fill_rate_at", "fill_rate_level", "lead_times_from_deliveries"]


def classic_safety_stock(
    level: np.ndarray,
    daily_mean: np.ndarray,
    daily_sd: np.ndarray,
    lead_time: np.ndarray,
    lead_time_sd: np.ndarray | float = 0.0,
    review_period: np.ndarray | float = 0.0,
) -> np.ndarray:
    """z sqrt((L + R) sd_d^2 + d^2 sd_L^2): normal, independent days; days and units per day.

    Source: Silver, Pyke & Thomas, Inventory and Production Management, 4th ed., 6.10.
    Example: level 0.95, d = 100, sd = 20, L = 4, sd_L = 1: 1.6449 sqrt(4*400 + 10000) = 177.2.
    """
    from scipy.stats import norm

    variance = (np.asarray(lead_time) + review_period) * np.square(daily_sd) + np.square(daily_mean) * np.square(
        lead_time_sd
    )
    return norm.ppf(level) * np.sqrt(variance)


def fill_rate_at(level: np.ndarray, summed: np.ndarray, at_lead: np.ndarray) -> np.ndarray:
    """Fill rate of a periodic-review order-up-to `level` (S,) on sampled demand.

    1 - (E[(D_{L+R} - S)^+] - E[(D_L - S)^+]) / E[D_R]: the units short in one review cycle
    are the backorders at its end less those at its start. `summed` (S, n) is demand over
    lead time + review period, `at_lead` (S, n) over the lead time on the same paths.
    """
    in_review = np.maximum((summed - at_lead).mean(axis=1, dtype=float), 1e-12)
    end = np.maximum(summed - level[:, None], 0).mean(axis=1, dtype=float)
    start = np.maximum(at_lead - level[:, None], 0).mean(axis=1, dtype=float)
    return 1 - (end - start) / in_review


def fill_rate_level(summed: np.ndarray, at_lead: np.ndarray, fill_rate: float) -> np.ndarray:
    """(S,) lowest order-up-to level whose fill rate on the samples is at least `fill_rate`, by bisection."""
    low, high = np.zeros(len(summed)), summed.max(axis=1).astype(float)
    for _ in range(40):
        middle = (low + high) / 2
        enough = fill_rate_at(middle, summed, at_lead) >= fill_rate
        high, low = np.where(enough, middle, high), np.where(enough, low, middle)
    return high


def lead_times_from_deliveries(deliveries: pd.DataFrame, minimum: int = 5) -> pd.DataFrame:
    """Mean and standard deviation in days per supplier from past deliveries.

    Columns supplier_id, ordered_on, received_on. A delivery dated before its order is left
    out; suppliers with fewer than `minimum` usable deliveries are not in the result.
    Also `on_time_rate` where `due_on` is given.
    """
    frame = deliveries.assign(
        days=(pd.to_datetime(deliveries["received_on"]) - pd.to_datetime(deliveries["ordered_on"])).dt.days
    )
    frame = frame[frame["days"] >= 0]
    grouped = frame.groupby("supplier_id")["days"]
    out = pd.DataFrame(
        {"lead_time_days": grouped.mean(), "lead_time_sd_days": grouped.std(ddof=1), "deliveries": grouped.size()}
    )
    if "due_on" in frame:
        on_time = pd.to_datetime(frame["received_on"]) <= pd.to_datetime(frame["due_on"])
        out["on_time_rate"] = on_time.groupby(frame["supplier_id"]).mean()
    return out[out["deliveries"] >= minimum].reset_index()
