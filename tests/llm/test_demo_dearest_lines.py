# ruff: noqa: E501 - queries are read on one line
"""Conversations about a list of orders, deliveries or stock: its dearest line, a part of what came first, what is corrected."""

from __future__ import annotations

import pytest

from tests.llm.demo_world import select, value_of


@pytest.fixture(scope="module")
def shop(connection):
    """(store, its id) with the most lines to be ordered."""
    return select(
        connection,
        "SELECT s.name, store_id FROM replenishment JOIN stores s USING (store_id) WHERE order_qty > 0 GROUP BY ALL ORDER BY count(*) DESC, store_id LIMIT 1",
    )[0]


@pytest.fixture(scope="module")
def firm(connection):
    """(supplier, its id) from which most shops have something to be ordered."""
    return select(
        connection,
        "SELECT v.name, r.supplier_id FROM replenishment r JOIN suppliers v USING (supplier_id) WHERE order_qty > 0 GROUP BY ALL ORDER BY count(DISTINCT store_id) DESC, count(*) DESC, v.name LIMIT 1",
    )[0]


# -- the line at one end --------------------------------------------------------------------------


def _line(connection, store_id, end):
    return select(
        connection,
        f"SELECT p.name, order_value, order_qty FROM replenishment JOIN products p USING (product_id) WHERE store_id = ? AND order_qty > 0 ORDER BY {end} LIMIT 1",
        store_id,
    )[0]


@pytest.mark.parametrize(
    ("asked", "end"),
    [
        ("Which line in that order is the most expensive?", "order_value DESC"),
        ("Of that lot, which single item costs the most?", "order_value DESC"),
        ("And the cheapest one?", "order_value"),
        ("Which line eats most of the money?", "order_value DESC"),
        ("Which is the smallest line on that list, by value?", "order_value"),
    ],
)
def test_a_line_of_the_order_is_told_by_what_it_costs(turns, assistant, connection, shop, asked, end):
    store, store_id = shop
    answer = turns(assistant, f"What should I order for {store}?", asked)
    name, value, _ = _line(connection, store_id, end)
    assert name in answer.answer
    assert value_of(answer, "order_value") == pytest.approx(value)


def test_the_dearest_line_is_one_of_what_was_not_left_out(turns, assistant, connection, firm):
    supplier, supplier_id = firm
    ((gone, gone_id),) = select(
        connection,
        "SELECT s.name, store_id FROM replenishment JOIN stores s USING (store_id) WHERE supplier_id = ? AND order_qty > 0 ORDER BY order_value DESC LIMIT 1",
        supplier_id,
    )
    answer = turns(
        assistant, f"What should I order from {supplier}, all shops?", f"Leave {gone} out of it. What does it come to?",
        "Which single line in that remaining lot is the dearest?",
    )  # fmt: skip
    ((name, store, value),) = select(
        connection,
        "SELECT p.name, s.name, order_value FROM replenishment r JOIN products p USING (product_id) JOIN stores s USING (store_id) "
        "WHERE r.supplier_id = ? AND store_id <> ? AND order_qty > 0 ORDER BY order_value DESC LIMIT 1",
        supplier_id, gone_id,
    )  # fmt: skip
    assert name in answer.answer
    assert store in answer.answer
    assert value_of(answer, "order_value") == pytest.approx(value)


def test_how_many_units_of_the_dearest_line(turns, assistant, connection, shop):
    store, store_id = shop
    answer = turns(
        assistant, f"What should I order for {store}?", "Which line is the dearest?", "And how many units is that?"
    )
    assert value_of(answer, "order_qty") == _line(connection, store_id, "order_value DESC")[2]


def test_the_total_without_the_dearest_line(turns, assistant, connection, shop):
    store, store_id = shop
    answer = turns(
        assistant, f"What should I order for {store}?", "Which line is the dearest?",
        "Take it off the list, what's the total then?",
    )  # fmt: skip
    ((total, dearest),) = select(
        connection, "SELECT sum(order_value), max(order_value) FROM replenishment WHERE store_id = ? AND order_qty > 0", store_id
    )  # fmt: skip
    assert pytest.approx(total - dearest) in [f.value for f in answer.facts if f.measure == "order_value"]
    assert f"{total - dearest:,.2f}" in answer.answer


@pytest.mark.parametrize(
    ("listed", "asked", "table", "measure"),
    [
        ("Which suppliers must I order from today?", "Which of them gets the biggest order in money?", "supplier", "order_value"),
        ("What do I have to order today?", "Which supplier gets the most of it?", "supplier", "order_qty"),
    ],
)  # fmt: skip
def test_the_supplier_that_gets_most_of_todays_orders(turns, assistant, connection, listed, asked, table, measure):
    answer = turns(assistant, listed, asked)
    ((name, value),) = select(
        connection,
        f"SELECT v.name, sum({measure}) FROM replenishment r JOIN suppliers v USING (supplier_id) WHERE action IN ('order_now', 'expedite') AND order_qty > 0 GROUP BY ALL ORDER BY 2 DESC LIMIT 1",
    )
    assert name in answer.answer
    assert value_of(answer, measure) == pytest.approx(value)


def test_the_shop_with_most_of_what_is_overstocked(turns, assistant, connection):
    answer = turns(assistant, "What is overstocked?", "Which shop has the most of it?")
    ((name, units),) = select(
        connection,
        "SELECT s.name, sum(on_hand) FROM replenishment JOIN stores s USING (store_id) WHERE action = 'excess' GROUP BY ALL ORDER BY 2 DESC LIMIT 1",
    )
    assert name in answer.answer
    assert value_of(answer, "on_hand") == units


# -- a part of what came first --------------------------------------------------------------------


def _of_category(connection, store_id, category):
    ((units,),) = select(
        connection,
        "SELECT sum(mean) FROM forecasts JOIN products USING (product_id) WHERE target = 'sales' AND step <= 7 AND store_id = ? AND category = ?",
        store_id, category,
    )  # fmt: skip
    return units


@pytest.fixture(scope="module")
def leaders(connection):
    """Stores by what they are expected to sell over the next 7 days, and two categories."""
    stores = select(
        connection,
        "SELECT s.name, store_id FROM forecasts JOIN stores s USING (store_id) WHERE target = 'sales' AND step <= 7 GROUP BY ALL ORDER BY sum(mean) DESC",
    )
    return stores, [c for (c,) in select(connection, "SELECT DISTINCT category FROM products ORDER BY 1 LIMIT 2")]


@pytest.mark.parametrize("asked", ["How much of that is {0}?", "Of those units at the winner, how many are {0}?"])
def test_a_category_of_the_leading_shop(turns, assistant, connection, leaders, asked):
    stores, (category, other) = leaders
    first = "Which store will sell the most over the next 7 days?"
    answer = turns(assistant, first, asked.format(category))
    assert value_of(answer, "expected_sales") == pytest.approx(_of_category(connection, stores[0][1], category))
    answer = turns(assistant, first, asked.format(category), f"and the same figure for {stores[-1][0]}")
    assert value_of(answer, "expected_sales") == pytest.approx(_of_category(connection, stores[-1][1], category))
    answer = turns(assistant, first, asked.format(category), f"what about {other}?")
    assert value_of(answer, "expected_sales") == pytest.approx(_of_category(connection, stores[0][1], other))


def test_a_category_of_the_loser_of_two(turns, assistant, connection, leaders):
    (best, *_, last), (category, _) = leaders
    answer = turns(
        assistant, f"Compare {best[0]} and {last[0]} on expected sales over the next 7 days",
        f"How many of the loser's units are {category}?",
    )  # fmt: skip
    wanted = _of_category(connection, last[1], category)
    assert value_of(answer, "expected_sales") == pytest.approx(wanted)


# -- suppositions, alerts, deliveries -------------------------------------------------------------


def test_a_supposition_is_kept_where_the_shop_is_put_right(turns, assistant, connection, two):
    store, _, product, product_id, *_ = two
    ((other, other_id),) = select(
        connection,
        "SELECT s.name, store_id FROM forecasts JOIN stores s USING (store_id) WHERE product_id = ? AND s.name <> ? ORDER BY store_id LIMIT 1",
        product_id, store,
    )  # fmt: skip
    answer = turns(
        assistant, f"What if {product} sells 20% more over the next 7 days in {store}?", f"sorry, I meant {other}"
    )
    ((units,),) = select(
        connection,
        "SELECT sum(mean) FROM forecasts WHERE target = 'sales' AND step <= 7 AND store_id = ? AND product_id = ?",
        other_id, product_id,
    )  # fmt: skip
    told = [f.value for f in answer.facts if isinstance(f.value, float)]
    assert pytest.approx(units * 1.2) in told


def test_sales_are_supposed_after_the_orders_of_a_shop(turns, assistant, connection, two):
    store, _, product, *_ = two
    answer = turns(
        assistant, f"What do all the orders you recommend for {store} cost?",
        f"Suppose {product} there sells 30% better across the next 7 days, how many is that?",
    )  # fmt: skip
    assert answer.plan.measures == ("expected_sales",)


def test_what_is_saved_by_skipping_the_order(turns, assistant, connection):
    ((product, store, value),) = select(
        connection,
        "SELECT p.name, s.name, order_value FROM replenishment JOIN products p USING (product_id) JOIN stores s USING (store_id) ORDER BY order_value DESC LIMIT 1",
    )
    for asked in ("What's that purchase worth in money, if we skip it?", "And what do I save if I leave it?"):
        answer = turns(assistant, f"How many {product} should I order for {store}?", asked)
        assert value_of(answer, "order_value") == pytest.approx(value)


def test_alerts_of_a_shop_after_what_it_has_too_much_of(turns, assistant, connection):
    ((store, count),) = select(
        connection,
        "SELECT s.name, count(*) FROM alerts JOIN stores s USING (store_id) WHERE severity = 'critical' GROUP BY ALL ORDER BY 2 DESC, 1 LIMIT 1",
    )
    answer = turns(assistant, f"What is {store} overstocked on?", "How many critical alerts do they have?")
    assert f"{count} alert" in answer.answer
    assert store in answer.answer


def test_the_late_product_with_the_most_units(turns, assistant, connection, as_of):
    ((store, product, units),) = select(
        connection,
        "SELECT s.name, p.name, sum(quantity) FROM open_orders JOIN stores s USING (store_id) JOIN products p USING (product_id) WHERE due_on < ? GROUP BY ALL ORDER BY 3 DESC LIMIT 1",
        as_of,
    )
    answer = assistant.ask(f"What's the largest overdue item in {store} by quantity?")
    assert product in answer.answer
    assert value_of(answer, "open_units") == units
    answer = turns(assistant, f"Which deliveries are overdue in {store}?", "Which is the biggest of those, by units?")
    assert product in answer.answer


def test_the_delivery_that_is_awaited_longest(turns, assistant, connection, as_of):
    ((first,),) = select(connection, "SELECT min(due_on) FROM open_orders WHERE due_on < ?", as_of)
    answer = turns(assistant, "Any deliveries overdue?", "Which one has been waiting the longest?")
    assert value_of(answer, "days_late") == (as_of - first).days
