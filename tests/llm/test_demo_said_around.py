# ruff: noqa: E501 - a question is read on one line
"""Headings, persons and appointments around a question; late goods asked for in other words; the weaker of two."""

from __future__ import annotations

import pytest

from tests.llm.demo_world import select, value_of


@pytest.mark.parametrize(
    "said",
    [
        "Mrs. Quill wants to see the stock of {p} in {s}.",
        "Prof. Hartlepool asked before the 9 o'clock: how many {p} does {s} have in stock?",
        "On behalf of Jane Foxworth: stock on hand of {p}, {s}?",
        "Goods-in rota {s}: how many {p} are on hand there?",
        "{s} stock check - units of {p} on hand?",
    ],
)
def test_who_asks_and_what_for_are_no_names_of_ours(assistant, connection, sold, said):
    product, product_id, store, store_id = sold
    answer = assistant.ask(said.format(p=product, s=store))
    sql = "SELECT on_hand FROM replenishment WHERE product_id = ? AND store_id = ?"
    assert value_of(answer, "on_hand") == select(connection, sql, product_id, store_id)[0][0]


@pytest.mark.parametrize("said", ["What do we buy from Mr. Quillington?", "What is the lead time of Dr. Vosswinkel?"])
def test_a_name_that_is_asked_about_stays_unknown(assistant, said):
    assert assistant.ask(said).status in ("no_data", "clarify")


def test_value_and_number_of_order_lines(assistant, connection):
    answer = assistant.ask(
        "Dr. Pell asks for the 11 o'clock meeting: suppose we send off everything that is recommended, "
        "what is it worth and how many order lines is that?"
    )
    value, lines = select(connection, "SELECT sum(order_value), count(*) FROM replenishment WHERE order_qty > 0")[0]
    assert value_of(answer, "order_value") == pytest.approx(value, abs=0.01)
    assert any(f.value == lines for f in answer.facts)


@pytest.fixture(scope="module")
def late(connection, as_of):
    """(product, store, day, units) of one open line that is late, alone of its kind."""
    return select(
        connection,
        "SELECT p.name, s.name, min(o.due_on)::DATE, sum(o.quantity) FROM open_orders o JOIN products p USING (product_id) "
        "JOIN stores s USING (store_id) WHERE (SELECT count(*) FROM products q WHERE contains(lower(q.name), lower(p.name))) = 1 "
        "GROUP BY p.name, s.name HAVING count(*) = 1 AND min(o.due_on)::DATE < ? ORDER BY 1, 2 LIMIT 1",
        as_of,
    )[0]


@pytest.mark.parametrize(
    "said",
    [
        "The {p} shipment for {s} still has not turned up. For which day was it promised, and how many are in it?",
        "I'm short of a delivery of {p} in {s}: since when is it overdue and how many units are on it?",
        "{p} never arrived in {s}. When should it have come, and what quantity?",
        "How many days late is the {p} delivery to {s}, and how many pieces does it bring?",
    ],
)
def test_a_late_delivery_with_its_day_and_units(assistant, late, said):
    product, store, day, units = late
    answer = assistant.ask(said.format(p=product, s=store))
    assert answer.status == "answered"
    assert any(f.value == day for f in answer.facts)
    assert any(f.value == units for f in answer.facts)


@pytest.mark.parametrize(
    "said",
    [
        "{a} or {b}: which shop does worse with {p} next week?",
        "Where will {p} move more slowly next week, {a} or {b}?",
        "{p} next week, {a} against {b}: who is lagging behind?",
    ],
)
def test_the_one_of_two_that_sells_less(assistant, connection, stores, sold, said):
    (a, a_id), (b, b_id) = stores[:2]
    plan = assistant.ask(said.format(a=a, b=b, p=sold[0])).plan
    assert plan.intent == "compare"
    assert plan.entities.stores == (a_id, b_id)
    assert plan.sort is not None
    assert not plan.sort.descending


@pytest.mark.parametrize(
    ("said", "size"),
    [
        ("An advert brings {s} 20% more sales than forecast in the next 7 days: what is the total, and how many of them are additional?", 0.2),
        ("{s} stays 15% under the forecast over the next 7 days. How many units are we short?", -0.15),
        ("Sales in {s} drop 10% below plan in the next 7 days. How many pieces do we lose?", -0.1),
    ],
)  # fmt: skip
def test_the_change_itself_of_a_what_if(assistant, connection, stores, said, size):
    name, store = stores[0]
    answer = assistant.ask(said.format(s=name))
    sql = "SELECT sum(mean) FROM forecasts WHERE target = 'sales' AND step <= 7 AND store_id = ?"
    wanted = size * select(connection, sql, store)[0][0]
    assert any(f.asked and f.value == pytest.approx(wanted, abs=0.1) for f in answer.facts)


def test_demand_that_is_said_to_double(assistant, connection, sold):
    product, product_id, store, store_id = sold
    answer = assistant.ask(f"Demand for {product} in {store} doubles in the next 7 days. How many units is that?")
    sql = "SELECT sum(mean) FROM forecasts WHERE target = 'sales' AND step <= 7 AND product_id = ? AND store_id = ?"
    wanted = 2 * select(connection, sql, product_id, store_id)[0][0]
    assert value_of(answer, "scenario_value") == pytest.approx(wanted, abs=0.1)
    asked = assistant.ask(f"Will demand for {product} in {store} double in the next 7 days?")
    assert asked.plan.scenario is None


def test_a_trend_and_the_best_weekday(assistant, sold):
    product, _, store, _ = sold
    answer = assistant.ask(
        f"{product} in {store}: by how many percent have sales moved against the 28 days before, and on which weekday does it sell best?"
    )
    measures = {m for part in answer.plan.parts() for m in part.measures}
    assert "peak_weekday" in measures
    assert measures & {"trend_pct_28d", "actual_sales"}


@pytest.mark.parametrize(
    "said",
    ["Who delivers {p}, and how much costs one piece?", "From which supplier do we get {p} and for how much apiece?"],
)
def test_supplier_and_cost_of_one_piece(assistant, connection, sold, said):
    answer = assistant.ask(said.format(p=sold[0]))
    sql = "SELECT u.name, p.unit_cost FROM products p JOIN suppliers u USING (supplier_id) WHERE p.product_id = ?"
    supplier, cost = select(connection, sql, sold[1])[0]
    assert supplier in answer.answer
    assert value_of(answer, "product_unit_cost") == pytest.approx(cost)


def test_the_newest_note_whatever_is_told_beside_it(assistant, connection):
    supplier, note = select(
        connection,
        "SELECT u.name, n.note_id FROM notes n JOIN suppliers u USING (supplier_id) "
        "QUALIFY row_number() OVER (PARTITION BY n.supplier_id ORDER BY n.date DESC) = 1 ORDER BY n.date LIMIT 1",
    )[0]
    said = f"Just back from leave, prices and deliveries must wait. Begin with {supplier}: the latest note about them?"
    assert assistant.ask(said).citations[0].note_id == note
