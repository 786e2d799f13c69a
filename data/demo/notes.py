"""Supply-chain notes of a demo world. Every figure that a table also holds is read from the table."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import lru_cache, partial
from importlib import resources
from typing import Any

import numpy as np
import pandas as pd

from data.demo.catalogue import Catalogue
from data.demo.demand import Demand
from data.demo.stock import StockHistory

__all__ = ["draw_notes"]

NOTES_PER_PRODUCT = 1.7
_OLDEST_DAYS = 400
_CURRENCY_SYMBOL = {"EUR": "EUR", "GBP": "GBP", "USD": "USD"}


@lru_cache(maxsize=1)
def _texts() -> dict[str, dict[str, list[str]]]:
    path = resources.files("data.demo") / "banks" / "notes.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


class _NoteWriter:
    """Collects notes with unique titles and, as far as possible, unique dates."""

    def __init__(self, rng: np.random.Generator, as_of: date) -> None:
        self.rng = rng
        self.as_of = as_of
        self.rows: list[dict[str, Any]] = []
        self.truth: list[dict[str, Any]] = []
        self._titles: set[str] = set()
        self._free_days = [int(d) for d in rng.permutation(np.arange(12, _OLDEST_DAYS))]

    def add(
        self, kind: str, values: dict[str, Any], link: dict[str, str] | None = None, days_ago: int | None = None
    ) -> None:
        """Write one note of `kind`; `link` may hold supplier_id, product_id and store_id."""
        texts, rng = _texts()[kind], self.rng
        if days_ago is None:
            days_ago = self._free_days.pop() if self._free_days else int(rng.integers(12, _OLDEST_DAYS))
        day = self.as_of - timedelta(days=days_ago)
        words = {"day": _long_date(day), **{k: _told(v) for k, v in values.items()}}
        title = self._title([t.format(**words) for t in texts["titles"]], day)
        parts = [str(rng.choice(texts[part])).format(**words) for part in ("openings", "facts", "closings")]
        if rng.random() < 0.35:  # a second closing sentence, another one
            more = [c.format(**words) for c in texts["closings"]]
            parts += [str(rng.choice([c for c in more if c not in parts]))] if len(more) > 1 else []
        self.rows.append({"date": day, "title": title, "body": " ".join(parts), **(link or {})})
        figures = {k: v for k, v in values.items() if not isinstance(v, str)}
        self.truth.append({"title": title, "kind": kind, "facts": json.dumps(figures, default=str, sort_keys=True)})

    def _title(self, candidates: list[str], day: date) -> str:
        for i in self.rng.permutation(len(candidates)):
            if candidates[i].lower() not in self._titles:
                self._titles.add(candidates[i].lower())
                return candidates[i]
        base = candidates[int(self.rng.integers(len(candidates)))]
        for suffix in (f", {day:%B %Y}", f", {_long_date(day)}", *(f", part {n}" for n in range(2, 50))):
            if (base + suffix).lower() not in self._titles:
                self._titles.add((base + suffix).lower())
                return base + suffix
        raise AssertionError("out of titles")  # 50 notes of one kind on one thing and one day

    def frames(self) -> tuple[pd.DataFrame, pd.DataFrame]:
        """(notes, truth), oldest first."""
        order = sorted(range(len(self.rows)), key=lambda i: (self.rows[i]["date"], self.rows[i]["title"]))
        ids = [f"N{n + 1:03d}" for n in range(len(order))]
        columns = ["note_id", "date", "title", "body", "supplier_id", "product_id", "store_id"]
        notes = pd.DataFrame(
            [{"note_id": i, **self.rows[at]} for i, at in zip(ids, order, strict=True)], columns=columns
        )
        truth = pd.DataFrame([{"note_id": i, **self.truth[at]} for i, at in zip(ids, order, strict=True)])
        return notes, truth[["note_id", "kind", "facts"]]


def draw_notes(
    rng: np.random.Generator, world: Catalogue, demand: Demand, stock: StockHistory,
    tables: dict[str, pd.DataFrame], as_of: date,
) -> tuple[pd.DataFrame, pd.DataFrame]:  # fmt: skip
    """(notes, truth): contracts, delays, quality, recalls, prices, calendars, shops and general."""
    writer = _NoteWriter(rng, as_of)
    _supplier_notes(writer, world, demand, stock)
    _life_notes(writer, world, demand)
    _quality_notes(writer, world, tables["sales"], as_of)
    _promotion_notes(writer, world, tables["promotions"], demand)
    _store_notes(writer, world, tables["events"])
    _general_notes(writer)
    target = max(len(writer.rows) + 4, round(NOTES_PER_PRODUCT * len(world.products)))
    for write in _product_notes(writer, world):
        if len(writer.rows) >= target:
            break
        write()
    return writer.frames()


def _supplier_notes(writer: _NoteWriter, world: Catalogue, demand: Demand, stock: StockHistory) -> None:
    rng, as_of = writer.rng, writer.as_of
    for supplier in world.suppliers.to_dict("records"):
        own = world.products.category[world.products.supplier_id == supplier["supplier_id"]]
        base = {
            "supplier": supplier["name"],
            "categories": " and ".join(sorted(set(own))[:2]) or "general goods",
            "currency": _CURRENCY_SYMBOL.get(world.currency, world.currency),
        }
        link = {"supplier_id": supplier["supplier_id"]}
        writer.add("contract_lead", {**base, "lead": supplier["lead_time_days"]}, link=link)
        writer.add(
            "contract_terms",
            {**base, "terms": supplier["payment_terms"], "order_cost": supplier["order_cost"]},
            link=link,
        )
        writer.add("performance", {**base, "on_time": round(100 * supplier["on_time_rate"], 1)}, link=link)
        if rng.random() < 0.5:
            writer.add("order_days", {**base, "review": supplier["review_period_days"]}, link=link)
        if rng.random() < 0.6:
            begin, length = as_of + timedelta(days=int(rng.integers(20, 60))), int(rng.integers(4, 12))
            until = begin + timedelta(days=length - 1)
            writer.add("closure", {**base, "from_day": begin, "to_day": until, "length": length}, link=link)
        if rng.random() < 0.6:
            begin = as_of + timedelta(days=int(rng.integers(15, 75)))
            writer.add("price_rise", {**base, "rise": round(float(rng.uniform(1.5, 7.5)), 1), "from_day": begin},
                       days_ago=int(rng.integers(2, 40)), link=link)  # fmt: skip
        if supplier["supplier_id"] == stock.delay.supplier_id:
            since = demand.days[stock.delay.since].date()
            writer.add("delay", {**base, "delay": stock.delay.days, "from_day": since},
                       days_ago=int(rng.integers(1, 6)), link=link)  # fmt: skip
        elif rng.random() < 0.4:
            writer.add("past_delay", {**base, "length": int(rng.integers(3, 15))}, link=link)


def _life_notes(writer: _NoteWriter, world: Catalogue, demand: Demand) -> None:
    """Launches and ends of products, on the days that the sales show."""
    for rows in demand.series.groupby("product").indices.values():
        first = demand.series.iloc[rows[0]]
        launch, end, item = int(first["launch"]), int(first["end"]), world.products.iloc[int(first["product"])]
        if launch > 0:
            day = demand.days[launch].date()
            ago = (writer.as_of - day).days
            values = {**_about(world, item), "from_day": day, "weeks": int(writer.rng.integers(4, 13))}
            writer.add(
                "launch", values, days_ago=max(1, ago - int(writer.rng.integers(0, 15))), link=_product_link(item)
            )
        if end < demand.past:
            day = demand.days[end - 1].date()
            values = {**_about(world, item), "to_day": day, "cut": int(writer.rng.choice([20, 30, 40, 50]))}
            ago = (writer.as_of - day).days
            writer.add("discontinued", values, days_ago=max(1, ago - 1 - int(writer.rng.integers(0, 20))),
                       link=_product_link(item))  # fmt: skip


def _quality_notes(writer: _NoteWriter, world: Catalogue, sales: pd.DataFrame, as_of: date) -> None:
    """The three products with the highest return rate, with the rate that `sales` shows."""
    year = sales[sales.date > as_of - timedelta(days=365)].groupby("product_id")[["units_sold", "units_returned"]].sum()
    year = year[year.units_sold >= 50]
    rate = (100 * year.units_returned / year.units_sold).sort_values(ascending=False, kind="stable")
    products = world.products.set_index("product_id", drop=False)
    for product_id in rate.index[:3]:
        values = {**_about(world, products.loc[product_id]), "rate": round(float(rate[product_id]), 1)}
        writer.add(
            "quality", values, days_ago=int(writer.rng.integers(1, 4)), link=_product_link(products.loc[product_id])
        )


def _promotion_notes(writer: _NoteWriter, world: Catalogue, promotions: pd.DataFrame, demand: Demand) -> None:
    """Up to four campaigns that begin after as_of, as the promotions table has them."""
    products = world.products.set_index("product_id", drop=False)
    planned = promotions[promotions.on_promo]
    begun = {demand.series.product_id[s] for s in np.flatnonzero(demand.promo[:, demand.past - 1])}
    candidates = sorted(set(planned.product_id) - begun)
    for i in writer.rng.permutation(len(candidates))[:4]:
        rows = planned[planned.product_id == candidates[i]]
        first = rows.date.min()
        run = rows[rows.date < first + timedelta(days=20)]
        if run.date.max() == promotions.date.max():
            continue  # cut off by the end of the plan, so its length is not known
        regular = promotions[(promotions.product_id == candidates[i]) & ~promotions.on_promo]
        if regular.empty:
            continue
        length = (run.date.max() - first).days + 1
        cut = round(100 * (1 - run.price.median() / regular.price.median()))
        values = {**_about(world, products.loc[candidates[i]]), "from_day": first, "length": length, "cut": cut}
        writer.add(
            "promo_plan",
            values,
            days_ago=int(writer.rng.integers(3, 30)),
            link=_product_link(products.loc[candidates[i]]),
        )


def _store_notes(writer: _NoteWriter, world: Catalogue, events: pd.DataFrame) -> None:
    rng = writer.rng
    for store in world.stores.to_dict("records"):
        link, base = {"store_id": store["store_id"]}, {"store": store["name"]}
        coming = events[(events.store_id == store["store_id"]) & (events.date > writer.as_of)]
        if len(coming) and (coming.date.min() - writer.as_of).days < 45:
            first = coming.sort_values("date").iloc[0]
            writer.add("store_event", {**base, "event": first["name"], "from_day": first["date"]},
                       days_ago=int(rng.integers(2, 20)), link=link)  # fmt: skip
        kind = str(rng.choice(["store_delivery", "store_count", "store_works"]))
        values = {
            "hours": int(rng.integers(2, 6)),
            "units": int(rng.integers(6, 90)),
            "length": int(rng.integers(3, 21)),
        }
        writer.add(kind, {**base, **values}, link=link)


def _general_notes(writer: _NoteWriter) -> None:
    """Notes about no product, supplier or shop in particular."""
    rng = writer.rng
    writer.add("freight", {"rise": round(float(rng.uniform(2, 9)), 1)})
    writer.add("port", {"length": int(rng.integers(3, 12))})
    for _ in range(2):
        writer.add("policy", {})


def _product_notes(writer: _NoteWriter, world: Catalogue) -> Iterator[Callable[[], None]]:
    """An endless supply of notes on products in random order."""
    rng = writer.rng
    while True:
        for i in rng.permutation(len(world.products)):
            item = world.products.iloc[i]
            kinds = ["moq", "moq", "recall", "pack_change", "substitute"]
            kinds += ["shelf_life"] * (item.trade in ("grocery", "pet", "pharmacy", "garden"))
            kind = str(rng.choice(kinds))
            siblings = world.products[(world.products.category == item.category) & (world.products.index != i)]
            if kind == "substitute" and siblings.empty:
                kind = "moq"
            values = {
                **_about(world, item),
                "moq": item.moq,
                "multiple": item.order_multiple,
                "batch": f"{chr(65 + int(rng.integers(26)))}{int(rng.integers(100, 999))}",
                "units": int(rng.integers(8, 120)),
                "life": int(rng.choice([10, 14, 21, 30, 60, 90, 180])),
                "cases": int(rng.integers(18, 96)),
                "other": siblings.name.iloc[int(rng.integers(len(siblings)))] if len(siblings) else "",
            }
            yield partial(writer.add, kind, values, _product_link(item))


def _about(world: Catalogue, item: pd.Series) -> dict[str, Any]:
    supplier = world.suppliers.name[world.suppliers.supplier_id == item["supplier_id"]].iloc[0]
    return {"product": item["name"], "category": item["category"], "supplier": supplier}


def _product_link(item: pd.Series) -> dict[str, str]:
    return {"product_id": item["product_id"], "supplier_id": item["supplier_id"]}


def _long_date(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _told(value: Any) -> str:
    if isinstance(value, date):
        return _long_date(value)
    if isinstance(value, (float, np.floating)):
        return f"{value:.0f}" if float(value).is_integer() else f"{value:g}"
    return str(value)
