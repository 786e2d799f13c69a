"""Stretches by their two ends, levels by how often they are passed, next places, notes taken up again."""

from __future__ import annotations

import pytest

from tests.llm.demo_world import expected_units, select, value_of

_AS_OF = "(SELECT max(date)::DATE FROM sales)"


@pytest.fixture(scope="module")
def series(connection):
    """(product, store, product id, store id) of a product with stock and sales."""
    (row,) = select(
        connection,
        "SELECT p.name, s.name, product_id, store_id FROM replenishment r JOIN products p USING (product_id) "
        "JOIN stores s USING (store_id) WHERE r.on_hand > 0 ORDER BY product_id, store_id LIMIT 1",
    )
    return row


def _told(answer, value):
    return any(isinstance(f.value, int | float) and abs(float(f.value) - value) < 0.06 for f in answer.facts)


@pytest.mark.parametrize("until", ["through to", "all the way to", "right up to", "straight through till"])
def test_a_stretch_that_runs_through_to_a_day_has_all_its_days(assistant, connection, series, until):
    product, store, product_id, store_id = series
    (last,) = select(connection, f"SELECT strftime({_AS_OF} + 4, '%-d %B %Y')")[0]
    answer = assistant.ask(f"From tomorrow {until} {last}, how many {product} will {store} sell?")
    expected = expected_units(connection, store_id, product_id, 4)
    assert value_of(answer, "expected_sales") == pytest.approx(expected, rel=1e-3)


@pytest.mark.parametrize(
    "question",
    [
        "{product} in {store}, next 7 days: which total would sales go past only 5% of the time?",
        "What number does demand for {product} in {store} beat in just 5% of cases over the next 7 days?",
        "What does demand for {product} in {store} stay under 95% of the time over the next 7 days?",
        "How many {product} do we need in {store} for the next 7 days to run out in only 5% of all cases?",
        "What will {product} in {store} reach at most, 19 times out of 20, over the next 7 days?",
    ],
)
def test_how_often_a_total_is_passed_is_a_level_and_no_change_of_demand(assistant, connection, series, question):
    product, store, product_id, store_id = series
    (level,) = select(
        connection,
        "SELECT cum_p95 FROM forecasts WHERE target = 'sales' AND step = 7 AND store_id = ? AND product_id = ?",
        store_id,
        product_id,
    )[0]
    answer = assistant.ask(question.format(product=product, store=store))
    assert "less demand" not in answer.answer
    assert _told(answer, level)


def test_another_share_of_the_cases_is_the_level_that_leaves_it(assistant, connection, series):
    product, store, product_id, store_id = series
    (level,) = select(
        connection,
        "SELECT cum_p95 FROM forecasts WHERE target = 'sales' AND step = 7 AND store_id = ? AND product_id = ?",
        store_id,
        product_id,
    )[0]
    question = f"What total of {product} does {store} exceed in 10% of cases over the next 7 days?"
    assistant.ask(question, conversation_id="share-of-cases")
    assert _told(assistant.ask("and in only 5%?", conversation_id="share-of-cases"), level)


def test_a_percentage_less_demand_is_still_supposed(assistant, series):
    product, store, *_ = series
    answer = assistant.ask(f"What would {store} sell of {product} over the next 7 days if demand were 5% lower?")
    assert "5% less demand" in answer.answer


def test_what_moved_the_most_units_was_sold_the_most(assistant, connection):
    (best,) = select(
        connection,
        "SELECT p.name FROM sales s JOIN products p USING (product_id) WHERE date_trunc('month', s.date::DATE) = "
        f"date_trunc('month', {_AS_OF}) - INTERVAL 1 MONTH GROUP BY p.name ORDER BY sum(units_sold) DESC LIMIT 1",
    )[0]
    answer = assistant.ask("Name the one product that moved the most units last month.")
    assert best in answer.answer
    assert "trend" not in answer.answer


def test_an_apostrophe_left_out_of_last_weeks_changes_no_time(assistant, series):
    store = series[1]
    with_it = assistant.ask(f"last week's 3 best sellers in {store}?")
    for question in (f"last weeks 3 best sellers in {store}?", f"last wks 3 best sellers in {store}?"):
        assert assistant.ask(question).rows == with_it.rows


@pytest.mark.parametrize(
    ("word", "end"), [("closer", "min"), ("tighter", "min"), ("further off", "max"), ("less close", "max")]
)
def test_of_two_forecasts_the_closer_has_the_smaller_error(assistant, connection, word, end):
    two = select(
        connection,
        "SELECT p.name, a.wape FROM accuracy a JOIN products p USING (product_id) WHERE a.target = 'sales' "
        "AND a.served AND a.store_id = (SELECT min(store_id) FROM accuracy) AND a.wape IS NOT NULL ORDER BY a.wape",
    )
    (store,) = select(connection, "SELECT name FROM stores WHERE store_id = (SELECT min(store_id) FROM accuracy)")[0]
    low, high = two[0], two[-1]
    answer = assistant.ask(f"Whose forecast in {store} has been {word} by WAPE, {high[0]} or {low[0]}?")
    meant = low if end == "min" else high
    assert answer.answer.startswith(meant[0])


def test_the_next_places_keep_the_order_of_the_ranking(assistant, connection, series):
    store, store_id = series[1], series[3]
    names = [
        name
        for (name,) in select(
            connection,
            "SELECT p.name FROM replenishment JOIN products p USING (product_id) WHERE store_id = ? AND order_qty > 0 "
            "AND order_value IS NOT NULL ORDER BY order_value DESC LIMIT 3",
            store_id,
        )
    ]
    if len(names) < 3:
        pytest.skip("fewer than three orders there")
    talk = "next-places"
    first = assistant.ask(f"Which recommended order for {store} is the most expensive?", conversation_id=talk)
    assert names[0] in first.answer
    assert names[1] in assistant.ask("and the second most expensive?", conversation_id=talk).answer
    assert names[2] in assistant.ask("and the next most expensive one?", conversation_id=talk).answer


def test_the_other_end_of_a_ranking_of_delivery_times(assistant, connection):
    rows = select(connection, "SELECT name, lead_time_days FROM suppliers WHERE lead_time_days IS NOT NULL")
    slow, quick = ({name for name, days in rows if days == end(d for _, d in rows)} for end in (max, min))
    assistant.ask("Which supplier is the slowest?", conversation_id="slowest")
    answer = assistant.ask("and the quickest?", conversation_id="slowest").answer
    assert any(name in answer for name in quick - slow)
    assert not any(name in answer for name in slow)


def test_a_budget_after_the_orders_of_today_is_held_against_those(assistant, connection):
    store, total = select(
        connection,
        "SELECT s.name, sum(order_value) FROM replenishment JOIN stores s USING (store_id) WHERE order_qty > 0 "
        "AND action IN ('order_now', 'expedite') GROUP BY s.name HAVING sum(order_value) > 100 ORDER BY 2 DESC LIMIT 1",
    )[0]
    talk = "orders-of-today"
    assistant.ask(f"What has to be ordered today in {store}?", conversation_id=talk)
    assert _told(assistant.ask("and the total cost?", conversation_id=talk), total)
    spend = int(total) - 50
    answer = assistant.ask(f"I can only spend {spend} euros. How much over would I be?", conversation_id=talk)
    assert _told(answer, total - spend)


def test_how_many_more_the_first_needs_is_the_gap_of_the_two_told(assistant, connection):
    product, one, two, gap = select(
        connection,
        "SELECT p.name, s.name, t.name, a.on_hand - b.on_hand FROM replenishment a "
        "JOIN replenishment b USING (product_id) JOIN products p USING (product_id) "
        "JOIN stores s ON s.store_id = a.store_id JOIN stores t ON t.store_id = b.store_id "
        "WHERE a.on_hand > b.on_hand AND b.on_hand > 0 ORDER BY product_id, a.store_id, b.store_id LIMIT 1",
    )[0]
    talk = "first-of-two"
    assistant.ask(f"How many {product} are in stock in {one}?", conversation_id=talk)
    assistant.ask(f"And {two}?", conversation_id=talk)
    answer = assistant.ask("So how many more does the first one have?", conversation_id=talk)
    assert "difference" in answer.answer
    assert _told(answer, gap) or _told(answer, -gap)


def _letters(connection):
    return select(
        connection,
        "SELECT u.name, n.note_id FROM notes n JOIN suppliers u USING (supplier_id) "
        "WHERE n.title ILIKE 'price letter%' OR n.title ILIKE 'new price list%' ORDER BY n.note_id",
    )


def test_a_letter_of_another_supplier_is_told_after_that_of_one(assistant, connection):
    letters = _letters(connection)
    two = next(((a, b) for a in letters for b in letters if a[0] != b[0]), None)
    if two is None:
        pytest.skip("one supplier wrote about prices")
    (one, _), (other, note) = two
    talk = "letters"
    assistant.ask(f"What is in the price letter from {one}?", conversation_id=talk)
    answer = assistant.ask(f"{other} sent one as well, didn't they? By how much do they go up?", conversation_id=talk)
    assert note in {row.get("note_id") for row in answer.rows}
    assert "trend" not in answer.answer
    again = assistant.ask("And from which day does it apply?", conversation_id=talk)
    assert note in {row.get("note_id") for row in again.rows}


def test_a_figure_of_what_no_note_tells_apart_is_asked_back(assistant):
    answer = assistant.ask(
        "There is a note about a gizmo that customers do not like. "
        "Which one is it and how many are in stock in all shops?"
    )
    assert answer.status in ("clarify", "no_data")


def test_a_figure_beside_what_a_note_tells_is_told_too(assistant, connection):
    found = select(
        connection,
        "SELECT n.title, u.name, sum(r.on_order) FROM notes n JOIN suppliers u USING (supplier_id) "
        "JOIN replenishment r USING (supplier_id) WHERE n.title ILIKE '%disruption%' OR n.title ILIKE '%delay%' "
        "GROUP BY ALL HAVING sum(r.on_order) > 0 ORDER BY n.title LIMIT 1",
    )
    if not found:
        pytest.skip("no note of a delay")
    title, supplier, units = found[0]
    answer = assistant.ask(
        f'There is a note "{title}". How many days late are they running, '
        f"and how many units are on order with {supplier}?"
    )
    assert _told(answer, units)
