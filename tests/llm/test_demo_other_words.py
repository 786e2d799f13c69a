"""The same questions in other people's words: translated word for word, formal, roundabout."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.llm.demo_world import select, value_of


@pytest.mark.parametrize(
    "said",
    [
        "In the two weeks which come, what number of {p} goes over the counter in {s}?",
        "how much pieces of {p} will {s} sell in the next fourteen days?",
    ],
)
def test_units_of_a_time_in_translated_words(assistant, as_of, sold, said):
    product, product_id, store, store_id = sold
    plan = assistant.ask(said.format(p=product, s=store)).plan
    assert (plan.measures, plan.window.start, plan.window.end) == (
        ("expected_sales",),
        as_of + timedelta(1),
        as_of + timedelta(14),
    )
    assert (plan.entities.products, plan.entities.stores) == ((product_id,), (store_id,))


def test_returns_that_are_brought_again(assistant, sold):
    plan = assistant.ask(
        "Which number of {0} will customers bring again to the shop {2} in the coming week?".format(*sold)
    ).plan
    assert plan.measures == ("expected_returns",)


@pytest.mark.parametrize(
    ("said", "factor"),
    [
        ("Were sales of {0} in {2} to reach 150% of your projection next week, what would the volume be?", 0.5),
        ("for every five of {0} that you forecast for {2} it sells six next week: how many units is that?", 0.2),
        ("{0} in {2}: and on the assumption of a 10 percent shortfall, what do we sell next week?", -0.1),
    ],
)
def test_demand_supposed_in_other_words(assistant, sold, said, factor):
    plan = assistant.ask(said.format(*sold)).plan
    assert (plan.intent, plan.scenario.kind, plan.scenario.relative) == ("whatif", "demand", True)
    assert plan.scenario.value == pytest.approx(factor)


def test_goods_that_were_to_come_and_did_not(assistant, connection, as_of):
    late = {r[0] for r in select(connection, "SELECT DISTINCT product_id FROM open_orders WHERE due_on < ?", as_of)}
    answer = assistant.ask(
        f"Which items were supposed to reach us before {as_of.day} {as_of:%B} and have never arrived?"
    )
    assert {row["product_id"] for row in answer.rows} == late


def test_who_sells_the_most_of_a_thing_is_a_store(assistant, sold):
    plan = assistant.ask(f"Who is going to sell the most {sold[0]} over the next 7 days?").plan
    assert (plan.intent, plan.group_by) == ("rank", "store")


def test_the_other_end_of_a_ranking(assistant, turns):
    plan = turns(
        assistant, "Which store has the lowest revenue in the last 90 days?", "And the opposite end of that list?"
    ).plan
    assert (plan.intent, plan.group_by, plan.sort.descending) == ("rank", "store", True)


def test_a_category_with_a_buyer_of_its_own_is_left_out(assistant, connection):
    (category,) = select(connection, "SELECT category FROM products GROUP BY 1 ORDER BY count(*), 1 LIMIT 1")[0]
    plan = assistant.ask(
        f"{category} is somebody else's job, so ignore it. Which three other products sell the most next week?"
    ).plan
    assert (plan.intent, plan.limit) == ("rank", 3)
    assert category not in plan.entities.categories


def test_a_store_that_is_not_counted(assistant, turns, connection):
    (store, store_id) = select(connection, "SELECT name, store_id FROM stores ORDER BY store_id LIMIT 1")[0]
    plan = turns(assistant, "How many units will all stores sell next week?", f"the same, but {store} not counted").plan
    assert plan.entities.stores
    assert store_id not in plan.entities.stores


def test_stock_that_will_not_last(assistant, connection):
    short = select(
        connection, "SELECT count(DISTINCT product_id) FROM replenishment WHERE store_id = 'S01' AND days_of_cover < 4"
    )
    (store,) = select(connection, "SELECT name FROM stores WHERE store_id = 'S01'")[0]
    answer = assistant.ask(f"For how many products in {store} will the stock not even last 4 days?")
    assert value_of(answer, "count") == short[0][0]


def test_the_last_date_for_it_after_its_quantity(assistant, turns, sold):
    plan = turns(
        assistant,
        "How many {0} do you recommend ordering for {2}?".format(*sold),
        "I do not want to be caught out by the calendar, so tell me by which date I have to place it",
    ).plan
    assert "order_by" in plan.measures
    assert (plan.entities.products, plan.entities.stores) == ((sold[1],), (sold[3],))


def test_only_the_orders_of_today_of_a_list(assistant, turns, connection):
    (store, store_id) = select(connection, "SELECT name, store_id FROM stores ORDER BY store_id LIMIT 1")[0]
    answer = turns(assistant, f"What should we order for {store}?", "only today's orders")
    today = select(
        connection,
        "SELECT product_id FROM replenishment WHERE store_id = ? AND order_qty > 0 "
        "AND action IN ('order_now', 'expedite')",
        store_id,
    )
    assert {row["product_id"] for row in answer.rows} == {row[0] for row in today}


@pytest.mark.parametrize(
    "said",
    [
        "Until when can I wait with the order of {0} for {2}?",
        "Till which day may we hold off the order of {0} for {2}?",
    ],
)
def test_how_long_an_order_can_wait(assistant, sold, said):
    plan = assistant.ask(said.format(*sold)).plan
    assert (plan.intent, plan.measures) == ("value", ("order_by",))


def test_which_of_two_stores_gets_more_of_it_back(assistant, connection, sold):
    (one, one_id), (two, two_id) = select(connection, "SELECT name, store_id FROM stores ORDER BY store_id LIMIT 2")
    plan = assistant.ask(f"Customers in {one} or in {two}: who returns {sold[0]} at the higher rate?").plan
    assert (plan.intent, plan.measures, set(plan.entities.stores)) == (
        "compare",
        ("return_rate_pct",),
        {one_id, two_id},
    )


def test_the_demand_that_goes_into_a_reorder_point(assistant, connection, sold):
    product, product_id, store, store_id = sold
    mean = select(
        connection,
        "SELECT protection_mean FROM replenishment WHERE product_id = ? AND store_id = ?",
        product_id,
        store_id,
    )[0][0]
    answer = assistant.ask(f"The reorder point of {product} in {store}: what mean demand goes into it?")
    assert any(fact.value == pytest.approx(mean) for fact in answer.facts)


def test_who_sold_the_most_of_everything_is_a_store(assistant):
    plan = assistant.ask("Who sold the most units over the last 28 days?").plan
    assert (plan.intent, plan.group_by, plan.measures) == ("rank", "store", ("actual_sales",))


def test_which_two_out_of_all_stores(assistant):
    plan = assistant.ask("Out of all our shops, which two will sell the fewest units next week?").plan
    assert (plan.intent, plan.group_by, plan.limit, plan.sort.descending) == ("rank", "store", 2, False)


def test_a_list_narrowed_down_stays_in_its_store(assistant, turns, connection):
    (store, store_id) = select(connection, "SELECT name, store_id FROM stores ORDER BY store_id LIMIT 1")[0]
    answer = turns(
        assistant,
        f"What should we order for {store}?",
        "Please narrow that list down to the orders worth more than 80 euros",
    )
    over = select(connection, "SELECT product_id FROM replenishment WHERE store_id = ? AND order_value > 80", store_id)
    assert {row["product_id"] for row in answer.rows} == {row[0] for row in over}


def test_money_that_somebody_left(assistant, connection):
    (supplier,) = select(connection, "SELECT name FROM suppliers ORDER BY supplier_id LIMIT 1")[0]
    plan = assistant.ask(
        f"Head office left me with 3000 for {supplier}. What do all recommended orders with them cost, "
        "and what remains of it?"
    ).plan
    assert (plan.scenario.kind, plan.scenario.value) == ("budget", 3000.0)


def test_a_chance_of_running_out_is_a_limit_and_supposes_nothing(assistant, connection):
    likely = select(
        connection, "SELECT product_id FROM replenishment WHERE store_id = 'S01' AND stockout_probability > 0.3"
    )
    (store,) = select(connection, "SELECT name FROM stores WHERE store_id = 'S01'")[0]
    answer = assistant.ask(f"Would you name me the items in {store} whose chance of running out is above 30%?")
    assert {row["product_id"] for row in answer.rows} == {row[0] for row in likely}
