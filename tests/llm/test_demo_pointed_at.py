# ruff: noqa: E501 - a question is read on one line
"""What second messages point at: the first of a ranking, what lies beyond a name, the line that is left out."""

from __future__ import annotations

import pytest

from tests.llm.demo_world import select, value_of


@pytest.fixture(scope="module")
def leading(connection, stores):
    """(product, its id) with the highest order value of the first store, which the second keeps as well."""
    sql = (
        "SELECT p.name, r.product_id FROM replenishment r JOIN products p USING (product_id) WHERE store_id = ? "
        "AND order_value > 0 ORDER BY order_value DESC, 2 LIMIT 1"
    )
    return select(connection, sql, stores[0][1])[0]


def _kept(connection, product, store):
    sql = "SELECT on_hand, expected_lost_units, order_qty FROM replenishment WHERE product_id = ? AND store_id = ?"
    return select(connection, sql, product, store)[0]


@pytest.mark.parametrize("then", ["And in {b}?", "what about {b}", "same for {b}"])
def test_the_first_of_a_ranking_in_another_store(turns, assistant, connection, stores, leading, then):
    (a, _), (b, b_id) = stores[:2]
    product = leading[1]
    answer = turns(
        assistant,
        f"Which product has the highest order value in {a}?",
        "how many of it do we have there?",
        then.format(b=b),
    )
    assert answer.plan.entities.products == (product,)
    assert answer.plan.entities.stores == (b_id,)
    assert value_of(answer, "on_hand") == _kept(connection, product, b_id)[0]


@pytest.mark.parametrize("then", ["And without that order, what do we lose in sales?", "what if we skip it?"])
def test_without_the_order_that_was_explained(turns, assistant, connection, stores, leading, then):
    a, a_id = stores[0]
    answer = turns(assistant, f"Which product has the highest order value in {a}?", "why so much of it?", then)
    assert answer.plan.entities.products == (leading[1],)
    assert answer.plan.scenario.kind == "skip_order"
    lost = _kept(connection, leading[1], a_id)[1]
    assert value_of(answer, "expected_lost_units") == pytest.approx(lost, abs=0.1)


def test_a_supposition_after_a_why_is_of_the_figure_explained(turns, assistant, stores, leading):
    answer = turns(
        assistant,
        f"Which product has the highest order value in {stores[0][0]}?",
        "why that much?",
        "what if it sells 15% less?",
    )
    assert answer.plan.entities.products == (leading[1],)
    assert "expected_sales" not in answer.plan.measures


@pytest.mark.parametrize("then", ["and the second?", "and number two?"])
def test_another_place_after_a_figure_of_the_first(turns, assistant, connection, stores, then):
    a, a_id = stores[0]
    sql = "SELECT product_id FROM sales WHERE store_id = ? AND date > (SELECT max(date) FROM sales) - INTERVAL 28 DAY GROUP BY 1 ORDER BY sum(units_sold) DESC LIMIT 2"
    second = select(connection, sql, a_id)[1][0]
    answer = turns(assistant, f"top 5 sellers in {a}, last 28 days", "how much of the first one is left there", then)
    assert value_of(answer, "on_hand") == _kept(connection, second, a_id)[0]


@pytest.mark.parametrize(
    "then", ["not only {a}, all shops", "all stores", "not just in {a}, everywhere", "everywhere, not {a} alone"]
)
def test_more_than_the_store_asked_about(turns, assistant, connection, stores, leading, then):
    a = stores[0][0]
    sold = "SELECT sum(mean) FROM forecasts WHERE target = 'sales' AND step <= 14 AND product_id = ?"
    answer = turns(assistant, f"How many {leading[0]} will {a} sell in the next 14 days?", then.format(a=a))
    assert answer.plan.entities.stores == ()
    assert value_of(answer, "expected_sales") == pytest.approx(select(connection, sold, leading[1])[0][0], abs=0.1)


@pytest.mark.parametrize(
    "then",
    [
        "And in {b}, the whole shop and not only {c}: what is overstocked?",
        "{b}, not just the {c} ones: what is overstocked there?",
    ],
)
def test_more_than_the_category_asked_about(turns, assistant, connection, stores, then):
    (a, _), (b, b_id) = stores[:2]
    category = select(connection, "SELECT category FROM products GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1")[0][0]
    answer = turns(assistant, f"stock of {category} in {a}?", then.format(b=b, c=category))
    sql = "SELECT count(*) FROM replenishment WHERE store_id = ? AND action = 'excess'"
    assert answer.plan.entities.categories == ()
    assert len(answer.rows) == select(connection, sql, b_id)[0][0]


def test_two_that_are_named_with_not_only(turns, assistant, stores, leading):
    (a, a_id), (b, b_id) = stores[:2]
    answer = turns(assistant, f"stock of {leading[0]}, not only in {a} but also in {b}")
    assert set(answer.plan.entities.stores) == {a_id, b_id}


def test_its_figure_over_all_stores(turns, assistant, connection, stores, leading):
    first = f"How accurate is the forecast for {leading[0]} in {stores[0][0]}?"
    answer = turns(assistant, first, "Of all our shops, where is its WAPE the highest?")
    assert answer.plan.entities.products == (leading[1],)
    assert answer.plan.entities.stores == ()
    answer = turns(
        assistant,
        first,
        "Of all our shops, where is its WAPE the highest?",
        "For that shop: how many sell in the next 14 days?",
    )
    assert leading[0] in answer.answer


@pytest.mark.parametrize("then", ["n who do i ring to get em", "who brings em", "from whom?"])
def test_the_supplier_of_what_is_ordered(turns, assistant, connection, stores, leading, then):
    sql = "SELECT s.name FROM products JOIN suppliers s USING (supplier_id) WHERE product_id = ?"
    answer = turns(assistant, f"what should i order of {leading[0]} in {stores[0][0]}", then)
    assert select(connection, sql, leading[1])[0][0] in answer.answer


@pytest.mark.parametrize(
    "then", ["how late are they usually", "are they ever late?", "do they normally deliver on time?"]
)
def test_how_punctual_a_supplier_is(turns, assistant, leading, then):
    answer = turns(assistant, f"who supplies {leading[0]}?", then)
    assert answer.plan.measures == ("supplier_on_time_rate",)


@pytest.mark.parametrize(
    "then", ["leave out the dearest line: what is the total?", "without the most expensive one, what does it come to?"]
)
def test_orders_without_the_dearest_line(turns, assistant, connection, stores, then):
    a, a_id = stores[0]
    sql = "SELECT order_value FROM replenishment WHERE store_id = ? AND action IN ('order_now', 'expedite') ORDER BY 1 DESC"
    values = [v for (v,) in select(connection, sql, a_id)]
    answer = turns(assistant, f"What must be ordered today in {a}?", then)
    assert any(f.value == pytest.approx(sum(values[1:]), abs=0.1) for f in answer.facts)


def test_the_worst_of_what_is_overstocked_has_the_most(turns, assistant, connection, stores):
    a, a_id = stores[0]
    sql = "SELECT p.name FROM replenishment JOIN products p USING (product_id) WHERE store_id = ? AND action = 'excess' ORDER BY on_hand DESC"
    answer = turns(assistant, f"what is overstocked in {a}", "which is the worst of them")
    assert answer.plan.sort.descending
    assert answer.rows[0]["name"] == select(connection, sql, a_id)[0][0]
