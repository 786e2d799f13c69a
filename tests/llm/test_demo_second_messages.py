"""Second messages about what was just told: a time beside it, its other end, a part of it, what is left of it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.llm.demo_world import select, value_of

_SOLD = "SELECT sum(units_sold) FROM sales WHERE store_id = ? AND product_id = ? AND date BETWEEN ? AND ?"
_TODAY = "action IN ('order_now', 'expedite') AND order_qty > 0"


def _one(connection, sql, *parameters):
    return select(connection, sql, *parameters)[0][0]


def _value(answer, measure):
    return next(f.value for f in answer.facts if f.measure == measure)


def _difference(answer):
    return abs(next(f.value for f in answer.facts if f.measure == "difference"))


@pytest.fixture(scope="module")
def item(connection):
    """(product, its id, store, its id) of stock with an open order, whose product has a plain name."""
    return select(
        connection,
        "SELECT p.name, product_id, s.name, store_id FROM replenishment r JOIN products p USING (product_id) "
        "JOIN stores s USING (store_id) WHERE on_hand > 60 AND on_order > 0 AND reorder_point IS NOT NULL "
        "AND (SELECT count(*) FROM products q WHERE contains(lower(q.name), lower(p.name))) = 1 "
        "ORDER BY on_hand DESC, product_id LIMIT 1",
    )[0]


@pytest.fixture(scope="module")
def last_day(connection):
    return _one(connection, "SELECT max(date)::DATE FROM sales")


@pytest.mark.parametrize(
    "then",
    [
        "and in the week preceding that one?",
        "what was it a week earlier?",
        "and the previous one?",
        "the one before that?",
    ],
)
def test_the_week_before_the_one_told(turns, assistant, connection, item, last_day, then):
    product, product_id, store, store_id = item
    sunday = last_day - timedelta(last_day.isoweekday() % 7)
    answer = turns(assistant, f"How many {product} went over the counter in {store} last week?", then)
    expected = _one(connection, _SOLD, store_id, product_id, sunday - timedelta(13), sunday - timedelta(7))
    assert _value(answer, "actual_sales") == expected


def test_the_month_before_a_month_and_a_weekday_before_a_day(turns, assistant, connection, item, last_day):
    product, product_id, store, store_id = item
    end = last_day.replace(day=1) - timedelta(1)
    before = end.replace(day=1) - timedelta(1)
    answer = turns(
        assistant, f"How many {product} did {store} sell in {end:%B %Y}?", "and in the month before that one?"
    )
    expected = _one(connection, _SOLD, store_id, product_id, before.replace(day=1), before)
    assert _value(answer, "actual_sales") == expected
    answer = turns(assistant, f"How many units did {store} sell yesterday?", f"and the {last_day:%A} before?")
    sql = "SELECT sum(units_sold) FROM sales WHERE store_id = ? AND date = ?"
    assert _value(answer, "actual_sales") == _one(connection, sql, store_id, last_day - timedelta(7))


@pytest.mark.parametrize(
    ("level", "then", "stock"),
    [
        (
            "reorder point",
            "our stock and what is on order together: how many units are we over that level?",
            "inventory_position",
        ),
        ("reorder point", "are we above it, and by how many pieces?", "inventory_position"),
        ("safety stock", "by how much is the stock on hand above it?", "on_hand"),
    ],
)
def test_how_far_the_stock_is_from_a_level_told(turns, assistant, connection, item, level, then, stock):
    product, product_id, store, store_id = item
    answer = turns(assistant, f"What is the {level} of {product} in {store}?", then)
    sql = f"SELECT {stock} - {level.replace(' ', '_')} FROM replenishment WHERE store_id = ? AND product_id = ?"
    assert _difference(answer) == pytest.approx(abs(_one(connection, sql, store_id, product_id)), abs=0.01)


def test_two_levels_told_are_subtracted_however_it_is_said(turns, assistant, connection, item):
    product, product_id, store, store_id = item
    opening = (f"What is the safety stock of {product} in {store}?", "and the reorder point?")
    sql = "SELECT reorder_point - safety_stock FROM replenishment WHERE store_id = ? AND product_id = ?"
    expected = _one(connection, sql, store_id, product_id)
    for then in ("how wide apart are they?", "take one from the other, please"):
        assert _difference(turns(assistant, *opening, then)) == pytest.approx(expected, abs=0.01)


@pytest.mark.parametrize(
    "asked",
    [
        "How many order lines are recommended in {store}, no matter whether they are due today?",
        "How many products should be ordered in {store}, today or later?",
    ],
)
def test_a_time_that_is_no_condition(turns, assistant, connection, asked):
    store, store_id = select(connection, "SELECT name, store_id FROM stores ORDER BY store_id LIMIT 1")[0]
    expected = _one(connection, "SELECT count(*) FROM replenishment WHERE store_id = ? AND order_qty > 0", store_id)
    assert value_of(turns(assistant, asked.format(store=store)), "count") == expected
    answer = turns(assistant, f"How many products must be ordered today in {store}?", "no, not only those of today")
    assert value_of(answer, "count") == expected


@pytest.mark.parametrize(
    "then", ["and all the categories put together?", "what about the whole assortment?", "and everything?"]
)
def test_all_of_a_kind_after_one_of_it(turns, assistant, connection, then):
    answer = turns(assistant, "How many units of Dairy do we expect to sell in the next 7 days?", then)
    sql = "SELECT sum(mean) FROM forecasts WHERE target = 'sales' AND step <= 7"
    whole = next(f.value for f in answer.facts if f.measure == "expected_sales" and "category" not in f.subject)
    assert whole == pytest.approx(_one(connection, sql), rel=1e-6)


def test_who_gets_most_of_a_sum_and_what_one_of_them_gets(turns, assistant, connection):
    opening = ("What do the orders that must go out today cost?", "which supplier has the biggest amount of that?")
    by_supplier = select(
        connection,
        "SELECT u.name, sum(order_value) AS v FROM replenishment JOIN suppliers u USING (supplier_id) "
        f"WHERE {_TODAY} AND order_value IS NOT NULL GROUP BY ALL ORDER BY v DESC",
    )
    first = turns(assistant, *opening)
    assert by_supplier[0][0] in first.answer
    assert _value(first, "order_value") == pytest.approx(by_supplier[0][1], abs=0.01)
    other, value = by_supplier[-1]
    for then in (f"and how much of the whole is for {other}?", f"and {other}?"):
        answer = turns(assistant, *opening, then)
        assert answer.plan.intent == "value"
        assert _value(answer, "order_value") == pytest.approx(value, abs=0.01)


@pytest.mark.parametrize(
    "then", ["suppose 15 of those are defective, how many remain?", "a builder buys 15 of them now. How many are left?"]
)
def test_pieces_that_are_gone(turns, assistant, connection, item, then):
    product, product_id, store, store_id = item
    opening = f"How many {product} are on hand in {store}?"
    on_hand = _one(
        connection, "SELECT on_hand FROM replenishment WHERE store_id = ? AND product_id = ?", store_id, product_id
    )
    assert _value(turns(assistant, opening, then), "scenario_value") == on_hand - 15
    assert _value(turns(assistant, opening, then, "and 25?"), "scenario_value") == on_hand - 25


def test_pieces_given_to_another_store(turns, assistant, connection, item):
    product, product_id, store, store_id = item
    other = _one(connection, "SELECT name FROM stores WHERE store_id <> ? ORDER BY store_id LIMIT 1", store_id)
    answer = turns(assistant, f"Stock of {product} in {store}?", f"we pass 10 of those to {other}. How many are left?")
    on_hand = _one(
        connection, "SELECT on_hand FROM replenishment WHERE store_id = ? AND product_id = ?", store_id, product_id
    )
    assert on_hand - 10 in {f.value for f in answer.facts if f.measure == "scenario_value"}


def test_what_was_damaged_is_still_not_known(assistant, item):
    product, _, store, _ = item
    assert assistant.ask(f"How many {product} were stolen in {store}?").status == "no_data"


@pytest.mark.parametrize(
    ("then", "factor"),
    [
        ("if all of these lines were reduced by 20%, what would be left to pay?", 0.8),
        ("suppose we bought 30% less of everything, what would it cost?", 0.7),
        ("trim that by a quarter, what is the bill?", 0.75),
    ],
)
def test_orders_cut_as_they_are(turns, assistant, connection, then, factor):
    answer = turns(assistant, "What do the orders that must go out today cost?", then)
    total = _one(connection, f"SELECT sum(order_value) FROM replenishment WHERE {_TODAY}")
    assert answer.plan.scenario.kind == "quantity"
    told = [f.value for f in answer.facts if f.measure == "scenario_value"]
    assert any(value == pytest.approx(factor * total, abs=0.02) for value in told)


def test_less_demand_is_still_recomputed(turns, assistant):
    answer = turns(assistant, "What do all recommended orders cost?", "and if demand were cut by 20%?")
    assert answer.plan.scenario.kind == "demand"


def test_the_other_end_of_a_ranking_of_stores(turns, assistant, connection):
    sql = (
        "SELECT s.name FROM group_accuracy g JOIN stores s ON s.store_id = g.group_id "
        "WHERE g.level = 'store' AND g.target = 'sales' ORDER BY g.wape {} LIMIT 1"
    )
    answer = turns(assistant, "Which store has the least accurate forecast?", "and the most accurate?")
    assert _one(connection, sql.format("ASC")) in answer.answer
    slow = "SELECT name FROM suppliers WHERE on_time_rate = (SELECT {}(on_time_rate) FROM suppliers)"
    answer = turns(assistant, "Which supplier is the least punctual?", "and the most punctual?")
    assert any(name in answer.answer for (name,) in select(connection, slow.format("max")))


def test_another_figure_of_the_same_things(turns, assistant, connection):
    answer = turns(assistant, "Which store sells the most next week?", "and which has the lowest stock?")
    sql = "SELECT s.name FROM replenishment JOIN stores s USING (store_id) GROUP BY ALL ORDER BY sum(on_hand) LIMIT 1"
    assert answer.plan.group_by == "store"
    assert _one(connection, sql) in answer.answer


def test_one_of_the_ranked_by_name_and_what_sells_there(turns, assistant, connection, last_day):
    weekly = (
        "SELECT s.name, s.store_id, sum(units_sold) FROM sales JOIN stores s USING (store_id) "
        "WHERE date BETWEEN ? AND ? GROUP BY ALL ORDER BY 3 DESC"
    )
    sunday = last_day - timedelta(last_day.isoweekday() % 7)
    ranked = select(connection, weekly, sunday - timedelta(6), sunday)
    answer = turns(assistant, "Which store sold the most last week?", f"and {ranked[-1][0]}?")
    assert _value(answer, "actual_sales") == ranked[-1][2]
    there = turns(assistant, "Which store sold the most last week?", "what are the best sellers there?")
    assert there.plan.group_by == "product"
    assert ranked[0][0] in there.answer


@pytest.mark.parametrize("then", ["the second of them - what is its price?", "number two: what does it sell for?"])
def test_a_place_told_apart_from_the_question(turns, assistant, then):
    opening = "Which 3 products sell best in Cork over the next 7 days?"
    second = assistant.ask(opening).rows[1]
    answer = turns(assistant, opening, then)
    assert second["name"] in answer.answer


def test_a_figure_told_in_percent_of_another_time(turns, assistant, connection, last_day):
    sold = _one(connection, "SELECT sum(units_sold) FROM sales WHERE date > ?", last_day - timedelta(28))
    ahead = _one(connection, "SELECT sum(mean) FROM forecasts WHERE target = 'sales' AND step <= 28")
    opening = "How many units will all stores sell over the next 28 days?"
    for then in (
        "how many percent above or below the last 28 days is that?",
        "compared with what was sold over the last 28 days, how much percent up or down is this?",
    ):
        answer = turns(assistant, opening, then)
        change = next(f.value for f in answer.facts if f.unit == "%" and f.operation != "given in the question")
        assert abs(change) == pytest.approx(abs(100 * (ahead / sold - 1)), abs=0.1)


def test_what_a_quantity_told_is_worth(turns, assistant, connection, item):
    product, product_id, store, store_id = item
    answer = turns(assistant, f"How many {product} are on hand in {store}?", "what is that worth?")
    sql = (
        "SELECT on_hand * unit_cost FROM replenishment JOIN products USING (product_id) "
        "WHERE store_id = ? AND product_id = ?"
    )
    assert _value(answer, "stock_value") == pytest.approx(_one(connection, sql, store_id, product_id), abs=0.01)


def test_what_a_what_if_costs_then(turns, assistant, connection):
    product, store = select(
        connection,
        "SELECT p.name, s.name FROM replenishment r JOIN products p USING (product_id) JOIN stores s USING (store_id) "
        "WHERE order_qty > 5 AND order_value IS NOT NULL AND r.lead_time_days IS NOT NULL "
        "AND (SELECT count(*) FROM products q WHERE contains(lower(q.name), lower(p.name))) = 1 "
        "ORDER BY order_qty DESC, product_id LIMIT 1",
    )[0]
    opening = (f"How much {product} should I order for {store}?", "and with a lead time 10 days longer?")
    answer = turns(assistant, *opening, "what would that cost then?")
    assert answer.plan.scenario is not None
    assert answer.plan.scenario.kind == "lead_time"
    assert answer.plan.measures == ("order_value",)


def test_the_other_part_of_a_stretch_and_another_level(turns, assistant, connection, item):
    product, product_id, store, store_id = item
    opening = (f"What will {store} sell of {product} in the next 14 days?", "only the second week of it")
    sql = "SELECT sum(mean) FROM forecasts WHERE target = 'sales' AND step <= 7 AND store_id = ? AND product_id = ?"
    answer = turns(assistant, *opening, "and the first?")
    assert _value(answer, "expected_sales") == pytest.approx(_one(connection, sql, store_id, product_id), rel=1e-6)
    answer = turns(assistant, f"How many {product} will {store} sell next week, to be 80% sure?", "and 95?")
    assert answer.plan.levels == (0.95,)


def test_shares_and_returns_stay_in_the_time_told(turns, assistant, connection, last_day):
    sunday = last_day - timedelta(last_day.isoweekday() % 7)
    opening = "How many units of Dairy were sold last week?"
    answer = turns(assistant, opening, "what share of all sales was that?")
    sql = (
        "SELECT 100 * sum(units_sold) FILTER (category = 'Dairy') / sum(units_sold) FROM sales JOIN products USING "
        "(product_id) WHERE date BETWEEN ? AND ?"
    )
    share = next(f.value for f in answer.facts if f.unit == "%")
    assert share == pytest.approx(_one(connection, sql, sunday - timedelta(6), sunday), abs=0.1)
    answer = turns(assistant, "How many units did Dublin sell last week?", "and returns?")
    sql = (
        "SELECT sum(units_returned) FROM sales JOIN stores USING (store_id) "
        "WHERE date BETWEEN ? AND ? AND name = 'Dublin'"
    )
    assert _value(answer, "actual_returns") == _one(connection, sql, sunday - timedelta(6), sunday)


def test_another_service_level_and_more_demand_on_a_stock_told(turns, assistant, item):
    product, _, store, _ = item
    opening = f"With a service level of 90% for {product} in {store}, what is the safety stock?"
    answer = turns(assistant, opening, "and with 98?")
    assert answer.plan.scenario.value == 0.98
    low = next(f.value for f in turns(assistant, opening).facts if f.measure == "scenario_value")
    assert next(f.value for f in answer.facts if f.measure == "scenario_value") > low
    answer = turns(assistant, f"How many {product} are on hand in {store}?", "and if demand were 25% higher?")
    assert answer.plan.measures[0] == "days_of_cover"
    assert any(f.measure == "scenario_value" for f in answer.facts)


def test_money_told_in_units_and_a_forecast_that_has_no_money(turns, assistant, connection, last_day):
    sunday = last_day - timedelta(last_day.isoweekday() % 7)
    answer = turns(assistant, "What was the revenue of Dublin last week?", "and in pieces?")
    sql = (
        "SELECT sum(units_sold) FROM sales JOIN stores USING (store_id) WHERE date BETWEEN ? AND ? AND name = 'Dublin'"
    )
    assert _value(answer, "actual_sales") == _one(connection, sql, sunday - timedelta(6), sunday)
    answer = turns(assistant, "How many units will Dublin sell next week?", "how much is that in euros?")
    assert answer.status == "no_data"


def test_what_share_the_first_and_the_second_of_a_ranking_have(turns, assistant, connection):
    opening = ("Which category has the largest stock on hand?", "and the second largest?")
    answer = turns(assistant, *opening, "what percentage of the stock is that?")
    held = select(
        connection,
        "SELECT category, sum(on_hand) AS q FROM replenishment JOIN products USING (product_id) "
        "GROUP BY ALL ORDER BY q DESC",
    )
    share = next(f.value for f in answer.facts if f.unit == "%")
    assert held[1][0] in answer.answer
    assert share == pytest.approx(100 * held[1][1] / sum(q for _, q in held), abs=0.1)
