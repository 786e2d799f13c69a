"""A budget against the recommended orders: what they cost, what is short, and what fits."""

from __future__ import annotations

import re
from typing import Any

from rag.facts import Evidence, Fact
from rag.measures import MEASURES
from rag.plan import Filter, Scenario
from rag.queries.coverage import missing, set_coverage
from rag.queries.factbook import amount, row_subject
from rag.queries.inquiry import Inquiry
from rag.queries.recomputed import scenario_table
from rag.queries.supposing import given_number
from rag.queries.table_query import Table

__all__ = ["budget"]

#: "What do I buy first?", "which of them can I place?": the lines are asked for, not the gap
_WHICH_LINES = re.compile(
    r"\b(?:what|which)\b(?! (?:is|are|(?:would|will) be) (?:(?:the|my|our) )?"
    r"(?:gap|shortfall|rest|remainder|difference|total|left))[^?.]{0,50}"
    r"\b(?:buy|order(?! value)|orders|place|first|priorit\w+|go(?:es)? out|purchas\w+|pick|choose|take|get|fits?"
    r"|products|items|lines|afford)\b"
    r"|\bhow (?:should|do|would|can|could) (?:i|we) (?:spend|use|split|allocate|distribute)\b|\bpriorit\w+",
    re.IGNORECASE,
)
_LISTED = 12  # lines


def budget(inquiry: Inquiry, scenario: Scenario) -> Evidence:
    """Cost of everything recommended, the shortfall or what is left, and what to buy when money is short."""
    if scenario.value is None:
        return inquiry.no_data("The budget is missing: say how much there is to spend.")
    plan = inquiry.plan
    if not any(f.column == "order_qty" for f in plan.filters):
        plan = inquiry.plan = plan.with_(filters=(*plan.filters, Filter("order_qty", ">", 0)))
    query = inquiry.query("series")
    columns = [query.add(i) for i in ("order_value", "order_qty", "action", "order_by", "stockout_probability")]
    query.where(plan.filters)
    query.order.append(f"{columns[0].alias} DESC NULLS LAST")
    table = query.run()
    set_coverage(inquiry, ["order_qty"])
    if not table.rows:
        if not inquiry.coverage["checked"]:
            return inquiry.no_data(missing(inquiry, MEASURES["order_qty"], None, "series"))
        inquiry.messages.append("No order is recommended here.")
        return inquiry.evidence()
    priced = sum(r[columns[0].alias] is not None for r in table.rows)
    if not priced:
        return inquiry.no_data("The recommended orders have no value, because no unit cost is known.")
    if priced < len(table.rows):
        inquiry.messages.append("Some orders have no value, because the unit cost is not known.")
    inquiry.show(table, columns)
    _tell(inquiry, scenario, table)
    return inquiry.evidence()


def _tell(inquiry: Inquiry, scenario: Scenario, table: Table) -> None:
    query = inquiry.query("total")
    column = query.add("order_value")
    query.where(inquiry.plan.filters)
    total = query.run().rows[0]
    book, subject = inquiry.book, inquiry.scope.subject(inquiry.view)
    cost = book.measured(column, total, "total", label="cost of the recommended orders")
    if cost is None:
        return
    given, money = _money_at_hand(inquiry, scenario, cost, subject)
    scenario = Scenario("budget", money, unit="currency")
    gap = amount(cost) - money
    role, words = ("shortfall", "shortfall against the budget") if gap > 0 else ("remainder", "rest of the budget")
    book.derived(abs(gap), "currency", words, role, "difference", [cost, given], subject=subject)
    inquiry.count_fact(len(table.rows), "order lines", asked=False)
    if gap > 0:
        _what_fits(inquiry, scenario, table)


def _money_at_hand(inquiry: Inquiry, scenario: Scenario, cost: Fact, subject: dict[str, str]) -> tuple[Fact, float]:
    """The budget: the sum that was said, or the part of the cost that was."""
    value = float(scenario.value or 0)
    if scenario.relative:
        part = given_number(inquiry, 100 * value, "%", "part of the cost")
        money = amount(cost) * value
        inputs = [cost, *([part] if part else [])]
        return inquiry.book.derived(
            money, "currency", "budget", "budget", "times", inputs, subject=subject, decimals=2
        ), money
    return inquiry.book.add(
        value,
        "currency",
        "budget",
        measure="scenario_input",
        operation="given in the question",
        subject=subject,
        asked=False,
    ), value


def _what_fits(inquiry: Inquiry, scenario: Scenario, table: Table) -> None:
    """Quantities that the inventory engine buys with the money, by what each piece is expected to save."""
    bought = scenario_table(inquiry, Scenario("budget", scenario.value))
    if bought is None:
        return
    chosen: dict[tuple[Any, Any], Any] = {}
    for line in bought.to_dict("records"):
        chosen[line["store_id"], line["product_id"]] = line
    bought_lines, spent = [], 0.0
    for row, public in zip(table.rows, inquiry.rows, strict=True):
        found = chosen.get((row["store_id"], row["product_id"]))
        quantity = float(found["order_qty_scenario"] or 0) if found is not None else 0.0
        public["order_qty_in_budget"] = quantity
        if found is not None and quantity > 0:
            bought_lines.append((float(public.get("stockout_probability") or 0), row, quantity))
            spent += float(found["order_value_scenario"] or 0)
    subject, lines = inquiry.scope.subject(inquiry.view), len(bought_lines)
    which = _WHICH_LINES.search(inquiry.plan.question) is not None
    inquiry.count_fact(lines, "order lines that fit the budget", asked=which)
    inquiry.book.derived(
        spent,
        "currency",
        "cost of what fits the budget",
        "scenario_value",
        "recomputed, then summed",
        cells=lines,
        asked=which,
        table="replenishment",
        column="order_value",
        subject=subject,
    )
    if not which:
        return
    inquiry.rows.sort(key=lambda r: (r["order_qty_in_budget"] <= 0, -float(r.get("stockout_probability") or 0)))
    for _, row, quantity in sorted(bought_lines, key=lambda line: -line[0])[:_LISTED]:
        inquiry.book.derived(
            quantity,
            "units",
            "order quantity that fits the budget",
            "value",
            "recomputed",
            table="replenishment",
            column="order_qty",
            subject=row_subject("series", row, inquiry.scope, inquiry.view),
        )
