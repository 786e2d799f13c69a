"""Random briefs of every kind, and sentences with the place and the role of every value.

The main source of training rows: unlimited, of known truth, with names and values that no single data set has.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING

from llm.phrasing import names as bank
from llm.phrasing.combos import COMBOS
from llm.phrasing.compose import realise
from llm.phrasing.values import random_fact, random_window
from rag.facts import Fact, extreme
from rag.measures import MEASURES
from rag.plan import Filter, Plan, Scenario, Sort

if TYPE_CHECKING:
    from llm.briefs import Brief

__all__ = ["random_brief", "random_subject", "sample_sentences"]

_SKIPPED = frozenset({"sales_quantile", "returns_quantile", "reason", "count", "alert_count"})
_SERIES = [m.id for m in MEASURES.values() if m.grain == "series" and m.id not in _SKIPPED]
_SUPPLIER = [m.id for m in MEASURES.values() if m.grain == "supplier"]
_PRODUCT = [m.id for m in MEASURES.values() if m.grain == "product"]
_TOTALS = ["expected_sales", "expected_returns", "actual_sales", "actual_revenue", "on_hand", "on_order", "order_qty",
           "order_value", "revenue_90d", "safety_stock", "avg_daily_28d", "expected_lost_units", "wape", "bias_pct",
           "trend_pct_28d", "return_rate_pct", "days_of_cover", "coverage_80", "expected_daily_sales"]  # fmt: skip
_RANKED = ["expected_sales", "actual_sales", "order_value", "order_qty", "revenue_90d", "days_of_cover", "wape",
           "stockout_probability", "trend_pct_28d", "on_hand", "expected_lost_units", "return_rate_pct", "cv",
           "expected_returns", "bias_pct", "safety_stock", "promo_uplift_pct", "stockout_date", "order_by"]  # fmt: skip
#: What people ask first is met more often than its share of the measures.
_FREQUENT = ["expected_sales", "order_qty", "on_hand", "days_of_cover", "stockout_probability",
             "trend_pct_28d", "wape", "order_by", "stockout_date", "peak_day", "reorder_point", "safety_stock",
             "expected_returns", "actual_sales", "on_order", "bias_pct", "return_rate_pct", "promo_uplift_pct",
             "peak_weekday", "eoq"]  # fmt: skip
_NOUNS = ("products", "products in stores", "order lines", "alerts", "stores", "open orders", "notes", "suppliers",
          "critical alerts", "categories", "days")  # fmt: skip
_CURRENCIES = ("EUR", "EUR", "EUR", "USD", "GBP", "CHF", "SEK")


def random_subject(rng: Random, kind: str = "series") -> dict[str, str]:
    """Names that a value may be said of."""
    if kind == "supplier":
        return {"supplier": bank.supplier_name(rng)}
    if kind == "product":
        return {"product": bank.product_name(rng)}
    if kind == "series":
        return {"product": bank.product_name(rng), "store": bank.store_name(rng)}
    options: tuple[dict[str, str], ...] = (
        {"store": bank.store_name(rng)}, {}, {"product": bank.product_name(rng)}, {"category": bank.category_name(rng)},
        {"category": bank.category_name(rng), "store": bank.store_name(rng)}, {"supplier": bank.supplier_name(rng)},
        {"supplier": bank.supplier_name(rng), "store": bank.store_name(rng)},
    )  # fmt: skip
    return rng.choice(options)


def _facts(ids: list[str], rng: Random, subject: dict[str, str]) -> list[Fact]:
    """Facts of one subject with one window per side."""
    currency = rng.choice(_CURRENCIES)
    ahead, back = random_window(rng), random_window(rng, "history")
    found = []
    for number, id in enumerate(ids, 1):
        name, level = id, None
        if id.startswith(("sales_quantile", "returns_quantile")):
            name, _, tail = id.rpartition("_")
            level = float(tail) / 100
        window = back if MEASURES[name].table == "sales" else ahead
        found.append(random_fact(name, rng, number, subject, window, level, currency))
    quantiles = sorted((f for f in found if f.level is not None), key=lambda f: f.level or 0)
    ordered = sorted(float(f.value) for f in quantiles)  # type: ignore[arg-type]
    swap = {f.id: replace(f, value=v) for f, v in zip(quantiles, ordered, strict=True)}
    return [swap.get(f.id, f) for f in found]


def _value_brief(rng: Random) -> Brief:
    """One fact of a series, a total, a supplier or a product."""
    from llm.grouping import tell_facts

    kind = rng.random()
    if kind < 0.07:
        ids, subject = [rng.choice(_SUPPLIER)], random_subject(rng, "supplier")
    elif kind < 0.13:
        ids, subject = [rng.choice(_PRODUCT)], random_subject(rng, "product")
    elif kind < 0.35:
        ids, subject = [rng.choice(_TOTALS)], random_subject(rng, "total")
    elif kind < 0.45:
        level = rng.choice((5, 10, 25, 50, 75, 90, 95))
        ids, subject = [f"{rng.choice(('sales', 'sales', 'returns'))}_quantile_{level}"], random_subject(rng)
    else:
        ids, subject = [rng.choice(_FREQUENT if rng.random() < 0.6 else _SERIES)], random_subject(rng)
    facts = _facts(ids, rng, subject)
    if ids[0] in _TOTALS and "product" not in subject and rng.random() < 0.25:
        facts = [replace(facts[0], label=f"total {facts[0].label}")]
    elif rng.random() < 0.08:
        facts = [_derived(facts[0], rng)]
    return _with_lead(tell_facts(facts)[0], rng)


def _derived(fact: Fact, rng: Random) -> Fact:
    """A share or another derived value, which is told by its own label."""
    whole = rng.choice(("all stores", "all products", bank.store_name(rng), f"the {bank.category_name(rng)} category"))
    if rng.random() < 0.5:
        return replace(fact, value=rng.uniform(0, 100), unit="%", measure="share", level=None,
                       label=f"share of the {fact.label} of {whole}")  # fmt: skip
    label = rng.choice(("total {}", "{} per day", "largest {}", "average {}")).format(fact.label)
    return replace(fact, label=label, measure="value") if isinstance(fact.value, float) else fact


def _with_lead(brief: Brief, rng: Random) -> Brief:
    role = brief.lines[0].role
    if role in ("trend_pct_28d", "on_order", "order_qty") and rng.random() < 0.3:
        positive = float(brief.facts[0].value) > 0  # type: ignore[arg-type]
        lead = "Yes" if positive else "No"
        if role == "trend_pct_28d" and rng.random() < 0.5:
            lead = "No" if positive else "Yes"
        return replace(brief, lead=lead)
    return brief


def _several_brief(rng: Random) -> Brief:
    """Two to four facts: a set that is asked together, or any set."""
    from llm.grouping import tell_facts
    from llm.phrasing.combos import _roles

    if rng.random() < 0.65:
        ids = sorted(_roles(rng.choice(COMBOS)[0]))
        subject = random_subject(rng) if rng.random() < 0.85 else random_subject(rng, "total")
    else:
        pool = _SERIES if rng.random() < 0.5 else _FREQUENT
        ids, subject = rng.sample(pool, rng.choice((2, 2, 2, 3, 3, 4))), random_subject(rng)
        sides = [i for i in ids if MEASURES[i].windowed]
        ids = [i for i in ids if not (MEASURES[i].table == "sales" and len(sides) > 1)] or ids[:1]
    rng.shuffle(ids)
    return _with_lead(tell_facts(_facts(ids, rng, subject))[0], rng)


def _some_names(rng: Random, count: int) -> list[str]:
    names = [bank.product_name(rng)]
    while len(names) < count:
        name = bank.near_twin(rng.choice(names), rng) if rng.random() < 0.15 else bank.product_name(rng)
        if name not in names:
            names.append(name)
    rng.shuffle(names)
    return names


_CONDITIONS: tuple[tuple[Filter, ...], ...] = (
    (Filter("order_qty", ">", 0),), (Filter("order_qty", ">", 0), Filter("action", "in", ("order_now", "expedite"))),
    (Filter("action", "=", "excess"),), (Filter("abc_class", "=", "A"), Filter("xyz_class", "=", "X")),
    (Filter("trend", "=", "rising"),), (Filter("abc_class", "=", "C"),), (),
    (Filter("action", "=", "order_soon"),), (Filter("severity", "=", "critical"),),
    (Filter("trend", "=", "falling"), Filter("abc_class", "=", "A")),
)  # fmt: skip


def _list_brief(rng: Random) -> Brief:
    """A count with its condition and the first names."""
    from llm.content import _listed
    from rag.facts import Evidence

    filters = rng.choice(_CONDITIONS)
    if rng.random() < 0.35:
        day = random_window(rng)[1]
        filters = (Filter("stockout_date", "<=", day),)
    elif rng.random() < 0.3:
        column = rng.choice(("days_of_cover", "wape", "stockout_probability", "return_rate_pct"))
        filters = (Filter(column, rng.choice(("<", ">")), float(rng.randint(1, 90))),)
    count = rng.choice((0, 1, 2, 3, 4, 5, 6, 8, 12, 17, 31, 64, 160, 1204))
    intent = "count" if rng.random() < 0.3 else "list"
    noun = rng.choice(_NOUNS) if intent == "count" else rng.choice(("products", "products in stores", "order lines"))
    noun = noun.replace("ies", "y", 1) if count == 1 and noun == "categories" else noun
    noun = noun[:-1] if count == 1 and noun.endswith("s") and noun != "products in stores" else noun
    noun = "product in a store" if count == 1 and noun == "products in stores" else noun
    subject = rng.choice((random_subject(rng, "total"), {"store": bank.store_name(rng)}))
    fact = Fact("f1", float(count), "", noun, measure="count", subject=subject, decimals=0, operation="count")
    rows = tuple({"name": n} for n in _some_names(rng, min(count, 8))) if count else ()
    rows += tuple({"name": f"more {i}"} for i in range(count - len(rows)))
    plan = Plan(intent, filters=filters)  # type: ignore[arg-type]
    return _listed(plan, Evidence("answered", (fact,), rows), [fact])[0]


def _rank_brief(rng: Random) -> Brief:
    """A ranking: one to three names with their values, or the ones that follow."""
    from llm.content import _ranked

    id = rng.choice(_RANKED)
    count = rng.choice((1, 1, 2, 3, 3, 5))
    store = rng.random() < 0.7
    base = {"store": bank.store_name(rng)} if store else {}
    if rng.random() < 0.15:
        named = [{"store": bank.store_name(rng)} for _ in range(count)]
        named = [n | {"product": "p"} for n in named]
        product = bank.product_name(rng)
        named = [{"product": product, "store": n["store"]} for n in named]
        base = {}
    else:
        named = [{"product": n} for n in _some_names(rng, count)]
    window = random_window(rng, "history" if MEASURES[id].table == "sales" else "forecast")
    currency = rng.choice(_CURRENCIES)
    facts = [random_fact(id, rng, i, base | n, window, None, currency) for i, n in enumerate(named, 1)]
    descending = rng.random() < 0.65
    ordered = sorted((f.value for f in facts), reverse=descending)  # type: ignore[type-var]
    facts = [replace(f, value=v) for f, v in zip(facts, ordered, strict=True)]
    plan = Plan("rank", (id,), sort=Sort(id, descending), limit=count)
    if rng.random() < 0.5:
        top = facts[0]
        label = extreme(top.label, descending)
        facts.append(Fact(f"f{count + 1}", next(iter(named[0].values())), "", label, measure="winner",
                          subject=top.subject, inputs=(top.id,)))  # fmt: skip
    return rng.choice(_ranked(plan, facts))


def _compare_brief(rng: Random) -> Brief:
    """Two things or two periods, with winner and difference where there are."""
    from llm.comparisons import compared

    id = rng.choice(_RANKED[:15])
    two = _some_names(rng, 2)
    store = bank.store_name(rng)
    shape = rng.random()
    subjects = [{"product": n, "store": store} for n in two]
    if shape < 0.3:
        subjects = [{"product": two[0], "store": s} for s in rng.sample(bank._STORES, 2)]
    elif shape < 0.4:
        id, subjects = rng.choice(_SUPPLIER[:4]), [{"supplier": n} for n in rng.sample(bank._SUPPLIERS, 2)]
    windows = [random_window(rng, "history" if MEASURES[id].table == "sales" else "forecast")] * 2
    if shape > 0.85:
        id, subjects = "expected_sales", [subjects[0]] * 2
        windows = [random_window(rng), random_window(rng)]
    currency = rng.choice(_CURRENCIES)
    facts = [
        random_fact(id, rng, i, s, w, None, currency) for i, (s, w) in enumerate(zip(subjects, windows, strict=True), 1)
    ]
    a, b = facts
    if isinstance(a.value, str) or a.value == b.value or (windows[0][2] == windows[1][2] and shape > 0.85):
        return _value_brief(rng)
    descending = rng.random() < 0.8
    best = max(facts, key=lambda f: f.value) if descending else min(facts, key=lambda f: f.value)  # type: ignore[arg-type,return-value]
    own = [v for k, v in best.subject.items() if a.subject.get(k) != b.subject.get(k)] or [best.window_label]
    if rng.random() < 0.8:
        label = f"{'higher' if descending else 'lower'} {a.label}"
        facts.append(Fact("f3", own[0], "", label, measure="winner", inputs=("f1", "f2"), start=a.start, end=a.end,
                          window_label=a.window_label))  # fmt: skip
    if rng.random() < 0.6 and isinstance(a.value, float) and isinstance(b.value, float):
        facts.append(Fact("f4", abs(a.value - b.value), a.unit, f"difference in {a.label}", measure="difference",
                          inputs=("f1", "f2"), decimals=a.decimals))  # fmt: skip
    return compared(Plan("compare", (id,)), facts)[0]


def _whatif_brief(rng: Random) -> Brief:
    """Now against then under a scenario."""
    from llm.content import _scenario

    scenario = rng.choice((
        Scenario("demand", rng.choice((0.1, 0.15, 0.2, 0.25, 0.3, 0.5, -0.1, -0.15, -0.2, -0.5)), relative=True),
        Scenario("lead_time", float(rng.randint(2, 40)), unit="days"),
        Scenario("lead_time", float(rng.randint(1, 14)), added=True, unit="days"),
        Scenario("cycle_service_level", rng.choice((0.9, 0.95, 0.97, 0.98, 0.99))), Scenario("skip_order"),
        Scenario("late_order", float(rng.randint(1, 21)), unit="days"),
        Scenario("budget", float(rng.randint(100, 90000))),
    ))  # fmt: skip
    id = rng.choice(("expected_sales", "order_qty", "safety_stock", "reorder_point", "stockout_probability",
                     "order_value", "days_of_cover", "expected_lost_units", "protection_mean"))  # fmt: skip
    subject = random_subject(rng) if rng.random() < 0.8 else random_subject(rng, "total")
    (now,) = _facts([id], rng, subject)
    (then,) = _facts([id], rng, subject)
    then = replace(then, id="f2", measure="scenario_value", operation="scenario", inputs=("f1",), unit=now.unit,
                   start=now.start, end=now.end, window_label=now.window_label)  # fmt: skip
    facts = [now, then] if rng.random() < 0.75 else [then]
    return _scenario(Plan("whatif", (id,), scenario=scenario), facts)[0]


_KINDS: tuple[tuple[float, Callable[[Random], Brief]], ...] = (
    (0.36, _value_brief), (0.68, _several_brief), (0.79, _list_brief), (0.87, _rank_brief), (0.95, _compare_brief),
    (1.01, _whatif_brief),
)  # fmt: skip


def random_brief(rng: Random) -> Brief:
    """A brief of any kind, made of random facts by the same content planning as real ones."""
    draw = rng.random()
    return next(make for share, make in _KINDS if draw < share)(rng)


def sample_sentences(rng: Random, n: int) -> list[tuple[str, list[tuple[int, int, str, int]], Brief]]:
    """`n` sentences, each with (start, end, role, line index) of its values, and their brief.

    The text is what the model writes (`llm.briefs.finish` adds dates to it). Line index i is `brief.lines[i]`.
    """
    found = []
    for _ in range(n):
        brief = random_brief(rng)
        told = realise(brief, rng)
        found.append((told.text, list(told.spans), brief))
    return found
