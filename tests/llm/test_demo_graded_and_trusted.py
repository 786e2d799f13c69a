"""Grades of alerts, forecasts that are trusted, stock that covers the least time, purses, and what was written."""

from __future__ import annotations

import pytest

from tests.llm.demo_world import expected_units, select, value_of


@pytest.mark.parametrize(
    "words", ["How many alerts in {s} are rated {g}?", "count {s}'s alerts that are marked as {g}"]
)
@pytest.mark.parametrize("grade", ["critical", "warning", "info"])
def test_alerts_of_a_grade(assistant, connection, words, grade):
    plan = assistant.understander.plan(words.format(s="Dublin", g=grade))
    assert [(f.column, f.value) for f in plan.filters if f.column == "severity"] == [("severity", grade)]


@pytest.mark.parametrize(
    ("words", "falling"),
    [
        ("Going by WAPE, which product's forecast is the most dependable in Cork?", False),
        ("Whose forecast can I trust most in Cork, judged by WAPE?", False),
        ("Going by WAPE, which product's forecast is the least dependable in Cork?", True),
    ],
)
def test_dependable_is_a_small_error(assistant, words, falling):
    plan = assistant.understander.plan(words)
    assert (plan.intent, plan.sort.measure, plan.sort.descending) == ("rank", "wape", falling)


def test_stock_that_covers_the_least_time(assistant, connection):
    few = select(
        connection,
        "SELECT p.name FROM replenishment r JOIN products p USING (product_id) JOIN stores s USING (store_id)"
        " WHERE s.name = 'Sligo' AND p.category = 'Dairy' AND days_of_cover IS NOT NULL ORDER BY days_of_cover LIMIT 2",
    )
    answer = assistant.ask("Within Dairy, give me the two items whose stock in Sligo lasts the shortest time.")
    assert [r["name"] for r in answer.rows] == [name for (name,) in few]


def test_what_a_purse_leaves_open(assistant, connection):
    total = select(
        connection,
        "SELECT sum(order_value) FROM replenishment JOIN stores s USING (store_id)"
        " WHERE s.name = 'Cork' AND order_qty > 0",
    )[0][0]
    budget = round(total * 0.6)
    answer = assistant.ask(
        f"Head office gives Cork only {budget}. Set the price of all the orders you propose there against it: "
        "the sum, and the gap it leaves."
    )
    told = [f.value for f in answer.facts]
    assert total in [pytest.approx(v) for v in told]
    assert total - budget in [pytest.approx(v) for v in told]


def test_words_of_a_note_over_the_end_of_a_sentence(assistant, connection):
    title, body = select(
        connection,
        "SELECT title, body FROM notes WHERE body LIKE '%. The %' ORDER BY length(body) DESC, note_id LIMIT 1",
    )[0]
    before, after = body.split(". The ", 1)
    quote = f"{' '.join(before.split()[-4:])}. The {' '.join(after.split()[:2])}"
    answer = assistant.ask(f'A colleague once wrote "{quote}". Under which title is that?')
    assert title in answer.answer


@pytest.mark.parametrize(
    "words",
    [
        "your 80% band for {p} in {s}, what share of the days did it hold?",
        "what percentage of the time was the 80% range for {p} in {s} held?",
    ],
)
def test_how_often_the_range_held(assistant, words):
    plan = assistant.understander.plan(words.format(p="Greek Yoghurt 500g", s="Dublin"))
    assert plan.measures == ("coverage_80",)


def test_both_ends_after_a_forecast(assistant, connection):
    low, high = select(
        connection,
        "SELECT p10, p90 FROM forecasts JOIN products p USING (product_id) JOIN stores s USING (store_id)"
        " WHERE target = 'sales' AND step = 1 AND p.name = 'Greek Yoghurt 500g' AND s.name = 'Dublin'",
    )[0]
    talk = "both ends"
    assistant.ask("Expected sales of Greek Yoghurt 500g tomorrow, just Dublin please.", conversation_id=talk)
    answer = assistant.ask(
        "What would a poor day and a great day look like in that case, P10 and P90?", conversation_id=talk
    )
    assert [low, high] == [pytest.approx(f.value) for f in answer.facts[:2]]


def test_demand_that_an_order_covers(assistant, connection):
    mean = select(
        connection,
        "SELECT protection_mean FROM replenishment JOIN products p USING (product_id) JOIN stores s USING (store_id)"
        " WHERE p.name = 'Greek Yoghurt 500g' AND s.name = 'Dublin'",
    )[0][0]
    answer = assistant.ask(
        "Explain the order of Greek Yoghurt 500g in Dublin: how much demand is it meant to cover, "
        "and what is the safety stock?"
    )
    assert value_of(answer, "protection_mean") == pytest.approx(mean)


def test_a_supplier_that_tells_of_longer_deliveries(assistant, connection):
    store, product, supplier = select(
        connection,
        "SELECT store_id, product_id, v.name FROM replenishment r JOIN suppliers v USING (supplier_id)"
        " JOIN products p USING (product_id) JOIN stores s USING (store_id)"
        " WHERE p.name = 'Greek Yoghurt 500g' AND s.name = 'Dublin'",
    )[0]
    answer = assistant.ask(
        f"{supplier} says its lead time goes up to 15 days. "
        "How many Greek Yoghurt 500g does Dublin sell while waiting those 15 days?"
    )
    expected = expected_units(connection, store, product, steps=15)
    assert any(f.value == pytest.approx(expected) for f in answer.facts), answer.answer


def test_a_figure_between_two_matters_of_notes(assistant, connection):
    product, units = select(
        connection,
        "SELECT name, sum(on_hand) FROM products JOIN inventory USING (product_id) WHERE product_id IN"
        " (SELECT product_id FROM notes WHERE title ILIKE '%delist%') GROUP BY 1 ORDER BY 1 LIMIT 1",
    )[0]
    answer = assistant.ask(
        f"{product} was delisted. How many are still in stock altogether, and what discount may we give on them?"
    )
    assert any(f.measure == "on_hand" and f.value == pytest.approx(units) for f in answer.facts)
    assert "%" in answer.answer


def test_sales_that_climb_while_on_offer_are_the_uplift(assistant):
    plan = assistant.understander.plan(
        "By what percentage do sales of Greek Yoghurt 500g in Dublin jump while it is on offer?"
    )
    assert plan.measures == ("promo_uplift_pct",)
