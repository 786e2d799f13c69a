"""Of the other stores, of suppliers on certain terms, lines struck later in a message, and times told as two days."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.llm.demo_world import select, value_of


def _numbers(answer):
    return [float(f.value) for f in answer.facts if isinstance(f.value, (int, float))]


def _shows(answer, value):
    return any(abs(n - value) < 0.01 for n in _numbers(answer))


@pytest.mark.parametrize(
    "said",
    [
        "I'm in {2} and there is hardly any {0}. Which of our other branches has the most?",
        "Which other store holds the most {0}? We are in {2}.",
        "{2} is almost out of {0}. Who else has some?",
    ],
)
def test_the_store_that_asks_is_none_of_the_others(assistant, connection, sold, said):
    answer = assistant.ask(said.format(*sold))
    others = select(
        connection,
        "SELECT store_id FROM replenishment WHERE product_id = ? AND store_id <> ? ORDER BY on_hand DESC",
        sold[1],
        sold[3],
    )
    assert set(answer.plan.entities.stores) >= {others[0][0]}
    assert sold[3] not in answer.plan.entities.stores


def test_the_others_are_ranked_after_one_store(assistant, turns, sold):
    answer = turns(
        assistant, "how many {0} do we have in {2}?".format(*sold), "Which of the other stores has the most of it?"
    )
    assert answer.plan.intent == "rank"
    assert sold[3] not in answer.plan.entities.stores


@pytest.mark.parametrize(
    "said",
    [
        "For suppliers with '{0}' as payment terms, what are the recommended orders worth in total?",
        "Cash planning: what do all recommended orders that are paid {0} come to?",
    ],
)
def test_orders_of_suppliers_on_certain_terms(assistant, connection, said):
    (terms, worth) = select(
        connection,
        "SELECT payment_terms, sum(order_value) FROM replenishment JOIN suppliers USING (supplier_id) "
        "WHERE order_qty > 0 AND payment_terms IS NOT NULL GROUP BY ALL ORDER BY 2 DESC LIMIT 1",
    )[0]
    answer = assistant.ask(said.format(terms))
    assert value_of(answer, "order_value") == pytest.approx(worth)


def test_terms_that_are_asked_for_are_no_condition(assistant, connection):
    (supplier,) = select(connection, "SELECT name FROM suppliers ORDER BY supplier_id LIMIT 1")[0]
    plan = assistant.ask(f"Which payment terms does {supplier} have, and what do our orders with them come to?").plan
    assert "supplier_payment_terms" in plan.measures
    assert not plan.filters


@pytest.mark.parametrize(
    "said",
    [
        "{0} will not get signed. If I cross it off the list for {1}, what do the others come to?",
        "Suppose {0} gets struck from the {1} order. What do the others cost together?",
        "What do all recommended orders for {1} cost if {0} is left out?",
        "If we drop {0} from the recommended orders for {1}, what do the remaining ones cost in total?",
    ],
)
def test_a_line_struck_from_the_orders_is_left_out_of_their_cost(assistant, connection, said):
    product, product_id, store, store_id = select(
        connection,
        "SELECT p.name, product_id, s.name, store_id FROM replenishment r JOIN products p USING (product_id) "
        "JOIN stores s USING (store_id) WHERE order_qty > 0 "
        "AND (SELECT count(*) FROM products q WHERE contains(lower(q.name), lower(p.name))) = 1 "
        "AND (SELECT count(*) FROM replenishment o WHERE o.store_id = r.store_id AND o.order_qty > 0) > 2 "
        "ORDER BY order_value DESC, 2 LIMIT 1",
    )[0]
    (rest,) = select(
        connection,
        "SELECT sum(order_value) FROM replenishment WHERE order_qty > 0 AND store_id = ? AND product_id <> ?",
        store_id,
        product_id,
    )[0]
    answer = assistant.ask(said.format(product, store))
    assert value_of(answer, "order_value") == pytest.approx(rest)


@pytest.mark.parametrize(
    "said",
    [
        "What is the stock in {0} worth? Deliveries on their way do not count.",
        "Value of the inventory of {0}, without open orders please",
        "How much money is tied up in stock in {0}, not counting what is on order?",
    ],
)
def test_goods_on_their_way_that_do_not_count_leave_the_stock(assistant, stores, said):
    plan = assistant.ask(said.format(stores[0][0])).plan
    assert plan.measures == ("stock_value",)
    assert not plan.also
    assert not plan.filters


def test_goods_on_their_way_that_count_are_added(assistant, stores):
    plan = assistant.ask(f"What is the stock value of {stores[0][0]} including goods in transit?").plan
    assert (plan.measures, plan.also[0].measures, plan.combine) == (("stock_value",), ("open_value",), "sum")


@pytest.mark.parametrize(
    "said",
    [
        "{0} {2} - what is there, what is coming?",
        "{0} in {2}: how many here and how many still on the way?",
        "quick one: {0} {2} how many there, how many inbound?",
    ],
)
def test_what_is_there_and_what_comes(assistant, sold, said):
    assert set(assistant.ask(said.format(*sold)).plan.measures) == {"on_hand", "on_order"}


def test_two_times_asked_for_one_after_the_other(assistant, connection, as_of):
    answer = assistant.ask("Sales yesterday, whole chain? And the same day last week?")
    for day in (as_of, as_of - timedelta(7)):
        (units,) = select(connection, "SELECT sum(units_sold) FROM sales WHERE date = ?", day)[0]
        assert _shows(answer, units)


@pytest.mark.parametrize(
    "said",
    [
        "How many {0} will {2} sell from the day after {3} up to and including {4}?",
        "If the lorry only comes on {4}, how many {0} do we expect to sell in {2} from the day after {3} to {4}?",
    ],
)
def test_a_stretch_that_begins_the_day_after(assistant, as_of, sold, said):
    first, last = as_of + timedelta(2), as_of + timedelta(9)
    window = assistant.ask(said.format(*sold[:3], first, last)).plan.window
    assert (window.start, window.end) == (first + timedelta(1), last)


def test_a_stretch_between_two_days_told_before(assistant, as_of, sold):
    first, last = as_of + timedelta(2), as_of + timedelta(9)
    asked = f"The lorry was due on {first} and now comes on {last}."
    window = assistant.ask(f"{asked} How many {sold[0]} will {sold[2]} sell between these two dates?").plan.window
    assert (window.start, window.end) == (first, last)


@pytest.mark.parametrize(
    ("said", "change"),
    [
        ("{0}, {2}, next 7 days, multiplier 1.3 on forecast - units, delta?", 0.3),
        ("{0} in {2}, demand x 0.8 next week: how many units, how many less?", -0.2),
        ("60% of forecast for {0} in {2} next 7 days - units? difference?", -0.4),
        ("what if {0} in {2} sells at 0.7 of forecast next week, how many units?", -0.3),
    ],
)
def test_a_factor_of_the_forecast_is_a_supposition(assistant, sold, said, change):
    plan = assistant.ask(said.format(*sold)).plan
    assert plan.intent == "whatif"
    assert plan.scenario.value == pytest.approx(change)


@pytest.mark.parametrize(
    "said",
    [
        "At lunch they said the apprentices get two days off before the exam. How many is it, and whom do I tell?",
        "Someone said we get a uniform. Do I have to pay for it, and how many do I get?",
    ],
)
def test_matters_of_the_staff_are_answered_with_no_figure(assistant, said):
    answer = assistant.ask(said)
    assert answer.plan.intent in ("no_data", "refuse")
    assert not answer.facts


def test_a_story_before_a_count_of_a_class_names_no_goods(assistant, stores):
    plan = assistant.ask(
        "The new boy put garlands and lanterns all over the window this morning, and nobody dares to take them down. "
        f"So, how many products at {stores[0][0]} are in class B?"
    ).plan
    assert plan.intent == "count"
    assert [(f.column, f.value) for f in plan.filters] == [("abc_class", "B")]


def test_a_heading_with_a_place_and_a_time(assistant, stores):
    plan = assistant.ask(f"Intake planning {stores[0][0]}, next week: how many units are due on open orders?").plan
    assert plan.intent == "value"
    assert plan.entities.stores == (stores[0][1],)
    assert plan.measures == ("open_units",)


def _dearer(connection):
    return select(
        connection,
        "SELECT u.name, sum(order_value), regexp_extract(body, '([0-9.]+) ?%', 1)::DOUBLE FROM notes n "
        "JOIN suppliers u USING (supplier_id) JOIN replenishment r USING (supplier_id) "
        "WHERE title ILIKE '%price%' AND regexp_matches(body, '[0-9] ?%') AND order_qty > 0 "
        "GROUP BY u.name, body ORDER BY 2 DESC LIMIT 1",
    )


@pytest.mark.parametrize(
    "said",
    [
        "{0} wants more money. What do the recommended orders with them come to today, and what at the new prices?",
        "What would our recommended orders with {0} cost before and after the announced price increase?",
        "{0} gets dearer. What do our recommended orders with them cost now, and what with the increase from the note?",
    ],
)
def test_orders_at_today_s_prices_and_at_those_of_a_note(assistant, connection, said):
    supplier, worth, percent = _dearer(connection)[0]
    answer = assistant.ask(said.format(supplier))
    assert _shows(answer, worth)
    assert _shows(answer, worth * (1 + percent / 100))


@pytest.mark.parametrize(
    "said",
    [
        "Is {0} closed at some point this winter, and if so from which day until which day?",
        "Does {0} shut down soon? If yes, I need the first and the last day.",
    ],
)
def test_whether_a_supplier_closes_is_read_in_the_notes(assistant, connection, said):
    found = select(
        connection,
        "SELECT u.name FROM notes n JOIN suppliers u USING (supplier_id) "
        "WHERE regexp_matches(body, '(?i)closed from|no dispatch|shut') ORDER BY date LIMIT 1",
    )
    answer = assistant.ask(said.format(found[0][0]))
    assert answer.plan.intent == "notes"
    assert answer.citations


def test_a_recall_told_in_passing_is_read_in_the_notes(assistant, connection):
    (product,) = select(
        connection,
        "SELECT p.name FROM notes n JOIN products p USING (product_id) "
        "WHERE title ILIKE '%recall%' ORDER BY date LIMIT 1",
    )[0]
    answer = assistant.ask(f"There was that recall of {product}, you know. How much did we pull back then?")
    assert answer.plan.intent == "notes"
    assert "ecall" in answer.citations[0].text + answer.answer
