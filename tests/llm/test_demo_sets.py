# ruff: noqa: E501 - queries are read on one line
"""Sets, second messages and times in the demo world: what notes tell together, promotions, limits, the others."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.llm.demo_world import select, value_of


def _one(connection, sql, *parameters):
    return connection.execute(sql, list(parameters)).fetchone()


def _names(answer):
    return {r.get("name") or r.get("product_name") or r.get("supplier_name") for r in answer.rows}


@pytest.fixture(scope="module")
def line(connection):
    """(product, store, product_id, store_id) that sells and has a name of its own."""
    return _one(
        connection,
        "SELECT p.name, s.name, product_id, store_id FROM (SELECT store_id, product_id, sum(mean) AS v FROM forecasts "
        "WHERE target = 'sales' AND step <= 7 GROUP BY ALL) JOIN products p USING (product_id) "
        "JOIN stores s USING (store_id) ORDER BY v DESC, product_id LIMIT 1",
    )


# -- what several notes tell ----------------------------------------------------------------------


def _told(connection, pattern, kind="supplier"):
    return {
        name
        for (name,) in select(
            connection,
            f"SELECT DISTINCT x.name FROM notes n JOIN {kind}s x USING ({kind}_id) WHERE regexp_matches(n.title, ?)",
            pattern,
        )
    }


def test_all_suppliers_that_raise_prices_are_listed(assistant, connection):
    wanted = _told(connection, "Price letter|New price list|announces new prices|Cost increase")
    assert wanted
    for question in (
        "Which suppliers have told us that they will raise their prices?",
        "which of our suppliers are putting their prices up?",
    ):
        answer = assistant.ask(question)
        assert {r["name"] for r in answer.rows} == wanted, question
        assert all(name in answer.answer for name in wanted)


def test_the_supplier_whose_prices_rise_first_and_the_one_whose_rise_most(assistant, connection):
    notes = select(
        connection,
        "SELECT u.name, strptime(regexp_extract(n.body, '(\\d+ [A-Z][a-z]+ 20\\d\\d)', 1), '%-d %B %Y')::DATE, "
        "regexp_extract(n.body, '([\\d.]+) ?(%|percent)', 1)::DOUBLE FROM notes n JOIN suppliers u USING (supplier_id) "
        "WHERE regexp_matches(n.title, 'Price letter|New price list|announces new prices|Cost increase')",
    )
    first = assistant.ask("Which supplier raises its prices first?")
    assert first.rows[0]["name"] == min(notes, key=lambda n: n[1])[0]
    assert value_of(first, "note_size") == min(n[1] for n in notes)
    last = assistant.ask("Which supplier raises its prices last?")
    assert last.rows[0]["name"] == max(notes, key=lambda n: n[1])[0]
    assert "comes last" in last.answer
    assert "comes first" not in last.answer
    most = assistant.ask("Which supplier raises its prices the most?")
    assert value_of(most, "note_size") == max(n[2] for n in notes)


def test_only_closures_within_the_month_are_listed(assistant, connection):
    answer = assistant.ask("Which suppliers are closed for some days in December 2026?")
    spans = select(
        connection,
        "SELECT u.name, strptime(regexp_extract(n.body, 'from (\\d+ \\w+ 20\\d\\d)', 1), '%-d %B %Y')::DATE, "
        "strptime(regexp_extract(n.body, 'to (\\d+ \\w+ 20\\d\\d)', 1), '%-d %B %Y')::DATE "
        "FROM notes n JOIN suppliers u USING (supplier_id) "
        "WHERE regexp_matches(n.body, 'from \\d+ \\w+ 20\\d\\d to \\d+')",
    )
    inside = {n for n, a, b in spans if a.isoformat() <= "2026-12-31" and b.isoformat() >= "2026-12-01"}
    assert {r["name"] for r in answer.rows} == inside
    assert inside < {n for n, _, _ in spans} or len(inside) == len(spans)


def test_late_open_orders_are_no_matter_of_notes(assistant):
    assert assistant.ask("Which suppliers have open orders that are late?").plan.intent != "notes"


# -- promotions -----------------------------------------------------------------------------------


def test_the_first_day_of_the_next_promotion_and_the_sales_of_that_day(turns, assistant, connection):
    product, store, day, sold = _one(
        connection,
        "WITH n AS (SELECT store_id, product_id, min(date)::DATE AS day FROM promotions WHERE on_promo GROUP BY ALL), "
        "a AS (SELECT max(date)::DATE AS d FROM sales) SELECT p.name, s.name, n.day, f.mean FROM n, a, "
        "forecasts f JOIN products p ON p.product_id = f.product_id JOIN stores s ON s.store_id = f.store_id "
        "WHERE f.store_id = n.store_id AND f.product_id = n.product_id AND f.date::DATE = n.day AND f.target = 'sales' "
        "AND n.day > a.d + 7 ORDER BY n.day, p.name, s.name LIMIT 1",
    )
    first = f"When does the next promotion of {product} start in {store}?"
    assert value_of(assistant.ask(first), "promotion_on") == day
    answer = turns(assistant, first, "and how many will they sell on that first day?")
    assert value_of(answer, "expected_sales") == pytest.approx(sold)
    assert all(f.start == f.end == day for f in answer.facts if f.measure == "expected_sales")


def test_what_is_on_promotion_is_a_list_and_narrows_others(assistant, connection):
    store = _one(connection, "SELECT name FROM stores ORDER BY 1 LIMIT 1")[0]
    wanted = {
        p
        for (p,) in select(
            connection,
            "SELECT DISTINCT p.name FROM promotions x JOIN products p USING (product_id) JOIN stores s USING (store_id), "
            "(SELECT max(date)::DATE AS d FROM sales) WHERE on_promo AND s.name = ? "
            "AND x.date BETWEEN d + 1 AND d + 14", store,
        )
    }  # fmt: skip
    answer = assistant.ask(f"What do we have on promotion in {store} in the next 2 weeks?")
    assert answer.plan.intent == "list"
    assert _names(answer) == wanted
    out = assistant.ask(
        f"Of the products on promotion in {store} in the next 2 weeks, which will be out of stock by then?"
    )
    assert _names(out) <= wanted


# -- limits and conditions ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "condition"),
    [
        ("Which products have {n} days of cover or less?", "days_of_cover <= {n}"),
        ("where are we down to {n} days of cover or less? I just need the products", "days_of_cover <= {n}"),
        ("Which products have less on hand than the safety stock?", "on_hand < safety_stock"),
        ("Which products are below safety stock?", "on_hand < safety_stock"),
        ("Which recommended orders are more expensive than {v} euro each?", "order_qty > 0 AND order_value > {v}"),
        ("please to say me which recommended orders are more expensive as {v} euro", "order_qty > 0 AND order_value > {v}"),
        ("how many products are simply ok, nothing to order and not too much?", "action = 'ok'"),
    ],
)  # fmt: skip
def test_a_limit_that_is_said_is_a_condition_of_the_list(assistant, connection, question, condition):
    values = {"n": 5, "v": 100}
    (store, wanted, all_) = _one(
        connection,
        f"SELECT s.name, count(*) FILTER ({condition.format(**values)}) AS n, count(*) FROM replenishment "
        "JOIN stores s USING (store_id) GROUP BY 1 ORDER BY n DESC, 1 LIMIT 1",
    )
    answer = assistant.ask(f"In {store}, " + question.format(**values))
    assert 0 < wanted < all_
    assert next(f.value for f in answer.facts if f.measure == "count") == wanted


def test_suppliers_on_certain_payment_terms(assistant, connection):
    (terms,) = _one(connection, "SELECT payment_terms FROM suppliers GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1")
    wanted = {n for (n,) in select(connection, "SELECT name FROM suppliers WHERE payment_terms = ?", terms)}
    assert {r["name"] for r in assistant.ask(f"Which of our suppliers have {terms} as payment terms?").rows} == wanted


def test_what_runs_out_next_is_not_gone_already(assistant, connection):
    (store,) = _one(
        connection, "SELECT s.name FROM replenishment JOIN stores s USING (store_id) WHERE on_hand <= 0 LIMIT 1"
    )
    answer = assistant.ask(f"What is going to run out next in {store}?")
    (soonest,) = _one(
        connection,
        "SELECT min(stockout_date)::DATE FROM replenishment JOIN stores s USING (store_id) WHERE s.name = ? AND on_hand > 0",
        store,
    )
    assert value_of(answer, "stockout_date") == soonest


def test_the_error_of_the_naive_forecast_stands_beside_ours(assistant, connection, line):
    product, store, product_id, store_id = line
    answer = assistant.ask(f"For {product} in {store}, is your forecast better than a seasonal naive one?")
    for measure, condition in (("wape", "served"), ("wape_naive", "model = 'seasonal_naive'")):
        (wape,) = _one(
            connection,
            f"SELECT 100 * wape FROM accuracy WHERE target = 'sales' AND store_id = ? AND product_id = ? AND {condition}",
            store_id, product_id,
        )  # fmt: skip
        assert value_of(answer, measure) == pytest.approx(wape)
    overall = assistant.ask("Is your forecast better than a naive one overall?")
    assert len(overall.answer) < 400
    assert "one product in one store" in overall.answer


# -- second messages and times --------------------------------------------------------------------


def test_a_window_that_is_made_another_keeps_what_was_asked(turns, assistant, line):
    product, store, *_ = line
    answer = turns(
        assistant,
        f"How many {product} will {store} sell tomorrow?",
        "Make that the next 7 days, please.",
        "And tomorrow?",
    )
    assert answer.plan.measures == ("expected_sales",)


def test_the_other_stores_are_those_that_were_not_named(turns, assistant, connection):
    (store,) = _one(connection, "SELECT name FROM stores ORDER BY 1 LIMIT 1")
    first = f"How many units will {store} sell over the next 7 days?"
    (rest,) = _one(
        connection,
        "SELECT sum(mean) FROM forecasts JOIN stores s USING (store_id) WHERE target = 'sales' AND step <= 7 AND s.name <> ?",
        store,
    )
    for second in ("And all the other stores together?", "and the others?"):
        answer = turns(assistant, first, second)
        assert any(f.value == pytest.approx(rest) for f in answer.facts if isinstance(f.value, float)), second


def test_two_weeks_in_a_row_are_added_up(turns, assistant, connection, line):
    product, store, product_id, store_id = line
    answer = turns(
        assistant, f"forecast {product} {store} next 7 days", "and the 7 days after those?", "ok n both weeks together?"
    )
    (total,) = _one(
        connection,
        "SELECT sum(mean) FROM forecasts WHERE target = 'sales' AND step <= 14 AND store_id = ? AND product_id = ?",
        store_id, product_id,
    )  # fmt: skip
    assert value_of(answer, "expected_sales") == pytest.approx(total)


def test_why_after_an_order_explains_it_whatever_words_follow(turns, assistant, connection):
    product, store = _one(
        connection,
        "SELECT p.name, s.name FROM replenishment JOIN products p USING (product_id) JOIN stores s USING (store_id) "
        "WHERE order_qty = 0 AND action = 'ok' ORDER BY 1, 2 LIMIT 1",
    )
    for second in ("why not? whats the reasoning", "hm why that many? what level are we filling up to?"):
        answer = turns(assistant, f"do i need to order {product} for {store}?", second)
        assert answer.status == "answered"
        assert {"order_up_to", "inventory_position"} <= {f.measure for f in answer.facts}


def test_the_same_weekday_a_week_earlier(assistant, connection):
    (store, last) = _one(connection, "SELECT (SELECT name FROM stores ORDER BY 1 LIMIT 1), max(date)::DATE FROM sales")
    answer = assistant.ask(f"how many units did {store} sell today, and how many on the same weekday a week earlier?")
    days = {f.start for f in answer.facts if f.measure == "actual_sales"}
    assert days == {last, last - timedelta(7)}


def test_an_ordinal_before_a_superlative_is_no_date(assistant):
    answer = assistant.ask("whats the 2nd biggest earner, revenue last 90 days")
    assert (answer.plan.intent, answer.plan.limit, answer.plan.offset) == ("rank", 1, 1)


def test_a_word_of_several_names_is_asked_back_about(assistant, connection):
    word = "spanner"
    assert len(select(connection, "SELECT 1 FROM products WHERE name ILIKE ?", f"%{word}%")) > 1
    assert assistant.ask(f"forecast for {word} tmrw").status == "clarify"
    assert assistant.ask("forecast for laptops tmrw").status == "no_data"
