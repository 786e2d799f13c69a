# ruff: noqa: E501 - queries are read on one line
"""Open orders against new ones, alerts counted further, stores counted, limits in second messages, lead time plus review."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.llm.demo_world import select, value_of


def _one(connection, sql, *parameters):
    return connection.execute(sql, list(parameters)).fetchone()


@pytest.mark.parametrize(
    "words",
    [
        "Compare the units on order for {s} with those you recommend to order.",
        "{s}: what is on order versus what you propose to order, in pieces",
        "for {s}, the quantity on order against the recommended order quantity",
    ],
)
def test_what_is_on_order_against_what_should_be_ordered(assistant, connection, words):
    name, open_units, new_units = _one(
        connection,
        "SELECT s.name, sum(on_order), sum(order_qty) FROM replenishment JOIN stores s USING (store_id) GROUP BY 1 ORDER BY 1 DESC LIMIT 1",
    )
    answer = assistant.ask(words.format(s=name))
    assert value_of(answer, "on_order") == pytest.approx(open_units)
    assert value_of(answer, "order_qty") == pytest.approx(new_units)


def test_alerts_that_were_counted_are_counted_further(assistant, turns, connection):
    late = _one(connection, "SELECT count(*) FROM alerts WHERE kind = 'late_order'")[0]
    grave = _one(connection, "SELECT count(*) FROM alerts WHERE kind = 'late_order' AND severity = 'critical'")[0]
    asked = turns(assistant, "How many alerts are there?", "and how many of those concern delayed deliveries?")
    assert asked.plan.group_by == "alert"
    assert value_of(asked, "count") == late
    both = assistant.ask("What is the number of critical alerts, and how many of them are about orders that are late?")
    assert grave in [f.value for f in both.facts if f.measure == "count"]


@pytest.mark.parametrize(
    "words",
    [
        "Which products do two or more of our shops have too much of?",
        "articles of which at least two stores have excess stock",
    ],
)
def test_stores_that_have_too_much_of_it(assistant, connection, words):
    wanted = {
        p
        for (p,) in select(
            connection,
            "SELECT p.name FROM replenishment JOIN products p USING (product_id) WHERE action = 'excess' GROUP BY 1 HAVING count(*) >= 2",
        )
    }
    assert {r.get("name") or r.get("product_name") for r in assistant.ask(words).rows} == wanted


def test_a_second_message_has_its_own_number(assistant, turns, connection):
    store, category = _one(
        connection,
        "SELECT s.name, category FROM products, stores s GROUP BY 1, 2 HAVING count(*) > 5 ORDER BY 1, 2 LIMIT 1",
    )
    answer = turns(
        assistant,
        f"Which six products in {store} have the highest expected sales for the next 7 days?",
        f"and inside {category}, which 2 will sell the least?",
    )
    assert answer.plan.limit == 2
    assert len(answer.rows) == 2


def test_the_error_is_smallest_where_it_is_best(assistant, connection):
    store = _one(connection, "SELECT name FROM stores ORDER BY name DESC LIMIT 1")[0]
    for words in (
        "By WAPE, which product do you hit best in {s}?",
        "in {s}, going by MAE, for which article does the forecast do best?",
    ):
        plan = assistant.ask(words.format(s=store)).plan
        assert (plan.sort.measure in plan.measures, plan.sort.descending) == (True, False)
    worst = assistant.ask(f"By WAPE, which product do you hit worst in {store}?").plan
    assert (worst.sort.measure, worst.sort.descending) == ("wape", True)


def test_demand_over_lead_time_plus_review(assistant, connection):
    product, store, demand, position, point = _one(
        connection,
        "SELECT p.name, s.name, protection_mean, inventory_position, reorder_point FROM replenishment JOIN products p USING (product_id) "
        "JOIN stores s USING (store_id) WHERE order_qty = 0 ORDER BY protection_mean DESC, 1 LIMIT 1",
    )
    answer = assistant.ask(
        f"{product} in {store}: what will we sell in the time until delivery plus the review interval?"
    )
    assert value_of(answer, "protection_mean") == pytest.approx(demand, abs=0.05)
    answer = assistant.ask(f"{product} in {store}: what is our position, and with which level is it compared?")
    assert value_of(answer, "inventory_position") == pytest.approx(position)
    assert value_of(answer, "reorder_point") == pytest.approx(point, abs=0.05)


def test_money_for_a_store_is_a_budget(assistant, connection):
    store, value = _one(
        connection,
        "SELECT s.name, sum(order_value) FROM replenishment JOIN stores s USING (store_id) WHERE action IN ('order_now', 'expedite') "
        "AND order_qty > 0 GROUP BY 1 ORDER BY 2 DESC LIMIT 1",
    )
    budget = int(value) + 700
    for words in (
        "The sum we are allowed to spend in {s} is {n}. If all of today's orders are placed, what is left of it?",
        "{n} is available for {s}. When I place all of today's orders, how much is left over?",
    ):
        answer = assistant.ask(words.format(s=store, n=budget))
        assert any(f.value == pytest.approx(budget - value, abs=0.01) for f in answer.facts)


def test_why_somebody_asks_is_not_what_is_asked(assistant, connection):
    store = _one(connection, "SELECT name FROM stores ORDER BY name LIMIT 1")[0]
    plain = assistant.ask(f"I need the sales forecast for {store} for next week").plan
    told = assistant.ask(
        f"Head office has changed the closing routine, so I need the sales forecast for {store} for next week"
    ).plan
    assert (told.intent, told.measures, told.window) == (plain.intent, plain.measures, plain.window)


@pytest.mark.parametrize(
    "words",
    [
        "Which products in {s} run out in the next 14 days and are not on order yet?",
        "what runs out in {s} in the next 14 days that has no order open?",
        "in {s}, list everything that sells out within the next 14 days and has not been ordered yet",
    ],
)
def test_what_is_not_on_order_yet(assistant, connection, as_of, words):
    store = _one(connection, "SELECT name FROM stores ORDER BY name LIMIT 1")[0]
    wanted = {
        p
        for (p,) in select(
            connection,
            "SELECT p.name FROM replenishment r JOIN products p USING (product_id) JOIN stores s USING (store_id) "
            "WHERE s.name = ? AND on_order = 0 AND stockout_date::DATE <= ?",
            store,
            as_of + timedelta(14),
        )
    }
    assert {r.get("name") or r.get("product_name") for r in assistant.ask(words.format(s=store)).rows} == wanted


@pytest.mark.parametrize(
    "words",
    [
        "What is the lead time of Penhallow Foods?",
        "How much is on order with Tarleton & Sons?",
        "does Okafor Trading deliver on time?",
    ],
)
def test_an_unknown_firm_is_no_unknown_product(assistant, words):
    answer = assistant.ask(words)
    assert answer.status == "no_data"
    assert "supplier called" in answer.answer
