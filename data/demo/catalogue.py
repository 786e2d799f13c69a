"""Who and what is in a demo world: stores, products, suppliers, drawn from the banks by a seed.

The banks hold several hundred product names in some forty categories. Names are drawn by
family, so a world has near-duplicates on purpose (`Oat Milk 1L`, `Oat Milk 1L Barista`)
and partial names that fit several products.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

import numpy as np
import pandas as pd

__all__ = ["Catalogue", "draw_catalogue", "load_banks"]

#: Share of the worlds in which two suppliers begin with the same word.
_SHARED_SUPPLIER_WORD = 0.25
_TRADE_WEIGHT = {"grocery": 3.0, "hardware": 3.0}  # what a demo is mostly about; other trades count once
_GOODS_LEAD_DAYS = (5, 8, 3, 11, 6, 4)  # shortest of a band of four days, so that a world has quick and slow suppliers
_ORDER_MULTIPLES = (1, 4, 6, 8, 12, 24)


@dataclass(frozen=True)
class Catalogue:
    """Entities of one world. The frames carry the public columns and, beside them, the hidden
    ones that drive the simulation (`level`, `weekly`, `amplitude`, `true_return_rate` ...)."""

    country: str
    currency: str
    stores: pd.DataFrame  # store_id, name, region, scale
    products: pd.DataFrame  # the public columns and the hidden ones, in the order of product_id
    suppliers: pd.DataFrame  # the public columns and lead_mean, lead_sd, on_time


@lru_cache(maxsize=1)
def load_banks() -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """(categories, places): the categories of all product banks, and cities and supplier names."""
    folder = resources.files("data.demo") / "banks"
    categories: list[dict[str, Any]] = []
    for name in ("food", "home", "personal"):
        categories += tomllib.loads((folder / f"{name}.toml").read_text(encoding="utf-8"))["category"]
    return categories, tomllib.loads((folder / "places.toml").read_text(encoding="utf-8"))


def draw_catalogue(rng: np.random.Generator, stores: int, products: int, suppliers: int) -> Catalogue:
    """Draw a world's entities; the same generator state gives the same catalogue."""
    categories, places = load_banks()
    country = places["country"][int(rng.integers(len(places["country"])))]
    chosen = _draw_categories(rng, categories, products)
    supplier_frame = _draw_suppliers(rng, places["suppliers"], suppliers, chosen)
    return Catalogue(
        country=country["code"],
        currency=country["currency"],
        stores=_draw_stores(rng, country["cities"], stores),
        products=_draw_products(rng, chosen, products, supplier_frame),
        suppliers=supplier_frame,
    )


def _draw_stores(rng: np.random.Generator, cities: list[str], count: int) -> pd.DataFrame:
    order = rng.permutation(len(cities))
    rows = []
    for i in range(count):
        city, region = cities[order[i % len(cities)]].split(": ")
        suffix = "" if i < len(cities) else f" {('North', 'South', 'East', 'West')[(i // len(cities) - 1) % 4]}"
        rows.append((f"S{i + 1:02d}", city + suffix, region, float(np.clip(rng.lognormal(0.0, 0.28), 0.55, 1.8))))
    return pd.DataFrame(rows, columns=["store_id", "name", "region", "scale"])


def _draw_categories(rng: np.random.Generator, categories: list[dict[str, Any]], products: int) -> list[dict[str, Any]]:
    """Half of the categories from one trade, the rest from anywhere, one of them slow spare parts."""
    count = int(np.clip(round(products / 7), 2, 8))
    trades = sorted({c["trade"] for c in categories if sum(o["trade"] == c["trade"] for o in categories) >= 3})
    weights = np.array([_TRADE_WEIGHT.get(t, 1.0) for t in trades])
    main = str(rng.choice(trades, p=weights / weights.sum()))
    regular = [c for c in categories if not c.get("intermittent")]
    slow = [c for c in categories if c.get("intermittent")]
    own = [c for c in regular if c["trade"] == main]
    other = [c for c in regular if c["trade"] != main]
    take_slow = 1 if count >= 3 else 0
    take_own = min(len(own), (count - take_slow + 1) // 2)
    chosen = [own[i] for i in rng.permutation(len(own))[:take_own]]
    chosen += [other[i] for i in rng.permutation(len(other))[: count - take_slow - take_own]]
    if take_slow:
        chosen.append(slow[int(rng.integers(len(slow)))])
    return chosen


def _draw_suppliers(
    rng: np.random.Generator, bank: dict[str, list[str]], count: int, categories: list[dict[str, Any]]
) -> pd.DataFrame:
    """Distinct names; food comes quickly and often, goods take longer, one at least 10 days."""
    trades = [c["trade"] for c in categories]
    food_share = max(1, round(count * trades.count("grocery") / len(trades))) if "grocery" in trades else 0
    first = [bank["first"][i] for i in rng.permutation(len(bank["first"]))[:count]]
    if count >= 4 and rng.random() < _SHARED_SUPPLIER_WORD:
        first[-1] = first[0]
    names: list[str] = []
    rows = []
    for i in range(count):
        food = i < food_share
        tails = [t for t in bank["food" if food else "goods"] if f"{first[i]} {t}" not in names]
        names.append(f"{first[i]} {tails[int(rng.integers(len(tails)))]}")
        lead = (
            int(rng.integers(2, 5)) if food else int(_GOODS_LEAD_DAYS[i % len(_GOODS_LEAD_DAYS)] + rng.integers(0, 4))
        )
        if i == count - 1 and count > 1:
            lead = int(rng.integers(10, 17))
        spread = round(float(lead * rng.uniform(0.12, 0.32)), 1)
        on_time = float(rng.uniform(0.74, 0.96))
        true_mean, true_sd, true_on_time = lead_time_moments(lead, spread, on_time)
        rows.append(
            {
                "supplier_id": f"V{i + 1:02d}",
                "name": names[i],
                "lead_time_days": float(lead),
                "lead_time_sd_days": round(true_sd, 1),
                "review_period_days": float(rng.choice([1, 2, 3, 7] if food else [7, 7, 7, 5, 10])),
                "order_cost": float(rng.choice([12, 15, 18, 25, 30, 35, 40, 55])),
                "on_time_rate": round(true_on_time, 2),
                "payment_terms": str(rng.choice(bank["payment_terms"])),
                "food": food,
                "lead_mean": true_mean,
                "lead_spread": spread,
                "lead_on_time": on_time,
            }
        )
    return pd.DataFrame(rows)


def lead_time_moments(lead: float, spread: float, on_time: float) -> tuple[float, float, float]:
    """Mean, standard deviation and share on time of the realised whole-day lead times."""
    draws = draw_lead_times(np.random.default_rng(0), np.full(20_000, lead), spread, on_time)
    return float(draws.mean()), float(draws.std()), float((draws <= lead).mean())


def draw_lead_times(
    rng: np.random.Generator, lead: np.ndarray, spread: np.ndarray | float, on_time: np.ndarray | float
) -> np.ndarray:
    """Whole days, at least 1. Most deliveries come on the promised day or a little before it;
    the rest are late, some of them by much: real lead times lean to the right."""
    early = -0.5 * rng.random(lead.shape)
    late = 0.8 + 2.4 * rng.beta(1.2, 3.0, lead.shape)
    drawn = lead + spread * np.where(rng.random(lead.shape) < on_time, early, late)
    return np.maximum(1, np.rint(drawn)).astype(int)


def _draw_products(
    rng: np.random.Generator, categories: list[dict[str, Any]], count: int, suppliers: pd.DataFrame
) -> pd.DataFrame:
    quota = np.full(len(categories), count // len(categories))
    quota[: count % len(categories)] += 1
    rows: list[dict[str, Any]] = []
    turn = {True: 0, False: 0}
    for category, wanted in zip(categories, quota, strict=True):
        food = category["trade"] == "grocery"
        same_kind = suppliers[suppliers.food == food]
        pool = (same_kind if len(same_kind) else suppliers).index.to_numpy()
        home = int(pool[turn[food] % len(pool)])
        turn[food] += 1
        for n, (name, price, level) in enumerate(_draw_family_members(rng, category, int(wanted))):
            at = home if rng.random() < 0.75 else int(pool[int(rng.integers(len(pool)))])
            rows.append(
                _product_row(rng, category, f"{category['code']}-{101 + n}", name, price, level, suppliers.iloc[at])
            )
    frame = pd.DataFrame(rows)
    _spread_suppliers(frame, suppliers)
    return frame.sort_values("product_id", ignore_index=True)


def _draw_family_members(
    rng: np.random.Generator, category: dict[str, Any], wanted: int
) -> list[tuple[str, float, float]]:
    """(name, price, units per day): families in random order, two or three members of most."""
    members: list[tuple[str, float, float]] = []
    left: list[tuple[str, float, float]] = []
    for i in rng.permutation(len(category["products"])):
        base, variants, price, level = (part.strip() for part in category["products"][i].split("|"))
        take = int(rng.choice([1, 2, 3], p=[0.25, 0.45, 0.3]))
        for n, variant in enumerate(v.strip() for v in variants.split(";")):
            scale = 1.0 if n == 0 else float(rng.uniform(1.1, 1.35 + 0.35 * n))
            share = 1.0 if n == 0 else float(rng.uniform(0.35, 0.95))
            entry = (f"{base} {variant}", _price_point(float(price) * scale), float(level) * share)
            (members if n < take else left).append(entry)
    return (members + left)[:wanted]


def _price_point(price: float) -> float:
    """A price as shops write it: ending in 9 or 5 cents."""
    return round(max(0.35, round(price * 10) / 10 - 0.01), 2) if price < 20 else round(price) - 0.05


def _product_row(
    rng: np.random.Generator, category: dict[str, Any], product_id: str, name: str, price: float, level: float,
    supplier: pd.Series,
) -> dict[str, Any]:  # fmt: skip
    slow = bool(category.get("intermittent", False))
    weekly_units = level * 7
    fitting = [m for m in _ORDER_MULTIPLES if m <= max(1.0, weekly_units * 0.6)]
    multiple = int(rng.choice(fitting[-3:]))
    packs = max(1, round(weekly_units * float(rng.choice([0.0, 0.3, 0.6, 1.0])) / multiple))
    return {
        "product_id": product_id,
        "name": name,
        "category": category["name"],
        "supplier_id": supplier["supplier_id"],
        "unit_cost": round(price * (1 - category["margin"] * float(rng.uniform(0.85, 1.15))), 2),
        "unit_price": price,
        "moq": float(multiple * packs),
        "order_multiple": float(multiple),
        "level": level * float(rng.lognormal(0.0, 0.2)),
        "weekly": category["weekly"],
        "trade": category["trade"],
        "peak_month": int(category["peak_month"]),
        "amplitude": float(category["amplitude"]) * float(rng.uniform(0.7, 1.3)),
        "true_return_rate": float(np.clip(category["return_rate"] * rng.lognormal(0.0, 0.35), 0.001, 0.3)),
        "restock_share": float(category["restock"]),
        "intermittent": slow,
    }


def _spread_suppliers(products: pd.DataFrame, suppliers: pd.DataFrame) -> None:
    """Every supplier delivers something: one without products takes over from the largest."""
    for supplier_id in suppliers.supplier_id:
        if not (products.supplier_id == supplier_id).any() and len(products) > len(suppliers):
            largest = products.supplier_id.value_counts().sort_index().idxmax()
            mine = products.index[products.supplier_id == largest]
            products.loc[mine[: max(1, len(mine) // 3)], "supplier_id"] = supplier_id
