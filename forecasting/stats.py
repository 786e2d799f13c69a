"""Statistics of every series: levels, spread, trend, weekdays, promotions, returns, classes.

All are gross of returns. Out-of-stock periods are left out of levels, spread, trend,
weekday and promotion figures, because sales there say nothing about demand; they are kept
in `revenue_90d` and `return_rate_pct`, which tell what happened. Days are calendar days:
with weekly data "28 days" is 4 periods, and averages are per day all the same.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from forecasting.periods import YEAR
from forecasting.protocol import Frequency, Panel

__all__ = ["abc_classes", "demand_classes", "promo_uplift_pct", "series_stats", "trend_pct"]

PERIOD_DAYS: dict[Frequency, float] = {"daily": 1.0, "weekly": 7.0, "monthly": 365.25 / 12}
ADI_CUT, CV2_CUT = 1.32, 0.49  # Syntetos, Boylan and Croston 2005
XYZ_CUTS = (0.5, 1.0)  # cv up to which demand is X, Y; above it is Z
ABC_CUTS = (0.80, 0.95)  # share of the total up to which a series is A, B
TREND_CUT = 5.0  # percent
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MIN_PROMO_PERIODS = 3
_MATCHED_CYCLES = 4  # weeks before and after a promotion day whose same weekday is compared


def _mean(values: np.ndarray) -> np.ndarray:
    """Row means (S,) of the known values; NaN where there is none."""
    known = np.isfinite(values)
    count = known.sum(axis=1)
    return np.divide(np.where(known, values, 0.0).sum(axis=1), count, out=np.full(len(values), np.nan), where=count > 0)


def _std(values: np.ndarray) -> np.ndarray:
    """Row standard deviations (S,), divisor n - 1; NaN below two known values."""
    count = np.isfinite(values).sum(axis=1)
    square = np.nansum((values - _mean(values)[:, None]) ** 2, axis=1)
    return np.sqrt(np.divide(square, count - 1, out=np.full(len(values), np.nan), where=count > 1))


def _or_none(names: np.ndarray) -> np.ndarray:
    """Names as objects, None where the name is empty."""
    out = names.astype(object)
    out[names == ""] = None
    return out


def _last(values: np.ndarray, days: float, frequency: Frequency, skip_days: float = 0.0) -> np.ndarray:
    """The columns of the last `days` days, after leaving out the last `skip_days`."""
    per = PERIOD_DAYS[frequency]
    n, skip = max(1, round(days / per)), round(skip_days / per) if skip_days else 0
    if skip_days and skip == 0:
        skip = n
    stop = values.shape[1] - skip
    return values[:, max(0, stop - n) : max(0, stop)]


def trend_pct(demand: np.ndarray, frequency: Frequency = "daily") -> np.ndarray:
    """(S,) mean of the last 28 days against the 28 before, in percent; NaN where that was zero or unknown."""
    now, before = _mean(_last(demand, 28, frequency)), _mean(_last(demand, 28, frequency, skip_days=28))
    return 100.0 * (np.divide(now, before, out=np.full(len(now), np.nan), where=before > 0) - 1.0)


def demand_classes(demand: np.ndarray, year: int = 365) -> np.ndarray:
    """(S,) smooth, erratic, intermittent or lumpy over the last `year` periods; None where nothing was sold.

    ADI = known periods per period with demand, CV2 = squared coefficient of variation of
    the non-zero demand sizes (Syntetos-Boylan-Croston cut-offs 1.32 and 0.49).
    """
    recent = demand[:, -year:]
    sizes = np.where(recent > 0, recent, np.nan)
    hits = np.isfinite(sizes).sum(axis=1)
    adi = np.divide(np.isfinite(recent).sum(axis=1), hits, out=np.full(len(demand), np.inf), where=hits > 0)
    spread = np.nan_to_num(_std(sizes))
    cv2 = np.divide(spread, _mean(sizes), out=np.zeros(len(demand)), where=hits > 0) ** 2
    frequent, steady = adi < ADI_CUT, cv2 < CV2_CUT
    names = np.select(
        [hits == 0, frequent & steady, frequent, steady],
        ["", "smooth", "erratic", "intermittent"],
        default="lumpy",
    )
    return _or_none(names)


def promo_uplift_pct(demand: np.ndarray, promo: np.ndarray | None, season: int, year: int = 365) -> np.ndarray:
    """(S,) demand on promotion periods against matched periods without, in percent.

    The match of a promotion day is the mean of the same weekday up to four weeks before
    and after it, promotion days left out; uplift = 100 * (sum of demand / sum of matches - 1)
    over the last year. NaN below three promotion days with a match.
    Example: 30 on the day, 20 on the same weekday around it: +50 %.
    """
    S, T = demand.shape
    out = np.full(S, np.nan)
    if promo is None:
        return out
    y, on = demand[:, -year:], promo[:, :T][:, -year:] > 0
    usable = np.isfinite(y) & ~on
    total, count = np.zeros(y.shape), np.zeros(y.shape)
    for cycle in range(1, _MATCHED_CYCLES + 1):
        shift = cycle * season
        if shift >= y.shape[1]:
            break
        plain = np.where(usable, y, 0.0)
        total[:, shift:] += plain[:, :-shift]
        count[:, shift:] += usable[:, :-shift]
        total[:, :-shift] += plain[:, shift:]
        count[:, :-shift] += usable[:, shift:]
    matched = on & np.isfinite(y) & (count > 0)
    base = np.where(matched, total / np.maximum(count, 1), 0.0).sum(axis=1)
    sold = np.where(matched, y, 0.0).sum(axis=1)
    enough = (matched.sum(axis=1) >= _MIN_PROMO_PERIODS) & (base > 0)
    out[enough] = 100.0 * (sold[enough] / base[enough] - 1.0)
    return out


def _peak_weekday(demand: np.ndarray, dates: pd.DatetimeIndex) -> np.ndarray:
    """(S,) English name of the weekday with the highest mean over the last year; None where nothing was sold."""
    recent, days = demand[:, -365:], np.asarray(dates[-365:].dayofweek)
    means = np.stack([_mean(recent[:, days == d]) for d in range(7)], axis=1)
    means = np.nan_to_num(means, nan=-1.0)
    return _or_none(np.where(means.max(axis=1) > 0, np.array(WEEKDAYS)[means.argmax(axis=1)], ""))


def abc_classes(value: np.ndarray) -> np.ndarray:
    """(S,) A for the series that make up the first 80% of the total, B to 95%, C for the rest.

    The series that crosses a cut still belongs to the class before it. Ties go by position.
    """
    worth = np.nan_to_num(value)
    order = np.argsort(-worth, kind="stable")
    total = worth.sum()
    before = np.concatenate([[0.0], np.cumsum(worth[order])[:-1]]) / total if total > 0 else np.ones(len(worth))
    names = np.where(before < ABC_CUTS[0], "A", np.where(before < ABC_CUTS[1], "B", "C"))
    names = np.where(worth[order] > 0, names, "C")
    out = np.empty(len(worth), dtype=object)
    out[order] = names
    return out


def series_stats(panel: Panel, returned: np.ndarray | None = None) -> pd.DataFrame:
    """The `stats` rows of a sales panel, without `abc_class`, which needs all series at once.

    `returned` (S, T): units returned per period, None where none are recorded. The helper
    columns `_units_90d` and `_known` say what `abc_class` falls back on.
    """
    frequency, per = panel.frequency, PERIOD_DAYS[panel.frequency]
    demand = np.where(panel.available, panel.y, np.nan).astype(float)
    recent = _last(demand, 28, frequency)
    average, spread = _mean(recent) / per, _std(recent) / per
    cv = np.divide(spread, average, out=np.full(len(demand), np.nan), where=average > 0)
    trend = trend_pct(demand, frequency)
    sold = _last(panel.y, 90, frequency)
    revenue = np.full(len(demand), np.nan)
    if panel.price is not None:
        money = sold * _last(panel.price[:, : len(panel.dates)], 90, frequency)
        revenue = np.where(np.isfinite(money).any(axis=1), np.nansum(money, axis=1), np.nan)
    names = np.select([np.isnan(trend), trend > TREND_CUT, trend < -TREND_CUT], ["", "rising", "falling"], "flat")
    xyz = np.select([np.isnan(cv), cv <= XYZ_CUTS[0], cv <= XYZ_CUTS[1]], ["", "X", "Y"], "Z")
    return pd.DataFrame(
        {
            "store_id": panel.series["store_id"],
            "product_id": panel.series["product_id"],
            "avg_daily_7d": _mean(_last(demand, 7, frequency)) / per,
            "avg_daily_28d": average,
            "std_daily_28d": spread,
            "cv": cv,
            "trend": _or_none(names),
            "trend_pct_28d": trend,
            "peak_weekday": _peak_weekday(demand, panel.dates) if frequency == "daily" else None,
            "promo_uplift_pct": promo_uplift_pct(
                demand, panel.promo, 7 if frequency == "daily" else 1, YEAR[frequency]
            ),
            "return_rate_pct": _return_rate(panel, returned),
            "revenue_90d": revenue,
            "xyz_class": _or_none(xyz),
            "demand_class": demand_classes(demand, YEAR[frequency]),
            "_units_90d": np.nansum(sold, axis=1),
        }
    )


def _return_rate(panel: Panel, returned: np.ndarray | None) -> np.ndarray:
    """(S,) units returned over units sold in the last 365 days, percent."""
    if returned is None:
        return np.full(len(panel.y), np.nan)
    sold = np.nansum(_last(panel.y, 365, panel.frequency), axis=1)
    back = np.nansum(_last(returned, 365, panel.frequency), axis=1)
    return 100.0 * np.divide(back, sold, out=np.full(len(sold), np.nan), where=sold > 0)
