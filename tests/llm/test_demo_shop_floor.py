"""What is asked on the shop floor: of shops that were only told of, at dearer prices, in the days before an offer."""

from __future__ import annotations

import pytest

from rag.understanding.message.around_a_start import around_the_start
from rag.understanding.message.rephrasing import put_plainly
from rag.understanding.words.suppositions import supposed
from tests.llm.demo_world import select

_TODAY = "action IN ('order_now', 'expedite') AND order_qty > 0"


@pytest.fixture(scope="module")
def ordered_from(connection):
    """(name, id) of a supplier with orders to place today, all of them priced."""
    sql = (
        "SELECT u.name, supplier_id FROM replenishment r JOIN suppliers u USING (supplier_id) "
        f"WHERE {_TODAY} GROUP BY ALL HAVING count(*) > 1 AND count(*) = count(order_value) ORDER BY 2 LIMIT 1"
    )
    return select(connection, sql)[0]


@pytest.mark.parametrize(
    "question",
    [
        "My cousin runs the Zarnov Quay shop, says they are short of {}. How many have they got left there?",
        "The Zarnov Quay branch phoned me about {}. What will they sell next week?",
    ],
)
def test_a_shop_that_nobody_knows_is_not_left_out_because_it_was_told_before(assistant, sold, question):
    answer = assistant.ask(question.format(sold[0]))
    assert answer.status == "no_data"
    assert "Zarnov" in answer.answer


def test_what_has_to_go_out_is_worth_what_the_orders_are(assistant, connection, ordered_from):
    name, supplier = ordered_from
    ((worth,),) = select(
        connection, f"SELECT sum(order_value) FROM replenishment WHERE supplier_id = ? AND {_TODAY}", supplier
    )
    answer = assistant.ask(f"what must go out to {name} today, all stores together, in value")
    assert "order_value" in answer.plan.measures
    assert pytest.approx(worth) in [f.value for f in answer.facts if f.measure == "order_value"]


@pytest.mark.parametrize(
    ("said", "kind", "value"),
    [
        ("assume a rise of 5% from monday. what would these orders cost?", "price", 0.05),
        ("if they put it up by 3%, what would we pay?", "price", 0.03),
        ("suppose the 4% surcharge comes. what do the orders come to then?", "price", 0.04),
        ("with a 5% increase in sales, what would the orders cost?", "demand", 0.05),
        ("if demand sees an increase of 8%, what do we pay for orders?", "demand", 0.08),
    ],
)
def test_an_increase_of_what_orders_cost_is_one_of_prices(said, kind, value):
    scenario, _ = supposed(said)
    assert scenario is not None
    assert (scenario.kind, scenario.value) == (kind, pytest.approx(value))


def test_a_later_clause_is_of_the_same_days(assistant, sold):
    plan = assistant.ask(f"In the last 14 days, what did we sell of {sold[0]} in all, and what was returned?").plan
    assert len({(p.window.start, p.window.end) for p in plan.parts()}) == 1
    assert {"actual_sales", "actual_returns"} <= {m for p in plan.parts() for m in p.measures}


@pytest.mark.parametrize(
    ("said", "plainly"),
    [
        ("sales in the 5 days before 3 March?", "sales in from 26 February to 2 March?"),
        ("The promotion starts on 9 May. Units in the 3 days before it starts?", "from 6 May to 8 May"),
        ("It goes on offer on 9 May. Units in the first 4 days of the offer?", "the 4 days from 9 May"),
        ("It is 7 days before 9 May.", "It is 7 days before 9 May."),
    ],
)
def test_days_before_a_day_are_a_stretch(said, plainly):
    assert plainly in around_the_start(said)


@pytest.mark.parametrize(
    ("said", "plainly"),
    [
        ("orders past their due date", "orders overdue"),
        ("How punctual are they? See the notes.", "what did we write down: How punctual are they?"),
        ("How many are sold? See the notes.", "How many are sold? See the notes."),
        ("units past the promised day and not here yet", "units overdue"),
        ("What is gone by May if nobody orders anything?", "What is gone by May?"),
        ("how much will our customers in Cork buy?", "how much will Cork sell?"),
        ("if it comes not in 7 days as usual but in 9 days", "if it comes takes 9 days"),
    ],
)
def test_other_words_of_the_shop_floor(said, plainly):
    assert plainly in put_plainly(said)


def test_a_place_in_the_house_is_no_product(assistant, sold):
    plan = assistant.ask(f"on the salesfloor here - how many {sold[0]} do we sell tomorrow?").plan
    assert plan.intent == "value"
    assert plan.measures == ("expected_sales",)


def test_on_hand_and_on_order_are_added_up(assistant, connection, sold, turns):
    name, product, store, id = sold
    sql = "SELECT s.name FROM replenishment JOIN stores s USING (store_id) WHERE product_id = ? AND store_id <> ?"
    ((other,),) = select(connection, f"{sql} ORDER BY store_id LIMIT 1", product, id)
    asked = (f"What is the stock of {name} in {store}?", f"And in {other}?")
    plan = turns(assistant, *asked, "Now add both figures up, plus what is on order for them.").plan
    assert plan.measures == ("inventory_position",)
    assert len(plan.entities.stores) == 2


def test_the_first_and_the_final_day_of_a_planned_promotion(assistant, sold):
    plan = assistant.ask(f"First and final day of the next planned promotion on {sold[0]} in {sold[2]}?").plan
    assert plan.measures == ("promotion_on", "promotion_until")
