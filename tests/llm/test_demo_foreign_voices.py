"""Questions of people who write in a language that is not theirs, in haste, or with figures of speech."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.llm.demo_world import expected_units, select, value_of


@pytest.mark.parametrize(
    "said",
    [
        "Starting on {a} and ending on {b}, the first and the last day included: how many {p} will {s} sell?",
        "how much {p} is {s} selling since {a} up to and with {b}?",
    ],
)
def test_a_stretch_by_its_two_ends(assistant, as_of, sold, said):
    product, _, store, _ = sold
    first, last = as_of + timedelta(3), as_of + timedelta(8)
    plan = assistant.ask(said.format(a=first, b=last, p=product, s=store)).plan
    assert (plan.measures, plan.window.start, plan.window.end, plan.also) == (("expected_sales",), first, last, ())


def test_open_orders_due_before_a_day_are_no_sales_of_it(assistant, connection, as_of):
    day = as_of - timedelta(1)
    orders, units = select(
        connection,
        "SELECT count(DISTINCT order_id), sum(quantity) FROM open_orders WHERE store_id = 'S02' AND due_on < ?",
        day,
    )[0]
    (store,) = select(connection, "SELECT name FROM stores WHERE store_id = 'S02'")[0]
    answer = assistant.ask(
        f"In {store} I would like to see the open purchase orders with due date sooner than {day}. "
        "How many these are? And the pieces in them, summed, how many?"
    )
    if orders:
        assert value_of(answer, "open_orders") == orders
        assert value_of(answer, "open_units") == units
    assert all(part.measures != ("actual_sales",) for part in answer.plan.parts())


@pytest.mark.parametrize(
    ("said", "factor"),
    [
        ("picture every shop getting rid of three times the {p} next week: what does it come to in units?", 2.0),
        ("Keep {p} twenty percent above your prognosis for the next 7 days, at how many units do we land?", 0.2),
        ("{p} next week, your figure minus fifteen percent: units?", -0.15),
    ],
)
def test_so_much_more_or_less_than_the_forecast(assistant, sold, said, factor):
    plan = assistant.ask(said.format(p=sold[0])).plan
    assert (plan.intent, plan.scenario.kind) == ("whatif", "demand")
    assert plan.scenario.value == pytest.approx(factor)
    assert plan.measures == ("expected_sales",)


def test_money_in_the_purse_is_a_budget(assistant, connection):
    supplier, _, due = select(
        connection,
        "SELECT s.name, supplier_id, sum(order_value) FROM replenishment JOIN suppliers s USING (supplier_id) "
        "WHERE order_qty > 0 GROUP BY ALL ORDER BY 3 DESC LIMIT 1",
    )[0]
    money = round(due) + 250
    answer = assistant.ask(
        f"My purse with {supplier} holds {money}. All what you propose there, can I pay all with this? "
        "How much is left over for me?"
    )
    assert answer.plan.scenario.kind == "budget"
    assert any(abs(f.value - (money - due)) < 0.01 for f in answer.facts if isinstance(f.value, float))


def test_a_number_wanted_without_a_list_is_a_count(assistant, connection):
    (store, n) = select(
        connection,
        "SELECT s.name, count(*) FILTER (return_rate_pct > 10) FROM stats JOIN stores s USING (store_id) "
        "WHERE store_id = 'S03' GROUP BY ALL",
    )[0]
    answer = assistant.ask(
        f"The number, with no table please, of {store} products with a return rate above ten percent?"
    )
    assert value_of(answer, "count") == n


def test_lines_that_must_be_sent_off_today_are_recommended(assistant, connection):
    n, money = select(
        connection,
        "SELECT count(*), sum(order_value) FROM replenishment "
        "WHERE order_qty > 0 AND action IN ('order_now', 'expedite')",
    )[0]
    answer = assistant.ask("How many order lines have to be submitted today, all stores, and what is their value?")
    assert value_of(answer, "count") == n
    assert value_of(answer, "order_value") == pytest.approx(money, abs=0.01)


def test_what_the_lorries_bring_is_on_order(assistant, connection, as_of):
    first, last = as_of + timedelta(1), as_of + timedelta(9)
    (units,) = select(
        connection,
        "SELECT sum(quantity) FROM open_orders WHERE store_id = 'S01' AND due_on BETWEEN ? AND ?",
        first,
        last,
    )[0]
    (store,) = select(connection, "SELECT name FROM stores WHERE store_id = 'S01'")[0]
    answer = assistant.ask(
        f"How many pieces in sum do the trucks bring to {store} from {first} to {last}? "
        "Everything that is already late, do not count it."
    )
    assert value_of(answer, "open_units") == units


def test_stock_and_orders_together_below_the_level(assistant, connection):
    (n,) = select(
        connection,
        "SELECT count(*) FROM replenishment WHERE store_id = 'S02' AND inventory_position < reorder_point",
    )[0]
    (store,) = select(connection, "SELECT name FROM stores WHERE store_id = 'S02'")[0]
    answer = assistant.ask(
        f"{store}: how many articles with on hand plus on order under the reorder level? number only"
    )
    assert value_of(answer, "count") == n


def test_a_fixture_of_the_shop_is_no_unknown_product(assistant, sold):
    plan = assistant.ask("half a pallet gone to {0} in {2}, how many do we have?".format(*sold)).plan
    assert (plan.intent, plan.measures) == ("value", ("on_hand",))


def test_the_winner_of_a_sum_told_before(assistant, turns, as_of, sold):
    plan = turns(
        assistant,
        f"How many {sold[0]} have we sold in the last 28 days, all stores together?",
        "who gets the medal, which store cut itself the juiciest piece of that pie?",
    ).plan
    assert (plan.intent, plan.group_by, plan.window.start) == ("rank", "store", as_of - timedelta(27))


def test_a_ranking_goes_on(assistant, turns):
    plan = turns(
        assistant,
        "Which 3 products sell the most next week?",
        "Would you carry on with the list with fourth to sixth place",
    ).plan
    assert (plan.intent, plan.limit, plan.offset) == ("rank", 3, 3)


def test_stock_after_days_without_a_delivery(assistant, turns, connection, sold):
    plan = turns(
        assistant,
        "How many {0} are on hand in {2}?".format(*sold),
        "zero deliveries next 5 days: remaining quantity on hand at the end?",
    ).plan
    assert "stock_left" in plan.measures


def test_the_units_are_those_of_the_forecast(assistant, connection, sold):
    answer = assistant.ask("May I ask how many {0} {2} is going to sell over the next 7 days?".format(*sold))
    assert value_of(answer, "expected_sales") == pytest.approx(expected_units(connection, sold[3], sold[1]), abs=0.01)
