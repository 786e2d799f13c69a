# ruff: noqa: E501 - questions are read on one line
"""Times moved after an answer, orders without one line or added up, caps on money, classes and trends in other words."""

from __future__ import annotations

from datetime import timedelta

import pytest

from rag.plan import Filter
from tests.llm.demo_world import select


@pytest.fixture(scope="module")
def plan(assistant):
    def read(*turns):
        history = [{"role": "user", "content": t} for t in turns[:-1]]
        return assistant.understander.plan(turns[-1], history)

    return read


@pytest.mark.parametrize(
    ("first", "words", "days"),
    [
        ("Expected sales of {product} next week?", "Same again, one week later.", 7),
        ("Expected sales of {product} next week?", "Now do the Monday to Sunday after that", 7),
        ("Expected sales of {product} next week?", "I'd also like the following week", 7),
        ("Expected sales of {product} next week?", "Move it one week further", 7),
        (
            "Expected sales of {product} next week?",
            "I plan two weeks ahead, so could I have the one after it too please?",
            7,
        ),
        ("How many units of {product} did we sell in {month}?", "Same for the previous month please", -1),
        ("How many units of {product} did we sell in {month}?", "Preceding month?", -1),
        ("How many units of {product} did we sell in {month}?", "could you give me the prior month too", -1),
    ],
)
def test_the_same_for_the_time_beside(plan, assistant, connection, first, words, days):
    as_of = assistant.understander.catalogue.calendar.as_of
    month = (as_of.replace(day=1) - timedelta(40)).strftime("%B %Y")
    product = select(connection, "SELECT name FROM products ORDER BY product_id LIMIT 1")[0][0]
    first = first.format(product=product, month=month)
    before, after = plan(first).window, plan(first, words).window
    if days > 0:
        assert (after.start - before.start).days == days
        assert after.days == before.days
    else:
        assert after.end == before.start - timedelta(1)
        assert after.start == after.end.replace(day=1)


def ordered(connection):
    return select(
        connection,
        "SELECT st.name, s.name, min(p.name) FROM replenishment r JOIN products p USING (product_id) JOIN stores st USING (store_id)"
        " JOIN suppliers s ON s.supplier_id = p.supplier_id WHERE order_qty > 0 GROUP BY ALL HAVING count(*) > 2 ORDER BY ALL LIMIT 1",
    )[0]


@pytest.mark.parametrize(
    "words",
    [
        "Thanks a lot. How many units does it add up to?",
        "Perfect. The people at the ramp want to know how many pieces there are on it in all.",
        "great, add the units up for me over all the lines",
        "What does it come to in units?",
    ],
)
def test_units_of_a_drafted_order(plan, connection, words):
    store, supplier, _ = ordered(connection)
    asked = plan(f"Please prepare a PO to {supplier} for {store} with all the recommended items.", words)
    assert (asked.intent, asked.measures, asked.group_by) == ("value", ("order_qty",), None)
    assert asked.entities.stores
    assert asked.entities.suppliers


@pytest.mark.parametrize(
    "words",
    [
        "total value if {product} comes out?",
        "We've decided against the {product} for now. Please drop that line and tell me the new total value of the order.",
        "We've still got a box of {product} in the cellar, so how many euros would it be if we skipped those?",
        "Strike the {product} off. How much does it cost then?",
    ],
)
def test_an_order_without_a_line(plan, connection, words):
    store, supplier, product = ordered(connection)
    asked = plan(
        f"Please prepare a PO to {supplier} for {store} with all the recommended items.", words.format(product=product)
    )
    assert (asked.intent, asked.measures) == ("value", ("order_value",))
    assert Filter("product_name", "not in", (product,)) in asked.filters
    assert asked.entities.suppliers


@pytest.mark.parametrize(
    "words",
    [
        "There's a ceiling of 300 on {store} now, thanks to Finance. What would all the orders you advise for the shop cost together, and how much is that above the ceiling?",
        "finance give us only 300 for {store}. if i order all you recommend there, how much is it in total and how much too much",
        "Just had the call, 300 and not a penny more for {store}. By how much would we go over if we bought everything you recommend there, and what's the total bill?",
        "The limit set by the head office for {store} is 300. I need to know how much over it we are with all recommended orders of that shop.",
        "300 tops for {store}. all your recommended orders: total, and how much over?",
    ],
)
def test_limits_told_beside_the_orders(plan, connection, words):
    store, _, _ = ordered(connection)
    asked = plan(words.format(store=store))
    assert (asked.scenario.kind, asked.scenario.value) == ("budget", 300)
    assert [(f.column, f.op) for f in asked.filters] == [("order_qty", ">")]
    assert len(asked.entities.stores) == 1


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("A class: who has the highest return rate?", Filter("abc_class", "=", "A")),
        ("I have to pick one A article, so which of them has the highest return rate?", Filter("abc_class", "=", "A")),
        ("For how many articles is the trend pointing up?", Filter("trend", "=", "rising")),
        ("How many products show a trend that is heading down?", Filter("trend", "=", "falling")),
        ("Please list the products of which {store} does not have a single unit on hand.", Filter("on_hand", "<=", 0)),
        ("Friday is best selling day in {store} for how many articles?", Filter("peak_weekday", "=", "Friday")),
    ],
)
def test_conditions_in_other_words(plan, connection, words, kept):
    assert kept in plan(words.format(store=ordered(connection)[0])).filters


def test_months_held_against_each_other_and_the_day_told_first(plan, assistant):
    as_of = assistant.understander.catalogue.calendar.as_of
    asked = plan("Growth in total unit sales from August to September, in percent")
    assert asked.window.start.month == 9
    assert asked.second_window.start.month == 8
    tomorrow = plan("I wonder how big a day it's going to be tomorrow: what's the expected number of pieces sold?")
    assert tomorrow.window.start == tomorrow.window.end == as_of + timedelta(1)
    assert plan("How many units did we really sell since the 1st of this month?").window.start == as_of.replace(day=1)
