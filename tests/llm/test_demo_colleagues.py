"""What colleagues ask in passing: half as much again, what is not overdue, whose those are, above or below that."""

from __future__ import annotations

from datetime import timedelta

import pytest

from rag.understanding.words.amounts import read_amounts
from tests.llm.demo_world import select


@pytest.mark.parametrize(
    ("said", "more"),
    [
        ("suppose they sell a third as much again over [future]", 1 / 3),
        ("what if demand were half again as high", 0.5),
        ("if sales came in at two and a half times the forecast", 1.5),
        ("imagine it sells twice over", 1.0),
        ("what if it sold a quarter as much", -0.75),
        ("what if demand were half as much", -0.5),
        ("suppose they sell half more", 0.5),
        ("what if sales fell to a third", -2 / 3),
    ],
)
def test_how_many_times_as_much_is_said_in_many_ways(said, more):
    scenario = read_amounts(said).scenario
    assert scenario.kind == "demand"
    assert scenario.value == pytest.approx(more, abs=1e-6)


def test_half_as_long_again_is_longer():
    assert read_amounts("what if [supplier] takes half as long again").scenario.value == 0.5
    assert read_amounts("what if [supplier] takes half as long").scenario.value == -0.5


def test_so_much_below_zero_is_a_limit_and_no_supposition(assistant, connection):
    answer = assistant.ask("How many products in Sligo have a trend steeper than minus 20%?")
    falling = "SELECT count(*) FROM stats JOIN stores s USING (store_id) WHERE s.name = 'Sligo' AND trend_pct_28d < -20"
    assert answer.plan.intent == "count"
    assert len(answer.rows) == select(connection, falling)[0][0]


def test_so_much_above_that_is_still_a_supposition(assistant, turns):
    answer = turns(assistant, "How many units will Cork sell over the next 7 days?", "And with demand 20% above that?")
    assert answer.plan.scenario.value == pytest.approx(0.2)


@pytest.mark.parametrize(
    "question",
    ["Which products in Cork are in the {c} demand class?", "Name all Cork products with demand type {c}."],
)
def test_a_class_of_demand_is_a_condition(assistant, connection, question):
    sql = (
        "SELECT p.name, demand_class FROM stats JOIN products p USING (product_id) "
        "JOIN stores s USING (store_id) WHERE s.name = 'Cork'"
    )
    by_class: dict[str, set[str]] = {}
    for name, kind in select(connection, sql):
        by_class.setdefault(kind, set()).add(name)
    kind = min((c for c in by_class if c), key=lambda c: len(by_class[c]))
    answer = assistant.ask(question.format(c=kind))
    assert {row["name"] for row in answer.rows} == by_class[kind]


@pytest.mark.parametrize("question", ["How many belong to group {c} in Cork?", "how many are in the {c} tier in Cork"])
def test_a_class_goes_by_other_names(assistant, connection, question):
    for letter in "AC":
        sql = "SELECT count(*) FROM stats JOIN stores s USING (store_id) WHERE s.name = 'Cork' AND abc_class = ?"
        assert len(assistant.ask(question.format(c=letter)).rows) == select(connection, sql, letter)[0][0]


def test_what_is_to_come_without_what_is_late(assistant, connection, as_of):
    sql = "SELECT sum(quantity) FROM open_orders JOIN stores s USING (store_id) WHERE s.name = 'Cork' AND due_on >= ?"
    coming = select(connection, sql, as_of)[0][0]
    for question in (
        "How many units are on order for Cork, not counting the overdue ones?",
        "Units on order for Cork that are not late yet, in total?",
    ):
        answer = assistant.ask(question)
        assert coming in {f.value for f in answer.facts if f.measure == "open_units"}


def test_pieces_of_one_product_that_are_overdue_are_held(assistant, connection, as_of):
    sql = (
        "SELECT p.name, s.name, sum(quantity) FROM open_orders JOIN products p USING (product_id) "
        "JOIN stores s USING (store_id) WHERE due_on < ? GROUP BY ALL ORDER BY 3 DESC LIMIT 1"
    )
    product, store, _ = select(connection, sql, as_of)[0]
    answer = assistant.ask(f"{product} for {store} ought to have landed. How much of it is overdue?")
    assert answer.status == "answered"
    assert any(f.measure in ("on_order", "open_units") for f in answer.facts)


@pytest.mark.parametrize("follow", ["and which suppliers are they from?", "Which suppliers is that from?"])
def test_the_suppliers_of_a_list(assistant, turns, connection, follow):
    sql = (
        "SELECT DISTINCT v.name FROM replenishment r JOIN suppliers v USING (supplier_id) "
        "JOIN stores s USING (store_id) WHERE s.name = 'Sligo' "
        "AND order_qty > 0 AND action IN ('order_now', 'expedite')"
    )
    answer = turns(assistant, "What must be ordered today for Sligo?", follow)
    assert {row["name"] for row in answer.rows} == {name for (name,) in select(connection, sql)}


def test_money_that_is_allowed_is_a_budget(assistant, turns, connection):
    sql = (
        "SELECT sum(order_value) FROM replenishment JOIN stores s USING (store_id) "
        "WHERE s.name = 'Cork' AND order_qty > 0"
    )
    cost = select(connection, sql)[0][0]
    alone = assistant.ask(
        "The boss approves 9000 for Cork. What do all recommended orders cost, and what remains of the budget?"
    )
    after = turns(
        assistant, "What do all recommended orders for Cork cost?", "I can free up 9000 for that. What is left of it?"
    )
    for answer in (alone, after):
        assert any(f.value == pytest.approx(9000 - cost, abs=0.01) for f in answer.facts)


def test_the_supplier_with_the_largest_sum_everywhere(assistant, connection):
    answer = assistant.ask(
        "Say I order all you recommend, in every branch. Which supplier gets the most money, and how much is it?"
    )
    sql = (
        "SELECT v.name, sum(order_value) FROM replenishment JOIN suppliers v USING (supplier_id) "
        "WHERE order_qty > 0 GROUP BY ALL ORDER BY 2 DESC LIMIT 1"
    )
    name, value = select(connection, sql)[0]
    assert name in answer.answer
    assert any(f.value == pytest.approx(value, abs=0.01) for f in answer.facts)


def test_by_what_percentage_one_figure_lies_above_another(assistant, turns, connection):
    sql = (
        "SELECT p.name, avg_daily_7d, avg_daily_28d FROM stats JOIN products p USING (product_id) "
        "JOIN stores s USING (store_id) WHERE s.name = 'Cork' AND avg_daily_28d > 2 "
        "AND abs(avg_daily_7d / avg_daily_28d - 1) > 0.05 ORDER BY 3 DESC LIMIT 1"
    )
    product, week, month = select(connection, sql)[0]
    change = (week / month - 1) * 100
    alone = assistant.ask(f"By how many percent is the 7-day average of {product} in Cork over the 28-day average?")
    after = turns(
        assistant, f"What is the 28-day average of {product} in Cork?", "What percent is the 7-day average above that?"
    )
    for answer in (alone, after):
        assert any(f.unit == "%" and f.value == pytest.approx(change, abs=0.1) for f in answer.facts)


def test_the_mean_beside_the_standard_deviation(assistant):
    answer = assistant.ask("Std and mean of daily sales in the last 28 days, Sports Top Medium, Dublin?")
    assert {"std_daily_28d", "avg_daily_28d"} <= {f.measure for f in answer.facts if f.asked}


def test_a_longer_lead_time_in_planners_words(assistant):
    answer = assistant.ask("Sports Top Medium @ Dublin, LT +4d: mean demand over the new LT + review period?")
    assert answer.plan.scenario.value == 4
    assert answer.plan.measures == ("protection_mean",)


def test_the_price_of_a_planned_promotion(assistant, connection, as_of):
    sql = (
        "SELECT p.name, s.name, date::DATE, price FROM promotions JOIN products p USING (product_id) "
        "JOIN stores s USING (store_id) WHERE on_promo AND price IS NOT NULL "
        "AND date > ? AND date <= ? ORDER BY 3 DESC, 1 LIMIT 1"
    )
    product, store, day, price = select(connection, sql, as_of, as_of + timedelta(20))[0]
    question = f"Which promotion price have we planned for {product} in {store} on {day.day} {day:%B}?"
    answer = assistant.ask(question + " I need that for the window poster.")
    assert [f.value for f in answer.facts if f.measure == "promotion_price"] == [pytest.approx(price)]


def test_clicks_are_not_held(assistant):
    answer = assistant.ask("How often was the ad for Sports Top Medium clicked last week?")
    assert answer.status in ("no_data", "refused")


def test_what_was_written_down_is_a_note(assistant, connection):
    sql = (
        "SELECT v.name, n.title FROM notes n JOIN suppliers v USING (supplier_id) "
        "ORDER BY n.date DESC, n.note_id LIMIT 1"
    )
    supplier, title = select(connection, sql)[0]
    assert title in assistant.ask(f"What is the newest thing we have in the notes on {supplier}?").answer
    answer = assistant.ask(f"What have we noted about {supplier}: how many days late are their orders?")
    assert answer.plan.intent == "notes"
