# ruff: noqa: E501 - queries are read on one line
"""Conversations that go back to what was told before, ask a part of it, its weekday, its place on a list; notes answered first."""

from __future__ import annotations

import pytest

from tests.llm.demo_world import value_of


def _one(connection, sql, *parameters):
    return connection.execute(sql, list(parameters)).fetchone()


@pytest.fixture(scope="module")
def two_stores(connection):
    return [n for (n,) in connection.execute("SELECT name FROM stores ORDER BY name LIMIT 2").fetchall()]


def test_back_to_a_total(assistant, turns, connection, sold):
    name, product, store, store_id = sold
    level = _one(
        connection,
        "SELECT sum(mean) FROM forecasts WHERE target = 'sales' AND step <= 14 AND product_id = ? AND store_id = ?",
        product,
        store_id,
    )[0]
    first = f"Expected total of {name} in {store} over the next 14 days?"
    plan = turns(
        assistant, first, "How volatile is it there?", "returning to that two-week total: and with 90% certainty?"
    ).plan
    assert plan.window.days == 14
    assert (plan.entities.products, plan.entities.stores) == ((product,), (store_id,))
    again = turns(assistant, first, "What is its lead time?", "back to the total, what if demand is 10% higher?")
    assert any(f.value == pytest.approx(level * 1.1, abs=0.06) for f in again.facts)


def test_back_to_a_note(assistant, turns, connection):
    title, supplier = _one(
        connection,
        "SELECT n.title, s.name FROM notes n JOIN suppliers s USING (supplier_id) WHERE regexp_matches(n.body, '(?i)prices rise|price list') ORDER BY n.date DESC LIMIT 1",
    )
    answer = turns(
        assistant,
        f"Is there a price letter from {supplier}?",
        "what is their on-time rate?",
        "back to the letter: by how many percent do they go up?",
    )
    assert answer.plan.intent == "notes"
    assert title in {c.title for c in answer.citations}


def test_where_of_two_it_is_smaller(assistant, turns, connection, sold, two_stores):
    name, product, _, _ = sold
    a, b = two_stores
    rows = connection.execute(
        "SELECT s.name, a.wape FROM accuracy a JOIN stores s USING (store_id) WHERE product_id = ? AND target = 'sales' AND served",
        [product],
    ).fetchall()
    wape = dict(rows)
    answer = turns(assistant, f"What is the WAPE of {name} in {a}?", f"and in {b}?", "where is it smaller?")
    best = min((a, b), key=lambda s: wape[s])
    assert answer.answer.startswith(best)


def test_the_part_that_is_due_today(assistant, turns, connection):
    due = _one(
        connection,
        "SELECT sum(order_value) FROM replenishment WHERE order_qty > 0 AND action IN ('order_now', 'expedite')",
    )[0]
    answer = turns(assistant, "What do all recommended orders cost?", "and how much of that is for those due today?")
    assert value_of(answer, "order_value") == pytest.approx(due, abs=0.01)


def test_how_many_of_one_on_a_list_and_its_supplier(assistant, turns, connection, two_stores):
    store = two_stores[0]
    ranked = connection.execute(
        "SELECT p.name, sum(mean) AS v, u.name FROM forecasts f JOIN products p USING (product_id) JOIN suppliers u USING (supplier_id) "
        "JOIN stores s USING (store_id) WHERE target = 'sales' AND step <= 7 AND s.name = ? GROUP BY ALL ORDER BY v DESC LIMIT 3",
        [store],
    ).fetchall()
    first = f"Top 3 products by expected units in {store} over the next 7 days?"
    answer = turns(assistant, first, "how many of the 2nd?")
    assert value_of(answer, "expected_sales") == pytest.approx(ranked[1][1], abs=0.06)
    answer = turns(assistant, first, "who delivers the third one on that list?")
    assert ranked[2][2] in answer.answer


def test_the_weekday_of_a_date_that_was_told(assistant, turns, connection):
    product, store, day = _one(
        connection,
        "SELECT p.name, s.name, stockout_date::DATE FROM replenishment JOIN products p USING (product_id) JOIN stores s USING (store_id) "
        "WHERE stockout_date IS NOT NULL AND on_hand > 0 ORDER BY stockout_date DESC, 1 LIMIT 1",
    )
    answer = turns(assistant, f"When does {product} run out in {store}?", "and which weekday is that?")
    assert f"{day:%A}" in answer.answer


def test_short_of_the_target_level(assistant, turns, connection):
    product, store, gap = _one(
        connection,
        "SELECT p.name, s.name, order_up_to - inventory_position FROM replenishment JOIN products p USING (product_id) JOIN stores s USING (store_id) "
        "WHERE order_qty > 0 ORDER BY 3 DESC, 1 LIMIT 1",
    )
    answer = turns(
        assistant,
        f"How many {product} should I order for {store}?",
        "and leaving packs and minimums aside, how far are we below the order-up-to level?",
    )
    assert any(isinstance(f.value, float) and abs(f.value) == pytest.approx(gap, abs=0.06) for f in answer.facts)


def test_what_comes_from_a_supplier_is_left_out(assistant, turns, connection):
    store, supplier, left = _one(
        connection,
        "SELECT s.name, u.name, count(*) FROM replenishment r JOIN stores s USING (store_id) JOIN suppliers u USING (supplier_id) "
        "WHERE order_qty > 0 AND action IN ('order_now', 'expedite') GROUP BY ALL ORDER BY 3 DESC, 1, 2 LIMIT 1",
    )
    due = _one(
        connection,
        "SELECT count(*) FROM replenishment r JOIN stores s USING (store_id) WHERE s.name = ? AND order_qty > 0 AND action IN ('order_now', 'expedite')",
        store,
    )[0]
    answer = turns(
        assistant,
        f"What has to be ordered today for {store}?",
        f"leave out whatever comes from {supplier}. Which products remain?",
    )
    assert len(answer.rows) == due - left


def test_the_sentence_that_answers_comes_first(assistant, connection):
    supplier, body = _one(
        connection,
        "SELECT s.name, n.body FROM notes n JOIN suppliers s USING (supplier_id) WHERE regexp_matches(n.body, '[0-9.]+% from [0-9]+ [A-Z]') ORDER BY n.date DESC LIMIT 1",
    )
    sentence = next(s for s in body.replace("\n", " ").split(". ") if "% from" in s)
    answer = assistant.ask(f"From when on do the new prices of {supplier} apply?")
    assert answer.answer.startswith(f'"{sentence.strip()}')
    assert answer.citations[0].title in answer.answer


def test_the_days_between_two_dates_that_were_told(assistant, turns, connection):
    product, a, b, gap = _one(
        connection,
        "SELECT p.name, s.name, t.name, abs(date_diff('day', x.stockout_date::DATE, y.stockout_date::DATE)) FROM replenishment x JOIN replenishment y USING (product_id) "
        "JOIN products p USING (product_id) JOIN stores s ON s.store_id = x.store_id JOIN stores t ON t.store_id = y.store_id "
        "WHERE x.store_id < y.store_id AND x.stockout_date IS NOT NULL AND y.stockout_date IS NOT NULL AND x.on_hand > 0 AND y.on_hand > 0 ORDER BY 4 DESC, 1 LIMIT 1",
    )
    answer = turns(
        assistant, f"When does {product} run out in {a}?", f"and in {b}?", "how many days lie between those two dates?"
    )
    assert gap in [f.value for f in answer.facts if f.measure == "difference"]


def test_which_of_two_lasts_longer_in_the_words_of_a_foreigner(assistant, turns, connection):
    product, first, second = _one(
        connection,
        "SELECT p.name, s.name, t.name FROM replenishment x JOIN replenishment y USING (product_id) JOIN products p USING (product_id) "
        "JOIN stores s ON s.store_id = x.store_id JOIN stores t ON t.store_id = y.store_id WHERE x.store_id <> y.store_id "
        "AND x.days_of_cover > 1.5 * y.days_of_cover AND y.on_hand > 0 ORDER BY 1, 2, 3 LIMIT 1",
    )
    answer = turns(
        assistant,
        f"How much stock we have from {product} in {second}?",
        f"And how much in {first}?",
        "In which from this two it will last more long?",
    )
    assert answer.answer.startswith(first)


def test_what_is_carried_by_nobody_is_not_answered_for_the_store(assistant, connection):
    store = _one(connection, "SELECT name FROM stores ORDER BY name LIMIT 1")[0]
    answer = assistant.ask(f"Somebody told me we stock Quibbler Moss Lamps at {store}. What will they sell tomorrow?")
    assert answer.status == "no_data"
