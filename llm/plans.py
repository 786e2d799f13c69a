"""Plans of every kind over a catalogue, and the briefs of what they gather: facts of real runs for training rows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING, Any

from data.workspace import Workspace
from rag.measures import MEASURES
from rag.plan import Entities, Filter, Plan, Scenario, Sort, Window

if TYPE_CHECKING:
    from llm.briefs import Brief

__all__ = ["random_plan", "sampled_evidence"]

_VALUES = [m.id for m in MEASURES.values() if m.grain == "series" and m.id not in ("reason", "count", "alert_count")]
_RANKED = ("expected_sales", "order_value", "days_of_cover", "revenue_90d", "wape", "trend_pct_28d", "on_hand")
_SETS = (
    ("order_qty", "product_supplier", "order_by"), ("reorder_point", "safety_stock"), ("on_hand", "on_order"),
    ("wape", "bias_pct"), ("abc_class", "xyz_class"), ("days_of_cover", "stockout_date"), ("on_order", "due_on"),
)  # fmt: skip
_FILTERS = (
    (Filter("order_qty", ">", 0),), (Filter("action", "=", "excess"),), (Filter("abc_class", "=", "A"),),
    (Filter("order_qty", ">", 0), Filter("action", "in", ("order_now", "expedite"))), (Filter("trend", "=", "rising"),),
)  # fmt: skip


def sampled_evidence(workspace: Workspace, rng: Random, tries: int) -> Iterator[list[Brief]]:
    """The briefs of random plans over the served run; plans that find nothing are passed over."""
    from llm.briefs import briefs
    from rag.gather import Gatherer

    gatherer = Gatherer(workspace)
    view = gatherer.view
    session = view.session()
    try:
        series = session.rows("SELECT store_id, product_id FROM replenishment ORDER BY store_id, product_id")
        things = session.rows("SELECT DISTINCT category, supplier_id FROM products ORDER BY category, supplier_id")
    finally:
        session.close()
    for _ in range(tries if series else 0):
        plan = random_plan(rng, series, things, view.as_of, view.last_day)
        evidence = gatherer.gather(plan)
        if evidence.status == "answered" and evidence.facts:
            yield briefs(plan, evidence)


def random_plan(rng: Random, series: list[dict], things: list[dict], as_of: Any, last: Any) -> Plan:
    """One plan: a value, a list, a ranking, a comparison, a scenario or an explanation."""
    row, thing = rng.choice(series), rng.choice(things)
    one = Entities(products=(row["product_id"],), stores=(row["store_id"],))
    window = _window(rng, as_of, last)
    kind = rng.random()
    if kind < 0.35:
        return Plan("value", (rng.choice(_VALUES),), one, window, levels=(rng.choice((0.1, 0.5, 0.9)),))
    if kind < 0.5:
        return Plan("value", rng.choice(_SETS), one)
    if kind < 0.6:
        group = [Entities(stores=(row["store_id"],)), Entities()]
        group += [Entities(categories=(thing["category"],))] if thing["category"] else []
        group += [Entities(suppliers=(thing["supplier_id"],))] if thing["supplier_id"] else []
        return Plan(
            "value", (rng.choice(("expected_sales", "order_value", "on_hand", "wape")),), rng.choice(group), window
        )
    if kind < 0.7:
        where = Entities(stores=(row["store_id"],))
        return Plan(
            rng.choice(("list", "count")), ("order_qty",), where, filters=rng.choice(_FILTERS), group_by="series"
        )
    if kind < 0.8:
        measure = rng.choice(_RANKED)
        where = Entities(stores=(row["store_id"],))
        sort = Sort(measure, rng.random() < 0.6)
        return Plan("rank", (measure,), where, window, sort=sort, limit=rng.choice((1, 3, 5)), group_by="product")
    if kind < 0.88:
        other = rng.choice([s["product_id"] for s in series if s["store_id"] == row["store_id"]])
        two = Entities(products=tuple(dict.fromkeys((row["product_id"], other))), stores=(row["store_id"],))
        return Plan("compare", (rng.choice(_RANKED),), two, window, difference=rng.random() < 0.5)
    if kind < 0.94:
        change = rng.choice((Scenario("demand", 0.2, relative=True), Scenario("lead_time", 10.0, unit="days"),
                             Scenario("cycle_service_level", 0.99), Scenario("skip_order")))  # fmt: skip
        measure = {"demand": "expected_sales", "cycle_service_level": "safety_stock"}.get(change.kind, "order_qty")
        return Plan("whatif", (measure,), one, window, scenario=change)
    return Plan("explain", (rng.choice(("order_qty", "order_up_to", "stockout_probability")),), one)


def _window(rng: Random, as_of: Any, last: Any) -> Window:
    reach = max(1, (last - as_of).days)
    days, label = rng.choice(((1, "tomorrow"), (7, "next 7 days"), (14, "next 14 days")))
    days = min(days, reach)
    start = as_of + timedelta(days=1)
    return Window("forecast", start, as_of + timedelta(days=days), label, start, as_of + timedelta(days=days))
