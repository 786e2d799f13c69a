# ruff: noqa: E501 - queries are read on one line
"""The demo world: what a time leaves of the stock, other stores, weeks and months, changes, places, widths, names put right."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.llm.demo_world import expected_units, select, value_of


def _names(answer):
    return {r["name"] for r in answer.rows}


def _stock(connection, store_id, product_id):
    (row,) = select(
        connection,
        "SELECT on_hand, inventory_position, order_qty, order_up_to, reorder_point FROM replenishment WHERE store_id = ? AND product_id = ?",
        store_id, product_id,
    )  # fmt: skip
    return dict(zip(("on_hand", "position", "order", "order_up_to", "reorder_point"), row, strict=True))


# -- what a time leaves of the stock --------------------------------------------------------------


@pytest.mark.parametrize(
    "said",
    [
        "what will be left of {product} in {store} in 5 days if no delivery comes?",
        "Suppose nothing is delivered for 5 days: how many {product} would {store} still have on the shelf after that?",
        "How much stock of {product} remains in {store} after the next 5 days of expected sales?",
    ],
)
def test_what_is_left_is_the_stock_less_the_expected_sales(assistant, connection, line, said):
    store, store_id, product, product_id = line
    answer = assistant.ask(said.format(store=store, product=product))
    left = _stock(connection, store_id, product_id)["on_hand"] - expected_units(connection, store_id, product_id, 5)
    assert value_of(answer, "stock_left") == pytest.approx(max(left, 0))


def test_what_the_stock_cannot_serve_is_told_when_nothing_comes(assistant, connection, line):
    store, store_id, product, product_id = line
    answer = assistant.ask(
        f"If nothing at all arrives for 21 days, how many units of the expected demand of {product} can {store} not serve from its stock?"
    )
    short = expected_units(connection, store_id, product_id, 21) - _stock(connection, store_id, product_id)["on_hand"]
    assert value_of(answer, "stock_short") == pytest.approx(short)


def test_the_stock_with_the_recommended_order_is_told(turns, assistant, connection, line):
    store, store_id, product, product_id = line
    held = _stock(connection, store_id, product_id)
    answer = assistant.ask(
        f"With the recommended order on top of the stock on hand, how many units of {product} would {store} have?"
    )
    assert value_of(answer, "stock_after_order") == held["on_hand"] + held["order"]
    answer = turns(
        assistant, f"How much {product} do you recommend for {store}?",
        "Once that quantity is added to its inventory position, how many units above the order-up-to level do we end up?",
    )  # fmt: skip
    assert value_of(answer, "lot_extra") == pytest.approx(held["position"] + held["order"] - held["order_up_to"])


# -- other stores, and none at all ----------------------------------------------------------------


def test_products_to_order_here_and_overstocked_elsewhere_are_listed(assistant, connection):
    rows = select(
        connection,
        "SELECT s.name, p.name FROM replenishment r JOIN products p USING (product_id) JOIN stores s USING (store_id) WHERE r.order_qty > 0 "
        "AND EXISTS (SELECT 1 FROM replenishment e WHERE e.product_id = r.product_id AND e.store_id <> r.store_id AND e.action = 'excess')",
    )
    store = max({s for s, _ in rows}, key=lambda s: (sum(r[0] == s for r in rows), s))
    answer = assistant.ask(
        f"Which products should be ordered for {store} although another store is overstocked with them?"
    )
    assert _names(answer) == {p for s, p in rows if s == store}


def test_suppliers_that_need_no_order_are_those_without_a_line(assistant, connection):
    rows = select(
        connection,
        "SELECT t.name, s.name, count(*) FILTER (r.action IN ('order_now', 'expedite')) FROM replenishment r "
        "JOIN suppliers s USING (supplier_id) JOIN stores t USING (store_id) GROUP BY ALL",
    )
    store = next(t for t, _, n in sorted(rows) if n == 0)
    answer = assistant.ask(f"Which suppliers need no order for {store} today?")
    assert _names(answer) == {s for t, s, n in rows if t == store and n == 0}


# -- weeks, months, promotion days ----------------------------------------------------------------


def test_the_weakest_of_the_last_complete_weeks_is_told_by_its_monday(assistant, connection, as_of):
    sunday = as_of - timedelta((as_of.weekday() + 1) % 7)
    ((monday,),) = select(
        connection,
        "SELECT date_trunc('week', date)::DATE FROM sales WHERE date > ? AND date <= ? GROUP BY 1 ORDER BY sum(units_sold) LIMIT 1",
        sunday - timedelta(56), sunday,
    )  # fmt: skip
    answer = assistant.ask("Take the last 8 complete weeks. In which of them did the company sell least?")
    assert f"{monday.day} {monday:%B %Y}" in answer.answer
    assert answer.rows[0]["name"] == f"Week of {monday.day} {monday:%B %Y}"


def test_the_best_month_of_a_year_is_told(assistant, connection, as_of):
    ((month,),) = select(
        connection,
        "SELECT strftime(date_trunc('month', date), '%B %Y') FROM sales WHERE year(date) = ? GROUP BY 1 ORDER BY sum(units_sold) DESC LIMIT 1",
        as_of.year - 1,
    )
    answer = assistant.ask(
        f"Looking back at {as_of.year - 1}: in which month did we sell the most, all products together?"
    )
    assert answer.answer.startswith(month)


def test_promotion_days_and_their_share_are_counted(assistant, connection, as_of):
    store, product, days, share = select(
        connection,
        "SELECT s.name, p.name, count(*) FILTER (on_promo) AS n, 100 * sum(units_sold) FILTER (on_promo) / sum(units_sold) FROM sales "
        "JOIN stores s USING (store_id) JOIN products p USING (product_id) WHERE date > ? GROUP BY ALL HAVING n BETWEEN 3 AND 60 ORDER BY 1, 2 LIMIT 1",
        as_of - timedelta(90),
    )[0]
    answer = assistant.ask(
        f"On how many days of the last 90 was {product} on promotion in {store}, and which percentage of its units was sold on these promotion days?"
    )
    assert value_of(answer, "promotion_days") == days
    assert value_of(answer, "promotion_share") == pytest.approx(float(share))


# -- changes, places, widths, numbers -------------------------------------------------------------


def test_the_product_that_lost_the_most_units_is_told(assistant, connection, as_of):
    product, change = select(
        connection,
        "SELECT p.name, sum(CASE WHEN date > $day::DATE - 28 THEN units_sold ELSE -units_sold END) AS change FROM sales "
        "JOIN products p USING (product_id) WHERE date > $day::DATE - 56 GROUP BY ALL ORDER BY change LIMIT 1".replace(
            "$day", f"'{as_of}'"
        ),
    )[0]
    answer = assistant.ask(
        "One product must have lost more units than any other when I compare the last 28 days with the 28 days before. Which one is it?"
    )
    assert answer.answer.startswith(product)
    assert value_of(answer, "sales_change") == change


def test_the_place_in_a_ranking_is_told(assistant, connection, line):
    store, store_id, product, product_id = line
    ((place,),) = select(
        connection,
        "SELECT place FROM (SELECT product_id, rank() OVER (ORDER BY sum(mean) DESC) AS place FROM forecasts WHERE target = 'sales' "
        "AND step <= 28 AND store_id = ? GROUP BY 1) WHERE product_id = ?",
        store_id, product_id,
    )  # fmt: skip
    answer = assistant.ask(
        f"If you line up everything {store} sells by expected units for the next 28 days, at which place does {product} stand?"
    )
    assert value_of(answer, "place") == place


def test_the_widest_range_is_ranked(assistant, connection, line):
    store, store_id, *_ = line
    product, width = select(
        connection,
        "SELECT p.name, cum_p90 - cum_p10 AS width FROM forecasts JOIN products p USING (product_id) WHERE target = 'sales' AND step = 14 "
        "AND store_id = ? ORDER BY width DESC LIMIT 1",
        store_id,
    )[0]
    answer = assistant.ask(
        f"Which product in {store} has the widest gap between P10 and P90 of its total sales over the next 14 days?"
    )
    assert answer.answer.startswith(product)
    assert value_of(answer, "sales_width") == pytest.approx(width)


def test_a_number_of_ones_own_is_held_against_the_forecast(assistant, connection, line):
    store, store_id, product, product_id = line
    expected = expected_units(connection, store_id, product_id, 14)
    said = round(expected) + 40
    answer = assistant.ask(
        f"I told my boss that {store} would sell {said} of {product} in the next 14 days. How far above or below my number is your forecast?"
    )
    assert value_of(answer, "gap_to_number") == pytest.approx(expected - said)
    assert "below" in answer.answer


def test_the_share_of_weekends_is_told(assistant, connection, line, as_of):
    store, store_id, *_ = line
    ((share,),) = select(
        connection,
        "SELECT 100.0 * sum(units_sold) FILTER (isodow(date) > 5) / sum(units_sold) FROM sales WHERE store_id = ? AND date > ?",
        store_id, as_of - timedelta(56),
    )  # fmt: skip
    answer = assistant.ask(f"What share of {store}'s sales of the last 8 weeks fell on weekends?")
    assert value_of(answer, "share") == pytest.approx(float(share))


def test_the_error_of_the_returns_forecast_is_its_own(assistant, connection):
    store, product, wape = select(
        connection,
        "SELECT s.name, p.name, 100 * wape FROM accuracy a JOIN stores s USING (store_id) JOIN products p USING (product_id) "
        "WHERE a.target = 'returns' AND a.served AND wape IS NOT NULL ORDER BY md5(a.store_id || a.product_id) LIMIT 1",
    )[0]
    answer = assistant.ask(f"How good is the returns forecast for {product} in {store}, as WAPE in percent?")
    assert value_of(answer, "returns_wape") == pytest.approx(wape)


# -- times ----------------------------------------------------------------------------------------


def test_a_date_beside_the_name_of_an_event_is_the_day(assistant, connection, line, as_of):
    store, store_id, *_ = line
    event, day = select(
        connection,
        "SELECT name, min(date)::DATE FROM events WHERE date < ? GROUP BY 1 HAVING count(*) > 1 ORDER BY md5(name) LIMIT 1",
        as_of - timedelta(60),
    )[0]
    day = max(day, select(connection, "SELECT min(date)::DATE FROM sales")[0][0])
    ((units,),) = select(connection, "SELECT sum(units_sold) FROM sales WHERE store_id = ? AND date = ?", store_id, day)
    answer = assistant.ask(
        f"{event} was on {day.day} {day:%B %Y} in our calendar. How much did {store} sell that day altogether?"
    )
    assert value_of(answer, "actual_sales") == units


# -- conversations --------------------------------------------------------------------------------


def test_a_name_that_nobody_knows_is_put_right(turns, assistant, connection, line):
    store, store_id, product, product_id = line
    answer = turns(assistant, f"How many Zanzibar Zingers are in stock in {store}?", f"sorry, I mean {product}")
    assert value_of(answer, "on_hand") == _stock(connection, store_id, product_id)["on_hand"]


def test_what_was_spoken_of_outlives_a_name_that_nobody_knows(turns, assistant, connection, line):
    store, store_id, product, product_id = line
    answer = turns(
        assistant, f"{product} in {store}, what is its reorder point?", "and for the Quillhaven branch?",
        "ah no, that one is not open yet. how do you get to that reorder point?",
    )  # fmt: skip
    assert value_of(answer, "reorder_point") == pytest.approx(_stock(connection, store_id, product_id)["reorder_point"])


def test_the_winner_of_a_ranking_is_asked_for_its_units_and_its_share(turns, assistant, connection):
    category = select(connection, "SELECT category FROM products GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1")[0][0]
    rows = select(
        connection,
        "SELECT s.name, sum(mean) AS v FROM forecasts JOIN products USING (product_id) JOIN stores s USING (store_id) "
        "WHERE target = 'sales' AND step <= 7 AND category = ? GROUP BY 1 ORDER BY v DESC",
        category,
    )
    told = (f"Which store will sell the most {category} in the next 7 days?", "how many units there?")
    assert value_of(turns(assistant, *told), "expected_sales") == pytest.approx(rows[0][1])
    answer = turns(assistant, *told, f"and what percentage of all our {category} in that time is that?")
    assert value_of(answer, "share") == pytest.approx(100 * rows[0][1] / sum(v for _, v in rows))


def test_who_is_ahead_and_by_how_much_is_told_of_the_last_two(turns, assistant, connection):
    product, first, second, gap = select(
        connection,
        "WITH t AS (SELECT product_id, store_id, sum(mean) AS v FROM forecasts WHERE target = 'sales' AND step <= 7 GROUP BY ALL) "
        "SELECT p.name, x.name, y.name, a.v - b.v FROM t a JOIN t b USING (product_id) JOIN products p USING (product_id) "
        "JOIN stores x ON x.store_id = a.store_id JOIN stores y ON y.store_id = b.store_id WHERE a.v > b.v + 5 ORDER BY md5(p.name || x.name) LIMIT 1",
    )[0]
    answer = turns(
        assistant, f"{product} in {second}, next 7 days, how many do we think will go?", f"and {first}?",
        "so who's ahead over those 7 days and by how many units",
    )  # fmt: skip
    assert answer.answer.startswith(first)
    assert abs(value_of(answer, "difference")) == pytest.approx(gap)


def test_another_size_of_a_what_if_is_taken_in_the_other_direction(turns, assistant, connection, line):
    store, store_id, product, product_id = line
    answer = turns(
        assistant, f"{store}, {product}: how many will we sell in the next 14 days", "say demand comes in 15% weaker, what then?",
        "nah the other direction, 20% stronger",
    )  # fmt: skip
    assert value_of(answer, "scenario_value") == pytest.approx(
        1.2 * expected_units(connection, store_id, product_id, 14)
    )


def test_a_part_is_told_as_a_percentage_of_what_it_was_part_of(turns, assistant, connection):
    category, store, share = select(
        connection,
        "WITH t AS (SELECT category, s.name AS store, sum(mean) AS v FROM forecasts JOIN products USING (product_id) JOIN stores s USING (store_id) "
        "WHERE target = 'sales' AND step <= 28 GROUP BY ALL) SELECT category, store, 100 * v / sum(v) OVER (PARTITION BY category) FROM t ORDER BY 1, 2 LIMIT 1",
    )[0]
    answer = turns(
        assistant, f"Total units we expect to sell of {category} over the next 28 days, all stores together?",
        f"how much of that is {store}?", "as a percentage I mean",
    )  # fmt: skip
    assert value_of(answer, "share") == pytest.approx(share)


def test_the_gap_to_the_time_before_is_told_beside_the_figure(turns, assistant, connection, line, as_of):
    store, store_id, *_ = line
    ((sold,),) = select(
        connection, "SELECT sum(units_sold) FROM sales WHERE store_id = ? AND date > ?", store_id, as_of - timedelta(7)
    )
    ((ahead,),) = select(
        connection, "SELECT sum(mean) FROM forecasts WHERE target = 'sales' AND step <= 7 AND store_id = ?", store_id
    )
    answer = turns(
        assistant, f"How many units did {store} actually sell over the last 7 days, all products?",
        "And for the 7 days ahead, what do you expect there, and how many units is the gap between the two figures?",
    )  # fmt: skip
    assert abs(value_of(answer, "difference")) == pytest.approx(abs(ahead - sold))


@pytest.mark.parametrize(
    "said", ["{store}, the {word} one, how many sold yesterday?", "how much of that item did we move last week?"]
)
def test_what_nobody_has_named_is_asked_back(assistant, connection, line, said):
    word = select(
        connection,
        "SELECT w FROM (SELECT unnest(string_split(lower(name), ' ')) AS w FROM products) WHERE regexp_matches(w, '^[a-z]{4,}$') AND w <> 'pack' "
        "GROUP BY 1 HAVING count(*) > 1 ORDER BY count(*) DESC, 1 LIMIT 1",
    )[0][0]
    assert assistant.ask(said.format(store=line[0], word=word)).status == "clarify"
