# ruff: noqa: E501 - questions are read on one line
"""What runs out first and when, shops without a week of cover, figures after remarks about a shop, levels in pairs."""

from __future__ import annotations

import pytest

from rag.plan import Filter
from tests.llm.demo_world import select


@pytest.fixture(scope="module")
def plan(assistant):
    def read(*turns):
        history = [{"role": "user", "content": t} for t in turns[:-1]]
        return assistant.understander.plan(turns[-1], history)

    return read


@pytest.fixture(scope="module")
def ids(connection):
    return dict(select(connection, "SELECT name, store_id FROM stores ORDER BY store_id LIMIT 3"))


@pytest.fixture(scope="module")
def stores(ids):
    return list(ids)


@pytest.fixture(scope="module")
def product(connection):
    return select(connection, "SELECT name FROM products ORDER BY product_id LIMIT 1")[0][0]


@pytest.mark.parametrize(
    "words",
    [
        "Which product runs out first in {store}, and when?",
        "On what day do we get the first empty shelf in {store}, and what item will it be?",
        "Please name me the article that gets finished before all others in the {store} shop, with the day when it happens.",
        "What is gone before anything else in {store}?",
        "First product to run out in {store} and the date?",
    ],
)
def test_what_runs_out_first_whether_it_is_to_be_ordered_or_not(plan, stores, words):
    asked = plan(words.format(store=stores[0]))
    assert (asked.intent, asked.measures[:1], asked.group_by) == ("rank", ("stockout_date",), "product")
    assert asked.limit in (1, None)
    assert not [f for f in asked.filters if f.column != "on_hand"]


@pytest.mark.parametrize(
    "words",
    [
        "I've a van going out. In which of our stores would the {product} stock not even last a week?",
        "Please tell me the shop that does not have a full week of cover anymore for {product}.",
        "Which shops won't have a week of stock left? I mean the stores with less than 7 days of cover for {product}.",
    ],
)
def test_shops_without_a_week_of_cover(plan, product, words):
    asked = plan(words.format(product=product))
    assert (asked.intent, asked.group_by) == ("list", "store")
    assert asked.filters == (Filter("days_of_cover", "<", 7),)


@pytest.mark.parametrize(
    "words",
    [
        "Which of those three shops has enough for the longest time?",
        "best days cover of the 3?",
        "From these three, in which one will the stock hold longest?",
    ],
)
def test_the_shop_whose_stock_lasts_longest(plan, stores, product, words):
    first, *others = stores
    turns = (f"What's {first}'s stock of {product}?", *(f"And {store}'s?" for store in others))
    asked = plan(*turns, words)
    assert (asked.intent, asked.measures[:1], asked.sort.descending) == ("rank", ("days_of_cover",), True)
    assert len(asked.entities.stores) == 3
    assert len(asked.entities.products) == 1


def test_remarks_about_a_shop_before_the_question(plan, ids, stores, product):
    first, second, _ = stores
    whole = f"What will we sell of {product} in all stores next week?"
    part = plan(whole, f"The {first} manager only cares about his own bit, so how much of that is theirs?")
    assert (part.measures, part.entities.stores) == (("expected_sales",), (ids[first],))
    turns = (f"What's the safety stock of {product} in {first}?", "and the reorder point?")
    both = plan(*turns, f"I've got the {second} manager here too, what would those two numbers be over there?")
    assert (both.measures, both.entities.stores) == (("safety_stock", "reorder_point"), (ids[second],))
    turns = (f"How many {product} should I order for {first}?", f"same for {second} please")
    latest = plan(*turns, f"I'm off the next couple of days, so how long can the {second} order wait?")
    assert (latest.measures, latest.entities.stores) == (("order_by",), (ids[second],))
    rest = plan(f"{first} does its own count so don't include them. What do the rest of the shops hold of {product}?")
    assert ids[first] not in rest.entities.stores
    assert len(rest.entities.stores) > 1


@pytest.mark.parametrize(
    ("words", "levels"),
    [
        ("need both quantiles 25% + 75% of tomorrow's sales, {product}", (0.25, 0.75)),
        (
            "{product}, next seven days: the 10th percentile as the low case and the 90th as the high case, please",
            (0.1, 0.9),
        ),
    ],
)
def test_two_levels(plan, product, words, levels):
    asked = plan(words.format(product=product))
    assert (asked.measures, asked.levels, asked.scenario) == (("sales_quantile",), levels, None)


def test_conditions_and_preambles(plan, stores, product):
    asked = plan(f"in {stores[0]} how many articles have a forecast too small, more than 20% under? number only")
    assert asked.filters == (Filter("bias_pct", "<", -20),)
    asked = plan(f"list articles of {stores[0]} where days of cover is below 12 and also nothing is ordered")
    assert {f.column for f in asked.filters} == {"days_of_cover", "on_order"}
    asked = plan(f"filling in the range sheet here.. how has the demand of {product} been classed in {stores[0]}")
    assert asked.measures == ("demand_class",)
    assert plan(f"Can you tell me who is on the checkouts in {stores[0]} this Saturday?").intent in (
        "refuse",
        "no_data",
    )
