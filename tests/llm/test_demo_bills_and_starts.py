# ruff: noqa: E501 - questions and statements are read on one line
"""The bill of what was told, spans that start tomorrow, shelves that are bare, orders left off, money signed off."""

from __future__ import annotations

import pytest

from tests.llm.demo_world import expected_units, select, value_of

_TODAY = "action IN ('order_now', 'expedite')"


def _series(connection, product, store):
    sql = "SELECT s.store_id, p.product_id FROM stores s, products p WHERE s.name = ? AND p.name = ?"
    return select(connection, sql, store, product)[0]


@pytest.mark.parametrize("words", ["what's the bill?", "and the damage? full bill, I mean", "So the total bill?"])
def test_the_bill_is_that_of_what_was_told(assistant, connection, words):
    total = select(
        connection,
        f"SELECT sum(order_value) FROM replenishment JOIN stores s USING (store_id) WHERE s.name = 'Cork' AND {_TODAY}",
    )[0][0]
    talk = f"bill {words}"
    assistant.ask("Cork: which lines have to be ordered today?", conversation_id=talk)
    assert value_of(assistant.ask(words, conversation_id=talk), "order_value") == pytest.approx(total)


@pytest.mark.parametrize(
    "words",
    [
        "Over 10 days, starting from tomorrow, how many Greek Yoghurt 500g will Dublin sell?",
        "How many Greek Yoghurt 500g will Dublin sell, counting from tomorrow, over the next 10 days?",
    ],
)
def test_a_span_that_starts_tomorrow_keeps_its_length(assistant, connection, words):
    expected = expected_units(connection, *_series(connection, "Greek Yoghurt 500g", "Dublin"), steps=10)
    assert value_of(assistant.ask(words), "expected_sales") == pytest.approx(expected)


def test_between_now_and_so_many_days_on(assistant, connection):
    names = select(
        connection,
        "SELECT p.name FROM replenishment r JOIN products p USING (product_id) JOIN stores s USING (store_id)"
        " WHERE s.name = 'Cork' AND stockout_date <= (SELECT max(date) + 7 FROM sales)",
    )
    answer = assistant.ask("Cork will have bare shelves for some products between now and seven days on. Name them.")
    assert {r["name"] for r in answer.rows} == {name for (name,) in names}


def test_when_the_shelf_is_bare(assistant, connection):
    day = select(
        connection,
        "SELECT stockout_date FROM replenishment JOIN products p USING (product_id) JOIN stores s USING (store_id)"
        " WHERE s.name = 'Cork' AND p.name = 'Shower Hose 2m'",
    )[0][0]
    assistant.ask("How many days does Cork's Shower Hose 2m still last?", conversation_id="bare")
    assert f"{day:%-d %B %Y}" in assistant.ask("so which date is the shelf bare", conversation_id="bare").answer


def test_a_month_of_a_year_named_before_it(assistant):
    answer = assistant.ask("Think ahead to spring 2037: what should Cork plan to sell in April of that year?")
    assert answer.status in ("no_data", "refused")


def test_sorted_and_stopped(assistant, connection):
    best = select(
        connection,
        "SELECT p.name FROM forecasts JOIN products p USING (product_id) JOIN stores s USING (store_id)"
        " WHERE target = 'sales' AND step <= 7 AND s.name = 'Sligo' GROUP BY 1 ORDER BY sum(mean) DESC LIMIT 4",
    )
    answer = assistant.ask(
        "Rank Sligo's products by the units expected over the next 7 days, largest first, and stop after four."
    )
    assert [r["name"] for r in answer.rows] == [name for (name,) in best]


def test_people_who_bring_goods_back_return_them(assistant):
    plan = assistant.understander.plan(
        "Dublin next week, people bringing Greek Yoghurt 500g back to the counter, how many?"
    )
    assert plan.measures == ("expected_returns",)


def test_an_order_left_off_this_round(assistant):
    plan = assistant.understander.plan(
        "Say I leave Decking Screws 4.5 x 60mm 250 Pack off this round for Cork. What quantity did you have down and when is it gone?"
    )
    assert plan.scenario.kind == "skip_order"


def test_money_signed_off_for_a_shop(assistant, connection):
    total = select(
        connection,
        "SELECT sum(order_value) FROM replenishment JOIN stores s USING (store_id) WHERE s.name = 'Cork' AND order_qty > 0",
    )[0][0]
    budget = round(total * 0.8)
    answer = assistant.ask(
        f"Finance has signed off {budget} for Cork and not a cent more. What is the bill if I take everything you propose "
        "there, and by how much does it overshoot?"
    )
    told = [f.value for f in answer.facts]
    assert total in [pytest.approx(v) for v in told]
    assert total - budget in [pytest.approx(v) for v in told]


def test_a_fair_that_lifts_sales(assistant, connection):
    expected = expected_units(connection, *_series(connection, "Greek Yoghurt 500g", "Dublin"))
    assistant.ask("The coming seven days, Greek Yoghurt 500g, Dublin: what volume goes out?", conversation_id="fair")
    answer = assistant.ask(
        "And should the street fair lift that by a fifth, where would we end up?", conversation_id="fair"
    )
    assert any(f.value == pytest.approx(1.2 * expected) for f in answer.facts), answer.answer


def test_what_others_charge_is_in_no_table(assistant):
    answer = assistant.ask(
        "The discounter opposite our Cork shop annoys me. What will they charge for Greek Yoghurt 500g next week?"
    )
    assert answer.status == "no_data"


@pytest.mark.parametrize(
    "words",
    [
        "that butter one, cork, how many should I order",
        "How much of that same thing is there in Cork?",
        "this polo thing in Sligo: what do we sell next week?",
    ],
)
def test_what_only_a_word_points_at_is_asked_back(assistant, words):
    assert assistant.ask(words).status == "clarify"
