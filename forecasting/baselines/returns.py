"""Returns as a lagged share of sales.

returned_t ~ Poisson-gamma with mean  m_t = sum over k of a_k * rate_s * sold_{t-k}

`a` (lag profile, sums to 1) is one for all series, found by non-negative least squares;
`rate_s` is the series' own return rate over the last year, shrunk towards its category's.
Example: 100 sold a day, 5% come back, all after two days: 5 expected each day from day 3 on.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from data.errors import DataError
from forecasting.baselines.empirical import finish
from forecasting.baselines.seasonal import SeasonalMovingAverage
from forecasting.periods import YEAR
from forecasting.protocol import MODEL_LEVELS, Frequency, Panel, QuantileForecast

__all__ = ["ReturnsRate"]

_LAGS: dict[Frequency, int] = {"daily": 29, "weekly": 6, "monthly": 3}  # periods a return may take, 0 included
_PRIOR_UNITS = 200.0  # units sold at the pooled rate that each series' own rate is mixed with
_GRID = 900  # points of the quantile table, the same for every panel


class ReturnsRate:
    """Forecasts returns from past sales, and from expected sales where a lag reaches the future."""

    name = "returns_rate"

    def __init__(self, levels: tuple[float, ...] = MODEL_LEVELS) -> None:
        self.levels = levels
        self.profile: np.ndarray | None = None
        self.dispersion = np.inf
        self.rates: dict[str, float] = {}  # by category; "" is over all
        self.sales_model: SeasonalMovingAverage | None = None

    def fit(self, panel: Panel) -> ReturnsRate:
        """Learn the lag profile and the over-dispersion; needs `panel.related`, the sales."""
        from scipy.optimize import nnls

        sold, back = _plain(_sales(panel)), _plain(panel.y)
        K = min(_LAGS[panel.frequency], sold.shape[1] // 2)
        recent = slice(max(K, sold.shape[1] - YEAR[panel.frequency]), None)
        if K < 1 or not back[:, recent].sum() > 0:
            raise DataError("nothing was returned in the last year")
        self.rates = _category_rates(panel)
        self.sales_model = SeasonalMovingAverage().fit(_sales_panel(panel))
        rate = self._own_rates(panel)
        lagged = [_shifted(sold * rate[:, None], k)[:, recent] for k in range(K)]
        gram = np.array([[float((a * b).sum()) for b in lagged] for a in lagged])
        right = np.array([float((a * back[:, recent]).sum()) for a in lagged])
        ridge = 1e-6 * np.trace(gram) / K + 1e-9
        root = np.linalg.cholesky(gram + ridge * np.eye(K)).T
        weights, _ = nnls(root, np.linalg.solve(root.T, right))
        self.profile = weights / weights.sum() if weights.sum() > 0 else np.full(K, 1.0 / K)
        mean = sum(w * part for w, part in zip(self.profile, lagged, strict=True))
        excess = float(((back[:, recent] - mean) ** 2 - mean).sum())
        square = float((mean**2).sum())
        self.dispersion = square / excess if excess > 1e-9 * square else np.inf
        return self

    def predict(self, panel: Panel) -> QuantileForecast:
        if self.profile is None or self.sales_model is None:
            raise DataError("this returns model was not fitted; call fit first")
        ahead = self.sales_model.predict(_sales_panel(panel)).mean
        sold = np.concatenate([_plain(_sales(panel)), ahead], axis=1) * self._own_rates(panel)[:, None]
        T, H = panel.y.shape[1], panel.horizon
        mean = np.zeros((len(sold), H))
        for k, weight in enumerate(self.profile):
            mean += weight * _shifted(sold, k)[:, T : T + H]
        quantiles, mean = finish(self._quantiles(mean), mean)
        return QuantileForecast(self.levels, quantiles, mean, self.name)

    def _own_rates(self, panel: Panel) -> np.ndarray:
        """(S,) return rates of the last year, each mixed with that of its category."""
        year = YEAR[panel.frequency]
        sold, back = _plain(_sales(panel))[:, -year:].sum(1), _plain(panel.y)[:, -year:].sum(1)
        prior = np.array([self.rates.get(c, self.rates[""]) for c in _categories(panel)])
        return (back + _PRIOR_UNITS * prior) / (sold + _PRIOR_UNITS)

    def _quantiles(self, mean: np.ndarray) -> np.ndarray:
        """(S, H, Q) negative binomial quantiles, from a table over the mean."""
        from scipy.stats import nbinom, poisson

        grid = np.concatenate([[0.0], np.geomspace(1e-3, 1e6, _GRID)])
        out = np.empty((*mean.shape, len(self.levels)))
        for i, level in enumerate(self.levels):
            if np.isinf(self.dispersion):
                table = poisson.ppf(level, grid)
            else:
                table = nbinom.ppf(level, self.dispersion, self.dispersion / (self.dispersion + grid))
            table[0] = 0.0
            out[..., i] = np.interp(mean, grid, table)
        return out


def _sales(panel: Panel) -> np.ndarray:
    """(S, T) sales beside the returns; `DataError` where the panel has none."""
    if panel.related is None:
        raise DataError("forecasting returns from a rate needs the sales beside them (panel.related)")
    return panel.related


def _plain(values: np.ndarray) -> np.ndarray:
    return np.nan_to_num(values).astype(np.float64)


def _shifted(values: np.ndarray, k: int) -> np.ndarray:
    """Columns moved `k` to the right, zeros in front."""
    if k == 0:
        return values
    out = np.zeros_like(values)
    out[:, k:] = values[:, :-k]
    return out


def _sales_panel(panel: Panel) -> Panel:
    return replace(panel, target="sales", y=_sales(panel), related=None)


def _categories(panel: Panel) -> np.ndarray:
    category = panel.series["category"].astype(object)
    return category.where(category.notna(), "").to_numpy()


def _category_rates(panel: Panel) -> dict[str, float]:
    """Return rate of each category over the last year, mixed with that of all, which is under ""."""
    year = YEAR[panel.frequency]
    sold, back = _plain(_sales(panel))[:, -year:].sum(1), _plain(panel.y)[:, -year:].sum(1)
    overall = back.sum() / max(sold.sum(), 1.0)
    rates = {}
    category = _categories(panel)
    for name in set(category.tolist()):
        rows = category == name
        rates[name] = float((back[rows].sum() + _PRIOR_UNITS * overall) / (sold[rows].sum() + _PRIOR_UNITS))
    return rates | {"": float(overall)}
