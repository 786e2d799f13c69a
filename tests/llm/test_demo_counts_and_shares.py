# ruff: noqa: E501 - queries are read on one line
"""A count against the books, parts of a budget, orders supposed, days shut, weeks apart, averages, and who is meant."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.llm.demo_world import select, value_of


def _one(connection, sql, *parameters):
    return connection.execute(sql, list(parameters)).fetchone()


def _stocked(connection):
    """A product of its own name with stock and orders in a store, and its figures."""
    return _one(
        connection,
        "SELECT p.name, s.name, on_hand, inventory_position, reorder_point, r.product_id, r.store_id FROM replenishment r"
        " JOIN products p USING (product_id) JOIN stores s USING (store_id)"
        " WHERE on_hand > 40 AND on_order > 0 AND (SELECT count(*) FROM products q WHERE contains(lower(q.name), lower(p.name))) = 1"
        " ORDER BY s.name, p.name LIMIT 1",
    )


def _values(answer):
    return [float(f.value) for f in answer.facts if isinstance(f.value, (int, float))]


def _shows(answer, wanted):
    return any(value == pytest.approx(wanted, rel=1e-4, abs=0.02) for value in _values(answer))


@pytest.mark.parametrize(
    "words",
    [
        "My count of {p} in {s} came to {n}. What's the discrepancy with the recorded stock?",
        "At the inventory in {s} {n} pieces of {p} were counted. How far off is that from what the system says?",
        "We found {n} {p} in {s}. By how many units is that less than in the books?",
    ],
)
def test_a_count_against_the_stock_on_record(assistant, connection, words):
    product, store, on_hand, *_ = _stocked(connection)
    answer = assistant.ask(words.format(p=product, s=store, n=int(on_hand) - 7))
    assert value_of(answer, "gap_to_number") == pytest.approx(7)


def test_a_count_after_the_stock_was_told(assistant, turns, connection):
    product, store, on_hand, *_ = _stocked(connection)
    answer = turns(
        assistant,
        f"How many {product} are in stock in {store}?",
        f"they counted {int(on_hand) + 5} there, what is the gap?",
    )
    assert value_of(answer, "gap_to_number") == pytest.approx(-5)


@pytest.mark.parametrize(
    ("words", "part"),
    [
        ("The boss approves just half of what the recommended orders for {s} cost. What is missing?", 0.5),
        ("Of the recommended orders in {s} only 60 percent of the cost is funded. How much money is short?", 0.6),
        (
            "If I get two thirds of the money that the proposed orders of {s} need, how much do I have and what is missing?",
            2 / 3,
        ),
    ],
)
def test_a_budget_as_a_part_of_the_cost(assistant, turns, connection, words, part):
    store, cost = _one(
        connection,
        "SELECT s.name, sum(order_value) FROM replenishment JOIN stores s USING (store_id) WHERE order_qty > 0 GROUP BY 1 ORDER BY 2 DESC LIMIT 1",
    )
    answer = assistant.ask(words.format(s=store))
    assert value_of(answer, "budget") == pytest.approx(part * cost, abs=0.01)
    assert value_of(answer, "shortfall") == pytest.approx((1 - part) * cost, abs=0.01)
    again = turns(assistant, words.format(s=store), "and with 80% of it?")
    assert value_of(again, "shortfall") == pytest.approx(0.2 * cost, abs=0.01)


@pytest.mark.parametrize(
    "words",
    [
        "what if we order 25 units?",
        "if I ordered 25 pieces, where would we stand?",
        "what is the inventory position after ordering 25?",
    ],
)
def test_where_the_stock_stands_after_an_order(assistant, turns, connection, words):
    product, store, _, position, *_ = _stocked(connection)
    answer = turns(assistant, f"How much {product} should I order for {store}?", words)
    assert _shows(answer, position + 25)


def test_the_cost_of_an_order_is_still_a_cost(assistant, connection):
    product, store, *_, product_id, _ = _stocked(connection)
    cost = _one(connection, "SELECT unit_cost FROM products WHERE product_id = ?", product_id)[0]
    answer = assistant.ask(f"If I order 25 pieces of {product} for {store}, what does it cost?")
    assert value_of(answer, "quantity_cost") == pytest.approx(25 * cost)


@pytest.mark.parametrize(
    "words",
    [
        "what is the reorder point, and where are we against that if you count what is on order as well?",
        "the reorder point please, and where do we stand against it counting the open orders?",
    ],
)
def test_the_position_beside_the_reorder_point(assistant, turns, connection, words):
    product, store, _, position, reorder_point, *_ = _stocked(connection)
    answer = turns(assistant, f"How many {product} are in stock in {store}?", words)
    assert value_of(answer, "reorder_point") == pytest.approx(reorder_point)
    assert value_of(answer, "inventory_position") == pytest.approx(position)


@pytest.mark.parametrize(
    ("words", "highest"),
    [
        ("Which holds out longer in {s} on the current stock, {a} or {b}?", True),
        ("With what is on the shelf, which of {a} and {b} lasts shorter in {s}?", False),
        ("Does {b} or {a} keep going longer in {s} with the stock we have?", True),
    ],
)
def test_which_lasts_longer_is_asked_of_days(assistant, connection, words, highest):
    store, a, b, first = _one(
        connection,
        "WITH u AS (SELECT r.store_id, p.name, on_hand, days_of_cover, p.category FROM replenishment r JOIN products p USING (product_id)"
        " WHERE days_of_cover BETWEEN 2 AND 90 AND (SELECT count(*) FROM products q WHERE contains(lower(q.name), lower(p.name))) = 1)"
        " SELECT s.name, x.name, y.name, x.name FROM u x JOIN u y ON y.store_id = x.store_id AND y.on_hand > x.on_hand + 5 AND x.days_of_cover > y.days_of_cover + 5"
        " JOIN stores s ON s.store_id = x.store_id ORDER BY 1, 2, 3 LIMIT 1",
    )
    answer = assistant.ask(words.format(s=store, a=a, b=b))
    assert set(answer.plan.measures) == {"days_of_cover"}
    assert answer.plan.sort is not None
    assert answer.plan.sort.descending is highest
    assert (answer.answer.index(first) < answer.answer.index(b)) is highest


@pytest.mark.parametrize(
    ("words", "weeks"),
    [
        ("and on the same weekday one week before?", 1),
        ("how many did they really sell a week earlier, the same day?", 1),
        ("and exactly two weeks earlier?", 2),
    ],
)
def test_the_day_spoken_of_weeks_earlier(assistant, turns, connection, words, weeks):
    product, store, *_, product_id, store_id = _stocked(connection)
    as_of = _one(connection, "SELECT max(date)::DATE FROM sales")[0]
    sold = _one(
        connection,
        "SELECT units_sold FROM sales WHERE date::DATE = ? AND store_id = ? AND product_id = ?",
        as_of + timedelta(1 - 7 * weeks), store_id, product_id,
    )[0]  # fmt: skip
    answer = turns(assistant, f"How many {product} will {store} sell tomorrow?", words)
    assert value_of(answer, "actual_sales") == pytest.approx(sold)


@pytest.mark.parametrize(
    "words",
    [
        "Suppose the shop stays closed on that Tuesday. How many are left?",
        "we are shut on Tuesday, what does the week come to then?",
    ],
)
def test_a_day_shut_taken_out_of_a_total(assistant, turns, connection, words):
    store, store_id = _one(connection, "SELECT name, store_id FROM stores ORDER BY name DESC LIMIT 1")
    as_of = _one(connection, "SELECT max(date)::DATE FROM sales")[0]
    monday = as_of + timedelta(8 - as_of.isoweekday())
    wanted = _one(
        connection,
        "SELECT sum(mean) FROM forecasts WHERE target = 'sales' AND store_id = ? AND date BETWEEN ? AND ? AND date::DATE <> ?",
        store_id, monday, monday + timedelta(6), monday + timedelta(1),
    )[0]  # fmt: skip
    answer = turns(assistant, f"How many units will {store} sell next week?", words)
    assert _shows(answer, wanted)
    assert _shows(assistant.ask(f"How many units will {store} sell next week if it stays shut on Tuesday?"), wanted)


def test_what_a_day_shut_loses(assistant, turns, connection):
    store, store_id = _one(connection, "SELECT name, store_id FROM stores ORDER BY name LIMIT 1")
    as_of = _one(connection, "SELECT max(date)::DATE FROM sales")[0]
    day = as_of + timedelta(8 - as_of.isoweekday() + 2)
    lost = _one(
        connection,
        "SELECT sum(mean) FROM forecasts WHERE target = 'sales' AND store_id = ? AND date::DATE = ?",
        store_id,
        day,
    )[0]
    answer = turns(
        assistant,
        f"How many units will {store} sell next week?",
        "If they are closed on Wednesday, how many do we lose?",
    )
    assert _shows(answer, lost)


@pytest.mark.parametrize(
    "words",
    [
        "who is quicker, {a} or {b}?",
        "Is {a} slower than {b}?",
        "Which of {a} and {b} is the faster one?",
    ],
)
def test_suppliers_are_slow_by_their_lead_time(assistant, connection, words):
    (a,), (b,) = select(connection, "SELECT name FROM suppliers ORDER BY lead_time_days, name LIMIT 2")
    assert assistant.ask(words.format(a=a, b=b)).plan.measures == ("supplier_lead_time_days",)


@pytest.mark.parametrize(
    ("words", "group"),
    [
        ("who gets the biggest order in euros if we buy what you recommend? the supplier, i mean", "supplier"),
        ("who will sell the most units next week? which store I mean", "store"),
        ("which one sold the least last week? I mean which category", "category"),
    ],
)
def test_who_is_meant_is_said_afterwards(assistant, words, group):
    answer = assistant.ask(words)
    assert (answer.plan.intent, answer.plan.group_by) == ("rank", group)


@pytest.mark.parametrize(
    "words",
    [
        "On average, what price per unit do we pay in the recommended orders?",
        "What does one piece cost on average across all the orders you propose?",
    ],
)
def test_the_average_price_of_what_is_ordered(assistant, connection, words):
    wanted = _one(connection, "SELECT sum(order_value) / sum(order_qty) FROM replenishment WHERE order_qty > 0")[0]
    assert value_of(assistant.ask(words), "quotient") == pytest.approx(wanted, abs=0.005)


def test_averages_over_lines_and_over_what_was_sold(assistant, connection):
    store, store_id = _one(connection, "SELECT name, store_id FROM stores ORDER BY name LIMIT 1")
    per_line = _one(
        connection, "SELECT avg(order_value) FROM replenishment WHERE order_qty > 0 AND store_id = ?", store_id
    )[0]
    answer = assistant.ask(f"What is the average order value per order line in {store}?")
    assert value_of(answer, "quotient") == pytest.approx(per_line, abs=0.005)
    sold = assistant.ask(f"What was the average revenue per unit sold in {store} yesterday?")
    wanted = _one(
        connection,
        "SELECT sum(units_sold * coalesce(x.price, p.unit_price)) / sum(units_sold) FROM sales x JOIN products p USING (product_id)"
        " WHERE store_id = ? AND date = (SELECT max(date) FROM sales)",
        store_id,
    )[0]
    assert value_of(sold, "quotient") == pytest.approx(wanted, abs=0.01)


@pytest.mark.parametrize(
    "words",
    [
        "How many suppliers do we buy from, and how many of those get no order today?",
        "How many suppliers are there? And how many of them get no order today?",
    ],
)
def test_all_of_them_and_some_of_them(assistant, connection, words):
    every = _one(connection, "SELECT count(*) FROM suppliers")[0]
    none = _one(
        connection,
        "SELECT count(*) FROM suppliers s WHERE NOT EXISTS (SELECT 1 FROM replenishment r WHERE r.supplier_id = s.supplier_id AND action IN ('order_now', 'expedite'))",
    )[0]
    assert [f.value for f in assistant.ask(words).facts if f.measure == "count"] == [every, none]


def test_first_in_one_figure_and_not_in_the_other(assistant):
    answer = assistant.ask("Which store sells the most units but is not number one in revenue?")
    assert [p.measures for p in answer.plan.parts()] == [("actual_sales",), ("actual_revenue",)]
    assert {p.group_by for p in answer.plan.parts()} == {"store"}


@pytest.mark.parametrize("words", ["is more of it coming?", "will more of it arrive?", "is anything on its way?"])
def test_whether_more_is_coming(assistant, turns, connection, words):
    product, store, *_ = _stocked(connection)
    answer = turns(assistant, f"How long will {product} last in {store}?", words)
    assert "on_order" in {f.measure for f in answer.facts}


@pytest.mark.parametrize(
    "words",
    [
        "{p} in {s}: sales per day on average over the last 28 days, and by how much do they fluctuate (std dev)?",
        "Stock count next week: what did {s} sell of {p} per day on average in the last 28 days, and how wildly do sales vary, as a standard deviation?",
    ],
)
def test_mean_and_standard_deviation(assistant, connection, words):
    product, store, *_, product_id, store_id = _stocked(connection)
    mean, deviation = _one(
        connection,
        "SELECT avg_daily_28d, std_daily_28d FROM stats WHERE product_id = ? AND store_id = ?",
        product_id,
        store_id,
    )
    answer = assistant.ask(words.format(p=product, s=store))
    assert value_of(answer, "avg_daily_28d") == pytest.approx(mean)
    assert value_of(answer, "std_daily_28d") == pytest.approx(deviation)
    assert not answer.plan.note_query
