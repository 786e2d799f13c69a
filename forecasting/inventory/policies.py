"""Classic policies: base stock, (s, S) and (R, Q), with exact costs for discrete demand.

R is the reorder point of (R, Q), s that of (s, S). A unit of time is whatever the rates
are given per. Holding and stockout costs are per unit and unit of time, unmet demand waits.
Sources: Zheng & Federgruen 1991 for (s, S); Federgruen & Zheng 1992 for (R, Q);
Snyder & Shen, Fundamentals of Supply Chain Theory, chapters 4 and 5.
"""

from __future__ import annotations

import numpy as np

__all__ = [
    "base_stock_quantity", "best_r_q_poisson", "best_s_S", "newsvendor_normal", "newsvendor_poisson",
    "poisson_pmf", "r_q_cost_poisson", "r_q_quantity", "s_S_cost", "s_S_quantity",
]  # fmt: skip


def base_stock_quantity(position: np.ndarray, level: np.ndarray) -> np.ndarray:
    """Order up to `level` whenever the inventory position is below it."""
    return np.maximum(level - position, 0.0)


def s_S_quantity(position: np.ndarray, s: np.ndarray, S: np.ndarray) -> np.ndarray:  # noqa: N802
    """Order up to S when the position is at or below s, else nothing."""
    return np.where(position <= s, S - position, 0.0)


def r_q_quantity(position: np.ndarray, R: np.ndarray, Q: np.ndarray) -> np.ndarray:
    """Smallest multiple of Q that lifts the position above R; nothing above it."""
    lots = np.floor((R - position) / Q + 1e-9) + 1
    return np.where(position <= R, lots * Q, 0.0)


def newsvendor_normal(holding: float, stockout: float, mean: float, sd: float) -> tuple[float, float]:
    """(level, expected cost) of normal demand: mean + z sd and (h + p) sd phi(z).

    Example (Snyder & Shen 4.3): h = 0.18, p = 0.70, mean 50, sd 8: 56.6041, cost 1.9976.
    """
    from scipy.stats import norm

    z = norm.ppf(stockout / (stockout + holding))
    return float(mean + z * sd), float((holding + stockout) * sd * norm.pdf(z))


def newsvendor_poisson(holding: float, stockout: float, mean: float) -> tuple[int, float]:
    """(level, expected cost) of Poisson demand: the smallest level with P(D <= level) >= p / (p + h)."""
    from scipy.stats import poisson

    level = int(poisson.ppf(stockout / (stockout + holding), mean))
    pmf = poisson_pmf(mean)
    return level, float(_holding_and_stockout(np.array([level]), pmf, holding, stockout)[0])


def poisson_pmf(mean: float, tail: float = 1e-14) -> np.ndarray:
    """P(D = 0), P(D = 1), ... up to a remaining mass of `tail`."""
    from scipy.stats import poisson

    return poisson.pmf(np.arange(int(poisson.isf(tail, mean)) + 2), mean)


def _holding_and_stockout(levels: np.ndarray, pmf: np.ndarray, holding: float, stockout: float) -> np.ndarray:
    """Expected h (y - D)^+ + p (D - y)^+ at each level y (may be negative)."""
    gap = levels[:, None] - np.arange(len(pmf))
    return (holding * np.maximum(gap, 0) + stockout * np.maximum(-gap, 0)) @ pmf


def r_q_cost_poisson(
    R: int, Q: int, holding: float, stockout: float, order_cost: float, mean: float, lead_time: float
) -> float:
    """Expected cost per unit of time of (R, Q) under Poisson demand: (K lambda + sum of g(y), y = R+1 .. R+Q) / Q."""
    if Q < 1:
        raise ValueError(f"Q is at least 1, not {Q}")
    pmf = poisson_pmf(mean * lead_time)
    g = _holding_and_stockout(np.arange(R + 1, R + Q + 1), pmf, holding, stockout)
    return float((order_cost * mean + g.sum()) / Q)


def best_r_q_poisson(
    holding: float, stockout: float, order_cost: float, mean: float, lead_time: float
) -> tuple[int, int, float]:
    """(R, Q, cost) of least cost: the window of levels around the minimum of g grows while it pays."""
    pmf = poisson_pmf(mean * lead_time)

    def g(level: int) -> float:
        return float(_holding_and_stockout(np.array([level]), pmf, holding, stockout)[0])

    low = int(np.searchsorted(pmf.cumsum(), stockout / (stockout + holding)))
    total, quantity, r = order_cost * mean + g(low), 1, low - 1
    cost = total
    while True:
        below, above = g(r), g(r + quantity + 1)
        nearest = min(below, above)
        if nearest >= cost:
            return r, quantity, cost
        total, quantity = total + nearest, quantity + 1
        cost = total / quantity
        if below <= above:
            r -= 1


def s_S_cost(s: int, S: int, holding: float, stockout: float, order_cost: float, pmf: np.ndarray) -> float:  # noqa: N802
    """Expected cost per period of (s, S), zero lead time, demand `pmf` over 0, 1, ... per period.

    Renewal: m(j) is the expected number of periods spent at j below S before the position falls to s.
    """
    if s >= S:
        raise ValueError(f"S ({S}) must be above s ({s})")
    m = np.zeros(S - s)
    m[0] = 1 / (1 - pmf[0])
    for j in range(1, S - s):
        reach = min(j, len(pmf) - 1)
        m[j] = (pmf[1 : reach + 1] @ m[j - reach : j][::-1]) / (1 - pmf[0])
    g = _holding_and_stockout(S - np.arange(S - s), pmf, holding, stockout)
    return float((order_cost + m @ g) / m.sum())


def best_s_S(holding: float, stockout: float, order_cost: float, pmf: np.ndarray) -> tuple[int, int, float]:  # noqa: N802
    """(s, S, cost) of least cost by the algorithm of Zheng & Federgruen 1991."""
    start = int(np.searchsorted(pmf.cumsum(), stockout / (stockout + holding)))

    def g(level: int) -> float:
        return float(_holding_and_stockout(np.array([level]), pmf, holding, stockout)[0])

    s, S = start - 1, start
    best = s_S_cost(s, S, holding, stockout, order_cost, pmf)
    while best > g(s):
        s -= 1
        best = s_S_cost(s, S, holding, stockout, order_cost, pmf)
    trial = S + 1
    while g(trial) <= best:
        cost = s_S_cost(s, trial, holding, stockout, order_cost, pmf)
        if cost < best:
            S, best = trial, cost
            while s_S_cost(s + 1, S, holding, stockout, order_cost, pmf) <= best and s + 1 < S:
                s += 1
                best = s_S_cost(s, S, holding, stockout, order_cost, pmf)
        trial += 1
    return s, S, best
