# ruff: noqa: E501 - questions are read on one line
"""How many goods of a described set and what they come to; two figures of one thing; rankings said the other way round."""

from __future__ import annotations

import pytest

from rag.plan import Filter
from tests.llm.demo_world import select


@pytest.fixture(scope="module")
def plan(assistant):
    return lambda words: assistant.understander.plan(words, [])


@pytest.fixture(scope="module")
def store(connection):
    return select(connection, "SELECT name, store_id FROM stores ORDER BY store_id LIMIT 1")[0]


@pytest.fixture(scope="module")
def product(connection):
    return select(connection, "SELECT name FROM products ORDER BY product_id LIMIT 1")[0][0]


_EXCESS = (Filter("action", "=", "excess"),)
_CLASS_B = (Filter("abc_class", "=", "B"),)


@pytest.mark.parametrize(
    ("words", "filters", "sums"),
    [
        ("{store}, overstocked: no. of items + total pieces on hand?", _EXCESS, ("on_hand",)),
        ("what stock value do the overstocked goods of {store} add up to, n how many are they", _EXCESS, ("stock_value",)),
        ("How large is the surplus in {store}? The number of articles, and all of their units on hand summed up.", _EXCESS, ("on_hand",)),
        ("{store}: combined turnover of the class B articles over the last 90 days, and their number", _CLASS_B, ("revenue_90d",)),
        ("Of the things that fall in {store} how many there are and how much stock value lies in them", (Filter("trend", "=", "falling"),), ("stock_value",)),
        ("# of SKUs below the reorder point in {store} / pcs in stock altogether", (Filter("inventory_position", "<", "@reorder_point"),), ("on_hand",)),
    ],
)  # fmt: skip
def test_the_count_of_a_set_and_what_it_comes_to(plan, store, words, filters, sums):
    parts = plan(words.format(store=store[0])).parts()
    counted = next(p for p in parts if p.intent == "count")
    total = next(p for p in parts if p.intent == "value")
    assert len(parts) == 2
    assert total.measures == sums
    assert counted.filters == total.filters == filters
    assert counted.entities == total.entities
    assert counted.entities.stores == (store[1],)


def test_both_figures_are_told(assistant, connection, store):
    answer = assistant.ask(
        f"Units on hand of the class B items in {store[0]} together, and how many of them are there?"
    )
    count, units = select(
        connection,
        "SELECT count(*), sum(r.on_hand) FROM stats s JOIN replenishment r USING (store_id, product_id) "
        "WHERE s.abc_class = 'B' AND s.store_id = ?",
        store[1],
    )[0]
    assert f"{count} products" in answer.answer
    assert f"{units:,.0f} units" in answer.answer


@pytest.mark.parametrize(
    "words",
    [
        "How many products are of class B in {store}, and how many units did {store} sell yesterday in total?",
        "In {store}: how many products are of class B, and how many have to be ordered today?",
    ],
)
def test_what_is_asked_of_something_else_is_not_summed_over_the_set(plan, store, words):
    first, *rest = plan(words.format(store=store[0])).parts()
    assert first.intent == "count"
    assert first.filters == _CLASS_B
    assert not any(p.intent == "value" and p.filters == _CLASS_B for p in rest)


@pytest.mark.parametrize(
    ("words", "measures"),
    [
        ("How far off is the daily forecast of {product} in {store}? Its MASE and its RMSE, please.", {"mase", "rmse"}),
        ("How many {product} are sitting in {store}, how many has the supplier still got to deliver, and what do we get if we add those up?", {"on_hand", "on_order", "inventory_position"}),
        ("To whom do I send the order for {product} that you advise for {store}, by what day at the latest, and how much money is it?", {"product_supplier", "order_by", "order_value"}),
    ],
)  # fmt: skip
def test_no_figure_of_several_is_lost(plan, store, product, words, measures):
    found = plan(words.format(store=store[0], product=product))
    assert found.intent == "value"
    assert measures <= set(found.measures)
    assert not found.difference


def test_percentiles_in_a_row_are_no_dates(plan, store, product):
    found = plan(f"Show the 3rd, 20th, 60th and 97th percentiles of what {store[0]} sells of {product} tomorrow.")
    assert found.levels == (0.03, 0.2, 0.6, 0.97)
    assert found.window.days == 1


@pytest.mark.parametrize(
    ("words", "measure", "descending"),
    [
        ("Which product will be the first one we're out of in {store}?", "stockout_date", False),
        ("By WAPE, which item of {store} do we forecast least well?", "wape", True),
    ],
)
def test_the_end_of_a_ranking_that_is_meant(plan, store, words, measure, descending):
    found = plan(words.format(store=store[0]))
    assert found.intent == "rank"
    assert (found.sort.measure, found.sort.descending) == (measure, descending)


def test_summed_over_every_store_ranks_products(plan, connection):
    category = select(connection, "SELECT category FROM products GROUP BY 1 ORDER BY count(*) DESC LIMIT 1")[0][0]
    found = plan(
        f"Over the next 14 days and summed over every store, name the two {category} items that sell the least."
    )
    assert (found.intent, found.group_by, found.limit, found.sort.descending) == ("rank", "product", 2, False)


def test_days_that_are_not_even_reached(plan, store):
    found = plan(f"Which products in {store[0]} don't even have 8 days of cover left?")
    assert found.filters == (Filter("days_of_cover", "<", 8.0),)
