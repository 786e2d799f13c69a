"""What the recommended policy would have cost over the last 26 weeks, and what it would have saved.

Per store and product: the quantile policy of the recommendations and the buyer's simple rule
(average sales of four weeks, times lead time + review period + a week of safety) are run
over the past with the same demand, opening stock, lead time, MOQ and multiple. Both see
sales up to the day before they decide. The policy here uses a light forecast (level times
last year's season, errors of its own past sums), because the served model cannot be
fitted again for every day of half a year; its figures are therefore a cautious estimate.

Costs: holding_rate x unit_cost per unit and year, and the lost margin (unit_price - unit_cost)
per unit not sold. Series without cost or price have no record (NaN).
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from forecasting.inventory.lots import order_lots
from forecasting.inventory.replay_data import uncensored
from forecasting.inventory.settings import InventorySettings
from forecasting.inventory.terms import Terms

__all__ = ["COLUMNS", "track_record"]

COLUMNS = ("policy_cost_26w", "rule_cost_26w", "saved_26w")

_WEEKS = 26
_SAFETY_DAYS = 7
_PERIOD_DAYS = {"daily": 1, "weekly": 7, "monthly": 30}


def track_record(
    sales: np.ndarray,
    available: np.ndarray,
    frequency: str,
    terms: Terms,
    unit_cost: np.ndarray,
    unit_price: np.ndarray,
    settings: InventorySettings,
) -> pd.DataFrame:
    """`COLUMNS` for each series; sales (S, T) with NaN where unknown, `available` False where out of stock.

    NaN for series without prices, and for all where the history is shorter than 52 weeks.
    """
    days = _PERIOD_DAYS[frequency]
    periods = _WEEKS * 7 // days
    out = pd.DataFrame(np.full((len(sales), 3), np.nan), columns=list(COLUMNS))
    margin = unit_price - unit_cost
    usable = np.flatnonzero((unit_cost > 0) & (margin > 0))
    if sales.shape[1] < 2 * periods or len(usable) == 0:
        return out
    reach = -(5 * periods)  # half a year to replay, half a year of errors, a year and more before them for the season
    seen = np.where(available[usable, reach:], sales[usable, reach:], np.nan).astype(float)
    demand = np.nan_to_num(seen)
    gaps = np.flatnonzero(np.isnan(seen).any(axis=1))
    if len(gaps):
        demand[gaps] = np.nan_to_num(uncensored(seen[gaps]))
    lead = np.ceil(terms.lead[usable] / days - 1e-9).astype(int)
    review = np.maximum(np.ceil(terms.review[usable] / days - 1e-9), 1).astype(int)
    costs = _both(seen, demand, lead, review, periods, days, terms, usable, settings)
    holding = settings.holding_rate * unit_cost[usable] * days / 365
    for name, (held, lost) in zip(COLUMNS, costs, strict=False):
        out.loc[usable, name] = np.round(holding * held + margin[usable] * lost, 2)
    out["saved_26w"] = np.round(out["rule_cost_26w"] - out["policy_cost_26w"], 2)
    return out


def _both(
    seen: np.ndarray, demand: np.ndarray, lead: np.ndarray, review: np.ndarray, periods: int, days: int,
    terms: Terms, usable: np.ndarray, settings: InventorySettings,
) -> list[tuple[np.ndarray, np.ndarray]]:  # fmt: skip
    """(units held x periods, units lost) of the policy and of the rule."""
    total = seen.shape[1]
    start = total - periods
    window = max(28 // days, 1)
    # Time first: a day of all series lies together in memory.
    known = np.cumsum(np.nan_to_num(seen).T, axis=0)
    count = np.cumsum(~np.isnan(seen).T, axis=0, dtype=np.int32)

    def average(t: int, length: int, back: int = 0) -> np.ndarray:
        """Mean per period of the `length` periods that end `back` before t (t not included)."""
        end, first = t - back, max(t - back - length, 0)
        if end <= 0:
            return np.zeros(len(seen))
        units = known[end - 1] - (known[first - 1] if first else 0)
        periods_seen = count[end - 1] - (count[first - 1] if first else 0)
        return units / np.maximum(periods_seen, 1)

    year = 364 // days
    span = lead + review

    def forecast(t: int) -> np.ndarray:
        """Mean demand over lead time + review period, seen before period t."""
        level = 0.6 * average(t, window) + 0.4 * average(t, max(91 // days, 1))
        if t - year - window <= 0:
            return level * span
        ahead = np.zeros(len(seen))
        for s in np.unique(span):
            ahead[span == s] = average(t + int(s), int(s), year)[span == s]
        before = average(t, window, year)
        season = np.clip((ahead * span + 5) / (before * span + 5), 0.5, 2.0)
        return level * season * span

    errors = _past_errors(demand, span, forecast, start, days)
    opening = average(start, window) * (span + _SAFETY_DAYS / days)
    level = terms.level[usable]
    moq, multiple = terms.moq[usable], terms.multiple[usable]
    results = []
    for name in ("policy", "rule"):

        def target(t: int, name: str = name) -> np.ndarray:
            if name == "rule":
                return average(t, window) * (span + _SAFETY_DAYS / days)
            return _level(forecast(t), errors, level)

        results.append(_run(demand, target, opening, lead, review, moq, multiple, start))
    return results


def _past_errors(
    demand: np.ndarray, span: np.ndarray, forecast: Callable[[int], np.ndarray], start: int, days: int
) -> np.ndarray:
    """(S,) mean squared error of the forecast sums over the half year before `start`."""
    cumulative = np.concatenate([np.zeros((len(demand), 1)), np.cumsum(demand, axis=1)], axis=1)
    step = max(7 // days, 1)
    squares, number = np.zeros(len(demand)), np.zeros(len(demand))
    index = np.arange(len(demand))
    for t in range(max(start - 182 // days, 91 // days, 1), start, step):
        done = t + span <= start
        actual = cumulative[index, np.minimum(t + span, start)] - cumulative[:, t]
        squares += np.where(done, (actual - forecast(t)) ** 2, 0)
        number += done
    return squares / np.maximum(number, 1)


def _level(mean: np.ndarray, mean_squared_error: np.ndarray, level: np.ndarray) -> np.ndarray:
    """Quantile of a gamma distribution with that mean and variance (at least a little above Poisson).

    Wilson & Hilferty 1931: mean (1 - c/9 + z sqrt(c/9))^3 with c = variance / mean^2; rounded up.
    """
    from scipy.special import ndtri

    mean = np.maximum(mean, 1e-3)
    ninth = np.maximum(mean_squared_error, 1.05 * mean) / mean**2 / 9
    return np.ceil(mean * np.maximum(1 - ninth + ndtri(level) * np.sqrt(ninth), 0.0) ** 3 - 1e-9)


def _run(
    demand: np.ndarray,
    target: Callable[[int], np.ndarray],
    opening: np.ndarray,
    lead: np.ndarray,
    review: np.ndarray,
    moq: np.ndarray,
    multiple: np.ndarray,
    start: int,
) -> tuple[np.ndarray, np.ndarray]:
    """Periodic review with lost sales from `start` to the end; costs count from the first arrival on."""
    size, total = demand.shape
    by_day = np.ascontiguousarray(demand.T)
    arriving = np.zeros((size, int(lead.max(initial=0)) + 1))
    index = np.arange(size)
    stock = np.round(opening)
    held, lost = np.zeros(size), np.zeros(size)
    for t in range(start, total):
        due = (t - start) % review == 0
        if due.any():
            gap = np.where(due, target(t) - stock - arriving.sum(axis=1), 0.0)
            quantity = order_lots(gap, moq, multiple).quantity
            arriving[index, lead] += quantity
        stock = stock + arriving[:, 0]
        arriving = np.concatenate([arriving[:, 1:], np.zeros((size, 1))], axis=1)
        sold = np.minimum(stock, by_day[t])
        counted = t - start >= lead
        lost += np.where(counted, by_day[t] - sold, 0.0)
        stock = stock - sold
        held += np.where(counted, stock, 0.0)
    return held, lost
