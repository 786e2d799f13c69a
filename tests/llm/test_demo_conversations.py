# ruff: noqa: E501 - queries are read on one line
"""Conversations of the demo world: back to an earlier subject, two figures put together, what a ranking put first, figures counted up."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.llm.demo_world import expected_units, select, value_of

# -- back to what was spoken of before ------------------------------------------------------------


def test_the_first_product_is_come_back_to_after_a_second(turns, assistant, connection, two):
    store, store_id, first, first_id, second, _ = two
    answer = turns(
        assistant, f"What will {store} sell of {first} in the next 7 days?", f"And of {second}?", "Is that one rising or falling?",
        "Back to the first product: what does it come to over the next 14 days?",
    )  # fmt: skip
    assert value_of(answer, "expected_sales") == pytest.approx(expected_units(connection, store_id, first_id, 14))


def test_the_order_list_is_come_back_to(turns, assistant, connection, two):
    store, store_id, product, *_ = two
    answer = turns(
        assistant, f"Which products must I order today for {store}?", f"How much {product} does {store} sell tomorrow?", "ok thanks",
        "Then back to the order list. What will it cost altogether?",
    )  # fmt: skip
    ((cost,),) = select(
        connection,
        "SELECT sum(order_value) FROM replenishment WHERE store_id = ? AND action IN ('order_now', 'expedite')",
        store_id,
    )
    assert value_of(answer, "order_value") == pytest.approx(cost)


def test_a_part_of_the_time_before_is_taken(turns, assistant, connection, two, as_of):
    store, store_id, first, first_id, *_ = two
    answer = turns(assistant, f"{first} in {store}, next 14 days?", "and the first 5 days of it?")
    assert value_of(answer, "expected_sales") == pytest.approx(expected_units(connection, store_id, first_id, 5))
    assert answer.facts[0].end == as_of + timedelta(5)


def test_a_candidate_that_is_named_completes_the_question(turns, assistant, connection):
    ((name, word),) = select(
        connection,
        "SELECT name, split_part(name, ' ', 1) || ' ' || split_part(name, ' ', 2) FROM products p WHERE "
        "(SELECT count(*) FROM products q WHERE starts_with(q.name, split_part(p.name, ' ', 1) || ' ' || split_part(p.name, ' ', 2) || ' ')) > 1 "
        "ORDER BY length(name) DESC, name LIMIT 1",
    )
    ((store, store_id, product_id),) = select(
        connection,
        "SELECT s.name, store_id, product_id FROM forecasts JOIN stores s USING (store_id) JOIN products p USING (product_id) "
        "WHERE p.name = ? ORDER BY store_id LIMIT 1",
        name,
    )
    question = f"How many {word.lower()} will {store} sell over the next 7 days?"
    assert assistant.ask(question).status == "clarify"
    answer = turns(assistant, question, name)
    assert value_of(answer, "expected_sales") == pytest.approx(expected_units(connection, store_id, product_id))


# -- two figures ----------------------------------------------------------------------------------


def test_what_lies_between_two_figures_is_told(turns, assistant, connection, two):
    store, store_id, first, first_id, *_ = two
    answer = turns(
        assistant, f"{first} in {store}, total for the next 7 days?", "and the level we stay below with 90% probability?",
        "How many units lie between those two figures?",
    )  # fmt: skip
    ((level,),) = select(
        connection,
        "SELECT cum_p90 FROM forecasts WHERE target = 'sales' AND step = 7 AND store_id = ? AND product_id = ?",
        store_id, first_id,
    )  # fmt: skip
    gap = level - expected_units(connection, store_id, first_id)
    assert value_of(answer, "difference") == pytest.approx(gap, abs=1e-3)
    assert f"The difference is {gap:.1f} units" in answer.answer


def test_what_was_sold_and_what_is_expected_are_compared(turns, assistant, connection, two, as_of):
    store, store_id, first, first_id, *_ = two
    answer = turns(
        assistant, f"How many {first} did {store} sell in the last 7 days?", "And what do you expect for the coming 7?",
        "How many percent more or less is that?",
    )  # fmt: skip
    ((sold,),) = select(
        connection,
        "SELECT sum(units_sold) FROM sales WHERE date > ? AND store_id = ? AND product_id = ?",
        as_of - timedelta(7), store_id, first_id,
    )  # fmt: skip
    assert value_of(answer, "change_pct") == pytest.approx(
        (expected_units(connection, store_id, first_id) / sold - 1) * 100, abs=0.01
    )


# -- what a ranking put first ---------------------------------------------------------------------


def test_the_first_of_a_ranking_is_asked_about(turns, assistant, connection, two):
    store, store_id, *_ = two
    ranked = select(
        connection,
        "SELECT p.name, product_id, trend FROM forecasts f JOIN products p USING (product_id) JOIN stats USING (store_id, product_id) "
        "WHERE target = 'sales' AND step <= 7 AND store_id = ? GROUP BY ALL ORDER BY sum(mean) DESC LIMIT 5",
        store_id,
    )
    opening = f"Top 5 products in {store} by expected sales over the next 7 days?"
    answer = turns(assistant, opening, "Is the first of them rising or falling?")
    assert {f.subject["product"] for f in answer.facts if f.measure == "trend"} == {ranked[0][0]}
    assert value_of(answer, "trend") == ranked[0][2]
    answer = turns(assistant, opening, "which of those five are falling?")
    assert {r["name"] for r in answer.rows} == {name for name, _, trend in ranked if trend == "falling"}
    answer = turns(
        assistant,
        opening,
        "Is the first of them rising or falling?",
        "Give me the top 3 there by revenue of the last 90 days.",
    )
    revenue = select(
        connection,
        "SELECT p.name FROM stats JOIN products p USING (product_id) WHERE store_id = ? ORDER BY revenue_90d DESC LIMIT 3",
        store_id,
    )
    assert [r["name"] for r in answer.rows] == [name for (name,) in revenue]


def test_a_limit_is_changed(turns, assistant, connection, two):
    store, store_id, *_ = two
    answer = turns(
        assistant,
        f"which products in {store} have less than 10 days of cover?",
        "how many is that",
        "make it 20 and list them",
    )
    wanted = select(
        connection,
        "SELECT p.name FROM replenishment JOIN products p USING (product_id) WHERE store_id = ? AND days_of_cover < 20",
        store_id,
    )
    assert {r["name"] for r in answer.rows} == {name for (name,) in wanted}


# -- small talk -----------------------------------------------------------------------------------


def test_thanks_repeat_no_figure(turns, assistant, two):
    store, _, product, *_ = two
    answer = turns(assistant, f"{product} in {store} tomorrow?", "ok thanks, great")
    assert answer.status == "refused"
    assert not answer.facts
    assert "You are welcome" in answer.answer


# -- how likely, how often, how much at most ------------------------------------------------------


def test_the_chance_of_selling_more_than_a_number_is_read_between_the_quantiles(turns, assistant, connection, two):
    store, store_id, product, product_id, *_ = two
    ((p50, p90),) = select(
        connection,
        "SELECT cum_p50, cum_p90 FROM forecasts WHERE target = 'sales' AND step = 7 AND store_id = ? AND product_id = ?",
        store_id, product_id,
    )  # fmt: skip
    answer = assistant.ask(
        f"What is the probability that {store} sells more than {p90:.4f} units of {product} over the next 7 days?"
    )
    assert value_of(answer, "chance_above") == pytest.approx(10, abs=0.1)
    answer = turns(
        assistant, f"{product}, {store}, total for the next 7 days?", f"ok and the odds that it stays below {p50:.4f}?"
    )
    assert value_of(answer, "chance_below") == pytest.approx(50, abs=0.1)


def test_days_without_a_sale_are_counted(assistant, connection, as_of):
    ((store, product, none),) = select(
        connection,
        "SELECT s.name, p.name, count(*) FILTER (units_sold = 0) AS n FROM sales JOIN products p USING (product_id) JOIN stores s USING (store_id) "
        "WHERE date > ? GROUP BY ALL HAVING n BETWEEN 3 AND 20 ORDER BY n DESC, 1, 2 LIMIT 1",
        as_of - timedelta(28),
    )
    answer = assistant.ask(f"On how many of the last 28 days did {store} sell no {product} at all?")
    assert value_of(answer, "count") == none


def test_the_weakest_weekday_and_the_best_day_ever_are_told(assistant, connection, two):
    store, store_id, product, product_id, *_ = two
    ((day,),) = select(
        connection,
        "SELECT dayname(date) FROM sales WHERE store_id = ? GROUP BY 1 ORDER BY sum(units_sold) / count(DISTINCT date) LIMIT 1",
        store_id,
    )
    answer = assistant.ask(
        f"Taking the whole history and all products together, on which weekday does {store} sell the least on average?"
    )
    assert [r["name"] for r in answer.rows] == [day]
    ((most,),) = select(
        connection, "SELECT max(units_sold) FROM sales WHERE store_id = ? AND product_id = ?", store_id, product_id
    )
    answer = assistant.ask(f"What is the most {store} ever sold of {product} on a single day?")
    assert value_of(answer, "actual_sales") == most


def test_a_part_is_of_the_whole_that_is_said(assistant, connection, two, as_of):
    store, store_id, product, product_id, *_ = two
    ((share,),) = select(
        connection,
        "SELECT 100.0 * sum(units_sold) FILTER (store_id = ?) / sum(units_sold) FROM sales WHERE product_id = ? AND date > ?",
        store_id, product_id, as_of - timedelta(28),
    )  # fmt: skip
    answer = assistant.ask(f"What share of all the {product} that we sold over the last 28 days was sold by {store}?")
    assert value_of(answer, "share") == pytest.approx(share)


def test_both_trends_are_counted(assistant, connection, two):
    store, store_id, *_ = two
    counts = dict(select(connection, "SELECT trend, count(*) FROM stats WHERE store_id = ? GROUP BY 1", store_id))
    answer = assistant.ask(f"{store}: count me the products with a falling trend, and the ones with a rising trend")
    told = [f.value for f in answer.facts if f.measure == "count" and f.asked]
    assert sorted(told) == sorted([counts.get("falling", 0), counts.get("rising", 0)])


def test_the_same_month_of_two_years_is_compared(assistant, connection, two, as_of):
    store, store_id, *_ = two
    first = as_of.replace(day=1) - timedelta(1)
    month, year = f"{first:%B}", first.year
    then, now = (
        select(
            connection,
            "SELECT sum(units_sold) FROM sales WHERE store_id = ? AND year(date) = ? AND month(date) = ?",
            store_id, y, first.month,
        )[0][0]
        for y in (year - 1, year)
    )  # fmt: skip
    answer = assistant.ask(
        f"{store} as a whole: {month} {year} against {month} {year - 1}. Up or down, and how many percent?"
    )
    assert value_of(answer, "change_pct") == pytest.approx((now / then - 1) * 100)


def test_the_day_by_which_so_many_are_sold_is_told(assistant, connection, two):
    store, store_id, product, product_id, *_ = two
    days = select(
        connection,
        "SELECT date::DATE, sum(mean) OVER (ORDER BY step) AS total FROM forecasts WHERE target = 'sales' AND store_id = ? AND product_id = ? ORDER BY step",
        store_id, product_id,
    )  # fmt: skip
    limit = round(days[9][1] - 0.5)
    reached = next(day for day, total in days if total >= limit)
    for question in (
        f"Counting from tomorrow, on which date will {store} have sold {limit} {product}?",
        f"how long will {limit} units of {product} last in {store}?",
    ):
        assert value_of(assistant.ask(question), "reached_on") == reached
    beyond = assistant.ask(f"on what date will {store} have sold {round(days[-1][1] * 3)} {product}?")
    assert beyond.status == "no_data"
    assert "fewer are expected to be sold" in beyond.answer


def test_the_money_of_today_and_of_later_is_told_apart(assistant, connection, two):
    store, store_id, *_ = two
    ((today, later),) = select(
        connection,
        "SELECT sum(order_value) FILTER (action IN ('order_now', 'expedite')), sum(order_value) FILTER (action NOT IN ('order_now', 'expedite')) "
        "FROM replenishment WHERE order_qty > 0 AND store_id = ?",
        store_id,
    )
    answer = assistant.ask(
        f"Split the recommended spend of {store} in two for me, the money that goes out today and the money that can wait."
    )
    assert [f.value for f in answer.facts if f.measure == "order_value" and f.asked] == pytest.approx([today, later])
    answer = assistant.ask(
        f"Suppose I release only the orders that have to go out today for {store} and hold every other recommended order. How much money would I be holding back?"
    )
    assert [f.value for f in answer.facts if f.measure == "order_value" and f.asked] == pytest.approx([later])


def test_units_overdue_are_those_of_late_orders_only(assistant, connection):
    ((late,),) = select(
        connection,
        "SELECT sum(quantity) FROM open_orders WHERE due_on < (SELECT max(date) FROM sales)",
    )
    if not late:
        pytest.skip("no order of this world is late")
    answer = assistant.ask(
        "How many units in total, all stores, are overdue already, due date passed and not here yet?"
    )
    assert late in [f.value for f in answer.facts if f.measure in ("on_order", "open_units")]


def test_goods_that_nobody_knows_are_not_answered_for_the_store(assistant, two):
    store, *_ = two
    answer = assistant.ask(f"On my desk: a request for 200 Marlowe Quilted Trivets for {store}. Is that order needed?")
    assert answer.status == "no_data"
    assert "Marlowe Quilted Trivets" in answer.answer


def test_money_beside_a_count_is_that_of_what_was_counted(turns, assistant, connection, two):
    store, store_id, *_ = two
    ((lines, money),) = select(
        connection,
        "SELECT count(*), sum(order_value) FROM replenishment WHERE order_qty > 0 AND order_value < 100 AND store_id = ?",
        store_id,
    )
    answer = turns(
        assistant, f"Everything you recommend for {store}, please, with the values.",
        "If I hold back each of those lines that is worth less than 100, how many lines is that, and how much money do I keep?",
    )  # fmt: skip
    assert value_of(answer, "count") == lines
    assert value_of(answer, "order_value") == pytest.approx(money)


def test_what_a_note_tells_is_asked_of_another(turns, assistant, connection):
    names = select(connection, "SELECT name FROM suppliers ORDER BY name LIMIT 2")
    (first,), (second,) = names
    answer = turns(assistant, f"What payment terms have we agreed with {first}?", f"and with {second}?")
    assert answer.status == "answered"
    assert second in answer.answer
    assert first not in answer.answer


def test_the_third_and_the_first_of_a_list_are_asked_about(turns, assistant, connection, two):
    store, store_id, *_ = two
    ranked = select(
        connection,
        "SELECT p.name, on_hand FROM forecasts f JOIN products p USING (product_id) JOIN inventory USING (store_id, product_id) "
        "WHERE target = 'sales' AND step <= 7 AND store_id = ? GROUP BY ALL ORDER BY sum(mean) DESC LIMIT 3",
        store_id,
    )
    opening = f"Which 3 products sell most in {store} over the next 7 days?"
    answer = turns(assistant, opening, "what about the second?", "how much stock does it have?", "and the third one?")
    assert value_of(answer, "on_hand") == ranked[2][1]
    listed = assistant.ask(f"what must I order today in {store}?")
    first = listed.rows[0]["name"]
    ((cost,),) = select(connection, "SELECT unit_cost FROM products WHERE name = ?", first)
    answer = turns(
        assistant,
        f"what must I order today in {store}?",
        "only the first three",
        "what is the unit cost of the first one?",
    )
    assert value_of(answer, "product_unit_cost") == cost


def test_the_difference_after_a_sum_is_that_of_the_two(turns, assistant, connection, as_of):
    (name, first, first_id, second, second_id, product_id), *_ = select(
        connection,
        "SELECT p.name, a.name, a.store_id, b.name, b.store_id, product_id FROM products p, stores a, stores b WHERE a.store_id < b.store_id "
        "AND (SELECT count(*) FROM sales x WHERE x.product_id = p.product_id AND x.store_id IN (a.store_id, b.store_id) AND x.date = ?) = 2 "
        "AND (SELECT count(*) FROM products q WHERE starts_with(q.name, p.name)) = 1 ORDER BY p.name, 2, 4 LIMIT 1",
        as_of,
    )
    one, other = (
        select(
            connection,
            "SELECT units_sold FROM sales WHERE date = ? AND store_id = ? AND product_id = ?",
            as_of,
            s,
            product_id,
        )[0][0]
        for s in (first_id, second_id)
    )
    answer = turns(
        assistant, f"How many {name} did {first} sell yesterday?", f"and {second}?", "together?", "and the difference?"
    )
    assert value_of(answer, "difference") == abs(one - other)
