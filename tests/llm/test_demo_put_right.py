"""Second messages that put the first right, or go on with what it told: another time, the other store, that day."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.llm.demo_world import expected_units, select, value_of

_UNITS = (
    "SELECT coalesce(sum(units_sold), 0) FROM sales "
    "WHERE store_id = ? AND product_id = ? AND date::DATE BETWEEN ? AND ?"
)


def _ids(answer):
    return {row["product_id"] for row in answer.rows}


def _column(connection, sql, *parameters):
    return {value for (value,) in select(connection, sql, *parameters)}


@pytest.fixture(scope="module")
def others(connection, sold):
    """(name, id) of the other stores."""
    return select(connection, "SELECT name, store_id FROM stores WHERE store_id <> ? ORDER BY store_id", sold[3])


@pytest.fixture(scope="module")
def another(connection, sold):
    """(name, id) of another product of a plain name that the same store sells."""
    return select(
        connection,
        "SELECT p.name, product_id FROM stats JOIN products p USING (product_id) "
        "WHERE store_id = ? AND product_id <> ? "
        "AND (SELECT count(*) FROM products q WHERE contains(lower(q.name), lower(p.name))) = 1 "
        "ORDER BY avg_daily_28d DESC, product_id LIMIT 1",
        sold[3],
        sold[1],
    )[0]


@pytest.mark.parametrize(
    "then",
    ["oops, I meant the week before", "no wait, the previous week please", "actually I need the week before that"],
)
def test_the_week_before_as_a_correction(turns, assistant, connection, as_of, sold, then):
    product, product_id, store, store_id = sold
    sunday = as_of - timedelta((as_of.weekday() + 1) % 7 + 7)
    ((units,),) = select(connection, _UNITS, store_id, product_id, sunday - timedelta(6), sunday)
    answer = turns(assistant, f"How many {product} did {store} sell last week?", then)
    assert value_of(answer, "actual_sales") == units


def test_not_one_week_but_the_one_after(turns, assistant, sold):
    product, _, store, _ = sold
    opening = f"Forecast of {product} in {store} for next week?"
    first = turns(assistant, opening).plan.window
    then = turns(assistant, opening, "wait, not next week, the week after that").plan.window
    assert (then.start, then.end) == (first.start + timedelta(7), first.end + timedelta(7))


@pytest.mark.parametrize(
    "then",
    ["argh, wrong item, I was looking for {}", "my mistake, it should be {}", "oh not that one, I'm after {}"],
)
def test_a_product_put_right(turns, assistant, connection, sold, another, then):
    product, _, store, store_id = sold
    answer = turns(
        assistant, f"What do we expect to sell of {product} in {store} in the next 7 days?", then.format(another[0])
    )
    assert value_of(answer, "expected_sales") == pytest.approx(
        expected_units(connection, store_id, another[1]), abs=0.05
    )


@pytest.mark.parametrize("then", ["sorry wrong shop, I need {1}", "not {0}, I was asking about {1}", "I meant {1}"])
def test_a_store_put_right(turns, assistant, connection, sold, others, then):
    product, product_id, store, _ = sold
    (other, other_id), *_ = others
    answer = turns(assistant, f"safety stock of {product} in {store}?", then.format(store, other))
    sql = "SELECT safety_stock FROM replenishment WHERE store_id = ? AND product_id = ?"
    assert answer.plan.entities.stores == (other_id,)
    assert value_of(answer, "safety_stock") == pytest.approx(
        select(connection, sql, other_id, product_id)[0][0], abs=0.05
    )


@pytest.mark.parametrize(
    "then",
    ["and a year earlier?", "what was it in the same month last year?", "And in that same month one year before?"],
)
def test_the_same_month_a_year_earlier(turns, assistant, as_of, sold, then):
    product, _, store, _ = sold
    opening = (f"How many {product} did {store} sell last month?", "is it rising there?")
    month = turns(assistant, opening[0]).plan.window
    for before in (opening[:1], opening):
        window = turns(assistant, *before, then).plan.window
        assert (window.start, window.end.month) == (month.start.replace(year=month.start.year - 1), month.end.month)


def test_more_than_a_year_ago_holds_two_times_against_each_other(turns, assistant, sold):
    product, _, store, _ = sold
    plan = turns(assistant, f"How many {product} did {store} sell last week?", "is that more than a year ago?").plan
    assert plan.second_window.start == plan.window.start - timedelta(364)


@pytest.mark.parametrize(
    "then", ["and the other one?", "same question for the other shop", "what about the other store"]
)
def test_the_other_of_two_stores(turns, assistant, connection, sold, others, then):
    product, product_id, store, _ = sold
    (other, other_id), *_ = others
    opening = (
        f"{product}: compare the expected sales of {store} and {other} next week",
        f"how many are on hand in {store}?",
    )
    sql = "SELECT on_hand FROM replenishment WHERE store_id = ? AND product_id = ?"
    assert value_of(turns(assistant, *opening), "on_hand") == select(connection, sql, sold[3], product_id)[0][0]
    answer = turns(assistant, *opening, then)
    assert value_of(answer, "on_hand") == select(connection, sql, other_id, product_id)[0][0]


def test_the_other_store_where_nobody_named_one(turns, assistant, sold):
    product, _, store, _ = sold
    assert turns(assistant, f"stock of {product} in {store}?", "and in the other store?").status == "clarify"


@pytest.mark.parametrize("then", ["what do they make together?", "so how much do both of them bring in total then"])
def test_two_forecasts_are_made_one_sum(turns, assistant, sold, others, then):
    product, _, store, store_id = sold
    (other, other_id), *_ = others
    plan = turns(assistant, f"How many {product} will {store} sell next week?", f"and {other}?", then).plan
    assert plan.measures == ("expected_sales",)
    assert set(plan.entities.stores) == {store_id, other_id}


@pytest.mark.parametrize(
    "then",
    [
        "what else do they supply?",
        "which other articles come from this supplier?",
        "any other products from them? list them",
    ],
)
def test_the_other_goods_of_the_supplier_just_told(turns, assistant, connection, sold, then):
    product, product_id, *_ = sold
    sql = (
        "SELECT name FROM products WHERE product_id <> ? "
        "AND supplier_id = (SELECT supplier_id FROM products WHERE product_id = ?)"
    )
    answer = turns(assistant, f"Who supplies {product}?", then)
    assert {row["name"] for row in answer.rows} == _column(connection, sql, product_id, product_id)


def test_what_is_to_be_ordered_from_the_supplier_just_told(turns, assistant, connection, sold):
    product, product_id, *_ = sold
    ((firm,),) = select(connection, "SELECT supplier_id FROM products WHERE product_id = ?", product_id)
    plan = turns(assistant, f"Which supplier brings us {product}?", "what must we order from them today?").plan
    assert plan.entities.suppliers == (firm,)
    assert not plan.entities.products


@pytest.mark.parametrize(
    "then",
    ["without the ones that are sold out already", "leave out whatever is empty", "only those that are still in stock"],
)
def test_what_runs_out_without_what_is_out(turns, assistant, connection, as_of, sold, then):
    store, store_id = sold[2:]
    sql = "SELECT product_id FROM replenishment WHERE store_id = ? AND on_hand > 0 AND stockout_date::DATE <= ?"
    answer = turns(assistant, f"Which products run out within 7 days in {store}?", then)
    assert _ids(answer) == _column(connection, sql, store_id, as_of + timedelta(7))


def test_what_of_theirs_needs_no_order(turns, assistant, connection, sold):
    store, store_id = sold[2:]
    sql = (
        "SELECT u.name, supplier_id FROM replenishment r JOIN suppliers u USING (supplier_id) WHERE store_id = ? "
        "GROUP BY ALL HAVING count(*) FILTER (order_qty > 0) > 0 AND count(*) FILTER (order_qty = 0) > 0 "
        "ORDER BY supplier_id LIMIT 1"
    )
    ((supplier, supplier_id),) = select(connection, sql, store_id)
    answer = turns(
        assistant,
        f"What do you recommend to order from {supplier} for {store}?",
        "which of their items need no order there?",
    )
    none = "SELECT product_id FROM replenishment WHERE store_id = ? AND supplier_id = ? AND order_qty = 0"
    assert _ids(answer) == _column(connection, none, store_id, supplier_id)


def test_a_ranking_by_another_figure_keeps_its_shop(turns, assistant, sold):
    store, store_id = sold[2:]
    opening = f"Which four products bring {store} the most revenue?"
    anew = turns(assistant, opening, "rank them by stock instead").plan
    assert (anew.entities.stores, anew.limit, anew.sort.measure, anew.among) == ((store_id,), 4, "on_hand", None)
    same = turns(assistant, opening)
    assert _ids(turns(assistant, opening, "now sort those by expected sales next week")) == _ids(same)


@pytest.mark.parametrize("then", ["better take 30%", "no, use 30 percent", "try 30% please"])
@pytest.mark.parametrize(("said", "sign"), [("20% higher", 1), ("20% lower", -1)])
def test_another_size_keeps_its_direction(turns, assistant, sold, said, sign, then):
    product, _, store, _ = sold
    opening = (f"How many {product} will {store} sell next week?", f"and if demand is {said}?")
    assert turns(assistant, *opening, then).plan.scenario.value == pytest.approx(0.3 * sign)


@pytest.mark.parametrize(
    "then",
    ["and the safety stock without that delay?", "ok, and what safety stock do we have under current conditions?"],
)
def test_out_of_the_what_if_again(turns, assistant, connection, sold, then):
    product, product_id, store, store_id = sold
    sql = "SELECT safety_stock FROM replenishment WHERE store_id = ? AND product_id = ?"
    opening = f"What if {product} took 4 days longer to arrive in {store}?"
    answer = turns(assistant, opening, then)
    assert answer.plan.scenario is None
    assert value_of(answer, "safety_stock") == pytest.approx(
        select(connection, sql, store_id, product_id)[0][0], abs=0.05
    )


@pytest.fixture(scope="module")
def event(connection, as_of):
    """(name, day, store, its id) of the next event of one store whose name begins with it."""
    return select(
        connection,
        "SELECT e.name, e.date::DATE, s.name, s.store_id FROM events e JOIN stores s USING (store_id) "
        "WHERE e.date::DATE > ? AND starts_with(e.name, s.name) ORDER BY 2 LIMIT 1",
        as_of,
    )[0]


_DAY = "SELECT mean FROM forecasts WHERE target = 'sales' AND store_id = ? AND product_id = ? AND date::DATE = ?"


def test_when_an_event_is(assistant, event):
    name, day, *_ = event
    answer = assistant.ask(f"When is the next {name}?")
    assert answer.plan.measures == ("next_event",)
    assert f"{day.day} {day:%B %Y}" in answer.answer


@pytest.mark.parametrize("opening", ["When is the {}?", "Which event comes next in {}?"])
def test_what_is_sold_on_that_day(turns, assistant, connection, sold, event, opening):
    name, day, store, store_id = event
    first = opening.format(store if "next" in opening else name)
    answer = turns(assistant, first, f"and how many {sold[0]} will {store} sell on that day?")
    ((units,),) = select(connection, _DAY, store_id, sold[1], day)
    assert answer.plan.window.start == answer.plan.window.end == day
    assert value_of(answer, "expected_sales") == pytest.approx(units, abs=0.05)


def test_another_store_on_the_day_of_an_event(assistant, sold, event, connection):
    name, day, _, store_id = event
    ((other, other_id),) = select(connection, "SELECT name, store_id FROM stores WHERE store_id <> ? LIMIT 1", store_id)
    plan = assistant.ask(f"How many {sold[0]} will {other} sell at the {name}?").plan
    assert plan.entities.stores == (other_id,)
    assert plan.window.start == day


def test_a_figure_that_is_not_meant(turns, assistant, sold):
    product, _, store, _ = sold
    opening = f"How many {product} are on hand in {store}?"
    plan = turns(assistant, opening, "sorry, not the stock on hand, the safety stock").plan
    assert plan.measures == ("safety_stock",)


def test_returns_meant_instead_of_sales_keep_the_time(turns, assistant, sold):
    product, _, store, _ = sold
    opening = f"How many {product} did {store} sell last week?"
    plan = turns(assistant, opening, "no, I meant how many came back").plan
    assert plan.measures == ("actual_returns",)
    assert plan.window == turns(assistant, opening).plan.window


def test_another_weekday_after_one_that_is_past(turns, assistant, as_of, sold):
    product, _, store, _ = sold
    for days in (3, 5):
        day, other = as_of - timedelta(1), as_of - timedelta(days)
        opening = f"How many {product} did {store} sell on {day:%A}?"
        window = turns(assistant, opening, f"and {other:%A}?").plan.window
        assert window.side == "history"
        assert window.start.weekday() == other.weekday()


def test_another_day_of_the_month_that_was_spoken_of(turns, assistant, as_of, sold):
    product, _, store, _ = sold
    day = as_of.replace(day=1) - timedelta(20)
    window = turns(
        assistant, f"How many {product} did {store} sell on {day.day} {day:%B}?", "and on the 5th?"
    ).plan.window
    assert (window.start, window.end) == (day.replace(day=5), day.replace(day=5))


def test_which_of_two_days_was_better(turns, assistant, sold):
    product, _, store, _ = sold
    opening = (f"How many {product} did {store} sell yesterday?", "and the day before?")
    plan = turns(assistant, *opening, "which of the two was better?").plan
    assert plan.intent == "compare"
    assert plan.second_window.start - plan.window.start == -timedelta(1)


def test_the_category_of_the_product_just_told(turns, assistant, connection, sold):
    product, product_id, store, store_id = sold
    ((category,),) = select(connection, "SELECT category FROM products WHERE product_id = ?", product_id)
    entities = turns(assistant, f"Stock of {product} in {store}?", "and of the whole category?").plan.entities
    assert (entities.categories, entities.products, entities.stores) == ((category,), (), (store_id,))
