"""Stock, orders, sales and returns of a demo world: a day-by-day simulation.

A buyer orders by periodic review up to a level made from a trailing average, as people
do, so stockouts, late deliveries and overstock come about by themselves and every table
agrees with every other: sales are demand cut off by stock, open orders are what was
ordered and has not arrived, stock on hand is what is left.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

import numpy as np
import pandas as pd

from data.demo.catalogue import Catalogue, draw_lead_times
from data.demo.demand import Demand

__all__ = ["Delay", "StockHistory", "simulate_stock"]

RETURN_DAYS = 28  # a unit comes back within four weeks of its sale, or never
_REVIEWS_COVERED = (
    2.0  # review periods of demand in an order: between reviews most shelves stay above their reorder point
)
_SAFETY_Z = 1.9
_PAUSES_PER_YEAR = 1.2
MEAN_RETURN_LAG = 8.0  # days


@dataclass(frozen=True)
class Delay:
    """A supplier that is running late: orders of the last weeks take `days` longer."""

    supplier_id: str
    since: int  # day number of the first order concerned
    days: int


@dataclass
class StockHistory:
    """`sold`, `returned` (S, T) whole units; `in_stock` (S, T) False where demand was turned away."""

    sold: np.ndarray
    returned: np.ndarray
    in_stock: np.ndarray
    on_hand: np.ndarray  # (S,) at the end of as_of
    orders: pd.DataFrame  # every line: order_id, series, quantity, ordered, due, arrives (day numbers)
    delay: Delay
    skipped: np.ndarray  # (S,) bool: the buyer forgot the last orders
    overbought: np.ndarray  # (S,) bool: one far too large order


@dataclass
class _Policy:
    """What the buyer of each series does; all arrays (S,)."""

    review: np.ndarray
    offset: np.ndarray
    lead: np.ndarray
    cover_days: np.ndarray  # mean demand to be covered
    horizon_days: np.ndarray  # lead time and review period, over which demand is uncertain
    care: np.ndarray  # 1 = a careful buyer, less = too little, more = too much
    moq: np.ndarray
    multiple: np.ndarray
    stop: np.ndarray  # last day with orders
    paused: np.ndarray  # (S, T) bool: days on which the buyer overlooks the product
    big_order_on: np.ndarray
    spread: np.ndarray = field(default_factory=lambda: np.zeros(0))
    on_time: np.ndarray = field(default_factory=lambda: np.zeros(0))


def simulate_stock(rng: np.random.Generator, world: Catalogue, demand: Demand) -> StockHistory:
    """Run the shops for every past day of `demand`."""
    series, past = demand.series, demand.past
    policy, delay, skipped, overbought = _draw_policy(rng, world, demand)
    product = world.products.iloc[series["product"]]
    rate, restock = _return_rates(world, series), product.restock_share.to_numpy()
    lag = _lag_weights()
    sold, returned = np.zeros((len(series), past), np.int64), np.zeros((len(series), past + RETURN_DAYS + 1), np.int64)
    in_stock = np.ones((len(series), past), bool)
    arriving = np.zeros((len(series), past + 120), np.int64)
    early = demand.mean[:, :56].sum(axis=1) / np.maximum(demand.live[:, :56].sum(axis=1), 1)
    average = np.where(series.launch > 0, series.level, early).astype(float)
    on_hand = np.ceil(_target(policy, average) * 0.9).astype(np.int64)
    on_order = np.zeros(len(series), np.int64)
    lines: list[tuple[np.ndarray, np.ndarray, int, np.ndarray, np.ndarray]] = []
    started = series.launch.to_numpy()
    for t in range(past):
        on_hand += arriving[:, t]
        on_order -= arriving[:, t]
        want, live = demand.units[:, t], demand.live[:, t]
        sold[:, t] = np.where(live, np.minimum(want, on_hand), 0)
        in_stock[:, t] = (want <= on_hand) & (~live | (on_hand > 0))
        on_hand -= sold[:, t]
        if not live.any():  # closed: what was to be returned today comes tomorrow
            returned[:, t + 1] += returned[:, t]
            returned[:, t] = 0
        back = rng.binomial(sold[:, t], rate)
        returned[:, t + 1 : t + 1 + RETURN_DAYS] += rng.multinomial(back, lag)[:, : past + RETURN_DAYS - t]
        on_hand += rng.binomial(returned[:, t], restock)
        known = np.where(in_stock[:, t], sold[:, t], np.maximum(sold[:, t], average))  # the buyer looks past a gap
        average = np.where(live, average + (known - average) / 21, average)
        ordered, quantity = _orders_of_day(policy, t, on_hand + on_order, average, started)
        if len(ordered):
            due, arrives = _deliveries(rng, world, series, policy, delay, ordered, t)
            np.add.at(arriving, (ordered, np.minimum(arrives, past + 119)), quantity)
            on_order[ordered] += quantity
            lines.append((ordered, quantity, t, due, arrives))
    return StockHistory(
        sold,
        returned[:, :past],
        in_stock,
        on_hand,
        _order_lines(lines, series, world, demand),
        delay,
        skipped,
        overbought,
    )


def _return_rates(world: Catalogue, series: pd.DataFrame) -> np.ndarray:
    return world.products.true_return_rate.to_numpy()[series["product"]]


def _lag_weights() -> np.ndarray:
    """Chance that a returned unit comes back 1, 2, ... days after its sale."""
    k = np.arange(1, RETURN_DAYS + 1)
    weights = k * np.exp(-2 * k / MEAN_RETURN_LAG)  # gamma of shape 2
    return weights / weights.sum()


def _draw_policy(
    rng: np.random.Generator, world: Catalogue, demand: Demand
) -> tuple[_Policy, Delay, np.ndarray, np.ndarray]:
    series, past, count = demand.series, demand.past, len(demand.series)
    product = world.products.iloc[series["product"]].reset_index(drop=True)
    supplier = world.suppliers.set_index("supplier_id").loc[product.supplier_id].reset_index()
    lead, review = supplier.lead_time_days.to_numpy(), supplier.review_period_days.to_numpy()
    live_end = series.end.to_numpy()
    ordinary = (live_end > past) & (series.launch.to_numpy() < past - 90)
    draw = rng.random(count)
    care = np.where(draw < 0.10, rng.uniform(0.72, 0.88, count), rng.uniform(1.0, 1.25, count))
    care = np.where(draw > 0.92, rng.uniform(1.6, 2.2, count), care)
    order = rng.permutation(np.flatnonzero(ordinary))
    few = max(1, count // 12)
    skipped, overbought = np.zeros(count, bool), np.zeros(count, bool)
    skipped[order[:few]], overbought[order[few : 2 * few]] = True, True
    delay = _draw_delay(rng, world, past)
    policy = _Policy(
        review=review.astype(int),
        offset=rng.integers(0, 7, len(world.suppliers))[
            world.suppliers.reset_index().set_index("supplier_id")["index"].loc[product.supplier_id].to_numpy()
        ],
        lead=lead,
        cover_days=lead + _REVIEWS_COVERED * review,
        horizon_days=lead + review,
        care=care,
        moq=product.moq.to_numpy(),
        multiple=product.order_multiple.to_numpy(),
        stop=live_end - lead.astype(int) - 14,
        paused=_draw_pauses(rng, past, (lead + review).astype(int), skipped),
        big_order_on=np.where(overbought, past - lead.astype(int) - rng.integers(12, 30, count), -1),
        spread=supplier.lead_spread.to_numpy(),
        on_time=supplier.lead_on_time.to_numpy(),
    )
    return policy, delay, skipped, overbought


def _draw_pauses(rng: np.random.Generator, past: int, horizon: np.ndarray, skipped: np.ndarray) -> np.ndarray:
    """Once or twice a year a product is overlooked for a while and runs out; `skipped` ones are so now."""
    days = np.arange(past)
    paused = skipped[:, None] & (days >= past - horizon[:, None] - 9)
    for _ in range(max(1, round(past / 365 * _PAUSES_PER_YEAR))):
        start = rng.integers(0, max(1, past - 120), len(horizon))
        length = horizon + rng.integers(6, 26, len(horizon))
        paused |= (days >= start[:, None]) & (days < (start + length)[:, None])
    return paused


def _draw_delay(rng: np.random.Generator, world: Catalogue, past: int) -> Delay:
    """A supplier of middling size, so that some of its orders are late and most shelves are full."""
    sizes = world.products.supplier_id.value_counts().sort_index().sort_values(kind="stable")
    supplier = str(sizes.index[len(sizes) // 2])
    lead = float(world.suppliers.set_index("supplier_id").lead_time_days[supplier])
    return Delay(supplier, past - int(lead) - 10, int(rng.integers(7, 12)))


def _target(policy: _Policy, average: np.ndarray) -> np.ndarray:
    """Order-up-to level: mean demand to be covered plus a safety stock for its spread."""
    uncertain = average * policy.horizon_days
    spread = np.sqrt(1.4 * uncertain + (0.15 * uncertain) ** 2)
    return policy.care * (average * policy.cover_days + _SAFETY_Z * spread)


def _orders_of_day(
    policy: _Policy, t: int, position: np.ndarray, average: np.ndarray, launch: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Rows that order today, and how much: up to the target, at least the MOQ, in whole packs."""
    due = (t + policy.offset) % policy.review == 0
    target = np.ceil(_target(policy, average))
    big = policy.big_order_on == t
    need = np.where(big, average * 120, target - position)
    may = (t < policy.stop) & (t >= launch - policy.lead - policy.review) & ~policy.paused[:, t]
    rows = np.flatnonzero((((need >= 1) & due) | big) & may)
    lot = np.maximum(need[rows], policy.moq[rows])
    return rows, (np.ceil(lot / policy.multiple[rows]) * policy.multiple[rows]).astype(np.int64)


def _deliveries(
    rng: np.random.Generator, world: Catalogue, series: pd.DataFrame, policy: _Policy, delay: Delay,
    rows: np.ndarray, t: int,
) -> tuple[np.ndarray, np.ndarray]:  # fmt: skip
    """(due, arrives) day numbers; the lines of one store and supplier travel together."""
    supplier = world.products.supplier_id.to_numpy()[series["product"].to_numpy()[rows]]
    load = series["store"].to_numpy()[rows].astype(str).astype(object) + supplier
    _, first, inverse = np.unique(load.astype(str), return_index=True, return_inverse=True)
    at = rows[first]
    takes = draw_lead_times(rng, policy.lead[at], policy.spread[at], policy.on_time[at])
    takes = takes + np.where((supplier[first] == delay.supplier_id) & (t >= delay.since), delay.days, 0)
    return t + policy.lead[rows].astype(int), t + takes[inverse]


def _order_lines(
    lines: list[tuple[np.ndarray, np.ndarray, int, np.ndarray, np.ndarray]],
    series: pd.DataFrame, world: Catalogue, demand: Demand,
) -> pd.DataFrame:  # fmt: skip
    """All order lines with their numbers; one order per day, supplier and store."""
    frame = pd.DataFrame(
        {
            "series": np.concatenate([rows for rows, *_ in lines]),
            "quantity": np.concatenate([quantity for _, quantity, *_ in lines]),
            "ordered": np.concatenate([np.full(len(rows), t) for rows, _, t, *_ in lines]),
            "due": np.concatenate([due for *_, due, _ in lines]),
            "arrives": np.concatenate([arrives for *_, arrives in lines]),
        }
    )
    store = series["store"].to_numpy()[frame["series"]]
    supplier = world.products.supplier_id.to_numpy()[series["product"].to_numpy()[frame["series"]]]
    numbers = frame.assign(store=store, supplier=supplier).groupby(["ordered", "supplier", "store"]).ngroup()
    frame["order_id"] = [f"PO-{20001 + n}" for n in numbers]
    frame["supplier_id"] = supplier
    origin = demand.days[0].date()
    for column in ("ordered", "due", "arrives"):
        frame[f"{column}_on"] = [origin + timedelta(days=int(d)) for d in frame[column]]
    return frame
