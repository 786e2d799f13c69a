"""True demand of a demo world: what customers would buy if nothing ever ran out.

The mean is a product of level, trend, weekly and yearly season, events, promotions and
price; realised demand is a negative binomial around it, or a rare event for spare parts.
All arrays are (S, D): S series, D days of the past and then of the known future.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd

from data.demo.catalogue import Catalogue

__all__ = ["Demand", "draw_demand", "draw_events"]

FUTURE_DAYS = 90  # the true mean is known this far beyond as_of
PROMOTION_DAYS = 56  # promotions are planned eight weeks ahead
_WEEKLY = {  # Monday to Sunday
    "shop": (0.92, 0.88, 0.92, 1.00, 1.22, 1.32, 0.74),
    "trade": (1.20, 1.22, 1.20, 1.15, 1.12, 0.78, 0.33),
    "leisure": (0.78, 0.78, 0.84, 0.90, 1.12, 1.45, 1.13),
}
_LOCAL_EVENTS = ("Street Market", "Food Festival", "Marathon", "Book Fair", "Christmas Market", "Open Day")


@dataclass
class Demand:
    """`mean` and `units` (S, D); `live` is False before launch, after the end, on closed days.

    `series` has one row per series: ids, row numbers of store and product, launch and end
    (dates or None), and the true parameters.
    """

    series: pd.DataFrame
    days: pd.DatetimeIndex
    past: int  # number of past days; days[past - 1] is as_of
    mean: np.ndarray
    units: np.ndarray  # whole units of demand in the past part, 0 where not live
    live: np.ndarray
    price: np.ndarray
    promo: np.ndarray
    events: pd.DataFrame  # date, name, store_id


def draw_demand(rng: np.random.Generator, world: Catalogue, start: date, as_of: date) -> Demand:
    """Draw trend, promotions, launches and demand for every store and product of `world`."""
    days = pd.date_range(start, as_of + timedelta(days=FUTURE_DAYS), freq="D")
    past = (as_of - start).days + 1
    series = _draw_series(rng, world, days, past)
    events = draw_events(rng, world, start, as_of)
    promo, discount = _draw_promotions(rng, series, days, past)
    regular = _regular_prices(rng, world, days)[series["product"].to_numpy()]
    price = np.round(regular * (1 - discount), 2)
    mean = _baseline(rng, world, series, days, past)
    mean *= _event_effect(world, series, events, days)
    mean *= _promotion_effect(series, promo, discount)
    mean *= (regular / regular[:, past - 1 : past]) ** -0.8  # own-price elasticity of the yearly price rise
    live = _live(series, days)
    mean = np.where(live, mean, 0.0)
    units = _realise(rng, series, mean, days, past)
    return Demand(series, days, past, mean, units, live, price, promo, events)


def _draw_series(rng: np.random.Generator, world: Catalogue, days: pd.DatetimeIndex, past: int) -> pd.DataFrame:
    """One row per listed (store, product) with its true parameters."""
    products, stores = world.products, world.stores
    count = len(products)
    launch, end = _draw_life(rng, count, days, past)
    params = pd.DataFrame(
        {
            "growth": np.clip(rng.normal(0.03, 0.10, count), -0.25, 0.35),  # per year
            "recent": np.where(rng.random(count) < 0.3, rng.choice([-0.35, -0.2, 0.2, 0.4], count), 0.0),
            "uplift": np.exp(rng.normal(-0.45, 0.35, count)),  # at a discount of 20%
            "dip": rng.uniform(0.04, 0.18, count),
            "dispersion": rng.uniform(6, 40, count),
        }
    )
    grid = pd.MultiIndex.from_product([range(len(stores)), range(count)], names=["store", "product"])
    frame = grid.to_frame(index=False)
    if count * len(stores) >= 40:  # a few products are not listed in every store
        missing = rng.choice(len(frame), max(1, len(frame) // 40), replace=False)
        frame = frame[~frame.index.isin(missing)].reset_index(drop=True)
    for column in params:
        frame[column] = params[column].to_numpy()[frame["product"]]
    frame["store_id"] = stores.store_id.to_numpy()[frame["store"]]
    frame["product_id"] = products.product_id.to_numpy()[frame["product"]]
    frame["launch"] = launch[frame["product"]]
    frame["end"] = end[frame["product"]]
    frame["intermittent"] = products.intermittent.to_numpy()[frame["product"]]
    scale = stores.scale.to_numpy()[frame["store"]] * rng.lognormal(0.0, 0.25, len(frame))
    frame["level"] = products.level.to_numpy()[frame["product"]] * scale
    return frame


def _draw_life(
    rng: np.random.Generator, count: int, days: pd.DatetimeIndex, past: int
) -> tuple[np.ndarray, np.ndarray]:
    """First and last day number per product: some launched within the span, some discontinued."""
    launch, end = np.zeros(count, int), np.full(count, len(days))
    order = rng.permutation(count)
    fresh = max(1, count // 20)
    recent, earlier = order[:fresh], order[fresh : fresh + max(1, count // 14)]
    gone = order[fresh + len(earlier) : fresh + len(earlier) + max(1, count // 20)]
    launch[recent] = past - rng.integers(22, 58, len(recent))
    launch[earlier] = rng.integers(past // 4, past - 120, len(earlier))
    end[gone] = past - rng.integers(45, 200, len(gone))
    return launch, end


def _baseline(
    rng: np.random.Generator, world: Catalogue, series: pd.DataFrame, days: pd.DatetimeIndex, past: int
) -> np.ndarray:
    """Level x trend x weekly x yearly season, (S, D)."""
    at, product = np.arange(len(days)), world.products.iloc[series["product"]]
    years = (at - past) / 365.25
    trend = np.exp(np.log1p(series.growth.to_numpy())[:, None] * years)
    ramp = np.clip((at - (past - 56)) / 56, 0.0, 1.0)  # a change of the last eight weeks that stays
    trend *= 1 + series.recent.to_numpy()[:, None] * ramp
    shape = np.array([_WEEKLY[w] for w in product.weekly])
    shape = shape * rng.lognormal(0.0, 0.07, shape.shape)
    shape /= shape.mean(axis=1, keepdims=True)
    weekly = shape[:, days.dayofweek]
    angle = (
        2 * np.pi * (days.dayofyear.to_numpy()[None, :] / 365.25 - (product.peak_month.to_numpy()[:, None] - 0.5) / 12)
    )
    amplitude = product.amplitude.to_numpy()[:, None] * (product.peak_month.to_numpy()[:, None] > 0)
    yearly = np.exp(amplitude * np.cos(angle) - amplitude**2 / 4)
    december = np.exp(-0.5 * ((days.dayofyear.to_numpy() - 354) / 7.0) ** 2)
    gifts = np.where(product.peak_month.to_numpy() == 12, 1.5, 0.4)[:, None] * amplitude.clip(0.1, 0.6)
    return series.level.to_numpy()[:, None] * trend * weekly * yearly * (1 + gifts * december)


def _regular_prices(rng: np.random.Generator, world: Catalogue, days: pd.DatetimeIndex) -> np.ndarray:
    """(P, D): one rise a year, on its own date; today's price is `unit_price`."""
    products = world.products
    rise, day = rng.uniform(0.015, 0.05, len(products)), rng.integers(20, 110, len(products))
    year = days.year.to_numpy()[None, :] - (days.dayofyear.to_numpy()[None, :] < day[:, None])
    today = days[-FUTURE_DAYS - 1]
    current = today.year - (today.dayofyear < day)
    steps = np.minimum(year, current[:, None]) - current[:, None]
    return np.round(products.unit_price.to_numpy()[:, None] * (1 + rise[:, None]) ** steps, 2)


def draw_events(rng: np.random.Generator, world: Catalogue, start: date, as_of: date) -> pd.DataFrame:
    """Public holidays of the country, Black Friday, and yearly local events of single stores."""
    import holidays

    last = as_of + timedelta(days=180)
    years = range(start.year, last.year + 1)
    try:
        calendar = holidays.country_holidays(world.country, years=years, language="en_US")
    except (NotImplementedError, KeyError, ValueError):
        calendar = holidays.country_holidays(world.country, years=years)
    rows: list[tuple[date, str, str | None]] = [
        (day, part.strip(), None) for day, name in calendar.items() for part in name.split(";")
    ]
    for year in years:
        november = date(year, 11, 1)
        thursday = november + timedelta(days=(3 - november.weekday()) % 7 + 21)
        rows.append((thursday + timedelta(days=1), "Black Friday", None))
    for n, store in enumerate(world.stores.to_dict("records")):
        name = f"{store['name']} {_LOCAL_EVENTS[int(rng.integers(len(_LOCAL_EVENTS)))]}"
        soon = as_of + timedelta(days=int(rng.integers(4, 24))) if n % 2 == 0 else None
        when = soon or as_of - timedelta(days=int(rng.integers(30, 330)))
        rows += [(_same_day(when, year), name, store["store_id"]) for year in years]
    rows = [row for row in rows if start <= row[0] <= last]
    frame = pd.DataFrame(rows, columns=["date", "name", "store_id"]).drop_duplicates(["date", "name", "store_id"])
    return frame.sort_values(["date", "name"], ignore_index=True)


def _same_day(day: date, year: int) -> date:
    return day.replace(year=year, day=min(day.day, 28))


def _event_effect(world: Catalogue, series: pd.DataFrame, events: pd.DataFrame, days: pd.DatetimeIndex) -> np.ndarray:
    effect = np.ones((len(series), len(days)))
    trade = world.products.trade.to_numpy()[series["product"]]
    grocery, technical = trade == "grocery", np.isin(trade, ["electronics", "fashion", "leisure"])
    for event in events.to_dict("records"):
        at = (pd.Timestamp(event["date"]) - days[0]).days
        if not 0 <= at < len(days):
            continue
        if event["name"] == "Black Friday":
            effect[:, at] *= np.where(technical, 1.9, 1.12)
        elif event["store_id"]:
            effect[(series.store_id == event["store_id"]).to_numpy(), at] *= 1.35
        else:
            effect[:, at] *= np.where(grocery, 0.8, 0.55)
            effect[:, max(0, at - 2) : at] *= np.where(grocery, 1.16, 1.0)[:, None]
    return effect


def _draw_promotions(
    rng: np.random.Generator, series: pd.DataFrame, days: pd.DatetimeIndex, past: int
) -> tuple[np.ndarray, np.ndarray]:
    """(promo, discount), each (S, D): campaigns per product, most of them in all stores."""
    promo, discount = np.zeros((len(series), len(days)), bool), np.zeros((len(series), len(days)))
    last, stores = past + PROMOTION_DAYS, series["store"].max() + 1
    for rows in series.groupby("product").indices.values():
        if series.intermittent.iat[rows[0]] and rng.random() < 0.85:
            continue
        at = int(rng.integers(10, 60))
        while at < last:
            at += (3 - days[at].dayofweek) % 7  # campaigns begin on a Thursday
            length, cut = int(rng.choice([7, 7, 10, 14])), float(rng.choice([0.1, 0.15, 0.2, 0.25, 0.3]))
            everywhere = rng.random() < 0.75
            where = np.ones(stores, bool) if everywhere else rng.random(stores) < 0.5
            chosen = rows[where[series["store"].to_numpy()[rows]]]
            stop = min(at + length, last)
            promo[chosen, at:stop], discount[chosen, at:stop] = True, cut
            at += length + int(rng.integers(30, 85))

    return promo, discount


def _promotion_effect(series: pd.DataFrame, promo: np.ndarray, discount: np.ndarray) -> np.ndarray:
    """Uplift in proportion to the discount; in the week after a campaign people have stocked up."""
    effect = 1 + series.uplift.to_numpy()[:, None] * discount / 0.2
    after = np.zeros_like(promo)
    for back in range(1, 8):
        after[:, back:] |= promo[:, :-back]
    return effect * np.where(after & ~promo, 1 - series.dip.to_numpy()[:, None], 1.0)


def _live(series: pd.DataFrame, days: pd.DatetimeIndex) -> np.ndarray:
    at = np.arange(len(days))
    live = (at >= series.launch.to_numpy()[:, None]) & (at < series.end.to_numpy()[:, None])
    closed = ((days.month == 12) & (days.day == 25)) | ((days.month == 1) & (days.day == 1))
    return live & ~closed[None, :]


def _realise(
    rng: np.random.Generator, series: pd.DataFrame, mean: np.ndarray, days: pd.DatetimeIndex, past: int
) -> np.ndarray:
    """Whole units: negative binomial with slow common noise, or rare small orders."""
    shape = (len(series), past)
    drift = np.zeros(shape)
    shocks = rng.normal(0.0, 0.035, shape)
    for t in range(1, past):
        drift[:, t] = 0.9 * drift[:, t - 1] + shocks[:, t]
    weather = rng.normal(0.0, 0.05, (series["store"].max() + 1, past))[series["store"].to_numpy()]
    rate = mean[:, :past] * np.exp(drift + weather)
    k = series.dispersion.to_numpy()[:, None]
    regular = rng.poisson(rate * rng.gamma(k, 1 / k, shape))
    size = 1 + rng.poisson(0.5, shape)
    rare = (rng.random(shape) < rate / 1.5) * size  # mean size 1.5, so the mean stays `rate`
    return np.where(series.intermittent.to_numpy()[:, None], rare, regular).astype(np.int64)
