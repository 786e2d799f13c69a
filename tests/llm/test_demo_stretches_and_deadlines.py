# ruff: noqa: E501 - a question is read on one line
"""Stretches named by their first or last day, orders to be placed in one, goods back, gone or left unordered."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.llm.demo_world import select, value_of


def _units(connection, store_id, product_id, first, last, target="sales"):
    return select(
        connection,
        "SELECT sum(mean) FROM forecasts WHERE target = ? AND step BETWEEN ? AND ? AND store_id = ? AND product_id = ?",
        target,
        first,
        last,
        store_id,
        product_id,
    )[0][0]


@pytest.fixture(scope="module")
def seller(connection):
    """(product, id, store, id) of the series that sells most in 14 days and is returned at times."""
    return select(
        connection,
        "SELECT p.name, p.product_id, s.name, s.store_id FROM forecasts f JOIN products p USING (product_id) "
        "JOIN stores s USING (store_id) WHERE f.target = 'returns' AND f.step = 14 ORDER BY f.cum_mean DESC LIMIT 1",
    )[0]


@pytest.fixture(scope="module")
def held(connection):
    """(product, store, safety stock, service level) of the largest safety stock."""
    return select(
        connection,
        "SELECT p.name, s.name, r.safety_stock, r.cycle_service_level FROM replenishment r JOIN products p USING (product_id) "
        "JOIN stores s USING (store_id) WHERE r.cycle_service_level > 0.9 ORDER BY r.safety_stock DESC LIMIT 1",
    )[0]


@pytest.fixture(scope="module")
def unordered(connection):
    """(product, store, stockout day) of an order whose product would run out without it."""
    return select(
        connection,
        "SELECT p.name, s.name, r.stockout_date::DATE FROM replenishment r JOIN products p USING (product_id) "
        "JOIN stores s USING (store_id) WHERE r.order_qty > 0 AND r.stockout_date IS NOT NULL AND r.on_hand > 0 "
        "ORDER BY r.order_value DESC LIMIT 1",
    )[0]


# ---- stretches by their first or last day -----------------------------------------------------------


@pytest.mark.parametrize(
    ("when", "first", "days"),
    [
        ("in the fortnight that begins tomorrow", 1, 14),
        ("in the week starting tomorrow", 1, 7),
        ("over the ten days which start tomorrow", 1, 10),
        ("in the fortnight from {third}", 3, 14),
        ("in the week that starts on {third}", 3, 7),
        ("between now and {third}", 1, 3),
        ("in the week ending on {ninth}", 3, 7),
        ("from {third} for a week", 3, 7),
    ],
)
def test_a_stretch_named_by_one_end_is_as_long_as_said(assistant, connection, seller, as_of, when, first, days):
    product, product_id, store, store_id = seller
    third, ninth = (f"{d.day} {d:%B}" for d in (as_of + timedelta(3), as_of + timedelta(9)))
    answer = assistant.ask(f"How many {product} will {store} sell {when.format(third=third, ninth=ninth)}?")
    right = _units(connection, store_id, product_id, first, first + days - 1)
    assert value_of(answer, "expected_sales") == pytest.approx(right, abs=0.01)


@pytest.mark.parametrize(
    "question",
    [
        "Which products need to be ordered for {store} between tomorrow and {day}?",
        "In the week that starts tomorrow, what must be ordered for {store}?",
        "By the end of the coming seven days, which products do I have to have ordered for {store}? Just the names.",
        "What has to be ordered in {store} before the next seven days are over?",
    ],
)
def test_orders_of_a_stretch_are_those_due_by_its_end(assistant, connection, stores, as_of, question):
    last = as_of + timedelta(7)
    told = 0
    for store, store_id in stores:
        right = select(
            connection,
            "SELECT DISTINCT p.name FROM replenishment r JOIN products p USING (product_id) WHERE r.store_id = ? "
            "AND r.order_qty > 0 AND r.order_by::DATE <= ?",
            store_id,
            last,
        )
        if not right or told == 2:
            continue
        told += 1
        answer = assistant.ask(question.format(store=store, day=last.isoformat()))
        assert {row["name"] for row in answer.rows} == {name for (name,) in right}
    assert told


def test_orders_that_have_to_last_a_time_are_not_limited_by_it(assistant, connection, stores):
    store, store_id = stores[0]
    answer = assistant.ask(f"What do I have to order in {store} to cover the next two weeks?")
    right = select(connection, "SELECT count(*) FROM replenishment WHERE store_id = ? AND order_qty > 0", store_id)
    assert len(answer.rows) == right[0][0]


# ---- levels and parts --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "question",
    [
        "What is the safety stock of {product} in {store}, and the level it is built on? If we dropped that level to 85%, how many fewer would we keep?",
        "What is the service level of {product} in {store}? And if we lowered it to 85%, what safety stock would we need?",
        "If the service level of {product} in {store} were cut to 85%, how many units less would we hold?",
    ],
)
def test_a_level_that_is_lowered_is_the_service_level(assistant, held, question):
    product, store, stock, _ = held
    answer = assistant.ask(question.format(product=product, store=store))
    assert answer.plan.scenario.kind == "cycle_service_level"
    assert answer.plan.scenario.value == pytest.approx(0.85)
    told = [f.value for f in answer.facts if f.measure == "safety_stock"]
    assert any(v == pytest.approx(stock, abs=0.01) for v in told)


@pytest.mark.parametrize("then", ["and if we cut it to 85%?", "what if it was only 85%?", "and with a level of 85%?"])
def test_another_level_after_the_level(assistant, held, turns, then):
    product, store, stock, _ = held
    answer = turns(assistant, f"What is the service level of {product} in {store}?", then)
    assert answer.plan.scenario.kind == "cycle_service_level"
    assert any(f.measure == "safety_stock" and f.value == pytest.approx(stock, abs=0.01) for f in answer.facts)


@pytest.mark.parametrize(
    ("change", "factor"),
    [("drops to 85%", 0.85), ("falls back to 80% of the forecast", 0.8), ("rises to 120%", 1.2), ("rises by 20%", 1.2)],
)
def test_demand_that_goes_to_a_part_is_that_part(assistant, connection, seller, change, factor):
    product, product_id, store, store_id = seller
    answer = assistant.ask(
        f"If demand for {product} in {store} {change}, how many do we sell over the next seven days?"
    )
    right = factor * _units(connection, store_id, product_id, 1, 7)
    assert any(f.value.__class__ is float and f.value == pytest.approx(right, abs=0.01) for f in answer.facts)


# ---- back, gone, left unordered ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "then",
    [
        "and over the same days, what do we get brought back over the counter?",
        "and handed back?",
        "what lands back on the counter in that time?",
        "and what gets brought in again?",
    ],
)
def test_what_is_handed_back_is_returned(assistant, connection, seller, turns, then):
    product, product_id, store, store_id = seller
    answer = turns(assistant, f"How many {product} will {store} sell over the next 7 days?", then)
    right = _units(connection, store_id, product_id, 1, 7, "returns")
    assert value_of(answer, "expected_returns") == pytest.approx(right, abs=0.01)


@pytest.mark.parametrize(
    "question",
    [
        "What dries up in {store} before {month} is over, if nobody buys anything more?",
        "Which products are used up in {store} by the end of {month} if nothing more is ordered?",
        "Which lines of {store} won't see {after}?",
    ],
)
def test_what_dries_up_runs_out(assistant, connection, stores, as_of, question):
    ahead = as_of + timedelta(10)
    after = (ahead.replace(day=1) + timedelta(32)).replace(day=1)
    store, store_id = stores[0]
    right = select(
        connection,
        "SELECT DISTINCT p.name FROM replenishment r JOIN products p USING (product_id) WHERE r.store_id = ? "
        "AND r.stockout_date::DATE < ?",
        store_id,
        after,
    )
    answer = assistant.ask(question.format(store=store, month=f"{ahead:%B}", after=f"{after:%B}"))
    assert {row["name"] for row in answer.rows} == {name for (name,) in right}


@pytest.mark.parametrize(
    "then",
    [
        "suppose I sit this one out, when is the shelf bare?",
        "and if I give it a miss, when are we out?",
        "if I don't bother, when is there nothing left?",
        "say we pass it up, when does it dry up?",
    ],
)
def test_an_order_that_is_sat_out_is_skipped(assistant, unordered, turns, then):
    product, store, day = unordered
    answer = turns(assistant, f"How many {product} should I order for {store}?", then)
    assert answer.plan.scenario.kind == "skip_order"
    assert f"{day.day} {day:%B %Y}" in " ".join(s.text for s in answer.sentences)


@pytest.mark.parametrize("question", ["What is at nil stock in {store}?", "Which products stand at nought in {store}?"])
def test_nil_is_nothing(assistant, connection, question):
    store, store_id = select(
        connection,
        "SELECT s.name, s.store_id FROM replenishment r JOIN stores s USING (store_id) WHERE r.on_hand <= 0 "
        "GROUP BY ALL ORDER BY count(*) DESC, 1 LIMIT 1",
    )[0]
    right = select(
        connection,
        "SELECT p.name FROM replenishment r JOIN products p USING (product_id) WHERE r.on_hand <= 0 AND r.store_id = ?",
        store_id,
    )
    answer = assistant.ask(question.format(store=store))
    assert {row["name"] for row in answer.rows} == {name for (name,) in right}


# ---- notes ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "question",
    [
        "Which of our products was taken out of the range according to the notes, and how many are left altogether?",
        "Which product did the notes say we stopped selling, and how much of it is still in stock?",
    ],
)
def test_the_goods_that_notes_tell_of_are_counted(assistant, connection, question):
    gone = select(
        connection,
        "SELECT DISTINCT n.product_id FROM notes n WHERE n.product_id IS NOT NULL AND "
        "regexp_matches(lower(n.title || ' ' || n.body), 'discontinu|delist|phased out|end of line|no longer sold')",
    )
    answer = assistant.ask(question)
    right = select(
        connection,
        f"SELECT sum(on_hand) FROM replenishment WHERE product_id IN ({', '.join('?' for _ in gone)}) GROUP BY product_id",
        *(g for (g,) in gone),
    )
    told = {f.value for f in answer.facts if f.measure == "on_hand"}
    assert {value for (value,) in right} <= told


def test_a_note_is_found_by_words_on_end(assistant, connection):
    """Four words from the middle of one note, in a question of other words."""
    title, body = select(
        connection,
        "SELECT title, body FROM notes WHERE contains(lower(body), 'closed to lorries') ORDER BY note_id LIMIT 1",
    )[0]
    assert "lorries" in body
    answer = assistant.ask("Somewhere we wrote that a street is closed to lorries. In which note was that?")
    assert "lorries" in answer.citations[0].text or answer.citations[0].title == title
