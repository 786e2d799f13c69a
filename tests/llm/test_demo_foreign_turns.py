"""What-ifs, comparisons and totals in foreign, formal and roundabout turns, and times beside a time told."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.llm.demo_world import select, value_of


@pytest.fixture(scope="module")
def ordered(connection):
    """(product, its id, store, its id, supplier, its id) of a recommended order, by a plain name."""
    return select(
        connection,
        "SELECT p.name, product_id, s.name, store_id, u.name, u.supplier_id FROM replenishment r "
        "JOIN products p USING (product_id) JOIN stores s USING (store_id) "
        "JOIN suppliers u ON u.supplier_id = r.supplier_id "
        "WHERE order_qty > 0 AND r.lead_time_days > 0 "
        "AND (SELECT count(*) FROM products q WHERE contains(lower(q.name), lower(p.name))) = 1 "
        "ORDER BY order_qty DESC, product_id LIMIT 1",
    )[0]


def _proposed(connection, supplier_id):
    sql = "SELECT sum(order_value) FROM replenishment WHERE order_qty > 0 AND supplier_id = ?"
    return select(connection, sql, supplier_id)[0][0]


@pytest.mark.parametrize(
    ("said", "kind", "value"),
    [
        ("Imagine a 20% contraction for {0} in {2} next week. What volume remains?", "demand", -0.2),
        ("if folk take just 2/3 of what you think of {0} in {2} next week, how many is that?", "demand", -1 / 3),
        ("What if {0} goes back by a fifth in {2} next week, how many pieces stay?", "demand", -0.2),
        (
            "For {0} at {2} a degree of service of ninety percent would do. Where would the order point lie then?",
            "cycle_service_level",
            0.9,
        ),
        (
            "Simulate an extension of the delivery period of {4} by 5 days and state the reorder point for {0} at {2}.",
            "lead_time",
            5.0,
        ),
        ("If the order of {0} for {2} is rescinded, when stand we before empty shelves?", "skip_order", None),
        ("the order of {0} for {2}, suppose we scrap it, what then?", "skip_order", None),
    ],
)
def test_suppositions_in_foreign_turns(assistant, ordered, said, kind, value):
    plan = assistant.ask(said.format(*ordered)).plan
    assert (plan.intent, plan.scenario.kind) == ("whatif", kind)
    assert plan.scenario.value == (None if value is None else pytest.approx(value, abs=1e-4))
    assert (plan.entities.products, plan.entities.stores) == ((ordered[1],), (ordered[3],))


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("The pot for {4} has 100000. What do your proposed orders from them cost, and what stays in the pot?", 1),
        (
            "My boss limits me to 1 euro for {4}. What do your orders from them cost, how much do I overshoot?",
            -1,
        ),
    ],
)
def test_a_budget_in_other_words(assistant, connection, ordered, said, left):
    answer = assistant.ask(said.format(*ordered))
    cost = _proposed(connection, ordered[5])
    assert answer.plan.scenario.kind == "budget"
    rest = 100000 - cost if left > 0 else cost - 1
    assert any(isinstance(f.value, int | float) and abs(f.value - rest) < 0.01 for f in answer.facts)


@pytest.mark.parametrize(
    "said",
    [
        "Suppose {4} sticks 10 percent on everything. What would the damage be for the orders you propose from them?",
        "We hear {4} makes it 10% dearer. All orders you advise from them, what do they cost in that case?",
    ],
)
def test_everything_of_a_supplier_gets_dearer(assistant, connection, ordered, said):
    answer = assistant.ask(said.format(*ordered))
    assert answer.plan.scenario.kind == "price"
    assert any(
        isinstance(f.value, int | float) and abs(f.value - 1.1 * _proposed(connection, ordered[5])) < 0.01
        for f in answer.facts
    )


@pytest.mark.parametrize(
    "said",
    [
        "No truck reaches {2} for nine days. How many pieces of {0} will people want in the meantime?",
        "If the delivery of {0} only gets to {2} after 9 days, what do shoppers buy in that time?",
    ],
)
def test_units_while_nothing_comes(assistant, as_of, ordered, said):
    plan = assistant.ask(said.format(*ordered)).plan
    assert "expected_sales" in plan.measures
    assert (plan.window.start, plan.window.end) == (as_of + timedelta(1), as_of + timedelta(9))


@pytest.mark.parametrize(
    ("said", "descending"),
    [
        ("Which product has the highest forecast accuracy in {2}?", False),
        ("Which product in {2} shows the best accuracy, going by WAPE?", False),
        ("Which product has the lowest forecast accuracy in {2}?", True),
        ("By WAPE, predictive precision among the products of {2} peaks with which one?", False),
    ],
)
def test_the_highest_accuracy_is_the_smallest_error(assistant, ordered, said, descending):
    plan = assistant.ask(said.format(*ordered)).plan
    assert (plan.intent, plan.sort.measure, plan.sort.descending) == ("rank", "wape", descending)


def test_the_more_accurate_of_two_stores(assistant, connection):
    (one, _), (two, _) = select(connection, "SELECT name, store_id FROM stores ORDER BY store_id LIMIT 2")
    better = assistant.ask(f"Which has the higher forecast accuracy, {one} or {two}?").plan
    worse = assistant.ask(f"Who has the lowest forecast accuracy, {one} or {two}?").plan
    assert (better.sort.descending, worse.sort.descending) == (False, True)


@pytest.mark.parametrize(
    ("said", "measure"),
    [
        ("Which of the pair lets us wait longer, {0} or {1}?", "supplier_lead_time_days"),
        ("Who keeps me waiting the longest, {0} or {1}?", "supplier_lead_time_days"),
    ],
)
def test_who_keeps_us_waiting(assistant, connection, said, measure):
    names = [n for (n,) in select(connection, "SELECT name FROM suppliers ORDER BY supplier_id LIMIT 2")]
    assert assistant.ask(said.format(*names)).plan.measures[0] == measure


def test_what_lies_where_is_stock(assistant, connection, ordered):
    stores = [n for (n,) in select(connection, "SELECT name FROM stores ORDER BY store_id LIMIT 2")]
    plan = assistant.ask(f"Where does more {ordered[0]} lie, by {stores[0]} or by {stores[1]}?").plan
    assert (plan.intent, plan.measures) == ("compare", ("on_hand",))


@pytest.mark.parametrize(
    "said",
    [
        "What does the business as a whole sell next week?",
        "The following calendar week, all stores: aggregate predicted volume?",
    ],
)
def test_the_whole_company_next_week(assistant, as_of, said):
    plan = assistant.ask(said).plan
    monday = as_of + timedelta(8 - as_of.isoweekday())
    assert (plan.intent, plan.measures, plan.window.start) == ("value", ("expected_sales",), monday)
    assert plan.entities.stores == plan.entities.products == ()


def test_all_days_of_a_row_are_counted(assistant, as_of, ordered):
    plan = assistant.ask("how many {0} do we sell at {2} on tue, wed and thu of next week?".format(*ordered)).plan
    tuesday = as_of + timedelta(9 - as_of.isoweekday())
    assert (plan.window.start, plan.window.end) == (tuesday, tuesday + timedelta(2))


def test_dates_of_their_own_stay_beside_a_week_told(assistant, as_of, ordered):
    """ "How many of it from the 16th to the 18th?" is no part of the week before."""
    assistant.ask("How many {0} did {2} sell last week?".format(*ordered), conversation_id="dates-of-their-own")
    first, last = as_of + timedelta(9), as_of + timedelta(11)
    plan = assistant.ask(
        f"I'm off from {first.day} {first:%B} to {last.day} {last:%B}, so how many of it will we sell then?",
        conversation_id="dates-of-their-own",
    ).plan
    assert (plan.window.side, plan.window.start, plan.window.end) == ("forecast", first, last)


def test_everything_that_is_still_to_come_whenever_it_comes(assistant, connection, ordered):
    supplier, supplier_id = select(
        connection,
        "SELECT u.name, supplier_id FROM open_orders JOIN suppliers u USING (supplier_id) "
        "GROUP BY ALL ORDER BY sum(quantity) DESC, supplier_id LIMIT 1",
    )[0]
    answer = assistant.ask(f"If {supplier} delivered everything on order tomorrow, how many units would that be?")
    (units,) = select(connection, "SELECT sum(quantity) FROM open_orders WHERE supplier_id = ?", supplier_id)[0]
    assert value_of(answer, answer.plan.measures[0]) == units
