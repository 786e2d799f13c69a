"""Follow-ups to a sum: what makes up most of it, without some, at other prices; lists cut short; notes."""

from __future__ import annotations

import pytest

from tests.llm.demo_world import select


def _figures(answer):
    return [fact.value for fact in answer.facts if isinstance(fact.value, (int, float))]


def _sold_by(connection, column, days):
    """(name or id, units) of the last `days` days, most first."""
    return select(
        connection,
        f"SELECT {column}, sum(units_sold) FROM sales JOIN products USING (product_id) "
        "WHERE date::DATE > (SELECT max(date)::DATE FROM sales) - CAST(? AS INT) GROUP BY 1 ORDER BY 2 DESC, 1",
        days,
    )


@pytest.fixture(scope="module")
def dearer(connection):
    """(supplier, id, percent, order value) whose only price letter names one percentage, with orders recommended."""
    return select(
        connection,
        "WITH b AS (SELECT supplier_id, CAST(regexp_extract(body, '([\\d.]*\\d) ?(?:%|percent)', 1) AS DOUBLE) AS pct "
        "FROM notes WHERE product_id IS NULL "
        "AND regexp_matches(body, '(prices rise by|costs [\\d.]+% more|increase is)')), "
        "v AS (SELECT supplier_id, sum(order_value) AS worth FROM replenishment WHERE order_qty > 0 GROUP BY 1) "
        "SELECT s.name, supplier_id, pct, worth FROM b JOIN v USING (supplier_id) JOIN suppliers s USING (supplier_id) "
        "WHERE (SELECT count(*) FROM b o WHERE o.supplier_id = b.supplier_id) = 1 ORDER BY worth DESC",
    )


@pytest.fixture(scope="module")
def closed(connection):
    """(supplier, days) of a closure whose note tells its length."""
    return select(
        connection,
        "SELECT s.name, regexp_extract(body, '(\\d+) days (?:in all|without a dispatch)', 1) FROM notes n "
        "JOIN suppliers s USING (supplier_id) WHERE regexp_matches(body, '\\d+ days (in all|without a dispatch)') "
        "QUALIFY count(*) OVER (PARTITION BY supplier_id) = 1 ORDER BY supplier_id LIMIT 1",
    )[0]


@pytest.mark.parametrize(
    ("then", "column", "place"),
    [
        ("which shop accounts for the biggest share of it?", "store_id", 0),
        ("what branch had the largest part of these, and how many was that?", "store_id", 0),
        ("where was the bulk of that sold?", "store_id", 0),
        ("who contributed least to that total?", "store_id", -1),
        ("Which category makes up most of it, in units?", "category", 0),
        ("which product added the most to that?", "product_id", 0),
    ],
)
def test_what_makes_up_most_of_a_sum(turns, assistant, connection, then, column, place):
    answer = turns(assistant, "How many units did we sell in the last 14 days?", then)
    first = _sold_by(connection, column, 14)[place]
    assert (answer.plan.intent, answer.plan.window.label) == ("rank", "last 14 days")
    assert first[1] in _figures(answer)
    assert len(answer.rows) == 1


def test_the_biggest_part_of_one_product(turns, assistant, connection):
    name, product_id, store_id, units = select(
        connection,
        "SELECT p.name, product_id, store_id, sum(units_sold) FROM sales JOIN products p USING (product_id) "
        "WHERE date::DATE > (SELECT max(date)::DATE FROM sales) - 28 "
        "AND (SELECT count(*) FROM products q WHERE contains(lower(q.name), lower(p.name))) = 1 GROUP BY 1, 2, 3 "
        "QUALIFY row_number() OVER (PARTITION BY product_id ORDER BY sum(units_sold) DESC) = 1 "
        "AND count(*) OVER (PARTITION BY product_id) > 1 ORDER BY 4 DESC, 1 LIMIT 1",
    )[0]
    opening = f"How many {name} have we sold over the last 28 days in all the shops?"
    answer = turns(assistant, opening, "And which shop had the largest portion of that?")
    assert (answer.plan.entities.products, answer.plan.group_by) == ((product_id,), "store")
    assert (answer.rows[0]["store_id"], units in _figures(answer)) == (store_id, True)


@pytest.mark.parametrize(
    "then", ["which supplier is the biggest chunk of it?", "who accounts for most of that, and how much money is it?"]
)
def test_the_biggest_part_of_what_orders_cost(turns, assistant, connection, then):
    answer = turns(assistant, "What do the recommended orders cost?", then)
    sql = (
        "SELECT supplier_id, sum(order_value) FROM replenishment WHERE order_qty > 0 GROUP BY 1 ORDER BY 2 DESC LIMIT 1"
    )
    worth = select(connection, sql)[0][1]
    assert answer.plan.group_by == "supplier"
    assert any(value == pytest.approx(worth, abs=0.01) for value in _figures(answer))


@pytest.mark.parametrize(
    "then",
    [
        "leave {0} aside. What do the other shops make together?",
        "take {0} out of it, how many units altogether?",
        "the total of all but {0}?",
        "and the sum without {0}?",
    ],
)
def test_a_split_sum_without_one_store(turns, assistant, stores, then):
    one, one_id = stores[0]
    plan = turns(assistant, "What did we sell last week?", "split that by store", then.format(one)).plan
    assert (plan.intent, plan.measures, plan.window.label) == ("value", ("actual_sales",), "last week")
    assert (plan.share, plan.group_by) == (False, None)
    assert set(plan.entities.stores) == {store_id for _, store_id in stores} - {one_id}


@pytest.mark.parametrize(
    "then", ["now without {0} and {1}, how many in all?", "take {0} and {1} out, what do the rest come to?"]
)
def test_a_sum_without_two_stores(turns, assistant, stores, then):
    (one, _), (two, _), *rest = stores
    plan = turns(assistant, "What will we sell next week, by store?", then.format(one, two)).plan
    assert (plan.measures, plan.window.label) == (("expected_sales",), "next week")
    assert set(plan.entities.stores) == {store_id for _, store_id in rest}


def test_two_stores_left_out_at_once(assistant, stores):
    (one, _), (two, _), *rest = stores
    plan = assistant.ask(f"How much stock do we have in all stores except {one} and {two}?").plan
    assert set(plan.entities.stores) == {store_id for _, store_id in rest}


@pytest.mark.parametrize(
    ("then", "limit"),
    [
        ("only the {} ones, two are enough", 2),
        ("just {} please, four of them will do", 4),
        ("and for {}? limit it to three", 3),
        ("now the {} ones, 3 would be plenty", 3),
    ],
)
def test_a_ranking_of_another_set_and_length(turns, assistant, connection, stores, then, limit):
    (store, store_id), category = stores[0], select(connection, "SELECT max(category) FROM products")[0][0]
    plan = turns(assistant, f"Top 6 products in {store} by units sold last week", then.format(category)).plan
    assert (plan.intent, plan.limit, plan.window.label) == ("rank", limit, "last week")
    assert (plan.entities.stores, plan.entities.categories) == ((store_id,), (category,))


def test_so_many_are_enough_in_one_question(assistant, stores):
    plan = assistant.ask(f"Which products sell best in {stores[0][0]} next week? Two will do.").plan
    assert (plan.intent, plan.limit) == ("rank", 2)


@pytest.mark.parametrize(
    "then",
    [
        "and after their price increase?",
        "with the price rise they announced, how much is it?",
        "what would it be once the increase applies?",
        "and if the announced rise was already in force?",
    ],
)
def test_orders_at_the_prices_of_a_letter(turns, assistant, dearer, then):
    supplier, _, percent, worth = dearer[0]
    answer = turns(assistant, f"What do the recommended orders with {supplier} come to?", then)
    assert any(value == pytest.approx(worth * (1 + percent / 100), abs=0.01) for value in _figures(answer))


def test_the_letter_of_another_supplier(turns, assistant, dearer):
    (supplier, *_), (other, _, percent, worth), *_ = dearer
    opening = (f"What do the recommended orders with {supplier} come to?", "and after their price increase?")
    answer = turns(assistant, *opening, f"and with {other}, after their increase?")
    assert any(value == pytest.approx(worth * (1 + percent / 100), abs=0.01) for value in _figures(answer))


@pytest.mark.parametrize("then", ["when does their price increase take effect?", "by how much do they raise prices?"])
def test_what_a_letter_says_stays_a_question_on_notes(turns, assistant, dearer, then):
    assert turns(assistant, f"What do the recommended orders with {dearer[0][0]} come to?", then).plan.intent == "notes"


@pytest.mark.parametrize(
    "then",
    [
        "how long does that last?",
        "that makes how many days without deliveries?",
        "and how many days without a delivery would that be?",
        "so for how many days do they send nothing?",
    ],
)
def test_the_length_of_a_closure(turns, assistant, closed, then):
    supplier, days = closed
    answer = turns(assistant, f"Does {supplier} close at some point?", then)
    assert answer.plan.intent == "notes"
    assert f"{days} days" in answer.answer


@pytest.mark.parametrize(
    "then",
    [
        "by how many percent do we cut the price, and how long does it go on?",
        "what comes off the price, and how many days is it on?",
        "how much do we knock off its price, and for how many days?",
    ],
)
def test_what_an_offer_takes_off(turns, assistant, connection, then):
    product, percent = select(
        connection,
        "SELECT p.name, regexp_extract(body, '(\\d+)% off the price', 1) FROM notes JOIN products p USING (product_id) "
        "WHERE contains(body, '% off the price') AND contains(body, ' days') ORDER BY product_id LIMIT 1",
    )[0]
    answer = turns(assistant, f"Does any note speak of an offer for {product}?", then)
    assert answer.plan.intent == "notes"
    assert f"{percent}%" in answer.answer
