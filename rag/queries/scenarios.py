"""What if: demand, lead time, service level, budget, a skipped or late order, a supplier that stops."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from rag.facts import Evidence, Fact
from rag.measures import MEASURES
from rag.plan import DISCOUNT, Filter, Scenario
from rag.queries.asked_change import asks_the_change
from rag.queries.budget import budget
from rag.queries.factbook import amount
from rag.queries.inquiry import Inquiry
from rag.queries.moved_stock import taken, transfer
from rag.queries.one_of_group import one_of_group
from rag.queries.order_lines import order_lines
from rag.queries.order_rows import open_rows
from rag.queries.other_quantities import other_quantity
from rag.queries.pricing import price
from rag.queries.recomputed import recomputed, scenario_table
from rag.queries.spans import Span
from rag.queries.supposing import COUNTED_IN, base_facts, given_number, scenario_fact
from rag.queries.values import values

__all__ = ["whatif"]


def whatif(inquiry: Inquiry) -> Evidence:
    """Run a `whatif` plan; without a scenario it is an ordinary value."""
    scenario = inquiry.plan.scenario
    if scenario is None:
        return values(inquiry)
    handlers: dict[str, Callable[[Inquiry, Scenario], Evidence]] = {
        "demand": _demand,
        "promotion": _demand,
        "price": price,
        "quantity": other_quantity,
        "transfer": transfer,
        "taken": taken,
        "lead_time": _lead_time,
        "cycle_service_level": _service_level,
        "budget": budget,
        "skip_order": _skip,
        "late_order": _late,
        "cancel_order": _cancelled,
        "supplier_down": _down,
    }
    evidence = handlers[scenario.kind](inquiry, scenario)
    told = any(f.asked for f in inquiry.book.facts)
    return evidence if told or scenario.kind == "transfer" else _as_it_is(inquiry, evidence)


def _as_it_is(inquiry: Inquiry, evidence: Evidence) -> Evidence:
    """Today's figures where the scenario cannot be computed; the messages say why."""
    asked = tuple(m.id for m in inquiry.measures(None) if m.table in ("replenishment", "stats"))
    known = base_facts(inquiry, asked, None) if asked else {}
    return inquiry.evidence() if known else evidence


def _demand(inquiry: Inquiry, scenario: Scenario) -> Evidence:
    """Demand times a factor: forecasts scale exactly; orders and risks are recomputed."""
    span = inquiry.span()
    if span is not None and span.empty:
        return inquiry.no_data(span.message)
    wanted = inquiry.measures(span)
    scaled = tuple(m.id for m in wanted if m.windowed and m.additivity == "sum" and m.kind == "number")
    others = tuple(m.id for m in wanted if m.table == "replenishment")
    if not scaled and not others:
        scaled = ("expected_sales",)
    given, factor = _factor(inquiry, scenario)
    if factor is None:
        return inquiry.no_data("The size of the change is missing: say by how many percent demand changes.")
    if scenario.unit == DISCOUNT:
        inquiry.messages.append("How much a discount of that size does is not known; past promotions are taken.")
    if scenario.kind == "demand" and scenario.unit:
        return one_of_group(inquiry, scenario, scaled or ("expected_sales",), span, given, factor)
    words = "in the scenario" if scenario.kind == "demand" else "on promotion"
    for base in base_facts(inquiry, scaled, span).values():
        value = amount(base) * factor if scenario.relative or scenario.kind == "promotion" else _shifted(base, scenario)
        fact = scenario_fact(inquiry, base, value, words, "times", [base, *given])
        if not inquiry.plan.difference:
            inquiry.book.derived(
                value - amount(base), base.unit, f"change of {base.label}", "difference", "difference", [fact, base],
                subject=base.subject, start=base.start, end=base.end, window_label=base.window_label,
                asked=_asks_change(inquiry.plan.question, scenario),
            )  # fmt: skip
        if inquiry.rows:
            inquiry.rows[0]["scenario"] = round(value, 6)
        if base.measure == "expected_sales" and _SHORT.search(inquiry.plan.question) and not _less(scenario):
            _shortfall(inquiry, fact)
    if others:
        recomputed(inquiry, others, scenario)
    return inquiry.evidence("answered" if inquiry.book.facts else "no_data")


#: "By how many units would today's stock fall short?"
_SHORT = re.compile(
    r"\b(?:fall|be|run|come|are|is|go)(?:s|ing)? (?:\w+ )?short\b"
    r"(?! of (?:the |our |your |my )?(?:forecast|plan|target|budget))"
    r"|\bshortfall\b|\bshort of\b(?! (?:the |our |your |my )?(?:forecast|plan|expect|target|budget))"
    r"|\b(?:missing|lack\w*)\b[^?]{0,30}\bstock\b|\bstock\b[^?]{0,30}\b(?:missing|lack\w*|not cover)\b",
    re.IGNORECASE,
)


def _less(scenario: Scenario) -> bool:
    """Less demand than forecast: what is short then are sales, not stock."""
    return scenario.value is not None and scenario.value < 0 and (scenario.relative or scenario.added)


def _asks_change(question: str, scenario: Scenario) -> bool:
    """Is the change itself asked for: "how many of them are extra?", "10% below forecast, how many are we short?"."""
    if _SHORT.search(question):
        return _less(scenario)
    return asks_the_change(question)


def _shortfall(inquiry: Inquiry, demand: Fact) -> None:
    """What the stock on hand lacks for that demand, of one product in one store."""
    stock = base_facts(inquiry, ("on_hand",), None, asked=False).get("on_hand") if inquiry.scope.one_series() else None
    if stock is not None:
        inquiry.book.derived(
            max(amount(demand) - amount(stock), 0.0), demand.unit, "shortfall of the stock on hand", "shortfall",
            "difference, at least 0", [demand, stock], subject=demand.subject, start=demand.start, end=demand.end,
            window_label=demand.window_label,
        )  # fmt: skip


def _factor(inquiry: Inquiry, scenario: Scenario) -> tuple[list[Fact], float | None]:
    if scenario.kind == "promotion" and scenario.value is None:
        facts = base_facts(inquiry, ("promo_uplift_pct",), None)
        inquiry.rows.clear()
        fact = facts.get("promo_uplift_pct")
        return list(facts.values()), 1.0 + amount(fact) / 100.0 if fact else None
    if scenario.value is None:
        return [], None
    relative = scenario.relative or scenario.kind == "promotion"
    given = given_number(
        inquiry,
        abs(scenario.value) * 100.0 if relative else scenario.value,
        "%" if relative else "units",
        "change of demand",
    )
    return [given] if given else [], 1.0 + scenario.value if relative else 1.0


def _shifted(base: Fact, scenario: Scenario) -> float:
    value = scenario.value or 0.0
    return amount(base) + value if scenario.added else value


def _lead_time(inquiry: Inquiry, scenario: Scenario) -> Evidence:
    """Another lead time: the demand within it, and what the order would be."""
    told = "lead_time_days" in inquiry.plan.measures
    today = base_facts(inquiry, ("lead_time_days",), None, asked=told)
    inquiry.rows.clear()
    inquiry.messages.clear()
    lead = today.get("lead_time_days")
    days = scenario.value
    if days is None or (scenario.added and lead is None):
        return inquiry.no_data("The lead time to compute with is missing: say how many days.")
    if scenario.added and lead is not None:
        given_number(inquiry, abs(days), "days", "change of the lead time")
        days += amount(lead)
    if scenario.relative and lead is not None:
        given_number(inquiry, abs(days) * 100.0, "%", "change of the lead time")
        days = amount(lead) * (1.0 + days)
    given = given_number(inquiry, days, "days", "lead time in the scenario")
    if told and lead is not None:
        scenario_fact(inquiry, lead, days, "in the scenario", "as supposed", [lead, *([given] if given else [])])
    _protection(inquiry, lead, days, given)
    measures = {m.id for m in inquiry.measures(inquiry.span(), fallback=("reorder_point",))}
    span = inquiry.span() if inquiry.plan.window and inquiry.plan.window.asked else _first_steps(inquiry, days)
    if span is not None and not span.empty and ("expected_sales" in measures or not measures):
        base_facts(inquiry, ("expected_sales",), span)
    stock = tuple(i for i in inquiry.plan.measures if MEASURES[i].table == "replenishment" and i not in _DAYS)
    asked = bool(stock) or not {"expected_sales", "protection_days"} & measures
    recomputed(inquiry, stock or ("reorder_point", "order_qty"), Scenario("lead_time", days), asked)
    return inquiry.evidence("answered" if inquiry.book.facts else "no_data")


#: Told from the lead time as it is and as it is supposed; the engine is not asked for them.
_DAYS = ("lead_time_days", "review_period_days", "protection_days")


def _protection(inquiry: Inquiry, lead: Fact | None, days: float, given: Fact | None) -> None:
    """ "How many days would the protection period be?": it grows as the lead time does."""
    if "protection_days" not in inquiry.plan.measures or lead is None:
        return
    base = base_facts(inquiry, ("protection_days",), None).get("protection_days")
    inquiry.rows.clear()
    if base is not None:
        inputs = [base, lead, *([given] if given else [])]
        value = amount(base) - amount(lead) + days
        scenario_fact(inquiry, base, value, "in the scenario", "with the supposed lead time", inputs)


def _first_steps(inquiry: Inquiry, days: float) -> Span:
    from datetime import timedelta

    from rag.plan import Window
    from rag.queries.spans import resolve_span

    start = inquiry.view.as_of + timedelta(days=1)
    count = max(1, round(days))
    span = resolve_span(
        inquiry.view, Window("forecast", start, start + timedelta(days=count - 1), f"first {count} days")
    )
    if span.message:
        inquiry.messages.append(span.message)
    return span


#: "... and what is the level that you calculate with now?"
_LEVEL_NOW = re.compile(
    r"\blevel\b[^?.]{0,30}\b(?:now|today|currently|at present|at the moment)\b"
    r"|\b(?:current|present|today's) (?:cycle )?(?:service )?level\b"
    r"|\blevel (?:(?:that|which) )?(?:it|they|this)?(?:'s| is| are)? ?(?:built|based|set|planned|calculated|behind)\b"
    r"|\b(?:what is|what's|which is|and) (?:the|its|our) (?:cycle )?service level\b(?! (?:of|at|to|is|were|was) \d)",
    re.IGNORECASE,
)


def _service_level(inquiry: Inquiry, scenario: Scenario) -> Evidence:
    """Another cycle service level: safety stock and reorder point today and then."""
    level = scenario.value
    if level is None:
        return inquiry.no_data("The service level to compute with is missing: say how many percent.")
    level = level / 100.0 if level >= 1.0 else level
    given_number(inquiry, level * 100.0, "%", "cycle service level in the scenario")
    wanted = tuple(m.id for m in inquiry.measures(None, fallback=("safety_stock",)) if m.table == "replenishment")
    recomputed(inquiry, wanted or ("safety_stock",), Scenario("cycle_service_level", level))
    base_facts(inquiry, ("cycle_service_level",), None, asked=bool(_LEVEL_NOW.search(inquiry.plan.question)))
    return inquiry.evidence("answered" if inquiry.book.facts else "no_data")


_HOW_LONG = re.compile(r"\bhow (?:long|many days)\b", re.IGNORECASE)


def _skip(inquiry: Inquiry, scenario: Scenario) -> Evidence:
    """No order now: the risk as it stands, which is without the recommended order, and after it."""
    ids: tuple[str, ...] = ("order_qty", "stockout_probability", "stockout_date", "expected_lost_units")
    if not inquiry.scope.one_series():
        ids = ("order_qty", "order_value", "expected_lost_units")
    elif "days_of_cover" in inquiry.plan.measures or _HOW_LONG.search(inquiry.plan.question):
        ids = ("order_qty", "days_of_cover", *ids[1:])
    ids = tuple(dict.fromkeys((ids[0], *(m for m in inquiry.plan.measures if m == "order_value"), *ids[1:])))
    facts = base_facts(inquiry, ids, None)
    base_facts(inquiry, ("on_hand", "order_by", "days_of_cover"), None, asked=False)
    if not facts:
        return inquiry.no_data(*inquiry.messages[:1])
    rows = list(inquiry.rows)
    after = _after_ordering(inquiry, scenario)
    inquiry.rows = rows if after is None else inquiry.rows
    return inquiry.evidence()


def _after_ordering(inquiry: Inquiry, scenario: Scenario) -> Any:
    """Risks with the recommended order placed, to set beside those without it."""
    table = scenario_table(inquiry, scenario)
    if table is None or len(table) != 1:
        return None
    row = table.iloc[0]
    for measure_id in ("stockout_probability", "expected_lost_units"):
        value, wanted = row[f"{measure_id}_planned"], MEASURES[measure_id]
        if value is not None:
            inquiry.book.derived(
                float(value) * wanted.scale,
                wanted.unit,
                f"{wanted.label} with the recommended order placed",
                "scenario_value",
                "recomputed",
                subject=inquiry.scope.subject(inquiry.view),
                asked=False,
            )
            inquiry.rows[0][f"{measure_id}_with_order"] = float(value)
    return table


def _late(inquiry: Inquiry, scenario: Scenario) -> Evidence:
    """Open orders that come later: the new dates, and the risk until then."""
    from datetime import timedelta

    from rag.queries.orders import open_orders

    delay, asked = int(scenario.value or 0), inquiry.plan
    given_number(inquiry, scenario.value, "days", "delay of the open orders")
    number = tuple(f for f in asked.filters if f.column == "order_id")
    due = "first_due" if number else "due_on"
    inquiry.plan = asked.with_(intent="value", measures=(due,), group_by=None, filters=number, window=None)
    (order_lines if number else open_orders)(inquiry)
    for fact in [f for f in inquiry.book.facts if f.measure == due]:
        if isinstance(fact.value, date) and delay:
            inquiry.book.derived(
                fact.value + timedelta(days=delay),
                "",
                "delivery in the scenario",
                "scenario_value",
                "plus days",
                [fact],
                subject=fact.subject,
            )
    if inquiry.scope.one_series() or not number:
        recomputed(inquiry, ("stockout_date", "stockout_probability", "expected_lost_units"), scenario)
    return inquiry.evidence("answered" if inquiry.book.facts else "no_data")


def _cancelled(inquiry: Inquiry, scenario: Scenario) -> Evidence:
    """Open orders that never arrive: position without them, and orders and risks computed again."""
    number = (Filter("order_id", "=", scenario.unit),) if scenario.unit else ()
    lines = open_rows(inquiry, filters=number)
    if not lines:
        which = f"called {scenario.unit} " if scenario.unit else ""
        return inquiry.no_data(f"There is no open order {which}for that.")
    units = sum(float(line["quantity"] or 0) for line in lines)
    numbers = {str(line["order_id"]) for line in lines}
    if scenario.unit:
        scenario = replace(scenario, unit=min(numbers))
    asked = [m for m in inquiry.plan.measures if m in MEASURES]
    counted = tuple(m for m in asked if m in COUNTED_IN)
    if "reorder_gap" in counted and "inventory_position" not in counted:
        counted = ("inventory_position", *counted)
    bases = base_facts(inquiry, counted, None) if counted else {}
    gone = inquiry.book.derived(
        units, "units", "units on the cancelled orders" if len(numbers) > 1 else "units on the cancelled order",
        "cancelled_units", "sum over the order lines", table="open_orders", key=inquiry.scope.key(), column="quantity",
        cells=len(lines), subject=inquiry.scope.subject(inquiry.view), decimals=0,
    )  # fmt: skip
    for base in bases.values():
        scenario_fact(inquiry, base, amount(base) - units, "in the scenario", "minus the cancelled units", [base, gone])
    others = tuple(m for m in asked if MEASURES[m].table == "replenishment" and m not in COUNTED_IN)
    if others or not counted:
        recomputed(inquiry, others or ("order_qty", "stockout_date"), scenario)
    return inquiry.evidence()


def _down(inquiry: Inquiry, scenario: Scenario) -> Evidence:
    """A supplier that delivers nothing for some days: what runs out in that time."""
    from datetime import timedelta

    from rag.queries.listing import lists

    days = int(scenario.value or 14)
    given_number(inquiry, float(days), "days", "days without deliveries")
    until = inquiry.view.as_of + timedelta(days=days)
    condition: Any = Filter("days_of_cover", "<", days)
    inquiry.plan = inquiry.plan.with_(
        intent="list", measures=("days_of_cover",), filters=(condition,), group_by="series"
    )
    evidence = lists(inquiry)
    inquiry.messages.append(f"Counted with the stock on hand alone, until {until.isoformat()}.")
    return evidence if evidence.status == "no_data" else inquiry.evidence()
