# ruff: noqa: E501 - a question is read on one line
"""What comes in on which day, what is open with a supplier, and which goods or suppliers a limit leaves."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.llm.demo_world import select, value_of


@pytest.fixture(scope="module")
def landing(connection, as_of):
    """(store, day, units) of a day ahead on which several orders come to one store."""
    return select(
        connection,
        "SELECT s.name, o.due_on::DATE, sum(o.quantity) FROM open_orders o JOIN stores s USING (store_id) "
        "WHERE o.due_on::DATE > ? GROUP BY 1, 2 ORDER BY count(DISTINCT o.order_id) DESC, 3 DESC, 1 LIMIT 1",
        as_of,
    )[0]


@pytest.fixture(scope="module")
def supplier(connection):
    """(name, id) of the supplier with the most products on open order."""
    return select(
        connection,
        "SELECT v.name, v.supplier_id FROM open_orders o JOIN suppliers v USING (supplier_id) "
        "GROUP BY 1, 2 ORDER BY count(DISTINCT o.product_id) DESC, 1 LIMIT 1",
    )[0]


@pytest.mark.parametrize(
    "question",
    [
        "How many units will the lorries unload at the dock in {store} on {day}? All deliveries together.",
        "Receiving in {store} asks: sum of the units arriving on {day}, over all purchase orders",
        "Incoming units for {store} on {day}, every open order counted?",
    ],
)
def test_what_arrives_on_a_day_is_counted_in_units_of_the_orders(assistant, landing, question):
    store, day, units = landing
    assert value_of(assistant.ask(question.format(store=store, day=day)), "open_units") == units


def test_what_sells_on_a_day_is_no_delivery(assistant, landing):
    store, day, _ = landing
    answer = assistant.ask(f"How many units do you expect {store} to sell on {day}, all products together?")
    assert value_of(answer, "expected_sales")


@pytest.mark.parametrize(
    "question",
    ["{name}: units due until {day}, and units due after {day}", "What quantity is due from {name} by {day}, and how many units after {day}?"],
)  # fmt: skip
def test_what_is_due_before_and_after_a_day(assistant, connection, as_of, supplier, question):
    name, id = supplier
    day = as_of + timedelta(5)
    first, later = select(
        connection,
        "SELECT sum(quantity) FILTER (due_on::DATE BETWEEN ?::DATE + 1 AND ?::DATE), "
        "sum(quantity) FILTER (due_on::DATE > ?::DATE) FROM open_orders WHERE supplier_id = ?",
        as_of, day, day, id,
    )[0]  # fmt: skip
    answer = assistant.ask(question.format(name=name, day=day))
    told = [f.value for f in answer.facts if f.measure == "open_units"]
    assert told == [x for x in (first, later) if x]


def test_second_messages_on_what_is_open_with_a_supplier(assistant, connection, supplier):
    name, id = supplier
    sums = dict(
        select(
            connection,
            "SELECT p.name, sum(o.quantity) FROM open_orders o JOIN products p USING (product_id) "
            "WHERE o.supplier_id = ? GROUP BY 1",
            id,
        )
    )
    worth, orders = select(
        connection,
        "SELECT sum(o.quantity * p.unit_cost), count(DISTINCT o.order_id) FROM open_orders o "
        "JOIN products p USING (product_id) WHERE o.supplier_id = ?",
        id,
    )[0]
    for number, (message, measure, expected) in enumerate(
        (
            ("Which article makes up the most of it?", "open_units", max(sums.values())),
            ("what are those worth at cost?", "open_value", pytest.approx(worth)),
            ("and how many POs are that?", "count", orders),
        )
    ):
        conversation = f"open-{number}"
        assistant.ask(f"What is still on order with {name}?", conversation_id=conversation)
        answer = assistant.ask(message, conversation_id=conversation)
        assert value_of(answer, measure) == expected


def test_the_line_of_one_order_with_its_two_dates(assistant, connection):
    number, product, units, placed, due = select(
        connection,
        "SELECT o.order_id, p.name, o.quantity, o.ordered_on::DATE, o.due_on::DATE FROM open_orders o "
        "JOIN products p USING (product_id) "
        "WHERE p.name NOT IN (SELECT name FROM products GROUP BY 1 HAVING count(*) > 1) ORDER BY 1, 2 LIMIT 1",
    )[0]
    answer = assistant.ask(f"{number}, {product}: quantity, the day of the order, and by when was it promised?")
    assert value_of(answer, "open_units") == units
    assert str(value_of(answer, "ordered_on")) == str(placed)
    assert str(value_of(answer, "first_due")) == str(due)


@pytest.mark.parametrize(
    "question",
    [
        "Which purchase order has been outstanding for the longest, and when did we place it?",
        "Of all our open orders, which one was placed the longest ago?",
        "Which PO that has not arrived yet is the oldest one?",
    ],
)
def test_the_order_that_was_placed_first(assistant, connection, question):
    first = select(connection, "SELECT min(ordered_on)::DATE FROM open_orders")[0][0]
    answer = assistant.ask(question)
    assert str(value_of(answer, "ordered_on")) == str(first)


@pytest.mark.parametrize(
    "question",
    [
        "How many products does {store} have to order although some of it is already on the way?",
        "In {store}, for how many products do you propose an order despite units being on order?",
    ],
)
def test_an_order_recommended_although_something_is_on_order(assistant, connection, question):
    store, expected = select(
        connection,
        "SELECT s.name, count(*) FILTER (r.order_qty > 0 AND r.on_order > 0) FROM replenishment r "
        "JOIN stores s USING (store_id) GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 1",
    )[0]
    assert value_of(assistant.ask(question.format(store=store)), "count") == expected


@pytest.mark.parametrize(
    "question",
    [
        "What is the stock in {store} worth that you flag as excess, at cost?",
        "Money tied up in {store} in what you have flagged as overstocked?",
    ],
)
def test_money_in_what_is_flagged_as_too_much(assistant, connection, question):
    store, expected = select(
        connection,
        "SELECT s.name, sum(r.on_hand * p.unit_cost) FROM replenishment r JOIN products p USING (product_id) "
        "JOIN stores s USING (store_id) WHERE r.action = 'excess' GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 1",
    )[0]
    assert value_of(assistant.ask(question.format(store=store)), "stock_value") == pytest.approx(expected)


@pytest.mark.parametrize(
    ("question", "operator", "end"),
    [
        (
            "Of the suppliers whose lead time is longer than {n} days, which one delivers on time most often?",
            ">",
            "DESC",
        ),
        ("Only vendors with at least {n} days lead time: who has the worst on-time rate?", ">=", "ASC"),
        ("Among suppliers that need at most {n} days to deliver, who is the most reliable?", "<=", "DESC"),
    ],
)
def test_a_limit_on_lead_times_before_a_ranking_is_no_supposition(assistant, connection, question, operator, end):
    days = select(connection, "SELECT median(lead_time_days)::INT FROM suppliers")[0][0]
    best = select(
        connection,
        f"SELECT name FROM suppliers WHERE lead_time_days {operator} ? AND on_time_rate IS NOT NULL "
        f"ORDER BY on_time_rate {end} LIMIT 1",
        days,
    )[0][0]
    answer = assistant.ask(question.format(n=days))
    assert answer.rows[0]["name"] == best


def test_the_most_reliable_supplier_is_the_most_punctual_one(assistant, connection):
    names = [r[0] for r in select(connection, "SELECT name FROM suppliers ORDER BY on_time_rate")]
    assert assistant.ask("Who is our most reliable supplier?").rows[0]["name"] == names[-1]
    assert assistant.ask("And which supplier is the least reliable?").rows[0]["name"] == names[0]


def test_what_sells_most_of_the_goods_within_a_limit(assistant, connection):
    store, expected = select(
        connection,
        "SELECT s.name, p.name FROM replenishment r JOIN stores s USING (store_id) JOIN products p USING (product_id) "
        "JOIN forecasts f ON f.store_id = r.store_id AND f.product_id = r.product_id AND f.target = 'sales' "
        "AND f.step <= 7 WHERE r.days_of_cover > 12 GROUP BY 1, 2 ORDER BY 1, sum(f.mean) DESC LIMIT 1",
    )[0]
    answer = assistant.ask(f"Of the products in {store} with more than 12 days of cover, which one sells the most?")
    assert answer.rows[0]["name"] == expected


def test_an_average_per_day_before_a_ranking_by_something_else(assistant, connection):
    store, expected = select(
        connection,
        "SELECT s.name, p.name FROM stats x JOIN stores s USING (store_id) JOIN products p USING (product_id) "
        "WHERE x.avg_daily_28d >= 4 AND x.cv IS NOT NULL ORDER BY s.name, x.cv DESC LIMIT 1",
    )[0]
    answer = assistant.ask(
        f"Products in {store} that sell 4 units or more a day over the last 28 days: which has the highest coefficient of variation?"
    )
    assert answer.rows[0]["name"] == expected


def test_products_whose_action_is_just_ok(assistant, connection):
    store, expected = select(
        connection,
        "SELECT s.name, p.name FROM replenishment r JOIN stores s USING (store_id) JOIN products p USING (product_id) "
        "WHERE r.action = 'ok' AND r.days_of_cover IS NOT NULL ORDER BY s.name, r.days_of_cover LIMIT 1",
    )[0]
    answer = assistant.ask(
        f"In {store} some products are marked 'ok', neither an order nor any surplus. Which of those has the fewest days of cover?"
    )
    assert answer.rows[0]["name"] == expected


@pytest.mark.parametrize(
    "question",
    [
        "Forecast for {store} on {one} plus {two}, all products",
        "expected sales {store} {one} + {two}",
        "I need the units you forecast for {store} for the two days {one} plus {two}.",
    ],
)
def test_two_days_joined_by_plus_are_one_time(assistant, connection, as_of, question):
    one, two = as_of + timedelta(3), as_of + timedelta(4)
    store, expected = select(
        connection,
        "SELECT s.name, sum(f.mean) FROM forecasts f JOIN stores s USING (store_id) WHERE f.target = 'sales' "
        "AND f.date::DATE IN (?, ?) GROUP BY 1 ORDER BY 1 LIMIT 1",
        one, two,
    )[0]  # fmt: skip
    answer = assistant.ask(question.format(store=store, one=one, two=two))
    assert value_of(answer, "expected_sales") == pytest.approx(expected, rel=0.01)


@pytest.mark.parametrize(
    ("question", "measure"),
    [
        ("How much money do we have open with {name}, in case they go bankrupt?", "open_value"),
        ("If {name} goes bust, what is everything outstanding with them worth at unit cost?", "open_value"),
        ("In case {name} becomes insolvent: how many units do we have on open order with them?", "on_order"),
    ],
)
def test_the_end_of_a_supplier_is_only_why_it_is_asked(assistant, connection, supplier, question, measure):
    name, id = supplier
    units, worth = select(
        connection,
        "SELECT sum(o.quantity), sum(o.quantity * p.unit_cost) FROM open_orders o JOIN products p USING (product_id) "
        "WHERE o.supplier_id = ?",
        id,
    )[0]
    answer = assistant.ask(question.format(name=name))
    assert value_of(answer, measure) == pytest.approx(worth if measure == "open_value" else units)


def test_whether_a_supplier_will_end_is_in_no_table(assistant, supplier):
    assert assistant.ask(f"How likely is it that {supplier[0]} goes bankrupt this year?").status == "no_data"


def test_suppliers_with_at_least_one_late_delivery_are_listed(assistant, connection, as_of):
    expected = {
        name
        for (name,) in select(
            connection,
            "SELECT DISTINCT v.name FROM open_orders o JOIN suppliers v USING (supplier_id) WHERE o.due_on < ?",
            as_of,
        )
    }
    answer = assistant.ask("Which vendors have at least one shipment that ought to be here by now and is overdue?")
    assert {r["name"] for r in answer.rows} == expected


def test_orders_placed_on_or_after_a_day_count_that_day(assistant, connection):
    name, day = select(
        connection,
        "SELECT v.name, median(o.ordered_on::DATE)::DATE FROM open_orders o JOIN suppliers v USING (supplier_id) "
        "GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1",
    )[0]
    units = select(
        connection,
        "SELECT sum(quantity) FROM open_orders o JOIN suppliers v USING (supplier_id) "
        "WHERE v.name = ? AND o.ordered_on::DATE >= ?",
        name,
        day,
    )[0][0]
    answer = assistant.ask(f"Units still open on orders with {name} that were placed on or after {day:%d %B %Y}?")
    assert value_of(answer, "open_units") == units


def test_products_below_their_reorder_point_are_counted_as_such(assistant, connection):
    store, number = select(
        connection,
        "SELECT s.name, count(*) FROM replenishment r JOIN stores s USING (store_id) "
        "WHERE r.inventory_position < r.reorder_point GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 1",
    )[0]
    answer = assistant.ask(f"For how many items in {store} does the stock position lie below its reorder point?")
    assert value_of(answer, "count") == number


def test_the_one_for_another_store_is_no_budget(assistant, connection):
    (one, a), (two, b) = select(
        connection,
        "SELECT s.name, sum(f.mean) FROM forecasts f JOIN stores s USING (store_id) WHERE f.target = 'sales' "
        "AND f.step <= 7 GROUP BY 1 ORDER BY 2 DESC LIMIT 2",
    )
    answer = assistant.ask(
        f"The forecast for {one} over the next 7 days: how many units is it above the one for {two}?"
    )
    assert value_of(answer, "difference") == pytest.approx(a - b)
