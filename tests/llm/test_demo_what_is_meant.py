"""Questions that resemble others: revenue to come, leave of one's own, the cheapest line of an order, what spoils."""

from __future__ import annotations

import pytest

from rag.understanding.message.rephrasing import put_plainly
from tests.llm.demo_world import expected_units, select, value_of


@pytest.mark.parametrize(
    "question",
    [
        "What turnover will we make next month?",
        "expected revenue of {1} next week",
        "How much will we earn with {0} in 2031?",
        "Which products will bring in the most revenue next week?",
        "turnover in {1} tomorrow?",
    ],
)
def test_revenue_to_come_is_not_told_as_revenue_taken(assistant, sold, question):
    answer = assistant.ask(question.format(sold[0], sold[2]))
    assert answer.status == "no_data"
    assert not answer.facts


@pytest.mark.parametrize("question", ["revenue of {} last month", "which product makes the most money in {}?"])
def test_revenue_taken_is_told(assistant, sold, question):
    assert assistant.ask(question.format(sold[2])).status == "answered"


def test_revenue_of_a_time_to_come_after_one_that_is_past(turns, assistant, sold):
    assert turns(assistant, f"What was the revenue of {sold[2]} last month?", "and next month?").status == "no_data"


@pytest.mark.parametrize(
    "question",
    [
        "how many vacation days do I have left?",
        "How many holidays can I still take this year?",
        "Whom do I ask for a week off?",
    ],
)
def test_leave_of_ones_own_is_none_of_the_calendars(assistant, question):
    assert assistant.ask(question).status in ("no_data", "refused")


def test_holidays_of_the_calendar_are_told(assistant):
    assert assistant.ask("Which public holiday comes next?").plan.measures == ("next_event",)


@pytest.mark.parametrize(
    ("question", "end"),
    [
        ("Which recommended order for {} is the cheapest?", "min"),
        ("Of the order lines you propose for {}, which one is the least expensive, and what does it cost?", "min"),
        ("What is the dearest order line for {}?", "max"),
    ],
)
def test_the_cheapest_order_line_is_one_of_money(assistant, connection, sold, question, end):
    sql = f"SELECT {end}(order_value) FROM replenishment WHERE store_id = ? AND order_qty > 0"
    answer = assistant.ask(question.format(sold[2]))
    assert value_of(answer, "order_value") == pytest.approx(select(connection, sql, sold[3])[0][0], abs=0.01)


def test_the_demand_of_a_lead_time_that_is_supposed(assistant, connection, sold):
    product, product_id, store, store_id = sold
    answer = assistant.ask(
        f"They want to extend the lead time of {product} to 12 days. How many units would {store} have to bridge "
        "over those 12 days, from tomorrow?"
    )
    units = expected_units(connection, store_id, product_id, 12)
    assert value_of(answer, "expected_sales") == pytest.approx(units, abs=0.05)


@pytest.mark.parametrize("advert", ["the radio spot", "our newsletter campaign", "a TV commercial"])
def test_an_advert_is_no_name(assistant, connection, sold, advert):
    product, product_id, store, store_id = sold
    answer = assistant.ask(
        f"suppose {advert} lifts {product} in {store} by 30% over the next 7 days. How many is that?"
    )
    units = expected_units(connection, store_id, product_id)
    assert answer.status == "answered"
    assert any(f.value == pytest.approx(1.3 * units, abs=0.1) for f in answer.facts)


@pytest.mark.parametrize(
    "question", ["how long can {} be kept before it goes bad?", "{} how many days before going stale"]
)
def test_what_spoils_is_looked_up_in_the_notes(assistant, sold, question):
    assert assistant.ask(question.format(sold[0])).plan.intent == "notes"


def test_what_a_note_states_beside_a_figure(assistant, sold):
    plan = assistant.ask(
        f"There is a note about customers returning {sold[0]}. What percentage does it give, and how many will come "
        "back next week?"
    ).plan
    assert "expected_returns" in plan.measures
    assert "note" in plan.note_query


@pytest.mark.parametrize(
    "then", ["ok, boil it down to what has to go out today", "limit that to what must be ordered today"]
)
def test_a_list_stripped_down(turns, assistant, connection, sold, then):
    answer = turns(assistant, f"What should I order for {sold[2]}?", then)
    sql = (
        "SELECT product_id FROM replenishment WHERE store_id = ? AND order_qty > 0 "
        "AND action IN ('order_now', 'expedite')"
    )
    assert {row["product_id"] for row in answer.rows} == {i for (i,) in select(connection, sql, sold[3])}


def test_one_of_them_is_a_day_only_among_days():
    assert put_plainly("Of the next 7 days, on which of them?") == "Of the next 7 days, on which day?"
    assert put_plainly("What runs out? On which one of them do we lose most?").startswith("What runs out? On which one")
