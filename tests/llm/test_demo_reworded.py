# ruff: noqa: E501 - a question is read on one line
"""What can be answered in one wording, asked in others: whole weeks, levels, limits, counts, conditions told first."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.llm.demo_world import expected_units, select, value_of


@pytest.mark.parametrize(
    "said",
    [
        "Units sold at {s} in the latest finished week (Monday to Sunday), everything counted?",
        "What did {s} sell in the most recent calendar week that is over?",
        "In the week ending last Sunday, how many pieces went out at {s}?",
    ],
)
def test_the_last_whole_week(assistant, connection, as_of, stores, said):
    name, store_id = stores[0]
    sunday = as_of - timedelta(as_of.isoweekday() % 7)
    sql = "SELECT sum(units_sold) FROM sales WHERE store_id = ? AND date::DATE BETWEEN ? AND ?"
    units = select(connection, sql, store_id, sunday - timedelta(6), sunday)[0][0]
    assert value_of(assistant.ask(said.format(s=name)), "actual_sales") == pytest.approx(units)


def test_the_one_before_it_is_as_long(assistant, as_of, stores):
    plan = assistant.ask(f"Units sold in {stores[0][0]}: last full week and the one before it.").plan
    sunday = as_of - timedelta(as_of.isoweekday() % 7)
    assert (plan.second_window.start, plan.second_window.end) == (sunday - timedelta(13), sunday - timedelta(7))


@pytest.mark.parametrize(
    "said",
    [
        "How far down may {p} go at {s} until we have to reorder?",
        "From how many units on is {p} reordered in {s}?",
        "{p}, {s}: reorder at how many units?",
        "How low can {p} get in {s} before it has to be ordered again?",
    ],
)
def test_the_reorder_point(assistant, connection, sold, said):
    product, product_id, store, store_id = sold
    sql = "SELECT reorder_point FROM replenishment WHERE product_id = ? AND store_id = ?"
    answer = assistant.ask(said.format(p=product, s=store))
    assert value_of(answer, "reorder_point") == pytest.approx(select(connection, sql, product_id, store_id)[0][0])


def test_how_many_are_left_when_an_order_comes_is_no_reorder_point(assistant, sold):
    product, _, store, _ = sold
    plan = assistant.ask(f"How many units of {product} are left in {store} when the next order arrives?").plan
    assert "reorder_point" not in plan.measures


@pytest.mark.parametrize(
    ("said", "op"),
    [
        ("Which suppliers need more than {n} days to deliver? Exactly {n} days counts too.", ">="),
        ("Which suppliers need more than {n} days? {n} days themselves count as well.", ">="),
        ("Which suppliers need more than {n} days to deliver? Whoever takes exactly {n} days should be left out.", ">"),
        ("Suppliers with a lead time above {n} days; those at exactly {n} days are out.", ">"),
    ],
)
def test_what_becomes_of_the_limit_itself(assistant, connection, said, op):
    days = [d for (d,) in select(connection, "SELECT lead_time_days FROM suppliers ORDER BY 1")]
    n = int(days[len(days) // 2])
    told = assistant.ask(said.format(n=n))
    sql = (
        f"SELECT name FROM suppliers WHERE lead_time_days {op} ? AND supplier_id IN (SELECT supplier_id FROM products)"
    )
    assert {r["name"] for r in told.rows} == {r for (r,) in select(connection, sql, n)}


@pytest.mark.parametrize(
    "said",
    [
        "Don't count what is gone already in {s}. Which three products have the fewest days of cover?",
        "Among the products in {s} with anything left on the shelf, which 3 have the least days of cover?",
        "lowest days of cover {s}, top 3, only items with stock",
        "{s}: of the products that are still in stock, which three have the shortest days of cover?",
    ],
)
def test_what_is_gone_is_left_out_of_a_ranking(assistant, stores, said):
    plan = assistant.ask(said.format(s=stores[0][0])).plan
    assert (plan.intent, plan.limit, plan.sort.descending) == ("rank", 3, False)
    assert [(f.column, f.op, f.value) for f in plan.filters] == [("on_hand", ">", 0)]


@pytest.mark.parametrize(
    "said",
    [
        "What runs out in {s} in the next 14 days without anything being on order?",
        "Which products will be gone at {s} within 14 days and nobody has ordered them yet?",
        "Which items at {s} won't last 14 days and have no open order?",
        "{s}: sold out in 14 days and no order placed yet - which products?",
    ],
)
def test_nothing_of_it_is_on_order(assistant, stores, said):
    plan = assistant.ask(said.format(s=stores[0][0])).plan
    assert plan.intent == "list"
    assert ("on_order", "<=", 0) in [(f.column, f.op, f.value) for f in plan.filters]
    assert {"stockout_date", "days_of_cover"} & {f.column for f in plan.filters}


@pytest.mark.parametrize(
    ("said", "falls"),
    [
        ("what 3 products are up the most in {s}, percent wise, last 28 days", False),
        ("what 3 products are down the most in {s}, percent wise, last 28 days", True),
        ("Which 3 products in {s} are doing worst over the last 28 days in percent?", True),
        ("Which products in {s} are doing worse than four weeks ago, the 3 worst ones in percent?", True),
    ],
)
def test_what_moved_most(assistant, stores, said, falls):
    plan = assistant.ask(said.format(s=stores[0][0])).plan
    assert (plan.intent, plan.limit, plan.sort.measure) == ("rank", 3, "trend_pct_28d")
    assert plan.sort.descending is not falls


@pytest.mark.parametrize(
    "said",
    [
        "My limit for {v} is {n}, says finance. If I place all the orders you recommend with them, what is the total and how far above the limit does that put me?",
        "Our ceiling with {v} is {n}. All recommended orders with them placed: total, and by how much do we exceed the ceiling?",
        "Maximum for {v}: {n} euros, so says my boss. What do all your recommended orders there come to, and by how much do they go beyond it?",
    ],
)
def test_a_limit_of_money(assistant, connection, said):
    name, value = select(
        connection,
        "SELECT v.name, sum(order_value) FROM replenishment r JOIN products p USING (product_id) "
        "JOIN suppliers v ON v.supplier_id = p.supplier_id GROUP BY ALL ORDER BY 2 DESC LIMIT 1",
    )[0]
    plan = assistant.ask(said.format(v=name, n=int(value // 2))).plan
    assert (plan.scenario.kind, plan.scenario.value) == ("budget", int(value // 2))


@pytest.mark.parametrize(
    "said",
    [
        "{v} announces 8% higher prices. What would all recommended orders with them cost then?",
        "{v} +8% on prices - total of all recommended orders?",
    ],
)
def test_dearer_is_no_more_demand(assistant, connection, said):
    name = select(connection, "SELECT name FROM suppliers ORDER BY supplier_id LIMIT 1")[0][0]
    assert assistant.ask(said.format(v=name)).plan.scenario.kind == "price"


@pytest.mark.parametrize(
    "said",
    [
        "Stocktake at {s}: {n} of {p} on the shelf. The system says more. What's the difference?",
        "Inventory check in {s} gave {n} pieces of {p}. Your number is higher. By how many?",
        "counted {p} in {s}: {n}. system disagrees. diff?",
    ],
)
def test_a_count_against_the_books(assistant, connection, sold, said):
    product, product_id, store, store_id = sold
    sql = "SELECT on_hand FROM replenishment WHERE product_id = ? AND store_id = ?"
    counted = int(select(connection, sql, product_id, store_id)[0][0]) - 7
    answer = assistant.ask(said.format(p=product, s=store, n=counted))
    assert value_of(answer, "gap_to_number") == pytest.approx(7)
    assert not answer.plan.note_query


@pytest.mark.parametrize(
    "said",
    [
        "How often was the forecast for {p} in {s} right about sales going up or down?",
        "What share of the ups and downs of {p} in {s} did the forecast call correctly?",
    ],
)
def test_right_about_the_direction(assistant, sold, said):
    product, _, store, _ = sold
    assert "direction_accuracy" in assistant.ask(said.format(p=product, s=store)).plan.measures


@pytest.mark.parametrize(
    "said",
    [
        "Someone suggests a 90% service level for {p} in {s}. What do we run at now and how much safety stock is that?",
        "Before we change the service level of {p} in {s} to 90%: which one is in force now and how big is the safety stock today?",
    ],
)
def test_the_service_level_of_today(assistant, sold, said):
    product, _, store, _ = sold
    plan = assistant.ask(said.format(p=product, s=store)).plan
    assert plan.scenario is None
    assert set(plan.measures) == {"cycle_service_level", "safety_stock"}


def test_sales_over_a_supposed_lead_time(assistant, connection, sold):
    product, product_id, store, store_id = sold
    said = "Let's pretend the lead time of {p} were 9 days. How many units do you expect {s} to sell over that time, counting from tomorrow?"
    answer = assistant.ask(said.format(p=product, s=store))
    units = expected_units(connection, store_id, product_id, 9)
    assert any(isinstance(f.value, float) and f.value == pytest.approx(units) for f in answer.facts)


@pytest.mark.parametrize("said", ["Will {p} in {s} last another 2 weeks?", "Does {p} last 30 days in {s}?"])
def test_lasting_is_not_the_days_before(assistant, sold, said):
    product, _, store, _ = sold
    plan = assistant.ask(said.format(p=product, s=store)).plan
    assert plan.measures == ("on_hand",)


def test_no_recommended_order(assistant, stores):
    plan = assistant.ask(f"Which products in {stores[0][0]} have no recommended order?").plan
    assert [(f.column, f.op, f.value) for f in plan.filters] == [("order_qty", "<=", 0)]


def test_even_if_only_one_store_needs_it(assistant):
    plan = assistant.ask("Which products must be ordered today, even if just one shop needs them?").plan
    assert ("stores.product", ">=", 1) in [(f.column, f.op, f.value) for f in plan.filters]
    assert assistant.ask("Which products are out of stock in only one store?").plan.filters[-1].op == "="


def test_average_and_standard_deviation(assistant, sold):
    product, _, store, _ = sold
    plan = assistant.ask(f"avg daily + stdev, {product} {store}, last 28 days").plan
    assert set(plan.measures) == {"std_daily_28d", "avg_daily_28d"}


def test_suppliers_with_late_orders(assistant, as_of):
    plan = assistant.ask("suppliers with overdue orders?").plan
    assert plan.group_by == "supplier"
    assert [(f.column, f.op, f.value) for f in plan.filters] == [("due_on", "<", as_of)]


@pytest.mark.parametrize(
    ("said", "days"), [("Which items at {s} won't last the week?", 7), ("What can't last 10 days in {s}?", 10)]
)
def test_what_does_not_last(assistant, stores, said, days):
    plan = assistant.ask(said.format(s=stores[0][0])).plan
    assert [(f.column, f.op, f.value) for f in plan.filters] == [("days_of_cover", "<", days)]
