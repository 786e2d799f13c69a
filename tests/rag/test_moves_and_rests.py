"""Typed queries for stock that is left, units that move, deliveries of a window and lines of one order."""

from __future__ import annotations

from datetime import timedelta

import pytest

from rag.plan import Entities, Filter, Plan, Scenario, Window
from rag.queries import answer
from tests.rag.run_checks import NEXT_7, NEXT_WEEK, told


def test_stock_left_is_what_is_on_hand_less_all_demand_until_the_end_of_the_window(view, tables):
    one = Entities(products=("P1",), stores=("S1",))
    on_hand = tables["replenishment"].query("store_id == 'S1' and product_id == 'P1'")["on_hand"].iloc[0]
    sales = tables["forecasts"].query("target == 'sales' and store_id == 'S1' and product_id == 'P1'")
    for window in (NEXT_7, NEXT_WEEK):
        until = sales[sales["date"].dt.date <= window.end] if hasattr(sales["date"], "dt") else sales
        (fact,) = told(answer(view, Plan("value", ("stock_left",), one, window)), "stock_left")
        assert fact.value == pytest.approx(max(on_hand - until["mean"].sum(), 0))
        assert fact.operation == "stock on hand minus expected sales, at least 0"


def test_units_that_move_are_taken_from_one_store_and_added_to_the_other(view, tables):
    stock = tables["replenishment"].query("product_id == 'P1'").set_index("store_id")["on_hand"]
    scope = Entities(products=("P1",), stores=("S1", "S2"))
    plan = Plan("whatif", ("on_hand",), scope, scenario=Scenario("transfer", 1.0, unit="from the second"))
    found = {f.subject["store"]: f.value for f in told(answer(view, plan), "scenario_value")}
    assert found == {"Leeds": stock["S1"] + 1, "Lyon": stock["S2"] - 1}


def test_more_than_a_store_has_cannot_be_moved(view):
    scope = Entities(products=("P1",), stores=("S1", "S2"))
    plan = Plan("whatif", ("on_hand",), scope, scenario=Scenario("transfer", 1e6, unit="from the first"))
    evidence = answer(view, plan)
    assert "does not have that many" in " ".join(evidence.messages)
    assert {f.subject["store"] for f in told(evidence, "scenario_value")} == {"Lyon"}


def test_a_transfer_needs_one_product_and_two_stores(view):
    plan = Plan("whatif", ("on_hand",), Entities(stores=("S1", "S2")), scenario=Scenario("transfer", 5.0))
    assert answer(view, plan).status == "no_data"


def test_what_arrives_in_a_window_is_the_sum_of_the_orders_due_in_it(view):
    orders = view.connection.execute("SELECT * FROM open_orders").df()
    first = orders["due_on"].dropna().dt.date.max()
    window = Window("forecast", first - timedelta(2), first, "some days", first - timedelta(2), first)
    evidence = answer(view, Plan("value", ("on_order",), Entities(), window))
    due = orders[(orders["due_on"].dt.date >= window.start) & (orders["due_on"].dt.date <= window.end)]
    assert told(evidence, "on_order")[-1].value == due["quantity"].sum()


def test_the_lines_of_one_order_are_those_of_its_number(view):
    orders = view.connection.execute("SELECT * FROM open_orders").df()
    number = str(orders["order_id"].iloc[0])
    plan = Plan("list", ("due_on",), filters=(Filter("order_id", "contains", number.lower()),), group_by="series")
    evidence = answer(view, plan)
    assert {r["order_id"] for r in evidence.rows} == {o for o in orders["order_id"] if number in str(o)}


def test_suppliers_that_owe_goods_are_listed_once_each(view):
    orders = view.connection.execute("SELECT * FROM open_orders").df()
    plan = Plan(
        "list", ("on_order",), filters=(Filter("due_on", "<=", view.as_of + timedelta(365)),), group_by="supplier"
    )
    evidence = answer(view, plan)
    names = [r["name"] for r in evidence.rows]
    assert len(names) == len(set(names)) == orders["supplier_id"].nunique()
    assert sum(r["quantity"] for r in evidence.rows) == orders["quantity"].sum()
