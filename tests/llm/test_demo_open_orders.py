"""Open orders as things of their own, in the demo world: late, old, large, whose, and never arriving."""

from __future__ import annotations

import pytest

from tests.llm.demo_world import select, value_of


def _lines(connection, columns, condition="TRUE", *parameters):
    return select(
        connection,
        f"SELECT {columns} FROM open_orders o JOIN products p USING (product_id) JOIN stores s USING (store_id) "
        f"JOIN suppliers v ON v.supplier_id = o.supplier_id WHERE {condition}",
        *parameters,
    )


@pytest.fixture(scope="module")
def late_order(connection, as_of):
    """(number, supplier, days late) of one late order."""
    found = _lines(connection, "o.order_id, v.name, ?::DATE - o.due_on::DATE", "o.due_on < ?", as_of, as_of)
    return sorted(found)[0]


def test_how_late_an_order_is_counts_from_its_due_date(assistant, late_order):
    number, supplier, days = late_order
    for question in (
        f"How overdue is order {number}?",
        f"{supplier} has not delivered {number} yet. How many days behind its agreed date is it by now?",
    ):
        assert value_of(assistant.ask(question), "days_late") == days


def test_an_order_that_is_not_late_is_said_not_to_be(assistant, connection, as_of):
    number = _lines(connection, "max(o.order_id)", "o.due_on > ?", as_of)[0][0]
    answer = assistant.ask(f"how many days late is {number}?")
    assert "late" in answer.answer
    assert not any(f.measure == "days_late" for f in answer.facts)


def test_the_content_of_an_order_is_told_line_by_line(assistant, connection):
    number = _lines(connection, "o.order_id", "TRUE GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1")[0][0]
    expected = dict(_lines(connection, "p.name, o.quantity", "o.order_id = ?", number))
    answer = assistant.ask(f"Which goods are on {number}?")
    assert {r["name"] for r in answer.rows} == set(expected)
    told = {f.subject["product"]: f.value for f in answer.facts if f.measure == "order_content"}
    assert told == expected
    assert value_of(answer, "open_units") == sum(expected.values())


@pytest.mark.parametrize(
    ("question", "measure", "column"),
    [
        ("For which shop is {number} meant?", "order_store", "s.name"),
        ("Who is {number} with?", "order_supplier", "v.name"),
        ("On what day did we place {number}?", "ordered_on", "o.ordered_on::DATE"),
        ("When should {number} get here?", "first_due", "o.due_on::DATE"),
    ],
)
def test_one_thing_asked_of_an_order(assistant, connection, question, measure, column):
    number = _lines(connection, "max(o.order_id)")[0][0]
    expected = _lines(connection, column, "o.order_id = ?", number)[0][0]
    assert value_of(assistant.ask(question.format(number=number)), measure) == expected


def test_money_and_units_of_late_deliveries_are_those_of_the_late_lines(assistant, connection, as_of, late_order):
    supplier = late_order[1]
    units, money = _lines(
        connection, "sum(o.quantity), sum(o.quantity * p.unit_cost)", "o.due_on < ? AND v.name = ?", as_of, supplier
    )[0]
    asked = assistant.ask(f"How many pieces of {supplier}'s deliveries are overdue?")
    assert value_of(asked, "open_units") == units
    asked = assistant.ask(f"What are the overdue deliveries of {supplier} worth at cost?")
    assert value_of(asked, "open_value") == pytest.approx(money)


def test_the_share_of_orders_that_are_late(assistant, connection, as_of):
    late = _lines(connection, "count(DISTINCT o.order_id)", "o.due_on < ?", as_of)[0][0]
    whole = _lines(connection, "count(DISTINCT o.order_id)")[0][0]
    answer = assistant.ask("What percentage of our open purchase orders is overdue?")
    assert value_of(answer, "share") == pytest.approx(100 * late / whole)


def test_the_share_of_a_supplier_in_all_that_is_on_order(assistant, connection):
    name, units = _lines(connection, "v.name, sum(o.quantity)", "TRUE GROUP BY 1 ORDER BY 2 DESC LIMIT 1")[0]
    whole = _lines(connection, "sum(o.quantity)")[0][0]
    answer = assistant.ask(f"What share of all the units on order is with {name}?")
    assert value_of(answer, "share") == pytest.approx(100 * units / whole)


def test_the_largest_open_order_line_and_the_oldest_order(assistant, connection):
    product, store, units = _lines(
        connection, "p.name, s.name, o.quantity", "TRUE ORDER BY o.quantity DESC, p.name, s.name LIMIT 1"
    )[0]
    answer = assistant.ask("Which single open order line is the biggest in units?")
    assert answer.rows[0]["product"] == product
    assert answer.rows[0]["store"] == store
    assert value_of(answer, "open_units") == units
    first = _lines(connection, "min(o.ordered_on)::DATE")[0][0]
    oldest = {n for (n,) in _lines(connection, "DISTINCT o.order_id", "o.ordered_on::DATE = ?", first)}
    answer = assistant.ask("Which of our open orders has been waiting the longest?")
    assert {r["order_id"] for r in answer.rows} == oldest


def test_deliveries_of_a_stretch_of_time_are_counted_as_orders(assistant, connection, as_of):
    store, orders = _lines(
        connection, "s.name, count(DISTINCT o.order_id)",
        "o.due_on BETWEEN ?::DATE + 1 AND ?::DATE + 7 GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 1", as_of, as_of,
    )[0]  # fmt: skip
    answer = assistant.ask(f"How many deliveries are expected in {store} in the next 7 days?")
    assert value_of(answer, "count") == orders


def test_orders_placed_before_a_day(assistant, connection):
    day = _lines(connection, "max(o.ordered_on)::DATE")[0][0]
    expected = {n for (n,) in _lines(connection, "DISTINCT o.order_id", "o.ordered_on < ?", day)}
    answer = assistant.ask(f"Which open orders did we place before {day.day} {day:%B %Y}?")
    assert {r["name"] for r in answer.rows} == expected


def test_without_an_open_order_position_and_recommendation_are_computed_again(assistant, connection):
    product, store, position, order, units = select(
        connection,
        "SELECT p.name, s.name, r.inventory_position, r.order_qty, (SELECT sum(quantity) FROM open_orders o "
        "WHERE o.store_id = r.store_id AND o.product_id = r.product_id) AS open FROM replenishment r "
        "JOIN products p USING (product_id) JOIN stores s USING (store_id) WHERE r.on_order > 0 "
        "ORDER BY r.on_order DESC, p.name LIMIT 1",
    )[0]
    answer = assistant.ask(f"Suppose the open orders for {product} in {store} never turn up. Inventory position then?")
    assert value_of(answer, "scenario_value") == pytest.approx(position - units)
    answer = assistant.ask(f"If the deliveries of {product} to {store} were cancelled, how much would I have to order?")
    assert value_of(answer, "scenario_value") > order


def test_an_order_number_that_nobody_knows(assistant):
    answer = assistant.ask("What is on PO-99999999?")
    assert not any(f.measure.startswith(("open_", "order_content")) for f in answer.facts)
    assert not answer.rows


def test_one_level_as_a_part_of_another(assistant, connection):
    product, store, safety, point = select(
        connection,
        "SELECT p.name, s.name, r.safety_stock, r.reorder_point FROM replenishment r JOIN products p "
        "USING (product_id) JOIN stores s USING (store_id) "
        "WHERE r.safety_stock > 3 ORDER BY r.product_id, r.store_id LIMIT 1",
    )[0]
    for question in (
        f"Which share of the reorder point of {product} in {store} is safety stock?",
        f"{product}, {store}: the safety stock as a percentage of the reorder point please",
    ):
        assert value_of(assistant.ask(question), "share") == pytest.approx(100 * safety / point)


def test_stock_of_a_day_before_is_said_not_to_be_known(assistant, connection):
    product, store = select(
        connection,
        "SELECT p.name, s.name FROM replenishment r JOIN products p USING (product_id) JOIN stores s USING (store_id) "
        "ORDER BY r.product_id, r.store_id LIMIT 1",
    )[0]
    answer = assistant.ask(f"How many units of {product} were on hand in {store} on 3 February 2025?")
    assert answer.status == "no_data"
    assert not any(f.measure == "on_hand" for f in answer.facts)


def test_a_limit_told_before_is_meant_by_that(assistant, connection):
    store, limit = select(
        connection,
        "SELECT s.name, floor(median(r.order_value)) FROM replenishment r JOIN stores s USING (store_id) "
        "WHERE r.order_qty > 0 GROUP BY 1 HAVING count(*) > 4 ORDER BY 1 LIMIT 1",
    )[0]
    expected = select(
        connection,
        "SELECT DISTINCT p.name FROM replenishment r JOIN products p USING (product_id) JOIN stores s USING (store_id) "
        "WHERE s.name = ? AND r.order_value > ?",
        store,
        limit,
    )
    answer = assistant.ask(
        f"My boss signs everything beyond {limit:g} euro. Which recommended orders in {store} cost more than that?"
    )
    assert {r["name"] for r in answer.rows} == {n for (n,) in expected}


def test_lead_time_and_review_period_of_a_supplier_in_one_sum(assistant, connection):
    name, days = select(
        connection, "SELECT name, lead_time_days + review_period_days FROM suppliers ORDER BY supplier_id LIMIT 1"
    )[0]
    answer = assistant.ask(f"For {name}, lead time and review period together: how many days?")
    assert value_of(answer, "supplier_protection_days") == days


def test_what_comes_on_a_day_is_told_product_by_product(assistant, connection, as_of):
    store, day = _lines(
        connection, "s.name, o.due_on::DATE", "o.due_on > ? GROUP BY 1, 2 ORDER BY count(*) DESC, 1, 2 LIMIT 1", as_of
    )[0]
    expected = _lines(connection, "p.name, o.quantity", "s.name = ? AND o.due_on::DATE = ?", store, day)
    answer = assistant.ask(f"Which goods are due at {store} on {day.day} {day:%B %Y}?")
    assert value_of(answer, "open_units") == sum(units for _, units in expected)
    assert {r["name"] for r in answer.rows} == {name for name, _ in expected}
    assert "all stores" not in answer.answer


def test_the_largest_orders_by_value(assistant, connection):
    expected = _lines(
        connection, "o.order_id, sum(o.quantity * p.unit_cost)", "TRUE GROUP BY 1 ORDER BY 2 DESC LIMIT 3"
    )
    answer = assistant.ask("Which are the three largest open purchase orders by value?")
    assert [r["order_id"] for r in answer.rows] == [number for number, _ in expected]


def test_open_order_lines_are_counted_and_added_up(assistant, connection):
    product, lines, units = _lines(
        connection, "p.name, count(*), sum(o.quantity)", "TRUE GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 1"
    )[0]
    answer = assistant.ask(f"For {product}, how many order lines are still open, and how many units is that in total?")
    assert (value_of(answer, "open_lines"), value_of(answer, "open_units")) == (lines, units)


def test_a_late_order_by_its_number_comes_so_much_later(assistant, connection, as_of):
    number, due = _lines(
        connection, "o.order_id, min(o.due_on)::DATE", "o.due_on > ? GROUP BY 1 ORDER BY 1 LIMIT 1", as_of
    )[0]
    answer = assistant.ask(f"Suppose {number} slips by 4 days. On which day would it be here?")
    assert (value_of(answer, "scenario_value") - due).days == 4


def test_a_change_in_percent_is_no_limit_told_before(turns, assistant, connection):
    product, store = select(
        connection,
        "SELECT p.name, s.name FROM replenishment r JOIN products p USING (product_id) JOIN stores s USING (store_id) "
        "ORDER BY r.protection_mean DESC, 1, 2 LIMIT 1",
    )[0]
    answer = turns(assistant, f"How many {product} does {store} sell next week?", "And with 30% more than that?")
    sold = next(f for f in answer.facts if f.measure == "expected_sales").value
    assert value_of(answer, "scenario_value") == pytest.approx(1.3 * sold)


def test_it_is_the_order_that_was_opened_or_came_first(turns, assistant, connection):
    number, placed, supplier = _lines(
        connection, "o.order_id, min(o.ordered_on)::DATE, min(v.name)",
        "TRUE GROUP BY 1 ORDER BY sum(o.quantity) DESC LIMIT 1",
    )[0]  # fmt: skip
    for first in (f"Show me the lines of {number}", "Which open order is the largest in units?"):
        assert value_of(turns(assistant, first, "On what day did we place it?"), "ordered_on") == placed
        assert value_of(turns(assistant, first, "who is that order with?"), "order_supplier") == supplier


def test_after_an_order_a_question_on_sales_is_not_about_the_order(turns, assistant, connection):
    number, product, store = _lines(connection, "o.order_id, p.name, s.name", "TRUE ORDER BY 1, 2 LIMIT 1")[0]
    answer = turns(assistant, f"What is on {number}?", f"How many units of {product} will {store} sell next week?")
    assert not any(f.measure.startswith("open_") for f in answer.facts)
    assert any(f.measure == "expected_sales" for f in answer.facts)


def test_a_part_of_a_number_is_not_the_order(assistant, connection):
    number = _lines(connection, "max(o.order_id)")[0][0]
    digits = "".join(c for c in number if c.isdigit())
    assert {r["order_id"] for r in assistant.ask(f"What is on order {digits}?").rows} == {number}
    assert assistant.ask(f"What is on PO-{digits[:-1]}?").status == "no_data"


@pytest.fixture(scope="module")
def level_orders(connection):
    """Numbers of the oldest open orders, placed on the same day."""
    found = _lines(connection, "DISTINCT o.order_id", "o.ordered_on = (SELECT min(ordered_on) FROM open_orders)")
    numbers = sorted(number for (number,) in found)
    assert 1 < len(numbers) <= 4
    return numbers


@pytest.mark.parametrize("then", ["when does that one arrive?", "which supplier is it with?", "is this order late?"])
def test_that_one_asks_back_where_several_orders_are_level(turns, assistant, level_orders, then):
    opening = "Which of our open orders is the oldest?"
    answer = turns(assistant, opening, then)
    assert answer.status == "clarify"
    assert all(number in answer.answer for number in level_orders)
    chosen = turns(assistant, opening, then, level_orders[1]).plan
    assert [f.value for f in chosen.filters if f.column == "order_id"] == [level_orders[1]]


@pytest.mark.parametrize(("said", "at"), [("the second one", 1), ("the first of them", 0), ("the last one", -1)])
def test_an_order_by_its_place_in_the_answer(turns, assistant, level_orders, said, at):
    plan = turns(assistant, "Which of our open orders is the oldest?", f"how many units does {said} have?").plan
    assert [f.value for f in plan.filters if f.column == "order_id"] == [level_orders[at]]


def test_each_of_several_orders_is_told(turns, assistant, connection, level_orders):
    answer = turns(assistant, "Which of our open orders is the oldest?", "when are they due?")
    due = _lines(connection, "o.order_id, min(o.due_on::DATE)", "list_contains(?, o.order_id) GROUP BY 1", level_orders)
    told = {f.subject["order"]: f.value for f in answer.facts if f.measure == "first_due"}
    assert told == dict(due)


def test_several_orders_added_up(turns, assistant, connection, level_orders):
    answer = turns(assistant, "Which of our open orders is the oldest?", "how many units do they have altogether?")
    total = _lines(connection, "sum(o.quantity)", "list_contains(?, o.order_id)", level_orders)[0][0]
    assert value_of(answer, "open_units") == total


@pytest.mark.parametrize("then", ["which of them is the smallest?", "and which one of those is the smallest?"])
def test_one_among_the_orders_told(turns, assistant, connection, then):
    largest = _lines(connection, "o.order_id, sum(o.quantity) AS n", "TRUE GROUP BY 1 ORDER BY n DESC, 1 LIMIT 3")
    answer = turns(assistant, "top 3 open orders by units", then)
    assert {r["order_id"] for r in answer.rows} == {n for n, units in largest if units == largest[-1][1]}


def test_the_other_end_of_the_open_orders(turns, assistant, connection):
    answer = turns(assistant, "Which open order is the oldest?", "and the newest?")
    newest = _lines(connection, "DISTINCT o.order_id", "o.ordered_on = (SELECT max(ordered_on) FROM open_orders)")
    assert {r["order_id"] for r in answer.rows} == {number for (number,) in newest}
